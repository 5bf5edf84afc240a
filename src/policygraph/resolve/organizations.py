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
    mentions = [m for m in extraction.mentions if m.kind is Kind.ORGANIZATION]
    aliases = _bracketed(document, mentions)
    counts = Counter(fold(m.name) for m in mentions)
    places = {
        r.entity.slug
        for r in decided.values()
        if r.status is Status.LINKED and r.entity.kind is Kind.JURISDICTION
    }
    full = {name: _longer(name, counts, gazetteer) or aliases.get(name) or name for name in counts}
    spelled = {fold(m.name): m.name for m in reversed(mentions)}
    written: dict[str, list[str]] = {}
    for mention in mentions:
        written.setdefault(full[fold(mention.name)], []).append(mention.name)
    made = {
        name: _decide(document, spelled.get(name, name), tuple(dict.fromkeys(forms)), gazetteer, places)
        for name, forms in sorted(written.items())
    }
    return {m.id: made[full[fold(m.name)]] for m in mentions}


def classes(row: Record) -> tuple[str, ...]:
    """The classes of an organization beside org:Organization, from its row's types."""
    return tuple(dict.fromkeys(c for kind in row.types for c in _CLASSES.get(kind, ())))


def _decide(
    document: Document, name: str, forms: tuple[str, ...], gazetteer: Gazetteer, places: set[str]
) -> Resolution:
    rows = [r for r in gazetteer.lookup(name) if r.kind == Kind.ORGANIZATION]
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
    are one row."""
    longer = [other for other in counts if other.endswith(" " + name)]
    if not longer:
        return None
    rows = {r.slug for other in longer for r in gazetteer.lookup(other)[:1]}
    own = {r.slug for r in gazetteer.lookup(name)[:1]}
    if len(longer) > 1 and len(rows) != 1 and not rows <= own:
        return None
    return max(longer, key=lambda o: (counts[o], len(o), o))


def _bracketed(document: Document, mentions: Sequence[Mention]) -> dict[str, str]:
    """Folded acronym → folded name, from 'Name of Body (NOB)'."""
    found: dict[str, str] = {}
    for mention in mentions:
        match = re.match(
            r"\s\(([A-Z][A-Z.&-]{1,9})\)", document.text[mention.span.end : mention.span.end + 14]
        )
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
