"""What the groups of a matched expression say: months, numbers, parts of periods, days of a month, stretches."""

from policygraph.extract import _calendar
from policygraph.extract._date_patterns import MONTHS, ORDINALS, WEEKDAYS
from policygraph.model import DateValue
from policygraph.patterns import date_words

_PARTS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late", "close": "late"}

Parts = dict[str, str | None]


def month_number(word: str | None) -> int:
    """1 to 12 of a month's name or short form; 0 of none."""
    return MONTHS[word.rstrip(".").lower()] if word else 0


def part_of(value: DateValue | None, parts: Parts) -> DateValue | None:
    """The early, middle or late part of a period where the words ask for it."""
    which = (parts.get("part") or _PARTS.get((parts.get("end") or "").lower(), "")).lower()
    return _calendar.third(value, which) if value is not None and which else value


def number_of(word: str) -> int:
    """The number that a word or digits stand for."""
    return int(word) if word.isdigit() else date_words().numbers[word.lower()]


def through(first: DateValue | None, last: str | None) -> DateValue | None:
    """From a day to a later one of its month; the day alone where that is none."""
    if first is None or not last:
        return first
    end = _calendar.day_of(first.earliest.year, first.earliest.month, int(last))
    return first if end is None else _calendar.span(first, end) or first


def part_season(value: DateValue | None, parts: Parts) -> DateValue | None:
    """The month of a season that 'early', 'mid' or 'late' asks for, or the whole."""
    if value is None or not parts.get("part"):
        return value
    which = ("early", "mid", "late").index((parts["part"] or "").lower())
    return _calendar.month_of(value.earliest.year, value.earliest.month + which)


def nth_of(parts: Parts, year: int) -> DateValue | None:
    """'The second Monday of January' of a year."""
    weekday = WEEKDAYS[(parts["weekday"] or "").lower()]
    return _calendar.nth_weekday(year, month_number(parts["month"]), weekday, ORDINALS[parts["nth"] or ""])


def days_from(first: DateValue, parts: Parts) -> DateValue | None:
    """From a day to the next day of that month and number."""
    month, number = month_number(parts["month2"]), int(parts["day2"] or 0)
    for year in (first.earliest.year, first.earliest.year + 1):
        end = _calendar.day_of(year, month, number)
        if end is not None and end.earliest > first.earliest:
            return _calendar.span(first, end)
    return None
