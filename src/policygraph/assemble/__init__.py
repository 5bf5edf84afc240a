"""Claims and resolutions of one document to the quads of its graph: a pure function of the document and the tables.

A claim that is denied, planned, alleged or attributed is kept as a claim and gives no edge.
"""

from collections.abc import Collection, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from policygraph import vocab
from policygraph.assemble.memberships import Memberships
from policygraph.assemble.topics import topics
from policygraph.literals import decimal, integer, moment
from policygraph.model import (
    Attribution,
    Claim,
    DateValue,
    Document,
    Entity,
    Event,
    Extraction,
    Kind,
    Mention,
    Modality,
    Polarity,
    Resolution,
    Resolutions,
    Status,
)

_DATES = (vocab.START_DATE, vocab.END_DATE, vocab.DEADLINE)


def assemble(
    document: Document,
    extraction: Extraction,
    resolutions: Resolutions,
    *,
    minter: vocab.Minter | None = None,
    full_text: bool = True,
    publisher: Entity | None = None,
) -> list[Quad]:
    """All quads of a document's graph, each once, sorted. `full_text` False leaves nif:isString out."""
    assembler = _Assembler(document, extraction, resolutions, minter or vocab.Minter(), publisher)
    return sorted(set(assembler.quads(full_text=full_text)), key=str)


class _Assembler:
    def __init__(
        self,
        document: Document,
        extraction: Extraction,
        resolutions: Resolutions,
        minter: vocab.Minter,
        publisher: Entity | None,
    ) -> None:
        self.document, self.extraction, self.resolutions = document, extraction, resolutions
        self.minter, self.publisher = minter, publisher
        self.iri = minter.document(document.id)
        self.graph = NamedNode(self.iri)
        self.mentions = {m.id: m for m in extraction.mentions}
        self.memberships = Memberships(document, extraction, resolutions, self.minter)
        used = {i for c in extraction.claims for i in (c.subject, c.object) if isinstance(i, str)}
        self.evidence: set[str] = set()  # evidence written so far: one rule speaks for a claim in a sentence
        # A post is there for who holds it or for what it is of.
        self.kept = [m for m in extraction.mentions if m.kind is not Kind.POST or m.id in used]

    def quads(self, *, full_text: bool) -> Iterator[Quad]:
        yield from self._document()
        yield from self._context(full_text=full_text)
        for mention in self.kept:
            if resolution := self.resolutions.get(mention.id):
                yield from self._entity(resolution)
                yield from self._mention(mention, resolution)
        for event in self.extraction.events:
            yield from self._event(event)
        for claim in sorted(self.extraction.claims, key=lambda c: (c.evidence.span, c.evidence.rule)):
            yield from self._claim(claim)
        for attribution in self.extraction.attributions:
            yield from self._attribution(attribution)
        for told, about in topics(self.document, self.extraction, self.minter, self._of):
            yield self._quad(told, vocab.ABOUT, about)

    # ---- terms

    def _quad(self, subject: str, predicate: str, obj: str | Literal) -> Quad:
        term = NamedNode(obj) if isinstance(obj, str) else obj
        return Quad(NamedNode(subject), NamedNode(predicate), term, self.graph)

    def _of(self, mention_id: str) -> str | None:
        """The IRI of what a mention or event was resolved to."""
        resolution = self.resolutions.get(mention_id)
        return self.minter.entity(resolution.entity.kind, resolution.entity.slug) if resolution else None

    # ---- the document

    def _document(self) -> Iterator[Quad]:
        document = self.document
        yield self._quad(self.iri, vocab.RDF_TYPE, vocab.NEWS_ARTICLE)
        yield self._quad(self.iri, vocab.SHA256, Literal(document.sha256))
        for source in document.sources:
            yield self._quad(self.iri, vocab.SOURCE, Literal(source))
        if document.title:
            yield self._quad(self.iri, vocab.HEADLINE, Literal(document.title))
        if document.published:
            yield self._quad(self.iri, vocab.DATE_PUBLISHED, moment(document.published.isoformat()))
        if document.url:
            yield self._quad(self.iri, vocab.URL, Literal(document.url))
        if document.language:
            yield self._quad(self.iri, vocab.IN_LANGUAGE, Literal(document.language))
        for author in document.authors:
            yield self._quad(self.iri, vocab.AUTHOR, Literal(author))
        if self.publisher:
            entity = self.publisher
            iri = self.minter.entity(entity.kind, entity.slug)
            yield self._quad(self.iri, vocab.PUBLISHER, iri)
            yield self._quad(iri, vocab.RDF_TYPE, vocab.ORGANIZATION)
            for name in (*entity.classes,):
                yield self._quad(iri, vocab.RDF_TYPE, name)
            for name in entity.names:
                yield self._quad(iri, vocab.ALT_LABEL, Literal(name))

    def _context(self, *, full_text: bool) -> Iterator[Quad]:
        iri = f"{self.iri}#char=0,{len(self.document.text)}"
        yield self._quad(iri, vocab.RDF_TYPE, vocab.NIF_CONTEXT)
        yield self._quad(iri, vocab.BEGIN_INDEX, integer(0))
        yield self._quad(iri, vocab.END_INDEX, integer(len(self.document.text)))
        if full_text:
            yield self._quad(iri, vocab.IS_STRING, Literal(self.document.text))

    def _mention(self, mention: Mention, resolution: Resolution) -> Iterator[Quad]:
        iri, span = self.minter.mention(self.document.id, mention.span), mention.span
        yield self._quad(iri, vocab.RDF_TYPE, vocab.NIF_PHRASE)
        yield self._quad(iri, vocab.ANCHOR_OF, Literal(self.document.text[span.start : span.end]))
        yield self._quad(iri, vocab.BEGIN_INDEX, integer(span.start))
        yield self._quad(iri, vocab.END_INDEX, integer(span.end))
        yield self._quad(iri, vocab.REFERENCE_CONTEXT, f"{self.iri}#char=0,{len(self.document.text)}")
        entity = resolution.entity
        yield self._quad(iri, vocab.IDENT_REF, self.minter.entity(entity.kind, entity.slug))

    # ---- entities

    def _entity(self, resolution: Resolution) -> Iterator[Quad]:
        entity = resolution.entity
        iri = self.minter.entity(entity.kind, entity.slug)
        yield self._quad(self.iri, vocab.MENTIONS, iri)
        yield self._quad(iri, vocab.RDF_TYPE, vocab.CLASS_OF[entity.kind])
        if entity.kind is Kind.JURISDICTION:
            yield self._quad(iri, vocab.RDF_TYPE, vocab.ADMINISTRATIVE_AREA)
        for name in entity.classes:
            yield self._quad(iri, vocab.RDF_TYPE, name)
        for name in entity.names:
            yield self._quad(iri, vocab.ALT_LABEL, Literal(name))
        if entity.identifier:
            yield self._quad(iri, vocab.LEGISLATION_IDENTIFIER, Literal(entity.identifier))
        if resolution.status is Status.AMBIGUOUS:
            for candidate in resolution.candidates:
                row = self.minter.candidate(iri, candidate.slug)
                yield self._quad(iri, vocab.HAS_CANDIDATE, row)
                yield self._quad(row, vocab.RDF_TYPE, vocab.CANDIDATE)
                yield self._quad(row, vocab.IDENTIFIER, Literal(candidate.slug))
                yield self._quad(row, vocab.SCORE, decimal(candidate.score))
                yield self._quad(row, vocab.REASON, Literal(candidate.reason))

    def _event(self, event: Event) -> Iterator[Quad]:
        iri = self._of(event.id)
        if iri is None:
            return
        yield self._quad(self.iri, vocab.MENTIONS, iri)
        yield self._quad(iri, vocab.RDF_TYPE, vocab.EVENT)
        for name in event.types:
            yield self._quad(iri, vocab.RDF_TYPE, vocab.PG + name)
        if event.attendance:
            yield self._quad(iri, vocab.ATTENDANCE, Literal(event.attendance))
        for about in event.about:
            if target := self._of(about):
                yield self._quad(iri, vocab.ABOUT, target)
        same = {e.id for e in self.extraction.events if self._of(e.id) == iri}
        told = [c for c in self.extraction.claims if c.subject in same]
        if told and not any(c.plain for c in told):
            return  # denied, planned or alleged: nothing tells that it has happened
        starts = (c.object for c in told if c.plain and c.predicate == vocab.START_DATE)
        dated = [d for d in starts if isinstance(d, DateValue)]
        narrowest = min(dated, key=lambda d: (d.latest - d.earliest, d.earliest), default=None)
        yield from self._bounds(iri, narrowest)

    def _bounds(self, iri: str, when: DateValue | None) -> Iterator[Quad]:
        """pg:earliest and pg:latest: of the date given; without one, what is told has happened by publication."""
        if when is not None:
            yield self._quad(iri, vocab.EARLIEST, moment(when.earliest.isoformat()))
            yield self._quad(iri, vocab.LATEST, moment(when.latest.isoformat()))
        elif self.document.published:
            yield self._quad(iri, vocab.LATEST, moment(self.document.published.isoformat()))

    # ---- claims

    def _claim(self, claim: Claim) -> Iterator[Quad]:
        tenure = isinstance(claim.object, DateValue) and claim.subject in self.memberships.dated
        subject = self.memberships.iri(claim.subject) if tenure else self._of(claim.subject)
        obj = moment(claim.object.value) if isinstance(claim.object, DateValue) else self._of(claim.object)
        if subject is None or obj is None or subject == obj or self._decided_otherwise(claim):
            return
        who = self._of(claim.attributed_to) if claim.attributed_to else None
        # A source that nobody was found for leaves the claim alleged, never plain.
        modality = Modality.ALLEGED if claim.attributed_to and not who else claim.modality
        said = str(obj) if isinstance(obj, Literal) else obj
        iri = self.minter.claim(subject, claim.predicate, said, claim.polarity.value, modality.value, who or "")
        yield self._quad(iri, vocab.RDF_TYPE, vocab.CLAIM)
        yield self._quad(iri, vocab.SUBJECT, subject)
        yield self._quad(iri, vocab.PREDICATE, claim.predicate)
        yield self._quad(iri, vocab.OBJECT, obj)
        yield self._quad(iri, vocab.POLARITY, Literal(claim.polarity.value))
        yield self._quad(iri, vocab.MODALITY, Literal(modality.value))
        if who:
            yield self._quad(iri, vocab.ATTRIBUTED_TO, who)
        yield self._quad(iri, vocab.WAS_DERIVED_FROM, self.iri)
        yield from self._evidence(claim, iri)
        if claim.plain and not tenure:  # of the days of a tenure that documents tell, `identify` chooses
            yield self._quad(subject, claim.predicate, obj)
            if claim.predicate in (vocab.HOLDS, vocab.FORMERLY_HELD):
                yield from (self._quad(*told) for told in self.memberships.of(claim))

    def _decided_otherwise(self, claim: Claim) -> bool:
        """Whether a canonical post was found to be of another place than the name beside it was taken for: the Attorney
        General of the state where 'New York' alone would be the city. The reference graph tells its jurisdiction.
        """
        if claim.predicate != vocab.HAS_JURISDICTION or not isinstance(claim.object, str):
            return False
        post, place = self.resolutions[claim.subject], self.resolutions[claim.object].entity.slug
        canonical = post.status is Status.LINKED and post.entity.kind is Kind.POST
        return canonical and not post.entity.slug.startswith(f"{place}-")

    def _evidence(self, claim: Claim, claim_iri: str) -> Iterator[Quad]:
        evidence, span = claim.evidence, claim.evidence.span
        iri = self.minter.evidence(claim_iri, self.iri, span, evidence.rule)
        if iri in self.evidence:
            return
        self.evidence.add(iri)
        yield self._quad(iri, vocab.RDF_TYPE, vocab.EVIDENCE)
        yield self._quad(iri, vocab.EVIDENCE_CLAIM, claim_iri)
        yield self._quad(iri, vocab.EVIDENCE_DOCUMENT, self.iri)
        yield self._quad(iri, vocab.SENTENCE, Literal(self.document.text[span.start : span.end]))
        yield self._quad(iri, vocab.BEGIN_INDEX, integer(span.start))
        yield self._quad(iri, vocab.END_INDEX, integer(span.end))
        yield self._quad(iri, vocab.RULE, Literal(evidence.rule))
        if evidence.confidence is not None:
            yield self._quad(iri, vocab.CONFIDENCE, decimal(evidence.confidence))

    # ---- who said what

    def _attribution(self, attribution: Attribution) -> Iterator[Quad]:
        teller = self._of(attribution.attributed_to) if attribution.attributed_to else None
        if attribution.attributed_to and not teller:
            return  # nobody is known to say that it was said
        iri = self.minter.attribution(self.document.id, attribution.content)
        yield self._quad(iri, vocab.RDF_TYPE, vocab.ATTRIBUTION)
        yield self._quad(iri, vocab.WAS_QUOTED_FROM, self.iri)
        yield from self._words(attribution, iri)
        named = (attribution.speaker, *attribution.joint) if attribution.speaker else ()
        speakers = {who: mention for mention in named if (who := self._of(mention))}
        for speaker, mention in speakers.items():
            yield self._quad(iri, vocab.CREATOR, speaker)
            for post in self.memberships.held(self.resolutions[mention].entity.slug, attribution.said_on):
                yield self._quad(iri, vocab.SPEAKER_POST, self.minter.entity(Kind.POST, post))
        yield from self._topics(attribution, iri, speakers)
        for predicate, other in (
            (vocab.ATTRIBUTED_TO, attribution.attributed_to),
            (vocab.REPORTED_BY, attribution.reported_by),
            (vocab.RECIPIENT, attribution.recipient),
        ):
            if other and (target := self._of(other)):
                yield self._quad(iri, predicate, target)
        yield from self._bounds(iri, attribution.said_on)

    def _words(self, attribution: Attribution, iri: str) -> Iterator[Quad]:
        """What was said, in which words, how and when."""
        content = attribution.content
        for predicate, span in (
            (vocab.TEXT, content),
            (vocab.SOURCE_TEXT, attribution.source),
            (vocab.CUE, attribution.cue),
        ):
            if span:
                yield self._quad(iri, predicate, Literal(self.document.text[span.start : span.end]))
        yield self._quad(iri, vocab.BEGIN_INDEX, integer(content.start))
        yield self._quad(iri, vocab.END_INDEX, integer(content.end))
        yield self._quad(iri, vocab.MANNER, Literal(attribution.manner.value))
        if attribution.denied:
            yield self._quad(iri, vocab.POLARITY, Literal(Polarity.DENIED.value))
        if attribution.said_on:
            yield self._quad(iri, vocab.DATE_CREATED, moment(attribution.said_on.value))

    def _topics(self, attribution: Attribution, iri: str, speakers: Collection[str]) -> Iterator[Quad]:
        """What it is about, who speaks aside, and the words in which it takes a side."""
        for about in attribution.about:
            if (target := self._of(about)) and target not in speakers:
                yield self._quad(iri, vocab.ABOUT, target)
        if words := attribution.stance:
            yield self._quad(iri, vocab.STANCE, Literal(self.document.text[words.start : words.end]))
