"""Places whose kind is told once for several: 'Doe, Roe and Poe counties', 'the counties of Doe and Roe'."""

from collections.abc import Iterator

from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.patterns import listed_kinds

_JOINS = frozenset({",", "and", "or", "&"})
_LONGEST = 3  # words of a name


def places(annotated: AnnotatedDocument, gazetteer: Gazetteer) -> dict[int, tuple[int, str]]:
    """First word of each such name → the word after it and the full name; only names of the tables."""
    words, found = annotated.words, dict[int, tuple[int, str]]()
    for i, word in enumerate(words):
        if (kind := listed_kinds().get(word.text.lower())) is None:
            continue
        follows = i + 1 < annotated.limits[i] and words[i + 1].text == "of"
        for first, end in _after(annotated, i) if follows else _before(annotated, i):
            name = f"{' '.join(w.text for w in words[first:end])} {kind}"
            if any(row.level == "county" for row in gazetteer.lookup(name)):
                found[first] = (end, name)
    return found


def _before(annotated: AnnotatedDocument, end: int) -> Iterator[tuple[int, int]]:
    """The names of a list that ends before a word, the last first."""
    words = annotated.words
    while True:
        first = end
        while first and words[first - 1].capital and end - first < _LONGEST:
            first -= 1
        if first == end:
            return
        yield first, end
        end = first
        while end and words[end - 1].text in _JOINS:
            end -= 1
        if end == first or annotated.limits[end - 1] < first:
            return


def _after(annotated: AnnotatedDocument, i: int) -> Iterator[tuple[int, int]]:
    """The names of a list after 'counties of'."""
    words, limit = annotated.words, annotated.limits[i]
    first = i + 2
    while first < limit:
        end = first
        while end < limit and words[end].capital and end - first < _LONGEST:
            end += 1
        if end == first:
            return
        yield first, end
        first = end
        while first < limit and words[first].text in _JOINS:
            first += 1
        if first == end:
            return
