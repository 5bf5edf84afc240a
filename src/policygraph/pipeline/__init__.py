"""Wires the stages: sources to documents, each document to the quads of its graph, all of them into the store.

A document is worked on by itself, so that its graph is the same whatever else is built, in whatever order and by however
many processes. Only documents that changed, or whose tools and tables did, are worked on again.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from policygraph import __version__, resources, vocab
from policygraph.errors import StoreError, UnknownNameError
from policygraph.gazetteer import Gazetteer
from policygraph.identify import identify
from policygraph.model import Document, Kind, Skipped
from policygraph.pipeline import versions, workers
from policygraph.pipeline.manifest import Manifest
from policygraph.pipeline.plan import Plan, Reading, plan
from policygraph.pipeline.stages import extract as extract
from policygraph.pipeline.stages import parse
from policygraph.pipeline.workers import Limits as Limits
from policygraph.store import Store

DEFAULT_MODEL = "en_core_web_md"
# A commit is made when so many documents are ready, or so many seconds after the last one.
_BATCH, _SECONDS = 200, 5.0
_FAILED = "failed.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a build is: documents of all that are to be made, safe in the graph or set aside; seconds since it began;
    which document took longest, and how many seconds.
    """

    done: int
    total: int
    seconds: float
    slowest: str = ""
    slowest_seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build read, and what the graph holds after it. Entities by kind; claims and attributions of the
    documents (facts of the tables are not counted).
    """

    read: int
    repeated: int  # sources whose text was read from another source as well
    skipped: tuple[Skipped, ...]
    documents: int
    entities: dict[str, int]
    claims: int
    attributions: int
    made: int = 0  # documents worked on in this run
    removed: int = 0  # documents that no source gives any more
    failed: tuple[Skipped, ...] = ()  # documents that could not be worked on
    left: int = 0  # documents not begun, since the run was stopped


def build(
    sources: Sequence[str],
    graph: Path,
    *,
    jobs: int = 0,
    limits: Limits | None = None,
    model: str = DEFAULT_MODEL,
    strict: bool = False,
    published: date | None = None,
    publisher_name: str = "",
    stdin: BinaryIO | None = None,
    progress: Callable[[Progress], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Report:
    """Read `sources` into the graph folder `graph`, which is made if it is not there.

    Documents that changed are replaced, and those that a source no longer gives removed; building the same twice
    changes nothing. `jobs` worker processes do the work, each document within `limits`; with 0 it is done here and
    without limits. With `strict`, the first document that can't be read raises ReadError and nothing is written.
    `published` and `publisher_name` fill in what documents don't tell. Once `stopped` says so, no further document is
    begun; the next build goes on from there. Raises StoreError, ResourceError.
    """
    resources.language_model(model)  # a model that is not there must not leave an empty graph behind
    reading = Reading(model=model, published=published, publisher=publisher_name, stdin=stdin)
    # A source that is not there, or --strict, must not leave one either.
    first = None if (graph / "graph.toml").exists() else plan(sources, reading, None, {}, strict=strict)
    with Store.open(graph, create=True) as store, Manifest.open(graph) as manifest:
        work = first or plan(sources, reading, store, manifest.entries(), strict=strict)
        manifest.save(work.entries)
        done = _make(store, work, reading, jobs=jobs, limits=limits or Limits(), progress=progress, stopped=stopped)
        _settle(store, model)
        failed = _set_aside(graph, work, done.failed)
        return replace(
            summary(store),
            read=work.read,
            repeated=work.repeated,
            skipped=tuple(work.skipped),
            made=done.made,
            removed=len(work.removing),
            failed=failed,
            left=len(work.making) - done.made - len(done.failed),
        )


def remove(names: Iterable[str], graph: Path) -> list[str]:
    """Removes documents and all that only they supported; returns their IRIs.

    A name is a document's IRI or id, or a source as the graph tells it; a source that gave several removes all of them.
    Raises UnknownNameError for a name of none, and then nothing is removed.
    """
    with Store.open(graph) as store, Manifest.open(graph) as manifest:
        found: dict[str, None] = {}
        for name in names:
            found |= dict.fromkeys(_named(name, store))
        store.commit({iri: () for iri in found})
        ids = {iri[iri.rfind("/") + 1 :] for iri in found}
        for entry in manifest.entries().values():
            if ids & entry.documents.keys():
                # Another run of the same input gives them again: it is asked for then.
                manifest.forget([entry.place])
        _settle(store, str(store.about.get("model", DEFAULT_MODEL)))
    return sorted(found)


def _named(name: str, store: Store) -> list[str]:
    documents = store.documents()
    iri = store.expand(name) or vocab.Minter(store.base).document(name)
    if iri in documents:
        return [iri]
    told = store.rdf.quads_for_pattern(None, ox.NamedNode(vocab.SOURCE), ox.Literal(name))
    found = sorted({q.subject.value for q in told if q.subject.value in set(documents)})
    if not found:
        raise UnknownNameError(
            f"no document is {name!r}",
            where=str(store.path),
            remedy="Name it by its IRI, its id, or its source as `policygraph status --documents` lists them",
        )
    return found


@dataclass(slots=True, kw_only=True)
class _Done:
    made: int
    failed: list[tuple[Document, str]]


def _make(
    store: Store,
    work: Plan,
    reading: Reading,
    *,
    jobs: int,
    limits: Limits,
    progress: Callable[[Progress], None] | None,
    stopped: Callable[[], bool],
) -> _Done:
    """Makes the graphs of documents and commits them; what is told to `progress` is in the graph."""
    started = committed = time.perf_counter()
    done = _Done(made=0, failed=[])
    slowest = ("", 0.0)
    removing = {vocab.Minter(store.base).document(i): () for i in work.removing}
    if removing:
        store.commit(removing)
    ready: list[workers.Made] = []

    def commit() -> None:
        minter = vocab.Minter(store.base)
        graphs = {minter.document(made.document.id): list(parse(made.data)) for made in ready}
        notes = {minter.document(made.document.id): work.made_with[made.document.id] for made in ready}
        store.commit(graphs, notes)
        done.made += len(ready)
        ready.clear()
        if progress:
            now = Progress(
                done=done.made + len(done.failed),
                total=len(work.making),
                seconds=time.perf_counter() - started,
                slowest=slowest[0],
                slowest_seconds=slowest[1],
            )
            progress(now)

    for made in _worked(work, reading, store.base, jobs=jobs, limits=limits, stopped=stopped):
        if made.failure:
            done.failed.append((made.document, made.failure))
        else:
            ready.append(made)
            slowest = max(slowest, (made.document.sources[0], made.seconds), key=lambda pair: pair[1])
        if len(ready) >= _BATCH or time.perf_counter() - committed > _SECONDS:
            commit()
            committed = time.perf_counter()
    if ready:
        commit()
    return done


def _worked(
    work: Plan, reading: Reading, base: str, *, jobs: int, limits: Limits, stopped: Callable[[], bool]
) -> Iterator[workers.Made]:
    waiting = (work.documents[i] for i in work.making)
    if not work.making:
        return iter(())
    if not jobs:
        return workers.here((d for d in waiting if not stopped()), reading.model, base)
    jobs = min(jobs, len(work.making))
    return workers.apart(waiting, reading.model, base, jobs=jobs, limits=limits, stopped=stopped)


def _settle(store: Store, model: str) -> None:
    """Decides identities for what changed since they were last decided; for all if the tables are others now."""
    told = {"version": __version__, "model": model, "tables": versions.tables()}
    whole = store.about.get("tables") != told["tables"]
    changed = store.changed()
    if whole or changed:
        minter = vocab.Minter(store.base)
        decided = identify(store.rdf, Gazetteer.open(), minter=minter, changed=None if whole else changed)
        store.settle(decided.gone, decided.new)
    if any(store.about.get(key) != value for key, value in told.items()):
        store.record(told)


def _set_aside(graph: Path, work: Plan, failed: list[tuple[Document, str]]) -> tuple[Skipped, ...]:
    """Writes the documents that could not be worked on to `failed.jsonl`, one a line; none leaves no file."""
    path = graph / _FAILED
    path.unlink(missing_ok=True)
    if failed:
        lines = (
            json.dumps({"id": d.id, "source": list(d.sources), "title": d.title, "reason": reason}, ensure_ascii=False)
            for d, reason in sorted(failed, key=lambda pair: pair[0].id)
        )
        try:
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        except OSError as error:
            raise StoreError(
                f"the list of failed documents can't be written: {error.strerror}",
                where=str(path),
                remedy="See to the disk's space and permissions; the graph itself is sound",
            ) from error
    return tuple(Skipped(source=d.sources[0], reason=reason) for d, reason in failed)


def summary(store: Store) -> Report:
    """What a graph holds."""
    entities: Counter[str] = Counter()
    seen: set[str] = set()
    default = ox.DefaultGraph()
    for quad in store.rdf.quads_for_pattern(None, ox.NamedNode(vocab.MENTIONS), None, default):
        if quad.object.value not in seen:
            seen.add(quad.object.value)
            entities[quad.object.value.removeprefix(store.base).partition("/")[0]] += 1

    def count(cls: str) -> int:
        kind = store.rdf.quads_for_pattern(None, ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(cls), default)
        return sum(1 for _ in kind)

    # A claim of the tables is of no document.
    derived = store.rdf.quads_for_pattern(None, ox.NamedNode(vocab.WAS_DERIVED_FROM), None, default)
    return Report(
        read=0,
        repeated=0,
        skipped=(),
        documents=len(store.documents()),
        entities={kind.value: entities[kind.value] for kind in Kind},
        claims=len({quad.subject.value for quad in derived}),
        attributions=count(vocab.ATTRIBUTION),
    )
