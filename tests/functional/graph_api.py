"""A server that answers as `view.shell` says a graph's API does, with one graph and troubles on request."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from policygraph import view
from policygraph.errors import UnknownNameError
from policygraph.view import cut
from policygraph.view.payload import Json

API = "/api/graph"
OPENS_WITH = 30  # entities, those with most evidence
PATIENCE = 2


class GraphServer(ThreadingHTTPServer):
    """The page at / and its API. `trouble` is what the API does in place of answering; `asked` holds the queries."""

    daemon_threads = True

    def __init__(self, graph: view.ViewGraph) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.graph = graph
        self.shell = view.shell(API, patience=PATIENCE)
        self.trouble = ""
        self.asked: list[dict[str, list[str]]] = []
        self.over = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def answer(self, query: dict[str, list[str]]) -> Json | list[Json]:
        graph = self.graph
        if "search" in query:
            text = query["search"][0].lower()
            found = [one for one in graph.entities if text in one.label.lower()]
            return [{"iri": one.iri, "label": one.label, "kind": one.kind, "name": ""} for one in found[:12]]
        if "between" in query:
            return view.data(cut.between(graph, *query["between"]))
        if "around" in query:
            return view.data(cut.around(graph, query["around"][0], int(query["hops"][0])))
        most = sorted(graph.entities, key=lambda one: (-one.evidence, one.iri))[:OPENS_WITH]
        return view.data(cut.of(graph, {one.iri for one in most}))


class Handler(BaseHTTPRequestHandler):
    server: GraphServer

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/":
            self.send(200, "text/html; charset=utf-8", self.server.shell)
            return
        assert address.path == API, f"the page asks for {self.path}"
        query = parse_qs(address.query)
        self.server.asked.append(query)
        try:
            self.troubled(self.server.trouble, query)
        except UnknownNameError as error:
            self.tell({"error": str(error)}, 404)

    def troubled(self, trouble: str, query: dict[str, list[str]]) -> None:
        if trouble == "dead":
            self.close_connection = True
        elif trouble == "slow":
            self.server.over.wait(10)
        elif trouble == "broken":
            self.send(200, "application/json", '{"entities": [')
        elif trouble == "foreign":
            self.send(302, "text/plain", "", Location="https://news.example/graph")
        elif trouble == "wrong number":
            answer = self.server.answer(query)
            assert isinstance(answer, dict)
            answer["edges"][0]["object"] = 10_000
            self.tell(answer)
        elif trouble == "busy once":
            self.server.trouble = ""
            self.tell({}, 503, **{"Retry-After": "1"})
        elif trouble:
            self.tell({"error": "the store is locked"}, int(trouble))
        else:
            self.tell(self.server.answer(query))

    def tell(self, answer: Json | list[Json], status: int = 200, **headers: str) -> None:
        self.send(
            status, "application/json" if status == 200 else "application/problem+json", json.dumps(answer), **headers
        )

    def send(self, status: int, kind: str, text: str, **headers: str) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the class above
        """Says nothing."""


@contextmanager
def serving(graph: view.ViewGraph) -> Iterator[GraphServer]:
    server = GraphServer(graph)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
