"""What names what: people, organizations, places and policies; the parses are stored or blank."""

from collections.abc import Callable

import pytest

from policygraph import pipeline
from policygraph.annotate import AnnotatedDocument
from policygraph.extract import names
from policygraph.gazetteer import Gazetteer
from policygraph.model import Extraction, Kind, Mention

Make = Callable[[str], AnnotatedDocument]
Named = list[tuple[str, Kind]]
PERSON, ORGANIZATION, JURISDICTION, POLICY = (
    Kind.PERSON,
    Kind.ORGANIZATION,
    Kind.JURISDICTION,
    Kind.POLICY,
)


def _named(text: str, mentions: tuple[Mention, ...]) -> Named:
    return [(text[m.span.start : m.span.end], m.kind) for m in mentions if m.kind is not Kind.POST]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Mayor Jane Doe opened the meeting.", [("Jane Doe", PERSON)]),
        (
            "Jane Doe, the mayor of Laredo, opened the meeting.",
            [("Jane Doe", PERSON), ("Laredo", JURISDICTION)],
        ),
        (
            "Cook County Sheriff Jane Doe praised the ruling.",
            [("Cook County", JURISDICTION), ("Jane Doe", PERSON)],
        ),
        (
            "Lawmakers passed House Bill 5371 and SB 1162 on Tuesday.",
            [("House Bill 5371", POLICY), ("SB 1162", POLICY)],
        ),
        (
            "Agents of Customs and Border Protection arrived.",
            [("Customs and Border Protection", ORGANIZATION)],
        ),
        ("Director Jane Doe praised the ruling.", [("Jane Doe", PERSON)]),
        (
            "The Cook County Board met in Chicago, Illinois. Jane Roe-Doe spoke. Roe-Doe left.",
            [
                ("Cook County Board", ORGANIZATION),
                ("Cook County", JURISDICTION),
                ("Chicago", JURISDICTION),
                ("Illinois", JURISDICTION),
                ("Jane Roe-Doe", PERSON),
                ("Roe-Doe", PERSON),
            ],
        ),
        # General words of bodies, kinds of law and diseases name nothing, capital or not.
        (
            "The Committee heard that COVID-19 and the Farm Bill cost farmers much.",
            [],
        ),
        ("The 2020 Republican Party met in Laredo.", [("Republican Party", ORGANIZATION), ("Laredo", JURISDICTION)]),
        (
            "Neighbors sent Jane Doe of Roe University a letter.",
            [("Jane Doe", PERSON), ("Roe University", ORGANIZATION)],
        ),
        (
            "BURLINGTON, Vt., June 27 – Senator Jane Doe spoke.",
            [("BURLINGTON", JURISDICTION), ("Vt.", JURISDICTION), ("Jane Doe", PERSON)],
        ),
    ],
)
def test_names(parsed: Make, gazetteer: Gazetteer, text: str, named: Named) -> None:
    mentions = pipeline.extract(parsed(text), gazetteer).mentions
    assert _named(text, tuple(m for m in mentions if m.rule != "noun-reference")) == named


def test_a_surname_points_back_to_the_name(parsed: Make, gazetteer: Gazetteer) -> None:
    text = "The Cook County Board met in Chicago, Illinois. Jane Roe-Doe spoke. Roe-Doe left."
    people = [m for m in pipeline.extract(parsed(text), gazetteer).mentions if m.kind is PERSON]
    assert [(m.name, m.reference) for m in people] == [("Jane Roe-Doe", False), ("Roe-Doe", True)]


@pytest.mark.parametrize(
    ("text", "policies"),
    [
        ("The House passed H.R. 3003 on Thursday.", ["H.R. 3003"]),
        ("The Senate passed S. 1 on Thursday.", ["S. 1"]),
        ("They passed S.B. 54, SB 54 and Senate Bill 54.", ["S.B. 54", "SB 54", "Senate Bill 54"]),
        ("House Bill No. 12 failed.", ["House Bill No. 12"]),
        ("He cited Executive Order 13768 and 8 U.S.C. § 1373.", ["Executive Order 13768", "8 U.S.C. § 1373"]),
        ("Voters passed Proposition 8 and Measure AB.", ["Proposition 8", "Measure AB"]),
        ("In the Clean Rivers Act of 1993 it is said.", ["Clean Rivers Act of 1993"]),
        ("They repealed the Rivers and Harbors Act.", ["Rivers and Harbors Act"]),
        ("The sanctuary city fights for sanctuary policies.", ["sanctuary city", "sanctuary policies"]),
        ("Medicare pays for it.", ["Medicare"]),
        ("We must Act now and pass the bill.", []),
        ("The Act took effect.", []),
        ("He lives at 54 Senate Street.", []),
    ],
)
def test_policies(tokenized: Make, gazetteer: Gazetteer, text: str, policies: list[str]) -> None:
    found = names.extract(tokenized(text), Extraction(), gazetteer)
    assert [text[m.span.start : m.span.end] for m in found if m.kind is POLICY] == policies


def test_a_policy_known_by_name_is_named_so(tokenized: Make, gazetteer: Gazetteer) -> None:
    found = names.extract(tokenized("The sanctuary cities fight."), Extraction(), gazetteer)
    assert [m.name for m in found if m.kind is POLICY] == ["sanctuary policy"]


def test_ids_are_each_one_and_mentions_in_text_order(tokenized: Make, gazetteer: Gazetteer) -> None:
    text = "They passed SB 54. Cook County sued. Jane Doe, R-Wis., left."
    found = list(names.extract(tokenized(text), Extraction(), gazetteer))
    ids = [m.id for m in found]
    assert len(ids) == len(set(ids))
    own = [m for m in found if not m.rule.endswith("-tag")]
    assert own == sorted(own, key=lambda m: (m.span.start, -m.span.end))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "😀", "“”", ".", "-", "A", "Sen.", "D-", "SB 54"])
def test_texts_that_say_nothing_or_little(tokenized: Make, gazetteer: Gazetteer, text: str) -> None:
    found = pipeline.extract(tokenized(text), gazetteer)
    assert [m.name for m in found.mentions if m.kind is not POLICY] == []
    assert found.claims == ()
    assert found.events == ()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("They sued Lake, Cook and Kane counties on Friday.", ["Lake County", "Cook County", "Kane County"]),
        ("The counties of Lake and Cook sued.", ["Lake County", "Cook County"]),
        ("Several counties sued.", []),
        ("Xyzzy and Plugh counties sued.", []),
    ],
)
def test_counties_of_a_list(tokenized: Make, gazetteer: Gazetteer, text: str, places: list[str]) -> None:
    found = names.extract(tokenized(text), Extraction(), gazetteer)
    assert [m.name for m in found if m.kind is JURISDICTION] == places


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("MAYOR SPOKE TO THE CITY COUNCIL.", []),
        (
            "The Bureau of Alcohol, Tobacco, Firearms and Explosives agreed.",
            ["Bureau of Alcohol, Tobacco, Firearms and Explosives"],
        ),
        ("She told the Huffington Post, “It is late.”", ["Huffington Post"]),
    ],
)
def test_bodies_by_themselves(tokenized: Make, gazetteer: Gazetteer, text: str, named: list[str]) -> None:
    found = names.extract(tokenized(text), Extraction(), gazetteer)
    assert [m.name for m in found if m.kind is ORGANIZATION] == named


def test_a_verb_of_a_headline_is_no_name(tokenized: Make, gazetteer: Gazetteer) -> None:
    text = "Mayor Smith Says County Sheriff Roe Will Resign"
    found = names.extract(tokenized(text), Extraction(), gazetteer)
    assert [m.name for m in found if m.kind is PERSON] == ["Smith", "Roe"]
