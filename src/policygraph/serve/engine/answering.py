"""A query's answer, in the worker: which format, how many rows, and its bytes as they come."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping

import pyoxigraph as ox

from policygraph.serve.engine.faults import Refused
from policygraph.serve.formats import BOOLEAN, GRAPH, OFFERS, RDFXML, SELECT, TURTLE, XML, Format

PIECE = 65_536  # bytes

# What no XML 1.0 document may hold, in UTF-8; pyoxigraph writes it all the same.
_NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
# RDF/XML writes a predicate as an XML name: so it must end in one.
_ENDS_IN_NAME = re.compile(r"[^\W\d][\w.-]*\Z")

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Pieces:
    """A stream that hands on what is written to it, in pieces of PIECE bytes or a little more."""

    def __init__(self, hand_on: Callable[[bytes], None], *, xml: bool) -> None:
        self._hand_on, self._xml = hand_on, xml
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        """Takes `data`, and hands on what there is once it is enough."""
        self._held += data
        if len(self._held) >= PIECE:
            self.end()
        return len(data)

    def flush(self) -> None:
        """Nothing: pyoxigraph asks for it at each end of its own buffer."""

    def end(self) -> None:
        """Hands on what is left. Raises Refused if that is no XML."""
        piece, self._held = bytes(self._held), bytearray()
        if self._xml and _NO_XML.search(piece):
            raise _no_xml("a control character")
        if piece:
            self._hand_on(piece)


def kind_of(result: Result) -> str:
    """SELECT, BOOLEAN or GRAPH."""
    if isinstance(result, ox.QuerySolutions):
        return SELECT
    return BOOLEAN if isinstance(result, ox.QueryBoolean) else GRAPH


def chosen(kind: str, formats: Mapping[str, str]) -> Format:
    """The format to answer in, by the media types that are wanted. Raises Refused if it is none for this kind."""
    wanted = formats.get(kind) or next(iter(OFFERS[kind]))
    if wanted not in OFFERS[kind]:
        raise Refused(
            f"{wanted} is no format for the answer of this query", remedy=f"Ask for {', '.join(OFFERS[kind])}"
        )
    return OFFERS[kind][wanted]


def write(
    result: Result, form: Format, rows: int | None, prefixes: dict[str, str], hand_on: Callable[[bytes], None]
) -> None:
    """Writes the answer piece by piece; of a graph, `rows` triples at most."""
    output = Pieces(hand_on, xml=form in (XML, RDFXML))
    if isinstance(result, ox.QueryTriples):
        triples: Iterator[ox.Triple] = iter(result)
        if rows is not None:
            triples = itertools.islice(triples, rows)
        if form is RDFXML:
            triples = map(_sayable, triples)
        # Prefixes make Turtle readable; the other formats have none, or need none.
        known = prefixes if form is TURTLE else None
        ox.serialize(triples, output, format=form.form, prefixes=known)  # type: ignore[arg-type]
    else:
        result.serialize(output, format=form.form)  # type: ignore[arg-type]
    output.end()


def _sayable(triple: ox.Triple) -> ox.Triple:
    if not _ENDS_IN_NAME.search(triple.predicate.value):
        raise _no_xml(f"the predicate <{triple.predicate.value}>")
    return triple


def _no_xml(what: str) -> Refused:
    return Refused(
        f"XML can't say {what} that the answer holds", remedy="Ask for another format, such as Turtle or JSON"
    )
