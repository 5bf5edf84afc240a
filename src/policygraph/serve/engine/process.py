"""A worker process as the server sees it: started, asked, read from, stopped and killed."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import policygraph
from policygraph.errors import PolicyGraphError, StoreError
from policygraph.serve.engine import frames
from policygraph.serve.engine.faults import Broken, OverMemory

# asyncio reads ahead twice this much of what a worker tells, and no more.
_AHEAD = 256 * 1024
_KEPT = ("SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_NO_MEMORY = ("memory allocation of", "bad_alloc", "MemoryError", "more memory than")
_NICE = 19
_KILL = 9


class Process:
    """One worker; `missing` is what it could not be kept from, of `confined.NETWORK` and `confined.MEMORY`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.missing: tuple[str, ...] = ()
        self.killed = False
        assert process.stdout is not None, "it was asked for"
        assert process.stdin is not None, "it was asked for"
        self._output, self._input = process.stdout, process.stdin

    @classmethod
    async def start(cls, folder: Path, memory: int) -> Self:
        """A worker that has opened the graph. Raises StoreError if it can't."""
        # A worker finds this package, and knows nothing else of the server's environment.
        env = {name: os.environ[name] for name in _KEPT if name in os.environ}
        env |= {"PYTHONPATH": str(Path(policygraph.__file__).parents[1]), "MALLOC_ARENA_MAX": "2"}
        program = (sys.executable, "-P", "-m", "policygraph.serve.engine.worker", str(folder.absolute()), str(memory))
        # A group of its own: Ctrl-C in a terminal is for the server.
        group: dict[str, Any] = {} if sys.platform == "win32" else {"process_group": 0}
        worker = cls(
            await asyncio.create_subprocess_exec(
                *program, stdin=PIPE, stdout=PIPE, stderr=PIPE, limit=_AHEAD, env=env, **group
            )
        )
        try:
            kind, content = await worker.frame()
        except EOFError:
            raise StoreError(f"no worker can read the graph: {await worker.last_words()}", where=str(folder)) from None
        except asyncio.CancelledError:
            await worker.end()
            raise
        assert kind == frames.READY, f"a worker begins by {kind!r}"
        worker.missing = tuple(json.loads(content)["missing"])
        return worker

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it has not been seen to end."""
        return self._process.returncode is None

    def ask(self, frame: bytes) -> None:
        """Hands a question over; what becomes of it, `frame` tells."""
        self._input.write(frame)

    async def frame(self) -> tuple[bytes, bytes]:
        """The kind and content of what it tells next. Raises EOFError if it has ended."""
        try:
            kind, length = frames.HEAD.unpack(await self._output.readexactly(frames.HEAD.size))
            return kind, await self._output.readexactly(length) if length else b""
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise EOFError("the worker has ended") from error

    def kill(self) -> None:
        """Kills it at once; `end` reaps it."""
        self.killed = True
        self._signal(_KILL)

    async def end(self) -> None:
        """Kills it if it is alive, and reaps it."""
        self.kill()
        # asyncio waits for the end of what it told, too: and reads no further than it holds.
        while await self._output.read(_AHEAD):
            pass
        await self._process.wait()
        self._input.close()

    async def last_words(self) -> str:
        """Why it ended, in its own words or by its exit code."""
        assert self._process.stderr is not None, "it was asked for"
        written = await self._process.stderr.read()
        await self.end()
        lines = written.decode(errors="replace").strip().splitlines()
        return next((line for line in lines if any(sign in line for sign in _NO_MEMORY)), lines[-1] if lines else "")

    async def cause(self) -> PolicyGraphError:
        """What a query has failed of that the worker died of."""
        words = await self.last_words()
        if any(sign in words for sign in _NO_MEMORY):
            return OverMemory("the query took more memory than it may have", remedy="Ask for less at a time")
        code = self._process.returncode or 0
        by = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        return Broken(f"the query ended its worker ({by})", remedy="Ask in another form, and please report it")

    # ---- for long queries

    def go_last(self) -> None:
        """Gives others the processor first, for good."""
        if sys.platform != "win32":
            with suppress(ProcessLookupError, PermissionError):
                # All threads of its group: its own number would mean one thread on Linux.
                os.setpriority(os.PRIO_PGRP, self.pid, _NICE)

    def pause(self, *, on: bool) -> bool:
        """Stops it, or lets it go on; whether this system can."""
        if sys.platform == "win32":
            return False
        self._signal(signal.SIGSTOP if on else signal.SIGCONT)
        return True

    def _signal(self, number: int) -> None:
        if not self.alive:
            return
        with suppress(ProcessLookupError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                # Not by Popen, which would look for an end first and take the exit code from asyncio.
                os.kill(self.pid, number)
