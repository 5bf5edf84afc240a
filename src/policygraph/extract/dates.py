"""Expressions of time, resolved against the publication date.

Weekdays without more are the last such day up to the publication, as news uses them; 'next' and 'this coming' look
forward. A document without a date resolves only what is complete by itself.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import DateMention, DateValue, Extraction, Span

NEEDS: tuple[str, ...] = ()

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3].lower(): i for name, i in _MONTHS.items()} | {"sept": 9}
_DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)|Feb(?:ruary|\.)|March|Mar\.|April|Apr\.|May|June|Jun\.|July|Jul\.|Aug(?:ust|\.)"
    r"|Sept(?:ember|\.)|Sep\.|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
# Before a day a month may be cut short without a full stop: 'Apr 21'.
_MONTH_OF_DAY = _MONTH[:-1] + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?=\s+\d))"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
# Of several days ('Dec. 5-7') the first is taken.
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2})?", r"(?P<year>(?:19|20)\d\d)"
# A weekday beside a date is part of it.
_NAMED = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"

_DAY_WORDS = (
    "today|yesterday|tomorrow|tonight|earlier in the day|later in the day|last night|this (?:morning|afternoon|evening)"
)
_PERIOD_WAYS = "last|next|this|earlier this|later this|earlier in the"

# The first that matches at a place wins.
_PATTERNS = (
    ("full", re.compile(rf"\b{_NAMED}{_MONTH_OF_DAY}\s+{_DAY},?\s+{_YEAR}\b")),
    ("full", re.compile(rf"\b{_NAMED}{_DAY}\s+{_MONTH},?\s+{_YEAR}\b")),
    ("iso", re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)\b")),
    ("month-year", re.compile(rf"\b{_MONTH}(?:\s+of|,)?\s+{_YEAR}\b")),
    ("month-day", re.compile(rf"\b{_NAMED}(?:(?P<way>[Ll]ast|[Nn]ext)\s+)?{_MONTH_OF_DAY}\s+{_DAY}\b(?!,?\s*\d{{4}})")),
    ("month-day", re.compile(rf"\b{_NAMED}(?P<way>)(?<![\d.,-]){_DAY}\s+{_MONTH}(?![\w])(?!,?\s*\d{{4}})")),
    ("weekday", re.compile(rf"\b(?:(?P<way>[Ll]ast|[Nn]ext|[Tt]his(?:\s+coming)?|[Ff]ollowing)\s+)?{_WEEKDAY}\b")),
    ("way-month", re.compile(rf"\b(?P<way>[Ll]ast|[Nn]ext|[Tt]his|[Tt]his\s+past)\s+{_MONTH}(?![\w])")),
    ("day", re.compile(rf"\b(?P<word>{_DAY_WORDS})\b", re.IGNORECASE)),
    ("period", re.compile(rf"\b(?P<way>{_PERIOD_WAYS})\s+(?P<unit>week|month|year)\b", re.IGNORECASE)),
    ("in-month", re.compile(rf"\b(?:[Ii]n|[Ss]ince|[Dd]uring)\s+{_MONTH}(?![\w])")),
    ("year", re.compile(r"\b(?:[Ii]n|[Ss]ince|[Dd]uring)\s+(?P<year>(?:19|20)\d\d)\b(?!\s+[a-z]{3,}s\b)")),
    ("year-before", re.compile(rf"(?:\b(?i:the|a|his|her|their|its)|['’]s?)\s+{_YEAR}\s+(?=[A-Za-z])")),
)  # fmt: skip

_POINTING = re.compile(
    r"\b(?:that (?:same )?(?:day|morning|afternoon|evening|night)|(?:on )?the same day"
    r"|(?P<later>the (?:next|following) day|(?:a|one) day (?:later|afterwards?))"
    r"|(?P<earlier>the previous day|(?:a|one) day earlier))\b",
    re.IGNORECASE,
)
_REACH = 400  # code points: two or three sentences


def extract(annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> Iterator[DateMention]:
    """All expressions of time that name a point, in text order, without overlaps."""
    del found, gazetteer
    text, published = annotated.document.text, annotated.document.published
    taken = bytearray(len(text))
    dates = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            value = _value(kind, match, published)
            if value is not None:
                # 'the 2016 vote': the year alone hangs on the noun.
                start, end = match.span("year") if kind == "year-before" else match.span()
                taken[start:end] = b"\x01" * (end - start)
                dates.append(DateMention(span=Span(start=start, end=end), value=value))
    yield from sorted([*dates, *_pointing(text, dates, taken)], key=lambda d: d.span)


def _pointing(text: str, dates: list[DateMention], taken: bytearray) -> Iterator[DateMention]:
    """'That day', 'the next day', 'a day later': counted from the last day named before, not far away."""
    days = sorted((d for d in dates if d.value.earliest == d.value.latest), key=lambda d: d.span)
    for match in _POINTING.finditer(text):
        if any(taken[match.start() : match.end()]):
            continue
        before = [d for d in days if match.start() - _REACH <= d.span.end <= match.start()]
        if before:
            step = -1 if match["earlier"] else 1 if match["later"] else 0
            value = day(before[-1].value.earliest + timedelta(days=step))
            yield DateMention(span=Span(start=match.start(), end=match.end()), value=value)


def day(value: date) -> DateValue:
    """A whole day."""
    return DateValue(value=value.isoformat(), earliest=value, latest=value)


def _value(kind: str, match: re.Match[str], published: date | None) -> DateValue | None:
    parts = match.groupdict()
    month = _MONTHS[parts["month"].rstrip(".").lower()] if parts.get("month") else 0
    if kind in ("full", "iso"):
        return _day_of(int(parts["year"]), month or int(parts["m"]), int(parts["day"]))
    if kind == "month-year":
        return _month_of(int(parts["year"]), month)
    if kind in ("year", "year-before"):
        return _year_of(int(parts["year"]))
    return None if published is None else _relative(kind, parts, month, published)


def _relative(kind: str, parts: dict[str, str | None], month: int, published: date) -> DateValue | None:
    way = (parts.get("way") or "").lower()
    way = "coming" if way.endswith("coming") else way.split(" ")[0]
    match kind:
        case "month-day":
            return _nearest_day(month, int(parts["day"] or 0), way, published)
        case "weekday":
            return day(_weekday(_DAYS[(parts["weekday"] or "").lower()], way, published))
        case "day":
            return day(published + timedelta(days=_offset(parts["word"] or "")))
        case "way-month" | "in-month":
            return _month_of(_year_of_month(month, way, published), month)
        case "period":
            return _period(way, parts["unit"] or "", published)
    return None


def _offset(word: str) -> int:
    return {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word.lower(), 0)


def _weekday(wanted: int, way: str, published: date) -> date:
    back = (published.weekday() - wanted) % 7
    if way in ("next", "this", "coming") and back:
        return published + timedelta(days=7 - back)
    if way == "next" or (way in ("following", "coming") and not back):
        return published + timedelta(days=7)
    if way == "last" and not back:
        return published - timedelta(days=7)
    return published - timedelta(days=back)


def _nearest_day(month: int, number: int, way: str, published: date) -> DateValue | None:
    """The day in the year that brings it nearest to the publication: 'June 30' in April is ahead; 'last' decides."""
    years = (published.year - 1, published.year, published.year + 1)
    days = [value for year in years if (value := _day_of(year, month, number))]
    days = [d for d in days if not way or (d.earliest < published) == (way == "last")]
    return min(days, key=lambda v: abs((v.earliest - published).days), default=None)


def _year_of_month(month: int, way: str, published: date) -> int:
    """'in April' and 'last April' have begun by the publication; 'next April' has not."""
    if way == "next":
        return published.year + (month <= published.month)
    if way == "last":
        return published.year - (month >= published.month)
    if way == "this":
        return published.year
    return published.year - (month > published.month)


def _period(way: str, unit: str, published: date) -> DateValue | None:
    step = {"last": -1, "next": 1}.get(way, 0)
    if unit == "year":
        return _year_of(published.year + step)
    if unit == "month":
        first = published.year * 12 + published.month - 1 + step
        return _month_of(first // 12, first % 12 + 1)
    if step == 0:
        return None  # 'this week' tells less than the month, and no form of date holds a week
    monday = published + timedelta(days=7 * step - published.weekday())
    sunday = monday + timedelta(days=6)
    middle = monday + timedelta(days=3)
    return DateValue(value=f"{middle.year:04}-{middle.month:02}", earliest=monday, latest=sunday)


def _day_of(year: int, month: int, number: int) -> DateValue | None:
    try:
        return day(date(year, month, number))
    except ValueError:
        return None  # 'February 30' names no day


def _month_of(year: int, month: int) -> DateValue:
    last = calendar.monthrange(year, month)[1]
    return DateValue(value=f"{year:04}-{month:02}", earliest=date(year, month, 1), latest=date(year, month, last))


def _year_of(year: int) -> DateValue:
    return DateValue(value=f"{year:04}", earliest=date(year, 1, 1), latest=date(year, 12, 31))
