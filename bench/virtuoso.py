"""Whether a graph gets into Virtuoso whole, by hand: no CI has it.

    apt-get install virtuoso-opensource
    python bench/virtuoso.py GRAPH

Starts a server of Debian's package on an empty database in a folder of its own, puts the graph folder GRAPH into it by
`policygraph export --store`, twice, and compares how many triples each graph has there and here. Prints one
JSON object; the exit code is 1 if a graph differs.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pyoxigraph as ox
import requests

from policygraph.store import Store

MERGED = "urn:policygraph:merged"  # Virtuoso has no default graph of its own
USER = PASSWORD = "dba"  # noqa: S105 -- of a server that lives for a minute
SECONDS = 120
SETTINGS = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {port}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = {web}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 100000
"""


def free_port() -> int:
    """A port that nobody listens at."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def server() -> Iterator[str]:
    """The address of a server with an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        port, web = free_port(), free_port()
        settings = Path(folder) / "virtuoso.ini"
        settings.write_text(SETTINGS.format(folder=folder, port=port, web=web), encoding="utf-8")
        address = f"http://127.0.0.1:{web}"
        with subprocess.Popen(["virtuoso-t", "-f", "-c", str(settings)], stderr=subprocess.DEVNULL) as process:
            try:
                _wait(address)
                yield address
            finally:
                process.kill()


def _wait(address: str) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            if requests.get(f"{address}/sparql", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.5)
    raise SystemExit(f"Virtuoso did not answer within {SECONDS} s")


def put(graph: Path, address: str) -> str:
    """What `policygraph export --store` tells."""
    command = [sys.executable, "-m", "policygraph", "export", "-g", str(graph), "--default-graph", MERGED]
    command += ["--store", f"{address}/sparql-graph-crud-auth"]
    credentials = {"POLICYGRAPH_STORE_USER": USER, "POLICYGRAPH_STORE_PASSWORD": PASSWORD}
    done = subprocess.run(command, env=os.environ | credentials, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stderr.strip()


def there(address: str) -> dict[str, int]:
    """Triples by named graph, as the server counts them."""
    asked = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    answer = requests.get(
        f"{address}/sparql", params={"query": asked, "format": "application/sparql-results+json"}, timeout=SECONDS
    )
    answer.raise_for_status()
    return {row["g"]["value"]: int(row["n"]["value"]) for row in answer.json()["results"]["bindings"]}


def here(graph: Path) -> dict[str, int]:
    """Triples by named graph as exports have them, and of the default graph under its name there."""
    with tempfile.TemporaryDirectory() as folder, Store.open(graph, read_only=True) as store:
        file = Path(folder) / "graph.nq"
        command = [sys.executable, "-m", "policygraph", "export", "-g", str(graph), "-f", "nquads", "-o", str(file)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        counts: dict[str, int] = {}
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.N_QUADS):
            assert isinstance(quad.graph_name, ox.NamedNode), "N-Quads are written of named graphs"
            counts[quad.graph_name.value] = counts.get(quad.graph_name.value, 0) + 1
        default = store.rdf.quads_for_pattern(None, None, None, ox.DefaultGraph())
        return {**counts, MERGED: sum(1 for _ in default)}


def main() -> None:
    """Puts, counts, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    graph = parser.parse_args().graph
    expected = here(graph)
    with server() as address:
        told = [put(graph, address) for _ in range(2)]
        found = there(address)
    ours = {name: found.get(name, 0) for name in expected}
    differing = {name: [count, ours[name]] for name, count in expected.items() if count != ours[name]}
    print(json.dumps({"graphs": len(expected), "differing": differing, "told": told}, indent=2))
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()
