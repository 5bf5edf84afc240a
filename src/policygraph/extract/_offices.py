"""Holdings told by a verb: 'X was sworn in as TITLE', 'X is the TITLE of Y', 'X resigned as TITLE'."""

from dataclasses import dataclass

from spacy.tokens import Token

from policygraph.extract._anchors import Anchors
from policygraph.extract._positions import heads, objects, subjects
from policygraph.extract._putting import Putting, putting
from policygraph.model import Extraction, Kind, Mention, Modality, Polarity, Span
from policygraph.patterns import title_words

# Who took an office longer ago than this many years is taken for a former holder.
_LONGEST_TENURE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who a verb says holds, or has held, the title that completes it; `taken` if it tells of the taking itself: an
    oath, no vote.
    """

    holder: Mention
    former: bool
    taken: bool
    verb: Token


def told_by_verb(anchors: Anchors, found: Extraction, title: Span) -> Office | None:
    """The holding that the verb above a title tells as so; None for another verb, and for what is denied or planned."""
    root = anchors.annotated.root(title)
    while root.dep_ == "conj" and root.head.pos_ in ("NOUN", "PROPN"):
        root = root.head  # 'was chairman and chief executive'
    told = _completed(root)
    if told is None:
        return None
    put: Putting = putting(found, told.verb)
    if (put.polarity, put.modality, put.attributed_to) != (Polarity.AFFIRMED, Modality.STATED, None):
        return None
    for person in _people(told):
        for mention in anchors.of_phrase(person, (Kind.PERSON,))[:1]:
            day = anchors.annotated.document.published
            ago = (told.taken or told.done) and day is not None and _year(told.verb) < day.year - _LONGEST_TENURE
            taken = told.taken and not ago
            return Office(holder=mention, former=told.former or ago, taken=taken, verb=told.verb)
    return None


def _year(verb: Token) -> int:
    """The year in 'was elected mayor in 1992'; one beyond all where none is told."""
    years = [t.text for t in heads(verb, "prep:in") if len(t.text) == 4 and t.text.isdigit()]
    return int(years[0]) if years else 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A verb that a title completes; of `done` ones whom it is done to is the holder."""

    title: Token
    verb: Token
    former: bool = False
    taken: bool = False
    done: bool = False


def _people(told: _Told) -> list[Token]:
    if told.done:
        # The parse may take 'Jane Doe' of 'named Jane Doe mayor' for a part of the title.
        inside = [c for c in told.title.children if c.dep_ in ("nmod", "compound", "nsubj", "poss")]
        return [*heads(told.verb, "patient"), *objects(told.verb), *inside]
    return [*subjects(told.verb), *heads(told.verb, "patient")]


def _completed(root: Token) -> _Told | None:
    """How the verb that a title completes tells of the holding; None for one that tells of none."""
    if root.dep_ == "pobj" and root.head.lower_ == "as":
        return _with_as(root, root.head.head)
    verb = root.head
    lemma = verb.lemma_.lower()
    if root.dep_ in ("oprd", "attr", "dobj") and lemma in title_words().appointing:
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
        inside = any(c.dep_ in ("nmod", "compound") and c.ent_type_ == "PERSON" for c in root.children)
        return _Told(title=root, verb=verb, done=True) if passive or inside or root.dep_ == "oprd" else None
    if root.dep_ != "attr" or lemma not in ("be", "become", "remain"):
        return None
    if (
        lemma != "become"
        and _past(verb)
        and any(c.dep_ == "amod" and c.lower_ in title_words().deeds for c in root.children)
    ):
        return None
    return _Told(title=root, verb=verb, former=lemma == "be" and _past(verb), taken=lemma == "become")


def _with_as(root: Token, verb: Token) -> _Told | None:
    words = title_words()
    left = verb if verb.pos_ == "NOUN" else next(iter(objects(verb)), verb)
    if left.lemma_.lower() in words.vacated and left.head.lemma_.lower() in words.vacating:
        return _Told(title=root, verb=left.head, former=True)  # 'left office as mayor'
    if verb.pos_ in ("PROPN", "NOUN") and verb.dep_ in ("dobj", "nsubjpass"):
        verb = verb.head  # 'appointed Jane Doe as director'
        if verb.lemma_.lower() not in words.appointing:
            return None
    lemma = verb.lemma_.lower()
    if lemma in words.taking:
        return _Told(title=root, verb=verb, taken=True)
    if lemma in words.appointing:
        return _Told(title=root, verb=verb, done=True)
    if lemma in words.dismissing:
        return _Told(title=root, verb=verb, former=True, done=True)
    if lemma in words.leaving:
        return _Told(title=root, verb=verb, former=True)
    return _Told(title=root, verb=verb, former=_past(verb)) if lemma in words.serving else None


def _past(verb: Token) -> bool:
    """Whether a verb tells of what is over: 'was', 'had been', not 'has been'."""
    return verb.tag_ == "VBD" or any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)
