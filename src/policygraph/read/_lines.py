"""Joins the lines that a page, a mail program or a text editor broke within a sentence.

Afterwards a line is a paragraph, a heading or a list line. Two cases are told apart:

- a saved page has a line of its own for each link within a sentence ('Today Senator X’s' / 'legislation' /
  'was adopted'): a line goes on if what follows begins in lower case or with closing punctuation, or if it
  ends in a comma, an opening mark or a word that nothing ends with ('the', 'of');
- hard-wrapped text breaks wherever the next word would not fit any more: then full lines go on as well.
"""

import re
from itertools import pairwise

from policygraph.read._dates import DATE, TIME

_OPENING = "“‘(["
_ENDED = re.compile(r"[.!?…][\"”’')\]]*$")
_CONTINUES = re.compile(r"[a-zà-öø-ÿ]|(?:[–—]+|--) ?[a-zà-öø-ÿ]|&|[,.;:!?)\]”’…]")
_CLOSING = re.compile(r"[,.;:!?)\]”’…]")
_GOES_ON = re.compile(
    r"(?:,[\"”’']*|[" + re.escape(_OPENING) + r"]|\s[–—&-]|[’']s|\w[-—]|\b(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen)\."
    r"|(?<![\w’'-])(?:the|an?|of|by|and|or|to|in|on|for|from|with|at|as|than|that|which|whose|his|her|their|its|our"
    r"|this|these|those|is|are|was|were|has|have|had|will|would|into|under|about|between|against))$"
)
_LISTED = re.compile(
    r"[•▪▫●○◦■□►✓·*]|-\s|[–—-]+\s?(?=[A-Z0-9“\"(])|\(?\d{1,3}[.)]\s|\(?[a-zA-Z]\)\s|[a-z]\.\s|\(?[ivx]{1,4}\)\s"
)
_ENDS_LIST_LINE = re.compile(r"(?:[:;]|; (?:and|or))$")
_SALUTATION = re.compile(
    r"(?:Dear|Sincerely|Respectfully|Regards|(?:Very|Yours) truly|Best regards|Cordially"
    r"|(?:Mr|Mrs|Ms|Madam)\.? [A-Z]\w+)\b.{0,60},"
)
_POINTER = re.compile(r"\bhere$", re.IGNORECASE)
_NAME_WORD = r"[A-Z][\w.’'-]*"
# Lines that never belong to a neighbour: a date, a byline, an address, marks without a word.
_ALONE = re.compile(
    rf"(?:{DATE}{TIME}|B[Yy]:? {_NAME_WORD}(?:,? (?:and |& )?{_NAME_WORD}){{1,9}}"
    r"|https?://\S+|www\.\S+|\S+@\S+\.\w+|[#*_=~–—-]+(?: [#*_=~–—-]+)*|-30-)"
)
_WRAP_WIDTHS = range(40, 101)
_ENOUGH_WRAPPED = 3
# How much of a paragraph's end is looked at: more than any line that stands alone, and no cost in long ones.
_TAIL = 200


def unwrap(text: str) -> str:
    """`text` with the lines of each paragraph joined, spaces squeezed, and no two blank lines in a row.

    A line that is set in more than the line above opens a paragraph. Idempotent: whether two lines stay apart
    rests on the upper one as joined so far and on how the lower one begins.
    """
    lines = _squeezed(text)
    width = _wrap_width(lines)
    out: list[str] = []
    last = tail = ""  # the line above as it stood, and the end of the paragraph that it closes so far
    link = False  # whether the line above is a link within a sentence
    for line in lines:
        joins = bool(line and last) and (
            _runs_on(tail, line) or (not _apart(tail, line) and (link or _wrapped(tail, last, line, width)))
        )
        if joins:
            gap = _gap(tail, line)
            out += (gap, line)
            tail = f"{tail}{gap}{line}"[-_TAIL:]
        elif line or last:
            out += ("\n", line)
            tail = line[-_TAIL:]
        # What follows such a line is the same sentence, in upper case too.
        link = joins and line[0].islower() and not _ENDED.search(line) and not _POINTER.search(line)
        last = line
    return "".join(out).strip("\n")


def _squeezed(text: str) -> list[str]:
    """The lines of `text` without outer and double spaces; a blank one before each that is set in."""
    lines: list[str] = []
    indent = 0
    listed = False
    for raw in text.split("\n"):
        line = re.sub(" +", " ", raw).strip(" ")
        here = len(raw) - len(raw.lstrip(" "))
        # A list line's own second line is set in too.
        if line and lines and lines[-1] and here > indent + 1 and not listed:
            lines.append("")
        if line:
            listed = bool(_LISTED.match(line)) or (listed and here > indent)
            indent = here
        lines.append(line)
    return lines


def _wrap_width(lines: list[str]) -> int:
    """The width that `lines` are hard-wrapped at, or 0 if they are not.

    They are if most lines that have one below are so full that its first word would not have fitted, and if
    some of them break off in the middle of a sentence.
    """
    pairs = [(above, below) for above, below in pairwise(lines) if above and below]
    if len(pairs) < _ENOUGH_WRAPPED:
        return 0
    lengths = sorted(len(above) for above, _ in pairs)
    width = lengths[len(lengths) * 9 // 10]
    full = [(above, below) for above, below in pairs if _full(above, below, width)]
    broken = sum(_runs_on(above, below) for above, below in full)
    wrapped = broken >= _ENOUGH_WRAPPED and len(full) * 10 >= len(pairs) * 6
    return width if wrapped and width in _WRAP_WIDTHS else 0


def _full(above: str, below: str, width: int) -> bool:
    """Whether the first word of `below` would not have fitted at the end of `above`."""
    return len(above) + 1 + len(below.split(" ", 1)[0]) > width


def _wrapped(paragraph: str, last: str, line: str, width: int) -> bool:
    """Whether the `paragraph`'s last line broke off before `line` because it was full."""
    return bool(width) and _full(last, line, width) and not _SALUTATION.fullmatch(paragraph)


def _runs_on(paragraph: str, line: str) -> bool:
    """Whether the sentence that `paragraph` ends in plainly goes on with `line`."""
    if _apart(paragraph, line):
        return False
    if _CONTINUES.match(line):
        return True
    return bool(_GOES_ON.search(paragraph)) and not _SALUTATION.fullmatch(paragraph)


def _apart(paragraph: str, line: str) -> bool:
    """Whether `paragraph` and `line` are marked as two: a date or an address alone, a list line, a colon."""
    if _CLOSING.match(line) and not _ALONE.fullmatch(paragraph):
        return False
    return bool(
        _LISTED.match(line)
        or _ENDS_LIST_LINE.search(paragraph)
        or _ALONE.fullmatch(line)
        or _ALONE.fullmatch(paragraph)
    )


def _gap(paragraph: str, line: str) -> str:
    """What goes between the two when they are joined: a space, or nothing."""
    if _CLOSING.match(line) or paragraph[-1] in _OPENING:
        return ""
    # A hyphen at a line's end stays, as part of its word: 'law-' / 'abiding'.
    return "" if re.search(r"\w-$", paragraph) and line[0].isalpha() else " "
