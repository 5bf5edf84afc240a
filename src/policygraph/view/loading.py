"""How a store's default graph becomes a ViewGraph, whether the whole of it is read or a part.

An edge of the picture is a triple between two entities, `schema:mentions` and `skos:exactMatch` excepted, or
a claim between two entities that is no plain one, under its status. Evidence of an edge is every pg:Evidence
of its claim.
"""

import hashlib
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from pyoxigraph import NamedNode

from policygraph import vocab
from policygraph.model import Kind, Modality, Polarity
from policygraph.view import style
from policygraph.view.parts import (
    ViewAttribution,
    ViewCandidate,
    ViewDetail,
    ViewDocument,
    ViewEdge,
    ViewEntity,
    ViewEvidence,
    ViewHolding,
    ViewIdentifier,
)
from policygraph.view.resource import DefaultGraphReader, Resource, text, texts, web_address

STATED = "stated"
NO_EDGE = frozenset({vocab.MENTIONS, vocab.EXACT_MATCH})
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Loading:
    """One pass over a default graph; each step fills what the next ones look up.

    `kinds` are the entities that are loaded. Whoever loads tells the claims, statements, holdings and documents that
    are read for them, and how what is beside them is looked up.
    """

    reader: DefaultGraphReader
    kinds: dict[str, Kind] = field(default_factory=dict)
    described: dict[str, Resource] = field(default_factory=dict)
    details: dict[str, list[ViewDetail]] = field(default_factory=lambda: defaultdict(list))

    def evidence(self, claim: str) -> list[ViewEvidence]:
        """The evidence of a claim, in any order."""
        raise NotImplementedError

    def date(self, document: str) -> str:
        """When a document was published, or an empty string."""
        raise NotImplementedError

    def about_document(self, iri: str) -> Resource:
        """What is said of a document, whom it mentions aside."""
        return self.reader.resource(iri)

    def beside(self, term: str) -> Resource:
        """What is said of an entity, be it loaded or not; nothing of anything else."""
        raise NotImplementedError

    def edges(self, claims: Iterable[str]) -> tuple[ViewEdge, ...]:
        """The edges among the entities by what is said of them, and by these claims, whose details are kept."""
        found: dict[tuple[str, str, str, str, str], list[ViewEvidence]] = {}
        for subject, resource in self.described.items():
            for predicate, values in resource.items():
                for value in values:
                    if predicate not in NO_EDGE and isinstance(value, NamedNode) and value.value in self.kinds:
                        found[subject, predicate, value.value, STATED, ""] = []
        strangers = 0
        for iri in claims:
            claim = self.reader.resource(iri)
            subject, predicate = text(claim, vocab.SUBJECT), text(claim, vocab.PREDICATE)
            obj, by = text(claim, vocab.OBJECT), text(claim, vocab.ATTRIBUTED_TO)
            if subject in self.kinds and obj in self.kinds:
                key = (subject, predicate, obj, _status(claim), by)
                found.setdefault(key, []).extend(self._evidence_of(iri))
            elif subject in self.kinds and obj and not isinstance(claim[vocab.OBJECT][0], NamedNode):
                self._detail(iri, subject, predicate, obj, _status(claim))
            elif (held := self.reader.resource(subject)) and text(held, vocab.MEMBER) in self.kinds:
                post = self._name(text(held, vocab.MEMBERSHIP_POST))
                self._detail(iri, text(held, vocab.MEMBER), predicate, f"{obj}, {post}", _status(claim))
            else:
                strangers += 1
        if strangers:
            _log.warning("%d claims are about what is no entity: not shown; run `policygraph validate`", strangers)
        return tuple(_edge(*key, tuple(evidence)) for key, evidence in sorted(found.items()))

    def _detail(self, claim: str, subject: str, predicate: str, value: str, status: str) -> None:
        detail = ViewDetail(
            label=style.load().relation(predicate),
            value=value,
            status=status,
            evidence=tuple(self._evidence_of(claim)),
        )
        self.details[subject].append(detail)

    def _evidence_of(self, claim: str) -> list[ViewEvidence]:
        """The evidence of a claim, that of the newest document first."""
        ordered = sorted(self.evidence(claim), key=lambda one: (one.document or "", one.begin or 0, one.rule))
        return sorted(ordered, key=lambda one: self.date(one.document) if one.document else "", reverse=True)

    def entities(
        self, edges: tuple[ViewEdge, ...], attributions: tuple[ViewAttribution, ...]
    ) -> tuple[ViewEntity, ...]:
        """The entities with their details, and the counts of these edges and statements."""
        sentences: dict[str, int] = defaultdict(int)
        for edge in edges:
            for iri in {edge.subject, edge.object}:
                sentences[iri] += len(edge.evidence)
        statements = Counter(iri for said in attributions for iri in said.creators)
        return tuple(self._entity(iri, statements=statements[iri], evidence=sentences[iri]) for iri in self.described)

    def _entity(self, iri: str, *, statements: int, evidence: int) -> ViewEntity:
        resource = self.described[iri]
        types = [style.in_words(name) for name in texts(resource, vocab.RDF_TYPE) if name not in _KIND_CLASSES]
        types += map(style.in_words, texts(resource, vocab.LEVEL))
        label = text(resource, vocab.RDFS_LABEL) or style.in_words(iri)
        return ViewEntity(
            iri=iri,
            kind=self.kinds[iri],
            label=label,
            aliases=tuple(name for name in texts(resource, vocab.ALT_LABEL) if name != label),
            types=tuple(types),
            identifiers=tuple(_identifiers(resource)),
            candidates=tuple(self._candidates(resource)),
            details=tuple(sorted(self.details[iri], key=lambda one: (one.value, one.label, one.status))),
            statements=statements,
            evidence=evidence,
        )

    def _candidates(self, resource: Resource) -> Iterator[ViewCandidate]:
        for iri in texts(resource, vocab.HAS_CANDIDATE):
            candidate = self.reader.resource(iri)
            names = texts(candidate, vocab.RDFS_LABEL) + texts(candidate, vocab.IDENTIFIER)
            yield ViewCandidate(identifier=" · ".join(names), reason=text(candidate, vocab.REASON))

    def attribution(self, iri: str, said: Resource) -> ViewAttribution:
        """The statement with this IRI, of which this is said."""
        return ViewAttribution(
            iri=iri,
            creators=texts(said, vocab.CREATOR),
            posts=texts(said, vocab.SPEAKER_POST),
            according_to=self._name(text(said, vocab.ATTRIBUTED_TO)),
            denied=text(said, vocab.POLARITY) == "denied",
            source_text=text(said, vocab.SOURCE_TEXT),
            text=text(said, vocab.TEXT),
            cue=text(said, vocab.CUE),
            manner=text(said, vocab.MANNER),
            date=text(said, vocab.DATE_CREATED),
            reported_by=self._name(text(said, vocab.REPORTED_BY)),
            about=texts(said, vocab.ABOUT),
            stance=texts(said, vocab.STANCE),
            document=text(said, vocab.WAS_QUOTED_FROM) or None,
        )

    def holding(self, iri: str) -> ViewHolding:
        """The tenure with this IRI."""
        held = self.reader.resource(iri)
        return ViewHolding(
            iri=iri,
            person=text(held, vocab.MEMBER),
            post=text(held, vocab.MEMBERSHIP_POST),
            organization=text(held, vocab.MEMBERSHIP_ORGANIZATION) or None,
            start=text(held, vocab.START_DATE),
            end=text(held, vocab.END_DATE),
            attested=texts(held, vocab.ATTESTED_ON),
        )

    def document(self, iri: str) -> ViewDocument:
        """The document with this IRI."""
        document = self.about_document(iri)
        addresses = texts(document, vocab.URL) + texts(document, vocab.SOURCE)
        return ViewDocument(
            iri=iri,
            title=text(document, vocab.HEADLINE),
            publisher=self._name(text(document, vocab.PUBLISHER)),
            date=text(document, vocab.DATE_PUBLISHED),
            url=next(filter(None, map(web_address, addresses)), ""),
            source=text(document, vocab.SOURCE),
            copy_of=text(document, vocab.COPY_OF),
        )

    def _name(self, term: str) -> str:
        """The label of an entity, or the literal that stands in its place."""
        return text(self.beside(term), vocab.RDFS_LABEL) or term


_KIND_CLASSES = frozenset(vocab.CLASS_OF.values()) | {vocab.ADMINISTRATIVE_AREA}


def _status(claim: Resource) -> str:
    if text(claim, vocab.POLARITY) == Polarity.DENIED:
        return "denied"
    modality = text(claim, vocab.MODALITY)
    if modality not in ("", Modality.STATED):
        return modality
    return "attributed" if text(claim, vocab.ATTRIBUTED_TO) else STATED


def _edge(subject: str, predicate: str, obj: str, status: str, by: str, evidence: tuple[ViewEvidence, ...]) -> ViewEdge:
    says = "\x1f".join((subject, predicate, obj, status, by))
    return ViewEdge(
        id=hashlib.sha256(says.encode()).hexdigest()[:12],
        subject=subject,
        predicate=predicate,
        object=obj,
        label=style.load().relation(predicate),
        status=status,
        attributed_to=by or None,
        evidence=evidence,
    )


def evidence(resource: Resource) -> ViewEvidence:
    """The evidence that a resource is."""
    begin, end = text(resource, vocab.BEGIN_INDEX), text(resource, vocab.END_INDEX)
    confidence = text(resource, vocab.CONFIDENCE)
    return ViewEvidence(
        document=text(resource, vocab.EVIDENCE_DOCUMENT) or None,
        sentence=text(resource, vocab.SENTENCE),
        begin=int(begin) if begin else None,
        end=int(end) if end else None,
        rule=text(resource, vocab.RULE),
        source=text(resource, vocab.SOURCE),
        confidence=float(confidence) if confidence else None,
    )


def _identifiers(resource: Resource) -> Iterator[ViewIdentifier]:
    styles = style.load()
    for iri in texts(resource, vocab.EXACT_MATCH):
        start = next((start for start in styles.links if iri.startswith(start)), "")
        name = styles.links.get(start, "Same as")
        yield ViewIdentifier(scheme=name, value=iri.removeprefix(start).strip("/"), url=web_address(iri))
    for predicate, (label, page) in styles.identifiers.items():
        for value in texts(resource, predicate):
            yield ViewIdentifier(scheme=label, value=value, url=page.replace("{}", quote(value, safe="")))
