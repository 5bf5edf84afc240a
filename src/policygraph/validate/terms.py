"""The default graph by its answers to queries, and what its terms are.

A term stays the bytes it is written as: `<IRI>`, `"text"`, `"text"^^<datatype>`, `"text"@en` or `_:label`.
"""

from functools import cache

import pyoxigraph as ox
from rdflib import Literal, URIRef

from policygraph.vocab import XSD

_STRING = f"{XSD}string"
_INTEGER = f"^^<{XSD}integer>".encode()


class Rows:
    """The answers of a graph's SELECT queries as terms, each query asked once."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._known: dict[str, list[tuple[bytes, ...]]] = {}

    def __call__(self, query: str) -> list[tuple[bytes, ...]]:
        """The rows; every variable is bound in all of them."""
        if query not in self._known:
            found = self._store.query(query)
            assert isinstance(found, ox.QuerySolutions), "a SELECT gives solutions"
            # As text they come five times as fast as term by term.
            lines = (found.serialize(format=ox.QueryResultsFormat.TSV) or b"").splitlines()
            self._known[query] = [tuple(map(_written_out, line.split(b"\t"))) for line in lines[1:]]
        return self._known[query]


def _written_out(term: bytes) -> bytes:
    """A term of tab-separated results with quotes and datatype, where it is a number or boolean without."""
    if term[0] in b'<"_':
        return term
    if term in {b"true", b"false"}:
        kind = b"boolean"
    elif b"e" in term.lower():
        kind = b"double"
    else:
        kind = b"decimal" if b"." in term else b"integer"
    return b'"%b"^^<%b%b>' % (term, XSD.encode(), kind)


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
