"""The dataset that a query asks for by FROM, or by default-graph-uri and named-graph-uri.

pyoxigraph 0.5.13 counts a triple of several default graphs once for each. So several are merged into a store in memory,
where a set of triples is one, and the query runs on that; if they are too large for that it is refused.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyoxigraph as ox

from policygraph.serve.engine import guard
from policygraph.serve.engine.faults import Refused

MAX_MERGED = 500_000  # quads; some 400 bytes of memory and 5 µs each

_DEFAULT = ox.DefaultGraph()


def choose(
    store: ox.Store,
    text: str,
    tokens: Sequence[guard.Token],
    graphs: tuple[Sequence[str], Sequence[str]],
    prefixes: dict[str, str],
) -> tuple[ox.Store, dict[str, Any]]:
    """The store to ask, and what `Store.query` is to be told of graphs.

    `graphs` are the default and named ones that the protocol asked for; if there are any, FROM does not count.
    Raises Refused if several default graphs are too large to be merged.
    """
    if any(graphs):
        default, named = (_distinct(ox.NamedNode(iri) for iri in iris) for iris in graphs)
    else:
        written = guard.sources(tokens)
        if sum(not source.named for source in written) < 2:
            return store, {}
        meant = _resolved(guard.prologue(text, tokens), [source.graph for source in written], prefixes)
        default = _distinct(graph for graph, source in zip(meant, written, strict=True) if not source.named)
        named = _distinct(graph for graph, source in zip(meant, written, strict=True) if source.named)
    if len(default) < 2:
        return store, {"default_graph": default, "named_graphs": named}
    return _merged(store, default, named), {"default_graph": [_DEFAULT], "named_graphs": named}


def _distinct(graphs: Iterable[ox.NamedNode]) -> list[ox.NamedNode]:
    return list(dict.fromkeys(graphs))


def _resolved(prologue: str, graphs: Sequence[str], prefixes: dict[str, str]) -> list[ox.NamedNode]:
    """The IRIs that the text means by names with prefixes, and relative ones: by its own parser's word.

    Raises SyntaxError if it does not parse.
    """
    text = f"{prologue} SELECT * {{ VALUES ({' '.join(f'?g{place}' for place in range(len(graphs)))}) {{"
    solutions = ox.Store().query(f"{text} ({' '.join(graphs)}) }} }}", prefixes=prefixes)
    assert isinstance(solutions, ox.QuerySolutions), "a SELECT gives solutions"
    return [graph for graph in next(solutions) if isinstance(graph, ox.NamedNode)]


def _merged(store: ox.Store, default: Sequence[ox.NamedNode], named: Sequence[ox.NamedNode]) -> ox.Store:
    merged = ox.Store()
    merged.bulk_extend(_bounded(_quads(store, default, named)))
    return merged


def _quads(store: ox.Store, default: Sequence[ox.NamedNode], named: Sequence[ox.NamedNode]) -> Iterator[ox.Quad]:
    for graph in default:
        for quad in store.quads_for_pattern(None, None, None, graph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)
    for graph in named:
        yield from store.quads_for_pattern(None, None, None, graph)


def _bounded(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    for count, quad in enumerate(quads, start=1):
        if count > MAX_MERGED:
            raise Refused(
                f"the graphs of several FROM hold more than {MAX_MERGED:,} triples together",
                remedy="Name fewer, or none: the default graph is the merge of all",
            )
        yield quad
