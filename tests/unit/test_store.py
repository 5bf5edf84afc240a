"""Graphs replaced whole, the default graph derived from them, crashes repaired, folders that are no graph."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph import store as store_module
from policygraph import vocab
from policygraph.errors import StoreError
from policygraph.store import Store

A, B = (f"{vocab.BASE}doc/{letter * 12}" for letter in "ab")
ANN = ox.NamedNode(f"{vocab.BASE}person/ann")
LABEL, TYPE, PERSON = (ox.NamedNode(iri) for iri in (vocab.RDFS_LABEL, vocab.RDF_TYPE, vocab.PERSON))
DEFAULT = ox.DefaultGraph()


def _quads(graph: str, *names: str) -> list[ox.Quad]:
    return [ox.Quad(ANN, LABEL, ox.Literal(name), ox.NamedNode(graph)) for name in names]


def _names(store: Store, graph: str | None) -> list[str]:
    """The labels in a named graph, or in the default graph."""
    found = store.rdf.quads_for_pattern(None, None, None, ox.NamedNode(graph) if graph else DEFAULT)
    return sorted(quad.object.value for quad in found if isinstance(quad.object, ox.Literal))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "graph"


def test_each_graph_is_replaced_whole(path: Path) -> None:
    with Store.open(path, create=True) as store:
        assert store.commit({A: _quads(A, "Ann", "Annie"), B: _quads(B, "Ann Lee")})
        assert store.commit({A: _quads(A, "Annie", "Anna")})
        assert _names(store, A) == ["Anna", "Annie"]
        assert _names(store, B) == ["Ann Lee"]
        assert store.documents() == (A, B)


def test_the_default_graph_holds_each_triple_once_and_forgets_exactly(path: Path) -> None:
    with Store.open(path, create=True) as store:
        store.commit({A: _quads(A, "Ann", "only A"), B: _quads(B, "Ann", "only B")})
        assert _names(store, None) == ["Ann", "only A", "only B"]
        assert store.remove(A)
        assert _names(store, None) == ["Ann", "only B"]
        assert store.remove(B)
        assert not store.remove(B)
        assert _names(store, None) == []
        assert store.graphs() == ()
        # What is left are the notes of what is to be decided on.
        assert store.changed() == (A, B, ANN.value)
        store.settle((), ())
        assert len(store.rdf) == 0


def test_mentions_stay_out_of_the_default_graph(path: Path) -> None:
    mention, context = (ox.NamedNode(f"{A}#char={span}") for span in ("4,7", "0,9"))
    elsewhere = ox.NamedNode("https://example.org/doc/1#char=4,7")
    quads = [ox.Quad(term, TYPE, PERSON, ox.NamedNode(A)) for term in (mention, context, elsewhere, ANN)]
    with Store.open(path, create=True) as store:
        store.commit({A: quads})
        merged = store.rdf.quads_for_pattern(None, None, None, DEFAULT)
        assert {quad.subject for quad in merged} == {elsewhere, ANN}
        assert len(list(store.rdf.quads_for_pattern(None, None, None, ox.NamedNode(A)))) == 4


def test_the_same_again_changes_nothing(path: Path) -> None:
    graphs = {A: _quads(A, "Ann", "Annie", "Ann"), B: _quads(B, "Ann")}
    with Store.open(path, create=True) as store:
        store.commit(graphs)
    with Store.open(path) as store:
        before = set(store.rdf)
        assert not store.commit(graphs)
        assert not store.stale
        assert set(store.rdf) == before


@pytest.mark.parametrize("read_only", [False, True])
def test_a_crash_after_a_commit_loses_nothing(path: Path, *, read_only: bool) -> None:
    with Store.open(path, create=True) as store:
        store.commit({A: _quads(A, "Ann", "Annie")})
    program = (
        "import os, sys; from pathlib import Path; import pyoxigraph as ox\n"
        "from policygraph.store import Store\n"
        "store = Store.open(Path(sys.argv[1]))\n"
        "graph = ox.NamedNode(sys.argv[2])\n"
        "quads = list(store.rdf.quads_for_pattern(None, None, None, graph))\n"
        "store.commit({sys.argv[2]: quads[:1]})\n"
        "print(quads[0].object.value, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    crashed = subprocess.run([sys.executable, "-c", program, path, A], capture_output=True, text=True, check=False)
    assert crashed.returncode == -9, crashed.stderr
    with Store.open(path, read_only=read_only) as store:
        assert not store.stale
        assert _names(store, A) == _names(store, None) == [crashed.stdout.strip()]
        assert store.changed() == (A, ANN.value)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_crash_between_the_two_calls_of_a_large_change_is_repaired_on_opening(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    power_cut: Callable[[Store], AbstractContextManager[None]],
    *,
    read_only: bool,
) -> None:
    monkeypatch.setattr(store_module, "_BULK", 1)
    store = Store.open(path, create=True)
    store.commit({A: _quads(A, "Ann")}, {A: "one version"})
    with power_cut(store):
        store.commit({A: _quads(A, "Anna", "Annie")}, {A: "another"})
    with Store.open(path, read_only=read_only) as store:
        assert not store.stale
        # What was to go is still there, in the named graph as in the default graph; the next build makes it right.
        assert _names(store, A) == _names(store, None) == ["Ann", "Anna", "Annie"]
        assert store.changed() == (A, ANN.value)
        assert store.made_with() == {}, "it has no one version"
    with Store.open(path) as store:
        store.commit({A: _quads(A, "Anna", "Annie")}, {A: "another"})
        assert _names(store, A) == _names(store, None) == ["Anna", "Annie"]
        assert store.made_with() == {A: "another"}


def test_what_is_settled_is_one_with_the_default_graph(path: Path) -> None:
    """Two names that are one by the identity graph, then two again."""
    identity = ox.NamedNode(vocab.IDENTITY_GRAPH)
    other = ox.NamedNode(f"{vocab.BASE}person/ann-lee")
    one = ox.Quad(other, ox.NamedNode(vocab.REPLACED_BY), ANN, identity)
    claim = ox.NamedNode(f"{vocab.BASE}claim/1")
    about = ox.Quad(claim, ox.NamedNode(vocab.SUBJECT), other, ox.NamedNode(B))
    with Store.open(path, create=True) as store:
        quads = [ox.Quad(other, LABEL, ox.Literal(name), ox.NamedNode(B)) for name in ("Ann", "Ann Lee")]
        store.commit({A: _quads(A, "Ann"), B: [*quads, about]})
        assert store.changed() == (A, B, ANN.value, other.value)
        before = {q for q in store.rdf if q.graph_name == DEFAULT}
        store.settle((), (one,))
        assert store.changed() == ()
        assert {(q.subject, q.object) for q in store.rdf if q.graph_name == DEFAULT} == {
            (ANN, ox.Literal("Ann")),
            (ANN, ox.Literal("Ann Lee")),
            (claim, ANN),
        }
        # What only one of the two supports goes, what both do stays.
        store.remove(A)
        assert _names(store, None) == ["Ann", "Ann Lee"]
        store.commit({A: _quads(A, "Ann")})
        store.settle((one,), ())
        assert {q for q in store.rdf if q.graph_name == DEFAULT} == before


def test_bounds_of_what_several_tell_are_those_of_the_identity_graph(path: Path) -> None:
    latest = ox.NamedNode(vocab.LATEST)
    here, there = (ox.NamedNode(f"{vocab.BASE}event/visit-{i}") for i in "12")
    identity = ox.NamedNode(vocab.IDENTITY_GRAPH)
    with Store.open(path, create=True) as store:
        store.commit(
            {
                A: [ox.Quad(here, latest, ox.Literal("2017-04-22"), ox.NamedNode(A))],
                B: [ox.Quad(there, latest, ox.Literal("2017-04-21"), ox.NamedNode(B))],
            }
        )
        decided = (
            ox.Quad(there, ox.NamedNode(vocab.REPLACED_BY), here, identity),
            ox.Quad(here, latest, ox.Literal("2017-04-21"), identity),
        )
        store.settle((), decided)
        merged = [q for q in store.rdf if q.graph_name == DEFAULT]
        assert [(q.subject, q.object.value) for q in merged] == [(here, "2017-04-21")]


LITERALS = st.text().map(ox.Literal) | st.builds(
    lambda text, tag: ox.Literal(text, language=tag), st.text(), st.sampled_from(["en", "de-at"])
)


@settings(max_examples=10, deadline=None)
@given(steps=st.lists(st.dictionaries(st.sampled_from([A, B]), st.lists(LITERALS, max_size=4)), max_size=4))
def test_after_any_steps_it_is_as_if_built_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, list[ox.Literal]]]
) -> None:
    wanted: dict[str, set[ox.Literal]] = {}
    with Store.open(tmp_path_factory.mktemp("steps") / "graph", create=True) as store:
        for step in steps:
            store.commit(
                {
                    graph: [ox.Quad(ANN, LABEL, term, ox.NamedNode(graph)) for term in terms]
                    for graph, terms in step.items()
                }
            )
            wanted |= {graph: set(terms) for graph, terms in step.items()}
        wanted = {graph: terms for graph, terms in wanted.items() if terms}
        assert store.graphs() == tuple(sorted(wanted))
        noted = {q for q in store.rdf if q.graph_name == ox.NamedNode(vocab.INDEX_GRAPH)}
        assert set(store.rdf) - noted == {
            ox.Quad(ANN, LABEL, term, ox.NamedNode(graph)) for graph, terms in wanted.items() for term in terms
        } | {ox.Quad(ANN, LABEL, term) for terms in wanted.values() for term in terms}


def test_large_commits_are_the_same(path: Path) -> None:
    names = [str(number) for number in range(6_000)]
    with Store.open(path, create=True) as store:
        store.commit({A: _quads(A, *names)})
        assert _names(store, A) == _names(store, None) == sorted(names)


def test_quads_of_another_graph_or_with_blank_nodes_are_no_commit(path: Path) -> None:
    blank = ox.Quad(ox.BlankNode("b"), LABEL, ox.Literal("x"), ox.NamedNode(A))
    with Store.open(path, create=True) as store:
        for quads in (_quads(B, "Ann"), [blank], [ox.Quad(ANN, LABEL, ox.BlankNode("b"), ox.NamedNode(A))]):
            with pytest.raises(ValueError, match=r"a quad for graph|IRIs and literals only"):
                store.commit({A: quads})
        assert len(store.rdf) == 0


def test_graph_toml_tells_what_it_was_built_with(path: Path) -> None:
    about: dict[str, str | int] = {"contract": "0.1", "tables": 'a "b" \\ \x7f é', "model": 3}
    with Store.open(path, create=True, about=about) as store:
        assert store.about == {**about, "layout": 2, "base": vocab.BASE}
    with Store.open(path, read_only=True) as store:
        assert store.about == {**about, "layout": 2, "base": vocab.BASE}
    with Store.open(path) as store:
        store.record({"contract": "0.2"})
    with Store.open(path) as store:
        assert store.about == {"contract": "0.2", "layout": 2, "base": vocab.BASE}


def test_another_base(path: Path) -> None:
    base = "https://example.org/id/"
    with Store.open(path, create=True, about={"base": base}) as store:
        assert store.shorten(f"{base}person/ann") == "person:ann"
        assert store.expand("person:ann") == f"{base}person/ann"
    with pytest.raises(StoreError, match=r"has the base https://example.org/id/, not https://else.org/"):
        Store.open(path, create=True, about={"base": "https://else.org/"})


def test_names(path: Path) -> None:
    with Store.open(path, create=True) as store:
        assert store.shorten(vocab.HOLDS) == "org:holds"
        assert store.shorten("https://example.org/x") == "https://example.org/x"
        assert store.expand("https://example.org/x") == "https://example.org/x"
        assert store.expand("org:holds") == vocab.HOLDS
        assert store.expand("Ann Lee") is None
        assert store.expand("re: Ann") is None


def test_where_nothing_is(path: Path) -> None:
    with pytest.raises(StoreError, match=r"graph: there is no graph. Make one: policygraph build SOURCE -o .*graph"):
        Store.open(path)
    assert not path.exists()


@pytest.mark.parametrize("create", [False, True])
def test_a_folder_of_other_files_is_no_graph(tmp_path: Path, *, create: bool) -> None:
    (tmp_path / "letter.txt").touch()
    with pytest.raises(StoreError, match="holds other files and is no graph" if create else "this is not a graph"):
        Store.open(tmp_path, create=create)
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_graph(tmp_path: Path) -> None:
    (tmp_path / "graph").touch()
    with pytest.raises(StoreError, match="this is not a graph"):
        Store.open(tmp_path / "graph")


@pytest.mark.parametrize("text", ['layout = 3\nbase = "x"\n', 'base = "x"\n', "layout = 2\n"])
def test_another_layout(path: Path, text: str) -> None:
    path.mkdir()
    (path / "graph.toml").write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=r"this policygraph reads layout 2\. Build it again"):
        Store.open(path)


def test_a_broken_graph_toml(path: Path) -> None:
    path.mkdir()
    (path / "graph.toml").write_text("layout = = 1", encoding="utf-8")
    with pytest.raises(StoreError, match=r"graph.toml can't be read: .*line 1"):
        Store.open(path)


def test_a_graph_without_its_store_can_be_built_on_but_not_read(path: Path) -> None:
    Store.open(path, create=True).close()
    for file in (path / "store").iterdir():
        file.unlink()
    (path / "store").rmdir()
    with pytest.raises(StoreError, match=r"not complete: it has no store\. Make it again"):
        Store.open(path, read_only=True)
    with Store.open(path) as store:
        assert store.documents() == ()


def test_a_second_writer_is_told_who_is_first(path: Path) -> None:
    with Store.open(path, create=True) as store:
        store.commit({A: _quads(A, "Ann")})
        with pytest.raises(StoreError, match=f"process {os.getpid()} is writing to the graph. Wait"):
            Store.open(path)
        with Store.open(path, read_only=True) as reader:
            assert _names(reader, None) == ["Ann"]
    with Store.open(path) as store:
        assert _names(store, None) == ["Ann"]


def test_a_second_writer_in_another_process(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from policygraph.store import Store; from policygraph.errors import StoreError\n"
        "try: Store.open(Path(sys.argv[1]))\nexcept StoreError as error: print(error)\n"
    )
    with Store.open(path, create=True):
        other = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert f"process {os.getpid()} is writing to the graph" in other.stdout


def test_a_closed_store_says_so(path: Path) -> None:
    store = Store.open(path, create=True)
    store.close()
    with pytest.raises(ValueError, match="the store is closed"):
        _ = store.rdf
