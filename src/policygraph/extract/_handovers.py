"""One office told to pass from one to another: 'Doe succeeded Roe as mayor', 'Roe will be replaced by Doe'."""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors
from policygraph.extract._positions import governor, objects, patients, subjects
from policygraph.extract._putting import putting
from policygraph.extract._when import happened
from policygraph.model import DateValue, Extraction, Kind, Mention, Modality, Polarity, Span
from policygraph.patterns import title_words

_FARTHEST = 4  # words of the parse between a title and its verb
_UNSURE = frozenset({"may", "might", "could", "can", "should", "must"})
_PEOPLE = (Kind.PERSON,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Who takes an office from whom, as a verb tells. What is `planned` has not come about: the one before is still in
    office. Where somebody is only proposed, nothing tells whether the one before is, and `before` is None.
    """

    verb: Token
    after: Mention | None
    before: Mention | None
    planned: bool
    since: DateValue | None = None  # the day of what has come about
    until: DateValue | None = None  # the same, where the verb tells of who had the office


def handing(verb: Token) -> tuple[list[Token], list[Token]]:
    """(who takes over, from whom) as a verb has them; nobody for a verb that tells of no succession."""
    words = title_words()
    lemma = verb.lemma_.lower()
    if verb.pos_ != "VERB":
        return [], []
    if lemma in words.succeeding or (lemma in words.succeeding_as and any(c.lower_ == "as" for c in verb.children)):
        by = [c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")]
        if any(c.dep_ == "auxpass" for c in verb.children) or (by and not objects(verb)):
            # 'Roe, succeeded by Doe': the parse may take the participle for the verb of the sentence.
            before = patients(verb) or ([verb.head] if verb.dep_ == "acl" else subjects(verb))
            return [o for c in by for o in c.children if o.dep_ == "pobj"], before
        return _takers(verb), objects(verb)
    if lemma not in _beginnings():
        return [], []
    particles = {f"{lemma} {c.lower_}" for c in verb.children if c.dep_ in ("prt", "advmod")}
    if particles & words.taking_over:
        of = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("from", "for")]
        of += [c for o in of for p in o.children for c in p.children if c.lower_ == "from"]
        of += [
            c for p in verb.children if p.lower_ == "as" for o in p.children for c in o.children if c.lower_ == "from"
        ]  # 'took over as mayor from Roe'
        return _takers(verb), [o for c in of for o in c.children if o.dep_ == "pobj"]
    return [], []


def _takers(verb: Token) -> list[Token]:
    """Who succeeds: the subject; of 'was appointed to succeed Roe' the patient, of 'appointed Doe to' the object."""
    if verb.dep_ in ("xcomp", "advcl", "ccomp") and verb.head.lemma_.lower() in _deciding():
        own = [c for c in verb.children if c.dep_ == "nsubj"]  # 'named Jane Doe to succeed Roe'
        return own or patients(verb.head) or objects(verb.head)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return [verb.head]  # 'Doe, replacing Roe as mayor'
    return subjects(verb) or [t for t in verb.head.children if t.dep_ == "nsubjpass" and verb.dep_ == "xcomp"]


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in title_words().taking_over)


def _deciding() -> frozenset[str]:
    return title_words().appointing | title_words().proposing


def handover(anchors: Anchors, found: Extraction, title: Span) -> Handover | None:
    """The succession in the office that a title after 'as' names; None where the text tells none, or denies it."""
    verb = _verb_above(anchors.annotated.root(title))
    return told_by(anchors, found, verb) if verb is not None else None


def told_by(anchors: Anchors, found: Extraction, verb: Token) -> Handover | None:
    """The succession that a verb tells, if it tells one as so or as planned."""
    takers, givers = handing(verb)
    after, before = _one(anchors, takers), _one(anchors, givers)
    if not givers or (before is None and after is None) or after == before or len(takers) > 1:
        return None
    came = _state(found, verb)
    if came is None:
        return None
    planned, proposed = came
    annotated = anchors.annotated
    if planned or _ahead(annotated, found, verb):
        return Handover(verb=verb, after=after, before=None if proposed else before, planned=True)
    day = happened(annotated, verb, annotated.sentence(verb.idx), found)
    passive = any(c.dep_ == "nsubjpass" for c in verb.children)
    return Handover(verb=verb, after=after, before=before, planned=False, since=day, until=day if passive else None)


def _verb_above(root: Token) -> Token | None:
    """The verb of which 'as TITLE' tells, whether the parse hangs it on the verb or on a name beside it."""
    while root.dep_ == "conj" and root.head.pos_ in ("NOUN", "PROPN"):
        root = root.head
    if root.dep_ != "pobj" or root.head.lower_ != "as":
        return None
    above = root.head.head
    for _ in range(_FARTHEST):
        if above.pos_ not in ("NOUN", "PROPN", "ADP"):
            break
        above = above.head
    return above if above.pos_ == "VERB" else None


def _state(found: Extraction, verb: Token) -> tuple[bool, bool] | None:
    """Whether a succession is planned, and whether only proposed; None for one denied, told by somebody or unsure."""
    put = putting(found, verb)
    if put.polarity is not Polarity.AFFIRMED or put.attributed_to is not None or put.modality is Modality.ALLEGED:
        return None
    if any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return _infinitive(found, verb)
    if verb.tag_ == "VBG":
        return _going_on(found, verb)
    unsure = any(c.dep_ == "mark" and c.lower_ in ("if", "whether", "unless") for c in verb.children)
    unsure = unsure or any(c.dep_ == "aux" and c.lower_ in _UNSURE for c in verb.children)
    return None if unsure else (put.modality is Modality.PLANNED, False)


def _infinitive(found: Extraction, verb: Token) -> tuple[bool, bool] | None:
    """The same of 'was appointed to succeed Roe', 'is expected to', 'was nominated to'."""
    words, lemma = title_words(), verb.head.lemma_.lower()
    if lemma in words.appointing:
        put = putting(found, verb.head)
        so = put.polarity is Polarity.AFFIRMED and put.attributed_to is None
        return (put.modality is Modality.PLANNED, False) if so else None
    if lemma in words.proposing:
        return True, True
    return (True, False) if lemma in words.expecting else None


def _going_on(found: Extraction, verb: Token) -> tuple[bool, bool] | None:
    """The same of 'is replacing Roe', which tells no day, and of 'was sworn in, replacing Roe'."""
    if any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children):
        return True, True
    above = governor(verb.head)
    if verb.dep_ not in ("advcl", "acl") or above.pos_ != "VERB" or any(c.dep_ == "mark" for c in verb.children):
        return None
    put = putting(found, above)
    if put.polarity is not Polarity.AFFIRMED or put.attributed_to is not None:
        return None
    return put.modality is Modality.PLANNED, False


def _ahead(annotated: AnnotatedDocument, found: Extraction, verb: Token) -> bool:
    """Whether a present tense stands beside a day that is still to come: 'Doe succeeds Roe on May 1'."""
    day = annotated.document.published
    if verb.tag_ not in ("VBZ", "VBP") or day is None:
        return False
    sentence = annotated.sentence(verb.idx)
    return any(sentence.covers(d.span) and d.value.earliest > day for d in found.dates)


def _one(anchors: Anchors, tokens: list[Token]) -> Mention | None:
    """The one person that phrases name."""
    named = [m for t in tokens for m in anchors.of_phrase(t, _PEOPLE)]
    return named[0] if len(named) == 1 else None
