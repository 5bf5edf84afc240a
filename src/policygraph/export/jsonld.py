"""JSON-LD 1.1: the default graph, an object a subject, compacted with the shipped context.

The context knows prefixes, and the type that a property's values have; a value of another type tells its own.
"""

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import BinaryIO

import pyoxigraph as ox

from policygraph import resources
from policygraph.errors import OutputError
from policygraph.export._lines import DEFAULT_GRAPH, triples
from policygraph.vocab import RDF_TYPE, XSD

_STRING = f"{XSD}string"
_Value = str | dict[str, str]


def write(store: ox.Store, stream: BinaryIO, *, plain: bool, prefixes: Mapping[str, str]) -> None:
    """Writes the default graph. Raises OutputError for blank nodes."""
    context = json.loads(resources.ontology("context.jsonld").read_text("utf-8"))["@context"] | prefixes
    compaction = _Compaction(context, prefixes)
    lines = sorted(triples(store, DEFAULT_GRAPH, plain=plain, prefixes=prefixes))
    quads = ox.parse(b"".join(lines), format=ox.RdfFormat.N_TRIPLES)
    stream.write(f'{{\n"@context": {json.dumps(context, ensure_ascii=False)},\n"@graph": ['.encode())
    before = "\n"
    for _, group in groupby(quads, lambda quad: quad.subject):
        stream.write(f"{before}{json.dumps(compaction.node(group), ensure_ascii=False)}".encode())
        before = ",\n"
    stream.write(b"\n]\n}\n")


class _Compaction:
    """Terms and values as the context lets them be written; JSON-LD 1.1 expands them to the same again."""

    def __init__(self, context: Mapping[str, object], prefixes: Mapping[str, str]) -> None:
        self._names = {space: name for name, space in prefixes.items()}
        self._schemes = frozenset(prefixes)
        self._types = {
            term: str(definition["@type"])
            for term, definition in context.items()
            if isinstance(definition, dict) and "@type" in definition
        }

    def node(self, quads: Iterable[ox.Quad]) -> dict[str, str | _Value | list[_Value]]:
        """One subject's triples, in the order they come."""
        made: dict[str, list[_Value]] = {}
        subject = ""
        types: list[_Value] = []
        for quad in quads:
            assert isinstance(quad.subject, ox.NamedNode), "lines are looked through for blank nodes"
            subject = self._iri(quad.subject.value)
            if quad.predicate.value == RDF_TYPE and isinstance(quad.object, ox.NamedNode):
                types.append(self._iri(quad.object.value))
            else:
                key = self._iri(quad.predicate.value)
                made.setdefault(key, []).append(self._value(quad.object, self._types.get(key)))
        fields = ({"@type": types} if types else {}) | made
        return {
            "@id": subject,
            **{key: values[0] if len(values) == 1 else values for key, values in fields.items()},
        }

    def _value(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, expected: str | None) -> _Value:
        if isinstance(term, ox.NamedNode):
            iri = self._iri(term.value)
            return iri if expected == "@id" else {"@id": iri}
        assert isinstance(term, ox.Literal), "lines are looked through for blank nodes and triple terms"
        if term.language:
            return {"@language": term.language, "@value": term.value}
        if term.datatype.value == _STRING:
            return {"@value": term.value} if expected else term.value
        datatype = self._iri(term.datatype.value)
        return term.value if expected == datatype else {"@type": datatype, "@value": term.value}

    def _iri(self, iri: str) -> str:
        end = max(iri.rfind("/"), iri.rfind("#")) + 1
        name, local = self._names.get(iri[:end]), iri[end:]
        if name and local:
            return f"{name}:{local}"
        if iri.partition(":")[0] in self._schemes:
            raise OutputError(
                "an IRI begins like one of our prefixes, and JSON-LD would read it as another",
                where=iri,
                remedy="Use another format",
            )
        return iri
