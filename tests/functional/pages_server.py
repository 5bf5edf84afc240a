"""The pages of a graph on a server of their own, for tests; `app` is all that has to change for another server."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl

import pyoxigraph as ox
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from policygraph import view, vocab
from policygraph.errors import UnknownNameError
from policygraph.serve.pages import routes
from policygraph.serve.snapshot import Snapshot
from policygraph.view import cut

_FORMATS = {"csv": ox.QueryResultsFormat.CSV, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}


def app(folder: Path) -> Starlette:
    """The pages, the viewer, and the least of an endpoint and an API that they need."""
    snapshot = Snapshot(folder)

    async def sparql(request: Request) -> Response:
        asked = dict(parse_qsl(request.url.query or (await request.body()).decode()))
        try:
            result = snapshot.store.query(asked["query"], prefixes=vocab.prefixes())
        except SyntaxError as error:
            return PlainTextResponse(str(error), 400)
        if isinstance(result, ox.QueryTriples):
            return Response(ox.serialize(result, format=ox.RdfFormat.TURTLE), media_type="text/turtle")
        form = asked.get("format", "")
        written = result.serialize(format=_FORMATS.get(form, ox.QueryResultsFormat.JSON))
        media = "text/csv" if form == "csv" else "application/sparql-results+json"
        return Response(written, media_type=media)

    def graph(request: Request) -> Response:
        whole = view.load(snapshot.store)
        try:
            if around := request.query_params.get("around"):
                whole = cut.around(whole, around, int(request.query_params["hops"]))
            else:  # the opening lacks most: what a link names has to be asked for
                whole = cut.of(whole, {entity.iri for entity in whole.entities[:5]})
        except UnknownNameError as error:
            return JSONResponse({"error": str(error)}, 404)
        return JSONResponse(view.data(whole))

    def viewer(_request: Request) -> Response:
        return HTMLResponse(view.shell("/api/graph"))

    own = [
        Route("/", viewer),
        Route("/api/graph", graph),
        Route("/sparql", sparql, methods=["GET", "POST"]),
    ]
    return Starlette(routes=[*own, *routes(snapshot)])


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a server of the graph in `folder`, on loopback."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app(folder), log_level="warning", lifespan="auto"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server didn't start"
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
