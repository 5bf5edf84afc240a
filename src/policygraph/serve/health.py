"""`/healthz`: whether a question would be answered. `/metrics`: what Prometheus asks for."""

import asyncio
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from policygraph.errors import PolicyGraphError, StoreError
from policygraph.serve import metrics
from policygraph.serve.engine import Busy
from policygraph.serve.protocol.parts import Parts

_SECONDS = 5.0  # a worker that takes longer to say yes is ill


class Health:
    """Tells whether the store opens and a worker answers."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def __call__(self, _request: Request) -> Response:
        """200 or 503, with what is wrong with each of the two."""
        told = {"store": await self._store(), "workers": await self._workers()}
        fine = all(state in ("ok", "busy") for state in told.values())
        status = HTTPStatus.OK if fine else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse({"status": "ok" if fine else "ill", **told}, status)

    async def _store(self) -> str:
        try:
            await asyncio.to_thread(self._parts.snapshot.current)
        except StoreError as error:
            return error.what  # not where: a path of the machine is no stranger's business
        return "ok"

    async def _workers(self) -> str:
        try:
            answer = await self._parts.engine.query(
                "ASK {}", formats={"boolean": "application/sparql-results+json"}, timeout=_SECONDS
            )
            try:
                async for _ in answer.chunks:
                    pass
            finally:
                await answer.aclose()
        except Busy:
            return "busy"
        except PolicyGraphError as error:
            return error.what
        return "ok"


class Measured:
    """Tells what was counted."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def __call__(self, _request: Request) -> Response:
        """The counters as text."""
        for what, count in self._parts.engine.figures().items():
            self._parts.metrics.engine.labels(what).set(count)
        return Response(self._parts.metrics.text(), headers={"Content-Type": metrics.MEDIA_TYPE})
