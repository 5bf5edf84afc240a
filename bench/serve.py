"""The endpoint over HTTP beside the oxigraph server and rdflib-endpoint, on the same data in the same run; prints JSON.

    python bench/serve.py [--quads 1000000,5000000 | --graph FOLDER …] [--clients 1,4,16] [--seconds 10]
                          [--rdflib PYTHON]

For each graph (made as bench/store.py makes it, unless a folder is named, which is only read), each server and each
number of clients: requests a second, milliseconds of the clock (median, 95th percentile) and errors of two questions,
the claims on a person and the claims with their evidence, each of people taken by lot; clients keep their connection
and ask again at once. Then, of ours alone: answers over 10 ms against the same query in process, and the set of queries
that never end, with readers beside. Last, the targets of the endpoint with 'ok' or 'over'.

The oxigraph server (PyPI `oxigraph`) opens the same store read-only. rdflib-endpoint needs an environment of its own,
whose interpreter --rdflib names (pip install rdflib-endpoint==0.6.3 python-multipart uvicorn); it is left out without,
and given the default graph as N-Triples. A peer that does not answer within ten minutes of its start is told as such.
"""

import argparse
import contextlib
import http.client
import itertools
import json
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from serve_engine import ANSWERS, CLAIMS, EVIDENCE, RUNAWAYS, lookups, memory, spread
from store import clock, committed

from policygraph import vocab
from policygraph.store import Store

PATIENCE = 60.0  # seconds for one answer
STARTING = 600.0
TIMES = 15
DEADLINE = 5  # seconds, of ours, while the runaways run
QUESTIONS = {"claims": CLAIMS, "evidence": EVIDENCE}
PREFIXES = "".join(f"PREFIX {name}: <{space}>\n" for name, space in vocab.prefixes().items())
JSON_RESULTS = "application/sparql-results+json"


class Client:
    """One connection that is kept."""

    def __init__(self, port: int, path: str) -> None:
        self._port, self._path = port, path
        self._open()

    def _open(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)

    def ask(self, text: str, accept: str = JSON_RESULTS) -> tuple[int, int]:
        """Status and length of the answer; status 0 if there is none."""
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        try:
            self._connection.request("POST", self._path, (PREFIXES + text).encode(), headers)
            response = self._connection.getresponse()
            return response.status, len(response.read())
        except (OSError, http.client.HTTPException):
            self._connection.close()
            self._open()
            return 0, 0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def served(command: Sequence[str], port: int, path: str) -> Iterator[subprocess.Popen[bytes] | None]:
    """The server while it runs; None if it does not answer."""
    with tempfile.TemporaryFile() as told:
        server = subprocess.Popen(command, stdout=told, stderr=told)
        try:
            until = time.monotonic() + STARTING
            while time.monotonic() < until and server.poll() is None:
                if Client(port, path).ask("ASK {}")[0] == 200:
                    break
                time.sleep(0.2)
            else:
                told.seek(0)
                print(told.read()[-2000:].decode(errors="replace"), file=sys.stderr)
                yield None
                return
            yield server
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:  # rdflib-endpoint ends no query that it is at
                server.kill()
                server.wait()


def commands(folder: Path, scratch: Path, rdflib: str) -> dict[str, tuple[list[str], int, str]]:
    """The servers by name: command, port, and path of the endpoint."""
    ours, theirs, third = free_port(), free_port(), free_port()
    python = sys.executable
    oxigraph = shutil.which("oxigraph", path=str(Path(python).parent)) or "oxigraph"
    where = ["--location", str(folder / "store"), "--bind", f"127.0.0.1:{theirs}"]
    found = {
        "policygraph": (
            [python, "-m", "policygraph", "serve", "-g", str(folder), "--port", str(ours), "--timeout", str(DEADLINE)],
            ours,
            "/sparql",
        ),
        "oxigraph": ([oxigraph, "serve-read-only", *where], theirs, "/query"),
    }
    if rdflib:
        data = scratch / "default.nt"
        with Store.open(folder, read_only=True) as store:
            store.rdf.dump(str(data), ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        program = [
            str(Path(rdflib).parent / "rdflib-endpoint"),
            "serve",
            "--host",
            "127.0.0.1",
            "--port",
            str(third),
            str(data),
        ]
        found["rdflib-endpoint"] = (program, third, "/")
    return found


def load(port: int, path: str, texts: Sequence[str], clients: int, seconds: float) -> dict[str, Any]:
    """What so many clients wait for."""
    waiting, lock = itertools.cycle(texts), threading.Lock()
    taken: list[float] = []
    errors: list[int] = []
    until = time.perf_counter() + seconds

    def client() -> None:
        connection = Client(port, path)
        while time.perf_counter() < until:
            with lock:
                text = next(waiting)
            begun = time.perf_counter()
            status, _ = connection.ask(text)
            taken.append((time.perf_counter() - begun) * 1000)
            if status != 200:
                errors.append(status)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {**spread(taken), "a_second": round(len(taken) / (time.perf_counter() - begun), 1), "errors": len(errors)}


def in_process(folder: Path, port: int, path: str) -> dict[str, Any]:
    """Answers over HTTP against the same here, those over 10 ms."""
    told: dict[str, Any] = {}
    client = Client(port, path)
    with Store.open(folder, read_only=True) as store:

        def here(text: str) -> None:
            result = store.rdf.query(PREFIXES + text)
            result.serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[arg-type]

        for name, text in ANSWERS.items():
            raw, ours = [], []
            for _ in range(TIMES):
                raw.append(clock(lambda text=text: here(text)))  # type: ignore[misc]
                ours.append(clock(lambda text=text: client.ask(text)))  # type: ignore[misc]
            its, mine = statistics.median(raw), statistics.median(ours)
            if its > 10:
                told[name] = {"here": round(its, 1), "http": round(mine, 1), "ratio": round(mine / its, 2)}
    return told


def harassed(port: int, path: str, server: int, texts: Sequence[str]) -> dict[str, Any]:
    """How each query that never ends is answered, and what four readers wait for meanwhile."""
    told: dict[str, Any] = {"quiet": load(port, path, texts, 4, DEADLINE * 2)}
    ended: dict[str, Any] = {}
    most = 0

    def client() -> None:
        connection = Client(port, path)
        for name, text in RUNAWAYS.items():
            accept = "text/turtle" if "CONSTRUCT" in name else JSON_RESULTS
            begun = time.perf_counter()
            status, _ = connection.ask(text, accept)
            late = (time.perf_counter() - begun - DEADLINE) * 1000
            ended[name] = {"status": status, "ms_past": max(round(late), 0)}

    running = threading.Thread(target=client)
    running.start()
    beside = []
    while running.is_alive():
        beside.append(load(port, path, texts, 4, 1.0))
        workers = Path(f"/proc/{server}/task/{server}/children").read_text("ascii").split()
        most = max([most, *(memory(int(pid)) for pid in workers)])
    told["beside"] = {
        "p95": round(statistics.median(one["p95"] for one in beside), 2),
        "errors": sum(one["errors"] for one in beside),
    }
    return {**told, "ended": ended, "worker_mb": most, "ratio": round(told["beside"]["p95"] / told["quiet"]["p95"], 2)}


def measure(folder: Path, clients: Sequence[int], seconds: float, rdflib: str) -> dict[str, Any]:
    """All that is measured on one graph."""
    told: dict[str, Any] = {}
    texts = {name: lookups(folder, 300, text) for name, text in QUESTIONS.items()}
    with tempfile.TemporaryDirectory() as scratch:
        for name, (command, port, path) in commands(folder, Path(scratch), rdflib).items():
            with served(command, port, path) as server:
                if server is None:
                    told[name] = "did not answer"
                    continue
                found: dict[str, Any] = {}
                for question, asked in texts.items():
                    load(port, path, asked, 1, 1.0)
                    found[question] = {count: load(port, path, asked, count, seconds) for count in clients}
                if name == "policygraph":
                    found["in_process"] = in_process(folder, port, path)
                    found["runaways"] = harassed(port, path, server.pid, texts["evidence"])
                told[name] = found
                print(name, json.dumps(found), file=sys.stderr, flush=True)
    return told


def targets(told: dict[str, Any]) -> dict[str, str]:
    """What was aimed at, the figure, and 'ok' or 'over'."""
    ours = told["policygraph"]
    if isinstance(ours, str):
        return {}
    loads = [found for question in QUESTIONS for found in ours[question].values()]
    runaways = ours["runaways"]
    ratios = [found["ratio"] for found in ours["in_process"].values()]
    late = max(found["ms_past"] for found in runaways["ended"].values())
    return {
        "p95 of both questions, any number of clients, ms": _said(max(found["p95"] for found in loads), 50),
        "errors": _said(sum(found["errors"] for found in loads), 0),
        "HTTP over in process, answers over 10 ms": _said(max(ratios, default=0.0), 1.3),
        "a runaway is ended, ms past its deadline": _said(late, 250),
        "worker memory, MB": _said(runaways["worker_mb"], 2048),
        "p95 of readers beside runaways over quiet": _said(runaways["ratio"], 2),
        "errors of readers beside runaways": _said(runaways["beside"]["errors"], 0),
    }


def _said(figure: float, target: float) -> str:
    return f"{figure:g} (≤ {target:g}): {'ok' if figure <= target else 'over'}"


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description="The endpoint over HTTP beside its peers.")
    parser.add_argument("--quads", default="1000000", help="sizes, separated by commas")
    parser.add_argument("--graph", type=Path, action="append", default=[], help="a graph that is there, and only read")
    parser.add_argument("--clients", default="1,4,16", help="numbers, separated by commas")
    parser.add_argument("--seconds", type=float, default=10.0, help="of each load")
    parser.add_argument("--rdflib", default="", metavar="PYTHON", help="interpreter that has rdflib-endpoint")
    options = parser.parse_args()
    clients = [int(count) for count in options.clients.split(",")]
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folders = list(options.graph)
        for size in () if folders else map(int, options.quads.split(",")):
            folders.append(Path(scratch) / str(size))
            committed(size, folders[-1])[0].close()
        for folder in folders:
            found = measure(folder, clients, options.seconds, options.rdflib)
            told[folder.name] = {**found, "targets": targets(found)}
    print(json.dumps(told, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
