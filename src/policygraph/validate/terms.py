"""The default graph as lines of N-Triples in memory, by predicate and subject, and what its terms are.

A term stays the bytes it is written as: `<IRI>`, `"text"`, `"text"^^<datatype>`, `"text"@en` or `_:label`.
"""

from collections import defaultdict
from functools import cache

import pyoxigraph as ox
from rdflib import Literal, URIRef

from policygraph.vocab import XSD

_STRING = f"{XSD}string"
_INTEGER = f"^^<{XSD}integer>".encode()


class Triples:
    """`by[predicate][subject]` is the list of objects; `back[predicate][object]` the list of subjects."""

    def __init__(self, store: ox.Store) -> None:
        lines = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
        self.by: dict[bytes, dict[bytes, list[bytes]]] = defaultdict(dict)
        self._back: dict[bytes, dict[bytes, list[bytes]]] = {}
        for line in lines.splitlines():
            subject, predicate, term = line.split(b" ", 2)
            self.by[predicate].setdefault(subject, []).append(term[:-2])

    def back(self, predicate: bytes) -> dict[bytes, list[bytes]]:
        """The subjects that have `predicate`, by object."""
        if predicate not in self._back:
            made: dict[bytes, list[bytes]] = {}
            for subject, objects in self.by.get(predicate, {}).items():
                for term in objects:
                    made.setdefault(term, []).append(subject)
            self._back[predicate] = made
        return self._back[predicate]


def text(term: bytes) -> str:
    """The IRI or the literal's characters; '[]' for a blank node, whose label changes from run to run."""
    if term.startswith(b"<"):
        return term[1:-1].decode()
    if term.startswith(b"_:"):
        return "[]"
    body = term[1 : term.rindex(b'"')]
    return _literal(term).value if b"\\" in body else body.decode()


@cache
def has_datatype(term: bytes, datatype: str) -> bool:
    """Whether `term` is a literal of the datatype and well-formed."""
    if not term.startswith(b'"'):
        return False
    if term.endswith(b'"'):
        return datatype == _STRING
    literal = _literal(term)
    return literal.datatype.value == datatype and not literal.language and not rdflib_literal(term).ill_typed


def in_order(lower: bytes, upper: bytes, *, equal: bool) -> bool:
    """Whether `lower` is less than `upper`, or `equal` to it if that is allowed; false if they can't be compared."""
    if lower == upper and lower.startswith(b'"'):
        return equal
    if not (lower.startswith(b'"') and upper.startswith(b'"')):
        return False
    if lower.endswith(_INTEGER) and upper.endswith(_INTEGER):
        try:
            return _integer(lower) < _integer(upper) or (equal and _integer(lower) == _integer(upper))
        except ValueError:
            return False
    literals = rdflib_literal(lower), rdflib_literal(upper)
    if any(literal.ill_typed for literal in literals):
        return False
    one, other = (literal.toPython() for literal in literals)
    try:
        return bool(one < other or (equal and one == other))
    except TypeError:
        return False


@cache
def rdflib_literal(term: bytes) -> Literal:
    """The literal as rdflib knows it, which tells whether it is well-formed."""
    literal = _literal(term)
    if literal.language:
        return Literal(literal.value, lang=literal.language)
    return Literal(literal.value, datatype=URIRef(literal.datatype.value))


def _integer(term: bytes) -> int:
    return int(term[1 : term.rindex(b'"')])


def _literal(term: bytes) -> ox.Literal:
    (quad,) = ox.parse(b"<a:> <a:> %b ." % term, format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal), "a term that begins with a quote is a literal"
    return quad.object
