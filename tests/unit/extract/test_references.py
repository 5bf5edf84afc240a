"""What points back: titles, nouns and pronouns, found but not yet decided; the parses are stored."""

from collections.abc import Callable

import pytest

from policygraph import pipeline
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
