"""Cases of the W3C's protocols: requests in a row, what each must be answered with, and how they are run."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pyoxigraph as ox

from policygraph.serve import app
from policygraph.serve.engine import Engine
from policygraph.serve.log import AccessLog
from policygraph.store import Store

HOST = "http://localhost:8000"
SPARQL, GRAPHS = "/sparql", "/sparql/graph"
TOKEN = "token-of-the-tests"
RESULTS = ("application/sparql-results+json", "application/sparql-results+xml")
TABULAR = (*RESULTS, "text/csv", "text/tab-separated-values")
RDF = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


class Silent(AccessLog):
    """Logs nothing."""

    def write(self, visit: object) -> None:
        pass


@dataclass(frozen=True, kw_only=True)
class Step:
    """A request and its answer: `statuses` are single ones or hundreds, 2 for 2xx. `{new}` is the last Location."""

    method: str = "GET"
    path: str = SPARQL
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    statuses: Sequence[int] = (2,)
    boolean: bool | None = None
    format: str = ""  # boolean, tabular or RDF
    media: str = ""  # the exact Content-Type
    graph: str | None = None  # the answer is this graph, in Turtle
    located: bool = False  # a Location must be told


@dataclass(frozen=True, kw_only=True)
class Case:
    name: str
    steps: Sequence[Step]
    graphs: Mapping[str, str] = field(default_factory=dict)  # what the store holds before, N-Triples by IRI


def made(folder: Path, graphs: Mapping[str, str]) -> Path:
    """A graph folder that holds these named graphs."""
    with Store.open(folder, create=True) as store:
        for name, text in graphs.items():
            graph = ox.NamedNode(name)
            quads = [
                ox.Quad(q.subject, q.predicate, q.object, graph) for q in ox.parse(text, format=ox.RdfFormat.TURTLE)
            ]
            store.commit({name: quads})
    return folder


def run(case: Case, folder: Path) -> None:
    """Runs a case on a store of its own; raises AssertionError where an answer is another than it must be."""
    made(folder, case.graphs)
    asyncio.run(_run(case, folder))


async def _run(case: Case, folder: Path) -> None:
    engine = Engine(folder, workers=1)
    transport = httpx.ASGITransport(app(folder, engine=engine, log=Silent(), writable=True, token=TOKEN))
    async with engine, httpx.AsyncClient(transport=transport, base_url=HOST) as client:
        new = ""
        for number, step in enumerate(case.steps, 1):
            # As it is: httpx would write its own percent-encoding.
            path = step.path.replace("{new}", new).removeprefix(HOST)
            url = httpx.URL(HOST).copy_with(raw_path=path.encode())
            headers = {"Authorization": f"Bearer {TOKEN}", **step.headers}
            answer = await client.request(step.method, url, headers=headers, content=step.body)
            where = (
                f"{case.name}, step {number}: {step.method} {step.path} gave {answer.status_code} {answer.text[:300]}"
            )
            assert answer.status_code in step.statuses or answer.status_code // 100 in step.statuses, where
            _check(step, answer, where)
            new = answer.headers.get("location", new)


def _check(step: Step, answer: httpx.Response, where: str) -> None:
    media = answer.headers.get("content-type", "").partition(";")[0]
    if step.media:
        assert answer.headers["content-type"] == step.media, where
    if step.located:
        assert answer.headers["location"].startswith(HOST), where
    if step.format:
        assert media in {"boolean": RESULTS, "tabular": TABULAR, "RDF": tuple(RDF)}[step.format], f"{where}: {media}"
    if step.boolean is not None:
        assert media == RESULTS[0], where
        assert answer.json()["boolean"] is step.boolean, where
    if step.graph is not None:
        base = str(answer.url)
        assert isomorphic(answer.content, step.graph.encode(), RDF[media], base), where


def isomorphic(one: bytes, other: bytes, form: ox.RdfFormat, base: str) -> bool:
    """Whether a body and some Turtle are one graph, whatever its blank nodes are called."""
    first = ox.Dataset(ox.parse(one, format=form, base_iri=base))
    second = ox.Dataset(ox.parse(other, format=ox.RdfFormat.TURTLE, base_iri=base))
    for dataset in (first, second):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return first == second
