"""The graph folder: its named graphs on disk, each replaced whole, and the default graph derived from them.

`DIR/store` is pyoxigraph's; `DIR/graph.toml` tells a graph folder from any other and says what it was built with. One
commit is one call of pyoxigraph, so that it is done wholly or not at all, and the default graph goes along with it. It
notes which entities it changed, for whoever decides identities next (`identify`, then `settle`); a crash in between
loses nothing, since the notes are part of the commit.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

import pyoxigraph as ox

from policygraph import vocab
from policygraph.errors import StoreError
from policygraph.literals import text_of
from policygraph.store import folder
from policygraph.store.merged import DEFAULT, INDEX, Change, Identity, Merge

# Above this, pyoxigraph's bulk loader is faster than one transaction; what also removes is made in two calls then,
# under the mark.
_BULK = 5_000
# The default graph may be wrong while it holds this; queries never see it otherwise.
_BEHIND = ox.Quad(
    ox.NamedNode("urn:policygraph:default-graph"), ox.NamedNode("urn:policygraph:is"), ox.Literal("behind")
)
_CHANGED, _MADE_WITH = ox.NamedNode(vocab.CHANGED), ox.NamedNode(vocab.MADE_WITH)
_YES = ox.Literal("yes")


class Store:
    """An open graph folder; use it in a `with` statement."""

    def __init__(self, path: Path, rdf: ox.Store, about: Mapping[str, str | int], *, read_only: bool) -> None:
        self.path, self.about, self.read_only = path, about, read_only
        self._rdf: ox.Store | None = rdf
        self.base = str(about["base"])
        self.prefixes: Mapping[str, str] = MappingProxyType(vocab.prefixes(self.base))
        self._document = f"{self.base}doc/"
        self._merge = Merge(self._document)
        self._identity: Identity | None = None
        self._identified = tuple(
            f"{self.base}{kind}/" for kind in vocab.RESOURCE_KINDS if kind in vocab.IDENTIFIED_KINDS
        )

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
            # A crash came in the middle of a large change: repair it as a writer, then look at it again.
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
        """Whether a crash left the default graph behind the named graphs."""
        return _BEHIND in self.rdf

    @property
    def identity(self) -> Identity:
        """Which local IRIs are another canonical one, as last settled."""
        if self._identity is None:
            self._identity = Identity.read(self.rdf)
        return self._identity

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of all named graphs but the store's own notes, sorted."""
        return tuple(sorted(text_of(graph) for graph in self.rdf.named_graphs() if graph != INDEX))

    def documents(self) -> tuple[str, ...]:
        """The IRIs of all documents, each the name of its graph, sorted."""
        return tuple(graph for graph in self.graphs() if graph.startswith(self._document))

    def made_with(self) -> dict[str, str]:
        """What each document was made with, as `commit` was told, by its IRI; none that a crash left half changed."""
        notes = list(self.rdf.quads_for_pattern(None, _MADE_WITH, None, INDEX))
        versions = Counter(quad.subject for quad in notes)
        return {text_of(quad.subject): text_of(quad.object) for quad in notes if versions[quad.subject] == 1}

    def changed(self) -> tuple[str, ...]:
        """The documents that changed since the last `settle`, and the entities and memberships in them, sorted."""
        return tuple(sorted(text_of(quad.subject) for quad in self.rdf.quads_for_pattern(None, _CHANGED, None, INDEX)))

    def record(self, about: Mapping[str, str | int]) -> None:
        """Writes into `graph.toml` what the graph is built with now; the layout and the base stay."""
        folder.write_about(self.path, {**about, "base": self.base})
        self.about = folder.about(self.path)

    def commit(self, graphs: Mapping[str, Sequence[ox.Quad]], made_with: Mapping[str, str] | None = None) -> bool:
        """Replaces each of these named graphs whole, all of them at once; an empty one is removed.

        `made_with` notes by graph what a document was made with. Returns whether any graph changed; the same graphs a
        second time change nothing.

        Raises:
            ValueError: a quad is of another graph than the one it is given for, or has a blank term.
            StoreError: it can't be written, and nothing of it is.
        """
        gone: set[ox.Quad] = set()
        new: set[ox.Quad] = set()
        for name, quads in sorted(graphs.items()):
            _check(name, quads)
            wanted, had = set(quads), set(self.rdf.quads_for_pattern(None, None, None, ox.NamedNode(name)))
            gone |= had - wanted
            new |= wanted - had
        notes = self._notes(graphs, made_with or {})
        touched = {ox.Quad(ox.NamedNode(iri), _CHANGED, _YES, INDEX) for iri in self._touched(gone | new)}
        self._apply(Change(gone, new), Change(notes.gone, notes.new | touched))
        return bool(gone or new)

    def remove(self, graph: str) -> bool:
        """Removes the named graph `graph` whole; returns whether there was one."""
        return self.commit({graph: ()})

    def settle(self, gone: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
        """Makes a decision on identities so: the quads that leave and join the identity, reference and index graphs.

        The notes of what changed go with it. Raises StoreError if it can't be written; all of it or nothing is.
        """
        gone, new = set(gone), set(new)
        both = gone & new
        self._apply(
            Change(gone - both, new - both),
            Change(),
            settled=any(self.rdf.quads_for_pattern(None, _CHANGED, None, INDEX)),
        )

    def refresh(self) -> None:
        """Makes the default graph anew from the named graphs, if a crash left it behind.

        What the crash may have left of earlier decisions is for the next run, which then looks at all identities anew.
        """
        if not self.stale:
            return
        self.record({**self.about, "tables": ""})
        self._identity = None
        have = set(self.rdf.quads_for_pattern(None, None, None, DEFAULT))
        want = set(self._merge.whole(self.rdf, self.identity))
        with _writing(self.path):
            self.rdf.bulk_extend(want - have)
            self.rdf.update(f"DELETE DATA {{\n{_lines(have - want)}}}")

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

    # ---- writing

    def _notes(self, graphs: Mapping[str, Sequence[ox.Quad]], made_with: Mapping[str, str]) -> Change:
        """The notes of what documents were made with, those of removed ones taken back."""
        gone: set[ox.Quad] = set()
        new: set[ox.Quad] = set()
        for name, quads in graphs.items():
            had = set(self.rdf.quads_for_pattern(ox.NamedNode(name), _MADE_WITH, None, INDEX))
            told = made_with.get(name) if quads else None
            now = {ox.Quad(ox.NamedNode(name), _MADE_WITH, ox.Literal(told), INDEX)} if told else set()
            gone |= had - now
            new |= now - had
        return Change(gone, new)

    def _touched(self, quads: Iterable[ox.Quad]) -> set[str]:
        """The documents that quads are of, and the entities and memberships in them."""
        of_documents = [quad for quad in quads if text_of(quad.graph_name).startswith(self._document)]
        ends = (term for quad in of_documents for term in (quad.subject, quad.object))
        found = {
            term.value for term in ends if isinstance(term, ox.NamedNode) and term.value.startswith(self._identified)
        }
        return found | {text_of(quad.graph_name) for quad in of_documents}

    def _apply(self, change: Change, notes: Change, *, settled: bool = False) -> None:
        """Makes a change of named graphs, and what follows for the default graph, in one call.

        With `settled`, the notes of what changed go.
        """
        if not (change.gone or change.new or notes.gone or notes.new or settled):
            return
        before = self.identity
        in_identity = [quad for quad in change.gone if text_of(quad.graph_name) == vocab.IDENTITY_GRAPH]
        came = [quad for quad in change.new if text_of(quad.graph_name) == vocab.IDENTITY_GRAPH]
        after = before.changed(in_identity, came)
        merged = self._merge.follow(self.rdf, change, before, after)
        # A graph that loses its last quad goes by name too: pyoxigraph would keep the name.
        drops = "".join(f"DROP SILENT GRAPH <{name}> ;\n" for name in self._emptied(change))
        if settled:
            drops += f"DELETE WHERE {{ GRAPH {INDEX} {{ ?s {_CHANGED} ?o }} }} ;\n"
        gone = [*change.gone, *notes.gone, *merged.gone]
        new = [*change.new, *notes.new, *merged.new]
        with _writing(self.path):
            if not gone and not drops:
                (self.rdf.bulk_extend if len(new) > _BULK else self.rdf.extend)(new)
            elif len(new) > _BULK:
                self.rdf.bulk_extend([*new, _BEHIND])
                self.rdf.update(f"{drops}DELETE DATA {{\n{_lines([*gone, _BEHIND])}}}")
            else:
                self.rdf.update(f"{drops}DELETE DATA {{\n{_lines(gone)}}} ;\nINSERT DATA {{\n{_lines(new)}}}")
        self._identity = after

    def _emptied(self, change: Change) -> list[str]:
        """The named graphs that a change leaves without a quad, sorted."""
        names = {text_of(q.graph_name) for q in change.gone} - {text_of(q.graph_name) for q in change.new}
        graphs = [ox.NamedNode(name) for name in sorted(names)]
        return [
            g.value for g in graphs if all(q in change.gone for q in self.rdf.quads_for_pattern(None, None, None, g))
        ]


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
        if quad.graph_name == DEFAULT
        else f"GRAPH {quad.graph_name} {{ {quad.subject} {quad.predicate} {quad.object} }}\n"
        for quad in quads
    )
