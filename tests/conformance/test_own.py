"""Each case of the W3C's protocol tests in our own words and on our own data: these always run."""

import asyncio
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from policygraph.serve import app

from . import own_graph_store, own_protocol
from .steps import HOST, RDF, TOKEN, Case, Silent, made, run

_SD = "http://www.w3.org/ns/sparql-service-description#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def test_as_many_as_the_w3c_has() -> None:
    assert len({case.name for case in own_protocol.CASES}) == 34
    assert len({case.name for case in own_graph_store.CASES}) == 18


@pytest.mark.parametrize("case", own_protocol.CASES, ids=lambda case: case.name)
def test_protocol(case: Case, tmp_path: Path) -> None:
    run(case, tmp_path / "graph")


@pytest.mark.parametrize("case", own_graph_store.CASES, ids=lambda case: case.name)
def test_graph_store(case: Case, tmp_path: Path) -> None:
    run(case, tmp_path / "graph")


def _described(folder: Path, accept: str) -> httpx.Response:
    async def get() -> httpx.Response:
        served = app(
            made(folder, {"https://example.org/rolls/town": "<x:a> <x:b> <x:c> ."}),
            log=Silent(),
            writable=True,
            token=TOKEN,
        )
        async with httpx.AsyncClient(transport=httpx.ASGITransport(served), base_url=HOST) as client:
            return await client.get("/sparql", headers={"Accept": accept})

    return asyncio.run(get())


@pytest.mark.parametrize("media", RDF)
def test_the_endpoint_tells_of_itself_in_rdf(media: str, tmp_path: Path) -> None:
    answer = _described(tmp_path / "graph", media)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media
    assert len(list(ox.parse(answer.content, format=RDF[media]))) > 10


def test_it_tells_its_own_address(tmp_path: Path) -> None:
    told = _triples(_described(tmp_path / "graph", "text/turtle"))
    services = [t.subject for t in told if t.predicate == _TYPE and t.object == ox.NamedNode(f"{_SD}Service")]
    assert services == [ox.NamedNode(f"{HOST}/sparql")]
    endpoints = [(t.subject, t.object) for t in told if t.predicate == ox.NamedNode(f"{_SD}endpoint")]
    assert endpoints == [(services[0], ox.NamedNode(f"{HOST}/sparql"))]


def test_it_keeps_to_the_vocabulary(tmp_path: Path) -> None:
    """What the Service Description's recommendation says of each term: its domain and its range."""
    told = _triples(_described(tmp_path / "graph", "text/turtle"))
    of = {t.subject: t.object for t in told if t.predicate == _TYPE}
    domains = {
        "endpoint": "Service",
        "supportedLanguage": "Service",
        "resultFormat": "Service",
        "inputFormat": "Service",
        "defaultDataset": "Service",
        "defaultGraph": "Dataset",
        "namedGraph": "Dataset",
        "name": "NamedGraph",
        "graph": "NamedGraph",
    }
    ranges = {"defaultDataset": "Dataset", "defaultGraph": "Graph", "namedGraph": "NamedGraph", "graph": "Graph"}
    used = set()
    for triple in told:
        name = triple.predicate.value.removeprefix(_SD)
        if name == triple.predicate.value:
            continue
        used.add(name)
        assert of[triple.subject] == ox.NamedNode(_SD + domains[name])
        if name in ranges:
            assert not isinstance(triple.object, ox.Literal)
            assert of[triple.object] == ox.NamedNode(_SD + ranges[name])
    assert used == domains.keys()
    languages = {t.object for t in told if t.predicate == ox.NamedNode(f"{_SD}supportedLanguage")}
    assert languages == {ox.NamedNode(f"{_SD}SPARQL11Query"), ox.NamedNode(f"{_SD}SPARQL11Update")}
    names = [t.object for t in told if t.predicate == ox.NamedNode(f"{_SD}name")]
    assert names == [ox.NamedNode("https://example.org/rolls/town")]


def _triples(answer: httpx.Response) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.TURTLE)]
