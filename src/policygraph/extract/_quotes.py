"""Quotations and the words around them: the cue before or after, the label, the edges of the content."""

import bisect
import re
from collections.abc import Sequence

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.model import Kind, Mention, Span
from policygraph.patterns import reporting_verbs

_SOURCES = (Kind.PERSON, Kind.ORGANIZATION)
_NEAR = 80  # characters: no word of a name is longer
_WORD = re.compile(r"\S")
_CLOSED = re.compile(r"[.,!?](?:['\"”’]|'')*$")
_ENDED = re.compile(r"[.!?](?:\s|$)")
_EDGES = " \t\n“”\"‘’',.;:—–-"


class Surroundings:
    """What stands around the quotations of one document."""

    def __init__(self, annotated: AnnotatedDocument, mentions: Sequence[Mention]) -> None:
        self.annotated, self.text = annotated, annotated.document.text
        self._starts = [q.start for q in annotated.quotations]
        self._sentences = [s.start for s in annotated.sentences]
        # Each paragraph with the offsets of its first and last word.
        self._lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*", self.text)]
        self._line_starts = [start for start, _ in self._lines]
        self._named = {m.span.end: m for m in mentions if m.kind in _SOURCES}

    def nickname(self, quotation: Span, content: Span) -> bool:
        """Whether a quotation is a nickname within a name: 'Edward “Ed” Doe'."""
        inner = self.text[content.start : content.end]
        before = self.text[max(0, quotation.start - _NEAR) : quotation.start].split(" ")[-2:]
        after = self.text[quotation.end : quotation.end + _NEAR].split(" ", 2)[1:2]
        return (
            (
                len(inner.split()) <= 2
                and inner[0].isupper()
                and len(before) == 2
                and before[0][:1].isupper()
                and before[1] == ""
                and after[0][:1].isupper()
            )
            if after
            else False
        )

    def cue_after(self, quotation: Span, line: Span) -> Token | None:
        """The reporting verb of the words between a quotation and the end of their sentence or the next quotation."""
        stop = self._unquoted_end(quotation.end, line.end)
        clause_end = _ENDED.search(self.text, quotation.end, stop)
        stop = clause_end.start() if clause_end else stop
        return self._verb(quotation.end, stop, first=True) if quotation.end < stop else None

    def cue_before(self, quotation: Span, line: Span) -> Token | None:
        """The reporting verb of the words before a quotation, from the start of its sentence or the last quotation."""
        i = bisect.bisect_left(self._starts, quotation.start)
        earlier = self.annotated.quotations[i - 1] if i else None
        follows = earlier is not None and earlier.start >= line.start
        start = earlier.end if earlier is not None and follows else line.start
        # A title's full stop ('Sen. Lee said, …') ends no sentence: spaCy's own boundaries decide.
        begun = bisect.bisect_left(self._sentences, quotation.start) - 1
        if begun >= 0 and self._sentences[begun] > start and _ENDED.search(self.text, start, quotation.start):
            start = self._sentences[begun]
        if start >= quotation.start:
            return None
        return self._verb(start, quotation.start, first=False)

    def label(self, quotation: Span, line: Span) -> Mention | None:
        """'Sen. Doe: “…”': the person or body named right before a colon."""
        end = quotation.start
        while end > line.start and self.text[end - 1].isspace():
            end -= 1
        if end <= line.start or self.text[end - 1] != ":":
            return None
        named = self._named.get(end - 1)
        return named if named is not None and named.span.start >= line.start else None

    def _unquoted_end(self, start: int, limit: int) -> int:
        i = bisect.bisect_left(self._starts, start)
        return min(limit, self._starts[i]) if i < len(self._starts) else limit

    def _verb(self, start: int, end: int, *, first: bool) -> Token | None:
        """A reporting verb that takes quotations, with a subject, in a stretch of text: the first or the last."""
        if start >= end:
            return None
        verbs = reporting_verbs().quote
        tokens = [
            t
            for t in self.annotated.tokens(Span(start=start, end=end))
            if start <= t.idx < end and t.pos_ in ("VERB", "AUX") and t.lemma_.lower() in verbs
        ]
        tokens = [t for t in tokens if not t.i or t.doc[t.i - 1].text != "-"]  # 'so-called'
        tokens = [t for t in tokens if t.tag_ != "VBN" or not any(c.dep_ == "auxpass" for c in t.children)]
        return (tokens[0] if first else tokens[-1]) if tokens else None

    def line(self, span: Span) -> Span:
        """The paragraph that holds a span."""
        start, _ = self._lines[bisect.bisect_right(self._line_starts, span.start) - 1]
        _, end = self._lines[bisect.bisect_right(self._line_starts, max(span.start, span.end - 1)) - 1]
        return Span(start=start, end=end)

    def above(self, line: Span) -> Span | None:
        """The lead of the paragraph above one, without the colon that it ends with; None where it ends with none."""
        end = line.start
        while end and self.text[end - 1].isspace():
            end -= 1
        if not end or self.text[end - 1] != ":":
            return None
        start, _ = self._lines[bisect.bisect_right(self._line_starts, end - 1) - 1]
        return Span(start=start, end=end - 1) if start < end - 1 else None

    def alone(self, quotation: Span, line: Span) -> bool:
        """Whether a paragraph holds nothing but a quotation."""
        before = _WORD.search(self.text, line.start, quotation.start)
        return before is None and _WORD.search(self.text, quotation.end, line.end) is None

    def introduced(self, quotation: Span, line: Span) -> bool:
        """Whether a comma or colon stands right before a quotation."""
        end = quotation.start
        while end > line.start and self.text[end - 1].isspace():
            end -= 1
        return end > line.start and self.text[end - 1] in ",:"

    def closed(self, quotation: Span) -> bool:
        """Whether a quotation holds the mark of an end, as statements do: '“We lost,” Doe said'."""
        return bool(_CLOSED.search(self.text, max(quotation.start, quotation.end - 4), quotation.end))

    def covering(self, offset: int) -> Span | None:
        """The quotation that a code point stands in."""
        i = bisect.bisect_right(self._starts, offset) - 1
        found = self.annotated.quotations[i] if i >= 0 else None
        return found if found is not None and offset < found.end else None

    def touching(self, span: Span) -> list[Span]:
        """The quotations that overlap a span."""
        first = max(0, bisect.bisect_right(self._starts, span.start) - 1)
        inside = self.annotated.quotations[first : bisect.bisect_left(self._starts, span.end)]
        return [q for q in inside if q.overlaps(span)]

    def weaver(self, quotation: Span) -> Token | None:
        """Who the writer's sentence that a quotation is woven into tells of: the subject of the verb above it."""
        inside = self.annotated.tokens(quotation)
        token = self.annotated.root(quotation)
        for _ in range(len(inside)):
            if token.head.i == token.i or not inside[0].i <= token.i <= inside[-1].i:
                break
            token = token.head
        if inside[0].i <= token.i <= inside[-1].i:
            return None
        while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
            token = token.head
        return subject_of(token) if token.pos_ in ("VERB", "AUX") else None

    def trimmed(self, span: Span) -> Span | None:
        """A span without marks, commas and spaces at its edges; a mark that closes one inside it stays."""
        start, end = span.start, span.end
        while start < end and self.text[start] in _EDGES:
            start += 1
        while end > start and self.text[end - 1] in _EDGES:
            if self.text[end - 1] in '”"' and _opened(self.text[start : end - 1]):
                break
            end -= 1
        # The parse often leaves the closing mark of a quotation inside the content to the reporting verb.
        closing = re.match(r"[.,!?]{0,2}[”\"]", self.text[end : end + 3])
        if closing and _opened(self.text[start:end]):
            end += closing.end()
        return Span(start=start, end=end) if start < end else None


def _opened(text: str) -> bool:
    """Whether a quotation mark stands open at the end of a text."""
    straight = text.count('"')
    return straight % 2 == 1 or text.count("“") > text.count("”")


def subject_of(verb: Token) -> Token | None:
    """Who the verb says it of: its subject, also of the verb it is coordinated with or hangs on."""
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i != verb.i]
        if own:
            return own[0]
        if verb.dep_ in ("conj", "advcl", "xcomp", "acl", "parataxis", "ccomp") or verb.head.pos_ == "VERB":
            if verb.dep_ == "acl":
                return verb.head if verb.head.pos_ in ("PROPN", "NOUN", "PRON") else None
            verb = verb.head
    return None
