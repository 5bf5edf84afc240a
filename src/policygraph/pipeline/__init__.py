"""Wires the stages: sources to documents, each document to the quads of its graph, all of them into the store.

A document is worked on by itself, so that its graph is the same whatever else is built, in whatever order and by
however many processes. Only documents that changed, or whose tools and tables did, are worked on again.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from policygraph import __version__, registry, resources, vocab
from policygraph.errors import UnknownNameError
from policygraph.gazetteer import Gazetteer
from policygraph.identify import IDENTITIES, identify, linkage
from policygraph.identify import copies as near_copies
from policygraph.literals import text_of
from policygraph.model import Document
from policygraph.pipeline import versions, workers
from policygraph.pipeline.manifest import Manifest, Root
from policygraph.pipeline.planning import Plan, plan
from policygraph.pipeline.report import Progress as Progress
from policygraph.pipeline.report import Report as Report
from policygraph.pipeline.report import Status, failures, set_aside, sources_of
from policygraph.pipeline.report import summary as summary
from policygraph.pipeline.stages import extract as extract
from policygraph.pipeline.stages import parse
from policygraph.pipeline.workers import Limits as Limits
from policygraph.read import STDIN, inputs
from policygraph.store import Store

DEFAULT_MODEL = "en_core_web_md"
# A commit is made when so many documents are ready, or so many seconds after the last one.
_BATCH, _SECONDS = 200, 5.0
# A process takes a second to load its model: one for each so many documents is worth it.
_PER_JOB = 10
# What a graph is made with unless something else was asked for.
_UNASKED = {"copies": "", "identity": "rules"}


def build(
    sources: Sequence[str],
    graph: Path,
    *,
    jobs: int = 0,
    limits: Limits | None = None,
    model: str = DEFAULT_MODEL,
    strict: bool = False,
    copies: bool = False,
    identity: str = "",
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
    `published` and `publisher_name` fill in what documents don't tell. With `copies`, now and in later runs, documents
    that are near copies of another are told; `identity`, one of IDENTITIES, says how it is decided who is who, now and
    until another is named. Once `stopped` says so, no further document is begun; the next build goes on from there.
    Raises StoreError, ResourceError, UnknownNameError.
    """
    resources.language_model(model)  # a model that is not there must not leave an empty graph behind
    if copies:
        near_copies.available()
    if identity and identity not in IDENTITIES:
        raise registry.unknown("way to decide identities", identity, IDENTITIES)
    if identity == "splink":
        linkage.available()
    inputs(sources)  # tells by its name what is not there
    roots = [_root(source, published, publisher_name) for source in sources]
    # A source that is not there, or --strict, must not leave one either.
    there = (graph / "graph.toml").exists()
    first = None if there else plan(roots, model, None, {}, strict=strict, stdin=stdin)
    with Store.open(graph, create=True) as store, Manifest.open(graph) as manifest:
        asked = {"copies": "yes" if copies else "", "identity": identity}
        others = {key: value for key, value in asked.items() if value and value != store.about.get(key, _UNASKED[key])}
        if others:
            store.record({**store.about, **others, "tables": ""})  # all documents are looked at anew
        work = first or plan(roots, model, store, manifest.entries(), strict=strict, stdin=stdin)
        return _carry_out(work, store, manifest, model, jobs=jobs, limits=limits, progress=progress, stopped=stopped)


def update(
    graph: Path,
    *,
    jobs: int = 0,
    limits: Limits | None = None,
    model: str = "",
    progress: Callable[[Progress], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Report:
    """Bring a graph up to date with the files and folders that it was built from.

    Files that changed are read again, new ones in its folders added, and the documents of those that are gone removed.
    The model is the one that the graph was built with, unless another is named.
    """
    with Store.open(graph) as store, Manifest.open(graph) as manifest:
        model = model or str(store.about.get("model", DEFAULT_MODEL))
        resources.language_model(model)
        work = plan(manifest.roots(), model, store, manifest.entries(), forgetting=True)
        return _carry_out(work, store, manifest, model, jobs=jobs, limits=limits, progress=progress, stopped=stopped)


def status(graph: Path) -> Status:
    """How a graph stands to the files and folders that it was built from; nothing is changed."""
    with Store.open(graph, read_only=True) as store, Manifest.open(graph) as manifest:
        model = str(store.about.get("model", DEFAULT_MODEL))
        work = plan(manifest.roots(), model, store, manifest.entries(), forgetting=True)
        have, minter = set(store.documents()), vocab.Minter(store.base)
        sources = sources_of(store)
        making = [work.documents[i] for i in work.making]
        known = [minter.document(d.id) in have for d in making]
        return Status(
            new=tuple(sorted(d.sources[0] for d, there in zip(making, known, strict=True) if not there)),
            outdated=tuple(sorted(d.sources[0] for d, there in zip(making, known, strict=True) if there)),
            gone=tuple(sorted(sources[minter.document(i)][0] for i in work.removing)),
            failed=failures(graph),
            skipped=tuple(work.skipped),
            sources=sources,
        )


def _root(source: str, published: date | None, publisher: str) -> Root:
    place = source if source == STDIN else str(Path(source).absolute())
    return Root(place=place, published=published, publisher=publisher)


def _carry_out(
    work: Plan,
    store: Store,
    manifest: Manifest,
    model: str,
    *,
    jobs: int,
    limits: Limits | None,
    progress: Callable[[Progress], None] | None,
    stopped: Callable[[], bool],
) -> Report:
    manifest.begin(work.roots, work.entries)
    done = _make(store, work, model, jobs=jobs, limits=limits or Limits(), progress=progress, stopped=stopped)
    left = len(work.making) - done.made - len(done.failed)
    if not left:
        # Not before: a run that is cut off must find again what it was to remove, and what others tell no more.
        manifest.save(work.roots, work.entries)
        manifest.forget(work.gone)
    settle(store, model)
    failed = set_aside(store.path, done.failed)
    return replace(
        summary(store),
        read=work.read,
        repeated=work.repeated,
        skipped=tuple(work.skipped),
        made=done.made,
        removed=len(work.removing),
        failed=failed,
        left=left,
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
        store.commit(dict.fromkeys(found, ()))
        manifest.forget_documents(found)
        settle(store)
    return sorted(found)


def forget(documents: Iterable[str], graph: Path) -> None:
    """Has the graph no longer know the inputs of documents, by IRI, whose graphs were removed by other means."""
    with Manifest.open(graph) as manifest:
        manifest.forget_documents(documents)


def _named(name: str, store: Store) -> list[str]:
    documents = store.documents()
    iri = store.expand(name) or vocab.Minter(store.base).document(name)
    if iri in documents:
        return [iri]
    told = store.rdf.quads_for_pattern(None, ox.NamedNode(vocab.SOURCE), ox.Literal(name))
    found = sorted({text_of(q.subject) for q in told if text_of(q.subject) in set(documents)})
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
    model: str,
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

    for made in _worked(work, model, store.base, jobs=jobs, limits=limits, stopped=stopped):
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
    work: Plan, model: str, base: str, *, jobs: int, limits: Limits, stopped: Callable[[], bool]
) -> Iterator[workers.Made]:
    waiting = (work.documents[i] for i in work.making)
    if not work.making:
        return iter(())
    if not jobs:
        return workers.here((d for d in waiting if not stopped()), model, base)
    jobs = min(jobs, -(-len(work.making) // _PER_JOB))
    return workers.apart(waiting, model, base, jobs=jobs, limits=limits, stopped=stopped)


def settle(store: Store, model: str = "") -> None:
    """Decides identities for what changed since they were last decided; for all if tables or rules are others now.

    `model` is what the graph is built with from now on, if it is another than before.
    """
    model = model or str(store.about.get("model", DEFAULT_MODEL))
    told = {"version": __version__, "model": model, "tables": versions.tables()}
    whole = any(store.about.get(key) != told[key] for key in ("version", "tables"))
    changed = store.changed()
    if whole or changed:
        minter = vocab.Minter(store.base)
        decided = identify(
            store.rdf,
            Gazetteer.open(),
            minter=minter,
            changed=None if whole else changed,
            copies=bool(store.about.get("copies")),
            weighed=store.about.get("identity") == "splink",
        )
        store.settle(decided.gone, decided.new)
    if any(store.about.get(key) != value for key, value in told.items()):
        store.record({**store.about, **told})
