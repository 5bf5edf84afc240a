"""What the store does in how long, on a synthetic graph of this domain's shape; prints JSON.

    python bench/store.py [--quads 100000,1000000,5000000] [--peers]

For each size, in processor seconds unless a name says otherwise:

load       the graph's N-Quads by the store's own bulk load, and document by document as a first build commits them,
           200 at a time, with the default graph kept; bytes a quad on disk
export     the default graph as sorted Turtle, and every other format; of the clock, since it reads on two cores
validate   the SHACL shapes over the default graph, then all that `policygraph validate` looks at
lookup     milliseconds of the clock for the claims on a person with their sentences: median and 95th percentile of 300
containment  what the shipped query for officials at events in a place takes, for one county
queries    milliseconds of the clock of each shipped query, asked of names that are frequent in this graph

With --peers the same default graph is given to rdflib in memory: its parser, its Turtle serializer and each shipped
query (given up after a minute: the ratio is then at least what is told); and to the Rust SHACL engine `shacl`, if that
is installed. This takes some ten minutes for a million quads.
"""

import argparse
import io
import json
import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from synthetic import STAND_INS, graphs

from policygraph import query, registry, resources, vocab
from policygraph.store import Store
from policygraph.validate import shapes, validate

GIVEN_UP = 60.0  # seconds
LOOKUPS = 300
BATCH = 200
PERSON = "person:jeff-sessions-s001141"
COUNTY = "jurisdiction:us-il-cook-county"
CONTAINMENT = "officials-at-events-in"


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    start = time.process_time()
    work()
    return round(time.process_time() - start, 2)


def clock(work: Callable[[], object]) -> float:
    """Milliseconds of the clock."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def questions() -> dict[str, str]:
    """The shipped queries by name, about what is frequent in the synthetic graph."""
    return {shipped.name: _about_ours(shipped.text) for shipped in query.catalogue()}


def _about_ours(text: str) -> str:
    for name, other in STAND_INS.items():
        text = text.replace(name, other)
    return text


def bulk_load(lines: Path, folder: Path) -> None:
    """All quads by the engine's own loader."""
    store = ox.Store(str(folder))
    store.bulk_load(path=str(lines), format=ox.RdfFormat.N_QUADS)
    store.flush()


def committed(quads: int, folder: Path) -> tuple[Store, float]:
    """The store as a first build makes it, and the seconds that its own part took."""
    store, seconds = Store.open(folder, create=True), 0.0
    batch: dict[str, list[ox.Quad]] = {}
    shared: list[ox.Quad] = []
    for name, text in graphs(quads):
        parsed = list(ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS))
        if name.startswith(vocab.GRAPHS):
            shared += parsed
            continue
        batch[name] = parsed
        if len(batch) == BATCH:
            seconds += timed(partial(store.commit, batch))
            batch = {}
    seconds += timed(partial(store.commit, batch)) + timed(lambda: store.settle((), shared))
    return store, seconds


def measure(quads: int, folder: Path, *, peers: bool) -> dict[str, Any]:
    """All that is measured for one size."""
    lines = folder / "graph.nq"
    lines.write_bytes(b"".join(text.encode() for _, text in graphs(quads)))
    count = sum(text.count("\n") for _, text in graphs(quads))
    begun = time.perf_counter()
    loading = timed(lambda: bulk_load(lines, folder / "bulk"))
    took = time.perf_counter() - begun
    store, committing = committed(quads, folder / "graph")
    triples = sum(1 for _ in store.rdf.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    written = {
        name: clock(partial(registry.load("export", name).write, store.rdf, io.BytesIO(), **_PLAIN)) / 1000
        for name in registry.names("export")
    }
    shacl = timed(lambda: shapes.check(store.rdf))
    told: dict[str, Any] = {
        "quads": count,
        "default_graph_triples": triples,
        "load": {
            "bulk_quads_per_s": round(count / loading),
            "bulk_clock_s": round(took, 1),
            "bytes_a_quad": round(_size(folder / "bulk") / count),
            "committed_quads_per_s": round(len(store.rdf) / committing),
            "committed_bytes_a_quad": round(_size(folder / "graph") / len(store.rdf)),
        },
        "export": {
            "turtle_s_a_million": _a_million(written["turtle"], triples),
            "clock_s": {name: round(seconds, 2) for name, seconds in written.items()},
        },
        "validate": {
            "shacl_s_a_million": _a_million(shacl, triples),
            "shacl_s": shacl,
            "everything_s": timed(lambda: validate(store.rdf)),
        },
        "lookup_ms": _lookups(store),
        "containment_ms": _median(store, _about_ours(_template()))[0],
        "queries_ms": {name: _median(store, text)[0] for name, text in questions().items()},
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    if peers:
        told["peers"] = beside(store, told, triples)
    store.close()
    return told


_PLAIN: dict[str, Any] = {"plain": False, "prefixes": vocab.prefixes()}


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _a_million(seconds: float, triples: int) -> float:
    return round(seconds / triples * 1_000_000, 2)


def _template() -> str:
    """The shipped query on what lies in a place, asked of a county."""
    text = next(shipped.text for shipped in query.catalogue() if shipped.name == CONTAINMENT)
    return text.replace("jurisdiction:us-ca-san-diego", COUNTY)


def _rows(store: Store, text: str) -> int:
    result = query.run(store, text).result
    assert isinstance(result, ox.QuerySolutions), "a SELECT gives solutions"
    return len(list(result))


def _median(store: Store, text: str) -> tuple[float, int]:
    """Milliseconds, the median of up to five within six seconds, and the number of rows."""
    taken: list[float] = []
    rows: list[int] = []
    while len(taken) < 5 and sum(taken) < 6000:
        taken.append(clock(lambda: rows.append(_rows(store, text))))
    return round(statistics.median(taken), 1), rows[0]


def _lookups(store: Store) -> dict[str, float]:
    """The claims about a person with their evidence, for people taken by lot."""
    text = next(shipped.text for shipped in query.catalogue() if shipped.name == "claims-with-evidence")
    kind, default = ox.NamedNode(vocab.PERSON), ox.DefaultGraph()
    people = sorted(
        str(quad.subject) for quad in store.rdf.quads_for_pattern(None, ox.NamedNode(vocab.RDF_TYPE), kind, default)
    )
    chosen = random.Random(0).sample(people, min(LOOKUPS, len(people)))  # noqa: S311 -- no secret
    taken = sorted(clock(partial(_rows, store, text.replace(PERSON, person))) for person in chosen)
    return {"median": round(statistics.median(taken), 2), "p95": round(taken[len(taken) * 95 // 100], 2)}


# ---- Peers


def beside(store: Store, told: dict[str, Any], triples: int) -> dict[str, Any]:
    """What rdflib, pyshacl and the Rust engine do with the same default graph, and how many times as long."""
    found: dict[str, Any] = {}
    with suppress(ImportError):
        import shacl  # noqa: PLC0415 -- not of what the tests need

        compiled = shacl.Shapes.from_turtle(resources.ontology("shapes.ttl").read_text("utf-8"))
        seconds = timed(lambda: compiled.validate_text(_dumped(store), "ntriples"))
        found["shacl_rust_s_a_million"] = _a_million(seconds, triples)  # with reading the graph out
    graph = rdflib.Graph(bind_namespaces="none")
    found["rdflib_load_s"] = timed(lambda: graph.parse(data=_dumped(store), format="nt"))
    for name, space in vocab.prefixes().items():
        graph.bind(name, space)
    ours = told["export"]["turtle_s_a_million"] / 1_000_000 * triples
    found["rdflib_turtle_over_ours"] = round(clock(lambda: graph.serialize(format="turtle")) / 1000 / ours, 1)
    ratios = {}
    for name, text in questions().items():
        taken = _within(GIVEN_UP, partial(_ask, graph, text))
        mine = told["queries_ms"][name] / 1000
        ratios[name] = round(taken / mine, 1) if isinstance(taken, float) else taken or f"> {GIVEN_UP / mine:.0f}"
        print(name, ratios[name], file=sys.stderr, flush=True)
    found["rdflib_query_over_ours"] = ratios
    return found


def _dumped(store: Store) -> str:
    return (store.rdf.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b"").decode()


def _ask(graph: rdflib.Graph, text: str) -> None:
    for _ in graph.query(text, initNs=vocab.prefixes()):
        pass


def _within(limit: float, work: Callable[[], None]) -> float | str | None:
    """Seconds of the clock that `work` takes in a process of its own, its error's name, or None if it is given up."""
    context = multiprocessing.get_context("fork")  # the graph is shared, not handed over
    receiver, sender = context.Pipe(duplex=False)

    def ask() -> None:
        try:
            sender.send(clock(work) / 1000)
        except Exception as error:  # noqa: BLE001 -- whatever the peer can't do is told in its place
            sender.send(type(error).__name__)

    process = context.Process(target=ask)
    process.start()
    taken: float | str | None = receiver.recv() if receiver.poll(limit) else None
    process.kill()
    process.join()
    return taken


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description="What the store does in how long.")
    parser.add_argument("--quads", default="100000,1000000", help="sizes, separated by commas")
    parser.add_argument("--peers", action="store_true", help="rdflib and SHACL engines too; takes long")
    options = parser.parse_args()
    told = {}
    for size in map(int, options.quads.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            told[size] = measure(size, Path(folder), peers=options.peers)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
