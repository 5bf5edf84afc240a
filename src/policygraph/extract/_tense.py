"""Whether the verb over an expression of time tells of what has happened or of what is to come."""

import re
from functools import cache

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.model import Span
from policygraph.patterns import date_words

OVER, OPEN, AHEAD, NEAR = -1, 0, 1, 2
_CLIMB = 6
_PAST_HELPERS = frozenset({"was", "were", "had"})
# 'Put off to Oct. 25', 'a term until June': a day of something else than of what was done.
_NOT_OF_THE_DEED = frozenset({"to", "for", "of", "until", "till", "by", "from", "as", "before", "after", "through"})
_PARTS_OF_DAYS = frozenset({"morning", "afternoon", "evening", "night", "noon", "midnight"})
_VERBS = ("VERB", "AUX")
_REACH = 16  # code points before a date: the longest of the words that set a deadline


def direction(annotated: AnnotatedDocument, span: Span) -> int:
    """AHEAD, OVER, or OPEN where nothing tells, always so without a parse; NEAR of what lay ahead in a past moment and
    may be over by now: 'was to meet', 'said that she would'.
    """
    if not annotated.parse.has_annotation("DEP"):
        return OPEN
    verb, way = _verb_over(annotated, span)
    return OPEN if verb is None else _tense(verb, way)


def deadline(annotated: AnnotatedDocument, span: Span) -> bool:
    """Whether a word before a date sets it as a limit or a beginning ahead: 'by Friday', 'a week from Tuesday'."""
    before = annotated.document.text[max(0, span.start - _REACH) : span.start]
    told = _before().search(before)
    return told is not None and not behind(annotated, span, told["word"].lower())


def behind(annotated: AnnotatedDocument, span: Span, word: str) -> bool:
    """Whether the verb over a date after 'by', 'until' … puts it in the past all the same."""
    if not annotated.parse.has_annotation("DEP"):
        return False
    verb, _ = _verb_over(annotated, span)
    if verb is None:
        return False
    # 'Votes had been counted by Friday', 'by Friday, Doe agreed', 'rain fell through Sunday'.
    over = any(c.dep_ == "aux" and c.lower_ in ("had", "'d", "’d") for c in verb.children)
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    past = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and bool(helpers & {"was", "were"}))
    lasted = past and (word == "through" or span.start < verb.idx)
    return over or lasted


@cache
def _before() -> re.Pattern[str]:
    words = "|".join(r"\s+".join(map(re.escape, word.split())) for word in sorted(date_words().deadlines))
    return re.compile(rf"\b(?P<word>{words}|(?:days?|weeks?) from)\s+$", re.IGNORECASE)


def _verb_over(annotated: AnnotatedDocument, span: Span) -> tuple[Token | None, set[str]]:
    """The verb that an expression hangs on, and the words between, in small letters."""
    token = annotated.root(span)
    way = {token.lower_}
    first = annotated.tokens(span)[0]
    before = first.nbor(-1) if first.i else None
    if before is not None and before.tag_ == "VBD":
        return before, way  # 'said Friday that …', whatever the parse has of it
    for _ in range(_CLIMB):
        if token.pos_ in _VERBS:
            return token, way
        part = token.dep_ == "compound" and token.head.lower_ in _PARTS_OF_DAYS  # 'Monday morning'
        if token.head.i == token.i or (token.dep_ in ("poss", "compound") and not part):
            return None, way
        token = token.head
        if token.pos_ not in _VERBS:
            way.add(token.lower_)
            if token.pos_ in ("NOUN", "PROPN") and token.lower_ not in _PARTS_OF_DAYS:
                way.add("of")  # of a thing, and not of what was done with it
    return None, way


def _tense(verb: Token, way: set[str]) -> int:
    words = date_words()
    for _ in range(_CLIMB):
        helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
        denied = any(c.dep_ == "neg" for c in verb.children)
        perfect = helpers & {"has", "have", "had", "'ve", "’ve", "having"}
        if helpers & words.modals and not (perfect and not helpers & {"will", "'ll", "’ll"}):
            return AHEAD
        if helpers & (words.modals_affirmed | words.modals_of_past):
            told = NEAR if helpers & words.modals_of_past else AHEAD
            return OPEN if denied or perfect else told
        if verb.lemma_.lower() in words.planning or way & words.planning:
            return _planned(verb, way, helpers)
        if verb.tag_ in ("VB", "VBG") and not perfect and verb.dep_ in ("xcomp", "conj", "advcl", "pcomp"):
            # 'Is to meet', 'will meet and vote', 'plans to meet': the verb above tells.
            above = verb.head if verb.dep_ != "pcomp" else verb.head.head
            if verb.dep_ == "xcomp" and "to" in helpers:
                return _looks_ahead(above)
            verb = above
            continue
        return _past(verb, way, helpers)
    return OPEN


def _looks_ahead(above: Token) -> int:
    """What somebody does 'to do' something: 'plans to', 'is to', 'will have to' put that ahead."""
    words, present = date_words().planning, above.tag_ in ("VBZ", "VBP")
    children = [*above.children]
    be = {c.lower_ for c in children if c.dep_ in ("aux", "auxpass")}
    adjective = any(c.lower_ in words and c.dep_ == "acomp" for c in children)
    bare = above.lemma_ == "be" and not any(c.dep_ in ("attr", "acomp") for c in children)
    if above.lemma_.lower() in words or adjective or (bare and above.tag_ in ("VBZ", "VBP", "VBD")):
        past = above.tag_ == "VBD" or bool(be & _PAST_HELPERS)
        return NEAR if past and not present else AHEAD
    told = _tense(above, set())
    return told if told in (AHEAD, NEAR) else OPEN


def _planned(verb: Token, way: set[str], helpers: set[str]) -> int:
    """Of 'is scheduled Friday', 'was set for Friday', 'plans a rally Friday' all but what was planned then itself."""
    if verb.tag_ in ("VBZ", "VBP") or helpers & {"is", "are"}:
        return AHEAD
    past = verb.tag_ == "VBD" or bool(helpers & _PAST_HELPERS)
    if "for" in way or verb.lemma_ == "be":  # 'was due Friday'
        return NEAR if past else AHEAD
    return OPEN


def _past(verb: Token, way: set[str], helpers: set[str]) -> int:
    past = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and not helpers & {"is", "are", "be", "being"})
    return OVER if past and not way & _NOT_OF_THE_DEED else OPEN
