"""Events of one document that are one: the same type on the same day, with a place or an agent in common."""

from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(slots=True)
class _Group:
    first: Event
    dates: set[str]
    places: set[str]
    agents: set[str]


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
            group.dates |= told.dates
            group.places |= told.places
            group.agents |= told.agents
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
    group = _Group(first=event, dates=set(), places=set(), agents=set())
    for claim in extraction.claims:
        if claim.subject != event.id or not claim.plain:
            continue
        if isinstance(claim.object, DateValue):
            group.dates.add(claim.object.value)
        elif claim.object in decided:
            entity = decided[claim.object].entity
            if claim.predicate == vocab.LOCATION:
                group.places.add(entity.slug)
                if entity.slug in gazetteer:
                    group.places |= {a.slug for a in gazetteer.ancestors(entity.slug) if a.level == "municipality"}
            elif claim.predicate == vocab.AGENT:
                group.agents.add(entity.slug)
    return group


def _same(group: _Group, told: _Group) -> bool:
    if group.first.types != told.first.types:
        return False
    dates = not group.dates or not told.dates or bool(group.dates & told.dates)
    places = bool(group.places & told.places) or not group.places or not told.places
    agents = bool(group.agents & told.agents)
    return dates and places and (agents or bool(group.places & told.places))
