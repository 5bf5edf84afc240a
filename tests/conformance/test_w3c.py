"""The W3C's own tests of protocols, from a checkout of github.com/w3c/rdf-tests named by POLICYGRAPH_RDF_TESTS."""

import os
from pathlib import Path

import pytest

from policygraph.serve.engine import Engine

from .manifests import cases
from .steps import run

PLACE = os.environ.get("POLICYGRAPH_RDF_TESTS", "")
FOLDER = Path(PLACE) / "sparql" / "sparql11"

if not PLACE:
    pytest.skip("POLICYGRAPH_RDF_TESTS names no checkout of github.com/w3c/rdf-tests", allow_module_level=True)

PROTOCOL = {case.name: case for case in cases(FOLDER / "protocol" / "manifest.ttl")}
GRAPH_STORE = {
    case.name: case
    for name in ("direct", "indirect")
    for case in cases(FOLDER / "graph-store-protocol" / f"manifest-{name}.ttl")
}


def test_there_are_as_many_as_we_tell() -> None:
    assert (len(PROTOCOL), len(GRAPH_STORE)) == (34, 13)


@pytest.mark.parametrize("name", sorted(PROTOCOL))
def test_protocol(name: str, tmp_path: Path) -> None:
    run(PROTOCOL[name], tmp_path / "graph", lambda folder: Engine(folder, workers=1))


@pytest.mark.parametrize("name", sorted(GRAPH_STORE))
def test_graph_store(name: str, tmp_path: Path) -> None:
    run(GRAPH_STORE[name], tmp_path / "graph", lambda folder: Engine(folder, workers=1))
