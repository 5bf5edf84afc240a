"""The built-in SHACL engine finds what pyshacl finds, on planted violations of all shapes and of each constraint."""

from collections.abc import Callable

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Graph, URIRef
from rdflib.term import Node

from policygraph.validate import Violation, builtin, shapes

from .test_shapes import PLANTS, PREFIXES

SHAPE: Node = URIRef(shapes.SHAPES + "X")


def _data(turtle: str) -> Store:
    store = Store()
    store.load("@prefix : <http://example.org/> . " + PREFIXES + turtle, format=RdfFormat.TURTLE)
    return store


def _shapes(turtle: str) -> Graph:
    heads = f"{PREFIXES}@prefix : <http://example.org/> . @prefix shape: <{shapes.SHAPES}> ."
    heads += "@prefix sh: <http://www.w3.org/ns/shacl#> ."
    return Graph().parse(data=f"{heads} shape:X a sh:NodeShape ; sh:targetSubjectsOf :p ; {turtle} .", format="turtle")


def _found(violations: tuple[Violation, ...]) -> list[tuple[str, str, str, str, str]]:
    return sorted({(v.focus, v.shape, v.path, v.value, v.message) for v in violations})


def test_it_finds_what_pyshacl_finds_in_every_plant(contract: Callable[..., Store]) -> None:
    store = contract()
    for plant in PLANTS:
        store.load(PREFIXES + plant.turtle, format=RdfFormat.TURTLE)
    found, reference = shapes.check(store, "builtin"), shapes.check(store, "pyshacl")
    assert found.notes == ()
    assert len(reference.violations) >= len(PLANTS)
    assert found.counts == reference.counts
    assert _found(found.violations) == _found(reference.violations)


@pytest.mark.parametrize(
    ("constraint", "turtle", "broken"),
    [
        ("sh:class :K", ":a :p :k . :b :p :n . :k a :K .", {"b": "n"}),
        ("sh:datatype xsd:date", ':a :p "2017-04-21"^^xsd:date . :b :p "2017"^^xsd:gYear .', {"b": "2017"}),
        ("sh:datatype xsd:date", ':a :p "2017-04-31"^^xsd:date .', {"a": "2017-04-31"}),
        ("sh:datatype xsd:string", ':a :p "x" . :b :p "x"@en . :c :p :x .', {"b": "x", "c": "x"}),
        ("sh:nodeKind sh:IRI", ':a :p :b . :c :p "x" .', {"c": "x"}),
        ("sh:minCount 2", ":a :p 1 , 2 . :b :p 1 .", {"b": ""}),
        ("sh:maxCount 1", ":a :p 1 , 2 . :b :p 1 .", {"a": ""}),
        ('sh:pattern "^[0-9]{2}$"', ':a :p "17" . :b :p "170" .', {"b": "170"}),
        ('sh:pattern "^a\\\\\\\\b\\"$"', ':a :p "a\\\\b\\"" . :b :p "ab" .', {"b": "ab"}),
        ("sh:minLength 2", ':a :p "é\\n" . :b :p "é" .', {"b": "é"}),
        ("sh:minInclusive 0", ":a :p 0 . :b :p -1 . :c :p 0.5 . :d :p 'x' .", {"b": "-1", "d": "x"}),
        ("sh:maxInclusive 90", ":a :p 90.0 . :b :p 91 .", {"b": "91"}),
        ("sh:in ( :x 'y' )", ":a :p :x , 'y' . :b :p 'z' .", {"b": "z"}),
        ("sh:hasValue :x", ":a :p :x , :y . :b :p :y .", {"b": ""}),
        ("sh:lessThan :q", ":a :p 9 ; :q 10 . :b :p 10 ; :q 10 . :c :p 10 ; :q 9 .", {"b": "10", "c": "10"}),
        (
            "sh:lessThanOrEquals :q",
            ':a :p "2017-01-02"^^xsd:date ; :q "2017-01-02"^^xsd:date .'
            ':b :p "2017-01-03"^^xsd:date ; :q "2017-01-02"^^xsd:date .',
            {"b": "2017-01-03"},
        ),
        ("sh:node [ sh:property [ sh:path :q ; sh:minCount 1 ] ]", ":a :p :k . :k :q 1 . :b :p :n .", {"b": "n"}),
        ("sh:not [ sh:in ( 1 ) ]", ":a :p 1 . :b :p 2 .", {"a": "1"}),
        ("sh:or ( [ sh:in ( 1 ) ] [ sh:in ( 2 ) ] )", ":a :p 1 . :b :p 2 . :c :p 3 .", {"c": "3"}),
        ("sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:in ( 1 ) ]", ":a :p 1 , 2 . :b :p 2 .", {"b": ""}),
        ("sh:qualifiedMaxCount 1 ; sh:qualifiedValueShape [ sh:in ( 1 2 ) ]", ":a :p 1 , 2 . :b :p 2 .", {"a": ""}),
    ],
)
def test_each_constraint_is_broken_where_it_is_and_where_pyshacl_says(
    constraint: str, turtle: str, broken: dict[str, str]
) -> None:
    graph, store = _shapes(f'sh:property [ sh:path :p ; {constraint} ; sh:message "wrong" ]'), _data(turtle)
    found = _found(builtin.check(store, graph, {SHAPE: "X"}))
    assert {_short(focus): _short(value) for focus, _, _, value, _ in found} == broken
    assert found == _found(shapes.reference(store, graph))


def _short(iri: str) -> str:
    return iri.removeprefix("http://example.org/")


def test_a_closed_shape_names_the_strange_property() -> None:
    graph = _shapes('sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path :p ] ; sh:message "no"')
    store = _data(":a :p 1 ; a :K . :b :p 1 ; :q 2 .")
    found = _found(builtin.check(store, graph, {SHAPE: "X"}))
    assert found == [("http://example.org/b", "X", "http://example.org/q", "2", "no")]
    assert found == _found(shapes.reference(store, graph))


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        ('sh:property [ sh:path :p ; sh:uniqueLang true ; sh:message "m" ]', "uniqueLang"),
        ("sh:property [ sh:path :p ; sh:minCount 1 ]", "no sh:message"),
        ('sh:property [ sh:path [ sh:zeroOrMorePath :p ] ; sh:minCount 1 ; sh:message "m" ]', "path"),
    ],
)
def test_what_it_does_not_know_it_says(turtle: str, reason: str) -> None:
    with pytest.raises(builtin.UnsupportedError, match=reason):
        builtin.check(_data(":a :p 1 ."), _shapes(turtle), {SHAPE: "X"})


def test_pyshacl_takes_over_with_a_reason(contract: Callable[..., Store]) -> None:
    store = contract()
    store.load(PREFIXES + "schema:City rdfs:subClassOf schema:AdministrativeArea .", format=RdfFormat.TURTLE)
    finding = shapes.check(store)
    (note,) = finding.notes
    assert note.startswith("pyshacl validated in place of the built-in engine: the graph has classes")
    assert finding.violations == ()
