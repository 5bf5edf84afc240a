"""Turtle: the default graph, for people and for every RDF library."""

from collections.abc import Mapping
from typing import BinaryIO

import pyoxigraph as ox

from policygraph.export._blocks import Names, blocks, head
from policygraph.export._lines import DEFAULT_GRAPH, comment, triples

RDF12 = True


def write(store: ox.Store, stream: BinaryIO, *, plain: bool, prefixes: Mapping[str, str], rdf12: bool = False) -> None:
    """Writes the default graph. Raises OutputError for blank nodes."""
    lines = triples(store, DEFAULT_GRAPH, plain=plain, prefixes=prefixes, rdf12=rdf12)
    stream.write(comment() + head(prefixes))
    stream.writelines(b"\n" + block for block in blocks(lines, Names(prefixes)))
