"""Who said what: quotations with their cue, and what reporting verbs report.

The frames follow the lexicon of reporting verbs (clause, quotation, infinitive, gerund, demand). What lies inside a
reported clause is not reported again.
"""

import bisect
import re
from collections.abc import Iterator

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors
from policygraph.extract._reported import Reported, reported
from policygraph.gazetteer import Gazetteer
from policygraph.model import Attribution, Extraction, Kind, Manner, Mention, Span
from policygraph.patterns import reporting_verbs

NEEDS = ("names",)

_SOURCES = (Kind.PERSON, Kind.ORGANIZATION)
_EDGES = " \t\n“”\"‘’',.;:—–-"
# A quotation of fewer words without a comma or colon at it is a phrase quoted, not a statement.
_LEAST_WORDS = 4


def extract(
    annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer
) -> Iterator[Mention | Attribution]:
    """Attributions in text order, and a mention for each pronoun that is a source."""
    del gazetteer
    reader = _Reader(annotated, found)
    yield from reader.run()


class _Reader:
    def __init__(self, annotated: AnnotatedDocument, found: Extraction) -> None:
        self.annotated, self.text = annotated, annotated.document.text
        self.anchors = Anchors(annotated, found.mentions)
        self.mentions = found.mentions
        self.pronouns: dict[int, Mention] = {}
        self.last: Mention | None = None  # who spoke last

    def run(self) -> Iterator[Mention | Attribution]:
        indirect = list(self._outermost(list(reported(self.annotated))))
        spans = [r.content for r in indirect]
        work: list[tuple[int, Reported | Span]] = [(r.content.start, r) for r in indirect]
        for quotation in self.annotated.quotations:
            if not any(s.overlaps(quotation) for s in spans):
                work.append((quotation.start, quotation))
        previous: Attribution | None = None
        for _, piece in sorted(work, key=lambda w: w[0]):
            made = self._indirect(piece) if isinstance(piece, Reported) else self._direct(piece, previous)
            if made is None:
                continue
            for i in sorted(self.pronouns):
                yield self.pronouns.pop(i)
            yield made
            previous = made

    def _outermost(self, pieces: list[Reported]) -> Iterator[Reported]:
        """Reported content that lies in no other's and in no quotation."""
        for piece in pieces:
            inside = any(o is not piece and o.content.covers(piece.content) for o in pieces)
            twin = any(
                o.content == piece.content and pieces.index(o) < pieces.index(piece)
                for o in pieces
                if o is not piece
            )
            within = any(q.covers(piece.content) for q in self.annotated.quotations)
            if not within and (
                not inside
                or (
                    not twin
                    and all(
                        o is piece or o.content == piece.content or not o.content.covers(piece.content)
                        for o in pieces
                    )
                )
            ):
                yield piece

    # ---- reported ----------------------------------------------------------------------------------------------

    def _indirect(self, piece: Reported) -> Attribution | None:
        content = self._trimmed(piece.content)
        if content is None:
            return None
        quoted = any(content.overlaps(q) for q in self.annotated.quotations)
        speaker = self._speaker(piece.source)
        return self._attribution(
            content=content,
            manner=Manner.MIXED if quoted else Manner.INDIRECT,
            source=piece.source,
            speaker=speaker,
            cue=Span(start=piece.cue.idx, end=piece.cue.idx + len(piece.cue)),
            rule=piece.rule,
        )

    # ---- quoted ------------------------------------------------------------------------------------------------

    def _direct(self, quotation: Span, previous: Attribution | None) -> Attribution | None:
        content = self._trimmed(quotation)
        if content is None:
            return None
        if self._nickname(quotation, content):
            return None
        line = self._line(quotation)
        before, after = self.text[line.start : quotation.start], self.text[quotation.end : line.end]
        cue = self._cue_after(quotation, line) or self._cue_before(quotation, line)
        words = len(re.findall(r"\w+", self.text[content.start : content.end]))
        if cue is None and words < _LEAST_WORDS and not before.rstrip().endswith((",", ":")):
            return None
        if cue is not None:
            source = _subject_of(cue)
            return self._attribution(
                content=content,
                manner=Manner.DIRECT,
                source=source,
                speaker=self._speaker(source),
                cue=Span(start=cue.idx, end=cue.idx + len(cue)),
                rule="quotation-cue",
            )
        if labelled := self._label(quotation, line):
            self.last = labelled
            return self._attribution(
                content=content,
                manner=Manner.DIRECT,
                source=None,
                speaker=labelled,
                cue=None,
                rule="quotation-label",
                source_span=labelled.span,
            )
        carried = self._carried(quotation, line, previous, before, after)
        if carried is None and words < 2 * _LEAST_WORDS:
            return None
        return self._attribution(
            content=content,
            manner=Manner.DIRECT,
            source=None,
            speaker=carried,
            cue=None,
            rule="quotation-continued" if carried else "quotation-alone",
        )

    def _nickname(self, quotation: Span, content: Span) -> bool:
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

    def _cue_after(self, quotation: Span, line: Span) -> Token | None:
        """The reporting verb of the words between a quotation and the end of their sentence or the next quotation."""
        stop = self._unquoted_end(quotation.end, line.end)
        clause_end = re.search(r"[.!?](?:\s|$)", self.text[quotation.end : stop])
        stop = quotation.end + clause_end.start() if clause_end else stop
        return self._verb(quotation.end, stop, first=True) if quotation.end < stop else None

    def _cue_before(self, quotation: Span, line: Span) -> Token | None:
        """The reporting verb of the words before a quotation, in the same sentence or ended by a comma or colon."""
        starts = [
            q.end for q in self.annotated.quotations if line.start <= q.start and q.end <= quotation.start
        ]
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
        tokens = [t for t in tokens if t.tag_ != "VBN" or not any(c.dep_ == "auxpass" for c in t.children)]
        return (tokens[0] if first else tokens[-1]) if tokens else None

    def _label(self, quotation: Span, line: Span) -> Mention | None:
        """'Sen. Doe: “…”': the person or body named right before a colon."""
        before = self.text[line.start : quotation.start].rstrip()
        if not before.endswith(":"):
            return None
        end = line.start + len(before) - 1
        named = [
            m
            for m in self.mentions
            if m.kind in _SOURCES and line.start <= m.span.start and m.span.end == end
        ]
        return named[-1] if named else None

    def _carried(
        self, quotation: Span, line: Span, previous: Attribution | None, before: str, after: str
    ) -> Mention | None:
        """The last speaker, where a quotation goes on: in the same paragraph, or in the next that holds only it."""
        if previous is None or self.last is None:
            return None
        same = line.start <= previous.content.start < line.end
        alone = not before.strip() and not after.strip()
        between = self.text[previous.content.end : quotation.start]
        return self.last if same or (alone and between.count("\n\n") <= 1) else None

    # ---- source ------------------------------------------------------------------------------------------------

    def _speaker(self, source: Token | None) -> Mention | None:
        """The mention that a subject names; a pronoun gets a mention of its own."""
        if source is None:
            return None
        if source.lower_ in ("he", "she"):
            mention = Mention(
                id=f"r{source.i}",
                kind=Kind.PERSON,
                span=Span(start=source.idx, end=source.idx + len(source)),
                name=source.lower_,
                rule="pronoun",
                reference=True,
            )
            self.pronouns[source.i] = mention
            self.last = mention
            return mention
        named = self.anchors.of_phrase(source, _SOURCES)
        if named:
            self.last = named[0]
            return named[0]
        self.last = None
        return None

    # ---- parts -------------------------------------------------------------------------------------------------

    def _attribution(
        self,
        *,
        content: Span,
        manner: Manner,
        source: Token | None,
        speaker: Mention | None,
        cue: Span | None,
        rule: str,
        source_span: Span | None = None,
    ) -> Attribution:
        if source is not None:
            source_span = self._phrase(source)
        about = tuple(m.id for m in self.mentions if m.kind is Kind.POLICY and content.covers(m.span))
        return Attribution(
            source=source_span,
            speaker=speaker.id if speaker else None,
            cue=cue,
            content=content,
            manner=manner,
            sentence=self._sentence(content, cue),
            rule=rule,
            about=about,
        )

    def _sentence(self, content: Span, cue: Span | None) -> Span:
        first = self.annotated.sentence(content.start)
        last = self.annotated.sentence(max(content.end - 1, cue.start if cue else 0))
        return Span(start=min(first.start, last.start), end=max(first.end, last.end))

    def _phrase(self, source: Token) -> Span:
        """The noun phrase of a source, without what follows it after a comma."""
        inside = [t for t in source.subtree if t.dep_ not in ("relcl", "appos") and not t.is_space]
        tokens = [
            t
            for t in inside
            if t.i <= source.i or not any(c.is_punct for c in source.doc[source.i : t.i + 1])
        ]
        first, last = min(t.i for t in tokens), max(t.i for t in tokens)
        return Span(start=source.doc[first].idx, end=source.doc[last].idx + len(source.doc[last]))

    def _line(self, span: Span) -> Span:
        start = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.end)
        return Span(start=start, end=len(self.text) if end < 0 else end)

    def _trimmed(self, span: Span) -> Span | None:
        """A span without marks, commas and spaces at its edges; a mark that closes one inside it stays."""
        start, end = span.start, span.end
        while start < end and self.text[start] in _EDGES:
            start += 1
        while end > start and self.text[end - 1] in _EDGES:
            if self.text[end - 1] in '”"' and _opened(self.text[start : end - 1]):
                break
            end -= 1
        return Span(start=start, end=end) if start < end else None


def _opened(text: str) -> bool:
    """Whether a quotation mark stands open at the end of a text."""
    straight = text.count('"')
    return straight % 2 == 1 or text.count("“") > text.count("”")


def _subject_of(verb: Token) -> Token | None:
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
