"""Titles in a text: the longest form of the lexicon at each word."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from policygraph.annotate import Word
from policygraph.patterns import Title, title_words, titles

_KNOWN_WORDS = 50_000  # more than a document has
_PLURAL_ENDS = ("s", "men", "women")


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleMatch:
    """A title at words [first, end). `plural` ones may have several holders ('Sens. A and B')."""

    title: Title
    first: int
    end: int
    plural: bool


def title_at(words: Sequence[Word], first: int, limit: int) -> TitleMatch | None:
    """The longest title that begins at a word and ends before `limit`."""
    if first >= len(words):
        return None
    begin, longest = _begin(words[first].text)
    if not longest:
        return None
    keys = (_key(begin), *(_key(w.text) for w in words[first + 1 : min(limit, first + longest)]))
    for end in range(first + len(keys), first, -1):
        for title, written, plural in _forms().get(keys[: end - first], ()):
            texts = [begin.rstrip("."), *(w.text.rstrip(".") for w in words[first + 1 : end])]
            if written and texts != list(written) and texts != [t.upper() for t in written]:
                continue  # an abbreviation counts only as it is written: 'Rep.', not 'rep'
            if title.capital and not written and not begin[0].isupper():
                continue
            if not _runs_on(words, first, end, limit):
                return TitleMatch(title=title, first=first, end=end, plural=plural)
    return None


@lru_cache(maxsize=_KNOWN_WORDS)
def _begin(text: str) -> tuple[str, int]:
    """A word without what tells that it was so once, and the number of words of the longest title that begins so."""
    begin = without_past(text)
    return begin, _longest().get(_key(begin), 0)


def without_past(text: str) -> str:
    """A word without what tells that it was so once: 'Mayor' of 'then-Mayor'; else the word as it is."""
    before, _, rest = text.partition("-")
    return rest if rest and before.lower() in title_words().former else text


def _runs_on(words: Sequence[Word], first: int, end: int, limit: int) -> bool:
    """Whether another title begins within this one and ends after it: 'U.S. Attorney' in 'U.S. Attorney General'."""
    top = min(limit, end + 2)
    return any(
        tuple(_key(w.text) for w in words[inner:stop]) in _forms()
        for inner in range(first + 1, end)
        for stop in range(end + 1, top + 1)
    )


@cache
def _forms() -> dict[tuple[str, ...], list[tuple[Title, tuple[str, ...], bool]]]:
    forms: dict[tuple[str, ...], list[tuple[Title, tuple[str, ...], bool]]] = {}
    for title in titles():
        for form in title.forms:
            plural = form.endswith(_PLURAL_ENDS) and form.removesuffix("s") in title.forms
            plural = plural or form.endswith(("men", "women")) or form == "attorneys general"
            forms.setdefault(_split(form), []).append((title, (), plural))
        for form in title.abbreviations:
            plural = form.endswith("s") and form.removesuffix("s") in title.abbreviations
            written = tuple(w.rstrip(".") for w in form.split())
            forms.setdefault(_split(form), []).append((title, written, plural))
    return forms


@cache
def _longest() -> dict[str, int]:
    """By the first word of a form: the number of words of the longest form that begins so."""
    longest: dict[str, int] = {}
    for form in _forms():
        longest[form[0]] = max(len(form), longest.get(form[0], 0))
    return longest


def _split(form: str) -> tuple[str, ...]:
    return tuple(_key(word) for word in form.replace("'s", " 's").split())


@lru_cache(maxsize=_KNOWN_WORDS)
def _key(text: str) -> str:
    return text.lower().replace("’", "'").rstrip(".")
