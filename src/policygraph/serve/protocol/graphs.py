"""`/sparql/graph`: the SPARQL 1.1 Graph Store HTTP Protocol, by direct and indirect names.

https://www.w3.org/TR/sparql11-http-rdf-update/. A graph is read as a stream from the snapshot, whole: no row limit
cuts it. Blank nodes that a client wrote are kept as IRIs (RDF 1.1, section 3.5) and read as blank nodes again.
"""

import asyncio
import secrets
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, aclosing, nullcontext
from http import HTTPStatus
from itertools import islice

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from policygraph import vocab
from policygraph.export import rdfxml
from policygraph.serve import conditions, tokens
from policygraph.serve.access import NotRead
from policygraph.serve.faults import HttpError
from policygraph.serve.formats import RDF, RDFXML
from policygraph.serve.protocol import asked, genid, negotiate, piped
from policygraph.serve.protocol.parts import Parts, Streamed, service
from policygraph.serve.snapshot import Moment

PATH = "/sparql/graph"
METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE")
DEFAULT = ""  # the name that the default graph goes by here
_TAKES = (*RDF, "multipart/form-data")
_READERS = 4  # large graphs that are written out at a time: each keeps a thread busy
_LARGE = 5_000  # triples; less is written at once, however slowly it is read
_PATIENCE, _SLOWEST = 60.0, 100_000  # seconds that a reader has in any case, and bytes a second that it must read


class Graphs:
    """The endpoint for whole graphs."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._reading = asyncio.Semaphore(_READERS)

    async def __call__(self, request: Request) -> Response:
        """Answers one request."""
        name = _named(request)
        if request.method in ("GET", "HEAD"):
            if name is None:
                raise HttpError(400, "Which graph? Name it: ?default, ?graph=IRI, or a path below this one")
            return await self._read(request, name)
        tokens.may_write(self._parts.settings, request.headers)
        if request.method == "DELETE":
            return await self._delete(request, name)
        return await self._write(request, name)

    async def _read(self, request: Request, name: str) -> Response:
        media = _media(request)
        moment = await asyncio.to_thread(self._parts.snapshot.current)
        if not (tag := _tag(moment, name, media)):
            raise HttpError(404, f"There is no graph <{name}>")
        headers = {"Vary": "Accept", "ETag": tag}
        if conditions.known(request.headers, tag):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        headers["Content-Type"] = negotiate.content_type(media)
        if request.method == "HEAD":
            return Streamed(_nothing(), headers=headers)  # its length is not known
        graph = _graph(name)
        large = await asyncio.to_thread(_is_large, moment.store, graph)
        if large and self._reading.locked():
            raise HttpError(503, "Other large graphs are being read; try again", headers={"Retry-After": "5"})
        if media == RDFXML.media and (what := await asyncio.to_thread(_unsayable, moment.store, graph)):
            raise HttpError(406, f"RDF/XML can't say {what} that the graph holds: ask for another format")
        place = self._reading if large else nullcontext()
        return Streamed(_stream(moment.store, graph, moment.base, media, place), headers=headers)

    async def _write(self, request: Request, name: str | None) -> Response:
        media = asked.media_type(request.headers.get("content-type", ""))
        if media not in _TAKES or (media == "multipart/form-data" and request.method != "POST"):
            raise HttpError(
                415,
                f"A graph is sent as one of {', '.join(RDF)}, and this is {media or 'of no media type'}",
                headers={"Accept": ", ".join(RDF)},
            )
        fresh = name is None
        if name is None:
            if request.method != "POST":
                raise HttpError(400, "Which graph? Name it: ?default, ?graph=IRI, or a path below this one")
            name = f"{service(request)}{PATH}/{secrets.token_hex(16)}"
        made = await self._parts.writer.graph(
            request.method,
            name,
            await request.body(),
            content_type=request.headers.get("content-type", ""),
            base=name or f"{service(request)}{PATH}",
            before=self._condition(request, name),
        )
        if not (made or fresh):
            return Response(status_code=HTTPStatus.NO_CONTENT)
        return Response(status_code=HTTPStatus.CREATED, headers={"Location": name} if name else {})

    async def _delete(self, request: Request, name: str | None) -> Response:
        if name is None:
            raise HttpError(400, "Which graph? Name it: ?default, ?graph=IRI, or a path below this one")
        there = await self._parts.writer.graph("DELETE", name, b"", before=self._condition(request, name))
        if name and not there:
            raise HttpError(404, f"There is no graph <{name}>")
        return Response(status_code=HTTPStatus.NO_CONTENT)

    def _condition(self, request: Request, name: str) -> Callable[[], None] | None:
        """What must hold when the request's turn to write has come; None if it sets no condition."""
        if not {"if-match", "if-none-match"} & set(request.headers.keys()):
            return None

        def holds() -> None:
            moment = self._parts.snapshot.current()
            tags = [_tag(moment, name, media) for media in RDF]
            conditions.may_change(request.headers, [tag for tag in tags if tag])

        return holds


def _named(request: Request) -> str | None:
    """The graph that a request is about: an IRI, DEFAULT, or None where none is named."""
    address = asked.fields(request.scope["query_string"], "The address")
    names = [(key, value) for key, value in address if key in ("default", "graph")]
    # As it was sent: a name is an identifier, and what is escaped in it stays so.
    path = request.scope["raw_path"].decode("ascii", "replace").partition("?")[0]
    below = path.removeprefix(PATH).removeprefix("/")
    if len(names) > 1 or (names and below):
        raise HttpError(400, "A request is about one graph: ?default, ?graph=IRI, or a path below this one")
    if below:
        return asked.absolute(f"{service(request)}{path}", "The address")
    if not names:
        return None
    key, value = names[0]
    if key == "graph":
        return asked.absolute(value, "graph")
    if value:
        raise HttpError(400, "?default has no value")
    return DEFAULT


async def _stream(
    store: ox.Store,
    graph: ox.NamedNode | ox.DefaultGraph,
    base: str,
    media: str,
    place: AbstractAsyncContextManager[object],
) -> AsyncGenerator[bytes, None]:
    prefixes, triples = vocab.prefixes(base), _triples(store, graph)
    written = piped.parts(lambda pipe: ox.serialize(triples, pipe, format=RDF[media], prefixes=prefixes))  # type: ignore[arg-type]
    began, sent = time.monotonic(), 0
    async with place, aclosing(written):
        async for part in written:
            yield rdfxml.escaped(part) if media == RDFXML.media else part
            sent += len(part)
            if time.monotonic() - began > _PATIENCE + sent / _SLOWEST:
                raise NotRead("the client reads too slowly")


def _is_large(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> bool:
    return any(True for _ in islice(store.quads_for_pattern(None, None, None, graph), _LARGE, None))


def _media(request: Request) -> str:
    address = asked.fields(request.scope["query_string"], "The address")
    media = negotiate.wanted(negotiate.accept(request), asked.formats(address)).get("graph")
    if media is None:
        raise HttpError(406, f"A graph is written as one of {', '.join(RDF)}")
    return media


def _graph(name: str) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(name) if name else ox.DefaultGraph()


def _tag(moment: Moment, name: str, media: str) -> str:
    """What stands for the bytes of a graph, which are the same until a commit; empty if there is no such graph."""
    there = not name or (name != vocab.INDEX_GRAPH and moment.store.contains_named_graph(ox.NamedNode(name)))
    return f'"{moment.version}-{media}"' if there else ""


def _triples(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Triple]:
    # Looked up by the thread that reads on: pyoxigraph's iterators belong to one.
    for quad in store.quads_for_pattern(None, None, None, graph):
        yield genid.blank(quad.triple)


def _unsayable(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> str:
    """What of a graph RDF/XML can't say: it must be told before the first byte is sent."""
    return next(filter(None, map(rdfxml.unsayable, _triples(store, graph))), "")


async def _nothing() -> AsyncGenerator[bytes, None]:
    return
    yield b""
