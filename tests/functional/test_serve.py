"""`policygraph serve` as it is run, and what stands before each part of the endpoint."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from policygraph.errors import ServeError
from policygraph.serve import Settings
from policygraph.store import Store

from .conftest import Run
from .served import TOKEN, Served, impatient, serving, session, small_graph

AUTHORIZED = {"Authorization": f"Bearer {TOKEN}"}
_TURTLE = {**AUTHORIZED, "Content-Type": "text/turtle"}


def command(folder: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "policygraph", "serve", "-g", str(folder), "--port", "0", *options]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = small_graph(tmp_path_factory.mktemp("served") / "graph")
    with serving(command(folder, "--writable", "--token", TOKEN, "--rows", "2")) as found:
        yield found


# ---- the command


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_well_and_leaves_no_process(tmp_path: Path, number: signal.Signals) -> None:
    with serving(command(small_graph(tmp_path / "graph"))) as served:
        assert httpx.get(f"{served.url}/sparql", params={"query": "ASK {}"}).status_code == 200
        assert len(session(served.process.pid)) > 1
        os.kill(served.process.pid, number)
        assert served.process.wait(timeout=30) == 0
        assert session(served.process.pid) == []


def test_it_says_what_is_wrong(policygraph: Run, tmp_path: Path, served: Served) -> None:
    taken = policygraph("serve", "-g", small_graph(tmp_path / "graph"), "--port", str(served.port))
    assert (taken.returncode, "another program listens there" in taken.stderr) == (1, True)
    wide = policygraph("serve", "-g", tmp_path / "graph", "--host", "0.0.0.0", "--port", "0")
    assert (wide.returncode, "Give --token too" in wide.stderr) == (1, True)
    none = policygraph("serve", "-g", tmp_path / "none")
    assert (none.returncode, "there is no graph" in none.stderr) == (1, True)
    odd = policygraph("serve", "-g", tmp_path / "graph", "--host", "no.such.host.invalid", "--token", "x")
    assert (odd.returncode, "there is no such address" in odd.stderr) == (1, True)


def test_an_open_address_needs_a_token() -> None:
    with pytest.raises(ServeError, match="--token"):
        Settings(folder=Path("graph"), host="0.0.0.0")
    assert Settings(folder=Path("graph"), host="0.0.0.0", token="x").guarded
    assert not Settings(folder=Path("graph"), host="::1", token="x").guarded
    with pytest.raises(ServeError, match="without a space"):
        Settings(folder=Path("graph"), token="a b")


# ---- who may ask


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:9", 200),
        ("[::1]:8000", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("192.168.0.7", 421),
        ("local host", 400),
        ("", 400),
    ],
)
def test_the_host_must_be_this_one(served: Served, host: str, status: int) -> None:
    assert httpx.get(f"{served.url}/healthz", headers={"Host": host}).status_code == status


def test_pages_of_other_sites_may_read_and_no_more(served: Served) -> None:
    site = {"Origin": "https://site.example"}
    answer = httpx.get(f"{served.url}/sparql", params={"query": "ASK {}"}, headers=site)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    asked = {**site, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    preflight = httpx.options(f"{served.url}/sparql", headers=asked)
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-methods"] == "GET, HEAD, POST"
    assert "authorization" not in preflight.headers["access-control-allow-headers"].lower()


def test_every_answer_has_its_guards(served: Served) -> None:
    for path in ("/", "/sparql", "/nowhere", "/healthz"):
        headers = httpx.get(f"{served.url}{path}").headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert headers["referrer-policy"] == "no-referrer", path
        assert "server" not in headers, path


def test_what_is_still_right_keeps_its_own_guards(served: Served) -> None:
    """A browser puts the headers of a 304 in the place of those it has."""
    url = f"{served.url}/sparql/graph?default"
    tag = httpx.get(url).headers["etag"]
    again = httpx.get(url, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert "content-security-policy" not in again.headers


def test_changes_need_the_token(served: Served) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic OnRva2VuLW9mLXRoZS10ZXN0cw=="}):
        answers = [
            httpx.post(f"{served.url}/sparql", data={"update": "CLEAR ALL"}, headers=headers),
            httpx.put(f"{served.url}/sparql/graph?default", headers=headers),
            httpx.post(f"{served.url}/documents", content=b"x", headers=headers),
            httpx.delete(f"{served.url}/documents?iri=x", headers=headers),
        ]
        assert [answer.status_code for answer in answers] == [401] * 4
        assert answers[0].headers["www-authenticate"].startswith("Bearer")


def test_without_writable_nothing_is_changed(tmp_path: Path) -> None:
    with serving(command(small_graph(tmp_path / "graph"), "--token", TOKEN)) as served:
        answer = httpx.post(f"{served.url}/sparql", data={"update": "CLEAR ALL"}, headers=AUTHORIZED)
        assert answer.status_code == 403
        assert "--writable" in answer.text


def test_another_address_needs_the_token_to_read(tmp_path: Path) -> None:
    with serving(command(small_graph(tmp_path / "graph"), "--host", "0.0.0.0", "--token", TOKEN)) as served:
        assert httpx.get(f"{served.url}/sparql").status_code == 401
        assert httpx.get(f"{served.url}/healthz").status_code == 200
        assert httpx.get(f"{served.url}/sparql", headers=AUTHORIZED).status_code == 200
        assert httpx.get(f"{served.url}/sparql", auth=("anybody", TOKEN)).status_code == 200


# ---- what is answered


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        ("SELECT * {}", "*/*", "application/sparql-results+json"),
        ("SELECT * {}", "text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("SELECT * {}", "text/*", "text/csv; charset=utf-8"),
        ("SELECT * {}", "application/json", "application/sparql-results+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/json", "application/ld+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle;q=0, */*", "application/n-triples"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
    ],
)
def test_the_format_is_negotiated(served: Served, query: str, accept: str, media: str) -> None:
    answer = httpx.get(f"{served.url}/sparql", params={"query": query}, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.headers["vary"] == "Accept"


def test_the_format_may_be_named(served: Served) -> None:
    def asked(name: str) -> httpx.Response:
        return httpx.get(f"{served.url}/sparql", params={"query": "SELECT * {}", "format": name})

    assert asked("csv").headers["content-type"] == "text/csv; charset=utf-8"
    assert asked("application/sparql-results+xml").headers["content-type"] == "application/sparql-results+xml"
    assert asked("turtle").status_code == 406
    assert asked("exe").status_code == 400


def test_what_nobody_can_write_is_not_acceptable(served: Served) -> None:
    answer = httpx.get(f"{served.url}/sparql", params={"query": "ASK {}"}, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "application/sparql-results+json" in answer.text


def test_a_syntax_error_tells_line_and_column(served: Served) -> None:
    query = {"query": "SELECT *\n{ ?s ?p }"}
    answer = httpx.get(f"{served.url}/sparql", params=query, headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["line"], told["column"] > 5) == (2, True)
    assert told["detail"] == told["error"]


def test_rows_are_limited_and_it_is_told(served: Served) -> None:
    answer = httpx.get(f"{served.url}/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert answer.headers["x-row-limit"] == "2"
    assert len(answer.json()["results"]["bindings"]) == 2


def test_a_write_is_read_at_once_by_both_protocols(served: Served) -> None:
    place = f"{served.url}/sparql/graph?graph=https://example.org/g"
    assert httpx.put(place, content="<x:a> <x:b> 1 .", headers=_TURTLE).status_code == 201
    assert "<x:a> <x:b> 1 ." in httpx.get(place).text
    ask = {"query": "ASK { <x:a> <x:b> 1 }"}
    assert httpx.get(f"{served.url}/sparql", params=ask).json()["boolean"] is True
    etag = httpx.get(place).headers["etag"]
    assert httpx.get(place, headers={"If-None-Match": etag}).status_code == 304
    assert httpx.delete(place, headers=AUTHORIZED).status_code == 204
    assert httpx.get(place, headers={"If-None-Match": etag}).status_code == 404
    assert httpx.get(f"{served.url}/sparql", params=ask).json()["boolean"] is False


def test_who_writes_is_told_to_the_second_writer(tmp_path: Path) -> None:
    folder = small_graph(tmp_path / "graph")
    with serving(command(folder, "--writable", "--token", TOKEN)) as served, Store.open(folder):
        place = f"{served.url}/sparql/graph?graph=https://example.org/g"
        answer = httpx.put(place, content="<x:a> <x:b> 1 .", headers=_TURTLE, timeout=30)
        assert answer.status_code == 423
        assert f"process {os.getpid()} is writing" in answer.text
        assert answer.headers["retry-after"] == "30"


def test_a_commit_beside_is_seen_and_counted(tmp_path: Path) -> None:
    folder = small_graph(tmp_path / "graph")
    with serving(command(folder)) as served:
        assert "commits_seen_total 0.0" in httpx.get(f"{served.url}/metrics").text
        graph = ox.NamedNode("https://example.org/g")
        with Store.open(folder) as store:
            store.commit({graph.value: [ox.Quad(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.Literal("c"), graph)]})
        ask = {"query": "ASK { <x:a> <x:b> 'c' }"}
        assert httpx.get(f"{served.url}/sparql", params=ask).json()["boolean"] is True
        for _ in range(50):
            if "commits_seen_total 1.0" in (told := httpx.get(f"{served.url}/metrics").text):
                break
            subprocess.run(["sleep", "0.2"], check=True)
        assert "commits_seen_total 1.0" in told
        assert 'policygraph_http_requests_total{method="GET",route="/sparql",status="200"} 1.0' in told


def test_the_log_tells_no_query_unless_asked(tmp_path: Path) -> None:
    folder = small_graph(tmp_path / "graph")
    for options, told in (((), False), (("--log-queries",), True)):
        process = subprocess.Popen(command(folder, *options), stderr=subprocess.PIPE, text=True, start_new_session=True)
        assert process.stderr
        lines = iter(process.stderr)
        url = next(line for line in lines if line.startswith("Serving")).split()[-1]
        httpx.get(f"{url}/sparql", params={"query": "ASK { <x:secret> ?p ?o }"})
        process.send_signal(signal.SIGINT)
        log = [line for line in lines if line.startswith("{")]
        assert process.wait(timeout=30) == 0
        process.stderr.close()
        assert [json.loads(line)["path"] for line in log] == ["/sparql"]
        assert ("secret" in log[0]) is told


@pytest.mark.model
def test_documents_come_and_go(tmp_path: Path) -> None:
    text = "Illinois Governor Jane Doe signed the Clean Rivers Act on Friday in Springfield."
    with Store.open(tmp_path / "graph", create=True):
        pass
    with serving(command(tmp_path / "graph", "--writable", "--token", TOKEN)) as served:
        place, html = f"{served.url}/documents", {**AUTHORIZED, "Content-Type": "text/plain"}
        added = httpx.post(place, params={"date": "2019-05-03"}, content=text, headers=html, timeout=120)
        assert (added.status_code, added.json()["made"]) == (201, 1)
        (iri,) = added.json()["documents"]
        assert added.headers["location"] == iri
        again = httpx.post(place, params={"date": "2019-05-03"}, content=text, headers=html, timeout=120)
        assert (again.status_code, again.json()["made"]) == (200, 0)
        ask = {"query": f"ASK {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"}
        assert httpx.get(f"{served.url}/sparql", params=ask).json()["boolean"] is True
        gone = httpx.delete(place, params={"iri": iri}, headers=AUTHORIZED, timeout=120)
        assert gone.json() == {"removed": [iri]}
        assert httpx.get(f"{served.url}/sparql", params=ask).json()["boolean"] is False
        assert list((tmp_path / "graph" / "received").iterdir()) == []
        assert httpx.delete(place, params={"iri": iri}, headers=AUTHORIZED, timeout=120).status_code == 404
        empty = httpx.post(place, content=b"\x00\x01\x02", headers=html, timeout=120)
        assert empty.status_code == 422
        assert empty.status_code == 422


def test_a_graph_put_by_one_endpoint_is_the_same_from_another(tmp_path: Path) -> None:
    """What is read from one graph can be written to another; their default graphs are the same then."""
    first, second = small_graph(tmp_path / "first"), tmp_path / "second"
    with Store.open(second, create=True):
        pass
    with serving(impatient(first)) as one, serving(impatient(second)) as other:
        for name in ("one", "two"):
            at = f"/sparql/graph?graph=https://w3id.org/policygraph/id/doc/{name}"
            body = httpx.get(f"{one.url}{at}", headers={"Accept": "application/n-triples"}).content
            sent = httpx.put(
                f"{other.url}{at}",
                content=body,
                headers={**AUTHORIZED, "Content-Type": "application/n-triples"},
                timeout=60,
            )
            assert sent.status_code == 201, sent.text
        accept = {"Accept": "application/n-triples"}
        whole = [httpx.get(f"{served.url}/sparql/graph?default", headers=accept).text for served in (one, other)]
    assert sorted(whole[0].splitlines()) == sorted(whole[1].splitlines())
    assert len(whole[0].splitlines()) == 3
