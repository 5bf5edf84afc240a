"""RDF/XML: the default graph, an element a subject, for tools that read nothing newer.

pyoxigraph writes the elements, of sorted triples; only the order of its namespaces is not fixed, so ours is.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, cast

import pyoxigraph as ox

from policygraph.errors import OutputError
from policygraph.export._lines import DEFAULT_GRAPH, triples

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

# XML 1.0, section 2.2: characters that no document may hold, not even escaped.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAMESPACE = re.compile(rb' xmlns:[^=]+="[^"]*"')


def write(store: ox.Store, stream: BinaryIO, *, plain: bool, prefixes: Mapping[str, str]) -> None:
    """Writes the default graph. Raises OutputError for blank nodes and for characters that XML can't hold."""
    lines = sorted(triples(store, DEFAULT_GRAPH, plain=plain, prefixes=prefixes))
    ox.serialize(
        _sayable(b"".join(lines)), cast("BinaryIO", _Head(stream)), format=ox.RdfFormat.RDF_XML, prefixes=dict(prefixes)
    )


def _sayable(lines: bytes) -> Iterator[ox.Triple]:
    for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES):
        if isinstance(quad.object, ox.Literal) and _FORBIDDEN.search(quad.object.value):
            raise OutputError(
                "a text holds a control character, which XML can't",
                where=str(quad.subject),
                remedy="Use another format",
            )
        yield quad.triple


class _Head(io.RawIOBase):
    """A stream that sorts the namespaces of the root element and passes on the rest as it comes."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream, self._head = stream, b""
        self._passed = False

    def writable(self) -> bool:
        """It is written to only."""
        return True

    def write(self, data: "ReadableBuffer") -> int:
        """Writes or keeps `data`."""
        data = bytes(data)
        if self._passed:
            self._stream.write(data)
            return len(data)
        self._head += data
        start = self._head.find(b"<rdf:RDF")
        end = self._head.find(b">", start) if start >= 0 else -1
        if end >= 0:
            root = self._head[start:end]
            ordered = b"".join(sorted(_NAMESPACE.findall(root)))
            self._stream.write(self._head[:start] + b"<rdf:RDF" + ordered + self._head[end:])
            self._passed = True
        return len(data)
