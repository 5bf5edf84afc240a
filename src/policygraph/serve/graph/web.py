"""The API over HTTP: what is asked, what is answered, and for how long a browser may keep it."""

import asyncio
import gzip
import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from policygraph.errors import PolicyGraphError, StoreError, UnknownNameError
from policygraph.serve import conditions, faults
from policygraph.serve.faults import HttpError
from policygraph.serve.graph.links import OutOfBoundsError
from policygraph.serve.graph.reader import GraphReader, NotYetError
from policygraph.view.payload import Json

API = "/api/graph"
_THREADS, _WAITING = 4, 32
_HOPS, _LONGEST = ("1", "2", "3"), 2_000
_ANSWERS = 100  # kept, some 30 kB each
_log = logging.getLogger(__name__)

Answer = Json | list[Json]


class WrongRequestError(PolicyGraphError):
    """What was asked is none of the questions that there are."""


def routes(reader: GraphReader) -> list[Route]:
    """The routes of the API; the reader is closed by whoever made it."""
    return [Route(API, _endpoint(reader), methods=["GET"])]


def _endpoint(reader: GraphReader) -> Callable[[Request], Awaitable[Response]]:
    threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="graph")
    kept = _Kept()
    waiting = 0

    def answered(request: Request) -> Response:
        try:
            ask = _question(reader, request)
            tag = f'W/"{reader.version()}"'
            if conditions.known(request.headers, tag):
                return Response(status_code=304, headers=_headers(tag))
            return _sent(kept.get(tag, str(request.query_params), ask), request, tag)
        except (PolicyGraphError, OutOfBoundsError, NotYetError) as error:
            return _failed(error)

    async def endpoint(request: Request) -> Response:
        nonlocal waiting
        if waiting >= _WAITING:
            return _trouble(503, "too many are asking at once", retry_after=1)
        waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(threads, answered, request)
        finally:
            waiting -= 1

    return endpoint


class _Kept:
    """The last answers, packed: many open with the same ones, until the next commit."""

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, tag: str, question: str, ask: Callable[[], Answer]) -> bytes:
        with self._lock:
            if (packed := self._answers.get((tag, question))) is not None:
                self._answers.move_to_end((tag, question))
                return packed
        text = json.dumps(ask(), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        packed = gzip.compress(text.encode(), compresslevel=5, mtime=0)
        with self._lock:
            self._answers[tag, question] = packed
            while len(self._answers) > _ANSWERS:
                self._answers.popitem(last=False)
        return packed


def _question(reader: GraphReader, request: Request) -> Callable[[], Answer]:
    """What a request asks of the reader. Raises WrongRequestError if that is none of what can be asked."""
    given = request.query_params
    asked = [name for name in ("around", "between", "search") if name in given]
    if len(asked) > 1:
        raise _wrong(f"only one of these can be asked at once: {', '.join(asked)}")
    if unknown := sorted(set(given) - {"around", "between", "search", "hops"}):
        raise _wrong(f"there is no parameter {unknown[0][:40]!r}")
    values = {name: given.getlist(name) for name in given}
    if "search" in values:
        return partial(reader.search, _one(values, "search"))
    if "between" in values:
        if len(values["between"]) != 2:
            raise _wrong("two entities are wanted: between=IRI&between=IRI")
        one, other = map(_iri, values["between"])
        return partial(reader.between, one, other)
    hops = _one(values, "hops") if "hops" in values else _HOPS[0]
    if hops not in _HOPS:
        raise _wrong(f"hops is a number from {_HOPS[0]} to {_HOPS[-1]}")
    return partial(reader.around, _iri(_one(values, "around")), int(hops)) if "around" in values else reader.opening


def _one(values: dict[str, list[str]], name: str) -> str:
    if len(values[name]) != 1 or len(values[name][0]) > _LONGEST:
        raise _wrong(f"{name} is wanted once, with at most {_LONGEST} characters")
    return values[name][0]


def _iri(text: str) -> str:
    try:
        return ox.NamedNode(text[:_LONGEST]).value
    except ValueError:
        raise _wrong("the name of an entity is a full IRI") from None


def _wrong(what: str) -> WrongRequestError:
    return WrongRequestError(
        what, where=API, remedy="Ask with ?around=IRI&hops=N, ?between=IRI&between=IRI or ?search="
    )


def _failed(error: Exception) -> Response:
    match error:
        case WrongRequestError():
            return _trouble(400, str(error))
        case UnknownNameError():
            return _trouble(404, str(error))
        case StoreError():
            _log.warning("no answer: %s", error)
            return _trouble(503, "the graph can't be read just now", retry_after=1)
        case NotYetError():
            return _trouble(503, "the names of the graph are still being indexed", retry_after=2)
        case OutOfBoundsError():
            return _trouble(503, "too much of the graph would have to be looked at for an answer")
    raise error


def _trouble(status: int, what: str, *, retry_after: int | None = None) -> Response:
    headers = {"Cache-Control": "no-store"} | ({} if retry_after is None else {"Retry-After": str(retry_after)})
    return faults.answer(HttpError(status, what, headers=headers), "application/json")


def _sent(packed: bytes, request: Request, tag: str) -> Response:
    headers = _headers(tag)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, headers={**headers, "Content-Encoding": "gzip"}, media_type="application/json")
    return Response(gzip.decompress(packed), headers=headers, media_type="application/json")


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Vary": "Accept-Encoding"}
