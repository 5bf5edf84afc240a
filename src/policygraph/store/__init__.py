"""The graph folder: its named graphs on disk, each replaced whole, and the default graph derived from them.

`DIR/store` is pyoxigraph's; `DIR/graph.toml` tells a graph folder from any other and says what it was built
with. One commit is one call of pyoxigraph, so that it is done wholly or not at all. A commit leaves a marker
in the default graph by the same call; `refresh` takes it away last; whoever opens a graph that still has it
refreshes first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

import pyoxigraph as ox

from policygraph import vocab
from policygraph.errors import StoreError
from policygraph.store import folder

# Above this, pyoxigraph's bulk loader is faster than one transaction.
_BULK = 5_000
_DEFAULT = ox.DefaultGraph()
# The default graph lags behind the named graphs while it holds this; queries never see it otherwise.
_BEHIND = ox.Quad(
    ox.NamedNode("urn:policygraph:default-graph"), ox.NamedNode("urn:policygraph:is"), ox.Literal("behind")
)


class Store:
    """An open graph folder; use it in a `with` statement, which refreshes the default graph at its end."""

    def __init__(self, path: Path, rdf: ox.Store, about: Mapping[str, str | int], *, read_only: bool) -> None:
        self.path, self.about, self.read_only = path, about, read_only
        self._rdf: ox.Store | None = rdf
        self.base = str(about["base"])
        self.prefixes: Mapping[str, str] = MappingProxyType(vocab.prefixes(self.base))
        self._document = f"{self.base}doc/"

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = False,
        read_only: bool = False,
        about: Mapping[str, str | int] | None = None,
    ) -> Self:
        """Opens the graph in folder `path`; with `create`, makes one where there is nothing yet.

        `about` is written into a new graph's `graph.toml`: what the graph is built with, and its `base` if
        that is not ours. A read-only store is a snapshot: what is committed later stays unseen.

        Raises:
            StoreError: nothing is there, it is no graph, it has another layout or base, or another process
                writes to it.
        """
        if create and not (path / "graph.toml").exists():
            folder.make(path, {"base": vocab.BASE, **(about or {})})
        facts = folder.about(path)
        if (base := (about or {}).get("base", facts["base"])) != facts["base"]:
            raise StoreError(
                f"the graph has the base {facts['base']}, not {base}",
                where=str(path),
                remedy="Build into another folder",
            )
        store = cls(path, folder.open_rdf(path, read_only=read_only), facts, read_only=read_only)
        if store.stale and read_only:
            # A crash came between a commit and its refresh: repair it as a writer, then look at it again.
            store.close()
            cls.open(path).close()
            store = cls(path, folder.open_rdf(path, read_only=True), facts, read_only=True)
        elif store.stale:
            store.refresh()
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None and not self.read_only:
                self.refresh()
        finally:
            self.close()

    def close(self) -> None:
        """Gives the folder free. pyoxigraph does so when the last reference to its store goes."""
        if self._rdf is not None and not self.read_only:
            folder.leave(self.path)
        self._rdf = None

    @property
    def rdf(self) -> ox.Store:
        """The store itself, for reading; writing past `commit` would leave the default graph wrong."""
        if self._rdf is None:
            raise ValueError("the store is closed")
        return self._rdf

    @property
    def stale(self) -> bool:
        """Whether the default graph lags behind the named graphs."""
        return _BEHIND in self.rdf

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of all named graphs, sorted."""
        return tuple(sorted(graph.value for graph in self.rdf.named_graphs()))

    def documents(self) -> tuple[str, ...]:
        """The IRIs of all documents, each the name of its graph, sorted."""
        return tuple(graph for graph in self.graphs() if graph.startswith(self._document))

    def record(self, about: Mapping[str, str | int]) -> None:
        """Writes into `graph.toml` what the graph is built with now; the layout and the base stay."""
        folder.write_about(self.path, {**about, "base": self.base})
        self.about = folder.about(self.path)

    def commit(self, graphs: Mapping[str, Sequence[ox.Quad]]) -> bool:
        """Replaces each of these named graphs whole, all of them at once; an empty one is removed.

        Returns whether anything changed; the same graphs a second time change nothing. The default graph lags
        behind until `refresh`.

        Raises:
            ValueError: a quad is of another graph than the one it is given for, or has a blank term.
            StoreError: it can't be written, and nothing of it is.
        """
        gone: list[ox.Quad] = []
        new: list[ox.Quad] = []
        emptied: list[str] = []
        for name, quads in sorted(graphs.items()):
            graph = ox.NamedNode(name)
            wanted = dict.fromkeys(quads)
            _check(name, wanted)
            had = set(self.rdf.quads_for_pattern(None, None, None, graph))
            if wanted:
                gone.extend(had.difference(wanted))
                new.extend(quad for quad in wanted if quad not in had)
            elif had:
                emptied.append(name)
        if gone or new or emptied:
            self._write(new, gone, emptied)
        return bool(gone or new or emptied)

    def remove(self, graph: str) -> bool:
        """Removes the named graph `graph` whole; returns whether there was one."""
        return self.commit({graph: ()})

    def refresh(self) -> None:
        """Brings the default graph up to date: the RDF merge of all named graphs without NIF strings.

        What is missing is added before what is left over goes, the marker with it; so a crash anywhere in
        between leaves the marker. A pass over the whole store, and memory for its triples as text: about 250
        bytes each. (A count of supporting graphs per triple can take the place of the comparison.)
        """
        if not self.stale:
            return
        have = set(self._dump(_DEFAULT))
        want = set(self._merge())
        missing, left_over = want - have, have - want
        with _writing(self.path):
            self.rdf.bulk_load(b"".join(missing), ox.RdfFormat.N_TRIPLES)
            self.rdf.update(f"DELETE DATA {{\n{b''.join(left_over).decode()}}}")

    def shorten(self, iri: str) -> str:
        """`iri` by one of our prefixes, for people; as it stands when none fits."""
        end = max(iri.rfind("/"), iri.rfind("#")) + 1
        space, local = iri[:end], iri[end:]
        name = next((name for name, known in self.prefixes.items() if known == space), None)
        return f"{name}:{local}" if name and local else iri

    def expand(self, name: str) -> str | None:
        """The full IRI of a name with one of our prefixes or of an IRI in full; None for anything else."""
        prefix, colon, local = name.partition(":")
        if colon and local and prefix in self.prefixes:
            return self.prefixes[prefix] + local
        return name if re.fullmatch(r'[a-z][a-z0-9+.-]*://[^\s<>"{}|\\^`]+', name) else None

    def _write(self, new: Sequence[ox.Quad], gone: Sequence[ox.Quad], emptied: Sequence[str]) -> None:
        with _writing(self.path):
            if not gone and not emptied:
                write = self.rdf.bulk_extend if len(new) > _BULK else self.rdf.extend
                write([*new, _BEHIND])
                return
            removals = "".join(f"DROP GRAPH <{name}> ;\n" for name in emptied)
            removals += f"DELETE DATA {{\n{_lines(gone)}}} ;\n"
            self.rdf.update(f"{removals}INSERT DATA {{\n{_lines([*new, _BEHIND])}}}")

    def _dump(self, graph: ox.NamedNode | ox.DefaultGraph) -> list[bytes]:
        dumped = self.rdf.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
        assert dumped is not None, "given no target, dump returns what it wrote"
        return dumped.splitlines(keepends=True)

    def _merge(self) -> Iterator[bytes]:
        """The triples of all named graphs but NIF strings, as lines of N-Triples."""
        document = f"<{self._document}".encode()
        for graph in self.graphs():
            for line in self._dump(ox.NamedNode(graph)):
                if not (line.startswith(document) and b"#char=" in line[: line.index(b">")]):
                    yield line


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"the graph can't be written: {error}",
            where=str(path),
            remedy="Nothing of this change is kept; see to the disk's space and permissions",
        ) from error


def _check(name: str, quads: Iterable[ox.Quad]) -> None:
    graph = ox.NamedNode(name)
    for quad in quads:
        if quad.graph_name != graph:
            raise ValueError(f"a quad for graph <{name}> is of another: {quad}")
        if not (isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal)):
            raise ValueError(f"a graph holds IRIs and literals only: {quad}")  # noqa: TRY004 -- of the value


def _lines(quads: Iterable[ox.Quad]) -> str:
    """Quads as SPARQL updates write them."""
    return "".join(
        f"{quad.subject} {quad.predicate} {quad.object} .\n"
        if quad.graph_name == _DEFAULT
        else f"GRAPH {quad.graph_name} {{ {quad.subject} {quad.predicate} {quad.object} }}\n"
        for quad in quads
    )
