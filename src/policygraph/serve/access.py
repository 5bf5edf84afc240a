"""What stands before every part of the endpoint: whom a request is for, who asks, how large and how slow it may be.

It answers what it refuses, puts the headers that guard a browser on every answer, and counts and logs each request.
"""

import asyncio
import ipaddress
import re
import time
from collections.abc import Iterable, MutableMapping
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policygraph.serve import faults, tokens
from policygraph.serve.faults import HttpError
from policygraph.serve.log import AccessLog, Visit
from policygraph.serve.metrics import Metrics
from policygraph.serve.settings import Settings

VISIT = "policygraph.visit"  # where the scope of a request has its Visit

_GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
_SHOWN = "Content-Type, Location, Retry-After, X-Row-Limit, ETag"
# What a page of another site may read. A person's pages are not for it, nor what changes the graph.
_SHARED = ("/sparql", "/api", "/id", "/data", "/search", "/ontology", "/openapi.json", "/healthz")
_HOST = re.compile(r"(?P<name>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
# Reading asks for no more than these; a page of another site may not send an Authorization along.
_READING = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}


ABORT = "policygraph.abort"  # where the scope has what ends its connection at once, if the server gave it
_LINE = 8_000  # bytes of a header's value; browsers send all cookies of localhost


class BrokenOff(Exception):  # noqa: N818 -- it is none of the client's or ours: the answer just ends
    """An answer that had begun can't be ended; the connection is closed, so that nobody takes it for whole."""


class NotRead(BrokenOff):
    """Nor does the client read what was sent: it is not waited for."""


class Access:
    """The endpoint `app` behind its guards."""

    def __init__(self, app: ASGIApp, settings: Settings, log: AccessLog, metrics: Metrics) -> None:
        self._app, self._settings, self._log, self._metrics = app, settings, log, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request from its head to the end of the answer."""
        if scope["type"] != "http":
            assert scope["type"] == "lifespan", "the server is told to know no web sockets"
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        began = time.perf_counter()
        visit = Visit(
            method=scope["method"],
            path=scope["path"],
            client=(scope.get("client") or ("",))[0],
            agent=headers.get("user-agent", ""),
        )
        scope[VISIT] = visit
        exchange = _Exchange(self._settings, scope, receive, send, visit)
        try:
            await self._enter(scope, headers, exchange)
        except NotRead:
            scope.get(ABORT, lambda: None)()
        except BrokenOff:
            pass  # the server closes what is not whole; the reason is counted where it arose
        except Exception:
            visit.status = visit.status or 500
            raise
        finally:
            visit.seconds = time.perf_counter() - began
            self._metrics.count(visit)
            self._log.write(visit)

    async def _enter(self, scope: Scope, headers: Headers, exchange: "_Exchange") -> None:
        try:
            _check_host(self._settings, headers.getlist("host"))
            if _preflight(scope, headers):
                await exchange.preflight()
                return
            if scope["path"] != "/healthz":
                tokens.may_read(self._settings, headers)
            exchange.expect(headers)
        except HttpError as error:
            await faults.answer(error, headers.get("accept", ""))(scope, exchange.receive, exchange.send)
            return
        await self._app(scope, exchange.receive, exchange.send)


class _Exchange:
    """The two ends of one request: what comes in is bounded, what goes out is guarded."""

    def __init__(self, settings: Settings, scope: Scope, receive: Receive, send: Send, visit: Visit) -> None:
        self._settings, self._scope, self._visit = settings, scope, visit
        self._receive, self._send = receive, send
        self._until = asyncio.get_running_loop().time() + settings.patience
        self._size = 0
        self._whole = False
        # An update is bounded as a query is.
        writes = settings.writable and scope["path"].startswith(("/sparql/graph", "/documents"))
        self._limit = settings.write_body if writes else settings.query_body

    def expect(self, headers: Headers) -> None:
        """Refuses a body that says of itself that it is too large, and headers that are."""
        if any(len(value) > _LINE for _, value in headers.raw):
            raise HttpError(431, f"A header is longer than {_LINE:,} bytes", headers={"Connection": "close"})
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            raise HttpError(400, "The Content-Length is no number")
        if int(length) > self._limit:
            raise self._too_large()

    async def receive(self) -> Message:
        """The next part of the request's body; once it is whole, that the client has gone."""
        if self._whole:
            return await self._receive()
        left = self._until - asyncio.get_running_loop().time()
        try:
            # Not wait_for, which in Python 3.11 may lose that somebody cancelled the task.
            async with asyncio.timeout(max(left, 0.001)):
                message = await self._receive()
        except TimeoutError:
            raise HttpError(
                408,
                f"The request's body did not come in within {self._settings.patience:g} seconds",
                headers={"Connection": "close"},
            ) from None
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._size > self._limit:
                raise self._too_large()
        return message

    async def send(self, message: Message) -> None:
        """Sends a part of the answer; a client that does not read on is left."""
        if message["type"] == "http.response.start":
            self._visit.status = message["status"]
            _guard(message, shared=not self._settings.guarded, path=self._scope["path"])
        elif message["type"] == "http.response.body":
            self._visit.size += len(message.get("body", b""))
        try:
            async with asyncio.timeout(self._settings.patience):
                await self._send(message)
        except TimeoutError:
            raise NotRead("the client does not read") from None

    async def preflight(self) -> None:
        """Tells a browser what a page of another site may do here: read, and no more."""
        allowed = {} if self._settings.guarded else _READING
        headers = [(name.lower().encode(), value.encode()) for name, value in allowed.items()]
        await self.send({"type": "http.response.start", "status": 204, "headers": headers})
        await self.send({"type": "http.response.body", "body": b""})

    def _too_large(self) -> HttpError:
        return HttpError(
            413, f"The request's body is larger than {self._limit:,} bytes", headers={"Connection": "close"}
        )


def _guard(message: MutableMapping[str, object], *, shared: bool, path: str) -> None:
    """Puts on an answer what a browser has to know; a part that says more itself is left so."""
    headers = MutableHeaders(raw=list(_pairs(message.get("headers", ()))))
    # What a browser has already keeps its own: the headers of a 304 would take their place.
    for name, value in _GUARDS.items() if message["status"] != HTTPStatus.NOT_MODIFIED else ():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", "no-cache")
    if shared and path.startswith(_SHARED):
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Access-Control-Expose-Headers"] = _SHOWN
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    else:
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    message["headers"] = headers.raw


def _pairs(headers: object) -> Iterable[tuple[bytes, bytes]]:
    assert isinstance(headers, Iterable)
    return ((bytes(name), bytes(value)) for name, value in headers)


def _preflight(scope: Scope, headers: Headers) -> bool:
    return scope["method"] == "OPTIONS" and "origin" in headers and "access-control-request-method" in headers


def _check_host(settings: Settings, given: list[str]) -> None:
    """Refuses a request that was meant for another host: a page whose name was made to lead here asks like that."""
    found = _HOST.fullmatch(given[0]) if len(given) == 1 else None
    if found is None:
        raise HttpError(400, "A request needs one Host header, like Host: localhost:8000")
    name = found["name"].strip("[]").rstrip(".").lower()
    # Where every request carries the token, no page of a stranger can ask anything.
    if settings.guarded or name in ("localhost", settings.host.strip("[]").lower(), *settings.hosts):
        return
    try:
        if ipaddress.ip_address(name).is_loopback:
            return
    except ValueError:
        pass
    raise HttpError(421, f"This endpoint is not {name}: ask for it as localhost")
