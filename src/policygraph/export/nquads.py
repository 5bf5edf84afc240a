"""N-Quads: the named graphs and no default graph, a quad a line, sorted by graph and then by triple."""

from collections.abc import Mapping
from typing import BinaryIO

import pyoxigraph as ox

from policygraph.export._lines import canonical, comment, named_graphs, triples

RDF12 = True


def write(store: ox.Store, stream: BinaryIO, *, plain: bool, prefixes: Mapping[str, str], rdf12: bool = False) -> None:
    """Writes the named graphs. Raises OutputError for blank nodes."""
    stream.write(comment())
    identity = canonical(store)
    for graph in named_graphs(store):
        end = f" <{graph.value}> .\n".encode()
        lines = sorted(triples(store, graph, plain=plain, prefixes=prefixes, rdf12=rdf12, identity=identity))
        stream.writelines(line[: -len(b" .\n")] + end for line in lines)
