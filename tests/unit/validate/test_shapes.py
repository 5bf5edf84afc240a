"""The shapes: a graph that keeps the whole contract, then a planted violation of each shape.

The figures of the graph are counted by hand. What breaks a shape stands in `data/plants.ttl`, each on a
resource of its own, so that one run of SHACL serves all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store
from rdflib.namespace import SH

from policygraph import vocab
from policygraph.errors import StoreError, UnknownNameError
from policygraph.validate import Report, Violation, shapes, validate

SPACES = {**vocab.prefixes(), "owl": "http://www.w3.org/2002/07/owl#"}
PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in SPACES.items())
PLANTS_FILE = Path(__file__).parents[1] / "data" / "plants.ttl"
Contract = Callable[..., Store]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """A block of the file: a resource, what it must be found with ('SHAPE PATH'), and its Turtle."""

    focus: str
    expected: tuple[str, ...]
    turtle: str


def _plants() -> list[Plant]:
    blocks = PLANTS_FILE.read_text(encoding="utf-8").strip().split("\n\n")[1:]
    return [
        Plant(
            focus=short(block.splitlines()[1].split()[0].strip("<>")),
            expected=tuple(sorted(block.splitlines()[0].removeprefix("# ").split(", "))),
            turtle=block,
        )
        for block in blocks
    ]


def short(iris: str) -> str:
    """IRIs, or a path of them, with prefixes."""
    for name, space in SPACES.items():
        iris = iris.replace(space, f"{name}:")
    return iris


PLANTS = _plants()


def test_a_graph_that_keeps_the_contract_conforms_and_each_shape_looked_at_what_there_is(
    contract: Contract,
) -> None:
    store = contract()
    before = set(store)
    report = validate(store)
    assert set(store) == before  # validation only reads
    assert report.violations == ()
    assert report.conforms
    assert report.focus_counts == {
        # classes: 2 + 5 + 5 + 1 + 2 + 1 + 3 entities
        "Entity": 19,
        "Person": 2,
        "Organization": 5,
        "Jurisdiction": 5,
        "Place": 1,
        "Post": 2,
        "Policy": 1,
        "Event": 3,
        "Membership": 1,
        "Attribution": 1,
        "Candidate": 2,
        "Document": 2,
        # claims: 21 stated by the first document (one by the second too), 3 put otherwise, 5 of tables,
        # 1 of a correction
        "Claim": 30,
        "ClaimContent": 30,
        "ClaimSource": 30,
        # evidence: 24 in the first document, 1 in the second, 6 elsewhere
        "Evidence": 31,
        "DocumentEvidence": 25,
        "TableEvidence": 8,  # 3 documents and 5 evidences have a dcterms:source
        # what several classes share
        "Identified": 3,
        "Ambiguous": 1,
        "Located": 1,
        "Bounded": 5,
        "sameAs": 0,
        # edges: subjects that have them
        "holds": 1,
        "formerlyHeld": 1,
        "memberOf": 1,
        "headOf": 1,
        "represents": 1,
        "jurisdiction": 1,
        "postIn": 1,
        "subOrganizationOf": 1,
        "basedNear": 1,
        "founder": 1,
        "funder": 1,
        "containedInPlace": 3,
        "sponsor": 1,
        "supports": 1,
        "opposes": 1,
        "agent": 3,
        "recipient": 2,
        "participant": 1,
        "location": 1,
        "startDate": 3,
        "endDate": 2,
        "deadline": 1,
        "about": 3,
        "mentions": 2,
        # our own checks: 5 mentions and 24 sentences with a text, of two documents
        "NifString": 5,
        "Sentence": 24,
        "Quotation": 1,
        "DocumentText": 2,
        # 21 + 1 + 5 + 1 edges in the named graphs, 27 in the default graph, where both documents' one is one
        "ClaimedEdge": 55,
        "BlankNode": len(before),
    }
    assert report.checked_strings == 5
    assert report.skipped == {"NifString": 1, "Sentence": 1, "Quotation": 0, "DocumentText": 1}


def test_every_class_and_every_edge_stands_in_the_contract(contract: Contract) -> None:
    store = contract()
    classes = {*vocab.CLASS_OF.values(), vocab.MEMBERSHIP, vocab.ATTRIBUTION, vocab.CLAIM, vocab.EVIDENCE}
    classes |= {vocab.CANDIDATE, vocab.NEWS_ARTICLE, vocab.CREATIVE_WORK}
    kinds = {quad.object for quad in store.quads_for_pattern(None, NamedNode(vocab.RDF_TYPE), None, DefaultGraph())}
    assert {NamedNode(kind) for kind in classes} <= kinds
    for edge in (*vocab.CLAIMED_EDGES, vocab.ABOUT, vocab.MENTIONS):
        assert list(store.quads_for_pattern(None, NamedNode(edge), None, DefaultGraph())), edge


def test_a_graph_on_disk_opened_for_reading_only_is_validated(contract: Contract, tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store"))
    store.extend(contract())
    store.flush()
    del store
    assert validate(Store.read_only(str(tmp_path / "store"))).focus_counts["Claim"] == 30


def test_an_empty_graph_is_an_error_and_does_not_conform() -> None:
    with pytest.raises(StoreError, match="nothing to validate"):
        validate(Store())


def test_named_graphs_without_a_default_graph_are_an_error(named_graphs: Store) -> None:
    with pytest.raises(StoreError, match="policygraph build"):
        validate(named_graphs)


def test_an_unknown_engine_is_an_error(contract: Contract) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean pyshacl"):
        validate(contract(), engine="pyshackle")


@pytest.fixture(scope="module")
def planted(contract: Contract) -> Report:
    store = contract()
    for plant in PLANTS:
        store.load(PREFIXES + plant.turtle, format=RdfFormat.TURTLE)
    return validate(store)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.focus)
def test_a_planted_violation_is_found_and_attributed_to_its_shape(planted: Report, plant: Plant) -> None:
    found = [v for v in planted.violations if short(v.focus) == plant.focus and v.shape != "ClaimedEdge"]
    assert tuple(sorted({f"{v.shape} {short(v.path)}".rstrip() for v in found})) == plant.expected


def test_what_is_planted_beside_it_leaves_the_contract_conformant(planted: Report) -> None:
    own = {short(violation.focus) for violation in planted.violations}
    assert own == {plant.focus for plant in PLANTS}


def test_every_message_of_every_shape_is_provoked_by_a_plant(planted: Report) -> None:
    graph = shapes.load_shapes()
    messages = {str(message) for message in graph.objects(None, SH.message)}
    assert messages == {v.message for v in planted.violations if v.shape in shapes.focus_counts(graph, Store())}


def test_a_violation_tells_resource_shape_path_value_and_what_it_should_be(planted: Report) -> None:
    expected = Violation(
        focus="https://w3id.org/policygraph/id/claim/odd-polarity",
        shape="Claim",
        path=vocab.POLARITY,
        value="perhaps",
        message="A pg:Claim must have exactly one pg:polarity: affirmed or denied",
    )
    assert expected in planted.violations


def test_a_report_is_sorted_and_the_same_again(planted: Report, contract: Contract) -> None:
    assert list(planted.violations) == sorted(set(planted.violations))
    store = contract()
    for plant in reversed(PLANTS):
        store.load(PREFIXES + plant.turtle, format=RdfFormat.TURTLE)
    assert validate(store) == planted
