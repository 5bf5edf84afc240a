"""Quotations and the words around them: the cue before or after, the label, the edges of the content."""

import bisect
import re
from collections.abc import Sequence

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.model import Kind, Mention, Span
from policygraph.patterns import reporting_verbs

_SOURCES = (Kind.PERSON, Kind.ORGANIZATION)
_EDGES = " \t\n“”\"‘’',.;:—–-"


class Surroundings:
    """What stands around the quotations of one document."""

    def __init__(self, annotated: AnnotatedDocument, mentions: Sequence[Mention]) -> None:
        self.annotated, self.mentions, self.text = annotated, mentions, annotated.document.text

    def nickname(self, quotation: Span, content: Span) -> bool:
        """Whether a quotation is a nickname within a name: 'Edward “Ed” Doe'."""
        inner = self.text[content.start : content.end]
        before, after = (
            self.text[: quotation.start].split(" ")[-2:],
            self.text[quotation.end :].split(" ", 2)[1:2],
        )
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
        clause_end = re.search(r"[.!?](?:\s|$)", self.text[quotation.end : stop])
        stop = quotation.end + clause_end.start() if clause_end else stop
        return self._verb(quotation.end, stop, first=True) if quotation.end < stop else None

    def cue_before(self, quotation: Span, line: Span) -> Token | None:
        """The reporting verb of the words before a quotation, in the same sentence or ended by a comma or colon."""
        starts = [q.end for q in self.annotated.quotations if line.start <= q.start and q.end <= quotation.start]
        start = max([line.start, *starts])
        ends = [m.end() for m in re.finditer(r"[.!?]\s", self.text[start : quotation.start])]
        # A title's full stop ('Sen. Lee said, …') ends no sentence: spaCy's own boundaries decide.
        sentences = [s.start for s in self.annotated.sentences if start < s.start <= quotation.start]
        if ends and sentences:
            start = max(s for s in [start, *sentences] if s < quotation.start) if sentences else start
        if start >= quotation.start:
            return None
        token = self._verb(start, quotation.start, first=False)
        if token is None and (starts or self.text[start : quotation.start].strip(" ,") == ""):
            return None
        return token

    def label(self, quotation: Span, line: Span) -> Mention | None:
        """'Sen. Doe: “…”': the person or body named right before a colon."""
        before = self.text[line.start : quotation.start].rstrip()
        if not before.endswith(":"):
            return None
        end = line.start + len(before) - 1
        named = [m for m in self.mentions if m.kind in _SOURCES and line.start <= m.span.start and m.span.end == end]
        return named[-1] if named else None

    def _unquoted_end(self, start: int, limit: int) -> int:
        starts = [q.start for q in self.annotated.quotations]
        i = bisect.bisect_left(starts, start)
        return min(limit, starts[i]) if i < len(starts) else limit

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
        start = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.end)
        return Span(start=start, end=len(self.text) if end < 0 else end)

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
