"""The forms of expressions of time, in the order in which they are tried; months and weekdays by number."""

import calendar
import re
from functools import cache

from policygraph.patterns import Holiday, date_words, holidays

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3].lower(): i for name, i in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "last": -1,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}

_MONTH = (
    r"(?P<month>Jan(?:uary|\.)|Feb(?:ruary|\.)|March|Mar\.|April|Apr\.|May|June|Jun\.|July|Jul\.|Aug(?:ust|\.)"
    r"|Sept(?:ember|\.)|Sep\.|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_NO_MAY = _MONTH.replace("|May", "")  # 'approved by May' names who did it
# Before a day a month may be cut short without a full stop: 'Apr 21'.
_MONTH_OF_DAY = _MONTH[:-1] + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?=\s+\d))"
WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_TO = r"(?P<sep>\s?[-–—]\s?|\s+(?:to|through|until|till|and)\s+)"
_UP_TO = r"(?:\s?[-–]\s?|\s+(?:to|through)\s+)"
_DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:{_UP_TO}(?P<last>\d{{1,2}})(?![\d:]))?(?:st|nd|rd|th)?"
_ONE_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# A weekday beside a date is part of it.
_NAMED = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"

_DAY_WORDS = (
    "today|yesterday|tomorrow|tonight|earlier in the day|later in the day|last night|this (?:morning|afternoon|evening)"
)
_PERIOD_WAYS = "last|next|this|earlier this|later this|earlier in the|later in the"
_PART = r"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)(?:\s+(?:in\s+)?|-))"
_END_OF = r"(?:the\s+)?(?P<end>[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd|[Cc]lose)\s+of\s+"
_OF_YEAR = r"(?:,?\s+of|,)?\s+(?P<way>last|next|this)\s+year\b"
_WAYS = r"[Ll]ast|[Nn]ext|[Tt]his\s+past|[Tt]his\s+coming|[Tt]his"


def _second(pattern: str) -> str:
    return re.sub(r"\(\?P<(\w+)>", r"(?P<\g<1>2>", pattern)


_Form = tuple[str, str]  # kind, regular expression
REACH = 120  # code points: longer than any expression


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    """(kind, pattern, texts near one of which it stands); the first that matches at a place wins."""
    forms = (*_of_days(), *_of_periods())
    return tuple((kind, re.compile(pattern), _near(kind, pattern)) for kind, pattern in forms)


def _near(kind: str, pattern: str) -> tuple[str, ...]:
    """Texts one of which is in every match of a form; none where it is of any words."""
    if words := date_words().seasons if kind == "season" else _WORDS_OF.get(kind):
        return tuple(sorted({form for word in words for form in (word, word.capitalize(), word.upper())}))
    if "(?P<month>" in pattern:
        return tuple(name[:3] for name in calendar.month_name if name)
    if "(?P<weekday>" in pattern:
        return tuple(calendar.day_name)
    return ("19", "20")  # what is left tells a year


# Of the kinds that tell no month, weekday or year.
_WORDS_OF = {
    "slashed": ("/",),
    "from-now": ("now", "today"),
    "ago": ("ago",),
    "day": ("day", "night", "morning", "afternoon", "evening", "tomorrow"),
    "week-end": ("weekend",),
    "period": ("week", "month", "year"),
    "fiscal": ("fiscal", "fy"),
    "congress": ("congress",),
    "quarter": ("quarter", "half", "q1", "q2", "q3", "q4"),
    "decade": ("0s", "0's", "0’s"),
    "in-number": ("day", "week", "month"),
    "the-day": ("st", "nd", "rd", "th"),
}


def _number() -> str:
    words = sorted(date_words().numbers, key=len, reverse=True)
    return rf"(?P<number>(?i:{'|'.join(words)})|\d{{1,3}})"


def _of_days() -> tuple[_Form, ...]:
    """Days, months, and what is counted from the publication."""
    number, unit, nth = _number(), r"(?P<unit>day|week|month|year)", "|".join(ORDINALS)
    return (
        ("days", rf"\b(?:(?i:from|between)\s+)?{_MONTH_OF_DAY}\s+{_ONE_DAY}(?:,?\s+{_YEAR})?{_TO}"
                 rf"{_second(_MONTH_OF_DAY)}\s+{_second(_ONE_DAY)}(?:,?\s+{_second(_YEAR)})?\b(?!,?\s*\d{{4}})"),
        ("full", rf"\b{_NAMED}{_MONTH_OF_DAY}\s+{_DAY},?\s+{_YEAR}\b"),
        ("full", rf"\b{_NAMED}{_DAY}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}\b"),
        ("iso", r"\b(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)\b"),
        ("slashed", r"(?<![\d/.-])(?P<m>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20)?\d\d)(?![\d/])"),
        ("nth-weekday", rf"\b(?:the\s+)?(?P<nth>{nth})\s+{WEEKDAY}\s+(?:of|in)\s+{_MONTH}"
                        rf"(?:,?\s+(?:of\s+)?{_YEAR})?(?!\w)"),
        ("months", rf"\b(?P<from>(?i:from|between)\s+)?{_MONTH}(?:,?\s+{_YEAR})?{_TO}{_second(_MONTH)}"
                   rf"(?:,?\s+{_second(_YEAR)})?(?![\w])(?!\s+\d)"),
        ("month-year", rf"(?:\b{_PART}|{_END_OF}|\b){_MONTH}(?:\s+of|,)?\s+{_YEAR}\b"),
        ("of-year", rf"\b{_NAMED}{_MONTH_OF_DAY}\s+{_DAY}{_OF_YEAR}"),
        ("of-year", rf"(?:\b{_PART}|{_END_OF}|\b){_MONTH}{_OF_YEAR}"),
        ("month-day", rf"\b{_NAMED}(?:(?P<way>[Ll]ast|[Nn]ext)\s+)?{_MONTH_OF_DAY}\s+{_DAY}\b(?!,?\s*\d{{4}})"),
        ("month-day", rf"\b{_NAMED}(?P<way>)(?<![\d.,-]){_DAY}(?:\s+of)?\s+{_MONTH}(?![\w])(?!,?\s*\d{{4}})"),
        ("weekday", rf"\b(?:(?P<way>[Ll]ast|[Nn]ext|[Tt]his(?:\s+(?:coming|past))?|[Cc]oming)\s+)?"
                    rf"(?<![Tt]he\sfollowing\s){WEEKDAY}\b"),
        ("part-month", rf"\b{_PART}{_MONTH}(?![\w])"),
        ("part-month", rf"\b{_END_OF}{_MONTH}(?![\w])"),
        ("way-month", rf"\b(?P<way>{_WAYS})\s+{_MONTH}(?![\w])"),
        ("from-now", rf"\b{number}\s+{unit}s?\s+from\s+(?P<now>now|today)\b"),
        ("ago", rf"\b{number}\s+{unit}s?\s+ago\b(?!,?\s+(?:on\s+)?{WEEKDAY})"),
        ("day", rf"\b(?P<word>(?i:{_DAY_WORDS}))\b"),
    )  # fmt: skip


def _of_periods() -> tuple[_Form, ...]:
    """Weekends, seasons, years and their parts; and months and days that only a word before them makes dates."""
    words = date_words()
    number, counted = _number(), "|".join(sorted(words.counted))
    season = rf"(?P<season>{'|'.join(sorted(words.seasons))})"
    return (
        ("week-end", r"\b(?P<way>[Ll]ast|[Nn]ext|[Tt]his(?:\s+(?:past|coming))?|[Oo]ver\s+the|[Dd]uring\s+the)"
                     r"\s+weekend\b"),
        ("period", rf"\b(?:{_PART}|{_END_OF})(?P<way>last|next|this)\s+(?P<unit>month|year)\b"),
        ("period", rf"\b{_END_OF}the\s+(?P<way>)(?P<unit>month|year)\b"),
        ("period", rf"\b(?<![Tt]he\s)(?P<way>(?i:{_PERIOD_WAYS}))\s+(?P<unit>(?i:week|month|year))\b"),
        ("season", rf"\b(?:{_PART}|(?:[Tt]he\s+))?{season}(?:\s+of|,)?\s+{_YEAR}\b(?![-–]\d)"),
        ("season", rf"\b(?P<way>{_WAYS})\s+{season}\b(?!\s+(?:[A-Z]|break|semester|training))"),
        ("season", rf"\b[Ii]n\s+the\s+(?:{_PART})?{season}\b(?!\s+(?:[A-Z]|of|in|break|semester|training))"),
        ("fiscal", r"\b(?i:fiscal(?:\s+year)?|FY)[\s-]?(?P<year>(?:19|20)\d\d|(?<=[Yy])\d\d|(?<=[Yy]\s)\d\d)"
                   r"\b(?![-–/]\d)"),
        ("congress", r"\b(?P<number>\d{1,3})(?:st|nd|rd|th)\s+(?:(?:United\s+States|U\.S\.|US)\s+)?Congress\b"),
        ("quarter", rf"\b(?:the\s+)?(?P<nth>first|second|third|fourth|last|final)"
                    rf"\s+(?P<unit>quarter|half)\s+of\s+{_YEAR}\b"),
        ("quarter", rf"\bQ(?P<nth>[1-4])(?P<unit>)\s+(?:of\s+)?{_YEAR}\b"),
        ("years", rf"\b(?P<from>(?i:from|between)\s+){_YEAR}{_TO}{_second(_YEAR)}\b"),
        ("years", rf"(?:(?<=\bthe\s)|(?<=\ba\s)|(?<=\bin\s)|(?<=\bfor\s)|(?<=\byear\s)|(?<=\())"
                  rf"{_YEAR}(?P<sep>[-–])(?P<year2>(?:(?:19|20))?\d\d)\b(?![-–/\d])"),
        ("decade", rf"\b(?:[Tt]he\s+)?{_PART}?(?P<year>(?:19|20)\d0)['’]?s\b"),
        ("decade", rf"\b[Tt]he\s+{_PART}?['’‘](?P<year>[2-9]0)s\b"),
        ("part-year", rf"\b{_PART}{_YEAR}\b"),
        ("part-year", rf"\b{_END_OF}{_YEAR}\b"),
        ("in-month", rf"\b(?:[Ii]n|[Ss]ince|[Dd]uring)\s+{_MONTH}(?![\w])"),
        ("in-month", rf"\b(?P<deadline>(?i:by|until|through))\s+{_NO_MAY}(?![\w])(?!\s+[A-Z])"),
        ("in-number", rf"\b[Ii]n\s+{number}\s+(?P<unit>day|week|month)s?\b"),
        ("the-day", r"\b[Oo]n\s+(?P<words>the\s+(?P<day>\d{1,2})(?:st|nd|rd|th))\b"
                    r"(?=\s*(?:[.,;:!?)]|$)|\s+(?:and|but|at|to|for|by|in|with|when|after|before)\b)"),
        ("year", rf"\b(?:[Ii]n|[Ss]ince|[Dd]uring)\s+{_YEAR}\b(?!\s+(?:[a-z]{{3,}}s|{counted})\b)"),
        ("year-before", rf"(?:\b(?i:the|a|his|her|their|its)|['’]s?)\s+{_YEAR}\s+(?=[A-Za-z])(?!(?:{counted})\b)"),
    )  # fmt: skip


@cache
def no_dates() -> re.Pattern[str]:
    """Phrases with the name of a day that tell none: 'Sunday school', 'every Friday', 'Monday through Friday'."""
    never = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in sorted(date_words().never))
    habits = "|".join(r"\s+".join(phrase.split()) for phrase in sorted(date_words().habits, key=len, reverse=True))
    days = WEEKDAY.replace("?P<weekday>", "?:")
    of_months = rf"{days}\s+(?:of|in)\s+(?:each|every|the|a)\s+month"
    hours = rf"{days}(?:\s?[-–]\s?|\s+(?:through|thru)\s+){days}"
    listed = rf"(?i:{habits})\s+{days}(?:(?:,|,?\s+(?:and|or|through|to))\s+{days})*"
    return re.compile(rf"\b(?:(?i:{never})|{of_months}|{hours}|{listed})\b")


@cache
def holiday_names() -> tuple[re.Pattern[str], dict[str, Holiday]]:
    """The pattern of all holidays' names, and each by its form with straight apostrophes."""
    by_form = {form: holiday for holiday in holidays() for form in holiday.forms}
    forms = "|".join(
        r"\s+".join(map(re.escape, form.split())).replace("'", "['’]")
        for form in sorted(by_form, key=len, reverse=True)
    )
    pattern = rf"\b(?:(?P<way>{_WAYS})\s+)?(?P<name>{forms})(?!\w)(?:(?:,|,?\s+in|,?\s+of)?\s+{_YEAR}\b)?"
    return re.compile(pattern), by_form
