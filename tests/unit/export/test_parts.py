"""RDF/XML, triple terms of RDF 1.2, and parts of a graph: by CONSTRUCT and around an entity."""

import io
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from policygraph import analyse, export, registry, vocab
from policygraph.errors import OutputError, QueryError
from policygraph.store import Store

GOLDEN = Path(__file__).parents[2] / "golden"
ID = vocab.BASE
PREFIXES = vocab.prefixes()
HEADS = "".join(f"@prefix {name}: <{space}> . " for name, space in PREFIXES.items())
CHAIN = """
person:a a schema:Person ; rdfs:label "A" ; org:holds post:p ; pg:candidate candidate:k .
post:p a org:Post ; pg:jurisdiction jurisdiction:j . jurisdiction:j a pg:Jurisdiction ; rdfs:label "J" .
candidate:k a pg:Candidate .
claim:1 rdf:subject person:a ; rdf:predicate org:holds ; rdf:object post:p .
claim:2 rdf:subject post:p ; rdf:predicate pg:jurisdiction ; rdf:object jurisdiction:j .
evidence:1 pg:claim claim:1 ; pg:document doc:d . evidence:2 pg:claim claim:2 ; pg:document doc:d .
doc:d a schema:NewsArticle ; schema:mentions person:a , jurisdiction:j .
"""


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(path=GOLDEN / "letters.trig"):
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs.setdefault(quad.graph_name.value, []).append(quad)
    with Store.open(tmp_path_factory.mktemp("letters") / "graph", create=True) as store:
        store.commit(graphs)
        yield store


def _rdf(turtle: str) -> ox.Store:
    store = ox.Store()
    store.load(HEADS + turtle, ox.RdfFormat.TRIG)
    return store


def _written(store: ox.Store, form: str, **options: bool) -> bytes:
    stream = io.BytesIO()
    registry.load("export", form).write(store, stream, plain=False, prefixes=PREFIXES, **options)
    return stream.getvalue()


def test_rdfxml_is_read_back_by_rdflib_as_the_default_graph_and_is_the_same_each_time(
    letters: Store, tmp_path: Path
) -> None:
    export.write(letters, "rdfxml", tmp_path / "a.rdf")
    export.write(letters, "rdfxml", tmp_path / "b.rdf")
    export.write(letters, "ntriples", tmp_path / "a.nt")
    assert (tmp_path / "a.rdf").read_bytes() == (tmp_path / "b.rdf").read_bytes()
    read = rdflib.Graph().parse(tmp_path / "a.rdf", format="xml")
    assert len(read) > 0
    assert set(read) == set(rdflib.Graph().parse(tmp_path / "a.nt", format="nt"))


def test_rdfxml_sorts_its_namespaces_and_refuses_what_xml_cannot_hold() -> None:
    root = _written(_rdf('person:a rdfs:label "A" .'), "rdfxml").splitlines()[1].split()[1:]
    assert root == sorted(root)
    with pytest.raises(OutputError, match=r"the predicate <http://a\.example/1>"):
        _written(_rdf("person:a <http://a.example/1> 1 ."), "rdfxml")
    assert b"a&#xD;\n" in _written(_rdf('person:a rdfs:label "a\\r\\n" .'), "rdfxml")
    with pytest.raises(OutputError, match="control character"):
        _written(_rdf('person:a rdfs:label "\\u0007" .'), "rdfxml")


@pytest.mark.parametrize(
    ("form", "syntax"),
    [("turtle", ox.RdfFormat.TURTLE), ("ntriples", ox.RdfFormat.N_TRIPLES)],
)
def test_a_claim_reifies_its_triple_in_rdf12(form: str, syntax: ox.RdfFormat) -> None:
    label = 'claim:3 rdf:subject person:a ; rdf:predicate rdfs:label ; rdf:object "A b" .'
    written = _written(_rdf(CHAIN + label), form, rdf12=True)
    said = {str(q.subject): q.object for q in ox.parse(written, format=syntax) if q.predicate.value.endswith("reifies")}
    person, post = ox.NamedNode(ID + "person/a"), ox.NamedNode(ID + "post/p")
    assert len(said) == 3
    assert said[f"<{ID}claim/1>"] == ox.Triple(person, ox.NamedNode(vocab.HOLDS), post)
    assert said[f"<{ID}claim/3>"] == ox.Triple(person, ox.NamedNode(vocab.RDFS_LABEL), ox.Literal("A b"))


@pytest.mark.parametrize(("form", "syntax"), [("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG)])
def test_named_graphs_reify_each_in_their_own(form: str, syntax: ox.RdfFormat) -> None:
    written = _written(_rdf(f"doc:d {{ {CHAIN} }}"), form, rdf12=True)
    graphs = [str(q.graph_name) for q in ox.parse(written, format=syntax) if q.predicate.value.endswith("reifies")]
    assert graphs == [f"<{ID}doc/d>"] * 2


@pytest.mark.parametrize("form", ["jsonld", "rdfxml"])
def test_formats_without_triple_terms_refuse_rdf12(form: str, letters: Store, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no triple terms"):
        export.write(letters, form, tmp_path / "file", rdf12=True)
    assert not list(tmp_path.iterdir())


def test_a_construct_is_written_and_nothing_else(letters: Store, tmp_path: Path) -> None:
    query = "CONSTRUCT { ?p rdfs:seeAlso ?p } WHERE { ?p a schema:Person }"
    export.write(letters, "ntriples", tmp_path / "a.nt", part=export.constructed(letters, query, "ntriples"))
    kind = ox.NamedNode(vocab.SCHEMA + "Person")
    typed = letters.rdf.quads_for_pattern(None, ox.NamedNode(vocab.RDF_TYPE), kind, ox.DefaultGraph())
    people = {quad.subject for quad in typed}
    read = list(ox.parse(path=tmp_path / "a.nt"))
    assert people
    assert {quad.subject for quad in read} == {quad.object for quad in read} == people


@pytest.mark.parametrize(
    ("query", "form", "message"),
    [
        ("SELECT ?s { ?s ?p ?o }", "turtle", "no graph"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "trig", "none of them"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://a.example/> { ?s ?p ?o } }", "turtle", "SERVICE"),
    ],
)
def test_what_is_no_graph_or_not_allowed_is_refused(query: str, form: str, message: str, letters: Store) -> None:
    with pytest.raises(QueryError, match=message):
        export.constructed(letters, query, form)


def test_one_hop_leaves_out_what_is_two_away_and_what_is_said_of_it() -> None:
    cut = analyse.subgraph(_rdf(CHAIN), PREFIXES, ID + "person/a", 1)
    subjects = {str(quad.subject).removeprefix(f"<{ID}").rstrip(">") for quad in cut}
    assert subjects == {"person/a", "post/p", "candidate/k", "claim/1", "evidence/1", "doc/d"}
    assert not [quad for quad in cut if "jurisdiction/j" in str(quad.object)]


def test_two_hops_take_all_and_the_named_graphs_with_it() -> None:
    store = _rdf(CHAIN + f"doc:d {{ {CHAIN} }}")
    assert set(analyse.subgraph(store, PREFIXES, ID + "person/a", 2)) == set(store)
