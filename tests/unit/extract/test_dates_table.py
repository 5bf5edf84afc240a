"""The expressions of dates.tsv: values, first and last days worked out by hand with a calendar.

A row tells the day of publication ('-' for none), a sentence, the words in it that are asked for, and what they name;
without a value they name nothing. Rows that need 'parse' turn on the tense of a verb; the others hold without one.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from policygraph.annotate import AnnotatedDocument, Annotator
from policygraph.extract import _calendar, dates
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Extraction
from policygraph.patterns import date_words, examples, holidays, named_days

TABLE = Path(__file__).with_name("dates.tsv")
FRIDAY = date(2017, 4, 21)
Row = tuple[date | None, str, str, list[tuple[str, str, str]]]


def _rows(*, parse: bool) -> Iterator[object]:
    """Rows that hold without a parse; with `parse` all."""
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("#"):
            continue
        published, sentence, words, value, earliest, latest, needs = line.split("\t")
        if needs and not parse:
            continue
        day = None if published == "-" else date.fromisoformat(published)
        row = (day, sentence, words, [(value, earliest, latest)] if value else [])
        yield pytest.param(row, id=f"{published} {words}: {sentence}")


def _named(annotated: AnnotatedDocument, gazetteer: Gazetteer, words: str) -> list[tuple[str, str, str]]:
    """What the expressions name that share a letter with the words."""
    start = annotated.document.text.index(words)
    return [
        (found.value.value, str(found.value.earliest), str(found.value.latest))
        for found in dates.extract(annotated, Extraction(), gazetteer)
        if found.span.start < start + len(words) and start < found.span.end
    ]


@pytest.mark.parametrize("row", list(_rows(parse=False)))
def test_without_a_parse(row: Row, tokenized: Callable[..., AnnotatedDocument], gazetteer: Gazetteer) -> None:
    published, sentence, words, expected = row
    assert _named(tokenized(sentence, published), gazetteer, words) == expected


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator()


@pytest.mark.model
@pytest.mark.parametrize("row", list(_rows(parse=True)))
def test_with_a_parse(row: Row, annotator: Annotator, gazetteer: Gazetteer) -> None:
    published, sentence, words, expected = row
    sha256 = hashlib.sha256(sentence.encode()).hexdigest()
    document = Document(id=sha256[:12], text=sentence, sha256=sha256, sources=("a",), published=published)
    (annotated,) = annotator.annotate([document])
    assert _named(annotated, gazetteer, words) == expected


def test_the_table_is_large_and_holds_no_row_twice() -> None:
    rows = [line for line in TABLE.read_text(encoding="utf-8").splitlines()[1:] if not line.startswith("#")]
    assert len(rows) >= 110
    assert len(set(rows)) == len(rows)


# ---- the lexicon


@pytest.mark.parametrize("holiday", holidays(), ids=lambda holiday: str(holiday.name))
def test_holidays_fall_on_their_days(holiday: object) -> None:
    (known,) = [one for one in holidays() if one is holiday]
    assert known.fell
    for day in known.fell:
        assert _calendar.holiday_of(known, day.year) == _calendar.day(day)


def test_no_two_holidays_share_a_form() -> None:
    forms = [form for holiday in holidays() for form in holiday.forms]
    assert len(set(forms)) == len(forms)


@pytest.mark.parametrize("example", examples("lexicon/dates.toml"), ids=lambda example: str(example["text"]))
def test_examples(
    example: dict[str, object], tokenized: Callable[..., AnnotatedDocument], gazetteer: Gazetteer
) -> None:
    found = dates.extract(tokenized(example["text"], FRIDAY), Extraction(), gazetteer)
    assert [mention.value.value for mention in found] == example["days"]


def test_days_known_by_a_name(tokenized: Callable[..., AnnotatedDocument], gazetteer: Gazetteer) -> None:
    for named in named_days():
        assert named.examples
        for text in named.examples:
            found = dates.extract(tokenized(text, FRIDAY), Extraction(), gazetteer)
            assert [mention.value for mention in found] == [_calendar.day(named.day)]


def test_words_are_lower_case() -> None:
    words = date_words()
    lists = (words.numbers, words.seasons, words.never, words.habits, words.counted, words.moving, words.planning)
    assert [word for group in lists for word in group if word != word.lower()] == []


@pytest.mark.parametrize(
    ("year", "month", "day"),
    # Easter early and late, and a year in which the reckoning needs its exception.
    [(2008, 3, 23), (2011, 4, 24), (2019, 4, 21), (1954, 4, 18), (1981, 4, 19), (2038, 4, 25)],
)
def test_easter(year: int, month: int, day: int) -> None:
    (easter,) = [one for one in holidays() if one.name == "Easter"]
    assert _calendar.holiday_of(easter, year) == _calendar.day(date(year, month, day))


@pytest.mark.parametrize("days", range(14))
def test_weekends_are_saturday_and_sunday_of_the_week(days: int) -> None:
    weekend = _calendar.weekend_of(FRIDAY + timedelta(days=days))
    assert (weekend.earliest.weekday(), weekend.latest.weekday()) == (5, 6)
