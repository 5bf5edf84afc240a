"""Where arguments stand from the word that tells an event: lists, voices, clauses; the parses are stored."""

from collections.abc import Callable

import pytest
from spacy.tokens import Token

from policygraph import patterns, pipeline
from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors
from policygraph.extract._arguments import Arguments, kinds_of
from policygraph.extract._positions import PLACES, heads
from policygraph.gazetteer import Gazetteer
from policygraph.model import Kind

Parsed = Callable[[str], AnnotatedDocument]
At = Callable[..., list[str]]
JANE, ROE, CHICAGO = "Jane Doe", "John Roe", "Chicago"


def _token(annotated: AnnotatedDocument, word: str) -> Token:
    (token,) = [t for t in annotated.parse if t.text == word]
    return token


@pytest.fixture
def at(parsed: Parsed, gazetteer: Gazetteer) -> At:
    """The names of the mentions in a role of an event at a place from the trigger."""

    def run(text: str, trigger: str, place: str, role: str, event: str) -> list[str]:
        annotated = parsed(text)
        found = pipeline.extract(annotated, gazetteer)
        finder = Arguments(Anchors(annotated, found.mentions), gazetteer)
        return [m.name for m in finder.at(_token(annotated, trigger), place, role, event)]

    return run


# ---- lists


@pytest.mark.parametrize(
    ("to", "names"),
    [
        # Over kinds of places; Illinois only tells which Cook County.
        (
            "the state of California, Cook County, Illinois, and the cities of Chicago, Miami and Philadelphia.",
            ["California", "Cook County", "Chicago", "Miami", "Philadelphia"],
        ),
        # Over kinds of entities.
        ("Governor Jane Doe, Cook County and the Sierra Club.", [JANE, "Cook County", "Sierra Club"]),
        # A group is named by what it is of.
        ("the mayors of Chicago and Miami.", ["Chicago", "Miami"]),
        ("Cook County, Illinois, on Friday.", ["Cook County"]),
        # A state after a state is no place in it, though Ohio has a city called Oregon.
        ("Oregon, Ohio, Nevada and Iowa.", ["Oregon", "Ohio", "Nevada", "Iowa"]),
    ],
)
def test_recipients_of_letters(at: At, to: str, names: list[str]) -> None:
    text = f"The Justice Department sent letters to {to}"
    places = ("prep:to", "host-prep:to")
    found = [at(text, "letters", place, "recipient", "Correspondence") for place in places]
    assert [f for f in found if f] == [names]
    assert at(text, "letters", "host", "agent", "Correspondence") == ["Justice Department"]


def test_a_list_of_who_is_sued_goes_on_past_the_state_beside_a_place(at: At) -> None:
    text = "Cook County sued Chicago, Illinois, and Governor Jane Doe on Monday."
    assert at(text, "sued", "object", "recipient", "LegalAction") == [CHICAGO, JANE]
    assert at(text, "sued", "subject", "agent", "LegalAction") == ["Cook County"]


def test_places_sue_together(at: At) -> None:
    text = "On Friday Chicago and Cook County sued the Justice Department."
    assert at(text, "sued", "subject", "agent", "LegalAction") == [CHICAGO, "Cook County"]


# ---- where agents stand


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Governor Jane Doe visited Chicago on Friday.", "visited", "subject"),
        # The one whom a relative clause is about.
        ("Senator Jane Doe, who visited Chicago on Friday, left early.", "visited", "subject"),
        # The subject of the verb before, also of a passive.
        ("Governor Jane Doe was sworn in and visited Chicago on Friday.", "visited", "subject"),
        ("Governor Jane Doe flew to Chicago and visited Miami on Friday.", "visited", "subject"),
        ("Jane Doe's visit to Chicago was short.", "visit", "possessor"),
        ("The visit of Governor Jane Doe to Chicago ended Friday.", "visit", "prep:of"),
        # A light verb, or a phrase that the subject does something in.
        ("Governor Jane Doe made a trip to Chicago on Friday.", "trip", "host"),
        ("Governor Jane Doe canceled a trip to Chicago.", "trip", "host"),
        ("Governor Jane Doe, in a visit to Chicago Friday, urged caution.", "visit", "host"),
    ],
)
def test_who_visits(at: At, text: str, trigger: str, place: str) -> None:
    assert at(text, trigger, place, "agent", "Visit") == [JANE]


def test_who_praises_a_trip_does_not_make_it(at: At) -> None:
    text = "Governor Jane Doe praised the trip to Chicago on Friday."
    assert at(text, "trip", "host", "agent", "Visit") == []
    assert at(text, "trip", "prep:to", "location", "Visit") == [CHICAGO]


def test_the_agents_of_a_passive(at: At) -> None:
    text = "The ruling was praised by Governor Jane Doe and Sheriff John Roe."
    assert at(text, "praised", "by", "agent", "Speech") == [JANE, ROE]
    assert at(text, "praised", "subject", "agent", "Speech") == []


def test_who_is_given_something(at: At) -> None:
    text = "Governor Jane Doe sent the Sierra Club a letter on Friday."
    assert at(text, "letter", "host-dative", "recipient", "Correspondence") == ["Sierra Club"]
    assert at(text, "letter", "host", "agent", "Correspondence") == [JANE]


def test_of_whom_something_is_demanded(at: At) -> None:
    text = "Senator Jane Doe demanded that the Department of Energy test the water."
    assert at(text, "demanded", "clause-subject", "recipient", "Correspondence") == ["Department of Energy"]


# ---- groups, company and phrases further down


@pytest.mark.parametrize(
    ("text", "trigger", "place", "role", "event", "names"),
    [
        (
            "The Justice Department asked nine cities, among them Chicago and Miami, for proof.",
            "asked",
            "object",
            "recipient",
            "Correspondence",
            [CHICAGO, "Miami"],
        ),
        (
            "The Justice Department sent letters to officials, including Governor Jane Doe and Sheriff John Roe.",
            "letters",
            "host-prep:to",
            "recipient",
            "Correspondence",
            [JANE, ROE],
        ),
        (
            "The Ohio chapter of the Sierra Club sued Governor Jane Doe on Monday.",
            "sued",
            "subject",
            "agent",
            "LegalAction",
            ["Sierra Club"],
        ),
        # Lawmakers of a state are not the state.
        ("Ohio lawmakers sued Governor Jane Doe on Monday.", "sued", "subject", "agent", "LegalAction", []),
        ("A letter was sent to Chicago by Jane Doe.", "letter", "host-by", "agent", "Correspondence", [JANE]),
        (
            "A letter was sent to Chicago by Jane Doe.",
            "letter",
            "host-prep:to",
            "recipient",
            "Correspondence",
            [CHICAGO],
        ),
        (
            "Governor Jane Doe warned Sheriff John Roe in a letter.",
            "letter",
            "host-object",
            "recipient",
            "Correspondence",
            [ROE],
        ),
        ("Governor Jane Doe met with officers in Chicago.", "met", "within:in", "location", "Meeting", [CHICAGO]),
        (
            "Jane Doe's bill passed the Senate on Monday.",
            "passed",
            "subject-possessor",
            "participant",
            "LegislativeAction",
            [JANE],
        ),
        (
            "The bill that Governor Jane Doe signed became law.",
            "signed",
            "subject",
            "agent",
            "LegislativeAction",
            [JANE],
        ),
        (
            "Sheriff John Roe was arrested and charged on Monday.",
            "charged",
            "patient",
            "recipient",
            "LegalAction",
            [ROE],
        ),
        ("Sheriff John Roe was arrested and charged on Monday.", "charged", "subject", "agent", "LegalAction", []),
        ("Governor Jane Doe wept after the verdict.", "verdict", "maker", "agent", "LegalAction", []),
        ("Governor Jane Doe wept after the verdict.", "verdict", "host", "agent", "LegalAction", [JANE]),
    ],
)
def test_places_of_arguments(
    at: At, text: str, trigger: str, place: str, role: str, event: str, names: list[str]
) -> None:
    assert at(text, trigger, place, role, event) == names


# ---- what can stand where


def test_a_place_visits_nobody_but_can_sue(at: At) -> None:
    assert Kind.JURISDICTION not in kinds_of("agent", "Visit")
    assert Kind.JURISDICTION in kinds_of("agent", "LegalAction")
    text = "Governor Jane Doe visited Chicago on Friday."
    assert at(text, "visited", "object", "agent", "Visit") == []
    assert at(text, "visited", "object", "location", "Visit") == [CHICAGO]


def test_kinds_by_role() -> None:
    assert kinds_of("location", "LegalAction") == (Kind.JURISDICTION, Kind.PLACE)
    assert kinds_of("recipient", "Appointment") == (Kind.PERSON,)
    assert kinds_of("recipient", "Visit") == (Kind.PERSON, Kind.ORGANIZATION, Kind.JURISDICTION)
    assert kinds_of("about", "Visit") == (Kind.POLICY,)


def test_a_place_that_is_none(parsed: Parsed) -> None:
    token = _token(parsed("Governor Jane Doe visited Chicago on Friday."), "visited")
    assert [t.text for t in heads(token, "object")] == [CHICAGO]
    with pytest.raises(KeyError, match="obiect"):
        heads(token, "obiect")


def test_the_pattern_files_name_no_other_places() -> None:
    named = {p for e in patterns.events() for places in (*e.arguments.values(), e.phrases) for p in places}
    named |= {p for r in patterns.relations() for p in (*r.subject, *r.object, *r.unless)}
    assert {p.partition(":")[0] for p in named} <= PLACES
