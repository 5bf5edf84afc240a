"""Visits and protests, and how they are told; the parses are stored."""

from collections.abc import Callable

import pytest

from policygraph import pipeline, vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import DateValue, Modality, Polarity

Parsed = Callable[[str], AnnotatedDocument]
Arguments = dict[str, list[str]]
JANE, CHICAGO = {"agent": ["Jane Doe"]}, {"location": ["Chicago"]}
_ROLES = {
    vocab.AGENT: "agent",
    vocab.PARTICIPANT: "participant",
    vocab.RECIPIENT: "recipient",
    vocab.LOCATION: "location",
    vocab.START_DATE: "date",
    vocab.DEADLINE: "deadline",
}


def _events(parsed: Parsed, gazetteer: Gazetteer, text: str) -> list[tuple[str, Arguments, Polarity, Modality]]:
    """(type, arguments, polarity, modality) of each event; all claims of one are of one polarity and modality."""
    found = pipeline.extract(parsed(text), gazetteer)
    names = {m.id: m.name for m in found.mentions}
    told = []
    for event in found.events:
        claims = [c for c in found.claims if c.subject == event.id]
        arguments: Arguments = {}
        for claim in claims:
            value = claim.object.value if isinstance(claim.object, DateValue) else names[claim.object]
            arguments.setdefault(_ROLES[claim.predicate], []).append(value)
        ((polarity, modality),) = {(c.polarity, c.modality) for c in claims}
        told.append((event.types[0], arguments, polarity, modality))
    return told


@pytest.mark.parametrize(
    ("text", "kind", "arguments"),
    [
        (
            "Governor Jane Doe visited Chicago on Friday.",
            "Visit",
            {**JANE, **CHICAGO, "date": ["2017-04-21"]},
        ),
        (
            "Governor Jane Doe, in a visit to Chicago Friday, urged caution.",
            "Visit",
            {**JANE, **CHICAGO, "date": ["2017-04-21"]},
        ),
        ("Jane Doe's visit to Chicago was short.", "Visit", {**JANE, **CHICAGO}),
        (
            "The visit of Governor Jane Doe to Chicago ended Friday.",
            "Visit",
            {**JANE, **CHICAGO, "date": ["2017-04-21"]},
        ),
        (
            "Senator Jane Doe traveled to Chicago last week.",
            "Visit",
            {**JANE, **CHICAGO, "date": ["2017-04"]},
        ),
        (
            "About 200 people protested in Chicago on Friday.",
            "Protest",
            {**CHICAGO, "date": ["2017-04-21"]},
        ),
        (
            "Hundreds of protesters marched through Chicago on Saturday.",
            "Protest",
            {**CHICAGO, "date": ["2017-04-15"]},
        ),
    ],
)
def test_what_happened(parsed: Parsed, gazetteer: Gazetteer, text: str, kind: str, arguments: Arguments) -> None:
    assert _events(parsed, gazetteer, text) == [(kind, arguments, Polarity.AFFIRMED, Modality.STATED)]


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("Governor Jane Doe did not visit Chicago on Friday.", Polarity.DENIED, Modality.STATED),
        ("Governor Jane Doe never visited Chicago.", Polarity.DENIED, Modality.STATED),
        ("Governor Jane Doe will visit Chicago next week.", Polarity.AFFIRMED, Modality.PLANNED),
        ("Governor Jane Doe plans to visit Chicago next week.", Polarity.AFFIRMED, Modality.PLANNED),
        ("Jane Doe might visit Chicago.", Polarity.AFFIRMED, Modality.PLANNED),
        ("A planned protest in Chicago drew criticism.", Polarity.AFFIRMED, Modality.PLANNED),
    ],
)
def test_what_did_not_happen_or_not_yet(
    parsed: Parsed, gazetteer: Gazetteer, text: str, polarity: Polarity, modality: Modality
) -> None:
    ((_, arguments, found_polarity, found_modality),) = _events(parsed, gazetteer, text)
    assert arguments["location"] == ["Chicago"]
    assert (found_polarity, found_modality) == (polarity, modality)
    extraction = pipeline.extract(parsed(text), gazetteer)
    event = extraction.events[0].id
    assert not [c for c in extraction.claims if c.subject == event and c.plain]


@pytest.mark.parametrize(
    "text",
    [
        "A visit to Chicago is worth the time.",
        '"Governor Jane Doe visited Chicago," Mary Roe said.',
        "Mayor Jane Doe opened the meeting.",
    ],
)
def test_no_event(parsed: Parsed, gazetteer: Gazetteer, text: str) -> None:
    assert _events(parsed, gazetteer, text) == []


@pytest.mark.parametrize(
    ("dateline", "sued", "agents"),
    [
        ("CHICAGO – ", "Governor Jane Doe sued the Justice Department on Friday.", ["Jane Doe"]),
        ("EL PASO, Texas – ", "El Paso County sued the Justice Department on Friday.", ["El Paso County"]),
        ("CHICAGO, April 21 (AP) — ", "A group sued the Justice Department on Friday.", []),
        # No dateline: the sentence goes on.
        ("", "Chicago, Illinois – the city – sued the Justice Department on Friday.", ["Chicago"]),
    ],
)
def test_a_dateline_does_nothing(
    parsed: Parsed, gazetteer: Gazetteer, dateline: str, sued: str, agents: list[str]
) -> None:
    ((_, arguments, _, _),) = _events(parsed, gazetteer, dateline + sued)
    assert arguments.get("agent", []) == agents
    assert arguments["recipient"] == ["Justice Department"]


@pytest.mark.parametrize(
    ("text", "attendance"),
    [
        ("About 200 people protested in Chicago on Friday.", "About 200"),
        ("Hundreds of protesters marched through Chicago on Saturday.", "Hundreds of"),
        ("Governor Jane Doe visited Chicago on Friday.", ""),
    ],
)
def test_attendance_as_the_text_tells_it(parsed: Parsed, gazetteer: Gazetteer, text: str, attendance: str) -> None:
    (event,) = pipeline.extract(parsed(text), gazetteer).events
    assert event.attendance == attendance


def test_where_an_event_is_told(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = "The levy will double. Governor Jane Doe visited Chicago on Friday."
    (event,) = pipeline.extract(parsed(text), gazetteer).events
    assert text[event.span.start : event.span.end] == "visited"
    assert text[event.sentence.start : event.sentence.end] == "Governor Jane Doe visited Chicago on Friday."


# ---- dates and deadlines


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        # Each clause has its own.
        (
            "Governor Jane Doe visited Chicago on Monday and Sheriff John Roe visited Miami on Tuesday.",
            ["2017-04-17", "2017-04-18"],
        ),
        ("Governor Jane Doe, who was elected in 2016, visited Chicago.", ["2016", None]),
        # A year before a noun is that noun's.
        ("The Senate repealed a 2005 law on Monday.", ["2017-04-17"]),
        ("Jane Doe's 2007 vote against the bill came up again.", ["2007"]),
        # A noun takes the date of the verb that tells of it, not of one that tells something else.
        ("The rally in Chicago began on Monday.", ["2017-04-17"]),
        ("The suspect in a shooting in Chicago left on Monday.", [None]),
    ],
)
def test_a_date_goes_to_its_clause(parsed: Parsed, gazetteer: Gazetteer, text: str, dates: list[str | None]) -> None:
    told = _events(parsed, gazetteer, text)
    assert [arguments.get("date", [None])[0] for _, arguments, _, _ in told] == dates


@pytest.mark.parametrize(
    ("text", "deadlines"),
    [
        ("The Justice Department sent letters to Chicago on Monday that ask for proof by June 30.", ["2017-06-30"]),
        # It has passed, but not when the letter was written.
        ("The Justice Department sent letters to Chicago on April 3 that ask for proof by April 10.", ["2017-04-10"]),
        ("The Justice Department sent letters to Chicago on Monday. They set a deadline of May 9.", ["2017-05-09"]),
        # 'By' in a later sentence sets nothing.
        ("The Justice Department sent letters to Chicago on Monday. The bridge will open by May 9.", []),
    ],
)
def test_deadlines(parsed: Parsed, gazetteer: Gazetteer, text: str, deadlines: list[str]) -> None:
    claims = pipeline.extract(parsed(text), gazetteer).claims
    due = [c.object for c in claims if c.predicate == vocab.DEADLINE]
    assert [d.value for d in due if isinstance(d, DateValue)] == deadlines


# ---- who takes part


@pytest.mark.parametrize(
    ("text", "agents", "participants"),
    [
        ("Governor Jane Doe, along with Sheriff John Roe, visited Chicago on Friday.", ["Jane Doe"], ["John Roe"]),
        ("Governor Jane Doe, accompanied by Sheriff John Roe, visited Chicago.", ["Jane Doe"], ["John Roe"]),
        ("Senator Jane Doe joined Senator John Roe in introducing the bill.", ["Jane Doe"], ["John Roe"]),
        ("Senator Jane Doe worked with Senator John Roe to pass the bill.", ["Jane Doe"], ["John Roe"]),
        ("Governor Jane Doe visited Chicago. She was joined by Sheriff John Roe.", ["Jane Doe"], ["John Roe"]),
        # Three sentences on is too far.
        (
            "Governor Jane Doe visited Chicago. She spoke. It rained. She was joined by Sheriff John Roe.",
            ["Jane Doe"],
            [],
        ),
        (
            "Senators Jane Doe (R-Mo.), John Roe (D-N.Y.) and Mary Poe (D-Ohio) introduced the bill.",
            ["Jane Doe", "John Roe", "Mary Poe"],
            [],
        ),
    ],
)
def test_who_takes_part(
    parsed: Parsed, gazetteer: Gazetteer, text: str, agents: list[str], participants: list[str]
) -> None:
    ((_, arguments, _, _),) = _events(parsed, gazetteer, text)
    assert arguments.get("agent", []) == agents
    assert arguments.get("participant", []) == participants


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # One event by the verb, not a second one by its object.
        ("The Supreme Court issued a ruling against Governor Jane Doe on Monday.", ["LegalAction"]),
        ("An earthquake in Chicago hit Miami on Monday.", ["Incident"]),
        # An order is an executive's, whatever else is signed.
        ("Governor Jane Doe signed Executive Order 12 on Monday.", ["ExecutiveAction"]),
        ("The Senate passed the bill, and Governor Jane Doe signed it on Monday.", ["LegislativeAction"] * 2),
        # Nothing that 'it' could be is a bill.
        ("The book was long, and Governor Jane Doe signed it on Monday.", []),
        # Only wished for.
        ("Governor Jane Doe asked Sheriff John Roe to visit Chicago.", []),
        # A part of a name, or the kind of another noun.
        ("The Chicago Fire Department opened on Monday.", []),
        ("The flood insurance in Chicago ended on Monday.", []),
    ],
)
def test_what_is_told_and_what_is_not(parsed: Parsed, gazetteer: Gazetteer, text: str, told: list[str]) -> None:
    assert [kind for kind, _, _, _ in _events(parsed, gazetteer, text)] == told
