"""Who said what: quotations with their cue, and what reporting verbs report.

The frames follow the lexicon of reporting verbs (clause, quotation, infinitive, gerund, demand, noun phrase). What
lies inside a reported clause is not reported again.
"""

import bisect
import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors, without_datelines
from policygraph.extract._clauses import cue_span, lemma_of
from policygraph.extract._contents import LEAST_WORDS, SOURCES, Contents
from policygraph.extract._credited import credited
from policygraph.extract._groups import Groups
from policygraph.extract._hearers import Hearers
from policygraph.extract._introductions import Introductions
from policygraph.extract._layouts import announcing, blocks, headed, posted, spoken
from policygraph.extract._quotes import Surroundings, subject_of
from policygraph.extract._reported import Reported, reported
from policygraph.extract._sources import phrase
from policygraph.extract._stances import with_stances
from policygraph.extract._topics import Topics
from policygraph.gazetteer import Gazetteer
from policygraph.model import Attribution, Claim, Extraction, Kind, Manner, Mention, Span
from policygraph.patterns import reporting_verbs

NEEDS = ("names", "dates", "references")


def extract(annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> Iterator[Attribution | Claim]:
    """Attributions in text order, each before the claims of the sides that it takes."""
    reader = _Reader(annotated, found, gazetteer)
    yield from with_stances(annotated, reader.topics, found.mentions, reader.run())


class _Reader:
    def __init__(self, annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> None:
        self.annotated, self.text = annotated, annotated.document.text
        self.anchors = Anchors(annotated, without_datelines(annotated, found.mentions))
        self.hearers = Hearers(annotated, self.anchors, found.dates, gazetteer)
        self.quotes = Surroundings(annotated, found.mentions)
        self.contents = Contents(annotated, self.anchors, self.quotes, self.hearers)
        self.groups = Groups(annotated, self.anchors)
        self.introductions = Introductions(annotated, self.anchors)
        self.mentions, self.by_id = found.mentions, {m.id: m for m in found.mentions}
        self.topics = Topics(annotated, self.anchors)
        self.last: Mention | None = None  # who spoke last
        self.letter: tuple[Token | None, int] = (None, 0)  # its cue, and where what was quoted of it ends

    def run(self) -> Iterator[Attribution]:
        turns = [*spoken(self.annotated, self.mentions)] or [*headed(self.annotated, self.mentions)]
        turns += posted(self.annotated, self.mentions)
        spans = sorted(turn.content for turn in turns)
        indirect = self.contents.outermost([*reported(self.annotated), *credited(self.annotated)])
        indirect += blocks(self.annotated)
        indirect = [piece for piece in indirect if not _covered(piece.content, spans)]
        taken = sorted([r.content for r in indirect] + [turn.content for turn in turns])
        work: list[tuple[int, Reported | Attribution | Span]] = [(r.content.start, r) for r in indirect]
        work += [(turn.content.start, turn) for turn in turns]
        work += [(q.start, q) for q in _apart(self.annotated.quotations, taken)]
        previous: Attribution | None = None
        for _, piece in sorted(work, key=lambda w: w[0]):
            made = self._read(piece, previous)
            if made is not None:
                yield made
                previous = made
            if isinstance(piece, Reported) and made is not None and made.speaker is not None:
                yield from self._within(piece, made.speaker)

    def _read(self, piece: Reported | Attribution | Span, previous: Attribution | None) -> Attribution | None:
        if isinstance(piece, Attribution):
            speaker = self.by_id.get(piece.speaker or "")
            return replace(piece, about=self.topics.of(piece.content, speaker))
        return self._indirect(piece) if isinstance(piece, Reported) else self._direct(piece, previous)

    def _within(self, piece: Reported, outer: str) -> Iterator[Attribution]:
        """What a content says that somebody else said."""
        last = self.last
        for inner in self.contents.within.get(piece.cue.idx, ()):
            yield replace(self._indirect(inner), attributed_to=outer)
        self.last = last

    def _indirect(self, piece: Reported) -> Attribution:
        return self._attribution(
            content=piece.content,
            manner=self._manner(piece),
            source=piece.source,
            speaker=self._speaker(piece.source),
            cue=piece.cue,
            rule=piece.rule,
        )

    def _manner(self, piece: Reported) -> Manner:
        if piece.rule == "quotation-block":
            return Manner.DIRECT
        return Manner.MIXED if self.quotes.touching(piece.content) else Manner.INDIRECT

    def _direct(self, quotation: Span, previous: Attribution | None) -> Attribution | None:
        content = self.quotes.trimmed(quotation)
        if content is None or self.quotes.nickname(quotation, content):
            return None
        line = self.quotes.line(quotation)
        cue = self._interrupting(quotation, previous)
        sides = [self.quotes.cue_after, self.quotes.cue_before]
        # 'Doe said: “It is wrong.” Roe said the levy …': what a colon announces is of the verb before it.
        sides = sides[::-1] if self.quotes.introduced(quotation, line) else sides
        cue = cue or next((found for side in sides if (found := side(quotation, line))), None)
        cue = cue or self._letter(quotation, line)
        words = len(re.findall(r"\w+", self.text[content.start : content.end]))
        if words < LEAST_WORDS and not self.quotes.introduced(quotation, line) and not self.quotes.closed(quotation):
            return None
        if cue is not None:
            source = subject_of(cue)
            if source is None or self.annotated.quoted(source.idx):  # the parse took a word of the quotation for it
                return self._named_beside(quotation, content, cue)
            speaker = self._speaker(source)
            return self._attribution(
                content=content, manner=Manner.DIRECT, source=source, speaker=speaker, cue=cue, rule="quotation-cue"
            )
        if labelled := self.quotes.label(quotation, line):
            self.last = labelled
            made = self._attribution(
                content=content, manner=Manner.DIRECT, source=None, speaker=labelled, cue=None, rule="quotation-label"
            )
            return replace(made, source=labelled.span)
        return self._uncued(quotation, line, content, previous, words)

    def _letter(self, quotation: Span, line: Span) -> Token | None:
        """The cue that announces a text quoted paragraph by paragraph: 'The letter reads:' in the one above."""
        if self.text[line.start : quotation.start].strip():
            return None
        cue, end = self.letter
        if cue is None or self.text[end : quotation.start].strip():
            above = self.quotes.above(line)
            cue = announcing(self.annotated, above) if above is not None else None
        self.letter = (cue, quotation.end)
        return cue

    def _interrupting(self, quotation: Span, previous: Attribution | None) -> Token | None:
        """The cue within a sentence that goes on: '“It is,” said Doe, whose office wrote it, “a good plan”'."""
        if previous is None or previous.cue is None or previous.rule != "quotation-cue":
            return None
        between = self.text[previous.content.end : quotation.start]
        goes_on = previous.cue.start >= previous.content.end and "\n" not in between
        if not goes_on or not self.text[quotation.start + 1 : quotation.start + 2].islower():
            return None
        begun = self.annotated.sentence(previous.cue.start)
        return self.annotated.root(previous.cue) if quotation.start < begun.end else None

    def _uncued(
        self, quotation: Span, line: Span, content: Span, previous: Attribution | None, words: int
    ) -> Attribution | None:
        """A quotation without a cue in its sentence: of whom the line beside or the lead before it names, of whom the
        sentence it is woven into tells, or of the last speaker.
        """
        if _titled(self.text[content.start : content.end]):
            return None
        if beside := self._named_beside(quotation, content, None):
            return beside
        source = self.quotes.weaver(quotation)
        named = self.anchors.of_phrase(source, SOURCES) if source is not None else []
        rule, speaker = "quotation-woven", next(iter(named), None)
        if speaker is None:
            source, speaker = None, self._carried(quotation, line, previous)
            rule = "quotation-continued" if speaker else "quotation-alone"
        if words < (2 * LEAST_WORDS if speaker is None else LEAST_WORDS):
            return None
        return self._attribution(
            content=content, manner=Manner.DIRECT, source=source, speaker=speaker, cue=None, rule=rule
        )

    def _named_beside(self, quotation: Span, content: Span, cue: Token | None) -> Attribution | None:
        """A quotation of whom the line beside it or the lead before it names; with a cue alone, of nobody."""
        told = self.introductions.of(quotation)
        if told is None and cue is None:
            return None
        self.last = told.speaker if told else None
        rule = "quotation-lead" if told else "quotation-cue"
        made = self._attribution(
            content=content, manner=Manner.DIRECT, source=None, speaker=self.last, cue=cue, rule=rule
        )
        return replace(made, source=told.source, cue=told.cue or made.cue) if told else made

    def _carried(self, quotation: Span, line: Span, previous: Attribution | None) -> Mention | None:
        """The last speaker, where a quotation goes on: in the same paragraph, or in one that holds only it and follows
        at once, or has had nobody else's before it.
        """
        if previous is None or self.last is None or previous.rule in ("reported-noun", "reported-object"):
            return None
        if line.start <= previous.content.start < line.end:
            return self.last
        if not self.quotes.alone(quotation, line):
            return None
        near = self.text[previous.content.end : quotation.start].count("\n\n") <= 1
        person = self.last.kind is Kind.PERSON
        return self.last if (near and (person or previous.manner is Manner.DIRECT)) else None

    def _speaker(self, source: Token | None) -> Mention | None:
        """The mention, by name or reference, that a subject is."""
        named = self._named(source) if source is not None else []
        self.last = named[0] if named else None
        return self.last

    def _named(self, source: Token) -> list[Mention]:
        """Those whom a subject names, each of whom says it: 'Doe and Roe said in a joint statement …'."""
        named = [m for m in self.anchors.of_phrase(source, SOURCES) if not _of_party(m, source)]
        return named or self.groups.of(source) or self._maker(source)[:1]

    def _maker(self, source: Token) -> list[Mention]:
        """Who made what speaks: 'a memo posted by Doe', 'the opinion of the court', 'Roe's letter'."""
        for token in source.subtree:
            made = token.dep_ == "poss" or (token.dep_ == "pobj" and token.head.lower_ in ("by", "of", "from"))
            if made and (named := self.anchors.of_phrase(token, SOURCES)):
                return named if source.pos_ == "NOUN" and source.lemma_.lower() in reporting_verbs().documents else []
        return []

    def _attribution(
        self,
        *,
        content: Span,
        manner: Manner,
        source: Token | None,
        speaker: Mention | None,
        cue: Token | None,
        rule: str,
    ) -> Attribution:
        words = cue_span(cue) if cue is not None else None
        sentence = self._sentence(content, words)
        hearer = self.hearers.recipient(cue, content) if cue is not None else None
        named = phrase(source, content, words) if source is not None else None
        together = source is not None and len(self._named(source)) > 1
        if named is not None and speaker is not None and not named.overlaps(speaker.span) and not together:
            named = speaker.span  # the parse hangs who speaks on the dateline
        outlet = self.hearers.outlet(hearer) or (self._taken_from(cue) if cue is not None else None)
        return Attribution(
            source=named,
            speaker=speaker.id if speaker else None,
            joint=tuple(m.id for m in self._named(source)[1:]) if source is not None and speaker is not None else (),
            cue=words,
            content=content,
            manner=manner,
            sentence=sentence,
            rule=rule,
            about=self.topics.of(content, speaker),
            said_on=self.hearers.day(cue, sentence, content) if cue is not None else None,
            reported_by=outlet.id if outlet else None,
            recipient=hearer.id if hearer else None,
            denied=cue is not None and lemma_of(cue) in reporting_verbs().denying,
            told=rule != "reported-object",
        )

    def _taken_from(self, cue: Token) -> Mention | None:
        """The outlet by way of which it is known."""
        source = self.contents.relayed.get(cue.i)
        named = self.anchors.of_phrase(source, (Kind.ORGANIZATION,)) if source is not None else []
        return self.hearers.outlet(named[0]) if named else self.hearers.cited(cue)

    def _sentence(self, content: Span, cue: Span | None) -> Span:
        first = self.annotated.sentence(content.start)
        last = self.annotated.sentence(max(content.end - 1, cue.start if cue else 0))
        return Span(start=min(first.start, last.start), end=max(first.end, last.end))


def _of_party(mention: Mention, source: Token) -> bool:
    """Whether a mention of a party only tells of one of its people: 'The Republican said'."""
    return mention.rule.startswith("party") and source.tag_ in ("NN", "NNP") and mention.span.start <= source.idx


def _titled(text: str) -> bool:
    """Whether a text is written as titles are: nearly all its longer words with a capital."""
    words: list[str] = re.findall(r"[A-Za-z]{4,}", text)
    return sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _covered(content: Span, spans: list[Span]) -> bool:
    """Whether a content begins within one of some sorted spans that lie apart."""
    i = bisect.bisect_right(spans, content.start, key=lambda span: span.start) - 1
    return i >= 0 and content.start < spans[i].end


def _apart(quotations: tuple[Span, ...], taken: list[Span]) -> Iterator[Span]:
    """The quotations that overlap none of the spans taken; both are in text order."""
    i, reach = 0, 0
    for quotation in quotations:
        while i < len(taken) and taken[i].start < quotation.end:
            reach = max(reach, taken[i].end)
            i += 1
        if reach <= quotation.start:
            yield quotation
