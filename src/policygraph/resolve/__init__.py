"""Mentions of one document to entities: candidates first, then a decision, 'ambiguous' or NIL.

The order is that of what decides what: places, then organizations and people, then the posts they hold, then policies,
then events, whose arguments say which of them are one.
"""

from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Extraction, Resolution
from policygraph.resolve import events, organizations, people, places, policies, posts


def resolve(document: Document, extraction: Extraction, gazetteer: Gazetteer) -> dict[str, Resolution]:
    """Every mention id and event id of a document with what it was decided to be."""
    decided: dict[str, Resolution] = {}
    decided |= places.resolve(document, extraction, gazetteer)
    decided |= organizations.resolve(document, extraction, gazetteer, decided)
    decided |= people.resolve(document, extraction)
    decided |= posts.resolve(document, extraction, gazetteer, decided)
    decided |= policies.resolve(document, extraction, gazetteer, decided)
    decided |= events.resolve(document, extraction, gazetteer, decided)
    return decided
