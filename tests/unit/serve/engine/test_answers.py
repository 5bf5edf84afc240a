"""Answers by the standards' formats, and each way in which a query is at fault itself."""

import io
import json
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from policygraph import vocab
from policygraph.serve.engine import Answer, Refused, SyntaxFault, dataset
from policygraph.serve.formats import OFFERS

A, B, MANY = (f"{vocab.BASE}doc/{letter * 12}" for letter in "abc")
ANN_AND_BOB = "SELECT ?label { VALUES ?s { person:ann person:bob } ?s rdfs:label ?label } ORDER BY ?label"


@pytest.mark.parametrize(
    ("media", "expected"),
    [
        ("text/csv", "label\r\nAnn\r\nBob\r\n"),
        ("text/tab-separated-values", '?label\n"Ann"\n"Bob"\n'),
    ],
)
def test_rows_as_text(ask: Any, media: str, expected: str) -> None:
    assert ask(ANN_AND_BOB, formats={"select": media}) == expected


def test_csv_and_tsv_write_terms_as_the_standard_has_them(ask: Any) -> None:
    text = (
        """SELECT ?a ?b ?c ?d { VALUES (?a ?b ?c ?d) { ("x,y\\"z\\n" "tab\\t" "é"@fr <urn:a>) (UNDEF 1 1.5 true) } }"""
    )
    assert ask(text, formats={"select": "text/csv"}) == 'a,b,c,d\r\n"x,y""z\n",tab\t,é,urn:a\r\n,1,1.5,true\r\n'
    expected = '?a\t?b\t?c\t?d\n"x,y\\"z\\n"\t"tab\\t"\t"é"@fr\t<urn:a>\n\t1\t1.5\ttrue\n'
    assert ask(text, formats={"select": "text/tab-separated-values"}) == expected


def test_rows_as_json_and_xml(ask: Any) -> None:
    told = json.loads(ask(ANN_AND_BOB))
    assert [row["label"]["value"] for row in told["results"]["bindings"]] == ["Ann", "Bob"]
    xml = ask(ANN_AND_BOB, formats={"select": "application/sparql-results+xml"})
    found = rdflib.query.Result.parse(source=io.BytesIO(xml.encode()), format="xml")
    assert [str(term) for row in found.bindings for term in row.values()] == ["Ann", "Bob"]


def test_yes_and_no(ask: Any) -> None:
    assert json.loads(ask("ASK { person:ann rdfs:label 'Ann' }")) == {"head": {}, "boolean": True}
    assert "<boolean>false</boolean>" in ask(
        "ASK { person:ann rdfs:label 'Bob' }", formats={"boolean": "application/sparql-results+xml"}
    )


@pytest.mark.parametrize("media", OFFERS["graph"])
def test_graphs_in_every_format(ask: Any, media: str) -> None:
    expected = rdflib.Graph()
    for name in ("Ann", "Bob"):
        expected.add((rdflib.URIRef(f"{vocab.BASE}person/{name.lower()}"), rdflib.RDFS.label, rdflib.Literal(name)))
    text = "CONSTRUCT WHERE { ?s rdfs:label ?l } VALUES ?s { person:ann person:bob }"
    found = rdflib.Graph().parse(
        data=ask(text.replace("WHERE", "{ ?s rdfs:label ?l } WHERE"), formats={"graph": media}), format=media
    )
    assert isomorphic(found, expected)


def test_the_media_type_and_kind_are_told(ask: Any) -> None:
    async def kinds() -> list[tuple[str, str, int | None]]:
        found = []
        for text in (ANN_AND_BOB, "ASK {}", "DESCRIBE person:ann"):
            answer: Answer = await ask.engine.query(text, formats={"graph": "application/n-triples"})
            found.append((answer.kind, answer.media_type, answer.limit))
            await answer.aclose()
        return found

    json_results = "application/sparql-results+json"
    assert ask.loop.run(kinds()) == [
        ("select", json_results, 1_000_000),
        ("boolean", json_results, None),
        ("graph", "application/n-triples", 1_000_000),
    ]


def test_a_format_of_another_kind_is_refused(ask: Any) -> None:
    with pytest.raises(Refused, match="text/turtle is no format for the answer of this query"):
        ask(ANN_AND_BOB, formats={"select": "text/turtle"})


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        ("CONSTRUCT { <urn:a> <http://example.org/1> 2 } {}", {"graph": "application/rdf+xml"}),
        ('CONSTRUCT { <urn:a> <urn:p> "\\u0001" } {}', {"graph": "application/rdf+xml"}),
        ('SELECT ("\\u0001" AS ?x) {}', {"select": "application/sparql-results+xml"}),
    ],
)
def test_what_xml_cannot_say_is_no_broken_xml(ask: Any, text: str, formats: dict[str, str]) -> None:
    with pytest.raises(Refused, match="XML can't say"):
        ask(text, formats=formats)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        # A name whose prefix is not known; characters are counted, not bytes.
        ("SELECT * { ?s foo:bar ?o }", 1, 15),
        ("SELECT ?é {\n\n VALUES ?é { 'ü' } ?é foo:é ?x }", 3, 23),
        ("SELECT * {\n  ?s ?p\n", 3, 1),
        ("", 1, 1),
    ],
)
def test_a_syntax_error_tells_where(ask: Any, text: str, line: int, column: int) -> None:
    with pytest.raises(SyntaxFault) as fault:
        ask(text)
    assert (fault.value.line, fault.value.column) == (line, column)


def test_what_is_refused_is_refused_by_the_worker(ask: Any) -> None:
    with pytest.raises(Refused, match="SERVICE is not allowed"):
        ask("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    with pytest.raises(Refused, match="more than 100 deep"):
        ask("ASK {" + "{" * 5_000 + "}" * 5_000 + "}")


def test_updates_are_parsed_and_change_nothing(ask: Any) -> None:
    ask.loop.run(ask.engine.parse_update("INSERT DATA { person:ann rdfs:label 'No' } ; DROP GRAPH <urn:none>"))
    assert ask("SELECT ?l { person:ann rdfs:label ?l }", formats={"select": "text/csv"}) == "l\r\nAnn\r\n"
    with pytest.raises(SyntaxFault) as fault:
        ask.loop.run(ask.engine.parse_update("INSERT DATA {\n person:ann rdfs:label }"))
    assert fault.value.line == 2
    with pytest.raises(Refused, match="LOAD is not allowed"):
        ask.loop.run(ask.engine.parse_update("LOAD <http://127.0.0.1:1/>"))


# ---- the dataset

COUNT = "SELECT (COUNT(*) AS ?n) { ?s rdfs:label ?l }"
NAMES = "SELECT ?l { ?s rdfs:label ?l } ORDER BY ?l"


def _by_rdflib(ask: Any, graphs: tuple[str, ...], text: str) -> list[tuple[str, ...]]:
    """What rdflib answers on the merge of graphs."""
    merged = rdflib.Graph()
    for graph in graphs:
        text_of = ask(
            f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", formats={"graph": "application/n-triples"}
        )
        merged.parse(data=text_of, format="nt")
    found = merged.query(text, initNs=vocab.prefixes())
    return [tuple(str(term) for term in row.values()) for row in found.bindings]


@pytest.mark.parametrize("graphs", [(A,), (B,), (A, B), (A, B, A), (A, MANY), (A, B, MANY)])
@pytest.mark.parametrize("text", [COUNT, NAMES])
def test_several_from_are_one_set_of_triples(ask: Any, graphs: tuple[str, ...], text: str) -> None:
    expected = "".join(f"{row[0]}\r\n" for row in _by_rdflib(ask, graphs, text))
    head = "n" if text == COUNT else "l"
    by_text = text.replace(" {", "".join(f" FROM <{graph}>" for graph in graphs) + " {", 1)
    assert ask(by_text, formats={"select": "text/csv"}) == f"{head}\r\n{expected}"
    assert ask(text, default_graphs=graphs, formats={"select": "text/csv"}) == f"{head}\r\n{expected}"


def test_from_may_be_relative_or_have_a_prefix(ask: Any) -> None:
    sources = f"FROM <doc/{'a' * 12}> FROM d:{'b' * 12}"
    text = f"BASE <{vocab.BASE}> PREFIX d: <{vocab.BASE}doc/> SELECT (COUNT(*) AS ?n) {sources} {{ ?s ?p ?o }}"
    assert ask(text, formats={"select": "text/csv"}) == "n\r\n2\r\n"


def test_the_protocol_s_dataset_comes_before_from(ask: Any) -> None:
    text = f"SELECT (COUNT(*) AS ?n) FROM <{A}> FROM <{B}> {{ ?s ?p ?o }}"
    assert ask(text, default_graphs=[B], formats={"select": "text/csv"}) == "n\r\n1\r\n"


def test_named_graphs_are_those_asked_for(ask: Any) -> None:
    by_graph = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s rdfs:label ?l } }"
    csv = {"select": "text/csv"}
    assert ask(by_graph, named_graphs=[A], formats=csv) == "n\r\n2\r\n"
    assert ask(by_graph, default_graphs=[A], formats=csv) == "n\r\n0\r\n"
    assert ask(by_graph, default_graphs=[A, B], named_graphs=[B, MANY], formats=csv) == "n\r\n2001\r\n"
    assert ask(by_graph.replace(" {", f" FROM <{A}> FROM <{B}> FROM NAMED <{B}> {{", 1), formats=csv) == "n\r\n1\r\n"
    assert ask(COUNT, named_graphs=[A], formats=csv) == "n\r\n0\r\n"


def test_graphs_too_large_to_merge_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset, "MAX_MERGED", 100)
    store, a, b = ox.Store(), ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
    store.bulk_extend(ox.Quad(a, a, ox.Literal(number), a if number % 2 else b) for number in range(100))
    merged, told = dataset.choose(store, "", (), (["urn:a", "urn:b"], []), {})
    assert (len(merged), told) == (100, {"default_graph": [ox.DefaultGraph()], "named_graphs": []})
    store.add(ox.Quad(a, a, a, b))
    with pytest.raises(Refused, match="more than 100 triples together"):
        dataset.choose(store, "", (), (["urn:a", "urn:b"], []), {})
