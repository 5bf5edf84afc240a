"""What the endpoint's pages read: the graph as of its last commit."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph import vocab
from policygraph.errors import StoreError
from policygraph.serve.snapshot import Snapshot
from policygraph.store import Store

DOCUMENT = f"{vocab.BASE}doc/0123456789ab"
GRAPH = ox.NamedNode(DOCUMENT)
LABEL = ox.NamedNode(vocab.RDFS_LABEL)
BEHIND = ox.Quad(
    ox.NamedNode("urn:policygraph:default-graph"), ox.NamedNode("urn:policygraph:is"), ox.Literal("behind")
)


def quad(name: str) -> ox.Quad:
    return ox.Quad(ox.NamedNode(f"{vocab.BASE}person/{name}"), LABEL, ox.Literal(name), GRAPH)


def names(store: ox.Store) -> set[str]:
    found = store.quads_for_pattern(None, LABEL, None, ox.DefaultGraph())
    return {quad.object.value for quad in found if isinstance(quad.object, ox.Literal)}


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "graph", create=True) as store:
        store.commit({DOCUMENT: [quad("ada")]})
        yield store


def test_shows_each_commit_of_a_writer_beside(writer: Store) -> None:
    snapshot = Snapshot(writer.path, every=0)
    first = snapshot.current()
    assert names(first.store) == {"ada"}
    writer.commit({DOCUMENT: [quad("ada"), quad("bruno")]})
    second = snapshot.current()
    assert names(second.store) == names(snapshot.store) == {"ada", "bruno"}
    assert names(first.store) == {"ada"}
    assert first.version != second.version
    assert second.base == vocab.BASE


def test_stays_as_it_is_without_a_commit(writer: Store) -> None:
    snapshot = Snapshot(writer.path, every=0)
    first = snapshot.current()
    assert snapshot.current() is first
    assert Snapshot(writer.path).current().version == first.version


def test_is_opened_anew_no_more_often_than_told(writer: Store) -> None:
    snapshot = Snapshot(writer.path, every=3600)
    snapshot.current()
    writer.commit({DOCUMENT: [quad("ada"), quad("bruno")]})
    assert names(snapshot.store) == {"ada"}


def test_does_not_show_what_a_writer_has_half_done(writer: Store) -> None:
    snapshot = Snapshot(writer.path, every=0)
    first = snapshot.current()
    writer.rdf.add(BEHIND)
    writer.rdf.add(ox.Quad(*tuple(quad("bruno"))[:3]))
    assert snapshot.current() is first
    writer.rdf.remove(BEHIND)
    assert names(snapshot.store) == {"ada", "bruno"}


def test_looks_again_where_files_went_in_between(writer: Store) -> None:
    snapshot = Snapshot(writer.path)
    seen = []

    def look(moment: object) -> str:
        seen.append(moment)
        if len(seen) == 1:
            writer.commit({DOCUMENT: [quad("bruno")]})
            raise OSError("No such file: 000012.sst")
        return "found"

    assert snapshot.read(look) == "found"
    assert seen[0] is not seen[1]


def test_says_so_where_files_went_and_the_writer_is_not_done(writer: Store) -> None:
    def look(moment: object) -> str:
        writer.rdf.add(BEHIND)
        raise OSError("No such file: 000012.sst")

    with pytest.raises(StoreError, match="a large change of the graph is being made"):
        Snapshot(writer.path).read(look)


def test_what_was_committed_is_seen_at_once_where_that_is_told(writer: Store) -> None:
    snapshot = Snapshot(writer.path, every=3600)
    assert names(snapshot.store) == {"ada"}
    writer.commit({DOCUMENT: [quad("ada"), quad("bruno")]})
    snapshot.expire()
    assert names(snapshot.store) == {"ada", "bruno"}


def test_an_error_that_stays_is_told(writer: Store) -> None:
    def look(moment: object) -> str:
        raise OSError("the disk is broken")

    with pytest.raises(OSError, match="the disk is broken"):
        Snapshot(writer.path).read(look)


def test_a_folder_that_is_none_or_goes_is_told(tmp_path: Path, writer: Store) -> None:
    with pytest.raises(StoreError, match="there is no graph"):
        Snapshot(tmp_path / "none").current()
    snapshot = Snapshot(writer.path, every=0)
    snapshot.current()
    shutil.move(writer.path, tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="there is no graph"):
        snapshot.current()
    shutil.move(tmp_path / "elsewhere", writer.path)
    assert names(snapshot.store) == {"ada"}
