"""`/sparql`: queries and updates by the SPARQL 1.1 Protocol, and the Service Description."""

import re
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TypeVar

import anyio
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from policygraph.errors import PolicyGraphError
from policygraph.serve import engine as engines
from policygraph.serve import tokens
from policygraph.serve.access import BrokenOff
from policygraph.serve.faults import HttpError
from policygraph.serve.formats import GRAPH, OFFERS, SELECT
from policygraph.serve.protocol import asked, description, negotiate
from policygraph.serve.protocol.asked import Asked
from policygraph.serve.protocol.parts import ClientGone, Parts, Streamed, service, unless_gone, visit

PATH = "/sparql"
# A client that has gone is answered for the log alone, by the status that others log for it.
_GONE = 499
_RELATIVE = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*:)[^<>\"{}|^`\\\x00-\x20]*>")
_Result = TypeVar("_Result")


class Sparql:
    """The endpoint for queries and updates."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def __call__(self, request: Request) -> Response:
        """Answers one request."""
        found = await asked.read(request)
        if found is None:
            return self._describe(request)
        visit(request).query = found.text
        if found.operation == "update":
            return await self._update(request, found)
        return await self._query(request, found)

    def _describe(self, request: Request) -> Response:
        if negotiate.prefers_html(negotiate.accept(request)):
            return RedirectResponse("/query", HTTPStatus.SEE_OTHER, headers={"Vary": "Accept"})
        return description.answer(request, self._parts)

    async def _query(self, request: Request, found: Asked) -> Response:
        formats = negotiate.wanted(negotiate.accept(request), found.formats)
        if not formats:
            raise _not_acceptable()
        metrics = self._parts.metrics
        metrics.asking.inc()
        try:
            answer = await self._ask(request, found, formats)
        except BaseException:
            metrics.asking.dec()
            raise
        if answer is None:
            metrics.asking.dec()
            return Response(status_code=_GONE)
        headers = {"Vary": "Accept"}
        if answer.limit is not None:
            headers["X-Row-Limit"] = str(answer.limit)
        return Streamed(self._stream(answer), headers=headers, media_type=negotiate.content_type(answer.media_type))

    async def _ask(self, request: Request, found: Asked, formats: dict[str, str]) -> "_Begun | None":
        """The answer, of which the first part is there already, so that its errors still have a status."""
        settings = self._parts.settings

        async def begun() -> _Begun:
            answer = await based(
                found.text,
                service(request) + PATH,
                lambda text: self._parts.engine.query(
                    text,
                    default_graphs=found.default_graphs,
                    named_graphs=found.named_graphs,
                    # A kind that the client takes in no format gets its usual one, until it is known what it is.
                    formats={kind: formats.get(kind, next(iter(offers))) for kind, offers in OFFERS.items()},
                    timeout=settings.timeout,
                ),
            )
            try:
                _check_acceptable(answer.kind, formats)
                chunks = aiter(answer.chunks)
                return _Begun(answer, await anext(chunks, b""), chunks)
            except BaseException:
                with anyio.CancelScope(shield=True):
                    await answer.aclose()
                raise

        async with self._told():
            try:
                return await unless_gone(request, begun)
            except ClientGone:
                self._parts.metrics.ended.labels("client_gone").inc()
                return None

    async def _stream(self, answer: "_Begun") -> AsyncGenerator[bytes, None]:
        """The answer part by part. A client that goes ends the query; an error in it ends the connection."""
        whole = False
        try:
            yield answer.first
            async for part in answer.rest:
                yield part
            whole = True
        except PolicyGraphError as error:
            whole = True
            self._count(error)
            raise BrokenOff(str(error)) from error
        finally:
            self._parts.metrics.asking.dec()
            if not whole:
                self._parts.metrics.ended.labels("client_gone").inc()
            with anyio.CancelScope(shield=True):
                await answer.answer.aclose()

    async def _update(self, request: Request, found: Asked) -> Response:
        tokens.may_write(self._parts.settings, request.headers)
        base = service(request) + PATH
        async with self._told():
            await based(found.text, base, self._parts.engine.parse_update)
        await self._parts.writer.update(found.text, base=base, using=found.default_graphs, named=found.named_graphs)
        return Response(status_code=HTTPStatus.NO_CONTENT)

    @asynccontextmanager
    async def _told(self) -> AsyncIterator[None]:
        """Within, what the workers refuse becomes an answer.

        A query out of time gets 503, as Fuseki and GraphDB answer it: 408 is for a request that did not come in, and
        browsers then send it again by themselves.
        """
        try:
            yield
        except engines.SyntaxFault as error:
            raise HttpError(400, str(error), line=error.line, column=error.column) from error
        except engines.Refused as error:
            raise HttpError(400, str(error)) from error
        except engines.Busy as error:
            self._count(error)
            seconds = max(1, round(error.retry_after))
            raise HttpError(503, str(error), headers={"Retry-After": str(seconds)}) from error
        except (engines.OverTime, engines.OverMemory, engines.Broken) as error:
            self._count(error)
            raise HttpError(503, str(error)) from error

    def _count(self, error: Exception) -> None:
        reasons = {engines.Busy: "busy", engines.OverTime: "over_time", engines.OverMemory: "over_memory"}
        for kind, reason in reasons.items():
            if isinstance(error, kind):
                self._parts.metrics.ended.labels(reason).inc()


async def based(text: str, base: str, ask: Callable[[str], Awaitable[_Result]]) -> _Result:
    """What `ask` gives for a text, whose relative IRIs are resolved by `base`.

    A text without any is asked as it stands, and so is told of by its own lines and columns.
    """
    try:
        return await ask(text)
    except engines.SyntaxFault:
        if not _RELATIVE.search(text):
            raise
        try:
            return await ask(f"BASE <{base}> {text}")
        except (engines.SyntaxFault, engines.Refused):
            pass  # the text's own fault is told, below
        raise


class _Begun:
    """An answer with its first part, and an iterator over the rest."""

    def __init__(self, answer: engines.Answer, first: bytes, rest: AsyncIterator[bytes]) -> None:
        self.answer, self.first, self.rest = answer, first, rest
        self.limit, self.media_type = answer.limit, answer.media_type


def _check_acceptable(kind: str, formats: Mapping[str, str]) -> None:
    if kind not in formats:
        raise _not_acceptable(kind)


def _not_acceptable(kind: str = "") -> HttpError:
    known = OFFERS[kind] if kind else [*OFFERS[SELECT], *OFFERS[GRAPH]]
    return HttpError(
        406,
        f"The answer can be written in none of the formats that are asked for. There are: {', '.join(known)}",
        headers={"Vary": "Accept"},
    )
