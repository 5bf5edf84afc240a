"""Events of one document that are one: the same type, nothing that speaks against it, and enough in common of day,
place, agents, recipients, policies and the word that tells it.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from policygraph import vocab
from policygraph.gazetteer import Gazetteer
from policygraph.model import (
    DateValue,
    Document,
    Entity,
    Event,
    Extraction,
    Kind,
    Polarity,
    Resolution,
    Span,
    Status,
)
from policygraph.patterns import events

_KINDS = {vocab.LOCATION: "place", vocab.AGENT: "agent", vocab.RECIPIENT: "recipient"}
# What one actor does often must have two things in common to be one; else one and nothing against it is enough.
_OFTEN = frozenset({"Correspondence", "LegislativeAction", "LegalAction", "ExecutiveAction", "Appointment"})


# Words before the trigger that tell of a further event of the kind.
_ANOTHER = re.compile(
    r"\b(?:also\b[^,;:]*|(?:another|separate|second|third|similar|earlier|previous)\s+(?:\w+\s+){0,2})$", re.IGNORECASE
)
_STEM = 4  # letters that 'ruled' and 'ruling' have in common
_WHOLE = 31  # days: what is told to a month may be a day in it


@dataclass(slots=True)
class _Group:
    """The tellings of one event: dates; places, agents, recipients and policies as slugs by kind."""

    first: Event
    words: set[str]
    sentences: set[Span]
    another: bool
    headline: bool
    agents: set[Kind] = field(default_factory=set)
    days: list[DateValue] = field(default_factory=list)
    told: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def resolve(
    document: Document,
    extraction: Extraction,
    gazetteer: Gazetteer,
    decided: Mapping[str, Resolution],
) -> dict[str, Resolution]:
    """The events of a document by event id; events that are one share their entity."""
    groups: list[_Group] = []
    made: dict[str, Resolution] = {}
    for event in extraction.events:
        if not _known(event, extraction, decided):
            continue  # nothing but that something of the kind happened, to nobody, nowhere
        told = _told(document, event, extraction, gazetteer, decided)
        group = next((g for g in groups if _same(g, told)), None)
        if group is None:
            groups.append(told)
            group = told
        else:
            group.days += told.days
            group.words |= told.words
            group.sentences |= told.sentences
            group.agents |= told.agents
            group.headline = False
            for kind, values in told.told.items():
                group.told[kind] |= values
        made[event.id] = Resolution(entity=_entity(document, group.first), status=Status.NIL)
    return made


def _known(event: Event, extraction: Extraction, decided: Mapping[str, Resolution]) -> bool:
    """Whether anybody, any place or the day of an event is known."""
    claims = [c for c in extraction.claims if c.subject == event.id]
    return any(isinstance(c.object, DateValue) or c.object in decided for c in claims)


def _entity(document: Document, event: Event) -> Entity:
    local = vocab.event_slug(document.id, event.types[0], event.span)
    return Entity(slug=local, kind=Kind.EVENT, names=(), classes=tuple(vocab.PG + t for t in event.types))


@cache
def _acts() -> Mapping[str, str]:
    """Name of a pattern → what it tells, where that is more than its word."""
    return {pattern.name: pattern.act for pattern in events() if pattern.act}


def _told(
    document: Document,
    event: Event,
    extraction: Extraction,
    gazetteer: Gazetteer,
    decided: Mapping[str, Resolution],
) -> _Group:
    word = _acts().get(event.rule) or document.text[event.span.start : event.span.end].lower()[:_STEM]
    another = _ANOTHER.search(document.text[event.sentence.start : event.span.start]) is not None
    headline = "\n" not in document.text[: event.sentence.end]
    group = _Group(first=event, words={word}, sentences={event.sentence}, another=another, headline=headline)
    for claim in extraction.claims:
        if claim.subject != event.id or claim.polarity is Polarity.DENIED:
            continue
        if isinstance(claim.object, DateValue):
            if claim.predicate == vocab.START_DATE:
                group.days.append(claim.object)
        elif claim.object in decided and claim.predicate in _KINDS:
            slug = decided[claim.object].entity.slug
            group.told[_KINDS[claim.predicate]].add(slug)
            if claim.predicate == vocab.AGENT:
                group.agents.add(decided[claim.object].entity.kind)
            if claim.predicate == vocab.LOCATION and slug in gazetteer:
                group.told["place"] |= {a.slug for a in gazetteer.ancestors(slug) if a.level == "municipality"}
    group.told["about"] |= {decided[m].entity.slug for m in event.about if m in decided}
    return group


def _same(group: _Group, told: _Group) -> bool:
    """Whether two tellings are of one event: of one type, with enough in common and nothing that speaks against it."""
    if group.first.types != told.first.types or told.another or _apart(group, told):
        return False
    often = not _OFTEN.isdisjoint(group.first.types)
    if not often and group.sentences & told.sentences:
        return True
    word = bool(group.words & told.words)
    if group.headline and not told.headline and (word or not often):
        return True  # the text takes up what its headline tells
    shared = {kind: len(group.told[kind] & told.told[kind]) for kind in ("place", "agent", "recipient", "about")}
    # Of one day there are many events, of one list of recipients few.
    common = min(2, shared.pop("recipient")) + sum(map(bool, shared.values())) + _close(group.days, told.days)
    # A telling of nobody at some time, like 'a judge ruled on Friday', is of what the same word tells of somebody.
    bare = (not any(group.told.values()) and group.days) or (not any(told.told.values()) and told.days)
    if word and (bare or _differ_in_kind(group, told)):
        return True
    return common + (word and common > 0) > often


def _differ_in_kind(group: _Group, told: _Group) -> bool:
    """Whether one telling names a body as the agent and the other its people: a delegation and its members."""
    return bool(group.agents and told.agents and not group.agents & told.agents)


def _apart(group: _Group, told: _Group) -> bool:
    """Whether two tellings contradict each other."""
    if group.days and told.days and not _meeting(group.days, told.days):
        return True
    if not _OFTEN.isdisjoint(group.first.types) and group.sentences & told.sentences:
        return True  # one sentence does not tell the same twice
    if "Correspondence" in group.first.types and not group.words & told.words:
        return group.told["recipient"] != told.told["recipient"]
    # Naming, confirming and swearing in are three events of one person.
    if "Appointment" in group.first.types and not group.words & told.words:
        return True
    kinds = ["place", "recipient"]
    kinds += ["agent"] if not _differ_in_kind(group, told) else []
    kinds += ["about"] if "LegislativeAction" in group.first.types else []
    return any(group.told[k] and told.told[k] and not group.told[k] & told.told[k] for k in kinds)


def _meeting(days: list[DateValue], others: list[DateValue]) -> list[tuple[DateValue, DateValue]]:
    return [(a, b) for a in days for b in others if a.earliest <= b.latest and b.earliest <= a.latest]


def _close(days: list[DateValue], others: list[DateValue]) -> bool:
    """Whether two tellings have a day in common, or a day and the month that it is in."""
    return any(max((v.latest - v.earliest).days for v in pair) <= _WHOLE for pair in _meeting(days, others))
