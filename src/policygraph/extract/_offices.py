"""Holdings told by a verb: 'X was sworn in as TITLE', 'X is the TITLE of Y', 'X resigned as TITLE'."""

from dataclasses import dataclass

from spacy.tokens import Token

from policygraph.extract._anchors import Anchors
from policygraph.extract._positions import heads, subjects
from policygraph.extract._putting import Putting, putting
from policygraph.model import Extraction, Kind, Mention, Modality, Polarity, Span
from policygraph.patterns import title_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who a verb says holds, or has held, the title that completes it."""

    holder: Mention
    former: bool


def told_by_verb(anchors: Anchors, found: Extraction, title: Span) -> Office | None:
    """The holding that the verb above a title tells as so; None for another verb, and for what is denied or planned."""
    root = anchors.annotated.root(title)
    verb, former = _verb(root)
    if verb is None:
        return None
    put: Putting = putting(anchors.annotated, found, verb)
    if (put.polarity, put.modality, put.attributed_to) != (Polarity.AFFIRMED, Modality.STATED, None):
        return None
    for subject in (*subjects(verb), *heads(verb, "patient")):
        mention = anchors.of_token(subject)
        if mention is not None and mention.kind is Kind.PERSON:
            return Office(holder=mention, former=former)
    return None


def _verb(root: Token) -> tuple[Token | None, bool]:
    """The verb that a title completes, and whether it says that the holding is over."""
    words = title_words()
    if root.dep_ == "pobj" and root.head.lower_ == "as":
        verb = root.head.head
        lemma = verb.lemma_.lower()
        if lemma in words.taking:
            return verb, False
        if lemma in words.leaving:
            return verb, True
        return (verb, verb.tag_ == "VBD") if lemma == "serve" else (None, False)
    if root.dep_ == "attr" and root.head.lemma_.lower() in ("be", "become", "remain"):
        past = root.head.lemma_.lower() == "be" and root.head.tag_ == "VBD"
        return root.head, past
    return None, False
