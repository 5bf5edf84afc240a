"""The synthetic graph that bench/ measures on: it keeps the contract, and breaks it only where it is told to."""

import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph import vocab
from policygraph.literals import text_of
from policygraph.store import Store
from policygraph.validate import validate

PROGRAM = Path(__file__).resolve().parents[2] / "bench" / "synthetic.py"


def asked(*arguments: str) -> bytes:
    return subprocess.run([sys.executable, str(PROGRAM), *arguments], check=True, stdout=subprocess.PIPE).stdout


written = cache(asked)


def graphs(*arguments: str) -> dict[str, list[ox.Quad]]:
    quads: Iterator[ox.Quad] = iter(ox.parse(written(*arguments), format=ox.RdfFormat.N_QUADS))
    return {name: list(found) for name, found in groupby(quads, key=lambda quad: text_of(quad.graph_name))}


def built(folder: Path, parts: dict[str, list[ox.Quad]]) -> Store:
    """The store as a first build makes it: the documents by commit, what identity says by settle."""
    shared = [name for name in parts if name.startswith(vocab.GRAPHS)]
    store = Store.open(folder, create=True)
    store.commit({name: quads for name, quads in parts.items() if name not in shared})
    store.settle((), [quad for name in shared for quad in parts[name]])
    return store


def test_it_is_as_large_as_asked_and_the_same_each_time() -> None:
    lines = written("20000").splitlines()
    assert 20_000 <= len(lines) <= 23_000
    assert len(set(lines)) == len(lines)
    assert asked("20000") == written("20000")


def test_it_keeps_the_contract_and_has_something_for_every_shape(tmp_path: Path) -> None:
    with built(tmp_path / "graph", graphs("20000")) as store:
        report = validate(store.rdf)
        assert report.violations == ()
        # owl:sameAs must not be used, so a graph that conforms has none.
        assert [name for name, looked_at in report.focus_counts.items() if looked_at == 0] == ["sameAs"]
        assert report.skipped == dict.fromkeys(("DocumentText", "NifString", "Quotation", "Sentence"), 0)
        # The eighth document tells again of the seventh's first person and event.
        identity = store.identity.canonical
        assert sum("/person/" in one for one in identity) == sum("/event/" in one for one in identity) == 1


def test_a_faulty_one_breaks_three_shapes(tmp_path: Path) -> None:
    with built(tmp_path / "graph", graphs("2000", "--faulty")) as store:
        found = {(one.focus.rpartition("/")[2], one.shape) for one in validate(store.rdf).violations}
    assert found == {("xx", "Entity"), ("xx", "Identified"), ("xx", "sameAs")}


@pytest.mark.parametrize("kind", ["person", "organization", "post", "policy", "event", "attribution", "claim"])
def test_its_resources_have_the_ids_of_the_contract(kind: str) -> None:
    assert f"<{vocab.BASE}{kind}/".encode() in written("20000")
