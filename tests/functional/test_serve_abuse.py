"""Whatever is sent, the endpoint answers with the right status, lives on, and reaches nobody."""

import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote

import httpx
import pytest

from .served import TOKEN, Served, impatient, labelled_graph, received, serving, small_graph

REQUESTS = 10_000
_AUTHORIZED = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(impatient(small_graph(tmp_path_factory.mktemp("abused") / "graph"))) as found:
        yield found


def alive(served: Served) -> None:
    """Asserts that a question is answered rightly."""
    answer = httpx.get(f"{served.url}/sparql", params={"query": "ASK { ?s <https://example.org/name> 'Ann' }"})
    assert answer.status_code == 200
    assert answer.json()["boolean"] is True
    assert served.process.poll() is None


# ---- random and mutated requests

_METHODS = ("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "TRACE", "BREW", "get")
_PATHS = (
    "/sparql",
    "/sparql/",
    "/sparql/graph",
    "/sparql/graph/a",
    "/documents",
    "/healthz",
    "/metrics",
    "/",
    "/id/person/x",
    "/search",
    "/api/graph",
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "//etc/passwd",
    "/sparql/graph/../../../etc/passwd",
    "/%00",
    "/\xff",
)
_NAMES = ("query", "update", "default", "graph", "default-graph-uri", "using-graph-uri", "format", "output", "iri")
_VALUES = (
    "",
    "ASK {}",
    "SELECT * { ?s ?p ?o } LIMIT 1",
    "SELECT",
    "ASK { FILTER(" + "(" * 300,
    "ASK { FILTER(" + "!" * 5_000 + "true) }",
    "CLEAR ALL",
    "http://localhost/a",
    "not an iri",
    "http://a/\u202e",
    "json",
    "\x00",
    "'\"`;--",
    "{}[]()<>",
    "💥" * 50,
    "DESCRIBE <http://a/%zz>",
)
_TYPES = (
    "",
    "text/turtle",
    "application/sparql-query",
    "application/sparql-update",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "multipart/form-data; boundary=x",
    "application/json",
    "text/html",
    "a/b; charset=\x01",
    ";;;",
)
_HEADERS = (
    "Accept: text/csv;q=0.1, */*;q=nonsense",
    "Accept: ,;q",
    "Accept: a/b",
    "Authorization: Bearer wrong",
    "Authorization: Basic !!!",
    "Authorization: Bearer \xff",
    "Origin: null",
    "Origin: https://elsewhere.example",
    "Range: bytes=5-1",
    "If-None-Match: *",
    "Expect: 100-continue",
    "Upgrade: websocket",
    "X-" + "a" * 300 + ": b",
)


def _request(dice: random.Random) -> bytes:
    """A request that is well-formed in most of its parts; its head always ends."""
    method, path = dice.choice(_METHODS[:5] if dice.random() < 0.8 else _METHODS), dice.choice(_PATHS)
    fields = [f"{dice.choice(_NAMES)}={quote(dice.choice(_VALUES))}" for _ in range(dice.randrange(4))]
    target = path.encode("latin-1") + (b"?" + "&".join(fields).encode() if fields else b"")
    body = "&".join(
        f"{dice.choice(_NAMES)}={quote(dice.choice(_VALUES))}" if dice.random() < 0.5 else dice.choice(_VALUES)
        for _ in range(dice.randrange(3))
    ).encode()
    if body and dice.random() < 0.3:
        place = dice.randrange(len(body))
        body = body[:place] + dice.randbytes(3) + body[place + 1 :]
    lines = ["Host: localhost" if dice.random() < 0.95 else "Host: evil.example", "Connection: close"]
    lines += dice.sample(_HEADERS, dice.randrange(3))
    if media := dice.choice(_TYPES):
        lines.append(f"Content-Type: {media}")
    if body or method in ("POST", "PUT"):
        lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join(lines).encode("latin-1")
    if dice.random() < 0.1:
        place = dice.randrange(len(target))
        target = target[:place] + dice.randbytes(2).replace(b"\n", b"n").replace(b"\r", b"r") + target[place:]
    return method.encode() + b" " + target + b" HTTP/1.1\r\n" + head + b"\r\n\r\n" + body


def test_ten_thousand_random_requests(served: Served) -> None:
    """None is an error of ours, each gets an answer, and the graph is as it was."""

    def send(seed: int) -> Counter[int]:
        dice = random.Random(seed)
        statuses: Counter[int] = Counter()
        for _ in range(REQUESTS // 4):
            request = _request(dice)
            status = served.status(request)
            statuses[status] += 1
            assert status not in (0, 500), request
        return statuses

    with ThreadPoolExecutor(4) as pool:
        statuses = sum(pool.map(send, range(4)), Counter())
    assert statuses.total() == REQUESTS
    # It was not one and the same refusal.
    assert {200, 400, 401, 404, 405, 415, 421} <= statuses.keys()
    assert {status for status in statuses if status >= 500} <= {503}
    alive(served)


# ---- nobody is reached


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """An address of this machine, and who has called there."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        ending = threading.Event()

        def listen() -> None:
            while not ending.is_set():
                try:
                    connection, who = server.accept()
                except TimeoutError:
                    continue
                calls.append(str(who))
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", calls
        ending.set()
        thread.join()


_ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "{at}">]>'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="http://a/">'
    '<p xmlns="http://b/">&x;</p></rdf:Description></rdf:RDF>'
)


def test_a_listener_is_never_reached(served: Served, listener: tuple[str, list[str]]) -> None:
    at, calls = listener
    with httpx.Client(base_url=served.url, headers=_AUTHORIZED, timeout=60) as client:
        for query in (
            f"SELECT * {{ SERVICE <{at}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT <{at}> {{ ?s ?p ?o }} }}",
            f"PREFIX x: <{at}> ASK {{ SERVICEx:y {{ ?s ?p ?o }} }}",
        ):
            assert client.get("/sparql", params={"query": query}).status_code == 400
        # A graph that is not there is empty: its name is a name.
        asked = client.get("/sparql", params={"query": f"ASK FROM <{at}> {{ ?s ?p ?o }}"})
        assert asked.json()["boolean"] is False
        asked = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }", "default-graph-uri": at})
        assert asked.json()["boolean"] is False
        assert client.get("/sparql/graph", params={"graph": at}).status_code == 404
        for update in (
            f"LOAD <{at}>",
            f"LOAD SILENT <{at}> INTO GRAPH <http://a/>",
            f"INSERT {{ <http://a/> <http://a/> ?o }} WHERE {{ SERVICE <{at}> {{ ?s ?p ?o }} }}",
        ):
            assert client.post("/sparql", data={"update": update}).status_code == 400
        for media, body in (
            ("application/ld+json", f'{{"@context": "{at}", "name": "a"}}'),
            ("application/ld+json", f'{{"@context": {{"@import": "{at}"}}, "name": "a"}}'),
            ("application/rdf+xml", _ENTITY.replace("{at}", at)),
            ("application/rdf+xml", f'<!DOCTYPE r SYSTEM "{at}"><r/>'),
        ):
            put = client.put("/sparql/graph?graph=http://a/", content=body, headers={"Content-Type": media})
            assert put.status_code == 400, (body, put.status_code, put.text)
    assert calls == []
    alive(served)


# ---- the right status


def _head(method: str, target: str, *lines: str) -> bytes:
    return "\r\n".join([f"{method} {target} HTTP/1.1", "Host: localhost", "Connection: close", *lines, "", ""]).encode()


@pytest.mark.parametrize(
    ("method", "path", "status", "allowed"),
    [
        ("PUT", "/sparql", 405, {"GET", "HEAD", "POST"}),
        ("PATCH", "/sparql/graph?default", 405, {"GET", "HEAD", "PUT", "POST", "DELETE"}),
        ("GET", "/documents", 405, {"POST", "DELETE"}),
        ("POST", "/healthz", 405, {"GET", "HEAD"}),
    ],
)
def test_wrong_methods(served: Served, method: str, path: str, status: int, allowed: set[str]) -> None:
    answer = httpx.request(method, f"{served.url}{path}", headers=_AUTHORIZED)
    assert answer.status_code == status
    assert set(answer.headers["allow"].split(", ")) == allowed


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/sparql/../../etc/passwd",
        "/static/..%2f..%2f..%2fetc%2fpasswd",
        "//etc/passwd",
        "/sparql/graph/../../../../etc/passwd",
    ],
)
def test_no_path_leads_to_a_file(served: Served, path: str) -> None:
    answer = served.raw(_head("GET", path))
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"root:" not in answer


def test_wrong_media_types(served: Served) -> None:
    for path, method in (("/sparql", "POST"), ("/sparql/graph?default", "POST"), ("/documents", "POST")):
        answer = httpx.request(
            method, f"{served.url}{path}", content=b"x", headers={**_AUTHORIZED, "Content-Type": "image/png"}
        )
        assert answer.status_code == 415, path


@pytest.mark.parametrize(("path", "name"), [("/sparql", "Accept"), ("/id/person/a", "Accept"), ("/sparql", "X-Any")])
def test_a_long_header_is_refused(served: Served, path: str, name: str) -> None:
    assert httpx.get(served.url + path, headers={name: "a" * 9_000}).status_code == 431
    alive(served)


def test_a_form_is_bounded_as_a_query_is(served: Served) -> None:
    """Whoever has no token must not have a form of any size read."""
    form = b"update=" + b"%41" * 60_000
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert httpx.post(f"{served.url}/sparql", content=form, headers=headers).status_code == 413


def test_connections_beyond_the_limit_are_refused_at_once(served: Served) -> None:
    with ExitStack() as held:
        silent = [held.enter_context(socket.create_connection(("127.0.0.1", served.port))) for _ in range(560)]
        assert received(silent[-1]).startswith(b"HTTP/1.1 503 ")
    alive(served)


def test_who_does_not_read_is_cut_off(served: Served) -> None:
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(24))
    query = quote(f"SELECT ?x24 {{ BIND('a' AS ?x0) {doubled} }}")  # 16 MB in one row
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        connection.sendall(_head("GET", f"/sparql?query={query}"))
        threading.Event().wait(5)  # its patience is 1.5 s
        told = received(connection)
    assert b" 200 OK" in told[:20]
    assert not told.endswith(b"0\r\n\r\n")  # nobody takes it for whole
    assert "policygraph_queries_in_hand 0.0" in httpx.get(f"{served.url}/metrics").text
    alive(served)


def test_a_body_that_says_it_is_too_large(served: Served) -> None:
    head = _head("POST", "/sparql", "Content-Type: application/sparql-query", "Content-Length: 99999999999")
    assert served.status(head) == 413


def test_a_body_that_grows_too_large(served: Served) -> None:
    head = _head("POST", "/sparql", "Content-Type: application/sparql-query", "Transfer-Encoding: chunked")
    part = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    assert served.status(head + part * 8) == 413


def test_a_head_that_does_not_end(served: Served) -> None:
    assert served.status(b"GET /sparql HTTP/1.1\r\nHost: localhost\r\nX-Slow: ") == 408


def test_a_head_that_trickles_in(served: Served) -> None:
    """A byte now and then does not keep a connection for ever."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        connection.settimeout(0.2)
        answer = b""
        for _ in range(100):
            try:
                connection.sendall(b"G")
                answer = connection.recv(1000)
            except TimeoutError:
                continue
            except OSError:
                break
            if answer:
                break
        assert answer.startswith(b"HTTP/1.1 408 ")


def test_a_head_without_end(served: Served) -> None:
    assert served.status(b"GET /sparql HTTP/1.1\r\n" + b"X-Long: " + b"a" * 600_000) == 400


def test_a_body_that_does_not_come(served: Served) -> None:
    head = _head("POST", "/sparql", "Content-Type: application/sparql-query", "Content-Length: 100")
    assert served.status(head + b"ASK {") == 408


def test_a_second_request_may_take_its_time_to_begin(served: Served) -> None:
    """Between requests a connection may rest longer than a head may take."""
    with httpx.Client(base_url=served.url) as client:
        assert client.get("/healthz").status_code == 200
        threading.Event().wait(2)
        assert client.get("/healthz").status_code == 200


def test_a_client_that_goes_ends_its_query(served: Served) -> None:
    bomb = quote("SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(40)) + " }")
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        connection.sendall(_head("GET", f"/sparql?query={bomb}"))
        threading.Event().wait(0.3)
    threading.Event().wait(0.5)
    text = httpx.get(f"{served.url}/metrics").text
    assert "policygraph_queries_in_hand 0.0" in text
    assert 'policygraph_queries_ended_early_total{reason="client_gone"} 0.0' not in text
    alive(served)


_LABELS = "?a <https://example.org/label> ?x . ?b <https://example.org/label> ?y . ?c <https://example.org/label> ?z"
BOMBS = {
    "cross product": f"SELECT (COUNT(*) AS ?n) {{ {_LABELS} }}",
    "sort": f"SELECT * {{ {_LABELS} }} ORDER BY ?z",
    "path": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b . ?c (!<urn:x>|^!<urn:x>)* ?d . ?e ?f ?g }",
    "brackets": "ASK {" + "{" * 5_000 + "}" * 5_000 + "}",
}
READERS = 16


def test_readers_are_answered_beside_bombs(tmp_path: Path) -> None:
    """Of sixteen readers none fails; what the bombs cost them is told and, being a time, not asserted."""
    over = threading.Event()

    def reader(number: int, served: Served) -> list[float]:
        asked = {"query": f"SELECT ?x {{ <https://example.org/{number}> <https://example.org/label> ?x }}"}
        took = []
        with httpx.Client(base_url=served.url, headers={"Accept": "text/csv"}, timeout=30) as client:
            while not over.is_set():
                start = time.perf_counter()
                answer = client.get("/sparql", params=asked)
                took.append(time.perf_counter() - start)
                assert (answer.status_code, answer.text) == (200, f"x\r\nThing {number}\r\n")
        return took

    def bomb(served: Served, text: str) -> tuple[int, str]:
        answer = httpx.post(f"{served.url}/sparql", data={"query": text}, timeout=60)
        return answer.status_code, answer.text

    def read_while(served: Served, pool: ThreadPoolExecutor, work: Callable[[], None]) -> float:
        over.clear()
        readers = [pool.submit(reader, number, served) for number in range(READERS)]
        work()
        over.set()
        return quantiles([seconds for one in readers for seconds in one.result()], n=20)[-1]

    told: dict[str, tuple[int, str]] = {}
    with serving(impatient(labelled_graph(tmp_path / "graph", 2_000))) as served, ThreadPoolExecutor(READERS) as pool:
        quiet = read_while(served, pool, lambda: time.sleep(2))
        beside = read_while(served, pool, lambda: told.update({name: bomb(served, BOMBS[name]) for name in BOMBS}))
        assert served.process.poll() is None
    for name in ("cross product", "sort", "path"):
        assert told[name][0] == 503, told[name]
        assert "longer than 2 s" in told[name][1] or "more memory" in told[name][1]
    assert told["brackets"][0] == 400
    assert "nested more than 100 deep" in told["brackets"][1]
    said = f"p95 of {READERS} readers: {quiet * 1000:.1f} ms, beside bombs {beside * 1000:.1f} ms"
    print(said)  # noqa: T201 -- the figure that the test is for


def test_a_query_without_end_is_ended(served: Served) -> None:
    bomb = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(40)) + " }"
    answer = httpx.get(f"{served.url}/sparql", params={"query": bomb}, timeout=30)
    assert answer.status_code == 503
    assert "2" in answer.text
    assert "retry-after" not in answer.headers
    alive(served)


def test_garbage_is_no_request(served: Served) -> None:
    for garbage in (b"\x16\x03\x01\x02\x00\x01\x00", b"\r\n" * 3 + b"\xff\xfe\r\n\r\n", b"GET\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
            connection.sendall(garbage + b"\r\n\r\n")
            assert received(connection).startswith(b"HTTP/1.1 400 ")
    alive(served)
