"""Borders named by the two places at them: 'the Laredo-Nuevo Laredo border'."""

import re
from collections.abc import Iterator

from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Kind, Mention, Span

_NAME = r"((?:[A-Z][\w.’']*\s){0,2}[A-Z][\w.’']*)"
_BORDER = re.compile(rf"\b{_NAME}[-–]{_NAME}\s[Bb]order\b")


def mentions(annotated: AnnotatedDocument, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Each border, and within it the two jurisdictions."""
    text = annotated.document.text
    for number, match in enumerate(_BORDER.finditer(text)):
        left = _place(match[1], gazetteer)
        if left is None or _place(match[2], gazetteer) != match[2]:
            continue
        start = match.end(1) - len(left)
        spans = ((start, match.end(1), left), (match.start(2), match.end(2), match[2]))
        name = text[start : match.end()]
        yield Mention(
            id=f"x{number}", kind=Kind.PLACE, span=Span(start=start, end=match.end()), name=name, rule="border"
        )
        for side, (first, end, place) in enumerate(spans):
            yield Mention(
                id=f"x{number}-{side}",
                kind=Kind.JURISDICTION,
                span=Span(start=first, end=end),
                name=place,
                rule="border-side",
            )


def _place(words: str, gazetteer: Gazetteer) -> str | None:
    """The longest end of some words that is a jurisdiction's name."""
    parts = words.split()
    for first in range(len(parts)):
        name = " ".join(parts[first:])
        if any(r.kind == Kind.JURISDICTION for r in gazetteer.lookup(name)):
            return name
    return None
