"""What points back: titles, nouns and pronouns, found but not yet decided; the parses are stored."""

from collections.abc import Callable

import pytest

from policygraph import pipeline, vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Kind

Parsed = Callable[[str], AnnotatedDocument]
# As found: what stands there, its kind, what it points to, and the rule.
Found = tuple[str, Kind, str, str]
MAYOR = ("The mayor", Kind.PERSON, "Mayor", "title-reference")


def _references(parsed: Parsed, gazetteer: Gazetteer, text: str) -> list[Found]:
    found = pipeline.extract(parsed(text), gazetteer)
    rules = ("title-reference", "noun-reference", "pronoun")
    mentions = [m for m in found.mentions if m.rule in rules]
    assert all(m.reference for m in mentions)
    return [(text[m.span.start : m.span.end], m.kind, m.name, m.rule) for m in mentions]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # 'the mayor of Laredo' names an office.
        ("Jane Doe, the mayor of Laredo, opened the meeting. The mayor left early.", [MAYOR]),
        (
            "Sheriff John Roe spoke. The sheriff left, and he slept.",
            [("The sheriff", Kind.PERSON, "Sheriff", "title-reference"), ("he", Kind.PERSON, "he", "pronoun")],
        ),
        (
            "The attorney general sued the agency on Friday.",
            [
                ("The attorney general", Kind.PERSON, "Attorney General", "title-reference"),
                ("the agency", Kind.ORGANIZATION, "agency", "noun-reference"),
            ],
        ),
        (
            "The appeals court ruled for the county.",
            [
                ("The appeals court", Kind.ORGANIZATION, "appeals court", "noun-reference"),
                ("the county", Kind.JURISDICTION, "county", "noun-reference"),
            ],
        ),
        # The county only tells which board; 'the city of Laredo' names the city.
        (
            "The county board met in the city of Laredo.",
            [("The county board", Kind.ORGANIZATION, "county board", "noun-reference")],
        ),
        # The first department is named.
        (
            "The Department of Energy sued the department.",
            [("the department", Kind.ORGANIZATION, "department", "noun-reference")],
        ),
        (
            "She said that he had closed the office.",
            [("She", Kind.PERSON, "she", "pronoun"), ("he", Kind.PERSON, "he", "pronoun")],
        ),
    ],
)
def test_what_points_back(parsed: Parsed, gazetteer: Gazetteer, text: str, found: list[Found]) -> None:
    assert _references(parsed, gazetteer, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The senator Jane Doe left early.",  # names her
        "The mayors left early.",  # not one person
        "It said that they left.",  # neither tells a person
        "Mayor Jane Doe opened the meeting.",  # the title of a name
    ],
)
def test_what_does_not_point_back(parsed: Parsed, gazetteer: Gazetteer, text: str) -> None:
    assert _references(parsed, gazetteer, text) == []


def _pronouns(parsed: Parsed, gazetteer: Gazetteer, text: str) -> list[tuple[str, Kind, str, str | None, str | None]]:
    """Each pronoun: what stands there, its kind and name, what it must be, and what it can't be."""
    found = pipeline.extract(parsed(text), gazetteer)
    written = {m.id: text[m.span.start : m.span.end] for m in found.mentions}
    written |= {m.id: m.name for m in found.mentions if m.rule == "title-reference"}
    return [
        (written[m.id], m.kind, m.name, written.get(m.antecedent or ""), written.get(m.other_than or ""))
        for m in found.mentions
        if m.rule == "pronoun"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # The possessive before a noun is told from the object.
        (
            "Jane Doe lost her seat.",
            [("her", Kind.PERSON, "hers", None, None)],
        ),
        (
            "John Roe praised her.",
            [("her", Kind.PERSON, "her", None, "John Roe")],
        ),
        # Also the object of a verb that shares its subject.
        (
            "Jane Doe met Mary Poe and thanked her.",
            [("her", Kind.PERSON, "her", None, "Jane Doe")],
        ),
        ("Jane Doe blamed herself.", [("herself", Kind.PERSON, "herself", "Jane Doe", None)]),
        # Whom the clause names beside its subject is not its subject.
        (
            "In an interview with Jane Doe, she praised the council.",
            [("she", Kind.PERSON, "she", None, "Jane Doe")],
        ),
        # A possessive before its clause's subject looks ahead.
        (
            "In his statement, Mayor Jack Poe praised the council.",
            [("his", Kind.PERSON, "his", "Jack Poe", None)],
        ),
        # Bodies.
        (
            "The Justice Department said that it would sue.",
            [("it", Kind.ORGANIZATION, "it", "Justice Department", None)],
        ),
        (
            "The Sierra Club closed its office.",
            [("its", Kind.ORGANIZATION, "its", "Sierra Club", None)],
        ),
        (
            "The Sierra Club won. It sued Chicago on Friday.",
            [("It", Kind.ORGANIZATION, "it", "Sierra Club", None)],
        ),
        # In a quotation 'I' and 'our' are somebody's.
        (
            "“I lost my seat, and our party lost,” Jane Doe said.",
            [
                ("I", Kind.PERSON, "i", None, None),
                ("my", Kind.PERSON, "my", None, None),
                ("our", Kind.ORGANIZATION, "our", None, None),
            ],
        ),
    ],
)
def test_pronouns(
    parsed: Parsed,
    gazetteer: Gazetteer,
    text: str,
    found: list[tuple[str, Kind, str, str | None, str | None]],
) -> None:
    assert _pronouns(parsed, gazetteer, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "A resident said that he had called the police.",  # somebody without a name
        "The Sierra Club said that it was clear that the council had won.",  # stands for nothing
        "The council adopted the rule. It bans fires.",  # the rule
        "The Sierra Club sued the Justice Department, and its lawyers won.",  # of two
        "The Sierra Club asked the county to pay its share.",  # of two, one called by a noun
        "Jane Doe and John Roe said that they would sue.",  # of both
        "I met our friends in Chicago.",  # the writer
        "In his opinion it was late.",  # nobody is named
        "The Sierra Club and the Justice Department praised their agreement.",  # of both
        "Jane Doe returned the boy when the council could not support him.",  # the boy
    ],
)
def test_pronouns_of_nothing_that_is_named_alone(parsed: Parsed, gazetteer: Gazetteer, text: str) -> None:
    assert _pronouns(parsed, gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The secretary left.", [("The secretary", Kind.PERSON, "Secretary", "title-reference")]),
        ("The former governor left.", [("The former governor", Kind.PERSON, "Former Governor", "title-reference")]),
        ("The new mayor left.", [("The new mayor", Kind.PERSON, "Mayor", "title-reference")]),
        # Words before the title that say more of who holds it; a deputy is somebody else.
        (
            "The 45-year-old governor left.",
            [("The 45-year-old governor", Kind.PERSON, "Governor", "title-reference")],
        ),
        ("The embattled mayor left.", [("The embattled mayor", Kind.PERSON, "Mayor", "title-reference")]),
        ("The other mayor left.", []),
        ("He claimed the governorship.", [("He", Kind.PERSON, "he", "pronoun")]),
    ],
)
def test_titles_that_point_back(parsed: Parsed, gazetteer: Gazetteer, text: str, found: list[Found]) -> None:
    assert _references(parsed, gazetteer, text) == found


def test_a_possessive_stands_in_no_list(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = "Mayor Jane Doe sued Sheriff John Roe and her lawyer on Friday."
    found = pipeline.extract(parsed(text), gazetteer)
    names = {m.id: m.name for m in found.mentions}
    sued = [names[c.object] for c in found.claims if c.predicate == vocab.RECIPIENT and isinstance(c.object, str)]
    assert sued == ["John Roe"]
