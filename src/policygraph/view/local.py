"""Reads a part of a store's default graph by bounded look-ups, as `cut` would cut it from the whole.

What it costs depends on the part alone, never on how large the graph is: no list is read further than told.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, Store

from policygraph import vocab
from policygraph.model import Kind
from policygraph.view import style
from policygraph.view.loading import Loading, evidence
from policygraph.view.parts import ViewAttribution, ViewEdge, ViewEntity, ViewEvidence, ViewGraph, ViewHolding
from policygraph.view.resource import DefaultGraphReader, Resource, text, texts

_DEFAULT = DefaultGraph()
# What is told of an entity in so many words; of one with very many triples these alone are read.
_WORDS = (
    vocab.RDF_TYPE,
    vocab.RDFS_LABEL,
    vocab.ALT_LABEL,
    vocab.LEVEL,
    vocab.EXACT_MATCH,
    vocab.HAS_CANDIDATE,
)
_OF_A_DOCUMENT = (
    vocab.HEADLINE,
    vocab.PUBLISHER,
    vocab.DATE_PUBLISHED,
    vocab.URL,
    vocab.SOURCE,
    vocab.COPY_OF,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much is read at most: triples of an entity, evidence of a claim, statements and tenures of an entity.

    If there is more in all than `all_evidence` or `all_statements`, each claim and each entity but the first comes with
    its share, and that is one at least.
    """

    triples: int = 2_000
    evidence: int = 50
    all_evidence: int = 600
    statements: int = 50
    all_statements: int = 150
    holdings: int = 50


def kind_of(store: Store, iri: str) -> Kind | None:
    """What kind of entity an IRI is, None if it is none."""
    quads = store.quads_for_pattern(NamedNode(iri), NamedNode(vocab.RDF_TYPE), None, _DEFAULT)
    return _kind({quad.object.value for quad in quads if isinstance(quad.object, NamedNode)})


def load(store: Store, kept: Iterable[str], claims: Iterable[str], *, bounds: Bounds | None = None) -> ViewGraph:
    """The entities with the IRIs `kept`, the edges among them, what they said, and their tenures.

    `kept` has what matters most first: bounds leave out of the others before they do of that.
    `claims` are the claims that have such an entity, or a tenure of one, as subject, and no other entity as object.
    What is no entity is left out. `partial` are those of which a bound left something out; which have edges to others,
    and the totals, is the caller's to tell.
    """
    return _Local(DefaultGraphReader(store), bounds=bounds or Bounds()).graph(kept, claims)


@dataclass(slots=True)
class _Local(Loading):
    bounds: Bounds = field(default_factory=Bounds)
    others: dict[str, Resource] = field(default_factory=dict)
    cited: dict[str, list[str]] = field(default_factory=dict)
    documents: dict[str, Resource] = field(default_factory=dict)
    less: set[str] = field(default_factory=set)  # entities of which not all was read

    def graph(self, kept: Iterable[str], claims: Iterable[str]) -> ViewGraph:
        order = list(kept)
        for iri in sorted(set(order)):
            resource = self._entity_resource(iri, order)
            if (kind := _kind(set(texts(resource, vocab.RDF_TYPE)))) is not None:
                self.kinds[iri], self.described[iri] = kind, resource
        told = sorted(set(claims))
        self._look_up_evidence(told)
        edges = self.edges(told)
        attributions = tuple(self._attributions(order))
        entities = self.entities(edges, attributions)
        return ViewGraph(
            entities=entities,
            edges=edges,
            attributions=attributions,
            holdings=tuple(self._holdings()),
            documents=tuple(self.document(iri) for iri in sorted(_cited(entities, edges, attributions))),
            partial=frozenset(self.less),
        )

    def evidence(self, claim: str) -> list[ViewEvidence]:
        return [evidence(self.reader.resource(iri)) for iri in sorted(self.cited[claim])]

    def _look_up_evidence(self, claims: Iterable[str]) -> None:
        """Which evidence each claim has; where that is more than the bounds allow, not all of it."""
        most = self.bounds.evidence
        self.cited = {claim: self._subjects(vocab.EVIDENCE_CLAIM, claim, most + 1) for claim in claims}
        if sum(map(len, self.cited.values())) > self.bounds.all_evidence:
            most = max(1, min(most, self.bounds.all_evidence // len(self.cited)))
        for claim in [claim for claim, found in self.cited.items() if len(found) > most]:
            self.cited[claim] = self.cited[claim][:most]
            for end in (vocab.SUBJECT, vocab.OBJECT):
                self.less |= self.kinds.keys() & {term.value for term in self.reader.some(claim, end, 1)}

    def date(self, document: str) -> str:
        return text(self.about_document(document), vocab.DATE_PUBLISHED)

    def about_document(self, iri: str) -> Resource:
        # A document has hundreds of triples, nearly all of them mentions.
        if iri not in self.documents:
            found = ((name, self.reader.some(iri, name, self.bounds.statements)) for name in _OF_A_DOCUMENT)
            self.documents[iri] = {name: values for name, values in found if values}
        return self.documents[iri]

    def beside(self, term: str) -> Resource:
        if term in self.described:
            return self.described[term]
        if term not in self.others:
            self.others[term] = self.reader.resource(term) if term.startswith(("http:", "https:", "urn:")) else {}
        resource = self.others[term]
        return resource if _kind(set(texts(resource, vocab.RDF_TYPE))) is not None else {}

    def _entity_resource(self, iri: str, others: Collection[str]) -> Resource:
        """What is said of an entity; of one of which very much is, its words and its edges to the others."""
        reader, node = self.reader, NamedNode(iri)
        if (whole := reader.up_to(iri, self.bounds.triples)) is not None:
            return whole
        found: dict[str, set[NamedNode]] = {}
        for other in others:
            for quad in reader.store.quads_for_pattern(node, None, NamedNode(other), _DEFAULT):
                found.setdefault(quad.predicate.value, set()).add(NamedNode(other))
        resource: Resource = {name: sorted(ends, key=str) for name, ends in found.items()}
        for predicate in (*_WORDS, *style.load().identifiers):
            if values := reader.some(iri, predicate, self.bounds.statements):
                resource[predicate] = values
        return resource

    def _attributions(self, order: Sequence[str]) -> Iterator[ViewAttribution]:
        found = {iri: self._of_entity(vocab.CREATOR, iri, self.bounds.statements) for iri in order if iri in self.kinds}
        if len({one for said in found.values() for one in said}) > self.bounds.all_statements:
            each = max(1, self.bounds.all_statements // len(found))
            for iri in [iri for iri, said in found.items() if len(said) > each and iri != order[0]]:
                found[iri] = found[iri][:each]
                self.less.add(iri)
        said = {one for said in found.values() for one in said}
        for iri in sorted(said):
            resource = self.reader.resource(iri)
            if vocab.ATTRIBUTION in texts(resource, vocab.RDF_TYPE):
                yield self.attribution(iri, resource)

    def _holdings(self) -> Iterator[ViewHolding]:
        ends = (vocab.MEMBER, vocab.MEMBERSHIP_POST)
        held = {one for iri in self.kinds for end in ends for one in self._of_entity(end, iri, self.bounds.holdings)}
        yield from map(self.holding, sorted(held))

    def _of_entity(self, predicate: str, iri: str, most: int) -> list[str]:
        found = self._subjects(predicate, iri, most + 1)
        if len(found) > most:
            self.less.add(iri)
        return found[:most]

    def _subjects(self, predicate: str, value: str, most: int) -> list[str]:
        quads = self.reader.store.quads_for_pattern(None, NamedNode(predicate), NamedNode(value), _DEFAULT)
        return [quad.subject.value for quad in islice(quads, most) if isinstance(quad.subject, NamedNode)]


def _kind(types: Collection[str]) -> Kind | None:
    return next((kind for kind in Kind if vocab.CLASS_OF[kind] in types), None)


def _cited(
    entities: Iterable[ViewEntity], edges: Iterable[ViewEdge], attributions: Iterable[ViewAttribution]
) -> set[str]:
    cited = {one.document for edge in edges for one in edge.evidence}
    cited |= {one.document for entity in entities for detail in entity.details for one in detail.evidence}
    cited |= {said.document for said in attributions}
    return {iri for iri in cited if iri}
