"""Who said what: quotations with their cue, and what reporting verbs report.

The frames follow the lexicon of reporting verbs (clause, quotation, infinitive, gerund, demand). What lies inside a
reported clause is not reported again.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors
from policygraph.extract._quotes import Surroundings, subject_of
from policygraph.extract._reported import Reported, reported
from policygraph.gazetteer import Gazetteer
from policygraph.model import Attribution, Extraction, Kind, Manner, Mention, Span
from policygraph.patterns import reporting_verbs

NEEDS = ("names", "references")

_SOURCES = (Kind.PERSON, Kind.ORGANIZATION, Kind.JURISDICTION)
# A quotation of fewer words without a comma or colon at it is a phrase quoted, not a statement.
_LEAST_WORDS = 4


def extract(annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> Iterator[Attribution]:
    """Attributions in text order."""
    del gazetteer
    reader = _Reader(annotated, found)
    yield from reader.run()


class _Reader:
    def __init__(self, annotated: AnnotatedDocument, found: Extraction) -> None:
        self.annotated, self.text = annotated, annotated.document.text
        self.anchors = Anchors(annotated, found.mentions)
        self.mentions = found.mentions
        self.quotes = Surroundings(annotated, found.mentions)
        self.last: Mention | None = None  # who spoke last

    def run(self) -> Iterator[Attribution]:
        indirect = list(self._outermost(list(reported(self.annotated))))
        spans = [r.content for r in indirect]
        work: list[tuple[int, Reported | Span]] = [(r.content.start, r) for r in indirect]
        work += [(q.start, q) for q in self.annotated.quotations if not any(s.overlaps(q) for s in spans)]
        previous: Attribution | None = None
        for _, piece in sorted(work, key=lambda w: w[0]):
            made = self._indirect(piece) if isinstance(piece, Reported) else self._direct(piece, previous)
            if made is None:
                continue
            yield made
            previous = made

    def _outermost(self, pieces: list[Reported]) -> Iterator[Reported]:
        """Reported content that lies in no other's and in no quotation."""
        for piece in pieces:
            inside = any(o is not piece and o.content.covers(piece.content) for o in pieces)
            twin = any(
                o.content == piece.content and pieces.index(o) < pieces.index(piece) for o in pieces if o is not piece
            )
            within = piece.cue.lower_ != "according" and any(
                q.start <= piece.content.start < q.end for q in self.annotated.quotations
            )
            if not within and (
                not inside
                or (
                    not twin
                    and all(
                        o is piece or o.content == piece.content or not o.content.covers(piece.content) for o in pieces
                    )
                )
            ):
                yield piece

    def _indirect(self, piece: Reported) -> Attribution | None:
        content = self.quotes.trimmed(piece.content)
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

    def _direct(self, quotation: Span, previous: Attribution | None) -> Attribution | None:
        content = self.quotes.trimmed(quotation)
        if content is None:
            return None
        if self.quotes.nickname(quotation, content):
            return None
        line = self.quotes.line(quotation)
        before, after = self.text[line.start : quotation.start], self.text[quotation.end : line.end]
        cue = self.quotes.cue_after(quotation, line) or self.quotes.cue_before(quotation, line)
        words = len(re.findall(r"\w+", self.text[content.start : content.end]))
        if cue is None and words < _LEAST_WORDS and not before.rstrip().endswith((",", ":")):
            return None
        if cue is not None:
            source = subject_of(cue)
            return self._attribution(
                content=content,
                manner=Manner.DIRECT,
                source=source,
                speaker=self._speaker(source),
                cue=Span(start=cue.idx, end=cue.idx + len(cue)),
                rule="quotation-cue",
            )
        if labelled := self.quotes.label(quotation, line):
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

    def _speaker(self, source: Token | None) -> Mention | None:
        """The mention, by name or reference, that a subject is."""
        if source is None:
            return None
        named = self.anchors.of_phrase(source, _SOURCES) or self._maker(source)
        if named:
            self.last = named[0]
            return named[0]
        self.last = None
        return None

    def _maker(self, source: Token) -> list[Mention]:
        """Who made what speaks: 'a memo posted by Doe', 'the opinion of the court', 'Roe's letter'."""
        for token in source.subtree:
            made = token.dep_ == "poss" or (token.dep_ == "pobj" and token.head.lower_ in ("by", "of", "from"))
            if made and (named := self.anchors.of_phrase(token, _SOURCES)):
                return named if source.pos_ == "NOUN" and source.lemma_.lower() in reporting_verbs().documents else []
        return []

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
        tokens = [t for t in inside if t.i <= source.i or not any(c.is_punct for c in source.doc[source.i : t.i + 1])]
        first, last = min(t.i for t in tokens), max(t.i for t in tokens)
        return Span(start=source.doc[first].idx, end=source.doc[last].idx + len(source.doc[last]))
