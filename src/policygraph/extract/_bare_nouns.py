"""Which events a bare definite noun may mean: 'the visit', 'their visit', "the officials' visit"."""

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors
from policygraph.model import Claim, Event, Extraction, Polarity, Span, Topic
from policygraph.patterns import event_nouns, topic_words

_TIMES = ("DATE", "TIME")
_BESIDE = frozenset({"cc", "conj", "punct", "case"})


class BareNouns:
    """Reads what the bare nouns of one document point to."""

    def __init__(self, annotated: AnnotatedDocument, found: Extraction) -> None:
        self.annotated = annotated
        self.anchors = Anchors(annotated, found.mentions)
        self.claims: dict[str, list[Claim]] = {event.id: [] for event in found.events}
        for claim in found.claims:
            if claim.subject in self.claims:
                self.claims[claim.subject].append(claim)
        self.events = [e for e in found.events if not self._denied(e)]

    def meant(self, noun: Token, subject: str | Span) -> Topic | None:
        """That `subject` is about one of the tellings before the noun or, if there is none, of the text; None where no
        event of the kind is told as having happened.
        """
        pointed = event_nouns().get(noun.lower_)
        if pointed is None or not self._bare(noun):
            return None
        fitting = [e for e in self.events if pointed.event in e.types and e.id != subject]
        told = [e for e in fitting if not pointed.told_by or self._lemma(e) in pointed.told_by]
        told = [e for e in told if e.span.end <= noun.idx] or told
        if not any(c.plain for e in told for c in self.claims[e.id]):
            return None
        owners = (self.anchors.of_token(c) for c in noun.children if c.dep_ == "poss")
        owner = next((m.id for m in owners if m), None)
        return Topic(subject=subject, events=tuple(e.id for e in told), owner=owner)

    def _bare(self, noun: Token) -> bool:
        """Whether a noun has an article or possessor and nothing that would make it another's."""
        words = topic_words()
        own = [c for c in noun.children if c.dep_ not in _BESIDE]
        definite = [c for c in own if c.lower_ in words.definite or (c.dep_ == "poss" and c.ent_type_ not in _TIMES)]
        return len(definite) == 1 and all(c in definite or c.lower_ in words.between for c in own)

    def _denied(self, event: Event) -> bool:
        claims = self.claims[event.id]
        return bool(claims) and all(c.polarity is Polarity.DENIED for c in claims)

    def _lemma(self, event: Event) -> str:
        return self.annotated.root(event.span).lemma_.lower()
