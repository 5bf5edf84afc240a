"""The graph over HTTP: SPARQL and Graph Store protocols, pages to browse it, and an API for the viewer.

`app` puts the parts together; `listen` runs it. Reading is for everybody who reaches the address, which is this
machine's programs unless a token says otherwise; nobody's question can hang, crash, or reach through the server.
"""

import asyncio
import importlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from policygraph.errors import StoreError
from policygraph.serve import faults
from policygraph.serve.access import Access
from policygraph.serve.engine import Engine
from policygraph.serve.faults import HttpError
from policygraph.serve.health import Health, Measured
from policygraph.serve.log import AccessLog
from policygraph.serve.metrics import Metrics
from policygraph.serve.protocol import documents, graphs, sparql
from policygraph.serve.protocol.parts import Parts
from policygraph.serve.protocol.writer import Writer
from policygraph.serve.settings import Settings
from policygraph.serve.snapshot import Snapshot

__all__ = ["Settings", "app"]

# The page has a policy of its own within, by which it runs its own scripts only.
_PAGE = {"Content-Security-Policy": "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"}
_LOOK_AGAIN = 2.0  # seconds


def app(folder: Path, *, engine: Engine | None = None, log: AccessLog | None = None, **settings: object) -> ASGIApp:
    """The endpoint of the graph in `folder`, as an ASGI application; `settings` are those of `Settings`.

    `engine` and `log` may be others than the usual. Raises ServeError, StoreError.
    """
    return application(Settings(folder=folder, **settings), engine=engine, log=log)  # type: ignore[arg-type]


def application(settings: Settings, *, engine: Engine | None = None, log: AccessLog | None = None) -> ASGIApp:
    """As `app`, of settings that were made before."""
    # Not above: each worker loads this package, and not what these need, which takes three times as long.
    from policygraph.serve import graph, pages  # noqa: PLC0415

    snapshot, metrics = Snapshot(settings.folder), Metrics()
    snapshot.current()  # what is no graph is told before anybody listens
    reader = graph.GraphReader(snapshot)
    engine = engine or Engine(settings.folder, timeout=settings.timeout, workers=settings.workers, rows=settings.rows)

    def committed() -> None:
        snapshot.expire()
        engine.refresh()

    parts = Parts(
        settings=settings,
        engine=engine,
        snapshot=snapshot,
        writer=Writer(settings.folder, seconds=settings.writing, metrics=metrics, committed=committed),
        metrics=metrics,
    )

    @asynccontextmanager
    async def running(_app: Starlette) -> AsyncIterator[None]:
        async with parts.engine:
            watching = asyncio.ensure_future(_watch(parts))
            try:
                yield
            finally:
                watching.cancel()
                with suppress(asyncio.CancelledError):
                    await watching
                await parts.writer.close()
                await asyncio.to_thread(reader.close)

    starlette = Starlette(
        routes=[*_routes(parts), *graph.routes(reader), *pages.routes(reader)],
        lifespan=running,
        exception_handlers={
            HttpError: faults.told,
            HTTPException: _wrong_way,
            StoreError: _unreadable,
            Exception: _unforeseen,
        },
    )
    starlette.router.redirect_slashes = False
    return Access(starlette, settings, log or AccessLog(queries=settings.log_queries), metrics)


def _routes(parts: Parts) -> list[BaseRoute]:
    whole_graphs = graphs.Graphs(parts)
    return [
        Route("/", _viewer()),
        Route(sparql.PATH, _function(sparql.Sparql(parts)), methods=["GET", "POST"]),
        Route(graphs.PATH, _function(whole_graphs), methods=list(graphs.METHODS)),
        Route(f"{graphs.PATH}/{{name:path}}", _function(whole_graphs), methods=list(graphs.METHODS)),
        Route(documents.PATH, _function(documents.Documents(parts)), methods=["POST", "DELETE"]),
        Route("/healthz", _function(Health(parts)), methods=["GET"]),
        Route("/metrics", _function(Measured(parts)), methods=["GET"]),
    ]


def _function(endpoint: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Starlette takes an object that can be called for an ASGI application, and a function for what it is."""

    async def answer(request: Request) -> Response:
        return await endpoint(request)

    return answer


def _viewer() -> Callable[[Request], Awaitable[Response]]:
    page = ""

    async def answer(_request: Request) -> Response:
        nonlocal page
        if not page:
            # Here, and not before: the viewer's libraries take a second to load.
            view = importlib.import_module("policygraph.view")
            page = await asyncio.to_thread(view.shell, "/api/graph")
        return HTMLResponse(page, headers=_PAGE)

    return answer


async def _watch(parts: Parts) -> None:
    """Looks whether somebody has changed the graph, and has the workers open it anew then."""
    seen = ""
    while True:
        with suppress(StoreError):  # /healthz tells of it
            version = (await asyncio.to_thread(parts.snapshot.current)).version
            if seen and version != seen:
                parts.metrics.commits.inc()
                parts.engine.refresh()
            seen = version
        await asyncio.sleep(_LOOK_AGAIN)


async def _wrong_way(request: Request, error: Exception) -> Response:
    """What Starlette refuses, told as everything else."""
    assert isinstance(error, HTTPException)
    reasons = {404: f"There is nothing at {request.url.path}", 405: f"{request.method} is not for {request.url.path}"}
    told = HttpError(error.status_code, reasons.get(error.status_code, error.detail), headers=error.headers)
    return faults.told(request, told)


async def _unreadable(request: Request, error: Exception) -> Response:
    """The graph can't be read. Not where: a path of the machine is no stranger's business."""
    assert isinstance(error, StoreError)
    return faults.told(request, HttpError(503, error.what, headers={"Retry-After": "5"}))


async def _unforeseen(request: Request, error: Exception) -> Response:
    """A mistake of ours; it is raised again, for the log."""
    return faults.told(request, HttpError(500, f"The endpoint failed ({type(error).__name__}); its log tells more"))
