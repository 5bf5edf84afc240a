"""The endpoint told by itself in RDF: https://www.w3.org/TR/sparql11-service-description/."""

from collections.abc import Iterator

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from policygraph import vocab
from policygraph.serve.faults import HttpError
from policygraph.serve.formats import GRAPHS, RDF, TABLES
from policygraph.serve.protocol import asked, negotiate
from policygraph.serve.protocol.parts import Parts, service

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_A = ox.NamedNode(vocab.RDF_TYPE)
# A graph of many documents has as many named graphs; a query tells them all.
_MOST_NAMED = 100


def answer(request: Request, parts: Parts) -> Response:
    """The description in the format that the client likes best. Raises HttpError if it takes none."""
    address = asked.fields(request.scope["query_string"], "The address")
    media = negotiate.wanted(negotiate.accept(request), asked.formats(address)).get("graph")
    if media is None:
        raise HttpError(406, f"The Service Description is RDF: {', '.join(RDF)}")
    triples = describe(f"{service(request)}{request.url.path}", parts)
    body = ox.serialize(
        triples, format=RDF[media], prefixes={"sd": _SD, "formats": _FORMATS, "void": "http://rdfs.org/ns/void#"}
    )
    return Response(body, headers={"Vary": "Accept"}, media_type=negotiate.content_type(media))


def describe(endpoint: str, parts: Parts) -> Iterator[ox.Triple]:
    """The description of the endpoint at this address."""
    this, dataset, default = (ox.NamedNode(endpoint + part) for part in ("", "#dataset", "#default-graph"))
    writable = parts.settings.writable
    yield ox.Triple(this, _A, _sd("Service"))
    yield ox.Triple(this, _sd("endpoint"), this)
    yield ox.Triple(this, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if writable:
        yield ox.Triple(this, _sd("supportedLanguage"), _sd("SPARQL11Update"))
    for one in (*TABLES, *GRAPHS):
        yield ox.Triple(this, _sd("resultFormat"), ox.NamedNode(_FORMATS + one.w3c))
    for one in GRAPHS if writable else ():
        yield ox.Triple(this, _sd("inputFormat"), ox.NamedNode(_FORMATS + one.w3c))
    yield ox.Triple(this, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _A, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, _A, _sd("Graph"))
    yield ox.Triple(
        default,
        ox.NamedNode(f"{vocab.RDFS}comment"),
        ox.Literal("The merge of all named graphs, each triple once, under canonical identity", language="en"),
    )
    yield from _named(dataset, endpoint, parts)


def _named(dataset: ox.NamedNode, endpoint: str, parts: Parts) -> Iterator[ox.Triple]:
    store = parts.snapshot.store
    shown = 0
    for graph in store.named_graphs():
        if not isinstance(graph, ox.NamedNode) or graph.value == vocab.INDEX_GRAPH:
            continue
        if (shown := shown + 1) > _MOST_NAMED:
            return
        entry, held = (ox.NamedNode(f"{endpoint}#{part}-{shown}") for part in ("named", "graph"))
        yield ox.Triple(dataset, _sd("namedGraph"), entry)
        yield ox.Triple(entry, _A, _sd("NamedGraph"))
        yield ox.Triple(entry, _sd("name"), graph)
        yield ox.Triple(entry, _sd("graph"), held)
        yield ox.Triple(held, _A, _sd("Graph"))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
