"""The data files as they load: what they hold, and how a slip in one is told."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from policygraph import patterns, resources, vocab
from policygraph.errors import ResourceError
from policygraph.gazetteer import Gazetteer
from policygraph.patterns import files

LOADERS = (
    patterns.titles,
    patterns.title_named,
    patterns.title_words,
    patterns.organization_heads,
    patterns.place_heads,
    patterns.policy_forms,
    patterns.policy_names,
    patterns.reporting_verbs,
    patterns.events,
    patterns.holidays,
    patterns.named_days,
    files.load,
)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[str, str], None]]:
    """Puts a file of our own in the place of a shipped one."""

    def clear() -> None:
        for loader in LOADERS:
            getattr(loader, "cache_clear", lambda: None)()

    def write(name: str, content: str) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        monkeypatch.setattr(resources, "data", lambda wanted: tmp_path / wanted)
        clear()

    clear()
    yield write
    clear()


# ---- slips


def test_a_file_that_is_no_toml_is_told_by_its_path(written: Callable[[str, str], None]) -> None:
    written("lexicon/titles.toml", "[[title]\nname = 1")
    with pytest.raises(ResourceError, match="not valid TOML") as caught:
        patterns.titles()
    assert caught.value.where.endswith("titles.toml")


def test_an_entry_without_what_it_needs_is_told_by_its_number(written: Callable[[str, str], None]) -> None:
    written(
        "lexicon/titles.toml",
        '[[title]]\nname = "Mayor"\nforms = []\nlevels = []\n[[title]]\nforms = ["reeve"]\n',
    )
    with pytest.raises(ResourceError) as caught:
        patterns.titles()
    message = str(caught.value)
    assert "entry 2 of [[title]] has no name" in message
    assert "levels" in message
    assert "lexicon/titles.toml" in message


def test_a_form_that_is_no_regular_expression_is_told_by_its_name(
    written: Callable[[str, str], None],
) -> None:
    written(
        "lexicon/policies.toml",
        "[[form]]\nname = 'bill'\nkind = 'bill'\nnear = []\npattern = '(SB'\nidentifier = ''\nlegislation = true\n",
    )
    with pytest.raises(ResourceError, match="'bill' is no regular expression"):
        patterns.policy_forms()


def test_a_holiday_that_tells_no_day_is_told_by_its_name(written: Callable[[str, str], None]) -> None:
    written("lexicon/dates.toml", "[[holiday]]\nname = 'Doe Day'\nforms = ['Doe Day']\nfell = []\nmonth = 5\nnth = 1\n")
    with pytest.raises(ResourceError, match="'Doe Day' tells no day"):
        patterns.holidays()


def test_a_named_day_whose_pattern_is_no_regular_expression_is_told(written: Callable[[str, str], None]) -> None:
    written("lexicon/dates.toml", "[[named]]\nday = 2001-09-11\npattern = '(9'\nexamples = []\n")
    with pytest.raises(ResourceError, match="the pattern of 2001-09-11 is no regular expression"):
        patterns.named_days()


def test_a_file_in_another_encoding_is_told(tmp_path: Path, written: Callable[[str, str], None]) -> None:
    written("lexicon/titles.toml", "")
    (tmp_path / "lexicon" / "titles.toml").write_bytes("name = 'Doña'".encode("cp1252"))
    with pytest.raises(ResourceError, match="not valid TOML"):
        patterns.titles()


# ---- what the shipped files hold


def test_an_office_is_found_by_its_name_and_a_position_is_not() -> None:
    president = patterns.title_named("President")
    assert president is not None
    assert president.usual == "us"
    assert patterns.title_named("Chair") is None
    assert patterns.title_named("Grand Vizier") is None


def test_every_office_has_a_name_of_its_own() -> None:
    counts = Counter(t.name for t in patterns.titles() if t.kind == "office")
    assert [name for name, count in counts.items() if count > 1] == []
    slugs = Counter(vocab.slug(t.name) for t in patterns.titles() if t.kind == "office")
    assert [slug for slug, count in slugs.items() if count > 1] == []


def test_no_form_belongs_to_two_titles() -> None:
    counts = Counter(form for t in patterns.titles() for form in (*t.forms, *t.abbreviations))
    assert [form for form, count in counts.items() if count > 1] == []


def test_forms_of_titles_are_lower_case() -> None:
    assert [f for t in patterns.titles() for f in t.forms if f != f.lower()] == []


def test_titles_are_of_known_kinds_and_levels(gazetteer: Gazetteer) -> None:
    assert {t.kind for t in patterns.titles()} <= {"office", "position", "member", "honorific"}
    assert {level for t in patterns.titles() for level in t.levels} <= set(vocab.LEVELS)
    assert [t.name for t in patterns.titles() if t.usual and t.usual not in gazetteer] == []


def test_what_a_title_becomes_at_a_level_is_a_title() -> None:
    wanted = [name for t in patterns.titles() for name in t.by_level.values()]
    assert wanted
    assert [name for name in wanted if patterns.title_named(name) is None] == []


def test_the_bodies_of_titles_are_rows_or_names_with_a_gap(gazetteer: Gazetteer) -> None:
    bodies = {body for t in patterns.titles() for body in t.body.values()}
    rows = {b for b in bodies if b.startswith("us-")}
    assert rows
    assert [b for b in sorted(rows) if b not in gazetteer] == []
    assert [b for b in sorted(bodies - rows) if "{}" not in b and b not in ("upper", "lower")] == []


def test_the_parties_are_rows(gazetteer: Gazetteer) -> None:
    words = patterns.title_words()
    slugs = {*words.parties.values(), *words.party_tags.values()} - {""}
    assert "us-republican-party" in slugs
    assert [s for s in sorted(slugs) if s not in gazetteer] == []
    assert words.party_tags["I"] == ""


def test_no_word_is_both_past_and_current() -> None:
    words = patterns.title_words()
    assert not words.former & words.current
    assert not words.former & words.hopeful
    assert not words.hopeful & words.current


def test_policies_have_slugs_and_forms_of_their_own() -> None:
    names = patterns.policy_names()
    for values in ([p.slug for p in names], [p.name for p in names], [f for p in names for f in p.forms]):
        assert [v for v, count in Counter(values).items() if count > 1] == []
    assert [p.slug for p in names if vocab.slug(p.slug) != p.slug] == []
    assert [f for p in names for f in p.forms if f != f.lower()] == []
    acronyms = [a for p in names for a in p.acronyms]
    assert len(acronyms) == len(set(acronyms))
    assert [a for a in acronyms if a == a.lower()] == []


def test_forms_of_policies_fill_their_identifiers() -> None:
    for form in patterns.policy_forms():
        fields = {"chamber", "number", "section", "what", "code", "reporter"} & set(form.pattern.groupindex)
        form.identifier.format(**dict.fromkeys(fields, "1"))


def test_event_patterns_are_of_the_contract() -> None:
    for pattern in patterns.events():
        assert pattern.event in vocab.EVENT_TYPES
        assert pattern.verbs | pattern.nouns
        assert {*pattern.needs, *pattern.either} <= {*pattern.arguments, "date"}, pattern.name
        assert pattern.needs or pattern.either, pattern.name
        assert pattern.examples, pattern.name
        assert pattern.counter_examples, pattern.name


def test_continuations_add_to_events_of_the_contract() -> None:
    for continuation in patterns.continuations():
        assert continuation.events <= set(vocab.EVENT_TYPES), continuation.name
        assert continuation.verbs, continuation.name
        assert continuation.participant, continuation.name
        assert continuation.examples, continuation.name
        assert continuation.counter_examples, continuation.name


def test_reporting_verbs_that_need_a_clause_take_one() -> None:
    verbs = patterns.reporting_verbs()
    assert verbs.needs_that <= verbs.clause | verbs.demand
    assert {"say", "add", "tell"} <= verbs.clause & verbs.quote
    assert "say" not in verbs.needs_that


def test_a_file_without_examples_has_none() -> None:
    assert patterns.examples("lexicon/titles.toml") == ()
    assert patterns.examples("lexicon/place_heads.toml")


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Jane", "f"), ("John", "m"), ("Beverly", "f"), ("Kim", ""), ("Doe", "")],
)
def test_the_gender_of_a_given_name(name: str, gender: str) -> None:
    assert patterns.name_gender(name) == gender
