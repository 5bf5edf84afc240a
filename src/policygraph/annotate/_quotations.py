"""Where a text stands between quotation marks: double ones, and single ones where they are no apostrophes."""

import bisect
import re
from collections.abc import Iterator

from policygraph.model import Span

_DOUBLE = re.compile(r"[“”\"]|''")
_GOES_ON = re.compile(r"\n*(?:[“\"]|'')")
# Before the first of two single marks stands white space, a dash or a bracket, and behind it no year ('the ’90s').
_SINGLE_OPENS = re.compile(
    r"(?<![^\s(\[—–-])(?:‘|'(?!'))(?=\S)(?!\d\ds?\b)(?!(?:tis|twas|til|em|cause|n)\b)", re.IGNORECASE
)
_SINGLE_CLOSES = re.compile(r"(?<=[^\s'’])[’'](?!['’\w])")
# The end of what somebody said, and the possessive of a plural: 'the teachers’ plan'.
_SAID = ".,!?"
_POSSESSIVE = re.compile(r"s[’']\s\w")
# What stands between single marks in fewer words is a phrase or a nickname, and may be two apostrophes.
_LEAST_WORDS = 3


def quotations(text: str) -> Iterator[Span]:
    """Quoted text with its marks, in order and apart; one that goes on in the next paragraph ends with its own."""
    for paragraph in re.finditer(r"[^\n]+", text):
        within, end = paragraph.start(), paragraph.end()
        for span in _double(text, within, end):
            yield from _single(text, within, span.start)
            yield span
            within = span.end
        yield from _single(text, within, end)


def _double(text: str, begin: int, end: int) -> Iterator[Span]:
    """The quotations of a paragraph in double marks: the outermost of those that have both marks."""
    opened: list[int] = []
    found: list[Span] = []
    for mark in _DOUBLE.finditer(text, begin, end):
        if _opens(text, mark, is_open=bool(opened)):
            opened.append(mark.start())
        elif opened:  # a closing mark with nothing open is a slip
            start = opened.pop()
            while found and found[-1].start > start:
                found.pop()
            found.append(Span(start=start, end=mark.end()))
    # One that stays open goes on in the next paragraph, which says so by a mark of its own; else it is a slip.
    if opened and not text[opened[0] + 1 : opened[0] + 2].islower() and _GOES_ON.match(text, end):
        found = [span for span in found if span.end <= opened[0]]
        found.append(Span(start=opened[0], end=end))
    yield from found


def _opens(text: str, mark: re.Match[str], *, is_open: bool) -> bool:
    """Whether a mark opens a quotation; a straight one by the white space beside it, else by whether one is open."""
    if mark[0] in "“”":
        return mark[0] == "“"
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    apart = not before or before.isspace() or before in "([—–"
    if apart != (not after or after.isspace() or after in ".,;:!?)]—–"):
        return apart
    return not is_open


def _single(text: str, begin: int, end: int) -> Iterator[Span]:
    """The quotations in single marks, in a stretch without double ones."""
    opening = [m.start() for m in _SINGLE_OPENS.finditer(text, begin, end)]
    if not opening:
        return
    closing = [m.start() for m in _SINGLE_CLOSES.finditer(text, begin, end)]
    sure = [at for at in closing if text[at - 1] in _SAID or not _POSSESSIVE.match(text, at - 1)]
    reach = begin
    for start in opening:
        if start < reach:
            continue
        last = _first_after(sure, start) or _first_after(closing, start)
        if last is not None and len(text[start:last].split()) >= _LEAST_WORDS:
            yield Span(start=start, end=last + 1)
            reach = last + 1


def _first_after(offsets: list[int], start: int) -> int | None:
    """The first of some sorted offsets behind a place."""
    i = bisect.bisect_right(offsets, start)
    return offsets[i] if i < len(offsets) else None
