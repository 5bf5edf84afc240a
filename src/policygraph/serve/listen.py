"""Runs the endpoint with uvicorn until it is told to stop."""

import asyncio
import errno
import logging
import signal
import socket
from collections.abc import Callable
from typing import cast

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from policygraph.errors import ServeError
from policygraph.serve import application
from policygraph.serve.access import ABORT
from policygraph.serve.settings import Settings

_CONNECTIONS = 512  # at a time; more are told 503
_HEAD = 400_000  # bytes of a request before its body: the longest query that is read, and all its escapes
_KEPT = 15  # seconds that a connection may wait for the next request
_GOODBYE = 5  # seconds that requests in hand get when the endpoint ends
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\nContent-Type: text/plain\r\n"
    b"Content-Length: 31\r\n\r\nToo many connections are in use"
)
_TOO_SLOW = (
    b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 47\r\n\r\n"
    b"The head of the request did not come in in time"
)


def run(settings: Settings, listening: Callable[[str], None]) -> None:
    """Serves until Ctrl-C or SIGTERM, and calls `listening` with the address once it listens.

    Raises ServeError if it can't listen there, StoreError for what is no graph.
    """
    app = application(settings)
    with _socket(settings) as bound:
        port = bound.getsockname()[1]
        config = uvicorn.Config(
            app,
            http=_patient(settings.patience),
            ws="none",
            lifespan="on",
            log_config=None,  # requests are logged by ourselves, errors by Python's own last resort
            log_level=logging.ERROR,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            h11_max_incomplete_event_size=_HEAD,
            timeout_keep_alive=_KEPT,
            timeout_graceful_shutdown=_GOODBYE,
        )
        server = _Server(config, lambda: listening(_address(settings, port)))
        # uvicorn raises what stopped it once more when it is done: to end well is no error.
        before = {number: signal.signal(number, _ended_well) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            server.run(sockets=[bound])
        finally:
            for number, former in before.items():
                signal.signal(number, former)
    if not server.started:
        raise ServeError("it can't be started; the lines above tell why", where=settings.url)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begins to listen, and says so."""
        await super().startup(sockets)
        if self.started:
            self._listening()


def _ended_well(_number: int, _frame: object) -> None:
    pass


def _address(settings: Settings, port: int) -> str:
    return settings.url.removesuffix(f":{settings.port}") + f":{port}"


def _socket(settings: Settings) -> socket.socket:
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        # The protocol is named, since only then does asyncio send small answers at once (TCP_NODELAY).
        bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError as error:
        raise ServeError(
            f"there is no such address: {error.strerror or error}", where=f"--host {settings.host}", remedy="Check it"
        ) from error
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((settings.host, settings.port))
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            raise ServeError(
                "another program listens there",
                where=settings.url,
                remedy="Name another port with --port, or 0 for any",
            ) from error
        raise ServeError(f"it can't listen there: {error.strerror or error}", where=settings.url) from error
    return bound


class _Patient(H11Protocol):
    """Waits for the head of a request for so many seconds and not for ever."""

    seconds = 20.0
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection: its first head may begin, unless there are too many: each takes a file of the process."""
        super().connection_made(transport)
        if len(self.connections) > _CONNECTIONS:
            transport.write(_FULL)
            transport.close()
            return
        self._wait()

    def handle_events(self) -> None:
        """Something came in, or an answer went out."""
        super().handle_events()
        if self.cycle is not None:
            # Before the application begins with it.
            cast("dict[str, object]", self.cycle.scope)[ABORT] = self.transport.abort
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing comes in any more."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        """Runs the time while a head is coming in: from the connection on, later from its first byte."""
        begun = self.cycle is None or bool(self.conn.trailing_data[0])
        if self.conn.their_state is not h11.IDLE or not begun:
            self._stop()
        elif self._waiting is None:
            self._waiting = self.loop.call_later(self.seconds, self._give_up)

    def _stop(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._waiting = None
        if not self.transport.is_closing():
            self.transport.write(_TOO_SLOW)
            self.transport.close()


def _patient(seconds: float) -> type[_Patient]:
    return type("Patient", (_Patient,), {"seconds": seconds})
