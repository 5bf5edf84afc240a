"""Which local entities are one, decided block by block: only blocks that a change touches are looked at again.

The blocks that entities are in are kept in the store's index graph, so that the others of a block are found without
reading all documents. What is decided for a block depends on nothing but the block, so that a graph that grew gets the
same identities as one that was built from nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from policygraph import vocab
from policygraph.identify import linkage
from policygraph.identify.clusters import Clusters, keys
from policygraph.identify.records import PERHAPS, Local
from policygraph.identify.told import Told
from policygraph.literals import text_of
from policygraph.model import Kind

# The context of a kind may name entities of the kinds before it, which are then decided.
_ORDER = (
    Kind.JURISDICTION,
    Kind.PLACE,
    Kind.ORGANIZATION,
    Kind.POST,
    Kind.PERSON,
    Kind.POLICY,
    Kind.EVENT,
)
_INDEX, _BLOCK = NamedNode(vocab.INDEX_GRAPH), NamedNode(vocab.BLOCK)


class Blocks:
    """Decides identities anew for what changed; `canonical` holds the outcome, `reasons` why.

    With `weighed`, what the rules leave open of people is weighed by `linkage`.
    """

    def __init__(self, told: Told, canonical: Mapping[str, str], *, weighed: bool = False) -> None:
        self.told = told
        self._weighed = weighed
        self.canonical = dict(canonical)
        self.reasons: dict[str, tuple[str, ...]] = {}  # of those decided anew
        self.moved: set[str] = set()  # local IRIs that are in another company than before
        self.gone: set[Quad] = set()  # of the index graph
        self.new: set[Quad] = set()
        self._added: dict[str, set[str]] = defaultdict(set)  # key → entities, not yet in the store
        self._dropped: set[tuple[str, str]] = set()
        self._locals: dict[str, Local] = {}  # of the kind in hand
        self._keys: dict[str, frozenset[str]] = {}  # of the entities that were looked at anew
        self._rekeyed: set[str] = set()  # those whose keys are others than before

    def run(self, changed: Iterable[str]) -> None:
        """Decides for these entities and all whose blocks or context they touch."""
        waiting: dict[Kind, set[str]] = defaultdict(set)
        for iri in changed:
            if (kind := self.told.kind(iri)) is not None:
                waiting[kind].add(iri)
        for kind in _ORDER:
            before = dict(self.canonical)
            self._locals.clear()
            self._decide(components(self._touched(waiting[kind], kind), self._keys_of, self._members), kind)
            moved = self._differing(before)
            self.moved |= moved
            # What is told of a post, which its keys hold, is context of its holders, though their own documents did not
            # change.
            for iri in sorted(moved | (waiting[kind] & self._rekeyed if kind is Kind.POST else set())):
                for other in self._neighbours(iri):
                    if (theirs := self.told.kind(other)) is not None and _ORDER.index(theirs) > _ORDER.index(kind):
                        waiting[theirs].add(other)

    # ---- blocks

    def _touched(self, entities: Iterable[str], kind: Kind) -> set[str]:
        """These entities and those that meet them or did; the index is brought up to date."""
        touched: set[str] = set()
        there: set[str] = set()
        for iri in sorted(entities):
            had = {
                text_of(quad.object) for quad in self.told.rdf.quads_for_pattern(NamedNode(iri), _BLOCK, None, _INDEX)
            }
            has = keys(self._local(iri, kind)) if self.told.exists(iri) else frozenset()
            self._keys[iri] = has
            for key in has - had:
                self.new.add(Quad(NamedNode(iri), _BLOCK, Literal(key), _INDEX))
                self._added[key].add(iri)
            for key in had - has:
                self.gone.add(Quad(NamedNode(iri), _BLOCK, Literal(key), _INDEX))
                self._dropped.add((key, iri))
            if had != has:
                self._rekeyed.add(iri)
            touched |= had | has
            if has:
                there.add(iri)
            else:
                self.canonical.pop(iri, None)
        return there.union(*(self._members(key) for met in map(meeting, touched) for key in met))

    def _members(self, key: str) -> set[str]:
        stored = self.told.rdf.quads_for_pattern(None, _BLOCK, Literal(key), _INDEX)
        found = {text_of(quad.subject) for quad in stored if (key, text_of(quad.subject)) not in self._dropped}
        return found | self._added[key]

    def _keys_of(self, iri: str) -> frozenset[str]:
        if iri not in self._keys:
            stored = self.told.rdf.quads_for_pattern(NamedNode(iri), _BLOCK, None, _INDEX)
            self._keys[iri] = frozenset(text_of(quad.object) for quad in stored)
        return self._keys[iri]

    def _decide(self, blocks: Iterable[list[str]], kind: Kind) -> None:
        settled = list(filter(None, (self._settled(block, kind) for block in blocks)))
        if self._weighed and kind is Kind.PERSON:
            linkage.join(settled)
        for clusters in settled:
            for merge in clusters.merges():
                self.canonical[merge.iri] = merge.into
                self.reasons[merge.iri] = merge.reasons

    def _settled(self, block: list[str], kind: Kind) -> Clusters | None:
        """What the rules say of a block; None where there is nothing to decide."""
        for iri in block:
            self.canonical.pop(iri, None)
            self.reasons.pop(iri, None)
        # Rows of the tables are never one, so that a block of nothing else needs no look at what is told of them.
        if len(block) < 2 or all(self.told.linked(iri, kind) for iri in block):
            return None
        clusters = Clusters([self._local(iri, kind) for iri in block])
        clusters.settle()
        return clusters

    def _local(self, iri: str, kind: Kind) -> Local:
        if iri not in self._locals:
            self._locals[iri] = self.told.local(iri, kind, self.canonical)
        return self._locals[iri]

    # ---- what follows

    def _differing(self, before: Mapping[str, str]) -> set[str]:
        """The entities whose canonical IRI is another than before, and those that it then was or now is."""
        ends = {*before.items()} ^ {*self.canonical.items()}
        return {iri for pair in ends for iri in pair}

    def _neighbours(self, iri: str) -> set[str]:
        """The entities at the other end of an edge of an entity."""
        out = {text_of(q.object) for q in self.told.quads(iri, None, None) if isinstance(q.object, NamedNode)}
        return out | {text_of(q.subject) for q in self.told.quads(None, None, iri)}


def meeting(key: str) -> tuple[str, ...]:
    """The keys that entities with a key meet others at: what one is called perhaps, another is called for sure."""
    return (key.removesuffix(PERHAPS),) if key.endswith(PERHAPS) else (key, key + PERHAPS)


def components(
    entities: Iterable[str], keys_of: Callable[[str], Iterable[str]], members: Callable[[str], Iterable[str]]
) -> Iterator[list[str]]:
    """The entities that hang together with these by their keys, each component once and sorted."""
    seen: set[str] = set()
    passed: set[str] = set()
    for start in sorted(entities):
        if start in seen:
            continue
        seen.add(start)
        component, queue = [start], [start]
        while queue:
            for key in keys_of(queue.pop()):
                if key in passed:
                    continue
                passed.add(key)
                for met in meeting(key):
                    new = set(members(met)) - seen
                    seen |= new
                    component += new
                    queue += new
        yield sorted(component)
