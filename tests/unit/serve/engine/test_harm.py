"""Queries that would hang, fill or crash a server, clients that go away, graphs that change: the engine answers on."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from policygraph import vocab
from policygraph.errors import StoreError
from policygraph.serve.engine import Broken, Busy, Engine, OverMemory, OverTime, Refused
from policygraph.serve.engine.process import Process
from policygraph.serve.engine.run import HELD
from policygraph.store import Store

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux tells of them")

Reading = Callable[..., Coroutine[Any, Any, bytes]]
CSV = {"select": "text/csv"}
# 8 · 10⁹ rows; nothing that can be answered in a test's time.
CROSS = "SELECT (COUNT(*) AS ?n) { ?a rdfs:label ?x . ?b rdfs:label ?y . ?c rdfs:label ?z }"
# Some 5 · 10⁸ bytes, at once.
LONG = "SELECT * { ?a rdfs:label ?x . ?b rdfs:label ?y }"
SECONDS = 0.7

RUNAWAYS: dict[str, tuple[str, tuple[type[Exception], ...]]] = {
    "count of a cross product": (CROSS, (OverTime,)),
    "sort of a cross product": (
        "SELECT * { ?a rdfs:label ?x . ?b rdfs:label ?y . ?c rdfs:label ?z } ORDER BY ?z",
        (OverTime, OverMemory),
    ),
    "path closure": (
        "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b . ?c (!<urn:x>|^!<urn:x>)* ?d . ?e ?f ?g }",
        (OverTime, OverMemory),
    ),
    "5,000 brackets": ("ASK {" + "{" * 5_000 + "}" * 5_000 + "}", (Refused,)),
    "huge VALUES": (
        "SELECT * {"
        + "".join(f" VALUES ?v{n} {{ {' '.join(map(str, range(2_000)))} }}" for n in range(9))
        + " } ORDER BY ?v1",
        (OverTime, OverMemory),
    ),
    "many matches of a regular expression": (
        "SELECT (COUNT(*) AS ?n) { ?a rdfs:label ?x . ?b rdfs:label ?y . ?c rdfs:label ?z "
        'FILTER(REGEX(CONCAT(?x, ?y, ?z), "(a*)*(a|aa)+b(.{1,50}){1,20}$")) }',
        (OverTime,),
    ),
    "huge CONSTRUCT": (
        "CONSTRUCT { ?a ?p ?z } { ?a ?p ?x . ?b rdfs:label ?y . ?c rdfs:label ?z FILTER(?x = ?y || ?a != ?c) }",
        (OverTime, OverMemory),
    ),
    "GROUP_CONCAT": (
        "SELECT (GROUP_CONCAT(?x) AS ?long) { ?a rdfs:label ?x . ?b rdfs:label ?y . ?c rdfs:label ?z }",
        (OverTime, OverMemory),
    ),
    "strings that grow": (
        'SELECT * { BIND("'
        + "a" * 10_000
        + '" AS ?x0) '
        + "".join(f"BIND(CONCAT(?x{n}, ?x{n}, ?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(12))
        + "}",
        (OverTime, OverMemory),
    ),
}


def children() -> dict[int, str]:
    """The processes that this one has started and not reaped, and the state of each ('Z' is a zombie)."""
    found = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = place.read_text().rpartition(") ")
        except (FileNotFoundError, ProcessLookupError):
            continue
        state, parent, *_ = rest.split()
        if int(parent) == os.getpid():
            found[int(name.split()[0])] = state
    return found


def alone(scenario: Coroutine[Any, Any, None]) -> None:
    """Runs a scenario and shows that it leaves no process behind, dead or alive."""
    before = set(children())
    # In a thread: where browser tests ran before, Playwright's loop still runs in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, scenario).result()
    assert set(children()) - before == set()


async def until(holds: Callable[[], bool]) -> None:
    """Waits for what must come, a minute at most."""
    for _ in range(6_000):
        if holds():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it has not come about within a minute")


async def worker_of(engine: Engine) -> int:
    """The process that answers the one query there is."""
    await until(lambda: any(run.worker for run in engine.running))
    (run,) = engine.running
    assert run.worker is not None
    return run.worker.pid


def test_runaway_queries_are_ended_and_others_answered_meanwhile(graph: Path, reading: Reading) -> None:
    async def scenario() -> None:
        async with Engine(graph, timeout=SECONDS, quick=0.2, memory=2**30) as engine:
            for name, (text, outcomes) in RUNAWAYS.items():
                running = asyncio.create_task(reading(engine, text))
                answered = 0
                while not running.done():
                    assert (
                        await reading(engine, "SELECT ?l { person:ann rdfs:label ?l }", formats=CSV) == b"l\r\nAnn\r\n"
                    )
                    answered += 1
                assert isinstance(running.exception(), outcomes), f"{name}: {running.exception()!r}"
                assert answered, name
            assert engine.figures()["workers_started"] > 3

    alone(scenario())


def test_more_long_queries_than_places_keep_nobody_else_waiting(graph: Path, reading: Reading) -> None:
    async def scenario() -> None:
        async with Engine(graph, timeout=1.5, quick=0.1, workers=1) as engine:
            running = [asyncio.create_task(reading(engine, CROSS)) for _ in range(3)]
            # One is at work, one stands still, and the third was one too many.
            await until(lambda: any(task.done() for task in running))
            (done,) = (task for task in running if task.done())
            assert isinstance(done.exception(), Busy)
            assert (engine.figures()["slow"], engine.figures()["slow_waiting"]) == (1, 1)
            assert "T" in children().values()
            assert await reading(engine, "ASK {}")
            await asyncio.wait(running)
            assert sorted(type(task.exception()).__name__ for task in running) == ["Busy", "OverTime", "OverTime"]

    alone(scenario())


def test_a_full_queue_says_when_to_come_again(graph: Path, reading: Reading) -> None:
    async def scenario() -> None:
        async with Engine(graph, timeout=1.5, workers=1, queue=1, quick=60) as engine:
            running = asyncio.create_task(reading(engine, CROSS))
            await until(lambda: engine.figures()["quick"] == 1)
            waiting = asyncio.create_task(reading(engine, "ASK {}"))
            await until(lambda: engine.figures()["quick_waiting"] == 1)
            with pytest.raises(Busy) as busy:
                await engine.query("ASK {}")
            assert busy.value.retry_after >= 1
            assert isinstance((await asyncio.wait([running]))[0].pop().exception(), OverTime)
            assert b"true" in await waiting

    alone(scenario())


def test_a_client_that_has_gone_ends_its_query(graph: Path, reading: Reading) -> None:
    async def scenario() -> None:
        async with Engine(graph, workers=1) as engine:
            # Before the answer has begun, and amid it.
            asking = asyncio.create_task(engine.query(CROSS))
            at_work = await worker_of(engine)
            asking.cancel()
            await asyncio.wait([asking])
            await until(lambda: at_work not in children())
            answer = await engine.query(LONG)
            async for _ in answer.chunks:
                break
            at_work = await worker_of(engine)
            await answer.aclose()
            await until(lambda: at_work not in children())
            assert engine.figures()["quick"] == engine.figures()["slow"] == 0
            assert await reading(engine, "ASK {}")

    alone(scenario())


def test_a_slow_reader_holds_nothing_up_and_is_ended(graph: Path) -> None:
    async def scenario() -> None:
        async with Engine(graph, timeout=20, reading=0.5, rows=None) as engine:
            answer = await engine.query(LONG)
            received = 0
            with pytest.raises(OverTime) as late:  # noqa: PT012 -- it comes amid the answer
                async for piece in answer.chunks:
                    received += len(piece)
                    await asyncio.sleep(0.1)
            assert late.value.seconds == 0.5
            assert "waited for its reader" in late.value.what
            assert received > 0

    alone(scenario())


def test_what_is_held_for_a_slow_reader_is_bounded(graph: Path) -> None:
    async def scenario() -> None:
        async with Engine(graph, rows=None) as engine:
            answer = await engine.query(LONG)
            await asyncio.sleep(1)
            assert answer._run._held <= HELD + 100_000
            await answer.aclose()

    alone(scenario())


def test_a_short_answer_frees_its_worker_before_it_is_read(graph: Path, reading: Reading) -> None:
    async def scenario() -> None:
        async with Engine(graph, workers=1) as engine:
            answers = [await engine.query("SELECT * { ?s rdfs:label ?l }") for _ in range(5)]
            assert await reading(engine, "ASK {}")
            for answer in answers:
                assert len([piece async for piece in answer.chunks]) > 1

    alone(scenario())


def test_a_worker_is_used_again(graph: Path, reading: Reading) -> None:
    async def scenario() -> None:
        async with Engine(graph, workers=1) as engine:
            for _ in range(20):
                await reading(engine, "ASK {}")
            with pytest.raises(Refused):
                await engine.query("SELECT * { SERVICE <urn:a> {} }")
            await reading(engine, "ASK {}")
            assert engine.figures()["workers_started"] == 2

    alone(scenario())


def test_a_crash_concerns_its_query_alone(graph: Path, reading: Reading) -> None:
    async def scenario() -> None:
        async with Engine(graph, workers=2) as engine:
            crashing = asyncio.create_task(reading(engine, CROSS))
            at_work = await worker_of(engine)
            other = asyncio.create_task(reading(engine, "SELECT * { ?s rdfs:label ?l }"))
            os.kill(at_work, signal.SIGSEGV)
            with pytest.raises(Broken, match="SIGSEGV"):
                await crashing
            assert b"Name 1999" in await other
            # Those that wait die, too: nobody notices.
            await until(lambda: engine._pool._idle.qsize() == 3)
            waiting = [worker for worker in engine._pool._idle._queue if isinstance(worker, Process)]  # type: ignore[attr-defined]
            for worker in waiting:
                os.kill(worker.pid, signal.SIGKILL)
            await until(lambda: not any(worker.alive for worker in waiting))
            assert await reading(engine, "ASK {}")

    alone(scenario())


def test_a_commit_beside_is_seen_by_the_next_query(tmp_path: Path, reading: Reading) -> None:
    one = f"{vocab.BASE}doc/{'a' * 12}"
    node, label = ox.NamedNode(f"{vocab.BASE}person/ann"), ox.NamedNode(vocab.RDFS_LABEL)
    text = "SELECT ?l { person:ann rdfs:label ?l }"

    def commit(name: str) -> None:
        with Store.open(tmp_path / "graph", create=True) as store:
            store.commit({one: [ox.Quad(node, label, ox.Literal(name), ox.NamedNode(one))]})

    async def scenario() -> None:
        commit("Ann 0")
        async with Engine(tmp_path / "graph") as engine:
            for number in range(8):
                if number:
                    await asyncio.to_thread(commit, f"Ann {number}")
                if number == 5:
                    engine.refresh()
                assert await reading(engine, text, formats=CSV) == f"l\r\nAnn {number}\r\n".encode()
            assert engine.figures()["workers_started"] == 3

    alone(scenario())


def test_a_store_that_is_being_written_is_seen_too(tmp_path: Path, reading: Reading) -> None:
    one = f"{vocab.BASE}doc/{'a' * 12}"
    node, label = ox.NamedNode(f"{vocab.BASE}person/ann"), ox.NamedNode(vocab.RDFS_LABEL)

    async def scenario() -> None:
        with Store.open(tmp_path / "graph", create=True) as store:
            store.commit({one: [ox.Quad(node, label, ox.Literal("before"), ox.NamedNode(one))]})
            async with Engine(tmp_path / "graph") as engine:
                for number in range(20):
                    store.commit({one: [ox.Quad(node, label, ox.Literal(f"{number}"), ox.NamedNode(one))]})
                    found = await reading(engine, "SELECT ?l { person:ann rdfs:label ?l }", formats=CSV)
                    assert found == f"l\r\n{number}\r\n".encode()

    alone(scenario())


def test_no_graph_is_no_engine(tmp_path: Path) -> None:
    async def scenario() -> None:
        with pytest.raises(StoreError, match="there is no graph"):
            async with Engine(tmp_path / "none"):
                pytest.fail("it has started")

    alone(scenario())


def test_rows_are_limited(graph: Path, reading: Reading) -> None:
    async def scenario() -> None:
        async with Engine(graph, rows=10) as engine:
            assert (await reading(engine, "SELECT ?s { ?s rdfs:label ?l }", formats=CSV)).count(b"\r\n") == 11
            text = "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s rdfs:label ?l }"
            assert (await reading(engine, text, formats={"graph": "application/n-triples"})).count(b"\n") == 10

    alone(scenario())


def test_a_worker_dies_with_its_server(graph: Path) -> None:
    """Killed by -9, a server leaves neither a worker that waits nor one that is at work behind."""
    program = f"""
        import asyncio
        from pathlib import Path
        from policygraph.serve.engine import Engine

        async def main():
            async with Engine(Path({str(graph)!r}), workers=1) as engine:
                asking = asyncio.create_task(engine.query({CROSS!r}))
                await asyncio.sleep(0.7)
                print("asked", flush=True)
                await asking

        asyncio.run(main())
    """
    server = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, env={**os.environ, "ENGINE_TEST": "1"}
    )
    assert server.stdout is not None
    assert server.stdout.readline() == b"asked\n"
    workers = [int(pid) for pid in Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()]
    assert len(workers) >= 2
    server.kill()
    server.communicate()
    deadline = time.monotonic() + 60
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []


# ---- the network


def test_a_worker_loads_no_more_than_it_needs() -> None:
    """It is started whenever a query takes long: what it loads others wait for."""
    code = "import sys, policygraph.serve.engine.worker; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-P", "-c", code], check=True, capture_output=True, text=True).stdout
    assert "pyoxigraph" in loaded.split()
    assert not {"networkx", "pyvis", "spacy", "jinja2", "rdflib", "uvicorn"} & set(loaded.split())


def test_a_worker_can_open_no_connection() -> None:
    """Whatever text gets past the guard: SERVICE, LOAD and a socket of Python's reach nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        program = f"""
            import socket, subprocess
            import pyoxigraph as ox
            from policygraph.serve.engine import confined

            print(confined.confine(2**30))
            for attempt in (
                lambda: list(ox.Store().query("SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")),
                lambda: ox.Store().update("LOAD <http://127.0.0.1:{port}/>"),
                lambda: socket.create_connection(("127.0.0.1", {port})),
                lambda: socket.socketpair(),
                lambda: subprocess.run(["true"]),
            ):
                try:
                    attempt()
                    print("reached")
                except PermissionError:
                    print("not permitted")
        """
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=False, timeout=60
        )
        assert done.stdout.splitlines() == ["[]", *["not permitted"] * 5], done.stderr
        listener.settimeout(0)
        with pytest.raises(BlockingIOError):
            listener.accept()
