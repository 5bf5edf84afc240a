"""The upkeep of the reference graph: facts of the tables come with the first that needs them and go with the last."""

from collections.abc import Callable, Iterable, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from policygraph import vocab
from policygraph.gazetteer import Record, Term
from policygraph.identify.reference import Reference
from policygraph.identify.told import Told
from policygraph.model import Kind

_REFERENCE = NamedNode(vocab.REFERENCE_GRAPH)
# Edges of the reference graph that need the row they point to.
_NEEDING = frozenset(
    {
        vocab.CONTAINED_IN_PLACE,
        vocab.SUB_ORGANIZATION_OF,
        vocab.HAS_JURISDICTION,
        vocab.POST_IN,
        vocab.MEMBERSHIP_ORGANIZATION,
    }
)


class Upkeep:
    """Finds what a change of documents changes in the reference graph.

    `names` gives the local IRIs of a canonical one that documents tell of, none for what is another; `holding` the post
    of a membership and the table's term of it.
    """

    def __init__(
        self, told: Told, names: Callable[[str], Sequence[str]], holding: Callable[[str], tuple[str, Term | None]]
    ) -> None:
        self.told, self.names, self.holding = told, names, holding
        self.store = told.rdf
        self.reference = Reference(told.gazetteer, told.minter)
        self.gone: set[Quad] = set()
        self.new: set[Quad] = set()

    def whole(self, iris: Iterable[str]) -> tuple[set[Quad], set[Quad]]:
        """(what leaves, what joins) when these are all entities and memberships there are."""
        facts: set[Quad] = set()
        rows: list[Record] = []
        for iri in sorted(iris):
            if self.names(iri):
                quads, needed = self._quads_and_rows(iri)
                facts |= quads
                rows += needed
        facts |= self._of_rows(rows)
        had = set(self.store.quads_for_pattern(None, None, None, _REFERENCE))
        return had - facts, facts - had

    def after(self, changed: Iterable[str]) -> tuple[set[Quad], set[Quad]]:
        """(what leaves, what joins) when only these changed, and the tables did not."""
        facts: set[Quad] = set()
        rows: list[Record] = []
        lost: list[Record] = []
        for iri in sorted(changed):
            there = bool(self.names(iri))
            quads, needed = self._quads_and_rows(iri)
            if there:
                facts |= quads
                rows += needed
            else:
                lost += needed
            if self.told.row(iri) is None:
                had = {*self.store.quads_for_pattern(NamedNode(iri), None, None, _REFERENCE)}
                had |= {quad for quad in quads if quad in self.store}
                self.gone |= had - (quads if there else set())
        facts |= self._of_rows(rows)
        self.new |= {quad for quad in facts if quad not in self.store}
        self._forget(lost)
        return self.gone, self.new

    def _quads_and_rows(self, iri: str) -> tuple[set[Quad], list[Record]]:
        """The facts of an entity or membership beside its row's, and the rows that it needs."""
        match self.told.kind(iri):
            case Kind.POST:
                return set(self.reference.post(iri)), self.reference.needs_of_post(iri)
            case Kind.POLICY:
                return set(self.reference.policy(iri)), []
            case None:
                post, term = self.holding(iri)
                return set(self.reference.membership(iri, post, term)), self.reference.needs_of_post(post)
        row = self.told.row(iri)
        return set(), [row] if row else []

    def _of_rows(self, rows: Iterable[Record]) -> set[Quad]:
        """The facts of rows and of all that they need."""
        needed: dict[str, Record] = {}
        queue = list(rows)
        while queue:
            row = queue.pop()
            if row.slug not in needed:
                needed[row.slug] = row
                queue += self.reference.needs(row)
        return {quad for row in needed.values() for quad in self.reference.row(row)}

    def _forget(self, rows: Iterable[Record]) -> None:
        """Takes the facts of rows back that neither a document nor a fact needs any more, and so on upwards."""
        queue = list(rows)
        while queue:
            row = queue.pop()
            iri = self.reference.iri(row)
            label = Quad(NamedNode(iri), NamedNode(vocab.RDFS_LABEL), Literal(row.name), _REFERENCE)
            if label in self.gone or label not in self.store or self.names(iri) or self._needed(iri):
                continue
            facts = set(self.reference.row(row))
            self.gone |= facts
            self.new -= facts
            queue += self.reference.needs(row)

    def _needed(self, iri: str) -> bool:
        node = NamedNode(iri)
        there = (q for q in self.store.quads_for_pattern(None, None, node, _REFERENCE) if q not in self.gone)
        coming = (q for q in self.new if q.object == node)
        return any(q.predicate.value in _NEEDING for quads in (there, coming) for q in quads)
