"""What a text tells about itself: title, date, authors, publisher. Found or left empty, never guessed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from policygraph.read import _dates
from policygraph.read._furniture import NAME_SEPARATOR, Cleaned, Taken, is_prose

_LONGEST_TITLE = 200
_HEADER_LINES = 12
_FOOTER_LINES = 3
_NO_TITLE_END = re.compile(r"(?:(?<![A-Z])\.|[:;,])[\"”’')\]]*$")
_NO_TITLE = re.compile(r"[a-z•*–—-]|Dear\b|To:|WHO:|\W*$|\d[\d.,/ -]*$")
_JOB = re.compile(
    r"\b(?:staff|writers?|reporters?|correspondents?|editors?|columnists?|bureau|special to)\b", re.IGNORECASE
)
# 'WASHINGTON, D.C., March 12, 2021 –', 'SPRINGFIELD (April 21, 2017) –': place, date, dash.
_DATELINE = re.compile(rf"\(?[A-Z][\w.,’' -]{{2,40}}?[,(–—-]+ ?(?P<date>{_dates.DATE})\)?(?: ?[–—:-]|\.? ?\(|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The metadata found in a text, and the lines that are left as its body (without the title)."""

    body: tuple[str, ...]
    title: str = ""
    published: date | None = None
    authors: tuple[str, ...] = ()
    publisher: str = ""


def told(cleaned: Cleaned, *, title: str = "", file_name: str = "") -> Told:
    """The metadata of a text without furniture; `title`, if its format tells one, is taken out of the body.

    The date is that of a date line above the article or at its very end, of the dateline, of the captions if
    all have the same, or the one in `file_name`; a caption's yields to a file name's where the two differ.
    """
    header = _header(cleaned.lines)
    title = title or _title(cleaned.lines, header)
    body = [line for at, line in enumerate(cleaned.lines) if at >= header or not _same(line, title)]
    published = _dated_line(cleaned.taken)
    if published is None:
        published = _closing_date(body)
    if published is None:
        published = _dateline(body) or _by_name_or_caption(cleaned.taken, file_name)
    return Told(
        body=tuple(body),
        title=title,
        published=published,
        authors=_authors(cleaned.taken),
        publisher=next((t.groups["publisher"].strip(" .,") for t in cleaned.taken if "publisher" in t.groups), ""),
    )


def author_names(text: str) -> tuple[str, ...]:
    """The names in a byline 'Jane Doe, John Roe and Max Moe', without job titles."""
    names = (name.strip() for name in re.split(NAME_SEPARATOR, text))
    return tuple(dict.fromkeys(name for name in names if name and not _JOB.search(name)))


def _header(lines: Sequence[str]) -> int:
    """How many lines stand above the first prose, of the first few."""
    written = 0
    for at, line in enumerate(lines):
        written += bool(line)
        if is_prose(line) or written > _HEADER_LINES:
            return at
    return len(lines)


def _title(lines: Sequence[str], header: int) -> str:
    """The first line if it looks like a heading and stands above a blank line or prose."""
    if not header or len(lines) == 1:
        return ""
    first, below = lines[0], lines[1]
    if len(first) > _LONGEST_TITLE or " " not in first or (below and not is_prose(below)):
        return ""
    return "" if _NO_TITLE.match(first) or _NO_TITLE_END.search(first) else first


def _same(line: str, title: str) -> bool:
    return bool(title) and _folded(line) == _folded(title)


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _dated_line(taken: Sequence[Taken]) -> date | None:
    for one in taken:
        if (found := _dates.parse(one.groups.get("date", ""))) is not None:
            return found
    return None


def _closing_date(body: list[str]) -> date | None:
    """The date that stands alone in the last lines, which is taken out of `body`; None if there are two."""
    written = [at for at, line in enumerate(body) if line][-_FOOTER_LINES:]
    found = [(at, day) for at in written if (day := _dates.whole(body[at])) is not None]
    if len(found) != 1 or not any(is_prose(line) for line in body):
        return None
    at, day = found[0]
    # Under a dash and a name it is the date of a quoted post.
    if at and body[at - 1].startswith(("—", "–", "-")):
        return None
    body[at] = ""
    return day


def _dateline(body: Sequence[str]) -> date | None:
    """The full date in the dateline of the first prose line, or of a line above it."""
    for line in body[: _header(body) + 1]:
        if match := _DATELINE.match(line):
            return _dates.parse(match["date"])
    return None


def _by_name_or_caption(taken: Sequence[Taken], file_name: str) -> date | None:
    captions = {day for one in taken if one.dated for day in _dates.dates_in(one.line)}
    named = _dates.in_name(file_name)
    return named if named is not None or len(captions) != 1 else captions.pop()


def _authors(taken: Sequence[Taken]) -> tuple[str, ...]:
    names = (name for one in taken for name in author_names(one.groups.get("author", "")))
    return tuple(dict.fromkeys(names))
