"""One document through the stages: its text to the quads of its graph."""

from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

import pyoxigraph as ox

from policygraph import registry, vocab
from policygraph.assemble import assemble
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Extraction
from policygraph.resolve import resolve
from policygraph.resolve.organizations import publisher

if TYPE_CHECKING:
    from policygraph.annotate import AnnotatedDocument, Annotator


def extract(annotated: "AnnotatedDocument", gazetteer: Gazetteer) -> Extraction:
    """All extractors, each after those it needs."""
    extraction = Extraction()
    for name in order():
        plugin = registry.load("extract", name)
        extraction = extraction.with_findings(plugin.extract(annotated, extraction, gazetteer))
    return extraction


@cache
def order() -> tuple[str, ...]:
    """The names of the extractors, each after those it needs."""
    needs = {name: registry.load("extract", name).NEEDS for name in registry.names("extract")}
    sorter = TopologicalSorter(dict(sorted(needs.items())))
    return tuple(sorter.static_order())


def graph_of(document: Document, model: str, base: str) -> bytes:
    """The quads of a document's graph, as N-Quads."""
    (annotated,) = annotator(model).annotate([document])
    tables = gazetteer()
    extraction = extract(annotated, tables)
    resolutions = resolve(annotated.document, extraction, tables)
    body = publisher(document, tables)
    quads = assemble(document, extraction, resolutions, minter=vocab.Minter(base), publisher=body)
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert data is not None, "given no target, serialize returns what it wrote"
    return data


def parse(data: bytes) -> Iterator[ox.Quad]:
    """The quads that `graph_of` wrote."""
    return iter(ox.parse(data, format=ox.RdfFormat.N_QUADS))


@cache
def annotator(model: str) -> "Annotator":
    """The language model of this process."""
    from policygraph.annotate import Annotator  # noqa: PLC0415 - spaCy takes seconds to import; only a build needs it

    return Annotator(model)


@cache
def gazetteer() -> Gazetteer:
    """The tables, opened once for this process."""
    return Gazetteer.open()
