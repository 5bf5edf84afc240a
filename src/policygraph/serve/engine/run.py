"""One question on its way: through the lanes, to a worker, and its answer back, within its time."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from policygraph.errors import PolicyGraphError, StoreError
from policygraph.serve.engine import faults, frames
from policygraph.serve.engine.lanes import Lane
from policygraph.serve.engine.pool import Pool
from policygraph.serve.engine.process import Process

# Bytes that are held for a reader who is slower than the worker: an answer up to this long frees its worker at once.
HELD = 1 << 20

_TYPES: dict[str, type[PolicyGraphError]] = {
    **{kind.__name__: kind for kind in (faults.SyntaxFault, faults.Refused, faults.OverMemory, faults.Broken)},
    "QueryError": faults.Refused,
    "StoreError": StoreError,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds: of the worker's time, of waiting for the reader in all, and in the quick lane."""

    answering: float
    reading: float
    quick: float


class Clock:
    """Calls `over` after so many seconds in which it runs; it can be held."""

    def __init__(self, seconds: float, over: Callable[[], None]) -> None:
        self._left, self._over = seconds, over
        self._timer: asyncio.TimerHandle | None = None

    def run(self) -> None:
        """Goes on, if it is not running."""
        self._timer = self._timer or asyncio.get_running_loop().call_later(self._left, self._over)

    def hold(self) -> None:
        """Stops, and keeps the seconds that are left."""
        if self._timer:
            self._left = max(self._timer.when() - asyncio.get_running_loop().time(), 0)
            self._timer.cancel()
            self._timer = None


class Run:
    """A question being answered; `begun` is done once the answer's first bytes are there, or it has failed."""

    def __init__(self, pool: Pool, quick: Lane, slow: Lane, limits: Limits) -> None:
        self._pool, self._quick, self._slow, self._limits = pool, quick, slow, limits
        self.worker: Process | None = None
        self._lane: Lane | None = None
        self._entered = 0.0
        self._mover: asyncio.Task[None] | None = None
        self._moved = False
        self._reading: Clock | None = None
        self._cause: PolicyGraphError | None = None
        self._fault: PolicyGraphError | None = None
        self._pieces: deque[bytes] = deque()
        self._held, self._done = 0, False
        self._more, self._room = asyncio.Event(), asyncio.Event()
        self.begun: asyncio.Future[dict[str, str]] = asyncio.get_running_loop().create_future()

    def start(self, frame: bytes) -> asyncio.Task[None]:
        """Sets out; the task raises nothing: what went wrong `begun` or `pieces` tells."""
        self.task = asyncio.get_running_loop().create_task(self._go(frame))
        return self.task

    async def stop(self) -> None:
        """Ends it, and its worker if that is still at it."""
        self.task.cancel()
        await asyncio.wait([self.task])

    async def pieces(self) -> AsyncIterator[bytes]:
        """The answer as it comes. Raises what it failed of amid that."""
        try:
            while True:
                while self._pieces:
                    piece = self._pieces.popleft()
                    self._held -= len(piece)
                    self._room.set()
                    yield piece
                if self._fault:
                    raise self._fault
                if self._done:
                    return
                self._more.clear()
                await self._more.wait()
        finally:
            await self.stop()

    # ---- the way

    async def _go(self, frame: bytes) -> None:
        try:
            await self._enter(self._quick)
            self.worker = await self._pool.take()
            await self._with(self.worker, frame)
        except PolicyGraphError as error:
            self._fail(error)
        except asyncio.CancelledError:
            self._fail(faults.Broken("the query was called off"))
        finally:
            self._leave()
            self._done = True
            self._more.set()

    async def _with(self, worker: Process, frame: bytes) -> None:
        loop = asyncio.get_running_loop()
        clock = Clock(self._limits.answering, lambda: self._end(worker, self._over_time()))
        moving = loop.call_later(self._limits.quick, self._move, worker, clock)
        reusable = False
        try:
            worker.ask(frame)
            clock.run()
            reusable = await self._listen(worker, clock)
        except EOFError:
            raise self._cause or await worker.cause() from None
        finally:
            clock.hold()
            moving.cancel()
            if self._mover:
                self._mover.cancel()
            if self._moved:
                self._pool.retire(worker)
            elif reusable:
                self._pool.give(worker)
            else:
                self._pool.lose(worker)

    async def _listen(self, worker: Process, clock: Clock) -> bool:
        """Takes what the worker tells to its end; returns whether it can be asked again."""
        while True:
            kind, content = await worker.frame()
            if kind == frames.PIECE:
                self._pieces.append(content)
                self._held += len(content)
                self._more.set()
                if self._held > HELD:
                    await self._reader(worker, clock)
            elif kind == frames.BEGUN:
                if not self.begun.done():
                    self.begun.set_result(json.loads(content))
            elif kind == frames.FAULT:
                fault = _told(json.loads(content))
                self._fail(fault)
                return not isinstance(fault, faults.OverMemory)
            else:
                if not self.begun.done():
                    self.begun.set_result({})
                return not content

    async def _reader(self, worker: Process, clock: Clock) -> None:
        """Waits until the reader has taken something; the worker's time stands still, the reader's runs."""
        if not self._reading:
            self._reading = Clock(self._limits.reading, lambda: self._end(worker, self._slow_reader()))
        clock.hold()
        self._reading.run()
        try:
            while self._held > HELD and not self._cause:
                self._room.clear()
                await self._room.wait()
        finally:
            self._reading.hold()
        if self._cause:
            raise self._cause
        clock.run()

    def _end(self, worker: Process, cause: PolicyGraphError) -> None:
        """Kills the worker, for a cause, which is told before the worker is wholly gone: its memory takes a while."""
        self._cause = cause
        worker.kill()
        self._room.set()
        self._fail(cause)

    def _fail(self, fault: PolicyGraphError) -> None:
        self._fault = self._fault or fault
        self._more.set()
        if not self.begun.done():
            self.begun.set_exception(self._fault)
            self.begun.exception()  # who asked may have gone

    def _over_time(self) -> faults.OverTime:
        seconds = self._limits.answering
        return faults.OverTime(
            f"the query took longer than {seconds:g} s", remedy="Ask for less, or with LIMIT", seconds=seconds
        )

    def _slow_reader(self) -> faults.OverTime:
        seconds = self._limits.reading
        return faults.OverTime(f"the answer waited for its reader for {seconds:g} s", seconds=seconds)

    # ---- lanes

    async def _enter(self, lane: Lane) -> None:
        await lane.enter()
        self._lane, self._entered = lane, asyncio.get_running_loop().time()

    def _leave(self) -> None:
        if self._lane:
            self._lane.leave(asyncio.get_running_loop().time() - self._entered)
            self._lane = None

    def _move(self, worker: Process, clock: Clock) -> None:
        self._moved = True
        worker.go_last()
        self._pool.lose()
        self._mover = asyncio.get_running_loop().create_task(self._slowly(worker, clock))

    async def _slowly(self, worker: Process, clock: Clock) -> None:
        """Goes over to the slow lane; while that is full, the worker stands still."""
        stopped = self._slow.full and worker.pause(on=True)
        if stopped:
            clock.hold()
        if stopped or not self._slow.full:
            self._leave()
        try:
            await self._slow.enter()
        except faults.Busy as error:
            self._end(worker, error)
            return
        self._leave()
        self._lane, self._entered = self._slow, asyncio.get_running_loop().time()
        if stopped:
            worker.pause(on=False)
            clock.run()


def _told(facts: dict[str, Any]) -> PolicyGraphError:
    """The fault that a worker tells of."""
    kind = _TYPES[facts.pop("type")]
    what = facts.pop("what")
    return kind(what, **facts)
