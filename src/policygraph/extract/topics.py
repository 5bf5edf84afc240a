"""Which event of the text another event, or a statement, is said to be about: 'rallied to protest the visit'.

The noun that names it stands where data/patterns/topics.toml says; of a statement, anywhere in its content. The
tellings that may be meant are kept, as only `resolve` knows which of them are of one event.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._bare_nouns import BareNouns
from policygraph.extract._positions import heads, objects
from policygraph.gazetteer import Gazetteer
from policygraph.model import Attribution, Event, Extraction, Topic
from policygraph.patterns import TopicPattern, event_nouns, event_words, topic_words, topics

NEEDS = ("names", "attributions", "events", "references")

_AIMS = frozenset({"advcl", "xcomp", "acl", "conj"})
_AFTER = frozenset({"for", "in", "at", "into"})
_MINE = frozenset({"my", "your", "his", "her", "its", "our", "their"})


def extract(annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> Iterator[Topic]:
    """The topics of events, then those of statements, each in text order."""
    del gazetteer
    if not found.events:
        return
    nouns = BareNouns(annotated, found)
    told = {annotated.root(e.span).i: e for e in found.events}
    for number, event in told.items():
        trigger = annotated.all_tokens[number]
        yield from _of_event(trigger, event, told, nouns)
    for attribution in found.attributions:
        yield from _of_statement(annotated, attribution, nouns)


def _of_event(trigger: Token, event: Event, told: dict[int, Event], nouns: BareNouns) -> Iterator[Topic]:
    types = {e.id: e.types for e in told.values()}
    for pattern in topics():
        if pattern.events.isdisjoint(event.types) or not _told_so(trigger, pattern):
            continue
        for noun in dict.fromkeys(_named(trigger, pattern)):
            own = told.get(noun.i)
            topic = Topic(subject=event.id, events=(own.id,)) if own else nouns.meant(noun, event.id)
            if topic and all(pattern.other_than.isdisjoint(types[i]) for i in topic.events):
                yield topic


def _told_so(trigger: Token, pattern: TopicPattern) -> bool:
    return not pattern.triggers or (trigger.pos_ == "VERB" and trigger.lemma_.lower() in pattern.triggers)


def _named(trigger: Token, pattern: TopicPattern) -> Iterator[Token]:
    """The nouns that stand where a pattern says."""
    for at in _seen_from(trigger, pattern):
        for place in pattern.places:
            for noun in heads(at, place):
                yield from (n for n in (noun, *noun.conjuncts) if n.i != trigger.i and n.pos_ in ("NOUN", "PROPN"))


def _seen_from(trigger: Token, pattern: TopicPattern) -> list[Token]:
    """The words from which a pattern's places are seen."""
    host = _host(trigger)
    if pattern.causes:
        above = trigger.head
        return [above] if trigger.dep_ == "dobj" and above.lemma_.lower() in pattern.causes else []
    if pattern.aims:
        around = [trigger, *host, *(objects(trigger) if trigger.pos_ == "VERB" else [])]
        return [a for a in _aims(around) if a.i != trigger.i and a.lemma_.lower() in pattern.aims]
    only_prepositions = all(place.startswith("prep:") for place in pattern.places)
    return [trigger, *(host if only_prepositions else [])]


def _host(noun: Token) -> list[Token]:
    """The verb that tells that what a noun names took place: 'held a rally', 'gathered for one', 'protests erupted'."""
    if noun.pos_ == "VERB":
        return []
    light, hosting = event_words().light_verbs, topic_words().hosting
    if noun.dep_ == "pobj" and noun.head.lower_ in _AFTER:
        verb, words = noun.head.head, hosting
    elif noun.dep_ in ("dobj", "nsubj", "nsubjpass"):
        verb, words = noun.head, light | hosting
    else:
        return []
    return [verb] if verb.pos_ == "VERB" and verb.lemma_.lower() in words else []


def _aims(around: Iterable[Token]) -> Iterator[Token]:
    """The verbs of clauses that tell more of some words, and what goes on with them: 'to protest', 'protesting'."""
    for word in around:
        for clause in word.children:
            if clause.dep_ not in _AIMS or clause.pos_ != "VERB":
                continue
            to = any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)
            if to or clause.tag_ == "VBG":
                yield from (clause, *clause.conjuncts)


def _of_statement(annotated: AnnotatedDocument, attribution: Attribution, nouns: BareNouns) -> Iterator[Topic]:
    """What a content points to; whose 'our visit' in somebody's own words is isn't known here."""
    if attribution.attributed_to:
        return
    for token in annotated.tokens(attribution.content):
        if token.lower_ not in event_nouns() or token.pos_ != "NOUN":
            continue
        if annotated.quoted(token.idx) and any(c.lower_ in _MINE for c in token.children):
            continue
        if topic := nouns.meant(token, attribution.content):
            yield topic
