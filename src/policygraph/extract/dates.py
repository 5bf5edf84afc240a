"""Expressions of time, resolved against the publication date.

Weekdays without more are the last such day up to the publication, as news uses them; 'next' and 'this coming' look
forward, and so does a verb that tells of what is to come ('will meet Friday'). A document without a date resolves only
what is complete by itself. A mention names the point or stretch that its words name: 'by June 30' is June 30, and what
'by' makes of it is for who reads the sentence.
"""

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial

from policygraph.annotate import AnnotatedDocument
from policygraph.extract import _calendar, _date_parts, _date_patterns, _pointing, _relative_dates
from policygraph.extract._date_parts import Parts
from policygraph.extract._relative_dates import Told
from policygraph.extract._windows import windows
from policygraph.gazetteer import Gazetteer
from policygraph.model import DateMention, DateValue, Extraction, Span
from policygraph.patterns import date_words, function_words, named_days

NEEDS: tuple[str, ...] = ()

# Where the mention is only part of what was matched: 'the 2016 vote' has its year hang on the noun.
_WORDS = {"year-before": "year", "the-day": "words"}
_HALVES = {"half": 6, "quarter": 3, "": 3}
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_BEFORE = 24  # code points: room for 'postponed from'


def extract(annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> Iterator[DateMention]:
    """All expressions of time that name a point, in text order, without overlaps."""
    del found, gazetteer
    reader = _Reader(annotated)
    dates = _pointing.shifted(annotated.document.text, reader.dates())
    yield from sorted([*dates, *_pointing.pointing(annotated.document.text, dates)], key=lambda d: d.span)


class _Reader:
    """Takes the dates out of a text, each place once."""

    def __init__(self, annotated: AnnotatedDocument) -> None:
        self.annotated = annotated
        self.text, self.published = annotated.document.text, annotated.document.published
        self._taken = bytearray(len(self.text))

    def dates(self) -> list[DateMention]:
        """By the patterns, without what counts from another date."""
        dates: list[DateMention] = []
        for named in named_days():
            dates += self._found(named.pattern, partial(_known_day, _calendar.day(named.day)))
        holidays, _ = _date_patterns.holiday_names()
        dates += self._found(holidays, self._holiday)
        for match in _date_patterns.no_dates().finditer(self.text):
            if not any(self._taken[match.start() : match.end()]):
                self._take(match.span())
        parts = cache(lambda near: windows(self.text, near, _date_patterns.REACH))
        for kind, pattern, near in _date_patterns.patterns():
            for part in parts(near):
                dates += self._found(pattern, partial(self._value, kind), _WORDS.get(kind, ""), part)
        return dates

    def _found(
        self,
        pattern: re.Pattern[str],
        value_of: Callable[[re.Match[str]], DateValue | None],
        words: str = "",
        part: tuple[int, int] = (0, sys.maxsize),
    ) -> Iterator[DateMention]:
        for match in pattern.finditer(self.text, *part):
            if any(self._taken[match.start() : match.end()]):
                continue
            value = value_of(match)
            if value is not None:
                start, end = match.span(words) if words else match.span()
                self._take((start, end))
                yield DateMention(span=Span(start=start, end=end), value=value)

    def _take(self, span: tuple[int, int]) -> None:
        self._taken[span[0] : span[1]] = b"\x01" * (span[1] - span[0])

    def _holiday(self, match: re.Match[str]) -> DateValue | None:
        name = " ".join(match["name"].split()).replace("’", "'")
        holiday = _date_patterns.holiday_names()[1][name]
        if match["year"]:
            return _calendar.holiday_of(holiday, int(match["year"]))
        following = re.compile(r"\s+(\w+)|['’]s?\s").match(self.text, match.end())
        if holiday.noun and following and (following[1] or "").lower() not in function_words():
            return None
        told = self._told(match)
        # Without a year and not known of this one (a Super Tuesday): the name alone is no date.
        taken = None if told is None else _relative_dates.holiday(told, holiday)
        if taken is None:
            self._take(match.span())
        return taken

    def _told(self, match: re.Match[str]) -> Told | None:
        if self.published is None:
            return None
        span = Span(start=match.start(), end=match.end())
        return Told(self.annotated, span, match.groupdict(), self.published)

    def _value(self, kind: str, match: re.Match[str]) -> DateValue | None:
        parts = match.groupdict()
        if parts.get("sep") and not self._stretch(match):
            return None
        if kind in ("days", "months"):
            whole = _whole_stretch(kind, parts)
            if whole is not None or parts.get("year2") or parts.get("year"):
                return whole
        elif kind in _WHOLE and parts.get("year"):
            return _WHOLE[kind](parts)
        elif kind == "congress":
            return _calendar.congress(int(parts["number"]))
        told = self._told(match)
        return None if told is None else _relative_dates.relative(kind, told)

    def _stretch(self, match: re.Match[str]) -> bool:
        """Whether what stands on both sides of 'to', 'and' or a dash are the ends of one stretch of time."""
        begin = match[0].lower()
        if match["sep"].strip() == "and":
            return begin.startswith("between")
        if not begin.startswith("from"):
            return not begin.startswith("between")
        before = self.text[max(0, match.start() - _BEFORE) : match.start()].lower().split()
        return not any(moved in (" ".join(before[-n:]) for n in (1, 2)) for moved in date_words().moving)


def _known_day(day: DateValue, match: re.Match[str]) -> DateValue:
    del match
    return day


def _whole_stretch(kind: str, parts: Parts) -> DateValue | None:
    """A stretch of days or months that tells its year at the end, or at both."""
    year, year2 = (int(parts[key] or 0) for key in ("year", "year2"))
    first, last = (_date_parts.month_number(parts[key]) for key in ("month", "month2"))
    if kind == "days":
        day, day2 = int(parts["day"] or 0), int(parts["day2"] or 0)
        year = year or (year2 - ((first, day) > (last, day2)) if year2 else 0)
        begin = _calendar.day_of(year, first, day) if year else None
        if begin is None or not year2:
            return None if begin is None else _date_parts.days_from(begin, parts)
        end = _calendar.day_of(year2, last, day2)
        return None if end is None else _calendar.span(begin, end)
    if not year2:
        return None
    year = year or year2 - (first > last)
    return _calendar.span(_calendar.month_of(year, first), _calendar.month_of(year2, last))


def _full(parts: Parts) -> DateValue | None:
    month = _date_parts.month_number(parts.get("month")) or int(parts.get("m") or 0)
    first = _calendar.day_of(int(parts["year"] or 0), month, int(parts["day"] or 0))
    return _date_parts.through(first, parts.get("last"))


def _slashed(parts: Parts) -> DateValue | None:
    """Month first, as in the United States; a first number that can be no month is a day."""
    year, month, day = (int(parts[key] or 0) for key in ("year", "m", "day"))
    if year < 100:
        year += 2000 if year < 70 else 1900
    return _calendar.day_of(year, day, month) if month > 12 else _calendar.day_of(year, month, day)


def _month_year(parts: Parts) -> DateValue | None:
    month = _calendar.month_of(int(parts["year"] or 0), _date_parts.month_number(parts["month"]))
    return _date_parts.part_of(month, parts)


def _year(parts: Parts) -> DateValue | None:
    return _date_parts.part_of(_calendar.year_of(int(parts["year"] or 0)), parts)


def _years(parts: Parts) -> DateValue | None:
    first, last = int(parts["year"] or 0), int(parts["year2"] or 0)
    last += first // 100 * 100 if last < 100 else 0
    return _calendar.years(first, last) if first < last else None


def _decade(parts: Parts) -> DateValue | None:
    first = int(parts["year"] or 0)
    first += 1900 if first < 100 else 0
    return _date_parts.part_of(_calendar.years(first, first + 9), parts)


def _season(parts: Parts) -> DateValue | None:
    value = _calendar.season_of(int(parts["year"] or 0), (parts["season"] or "").lower())
    return _date_parts.part_season(value, parts)


def _fiscal(parts: Parts) -> DateValue | None:
    """The federal government's: from October of the year before to September."""
    year = int(parts["year"] or 0)
    return _calendar.months(year + 1999 if year < 100 else year - 1, 10, 21)


def _quarter(parts: Parts) -> DateValue | None:
    size = _HALVES[parts["unit"] or ""]
    nth = parts["nth"] or ""
    number = int(nth) if nth.isdigit() else _ORDER.get(nth, 12 // size)
    return (
        _calendar.months(int(parts["year"] or 0), (number - 1) * size + 1, number * size)
        if number * size <= 12
        else None
    )


_WHOLE: dict[str, Callable[[Parts], DateValue | None]] = {
    "full": _full,
    "iso": _full,
    "slashed": _slashed,
    "month-year": _month_year,
    "year": _year,
    "year-before": _year,
    "part-year": _year,
    "years": _years,
    "decade": _decade,
    "season": _season,
    "fiscal": _fiscal,
    "quarter": _quarter,
    "nth-weekday": lambda parts: _date_parts.nth_of(parts, int(parts["year"] or 0)),
}
