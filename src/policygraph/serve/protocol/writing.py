"""Writes of the Graph Store Protocol, by the store's own ways, so that the default graph stays the merge of the others.

What was put into the default graph itself stands in a graph of its own, `OWN`, of which the merge is made as of any
other. What would leave the default graph other than asked for is refused:

* replacing or removing the default graph while named graphs tell of something: their triples would still be there;
* the graphs that policygraph keeps itself: identities, references and its notes, which the next change would overwrite.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pyoxigraph as ox

from policygraph import vocab
from policygraph.serve.formats import RDF
from policygraph.serve.protocol import genid
from policygraph.serve.protocol.refusal import Refusal
from policygraph.store import Store

OWN = vocab.GRAPHS + "default"


def write(folder: Path, method: str, name: str, body: bytes, content_type: str, *, base: str) -> bool:
    """Replaces (PUT), adds to (POST) or removes (DELETE) the graph `name`, the default graph if that is empty.

    `base` resolves what is relative in the body. Returns of a DELETE whether there was such a graph, and else whether
    it is a new one. Raises Refusal, StoreError.
    """
    if kept(name):
        raise Refusal(403, f"<{name}> is kept by policygraph itself: it follows from the documents")
    if method == "DELETE" and name and _document(folder, name):
        from policygraph.serve.protocol import adding  # noqa: PLC0415 -- the pipeline takes a second to load

        return bool(adding.remove(folder, name)["removed"])
    quads = read(body, content_type, name or OWN, method=method, base=base) if method != "DELETE" else []
    with Store.open(folder) as store:
        graph = name or OWN
        if not name and method != "POST":
            _check_default(store)
        there = graph in store.graphs()
        if method == "POST":
            quads += store.rdf.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        store.commit({graph: quads})
        settle(store)
    return there if method == "DELETE" else bool(name) and not there


def kept(name: str) -> bool:
    """Whether a graph is one of those that nobody but policygraph writes."""
    return name == vocab.INDEX_GRAPH or name.startswith(vocab.GRAPHS)


def settle(store: Store) -> None:
    """Decides identities again if a change touched documents."""
    if store.changed():
        from policygraph import pipeline  # noqa: PLC0415 -- takes a second to load

        pipeline.settle(store)


def read(body: bytes, content_type: str, graph: str, *, method: str, base: str) -> list[ox.Quad]:
    """The quads of a body, blank nodes named. Raises Refusal for what does not parse or can't be kept."""
    # The same PUT twice changes nothing; what a POST adds is something of its own each time.
    told = hashlib.sha256(graph.encode() + b"\n" + body).hexdigest()[:24]
    names = genid.Names(secrets.token_hex(12) if method == "POST" else told)
    name = ox.NamedNode(graph)
    quads: list[ox.Quad] = []
    for part, media in _parts(body, content_type):
        if media not in RDF:
            raise Refusal(415, f"A part of the body is {media}; a graph is sent as one of {', '.join(RDF)}")
        try:
            quads += _kept(names, name, ox.parse(part, format=RDF[media], base_iri=base, rename_blank_nodes=True))
        except SyntaxError as error:
            where = {"line": error.lineno, "column": error.offset} if error.lineno else {}
            raise Refusal(400, f"The body does not parse as {media}: {error.msg}", **where) from error
        except ValueError as error:
            raise Refusal(400, f"The body can't be kept: {error}") from error
    return quads


def _kept(names: genid.Names, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    for quad in quads:
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            raise ValueError(f"it holds a graph {quad.graph_name} within; send each by itself")  # noqa: TRY004
        yield names.quad(quad, graph)


def _parts(body: bytes, content_type: str) -> Iterator[tuple[bytes, str]]:
    if not content_type.lower().startswith("multipart/form-data"):
        yield body, content_type.partition(";")[0].strip().lower()
        return
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=policy.HTTP).parsebytes(head + body)
    if not message.is_multipart():
        raise Refusal(400, "The body is no multipart/form-data: it has not the boundary that its Content-Type tells")
    for part in message.iter_parts():
        content = part.get_payload(decode=True)
        yield content if isinstance(content, bytes) else b"", part.get_content_type()


def _document(folder: Path, name: str) -> bool:
    with Store.open(folder, read_only=True) as store:
        return name in store.documents()


def _check_default(store: Store) -> None:
    others = [graph for graph in store.graphs() if graph != OWN]
    if others:
        raise Refusal(
            409,
            f"The default graph is the merge of {len(others):,} named graphs and can't be replaced or removed: "
            "add to it by POST, or replace and remove the named graphs",
        )
