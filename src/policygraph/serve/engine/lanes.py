"""Who may be answered when: a bounded queue, and two lanes, so that long queries never keep short ones waiting.

A query begins in the quick lane. One that is still at work after a moment goes over to the slow lane, where it has the
processor when the others leave it; if that lane is full, it is stopped until there is a place.
"""

import asyncio
import math

from policygraph.serve.engine.faults import Busy


class Lane:
    """`places` at a time; up to `queue` more wait, each for at most `patience` seconds."""

    def __init__(self, places: int, *, queue: int, patience: float, name: str) -> None:
        self._free = asyncio.Semaphore(places)
        self._places, self._queue, self._patience, self._name = places, queue, patience, name
        self.waiting = 0
        self.inside = 0
        # Seconds that a place is held, lately.
        self._held = 0.1

    @property
    def full(self) -> bool:
        """Whether who enters must wait."""
        return self._free.locked()

    async def enter(self) -> None:
        """Waits for a place. Raises Busy if too many wait already, or none came free in time."""
        if self.full and self.waiting >= self._queue:
            raise self._busy("too many {} wait already")
        self.waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError:
            raise self._busy("{} wait for too long now") from None
        finally:
            self.waiting -= 1
        self.inside += 1

    def leave(self, seconds: float) -> None:
        """Gives the place back that was held for so long."""
        self.inside -= 1
        self._held += (seconds - self._held) / 8
        self._free.release()

    def _busy(self, what: str) -> Busy:
        wait = math.ceil(self._held * (self.waiting + 1) / self._places)
        return Busy(what.format(self._name), retry_after=min(max(wait, 1), 60))
