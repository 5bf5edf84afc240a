"""What standards ask of an endpoint beside the protocols' own tests: conditions, heads, formats, removed documents."""

import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from policygraph.store import Store

from .conftest import Run
from .served import TOKEN, Served, serving, small_graph

AUTHORIZED = {"Authorization": f"Bearer {TOKEN}"}
TURTLE = {**AUTHORIZED, "Content-Type": "text/turtle"}


def command(folder: Path) -> list[str]:
    options = ("--port", "0", "--writable", "--token", TOKEN)
    return [sys.executable, "-m", "policygraph", "serve", "-g", str(folder), *options]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(command(small_graph(tmp_path_factory.mktemp("served") / "graph"))) as found:
        yield found


def test_a_change_is_made_only_of_what_it_knows(served: Served) -> None:
    """Two who write one graph: the second must have seen what the first wrote."""
    url = f"{served.url}/sparql/graph?graph=http://g.example/conditional"

    def put(text: str, **condition: str) -> int:
        headers = {name.replace("_", "-"): value for name, value in condition.items()}
        return httpx.put(url, content=text, headers={**TURTLE, **headers}).status_code

    assert put("<x:a> <x:b> 1 .", if_match="*") == 412
    assert put("<x:a> <x:b> 1 .", if_none_match="*") == 201
    assert put("<x:a> <x:b> 2 .", if_none_match="*") == 412
    tag = httpx.get(url, headers={"Accept": "application/n-triples"}).headers["etag"]
    assert put("<x:a> <x:b> 2 .", if_match=tag) == 204
    assert put("<x:a> <x:b> 3 .", if_match=tag) == 412
    assert httpx.delete(url, headers={**AUTHORIZED, "If-Match": tag}).status_code == 412
    assert httpx.get(url, headers={"Accept": "application/n-triples"}).text.split()[2].startswith('"2"')
    assert httpx.delete(url, headers=AUTHORIZED).status_code == 204


def test_the_head_of_a_graph_tells_no_wrong_length(served: Served) -> None:
    answer = httpx.head(f"{served.url}/sparql/graph?default")
    assert answer.status_code == 200
    assert "content-length" not in answer.headers


def test_rdf_xml_is_written_right_or_refused(served: Served) -> None:
    url, xml = f"{served.url}/sparql/graph?graph=http://g.example/xml", {"Accept": "application/rdf+xml"}
    for text in ("<x:a> <http://a.example/1> 1 .", '<x:a> <x:b> "\\u0001" .'):
        httpx.put(url, content=text, headers=TURTLE).raise_for_status()
        answer = httpx.get(url, headers=xml)
        assert answer.status_code == 406
        assert "RDF/XML can't say" in answer.text
    httpx.put(url, content='<x:a> <x:b> "a\\r\\nb" .', headers=TURTLE).raise_for_status()
    assert "a&#xD;\nb" in httpx.get(url, headers=xml).text
    httpx.delete(url, headers=AUTHORIZED).raise_for_status()
    query = {"query": 'SELECT ("a\\r\\nb" AS ?x) {}', "format": "xml"}
    assert "a&#xD;\nb" in httpx.get(f"{served.url}/sparql", params=query).text


@pytest.mark.parametrize(
    ("asked", "media"),
    [
        # As SPARQLWrapper sends them: one format under both names.
        ("format=text/tab-separated-values&output=tsv", "text/tab-separated-values"),
        ("format=application/ld%2Bjson&output=json-ld", "application/ld+json"),
        ("format=application/rdf%2Bxml&output=rdf%2Bxml", "application/rdf+xml"),
        ("format=n3", "text/turtle"),
    ],
)
def test_a_format_may_have_two_names(served: Served, asked: str, media: str) -> None:
    query = urlencode({"query": "SELECT ?a {}" if "tab" in media else "CONSTRUCT { <x:a> <x:b> 1 } {}"})
    answer = httpx.get(f"{served.url}/sparql?{asked}&{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media
    assert httpx.get(f"{served.url}/sparql?{asked}&output=csv&{query}").status_code == 400


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("CONSTRUCT { <x:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#li> 1 } {}", "rdfxml"),
        ("CONSTRUCT { <x:a> <x:b> <<( <x:c> <x:d> 1 )>> } {}", "jsonld"),
        ("SELECT (<x:f>(1) AS ?y) {}", "json"),
    ],
)
def test_what_can_never_be_answered_is_the_querys_fault(served: Served, query: str, form: str) -> None:
    answer = httpx.get(f"{served.url}/sparql", params={"query": query, "format": form})
    assert answer.status_code == 400, answer.text


def test_accept_may_come_in_several_lines(served: Served) -> None:
    lines = [("Accept", "text/turtle"), ("Accept", "text/csv")]
    answer = httpx.get(f"{served.url}/sparql", params={"query": "SELECT ?a {}"}, headers=lines)
    assert answer.headers["content-type"].partition(";")[0] == "text/csv"


@pytest.mark.parametrize("way", ["graph store", "update"])
def test_a_document_that_is_removed_as_a_graph_is_forgotten(tmp_path: Path, policygraph: Run, way: str) -> None:
    folder = tmp_path / "graph"
    with Store.open(folder, create=True):
        pass
    text = "Illinois Governor Jane Doe signed the Clean Rivers Act on Friday in Springfield."
    with serving(command(folder)) as served:
        plain = {**AUTHORIZED, "Content-Type": "text/plain"}
        # A name longer than a file system takes, in other letters.
        name = {"name": "漢" * 90}
        added = httpx.post(f"{served.url}/documents", params=name, content=text, headers=plain, timeout=120)
        assert added.status_code == 201
        (iri,) = added.json()["documents"]
        if way == "update":
            form = {"update": f"DROP GRAPH <{iri}>"}
            gone = httpx.post(f"{served.url}/sparql", data=form, headers=AUTHORIZED, timeout=120)
        else:
            gone = httpx.delete(f"{served.url}/sparql/graph", params={"graph": iri}, headers=AUTHORIZED, timeout=120)
        assert gone.status_code == 204
        assert list((folder / "received").iterdir()) == []
    assert policygraph("update", "-g", str(folder)).returncode == 0
    with Store.open(folder, read_only=True) as store:
        assert store.documents() == ()
