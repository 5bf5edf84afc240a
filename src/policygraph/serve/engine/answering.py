"""A query's answer, in the worker: which format, how many rows, and its bytes as they come."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping

import pyoxigraph as ox

from policygraph.export import rdfxml
from policygraph.serve.engine.faults import Refused
from policygraph.serve.formats import BOOLEAN, GRAPH, JSONLD, OFFERS, RDFXML, SELECT, TURTLE, XML, Format

PIECE = 65_536  # bytes

# What no XML 1.0 document may hold, in UTF-8; pyoxigraph writes it all the same.
_NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Pieces:
    """A stream that hands on what is written to it, in pieces of PIECE bytes and a last one of what is left.

    A text may be long: so what a slow reader holds up is bounded.
    """

    def __init__(self, hand_on: Callable[[bytes], None], *, xml: bool) -> None:
        self._hand_on, self._xml = hand_on, xml
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        """Takes `data`, and hands on what there is once it is enough. Raises Refused if it is no XML."""
        self._held += data
        if len(self._held) >= PIECE:
            self._pass_on(len(self._held) // PIECE * PIECE)
        return len(data)

    def flush(self) -> None:
        """Nothing: pyoxigraph asks for it at each end of its own buffer."""

    def end(self) -> None:
        """Hands on what is left. Raises Refused if that is no XML."""
        self._pass_on(len(self._held))

    def _pass_on(self, size: int) -> None:
        if self._xml and _NO_XML.search(self._held):
            raise _no_xml("a control character")
        ready = bytes(self._held[:size])
        del self._held[:size]
        if self._xml:
            ready = rdfxml.escaped(ready)
        for start in range(0, len(ready), PIECE):
            self._hand_on(ready[start : start + PIECE])


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
        if form in (RDFXML, JSONLD):
            triples = map(_sayable(form), triples)
        # Prefixes make Turtle readable; the other formats have none, or need none.
        known = prefixes if form is TURTLE else None
        ox.serialize(triples, output, format=form.form, prefixes=known)  # type: ignore[arg-type]
    else:
        result.serialize(output, format=form.form)  # type: ignore[arg-type]
    output.end()


def _sayable(form: Format) -> Callable[[ox.Triple], ox.Triple]:
    """What passes on triples that a format can say. Raises Refused for others."""

    def passed(triple: ox.Triple) -> ox.Triple:
        if form is RDFXML and (what := rdfxml.unsayable(triple)):
            raise _no_xml(what)
        if form is JSONLD and isinstance(triple.object, ox.Triple):
            raise Refused("JSON-LD can't say a triple within a triple", remedy="Ask for another format, such as Turtle")
        return triple

    return passed


def _no_xml(what: str) -> Refused:
    return Refused(
        f"XML can't say {what} that the answer holds", remedy="Ask for another format, such as Turtle or JSON"
    )
