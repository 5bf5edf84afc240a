"""Claims behind plain edges, and blank nodes: over the named graphs and the default graph."""

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from policygraph import vocab
from policygraph.validate.report import BLANK_NODE, CLAIMED_EDGE, Finding, Violation
from policygraph.validate.terms import Rows, text

# Predicates of edges that are mere properties of these classes: a tenure's dates, who was told something.
PROPERTIES = {
    vocab.MEMBERSHIP: (vocab.START_DATE, vocab.END_DATE),
    vocab.ATTRIBUTION: (vocab.RECIPIENT,),
}
_CLAIM = f"?claim <{vocab.SUBJECT}> ?s ; <{vocab.PREDICATE}> ?p ; <{vocab.OBJECT}> ?o"
_YIELDS_EDGE = f'{_CLAIM} ; <{vocab.POLARITY}> "affirmed" ; <{vocab.MODALITY}> "stated"'
_YIELDS_EDGE += f" MINUS {{ ?claim <{vocab.ATTRIBUTED_TO}> ?who }}"
_CLAIMED = " ".join(f"<{predicate}>" for predicate in vocab.CLAIMED_EDGES)
_PROPERTIES = " ".join(f"(<{kind}> <{predicate}>)" for kind, of in PROPERTIES.items() for predicate in of)
# Whichever graph tells the subject's class.
_EDGE = f"""VALUES ?p {{ {_CLAIMED} }} ?s ?p ?o
  MINUS {{ VALUES (?kind ?p) {{ {_PROPERTIES} }} {{ ?s a ?kind }} UNION {{ GRAPH ?any {{ ?s a ?kind }} }} }}"""


def check_edges(store: Store) -> Finding:
    """Every edge in `vocab.CLAIMED_EDGES` has a claim in its own graph: affirmed, stated and unattributed."""
    rows, violations, edges = Rows(store), [], 0
    for name, within in (("", "{}"), ("?g", "GRAPH ?g {{ {} }}")):
        edge = _EDGE.replace("?s ?p ?o", within.format("?s ?p ?o"), 1)
        ((count,),) = rows(f"SELECT (COUNT(*) AS ?n) {{ {edge} }}")
        edges += int(text(count))
        bare = rows(f"SELECT ?s ?p ?o {name} {{ {edge} MINUS {{ {within.format(_YIELDS_EDGE)} }} }}")
        said = {*rows(f"SELECT ?s ?p ?o {name} {{ {within.format(_CLAIM)} }}")} if bare else set()
        violations += [_unclaimed(*one, only_others=one in said) for one in bare]
    return Finding(violations=tuple(violations), counts={CLAIMED_EDGE: edges}, skipped={})


def check_blank_nodes(store: Store) -> Finding:
    """No subject, object or graph name is a blank node; counts all quads of the store."""
    anywhere = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
    found: list[tuple[bytes, ...]] = []
    # To look at each term once takes a third of the time that asking of each quad does.
    if any(_has_blank(store, f"SELECT DISTINCT {term} {{ {anywhere} }}") for term in ("?s", "?o", "?g")):
        query = f"SELECT ?s ?p ?o {{ {anywhere} FILTER(isBlank(?s) || isBlank(?o) || isBlank(?g)) }}"
        found = Rows(store)(query)
    violations = tuple(
        Violation(
            focus=text(subject),
            shape=BLANK_NODE,
            path=text(predicate),
            value=text(value),
            message="Resources and graphs must have IRIs of their own, not be blank nodes",
        )
        for subject, predicate, value in found
    )
    return Finding(violations=violations, counts={BLANK_NODE: len(store)}, skipped={})


def _has_blank(store: Store, query: str) -> bool:
    found = store.query(query)
    assert isinstance(found, QuerySolutions), "a SELECT gives solutions"
    return b"\n_:" in (found.serialize(format=QueryResultsFormat.TSV) or b"")


def _unclaimed(subject: bytes, predicate: bytes, value: bytes, graph: bytes = b"", *, only_others: bool) -> Violation:
    where = f"the graph {text(graph)}" if graph else "the default graph"
    what = "only on claims that are denied, planned, alleged or attributed" if only_others else "on no claim"
    needed = "it must rest on one that is affirmed, stated and unattributed"
    return Violation(
        focus=text(subject),
        shape=CLAIMED_EDGE,
        path=text(predicate),
        value=text(value),
        message=f"In {where} this edge rests {what}; {needed}",
    )
