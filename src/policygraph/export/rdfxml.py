"""RDF/XML: the default graph, an element a subject, for tools that read nothing newer.

pyoxigraph writes the elements, of sorted triples; only the order of its namespaces is not fixed, so ours is.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, cast

import pyoxigraph as ox

from policygraph import vocab
from policygraph.errors import OutputError
from policygraph.export._lines import DEFAULT_GRAPH, triples

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

# XML 1.0, section 2.2: characters that no document may hold, not even escaped.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A predicate is written as an XML name: so it must end in one, and mean nothing else there (RDF/XML, section 5.1).
_ENDS_IN_NAME = re.compile(r"[^\W\d][\w.-]*\Z")
_NAMESPACE = re.compile(rb' xmlns:[^=]+="[^"]*"')
_SYNTAX = "Description RDF ID about aboutEach aboutEachPrefix bagID datatype li nodeID parseType resource"
_RESERVED = frozenset(vocab.RDF + name for name in _SYNTAX.split())


def unsayable(triple: ox.Triple) -> str:
    """What of a triple RDF/XML can't say; an empty string if it can say all."""
    predicate, obj = triple.predicate.value, triple.object
    if predicate in _RESERVED or not _ENDS_IN_NAME.search(predicate):
        return f"the predicate <{predicate}>"
    if isinstance(obj, ox.Triple):
        return "a triple within a triple"
    if isinstance(obj, ox.Literal) and _FORBIDDEN.search(obj.value):
        return "a control character in a text"
    return ""


def escaped(written: bytes) -> bytes:
    """What pyoxigraph writes as XML, its carriage returns escaped: readers take bare ones for line feeds."""
    return written.replace(b"\r", b"&#xD;")


def write(store: ox.Store, stream: BinaryIO, *, plain: bool, prefixes: Mapping[str, str]) -> None:
    """Writes the default graph. Raises OutputError for blank nodes and for what RDF/XML can't say."""
    lines = sorted(triples(store, DEFAULT_GRAPH, plain=plain, prefixes=prefixes))
    ox.serialize(
        _sayable(b"".join(lines)), cast("BinaryIO", _Head(stream)), format=ox.RdfFormat.RDF_XML, prefixes=dict(prefixes)
    )


def _sayable(lines: bytes) -> Iterator[ox.Triple]:
    for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES):
        if what := unsayable(quad.triple):
            raise OutputError(f"RDF/XML can't say {what}", where=str(quad.subject), remedy="Use another format")
        yield quad.triple


class _Head(io.RawIOBase):
    """A stream that sorts the namespaces of the root element and passes on the rest as it comes, but for CR."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream, self._head = stream, b""
        self._passed = False

    def writable(self) -> bool:
        """It is written to only."""
        return True

    def write(self, data: "ReadableBuffer") -> int:
        """Writes or keeps `data`."""
        size, data = len(bytes(data)), escaped(bytes(data))
        if self._passed:
            self._stream.write(data)
            return size
        self._head += data
        start = self._head.find(b"<rdf:RDF")
        end = self._head.find(b">", start) if start >= 0 else -1
        if end >= 0:
            root = self._head[start:end]
            ordered = b"".join(sorted(_NAMESPACE.findall(root)))
            self._stream.write(self._head[:start] + b"<rdf:RDF" + ordered + self._head[end:])
            self._passed = True
        return size
