"""Text written without capitals gets them, so that what reads it finds its names: 'mayor jane doe' → 'Mayor Jane Doe'.

Posts of social media, closed captions, wire slugs and e-mails are often in lower case alone. A copy of the same length
is parsed in their place; what is told of a text stays as it was written. A text with capitals is never changed: a line
counts as without them only where something proves it (all other lines are so too, sentences begin in lower case, or
'monday' and 'i' do). A sentence all in capitals, as headlines of press releases are, tells as
little: it is put into lower case first. Which words then get a capital a linear model tells, by the word, its
neighbours and what the gazetteer and the lexicons say of them (data/make_casing.py trains it).
"""

import bisect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from policygraph.gazetteer import Gazetteer
from policygraph.model import Span
from policygraph.patterns import casing_forms, casing_weights, demonym_of, given_names, titles

_SHARE = 0.75  # of the lines of a text, without capitals, that tell the same of the others
_FEW = 5  # lines: of fewer, each must be without capitals
_SENTENCE = 7  # words of a line in capitals that is more than a heading
_WORDS = 4  # that a text must have to tell anything
_ACRONYM = re.compile(r"\b(?:[A-Z]{2,}s?|I)\b|\b(?:[A-Z]\.){2,}|https?://\S+|[@#]\w+")
# Sentences that begin in lower case: a longer word before the stop, as 'a.m. and' begins none.
_BEGUN = re.compile(r"[a-z]{4}[.?!][”\"’')]*\s+[a-z]")
_ALWAYS_CAPITAL = re.compile(
    r"(?:^|(?<=[\s“\"(]))(?:i(?=\s+[a-z])|i['’](?:m|ve|ll|d)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|(?:january|february|april|june|july|september|october|november|december)\b)"
)
_ADDRESS = re.compile(r"https?://\S+|[@#]\w+|[\w.+-]+@[\w.-]+\w|(?:[\w-]+\.)+(?:com|org|net|gov|edu|us|uk)\b(?:/\S+)?")
_TOKEN = re.compile(_ADDRESS.pattern + r"|(?:[^\W\d_]\.){2,}|(?:[od]['’])?[^\W\d_]+|\d+|[^\w\s]|_|\n")
_ENDS = frozenset(".?!\n")
_MARKS = frozenset("“”\"'’‘()[]")
# What a language model takes for names in text without capitals: where, and of what kind.
Recogniser = Callable[[str], Iterable[tuple[Span, str]]]

_LONGEST = 5  # words of a name that the gazetteer is asked for
# Marks of a state, and of the last word of a place before it: 'Doe Springs, Texas'.
_STATES = frozenset(f"state{size}B" for size in range(1, 4))
_PLACES = frozenset(f"{kind}{end}" for kind in ("large", "town", "village") for end in ("1B", "2B", "2I", "3B", "3I"))
_LARGE, _MIDDLE = 150_000, 5_000  # people of a place


def cased(text: str, named: Recogniser) -> str:
    """The text with capitals where it was written without them or in nothing else, of the same length; with its own it
    is returned as it is.
    """
    parts, at = [], 0
    for span in sorted([*without_capitals(text), *all_capitals(text)]):
        written = text[span.start : span.end]
        lowered = written.lower() if written.isupper() else written
        parts += [text[at : span.start], _cased(lowered, named) if len(lowered) == len(written) else written]
        at = span.end
    return "".join([*parts, text[at:]]) if parts else text


def without_capitals(text: str) -> list[Span]:
    """The stretches of whole lines that are written without capitals (acronyms, 'I' and handles apart), in order."""
    lines = [m for m in re.finditer(r"[^\n]+", text) if any(map(str.isalpha, m[0]))]
    lower = [m for m in lines if (m[0].islower() or _ACRONYM.sub("", m[0]).islower()) and _latin(m[0])]
    if not lower:
        return []
    # 'I said so' and 'NATO met' are written so anywhere: alone they prove nothing.
    silent = sum(_ACRONYM.match(m[0].lstrip()) is not None and not m[0].islower() for m in lower)
    telling, told = len(lines) - silent, len(lower) - silent
    proved = [m for m in lower if _BEGUN.search(m[0]) or _ALWAYS_CAPITAL.search(m[0])]
    many = telling >= _FEW and told >= _SHARE * telling and proved
    every = 0 < telling == told and sum(len(m[0].split()) for m in lower) >= _WORDS
    spans: list[Span] = []
    for match in lower if many or every else proved:
        if spans and not text[spans[-1].end : match.start()].strip("\n"):
            spans[-1] = Span(start=spans[-1].start, end=match.end())
        else:
            spans.append(Span(start=match.start(), end=match.end()))
    return spans


def all_capitals(text: str) -> list[Span]:
    """The lines that are sentences in capitals alone, in order; a heading of few words says nothing of its words."""
    lines = re.finditer(r"[^\n]+", text)
    return [Span(start=m.start(), end=m.end()) for m in lines if m[0].isupper() and len(m[0].split()) >= _SENTENCE]


def _latin(line: str) -> bool:
    """Whether most letters of a line are of an alphabet that has capitals."""
    letters = [c for c in line if c.isalpha()]
    return sum(map(str.islower, letters)) > len(letters) / 2


def marked(found: Sequence[re.Match[str]], named: Iterable[tuple[Span, str]]) -> list[set[str]]:
    """Of each word what the tables, and the model that took some for names, say that it is part of."""
    words = [m[0].lower() for m in found]
    marks: list[set[str]] = [set() for _ in words]
    for i, word in enumerate(words):
        if word in _given():
            marks[i].add("given")
        if demonym_of(word.capitalize()):
            marks[i].add("demonym")
        for size in range(1, min(_LONGEST, len(words) - i) + 1):
            if not words[i + size - 1][0].isalpha():
                break
            _mark(words, i, size, marks)
    starts = [m.start() for m in found]
    for span, kind in named:
        first = bisect.bisect_left(starts, span.start)
        for j in range(first, bisect.bisect_left(starts, span.end)):
            marks[j].add(f"e-{kind}{'B' if j == first else 'I'}")
    return marks


def _mark(words: Sequence[str], i: int, size: int, marks: list[set[str]]) -> None:
    rows = _gazetteer().lookup(" ".join(words[i : i + size]))
    kinds = {_kind(row.kind, row.level, row.population or 0) for row in rows}
    if tuple(words[i : i + size]) in _titles():
        kinds.add("title")
        if i + size < len(words):
            marks[i + size].add("after-title")
    for kind in kinds:
        for j in range(i, i + size):
            marks[j].add(f"{kind}{min(size, 3)}{'B' if j == i else 'I'}")


def _kind(kind: str, level: str, population: int) -> str:
    if kind in ("jurisdiction", "place"):
        if level in ("country", "state"):
            return level
        return "large" if population >= _LARGE else "town" if population >= _MIDDLE else "village"
    return kind


def features(words: Sequence[str], marks: Sequence[set[str]], i: int, before: str) -> list[str]:
    """What the model judges a word by; `before` tells how the words before it were judged, the nearest last."""
    word = words[i]
    left = words[i - 1] if i else "\n"
    right = words[i + 1] if i + 1 < len(words) else "\n"
    told = [
        "",
        f"w {word}",
        f"l {left} {word}",
        f"r {word} {right}",
        f"L {left}",
        f"R {right}",
        f"b {before}",
        f"bw {before[-1]} {word}",
        f"s {word[-3:]}",
        f"n {min(len(word), 5)} {before[-1]}",
    ]
    for mark in marks[i]:
        told += [f"m {mark}", f"mb {mark} {before[-1]}", f"lm {left} {mark}"]
    told += [f"ml {mark}" for mark in (marks[i - 1] if i else ())]
    told += [f"mr {mark}" for mark in (marks[i + 1] if i + 1 < len(words) else ())]
    if in_state(words, marks, i):
        told.append("in-state")
    if i and "given" in marks[i - 1]:
        told.append(f"g {before[-1]} {'after-title' in marks[i - 1]}")
    return told


def in_state(words: Sequence[str], marks: Sequence[set[str]], i: int) -> bool:
    """Whether a word ends the name of a place that a state follows: 'Mobile, Alabama'."""
    return words[i + 1 : i + 2] == [","] and i + 2 < len(words) and bool(marks[i + 2] & _STATES and marks[i] & _PLACES)


def tokens(text: str) -> list[re.Match[str]]:
    """Words, numbers, marks and ends of lines, in order."""
    return list(_TOKEN.finditer(text))


def begins(words: Sequence[str], i: int) -> bool:
    """Whether a word begins a sentence; an initial or a title's abbreviation before it ends none."""
    while i and words[i - 1] in _MARKS:
        i -= 1
    if i == 0 or words[i - 1] in ("?", "!", "\n"):
        return True
    return words[i - 1] == "." and i > 1 and len(words[i - 2]) > 1 and (words[i - 2],) not in _titles()


def judged(words: Sequence[str], marks: Sequence[set[str]], weights: Mapping[str, float]) -> Iterator[bool]:
    """Of each word of a text in lower case whether it is written with a capital within a sentence."""
    before = "^^"
    for i, word in enumerate(words):
        told = features(words, marks, i, before) if word[0].isalpha() else []
        capital = sum(weights.get(f, 0.0) for f in told) > 0 or in_state(words, marks, i)
        before = after(words, i, before, capital=capital)
        yield capital


def after(words: Sequence[str], i: int, before: str, *, capital: bool) -> str:
    """How the words before the next one were judged, given how those before this one were; '^^' at a beginning."""
    ends = words[i] in _ENDS and begins(words, i + 1)
    return "^^" if ends else before[-1] + ("C" if capital else "-")


def _cased(text: str, named: Recogniser) -> str:
    found = tokens(text)
    words = [m[0].lower() for m in found]
    if any(len(m[0]) != len(word) for m, word in zip(found, words, strict=True)):
        return text  # 'İ' is longer in lower case
    marks = marked(found, named(text.lower()))
    parts, at = [], 0
    for i, capital in enumerate(judged(words, marks, casing_weights())):
        parts.append(text[at : found[i].start()])
        at = found[i].end()
        if _ADDRESS.fullmatch(found[i][0]) or not (capital or begins(words, i)):
            parts.append(found[i][0])
            continue
        written = _written(words[i], capital=capital, named=i > 0 and "given" in marks[i - 1])
        parts.append(written if len(written) == len(words[i]) else found[i][0])
    return "".join([*parts, text[at:]])


def _written(word: str, *, capital: bool, named: bool) -> str:
    """A word with its capitals: 'McDoe', 'NATO', 'U.S.', 'O'Doe'; `named` after a given name, where none is 'DOE'."""
    if "." in word:
        return word.upper()
    if capital and (form := casing_forms().get(word)) and not (named and form.isupper()):
        return form
    if word[1:2] in ("'", "’"):
        return word[0].upper() + word[1] + word[2:].capitalize()
    return word[0].upper() + word[1:]


@cache
def _given() -> frozenset[str]:
    return frozenset(name.lower() for name in given_names())


@cache
def _titles() -> frozenset[tuple[str, ...]]:
    """The words of each title's forms, those of an abbreviation without their stops."""
    forms = (form for title in titles() for form in (*title.forms, *title.abbreviations))
    return frozenset(tuple(form.lower().replace(".", "").split()) for form in forms)


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()
