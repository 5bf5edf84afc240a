"""What exploring a graph over the API costs; prints JSON.

    python bench/serve_graph.py [--claims 1000000 | --graph DIR] [--keep DIR] [--asked 100] [--whole]

Without --graph a store of so many claims is made: a country of counties, parties with tens of thousands of members,
officials with posts and statements, policies, events; --keep keeps it. For each question the processor milliseconds
(p50, p95, most) of one answer in process, packing included, and its packed kilobytes:

opening   the view that the page opens with, made once a commit
hubs      what is around the twenty entities with most neighbours
leaves    what is around entities taken at random, and within two edges of them
paths     between two entities taken at random; how many were given up
search    by one letter, two beginnings of words, a name
index     seconds and peak megabytes of the process that makes the index, megabytes of it, seconds until it is there

--whole measures the other way beside it: the whole graph loaded (`view.load`) and cut (`cut.around`).
"""

import argparse
import gzip
import json
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from policygraph import view, vocab
from policygraph.errors import UnknownNameError
from policygraph.model import Kind
from policygraph.serve.graph import GraphReader
from policygraph.serve.graph.links import OutOfBoundsError
from policygraph.serve.snapshot import Snapshot
from policygraph.store import Store
from policygraph.view import cut

_FIRST = ("Ada", "Bruno", "Chiara", "Dmitri", "Esme", "Farid", "Greta", "Hamid", "Inga", "Jorge", "Kaito", "Lena")
_LAST = ("Abara", "Bright", "Castell", "Drum", "East", "Fenni", "Gal", "Hollo", "Iba", "Jess", "Kirk", "Lund")
_ENDS = ("more", "water", "ard", "mond", "lake", "braith", "way", "rra", "up", "wood", "gren", "shaw", "ford", "by")
_PARTIES = 12


def lines(claims: int) -> Iterator[str]:
    """The N-Quads of a default graph with about so many claims, about four to each person."""
    rng, people = random.Random(20170421), claims // 4  # noqa: S311 -- no secret
    documents = max(10, people // 20)
    for number in range(documents):
        yield from _entity("doc", f"{number:012x}", vocab.NEWS_ARTICLE, "")
        yield f'{_iri("doc", f"{number:012x}")} <{vocab.HEADLINE}> "Report {number}" .\n'
        yield f'{_iri("doc", f"{number:012x}")} <{vocab.DATE_PUBLISHED}> "{2000 + number % 25}-03-04" .\n'
    yield from _entity("jurisdiction", "arboria", vocab.CLASS_OF[Kind.JURISDICTION], "Republic of Arboria")
    for number in range(_PARTIES):
        yield from _entity("organization", f"party-{number}", vocab.CLASS_OF[Kind.ORGANIZATION], f"Party of {number}")
    counties, events = max(1, people // 10), max(1, people // 10)
    for number in range(counties):
        label = f"{rng.choice(_LAST)}{rng.choice(_ENDS)} County {number}"
        yield from _entity("jurisdiction", f"c{number}", vocab.CLASS_OF[Kind.JURISDICTION], label)
        yield from _claim(
            rng, documents, ("jurisdiction", f"c{number}"), vocab.CONTAINED_IN_PLACE, ("jurisdiction", "arboria")
        )
    for number in range(people // 50):
        yield from _entity("policy", f"p{number}", vocab.CLASS_OF[Kind.POLICY], f"{rng.choice(_LAST)} Act of {number}")
    for number in range(events):
        yield from _entity("event", f"e{number}", vocab.CLASS_OF[Kind.EVENT], f"Meeting no. {number}")
    for number in range(people):
        yield from _official(rng, number, documents, counties, events, max(1, people // 50))


def _official(
    rng: random.Random, number: int, documents: int, counties: int, events: int, policies: int
) -> Iterator[str]:
    person, post = ("person", f"o{number}"), ("post", f"o{number}")
    label = f"{rng.choice(_FIRST)} {rng.choice(_LAST)}{rng.choice(_ENDS)}"
    yield from _entity(*person, vocab.CLASS_OF[Kind.PERSON], label)
    yield f'{_iri(*person)} <{vocab.ALT_LABEL}> "{label.rsplit(maxsplit=1)[-1]}" .\n'
    yield from _entity(*post, vocab.CLASS_OF[Kind.POST], f"Clerk of District {number}")
    county = ("jurisdiction", f"c{int(counties * rng.random() ** 3)}")
    yield from _claim(rng, documents, person, vocab.HOLDS, post)
    yield from _claim(rng, documents, post, vocab.HAS_JURISDICTION, county)
    party = ("organization", f"party-{int(_PARTIES * rng.random() ** 2)}")
    yield from _claim(rng, documents, person, vocab.MEMBER_OF, party)
    if number % 2:
        yield from _claim(rng, documents, person, vocab.SUPPORTS, ("policy", f"p{int(policies * rng.random() ** 2)}"))
    else:
        yield from _claim(rng, documents, ("event", f"e{int(events * rng.random() ** 2)}"), vocab.AGENT, person)
    if number % 3 == 0:
        said = _iri("attribution", f"a{number}")
        yield f"{said} <{vocab.RDF_TYPE}> <{vocab.ATTRIBUTION}> .\n{said} <{vocab.CREATOR}> {_iri(*person)} .\n"
        yield f'{said} <{vocab.TEXT}> "The harbour is open" .\n'
        yield f"{said} <{vocab.WAS_QUOTED_FROM}> {_iri('doc', f'{rng.randrange(documents):012x}')} .\n"


def _iri(kind: str, name: str) -> str:
    return f"<{vocab.BASE}{kind}/{name}>"


def _entity(kind: str, name: str, class_: str, label: str) -> Iterator[str]:
    yield f"{_iri(kind, name)} <{vocab.RDF_TYPE}> <{class_}> .\n"
    if label:
        yield f'{_iri(kind, name)} <{vocab.RDFS_LABEL}> "{label}" .\n'


def _claim(
    rng: random.Random, documents: int, subject: tuple[str, str], predicate: str, obj: tuple[str, str]
) -> Iterator[str]:
    one, other = _iri(*subject), _iri(*obj)
    claim = _iri("claim", f"{rng.getrandbits(64):016x}")
    yield f"{one} <{predicate}> {other} .\n"
    yield f"{claim} <{vocab.RDF_TYPE}> <{vocab.CLAIM}> .\n{claim} <{vocab.SUBJECT}> {one} .\n"
    yield f"{claim} <{vocab.PREDICATE}> <{predicate}> .\n{claim} <{vocab.OBJECT}> {other} .\n"
    yield f'{claim} <{vocab.POLARITY}> "affirmed" .\n{claim} <{vocab.MODALITY}> "stated" .\n'
    for _ in range(1 + (rng.random() < 0.15)):
        number = rng.getrandbits(64)
        evidence = _iri("evidence", f"{number:016x}")
        yield f"{evidence} <{vocab.RDF_TYPE}> <{vocab.EVIDENCE}> .\n{evidence} <{vocab.EVIDENCE_CLAIM}> {claim} .\n"
        yield f"{evidence} <{vocab.EVIDENCE_DOCUMENT}> {_iri('doc', f'{number % documents:012x}')} .\n"
        yield f'{evidence} <{vocab.SENTENCE}> "It was told to the board in report {number % 100_000} of that year." .\n'
        yield f'{evidence} <{vocab.RULE}> "pattern" .\n{evidence} <{vocab.CONFIDENCE}> "0.9" .\n'


def make(claims: int, folder: Path) -> None:
    """A graph folder of so many claims."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch, Store.open(folder, create=True) as store:
        text = Path(scratch) / "graph.nt"
        with text.open("w", encoding="utf-8") as file:
            file.writelines(lines(claims))
        store.rdf.bulk_load(path=str(text), format=ox.RdfFormat.N_TRIPLES)


class Times:
    """Processor milliseconds of answers, and their packed size."""

    def __init__(self) -> None:
        self.taken: list[float] = []
        self.sizes: list[float] = []
        self.failed = 0

    def take(self, ask: Callable[[], object]) -> None:
        """Measures one answer."""
        start = time.process_time()
        try:
            answer = ask()
        except UnknownNameError:
            answer = None  # that no path joins two is an answer
        except OutOfBoundsError:
            self.failed += 1
            answer = None
        packed = gzip.compress(json.dumps(answer, separators=(",", ":")).encode(), compresslevel=5)
        self.taken.append(1000 * (time.process_time() - start))
        self.sizes.append(len(packed) / 1000)

    def told(self) -> dict[str, float]:
        """The figures of all."""
        told = {
            "p50": statistics.median(self.taken),
            "p95": sorted(self.taken)[int(0.95 * (len(self.taken) - 1))],
            "most": max(self.taken),
            "kB": max(self.sizes),
        }
        return {name: round(value, 1) for name, value in told.items()} | {"given up": self.failed}


def measure(folder: Path, asked: int) -> dict[str, Any]:
    """All that the docstring above tells of."""
    start = time.monotonic()
    snapshot = Snapshot(folder)
    with GraphReader(snapshot) as reader:
        first = Times()
        first.take(reader.opening)
        while reader.indexes.ready is None:
            time.sleep(0.05)
        there, ready = round(time.monotonic() - start, 1), reader.indexes.ready
        made = resource.getrusage(resource.RUSAGE_CHILDREN)
        told: dict[str, Any] = {
            "entities": ready.entities,
            "edges": ready.edges,
            "index": {
                "cpu seconds": round(made.ru_utime + made.ru_stime, 1),
                "peak MB": made.ru_maxrss // 1000,
                "MB": round(ready.file.stat().st_size / 1e6, 1),
                "there after": there,
            },
            "opening before there is an index": first.told(),
        }
        told |= {name: _asked(asks) for name, asks in _questions(reader, ready.file, asked).items()}
    return told


def _asked(asks: list[Callable[[], object]]) -> dict[str, float]:
    times = Times()
    asks[0]()
    for ask in asks:
        times.take(ask)
    return times.told()


def _questions(reader: GraphReader, index: Path, asked: int) -> dict[str, list[Callable[[], object]]]:
    rng = random.Random(20170421)  # noqa: S311 -- no secret
    with closing(sqlite3.connect(index)) as base:
        most = "SELECT one FROM near GROUP BY one ORDER BY count(*) DESC LIMIT 20"
        hubs = [iri for (iri,) in base.execute(f"SELECT iri FROM entity WHERE id IN ({most})")]  # noqa: S608 -- ours
        count = base.execute("SELECT count(*) FROM entity").fetchone()[0]
        some = [
            base.execute("SELECT iri, label FROM entity WHERE id = ?", (rng.randint(1, count),)).fetchone()
            for _ in range(asked + 1)
        ]
    leaves = [iri for iri, _ in some]
    return {
        "opening": [reader.opening] * 5,
        "hubs": [partial(reader.around, iri, 1) for iri in hubs],
        "hubs, two edges": [partial(reader.around, iri, 2) for iri in hubs],
        "leaves": [partial(reader.around, iri, 1) for iri in leaves],
        "leaves, two edges": [partial(reader.around, iri, 2) for iri in leaves],
        "paths": [partial(reader.between, one, other) for one, other in pairwise(leaves)],
        "search, one letter": [partial(reader.search, text) for text in "abcdefghijklmnop"],
        "search, two beginnings": [partial(reader.search, text) for text in ("a b", "e m", "c of", "j e", "cl d")],
        "search, a name": [partial(reader.search, label) for _, label in some],
    }


def whole(folder: Path) -> dict[str, float]:
    """The way without an index: all of the graph is read, and cut."""
    with Store.open(folder, read_only=True) as store:
        start = time.process_time()
        graph = view.load(store.rdf)
        loaded = time.process_time() - start
        hub = max(graph.entities, key=lambda one: one.evidence).iri
        start = time.process_time()
        view.data(cut.around(graph, hub, 1, most=150))
        return {"load seconds": round(loaded, 1), "around seconds": round(time.process_time() - start, 2)}


def main() -> None:
    """Measure as asked and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--graph", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--asked", type=int, default=100)
    parser.add_argument("--whole", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.graph or options.keep or Path(scratch) / "graph"
        if not options.graph:
            make(options.claims, folder)
        told = measure(folder, options.asked)
        if options.whole:
            told["whole graph"] = whole(folder) | {
                "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
            }
        json.dump(told, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
