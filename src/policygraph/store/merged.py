"""The default graph: the RDF merge of the named graphs under canonical identity, each triple once.

No counts are stored, since a count can go wrong: how many graphs support a triple is looked up, which takes one index
look-up for each pair of local names of its ends. So removing a document removes just what it alone supported.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import product

import pyoxigraph as ox

from policygraph import vocab
from policygraph.literals import text_of

DEFAULT = ox.DefaultGraph()
INDEX = ox.NamedNode(vocab.INDEX_GRAPH)
_REPLACED_BY = ox.NamedNode(vocab.REPLACED_BY)
_BOUNDS = frozenset({vocab.EARLIEST, vocab.LATEST})


@dataclass(frozen=True, slots=True)
class Identity:
    """Which local IRIs are another canonical one; all others are their own."""

    canonical: Mapping[str, str] = field(default_factory=dict)
    locals: Mapping[str, Set[str]] = field(default_factory=dict)  # canonical → the others it stands for

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Identity":
        """From (local, canonical) pairs; of two for one local the first in code-point order."""
        canonical: dict[str, str] = {}
        for local, target in sorted(pairs):
            canonical.setdefault(local, target)
        names: dict[str, set[str]] = {}
        for local, target in canonical.items():
            names.setdefault(target, set()).add(local)
        return cls(canonical, names)

    @classmethod
    def read(cls, rdf: ox.Store) -> "Identity":
        """The identity that a store's identity graph tells."""
        graph = ox.NamedNode(vocab.IDENTITY_GRAPH)
        found = rdf.quads_for_pattern(None, _REPLACED_BY, None, graph)
        return cls.of((text_of(q.subject), text_of(q.object)) for q in found)

    def changed(self, quads_gone: Iterable[ox.Quad], quads_new: Iterable[ox.Quad]) -> "Identity":
        """This after some quads of the identity graph went and others came."""
        gone = {(text_of(q.subject), text_of(q.object)) for q in quads_gone if q.predicate == _REPLACED_BY}
        new = {(text_of(q.subject), text_of(q.object)) for q in quads_new if q.predicate == _REPLACED_BY}
        return Identity.of(({*self.canonical.items()} - gone) | new) if gone or new else self

    def merged(self, iri: str) -> bool:
        """Whether an IRI is one of several that are the same."""
        return iri in self.canonical or iri in self.locals

    def names(self, iri: str) -> list[str]:
        """Every local IRI that a canonical one stands for, itself among them; none for what is replaced."""
        return [] if iri in self.canonical else [iri, *sorted(self.locals.get(iri, ()))]

    def differing(self, other: "Identity") -> set[str]:
        """The IRIs that are in another company there than here."""
        both = {*self.canonical.items()} ^ {*other.canonical.items()}
        moved = {iri for pair in both for iri in pair}
        for identity in (self, other):
            targets = {identity.canonical.get(iri, iri) for iri in moved}
            moved |= targets | {name for iri in targets for name in identity.names(iri)}
        return moved


@dataclass(frozen=True, slots=True)
class Change:
    """What a commit does to the named graphs: quads that go, quads that come. Neither set holds what stays."""

    gone: Set[ox.Quad] = frozenset()
    new: Set[ox.Quad] = frozenset()


class Merge:
    """Makes default graphs; `documents` is how the IRIs of documents start."""

    def __init__(self, documents: str) -> None:
        self.documents = documents

    def image(self, quad: ox.Quad, identity: Identity) -> ox.Quad | None:
        """The quad of the default graph that a quad of a named graph becomes; None where it gives none.

        NIF strings and the store's own notes stay out. The bounds that one document gives an event that several tell
        give way to those of the identity graph, and a name that was decided elsewhere has no candidates any more.
        """
        if quad.predicate == _REPLACED_BY or quad.graph_name == INDEX:
            return None
        subject = text_of(quad.subject)
        if "#" in subject and subject.startswith(self.documents):
            return None
        obj = quad.object
        if not identity.canonical:
            return ox.Quad(quad.subject, quad.predicate, obj, DEFAULT)
        if identity.merged(subject) and self._superseded(quad, subject, identity):
            return None
        start = identity.canonical.get(subject)
        end = identity.canonical.get(obj.value) if isinstance(obj, ox.NamedNode) else None
        return ox.Quad(
            ox.NamedNode(start) if start else quad.subject, quad.predicate, ox.NamedNode(end) if end else obj, DEFAULT
        )

    def _superseded(self, quad: ox.Quad, subject: str, identity: Identity) -> bool:
        predicate = quad.predicate.value
        if predicate in _BOUNDS:
            return text_of(quad.graph_name).startswith(self.documents)
        return predicate == vocab.HAS_CANDIDATE and subject in identity.canonical

    def whole(self, rdf: ox.Store, identity: Identity) -> Iterator[ox.Quad]:
        """All quads of the default graph, some of them several times."""
        for graph in rdf.named_graphs():
            for quad in rdf.quads_for_pattern(None, None, None, graph):
                if (image := self.image(quad, identity)) is not None:
                    yield image

    def follow(self, rdf: ox.Store, change: Change, before: Identity, after: Identity) -> Change:
        """What the default graph loses and gains by a change of the named graphs, which is not yet made in `rdf`."""
        lost: set[ox.Quad] = set()
        gained: set[ox.Quad] = set()
        for quad in change.gone:
            if (image := self.image(quad, before)) is not None:
                lost.add(image)
        for quad in change.new:
            if (image := self.image(quad, after)) is not None:
                gained.add(image)
        if before is not after:
            for quad in self._around(rdf, before.differing(after)):
                if (image := self.image(quad, before)) is not None:
                    lost.add(image)
                if quad not in change.gone and (image := self.image(quad, after)) is not None:
                    gained.add(image)
        lost = {quad for quad in lost - gained if not self._supported(rdf, quad, change, after)}
        return Change(lost, gained)

    def _around(self, rdf: ox.Store, iris: Iterable[str]) -> Iterator[ox.Quad]:
        """All quads of named graphs with one of these at an end."""
        for iri in sorted(iris):
            node = ox.NamedNode(iri)
            for quads in (rdf.quads_for_pattern(node, None, None), rdf.quads_for_pattern(None, None, node)):
                for quad in quads:
                    if quad.graph_name != DEFAULT:
                        yield quad

    def _supported(self, rdf: ox.Store, triple: ox.Quad, change: Change, identity: Identity) -> bool:
        """Whether a triple of the default graph rests on a quad that is there after the change."""
        subjects = [ox.NamedNode(iri) for iri in identity.names(text_of(triple.subject))]
        obj = triple.object
        objects = [ox.NamedNode(iri) for iri in identity.names(obj.value)] if isinstance(obj, ox.NamedNode) else [obj]
        for start, end in product(subjects, objects):
            for quad in rdf.quads_for_pattern(start, triple.predicate, end):
                if quad.graph_name != DEFAULT and quad not in change.gone and self.image(quad, identity) == triple:
                    return True
        return False
