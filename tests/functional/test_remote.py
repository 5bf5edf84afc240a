"""A graph put into a SPARQL server: the one from PyPI, and one that is out of order."""

import http.server
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
import requests

from policygraph import export, vocab
from policygraph.errors import OutputError
from policygraph.export import _remote as remote
from policygraph.store import Store

Run = Callable[..., subprocess.CompletedProcess[str]]
A, B = (f"{vocab.BASE}doc/{letter * 12}" for letter in "ab")
ANN, ABOUT = ox.NamedNode(f"{vocab.BASE}person/ann"), ox.NamedNode(vocab.ALT_LABEL)


def _quads(graph: str, *names: str) -> list[ox.Quad]:
    return [ox.Quad(ANN, ABOUT, ox.Literal(name), ox.NamedNode(graph)) for name in names]


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph"
    with Store.open(path, create=True) as store:
        store.commit({A: _quads(A, "Ann", 'a "quoted" \\ name\nof two lines'), B: _quads(B, "Ann", "Änn")})
        store.settle((), ())
    return path


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of an oxigraph server of its own."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        pytest.skip("the oxigraph server is not installed: pip install oxigraph")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "serve", "--location", str(tmp_path / "server"), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert time.monotonic() < deadline, "the server did not start"
                time.sleep(0.05)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _held(server: str) -> set[ox.Quad]:
    """What the server holds, asked by its Graph Store."""
    answer = requests.get(f"{server}/store", headers={"Accept": "application/n-quads"}, timeout=30)
    answer.raise_for_status()
    return set(ox.parse(answer.content, format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize(("protocol", "place"), [("graph-store", "store"), ("update", "update")])
def test_the_server_has_the_same_graph(
    graph: Path, server: str, monkeypatch: pytest.MonkeyPatch, protocol: str, place: str
) -> None:
    monkeypatch.setattr(remote, "_BATCH", 1)
    told: list[tuple[int, int]] = []
    with Store.open(graph, read_only=True) as store:
        wanted = {quad for quad in store.rdf if quad.graph_name != ox.NamedNode(vocab.INDEX_GRAPH)}
        done = export.push(store, f"{server}/{place}", protocol=protocol, progress=lambda *now: told.append(now))
        assert (done.sent, done.kept, done.removed) == (3, 0, 0)
        assert told[-1] == (3, 3)
        assert _held(server) == wanted
        # A second time there is nothing to do, unless all is asked for.
        assert export.push(store, f"{server}/{place}", protocol=protocol).sent == 0
        assert export.push(store, f"{server}/{place}", protocol=protocol, again=True).sent == 3
        assert _held(server) == wanted
    with Store.open(graph) as store:
        store.remove(A)
        store.settle((), ())
        done = export.push(store, f"{server}/{place}", protocol=protocol)
        assert (done.sent, done.kept, done.removed) == (1, 1, 1)
        assert _held(server) == {quad for quad in store.rdf if quad.graph_name != ox.NamedNode(vocab.INDEX_GRAPH)}


def test_the_command_says_what_it_sent(policygraph: Run, graph: Path, server: str) -> None:
    with Store.open(graph, read_only=True) as store:
        wanted = {quad for quad in store.rdf if quad.graph_name != ox.NamedNode(vocab.INDEX_GRAPH)}
    for sent, kept, more in ((3, 0, ()), (0, 3, ()), (3, 0, ("--again",))):
        done = policygraph("export", "--store", f"{server}/store", "-g", graph, *more)
        assert done.returncode == 0, done.stderr
        assert f"{sent} graphs sent, {kept} there already, 0 taken away" in done.stderr
        assert _held(server) == wanted
    done = policygraph("export", "--store", f"{server}/update", "--update", "-g", graph)
    assert "3 graphs sent" in done.stderr, done.stderr


def test_a_default_graph_by_name(graph: Path, server: str) -> None:
    name = "https://example.org/merged"
    with Store.open(graph, read_only=True) as store:
        export.push(store, f"{server}/store", merged=name)
        merged = {quad for quad in store.rdf if quad.graph_name == ox.DefaultGraph()}
    held = _held(server)
    assert {quad for quad in held if quad.graph_name == ox.DefaultGraph()} == set()
    named = {ox.Quad(q.subject, q.predicate, q.object) for q in held if q.graph_name == ox.NamedNode(name)}
    assert named == merged


class _Failing(http.server.BaseHTTPRequestHandler):
    """Refuses what its class says; notes what it was asked."""

    answers: ClassVar[list[int]] = []
    asked: ClassVar[list[tuple[str, str, str]]] = []

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        query = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        graph = query.get("graph", ["default"])[0]
        type(self).asked.append((self.command, graph, self.headers.get("Authorization", "")))
        status = type(self).answers.pop(0) if type(self).answers else 204
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(remote, "_BACK_OFF", 0.0)
    _Failing.answers, _Failing.asked = [], []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Failing) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}/store"
        made.shutdown()


def test_a_busy_server_is_asked_again(graph: Path, failing: str) -> None:
    _Failing.answers = [503, 503, 204]
    with Store.open(graph, read_only=True) as store:
        assert export.push(store, failing).sent == 3
    assert [name for _, name, _ in _Failing.asked] == [A, A, A, B, "default"]


def test_a_push_that_failed_goes_on_where_it_was(graph: Path, failing: str) -> None:
    _Failing.answers = [204, 500]
    with Store.open(graph, read_only=True) as store:
        with pytest.raises(OutputError, match=r"the server answers 500 .*The same command goes on from here"):
            export.push(store, failing)
        assert export.push(store, failing).kept == 1
    assert [name for _, name, _ in _Failing.asked] == [A, B, B, "default"]


def test_credentials_come_from_the_environment_and_are_not_told(
    graph: Path, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICYGRAPH_STORE_USER", "ann")
    monkeypatch.setenv("POLICYGRAPH_STORE_PASSWORD", "s3cret")
    _Failing.answers = [401, 401]  # the second time it was asked for a challenge
    with Store.open(graph, read_only=True) as store:
        with pytest.raises(OutputError, match="answers 401") as caught:
            export.push(store, failing)
        assert "s3cret" not in str(caught.value)
        monkeypatch.setenv("POLICYGRAPH_STORE_TOKEN", "t0ken")
        export.push(store, failing)
        assert not [f for f in graph.glob("*.json") if "s3cret" in f.read_text() or "t0ken" in f.read_text()]
    assert [said for _, _, said in _Failing.asked][:3] == ["Basic YW5uOnMzY3JldA==", "", "Bearer t0ken"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("ftp://localhost/x", "this is no address of a server"),
        ("http://ann:s3cret@localhost/x", "credentials don't belong in an address"),
        ("http://127.0.0.1:9/store", "the server can't be reached"),
    ],
)
def test_addresses_that_will_not_do(graph: Path, monkeypatch: pytest.MonkeyPatch, address: str, told: str) -> None:
    monkeypatch.setattr(remote, "_BACK_OFF", 0.0)
    with Store.open(graph, read_only=True) as store, pytest.raises(OutputError, match=told) as caught:
        export.push(store, address)
    assert "s3cret" not in str(caught.value)
