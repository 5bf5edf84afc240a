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
from policygraph.extract._positions import governor, heads, infinitives, objects, subjects
from policygraph.extract._putting import Putting, putting, supposed
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
from policygraph.patterns import Continuation, EventPattern, continuations, event_words, events

NEEDS = ("names", "dates", "attributions", "references")

_ROLES = {
    "agent": vocab.AGENT,
    "participant": vocab.PARTICIPANT,
    "recipient": vocab.RECIPIENT,
    "location": vocab.LOCATION,
}
# Policies that an executive makes alone; what others vote on is a bill.
_ORDERS = frozenset({"order", "orders", "directive", "proclamation", "memorandum", "declaration"})
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
    triggers = _triggers(annotated)
    tellings: list[_Told] = []
    verbs: dict[int, str] = {}  # token number → the type of event that the verb there tells
    for number in sorted(triggers):
        trigger = annotated.parse[number]
        if annotated.quoted(trigger.idx) or supposed(trigger) or _wished(trigger):
            continue
        if _told_by_head(trigger, triggers):
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
                added = _added(token, told.pattern.event) if not annotated.quoted(token.idx) else None
                if added is None:
                    continue
                put = putting(annotated, found, token)
                for place in added.participant:
                    for mention in finder.at(token, place, "participant", told.pattern.event):
                        yield _claim(told, following, added.name, put, (vocab.PARTICIPANT, mention.id))


def _added(token: Token, event: str) -> Continuation | None:
    if token.pos_ != "VERB":
        return None
    lemma = token.lemma_.lower()
    return next((c for c in continuations() if lemma in c.verbs and event in c.events), None)


def _told_by_head(trigger: Token, triggers: dict[int, list[EventPattern]]) -> bool:
    """Whether a word above tells the same event: 'protest rally', 'voted to repeal', 'ruled, finding that',
    'an earthquake hit'.
    """
    above = trigger.head.head if trigger.dep_ == "pcomp" else trigger.head
    if above.i == trigger.i or above.i not in triggers:
        return False
    if trigger.dep_ == "compound":
        return True
    if trigger.dep_ == "nsubj" and any(_word(trigger) in p.subjects for p in triggers[above.i]):
        return True
    same = {p.event for p in triggers[above.i]} & {p.event for p in triggers[trigger.i]}
    goes_on = trigger.dep_ == "acl" or any(trigger.i == t.i for t in infinitives(above))
    goes_on = goes_on or (trigger.dep_ == "advcl" and trigger.tag_ == "VBG")
    return bool(same) and goes_on


def _told_by_verb(trigger: Token, event: str, verbs: dict[int, str]) -> bool:
    """Whether a noun is but the object of the verb that tells the event: 'issued a ruling', not 'upheld Roe's ruling'."""
    owned = any(c.dep_ == "poss" for c in trigger.children)
    return trigger.dep_ == "dobj" and not owned and verbs.get(trigger.head.i) == event


def _wished(trigger: Token) -> bool:
    """Whether somebody only wants it done: 'asked the mayor to visit Laredo', 'the power to declare an emergency'."""
    verb = governor(trigger)
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    if verb.dep_ not in ("xcomp", "ccomp", "acl") or not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return False
    words = event_words()
    return verb.head.lemma_.lower() not in words.planning | words.denying_verbs


def _triggers(annotated: AnnotatedDocument) -> dict[int, list[EventPattern]]:
    by_verb: dict[str, list[EventPattern]] = {}
    by_noun: dict[str, list[EventPattern]] = {}
    for pattern in events():
        for lemma in pattern.verbs:
            by_verb.setdefault(lemma, []).append(pattern)
        for lemma in pattern.nouns:
            by_noun.setdefault(lemma, []).append(pattern)
    triggers: dict[int, list[EventPattern]] = {}
    for token in annotated.parse:
        if token.pos_ in ("VERB", "AUX"):
            patterns = by_verb.get(token.lemma_.lower())
        else:
            patterns = by_noun.get(_word(token)) if token.pos_ in ("NOUN", "PROPN") else None
        if patterns:
            triggers[token.i] = patterns
    return triggers


def _read(
    annotated: AnnotatedDocument, found: Extraction, trigger: Token, pattern: EventPattern, finder: Arguments
) -> _Told | None:
    """The event that a trigger tells by a pattern, or None."""
    if not _goes_with(trigger, pattern, finder) or (trigger.pos_ != "VERB" and _only_names(trigger, finder)):
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
        arguments[told_to] = arguments[told_to] or arguments["agent"]
        arguments["agent"] = [m for m in arguments["agent"] if m not in arguments[told_to]]
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
        deadline=due(annotated, trigger, pattern.event, sentence, found, when),
    )


def _word(token: Token) -> str:
    """The lemma; the model leaves a noun with a capital in the plural: 'Executive Orders'."""
    lemma = token.lemma_.lower()
    return lemma.removesuffix("s") if token.pos_ == "PROPN" and len(lemma) > 4 else lemma


def _only_names(noun: Token, finder: Arguments) -> bool:
    """Whether a noun is but a part of a name or says what kind another noun is of: 'Fire Company', 'flood insurance'."""
    return finder.anchors.of_token(noun) is not None or (noun.dep_ == "compound" and noun.head.tag_ != "VBG")


def _goes_with(trigger: Token, pattern: EventPattern, finder: Arguments) -> bool:
    """Whether the trigger has the object, modifier, phrase and subject that the pattern asks for."""
    if pattern.objects:
        inside = [
            *objects(trigger),
            *heads(trigger, "patient"),
            *(subjects(trigger) if "object-body" in pattern.arguments.get("agent", ()) else []),
        ]
        if trigger.pos_ != "VERB":
            inside = [t for t in trigger.children if t.dep_ in ("compound", "amod", "nmod")] + heads(trigger, "prep:of")
        inside += [c for t in inside for c in (*t.conjuncts, *t.children) if c.dep_ in ("conj", "appos")]
        inside += [
            t for o in inside for p in o.children if p.dep_ == "prep" and p.lower_ in ("of", "for") for t in p.children
        ]
        if not any(_is_one_of(t, pattern.objects, finder) for t in inside):
            return False
    if pattern.phrases and not any(heads(trigger, place) for place in pattern.phrases):
        return False
    return not pattern.subjects or _is_done_by(trigger, pattern.subjects, finder)


def _is_done_by(trigger: Token, wanted: frozenset[str], finder: Arguments) -> bool:
    """Whether one of the words is the subject, its title or a word of its name: 'a judge', 'Judge Roe', 'the Court'."""
    who = [*subjects(trigger), *heads(trigger, "by")]
    words = {t.lemma_.lower() for w in who for t in (w, *w.children) if t.i == w.i or t.dep_ in ("compound", "appos")}
    named = {word for t in who if (m := finder.anchors.of_token(t)) for word in m.name.lower().split()}
    return not wanted.isdisjoint(words | named)


def _is_one_of(token: Token, wanted: frozenset[str], finder: Arguments) -> bool:
    """Whether a token is one of the words, or names a policy that is: 'POLICY' stands for any but an order."""
    mention = finder.anchors.of_token(token)
    if mention is not None and mention.kind is Kind.PERSON and "PERSON" in wanted:
        return True
    if token.lower_ in ("it", "them") and "IT" in wanted:
        before = token.doc[token.sent.start : token.i]
        return any(_is_one_of(t, wanted - {"IT"}, finder) for t in before)
    if mention is None or mention.kind is not Kind.POLICY:
        return _word(token) in wanted
    words = set(mention.name.lower().split())
    return ("POLICY" in wanted and _ORDERS.isdisjoint(words)) or not wanted.isdisjoint(words)


def _findings(annotated: AnnotatedDocument, found: Extraction, told: _Told) -> Iterator[Event | Claim]:
    trigger, pattern, sentence = told.trigger, told.pattern, told.sentence
    put = putting(annotated, found, trigger)
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
