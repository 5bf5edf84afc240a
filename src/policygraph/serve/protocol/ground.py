"""Updates that only INSERT DATA and DELETE DATA, as most do: what they write is known without looking at the graph."""

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from policygraph.serve.protocol import operations
from policygraph.store.merged import Change

_PROLOGUE = frozenset({"PREFIX", "BASE"})


def change(text: str, base: str, prefixes: Mapping[str, str]) -> Change | None:
    """What leaves and what comes, in the end; None if the update does anything else besides.

    Raises SyntaxError if it does not parse.
    """
    found = _operations(text)
    if found is None:
        return None
    # As a whole, so that what no single operation shows is seen: on nothing it does no harm.
    ox.Store().update(text, base_iri=base, prefixes=dict(prefixes))
    gone, new = set[ox.Quad](), set[ox.Quad]()
    for word, insertion in found:
        store = ox.Store()
        store.update(insertion, base_iri=base, prefixes=dict(prefixes))
        quads = set(store)
        if word == "INSERT":
            gone, new = gone - quads, new | quads
        else:
            gone, new = gone | quads, new - quads
    return Change(gone, new)


def _operations(text: str) -> list[tuple[str, str]] | None:
    """Each operation's first word and the same data as an INSERT DATA with all declarations before it."""
    found: list[tuple[str, str]] = []
    prologue: list[str] = []
    tokens = iter(operations.outside(text))
    for token, _ in tokens:
        word = token[0].upper()
        if token.lastgroup == "word" and word in ("INSERT", "DELETE"):
            data = _data(text, tokens)
            if data is None:
                return None
            found.append((word, f"{' '.join(prologue)} INSERT DATA {data}"))
        elif token.lastgroup in ("iri", "angle", "name") or (token.lastgroup == "word" and word in _PROLOGUE):
            prologue.append(token[0])
        elif token[0] != ";":
            return None
    return found


def _data(text: str, tokens: Iterator[tuple[operations.Token, str]]) -> str | None:
    """The braces that follow DATA; None if it is another word."""
    word, start, end = (next(tokens, (None, ""))[0] for _ in range(3))
    if not (word and start and end) or (word[0].upper(), start[0], end[0]) != ("DATA", "{", "}"):
        return None
    return text[start.start() : end.end()]
