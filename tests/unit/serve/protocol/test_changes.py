"""Whatever is written over HTTP, the default graph stays the merge of the named graphs, or nothing is written."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph import vocab
from policygraph.serve.protocol import genid, ground, operations, updating, writing
from policygraph.serve.protocol.refusal import Refusal
from policygraph.store import Store
from policygraph.store.merged import Merge

BASE = "http://localhost/sparql"
A, B = "https://example.org/a", "https://example.org/b"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "graph"
    with Store.open(place, create=True):
        pass
    return place


def put(folder: Path, name: str, turtle: str, method: str = "PUT") -> bool:
    return writing.write(folder, method, name, turtle.encode(), "text/turtle", base=BASE)


def update(folder: Path, text: str, using: Sequence[str] = (), named: Sequence[str] = ()) -> None:
    updating.update(folder, text, base=BASE, using=using, named=named)


def quads(folder: Path) -> set[ox.Quad]:
    with Store.open(folder, read_only=True) as store:
        assert exact(store)
        return set(store.rdf)


def exact(store: Store) -> bool:
    """Whether the default graph is what is made anew of the named graphs."""
    have = set(store.rdf.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    return have == set(Merge(f"{store.base}doc/").whole(store.rdf, store.identity))


def triples(folder: Path, graph: str = "") -> set[str]:
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    return {str(quad.triple) for quad in quads(folder) if quad.graph_name == name}


# ---- the Graph Store Protocol


def test_a_triple_of_two_graphs_stays_while_one_has_it(folder: Path) -> None:
    both = "<https://example.org/x> <https://example.org/p> 1 ."
    assert put(folder, A, both)
    assert put(folder, B, both)
    assert not put(folder, A, "<https://example.org/x> <https://example.org/p> 2 .")
    assert len(triples(folder)) == 2
    assert put(folder, B, "", method="DELETE")
    assert triples(folder) == triples(folder, A)
    assert not put(folder, B, "", method="DELETE")


def test_a_blank_node_is_kept_as_an_iri_and_the_same_put_changes_nothing(folder: Path) -> None:
    put(folder, A, "[] <https://example.org/p> [] .")
    before = quads(folder)
    assert all(isinstance(quad.subject, ox.NamedNode) for quad in before)
    put(folder, A, "[] <https://example.org/p> [] .")
    assert quads(folder) == before
    put(folder, A, "[] <https://example.org/p> [] .", method="POST")
    assert len(triples(folder, A)) == 2


def test_what_is_put_into_the_default_graph_goes_with_it_alone(folder: Path) -> None:
    put(folder, "", "<https://example.org/x> <https://example.org/p> 1 .")
    assert len(triples(folder)) == 1
    put(folder, A, "<https://example.org/x> <https://example.org/p> 2 .")
    put(folder, "", "<https://example.org/x> <https://example.org/p> 3 .", method="POST")
    assert len(triples(folder)) == 3
    put(folder, A, "", method="DELETE")
    assert len(triples(folder)) == 2
    put(folder, "", "", method="DELETE")
    assert quads(folder) == set()


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_the_default_graph_of_named_graphs_is_neither_replaced_nor_removed(folder: Path, method: str) -> None:
    put(folder, A, "<https://example.org/x> <https://example.org/p> 1 .")
    before = quads(folder)
    with pytest.raises(Refusal, match="merge of 1 named graphs") as refused:
        put(folder, "", "<https://example.org/x> <https://example.org/p> 2 .", method=method)
    assert refused.value.status == 409
    assert quads(folder) == before


@pytest.mark.parametrize("name", [vocab.INDEX_GRAPH, vocab.IDENTITY_GRAPH, vocab.REFERENCE_GRAPH, writing.OWN])
def test_graphs_that_policygraph_keeps_are_not_written(folder: Path, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        put(folder, name, "<https://example.org/x> <https://example.org/p> 1 .")
    assert refused.value.status == 403


def test_a_body_that_does_not_parse_tells_where(folder: Path) -> None:
    with pytest.raises(Refusal, match="line 2") as refused:
        put(folder, A, "<https://example.org/x> <https://example.org/p> 1 .\nnonsense")
    assert (refused.value.status, refused.value.members["line"]) == (400, 2)
    assert quads(folder) == set()


def test_a_triple_term_is_refused(folder: Path) -> None:
    with pytest.raises(Refusal, match="triple terms") as refused:
        put(folder, A, "<x:a> <x:b> <<( <x:a> <x:b> <x:c> )>> .")
    assert refused.value.status == 400


# ---- updates


def test_an_update_of_named_graphs_is_followed(folder: Path) -> None:
    put(folder, A, '<x:ann> <x:post> "clerk" .')
    put(folder, B, '<x:ann> <x:post> "clerk" .')
    update(folder, f'DELETE DATA {{ GRAPH <{A}> {{ <x:ann> <x:post> "clerk" }} }}')
    assert triples(folder) == {'<x:ann> <x:post> "clerk"'}
    update(
        folder, "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH ?g { ?s ?p 'mayor' } } WHERE { GRAPH ?g { ?s ?p ?o } }"
    )
    assert triples(folder) == {'<x:ann> <x:post> "mayor"'} == triples(folder, B)


def test_an_update_of_the_default_graph_is_kept_beside_the_others(folder: Path) -> None:
    put(folder, A, '<x:ann> <x:post> "clerk" .')
    update(folder, 'INSERT DATA { <x:bob> <x:post> "mayor" . _:b <x:post> "clerk" }')
    assert len(triples(folder)) == 3
    update(folder, 'DELETE DATA { <x:bob> <x:post> "mayor" }')
    assert len(triples(folder)) == 2
    put(folder, A, "", method="DELETE")
    assert len(triples(folder)) == 1


@pytest.mark.parametrize(
    "text", ['DELETE DATA { <x:ann> <x:post> "clerk" }', "CLEAR DEFAULT", "DELETE WHERE { ?s ?p ?o }", "DROP DEFAULT"]
)
def test_what_a_named_graph_tells_does_not_leave_the_default_graph(folder: Path, text: str) -> None:
    put(folder, A, '<x:ann> <x:post> "clerk" .')
    before = quads(folder)
    with pytest.raises(Refusal, match=A) as refused:
        update(folder, text)
    assert refused.value.status == 409
    assert quads(folder) == before


T = "<https://example.org/x> <https://example.org/p> 1"
TOLD = f"{T} ."


@pytest.mark.parametrize(
    "texts",
    [
        [f"DELETE {{ GRAPH <{A}> {{ ?s ?p ?o }} }} INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH <{A}> {{ ?s ?p ?o }} }}"],
        [f"ADD <{A}> TO DEFAULT ; DROP GRAPH <{A}>"],
        [f"DROP GRAPH <{A}> ; INSERT DATA {{ {T} }}"],
        [f"DELETE DATA {{ GRAPH <{A}> {{ {T} }} }} ; INSERT DATA {{ {T} }}"],
        [f"INSERT DATA {{ {T} }}", f"DROP GRAPH <{A}>"],
        [f"INSERT {{ {T} }} WHERE {{}}", f"DROP GRAPH <{A}>"],
        [f"MOVE <{A}> TO DEFAULT"],
        [
            f"PREFIX e: <x:> INSERT {{ GRAPH <{B}> {{ e:a e:b e:c }} . {T} }} WHERE {{}} ;"
            f"DROP GRAPH <{A}> ; DROP GRAPH <{B}>"
        ],
    ],
)
def test_what_is_put_into_the_default_graph_stays_though_a_named_graph_told_it(folder: Path, texts: list[str]) -> None:
    put(folder, A, TOLD)
    for text in texts:
        update(folder, text)
    assert triples(folder, A) == set()
    assert triples(folder) == triples(folder, writing.OWN)
    assert len(triples(folder)) == 1


@pytest.mark.parametrize("text", [f"DELETE WHERE {{ {T} }}", f"DELETE {{ {T} }} WHERE {{}}", "CLEAR DEFAULT"])
def test_what_only_the_default_graph_had_leaves_it(folder: Path, text: str) -> None:
    update(folder, f"INSERT DATA {{ {T} }}")
    update(folder, text)
    assert triples(folder) == triples(folder, writing.OWN) == set()


def test_data_may_go_into_the_default_and_a_named_graph_at_once(folder: Path) -> None:
    update(folder, f"INSERT DATA {{ <x:a> <x:b> 1 . GRAPH <{A}> {{ <x:a> <x:b> 2 }} }}")
    assert (len(triples(folder)), len(triples(folder, A)), len(triples(folder, writing.OWN))) == (2, 1, 1)


def test_a_nameless_thing_is_put_once(folder: Path) -> None:
    update(folder, "INSERT { [] <x:p> 1 } WHERE {}")
    assert len(triples(folder)) == len(triples(folder, writing.OWN)) == 1


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"DROPGRAPH <{A}>", {B}),
        (f"CLEARGRAPH <{A}>", {B}),
        (f"MOVESILENT <{A}> TO <{B}>", {B}),
        (f"MOVEGRAPH <{A}> TOGRAPH <{B}>", {B}),
        ("DROPALL", set()),
        ("CLEARSILENTALL", set()),
    ],
)
def test_words_may_run_together(folder: Path, text: str, left: set[str]) -> None:
    put(folder, A, TOLD)
    put(folder, B, "<x:a> <x:b> 2 .")
    update(folder, text)
    with Store.open(folder, read_only=True) as store:
        assert set(store.graphs()) == left
    assert triples(folder) == (triples(folder, B) if left else set())


def test_an_iri_that_looks_like_a_blank_node_of_ours_is_itself(folder: Path) -> None:
    update(folder, "INSERT DATA { <https://w3id.org/.well-known/genid/a/b> <x:p> [] }")
    (quad,) = (quad for quad in quads(folder) if quad.graph_name == ox.DefaultGraph())
    read = genid.blank(quad.triple)
    assert read.subject == ox.NamedNode("https://w3id.org/.well-known/genid/a/b")
    assert isinstance(read.object, ox.BlankNode)


def test_a_triple_about_the_stores_own_notes_is_a_triple_as_any(folder: Path) -> None:
    put(folder, A, '<x:ann> <x:post> "clerk" .')
    update(folder, f"INSERT DATA {{ <x:a> <x:about> <{vocab.INDEX_GRAPH}> }}")
    update(folder, f"INSERT {{ GRAPH ?g {{ <x:a> <x:about> <{writing.OWN}> }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}")
    assert triples(folder, A) == {'<x:ann> <x:post> "clerk"', f"<x:a> <x:about> <{writing.OWN}>"}
    assert len(triples(folder)) == 3


def test_everything_may_go_at_once(folder: Path) -> None:
    put(folder, A, '<x:ann> <x:post> "clerk" .')
    update(folder, 'INSERT DATA { <x:bob> <x:post> "mayor" }')
    update(folder, "DROP ALL")
    assert quads(folder) == set()


def test_an_update_that_fails_leaves_nothing(folder: Path) -> None:
    put(folder, A, '<x:ann> <x:post> "clerk" .')
    before = quads(folder)
    with pytest.raises(Refusal, match="can't be carried out"):
        update(folder, f"CLEAR ALL ; CREATE GRAPH <{B}> ; CREATE GRAPH <{B}>")
    with pytest.raises(Refusal, match="does not parse"):
        update(folder, "CLEAR ALL ; CLEAR NOTHING")
    assert quads(folder) == before
    assert not (folder / "update.part").exists()


@pytest.mark.parametrize(
    "text", ["LOAD <http://localhost:1/>", "INSERT { <a> <b> ?c } WHERE { SERVICE<x:y> { ?a ?b ?c } }"]
)
def test_an_update_does_not_reach_out(folder: Path, text: str) -> None:
    with pytest.raises(Refusal, match="not allowed"):
        update(folder, text)


def test_a_dataset_is_put_into_each_operation() -> None:
    text = "INSERT { ?s ?p 1 } WHERE { ?s ?p 0 } ; DELETE WHERE { ?s ?p 2 } ; CLEAR DEFAULT"
    assert operations.with_dataset(text, [A], [B]) == (
        f"INSERT {{ ?s ?p 1 }} USING <{A}> USING NAMED <{B}> WHERE {{ ?s ?p 0 }} ; "
        f"DELETE {{ ?s ?p 2 }} USING <{A}> USING NAMED <{B}> WHERE {{ ?s ?p 2 }} ; CLEAR DEFAULT"
    )
    quoted = "INSERT { ?s ?p 'WHERE' } WHERE { ?s ?p '}' }"
    assert operations.with_dataset(quoted, [A], []) == f"INSERT {{ ?s ?p 'WHERE' }} USING <{A}> WHERE {{ ?s ?p '}}' }}"
    with pytest.raises(Refusal, match="WITH"):
        operations.with_dataset(f"WITH <{A}> DELETE {{ ?s ?p 1 }} WHERE {{ ?s ?p 1 }}", [B], [])


@pytest.mark.parametrize(
    ("text", "graphs"),
    [
        (f"INSERT DATA {{ GRAPH <{A}> {{ <x:a> <x:b> 1 }} }}", {A}),
        (f"WITH <{A}> DELETE {{ ?s ?p 1 }} WHERE {{ GRAPH <{B}> {{ ?s ?p 1 }} }}", {A, B}),
        (f"COPY <{A}> TO <{B}>", {A, B}),
        (f"MOVE SILENT GRAPH <{A}> TO DEFAULT", {A}),
        ("INSERT DATA { <x:a> <x:b> 1 }", set()),
        ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", None),
        ("CLEAR NAMED", None),
        ("PREFIX x: <https://example.org/> CLEAR GRAPH x:a", None),
    ],
)
def test_which_graphs_an_update_may_write(text: str, graphs: set[str] | None) -> None:
    assert operations.written(text) == graphs


_terms = st.sampled_from(["<x:a>", "<x:b>"])
_data = st.lists(st.tuples(_terms, _terms).map(lambda ends: f"{ends[0]} <x:p> {ends[1]}"), max_size=3).map(" . ".join)
_graph = st.sampled_from([A, B])
_writes = st.one_of(
    st.tuples(st.just("PUT"), st.sampled_from([A, B, ""]), _data),
    st.tuples(st.just("POST"), st.sampled_from([A, B, ""]), _data),
    st.tuples(st.just("DELETE"), st.sampled_from([A, B, ""]), st.just("")),
    st.tuples(
        st.just("UPDATE"),
        st.just(""),
        st.one_of(
            st.tuples(st.sampled_from(["INSERT", "DELETE"]), _graph, _data).map(
                lambda told: f"{told[0]} DATA {{ GRAPH <{told[1]}> {{ {told[2]} }} }}"
            ),
            st.tuples(st.sampled_from(["INSERT", "DELETE"]), _data).map(lambda told: f"{told[0]} DATA {{ {told[1]} }}"),
            st.tuples(_graph, _graph).map(lambda told: f"MOVE <{told[0]}> TO <{told[1]}>"),
            _graph.map(lambda name: f"MOVE DEFAULT TO <{name}>"),
            _graph.map(lambda name: f"COPY <{name}> TO DEFAULT"),
            st.sampled_from(["CLEAR NAMED", "CLEAR DEFAULT", "DROP ALL"]),
        ),
    ),
)


@settings(max_examples=10, deadline=None)
@given(st.lists(_writes, min_size=2, max_size=6))
def test_any_row_of_writes_leaves_the_merge_exact(writes: list[tuple[str, str, str]]) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place) / "graph"
        with Store.open(folder, create=True):
            pass
        for method, name, data in writes:
            before = quads(folder)
            status = 200
            try:
                if method == "UPDATE":
                    update(folder, data)
                else:
                    put(folder, name, f"{data} ." if data else "", method)
            except Refusal as refused:
                status = refused.status
            assert status in (200, 400, 409)
            after = quads(folder)  # which sees that the merge is exact
            assert status == 200 or after == before


_parts = st.tuples(st.sampled_from(["INSERT", "DELETE"]), st.sampled_from([f"GRAPH <{A}>", f"GRAPH <{B}>", ""]), _data)
_updates = st.lists(
    _parts.map(
        lambda told: f"{told[0]} DATA {{ {told[1]} {{ {told[2]} }} }}" if told[1] else f"{told[0]} DATA {{ {told[2]} }}"
    ),
    min_size=1,
    max_size=3,
).map(" ; PREFIX x: <x:> ".join)


@settings(max_examples=15, deadline=None)
@given(st.lists(_updates, min_size=2, max_size=4))
def test_data_are_written_as_on_a_copy(updates: list[str]) -> None:
    """The short way for INSERT DATA and DELETE DATA gives what the long way gives, or refuses what it refuses."""

    def carried_out(folder: Path) -> list[tuple[int, set[str]]]:
        with Store.open(folder, create=True):
            pass
        told = []
        for text in updates:
            status = 200
            try:
                update(folder, text)
            except Refusal as refused:
                status = refused.status
            told.append((status, {str(quad) for quad in quads(folder)}))
        return told

    with TemporaryDirectory() as place:
        short = carried_out(Path(place) / "short")
        with patch.object(ground, "change", return_value=None):
            assert carried_out(Path(place) / "long") == short


_graph_updates = st.one_of(
    _parts.map(
        lambda told: f"{told[0]} DATA {{ {told[1]} {{ {told[2]} }} }}" if told[1] else f"{told[0]} DATA {{ {told[2]} }}"
    ),
    st.tuples(_graph, _data).map(
        lambda told: f"INSERT {{ {told[1]} }} WHERE {{}} ; WITH <{told[0]}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}"
    ),
    st.tuples(st.sampled_from(["ADD", "COPY", "MOVE"]), _graph).map(
        lambda told: f"{told[0]} SILENT <{told[1]}> TO DEFAULT"
    ),
    st.tuples(st.sampled_from(["DROP", "CLEAR"]), _graph).map(lambda told: f"{told[0]} SILENT GRAPH <{told[1]}>"),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(_graph_updates, min_size=2, max_size=6))
def test_what_the_default_graph_has_of_its_own_is_what_a_plain_store_would_have_there(updates: list[str]) -> None:
    plain = ox.Store()
    with TemporaryDirectory() as place:
        folder = Path(place) / "graph"
        with Store.open(folder, create=True):
            pass
        for text in updates:
            status = 204
            try:
                update(folder, text)
            except Refusal as refused:
                status = refused.status
            assert status in (204, 409)
            if status == 409:
                continue
            plain.update(text)
            for name, ours in ((ox.DefaultGraph(), writing.OWN), (ox.NamedNode(A), A), (ox.NamedNode(B), B)):
                there = {str(quad.triple) for quad in plain.quads_for_pattern(None, None, None, name)}
                assert triples(folder, ours) == there
