"""The warm workers: as many as may be asked at once, and spares, so that one killed is replaced before it is missed."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path

from policygraph.errors import PolicyGraphError
from policygraph.serve.engine import frames
from policygraph.serve.engine.faults import Broken
from policygraph.serve.engine.process import Process


class Pool:
    """`size` workers on the graph in `folder`, those taken included; whoever takes one gives it back or loses it."""

    def __init__(self, folder: Path, *, memory: int, size: int) -> None:
        self._folder, self._memory, self._size = folder, memory, size
        # Where a worker could not be started, its place holds the reason.
        self._idle: asyncio.Queue[Process | PolicyGraphError] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self.missing: tuple[str, ...] = ()
        self.started = 0

    async def start(self) -> None:
        """Starts them all. Raises StoreError if the first can't read the graph; nothing runs then."""
        first = await self._begin()
        self.missing = first.missing
        self._idle.put_nowait(first)
        for _ in range(self._size - 1):
            self.lose()

    async def take(self) -> Process:
        """A worker that waits to be asked. Raises Broken if none can be started."""
        while True:
            found = await self._idle.get()
            if isinstance(found, Process) and found.alive:
                return found
            self.lose(found if isinstance(found, Process) else None)
            if isinstance(found, PolicyGraphError):
                raise Broken(f"no worker can be started: {found}", remedy="Ask again") from found

    def give(self, worker: Process) -> None:
        """Takes a worker back that has answered."""
        self._idle.put_nowait(worker)

    def lose(self, worker: Process | None = None) -> None:
        """Ends a worker, if it still is one, and starts another in its place."""
        self._do(self._replace(), "start")
        if worker:
            self.retire(worker)

    def retire(self, worker: Process) -> None:
        """Ends a worker whose place was filled before."""
        worker.kill()
        self._do(worker.end())

    def refresh(self) -> None:
        """Has those that wait look at the graph again; those at work do so when they are asked next."""
        waiting = [self._idle.get_nowait() for _ in range(self._idle.qsize())]
        for worker in waiting:
            if isinstance(worker, Process) and worker.alive:
                self._do(self._refreshed(worker))
            else:
                self._idle.put_nowait(worker)

    async def close(self) -> None:
        """Ends and reaps all that are not taken."""
        for task in self._tasks:
            if task.get_name() == "start":
                task.cancel()
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        ending = [self._idle.get_nowait() for _ in range(self._idle.qsize())]
        await asyncio.gather(*(worker.end() for worker in ending if isinstance(worker, Process)))

    async def _begin(self) -> Process:
        self.started += 1
        return await Process.start(self._folder, self._memory)

    async def _replace(self) -> None:
        try:
            self._idle.put_nowait(await self._begin())
        except (PolicyGraphError, OSError) as error:
            told = error if isinstance(error, PolicyGraphError) else Broken(f"no process can be started: {error}")
            self._idle.put_nowait(told)

    async def _refreshed(self, worker: Process) -> None:
        worker.ask(frames.framed(frames.REFRESH))
        try:
            kind, _ = await worker.frame()
        except EOFError:
            kind = b""
        if kind in (frames.END, frames.FAULT):
            self.give(worker)
        else:
            self.lose(worker)

    def _do(self, work: Coroutine[None, None, None], name: str = "end") -> None:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
