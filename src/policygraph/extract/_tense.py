"""Whether the verb over an expression of time tells of what has happened or of what is to come."""

import re
from functools import cache

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.model import Span
from policygraph.patterns import date_words

_CLIMB = 6
# 'Put off to Oct. 25', 'a term until June': a day of something else than of what was done.
_NOT_OF_THE_DEED = frozenset({"to", "for", "of", "until", "till", "by", "from", "as", "before", "after", "through"})
_VERBS = ("VERB", "AUX")
_REACH = 16  # code points before a date: the longest of the words that set a deadline


def direction(annotated: AnnotatedDocument, span: Span) -> int:
    """1 for what lies ahead, -1 for what is over, 0 where nothing tells: always so without a parse."""
    if not annotated.parse.has_annotation("DEP"):
        return 0
    verb, way = _verb_over(annotated, span)
    return 0 if verb is None else _tense(verb, way)


def deadline(annotated: AnnotatedDocument, span: Span) -> bool:
    """Whether a word before a weekday sets it as a limit or a beginning ahead: 'by Friday', 'a week from Tuesday'."""
    before = annotated.document.text[max(0, span.start - _REACH) : span.start]
    told = _before().search(before)
    if told is None or not annotated.parse.has_annotation("DEP"):
        return told is not None
    verb, _ = _verb_over(annotated, span)
    if verb is None:
        return True
    # 'Votes had been counted by Friday', 'by Friday, Doe agreed', 'rain fell through Sunday'.
    over = any(c.dep_ == "aux" and c.lower_ in ("had", "'d", "’d") for c in verb.children)
    lasted = verb.tag_ == "VBD" and (told["word"].lower() == "through" or span.start < verb.idx)
    return not (over or lasted)


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
        if token.head.i == token.i or token.dep_ in ("poss", "compound"):
            return None, way
        token = token.head
        if token.pos_ not in _VERBS:
            way.add(token.lower_)
            if token.pos_ in ("NOUN", "PROPN"):
                way.add("of")  # of a thing, and not of what was done with it
    return None, way


def _tense(verb: Token, way: set[str]) -> int:
    words = date_words()
    for _ in range(_CLIMB):
        helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
        denied = any(c.dep_ == "neg" for c in verb.children)
        perfect = helpers & {"has", "have", "had", "'ve", "’ve", "having"}
        if helpers & words.modals and not (perfect and not helpers & {"will", "'ll", "’ll"}):
            return 1
        if helpers & words.modals_affirmed:
            return 0 if denied or perfect else 1
        if verb.lemma_.lower() in words.planning or way & words.planning:
            return _planned(verb, way, helpers)
        if verb.tag_ in ("VB", "VBG") and not perfect and verb.dep_ in ("xcomp", "conj", "advcl", "pcomp"):
            # 'Is to meet', 'will meet and vote', 'plans to meet': the verb above tells.
            above = verb.head if verb.dep_ != "pcomp" else verb.head.head
            if verb.dep_ == "xcomp" and "to" in helpers:
                return int(_looks_ahead(above))
            verb = above
            continue
        return _past(verb, way, helpers)
    return 0


def _looks_ahead(above: Token) -> bool:
    """Whether what somebody does 'to do' something puts that ahead: 'plans to', 'is to', 'will have to'."""
    if above.lemma_.lower() in date_words().planning:
        return True
    if any(c.lower_ in date_words().planning and c.dep_ == "acomp" for c in above.children):
        return True
    if above.lemma_ == "be" and above.tag_ in ("VBZ", "VBP", "VBD"):
        return not any(c.dep_ in ("attr", "acomp") for c in above.children)
    return _tense(above, set()) > 0


def _planned(verb: Token, way: set[str], helpers: set[str]) -> int:
    """Of 'is scheduled Friday', 'was set for Friday', 'plans a rally Friday' all but what was planned then itself."""
    if "for" in way or helpers & {"is", "are"} or verb.tag_ in ("VBZ", "VBP"):
        return 1
    return 0 if verb.lemma_ != "be" else 1  # 'was due Friday'


def _past(verb: Token, way: set[str], helpers: set[str]) -> int:
    past = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and not helpers & {"is", "are", "be", "being"})
    return -1 if past and not way & _NOT_OF_THE_DEED else 0
