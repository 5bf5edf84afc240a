"""What the API answers is what `cut` cuts from the whole graph."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest

from policygraph import view
from policygraph.serve.graph import GraphReader
from policygraph.serve.snapshot import Snapshot
from policygraph.view import cut


def indexed(reader: GraphReader) -> GraphReader:
    end = time.monotonic() + 60
    while reader.indexes.ready is None:
        assert time.monotonic() < end, "no index within a minute"
        time.sleep(0.02)
    return reader


@pytest.fixture(scope="session")
def store(synthetic: ModuleType) -> ox.Store:
    made = synthetic.store(500)
    assert isinstance(made, ox.Store)
    return made


@pytest.fixture(scope="session")
def whole(store: ox.Store) -> view.ViewGraph:
    return view.load(store)


@pytest.fixture(scope="session")
def folder(store: ox.Store, kept: Callable[[ox.Store], Path]) -> Path:
    return kept(store)


@pytest.fixture(scope="session")
def reader(folder: Path) -> Iterator[GraphReader]:
    with GraphReader(Snapshot(folder)) as made:
        yield indexed(made)


def same(answer: dict[str, Any], expected: dict[str, Any]) -> None:
    for key, value in expected.items():
        assert answer[key] == value, key


@pytest.mark.parametrize("hops", [1, 2])
def test_around_is_as_cut_from_the_whole(reader: GraphReader, whole: view.ViewGraph, hops: int) -> None:
    for entity in whole.entities[:: 7 * hops]:
        answer = reader.around(entity.iri, hops)
        same(answer, view.data(cut.around(whole, entity.iri, hops, most=150)))
