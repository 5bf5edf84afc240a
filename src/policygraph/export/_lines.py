"""Graphs as lines of N-Triples, which every other format is made from.

pyoxigraph writes canonical N-Triples: one space between terms, and all line breaks within literals escaped.
They take memory for one graph at a time, about 250 bytes a triple.
"""

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from policygraph import __version__, vocab
from policygraph.errors import OutputError

DEFAULT_GRAPH = ox.DefaultGraph()
_INDEX = ox.NamedNode(vocab.INDEX_GRAPH)
# The kinds of resource that `--plain` leaves out, beside NIF strings.
_EVIDENCE = ("claim", "evidence", "candidate")


def comment() -> bytes:
    """The head of a file: what made it, and who is to be credited. No date: same graph, same bytes."""
    return (
        f"# Written by PolicyGraph {__version__}.\n# Places from GeoNames (https://www.geonames.org/), CC BY 4.0.\n"
    ).encode()


def named_graphs(store: ox.Store) -> list[ox.NamedNode]:
    """The named graphs but the store's own notes, sorted by IRI. Raises OutputError for a blank one."""
    graphs = [graph for graph in store.named_graphs() if graph != _INDEX]
    named = [graph for graph in graphs if isinstance(graph, ox.NamedNode)]
    if len(named) < len(graphs):
        raise OutputError("the graph holds a blank node, which has no lasting name", where="a graph's name")
    return sorted(named, key=lambda graph: graph.value)


def triples(
    store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, *, plain: bool, prefixes: Mapping[str, str]
) -> list[bytes]:
    """The triples of one graph as lines of N-Triples with their line feeds, in no fixed order.

    Raises:
        OutputError: a triple has a blank node or a triple as a term: it has no lasting name to be sorted by.
    """
    lines = (store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b"").splitlines(keepends=True)
    for line in lines:
        if line[0] != ord("<") or ((b" _:" in line or b" <<" in line) and not _named(line)):
            raise OutputError(
                "the graph holds a blank node or a triple as a term, which has no lasting name",
                where=line.decode().strip()[:200],
                remedy="Build the graph again; policygraph itself writes neither",
            )
    return list(_without_evidence(lines, prefixes)) if plain else lines


def _named(line: bytes) -> bool:
    return not line.split(b" ", 2)[2].startswith((b"_:", b"<<"))


def _without_evidence(lines: list[bytes], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    hidden = tuple(f"<{prefixes[kind]}".encode() for kind in _EVIDENCE)
    document = f"<{prefixes['doc']}".encode()
    for line in lines:
        if line.startswith(hidden) or line.split(b" ", 2)[2].startswith(hidden):
            continue
        if line.startswith(document) and b"#char=" in line[: line.index(b">")]:
            continue
        yield line
