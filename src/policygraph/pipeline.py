"""Wires the stages: sources to documents, each document to the quads of its graph, all of them into the store.

A document is worked on by itself, so that its graph is the same whatever else is built, in whatever order and by
however many processes.
"""

import multiprocessing
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from graphlib import TopologicalSorter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from policygraph import __version__, registry, vocab
from policygraph.assemble import assemble
from policygraph.errors import ReadError
from policygraph.gazetteer import Gazetteer
from policygraph.identify import identify
from policygraph.model import Document, Extraction, Kind, Skipped
from policygraph.read import read
from policygraph.resolve import resolve
from policygraph.resolve.organizations import publisher
from policygraph.store import Store

if TYPE_CHECKING:
    from policygraph.annotate import AnnotatedDocument, Annotator

DEFAULT_MODEL = "en_core_web_md"
_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a build is: documents done of all, and seconds since it began."""

    done: int
    total: int
    seconds: float


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


def build(
    sources: Sequence[str],
    graph: Path,
    *,
    jobs: int = 1,
    model: str = DEFAULT_MODEL,
    strict: bool = False,
    published: date | None = None,
    publisher_name: str = "",
    stdin: BinaryIO | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Read `sources` into the graph folder `graph`, which is made if it is not there.

    Documents that are there already are replaced; building the same twice changes nothing. With `strict`, the first
    document that can't be read raises ReadError and nothing is written. `published` and `publisher_name` fill in what
    documents don't tell. Raises StoreError, ResourceError.
    """
    documents: dict[str, Document] = {}
    skipped: list[Skipped] = []
    count = 0
    for found in read(sources, published=published, publisher=publisher_name, stdin=stdin):
        if isinstance(found, Skipped):
            if strict:
                raise ReadError(found.reason, where=found.source, remedy="Without --strict it is skipped")
            skipped.append(found)
            continue
        count += 1
        documents[found.id] = _merged(documents[found.id], found) if found.id in documents else found
    if jobs <= 1 and documents:
        _annotator(model)  # a model that is not there must not leave an empty graph behind
    with Store.open(graph, create=True) as store:
        started = time.perf_counter()
        ordered = [_with_known(documents[i], store) for i in sorted(documents)]
        made = _counted(_graphs(ordered, jobs, model, store.base), len(ordered), started, progress)
        while batch := list(islice(made, _BATCH)):
            store.commit({name: list(_parse(data)) for name, data in batch})
        store.commit(identify(store.rdf, Gazetteer.open(), minter=vocab.Minter(store.base)))
        store.record({"version": __version__, "model": model})
        return replace(summary(store), read=count, repeated=count - len(documents), skipped=tuple(skipped))


def summary(store: Store) -> Report:
    """What a graph holds."""
    entities: Counter[str] = Counter()
    claims: set[str] = set()
    attributions: set[str] = set()
    seen: set[str] = set()
    names = store.documents()
    for name in names:
        graph = ox.NamedNode(name)
        for quad in store.rdf.quads_for_pattern(None, ox.NamedNode(vocab.MENTIONS), None, graph):
            assert isinstance(quad.object, ox.NamedNode)
            if quad.object.value not in seen:
                seen.add(quad.object.value)
                kind = quad.object.value.removeprefix(store.base).partition("/")[0]
                entities[kind] += 1
        for cls, found in ((vocab.CLAIM, claims), (vocab.ATTRIBUTION, attributions)):
            for quad in store.rdf.quads_for_pattern(None, ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(cls), graph):
                assert isinstance(quad.subject, ox.NamedNode)
                found.add(quad.subject.value)
    return Report(
        read=0,
        repeated=0,
        skipped=(),
        documents=len(names),
        entities={kind.value: entities[kind.value] for kind in Kind},
        claims=len(claims),
        attributions=len(attributions),
    )


def extract(annotated: "AnnotatedDocument", gazetteer: Gazetteer) -> Extraction:
    """All extractors, each after those it needs."""
    extraction = Extraction()
    for name in _order():
        plugin = registry.load("extract", name)
        extraction = extraction.with_findings(plugin.extract(annotated, extraction, gazetteer))
    return extraction


@cache
def _order() -> tuple[str, ...]:
    needs = {name: registry.load("extract", name).NEEDS for name in registry.names("extract")}
    sorter = TopologicalSorter(dict(sorted(needs.items())))
    return tuple(sorter.static_order())


def _counted(
    made: Iterator[tuple[str, bytes]],
    total: int,
    started: float,
    progress: Callable[[Progress], None] | None,
) -> Iterator[tuple[str, bytes]]:
    """The documents as they are done, each told to `progress`."""
    for done, document in enumerate(made, 1):
        if progress:
            progress(Progress(done=done, total=total, seconds=time.perf_counter() - started))
        yield document


def _merged(one: Document, other: Document) -> Document:
    """The same text from two sources: all that either tells; where they differ, what comes first in order, so that the
    result does not depend on which was read first.
    """
    both = (one, other)
    return replace(
        one,
        sources=tuple(sorted({*one.sources, *other.sources})),
        title=min((d.title for d in both if d.title), default=""),
        url=min((d.url for d in both if d.url), default=""),
        publisher=min((d.publisher for d in both if d.publisher), default=""),
        authors=min((d.authors for d in both if d.authors), default=()),
        published=min((d.published for d in both if d.published), default=None),
        language=min((d.language for d in both if d.language), default=""),
    )


def _with_known(document: Document, store: Store) -> Document:
    """The document with what the graph knows of the same text from sources read before."""
    iri = ox.NamedNode(vocab.Minter(store.base).document(document.id))
    told: dict[str, list[str]] = defaultdict(list)
    for quad in store.rdf.quads_for_pattern(iri, None, None, iri):
        if isinstance(quad.object, ox.Literal):
            told[quad.predicate.value].append(quad.object.value)
        elif quad.predicate.value == vocab.PUBLISHER and isinstance(quad.object, ox.NamedNode):
            names = store.rdf.quads_for_pattern(quad.object, ox.NamedNode(vocab.ALT_LABEL), None, iri)
            told[vocab.PUBLISHER] += [q.object.value for q in names if isinstance(q.object, ox.Literal)]
    if not told:
        return document
    day = min(told[vocab.DATE_PUBLISHED], default="")
    known = replace(
        document,
        sources=tuple(sorted(told[vocab.SOURCE])),
        title=min(told[vocab.HEADLINE], default=""),
        url=min(told[vocab.URL], default=""),
        publisher=min(told[vocab.PUBLISHER], default=""),
        authors=tuple(sorted(told[vocab.AUTHOR])),
        published=date.fromisoformat(day) if day else None,
        language=min(told[vocab.IN_LANGUAGE], default=""),
    )
    return _merged(known, document)


# ---- one document, here or in a worker process


def _graphs(documents: Sequence[Document], jobs: int, model: str, base: str) -> Iterator[tuple[str, bytes]]:
    """(graph IRI, its quads as N-Quads) of each document, in order."""
    if not documents:
        return
    if jobs <= 1 or len(documents) == 1:
        annotator, gazetteer = _annotator(model), _gazetteer()
        for annotated in annotator.annotate(documents):
            yield _graph(annotated, gazetteer, base)
        return
    context = multiprocessing.get_context("spawn")
    # Ctrl-C is for the parent to answer; the workers end with it.
    with context.Pool(min(jobs, len(documents)), signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        work = ((document, model, base) for document in documents)
        yield from pool.imap(_work, work, chunksize=4)


def _work(task: tuple[Document, str, str]) -> tuple[str, bytes]:
    document, model, base = task
    annotated = next(iter(_annotator(model).annotate([document])))
    return _graph(annotated, _gazetteer(), base)


def _graph(annotated: "AnnotatedDocument", gazetteer: Gazetteer, base: str) -> tuple[str, bytes]:
    document = annotated.document
    extraction = extract(annotated, gazetteer)
    resolutions = resolve(document, extraction, gazetteer)
    minter = vocab.Minter(base)
    quads = assemble(document, extraction, resolutions, minter=minter, publisher=publisher(document, gazetteer))
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert data is not None, "given no target, serialize returns what it wrote"
    return minter.document(document.id), data


def _parse(data: bytes) -> Iterator[ox.Quad]:
    return iter(ox.parse(data, format=ox.RdfFormat.N_QUADS))


@cache
def _annotator(model: str) -> "Annotator":
    from policygraph.annotate import Annotator  # noqa: PLC0415 - spaCy takes seconds to import; only a build needs it

    return Annotator(model)


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()
