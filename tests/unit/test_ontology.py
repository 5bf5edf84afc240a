"""The contract's three files, held against `vocab` and `model` and against each other."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Node, URIRef
from rdflib.namespace import DCTERMS, SH

from policygraph import resources, vocab
from policygraph.model import Manner, Modality, Polarity

PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in vocab.prefixes().items())
ONTOLOGY_IRI = URIRef("https://w3id.org/policygraph/ns")


def parse(name: str) -> Graph:
    return Graph().parse(resources.ontology(name), format="turtle")


ONTOLOGY, SHAPES = parse("policygraph.ttl"), parse("shapes.ttl")
DEFINED = sorted(str(term) for term in ONTOLOGY.subjects(RDFS.isDefinedBy, ONTOLOGY_IRI))
CONSTANTS = {
    iri
    for name, value in vars(vocab).items()
    if name.isupper() and name != "PG"
    for iri in ([value] if isinstance(value, str) else value if isinstance(value, tuple) else ())
    if isinstance(iri, str) and iri.startswith(vocab.PG)
} | {vocab.PG + name for name in (*vocab.EVENT_TYPES, *vocab.LEVELS)}


def curies(text: str) -> set[str]:
    """The pg: terms that a text in Turtle names, as IRIs."""
    return {vocab.PG + name for name in re.findall(r"(?<![\w:])pg:(\w+)", text)}


def test_every_term_of_vocab_is_defined_and_no_other() -> None:
    assert set(DEFINED) == CONSTANTS
    assert set(DEFINED) == {str(s) for s in ONTOLOGY.subjects() if str(s).startswith(vocab.PG)}


def test_no_more_than_sixty_terms() -> None:
    assert 0 < len(DEFINED) <= 60


def test_the_ontology_has_title_description_version_and_licence() -> None:
    assert (ONTOLOGY_IRI, RDF.type, OWL.Ontology) in ONTOLOGY
    assert ONTOLOGY.value(ONTOLOGY_IRI, DCTERMS.license) == URIRef("https://www.apache.org/licenses/LICENSE-2.0")
    for told in (DCTERMS.title, DCTERMS.description, OWL.versionInfo):
        assert str(ONTOLOGY.value(ONTOLOGY_IRI, told))


def test_the_ontology_has_no_blank_nodes() -> None:
    assert not [node for triple in ONTOLOGY for node in triple if isinstance(node, BNode)]


@pytest.mark.parametrize("term", DEFINED, ids=lambda iri: iri.removeprefix(vocab.PG))
def test_a_term_has_label_definition_and_an_example_that_uses_it(term: str) -> None:
    for told in (RDFS.label, SKOS.definition, SKOS.example):
        assert len(list(ONTOLOGY.objects(URIRef(term), told))) == 1
    example = Graph().parse(data=PREFIXES + str(ONTOLOGY.value(URIRef(term), SKOS.example)), format="turtle")
    assert URIRef(term) in set(chain.from_iterable(example))
    assert curies(str(ONTOLOGY.value(URIRef(term), SKOS.example))) <= CONSTANTS


@pytest.mark.parametrize("term", DEFINED, ids=lambda iri: iri.removeprefix(vocab.PG))
def test_a_term_hangs_on_another(term: str) -> None:
    above = {
        OWL.Class: [RDFS.subClassOf],
        OWL.ObjectProperty: [RDFS.range, RDFS.domain, SCHEMA_RANGE, SCHEMA_DOMAIN],
        OWL.DatatypeProperty: [RDFS.range, SCHEMA_RANGE],
        SKOS.Concept: [SKOS.inScheme],
        SKOS.ConceptScheme: [SKOS.hasTopConcept],
    }
    (kind,) = ONTOLOGY.objects(URIRef(term), RDF.type)
    assert isinstance(kind, URIRef)
    assert any(ONTOLOGY.value(URIRef(term), link, any=True) for link in above[kind])


SCHEMA_RANGE = URIRef(vocab.SCHEMA + "rangeIncludes")
SCHEMA_DOMAIN = URIRef(vocab.SCHEMA + "domainIncludes")


@pytest.mark.parametrize(
    ("term", "above"),
    [
        (vocab.JURISDICTION, vocab.ADMINISTRATIVE_AREA),
        (vocab.ATTRIBUTION, vocab.SCHEMA + "Quotation"),
        (vocab.CLAIM, vocab.RDF + "Statement"),
        *((vocab.PG + name, vocab.EVENT) for name in vocab.EVENT_TYPES),
    ],
)
def test_super_classes_are_those_of_the_contract(term: str, above: str) -> None:
    assert (URIRef(term), RDFS.subClassOf, URIRef(above)) in ONTOLOGY


def test_levels_are_the_concepts_of_their_scheme() -> None:
    of_scheme = {str(s) for s in ONTOLOGY.subjects(SKOS.inScheme, URIRef(vocab.LEVEL_SCHEME))}
    assert of_scheme == {vocab.PG + level for level in vocab.LEVELS}


# Shapes


def test_shapes_are_valid_shacl() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=SHAPES, meta_shacl=True)
    assert conforms, text


def test_shapes_use_defined_terms_only() -> None:
    used = {str(node) for triple in SHAPES for node in triple if str(node).startswith(vocab.PG)}
    assert used <= set(DEFINED)


def lists(path: URIRef) -> Iterator[set[str]]:
    """Every sh:in list that stands, at whatever depth, on a property shape of `path`."""
    for shape in SHAPES.subjects(SH.path, path):
        for holder in (shape, *SHAPES.objects(shape, SH.qualifiedValueShape)):
            for head in SHAPES.objects(holder, SH["in"]):
                yield {str(member) for member in SHAPES.items(head)}


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (vocab.POLARITY, set(Polarity)),
        (vocab.MODALITY, set(Modality)),
        (vocab.MANNER, set(Manner)),
        (vocab.LEVEL, {vocab.PG + level for level in vocab.LEVELS}),
        (vocab.PREDICATE, {*vocab.CLAIMED_EDGES, vocab.ABOUT}),
        (vocab.RDF_TYPE, {vocab.PG + name for name in vocab.EVENT_TYPES}),
        (vocab.RDF_TYPE, set(vocab.CLASS_OF.values())),
    ],
)
def test_enumerations_of_the_shapes_are_those_of_the_code(path: str, values: set[str]) -> None:
    assert {str(value) for value in values} in list(lists(URIRef(path)))


def test_every_edge_and_every_class_has_a_shape() -> None:
    edges = {str(o) for o in SHAPES.objects(None, SH.targetSubjectsOf)}
    assert edges >= {*vocab.CLAIMED_EDGES, vocab.ABOUT, vocab.MENTIONS}
    classes = {str(o) for o in SHAPES.objects(None, SH.targetClass)}
    assert classes >= {
        *vocab.CLASS_OF.values(),
        *(vocab.MEMBERSHIP, vocab.ATTRIBUTION, vocab.CLAIM, vocab.EVIDENCE, vocab.CANDIDATE),
        *(vocab.NEWS_ARTICLE, vocab.CREATIVE_WORK),
    }


# JSON-LD context

CONTEXT = json.loads(resources.ontology("context.jsonld").read_text(encoding="utf-8"))["@context"]


def test_the_context_has_the_prefixes_of_vocab_in_their_order() -> None:
    assert {name: iri for name, iri in CONTEXT.items() if isinstance(iri, str)} == vocab.prefixes()
    assert [name for name in CONTEXT if name in vocab.prefixes()] == list(vocab.prefixes())


def test_the_context_types_the_properties_that_the_ontology_types() -> None:
    """What is a link, a date or a decimal there must not have to be typed in every document again."""
    typed = {}
    for term in DEFINED:
        if (URIRef(term), RDF.type, OWL.ObjectProperty) in ONTOLOGY:
            typed["pg:" + term.removeprefix(vocab.PG)] = "@id"
        for datatype, name in ((vocab.XSD_DATE, "xsd:date"), (vocab.XSD_DECIMAL, "xsd:decimal")):
            if (URIRef(term), RDFS.range, URIRef(datatype)) in ONTOLOGY:
                typed["pg:" + term.removeprefix(vocab.PG)] = name
    assert {name: x["@type"] for name, x in CONTEXT.items() if name.startswith("pg:")} == typed


def test_rdflib_reads_a_document_by_the_context() -> None:
    graph = Graph().parse(
        data=json.dumps(
            {
                "@context": CONTEXT,
                "@graph": [
                    {
                        "@id": "membership:jane-doe--clerk",
                        "@type": "org:Membership",
                        "org:member": "person:jane-doe",
                        "pg:post": "post:clerk",
                        "pg:attestedOn": ["2019-03-04", "2019-03-05"],
                        "schema:startDate": {"@value": "2017", "@type": "xsd:gYear"},
                    },
                    {
                        "@id": "evidence:0a",
                        "pg:claim": "claim:0b",
                        "pg:confidence": "0.97",
                        "nif:beginIndex": 4,
                    },
                ],
            }
        ),
        format="json-ld",
    )

    def iri(prefix: str, name: str) -> URIRef:
        return URIRef(vocab.prefixes()[prefix] + name)

    membership, evidence = iri("membership", "jane-doe--clerk"), iri("evidence", "0a")
    expected: set[tuple[Node, Node, Node]] = {
        (membership, RDF.type, iri("org", "Membership")),
        (membership, iri("org", "member"), iri("person", "jane-doe")),
        (membership, iri("pg", "post"), iri("post", "clerk")),
        (membership, iri("pg", "attestedOn"), Literal("2019-03-04", datatype=URIRef(vocab.XSD_DATE))),
        (membership, iri("pg", "attestedOn"), Literal("2019-03-05", datatype=URIRef(vocab.XSD_DATE))),
        (membership, iri("schema", "startDate"), Literal("2017", datatype=URIRef(vocab.XSD_YEAR))),
        (evidence, iri("pg", "claim"), iri("claim", "0b")),
        (evidence, iri("pg", "confidence"), Literal("0.97", datatype=URIRef(vocab.XSD_DECIMAL))),
        (evidence, iri("nif", "beginIndex"), Literal("4", datatype=URIRef(vocab.XSD_INTEGER))),
    }
    assert set(graph) == expected


def test_the_code_of_the_page_on_the_ontology_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    checkout = Path(__file__).parents[2]
    page = (checkout / "docs" / "ontology.md").read_text(encoding="utf-8")
    monkeypatch.chdir(checkout)
    blocks = re.findall(r"^```python\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "docs/ontology.md", "exec"), {})
