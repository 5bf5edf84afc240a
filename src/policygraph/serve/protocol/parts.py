"""What the protocols work with, made once when an endpoint starts."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.types import Send

from policygraph.serve.access import VISIT
from policygraph.serve.engine import Engine
from policygraph.serve.log import Visit
from policygraph.serve.metrics import Metrics
from policygraph.serve.protocol.writer import Writer
from policygraph.serve.settings import Settings
from policygraph.serve.snapshot import Snapshot

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The settings, who answers queries, what is read directly, who changes the graph, and what is counted."""

    settings: Settings
    engine: Engine
    snapshot: Snapshot
    writer: Writer
    metrics: Metrics


class Streamed(StreamingResponse):
    """An answer in parts, whose source is closed as soon as it is not read any more, whatever the reason."""

    def __init__(self, source: AsyncGenerator[bytes, None], **told: Any) -> None:
        super().__init__(source, **told)
        self._source = source

    async def stream_response(self, send: Send) -> None:
        """Sends it all."""
        async with aclosing(self._source):
            await super().stream_response(send)


class ClientGone(Exception):  # noqa: N818 -- no error of anybody
    """Nobody waits for the answer any more."""


def visit(request: Request) -> Visit:
    """What is logged of a request."""
    found = request.scope[VISIT]
    assert isinstance(found, Visit)
    return found


def service(request: Request) -> str:
    """The endpoint's own address as the client knows it, without a slash at its end."""
    return f"{request.url.scheme}://{request.headers['host']}"


async def unless_gone(request: Request, work: Callable[[], Awaitable[_Result]]) -> _Result:
    """What `work` gives; it is cancelled, and ClientGone raised, as soon as the client has gone.

    The request's body must have been read before.
    """

    async def waiting() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    working, leaving = asyncio.ensure_future(work()), asyncio.ensure_future(waiting())
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientGone
        return working.result()
    finally:
        for task in (working, leaving):
            task.cancel()
        # Until what was cancelled has let go of its worker.
        await asyncio.gather(working, leaving, return_exceptions=True)
