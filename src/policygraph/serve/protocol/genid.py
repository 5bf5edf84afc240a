"""Blank nodes as IRIs that are known as such, and back: https://www.w3.org/TR/rdf11-concepts/#section-skolemization.

The store holds no blank nodes. What a client wrote as one gets an IRI below `/.well-known/genid/`, and whoever reads
the graph whole gets a blank node again. In queries they are the IRIs that they are.
"""

import re

import pyoxigraph as ox

_GENID = "https://w3id.org/.well-known/genid/"
_MADE = re.compile(rf"{re.escape(_GENID)}[0-9a-f]+-[0-9]+")  # others are what they are


class Names:
    """IRIs for the blank nodes of one change, by a `salt` that is this change's own."""

    def __init__(self, salt: str) -> None:
        self._salt, self._names = salt, dict[ox.BlankNode, ox.NamedNode]()

    def quad(self, quad: ox.Quad, graph: ox.NamedNode | None = None) -> ox.Quad:
        """The quad without blank nodes, in `graph` if one is named. Raises ValueError for what can't be kept."""
        name = graph or quad.graph_name
        if not isinstance(name, ox.NamedNode | ox.DefaultGraph):
            raise ValueError(f"a graph must be named by an IRI, and {name} is none")  # noqa: TRY004 -- of the value
        obj = quad.object
        if isinstance(obj, ox.Triple):
            raise ValueError("triple terms of RDF 1.2 are not kept")  # noqa: TRY004 -- of the value
        return ox.Quad(
            self._named(quad.subject),
            quad.predicate,
            self._named(obj) if isinstance(obj, ox.NamedNode | ox.BlankNode) else obj,
            name,
        )

    def _named(self, term: object) -> ox.NamedNode:
        if isinstance(term, ox.BlankNode):
            return self._names.setdefault(term, ox.NamedNode(f"{_GENID}{self._salt}-{len(self._names)}"))
        assert isinstance(term, ox.NamedNode)
        return term


def blank(triple: ox.Triple) -> ox.Triple:
    """The triple as it was written, with its blank nodes."""
    subject, obj = triple.subject, triple.object
    start = isinstance(subject, ox.NamedNode) and _MADE.fullmatch(subject.value)
    end = isinstance(obj, ox.NamedNode) and _MADE.fullmatch(obj.value)
    if not (start or end):
        return triple
    return ox.Triple(
        _blank(subject) if start else subject,
        triple.predicate,
        _blank(obj) if end else obj,
    )


def _blank(term: object) -> ox.BlankNode:
    assert isinstance(term, ox.NamedNode)
    return ox.BlankNode(f"g{term.value.removeprefix(_GENID)}")
