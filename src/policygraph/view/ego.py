"""Cuts a graph down to what lies around one entity."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from policygraph.analyse import reach
from policygraph.errors import UnknownNameError
from policygraph.view.parts import ViewEdge, ViewEntity, ViewEvidence, ViewGraph


def around(graph: ViewGraph, focus: str, hops: int) -> ViewGraph:
    """The part of `graph` within `hops` edges of the entity `focus`; its totals stay those of the whole.

    Raises UnknownNameError if the graph has no such entity.
    """
    if focus not in {entity.iri for entity in graph.entities}:
        raise UnknownNameError(
            "the graph has no such entity to focus on",
            where=focus,
            remedy="Give the IRI of an entity; `policygraph explain` finds one by name",
        )
    neighbours: dict[str, set[str]] = defaultdict(set)
    for edge in graph.edges:
        neighbours[edge.subject].add(edge.object)
        neighbours[edge.object].add(edge.subject)
    kept = reach(focus, hops, neighbours.__getitem__)
    entities = tuple(entity for entity in graph.entities if entity.iri in kept)
    edges = tuple(edge for edge in graph.edges if edge.subject in kept and edge.object in kept)
    attributions = tuple(said for said in graph.attributions if kept.intersection(said.creators))
    cited = {evidence.document for evidence in _all_evidence(entities, edges)}
    cited |= {said.document for said in attributions}
    return replace(
        graph,
        entities=entities,
        edges=edges,
        attributions=attributions,
        holdings=tuple(held for held in graph.holdings if held.person in kept or held.post in kept),
        documents=tuple(document for document in graph.documents if document.iri in cited),
        focus=focus,
        hops=hops,
    )


def _all_evidence(entities: Iterable[ViewEntity], edges: Iterable[ViewEdge]) -> Iterator[ViewEvidence]:
    for edge in edges:
        yield from edge.evidence
    for entity in entities:
        for detail in entity.details:
            yield from detail.evidence
