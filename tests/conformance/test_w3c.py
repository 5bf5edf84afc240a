"""The W3C's own tests of protocols, from a checkout of github.com/w3c/rdf-tests named by POLICYGRAPH_RDF_TESTS."""

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from policygraph.serve import app
from policygraph.serve.engine import Engine
from policygraph.store import Store

from .evaluation import Answer, Query, of_result, passes, queries
from .manifests import cases
from .steps import HOST, RESULTS, Silent, run

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
    run(PROTOCOL[name], tmp_path / "graph")


@pytest.mark.parametrize("name", sorted(GRAPH_STORE))
def test_graph_store(name: str, tmp_path: Path) -> None:
    run(GRAPH_STORE[name], tmp_path / "graph")


# ---- queries

PARTS = (
    *("aggregates", "bind", "bindings", "cast", "construct", "csv-tsv-res", "exists", "functions", "grouping"),
    *("json-res", "negation", "project-expression", "property-path", "subquery", "syntax-query"),
)


def raw(query: Query) -> Callable[[str, str], Answer]:
    """The library by itself, on the test's data."""
    store = ox.Store()
    store.extend(query.data)
    return lambda text, base: of_result(store.query(text, base_iri=base))


@contextmanager
def endpoint(folder: Path) -> Iterator[Callable[[Query], Callable[[str, str], Answer]]]:
    """Our endpoint on a graph that holds, as they are, the data of one test after the other."""
    with Store.open(folder, create=True):
        pass
    with asyncio.Runner() as runner:
        engine = Engine(folder, workers=1)
        transport = httpx.ASGITransport(app(folder, engine=engine, log=Silent()))
        client = httpx.AsyncClient(transport=transport, base_url=HOST, timeout=60)
        runner.run(engine.__aenter__())

        def ask(text: str, base: str) -> Answer:
            # A query has the base that it was read from; the protocol has no other way to tell it.
            based = text if "BASE" in text.upper() else f"BASE <{base}> {text}"
            accept = f"{RESULTS[1]}, application/n-triples;q=0.5"
            headers = {"Accept": accept, "Content-Type": "application/sparql-query"}
            answer = runner.run(client.post("/sparql", content=based.encode(), headers=headers))
            if answer.status_code == 400:
                raise (SyntaxError if "does not parse" in answer.text else RuntimeError)(answer.text)
            assert answer.status_code == 200, answer.text
            if answer.headers["content-type"].startswith(RESULTS[1]):
                return of_result(ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.XML))
            return [quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)]

        def prepared(query: Query) -> Callable[[str, str], Answer]:
            with Store.open(folder) as store:
                store.rdf.clear()
                store.rdf.extend(query.data)
            return ask

        yield prepared
        runner.run(client.aclose())
        runner.run(engine.__aexit__(None, None, None))


def test_queries_pass_as_with_pyoxigraph_alone(tmp_path: Path) -> None:
    """The endpoint loses none of what its engine can do; what that can't, is printed."""
    asked = list(queries(FOLDER, PARTS))
    alone = {query.name for query in asked if passes(query, raw(query))}
    with endpoint(tmp_path / "graph") as prepared:
        ours = {query.name for query in asked if passes(query, prepared(query))}
    told = [
        f"query tests: {len(asked)}; pyoxigraph alone {len(alone)}, over HTTP {len(ours)}",
        "not passed by pyoxigraph alone:",
        *(f"  {name}" for name in sorted({query.name for query in asked} - alone)),
    ]
    sys.stdout.write("\n".join(["", *told, ""]))  # pytest -s shows it
    assert alone <= ours
    assert len(asked) > 200
