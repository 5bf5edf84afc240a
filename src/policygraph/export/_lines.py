"""Graphs as lines of N-Triples, which every other format is made from.

pyoxigraph writes canonical N-Triples: one space between terms, and all line breaks within literals escaped.
They take memory for one graph at a time, about 250 bytes a triple.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import pyoxigraph as ox

from policygraph import __version__, vocab
from policygraph.errors import OutputError

DEFAULT_GRAPH = ox.DefaultGraph()
_PARTS = (vocab.SUBJECT, vocab.PREDICATE, vocab.OBJECT)
_REIFIES = f"{vocab.RDF}reifies".encode()
_ABOUT_IRIS = frozenset(f"<{predicate}>".encode() for predicate in (vocab.REPLACED_BY, vocab.REASON))
# The kinds of resource that `--plain` leaves out, beside NIF strings.
_EVIDENCE = ("claim", "evidence", "candidate")


def comment() -> bytes:
    """The head of a file: what made it, and who is to be credited. No date: same graph, same bytes."""
    return (
        f"# Written by PolicyGraph {__version__}.\n# Places from GeoNames (https://www.geonames.org/), CC BY 4.0.\n"
    ).encode()


def named_graphs(store: ox.Store) -> list[ox.NamedNode]:
    """The named graphs but the store's own notes, sorted by IRI. Raises OutputError for a blank one."""
    graphs = [graph for graph in store.named_graphs() if graph != ox.NamedNode(vocab.INDEX_GRAPH)]
    named = [graph for graph in graphs if isinstance(graph, ox.NamedNode)]
    if len(named) < len(graphs):
        raise OutputError("the graph holds a blank node, which has no lasting name", where="a graph's name")
    return sorted(named, key=lambda graph: graph.value)


def canonical(store: ox.Store) -> dict[bytes, bytes]:
    """`<IRI>` as documents use it → `<IRI>` that it is by the identity graph, where that is another."""
    replaced = store.quads_for_pattern(None, ox.NamedNode(vocab.REPLACED_BY), None, ox.NamedNode(vocab.IDENTITY_GRAPH))
    return {str(quad.subject).encode(): str(quad.object).encode() for quad in replaced}


def _written_through(lines: list[bytes], identity: Mapping[bytes, bytes]) -> Iterator[bytes]:
    for line in lines:
        subject, predicate, term = line.split(b" ", 2)
        if predicate in _ABOUT_IRIS:
            yield line  # says of an IRI which other it is, and why
            continue
        obj = term[: -len(b" .\n")]
        yield b" ".join((identity.get(subject, subject), predicate, identity.get(obj, obj), b".\n"))


def triples(
    store: ox.Store,
    graph: ox.NamedNode | ox.DefaultGraph,
    *,
    plain: bool,
    prefixes: Mapping[str, str],
    rdf12: bool = False,
    identity: Mapping[bytes, bytes] | None = None,
) -> list[bytes]:
    """The triples of one graph as lines of N-Triples with their line feeds, each once, in no fixed order.

    `identity` (see `canonical`) is written through: in the place of each IRI that is another stands that one.

    With `rdf12`, each claim is also said to reify its triple, as a triple term of RDF 1.2.

    Raises:
        OutputError: a triple has a blank node or a triple as a term: it has no lasting name to be sorted by.
    """
    lines = _dumped(store, graph)
    for line in lines:
        if line[0] != ord("<") or ((b" _:" in line or b" <<" in line) and not _named(line)):
            raise OutputError(
                "the graph holds a blank node or a triple as a term, which has no lasting name",
                where=line.decode().strip()[:200],
                remedy="Build the graph again; policygraph itself writes neither",
            )
    if identity:
        lines = list(dict.fromkeys(_written_through(lines, identity)))
    if rdf12:
        lines += _reified(lines)
    return list(_without_evidence(lines, prefixes)) if plain else lines


def _dumped(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> list[bytes]:
    """The lines of a graph. Of the default graph, predicate by predicate on two cores: most of an export is reading."""
    if graph != DEFAULT_GRAPH:
        return (store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b"").splitlines(keepends=True)

    def told(predicate: ox.NamedNode) -> bytes:
        found = store.query(f"CONSTRUCT {{ ?s {predicate} ?o }} WHERE {{ ?s {predicate} ?o }}")
        assert isinstance(found, ox.QueryTriples), "a CONSTRUCT gives triples"
        return found.serialize(format=ox.RdfFormat.N_TRIPLES) or b""

    predicates = store.query("SELECT DISTINCT ?p WHERE { ?s ?p ?o }")
    assert isinstance(predicates, ox.QuerySolutions), "a SELECT gives solutions"
    with ThreadPoolExecutor(2) as pool:
        parts = [*pool.map(told, [row["p"] for row in predicates])]
    return [line for part in parts for line in part.splitlines(keepends=True)]


def _reified(lines: list[bytes]) -> Iterator[bytes]:
    """A line for each resource with one rdf:subject, rdf:predicate and rdf:object: the triple that it reifies."""
    parts: tuple[dict[bytes, list[bytes]], ...] = ({}, {}, {})
    by = {f"<{predicate}>".encode(): part for predicate, part in zip(_PARTS, parts, strict=True)}
    for line in lines:
        subject, predicate, term = line.split(b" ", 2)
        if (part := by.get(predicate)) is not None:
            part.setdefault(subject, []).append(term[: -len(b" .\n")])
    for claim in parts[0]:
        terms = [part.get(claim, []) for part in parts]
        if all(len(found) == 1 for found in terms):
            yield b"%b <%b> <<( %b )>> .\n" % (claim, _REIFIES, b" ".join(found[0] for found in terms))


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
