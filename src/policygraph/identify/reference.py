"""The facts of the tables that a graph's entities need: their own rows, what contains them, their offices' bodies."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from policygraph import vocab
from policygraph.gazetteer import Gazetteer, Record, Term
from policygraph.identify.told import slug_of
from policygraph.literals import decimal, moment
from policygraph.model import Kind
from policygraph.patterns import Title, policy_names, post_identifiers
from policygraph.resolve import canonical
from policygraph.resolve.organizations import classes

_LEVEL_CLASSES = {
    "country": vocab.COUNTRY,
    "state": vocab.STATE,
    "municipality": vocab.CITY,
}


class Reference:
    """Makes quads of the reference graph; each method's are of one entity and of no other."""

    def __init__(self, gazetteer: Gazetteer, minter: vocab.Minter) -> None:
        self.gazetteer, self.minter = gazetteer, minter

    def row(self, row: Record) -> Iterator[Quad]:
        """What the tables tell of a row: names, classes, coordinates, identifiers, parents."""
        iri, kind = self.iri(row), Kind(row.kind)
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
                yield from self._edge(iri, edge, self.iri(above), source)
        if row.jurisdiction:
            place = self.gazetteer.record(row.jurisdiction)
            yield from self._edge(iri, vocab.HAS_JURISDICTION, self.iri(place), source)

    def needs(self, row: Record) -> list[Record]:
        """The rows that a row names."""
        return [self.gazetteer.record(s) for s in (*row.parents, *((row.jurisdiction,) if row.jurisdiction else ()))]

    def post(self, iri: str) -> Iterator[Quad]:
        """What the lexicon knows of a canonical post."""
        if value := post_identifiers().get(slug_of(iri)):
            yield self._quad(iri, vocab.EXACT_MATCH, vocab.WIKIDATA + value)
        post = canonical.parse(slug_of(iri), self.gazetteer)
        if post is None:
            return
        title, place = post
        source = f"lexicon/titles.toml#{title.name}"
        yield from self._edge(iri, vocab.HAS_JURISDICTION, self.iri(place), source)
        if body := self._body(title, place):
            yield from self._edge(iri, vocab.POST_IN, self.iri(body), source)

    def needs_of_post(self, iri: str) -> list[Record]:
        """The rows that a canonical post's facts name."""
        post = canonical.parse(slug_of(iri), self.gazetteer)
        if post is None:
            return []
        body = self._body(*post)
        return [post[1], *([body] if body else [])]

    def policy(self, iri: str) -> Iterator[Quad]:
        """What the lexicon and the table of orders know of a policy."""
        policy = next((p for p in policy_names() if p.slug == slug_of(iri)), None)
        if policy and policy.wikidata:
            yield self._quad(iri, vocab.EXACT_MATCH, vocab.WIKIDATA + policy.wikidata)
        order = self.gazetteer.executive_order(slug_of(iri).removeprefix("executive-order-"))
        if order is not None and order.slug == slug_of(iri):
            yield self._quad(iri, vocab.ALT_LABEL, Literal(order.title))
            yield self._quad(iri, vocab.LEGISLATION_DATE, moment(order.signed.isoformat()))

    def membership(self, iri: str, post: str, term: Term | None) -> Iterator[Quad]:
        """The body of a holding of an office, and the dates of the table's term."""
        if (parsed := canonical.parse(slug_of(post), self.gazetteer)) and (body := self._body(*parsed)):
            yield self._quad(iri, vocab.MEMBERSHIP_ORGANIZATION, self.iri(body))
        if term is not None:
            for predicate, day in ((vocab.START_DATE, term.start), (vocab.END_DATE, term.end)):
                if day is not None:
                    yield self._quad(iri, predicate, moment(day.isoformat()))

    def iri(self, row: Record) -> str:
        """The IRI of a row."""
        return self.minter.entity(Kind(row.kind), row.slug)

    def _body(self, title: Title, place: Record) -> Record | None:
        """The body that the lexicon says an office of a place is in; of a nation's offices and of Congress only."""
        slug = title.body.get(place.level, "")
        known = slug in self.gazetteer and (place.slug == "us" or title.legislature == "federal")
        return self.gazetteer.record(slug) if known else None

    def _classes(self, row: Record, kind: Kind) -> Iterable[str]:
        if kind is Kind.ORGANIZATION:
            return classes(row)
        if kind is Kind.JURISDICTION:
            level = _LEVEL_CLASSES.get(row.level)
            return (vocab.ADMINISTRATIVE_AREA, *((level,) if level else ()))
        return ()

    def _quad(self, subject: str, predicate: str, obj: str | Literal) -> Quad:
        term = NamedNode(obj) if isinstance(obj, str) else obj
        return Quad(NamedNode(subject), NamedNode(predicate), term, NamedNode(vocab.REFERENCE_GRAPH))

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
