"""Across documents: which local entities are one, what they are called, and the facts of the tables they need.

In this first form linked entities meet by the slug of their row and unlinked ones by the IRI rule, so that the identity
graph holds what several documents decide together: canonical labels and the bounds of memberships.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad, Store

from policygraph import vocab
from policygraph.gazetteer import Gazetteer, Record, Term
from policygraph.identify.labels import event_label
from policygraph.literals import decimal, moment
from policygraph.model import Kind
from policygraph.patterns import Title, policy_names, post_identifiers
from policygraph.resolve import canonical
from policygraph.resolve.holdings import is_term_of
from policygraph.resolve.organizations import classes

_LEVEL_CLASSES = {
    "country": vocab.COUNTRY,
    "state": vocab.STATE,
    "municipality": vocab.CITY,
}


def identify(store: Store, gazetteer: Gazetteer, *, minter: vocab.Minter | None = None) -> dict[str, list[Quad]]:
    """The identity graph and the reference graph of a store, by graph IRI, each sorted."""
    identifier = _Identifier(store, gazetteer, minter or vocab.Minter())
    reference = sorted(set(identifier.reference()), key=str)
    identity = sorted(set(identifier.identity()), key=str)
    return {vocab.IDENTITY_GRAPH: identity, vocab.REFERENCE_GRAPH: reference}


class _Identifier:
    def __init__(self, store: Store, gazetteer: Gazetteer, minter: vocab.Minter) -> None:
        self.store, self.gazetteer, self.minter = store, gazetteer, minter
        self.documents = [
            g for g in store.named_graphs() if isinstance(g, NamedNode) and g.value.startswith(minter.iri("doc", ""))
        ]
        self.kinds = self._kinds()
        self.terms = self._terms()
        self.rows = {iri: row for iri, kind in sorted(self.kinds.items()) if (row := self._row(iri, kind))}

    # ---- what the documents say

    def _triples(self, predicate: str) -> Iterator[tuple[str, str | Literal]]:
        """(subject, object) of a predicate in the documents' graphs; a triple of two documents comes twice."""
        for graph in self.documents:
            for quad in self.store.quads_for_pattern(None, NamedNode(predicate), None, graph):
                assert isinstance(quad.subject, NamedNode)
                value = quad.object.value if isinstance(quad.object, NamedNode) else quad.object
                assert isinstance(value, str | Literal)
                yield quad.subject.value, value

    def _kinds(self) -> dict[str, Kind]:
        kinds: dict[str, Kind] = {}
        starts = {self.minter.entity(kind, ""): kind for kind in Kind}
        for _, target in chain(self._triples(vocab.MENTIONS), self._triples(vocab.PUBLISHER)):
            assert isinstance(target, str)
            for start, kind in starts.items():
                if target.startswith(start):
                    kinds[target] = kind
        return kinds

    def _row(self, iri: str, kind: Kind) -> Record | None:
        slug = _slug(iri)
        if slug not in self.gazetteer:
            return None
        row = self.gazetteer.record(slug)
        return row if row.kind == kind.value else None

    # ---- identity

    def identity(self) -> Iterator[Quad]:
        graph = NamedNode(vocab.IDENTITY_GRAPH)
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for subject, name in self._triples(vocab.ALT_LABEL):
            assert isinstance(name, Literal)
            counts[subject][name.value] += 1
        anchors = self._anchors()
        labels = {}
        for iri, kind in sorted(self.kinds.items()):
            if kind is not Kind.EVENT:
                labels[iri] = self._label(iri, kind, counts[iri], anchors[iri])
        labels |= self._event_labels(labels)
        for iri, text in labels.items():
            yield Quad(NamedNode(iri), NamedNode(vocab.RDFS_LABEL), Literal(text), graph)
        yield from self._memberships(graph)

    def _anchors(self) -> dict[str, Counter[str]]:
        """How often each entity is called what in running text."""
        anchors: dict[str, Counter[str]] = defaultdict(Counter)
        for graph in self.documents:
            named = {
                q.subject: q.object for q in self.store.quads_for_pattern(None, NamedNode(vocab.ANCHOR_OF), None, graph)
            }
            for quad in self.store.quads_for_pattern(None, NamedNode(vocab.IDENT_REF), None, graph):
                assert isinstance(quad.object, NamedNode)
                text = named[quad.subject]
                assert isinstance(text, Literal)
                anchors[quad.object.value][" ".join(text.value.split())] += 1
        return anchors

    def _label(self, iri: str, kind: Kind, names: Counter[str], anchors: Counter[str]) -> str:
        """The table's; else of the names that no longer one contains the most frequent, then the longest, then the
        first in code-point order.
        """
        if text := self._table_label(iri, kind):
            return text
        words = {n: set(re.findall(r"\w+", n.casefold())) for n in names}
        full = [n for n in names if not any(words[n] < words[o] for o in names)]
        if not full:
            return _slug(iri)
        return min(full, key=lambda n: (-anchors[n], -len(n), n))

    def _table_label(self, iri: str, kind: Kind) -> str:
        if row := self.rows.get(iri):
            return row.name
        slug = _slug(iri)
        if kind is Kind.POST and (post := canonical.parse(slug, self.gazetteer)):
            return canonical.label(*post)
        if kind is Kind.POLICY:
            return next((p.name for p in policy_names() if p.slug == slug), "")
        return ""

    def _event_labels(self, labels: Mapping[str, str]) -> dict[str, str]:
        """'Visit of Jane Doe to Chicago, 2017-04-21': type, agents, recipients, place and date."""
        parts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        told_by = (vocab.RDF_TYPE, vocab.AGENT, vocab.PARTICIPANT, vocab.RECIPIENT, vocab.LOCATION, vocab.START_DATE)
        for predicate in told_by:
            for subject, value in self._triples(predicate):
                if self.kinds.get(subject) is Kind.EVENT:
                    text = value.value if isinstance(value, Literal) else labels.get(value, value)
                    parts[subject][predicate].add(text)
        return {iri: event_label(parts[iri]) for iri, kind in sorted(self.kinds.items()) if kind is Kind.EVENT}

    def _memberships(self, graph: NamedNode) -> Iterator[Quad]:
        """pg:earliest and pg:latest: the table's start and end, or the first and last attestation."""
        days: dict[str, set[str]] = defaultdict(set)
        for subject, value in self._triples(vocab.ATTESTED_ON):
            assert isinstance(value, Literal)
            days[subject].add(value.value)
        for iri in sorted(days):
            term = self.terms.get(iri)
            first = term.start.isoformat() if term and term.start else min(days[iri])
            last = term.end.isoformat() if term and term.end else max(days[iri])
            for predicate, day in ((vocab.EARLIEST, first), (vocab.LATEST, last)):
                yield Quad(NamedNode(iri), NamedNode(predicate), moment(day), graph)

    def _terms(self) -> dict[str, Term]:
        """The table's term of each membership of a linked person: the same office and place, on an attested day."""
        people = {s: _slug(str(v)) for s, v in self._triples(vocab.MEMBER)}
        posts = {s: _slug(str(v)) for s, v in self._triples(vocab.MEMBERSHIP_POST)}
        days: dict[str, set[date]] = defaultdict(set)
        for subject, value in self._triples(vocab.ATTESTED_ON):
            assert isinstance(value, Literal)
            days[subject].add(date.fromisoformat(value.value))
        found = {}
        for iri, person in sorted(people.items()):
            post = canonical.parse(posts[iri], self.gazetteer)
            if person in self.gazetteer and post is not None:
                terms = [t for t in self.gazetteer.terms(person) if is_term_of(t, *post)]
                spans = [t for t in terms if any(t.covers(day) for day in days[iri])]
                if spans:
                    found[iri] = spans[0]
        return found

    # ---- reference

    def reference(self) -> Iterator[Quad]:
        """The rows of the graph's entities, of what contains them, and of what their posts belong to."""
        queue = list(self.rows.values())
        for iri, kind in sorted(self.kinds.items()):
            if kind is Kind.POST:
                yield from self._post(iri, queue)
            elif kind is Kind.POLICY:
                yield from self._policy(iri)
        yield from self._of_memberships()
        needed: dict[str, Record] = {}
        while queue:
            row = queue.pop()
            if row.slug in needed:
                continue
            needed[row.slug] = row
            linked = (*row.parents, *((row.jurisdiction,) if row.jurisdiction else ()))
            queue.extend(self.gazetteer.record(slug) for slug in linked)
        for slug in sorted(needed):
            yield from self._of_row(needed[slug])

    def _of_memberships(self) -> Iterator[Quad]:
        """The body of each holding of an office, and the dates of the table's term."""
        for iri, post in sorted(self._triples(vocab.MEMBERSHIP_POST)):
            if (parsed := canonical.parse(_slug(str(post)), self.gazetteer)) and (body := self._body(*parsed)):
                yield self._quad(iri, vocab.MEMBERSHIP_ORGANIZATION, self._iri(body))
        for iri, term in sorted(self.terms.items()):
            for predicate, day in ((vocab.START_DATE, term.start), (vocab.END_DATE, term.end)):
                if day is not None:
                    yield self._quad(iri, predicate, moment(day.isoformat()))

    def _post(self, iri: str, queue: list[Record]) -> Iterator[Quad]:
        """What the lexicon knows of a canonical post; the rows that it names go to the queue."""
        slug = _slug(iri)
        if value := post_identifiers().get(slug):
            yield self._quad(iri, vocab.EXACT_MATCH, vocab.WIKIDATA + value)
        post = canonical.parse(slug, self.gazetteer)
        if post is None:
            return
        title, place = post
        source = f"lexicon/titles.toml#{title.name}"
        queue.append(place)
        yield from self._edge(iri, vocab.HAS_JURISDICTION, self._iri(place), source)
        if body := self._body(title, place):
            queue.append(body)
            yield from self._edge(iri, vocab.POST_IN, self._iri(body), source)

    def _body(self, title: Title, place: Record) -> Record | None:
        """The body that the lexicon says an office of a place is in; of a nation's offices and of Congress only."""
        slug = title.body.get(place.level, "")
        known = slug in self.gazetteer and (place.slug == "us" or title.legislature == "federal")
        return self.gazetteer.record(slug) if known else None

    def _iri(self, row: Record) -> str:
        return self.minter.entity(Kind(row.kind), row.slug)

    def _quad(self, subject: str, predicate: str, obj: str | Literal) -> Quad:
        term = NamedNode(obj) if isinstance(obj, str) else obj
        return Quad(NamedNode(subject), NamedNode(predicate), term, NamedNode(vocab.REFERENCE_GRAPH))

    def _policy(self, iri: str) -> Iterator[Quad]:
        policy = next((p for p in policy_names() if p.slug == _slug(iri)), None)
        if policy and policy.wikidata:
            yield self._quad(iri, vocab.EXACT_MATCH, vocab.WIKIDATA + policy.wikidata)
        order = self.gazetteer.executive_order(_slug(iri).removeprefix("executive-order-"))
        if order is not None and order.slug == _slug(iri):
            yield self._quad(iri, vocab.ALT_LABEL, Literal(order.title))

    def _of_row(self, row: Record) -> Iterator[Quad]:
        iri, kind = self._iri(row), Kind(row.kind)
        yield self._quad(iri, vocab.RDF_TYPE, vocab.CLASS_OF[kind])
        yield self._quad(iri, vocab.RDFS_LABEL, Literal(row.name))
        for name in self._classes(row, kind):
            yield self._quad(iri, vocab.RDF_TYPE, name)
        if kind is Kind.JURISDICTION and row.level in vocab.LEVELS:
            yield self._quad(iri, vocab.LEVEL, vocab.PG + row.level)
        if row.latitude is not None and row.longitude is not None:
            yield self._quad(iri, vocab.LATITUDE, decimal(row.latitude))
            yield self._quad(iri, vocab.LONGITUDE, decimal(row.longitude))
        for scheme, value in row.identifiers:
            predicate, text, is_iri = vocab.identifier_term(scheme, value)
            yield self._quad(iri, predicate, text if is_iri else Literal(text))
        source = f"gazetteer/{row.table}#{row.slug}"
        for parent in row.parents:
            above = self.gazetteer.record(parent)
            edge = vocab.SUB_ORGANIZATION_OF if kind is Kind.ORGANIZATION else vocab.CONTAINED_IN_PLACE
            if kind is Kind.ORGANIZATION or above.kind == Kind.JURISDICTION.value:
                yield from self._edge(iri, edge, self._iri(above), source)
        if row.jurisdiction:
            place = self.gazetteer.record(row.jurisdiction)
            yield from self._edge(iri, vocab.HAS_JURISDICTION, self._iri(place), source)

    def _classes(self, row: Record, kind: Kind) -> Iterable[str]:
        if kind is Kind.ORGANIZATION:
            return classes(row)
        if kind is Kind.JURISDICTION:
            level = _LEVEL_CLASSES.get(row.level)
            return (vocab.ADMINISTRATIVE_AREA, *((level,) if level else ()))
        return ()

    def _edge(self, subject: str, predicate: str, obj: str, source: str) -> Iterator[Quad]:
        """An edge of the tables, with its claim and the row it rests on."""
        claim = self.minter.claim(subject, predicate, obj, "affirmed", "stated", "")
        evidence = self.minter.evidence(claim, f"data/{source}", None, "reference")
        yield self._quad(subject, predicate, obj)
        yield self._quad(claim, vocab.RDF_TYPE, vocab.CLAIM)
        yield self._quad(claim, vocab.SUBJECT, subject)
        yield self._quad(claim, vocab.PREDICATE, predicate)
        yield self._quad(claim, vocab.OBJECT, obj)
        yield self._quad(claim, vocab.POLARITY, Literal("affirmed"))
        yield self._quad(claim, vocab.MODALITY, Literal("stated"))
        yield self._quad(evidence, vocab.RDF_TYPE, vocab.EVIDENCE)
        yield self._quad(evidence, vocab.EVIDENCE_CLAIM, claim)
        yield self._quad(evidence, vocab.SOURCE, Literal(f"data/{source}"))
        yield self._quad(evidence, vocab.RULE, Literal("reference"))


def _slug(iri: str) -> str:
    return iri.rsplit("/", 1)[1]
