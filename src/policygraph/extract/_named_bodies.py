"""The body that a title names without naming it in full: 'Council' in 'City Council Speaker Jane Doe'."""

from collections.abc import Sequence
from datetime import date

from policygraph.annotate import Word
from policygraph.gazetteer import Gazetteer, Term
from policygraph.model import Kind, Mention, Span
from policygraph.patterns import Title

_CHAMBERS = {"senate": "us-senate", "house": "us-house"}
_NO_BODY = frozenset({"secretary", "of", "the"})


def named_body(
    title: Title,
    words: Sequence[Word],
    place: Mention | None,
    holders: Sequence[Mention],
    found: Sequence[Mention],
    gazetteer: Gazetteer,
    on: date | None,
) -> Mention | None:
    """The body that the words of a title name, or None. `place` is the jurisdiction told beside the title,
    `on` the day of the text.
    """
    if title.usual and title.name.startswith("Secretary of"):
        return _department(title, words, gazetteer)
    for word in words:
        text = word.text.lower()
        if text in _CHAMBERS and any(
            t.organization == _CHAMBERS[text] for h in holders for t in terms(h, gazetteer, on)
        ):
            return _mention(word, word, gazetteer.record(_CHAMBERS[text]).name)
        if text in _CHAMBERS and place is not None and gazetteer.lookup(f"{place.name} {word.text}"):
            return _mention(word, word, f"{place.name} {word.text}")
        for template in title.body.values():
            tail = template.removeprefix("{} ")
            if tail != template and text in ("council", "police") and text in tail.lower():
                name = f"{place.name} {tail}" if place is not None else _only(tail, found)
                return _mention(word, word, name) if name else None
    return None


def _department(title: Title, words: Sequence[Word], gazetteer: Gazetteer) -> Mention | None:
    """The department of a cabinet title: 'Homeland Security' in 'Homeland Security Secretary'."""
    slug = title.body.get("country", "")
    named = [w for w in words if w.text.lower() not in _NO_BODY]
    return _mention(named[0], named[-1], gazetteer.record(slug).name) if slug and named else None


def terms(person: Mention, gazetteer: Gazetteer, on: date | None) -> list[Term]:
    """The terms, begun by a day, of those whom the tables know by a full name."""
    rows = [r for r in gazetteer.lookup(person.name) if r.kind == Kind.PERSON and " " in person.name]
    begun = [t for r in rows for t in gazetteer.terms(r.slug)]
    return [t for t in begun if on is None or t.start is None or t.start <= on]


def _only(tail: str, mentions: Sequence[Mention]) -> str | None:
    """The one body of the document whose name ends so."""
    names = {m.name for m in mentions if m.kind is Kind.ORGANIZATION and m.name.endswith(f" {tail}")}
    return names.pop() if len(names) == 1 else None


def _mention(first: Word, last: Word, name: str) -> Mention:
    span = Span(start=first.start, end=last.end)
    return Mention(id=f"b{first.start}", kind=Kind.ORGANIZATION, span=span, name=name, rule="title-names-body")
