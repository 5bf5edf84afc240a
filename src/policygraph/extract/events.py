"""Events by patterns over the parse: a verb or noun that tells one, and where its arguments stand.

What is denied or planned keeps its polarity and modality on the claims. What is told only within a quotation is its
speaker's and makes no event here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from policygraph import vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors, without_datelines
from policygraph.extract._arguments import Arguments
from policygraph.extract._positions import objects, subjects
from policygraph.extract._putting import Putting, putting, supposed
from policygraph.extract._triggers import goes_with, only_names, told_by_head, triggers_of, wished, word_of
from policygraph.extract._when import due, happened, next_sentences
from policygraph.gazetteer import Gazetteer
from policygraph.model import (
    Claim,
    DateValue,
    Event,
    Evidence,
    Extraction,
    Kind,
    Mention,
    Span,
)
from policygraph.patterns import Continuation, EventPattern, continuations, event_words

NEEDS = ("names", "dates", "attributions", "references")

_ROLES = {
    "agent": vocab.AGENT,
    "participant": vocab.PARTICIPANT,
    "recipient": vocab.RECIPIENT,
    "location": vocab.LOCATION,
}
_SENTENCES_TO_COMPANY = 2
_ATTENDANCE = re.compile(
    r"\b(?:(?:about|nearly|some|around|roughly|more than|over|at least|almost)\s+)?"
    r"(?:\d[\d,]*|dozens|hundreds|thousands|scores)(?:\s+of)?(?=\s+(?:\w+\s+){0,2}(?:people|protesters|demonstrators"
    r"|activists|residents|students|marchers|supporters|workers)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One event as a sentence tells it."""

    trigger: Token
    pattern: EventPattern
    arguments: dict[str, list[Mention]]
    sentence: Span
    when: DateValue | None
    deadline: DateValue | None


def extract(annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> Iterator[Event | Claim]:
    """Events, each followed by the claims of its arguments; the subject of those is the event's id."""
    finder = Arguments(Anchors(annotated, without_datelines(annotated, found.mentions)), gazetteer)
    triggers = triggers_of(annotated)
    tellings: list[_Told] = []
    verbs: dict[int, str] = {}  # token number → the type of event that the verb there tells
    for number in sorted(triggers):
        trigger = annotated.all_tokens[number]
        if annotated.quoted(trigger.idx) or supposed(trigger) or wished(trigger):
            continue
        if told_by_head(trigger, triggers) or _told_by_predicate(annotated, found, trigger, triggers, finder):
            continue
        for pattern in triggers[number]:
            told = _read(annotated, found, trigger, pattern, finder)
            if told is not None and not _told_by_verb(trigger, pattern.event, verbs):
                verbs[number] = pattern.event
                tellings.append(told)
                yield from _findings(annotated, found, told)
                break
    yield from _continued(annotated, found, tellings, finder)


def _continued(
    annotated: AnnotatedDocument, found: Extraction, tellings: list[_Told], finder: Arguments
) -> Iterator[Claim]:
    """Who a later sentence says took part: of each telling the two sentences after it, up to the next telling."""
    taken = {told.sentence for told in tellings}
    for told in tellings:
        for following in next_sentences(annotated, told.sentence, _SENTENCES_TO_COMPANY):
            if following in taken:
                break
            for token in annotated.tokens(following):
                added = _added(token, told.pattern.event)
                if added is None or annotated.quoted(token.idx):
                    continue
                put = putting(found, token)
                for place in added.participant:
                    for mention in finder.at(token, place, "participant", told.pattern.event):
                        yield _claim(told, following, added.name, put, (vocab.PARTICIPANT, mention.id))


def _added(token: Token, event: str) -> Continuation | None:
    if token.pos_ != "VERB":
        return None
    lemma = token.lemma_.lower()
    return next((c for c in continuations() if lemma in c.verbs and event in c.events), None)


def _told_by_predicate(
    annotated: AnnotatedDocument,
    found: Extraction,
    trigger: Token,
    triggers: dict[int, list[EventPattern]],
    finder: Arguments,
) -> bool:
    """Whether the verb of a noun tells the event with more in it: 'an earthquake hit Chicago'."""
    if trigger.dep_ != "nsubj":
        return False
    asked = (p for p in triggers.get(trigger.head.i, ()) if word_of(trigger) in p.subjects)
    return any(_read(annotated, found, trigger.head, p, finder) is not None for p in asked)


def _told_by_verb(trigger: Token, event: str, verbs: dict[int, str]) -> bool:
    """Whether a noun is but what the verb of the event makes: 'issued a ruling', not 'upheld Roe's ruling'."""
    owned = event == "LegalAction" and any(c.dep_ == "poss" for c in trigger.children)
    return trigger.dep_ == "dobj" and not owned and verbs.get(trigger.head.i) == event


def _read(
    annotated: AnnotatedDocument, found: Extraction, trigger: Token, pattern: EventPattern, finder: Arguments
) -> _Told | None:
    """The event that a trigger tells by a pattern, or None."""
    if not goes_with(trigger, pattern, finder) or (trigger.pos_ != "VERB" and only_names(trigger, finder)):
        return None
    arguments: dict[str, list[Mention]] = {}
    for role, places in pattern.arguments.items():
        filled: list[Mention] = []
        for place in places:
            if not filled or role == "participant":
                filled += [m for m in finder.at(trigger, place, role, pattern.event) if m not in filled]
        arguments[role] = [m for m in filled if not (pattern.bodies and m.kind is Kind.PERSON)]
    if pattern.transitive and not objects(trigger):
        # Headlines leave 'was' out: 'Doe sentenced to two years'.
        told_to = "recipient" if "recipient" in pattern.arguments else "participant"
        named = [m for m in arguments["agent"] if m.kind is not Kind.JURISDICTION]
        arguments[told_to] = arguments[told_to] or named
        arguments["agent"] = [m for m in named if m not in arguments[told_to]]
    sentence = annotated.sentence(trigger.idx)
    when = happened(annotated, trigger, sentence, found)
    there = {role for role, mentions in arguments.items() if mentions} | ({"date"} if when else set())
    if not set(pattern.needs) <= there or (pattern.either and there.isdisjoint(pattern.either)):
        return None
    if pattern.people and not arguments.get("agent") and not _people(trigger):
        return None
    return _Told(
        trigger=trigger,
        pattern=pattern,
        arguments=arguments,
        sentence=sentence,
        when=when,
        deadline=due(annotated, pattern.event, sentence, found, when),
    )


def _findings(annotated: AnnotatedDocument, found: Extraction, told: _Told) -> Iterator[Event | Claim]:
    trigger, pattern, sentence = told.trigger, told.pattern, told.sentence
    put = putting(found, trigger)
    attendance = _ATTENDANCE.search(annotated.document.text[sentence.start : sentence.end])
    policies = [m.id for m in found.mentions if m.kind is Kind.POLICY and sentence.covers(m.span)]
    event = Event(
        id=f"e{trigger.i}",
        types=(pattern.event,),
        span=Span(start=trigger.idx, end=trigger.idx + len(trigger)),
        sentence=sentence,
        rule=pattern.name,
        about=tuple(policies),
        attendance=attendance[0] if attendance and pattern.event == "Protest" else "",
    )
    yield event
    told_of: list[tuple[str, str | DateValue]] = [
        (_ROLES[role], m.id) for role in _ROLES for m in told.arguments.get(role, ())
    ]
    if told.when:
        told_of.append((vocab.START_DATE, told.when))
    if told.deadline:
        told_of.append((vocab.DEADLINE, told.deadline))
    for told_one in told_of:
        yield _claim(told, sentence, pattern.name, put, told_one)


def _claim(told: _Told, sentence: Span, rule: str, put: Putting, argument: tuple[str, str | DateValue]) -> Claim:
    predicate, obj = argument
    return Claim(
        subject=f"e{told.trigger.i}",
        predicate=predicate,
        object=obj,
        evidence=Evidence(span=sentence, rule=rule),
        polarity=put.polarity,
        modality=put.modality,
        attributed_to=put.attributed_to,
    )


def _people(trigger: Token) -> bool:
    """Whether the subject is a person without a name: stocks rally as well."""
    return any(t.lemma_.lower() in event_words().people for s in subjects(trigger) for t in (s, *s.conjuncts))
