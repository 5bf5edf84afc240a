"""When an event happened and by when something is to be done: the dates of a sentence, shared out to its clauses."""

import bisect
import re
from collections.abc import Iterator
from itertools import takewhile

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._calendar import fits_its_form
from policygraph.model import DateMention, DateValue, Extraction, Span

# What is asked, ordered or answered may have to be done by a day.
_WITH_DEADLINE = frozenset({"Correspondence", "LegalAction", "ExecutiveAction", "LegislativeAction"})
_BEFORE_DEADLINE = re.compile(r"\b(?:by|before|until|deadline of|no later than)\s+(?:the\s+)?$", re.IGNORECASE)
_SET_DEADLINE = re.compile(r"\b(?:until|deadline (?:of|is|was)|no later than)\s+(?:the\s+)?$", re.IGNORECASE)
_SENTENCES_TO_DEADLINE = 2
_DATES_OF_A_SENTENCE = 50
# Clauses that tell something of their own; the other kinds go on with what the clause above tells.
_OWN_CLAUSE = frozenset({"relcl", "ccomp", "acl", "advcl"})
# 'Spoke at a rally on Friday' dates the rally, 'was sentenced for a murder on Friday' no murder.
_DURING = frozenset({"in", "at", "on", "during", "with", "by"})
_GATHERING = frozenset({"gather", "assemble", "meet", "travel", "come", "return", "turn"})  # 'for a rally'
_PARTS_OF_DAYS = frozenset({"morning", "afternoon", "evening", "night"})
_BEFORE_NOUN = frozenset({"compound", "nummod", "nmod", "amod", "poss"})


def happened(annotated: AnnotatedDocument, trigger: Token, sentence: Span, found: Extraction) -> DateValue | None:
    """The day of the event: of the dates in its clause, or else in the clauses above, the nearest."""
    published = annotated.document.published
    near = []
    for mention in _inside(found, sentence):
        # What is told as done did not happen after it was told; a deadline is no day of doing.
        if published is not None and mention.value.earliest > published:
            continue
        if _stands_after(_BEFORE_DEADLINE, annotated, mention, sentence):
            continue
        clauses = _clauses_up(trigger, annotated.root(mention.span))
        if clauses is not None:
            near.append((clauses, abs(mention.span.start - trigger.idx), mention.span, mention.value))
    return min(near)[-1] if near else None


def due(
    annotated: AnnotatedDocument, event: str, sentence: Span, found: Extraction, when: DateValue | None
) -> DateValue | None:
    """The day by which something is to be done, told beside the event or, where a deadline is named, soon after it."""
    if event not in _WITH_DEADLINE:
        return None
    begin = when.latest if when is not None else annotated.document.published
    for mention in _inside(found, sentence):
        ahead = begin is not None and mention.value.earliest > begin
        if ahead and _stands_after(_BEFORE_DEADLINE, annotated, mention, sentence):
            return mention.value
    if event != "Correspondence":
        return None
    for following in next_sentences(annotated, sentence, _SENTENCES_TO_DEADLINE):
        for mention in _inside(found, following):
            if _stands_after(_SET_DEADLINE, annotated, mention, following):
                return mention.value
    return None


def next_sentences(annotated: AnnotatedDocument, sentence: Span, number: int) -> Iterator[Span]:
    """So many sentences after one, or as many as there are."""
    text = annotated.document.text
    for _ in range(number):
        begin = next((i for i in range(sentence.end, len(text)) if not text[i].isspace()), None)
        if begin is None:
            return
        sentence = annotated.sentence(begin)
        yield sentence


def _inside(found: Extraction, sentence: Span) -> Iterator[DateMention]:
    first = bisect.bisect_left(found.dates, sentence.start, key=lambda d: d.span.start)
    inside = takewhile(lambda d: sentence.covers(d.span), found.dates[first : first + _DATES_OF_A_SENTENCE])
    return filter(lambda d: fits_its_form(d.value), inside)


def _stands_after(words: re.Pattern[str], annotated: AnnotatedDocument, mention: DateMention, sentence: Span) -> bool:
    return words.search(annotated.document.text[sentence.start : mention.span.start]) is not None


def _clauses_up(trigger: Token, date: Token) -> int | None:
    """How many clauses above the trigger's own a date stands; None if it belongs to another clause or to a noun of
    its own: 'a 2005 law', 'the Friday vote'.
    """
    if date.head.lower_ in _PARTS_OF_DAYS:
        date = date.head
    if date.dep_ in _BEFORE_NOUN:
        while date.dep_ in _BEFORE_NOUN:
            date = date.head
        return 0 if date.i == trigger.i else None
    clauses = 0
    for token in _reach(trigger):
        if token.i == date.i or token.is_ancestor(date):
            path = [t for t in (date, *date.ancestors) if token.is_ancestor(t)]
            other = any(_tells_own(t, trigger) for t in path)
            return None if other else clauses
        clauses += token.dep_ in _OWN_CLAUSE
    return None


def _reach(trigger: Token) -> Iterator[Token]:
    """The trigger and what stands above it as far as its dates may: a noun's up to the verb that tells of it ('held a
    rally', 'the rally began', 'spoke at a rally'), none of a clause that only describes a noun.
    """
    yield trigger
    below = trigger
    verbs = int(trigger.pos_ in ("VERB", "AUX"))
    for token in trigger.ancestors:
        if below.dep_ in ("relcl", "acl") or (not verbs and not _tells_of(token, below)):
            return
        yield token
        verbs += token.pos_ in ("VERB", "AUX")
        if verbs and trigger.pos_ not in ("VERB", "AUX"):
            return
        below = token


def _tells_of(above: Token, below: Token) -> bool:
    """Whether a noun goes on in the word above: as a verb's own phrase, in a list or in a compound."""
    if above.pos_ in ("VERB", "AUX"):
        return True
    if below.dep_ == "pobj":
        verb = above.head
        during = above.lower_ in _DURING or (above.lower_ == "for" and verb.lemma_.lower() in _GATHERING)
        return during and verb.pos_ in ("VERB", "AUX")
    return below.dep_ in ("compound", "conj") and above.pos_ in ("NOUN", "PROPN")


def _tells_own(token: Token, trigger: Token) -> bool:
    """Whether a token heads a clause that is not about the trigger, as 'sent' in 'a letter sent on Friday' is."""
    if token.pos_ not in ("VERB", "AUX") or token.dep_ not in (*_OWN_CLAUSE, "conj"):
        return False
    return not (token.dep_ == "acl" and token.head.i == trigger.i)
