"""The plain edges as a network (networkx): paths with their evidence, and neighbourhoods."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
import pyoxigraph as ox

from policygraph import vocab
from policygraph.analyse.claims import Rested, evidence_of, in_order
from policygraph.analyse.names import Found, entities, in_context
from policygraph.analyse.terms import match, subjects, value
from policygraph.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One step of a path: its two ends, and the evidence of each edge that joins them, either way round."""

    start: Found
    end: Found
    evidence: tuple[Rested, ...]


def to_networkx(store: Store, predicates: Iterable[str] = vocab.CLAIMED_EDGES) -> nx.MultiDiGraph:
    """The entities and the plain edges between them, by the full IRIs of `predicates`.

    Nodes are IRIs with `label` and `kind`, edges have their predicate as key and, shortened, as `predicate`;
    all are strings, so that networkx can write them in any format.
    """
    graph = nx.MultiDiGraph()
    for found in entities(store).values():
        graph.add_node(found.iri, label=found.label, kind=found.kind.value)
    edges = [
        (quad.subject.value, quad.object.value, predicate)
        for predicate in predicates
        for quad in match(store, None, predicate, None)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    ]
    for start, end, predicate in sorted(edges):
        # A claim's or document's own triples are no edges between entities.
        if start in graph and end in graph:
            graph.add_edge(start, end, key=predicate, predicate=store.shorten(predicate))
    return graph


def path(store: Store, start: str, end: str) -> tuple[Hop, ...] | None:
    """A shortest path between two entities (IRIs) along plain edges, either way round; None if there is none.

    Of several that are as short it is always the same one, whatever the order of loading.
    """
    graph = to_networkx(store)
    joined = _undirected(graph)
    if start not in joined or end not in joined or not nx.has_path(joined, start, end):
        return None
    known = entities(store)
    return tuple(
        Hop(
            start=in_context(store, known[one]),
            end=in_context(store, known[other]),
            evidence=_between(store, graph, one, other),
        )
        for one, other in pairwise(nx.shortest_path(joined, start, end))
    )


def focus(store: Store, iri: str, hops: int) -> dict[str, int]:
    """The entities at most `hops` plain edges away from `iri`, itself too: IRI to distance, nearest first."""
    joined = _undirected(to_networkx(store))
    if iri not in joined:
        return {}
    far = nx.single_source_shortest_path_length(joined, iri, cutoff=hops)
    return dict(sorted(far.items(), key=lambda found: (found[1], found[0])))


def _undirected(graph: nx.MultiDiGraph) -> nx.Graph:
    # Not graph.to_undirected(): a view of it takes neighbours out of sets, in no fixed order.
    joined = nx.Graph()
    joined.add_nodes_from(graph)
    joined.add_edges_from(sorted({(min(ends), max(ends)) for ends in graph.edges()}))
    return joined


def _between(store: Store, graph: nx.MultiDiGraph, one: str, other: str) -> tuple[Rested, ...]:
    rows: list[Rested] = []
    for start, end in ((one, other), (other, one)):
        edges = set(graph.get_edge_data(start, end, default={}))
        for claim in subjects(store, vocab.SUBJECT, start):
            if value(store, claim, vocab.OBJECT) == end and value(store, claim, vocab.PREDICATE) in edges:
                rows.extend(row for row in evidence_of(store, claim) if row.plain)
    return in_order(rows)
