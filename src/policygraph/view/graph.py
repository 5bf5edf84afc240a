"""Reads what one page shows from the default graph of a store, all of it."""

from collections import defaultdict
from dataclasses import dataclass, field

from pyoxigraph import Store

from policygraph import vocab
from policygraph.model import Kind
from policygraph.view.loading import Loading, evidence
from policygraph.view.parts import ViewEvidence, ViewGraph
from policygraph.view.resource import DefaultGraphReader, Resource, text


def load(store: Store) -> ViewGraph:
    """The graph of one page: the whole store. `cut` has what makes a part of it, `local` reads no more than a part."""
    return _Whole(DefaultGraphReader(store)).graph()


@dataclass(slots=True)
class _Whole(Loading):
    dates: dict[str, str] = field(default_factory=dict)
    gathered: dict[str, list[ViewEvidence]] = field(default_factory=lambda: defaultdict(list))

    def graph(self) -> ViewGraph:
        for kind in Kind:
            for iri in self.reader.instances(vocab.CLASS_OF[kind]):
                self.kinds.setdefault(iri, kind)
        self.described = {iri: self.reader.resource(iri) for iri in sorted(self.kinds)}
        iris = {*self.reader.instances(vocab.NEWS_ARTICLE), *self.reader.instances(vocab.CREATIVE_WORK)}
        documents = tuple(map(self.document, sorted(iris)))
        self.dates = {document.iri: document.date for document in documents}
        for iri in self.reader.instances(vocab.EVIDENCE):
            resource = self.reader.resource(iri)
            self.gathered[text(resource, vocab.EVIDENCE_CLAIM)].append(evidence(resource))
        edges = self.edges(self.reader.instances(vocab.CLAIM))
        said = self.reader.instances(vocab.ATTRIBUTION)
        attributions = tuple(self.attribution(iri, self.reader.resource(iri)) for iri in said)
        entities = self.entities(edges, attributions)
        return ViewGraph(
            entities=entities,
            edges=edges,
            attributions=attributions,
            holdings=tuple(map(self.holding, self.reader.instances(vocab.MEMBERSHIP))),
            documents=documents,
            all_entities=len(entities),
            all_edges=len(edges),
            all_documents=len(documents),
            newest=max(self.dates.values(), default=""),
        )

    def evidence(self, claim: str) -> list[ViewEvidence]:
        return self.gathered[claim]

    def date(self, document: str) -> str:
        return self.dates.get(document, "")

    def beside(self, term: str) -> Resource:
        return self.described.get(term, {})
