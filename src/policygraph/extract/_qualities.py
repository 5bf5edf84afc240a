"""What is said of a policy: what it is, and what it does to whom, as good or bad by data/lexicon/stances.toml."""

from spacy.tokens import Token

from policygraph.model import Span
from policygraph.patterns import stance_words

_NOUNS = ("NOUN", "PROPN")
_LOOSE = ("relcl", "advcl", "ccomp", "punct", "acl", "conj", "cc", "mark", "parataxis")


def quality(token: Token) -> int:
    """1 or -1 for what a noun or adjective says of what it is said of: 'a disgrace', 'a good bill', 'wrong'; else 0."""
    words, lemma = stance_words(), token.lemma_.lower()
    kids = list(token.children)
    if any(c.dep_ == "neg" or c.lower_ in ("no", "hardly", "not", "less", "any", "how") for c in kids):
        return 0
    if token.pos_ not in _NOUNS:
        side = words.quality(lemma) or words.quality(token.lower_)
        return 0 if side > 0 and _for_others(token) else side
    modifiers = [c for c in kids if c.dep_ in ("amod", "compound")]
    modifiers += [c for m in modifiers for c in m.conjuncts]
    signs = {words.quality(m.lower_) for m in modifiers}
    signs.add((lemma in words.good_nouns) - (lemma in words.bad_nouns))
    signs.add(_course(token))
    signs.discard(0)
    side = signs.pop() if len(signs) == 1 else 0
    if side > 0 and (lemma in words.not_good or _for_others(token)):
        return 0
    return side


def _course(step: Token) -> int:
    """Where a step leads: 'a step forward', 'in the wrong direction'."""
    words = stance_words()
    ways = {c.lower_ for c in step.children}
    where = [o for p in step.children if p.dep_ == "prep" and p.lower_ in ("in", "on") for o in p.children]
    turned = {
        words.quality(c.lower_) for o in where if o.lemma_.lower() in ("direction", "path", "track") for c in o.children
    }
    return 1 if ways & words.ahead or 1 in turned else -1 if ways & words.behind or -1 in turned else 0


def _for_others(token: Token) -> bool:
    """Whether a good thing is one for whom nobody is glad to have helped: 'a win for polluters'."""
    objects = [o for p in token.children if p.dep_ == "prep" and p.lower_ == "for" for o in p.children]
    return any(o.dep_ == "pobj" and not _is_welcome(o) for o in objects)


def _is_welcome(token: Token) -> bool:
    words = stance_words()
    return token.lemma_.lower() in words.helped or (
        token.pos_ == "PROPN" and token.ent_type_ in ("GPE", "NORP", "LOC", "LAW")
    )


def said_of(verb: Token) -> tuple[int, int] | None:
    """(side, offset of its end) of what a verb tells that its subject does to whom: 'hurts families'."""
    words, lemma = stance_words(), verb.lemma_.lower()
    side = words.effect(lemma)
    if lemma in words.bringing:
        things = [c for c in verb.children if c.dep_ in ("dobj", "obj")]
        brought = [(side, extent(c, verb).end) for c in things if (side := quality(c))]
        brought += [told for c in things if (told := told_of(c))]
        return next(iter(brought), _made(verb) if lemma == "make" else None)
    if not side:
        return None
    for child in verb.children:
        if child.dep_ in ("dobj", "obj") and _is_welcome(child):
            return side, child.idx + len(child)
        if child.dep_ in ("ccomp", "xcomp") and side > 0:
            helped = next((c for c in child.children if c.dep_ == "nsubj"), None)
            if helped is not None and _is_welcome(helped):
                return side, helped.idx + len(helped)
            further = said_of(child)
            if further is not None and further[0] > 0:
                return further
    return None


def told_of(noun: Token) -> tuple[int, int] | None:
    """(side, offset of its end) of what a relative clause tells of a noun: 'a balance that will protect families'."""
    for verb in noun.children:
        pointer = next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ in ("that", "which")), None)
        helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "neg")}
        if verb.dep_ == "relcl" and pointer is not None and helpers <= {"will", "would"}:
            return said_of(verb)
    return None


def _made(verb: Token) -> tuple[int, int] | None:
    """(side, offset of its end) of what whom is made: 'makes communities safer'."""
    words = stance_words()
    for child in verb.children:
        side = (child.lower_ in words.better) - (child.lower_ in words.worse)
        whom = [c for t in (verb, child) for c in t.children if c.dep_ in ("nsubj", "dobj") and c.i > verb.i]
        if side and any(_is_welcome(w) for w in whom):
            return side, child.idx + len(child)
    return None


def extent(token: Token, subject: Token) -> Span:
    """The words of a noun or adjective with what modifies it, without its clauses and without its subject."""
    away = {t.i for c in token.children if c.dep_ in _LOOSE or c.i == subject.i for t in c.subtree}
    away |= {t.i for t in subject.subtree} if subject not in token.ancestors else set()
    first = last = token
    for other in sorted(token.subtree, key=lambda t: abs(t.i - token.i)):
        verbal = other.dep_ in ("aux", "neg", "nsubj", "cop") and other.head.i == token.i
        if other.i in (first.i - 1, last.i + 1) and other.i not in away and not verbal and not other.is_space:
            first, last = (other, last) if other.i < first.i else (first, other)
    return Span(start=first.idx, end=last.idx + len(last))
