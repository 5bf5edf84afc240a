"""Speakers of quotations that stand apart from their cue: in the line before or after, or in a lead that announces them
('issued the following statement:'), as press releases have them.
"""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors
from policygraph.extract._quotes import subject_of
from policygraph.model import Kind, Mention, Span
from policygraph.patterns import reporting_verbs

_SOURCES = (Kind.PERSON, Kind.ORGANIZATION)
_AHEAD = 60  # characters from the verb behind a quotation to the name
_LEAD = 1200  # characters of a paragraph that may announce a quotation
_VERB_AFTER = re.compile(r"\s*(?P<verb>[a-z]+)\s+")
_VERB_BEFORE = re.compile(r"[\s,]*\b(?P<verb>[a-z]+)(?: in (?:a|an|the|part)\b[^.\n:]{0,40})?[,:\s]*\Z")
_DASH = re.compile(r"\s*(?:—|–|--?|―)\s*")
_SIGNED = re.compile(r"\s*(?:\n|$|[,(;–—-])")
_BULLETS = " \t•*·-–—>"
_IRREGULAR = {"say": "said", "tell": "told", "write": "wrote"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """Who a quotation is of, the words that name it, and those of the cue, if there is one."""

    speaker: Mention | None
    source: Span
    cue: Span | None


class Introductions:
    """The introductions of one document."""

    def __init__(self, annotated: AnnotatedDocument, anchors: Anchors) -> None:
        self.annotated, self.anchors, self.text = annotated, anchors, annotated.document.text
        self.named = [m for m in anchors.mentions if m.kind in _SOURCES]
        self._starts = [m.span.start for m in self.named]
        self._ends = [m.span.end for m in self.named]

    def of(self, quotation: Span) -> Introduction | None:
        """The surest introduction of a quotation: the verb behind or before it, the name under it, the lead."""
        return (
            self._behind(quotation) or self._before(quotation) or self._signed(quotation) or self._announced(quotation)
        )

    def _behind(self, quotation: Span) -> Introduction | None:
        """'…,”said Doe', also in the next line."""
        verb = _VERB_AFTER.match(self.text, quotation.end, quotation.end + _AHEAD)
        if verb is None or verb["verb"] not in _forms():
            return None
        i = bisect.bisect_left(self._starts, verb.end())
        if i == len(self.named) or self.named[i].span.start > verb.end() + _AHEAD:
            return None
        between = self.text[verb.end() : self.named[i].span.start]
        if re.search(r"[a-z]{3,}[.!?]\s|[“”\"\n:;]", between):
            return None
        return self._made(self.named[i], Span(start=verb.start("verb"), end=verb.end("verb")))

    def _before(self, quotation: Span) -> Introduction | None:
        """'Doe said,“…' and the same in the line before."""
        start = max(0, quotation.start - 2 * _AHEAD)
        verb = _VERB_BEFORE.search(self.text[start : quotation.start])
        if verb is None or verb["verb"] not in _forms():
            return None
        at = start + verb.start("verb")
        i = bisect.bisect_right(self._ends, at) - 1
        if i < 0 or self.text[self.named[i].span.end : at].strip(" \n,") not in ("", "also", "further", "then"):
            return None
        return self._made(self.named[i], Span(start=at, end=at + len(verb["verb"])))

    def _signed(self, quotation: Span) -> Introduction | None:
        """'“…” — Mayor Doe', also in the next line, where the quotation has a paragraph to itself."""
        dash = _DASH.match(self.text, quotation.end)
        begin = quotation.start
        while begin and self.text[begin - 1] in _BULLETS:
            begin -= 1
        if dash is None or (begin and self.text[begin - 1] != "\n"):
            return None
        i = bisect.bisect_left(self._starts, dash.end())
        if i == len(self.named) or self.named[i].span.start > dash.end() + _AHEAD:
            return None
        # Before the name stands its title, behind it what it is: no verb of a sentence that goes on.
        title = self.text[dash.end() : self.named[i].span.start]
        signed = not re.search(r"[\n“”\"]|\b[a-z]{4,}", title) and _SIGNED.match(self.text, self.named[i].span.end)
        return self._made(self.named[i], None) if signed else None

    def _announced(self, quotation: Span) -> Introduction | None:
        """'Doe issued the following statement after the vote:' right before a quotation, however far its name."""
        end = quotation.start
        while end and self.text[end - 1].isspace():
            end -= 1
        first = max(0, end - _LEAD)
        start = max(self.text.rfind("\n", first, end) + 1, first)
        if start >= end or any(self.annotated.quoted(at) for at in (start, end - 1)):
            return None
        words = self.annotated.tokens(Span(start=start, end=end))
        closed = self.text[end - 1] == ":"
        for token in reversed(words):
            if token.lemma_.lower() in reporting_verbs().announced and (closed or _following(token)):
                source = self._announcer(token, words)
                if source is not None:
                    return self._made(source, None)
        return None

    def _announcer(self, noun: Token, words: Sequence[Token]) -> Mention | None:
        """Whose statement it is: the possessor or the subject of the verb; else the first person of the paragraph."""
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        verb = noun
        while verb.pos_ != "VERB" and verb.head.i != verb.i:
            verb = verb.head
        for head in (owner, subject_of(verb) if verb.pos_ == "VERB" else None):
            # The parse may run on into the quotation.
            if head is not None and head.i <= words[-1].i and (named := self.anchors.of_phrase(head, _SOURCES)):
                return named[0]
        first = bisect.bisect_left(self._starts, words[0].idx)
        people = (m for m in self.named[first:] if m.kind is Kind.PERSON)
        person = next(people, None)
        return person if person is not None and person.span.end <= noun.idx else None

    def _made(self, speaker: Mention, cue: Span | None) -> Introduction:
        return Introduction(speaker=speaker, source=speaker.span, cue=cue)


def _following(noun: Token) -> bool:
    """'the following statement', 'this statement', 'a statement below'."""
    near = noun.doc[max(0, noun.i - 3) : noun.i + 3]
    return any(t.lower_ in ("following", "below") for t in near)


@cache
def _forms() -> frozenset[str]:
    """The past and the present of the verbs that take quotations."""
    forms: set[str] = set()
    for lemma in reporting_verbs().quote - {"read", "call", "ask", "go"}:
        stem = lemma.removesuffix("e")
        past = lemma[:-1] + "ied" if lemma[-1] == "y" and lemma[-2] not in "aeo" else stem + "ed"
        third = lemma[:-1] + "ies" if past.endswith("ied") else lemma + "s"
        forms |= {_IRREGULAR.get(lemma, past), third, lemma}
    return frozenset(forms)
