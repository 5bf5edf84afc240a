"""Expressions of time that need the day of publication, and in part the tense of their verb, to name a point."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from policygraph.annotate import AnnotatedDocument
from policygraph.extract import _calendar, _date_parts, _tense
from policygraph.extract._date_parts import Parts
from policygraph.extract._date_patterns import WEEKDAYS
from policygraph.model import DateValue, Span
from policygraph.patterns import Holiday

_FAR, _A_YEAR = 274, 366  # days: nine months, a year


@dataclass
class Told:
    """One expression: its groups, where it stands, and what decides whether it lies ahead."""

    annotated: AnnotatedDocument
    span: Span
    parts: Parts
    published: date

    @property
    def direction(self) -> int:
        """1 for ahead, -1 for over, 0 where nothing tells, also of two moments ('was to meet')."""
        return 0 if self.near else self._told_by_verb

    @property
    def near(self) -> bool:
        """Whether the verb tells of what lay ahead in a past moment: then the nearest is meant."""
        return self._told_by_verb == _tense.NEAR

    @cached_property
    def _told_by_verb(self) -> int:
        return _tense.direction(self.annotated, self.span)

    @property
    def way(self) -> str:
        """The word before: 'last', 'next', 'this', 'past', 'coming'; or empty."""
        words = (self.parts.get("way") or "").lower().split()
        return words[-1] if words else ""

    @property
    def month(self) -> int:
        """The month's number; 0 without one."""
        return _date_parts.month_number(self.parts.get("month"))

    def among(self, make: Callable[[int], DateValue | None]) -> DateValue | None:
        """What `make` makes of a year, in the year that `way`, or else the tense, asks for."""
        # Eight years either way hold a February 29.
        years = range(max(2, self.published.year - 8), min(9998, self.published.year + 8) + 1)
        told = [value for value in map(make, years) if value is not None]
        match self.way:
            case "last" | "past":
                over = [v for v in told if v.latest < self.published]
                return max(over, key=lambda v: v.earliest, default=None)
            case "next" | "coming":
                ahead = [v for v in told if v.earliest > self.published]
                return min(ahead, key=lambda v: v.earliest, default=None)
            case "this":
                return _calendar.chosen(told, self.published, 0)
        nearest = _calendar.chosen(told, self.published, 0)
        by_tense = _calendar.chosen(told, self.published, self.direction)
        # Nobody leaves out the year of what is most of a year away: then the tense was that of something else.
        far = by_tense is None or _calendar.apart(by_tense, self.published) > _FAR
        return nearest if far else by_tense


def relative(kind: str, told: Told) -> DateValue | None:
    """The value of an expression of a kind; None where it names no point."""
    return _KINDS[kind](told)


def _month_day(told: Told) -> DateValue | None:
    number = int(told.parts["day"] or 0)
    first = told.among(lambda year: _calendar.day_of(year, told.month, number))
    return _date_parts.through(first, told.parts.get("last"))


def _weekday(told: Told) -> DateValue:
    published, wanted = told.published, WEEKDAYS[(told.parts["weekday"] or "").lower()]
    back = (published.weekday() - wanted) % 7
    match told.way:
        case "last" | "past":
            days = -(back or 7)
        case "next" | "coming":
            days = 7 - back
        case "this":
            days = -back if told.direction < 0 else -back % 7
        case _:
            ahead = _tense.deadline(told.annotated, told.span) or told.direction > 0 or (told.near and back > 3)
            days = -back % 7 if ahead else -back
    return _calendar.day(published + timedelta(days=days))


def _day(told: Told) -> DateValue:
    word = " ".join((told.parts["word"] or "").lower().split())
    days = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0)
    return _calendar.day(told.published + timedelta(days=days))


def _way_month(told: Told) -> DateValue:
    """'Last April' has begun before this month; 'next April' has not; 'this' is the year's own, or a near one."""
    published, month = told.published, told.month
    year = published.year
    match told.way:
        case "next" | "coming":
            year += month <= published.month
        case "last":
            year -= month >= published.month
        case "past":
            year -= month > published.month
        case _:
            year += (told.direction >= 0 and published.month - month > 8) - (month - published.month > 8)
    return _calendar.month_of(year, month)


def _in_month(told: Told) -> DateValue | None:
    """'In April' has begun by the publication, unless the verb or a deadline looks ahead."""
    limit = (told.parts.get("deadline") or "").lower()
    ahead = told.direction > 0 or (limit and not _tense.behind(told.annotated, told.span, limit))
    values = [_calendar.month_of(told.published.year + step, told.month) for step in (-1, 0, 1)]
    return _calendar.chosen(values, told.published, 1 if ahead else 0 if told.near else -1)


def _part_month(told: Told) -> DateValue | None:
    values = [
        _date_parts.part_of(_calendar.month_of(told.published.year + step, told.month), told.parts)
        for step in (-1, 0, 1)
    ]
    return _calendar.chosen(values, told.published, told.direction)


def _period(told: Told) -> DateValue | None:
    words, unit, published = (told.parts["way"] or "").lower(), (told.parts["unit"] or "").lower(), told.published
    step = {"last": -1, "next": 1}.get(words, 0)
    if unit != "week":
        whole = _calendar.year_of(published.year + step)
        if unit == "month":
            whole = _calendar.month_of(published.year, published.month + step)
        value = _date_parts.part_of(whole, told.parts)
        # 'At the end of the month Doe left' before that end is of a month told before.
        other = not words and value is not None and value.earliest > published and told.direction < 0
        return None if other else value
    week = _calendar.week_of(published + timedelta(days=7 * step))
    earlier, later = words.startswith("earlier"), words.startswith("later")
    return DateValue(
        value=week.value,
        earliest=published if later else week.earliest,
        latest=published if earlier else week.latest,
    )


def _weekend(told: Told) -> DateValue:
    published = told.published
    step = {"last": -7, "past": -7, "next": 7}.get(told.way, 0)
    # 'Over the weekend' is the last one, on a Monday as on a Sunday.
    if told.way == "the" and told.direction <= 0 and published.weekday() < 5:
        step = -7
    if told.way == "this" and told.direction < 0 and published.weekday() < 5:
        step = -7
    return _calendar.weekend_of(published + timedelta(days=step))


def _season(told: Told) -> DateValue | None:
    name = (told.parts["season"] or "").lower()
    return _date_parts.part_season(told.among(lambda year: _calendar.season_of(year, name)), told.parts)


def _ago(told: Told) -> DateValue | None:
    unit, number = (told.parts["unit"] or ""), _date_parts.number_of(told.parts["number"] or "")
    if unit == "year" and number >= 10 and number % 5 == 0:
        return None  # '40 years ago' is a round number, and no year
    return _calendar.away(_calendar.day(told.published), unit, -number)


def _from_now(told: Told) -> DateValue | None:
    unit, number = (told.parts["unit"] or ""), _date_parts.number_of(told.parts["number"] or "")
    if unit == "week" and told.parts["now"] == "today":
        unit, number = "day", 7 * number  # as precise as the day it is counted from
    return _calendar.away(_calendar.day(told.published), unit, number)


def _in_number(told: Told) -> DateValue | None:
    """'In two weeks' is a point ahead only with a verb that looks ahead; else it tells how long something took."""
    if told.direction <= 0 and not told.near:
        return None
    return _calendar.away(
        _calendar.day(told.published), (told.parts["unit"] or ""), _date_parts.number_of(told.parts["number"] or "")
    )


def _of_year(told: Told) -> DateValue | None:
    """A month or a day of last, this or next year."""
    year = told.published.year + {"last": -1, "next": 1}.get(told.way, 0)
    number = told.parts.get("day")
    if number is None:
        return _date_parts.part_of(_calendar.month_of(year, told.month), told.parts)
    return _date_parts.through(_calendar.day_of(year, told.month, int(number)), told.parts["last"])


def _the_day(told: Told) -> DateValue | None:
    number, months = int(told.parts["day"] or 0), range(-2, 3)
    starts = [_calendar.month_of(told.published.year, told.published.month + step).earliest for step in months]
    days = [_calendar.day_of(start.year, start.month, number) for start in starts]
    return _calendar.chosen(days, told.published, told.direction or (0 if told.near else -1))


def _nth_weekday(told: Told) -> DateValue | None:
    return told.among(lambda year: _date_parts.nth_of(told.parts, year))


def holiday(told: Told, which: Holiday) -> DateValue | None:
    """A holiday without its year; None of one that is not every year and was not within a year."""
    found = told.among(lambda year: _calendar.holiday_of(which, year))
    return None if found is None or _calendar.apart(found, told.published) > _A_YEAR else found


def _days(told: Told) -> DateValue | None:
    first = told.among(lambda year: _calendar.day_of(year, told.month, int(told.parts["day"] or 0)))
    return None if first is None else _date_parts.days_from(first, told.parts)


def _months(told: Told) -> DateValue | None:
    """The last such stretch that has begun, or the one ahead."""
    first, last = told.month, _date_parts.month_number(told.parts["month2"])
    last += 12 if last < first else 0
    stretches = []
    for step in (-1, 0, 1):
        begin = _calendar.month_of(told.published.year + step, first)
        stretches.append(_calendar.span(begin, _calendar.month_of(told.published.year + step, last)))
    return _calendar.chosen(stretches, told.published, told.direction or (0 if told.near else -1))


_KINDS: dict[str, Callable[[Told], DateValue | None]] = {
    "month-day": _month_day,
    "weekday": _weekday,
    "day": _day,
    "way-month": _way_month,
    "in-month": _in_month,
    "part-month": _part_month,
    "period": _period,
    "week-end": _weekend,
    "season": _season,
    "ago": _ago,
    "from-now": _from_now,
    "in-number": _in_number,
    "the-day": _the_day,
    "of-year": _of_year,
    "nth-weekday": _nth_weekday,
    "days": _days,
    "months": _months,
}
