"""Events by patterns over the parse: a verb or noun that tells one, and where its arguments stand.

What is denied or planned keeps its polarity and modality on the claims. What is told only within a quotation is its
speaker's and makes no event here.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from policygraph import vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors
from policygraph.gazetteer import Gazetteer
from policygraph.model import (
    Attribution,
    Claim,
    DateMention,
    Event,
    Evidence,
    Extraction,
    Kind,
    Mention,
    Modality,
    Polarity,
    Span,
)
from policygraph.patterns import EventPattern, event_words, events

NEEDS = ("names", "dates", "attributions")

_ROLES = {
    "agent": (vocab.AGENT, (Kind.PERSON, Kind.ORGANIZATION)),
    "participant": (vocab.PARTICIPANT, (Kind.PERSON, Kind.ORGANIZATION)),
    "recipient": (vocab.RECIPIENT, (Kind.PERSON, Kind.ORGANIZATION, Kind.JURISDICTION)),
    "location": (vocab.LOCATION, (Kind.JURISDICTION, Kind.PLACE)),
}
_PLANNED = frozenset({"will", "would", "shall", "may", "might", "could", "should", "can", "must"})
_ATTENDANCE = re.compile(
    r"\b(?:(?:about|nearly|some|around|roughly|more than|over|at least|almost)\s+)?"
    r"(?:\d[\d,]*|dozens|hundreds|thousands|scores)(?:\s+of)?(?=\s+(?:\w+\s+){0,2}(?:people|protesters|demonstrators|activists|residents|students|marchers|supporters|workers)\b)",
    re.IGNORECASE,
)


def extract(annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> Iterator[Event | Claim]:
    """Events, each followed by the claims of its arguments; the subject of those is the event's id."""
    del gazetteer
    anchors = Anchors(annotated, found.mentions)
    triggers: dict[int, list[EventPattern]] = {}
    for pattern in events():
        for token in annotated.parse:
            verb = token.pos_ in ("VERB", "AUX") and token.lemma_ in pattern.verbs
            noun = token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in pattern.nouns
            if verb or noun:
                triggers.setdefault(token.i, []).append(pattern)
    for number in sorted(triggers):
        trigger = annotated.parse[number]
        # 'protest rally' is one event, told by its head.
        doubled = trigger.dep_ == "compound" and trigger.head.i in triggers
        if doubled or annotated.quoted(trigger.idx) or _supposed(trigger):
            continue
        for pattern in triggers[number]:
            arguments = _arguments(trigger, pattern, anchors)
            if all(arguments.get(role) for role in pattern.needs) and _told_of_people(trigger, pattern, arguments):
                yield from _told(annotated, found, trigger, pattern, arguments)
                break


def _told(
    annotated: AnnotatedDocument,
    found: Extraction,
    trigger: Token,
    pattern: EventPattern,
    arguments: dict[str, list[Mention]],
) -> Iterator[Event | Claim]:
    sentence = annotated.sentence(trigger.idx)
    polarity, modality = _polarity(trigger), _modality(trigger)
    said = next((a for a in found.attributions if a.content.start <= trigger.idx < a.content.end), None)
    speaker = said.speaker if said else None
    if said is not None:
        # What somebody is said to have claimed is no edge of the world, whoever it is.
        modality = Modality.ALLEGED if modality is Modality.STATED else modality
        polarity = Polarity.DENIED if _denied_by_cue(said, annotated) else polarity
    attendance = _ATTENDANCE.search(annotated.document.text[sentence.start : sentence.end])
    event = Event(
        id=f"e{trigger.i}",
        types=(pattern.event,),
        span=Span(start=trigger.idx, end=trigger.idx + len(trigger)),
        sentence=sentence,
        rule=pattern.name,
        attendance=attendance[0] if attendance and pattern.event == "Protest" else "",
    )
    yield event
    evidence = Evidence(span=sentence, rule=pattern.name)
    for role, mentions in arguments.items():
        for mention in mentions:
            yield Claim(
                subject=event.id,
                predicate=_ROLES[role][0],
                object=mention.id,
                evidence=evidence,
                polarity=polarity,
                modality=modality,
                attributed_to=speaker,
            )
    if when := _date(trigger, sentence, found):
        yield Claim(
            subject=event.id,
            predicate=vocab.START_DATE,
            object=when.value,
            evidence=evidence,
            polarity=polarity,
            modality=modality,
            attributed_to=speaker,
        )


def _denied_by_cue(said: Attribution, annotated: AnnotatedDocument) -> bool:
    """Whether the verb that reports denies: 'X denied that …'."""
    return said.cue is not None and any(t.lemma_.lower() == "deny" for t in annotated.tokens(said.cue))


def _supposed(trigger: Token) -> bool:
    """Whether the clause is a condition: 'if X visits Y' tells no visit."""
    verb = _governor(trigger)
    return any(c.dep_ == "mark" and c.lower_ in ("if", "whether", "unless") for c in verb.children)


def _told_of_people(trigger: Token, pattern: EventPattern, arguments: dict[str, list[Mention]]) -> bool:
    """Whether the subject is a person, named or not, where the pattern asks for one: stocks rally as well."""
    if not pattern.people or arguments.get("agent"):
        return True
    subjects = _subjects(trigger)
    return any(t.lemma_.lower() in event_words().people for s in subjects for t in (s, *s.conjuncts))


def _arguments(trigger: Token, pattern: EventPattern, anchors: Anchors) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for role, places in pattern.arguments.items():
        kinds = _ROLES[role][1]
        for place in places:
            mentions = [m for head in _heads(trigger, place) for m in _named(head, role, anchors, kinds)]
            if mentions:
                found[role] = mentions
                break
    return found


def _named(head: Token, role: str, anchors: Anchors, kinds: tuple[Kind, ...]) -> list[Mention]:
    """What a phrase names; for a location also where its head lies: 'the bridge between Doe and Roe'."""
    mentions = anchors.of_phrase(head, kinds)
    if mentions or role != "location":
        return mentions
    return [
        m
        for prep in head.children
        if prep.dep_ == "prep" and prep.lower_ in ("in", "near", "between", "at", "around")
        for place in prep.children
        if place.dep_ == "pobj"
        for m in anchors.of_phrase(place, kinds)
    ]


def _heads(trigger: Token, place: str) -> list[Token]:
    """The heads of the phrases at a named place from the trigger."""
    kind, _, word = place.partition(":")
    match kind:
        case "subject":
            return _subjects(trigger)
        case "object":
            return [t for t in trigger.children if t.dep_ in ("dobj", "obj", "nsubjpass")]
        case "possessor":
            return [t for t in trigger.children if t.dep_ == "poss"]
        case "by":
            return _objects_of(trigger, "by", ("agent", "prep"))
        case "prep":
            return _objects_of(trigger, word, ("prep",))
        case "host":
            return _hosts(trigger)
        case "host-location":
            verb = _governor(trigger)
            return [h for p in ("in", "at", "near", "outside") for h in _objects_of(verb, p, ("prep",))]
    raise ValueError(f"no such place of an argument: {place}")


def _subjects(verb: Token) -> list[Token]:
    """Subjects of a verb, taken over from the verb it is coordinated with or complements."""
    own = [t for t in verb.children if t.dep_ == "nsubj"]
    if own and own[0].lower_ in ("who", "that", "which") and verb.dep_ == "relcl":
        return [verb.head]
    if own or verb.dep_ not in ("conj", "xcomp", "advcl") or verb.head.i == verb.i:
        return own
    return [] if any(t.dep_ == "nsubjpass" for t in verb.children) else _subjects(verb.head)


def _objects_of(token: Token, preposition: str, relations: tuple[str, ...]) -> list[Token]:
    """Objects of a preposition that hangs on a token, or on a noun of the same compound ('protest rally near')."""
    holders = [token, *(t for t in (token.head,) if token.dep_ == "compound")]
    return [
        obj
        for holder in holders
        for prep in holder.children
        if prep.dep_ in relations and prep.lower_ == preposition
        for obj in prep.children
        if obj.dep_ in ("pobj", "pcomp")
    ]


def _hosts(noun: Token) -> list[Token]:
    """The subject of the verb that a noun hangs on: 'Doe, in a visit to X, said', 'Doe made a trip to X'."""
    verb = _governor(noun)
    held = noun.dep_ in ("dobj", "pobj") and (noun.dep_ == "dobj" or noun.head.lower_ in ("in", "on", "during"))
    return _subjects(verb) if held and verb.pos_ == "VERB" else []


def _governor(token: Token) -> Token:
    """The nearest verb above a token."""
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def _polarity(trigger: Token) -> Polarity:
    verb = _governor(trigger)
    tokens = [trigger, verb, *([verb.head] if verb.dep_ == "xcomp" else [])]
    words = event_words()
    denied = any(c.dep_ == "neg" or c.lower_ == "never" for t in tokens for c in t.children)
    denied = denied or any(t.lemma_.lower() in words.denying_verbs for t in tokens if t.i != trigger.i)
    subjects = [c for t in tokens for c in t.children if c.dep_ in ("nsubj", "nsubjpass")]
    nobody = any(
        t.lower_ in words.denying_subjects
        for s in subjects
        for t in (s, *s.children)
        if t.dep_ in ("nsubj", "det", "preconj", "cc", "nsubjpass")
    )
    return Polarity.DENIED if denied or nobody else Polarity.AFFIRMED


def _modality(trigger: Token) -> Modality:
    verb = _governor(trigger)
    modal = any(c.dep_ == "aux" and c.lower_ in _PLANNED for c in verb.children)
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children) and verb.dep_ in (
        "xcomp",
        "acl",
    )
    planned = trigger.lower_ in ("planned", "upcoming") or any(
        c.lower_ in ("planned", "upcoming", "scheduled", "cancelled", "canceled") for c in trigger.children
    )
    return Modality.PLANNED if modal or infinitive or planned else Modality.STATED


def _date(trigger: Token, sentence: Span, found: Extraction) -> DateMention | None:
    """The date of the sentence that stands nearest to the trigger."""
    inside = [d for d in found.dates if sentence.covers(d.span)]
    return min(inside, key=lambda d: (abs(d.span.start - trigger.idx), d.span), default=None)
