"""Claims behind plain edges, and blank nodes: over the named graphs and the default graph, one by one."""

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QuerySolutions, Store

from policygraph import vocab
from policygraph.validate.report import BLANK_NODE, CLAIMED_EDGE, Finding, Violation

# Predicates of edges that are mere properties of these classes: a tenure's dates, who was told something.
PROPERTIES = {
    vocab.MEMBERSHIP: (vocab.START_DATE, vocab.END_DATE),
    vocab.ATTRIBUTION: (vocab.RECIPIENT,),
}


def check_edges(store: Store) -> Finding:
    """Every edge in `vocab.CLAIMED_EDGES` has a claim in its own graph: affirmed, stated and unattributed."""
    properties = _property_subjects(store)
    violations, edges = [], 0
    for graph in (*store.named_graphs(), DefaultGraph()):
        plain, others = _claimed(store, graph)
        for predicate in vocab.CLAIMED_EDGES:
            for quad in store.quads_for_pattern(None, NamedNode(predicate), None, graph):
                if (predicate, quad.subject) in properties:
                    continue
                edges += 1
                said = (quad.subject, quad.predicate, quad.object)
                if said not in plain:
                    violations.append(_unclaimed(quad, only_others=said in others))
    return Finding(violations=tuple(violations), counts={CLAIMED_EDGE: edges}, skipped={})


def check_blank_nodes(store: Store) -> Finding:
    """No subject, object or graph name is a blank node; counts all quads of the store."""
    anywhere = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
    found = store.query(f"SELECT ?s ?p ?o WHERE {{ {anywhere} FILTER(isBlank(?s) || isBlank(?o) || isBlank(?g)) }}")
    assert isinstance(found, QuerySolutions), "a SELECT gives solutions"
    violations = tuple(
        Violation(
            focus=_text(row["s"]),
            shape=BLANK_NODE,
            path=_text(row["p"]),
            value=_text(row["o"]),
            message="Resources and graphs must have IRIs of their own, not be blank nodes",
        )
        for row in found
    )
    return Finding(violations=violations, counts={BLANK_NODE: len(store)}, skipped={})


def _property_subjects(store: Store) -> set[tuple[str, object]]:
    """(predicate, subject) where the predicate is no edge, whichever graph tells the subject's class."""
    return {
        (predicate, quad.subject)
        for kind, predicates in PROPERTIES.items()
        for quad in store.quads_for_pattern(None, NamedNode(vocab.RDF_TYPE), NamedNode(kind), None)
        for predicate in predicates
    }


def _claimed(store: Store, graph: NamedNode | BlankNode | DefaultGraph) -> tuple[set[object], set[object]]:
    """What a graph's claims say, as (subject, predicate, object): those that yield edges, and the others."""

    def values(predicate: str) -> dict[object, object]:
        return {q.subject: q.object for q in store.quads_for_pattern(None, NamedNode(predicate), None, graph)}

    predicates, objects = values(vocab.PREDICATE), values(vocab.OBJECT)
    polarities, modalities = values(vocab.POLARITY), values(vocab.MODALITY)
    attributed = values(vocab.ATTRIBUTED_TO)
    plain: set[object] = set()
    others: set[object] = set()
    for claim, subject in values(vocab.SUBJECT).items():
        put = (_text(polarities.get(claim)), _text(modalities.get(claim)))
        yields_edge = put == ("affirmed", "stated") and claim not in attributed
        (plain if yields_edge else others).add((subject, predicates.get(claim), objects.get(claim)))
    return plain, others


def _unclaimed(quad: Quad, *, only_others: bool) -> Violation:
    graph = quad.graph_name
    where = "the default graph" if isinstance(graph, DefaultGraph) else f"the graph {_text(graph)}"
    what = "only on claims that are denied, planned, alleged or attributed" if only_others else "on no claim"
    needed = "it must rest on one that is affirmed, stated and unattributed"
    return Violation(
        focus=_text(quad.subject),
        shape=CLAIMED_EDGE,
        path=_text(quad.predicate),
        value=_text(quad.object),
        message=f"In {where} this edge rests {what}; {needed}",
    )


def _text(term: object) -> str:
    # The label of a blank node changes from run to run.
    return "[]" if isinstance(term, BlankNode) else str(getattr(term, "value", term))
