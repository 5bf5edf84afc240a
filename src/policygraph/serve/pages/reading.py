"""Looks things up in the graph as pages need them: by index, never more than so many at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import pyoxigraph as ox

from policygraph import vocab
from policygraph.model import Kind
from policygraph.serve.pages import addresses
from policygraph.serve.snapshot import Moment
from policygraph.view import style
from policygraph.view.resource import Resource, text, web_address

MOST = 2_000  # of one lookup: more than anybody reads, and read in a moment
_TRIPLES = 5_000  # of one resource: none has so many but by mistake
_DEFAULT = ox.DefaultGraph()
_NAMES = (vocab.RDFS_LABEL, vocab.HEADLINE)
_CITED = (
    *(vocab.RDF_TYPE, vocab.HEADLINE, vocab.PUBLISHER, vocab.DATE_PUBLISHED),
    *(vocab.URL, vocab.SOURCE, vocab.COPY_OF),
)


@dataclass(frozen=True, slots=True)
class Name:
    """A resource or value as a page names it: `href` is where it leads, or empty; `kind` of an entity, or empty."""

    text: str
    href: str = ""
    kind: str = ""
    iri: str = ""


@dataclass(slots=True)
class Reader:
    """Reads the default graph at one moment. `cut` are the lookups that found more than MOST, as they came."""

    moment: Moment
    cut: set[tuple[str, str]] = field(default_factory=set)
    _resources: dict[str, Resource] = field(default_factory=dict)
    _documents: dict[str, Resource] = field(default_factory=dict)
    _names: dict[str, Name] = field(default_factory=dict)

    def resource(self, iri: str) -> Resource:
        """What is said of a resource: predicate → values, both sorted; everything, unless that is beyond all measure.

        For documents `document` is much quicker.
        """
        if iri not in self._resources:
            self._resources[iri] = _sorted(islice(self.quads([iri]), _TRIPLES))
        return self._resources[iri]

    def document(self, iri: str) -> Resource:
        """What is said of a document but for the hundreds of entities that it mentions."""
        if iri not in self._documents:
            self._documents[iri] = _sorted(self.cited(iri))
        return self._documents[iri]

    def cited(self, iri: str) -> Iterator[ox.Quad]:
        """The triples of a document that are needed to cite it."""
        for predicate in _CITED:
            yield from self.moment.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None, _DEFAULT)

    def subjects(self, predicate: str, value: str) -> list[str]:
        """The IRIs of what has `value` as `predicate`, sorted; MOST of them at most."""
        pattern = (None, ox.NamedNode(predicate), ox.NamedNode(value), _DEFAULT)
        found = [
            quad.subject.value
            for quad in islice(self.moment.store.quads_for_pattern(*pattern), MOST + 1)
            if isinstance(quad.subject, ox.NamedNode)
        ]
        if len(found) > MOST:
            self.cut.add((predicate, value))
        return sorted(found[:MOST])

    def quads(self, iris: Iterable[str]) -> Iterator[ox.Quad]:
        """All that is said of each of the resources."""
        for iri in iris:
            yield from self.moment.store.quads_for_pattern(ox.NamedNode(iri), None, None, _DEFAULT)

    def instances(self, class_iri: str) -> Iterator[str]:
        """The IRIs of all instances of a class."""
        pattern = (None, ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(class_iri), _DEFAULT)
        for quad in self.moment.store.quads_for_pattern(*pattern):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value

    def literals(self, predicate: str) -> Iterator[tuple[str, str]]:
        """(IRI, value) of every literal that a resource has as `predicate`."""
        for quad in self.moment.store.quads_for_pattern(None, ox.NamedNode(predicate), None, _DEFAULT):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                yield quad.subject.value, quad.object.value

    def kind(self, iri: str) -> str:
        """The kind of an entity by its IRI, or an empty string for what is none."""
        kind = addresses.local(iri, self.moment.base).partition("/")[0]
        return kind if kind in _KINDS else ""

    def name(self, iri: str) -> Name:
        """What a page calls the IRI or value `iri`, and where that leads."""
        if iri not in self._names:
            self._names[iri] = self._name(iri)
        return self._names[iri]

    def _name(self, iri: str) -> Name:
        href = addresses.path(iri, self.moment.base)
        if not href:
            return Name(iri, web_address(iri), iri=iri)
        store = self.moment.store
        for predicate in _NAMES:
            if found := sorted(
                quad.object.value
                for quad in store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None, _DEFAULT)
                if isinstance(quad.object, ox.Literal)
            ):
                return Name(found[0], href, self.kind(iri), iri)
        return Name(self._unnamed(iri), href, self.kind(iri), iri)

    def _unnamed(self, iri: str) -> str:
        """What has no label is told by what it is about, or else by its own name."""
        local = addresses.local(iri, self.moment.base)
        if local.startswith("membership/"):
            held = self.resource(iri)
            ends = [text(held, predicate) for predicate in (vocab.MEMBER, vocab.MEMBERSHIP_POST)]
            if all(ends):
                return " as ".join(self.name(end).text for end in ends)
        return local


def _sorted(quads: Iterable[ox.Quad]) -> Resource:
    found: Resource = {}
    for quad in quads:
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            found.setdefault(quad.predicate.value, []).append(quad.object)
    return {predicate: sorted(found[predicate], key=str) for predicate in sorted(found)}


def relation(predicate: str, *, inverse: bool = False) -> str:
    """How a predicate reads."""
    return style.load().inverse(predicate) if inverse else style.load().relation(predicate)


_KINDS = frozenset(kind.value for kind in Kind)
