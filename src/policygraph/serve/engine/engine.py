"""The engine: questions in, answers out; whatever a question does, it does in a process that can be killed."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from policygraph.serve.engine import frames, guard
from policygraph.serve.engine.faults import Broken
from policygraph.serve.engine.lanes import Lane
from policygraph.serve.engine.pool import Pool
from policygraph.serve.engine.run import Limits, Run
from policygraph.serve.formats import BOOLEAN

ROWS = 1_000_000
MEMORY = 2 * 2**30
_READING = 60.0
_QUICK = 0.5
_SPARES = 1
# A place comes free when the query in it is ended at the latest: seconds for that.
_MARGIN = 5.0


class Answer:
    """A query's answer: `kind` is select, boolean or graph, `chunks` its bytes in `media_type` as they come.

    `limit` is how many rows or triples are given at most, if there is such a limit: as many may be all or not.
    """

    def __init__(self, run: Run, begun: Mapping[str, str], rows: int | None) -> None:
        self._run = run
        self.kind, self.media_type = begun["kind"], begun["media_type"]
        self.limit = None if self.kind == BOOLEAN else rows
        self.chunks: AsyncIterator[bytes] = run.pieces()

    async def aclose(self) -> None:
        """Ends the query if it is still being answered, since nobody reads on."""
        await self._run.stop()


class Engine:
    """Answers SPARQL on the graph in `folder` by worker processes; use it in an `async with` statement.

    Args:
        folder: the graph's; a build beside is seen by the next query.
        timeout: seconds of a worker's time that a query may take, after which the worker is killed.
        workers: how many queries are answered at a time in each of two lanes, the quick and the slow.
        queue: how many more wait for their turn, for a little more than `timeout` at most.
        memory: bytes that a worker may use in all (address space, by RLIMIT_AS).
        rows: rows or triples that an answer has at most; None for no limit.
        reading: seconds in all that a worker waits for a reader who does not take what there is.
        quick: seconds after which a query goes over to the slow lane.
    """

    def __init__(
        self,
        folder: Path,
        *,
        timeout: float = 30.0,
        workers: int = 2,
        queue: int = 16,
        memory: int = MEMORY,
        rows: int | None = ROWS,
        reading: float = _READING,
        quick: float = _QUICK,
    ) -> None:
        self._timeout, self._rows, self._reading, self._quickly = timeout, rows, reading, quick
        self._pool = Pool(folder, memory=memory, size=workers + _SPARES)
        self._quick = Lane(workers, queue=queue, patience=timeout + _MARGIN, name="queries")
        self._slow = Lane(workers, queue=workers, patience=timeout + _MARGIN, name="long queries")
        self.running: set[Run] = set()
        self._open = False

    async def __aenter__(self) -> Self:
        """Starts the workers. Raises StoreError if the graph can't be read."""
        await self._pool.start()
        self._open = True
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open = False
        while self.running:
            await asyncio.gather(*(run.stop() for run in self.running))
        await self._pool.close()

    @property
    def missing(self) -> tuple[str, ...]:
        """What workers can't be kept from on this system: of 'network' and 'memory'. Nothing on Linux."""
        return self._pool.missing

    def figures(self) -> dict[str, int]:
        """For whoever watches: queries being answered and waiting in each lane, and workers started so far."""
        return {
            "quick": self._quick.inside,
            "quick_waiting": self._quick.waiting,
            "slow": self._slow.inside,
            "slow_waiting": self._slow.waiting,
            "workers_started": self._pool.started,
        }

    async def query(
        self,
        text: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        formats: Mapping[str, str] | None = None,
        timeout: float | None = None,
    ) -> Answer:
        """The answer to a SPARQL query, as soon as its first bytes are there.

        `formats` names the media type for each kind of answer (serve.formats.OFFERS); JSON or Turtle if it does not.

        Raises:
            SyntaxFault: it does not parse; line and column are told.
            Refused: it is not allowed, for the reason told.
            Busy: too many wait already.
            OverTime, OverMemory, Broken: it was ended. The bytes may fail of these later, too.
        """
        asked = {
            "text": guard.normal(text),
            "default": list(default_graphs),
            "named": list(named_graphs),
            "formats": dict(formats or {}),
            "rows": self._rows,
        }
        run, begun = await self._begun(frames.told(frames.QUERY, asked), timeout)
        return Answer(run, begun, self._rows)

    async def parse_update(self, text: str) -> None:
        """Lets a worker parse a SPARQL update, and changes nothing. Raises as `query` does."""
        await self._begun(frames.framed(frames.UPDATE, guard.normal(text).encode()), None)

    def refresh(self) -> None:
        """Has waiting workers open the graph again after a commit, which they otherwise do within a second."""
        self._pool.refresh()

    async def _begun(self, frame: bytes, seconds: float | None) -> tuple[Run, dict[str, str]]:
        if not self._open:
            raise Broken("the engine is not running", remedy="Start the server again")
        limits = Limits(
            answering=self._timeout if seconds is None else min(seconds, self._timeout),
            reading=self._reading,
            quick=self._quickly,
        )
        run = Run(self._pool, self._quick, self._slow, limits)
        self.running.add(run)
        run.start(frame).add_done_callback(lambda _: self.running.discard(run))
        try:
            return run, await asyncio.shield(run.begun)
        except BaseException:
            await run.stop()
            raise
