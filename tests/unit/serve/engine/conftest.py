"""A small graph, and an engine on it that tests ask from outside its event loop."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph as ox
import pytest

from policygraph import vocab
from policygraph.serve.engine import Engine
from policygraph.store import Store

T = TypeVar("T")

A, B = (f"{vocab.BASE}doc/{letter * 12}" for letter in "ab")
MANY = f"{vocab.BASE}doc/{'c' * 12}"
LABEL = ox.NamedNode(vocab.RDFS_LABEL)


def labelled(name: str, label: str, graph: str) -> ox.Quad:
    return ox.Quad(ox.NamedNode(f"{vocab.BASE}person/{name}"), LABEL, ox.Literal(label), ox.NamedNode(graph))


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ann in two documents, Bob in one, and a third document of 2,000 names."""
    folder = tmp_path_factory.mktemp("engine") / "graph"
    with Store.open(folder, create=True) as store:
        store.commit(
            {
                A: [labelled("ann", "Ann", A), labelled("bob", "Bob", A)],
                B: [labelled("ann", "Ann", B)],
                MANY: [labelled(f"p{number}", f"Name {number}", MANY) for number in range(2_000)],
            }
        )
    return folder


async def read(engine: Engine, text: str, **asked: Any) -> bytes:
    """The whole answer."""
    answer = await engine.query(text, **asked)
    return b"".join([piece async for piece in answer.chunks])


class Loop:
    """An event loop in a thread, for tests that are none of its tasks."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(120)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class Asking:
    """An engine, asked from tests."""

    def __init__(self, engine: Engine, loop: Loop) -> None:
        self.engine, self.loop = engine, loop

    def __call__(self, text: str, **asked: Any) -> str:
        return self.loop.run(read(self.engine, text, **asked)).decode()


@pytest.fixture
def reading() -> Callable[..., Coroutine[Any, Any, bytes]]:
    return read


@pytest.fixture(scope="session")
def ask(graph: Path) -> Iterator[Asking]:
    """One engine for all tests that don't harm it."""
    loop = Loop()
    engine = Engine(graph, timeout=20)
    loop.run(engine.__aenter__())
    yield Asking(engine, loop)
    loop.run(engine.__aexit__(None, None, None))
    loop.close()
