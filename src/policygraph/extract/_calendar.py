"""Calendar arithmetic: days, weeks, months, seasons, years, terms and holidays as values with their bounds.

The value of a period is the day, month or year that holds it; of one that none holds, as a week of two months, the one
that holds most of it, or where it begins if it is longer than a year.
"""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

from policygraph.model import DateValue
from policygraph.patterns import Holiday, date_words

_LONG = 92  # days: a season
_FIRST_CONGRESS, _TWENTIETH_AMENDMENT = 1789, 74


def fits_its_form(value: DateValue) -> bool:
    """Whether a value tells when something was: not of a decade, a Congress or a fiscal year, which no year holds."""
    return value.earliest.year == value.latest.year or (value.latest - value.earliest).days <= _LONG


def day(value: date) -> DateValue:
    """A whole day."""
    return DateValue(value=value.isoformat(), earliest=value, latest=value)


def day_of(year: int, month: int, number: int) -> DateValue | None:
    """A day by its numbers; None for February 30."""
    try:
        return day(date(year, month, number))
    except ValueError:
        return None


def shifted(start: date, days: int) -> date | None:
    """So many days after; None beyond the calendar."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return None


def month_of(year: int, month: int) -> DateValue:
    """A whole month; `month` may lie outside 1 to 12 and counts on into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return DateValue(value=f"{year:04}-{month:02}", earliest=date(year, month, 1), latest=date(year, month, last))


def year_of(year: int) -> DateValue | None:
    """A whole year; None beyond the calendar."""
    if not date.min.year <= year <= date.max.year:
        return None
    return DateValue(value=f"{year:04}", earliest=date(year, 1, 1), latest=date(year, 12, 31))


def week_of(within: date) -> DateValue:
    """The week from Monday to Sunday that holds a day; its value is the month that holds most of it."""
    monday = within - timedelta(days=within.weekday())
    middle = monday + timedelta(days=3)
    return DateValue(value=f"{middle.year:04}-{middle.month:02}", earliest=monday, latest=monday + timedelta(days=6))


def weekend_of(within: date) -> DateValue:
    """Saturday and Sunday of the week that holds a day."""
    week = week_of(within)
    saturday = week.latest - timedelta(days=1)
    return DateValue(value=f"{saturday.year:04}-{saturday.month:02}", earliest=saturday, latest=week.latest)


def months(year: int, first: int, last: int) -> DateValue:
    """From one month to another, which may lie in the next year; the value is the year that holds most of them."""
    begin, end = month_of(year, first), month_of(year, last)
    value = end.value[:4] if end.latest.month > (13 - begin.earliest.month) else begin.value[:4]
    return DateValue(value=value, earliest=begin.earliest, latest=end.latest)


def span(first: DateValue, last: DateValue) -> DateValue | None:
    """From one to another: it begins with the first; None if that is the later one."""
    if first.earliest > last.latest or first.earliest > last.earliest:
        return None
    return DateValue(value=first.value, earliest=first.earliest, latest=last.latest)


def third(whole: DateValue, which: str) -> DateValue:
    """The 'early', 'mid' or 'late' part of a month, a year or a decade: its first, middle or last third."""
    part = ("early", "mid", "late").index(which)
    if len(whole.value) == 7:
        first, last = ((1, 10), (11, 20), (21, whole.latest.day))[part]
        return DateValue(
            value=whole.value, earliest=whole.earliest.replace(day=first), latest=whole.earliest.replace(day=last)
        )
    year = whole.earliest.year
    if whole.latest.year > year:
        first, last = ((0, 3), (4, 6), (7, 9))[part]
        return years(year + first, year + last)
    return months(year, 4 * part + 1, 4 * part + 4)


def years(first: int, last: int) -> DateValue:
    """From one year to another."""
    return DateValue(value=f"{first:04}", earliest=date(first, 1, 1), latest=date(last, 12, 31))


def season_of(year: int, name: str) -> DateValue:
    """A season: whole months. A winter of a year began in December of the year before."""
    first, last = date_words().seasons[name]
    return months(year - 1, first, last + 12) if first > last else months(year, first, last)


def congress(number: int) -> DateValue | None:
    """A Congress of the United States: from its first day to the day on which the next began."""
    if not 1 <= number <= 200:
        return None

    def begins(which: int) -> date:
        year = _FIRST_CONGRESS + 2 * (which - 1)
        return date(year, 1, 3) if which >= _TWENTIETH_AMENDMENT else date(year, 3, 4)

    return DateValue(value=f"{begins(number).year}", earliest=begins(number), latest=begins(number + 1))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> DateValue | None:
    """The first, second … or (-1) last such weekday of a month; None for a fifth that is not there."""
    whole = month_of(year, month)
    if nth < 0:
        return day(whole.latest - timedelta(days=(whole.latest.weekday() - weekday) % 7))
    found = whole.earliest + timedelta(days=(weekday - whole.earliest.weekday()) % 7 + 7 * (nth - 1))
    return day(found) if found <= whole.latest else None


def holiday_of(holiday: Holiday, year: int) -> DateValue | None:
    """The day of a holiday in a year."""
    if holiday.days:
        return next((day(one) for one in holiday.days if one.year == year), None)
    if holiday.easter:
        found = day(_easter(year))
    else:
        other = day_of(year, holiday.month, holiday.day)
        found_or_none = nth_weekday(year, holiday.month, holiday.weekday, holiday.nth) if holiday.nth else other
        if found_or_none is None:
            return None
        found = found_or_none
    return day(found.earliest + timedelta(days=holiday.plus))


def _easter(year: int) -> date:
    """Western Easter by Gauss's reckoning as Butcher completed it: the epact of the year, then the Sunday after."""
    golden, century = year % 19, year // 100
    leaps = century - century // 4 - (8 * century + 13) // 25
    epact = (leaps + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    after = epact - weekday
    month = 3 + (after + 40) // 44
    return date(year, month, after + 28 - 31 * (month // 4))


def chosen(values: Iterable[DateValue | None], published: date, direction: int) -> DateValue | None:
    """Of the same period in several years the last that has begun (direction -1), the first that is not over (1), or
    the nearest (0): one that goes on, or the one that the fewest days lie between.
    """
    told = [v for v in values if v is not None]
    if direction < 0:
        return max((v for v in told if v.earliest <= published), key=lambda v: v.earliest, default=None)
    if direction > 0:
        return min((v for v in told if v.latest >= published), key=lambda v: v.earliest, default=None)
    return min(told, key=lambda v: apart(v, published), default=None)


def apart(value: DateValue, published: date) -> int:
    """The days between a day and a period; 0 within it."""
    return max((value.earliest - published).days, (published - value.latest).days, 0)


def away(anchor: DateValue, unit: str, number: int) -> DateValue | None:
    """So many units before (number below 0) or after, as precise as the unit: two weeks after a day is a week.

    None where the anchor is less precise than the unit, or beyond the calendar.
    """
    start, length = anchor.earliest, (anchor.latest - anchor.earliest).days
    if unit in ("day", "week"):
        moved = shifted(start, number if unit == "day" else 7 * number) if not length else None
        return None if moved is None else day(moved) if unit == "day" else week_of(moved)
    if anchor.latest.year != start.year:
        return None
    if unit == "year":
        return year_of(start.year + number)
    if anchor.latest.month != start.month:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
    return month_of(year, month + 1) if date.min.year <= year <= date.max.year else None
