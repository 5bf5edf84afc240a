"""Policies in a text: forms of names of laws and programmes, and policies known by name.

To look for every form everywhere in a text would take longer than all else that is done with names, so that each form
says which words stand in it or close by: only around these is it looked for.
"""

import bisect
import re
from collections.abc import Iterator
from functools import cache

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._phrases import is_function_word
from policygraph.extract._titles import title_at
from policygraph.extract._windows import windows
from policygraph.gazetteer import Gazetteer
from policygraph.patterns import PolicyForm, policy_forms, policy_names

_LOCAL = frozenset({"county", "municipality"})


def matches(annotated: AnnotatedDocument, gazetteer: Gazetteer) -> dict[int, tuple[int, str, str]]:
    """First word → (end word, name, rule) of every policy; of overlapping ones the longest."""
    words = annotated.words
    starts, ends = [w.start for w in words], [w.end for w in words]
    spans: list[tuple[int, int, str, str]] = []
    for start, end, name, rule in _spans(annotated, gazetteer):
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


def _spans(annotated: AnnotatedDocument, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str, str]]:
    text = annotated.document.text
    known = [*_known(text)]
    yield from known
    ends = {end for _, end, _, _ in known}
    for form in policy_forms():
        for start, end in _of_form(annotated, form, gazetteer):
            # 'The unions, the students, and Dream Act supporters' are a list, of which the last part is a policy.
            if not (form.kind == "act" and "," in text[start:end] and end in ends):
                yield start, end, text[start:end], "policy"


def _known(text: str) -> Iterator[tuple[int, int, str, str]]:
    """The policies known by name."""
    lowered = text.lower()
    # A few letters are two when they are small: then places in the small text are not those in the text.
    aligned = len(lowered) == len(text)
    parts = windows(lowered, _rare_words(), _longest_form()) if aligned else [(0, len(text))]
    for low, high in parts:
        for match in _names().finditer(text, low, high):
            name, capital = _by_form()[re.sub(r"\s+", " ", match[0].lower().replace("’", "'"))]
            if not capital or match[0][0].isupper():
                yield match.start(), match.end(), name, "policy"
    for acronym, name in _acronyms().items():
        for low, high in windows(text, [acronym], 1):
            for match in re.finditer(rf"(?<![\w-]){acronym}(?![\w-])", text[low:high]):
                yield low + match.start(), low + match.end(), name, "policy"


def _of_form(annotated: AnnotatedDocument, form: PolicyForm, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Where a form stands in a text."""
    text = annotated.document.text
    for low, high in windows(text, form.near, form.reach):
        for match in form.pattern.finditer(text, low, high):
            if form.beside and not form.beside.search(_sentence(annotated, match.start())):
                continue
            if not form.headlines and ("\n" in match[0] or annotated.headline(match.start())):
                continue
            start = _own_start(annotated, match.start(), match.end(), gazetteer)
            # A single word is no name of a law; a number may be one with its letters.
            if form.identifier or text.find(" ", start, match.end()) > 0:
                yield start, match.end()


def _sentence(annotated: AnnotatedDocument, offset: int) -> str:
    span = annotated.sentence(offset)
    return annotated.document.text[span.start : span.end]


def _own_start(annotated: AnnotatedDocument, start: int, end: int, gazetteer: Gazetteer) -> int:
    """Where a name begins but for function words, 'In the Clean Air Act', and whose it is, 'Ohio's Open Doors Act'."""
    text = annotated.document.text
    while True:
        word = re.match(r"([A-Za-z’']+)[ ,]+", text[start:end])
        if word is None or not is_function_word(word[1]):
            break
        start += word.end()
    owner = re.match(r"([^\n]+?)['’]s?\s+(?=[A-Z])", text[start:end])
    if owner and (
        _is_place(annotated, start, start + owner.end(1), gazetteer)
        or _is_official(annotated, start, start + owner.end(1))
    ):
        start += owner.end()
    return start


def _is_place(annotated: AnnotatedDocument, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether a name may be a state's, county's or city's; a country's is of the law, 'America's Clean Harbors Act'."""
    rows = gazetteer.lookup(annotated.document.text[start:end])
    if any(row.level == "state" for row in rows):
        return True
    # 'Charlotte's Safe Streets Act' may be called after a child.
    token = annotated.parse.char_span(start, end, alignment_mode="expand")
    return token is not None and token.root.ent_type_ == "GPE" and any(row.level in _LOCAL for row in rows)


def _is_official(annotated: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether these are a title and a name: 'Senator Doe'."""
    words = annotated.words
    first = bisect.bisect_left(words, start, key=lambda w: w.start)
    title = title_at(words, first, len(words))
    return title is not None and words[title.end - 1].end < end


@cache
def _by_form() -> dict[str, tuple[str, bool]]:
    return {form: (policy.name, policy.capital) for policy in policy_names() for form in policy.forms}


@cache
def _acronyms() -> dict[str, str]:
    return {acronym: policy.name for policy in policy_names() for acronym in policy.acronyms}


@cache
def _longest_form() -> int:
    return max(map(len, _by_form()))


@cache
def _rare_words() -> tuple[str, ...]:
    """Of each form its longest word, which is the least likely to stand in a text without the form."""
    return tuple(sorted({max(re.split(r"[ ']", form), key=lambda w: (len(w), w)) for form in _by_form()}))


@cache
def _names() -> re.Pattern[str]:
    forms = sorted(_by_form(), key=lambda f: (-len(f), f))
    alternatives = "|".join(re.escape(f).replace(r"\ ", r"\s").replace("'", "['’]") for f in forms)
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)
