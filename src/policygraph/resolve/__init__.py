"""Mentions of one document to entities: candidates first, then a decision, 'ambiguous' or NIL.

The order is that of what decides what: places, then organizations, then people as clusters of mentions; the posts they
hold, which with the table of terms tell who they are; then policies, then events, whose arguments say which are one.
"""

from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Extraction, Kind, Resolution
from policygraph.resolve import events, holdings, organizations, people, places, policies, posts, references


def resolve(document: Document, extraction: Extraction, gazetteer: Gazetteer) -> dict[str, Resolution]:
    """Every mention id and event id of a document with what it was decided to be."""
    decided: dict[str, Resolution] = {}
    decided |= places.resolve(document, extraction, gazetteer)
    decided |= organizations.resolve(document, extraction, gazetteer, decided)
    decided |= people.resolve(document, extraction)
    decided |= references.resolve(document, extraction, gazetteer, decided)
    held = holdings.read(extraction, decided)
    persons = {r.entity.slug: r.entity for r in decided.values() if r.entity.kind is Kind.PERSON}
    known = holdings.terms_of(document, held, persons, gazetteer)
    terms = {mention: term for _, own in known.values() for mention, term in own.items()}
    decided |= posts.resolve(document, extraction, gazetteer, decided, held, terms, known)
    rows = holdings.leaders(document, extraction, decided, gazetteer)
    rows |= {slug: row for slug, (row, _) in known.items()}
    rows |= holdings.by_party(document, extraction, decided, gazetteer)
    decided |= people.named(decided, held, rows, gazetteer)
    decided |= policies.resolve(document, extraction, gazetteer, decided)
    decided |= events.resolve(document, extraction, gazetteer, decided)
    return decided
