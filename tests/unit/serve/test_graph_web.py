"""The graph's API over HTTP: answers, errors, what a browser may keep, and how much is answered at once."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest
import requests
from starlette.applications import Starlette

from policygraph.errors import StoreError
from policygraph.serve.graph import API, GraphReader, routes
from policygraph.serve.graph.links import OutOfBoundsError
from policygraph.serve.graph.reader import NotYetError
from policygraph.serve.snapshot import Snapshot
from policygraph.store import Store
from policygraph.view.payload import Json

Serve = Callable[[Starlette], AbstractContextManager[str]]


class Client:
    """Asks the API of a server."""

    def __init__(self, address: str) -> None:
        self.url = address + API

    def get(self, query: str = "", **options: Any) -> requests.Response:
        return requests.get(self.url + query, timeout=30, **options)


@pytest.fixture(scope="module")
def reader(
    kept: Callable[[ox.Store], Path], synthetic: ModuleType, indexed: Callable[[GraphReader], GraphReader]
) -> Iterator[GraphReader]:
    with GraphReader(Snapshot(kept(synthetic.store(80)), every=0)) as made:
        yield indexed(made)


@pytest.fixture(scope="module")
def client(reader: GraphReader, served: Serve) -> Iterator[Client]:
    with served(Starlette(routes=routes(reader))) as address:
        yield Client(address)


@pytest.fixture(scope="module")
def known(reader: GraphReader) -> list[str]:
    return [entity["iri"] for entity in reader.opening()["entities"]]


def test_answers_what_the_reader_tells(client: Client, reader: GraphReader, known: list[str]) -> None:
    one, other = known[:2]
    assert client.get().json() == as_json(reader.opening())
    assert client.get(params={"around": one}).json() == as_json(reader.around(one, 1))
    assert client.get(params={"around": one, "hops": "2"}).json() == as_json(reader.around(one, 2))
    assert client.get(params=[("between", one), ("between", other)]).json() == as_json(reader.between(one, other))
    hits = client.get(params={"search": "arbor"}).json()
    assert [hit["label"] for hit in hits] == ["Republic of Arboria"]
    assert client.get().headers["content-type"] == "application/json"


def as_json(answer: object) -> object:
    return json.loads(json.dumps(answer))


def test_is_packed_for_those_who_unpack(client: Client) -> None:
    packed = client.get(headers={"Accept-Encoding": "gzip"})
    plain = client.get(headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 3


def test_is_the_same_until_the_next_commit(reader: GraphReader, client: Client) -> None:
    first = client.get()
    tag = {"If-None-Match": first.headers["etag"]}
    again = client.get(headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    with Store.open(reader.snapshot.folder) as store:
        store.rdf.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.NamedNode("urn:c")))
    changed = client.get(headers=tag)
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("around=https://news.example/nobody", 404, "the graph has no such entity"),
        ("around=nobody", 400, "a full IRI"),
        ("around=", 400, "a full IRI"),
        ("around=urn:a%20b", 400, "a full IRI"),
        ("around=urn:a&around=urn:b", 400, "around is wanted once"),
        ("around=urn:a&hops=0", 400, "hops is a number from 1 to 3"),
        ("around=urn:a&hops=0019999", 400, "hops is a number from 1 to 3"),
        ("around=urn:a&hops=02", 400, "hops is a number from 1 to 3"),
        ("around=urn:a&hops=4", 400, "hops is a number from 1 to 3"),
        ("around=urn:a&hops=1000", 400, "hops is a number from 1 to 3"),
        ("around=urn:a&hops=%C2%B2", 400, "hops is a number from 1 to 3"),
        ("around=urn:a&hops=", 400, "hops is a number from 1 to 3"),
        ("between=urn:a", 400, "two entities are wanted"),
        ("between=urn:a&between=urn:b&between=urn:c", 400, "two entities are wanted"),
        ("between=urn:a&between=urn:b", 404, "the graph has no such entity"),
        ("around=urn:a&search=b", 400, "only one of these"),
        ("nothing=1", 400, "there is no parameter 'nothing'"),
        ("search=" + "a" * 2001, 400, "at most 2000 characters"),
        ("around=urn:" + "a" * 2001, 400, "at most 2000 characters"),
    ],
)
def test_what_cannot_be_answered_is_told(client: Client, query: str, status: int, says: str) -> None:
    answer = client.get(f"?{query}")
    assert answer.status_code == status
    assert says in answer.json()["error"]


def test_only_reading_is_allowed(client: Client) -> None:
    assert requests.post(client.url, timeout=30).status_code == 405
    head = requests.head(client.url, timeout=30)
    assert (head.status_code, head.content) == (200, b"")


class Troubled(GraphReader):
    """A reader that cannot answer."""

    def __init__(self, error: Exception) -> None:
        super().__init__(Snapshot(Path("nowhere")))
        self.error = error

    def version(self) -> str:
        return "1"

    def opening(self) -> Json:
        raise self.error


@pytest.mark.parametrize(
    ("error", "retry", "says"),
    [
        (StoreError("the disk is gone", where="/secret/folder"), "1", "the graph can't be read just now"),
        (NotYetError(), "2", "still being indexed"),
        (OutOfBoundsError(), None, "too much of the graph would have to be looked at"),
    ],
)
def test_trouble_is_503_and_tells_nothing_of_the_machine(
    served: Serve, error: Exception, retry: str | None, says: str
) -> None:
    with served(Starlette(routes=routes(Troubled(error)))) as address:
        answer = Client(address).get()
    assert answer.status_code == 503
    assert answer.headers.get("retry-after") == retry
    assert says in answer.json()["error"]
    assert "/secret" not in answer.text


def test_no_more_than_so_many_wait(served: Serve) -> None:
    over, asked = threading.Event(), []

    class Slow(Troubled):
        def opening(self) -> Json:
            asked.append(1)
            assert over.wait(30)
            raise self.error

    with served(Starlette(routes=routes(Slow(OutOfBoundsError())))) as address:
        client = Client(address)
        threads = [threading.Thread(target=client.get) for _ in range(32)]
        for thread in threads:
            thread.start()
        end = time.monotonic() + 20
        answer = None
        while time.monotonic() < end:
            if len(asked) == 4 and all(thread.is_alive() for thread in threads):
                time.sleep(0.3)
                answer = client.get()
                break
            time.sleep(0.02)
        over.set()
        for thread in threads:
            thread.join()
    assert answer is not None
    assert answer.json()["error"] == "too many are asking at once"
    assert (answer.status_code, answer.headers["retry-after"], len(asked)) == (503, "1", 32)


def test_answers_before_there_is_an_index(
    kept: Callable[[ox.Store], Path], synthetic: ModuleType, served: Serve
) -> None:
    snapshot = Snapshot(kept(synthetic.store(80)))
    with GraphReader(snapshot) as reader, served(Starlette(routes=routes(reader))) as address:
        answer = Client(address).get().json()
        assert len(answer["entities"]) in (40, 73)
        assert ("note" in answer) == (len(answer["entities"]) == 40)
