"""Files as they are written: golden ones of a small graph, what `plain` leaves out, and never half a file."""

import io
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph import __version__, export, registry, vocab
from policygraph.errors import OutputError, UnknownNameError
from policygraph.store import Store

GOLDEN = Path(__file__).parents[2] / "golden"
ID = vocab.BASE
ENDS = {"ttl": "turtle", "trig": "trig", "nq": "nquads", "nt": "ntriples", "jsonld": "jsonld", "rdf": "rdfxml"}
GOLDEN_FILES = [*(f"letters.{end}" for end in ENDS), "letters-plain.ttl"]


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The graph of tests/golden/letters.trig."""
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(path=GOLDEN / "letters.trig"):
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs.setdefault(quad.graph_name.value, []).append(quad)
    with Store.open(tmp_path_factory.mktemp("letters") / "graph", create=True) as store:
        store.commit(graphs)
        yield store


def _written(turtle: str, form: str = "turtle", *, plain: bool = False) -> str:
    store, stream = ox.Store(), io.BytesIO()
    heads = "".join(f"@prefix {name}: <{space}> . " for name, space in vocab.prefixes().items())
    store.load(heads + turtle, ox.RdfFormat.TRIG)
    registry.load("export", form).write(store, stream, plain=plain, prefixes=vocab.prefixes())
    return stream.getvalue().decode()


def _body(turtle: str) -> str:
    return _written(turtle).partition(f"@prefix doc: <{ID}doc/> .\n\n")[2]


def test_every_built_in_format_is_tested() -> None:
    assert {*registry.names("export")} == {*ENDS.values()}


@pytest.mark.parametrize("name", GOLDEN_FILES)
def test_golden(name: str, letters: Store, tmp_path: Path) -> None:
    golden, target = GOLDEN / "export" / name, tmp_path / "file"
    export.write(letters, ENDS[name.partition(".")[2]], target, plain="-plain" in name)
    written = target.read_text(encoding="utf-8").replace(f"PolicyGraph {__version__}.", "PolicyGraph VERSION.")
    assert written == golden.read_text(encoding="utf-8")


def test_turtle_puts_the_class_first_and_groups_predicates_and_objects() -> None:
    assert _body(
        'person:b rdfs:label "B" ; org:holds post:z, post:y ; a schema:Person . person:a a schema:Person .'
    ) == (
        "person:a a schema:Person .\n"
        "\n"
        "person:b a schema:Person ;\n"
        '  rdfs:label "B" ;\n'
        "  org:holds post:y ,\n"
        "    post:z .\n"
    )


def test_subjects_are_in_the_order_of_their_iris() -> None:
    written = _body("post:a-1 a org:Post . post:a a org:Post . post:a-10 a org:Post . post:a.b a org:Post .")
    assert written.split(" a org:Post .") == ["post:a", "\n\npost:a-1", "\n\npost:a-10", "\n\npost:a.b", "\n"]


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("person/ann-lee", "person:ann-lee"),
        ("person/7", "person:7"),
        ("person/a.b", "person:a.b"),
        ("person/o'hara,ann", r"person:o\'hara\,ann"),
        ("person/a.", f"<{ID}person/a.>"),
        ("person/-a", f"<{ID}person/-a>"),
        ("person/", f"<{ID}person/>"),
        ("person/a/b", f"<{ID}person/a/b>"),
        ("person/a%20b", f"<{ID}person/a%20b>"),
        ("person/é", f"<{ID}person/é>"),
        ("doc/ab#char=0,3", f"<{ID}doc/ab#char=0,3>"),
        ("elsewhere/a", f"<{ID}elsewhere/a>"),
    ],
)
def test_what_an_iri_is_shortened_to(iri: str, short: str) -> None:
    assert _body(f"<{ID}{iri}> a schema:Person .") == f"{short} a schema:Person .\n"


@pytest.mark.parametrize(
    ("literal", "written"),
    [
        ('"402"^^xsd:integer', "402"),
        ('"0.98"^^xsd:decimal', "0.98"),
        ('"true"^^xsd:boolean', "true"),
        ('"2017-04-21"^^xsd:date', '"2017-04-21"^^xsd:date'),
        ('"1.5e3"^^xsd:double', '"1500"^^xsd:double'),
        ('"7"', '"7"'),
        ('"x > \\"y\\" \\\\ <z>\\n"', '"x > \\"y\\" \\\\ <z>\\n"'),
        ('"año"@es-MX', '"año"@es-mx'),
        ('"x"^^<http://example.org/d>', '"x"^^<http://example.org/d>'),
    ],
)
def test_literals(literal: str, written: str) -> None:
    assert _body(f"person:a rdfs:label {literal} .") == f"person:a rdfs:label {written} .\n"


def test_prefixes_are_ours_and_no_other_in_the_order_of_vocab() -> None:
    written = _written("<http://example.org/a> <http://example.org/p> 1 .").splitlines()
    assert [line.split()[1] for line in written if line.startswith("@prefix")] == [
        f"{name}:" for name in vocab.prefixes()
    ]
    assert written[0] == f"# Written by PolicyGraph {__version__}."
    assert written[1] == "# Places from GeoNames (https://www.geonames.org/), CC BY 4.0."


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_the_default_graph_is_in_no_dataset_format(form: str) -> None:
    written = _written("person:default a schema:Person . doc:a { person:named a schema:Person }", form)
    assert "named" in written
    assert "default" not in written


def test_plain_hides_what_only_looks_like_evidence_nowhere_else() -> None:
    written = _written(
        """person:a rdfs:label "see <https://w3id.org/policygraph/id/claim/c> _:b" .
        person:a pg:candidate candidate:k . candidate:k a pg:Candidate .
        claim:c a pg:Claim . evidence:e pg:claim claim:c .
        <https://w3id.org/policygraph/id/doc/a#char=0,2> a nif:Phrase . doc:a schema:mentions person:a .""",
        "ntriples",
        plain=True,
    ).splitlines()[2:]
    assert written == [
        f"<{ID}doc/a> <https://schema.org/mentions> <{ID}person/a> .",
        f"<{ID}person/a> <http://www.w3.org/2000/01/rdf-schema#label> "
        '"see <https://w3id.org/policygraph/id/claim/c> _:b" .',
    ]


@pytest.mark.parametrize("turtle", ["_:b a schema:Person .", "person:a org:holds _:b ."])
@pytest.mark.parametrize("form", ["turtle", "ntriples", "jsonld"])
def test_blank_nodes_fail_loudly(form: str, turtle: str) -> None:
    with pytest.raises(OutputError, match="blank node"):
        _written(turtle, form)


def test_a_blank_graph_name_fails_loudly() -> None:
    with pytest.raises(OutputError, match="blank node"):
        _written("_:g { person:a a schema:Person }", "nquads")


def test_json_ld_refuses_an_iri_that_it_would_read_as_another() -> None:
    with pytest.raises(OutputError, match="place:thing: an IRI begins like one of our prefixes"):
        _written("<place:thing> a schema:Place .", "jsonld")


def test_a_failing_export_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    target = tmp_path / "graph.ttl"
    target.write_text("old", encoding="utf-8")
    with Store.open(tmp_path / "graph", create=True) as store:
        store.rdf.add(ox.Quad(ox.BlankNode("b"), ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(vocab.PERSON)))
        with pytest.raises(OutputError, match="blank node"):
            export.write(store, "turtle", target)
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph", "graph.ttl"]


def test_where_no_file_can_be(letters: Store, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="this is a folder"):
        export.write(letters, "turtle", tmp_path)
    with pytest.raises(OutputError, match="can't be written: No such file or directory"):
        export.write(letters, "turtle", tmp_path / "nowhere" / "graph.ttl")


def test_an_unknown_format_is_told_with_the_nearest(letters: Store, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean turtle"):
        export.write(letters, "turtel", tmp_path / "file")


def test_standard_output(letters: Store, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    export.write(letters, "ntriples", None)
    export.write(letters, "ntriples", tmp_path / "file")
    assert capfdbinary.readouterr().out == (tmp_path / "file").read_bytes()
