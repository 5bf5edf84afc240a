"""The graph that the language model gives by itself: its people, bodies and places as entities, and nothing else."""

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from policygraph import export, vocab
from policygraph.annotate import Annotator
from policygraph.assemble import assemble
from policygraph.extract._phrases import bare
from policygraph.gazetteer import Gazetteer
from policygraph.identify import identify
from policygraph.model import Document, Entity, Extraction, Kind, Mention, Resolution, Span, Status
from policygraph.read import read
from policygraph.store import Store

KINDS = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.ORGANIZATION,
    "GPE": Kind.JURISDICTION,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
}


def write(sources: Sequence[Path], folder: Path, quads: Path) -> None:
    """Builds the graph of `sources` in `folder` and writes it to `quads`; one entity for a name in a document."""
    documents = [found for found in read([str(source) for source in sources]) if isinstance(found, Document)]
    with Store.open(folder, create=True) as store:
        minter = vocab.Minter(store.base)
        graphs: dict[str, list[ox.Quad]] = {}
        for annotated in Annotator().annotate(documents):
            document = annotated.document
            mentions = tuple(
                Mention(
                    id=f"m{entity.start}",
                    kind=KINDS[entity.label_],
                    span=Span(start=entity.start_char, end=entity.end_char),
                    name=bare(entity.text),
                    rule="spacy",
                )
                for entity in annotated.parse.ents
                if entity.label_ in KINDS and bare(entity.text)
            )
            resolutions = {m.id: _unlinked(m, document) for m in mentions}
            graphs[minter.document(document.id)] = assemble(document, Extraction(mentions=mentions), resolutions)
        store.commit(graphs)
        decided = identify(store.rdf, Gazetteer.open())
        store.settle(decided.gone, decided.new)
        export.write(store, "nquads", quads)


def _unlinked(mention: Mention, document: Document) -> Resolution:
    slug = vocab.unlinked_slug(mention.name, document.id)
    return Resolution(entity=Entity(slug=slug, kind=mention.kind, names=(mention.name,)), status=Status.NIL)
