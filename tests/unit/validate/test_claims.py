"""Claims behind plain edges, and blank nodes."""

from collections.abc import Callable

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from policygraph import vocab
from policygraph.validate import Report, claims
from policygraph.validate.report import join

Contract = Callable[..., Store]
DOCUMENT = "https://w3id.org/policygraph/id/doc/88360395bfd3"
COPY = "https://w3id.org/policygraph/id/doc/8a5c94caaa0a"
CLAIM = "https://w3id.org/policygraph/id/claim/19250c76c6c67461"  # of both documents
NEEDED = "it must rest on one that is affirmed, stated and unattributed"
ONLY_OTHERS = "rests only on claims that are denied, planned, alleged or attributed"


def checked(store: Store) -> Report:
    return join((claims.check_edges(store), claims.check_blank_nodes(store)))


def told(report: Report) -> list[tuple[str, str]]:
    return [(violation.shape, violation.message) for violation in report.violations]


def with_edge_of_roe(contract: Contract, edge: str) -> Store:
    """The contract with an edge more from Ann Roe in the first document's graph."""
    return contract(('skos:altLabel "Roe" ;', f'skos:altLabel "Roe" ; {edge} ;'))


def test_an_edge_without_a_claim_is_found_in_its_graph_and_in_the_default_graph(contract: Contract) -> None:
    store = with_edge_of_roe(contract, "org:holds post:doe-county-clerk")
    assert told(checked(store)) == [
        ("ClaimedEdge", f"In the default graph this edge rests on no claim; {NEEDED}"),
        ("ClaimedEdge", f"In the graph {DOCUMENT} this edge rests on no claim; {NEEDED}"),
    ]


@pytest.mark.parametrize(
    "edge", ["org:memberOf organization:harvest-party", "org:headOf organization:river-fund-90ab12"]
)
def test_an_edge_that_rests_only_on_denied_alleged_or_planned_claims_is_found(contract: Contract, edge: str) -> None:
    assert told(checked(with_edge_of_roe(contract, edge))) == [
        ("ClaimedEdge", f"In the default graph this edge {ONLY_OTHERS}; {NEEDED}"),
        ("ClaimedEdge", f"In the graph {DOCUMENT} this edge {ONLY_OTHERS}; {NEEDED}"),
    ]


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        (vocab.POLARITY, Literal("denied")),
        (vocab.MODALITY, Literal("planned")),
        (vocab.ATTRIBUTED_TO, NamedNode("https://w3id.org/policygraph/id/person/ann-roe-4f0c2a")),
    ],
)
def test_a_claim_must_be_affirmed_and_stated_and_unattributed(
    contract: Contract, predicate: str, value: Literal | NamedNode
) -> None:
    store, claim, part = contract(), NamedNode(CLAIM), NamedNode(predicate)
    for graph in (NamedNode(DOCUMENT), DefaultGraph()):
        for quad in list(store.quads_for_pattern(claim, part, None, graph)):
            store.remove(quad)
        store.add(Quad(claim, part, value, graph))
    report = checked(store)
    # The second document's graph has the claim unchanged.
    assert told(report) == [
        ("ClaimedEdge", f"In the default graph this edge {ONLY_OTHERS}; {NEEDED}"),
        ("ClaimedEdge", f"In the graph {DOCUMENT} this edge {ONLY_OTHERS}; {NEEDED}"),
    ]
    assert {violation.path for violation in report.violations} == {vocab.HOLDS}


def test_a_claim_in_another_graph_does_not_serve(contract: Contract) -> None:
    """A document's graph is a function of that document alone."""
    store = contract()
    for quad in list(store.quads_for_pattern(NamedNode(CLAIM), None, None, NamedNode(COPY))):
        store.remove(quad)
    assert told(checked(store)) == [("ClaimedEdge", f"In the graph {COPY} this edge rests on no claim; {NEEDED}")]


def test_a_date_of_another_precision_is_another_claim(contract: Contract) -> None:
    edge = 'schema:startDate "2019-03"^^xsd:gYearMonth ; schema:endDate'
    report = checked(contract((edge, 'schema:startDate "2019"^^xsd:gYear ; schema:endDate')))
    assert [(v.path, v.value) for v in report.violations] == [(vocab.START_DATE, "2019")] * 2


def test_the_dates_of_a_tenure_and_who_was_told_are_no_edges(contract: Contract) -> None:
    """They have no claim in the contract, which conforms; as dates of an event they would need one."""
    tenure = "membership:jane-doe-d999999--doe-county-clerk schema:startDate"
    store = contract((tenure, "event:visit-b187b24cd6 schema:startDate"))
    assert {violation.value for violation in checked(store).violations} == {"2017-01-02", "2021-01-04"}


@pytest.mark.parametrize(
    ("trig", "focus", "value"),
    [
        ("<a:b> <a:p> [] .", "a:b", "[]"),
        ("[] <a:p> <a:b> .", "[]", "a:b"),
        ("<a:g> { [] <a:p> <a:b> }", "[]", "a:b"),
        ("_:graph { <a:b> <a:p> <a:c> }", "a:b", "a:c"),
    ],
)
def test_blank_nodes_are_found_and_not_told_by_their_labels(
    contract: Contract, trig: str, focus: str, value: str
) -> None:
    store = contract()
    store.load(trig, format=RdfFormat.TRIG)
    (violation,) = checked(store).violations
    assert (violation.shape, violation.focus, violation.path, violation.value) == (
        "BlankNode",
        focus,
        "a:p",
        value,
    )
