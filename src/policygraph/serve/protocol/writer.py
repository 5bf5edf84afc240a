"""Makes changes, one after the other, each in a process of its own: the server stays free, and nothing can hang it."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from policygraph.serve.faults import HttpError
from policygraph.serve.metrics import Metrics

_MODULE = "policygraph.serve.protocol.changes"
_PATIENCE = 10.0  # seconds that a change waits for the one before it
# How long a process that is making a change may go on when the endpoint ends.
_GRACE = 5.0


class Writer:
    """Changes to the graph in `folder`; `committed` is called after each that was made."""

    def __init__(self, folder: Path, *, seconds: float, metrics: Metrics, committed: Callable[[], None]) -> None:
        self._folder, self._seconds, self._metrics, self._committed = folder, seconds, metrics, committed
        self._lock = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._tasks: set[asyncio.Task[Mapping[str, object]]] = set()

    async def update(self, text: str, *, base: str, using: Sequence[str], named: Sequence[str]) -> None:
        """Carries out a SPARQL update, wholly or not at all. Raises HttpError."""
        await self._change("update", text.encode(), {"base": base, "using": list(using), "named": list(named)})

    async def graph(
        self,
        method: str,
        name: str,
        body: bytes,
        *,
        content_type: str = "",
        base: str = "",
        before: Callable[[], None] | None = None,
    ) -> bool:
        """Replaces (PUT), adds to (POST) or removes (DELETE) a graph; the default graph is named "".

        `before` is called when its turn has come, and raises HttpError if it is not to be made.
        Returns of a DELETE whether there was such a graph, and else whether it is a new one. Raises HttpError.
        """
        asked = {"method": method, "name": name, "content_type": content_type, "base": base}
        told = await self._change("graph", body, asked, before)
        return bool(told["made"])

    async def add(self, body: bytes, **told: str) -> Mapping[str, object]:
        """Adds the documents of a body, as `changes.add` says. Raises HttpError."""
        return await self._change("add", body, told)

    async def remove(self, name: str) -> Mapping[str, object]:
        """Removes a document. Raises HttpError."""
        return await self._change("remove", b"", {"name": name})

    async def close(self) -> None:
        """Waits a little for a change in hand, then ends it: what is half done is not kept."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_GRACE)
        if self._process is not None:
            _end(self._process)

    async def _change(
        self, kind: str, body: bytes, told: Mapping[str, object], before: Callable[[], None] | None = None
    ) -> Mapping[str, object]:
        # A client that goes away does not undo what is being done.
        task = asyncio.ensure_future(self._in_turn(kind, body, told, before))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        # Its error is told to the client, if there still is one.
        task.add_done_callback(lambda ended: None if ended.cancelled() else ended.exception())
        return await asyncio.shield(task)

    async def _in_turn(
        self, kind: str, body: bytes, told: Mapping[str, object], before: Callable[[], None] | None
    ) -> Mapping[str, object]:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._lock.acquire()
        except TimeoutError:
            holder = self._process.pid if self._process else "?"
            raise HttpError(
                423,
                f"Another change is being made through this endpoint, by process {holder}: try again later",
                headers={"Retry-After": "30"},
            ) from None
        try:
            if before:
                await asyncio.to_thread(before)
            made = await self._apart(kind, body, told)
        finally:
            self._lock.release()
        self._metrics.changes.labels(kind).inc()
        self._committed()
        return made

    async def _apart(self, kind: str, body: bytes, told: Mapping[str, object]) -> Mapping[str, object]:
        head = json.dumps({**told, "kind": kind, "folder": str(self._folder)}).encode()
        environment = {name: value for name, value in os.environ.items() if name != "POLICYGRAPH_TOKEN"}
        process = self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            _MODULE,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(self._seconds):
                out, _ = await process.communicate(head + b"\n" + body)
        except TimeoutError:
            raise HttpError(
                503, f"The change took more than {self._seconds:g} seconds and was ended; ask what is kept of it"
            ) from None
        finally:
            _end(process)
            await process.wait()
            self._process = None
        return _read(out, process.returncode)


def _read(out: bytes, code: int | None) -> Mapping[str, object]:
    """What the process tells. Raises HttpError for what it refused, or if it died."""
    try:
        told = json.loads(out)
    except ValueError:
        raise HttpError(
            503, f"The process that made the change died (exit code {code}): it may have taken too much memory"
        ) from None
    if "refused" in told:
        status, reason, members = told["refused"]
        headers = {"Retry-After": "30"} if status == 423 else {}
        raise HttpError(status, reason, headers=headers, **members)
    assert isinstance(told, dict)
    return told


def _end(process: asyncio.subprocess.Process) -> None:
    """Ends a process and what it started."""
    with contextlib.suppress(ProcessLookupError):  # it has ended by itself
        os.killpg(process.pid, signal.SIGKILL)
