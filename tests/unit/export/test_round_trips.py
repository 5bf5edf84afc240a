"""What is written is read back as the same graph, by rdflib and by pyoxigraph, whatever terms it holds."""

import io
from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph import registry, vocab

PREFIXES = vocab.prefixes()
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
# What stands in a name as it is, what Turtle escapes, what it can't write there, other alphabets.
ODD = st.text(st.sampled_from("aZ09_-.~!$&'()*+,;=?@%:/#éß中"), max_size=6)
SPACES = [*PREFIXES.values(), "http://example.org/x", "urn:example:"]
TYPED = {
    "integer": ["0", "-1", "402", "12345678901234567890"],
    "decimal": ["0.98", "-0.5", "41.85"],
    "boolean": ["true", "false"],
    "date": ["2017-04-21", "-0001-01-01"],
    "gYear": ["2017"],
    "gYearMonth": ["2017-04"],
}


class Term(NamedTuple):
    value: str
    language: str = ""
    datatype: str = ""
    iri: bool = False


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


IRIS = st.builds("{}{}".format, st.sampled_from(SPACES), ODD).filter(_is_iri).map(ox.NamedNode)
LITERALS = st.one_of(
    st.text().map(ox.Literal),
    st.builds(
        lambda text, tag: ox.Literal(text, language=tag),
        st.text(),
        st.sampled_from(["en", "de-at", "zh-hant"]),
    ),
    st.builds(lambda text, kind: ox.Literal(text, datatype=kind), st.text(), IRIS),
    st.sampled_from([(value, kind) for kind, values in TYPED.items() for value in values]).map(
        lambda typed: ox.Literal(typed[0], datatype=ox.NamedNode(vocab.XSD + typed[1]))
    ),
)
GRAPHS = st.lists(st.builds(ox.Quad, IRIS, IRIS, IRIS | LITERALS), max_size=8)
SETS_OF_GRAPHS = st.lists(st.builds(ox.Quad, IRIS, IRIS, IRIS | LITERALS, st.sampled_from(SPACES).map(ox.NamedNode)))


@pytest.fixture(autouse=True, scope="module")
def _as_written() -> Iterator[None]:
    # rdflib otherwise turns "01" into "1" and the like, in any format.
    rdflib.NORMALIZE_LITERALS = False
    yield
    rdflib.NORMALIZE_LITERALS = True


def _written(form: str, quads: list[ox.Quad]) -> tuple[bytes, ox.Store]:
    store, stream = ox.Store(), io.BytesIO()
    store.extend(quads)
    registry.load("export", form).write(store, stream, plain=False, prefixes=PREFIXES)
    return stream.getvalue(), store


def _of_oxigraph(term: object) -> Term:
    if isinstance(term, ox.NamedNode):
        return Term(term.value, iri=True)
    assert isinstance(term, ox.Literal)
    datatype = "" if term.language or term.datatype.value == f"{vocab.XSD}string" else term.datatype.value
    return Term(term.value, (term.language or "").lower(), datatype)


def _of_rdflib(term: object) -> Term:
    if isinstance(term, rdflib.URIRef):
        return Term(str(term), iri=True)
    assert isinstance(term, rdflib.Literal)
    datatype = "" if term.language or not term.datatype else str(term.datatype)
    return Term(str(term), (term.language or "").lower(), "" if datatype == f"{vocab.XSD}string" else datatype)


@pytest.mark.parametrize(("form", "name"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld")])
@settings(max_examples=40, deadline=None)
@given(quads=GRAPHS)
def test_rdflib_reads_the_same_graph(form: str, name: str, quads: list[ox.Quad]) -> None:
    written, store = _written(form, quads)
    read = rdflib.Graph().parse(data=written, format=name)
    assert {tuple(map(_of_rdflib, triple)) for triple in read} == {
        (_of_oxigraph(quad.subject), _of_oxigraph(quad.predicate), _of_oxigraph(quad.object)) for quad in store
    }


@pytest.mark.parametrize(("form", "name"), [("nquads", "nquads"), ("trig", "trig")])
@settings(max_examples=40, deadline=None)
@given(quads=SETS_OF_GRAPHS)
def test_rdflib_reads_the_same_named_graphs(form: str, name: str, quads: list[ox.Quad]) -> None:
    written, store = _written(form, quads)
    read = rdflib.Dataset()
    read.parse(data=written, format=name)
    assert {tuple(map(_of_rdflib, quad)) for quad in read.quads()} == {
        tuple(map(_of_oxigraph, (quad.subject, quad.predicate, quad.object, quad.graph_name))) for quad in store
    }


@pytest.mark.parametrize("form", ["turtle", "ntriples", "jsonld", "nquads", "trig"])
@settings(max_examples=40, deadline=None)
@given(quads=SETS_OF_GRAPHS, data=st.data())
def test_the_order_of_loading_changes_no_byte(form: str, quads: list[ox.Quad], data: st.DataObject) -> None:
    merged = [*quads, *(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)]
    shuffled = data.draw(st.permutations(merged))
    assert _written(form, merged)[0] == _written(form, shuffled)[0]


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("turtle", ox.RdfFormat.TURTLE),
        ("ntriples", ox.RdfFormat.N_TRIPLES),
        ("nquads", ox.RdfFormat.N_QUADS),
        ("trig", ox.RdfFormat.TRIG),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
@settings(max_examples=40, deadline=None)
@given(quads=GRAPHS)
def test_pyoxigraph_reads_the_same(form: str, name: ox.RdfFormat, quads: list[ox.Quad]) -> None:
    if form in ("nquads", "trig"):
        graph = ox.NamedNode("http://example.org/g")
        quads = [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads]
    written, store = _written(form, quads)
    assert set(ox.parse(written, format=name)) == set(store)
