"""Seconds to write each format and to validate, on a synthetic graph; prints JSON.

    python bench/ways_out.py [QUADS] [--pyshacl]

rdflib's Turtle serializer is timed on a tenth, and the ratio is of times a triple. pyshacl takes minutes.
"""

import io
import itertools
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

import pyoxigraph as ox
from synthetic import lines

from policygraph import registry, vocab
from policygraph.validate import shapes


def store_of(triples: int) -> ox.Store:
    """A store in memory of `triples` quads in named graphs, and of their merge without NIF strings."""
    store = ox.Store()
    for batch in _batches(triples):
        quads = list(ox.parse(b"".join(batch), format=ox.RdfFormat.N_QUADS))
        store.bulk_extend(quads)
        store.bulk_extend(ox.Quad(*q.triple) for q in quads if "#char=" not in str(q.subject))
    return store


def _batches(triples: int) -> Iterator[list[bytes]]:
    stream = lines(triples)
    while batch := list(itertools.islice(stream, 50_000)):
        yield batch


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    start = time.process_time()
    work()
    return round(time.process_time() - start, 2)


def main() -> None:
    """Prints the figures."""
    size = next((int(word) for word in sys.argv[1:] if word.isdigit()), 1_000_000)
    store = store_of(size)
    triples = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    told: dict[str, object] = {"default_graph_triples": triples, "all_quads": len(store), "write_seconds": {}}
    for form in registry.names("export"):
        write = partial(registry.load("export", form).write, store, plain=False, prefixes=vocab.prefixes())
        told["write_seconds"][form] = timed(partial(write, io.BytesIO()))  # type: ignore[index]
    told["validate_seconds"] = {"builtin": timed(lambda: shapes.check(store, "builtin"))}
    if "--pyshacl" in sys.argv:
        told["validate_seconds"]["pyshacl"] = timed(lambda: shapes.check(store, "pyshacl"))  # type: ignore[index]
    sample = shapes.default_graph(store_of(size // 10))
    seconds = timed(lambda: sample.serialize(format="turtle"))
    ours = told["write_seconds"]["turtle"] / triples  # type: ignore[index]
    told["rdflib_turtle_over_ours"] = round(seconds / len(sample) / ours, 1)
    told["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
