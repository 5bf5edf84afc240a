"""Documents to graphs in worker processes, which may crash, hang or run out of memory without harm to the build.

Every worker has a model of its own. What a document gives does not depend on which worker has it, nor on how many there
are; graphs come in the order in which they are done.
"""

import multiprocessing
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from itertools import islice

from policygraph.model import Document
from policygraph.pipeline import stages

_MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may take: seconds of time, and megabytes that its worker may use in all."""

    seconds: float = 120.0
    megabytes: int = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of a document: the quads of its graph as N-Quads, or why there are none."""

    document: Document
    data: bytes = b""
    failure: str = ""
    seconds: float = 0.0


def here(documents: Iterable[Document], model: str, base: str) -> Iterator[Made]:
    """Documents in this process, without limits. What goes wrong is raised."""
    for document in documents:
        data, seconds = _timed(document, model, base)
        yield Made(document=document, data=data, seconds=seconds)


def apart(
    documents: Iterable[Document],
    model: str,
    base: str,
    *,
    jobs: int,
    limits: Limits,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Made]:
    """Documents in `jobs` worker processes. Once `stopped` says so no further document is begun.

    A document that takes too long or too much, or whose worker dies, gives a failure; the others go on.
    """
    from pebble import ProcessFuture, ProcessPool  # noqa: PLC0415 - only a build needs it

    waiting = iter(documents)
    doing: dict[ProcessFuture[tuple[bytes, float]], Document] = {}
    context = multiprocessing.get_context("spawn")
    with ProcessPool(jobs, initializer=_begin, initargs=(model, limits.megabytes), context=context) as pool:
        try:
            while True:
                # Few at a time: what waits in the pool can't be called off without killing workers.
                free = 0 if stopped() else jobs + 1 - len(doing)
                for document in islice(waiting, free):
                    task = pool.schedule(_timed, args=(document, model, base), timeout=limits.seconds)
                    doing[task] = document
                if not doing:
                    return
                wait(doing, return_when=FIRST_COMPLETED)
                for task in [task for task in doing if task.done()]:
                    yield _made(doing.pop(task), task, limits)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def _made(document: Document, task: "Future[tuple[bytes, float]]", limits: Limits) -> Made:
    from pebble import ProcessExpired  # noqa: PLC0415

    try:
        data, seconds = task.result()
        return Made(document=document, data=data, seconds=seconds)
    except TimeoutError:
        failure = f"it took more than {limits.seconds:g} seconds. Give more with --timeout"
    except MemoryError:
        failure = f"it needed more than {limits.megabytes:,} MB. Give more with --memory"
    except ProcessExpired as error:
        failure = f"its worker process died (exit code {error.exitcode})"
    except Exception as error:  # noqa: BLE001 -- whatever one document does to a worker is told, and the others go on
        failure = f"{type(error).__name__}: {error}"
    return Made(document=document, failure=failure)


def _timed(document: Document, model: str, base: str) -> tuple[bytes, float]:
    started = time.perf_counter()
    return stages.graph_of(document, model, base), time.perf_counter() - started


def _begin(model: str, megabytes: int) -> None:
    """Readies a worker: Ctrl-C is for the parent to answer, memory is bounded, the model is loaded."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stages.annotator(model)
    stages.gazetteer()
    if sys.platform == "linux":  # elsewhere the limit is not kept, or counts what is only mapped
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * _MB, megabytes * _MB))
