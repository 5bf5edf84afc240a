"""Policies in a text: forms of names of laws and programmes, and policies known by name."""

import bisect
import re
from collections.abc import Iterator
from functools import cache

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._phrases import is_function_word
from policygraph.patterns import policy_forms, policy_names


def matches(annotated: AnnotatedDocument) -> dict[int, tuple[int, str, str]]:
    """First word → (end word, name, rule) of every policy; of overlapping ones the longest."""
    words = annotated.words
    starts, ends = [w.start for w in words], [w.end for w in words]
    spans: list[tuple[int, int, str, str]] = []
    for start, end, name, rule in _spans(annotated):
        first, last = bisect.bisect_right(starts, start) - 1, bisect.bisect_left(ends, end)
        if last < len(words):
            spans.append((first, last + 1, name, rule))
    chosen: dict[int, tuple[int, str, str]] = {}
    taken: set[int] = set()
    for first, end, name, rule in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if taken.isdisjoint(range(first, end)):
            taken.update(range(first, end))
            chosen[first] = (end, name, rule)
    return chosen


def _spans(annotated: AnnotatedDocument) -> Iterator[tuple[int, int, str, str]]:
    text = annotated.document.text
    for match in _names().finditer(text):
        form = re.sub(r"\s+", " ", match[0].lower().replace("’", "'"))
        name, capital = _by_form()[form]
        if not capital or match[0][0].isupper():
            yield match.start(), match.end(), name, "policy"
    for policy_form in policy_forms():
        for match in policy_form.pattern.finditer(text):
            start = _without_opening_words(text, match.start(), match.end())
            named = policy_form.name.startswith("named-")
            if named and (annotated.headline(start) or "\n" in match[0]):
                continue
            if text.find(" ", start, match.end()) > 0:  # a single word is no name of a law
                yield start, match.end(), text[start : match.end()], "policy"


def _without_opening_words(text: str, start: int, end: int) -> int:
    """'In the Clean Air Act' begins at 'Clean': function words at the beginning are not of the name."""
    while True:
        word = re.match(r"([A-Za-z’']+)[ ,]+", text[start:end])
        if word is None or not is_function_word(word[1]):
            return start
        start += word.end()


@cache
def _by_form() -> dict[str, tuple[str, bool]]:
    return {form: (policy.name, policy.capital) for policy in policy_names() for form in policy.forms}


@cache
def _names() -> re.Pattern[str]:
    forms = sorted(_by_form(), key=lambda f: (-len(f), f))
    alternatives = "|".join(re.escape(f).replace(r"\ ", r"\s").replace("'", "['’]") for f in forms)
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)
