"""Full calendar dates as documents write them."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?[.,]{0,2}\s+)?"
_ORDINAL = r"\d{1,2}(?:st|[nr]d|th)?"
_MONTH_FIRST = rf"{_MONTH}\s+{_ORDINAL},?\s+\d{{4}}"
_DAY_FIRST = rf"{_ORDINAL}\s+(?:of\s+)?{_MONTH},?\s+\d{{4}}"
_ISO = r"\d{4}-\d{2}-\d{2}"
_SLASHED = r"\d{1,2}/\d{1,2}/\d{4}"

DATE = (
    rf"(?i:(?<![\w/-]){_WEEKDAY}(?:{_MONTH_FIRST}|{_DAY_FIRST}|{_ISO}|{_SLASHED})(?![\w/-]|\.\d)"
    rf"|{_ISO}(?=T\d\d))"
)
"""A regular expression for a date with year, month and day: 'Apr. 3, 2018', '21 April 2017', '2017-04-21'."""

TIME = (
    r"(?i:(?:,?\s*(?:T|at\s|[|•·–—-]\s)?\s*\d{1,2}(?:[:.]\d{2}){0,2}(?:\.\d+)?\s*(?:[ap]\.?\s?m\b\.?)?"
    r"(?:\s*(?:Z\b|[+-]\d{2}:?\d{2}|\(?[A-Z]{2,4}\)?))?)?)"
)
"""A regular expression for the time of day that may follow a date; matches the empty string too."""

_FIND = re.compile(DATE)
_WHOLE = re.compile(rf"\s*(?P<date>{DATE}){TIME}\s*")
_PARTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|[nr]d|th)?,?\s+(?P<y>\d{{4}})",
        rf"(?P<d>\d{{1,2}})(?:st|[nr]d|th)?\s+(?:of\s+)?(?P<m>{_MONTH}),?\s+(?P<y>\d{{4}})",
        r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})",
        r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})",
    )
)
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d-\d\d-\d\d)(?!\d)")


def dates_in(text: str) -> tuple[date, ...]:
    """Every full date in `text`, in order; impossible and ambiguous ones ('04/05/2017') are left out."""
    found = (parse(match[0]) for match in _FIND.finditer(text))
    return tuple(day for day in found if day is not None)


def whole(text: str) -> date | None:
    """The date that `text` is, with or without a time of day; None if it is anything else."""
    match = _WHOLE.fullmatch(text)
    return parse(match["date"]) if match else None


def in_name(name: str) -> date | None:
    """The one ISO date in a file's name ('kpbs-2017-04-21.txt'); None if there is none or more than one."""
    found = {_calendar(*map(int, text.split("-"))) for text in _IN_NAME.findall(name)}
    return found.pop() if len(found) == 1 else None


def parse(text: str) -> date | None:
    """The day that a match of DATE names, or None if there is no such day or it could be either of two."""
    for pattern in _PARTS:
        if match := pattern.search(text):
            year, day = int(match["y"]), int(match["d"])
            if match["m"].isdigit():
                return _numeric(year, int(match["m"]), day, slashed="/" in match[0])
            return _calendar(year, _MONTHS.index(match["m"][:3].lower()) + 1, day)
    return None


def _numeric(year: int, month: int, day: int, *, slashed: bool) -> date | None:
    if slashed and month <= 12 and day <= 12 and month != day:
        return None  # 04/05/2017 is April in one country and May in another
    if slashed and month > 12:
        month, day = day, month
    return _calendar(year, month, day)


def _calendar(year: int, month: int, day: int) -> date | None:
    # No document of ours is older than printing, and a year after 2100 is a slip of the pen.
    if not 1450 <= year <= 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
