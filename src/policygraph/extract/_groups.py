"""Whom a plural means that points back to people named together: 'the officials', 'both senators', 'they'."""

import bisect
from collections.abc import Sequence

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors
from policygraph.extract._titles import title_at
from policygraph.model import Kind, Mention, Span
from policygraph.patterns import Title, person_words

_SUBJECTS = ("nsubj", "nsubjpass")
_DETERMINERS = frozenset({"the", "both", "these", "those"})
_LONGEST_TITLE = 6  # words
_REACH = 30  # names of people before a plural


class Groups:
    """The people of one document who are named together."""

    def __init__(self, annotated: AnnotatedDocument, anchors: Anchors) -> None:
        self.annotated, self.anchors = annotated, anchors
        self.people = [m for m in anchors.mentions if m.kind is Kind.PERSON]
        self._starts = [m.span.start for m in self.people]
        self._meant: tuple[Token, list[Mention]] | None = None  # the last plural that was read, and whom it means

    def of(self, source: Token) -> list[Mention]:
        """Those whom a plural subject means; nobody where it is no such plural or the text does not tell.

        'They' are those who were the subject of the sentence before; 'the officials' those named together last.
        """
        found = self._after_plural(source) or self._pointed(source)
        if found:
            self._meant = (source, found)
        return found

    def _after_plural(self, source: Token) -> list[Mention]:
        """Whom 'they' means after a sentence about 'the officials', or where it goes on with them."""
        if source.lower_ != "they":
            return []
        own, last = self.annotated.sentence(source.idx), self._before(source)
        if self._meant is not None and self.annotated.sentence(self._meant[0].idx) in (own, last):
            return self._meant[1]
        plurals = (t for t in self.annotated.tokens(last) if t.dep_ in _SUBJECTS and t.tag_ == "NNS" and t.i < source.i)
        return next((found for plural in plurals if (found := self._pointed(plural))), [])

    def _before(self, token: Token) -> Span:
        """The sentence before that of a token; its own if it is the first."""
        own = self.annotated.sentence(token.idx)
        at = bisect.bisect_left(self.annotated.sentences, own.start, key=lambda s: s.start)
        return self.annotated.sentences[max(0, at - 1)]

    def _pointed(self, source: Token) -> list[Mention]:
        number = person_words().numbers.get(source.lower_)
        if source.lower_ in ("they", "both"):
            return self._last(source, None, subject=True, number=number)
        words = person_words()
        counted = number or next((words.numbers[c.lower_] for c in source.children if c.lower_ in words.numbers), None)
        pointing = any(c.dep_ in ("det", "predet") and c.lower_ in _DETERMINERS for c in source.children)
        if not pointing or (source.lower_ not in words.groups and (source.tag_ != "NNS" or number)):
            return []
        others = {c.dep_ for c in source.children} & {"prep", "relcl", "acl", "amod", "compound", "poss"}
        title = self._title(source)
        if others or (source.lower_ not in words.groups and title is None):
            return []  # 'the officials of the union', 'the families'
        return self._last(source, title, subject=False, number=counted)

    def _last(self, source: Token, title: Title | None, *, subject: bool, number: int | None) -> list[Mention]:
        """The people named together last before a token: as the subject of the sentence before, or with a title."""
        before = bisect.bisect_left(self._starts, source.idx)
        for person in reversed(self.people[max(0, before - _REACH) : before]):
            group = self.anchors.listed_with(person)
            if len(group) > 1:
                fits = number in (None, len(group)) and group[-1].span.end <= source.idx
                fits = fits and (not subject or self._spoke(group, source)) and self._titled(group, title)
                return group if fits else []
        return []

    def _spoke(self, group: Sequence[Mention], source: Token) -> bool:
        """Whether people are the subject of the sentence before that of a token."""
        before, own = self._before(source), self.annotated.sentence(source.idx)
        near = group[0].span.start >= before.start and group[-1].span.end <= own.start
        return near and any(self.annotated.root(m.span).dep_ in _SUBJECTS for m in group)

    def _titled(self, group: Sequence[Mention], title: Title | None) -> bool:
        """Whether the first of some people, or each, is named with a title, or no title is asked for."""
        return title is None or self._title_of(group[0]) == title or all(self._title_of(m) == title for m in group)

    def _title_of(self, person: Mention) -> Title | None:
        """The title that stands right before a name."""
        end = self.anchors.word_range(person.span)[0]
        for first in range(max(0, end - _LONGEST_TITLE), end):
            match = title_at(self.annotated.words, first, end)
            if match is not None and match.end == end:
                return match.title
        return None

    def _title(self, source: Token) -> Title | None:
        """The title that a plural noun is: 'the senators'."""
        words = self.annotated.words
        first = bisect.bisect_left(words, source.idx, key=lambda word: word.start)
        match = title_at(words, first, first + 1)
        return match.title if match is not None and match.plural else None
