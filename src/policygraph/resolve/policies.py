"""Policies: those known by name by their slug; laws, bills and orders by name, number and jurisdiction."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from policygraph import vocab
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Entity, Extraction, Kind, Mention, Resolution, Status
from policygraph.patterns import PolicyForm, policy_forms, policy_names

# Forms whose numbers are unique in the United States.
_NATIONAL = frozenset({"executive-order", "us-code", "us-code-spelled", "federal-regulation", "public-law"})
# Bills of a legislature, which are counted anew in each state and in each Congress.
_FEDERAL, _OF_STATES = "federal-bill", frozenset({"state-bill", "spelled-bill"})
_CHAMBERS = {"SENATE": "S", "HOUSE": "H", "ASSEMBLY": "A"}
_KINDS = {"Bill": "B", "Joint Resolution": "JR", "Resolution": "R", "File": "F"}
# What stands between the name and the number of one bill: 'the Clean Rivers Act (S. 47)', 'Senate Bill 54, the …'.
_SAME = re.compile(
    r"\s?[(\[]|,?\s(?:(?:also )?known as|called|titled|entitled|dubbed|or)(?:\s[Tt]he)?\s[“\"]?|,\s[Tt]he\s[“\"]?",
    re.IGNORECASE,
)
# What follows where they are but two of a list.
_LISTED = re.compile(r",?\s(?:and|or)\s|,\s(?:the\s)?[A-Z]")


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
    keys, numbers = _joined(mentions, keys, document)
    written: dict[str, list[str]] = {}
    for mention in mentions:
        text = " ".join(document.text[mention.span.start : mention.span.end].split())
        written.setdefault(keys[mention.id], []).append(text)
    return {
        m.id: _resolution(m, keys[m.id], tuple(dict.fromkeys(written[keys[m.id]])), numbers.get(keys[m.id], ""))
        for m in mentions
    }


def _joined(
    mentions: Sequence[Mention], keys: Mapping[str, str], document: Document
) -> tuple[dict[str, str], dict[str, str]]:
    """The keys with those of a bill's name and number made one, and the number of each key that has one.

    A name that the table knows keeps its slug, any other takes the number's.
    """
    known = {p.slug for p in policy_names()}
    numbers = {keys[m.id]: n for m in mentions if (n := _identifier(m.name))}
    one: dict[str, str] = {}
    for first, second in pairwise(sorted(mentions, key=lambda m: m.span)):
        numbered = [keys[m.id] for m in (first, second) if keys[m.id] in numbers and _is_bill(m.name)]
        named = [keys[m.id] for m in (first, second) if not _identifier(m.name) and _is_act(m)]
        between = document.text[first.span.end : max(first.span.end, second.span.start)]
        after = document.text[second.span.end : second.span.end + 12]
        listed = between.startswith(",") and _LISTED.match(after)
        if len(numbered) == len(named) == 1 and _SAME.fullmatch(between) and not listed:
            kept, gone = (named[0], numbered[0]) if named[0] in known else (numbered[0], named[0])
            one.setdefault(gone, kept)
            numbers.setdefault(kept, numbers[numbered[0]])
    return {i: one.get(key, key) for i, key in keys.items()}, numbers


def _is_bill(name: str) -> bool:
    form, _ = _form(name)
    return form is not None and (form.name == _FEDERAL or form.name in _OF_STATES or form.name == "public-law")


def _is_act(mention: Mention) -> bool:
    """Whether a policy is a law by its name."""
    if any(p.name == mention.name and p.legislation for p in policy_names()):
        return True
    form, _ = _form(mention.name)
    return form is not None and form.name == "named-act"


def _resolution(mention: Mention, slug: str, names: tuple[str, ...], identifier: str) -> Resolution:
    known = {p.name: p for p in policy_names()}
    if policy := known.get(mention.name):
        classes = (vocab.LEGISLATION,) if policy.legislation else ()
        entity = Entity(slug=slug, kind=Kind.POLICY, names=names, classes=classes, identifier=identifier)
        return Resolution(entity=entity, status=Status.LINKED)
    form, _ = _form(mention.name)
    classes = (vocab.LEGISLATION,) if form and form.legislation else ()
    entity = Entity(slug=slug, kind=Kind.POLICY, names=names, classes=classes, identifier=identifier)
    return Resolution(entity=entity, status=Status.NIL)


def _key(mention: Mention, state: str, document: Document, gazetteer: Gazetteer) -> str:
    known = {p.name: p.slug for p in policy_names()}
    if slug := known.get(mention.name):
        return slug
    form, match = _form(mention.name)
    if form and match and form.name in _NATIONAL:
        return vocab.slug(_identifier(mention.name))
    name = re.sub(r"^(?:the|The)\s+", "", mention.name)
    if form and form.name in _OF_STATES:
        return vocab.unlinked_slug(_identifier(name).replace(".", ""), state or document.id)
    if form and form.name == _FEDERAL:
        return vocab.unlinked_slug(_identifier(name), _congress(document))
    return vocab.unlinked_slug(name, _named_place(name, gazetteer) or state or document.id)


def _congress(document: Document) -> str:
    """The Congress in office when a document was published; without a date the document's own id."""
    if document.published is None:
        return document.id
    # It changes on 3 January of odd years; the first took office in 1789.
    day = document.published
    year = day.year - 1 if day.year % 2 and (day.month, day.day) < (1, 3) else day.year
    return f"us-congress-{(year - 1789) // 2 + 1}"


def _form(name: str) -> tuple[PolicyForm | None, re.Match[str] | None]:
    for form in policy_forms():
        if match := form.pattern.fullmatch(name):
            return form, match
    return None, None


def _identifier(name: str) -> str:
    """The number of a bill, order or section as it is cited: 'S.B. 54' for 'Senate Bill 54', 'SB 54' and 'S.B. 54'."""
    form, match = _form(name)
    if form is None or match is None or not form.identifier:
        return ""
    told = match.groupdict()
    if form.name in _OF_STATES or form.name == _FEDERAL:
        letters = re.sub(r"[\s.]", "", told["chamber"])
        if told.get("kind"):
            letters = _CHAMBERS[letters.upper()] + _KINDS[" ".join(told["kind"].split())]
        told["chamber"] = re.sub(r"(Con|Res|[A-Z])", r"\1.", letters)
    return form.identifier.format(**told)


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
