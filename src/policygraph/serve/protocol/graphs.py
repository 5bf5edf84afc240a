"""`/sparql/graph`: the SPARQL 1.1 Graph Store HTTP Protocol, by direct and indirect names.

https://www.w3.org/TR/sparql11-http-rdf-update/. A graph is read as a stream from the snapshot, whole: no row limit
cuts it. Blank nodes that a client wrote are kept as IRIs (RDF 1.1, section 3.5) and read as blank nodes again.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from http import HTTPStatus

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from policygraph import vocab
from policygraph.serve import tokens
from policygraph.serve.faults import HttpError
from policygraph.serve.formats import RDF
from policygraph.serve.protocol import asked, genid, negotiate, piped
from policygraph.serve.protocol.parts import Parts, service

PATH = "/sparql/graph"
METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE")
DEFAULT = ""  # the name that the default graph goes by here
_TAKES = (*RDF, "multipart/form-data")
_READERS = 4  # graphs that are written out at a time: each keeps a thread busy


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
            return await self._delete(name)
        return await self._write(request, name)

    async def _read(self, request: Request, name: str) -> Response:
        media = negotiate.wanted(request.headers.get("accept", ""), _format(request)).get("graph")
        if media is None:
            raise HttpError(406, f"A graph is written as one of {', '.join(RDF)}")
        moment = await asyncio.to_thread(self._parts.snapshot.current)
        graph = ox.NamedNode(name) if name else ox.DefaultGraph()
        if name == vocab.INDEX_GRAPH or (name and not moment.store.contains_named_graph(graph)):
            raise HttpError(404, f"There is no graph <{name}>")
        etag = f'W/"{moment.version}-{media}"'
        headers = {"Vary": "Accept", "ETag": etag}
        if request.headers.get("if-none-match", "") == etag:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        headers["Content-Type"] = negotiate.content_type(media)
        if request.method == "HEAD":
            return Response(headers=headers)
        if self._reading.locked():
            raise HttpError(503, "Other graphs are being read; try again", headers={"Retry-After": "5"})
        return StreamingResponse(self._stream(moment.store, graph, moment.base, media), headers=headers)

    async def _stream(
        self, store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, base: str, media: str
    ) -> AsyncIterator[bytes]:
        def triples() -> Iterator[ox.Triple]:
            for quad in store.quads_for_pattern(None, None, None, graph):
                yield genid.blank(quad.triple)

        prefixes = vocab.prefixes(base)
        written = piped.parts(lambda pipe: ox.serialize(triples(), pipe, format=RDF[media], prefixes=prefixes))  # type: ignore[arg-type]
        async with self._reading, aclosing(written):
            async for part in written:
                yield part

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
        )
        if not (made or fresh):
            return Response(status_code=HTTPStatus.NO_CONTENT)
        return Response(status_code=HTTPStatus.CREATED, headers={"Location": name} if name else {})

    async def _delete(self, name: str | None) -> Response:
        if name is None:
            raise HttpError(400, "Which graph? Name it: ?default, ?graph=IRI, or a path below this one")
        if not await self._parts.writer.graph("DELETE", name, b"") and name:
            raise HttpError(404, f"There is no graph <{name}>")
        return Response(status_code=HTTPStatus.NO_CONTENT)


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


def _format(request: Request) -> str:
    address = asked.fields(request.scope["query_string"], "The address")
    return next((value for name, value in address if name in ("format", "output") and value), "")
