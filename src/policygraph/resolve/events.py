"""Events of one document that are one: the same type, and two of day, place, agents, recipients, policies in common."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from policygraph import vocab
from policygraph.gazetteer import Gazetteer
from policygraph.model import (
    DateValue,
    Document,
    Entity,
    Event,
    Extraction,
    Kind,
    Resolution,
    Status,
)

_KINDS = {vocab.LOCATION: "place", vocab.AGENT: "agent", vocab.RECIPIENT: "recipient"}
# What one actor does often must have two things in common to be one; else one and nothing against it is enough.
_OFTEN = frozenset({"Correspondence", "LegislativeAction", "LegalAction", "ExecutiveAction", "Appointment"})


@dataclass(slots=True)
class _Group:
    """The tellings of one event: dates; places, agents, recipients and policies as slugs by kind."""

    first: Event
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
        told = _told(event, extraction, gazetteer, decided)
        group = next((g for g in groups if _same(g, told)), None)
        if group is None:
            groups.append(told)
            group = told
        else:
            group.days += told.days
            for kind, values in told.told.items():
                group.told[kind] |= values
        made[event.id] = Resolution(entity=_entity(document, group.first), status=Status.NIL)
    return made


def _known(event: Event, extraction: Extraction, decided: Mapping[str, Resolution]) -> bool:
    """Whether anybody or any place of an event is known."""
    claims = (c for c in extraction.claims if c.subject == event.id and isinstance(c.object, str))
    return any(c.object in decided for c in claims)


def _entity(document: Document, event: Event) -> Entity:
    local = vocab.event_slug(document.id, event.types[0], event.span)
    return Entity(slug=local, kind=Kind.EVENT, names=(), classes=tuple(vocab.PG + t for t in event.types))


def _told(event: Event, extraction: Extraction, gazetteer: Gazetteer, decided: Mapping[str, Resolution]) -> _Group:
    group = _Group(first=event)
    for claim in extraction.claims:
        if claim.subject != event.id or not claim.plain:
            continue
        if isinstance(claim.object, DateValue):
            if claim.predicate == vocab.START_DATE:
                group.days.append(claim.object)
        elif claim.object in decided and claim.predicate in _KINDS:
            slug = decided[claim.object].entity.slug
            group.told[_KINDS[claim.predicate]].add(slug)
            if claim.predicate == vocab.LOCATION and slug in gazetteer:
                group.told["place"] |= {a.slug for a in gazetteer.ancestors(slug) if a.level == "municipality"}
    group.told["about"] |= {decided[m].entity.slug for m in event.about if m in decided}
    return group


def _same(group: _Group, told: _Group) -> bool:
    """Whether two tellings are of one event: of one type, with two things in common and none that speaks against it."""
    if group.first.types != told.first.types:
        return False
    together = [(a, b) for a in group.days for b in told.days if a.earliest <= b.latest and b.earliest <= a.latest]
    if group.days and told.days and not together:
        return False
    common = int(any(a.value == b.value for a, b in together))
    for kind in ("place", "agent", "recipient", "about"):
        one, other = group.told[kind], told.told[kind]
        if kind in ("place", "recipient") and one and other and not one & other:
            return False
        # Of one day there are many events, of one list of recipients few.
        common += min(2, len(one & other)) if kind == "recipient" else bool(one & other)
    if group.told["agent"] and told.told["agent"] and not group.told["agent"] & told.told["agent"]:
        return False
    often = not _OFTEN.isdisjoint(group.first.types)
    return common > often
