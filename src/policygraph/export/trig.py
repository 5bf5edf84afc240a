"""TriG: the named graphs, each a document's, and no default graph."""

from collections.abc import Mapping
from typing import BinaryIO

import pyoxigraph as ox

from policygraph.export._blocks import Names, blocks, head
from policygraph.export._lines import canonical, comment, named_graphs, triples

RDF12 = True


def write(store: ox.Store, stream: BinaryIO, *, plain: bool, prefixes: Mapping[str, str], rdf12: bool = False) -> None:
    """Writes the named graphs, sorted by IRI. Raises OutputError for blank nodes."""
    names = Names(prefixes)
    stream.write(comment() + head(prefixes))
    identity = canonical(store)
    for graph in named_graphs(store):
        lines = triples(store, graph, plain=plain, prefixes=prefixes, rdf12=rdf12, identity=identity)
        stream.write(b"\n%b {\n" % names[f"<{graph.value}>".encode()])
        stream.writelines(blocks(lines, names, b"  "))
        stream.write(b"}\n")
