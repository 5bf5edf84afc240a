"""Reads the manifests of the W3C's own tests (github.com/w3c/rdf-tests) from a checkout; none of them is kept here."""

from collections.abc import Iterator
from pathlib import Path

from rdflib import Graph, Namespace
from rdflib.collection import Collection
from rdflib.namespace import RDFS
from rdflib.term import Node

from .steps import GRAPHS, HOST, SPARQL, Case, Step

_MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
_HT = Namespace("http://www.w3.org/2011/http#")
_CNT = Namespace("http://www.w3.org/2011/content#")
_UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
_STATUSES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


def cases(manifest: Path) -> Iterator[Case]:
    """The cases of a manifest of protocol or Graph Store tests, as requests to our endpoint."""
    graph = Graph().parse(manifest)
    for entries in graph.objects(None, _MF.entries):
        for entry in Collection(graph, entries):
            requests = graph.value(graph.value(entry, _MF.action), _HT.requests)
            assert requests is not None
            data = {
                str(graph.value(one, RDFS.label)): Path(str(graph.value(one, _UT.graph)).removeprefix("file://"))
                for one in graph.objects(entry, _UT.graphData)
            }
            yield Case(
                name=str(entry).rpartition("#")[2],
                steps=[_step(graph, request) for request in Collection(graph, requests)],
                graphs={name: path.read_text(encoding="utf-8") for name, path in data.items()},
            )


def _step(graph: Graph, request: Node) -> Step:
    answer = graph.value(request, _HT.resp)
    assert answer is not None
    told = [str(status).rpartition("#")[2] for status in graph.objects(answer, _MF.expectedStatus)]
    body, content = graph.value(request, _HT.body), graph.value(answer, _HT.body)
    expected = graph.value(answer, _MF.expectedBoolean)
    return Step(
        method=str(graph.value(request, _HT.methodName)),
        path=_path(str(graph.value(request, _HT.absolutePath))),
        headers=_headers(graph, request),
        body=_ours(_text(graph, body)) if body is not None else b"",
        statuses=[_STATUSES.get(name) or int(name.removeprefix("StatusCode")[0]) for name in told],
        boolean=None if expected is None else str(expected) == "true",
        format=str(graph.value(answer, _MF.expectedFormat) or ""),
        media=_headers(graph, answer).get("content-type", ""),
        graph=_ours(_text(graph, content)).decode() if content is not None else None,
        located=graph.value(answer, _MF.expectedLocation) is not None,
    )


def _headers(graph: Graph, of: Node) -> dict[str, str]:
    headers = graph.value(of, _HT.headers)
    if headers is None:
        return {}
    told = Collection(graph, headers)
    return {str(graph.value(one, _HT.fieldName)): str(graph.value(one, _HT.fieldValue)) for one in told}


def _text(graph: Graph, body: Node) -> tuple[str, str]:
    return str(graph.value(body, _CNT.chars)), str(graph.value(body, _CNT.characterEncoding) or "UTF-8")


def _path(path: str) -> str:
    """The manifests leave it to who runs them where an endpoint is, and what `$LOCATION$` was told."""
    path = path.replace("http://www.example/gsp", f"{HOST}{GRAPHS}").replace(
        "http%3A%2F%2Fwww.example%2Fgsp", f"{HOST}{GRAPHS}".replace(":", "%3A").replace("/", "%2F")
    )
    path = path.replace("$LOCATION$", "{new}")
    for theirs, ours in (("/sparql/", SPARQL), ("/gsp", GRAPHS)):
        if path.startswith(theirs):
            return ours + path[len(theirs) :]
    return path


def _ours(body: tuple[str, str]) -> bytes:
    text, encoding = body
    return text.replace("http://www.example/gsp", f"{HOST}{GRAPHS}").encode(encoding)
