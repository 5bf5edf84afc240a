"""What is reported, as the text has it: contents with their edges put right, of those in each other the outermost."""

import bisect
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors
from policygraph.extract._clauses import lemma_of
from policygraph.extract._hearers import Hearers
from policygraph.extract._quotes import Surroundings, subject_of
from policygraph.extract._reported import Reported
from policygraph.model import Kind, Span
from policygraph.patterns import reporting_verbs

SOURCES = (Kind.PERSON, Kind.ORGANIZATION, Kind.JURISDICTION)
# A quotation of fewer words without a comma or colon at it is a phrase quoted, not a statement.
LEAST_WORDS = 4
_PHRASE = 50  # characters of a phrase quoted


class Contents:
    """The contents of one document."""

    def __init__(self, annotated: AnnotatedDocument, anchors: Anchors, quotes: Surroundings, hearers: Hearers) -> None:
        self.annotated, self.text = annotated, annotated.document.text
        self.anchors, self.quotes, self.hearers = anchors, quotes, hearers
        # Of the cue of what is taken over from somebody, who that is: 'according to the Planet, Doe said …'.
        self.relayed: dict[int, Token] = {}
        # Of a cue, what its content says that somebody else said: 'Doe said that Roe promised to leave'.
        self.within: dict[int, list[Reported]] = {}

    def outermost(self, pieces: Iterable[Reported]) -> list[Reported]:
        """Reported content, its edges put right, that lies in no other's and in no quotation. A bare noun phrase that
        holds something told, or more than a phrase quoted, gives way to it.
        """
        whole = [replace(p, content=c) for p in pieces if (c := self._whole(p))]
        whole = [piece for piece in whole if not self._relays(piece)]
        cues = sorted(p.cue.idx for p in whole if not p.bare)
        kept: list[Reported] = []
        for piece in sorted(whole, key=lambda p: (p.content.start, -p.content.end, p.bare)):
            if piece.bare and (_between(cues, piece.content) or not self._demand(piece)):
                continue
            if not kept or piece.content.end > kept[-1].content.end:
                kept.append(piece)
            elif self._of_another(piece, kept[-1]):
                self.within.setdefault(kept[-1].cue.idx, []).append(piece)
        return kept

    def _of_another(self, piece: Reported, outer: Reported) -> bool:
        """Whether what lies in a content is said by somebody else, by name."""
        if piece.bare or piece.source is None or not outer.content.start <= piece.cue.idx < outer.content.end:
            return False
        named = [m for m in self.anchors.of_phrase(piece.source, SOURCES) if not m.reference]
        own = self.anchors.of_phrase(outer.source, SOURCES) if outer.source is not None else []
        return bool(named) and {m.name for m in named}.isdisjoint(m.name for m in own)

    def _relays(self, piece: Reported) -> bool:
        """Whether it only tells from where it is known what another said: 'according to the Planet, Doe said …'."""
        if piece.rule != "reported-according" or piece.source is None:
            return False
        cue = self.annotated.root(piece.content)
        verbs, source = reporting_verbs(), piece.source
        told = any(c.dep_ == "ccomp" for c in cue.children) if cue.lemma_.lower() in verbs.clause else False
        told = told or (cue.lemma_.lower() in verbs.quote and bool(self.quotes.touching(piece.content)))
        paper = source.lemma_.lower() in verbs.documents
        outlets = [self.hearers.outlet(m) for m in self.anchors.of_phrase(source, (Kind.ORGANIZATION,))]
        if not told or subject_of(cue) is None or not (paper or any(outlets)):
            return False
        self.relayed[cue.i] = source
        return True

    def _whole(self, piece: Reported) -> Span | None:
        """The content without marks at its edges, up to the end of a quotation that goes on; None within one."""
        outside = piece.rule in ("reported-according", "reported-as")
        if not outside and self.quotes.covering(piece.content.start) not in (None, self._begun(piece.content)):
            return None
        hearer = self.hearers.swallowed(piece.cue, piece.content)
        start = hearer.span.end if hearer is not None else piece.content.start
        content = self.quotes.trimmed(Span(start=start, end=piece.content.end))
        going_on = self.quotes.covering(content.end - 1) if content else None
        if content and going_on and content.start < going_on.start and content.end < going_on.end:
            return self.quotes.trimmed(Span(start=content.start, end=going_on.end))
        return content

    def _begun(self, content: Span) -> Span | None:
        """The quotation whose opening mark is the first of a content."""
        quotation = self.quotes.covering(content.start)
        return quotation if quotation is not None and quotation.start == content.start else None

    def _demand(self, piece: Reported) -> bool:
        """Whether somebody proposes or blames something described; a name alone tells nothing, and more than a phrase
        quoted in it is a statement by itself.
        """
        if piece.source is None or piece.source.lower_ in ("it", "which", "that", "this"):
            return False
        words = self.text[piece.content.start : piece.content.end].split()
        quoted = [q.end - q.start for q in self.quotes.touching(piece.content)]
        named = self.anchors.of_phrase(self.annotated.root(piece.content), (*SOURCES, Kind.PLACE))
        covered = any(m.span.end - m.span.start > 0.6 * (piece.content.end - piece.content.start) for m in named)
        least = LEAST_WORDS - (2 if lemma_of(piece.cue) in reporting_verbs().naming else 1)
        return len(words) >= least and not covered and max(quoted, default=0) <= _PHRASE


def _between(offsets: list[int], span: Span) -> bool:
    """Whether any of some sorted offsets lies in a span."""
    i = bisect.bisect_left(offsets, span.start)
    return i < len(offsets) and offsets[i] < span.end
