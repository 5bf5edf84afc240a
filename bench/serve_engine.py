"""What the endpoint's engine does in how long, without HTTP, on a graph folder that is only read; prints JSON.

    python bench/serve_engine.py FOLDER [--seconds 10]

start       seconds until the first worker answers
memory      megabytes of a worker that has answered a few queries
round_trip  milliseconds of the clock, medians: a query in this process and through the engine, and their ratio
runaways    each query of the set that never ends: how it ended, how many milliseconds past its deadline its process was
            dead, and the most memory it had
readers     milliseconds (median, 95th percentile) of four readers who look claims up, in quiet and while two clients
            run the set over and over, each asking again as soon as it is told off; and the ratio of the percentiles
"""

import argparse
import asyncio
import itertools
import json
import os
import random
import statistics
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from store import clock

from policygraph import resources, vocab
from policygraph.errors import QueryError
from policygraph.serve.engine import Engine
from policygraph.store import Store

TIMES = 15
READERS = 4

RUNAWAYS = {
    "count of a cross product": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c }",
    "sort of a cross product": "SELECT * { ?s ?p ?o . ?a ?b ?c } ORDER BY ?c ?s",
    "path closure": "SELECT (COUNT(*) AS ?n) { ?s (!<urn:x>|^!<urn:x>)* ?o }",
    "5,000 brackets": "ASK {" + "{" * 5_000 + "}" * 5_000 + "}",
    "huge VALUES": "SELECT * {"
    + "".join(f" VALUES ?v{n} {{ {' '.join(map(str, range(2_000)))} }}" for n in range(9))
    + " } ORDER BY ?v1",
    "regular expressions": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c FILTER(REGEX(CONCAT(STR(?o), STR(?c)), "
    '"(a*)*(a|aa)+b(.{1,50}){1,20}$")) }',
    "huge CONSTRUCT": "CONSTRUCT { ?s ?b ?c . ?a ?p ?o } { ?s ?p ?o . ?a ?b ?c }",
    "GROUP_CONCAT": "SELECT (GROUP_CONCAT(STR(?o)) AS ?long) { ?s ?p ?o . ?a ?b ?c }",
    "strings that grow": 'SELECT * { BIND("'
    + "a" * 10_000
    + '" AS ?x0) '
    + "".join(f"BIND(CONCAT(?x{n}, ?x{n}, ?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(12))
    + "}",
}
# Answers of a few milliseconds to a few hundred.
ANSWERS = {
    "one row": "ASK { ?s a pg:Claim }",
    "1,000 rows": "SELECT * { ?s ?p ?o } LIMIT 1000",
    "20,000 rows": "SELECT * { ?s ?p ?o } LIMIT 20000",
    "100,000 rows": "SELECT * { ?s ?p ?o } LIMIT 100000",
    "a count": "SELECT (COUNT(*) AS ?n) { ?s a ?type ; rdfs:label ?label }",
}


# What people ask for most: the claims on somebody, without and with their evidence.
CLAIMS = """SELECT ?claim ?predicate ?object ?label {
  VALUES ?about { person:somebody }
  ?claim rdf:subject ?about ; rdf:predicate ?predicate ; rdf:object ?object .
  OPTIONAL { ?object rdfs:label ?label }
}"""
EVIDENCE = (resources.ontology("queries") / "claims-with-evidence.rq").read_text(encoding="utf-8")
EVIDENCE = EVIDENCE.replace("person:jeff-sessions-s001141", "person:somebody")


def lookups(folder: Path, number: int, text: str = EVIDENCE) -> list[str]:
    """CLAIMS or EVIDENCE of people taken by lot."""
    kind, default = ox.NamedNode(vocab.PERSON), ox.DefaultGraph()
    with Store.open(folder, read_only=True) as store:
        found = store.rdf.quads_for_pattern(None, ox.NamedNode(vocab.RDF_TYPE), kind, default)
        people = sorted(str(quad.subject) for quad in itertools.islice(found, 20_000))
    chosen = random.Random(0).choices(people, k=number)  # noqa: S311 -- no secret
    return [text.replace("person:somebody", person) for person in chosen]


def spread(taken: list[float]) -> dict[str, float]:
    """The median and the 95th percentile."""
    ordered = sorted(taken)
    return {"p50": round(statistics.median(ordered), 2), "p95": round(ordered[len(ordered) * 95 // 100], 2)}


async def read(engine: Engine, text: str) -> int:
    """The bytes of an answer."""
    answer = await engine.query(text)
    return sum([len(piece) async for piece in answer.chunks])


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds of the clock."""
    start = time.perf_counter()
    await work()
    return (time.perf_counter() - start) * 1000


async def round_trips(engine: Engine, folder: Path) -> dict[str, Any]:
    """Each answer here and through the engine, in turns."""
    told: dict[str, Any] = {}
    with Store.open(folder, read_only=True) as store:

        def here(text: str) -> None:
            result = store.rdf.query(text, prefixes=dict(store.prefixes))
            result.serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[arg-type]

        for name, text in {**ANSWERS, "claims of a person": lookups(folder, 1)[0]}.items():
            ours, raw = [], []
            for _ in range(TIMES):
                raw.append(clock(lambda text=text: here(text)))  # type: ignore[misc]
                ours.append(await timed(lambda text=text: read(engine, text)))  # type: ignore[misc]
            mine, its = statistics.median(ours), statistics.median(raw)
            told[name] = {"here": round(its, 2), "engine": round(mine, 2), "ratio": round(mine / its, 2)}
    return told


def memory(pid: int, entry: str = "VmHWM") -> int:
    """Megabytes that a process has (VmRSS) or had at most (VmHWM); 0 if it has gone."""
    with suppress(FileNotFoundError, ProcessLookupError):
        for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
            if line.startswith(entry):
                return int(line.split()[1]) // 1024
    return 0


def children() -> list[int]:
    """The processes that this one has started: the workers."""
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()]


def lives(pid: int) -> bool:
    """Whether it is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(") ")[2][0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


async def runaway(engine: Engine, text: str, seconds: float) -> dict[str, Any]:
    """How one query ends."""
    running = asyncio.create_task(read(engine, text))
    while not running.done() and not any(run.worker for run in engine.running):
        await asyncio.sleep(0)
    begun = time.perf_counter()
    worker = next((run.worker for run in engine.running if run.worker), None)
    most, gone = 0, begun
    while worker and lives(worker.pid) and not (running.done() and not worker.killed):
        most = max(most, memory(worker.pid))
        gone = time.perf_counter()
        await asyncio.sleep(0.002)
    await asyncio.wait([running])
    late = round((gone - begun - seconds) * 1000)
    return {"ended": type(running.exception()).__name__, "ms_past": max(late, 0), "most_mb": most}


async def reading(engine: Engine, texts: list[str], seconds: float) -> dict[str, float]:
    """What readers wait for, each asking again at once."""
    waiting = iter(itertools.cycle(texts))
    until = time.perf_counter() + seconds
    taken: list[float] = []

    async def reader() -> None:
        while time.perf_counter() < until:
            text = next(waiting)
            taken.append(await timed(lambda text=text: read(engine, text)))  # type: ignore[misc]

    await asyncio.gather(*(reader() for _ in range(READERS)))
    return {**spread(taken), "answers": len(taken)}


async def harassed(engine: Engine) -> None:
    """A client that runs the set over and over."""
    for text in itertools.cycle(RUNAWAYS.values()):
        try:
            await read(engine, text)
        except QueryError:
            await asyncio.sleep(0)


async def measure(folder: Path, seconds: float) -> dict[str, Any]:
    """All that is measured."""
    texts = lookups(folder, 200)
    told: dict[str, Any] = {}
    begun = time.perf_counter()
    async with Engine(folder, timeout=5.0) as engine:
        await read(engine, "ASK {}")
        told["start_s"] = round(time.perf_counter() - begun, 2)
        told["round_trip_ms"] = await round_trips(engine, folder)
        told["worker_mb"] = max(memory(pid, "VmRSS") for pid in children())
    async with Engine(folder, timeout=3.0) as engine:
        told["runaways"] = {name: await runaway(engine, text, 3.0) for name, text in RUNAWAYS.items()}
        await reading(engine, texts, 2.0)
        quiet = await reading(engine, texts, seconds)
        clients = [asyncio.create_task(harassed(engine)) for _ in range(2)]
        beside = await reading(engine, texts, max(seconds, 30.0))
        for client in clients:
            client.cancel()
        await asyncio.wait(clients)
    told["readers_ms"] = {"quiet": quiet, "beside": beside, "ratio": round(beside["p95"] / quiet["p95"], 2)}
    return told


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description="What the endpoint's engine does in how long.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=10.0, help="of reading in quiet")
    options = parser.parse_args()
    print(json.dumps(asyncio.run(measure(options.folder, options.seconds)), indent=2))


if __name__ == "__main__":
    main()
