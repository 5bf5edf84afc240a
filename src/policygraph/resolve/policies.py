"""Policies: those known by name by their slug; laws, bills and orders by name, number and jurisdiction."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from policygraph import vocab
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Entity, Extraction, Kind, Mention, Resolution, Status
from policygraph.patterns import PolicyForm, policy_forms, policy_names
from policygraph.resolve.legislatures import CONGRESS, Legislatures

_CHAMBERS = {"SENATE": "S", "HOUSE": "H", "ASSEMBLY": "A", "LEGISLATIVE": "L"}
_KINDS = {
    "Bill": "B",
    "Resolution": "R",
    "Joint Resolution": "JR",
    "Concurrent Resolution": "CR",
    "Joint Memorial": "JM",
    "Constitutional Amendment": "CA",
    "File": "F",
    "Document": "D",
}
# How Congress cites what a state's legislature would call so: 'Senate Bill 47' of Congress is S. 47.
_OF_CONGRESS = {
    "S.B.": "S.",
    "H.B.": "H.R.",
    "S.R.": "S.Res.",
    "H.R.": "H.Res.",
    "S.J.R.": "S.J.Res.",
    "H.J.R.": "H.J.Res.",
    "S.C.R.": "S.Con.Res.",
    "H.C.R.": "H.Con.Res.",
}
_SHORT = {"Prop": "Proposition", "Prop.": "Proposition"}
# What stands between the name and the number of one bill: 'the Clean Rivers Act (S. 47)', 'Senate Bill 54, the …'.
_SAME = re.compile(
    r"\s?[(\[]|,?\s(?:(?:also )?known as|called|titled|entitled|dubbed|or)(?:\s[Tt]he)?\s[“\"]?|,\s[Tt]he\s[“\"]?",
    re.IGNORECASE,
)
# What stands between a case and where it is printed: 'Doe v. Roe, 567 U.S. 387'.
_PRINTED = re.compile(r",\s")
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
    legislatures = Legislatures(document, extraction, gazetteer, decided)
    alike: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        form, _ = _form(mention.name)
        alike.setdefault((form.scope if form else "", _identifier(mention.name) or mention.name), []).append(mention)
    keys: dict[str, str] = {}
    cited: dict[str, str] = {}
    for found in alike.values():
        for i, (key, number) in _keys(found, legislatures, gazetteer).items():
            keys[i], cited[i] = key, number
    keys, numbers = _joined(mentions, keys, cited, document)
    written: dict[str, list[str]] = {}
    for mention in mentions:
        text = " ".join(document.text[mention.span.start : mention.span.end].split())
        written.setdefault(keys[mention.id], []).append(text)
    return {
        m.id: _resolution(m, keys[m.id], tuple(dict.fromkeys(written[keys[m.id]])), numbers.get(keys[m.id], ""))
        for m in mentions
    }


def _joined(
    mentions: Sequence[Mention], keys: Mapping[str, str], cited: Mapping[str, str], document: Document
) -> tuple[dict[str, str], dict[str, str]]:
    """The keys with those of a bill's name and number made one, and the number of each key that has one.

    A name that the table knows keeps its slug, any other takes the number's.
    """
    known = {p.slug for p in policy_names()}
    numbers = {keys[m.id]: n for m in mentions if (n := cited[m.id])}
    one: dict[str, str] = {}
    for first, second in pairwise(sorted(mentions, key=lambda m: m.span)):
        numbered = [keys[m.id] for m in (first, second) if keys[m.id] in numbers and _is_bill(m.name)]
        named = [keys[m.id] for m in (first, second) if not _identifier(m.name) and _is_act(m)]
        between = document.text[first.span.end : max(first.span.end, second.span.start)]
        after = document.text[second.span.end : second.span.end + 12]
        listed = between.startswith(",") and _LISTED.match(after)
        same = len(numbered) == len(named) == 1 and _SAME.fullmatch(between) and not listed
        if _PRINTED.fullmatch(between) and _is_printed_case(first, second):
            same, numbered, named = True, [keys[second.id]], [keys[first.id]]
        if same:
            kept, gone = (named[0], numbered[0]) if named[0] in known else (numbered[0], named[0])
            one.setdefault(gone, kept)
            numbers.setdefault(kept, numbers[numbered[0]])
    return {i: one.get(key, key) for i, key in keys.items()}, numbers


def _is_bill(name: str) -> bool:
    form, _ = _form(name)
    return form is not None and form.kind in ("bill", "public-law", "measure")


def _is_printed_case(name: Mention, place: Mention) -> bool:
    """Whether two policies are a case and where its decision is printed."""
    first, second = _form(name.name)[0], _form(place.name)[0]
    named = " v. " in name.name or (first is not None and first.kind == "case" and not first.identifier)
    return named and second is not None and second.kind == "case" and bool(second.identifier)


def _is_act(mention: Mention) -> bool:
    """Whether a policy is a law by its name."""
    if any(p.name == mention.name and p.legislation for p in policy_names()):
        return True
    form, _ = _form(mention.name)
    return form is not None and form.kind == "act"


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


def _keys(mentions: Sequence[Mention], legislatures: Legislatures, gazetteer: Gazetteer) -> dict[str, tuple[str, str]]:
    """The slug of each mention of one name or number, and the number as it is cited; '' if it has none."""
    name, known = mentions[0].name, {p.name: p.slug for p in policy_names()}
    form, _ = _form(name)
    number = _identifier(name)
    name = re.sub(r"^(?:the|The)\s+", "", name)
    if slug := known.get(mentions[0].name):
        return {m.id: (slug, "") for m in mentions}
    if form and form.scope in ("congress", "state"):
        return _bills(mentions, form, number, legislatures)
    if form and form.scope == "nation":
        slug = vocab.slug(number) if number else vocab.unlinked_slug(name, form.scope)
    elif form and form.scope not in ("", "place"):
        slug = vocab.unlinked_slug(number, form.scope)
    elif place := _named_place(name, gazetteer):
        slug = vocab.unlinked_slug(number or name, place)
    else:
        states = legislatures.of(mentions, near=bool(number))
        own = legislatures.document.id
        return {i: (vocab.unlinked_slug(number or name, state or own), number) for i, state in states.items()}
    return {m.id: (slug, number) for m in mentions}


def _bills(
    mentions: Sequence[Mention], form: PolicyForm, number: str, legislatures: Legislatures
) -> dict[str, tuple[str, str]]:
    """The slugs of mentions of one bill's number: it is another one in each legislature and session."""
    bodies = legislatures.of(mentions, usual=CONGRESS if form.scope == "congress" else "")
    sessions = legislatures.sessions(mentions, bodies)
    keyed = {}
    for mention in mentions:
        cited = number
        if form.scope == "state" and bodies[mention.id] == CONGRESS:
            chamber, _, digits = number.rpartition(" ")
            cited = f"{_OF_CONGRESS.get(chamber, chamber)} {digits}"
        # A state's 'S.B. 54' has a slug without full stops: so it is written there.
        name = cited if bodies[mention.id] == CONGRESS else cited.replace(".", "")
        keyed[mention.id] = vocab.unlinked_slug(name, sessions[mention.id]), cited
    return keyed


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
    told = {key: " ".join(text.split()) for key, text in match.groupdict().items() if text}
    if "chamber" in told:
        letters = re.sub(r"[\s.]", "", told["chamber"])
        if told.get("kind"):
            letters = _CHAMBERS[letters.upper()] + _KINDS[told["kind"]]
        told["chamber"] = re.sub(r"(Con|Res|[A-Z])", r"\1.", letters)
    if "what" in told:
        told["what"] = _SHORT.get(told["what"], told["what"])
    return form.identifier.format(**told).replace("–", "-")


def _named_place(name: str, gazetteer: Gazetteer) -> str:
    """The state or country that a law's name begins with: 'California Values Act'."""
    words = name.split()
    for size in (3, 2, 1):
        for row in gazetteer.lookup(" ".join(words[:size])) if len(words) > size else ():
            if row.level in ("state", "country"):
                return row.slug
    return ""
