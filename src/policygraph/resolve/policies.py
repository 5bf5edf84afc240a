"""Policies: those known by name by their slug; laws, bills and orders by name, number and jurisdiction."""

import re
from collections import Counter
from collections.abc import Mapping

from policygraph import vocab
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Entity, Extraction, Kind, Mention, Resolution, Status
from policygraph.patterns import PolicyForm, policy_forms, policy_names

# Forms whose numbers are unique in the United States.
_NATIONAL = frozenset({"executive-order", "us-code", "public-law"})


def resolve(
    document: Document,
    extraction: Extraction,
    gazetteer: Gazetteer,
    decided: Mapping[str, Resolution],
) -> dict[str, Resolution]:
    """The policies of a document by mention id."""
    mentions = [m for m in extraction.mentions if m.kind is Kind.POLICY]
    state = _state(extraction, gazetteer, decided)
    keys = {m.id: _key(m, state, document, gazetteer) for m in mentions}
    written: dict[str, list[str]] = {}
    for mention in mentions:
        text = " ".join(document.text[mention.span.start : mention.span.end].split())
        written.setdefault(keys[mention.id], []).append(text)
    return {m.id: _resolution(m, keys[m.id], tuple(dict.fromkeys(written[keys[m.id]]))) for m in mentions}


def _resolution(mention: Mention, slug: str, names: tuple[str, ...]) -> Resolution:
    known = {p.name: p for p in policy_names()}
    if policy := known.get(mention.name):
        classes = (vocab.LEGISLATION,) if policy.legislation else ()
        entity = Entity(slug=slug, kind=Kind.POLICY, names=names, classes=classes)
        return Resolution(entity=entity, status=Status.LINKED)
    form, match = _form(mention.name)
    identifier = form.identifier.format(**match.groupdict()) if form and match and form.identifier else ""
    classes = (vocab.LEGISLATION,) if form and form.legislation else ()
    entity = Entity(slug=slug, kind=Kind.POLICY, names=names, classes=classes, identifier=identifier)
    return Resolution(entity=entity, status=Status.NIL)


def _key(mention: Mention, state: str, document: Document, gazetteer: Gazetteer) -> str:
    known = {p.name: p.slug for p in policy_names()}
    if slug := known.get(mention.name):
        return slug
    form, match = _form(mention.name)
    if form and match and form.name in _NATIONAL:
        return vocab.slug(form.identifier.format(**match.groupdict()))
    name = re.sub(r"^(?:the|The)\s+", "", mention.name)
    if form and form.name in ("state-bill", "spelled-bill") and match:
        name = _bill(match)
    context = _named_place(name, gazetteer) or (state if form and form.name != "federal-bill" else "us")
    return vocab.unlinked_slug(name, context or document.id)


def _form(name: str) -> tuple[PolicyForm | None, re.Match[str] | None]:
    for form in policy_forms():
        if match := form.pattern.fullmatch(name):
            return form, match
    return None, None


def _bill(match: re.Match[str]) -> str:
    """'SB 54', 'S.B. 54' and 'Senate Bill 54' are one."""
    chamber = match["chamber"].replace(".", "").upper()
    short = {"SENATE": "SB", "HOUSE": "HB", "ASSEMBLY": "AB"}.get(chamber, chamber)
    return f"{short} {match['number']}"


def _named_place(name: str, gazetteer: Gazetteer) -> str:
    """The state or country that a law's name begins with: 'California Values Act'."""
    words = name.split()
    for size in (3, 2, 1):
        for row in gazetteer.lookup(" ".join(words[:size])) if len(words) > size else ():
            if row.level in ("state", "country"):
                return row.slug
    return ""


def _state(extraction: Extraction, gazetteer: Gazetteer, decided: Mapping[str, Resolution]) -> str:
    """The state that the document names most; '' where two do so alike."""
    counts: Counter[str] = Counter()
    for mention in extraction.mentions:
        resolution = decided.get(mention.id)
        if resolution and resolution.status is Status.LINKED and resolution.entity.slug in gazetteer:
            slug = resolution.entity.slug
            rows = [gazetteer.record(slug), *gazetteer.ancestors(slug)]
            counts.update(r.slug for r in rows[:3] if r.level == "state" and r.kind == Kind.JURISDICTION)
    ranked = counts.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else ""
