"""Edges between entities by patterns over the parse, and whose the public bodies and policies are by their names."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from policygraph import vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors, without_datelines
from policygraph.extract._arguments import Arguments
from policygraph.extract._positions import heads
from policygraph.extract._putting import putting, supposed
from policygraph.extract._topics import Topics
from policygraph.gazetteer import Gazetteer
from policygraph.model import Claim, Evidence, Extraction, Kind, Mention, Modality, Polarity
from policygraph.patterns import RelationPattern, policy_owners, relation_words, relations

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
    anchors = Anchors(annotated, without_datelines(annotated, found.mentions))
    finder, topics = Arguments(anchors, gazetteer), Topics(annotated, anchors)
    for token in annotated.all_tokens:
        patterns = _patterns(token) if token.pos_ in ("VERB", "NOUN") else []
        if not patterns or annotated.quoted(token.idx) or supposed(token):
            continue
        for pattern in patterns:
            yield from _claims(annotated, found, token, pattern, finder, topics)
    yield from _carried(annotated, found)
    yield from _owned(annotated, found)


def _patterns(token: Token) -> list[RelationPattern]:
    lemma = token.lemma_.lower()
    return [p for p in relations() if lemma in (p.verbs if token.pos_ == "VERB" else p.nouns)]


def _claims(
    annotated: AnnotatedDocument,
    found: Extraction,
    trigger: Token,
    pattern: RelationPattern,
    finder: Arguments,
    topics: Topics,
) -> Iterator[Claim]:
    ends: list[list[Mention]] = []
    for places, kinds in ((pattern.subject, pattern.start), (pattern.object, pattern.end)):
        wanted = [Kind(k) for k in kinds]
        here = (m for place in places if (m := finder.of_kinds(trigger, place, wanted)))
        ends.append(next(here, []))
    if not ends[1] and Kind.POLICY.value in pattern.end:  # 'opposed the bill'
        pointing = (topics.pointed(head) for place in pattern.object for head in heads(trigger, place))
        ends[1] = [policy for policy in pointing if policy is not None]
    if any(heads(trigger, place) for place in pattern.unless):
        return
    put = putting(found, trigger)
    if pattern.lasts and _ended(trigger):
        stated = put.modality is Modality.PLANNED  # 'used to lead' is no plan
        put = replace(put, polarity=Polarity.DENIED, modality=Modality.STATED if stated else put.modality)
    evidence = Evidence(span=annotated.sentence(trigger.idx), rule=pattern.name)
    sides = {(c.object, c.predicate, c.attributed_to) for c in found.claims if c.evidence.rule == "stance"}
    for one in ends[0]:
        for other in ends[1]:
            start, end = (other, one) if pattern.reverse else (one, other)
            if (end.id, _EDGES[pattern.edge], put.attributed_to) in sides:
                continue  # a statement takes the side already
            yield Claim(
                subject=start.id,
                predicate=_EDGES[pattern.edge],
                object=end.id,
                evidence=evidence,
                polarity=put.polarity,
                modality=put.modality,
                attributed_to=put.attributed_to,
            )


def _ended(trigger: Token) -> bool:
    """Whether the words around say that it is so no longer: 'a former member', 'once led', 'stopped supporting'."""
    words = relation_words()
    if trigger.tag_ == "VBD" and trigger.lemma_.lower() in words.ended_by_past:
        return True
    if trigger.dep_ == "attr" and trigger.head.tag_ == "VBD" and trigger.head.lemma_.lower() == "be":
        return True
    told = [trigger, *([trigger.head] if trigger.dep_ == "attr" else [])]
    beside = any(c.lower_ in words.ended and c.dep_ in ("amod", "advmod", "compound") for t in told for c in t.children)
    return beside or (trigger.dep_ == "xcomp" and trigger.head.lemma_.lower() in words.ending_verbs)


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


def _owned(annotated: AnnotatedDocument, found: Extraction) -> Iterator[Claim]:
    """'California's SB 54', 'SB 54 of California': the jurisdiction that stands beside a policy."""
    text = annotated.document.text
    places = sorted(
        (m for m in found.mentions if m.kind is Kind.JURISDICTION and not m.reference), key=lambda m: m.span
    )
    starts = [place.span.start for place in places]
    for policy in found.mentions:
        if policy.kind is not Kind.POLICY or policy.reference or _is_modifier(annotated, policy):
            continue
        numbered, at = any(c.isdigit() for c in policy.name), bisect_right(starts, policy.span.start)
        for owner in policy_owners():
            place = next(iter(places[max(0, at - 1) : at] if owner.before else places[at : at + 1]), None)
            if place is None or (owner.numbered and not numbered):
                continue
            between = (place.span.end, policy.span.start) if owner.before else (policy.span.end, place.span.start)
            if owner.pattern.fullmatch(text, *between):
                evidence = Evidence(span=annotated.sentence(policy.span.start), rule="policy-beside-place")
                yield Claim(subject=policy.id, predicate=vocab.HAS_JURISDICTION, object=place.id, evidence=evidence)
                break


def _is_modifier(annotated: AnnotatedDocument, policy: Mention) -> bool:
    """Whether it only says of which kind something is: 'California's DACA recipients', 'Clean Air Act permit'."""
    phrase = annotated.parse.char_span(policy.span.start, policy.span.end, alignment_mode="expand")
    return phrase is not None and phrase.root.dep_ in ("compound", "nmod") and phrase.root.head.i >= phrase.end
