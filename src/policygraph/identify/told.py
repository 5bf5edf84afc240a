"""What the documents of a store together tell of a local entity."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad, Store

from policygraph import vocab
from policygraph.gazetteer import Gazetteer, Record
from policygraph.identify.names import parsed
from policygraph.identify.records import Local
from policygraph.literals import text_of
from policygraph.model import Kind
from policygraph.resolve import canonical
from policygraph.resolve.organizations import classes

# The role in an entity's context that each of its edges gives what stands at the other end.
_ROLES = {
    vocab.HOLDS: "post",
    vocab.FORMERLY_HELD: "former-post",
    vocab.MEMBER_OF: "organization",
    vocab.HEAD_OF: "organization",
    vocab.REPRESENTS: "jurisdiction",
    vocab.HAS_JURISDICTION: "jurisdiction",
    vocab.BASED_NEAR: "jurisdiction",
    vocab.CONTAINED_IN_PLACE: "jurisdiction",
    vocab.POST_IN: "organization",
    vocab.SUB_ORGANIZATION_OF: "organization",
    vocab.AGENT: "agent",
    vocab.PARTICIPANT: "participant",
    vocab.RECIPIENT: "recipient",
    vocab.LOCATION: "location",
    vocab.SPONSOR: "sponsor",
}
_KEPT = 10_000


class Told:
    """Looks up what documents say; what tables or earlier decisions say is left out."""

    def __init__(self, rdf: Store, gazetteer: Gazetteer, minter: vocab.Minter) -> None:
        self.rdf, self.gazetteer, self.minter = rdf, gazetteer, minter
        self._documents = minter.iri("doc", "")
        self._exists: dict[str, bool] = {}
        self._read: dict[str, Mapping[str, Sequence[NamedNode | Literal]]] = {}
        self._kinds = {minter.entity(kind, ""): kind for kind in Kind}

    # ---- quads of documents

    def quads(self, subject: str | None, predicate: str | None, obj: str | None) -> Iterator[Quad]:
        """The matching quads of documents' graphs."""
        s, p, o = (NamedNode(term) if term else None for term in (subject, predicate, obj))
        for quad in self.rdf.quads_for_pattern(s, p, o):
            if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.startswith(self._documents):
                yield quad

    def values(self, subject: str, predicate: str) -> list[str]:
        """The objects of a subject and predicate, as text, once for each document."""
        return [text_of(term) for term in self._about(subject).get(predicate, ())]

    def _about(self, subject: str) -> Mapping[str, Sequence[NamedNode | Literal]]:
        """The objects of a subject by predicate, once for each document."""
        # Of an entity one asks for its names, then its context, then what it is called: the latest are kept.
        if subject not in self._read:
            if len(self._read) == _KEPT:
                self._read.clear()
            found: dict[str, list[NamedNode | Literal]] = defaultdict(list)
            for quad in self.quads(subject, None, None):
                assert isinstance(quad.object, NamedNode | Literal), "a graph names all it holds"
                found[quad.predicate.value].append(quad.object)
            self._read[subject] = found
        return self._read[subject]

    def subjects(self, predicate: str, obj: str) -> set[str]:
        """The subjects with an object."""
        return {text_of(quad.subject) for quad in self.quads(None, predicate, obj)}

    # ---- entities

    def kind(self, iri: str) -> Kind | None:
        """The kind of the entity with an IRI; None for a membership and whatever else is no entity."""
        return self._kinds.get(iri[: iri.rfind("/") + 1])

    def everything(self) -> set[str]:
        """The IRIs of all entities and memberships that documents tell of."""
        return {
            text_of(quad.object)
            for predicate in (vocab.MENTIONS, vocab.PUBLISHER)
            for quad in self.quads(None, predicate, None)
        } | {text_of(quad.subject) for quad in self.quads(None, vocab.MEMBER, None)}

    def exists(self, iri: str) -> bool:
        """Whether a document still tells of an entity or membership."""
        if iri not in self._exists:
            patterns: list[tuple[str | None, str, str | None]] = [
                (None, predicate, iri) for predicate in (vocab.MENTIONS, vocab.PUBLISHER)
            ]
            if self.kind(iri) is None:
                patterns = [(iri, vocab.MEMBER, None)]
            self._exists[iri] = any(True for pattern in patterns for _ in self.quads(*pattern))
        return self._exists[iri]

    def row(self, iri: str) -> Record | None:
        """The table row of a linked entity."""
        kind, slug = self.kind(iri), slug_of(iri)
        if kind is None or slug not in self.gazetteer:
            return None
        row = self.gazetteer.record(slug)
        return row if row.kind == kind.value else None

    def names(self, iri: str) -> Counter[str]:
        """Every form of an entity's name, with how many documents have it."""
        return Counter(self.values(iri, vocab.ALT_LABEL))

    def anchors(self, iri: str) -> Counter[str]:
        """How often an entity is called what in running text."""
        anchors: Counter[str] = Counter()
        for quad in self.quads(None, vocab.IDENT_REF, iri):
            for anchor in self.quads(text_of(quad.subject), vocab.ANCHOR_OF, None):
                anchors[" ".join(text_of(anchor.object).split())] += 1
        return anchors

    def local(self, iri: str, kind: Kind, canonical_of: Mapping[str, str]) -> Local:
        """An entity as all documents describe it, its context by the canonical IRIs of what was decided before."""
        linked = self.linked(iri, kind)
        context = set(self._context(iri, kind, canonical_of))
        if kind is Kind.PERSON and not linked:
            context |= {("with", other) for other in self._beside(iri)}
        identifiers = {*self.values(iri, vocab.LEGISLATION_IDENTIFIER)}
        for candidate in self.values(iri, vocab.HAS_CANDIDATE):
            identifiers |= {f"candidate:{value}" for value in self.values(candidate, vocab.IDENTIFIER)}
        documents = frozenset(text_of(quad.graph_name) for quad in self.quads(None, vocab.MENTIONS, iri))
        earliest, latest = self._time(iri, kind, documents, linked=linked)
        return Local(
            iri=iri,
            kind=kind,
            linked=linked,
            names=tuple(sorted(self._own_names(iri, kind))),
            documents=documents,
            context=frozenset(context),
            identifiers=frozenset(identifiers),
            earliest=earliest,
            latest=latest,
        )

    def _time(self, iri: str, kind: Kind, documents: Iterable[str], *, linked: bool) -> tuple[str, str]:
        """The bounds of an event, or of the days of the documents that tell of a policy; ISO dates or ''.

        Of several documents that tell of one event each knows some bounds: the narrowest hold. The number of a bill is
        that of a session, which only the documents' dates tell; a policy that is known by its name has none.
        """
        if kind is Kind.EVENT:
            bounds = self.values(iri, vocab.EARLIEST), self.values(iri, vocab.LATEST)
            return max(bounds[0], default=""), min(bounds[1], default="")
        if kind is not Kind.POLICY or linked:
            return "", ""
        days = [day for document in documents for day in self.values(document, vocab.DATE_PUBLISHED)]
        return min(days, default=""), max(days, default="")

    def _own_names(self, iri: str, kind: Kind) -> set[str]:
        """An entity's names; of a person of the tables not those of another surname, such as a headline ran together.

        Hundreds of documents name an official, and each slip would make him perhaps one with others.
        """
        names, row = {*self.names(iri)}, self.row(iri)
        if kind is not Kind.PERSON or row is None:
            return names
        surnames = _surnames(row.name)
        return {row.name} | {name for name in names if _surnames(name) & surnames}

    def linked(self, iri: str, kind: Kind) -> bool:
        """Whether an entity's IRI is that of a row of the tables, an office or a policy by its number or name."""
        if kind is Kind.POST:
            return canonical.parse(slug_of(iri), self.gazetteer) is not None
        if kind is Kind.POLICY:
            return not _hashed(slug_of(iri))
        return self.row(iri) is not None

    def _context(self, iri: str, kind: Kind, canonical_of: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        if kind is Kind.EVENT:
            for name in set(self.values(iri, vocab.RDF_TYPE)):
                yield "type", name
            for words in self.values(iri, vocab.ATTENDANCE):
                if figure := "".join(c for c in words if c.isdigit()):  # 'hundreds' tell no two crowds apart
                    yield "attendance", figure
        for predicate, role in _ROLES.items():
            ends = {term.value for term in self._about(iri).get(predicate, ()) if isinstance(term, NamedNode)}
            for other in {canonical_of.get(end, end) for end in ends}:
                yield from self._in_role(role, predicate, other, canonical_of)
        if kind is Kind.POST and (place := self._place_of_post(iri, canonical_of)):
            yield "jurisdiction", place

    def _in_role(
        self, role: str, predicate: str, other: str, canonical_of: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        """What an edge to another entity gives: that, and the place and body of a post."""
        if predicate == vocab.MEMBER_OF and (row := self.row(other)) and vocab.POLITICAL_PARTY in classes(row):
            role = "party"
        yield role, other
        if role in ("post", "former-post"):
            if place := self._place_of_post(other, canonical_of):
                yield "jurisdiction", place
            for body in self.values(other, vocab.POST_IN):
                yield "organization", canonical_of.get(body, body)

    def _place_of_post(self, post: str, canonical_of: Mapping[str, str]) -> str:
        """The jurisdiction of a post: its canonical one, or the first that a document tells."""
        parsed = canonical.parse(slug_of(post), self.gazetteer)
        if parsed is not None:
            return self.minter.entity(Kind.JURISDICTION, parsed[1].slug)
        return min((canonical_of.get(v, v) for v in self.values(post, vocab.HAS_JURISDICTION)), default="")

    def _beside(self, iri: str) -> Iterator[str]:
        """The local IRIs of the people and organizations that documents name together with an entity."""
        for mention in self.quads(None, vocab.MENTIONS, iri):
            for other in self.values(text_of(mention.subject), vocab.MENTIONS):
                if other != iri and self.kind(other) in (Kind.PERSON, Kind.ORGANIZATION):
                    yield other


def slug_of(iri: str) -> str:
    """The local name of an IRI of ours."""
    return iri[iri.rfind("/") + 1 :]


def _surnames(name: str) -> set[str]:
    """The words of a surname, folded."""
    parts = parsed(name)
    return set(parts.surname.split()) if parts else set()


def _hashed(slug: str) -> bool:
    """Whether a slug ends in the digits of `vocab.unlinked_slug`."""
    tail = slug.rpartition("-")[2]
    return len(tail) == 6 and all(c in "0123456789abcdef" for c in tail)
