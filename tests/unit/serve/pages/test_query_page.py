import shlex
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from lxml import html
from openapi_spec_validator import validate
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from policygraph import query, resources, vocab
from policygraph.serve.pages import assets, routes
from policygraph.serve.pages import query as page

from .conftest import Shown, reading


@pytest.fixture
def no_editor(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("POLICYGRAPH_NO_WEB", "1")
    assets.missing_editor.cache_clear()
    assets.assets.cache_clear()
    yield
    assets.missing_editor.cache_clear()
    assets.assets.cache_clear()


def test_each_shipped_query_is_one_click_away(client: TestClient) -> None:
    links = html.fromstring(client.get("/query").text).xpath("//a[@data-example]/@href")
    texts = [parse_qs(urlsplit(link).query)["query"][0] for link in links]
    assert texts == [one.text for one in query.catalogue()]
    opened = html.fromstring(client.get(links[3]).text)
    # The line break after the tag is none of the text, to HTML but not to lxml.
    assert opened.xpath("//textarea")[0].text_content().removeprefix("\n") == texts[3]


def test_the_line_for_a_shell_is_the_query_whole(client: TestClient) -> None:
    text = """SELECT * { ?s ?p "it's $HOME `x` \\" }"""
    tree = html.fromstring(client.get("/query", params={"query": text}).text)
    assert shlex.split(tree.xpath('//*[@id="curl"]')[0].text_content()) == [
        *("curl", "-H", "Accept: text/csv", "--data-urlencode", f"query={text}", "http://testserver/sparql")
    ]


@pytest.mark.usefixtures("no_editor")
def test_without_a_bundle_a_form_says_why(shown: Shown) -> None:
    answer = TestClient(Starlette(routes=routes(reading(shown, None)))).get("/query")
    tree = html.fromstring(answer.text)
    assert tree.xpath("//script") == []
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "POLICYGRAPH_NO_WEB" in tree.xpath("//form[@id='query']")[0].text_content()
    form = tree.xpath("//form[@id='query']")[0]
    assert (form.get("action"), form.get("method")) == ("/sparql", "get")
    assert form.xpath(".//textarea/@name") == ["query"]
    endings = dict(zip(form.xpath(".//option/@value"), form.xpath(".//option/@data-ending"), strict=True))
    assert endings == {
        **{name: name for name in ("json", "xml", "csv", "tsv", "jsonld")},
        "turtle": "ttl",
        "ntriples": "nt",
        "rdfxml": "rdf",
    }
    assert next(iter(endings)) == "json"  # what browsers show, where the Accept header of theirs likes XML


def test_a_query_too_long_is_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MAX_LENGTH", 1000)  # the client makes no address that is long enough
    assert client.get("/query", params={"query": "#" * 1000}).status_code == 200
    answer = client.get("/query", params={"query": "#" * 1001})
    assert answer.status_code == 400
    assert "up to 1,000 characters" in answer.text


def test_files_are_known_by_their_hash(client: TestClient) -> None:
    address = html.fromstring(client.get("/search").text).xpath("//link[@rel='stylesheet']/@href")[-1]
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content == resources.data("serve/pages.css").read_bytes()
    assert client.get("/static/pages.css").headers["cache-control"] == "no-cache"
    known = client.get(address, headers={"if-none-match": answer.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    for name in ("absent.txt", "..%2Fserve%2Fbase.html", "base.html", ""):
        assert client.get(f"/static/{name}").status_code == 404


def test_the_ontology_is_a_page_and_rdf(client: TestClient) -> None:
    tree = html.fromstring(client.get("/ontology").text)
    store = ox.Store()
    store.load(path=resources.ontology("policygraph.ttl"), format=ox.RdfFormat.TURTLE)
    terms = {
        quad.subject.value.removeprefix(vocab.PG)
        for quad in store.quads_for_pattern(None, ox.NamedNode(vocab.RDF_TYPE), None, None)
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(vocab.PG)
    }
    assert set(tree.xpath("//article[@class='term']/@id")) == terms
    for media, form in (("text/turtle", ox.RdfFormat.TURTLE), ("application/rdf+xml", ox.RdfFormat.RDF_XML)):
        answer = client.get("/ontology", headers={"accept": media})
        assert answer.headers["vary"] == "Accept"
        assert {quad.triple for quad in ox.parse(answer.content, format=form)} == {quad.triple for quad in store}
    assert client.get("/ontology.nt").headers["content-type"].startswith("application/n-triples")
    assert client.get("/ontology.exe").status_code == 404


def test_what_is_completed_comes_from_the_ontology_and_our_vocabulary(client: TestClient) -> None:
    told = client.get("/ontology/terms.json").json()
    classes, properties = ({one["iri"] for one in told[name]} for name in ("classes", "properties"))
    assert {f"{vocab.PG}Policy", vocab.PERSON, vocab.POST} <= classes
    assert {f"{vocab.PG}sentence", vocab.HOLDS, vocab.RDFS_LABEL, vocab.DATE_PUBLISHED} <= properties
    assert not classes & properties
    assert told["prefixes"] == vocab.prefixes()


def test_the_description_is_openapi_and_names_real_paths(client: TestClient, shown: Shown) -> None:
    told = client.get("/openapi.json").json()
    validate(told)
    assert told["components"]["parameters"]["kind"]["schema"]["enum"] == list(vocab.RESOURCE_KINDS)
    ours = {route.path for route in routes(reading(shown, None)) if isinstance(route, Route)} | {
        "/data/{kind}/{name}.{form}"
    }
    elsewhere = {"/sparql", "/sparql/graph", "/documents", "/api/graph", "/healthz"}
    assert set(told["paths"]) - elsewhere <= ours
    found = client.get("/search?q=jane&format=json").json()
    assert set(found) == set(told["components"]["schemas"]["Found"]["required"])
    row = told["components"]["schemas"]["Found"]["properties"]["results"]["items"]
    assert set(found["results"][0]) == set(row["required"])
