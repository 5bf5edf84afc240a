"""Mentions by the words they cover: which begins or ends at a word, which covers a token."""

import bisect
import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument, Word
from policygraph.extract._titles import title_at
from policygraph.model import Kind, Mention, Span

_LINE_BEFORE_DASH = re.compile(r"^[ \t]*([^\n]{2,70}?)[ \t]*(?:[–—]|--|[ \t]-[ \t])[ \t]*(?=[A-Z0-9“\"])", re.MULTILINE)
_IN_BRACKETS = 8  # words of a tag of party and state, brackets included
_BESIDE_DATELINE = re.compile(r"[\s,.]*(?:[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?[\s,.]*)?(?:\([^()]*\))?\s*")
# Possessives, as references call them ('hers' for 'her' before a noun).
_POSSESSIVES = frozenset({"his", "hers", "its", "their", "my", "our"})


def possessive(mention: Mention) -> bool:
    """Whether a mention is a possessive, which stands in no list: 'Doe and her staff' are not Doe and her."""
    return mention.rule == "pronoun" and mention.name in _POSSESSIVES


def without_datelines(annotated: AnnotatedDocument, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions but for those of datelines: 'EL PASO, Texas – Roe County sued' tells nothing that El Paso did. A
    dateline is the begin of a line up to a dash, with nothing in it but places, a day and an agency in brackets.
    """
    text = annotated.document.text
    places = [m for m in mentions if m.kind in (Kind.JURISDICTION, Kind.PLACE)]
    dropped: set[str] = set()
    for line in _LINE_BEFORE_DASH.finditer(text):
        start, end = line.span(1)
        inside = [m for m in places if start <= m.span.start and m.span.end <= end]
        rest = "".join(text[i] for i in range(start, end) if not any(m.span.start <= i < m.span.end for m in inside))
        if any(m.span.start == start for m in inside) and _BESIDE_DATELINE.fullmatch(rest):
            dropped |= {m.id for m in mentions if start <= m.span.start and m.span.end <= end}  # the agency too
    return [m for m in mentions if m.id not in dropped]


class Anchors:
    """The mentions of one document, found by word number or token. Nested mentions give way to their outer one."""

    def __init__(self, annotated: AnnotatedDocument, mentions: Sequence[Mention]) -> None:
        self.annotated, self.words = annotated, annotated.words
        outer: list[Mention] = []
        for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end, m.id)):
            if not outer or not outer[-1].span.overlaps(mention.span):
                outer.append(mention)
        self.mentions = tuple(outer)

    @cached_property
    def _starts(self) -> list[int]:
        return [w.start for w in self.words]

    def word_range(self, span: Span) -> tuple[int, int]:
        """(first, end) numbers of the words that a span covers, in whole or part."""
        first = max(0, bisect.bisect_right(self._starts, span.start) - 1)
        return first, bisect.bisect_left(self._starts, span.end)

    @cached_property
    def _by_first(self) -> dict[int, Mention]:
        return {self.word_range(m.span)[0]: m for m in reversed(self.mentions)}

    @cached_property
    def _by_end(self) -> dict[int, Mention]:
        return {self.word_range(m.span)[1]: m for m in reversed(self.mentions)}

    @cached_property
    def _by_word(self) -> dict[int, Mention]:
        found: dict[int, Mention] = {}
        for mention in self.mentions:
            for i in range(*self.word_range(mention.span)):
                found.setdefault(i, mention)
        return found

    @cached_property
    def _alike(self) -> dict[Kind, tuple[list[Mention], dict[str, int]]]:
        """The people and the organizations, and the place of each in its list."""
        found: dict[Kind, tuple[list[Mention], dict[str, int]]] = {}
        for kind in (Kind.PERSON, Kind.ORGANIZATION):
            same = [m for m in self.mentions if m.kind is kind and m.rule != "title-names-body"]
            same = [m for m in same if not possessive(m)]
            found[kind] = (same, {m.id: i for i, m in enumerate(same)})
        return found

    def at(self, first: int) -> Mention | None:
        """The mention that begins at a word."""
        return self._by_first.get(first)

    def before(self, end: int) -> Mention | None:
        """The mention that ends right before a word."""
        return self._by_end.get(end)

    def over(self, word: int) -> Mention | None:
        """The mention that covers a word."""
        return self._by_word.get(word)

    def end(self, mention: Mention) -> int:
        """The number of the word after a mention."""
        return self.word_range(mention.span)[1]

    def between(self, left: Mention, right: Mention) -> tuple[Word, ...]:
        """The words between two mentions."""
        return self.words[self.end(left) : self.word_range(right.span)[0]]

    def number(self, token: Token) -> int:
        """The number of the word that a token is in."""
        return max(0, bisect.bisect_right(self._starts, token.idx) - 1)

    def of_token(self, token: Token) -> Mention | None:
        """The mention that covers a token."""
        return self.over(self.number(token))

    def of_phrase(self, head: Token, kinds: Sequence[Kind]) -> list[Mention]:
        """The mentions that a noun phrase names: of its head, its appositions and its conjuncts, in text order."""
        found: dict[str, Mention] = {}
        for token in (head, *head.conjuncts):
            mention = self.of_token(token)
            if mention is None or mention.kind not in kinds:
                mention = next(
                    (
                        m
                        for child in token.children
                        if child.dep_ in ("appos", "compound", "nmod", "flat")
                        and (m := self.of_token(child))
                        and m.kind in kinds
                    ),
                    None,
                )
            if mention is not None:
                found.setdefault(mention.id, mention)
        for mention in list(found.values()):
            found |= {m.id: m for m in self.listed_with(mention)}
        return sorted(found.values(), key=lambda m: m.span)

    def listed_with(self, mention: Mention) -> list[Mention]:
        """The mentions of the same kind that stand in one list with this one: 'Secretary A, B and Senator C'. The
        parse of long coordinations with titles is often wrong; commas, 'and' and titles are not.
        """
        if (
            mention.kind not in (Kind.PERSON, Kind.ORGANIZATION)
            or mention.rule == "title-names-body"
            or possessive(mention)
        ):
            return []  # 'Laredo, Texas' is no list
        same, places = self._alike[mention.kind]
        first = last = places[mention.id]
        while first > 0 and self._joined(same[first - 1], same[first]):
            first -= 1
        while last + 1 < len(same) and self._joined(same[last], same[last + 1]):
            last += 1
        listed = same[first : last + 1]
        # Without an 'and' it is no list: 'According to A, B opposes it.'
        conjoined = any(w.text in ("and", "&") for a, b in pairwise(listed) for w in self.between(a, b))
        # 'A, B, C and a group of others'
        rest = self._after_brackets(self.end(listed[-1]), len(self.words))
        goes_on = len(listed) > 2 and any(w.text == "and" for w in self.words[rest : rest + 2])
        return listed if conjoined or goes_on else []

    def _after_brackets(self, i: int, stop: int) -> int:
        """The number of the word after a pair of brackets that opens at a word; that word if none does."""
        if i < stop and self.words[i].text == "(":
            close = next((n for n in range(i, min(stop, i + _IN_BRACKETS)) if self.words[n].text == ")"), None)
            return i if close is None else close + 1
        return i

    def _joined(self, left: Mention, right: Mention) -> bool:
        """Whether only commas, 'and', titles and places of titles stand between two mentions."""
        i, stop = self.end(left), self.word_range(right.span)[0]
        i = self._after_brackets(i, stop)  # 'Doe (R-Mo.), Roe (D-N.Y.)'
        conjunction = False
        while i < stop:
            text = self.words[i].text
            if text in (",", "and", "&"):
                conjunction, i = True, i + 1
            elif (title := title_at(self.words, i, stop)) is not None:
                i = title.end
            elif (inner := self.at(i)) is not None and inner.kind is Kind.JURISDICTION:
                i = max(self.end(inner), i + 1)
            elif text == "the":
                i += 1
            else:
                return False
        return conjunction
