"""Organizations: rows of the table by name or acronym; else clusters of one document by full name.

A name that is the end of a longer one in the document ('the Senate' after 'the Puerto Rico Senate') is that one; an
acronym in brackets after a name belongs to it.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from policygraph import vocab
from policygraph.gazetteer import Gazetteer, Record, fold
from policygraph.model import Candidate, Document, Entity, Extraction, Kind, Mention, Resolution, Status
from policygraph.patterns import organization_heads

_CLASSES = {
    "government": (vocab.GOVERNMENT_ORGANIZATION,),
    "legislature": (vocab.GOVERNMENT_ORGANIZATION,),
    "court": (vocab.GOVERNMENT_ORGANIZATION,),
    "police": (vocab.GOVERNMENT_ORGANIZATION,),
    "military": (vocab.GOVERNMENT_ORGANIZATION,),
    "news": (vocab.NEWS_MEDIA_ORGANIZATION,),
    "party": (vocab.POLITICAL_PARTY,),
}


def resolve(
    document: Document,
    extraction: Extraction,
    gazetteer: Gazetteer,
    decided: Mapping[str, Resolution],
) -> dict[str, Resolution]:
    """The organizations of a document by mention id."""
    mentions = [m for m in extraction.mentions if m.kind is Kind.ORGANIZATION and not m.reference]
    aliases = _bracketed(document, mentions)
    keys = {m.id: _key(m.name, gazetteer) for m in mentions}
    counts = Counter(keys.values())
    places = {
        r.entity.slug for r in decided.values() if r.status is Status.LINKED and r.entity.kind is Kind.JURISDICTION
    }
    full = {name: _longer(name, counts, gazetteer) or aliases.get(name) or name for name in counts}
    spelled = {keys[m.id]: m.name for m in reversed(mentions)}
    chambers = _chambers(mentions, gazetteer)
    written: dict[str, list[str]] = {}
    for mention in mentions:
        written.setdefault(full[keys[mention.id]], []).append(mention.name)
    made = {
        name: _decide(document, spelled.get(name, name), tuple(dict.fromkeys(forms)), gazetteer, places, chambers)
        for name, forms in sorted(written.items())
    }
    return {m.id: made[full[keys[m.id]]] for m in mentions}


def classes(row: Record) -> tuple[str, ...]:
    """The classes of an organization beside org:Organization, from its row's types."""
    return tuple(dict.fromkeys(c for kind in row.types for c in _CLASSES.get(kind, ())))


def _key(name: str, gazetteer: Gazetteer) -> str:
    """A folded name; 'Supreme Court of Ohio' as 'ohio supreme court', since news writes both."""
    head, of, place = name.partition(" of ")
    rows = gazetteer.lookup(place) if of and place[:1].isupper() else ()
    if any(r.level in ("state", "county", "country") for r in rows):
        return fold(f"{place.removeprefix('the ')} {head}")
    return fold(name)


def _chambers(mentions: Sequence[Mention], gazetteer: Gazetteer) -> set[str]:
    """The one state whose legislature, chamber or court the document names in full: bare names mean its own."""
    states = {
        row.jurisdiction
        for m in mentions
        for row in gazetteer.lookup(m.name)[:1]
        if {"legislature", "court"} & set(row.types) and row.jurisdiction.startswith("us-")
    }
    return states if len(states) == 1 else set()


def _decide(
    document: Document,
    name: str,
    forms: tuple[str, ...],
    gazetteer: Gazetteer,
    places: set[str],
    chambers: set[str],
) -> Resolution:
    rows = [r for r in gazetteer.lookup(name) if r.kind == Kind.ORGANIZATION]
    if name.startswith("State "):
        states = {p for p in places if gazetteer.record(p).level == "state"}
        rows = rows or _of_state(name.removeprefix("State "), [], gazetteer, states)
    if rows and "legislature" in rows[0].types and fold(rows[0].name) != fold(name):
        rows = _of_state(name, rows, gazetteer, chambers)
    if len(rows) > 1:
        # A body of a jurisdiction that the document names; without one, that of the nation.
        here = [r for r in rows if r.jurisdiction in places and r.jurisdiction != "us"]
        rows = here if len(here) == 1 else [r for r in rows if r.jurisdiction == "us"] or rows
    if len(rows) == 1:
        row = rows[0]
        entity = Entity(slug=row.slug, kind=Kind.ORGANIZATION, names=forms, classes=classes(row))
        return Resolution(entity=entity, status=Status.LINKED)
    slug = vocab.unlinked_slug(name, _context(name, gazetteer) or document.id)
    heads = organization_heads()
    public = any(word in heads.public for word in name.lower().split())
    entity = Entity(
        slug=slug,
        kind=Kind.ORGANIZATION,
        names=forms,
        classes=(vocab.GOVERNMENT_ORGANIZATION,) if public else (),
    )
    if rows:
        candidates = tuple(Candidate(slug=r.slug, score=1.0, reason="name") for r in rows)
        return Resolution(entity=entity, status=Status.AMBIGUOUS, candidates=candidates)
    return Resolution(entity=entity, status=Status.NIL)


def _of_state(name: str, rows: list[Record], gazetteer: Gazetteer, states: set[str]) -> list[Record]:
    """A bare chamber's name in a document that names another chamber of one state means that state's."""
    own = [
        row
        for slug in sorted(states)
        for row in gazetteer.lookup(f"{gazetteer.record(slug).name} {name}")
        if row.kind == Kind.ORGANIZATION
    ]
    return own if len(own) == 1 else rows


def _context(name: str, gazetteer: Gazetteer) -> str:
    """The one state, county or country that a name begins or ends with: what tells it from its namesakes."""
    words = name.split()
    for size in range(min(4, len(words) - 1), 0, -1):
        for part in (" ".join(words[:size]), " ".join(words[-size:])):
            rows = [r for r in gazetteer.lookup(part) if r.kind == Kind.JURISDICTION]
            if len(rows) == 1 or (rows and rows[0].level in ("state", "country")):
                return rows[0].slug
    return ""


def _longer(name: str, counts: Mapping[str, int], gazetteer: Gazetteer) -> str | None:
    """The longer name of the document that this one is the end of, if only one is; the most frequent of those that
    are one row.
    """
    longer = [other for other in counts if other.endswith(" " + name)]
    own_row = gazetteer.lookup(name)[:1]
    # A full name stands for itself, and so does any of a party: 'the GOP' is not the 'Ohio GOP'.
    if not longer or (own_row and (fold(own_row[0].name) == name or "party" in own_row[0].types)):
        return None
    rows = {r.slug for other in longer for r in gazetteer.lookup(other)[:1]}
    own = {r.slug for r in gazetteer.lookup(name)[:1]}
    if len(longer) > 1 and len(rows) != 1 and not (rows and rows <= own):
        return None  # the end of two longer names is neither
    return max(longer, key=lambda o: (counts[o], len(o), o))


def _bracketed(document: Document, mentions: Sequence[Mention]) -> dict[str, str]:
    """Folded acronym → folded name, from 'Name of Body (NOB)'."""
    found: dict[str, str] = {}
    for mention in mentions:
        match = re.match(r"\s\(([A-Z][A-Z.&-]{1,9})\)", document.text[mention.span.end : mention.span.end + 14])
        if match:
            found.setdefault(fold(match[1]), fold(mention.name))
    return found


def publisher(document: Document, gazetteer: Gazetteer) -> Entity | None:
    """The organization that published a document, by the name the document gives; None if it gives none."""
    if not document.publisher:
        return None
    rows = [r for r in gazetteer.lookup(document.publisher) if r.kind == Kind.ORGANIZATION]
    if len(rows) == 1:
        return Entity(
            slug=rows[0].slug,
            kind=Kind.ORGANIZATION,
            names=(document.publisher,),
            classes=classes(rows[0]),
        )
    slug = vocab.unlinked_slug(document.publisher, "publisher")
    return Entity(slug=slug, kind=Kind.ORGANIZATION, names=(document.publisher,))
