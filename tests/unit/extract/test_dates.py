"""Expressions of time against a publication date, each worked out by hand with a calendar."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from policygraph.annotate import AnnotatedDocument
from policygraph.extract import dates
from policygraph.gazetteer import Gazetteer
from policygraph.model import DateMention, Document, Extraction

FRIDAY = date(2017, 4, 21)
NEW_YEAR = date(2017, 1, 1)  # a Sunday
NEW_YEARS_EVE = date(2017, 12, 31)  # a Sunday
LEAP_DAY = date(2016, 2, 29)  # a Monday
MARCH_31 = date(2018, 3, 31)  # a Saturday
NONE = None

Found = list[tuple[str, str, str, str]]
Extract = Callable[[str, date | None], Found]


@pytest.fixture
def extract(tokenized: Callable[..., AnnotatedDocument], gazetteer: Gazetteer) -> Extract:
    """(words, value, earliest, latest) of each expression, in text order."""

    def run(text: str, published: date | None) -> Found:
        annotated = tokenized(text, published)
        found = Extraction().with_findings(dates.extract(annotated, Extraction(), gazetteer))
        return [
            (text[d.span.start : d.span.end], d.value.value, str(d.value.earliest), str(d.value.latest))
            for d in found.dates
        ]

    return run


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        # ---- complete by themselves
        ("The vote of April 21, 2017, was close.", NONE, "2017-04-21"),
        ("The vote of April 21 2017 was close.", NONE, "2017-04-21"),
        ("The vote of 21 April 2017 was close.", NONE, "2017-04-21"),
        ("The vote of April 1st, 2017, was close.", NONE, "2017-04-01"),
        ("The vote of 2nd May 2017 was close.", NONE, "2017-05-02"),
        ("The vote of Sept. 4, 2017, was close.", NONE, "2017-09-04"),
        ("The vote of Jan. 31, 1999, was close.", NONE, "1999-01-31"),
        ("The vote of 2017-04-03 was close.", NONE, "2017-04-03"),
        ("The vote of February 29, 2016, was close.", NONE, "2016-02-29"),
        ("The vote of December 31, 2017, was close.", FRIDAY, "2017-12-31"),
        ("The vote of April 21, 2010, was close.", FRIDAY, "2010-04-21"),
        # ---- days without a year: the nearest
        ("The deadline is June 30.", FRIDAY, "2017-06-30"),
        ("The deadline was Jan. 5.", FRIDAY, "2017-01-05"),
        ("The vote of Nov. 8 was close.", FRIDAY, "2016-11-08"),
        ("The vote of Dec. 12 was close.", FRIDAY, "2016-12-12"),
        ("The vote of April 3rd was close.", FRIDAY, "2017-04-03"),
        ("The vote of Oct. 15 was close.", FRIDAY, "2017-10-15"),  # 177 days ahead; 188 days back
        ("The vote of Oct. 25 was close.", FRIDAY, "2016-10-25"),  # 178 days back; 187 days ahead
        ("The vote of Feb. 29 was close.", FRIDAY, "2016-02-29"),  # the only one within a year
        ("The vote of Feb. 29 was close.", LEAP_DAY, "2016-02-29"),
        ("The vote of Dec. 30 was close.", NEW_YEAR, "2016-12-30"),
        ("The vote of Jan. 2 was close.", NEW_YEARS_EVE, "2018-01-02"),
        # ---- weekdays
        ("They met Friday.", FRIDAY, "2017-04-21"),
        ("They met on Thursday.", FRIDAY, "2017-04-20"),
        ("They met on Saturday.", FRIDAY, "2017-04-15"),
        ("They met on Monday.", FRIDAY, "2017-04-17"),
        ("They met last Monday.", FRIDAY, "2017-04-17"),
        ("They met last Friday.", FRIDAY, "2017-04-14"),
        ("They meet next Friday.", FRIDAY, "2017-04-28"),
        ("They meet next Monday.", FRIDAY, "2017-04-24"),
        ("They meet this coming Monday.", FRIDAY, "2017-04-24"),
        ("They met Saturday.", NEW_YEAR, "2016-12-31"),
        ("They met on Sunday.", NEW_YEAR, "2017-01-01"),
        ("They meet next Monday.", NEW_YEARS_EVE, "2018-01-01"),
        ("They met on Sunday.", LEAP_DAY, "2016-02-28"),
        ("They meet next Tuesday.", LEAP_DAY, "2016-03-01"),
        ("They met on Wednesday.", date(2018, 3, 1), "2018-02-28"),
        # ---- days told from the publication
        ("They met today.", FRIDAY, "2017-04-21"),
        ("Tonight they meet.", FRIDAY, "2017-04-21"),
        ("They met this morning.", FRIDAY, "2017-04-21"),
        ("They met earlier in the day.", FRIDAY, "2017-04-21"),
        ("They met yesterday.", FRIDAY, "2017-04-20"),
        ("They met last night.", FRIDAY, "2017-04-20"),
        ("They meet tomorrow.", FRIDAY, "2017-04-22"),
        ("They met yesterday.", NEW_YEAR, "2016-12-31"),
        ("They meet tomorrow.", NEW_YEARS_EVE, "2018-01-01"),
        ("They met yesterday.", date(2016, 3, 1), "2016-02-29"),
        ("They met yesterday.", date(2017, 3, 1), "2017-02-28"),
        ("They meet tomorrow.", LEAP_DAY, "2016-03-01"),
        ("They meet tomorrow.", MARCH_31, "2018-04-01"),
        # ---- what names no day
        ("The vote of February 30, 2017, was close.", FRIDAY, None),
        ("The vote of Feb. 29, 2017, was close.", NONE, None),
        ("The vote of June 31 was close.", FRIDAY, None),
        ("The vote on 2017-13-01 was close.", FRIDAY, None),
        ("They may march.", FRIDAY, None),
        ("The march was long.", FRIDAY, None),
        ("They serve 2000 families.", FRIDAY, None),
        # ---- without a publication date only what is complete
        ("They met Friday.", NONE, None),
        ("The deadline is June 30.", NONE, None),
        ("They met yesterday.", NONE, None),
        ("They met last week.", NONE, None),
    ],
)
def test_days(extract: Extract, text: str, published: date | None, value: str | None) -> None:
    found = extract(text, published)
    assert [f[1:] for f in found] == ([(value, value, value)] if value else [])


@pytest.mark.parametrize(
    ("text", "published", "value", "earliest", "latest"),
    [
        # ---- months
        ("The vote of April 2017 was close.", NONE, "2017-04", "2017-04-01", "2017-04-30"),
        ("The vote of February 2016 was close.", NONE, "2016-02", "2016-02-01", "2016-02-29"),
        ("The vote of February 2017 was close.", NONE, "2017-02", "2017-02-01", "2017-02-28"),
        ("The vote of December 1999 was close.", NONE, "1999-12", "1999-12-01", "1999-12-31"),
        ("The vote of March of 2016 was close.", NONE, "2016-03", "2016-03-01", "2016-03-31"),
        ("They met in April.", FRIDAY, "2017-04", "2017-04-01", "2017-04-30"),
        ("They met in May.", FRIDAY, "2016-05", "2016-05-01", "2016-05-31"),
        ("They have met since February.", FRIDAY, "2017-02", "2017-02-01", "2017-02-28"),
        ("They met last April.", FRIDAY, "2016-04", "2016-04-01", "2016-04-30"),
        ("They met last November.", FRIDAY, "2016-11", "2016-11-01", "2016-11-30"),
        ("They meet next May.", FRIDAY, "2017-05", "2017-05-01", "2017-05-31"),
        ("They meet next April.", FRIDAY, "2018-04", "2018-04-01", "2018-04-30"),
        ("They met in December.", NEW_YEAR, "2016-12", "2016-12-01", "2016-12-31"),
        ("They met last month.", FRIDAY, "2017-03", "2017-03-01", "2017-03-31"),
        ("They meet next month.", FRIDAY, "2017-05", "2017-05-01", "2017-05-31"),
        ("They met earlier this month.", FRIDAY, "2017-04", "2017-04-01", "2017-04-30"),
        ("They met last month.", NEW_YEAR, "2016-12", "2016-12-01", "2016-12-31"),
        ("They meet next month.", NEW_YEARS_EVE, "2018-01", "2018-01-01", "2018-01-31"),
        ("They met last month.", MARCH_31, "2018-02", "2018-02-01", "2018-02-28"),
        ("They meet next month.", MARCH_31, "2018-04", "2018-04-01", "2018-04-30"),
        # ---- years
        ("They met in 2016.", NONE, "2016", "2016-01-01", "2016-12-31"),
        ("The 2016 election was close.", NONE, "2016", "2016-01-01", "2016-12-31"),
        ("They met last year.", FRIDAY, "2016", "2016-01-01", "2016-12-31"),
        ("They meet later this year.", FRIDAY, "2017", "2017-01-01", "2017-12-31"),
        ("They meet next year.", FRIDAY, "2018", "2018-01-01", "2018-12-31"),
        ("They met last year.", NEW_YEAR, "2016", "2016-01-01", "2016-12-31"),
        ("They meet next year.", NEW_YEARS_EVE, "2018", "2018-01-01", "2018-12-31"),
        # ---- weeks run from Monday to Sunday; the value is the month that holds most of it
        ("They met this week.", FRIDAY, "2017-04", "2017-04-17", "2017-04-23"),
        ("They met last week.", FRIDAY, "2017-04", "2017-04-10", "2017-04-16"),
        ("They meet next week.", FRIDAY, "2017-04", "2017-04-24", "2017-04-30"),
        ("They met last week.", NEW_YEAR, "2016-12", "2016-12-19", "2016-12-25"),
        ("They meet next week.", NEW_YEARS_EVE, "2018-01", "2018-01-01", "2018-01-07"),
        ("They met last week.", date(2017, 3, 7), "2017-03", "2017-02-27", "2017-03-05"),
    ],
)
def test_months_years_and_weeks(
    extract: Extract, text: str, published: date | None, value: str, earliest: str, latest: str
) -> None:
    assert [f[1:] for f in extract(text, published)] == [(value, earliest, latest)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He left on April 3. She left that day.", [("April 3", "2017-04-03"), ("that day", "2017-04-03")]),
        ("He left on April 3. She left the next day.", [("April 3", "2017-04-03"), ("the next day", "2017-04-04")]),
        ("He left on April 3. A day later she left.", [("April 3", "2017-04-03"), ("A day later", "2017-04-04")]),
        ("He left on April 3, a day earlier.", [("April 3", "2017-04-03"), ("a day earlier", "2017-04-02")]),
        # It points to a day only.
        ("He left in March. She left that day.", [("in March", "2017-03")]),
        ("She left that day.", []),
    ],
)
def test_days_that_point_back(extract: Extract, text: str, found: list[tuple[str, str]]) -> None:
    assert [(words, value) for words, value, _, _ in extract(text, FRIDAY)] == found


def test_what_points_back_too_far_is_left(extract: Extract) -> None:
    far = "He left on April 3. " + "Nothing happened then. " * 20 + "She left that day."
    assert [words for words, _, _, _ in extract(far, FRIDAY)] == ["April 3"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Doe's 2007 vote came up.", ["2007"]),
        ("The 2016 United States election was close.", ["2016"]),
        ("They passed a 2005 law.", ["2005"]),
        ("She was elected in 2001 as a member.", ["in 2001"]),
        # Not a year: a number of things.
        ("She counted in 2001 votes.", []),
        ("The 2000, or so, left.", []),
    ],
)
def test_years_before_nouns(extract: Extract, text: str, words: list[str]) -> None:
    assert [found for found, _, _, _ in extract(text, FRIDAY)] == words


def test_the_words_of_an_expression_are_its_span(extract: Extract) -> None:
    text = "On Monday they met; the vote of April 3, 2017, stands until June 30 or next year."
    assert [f[0] for f in extract(text, FRIDAY)] == ["Monday", "April 3, 2017", "June 30", "next year"]


def test_a_date_is_not_found_twice(extract: Extract) -> None:
    assert [f[1] for f in extract("From May 2, 2016, to 3 May 2016 and in June 2016", FRIDAY)] == [
        "2016-05-02",
        "2016-05-03",
        "2016-06",
    ]


BLANK = spacy.blank("en")
# What the forms are made of, in any order.
PIECES = st.sampled_from(
    [
        *(
            "May ",
            "June ",
            "Feb. ",
            "29",
            "30",
            ", ",
            "2016",
            "0000",
            "Friday",
            " last ",
            " next ",
            "week",
            " in ",
            "-",
        ),
        *("'s", "two", " ago", " later", " to ", "the 1990s", "Labor Day ", "the ", "31st", "Congress", "fall "),
        *("after ", "from ", "early ", "999", " years", "/"),
    ]
)


@given(
    text=st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=12).map("".join)),
    published=st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 12, 31))),
)
def test_any_text_gives_dates_that_hold_or_none(text: str, published: date | None) -> None:
    sha256 = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    document = Document(id=sha256[:12], text=text, sha256=sha256, sources=("a",), published=published)
    annotated = AnnotatedDocument(document, BLANK(text))
    found: Iterator[DateMention] = dates.extract(annotated, Extraction(), None)  # type: ignore[arg-type]
    spans = []
    for mention in found:
        value = mention.value
        assert value.earliest <= value.latest
        assert str(value.earliest)[:4] <= value.value[:4] <= str(value.latest)[:4]
        assert len(value.value) in (4, 7, 10)
        assert all(part.isdigit() for part in value.value.split("-"))
        spans.append(mention.span)
    spans.sort()
    assert all(a.end <= b.start for a, b in pairwise(spans))
