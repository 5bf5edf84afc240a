"""Across documents: which local entities are one, what they are called, and the facts of the tables they need.

Whatever depends on more than one document is decided here and written into the identity graph, in quads whose subject
is what they are about; facts of the tables go into the reference graph. Only what a change touches is decided anew, and
the outcome is that of deciding all from nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Store

from policygraph import vocab
from policygraph.gazetteer import Gazetteer, Term
from policygraph.identify.blocks import Blocks
from policygraph.identify.copies import Copies, available
from policygraph.identify.labels import entity_label, event_label
from policygraph.identify.tenures import Tenures
from policygraph.identify.told import Told, slug_of
from policygraph.identify.upkeep import Upkeep
from policygraph.literals import moment, text_of
from policygraph.model import Kind

# How it is decided who is who: by the rules alone, or with what they leave open weighed by splink.
IDENTITIES = ("rules", "splink")
_IDENTITY = NamedNode(vocab.IDENTITY_GRAPH)
_REPLACED_BY, _REASON = NamedNode(vocab.REPLACED_BY), NamedNode(vocab.REASON)
_IN_EVENT_LABELS = (
    vocab.RDF_TYPE,
    vocab.AGENT,
    vocab.PARTICIPANT,
    vocab.RECIPIENT,
    vocab.LOCATION,
    vocab.START_DATE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The quads that leave and join the identity, reference and index graphs."""

    gone: frozenset[Quad]
    new: frozenset[Quad]


def identify(
    store: Store,
    gazetteer: Gazetteer,
    *,
    minter: vocab.Minter | None = None,
    changed: Collection[str] | None = None,
    copies: bool = False,
    weighed: bool = False,
) -> Decision:
    """Decides identities after a change of documents' graphs.

    `changed` are the IRIs of documents that came, went or changed, and of the entities and memberships in them; None
    decides everything anew, as is needed when the tables changed. With `copies`, documents that are near copies of
    another are found too; `weighed` lets the package splink decide what the rules leave open of people. Either raises
    ResourceError where its package is not installed.
    """
    decider = _Decider(store, gazetteer, minter or vocab.Minter(), weighed=weighed)
    decider.decide(changed)
    if copies:
        decider.find_copies(changed)
    both = decider.gone & decider.new
    return Decision(gone=frozenset(decider.gone - both), new=frozenset(decider.new - both))


class _Decider:
    def __init__(self, store: Store, gazetteer: Gazetteer, minter: vocab.Minter, *, weighed: bool) -> None:
        self.store, self.gazetteer, self.minter, self.weighed = store, gazetteer, minter, weighed
        self.told = Told(store, gazetteer, minter)
        replaced = store.quads_for_pattern(None, _REPLACED_BY, None, _IDENTITY)
        # A crash between the two calls of a large change may leave an IRI two that it is replaced by.
        self.replaced = {(text_of(quad.subject), text_of(quad.object)) for quad in replaced}
        self.before = dict(sorted(self.replaced))
        self.after: dict[str, str] = {}
        self.locals: dict[str, set[str]] = defaultdict(set)
        self._called: dict[str, str] = {}
        self.gone: set[Quad] = set()
        self.new: set[Quad] = set()

    def find_copies(self, changed: Collection[str] | None) -> None:
        """Decides which documents are copies."""
        available()
        start = self.minter.iri("doc", "")
        found = Copies(self.store)
        found.run(iri for iri in (self._all_documents() if changed is None else changed) if iri.startswith(start))
        self.gone |= found.gone
        self.new |= found.new

    def _all_documents(self) -> set[str]:
        """The named graphs, and the documents that are noted in the index but gone."""
        names = {graph.value for graph in self.store.named_graphs() if isinstance(graph, NamedNode)}
        noted = self.store.quads_for_pattern(None, NamedNode(vocab.SIGNATURE), None, NamedNode(vocab.INDEX_GRAPH))
        return names | {text_of(quad.subject) for quad in noted}

    def decide(self, changed: Collection[str] | None) -> None:
        """Decides on entities, memberships and claims."""
        whole = changed is None
        known = {iri for iri in self.before if self._is_ours(iri)}
        dirty = (
            (self.told.everything() | self._described() | known)
            if whole
            else {iri for iri in changed or () if self._is_ours(iri)}
        )
        entities = {iri: target for iri, target in self.before.items() if self.told.kind(iri)}
        blocks = Blocks(self.told, entities, weighed=self.weighed)
        blocks.run(dirty)
        self.gone |= blocks.gone
        self.new |= blocks.new
        memberships, moved = self._memberships(dirty, blocks)
        dirty |= blocks.moved | moved
        claims = self._claims(blocks.canonical, blocks.moved | (dirty & blocks.canonical.keys()))
        self.after = {**blocks.canonical, **memberships, **claims}
        for local, target in self.after.items():
            self.locals[target].add(local)
        self._replacements(blocks.reasons)
        dirty |= {self.after[iri] for iri in dirty & self.after.keys()}
        self._describe(dirty)
        upkeep = Upkeep(self.told, self.names, self.holding)
        gone, new = upkeep.whole(dirty) if whole else upkeep.after(dirty)
        self.gone |= gone
        self.new |= new

    def _is_ours(self, iri: str) -> bool:
        return self.told.kind(iri) is not None or iri.startswith(self.minter.iri("membership", ""))

    def _described(self) -> set[str]:
        """What the identity and index graphs tell of now."""
        graphs = (_IDENTITY, NamedNode(vocab.INDEX_GRAPH))
        found = {text_of(q.subject) for graph in graphs for q in self.store.quads_for_pattern(None, None, None, graph)}
        return {iri for iri in found if self._is_ours(iri)}

    # ---- what is what

    def _memberships(self, dirty: set[str], blocks: Blocks) -> tuple[dict[str, str], set[str]]:
        """Memberships by the canonical person and post: (which is which, those that are in another company now)."""
        start = self.minter.iri("membership", "")
        found = {iri: target for iri, target in self.before.items() if iri.startswith(start)}
        waiting = {iri for iri in dirty if iri.startswith(start)}
        for iri in blocks.moved:
            for predicate in (vocab.MEMBER, vocab.MEMBERSHIP_POST):
                waiting |= self.told.subjects(predicate, iri)
        moved: set[str] = set()
        for iri in sorted(waiting):
            was = found.pop(iri, iri)
            person = min(self.told.values(iri, vocab.MEMBER), default="")
            post = min(self.told.values(iri, vocab.MEMBERSHIP_POST), default="")
            now = iri
            if person and post:
                ends = (slug_of(blocks.canonical.get(end, end)) for end in (person, post))
                now = self.minter.membership(*ends)
            if now != iri:
                found[iri] = now
            if now != was:
                moved |= {iri, was, now}
        return found, moved

    def _claims(self, entities: Mapping[str, str], moved: Iterable[str]) -> dict[str, str]:
        """Claims that say the same under canonical identity are one: ten articles give one claim."""
        start = self.minter.iri("claim", "")
        found = {iri: target for iri, target in self.before.items() if iri.startswith(start)}
        ends = (vocab.SUBJECT, vocab.OBJECT, vocab.ATTRIBUTED_TO)
        # Only of those that are or were another: a claim about the others is what its documents call it.
        waiting = {claim for iri in moved for end in ends for claim in self.told.subjects(end, iri)}
        waiting |= {iri for iri in found if not any(True for _ in self.told.quads(iri, vocab.SUBJECT, None))}
        for iri in sorted(waiting):
            found.pop(iri, None)
            said = {quad.predicate.value: quad.object for quad in self.told.quads(iri, None, None)}
            if vocab.SUBJECT not in said:
                continue
            here = {p: text_of(t) if isinstance(t, NamedNode) else str(t) for p, t in said.items()}
            subject, obj, who = (entities.get(here.get(end, ""), here.get(end, "")) for end in ends)
            polarity, modality = text_of(said[vocab.POLARITY]), text_of(said[vocab.MODALITY])
            now = self.minter.claim(subject, here[vocab.PREDICATE], obj, polarity, modality, who)
            if now != iri:
                found[iri] = now
        return found

    def _replacements(self, reasons: Mapping[str, tuple[str, ...]]) -> None:
        for iri, target in sorted(self.replaced ^ {*self.after.items()}):
            quad = Quad(NamedNode(iri), _REPLACED_BY, NamedNode(target), _IDENTITY)
            (self.new if self.after.get(iri) == target else self.gone).add(quad)
        for iri in {*self.before} - {*self.after}:
            self.gone.update(self.store.quads_for_pattern(NamedNode(iri), _REASON, None, _IDENTITY))
        for iri, told in reasons.items():
            self.gone.update(self.store.quads_for_pattern(NamedNode(iri), _REASON, None, _IDENTITY))
            self.new.update(Quad(NamedNode(iri), _REASON, Literal(reason), _IDENTITY) for reason in told)

    # ---- what is known of it

    @property
    def tenures(self) -> Tenures:
        """Made anew each time: kept, it would be part of a circle that keeps the store open."""
        return Tenures(self.told, self.gazetteer, self.names, lambda iri: self.after.get(iri, iri))

    def holding(self, iri: str) -> tuple[str, Term | None]:
        """The post of a canonical membership, and the table's term of it."""
        return self.tenures.ends(iri)[1], self.tenures.term(iri)

    def names(self, iri: str) -> list[str]:
        """The local IRIs of a canonical one that documents tell of; none of one that is another."""
        found = [] if iri in self.after else [iri, *sorted(self.locals.get(iri, ()))]
        return [local for local in found if self.told.exists(local)]

    def _describe(self, dirty: Iterable[str]) -> None:
        """Labels and bounds of what is dirty, and labels of the events that these are in."""
        events = {iri for iri in dirty if self.told.kind(iri) is Kind.EVENT}
        renamed: set[str] = set()
        for iri in sorted(set(dirty) - events):
            quads = set(self.tenures.quads(iri)) if self.told.kind(iri) is None else set(self._label(iri))
            if self._replace(iri, quads) != quads and self.told.kind(iri) is not None:
                renamed.add(iri)
        for iri in sorted(renamed):
            for local in (iri, *self.locals.get(iri, ())):
                for quad in self.told.quads(None, None, local):
                    if self.told.kind(text_of(quad.subject)) is Kind.EVENT:
                        events.add(self.after.get(text_of(quad.subject), text_of(quad.subject)))
        for iri in sorted(events):
            self._replace(iri, {*self._event_label(iri), *self._event_bounds(iri)})

    def _replace(self, iri: str, quads: set[Quad]) -> set[Quad]:
        """Writes what the identity graph tells of a canonical IRI; returns what it told before."""
        had = set(self.store.quads_for_pattern(NamedNode(iri), None, None, _IDENTITY))
        had = {quad for quad in had if quad.predicate not in (_REPLACED_BY, _REASON)}
        self.gone |= had - quads
        self.new |= quads - had
        return had

    def _label(self, iri: str) -> Iterator[Quad]:
        if text := self._label_of(iri):
            yield Quad(NamedNode(iri), NamedNode(vocab.RDFS_LABEL), Literal(text), _IDENTITY)

    def _label_of(self, iri: str) -> str:
        """The label of a canonical entity that some document tells of; '' for any other."""
        if iri not in self._called:
            names, kind = self.names(iri), self.told.kind(iri)
            self._called[iri] = entity_label(iri, kind, names, self.told) if names and kind else ""
        return self._called[iri]

    def _event_label(self, iri: str) -> Iterator[Quad]:
        parts: dict[str, set[str]] = defaultdict(set)
        names = self.names(iri)
        for local in names:
            for predicate in _IN_EVENT_LABELS:
                for quad in self.told.quads(local, predicate, None):
                    if isinstance(quad.object, Literal):
                        parts[predicate].add(text_of(quad.object))
                    else:
                        other = self.after.get(text_of(quad.object), text_of(quad.object))
                        parts[predicate].add(self._label_of(other) or other)
        if names:
            yield Quad(NamedNode(iri), NamedNode(vocab.RDFS_LABEL), Literal(event_label(parts)), _IDENTITY)

    def _event_bounds(self, iri: str) -> Iterator[Quad]:
        """Of an event that several documents tell: the narrowest bounds, which take the place of theirs."""
        names = self.names(iri)
        if len(names) < 2:
            return
        for predicate, narrowest in ((vocab.EARLIEST, max), (vocab.LATEST, min)):
            if days := [day for local in names for day in self.told.values(local, predicate)]:
                yield Quad(NamedNode(iri), NamedNode(predicate), moment(narrowest(days)), _IDENTITY)
