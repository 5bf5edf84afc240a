"""How a claim is put: affirmed or denied, as so, as planned or as alleged, and by whom."""

from dataclasses import dataclass

from spacy.tokens import Token

from policygraph.extract._positions import governor
from policygraph.model import Extraction, Modality, Polarity
from policygraph.patterns import event_words

_PLANNED = frozenset({"will", "would", "shall", "may", "might", "could", "should", "can", "must"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Putting:
    """Polarity and modality of a claim, and the mention id of who is said to have claimed it."""

    polarity: Polarity
    modality: Modality
    attributed_to: str | None


def putting(found: Extraction, trigger: Token) -> Putting:
    """How the clause of a trigger is put. What somebody is said to have claimed is at most alleged, whoever it is."""
    polarity, modality = _polarity(trigger), _modality(trigger)
    said = next((a for a in found.attributions if a.told and a.content.start <= trigger.idx < a.content.end), None)
    if said is None:
        return Putting(polarity=polarity, modality=modality, attributed_to=None)
    return Putting(
        polarity=Polarity.DENIED if said.denied else polarity,
        modality=Modality.ALLEGED if modality is Modality.STATED else modality,
        attributed_to=said.speaker,
    )


def supposed(trigger: Token) -> bool:
    """Whether the clause is a condition: 'if X visits Y' tells no visit."""
    verb = governor(trigger)
    return any(c.dep_ == "mark" and c.lower_ in ("if", "whether", "unless") for c in verb.children)


def _polarity(trigger: Token) -> Polarity:
    verb = governor(trigger)
    tokens = [trigger, verb, *([verb.head] if verb.dep_ == "xcomp" else [])]
    words = event_words()
    denied = any(c.dep_ == "neg" or c.lower_ == "never" for t in tokens for c in t.children)
    denied = denied or any(t.lemma_.lower() in words.denying_verbs for t in tokens if t.i != trigger.i)
    denied = denied or any(c.dep_ == "prt" and c.lower_ == "off" for t in tokens for c in t.children)
    told_of = [c for t in tokens for c in t.children if c.dep_ in ("nsubj", "nsubjpass")]
    nobody = any(
        t.lower_ in words.denying_subjects
        for s in told_of
        for t in (s, *s.children)
        if t.dep_ in ("nsubj", "det", "preconj", "cc", "nsubjpass")
    )
    return Polarity.DENIED if denied or nobody else Polarity.AFFIRMED


def _modality(trigger: Token) -> Modality:
    verb = governor(trigger)
    modal = any(c.dep_ == "aux" and c.lower_ in _PLANNED for c in verb.children)
    infinitive = verb.dep_ in ("xcomp", "acl") and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    planned = trigger.lower_ in ("planned", "upcoming") or any(
        c.lower_ in ("planned", "upcoming", "scheduled", "cancelled", "canceled", "proposed") for c in trigger.children
    )
    return Modality.PLANNED if modal or infinitive or planned else Modality.STATED
