"""Edges between entities by patterns over the parse, and the places that public bodies carry in their names."""

from collections.abc import Iterator

from spacy.tokens import Token

from policygraph import vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors
from policygraph.extract._arguments import Arguments
from policygraph.extract._putting import putting, supposed
from policygraph.gazetteer import Gazetteer
from policygraph.model import Claim, Evidence, Extraction, Kind, Mention
from policygraph.patterns import RelationPattern, relations

NEEDS = ("names", "attributions", "references")

_EDGES = {
    "memberOf": vocab.MEMBER_OF,
    "headOf": vocab.HEAD_OF,
    "represents": vocab.REPRESENTS,
    "founder": vocab.FOUNDER,
    "funder": vocab.FUNDER,
    "basedNear": vocab.BASED_NEAR,
    "subOrganizationOf": vocab.SUB_ORGANIZATION_OF,
    "sponsor": vocab.SPONSOR,
    "supports": vocab.SUPPORTS,
    "opposes": vocab.OPPOSES,
}


def extract(annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> Iterator[Claim]:
    """Claims in text order of their triggers, then those of names."""
    finder = Arguments(Anchors(annotated, found.mentions), gazetteer)
    for token in annotated.parse:
        if token.pos_ not in ("VERB", "NOUN") or annotated.quoted(token.idx) or supposed(token):
            continue
        for pattern in _patterns(token):
            yield from _claims(annotated, found, token, pattern, finder)
    yield from _carried(annotated, found)


def _patterns(token: Token) -> list[RelationPattern]:
    lemma = token.lemma_.lower()
    return [p for p in relations() if lemma in (p.verbs if token.pos_ == "VERB" else p.nouns)]


def _claims(
    annotated: AnnotatedDocument, found: Extraction, trigger: Token, pattern: RelationPattern, finder: Arguments
) -> Iterator[Claim]:
    ends: list[list[Mention]] = []
    for places, kinds in ((pattern.subject, pattern.start), (pattern.object, pattern.end)):
        wanted = [Kind(k) for k in kinds]
        here = (m for place in places if (m := finder.of_kinds(trigger, place, wanted)))
        ends.append(next(here, []))
    put = putting(annotated, found, trigger)
    evidence = Evidence(span=annotated.sentence(trigger.idx), rule=pattern.name)
    for one in ends[0]:
        for other in ends[1]:
            start, end = (other, one) if pattern.reverse else (one, other)
            yield Claim(
                subject=start.id,
                predicate=_EDGES[pattern.edge],
                object=end.id,
                evidence=evidence,
                polarity=put.polarity,
                modality=put.modality,
                attributed_to=put.attributed_to,
            )


def _carried(annotated: AnnotatedDocument, found: Extraction) -> Iterator[Claim]:
    """'Roe County Commission' is of Roe County: the place nested in a public body's name."""
    bodies = [m for m in found.mentions if m.kind is Kind.ORGANIZATION and not m.reference]
    for place in found.mentions:
        if place.rule != "nested":
            continue
        body = next((b for b in bodies if b.span.covers(place.span)), None)
        if body is not None:
            yield Claim(
                subject=body.id,
                predicate=vocab.HAS_JURISDICTION,
                object=place.id,
                evidence=Evidence(span=annotated.sentence(body.span.start), rule="name-carries-place"),
            )
