"""Events of a document that are one: type, day, and a place or an agent in common."""

from collections.abc import Callable
from datetime import date

import pytest

from policygraph import pipeline, vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import (
    Claim,
    DateValue,
    Document,
    Event,
    Evidence,
    Extraction,
    Finding,
    Kind,
    Mention,
    Polarity,
    Resolution,
    Span,
)
from policygraph.resolve import resolve

# (type, agent, place, day of April 2017); empty for what is not told.
Told = tuple[str, str, str, int | None]
Merged = Callable[..., list[Resolution]]
TEXT = "Jane Doe met John Roe in Chicago, in San Diego, in San Ysidro and in Houston on that day."
KINDS = {"Jane Doe": Kind.PERSON, "John Roe": Kind.PERSON}


@pytest.fixture
def merged(document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer) -> Merged:
    """What events become; the n-th stands at the n-th letter of the text."""

    def run(*told: Told, polarity: Polarity = Polarity.AFFIRMED) -> list[Resolution]:
        names = dict.fromkeys(n for _, agent, place, _ in told for n in (agent, place) if n)
        mentions = {n: mention(TEXT, n, KINDS.get(n, Kind.JURISDICTION)) for n in names}
        findings: list[Finding] = list(mentions.values())
        for number, (kind, agent, place, day) in enumerate(told):
            span = Span(start=number, end=number + 1)
            event = Event(id=f"e{number}", types=(kind,), span=span, sentence=span, rule="test")
            findings.append(event)
            objects: list[tuple[str, str | DateValue]] = []
            if agent:
                objects.append((vocab.AGENT, mentions[agent].id))
            if place:
                objects.append((vocab.LOCATION, mentions[place].id))
            if day:
                at = date(2017, 4, day)
                value = DateValue(value=at.isoformat(), earliest=at, latest=at)
                objects.append((vocab.START_DATE, value))
            findings.extend(
                Claim(
                    subject=event.id,
                    predicate=predicate,
                    object=obj,
                    evidence=Evidence(span=span, rule="test"),
                    polarity=polarity,
                )
                for predicate, obj in objects
            )
        decided = resolve(document(TEXT), Extraction().with_findings(findings), gazetteer)
        return [decided[f"e{number}"] for number in range(len(told))]

    return run


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Visit", "Jane Doe", "Chicago", 3), ("Visit", "Jane Doe", "Chicago", 3)),
        (("Visit", "Jane Doe", "Chicago", 3), ("Visit", "Jane Doe", "Chicago", None)),
        (("Visit", "Jane Doe", "Chicago", None), ("Visit", "Jane Doe", "", 3)),
        (("Protest", "", "Chicago", 3), ("Protest", "", "Chicago", 3)),
        # San Ysidro is in San Diego.
        (("Visit", "Jane Doe", "San Diego", 3), ("Visit", "Jane Doe", "San Ysidro", 3)),
    ],
)
def test_events_that_are_one(merged: Merged, one: Told, other: Told) -> None:
    first, second = merged(one, other)
    assert first == second
    assert first.entity.classes == (vocab.PG + one[0],)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Visit", "Jane Doe", "Chicago", 3), ("Protest", "Jane Doe", "Chicago", 3)),
        (("Visit", "Jane Doe", "Chicago", 3), ("Visit", "Jane Doe", "Chicago", 4)),
        (("Visit", "Jane Doe", "Chicago", 3), ("Visit", "Jane Doe", "Houston", 3)),
        (("Visit", "Jane Doe", "", 3), ("Visit", "John Roe", "", 3)),
        (("Protest", "", "Chicago", 3), ("Protest", "", "Houston", 3)),
    ],
)
def test_events_that_are_two(merged: Merged, one: Told, other: Told) -> None:
    first, second = merged(one, other)
    assert first.entity.slug != second.entity.slug


def test_what_is_denied_makes_no_two_events_one(merged: Merged) -> None:
    told: Told = ("Visit", "Jane Doe", "Chicago", 3)
    first, second = merged(told, told, polarity=Polarity.DENIED)
    assert first.entity.slug != second.entity.slug


def test_an_event_is_of_its_document_and_place_in_it(merged: Merged, document: Callable[..., Document]) -> None:
    (found,) = merged(("Visit", "Jane Doe", "Chicago", 3))
    assert found.entity.slug == vocab.event_slug(document(TEXT).id, "Visit", Span(start=0, end=1))
    assert found.entity.kind is Kind.EVENT


# ---- tellings of a text


@pytest.fixture
def tellings(parsed: Callable[[str], AnnotatedDocument], gazetteer: Gazetteer) -> Callable[[str], list[int]]:
    """For each telling of a text, in order, the number of its event."""

    def run(text: str) -> list[int]:
        annotated = parsed(text)
        extraction = pipeline.extract(annotated, gazetteer)
        decided = resolve(annotated.document, extraction, gazetteer)
        slugs = [decided[e.id].entity.slug for e in extraction.events]
        return [list(dict.fromkeys(slugs)).index(slug) for slug in slugs]

    return run


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # One agent, one word: one bill, told again.
        ("Senator Jane Doe introduced the bill on Monday. Doe introduced the bill with pride.", [0, 0]),
        # 'Another', 'also' and a further day tell of a second one.
        ("Senator Jane Doe introduced the bill. Doe also introduced the measure.", [0, 1]),
        ("Senator Jane Doe sent a letter to Chicago. Doe sent another letter to Chicago.", [0, 1]),
        ("The Senate passed the bill on Monday. The Senate passed the bill on Tuesday.", [0, 1]),
        # Nominating and swearing in are two.
        ("Governor Jane Doe nominated John Roe in May. John Roe was sworn in later.", [0, 1]),
        # A court that is not named is the one that ruled.
        ("A judge ruled on Monday. The Supreme Court ruled against Jane Doe.", [0, 0]),
        # The headline and the text that takes it up: by 'flood' and 'killed'.
        ("Flood in Chicago.\nA flood on Monday killed five people.", [0, 0, 0]),
    ],
)
def test_tellings_of_one_event(tellings: Callable[[str], list[int]], text: str, events: list[int]) -> None:
    assert tellings(text) == events
