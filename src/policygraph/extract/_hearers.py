"""Whom something was told, on what day, and by way of which outlet it is known."""

import bisect
from collections.abc import Sequence

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors
from policygraph.extract._calendar import fits_its_form
from policygraph.extract._clauses import after, passive
from policygraph.gazetteer import Gazetteer
from policygraph.model import DateMention, DateValue, Kind, Mention, Span
from policygraph.patterns import reporting_verbs

_HEARERS = (Kind.PERSON, Kind.ORGANIZATION, Kind.JURISDICTION, Kind.POST)
_CLIMB = 4  # words from a day up to the verb it belongs to


class Hearers:
    """What stands at the cues of one document beside source and content."""

    def __init__(
        self, annotated: AnnotatedDocument, anchors: Anchors, dates: Sequence[DateMention], gazetteer: Gazetteer
    ) -> None:
        self.annotated, self.anchors, self.gazetteer = annotated, anchors, gazetteer
        self.dates = sorted(dates, key=lambda d: d.span)
        self._starts = [d.span.start for d in self.dates]

    def recipient(self, cue: Token, content: Span) -> Mention | None:
        """Who was told: 'told Doe', 'wrote to Doe', 'said in a letter to Doe', 'in an interview with the Planet'."""
        for place in _told(cue):
            named = self.anchors.of_phrase(place, _HEARERS)
            if named and not content.covers(named[0].span):
                return named[0]
        return self._behind(cue) if cue.lemma_.lower() == "tell" else None

    def swallowed(self, cue: Token, content: Span) -> Mention | None:
        """Who was told, where the parse takes it for the beginning of what: 'told Agence Doe the levy will double'."""
        if cue.lemma_.lower() != "tell" or any(c.dep_ in ("dobj", "dative") for c in cue.children):
            return None
        hearer = self._behind(cue)
        inside = hearer is not None and content.start <= hearer.span.start and hearer.span.end < content.end
        return hearer if inside else None

    def _behind(self, cue: Token) -> Mention | None:
        """Who is named right behind a cue, or behind its article."""
        following = cue.i + 1
        if following < len(cue.doc) and cue.doc[following].lower_ == "the":
            following += 1
        mention = self.anchors.of_token(cue.doc[following]) if following < len(cue.doc) else None
        known = mention is not None and mention.kind in _HEARERS and mention.span.start > cue.idx
        return mention if known else None

    def outlet(self, mention: Mention | None) -> Mention | None:
        """The mention itself if it names a news outlet, by the table or by its last word."""
        if mention is None or mention.kind is not Kind.ORGANIZATION:
            return None
        last = mention.name.split()[-1].rstrip(".")
        known = any("news" in record.types for record in self.gazetteer.lookup(mention.name))
        return mention if known or last in reporting_verbs().outlets else None

    def cited(self, cue: Token) -> Mention | None:
        """The outlet that a passive or 'as' names as who reported: 'Doe was quoted by the Planet as saying …'."""
        for verb in (cue, cue.head, cue.head.head):
            if verb.lemma_.lower() in ("quote", "cite") and (paper := after(verb, ("by", "in"))) is not None:
                named = self.anchors.of_phrase(paper, (Kind.ORGANIZATION,))
                return self.outlet(named[0]) if named else None
        return None

    def day(self, cue: Token, sentence: Span, content: Span) -> DateValue | None:
        """When it was said: the day at the cue or at its statement, outside what was said."""
        first = bisect.bisect_left(self._starts, sentence.start)
        for date in self.dates[first : bisect.bisect_left(self._starts, sentence.end)]:
            if fits_its_form(date.value) and not content.overlaps(date.span) and self._belongs(date.span, cue):
                return date.value
        return None

    def _belongs(self, span: Span, cue: Token) -> bool:
        """Whether a day hangs on the cue, with no other verb between."""
        token = self.annotated.root(span)
        for _ in range(_CLIMB):
            token = token.head
            if token.i == cue.i:
                return True
            if token.pos_ == "VERB":
                return False
        return False


def _told(cue: Token) -> list[Token]:
    """Where the hearers stand, the surest first."""
    verbs, lemma = reporting_verbs(), cue.lemma_.lower()
    found: list[Token] = []
    if lemma in verbs.telling:
        if passive(cue):
            found += [c for c in cue.children if c.dep_ == "nsubjpass"]
        found += [c for c in cue.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP" and c.i > cue.i]
        # 'told Doe the levy …', where the parse takes whom as the subject of what: not taken.
        found += [t for t in (after(cue, ("on", "upon")),) if t is not None and lemma == "call"]
    if lemma in verbs.quote | verbs.clause:
        found += [t for t in (after(cue, ("to",)),) if t is not None]
    for prep in cue.children:
        for noun in prep.children if prep.dep_ == "prep" and prep.lower_ in ("in", "during", "by") else ():
            if noun.lemma_.lower() in verbs.letters and (to := after(noun, ("to", "with"))) is not None:
                found.append(to)
    return found
