"""Which event an event or a statement is about; the parses are stored."""

from collections.abc import Callable

import pytest

from policygraph import pipeline
from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Extraction, Topic
from policygraph.patterns import event_nouns, events, topics

Parsed = Callable[[str], AnnotatedDocument]
VISIT = "Governor Jane Doe visited Springfield on Friday. "
RALLY = "Hundreds of people rallied in Chicago "


def _told(text: str, found: Extraction) -> list[tuple[str, list[str]]]:
    """The words of what is about events, and those of the events that may be meant."""
    words = {e.id: text[e.span.start : e.span.end] for e in found.events}

    def of(topic: Topic) -> str:
        told = topic.subject
        return words[told] if isinstance(told, str) else text[told.start : told.end]

    return [(of(topic), [words[event] for event in topic.events]) for topic in found.topics]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (VISIT + RALLY + "to protest the visit.", ["visited"]),
        (VISIT + RALLY + "against the recent visit.", ["visited"]),
        (VISIT + RALLY + "against the officials' visit.", ["visited"]),
        (VISIT + RALLY + "against her visit.", ["visited"]),
        (RALLY + "to protest the visit. " + VISIT.strip(), ["visited"]),
        (RALLY + "against the arrest of Mary Major.", ["arrest"]),
        (RALLY + "to protest Jane Doe's visit to Springfield.", ["visit"]),
    ],
)
def test_a_rally_is_about(parsed: Parsed, gazetteer: Gazetteer, text: str, about: list[str]) -> None:
    assert _told(text, pipeline.extract(parsed(text), gazetteer)) == [("rallied", about)]


@pytest.mark.parametrize(
    "text",
    [
        VISIT + RALLY + "after the visit.",
        VISIT + RALLY + "against a visit.",
        VISIT + RALLY + "against Friday's visit.",
        VISIT + RALLY + "against the visit of the bishop.",
        VISIT + RALLY + "against the royal visit.",
        VISIT + RALLY + "against the raid.",
        "Governor Jane Doe never visited Springfield. " + RALLY + "against the visit.",
        "Governor Jane Doe will visit Springfield next year. " + RALLY + "against the visit.",
    ],
)
def test_a_rally_is_about_nothing_told(parsed: Parsed, gazetteer: Gazetteer, text: str) -> None:
    assert _told(text, pipeline.extract(parsed(text), gazetteer)) == []


def test_two_that_may_be_meant(parsed: Parsed, gazetteer: Gazetteer) -> None:
    """Whether they are one event is not for the parse to say."""
    text = VISIT + "Mayor John Roe visited Laredo on Monday. " + RALLY + "against the visit."
    assert _told(text, pipeline.extract(parsed(text), gazetteer)) == [("rallied", ["visited", "visited"])]


def test_whose_visit_it_is(parsed: Parsed, gazetteer: Gazetteer) -> None:
    """Who must have taken part is a mention, which resolve knows: the governor is Jane Doe."""
    text = VISIT + RALLY + "against the governor's visit."
    found = pipeline.extract(parsed(text), gazetteer)
    (topic,) = found.topics
    (owner,) = [m for m in found.mentions if m.id == topic.owner]
    assert text[owner.span.start : owner.span.end] == "the governor"


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (VISIT + "John Roe said that the visit was an insult.", [("that the visit was an insult", ["visited"])]),
        (VISIT + "“We wept at our visit,” said John Roe.", []),
        (VISIT + "John Roe said that a visit was an insult.", []),
    ],
)
def test_a_statement_is_about(
    parsed: Parsed, gazetteer: Gazetteer, text: str, about: list[tuple[str, list[str]]]
) -> None:
    assert _told(text, pipeline.extract(parsed(text), gazetteer)) == about


def test_the_types_in_the_data_are_types_of_events() -> None:
    types = {pattern.event for pattern in events()}
    for pattern in topics():
        assert pattern.events | pattern.other_than <= types, pattern.name
    assert {noun.event for noun in event_nouns().values()} <= types
