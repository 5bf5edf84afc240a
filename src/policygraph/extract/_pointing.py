"""Expressions counted from a day that the text tells: 'that day', 'two weeks later', 'the day after Christmas'."""

import bisect
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache

from policygraph.extract import _calendar
from policygraph.extract._date_parts import number_of
from policygraph.extract._date_patterns import WEEKDAY, WEEKDAYS
from policygraph.model import DateMention, DateValue, Span
from policygraph.patterns import date_words

_REACH = 400  # code points: two or three sentences
_BEFORE = 50  # code points: the longest words that count from the date behind them


@cache
def _later() -> re.Pattern[str]:
    number = rf"(?P<number>{_numbers()})"
    return re.compile(
        r"\b(?:that (?:same )?(?P<that>day|morning|afternoon|evening|night|month|year)"
        r"|(?:on )?the same (?P<same>day|month|year)"
        r"|(?P<on>the following) (?P<onward>day|week|month|year)|(?P<next>the next) (?P<ahead>day)"
        r"|the previous (?P<back>day|week|month|year)"
        rf"|{number} (?P<unit>day|week|month|year)s? (?P<way>later|afterwards?|earlier|before(?=\s*[.,;!?]|$))"
        rf"|the following {WEEKDAY})\b",
        re.IGNORECASE,
    )


@cache
def _shifting() -> re.Pattern[str]:
    number = rf"(?P<number>{_numbers()}|the)"
    to_date = r"(?:(?:the|a|an|his|her|their|its)\s+)?$"
    return re.compile(
        rf"\b(?:{number}\s+(?P<unit>day|week|month|year)(?P<many>s?)\s+(?P<way>before|after|following|from)\s+{to_date}"
        rf"|(?P<ago>{_numbers()})\s+weeks?\s+ago,?\s+(?:on\s+)?$"
        rf"|(?:the|on|on\s+a|on\s+the)\s+{WEEKDAY}\s+(?P<side>before|after|following)\s+{to_date}"
        rf"|(?P<week>the\s+week)\s+of\s+$)",
        re.IGNORECASE,
    )


def _numbers() -> str:
    return "|".join([*sorted(date_words().numbers, key=len, reverse=True), r"\d{1,3}"])


def shifted(text: str, dates: Sequence[DateMention]) -> list[DateMention]:
    """The dates, each with the words before it that count from it: 'three days before April 4' is one date."""
    found: list[DateMention] = []
    for mention in sorted(dates, key=lambda d: d.span):
        start = max(0, mention.span.start - _BEFORE)
        match = _shifting().search(text[start : mention.span.start])
        value = _counted_from(match, mention.value) if match else None
        if match is None or value is None:
            found.append(mention)
            continue
        whole = Span(start=start + match.start(), end=mention.span.end)
        found = [d for d in found if not d.span.overlaps(whole)]
        found.append(DateMention(span=whole, value=value))
    return found


def _counted_from(match: re.Match[str], anchor: DateValue) -> DateValue | None:
    if anchor.earliest != anchor.latest:
        return None
    if match["week"]:
        return _calendar.week_of(anchor.earliest)
    if match["weekday"]:
        return _weekday(anchor, match["weekday"], -1 if match["side"].lower() == "before" else 1)
    if match["ago"]:
        return _calendar.away(anchor, "day", -7 * number_of(match["ago"]))
    unit, way = match["unit"].lower(), match["way"].lower()
    single = match["number"].lower() == "the"
    number = 1 if single else number_of(match["number"])
    if single and (unit != "day" or match["many"]):
        return None  # 'the week before the vote of March 3', 'the days after' are none that the calendar knows
    if way == "from" and unit == "week":
        unit, number = "day", 7 * number  # 'a week from Tuesday' is a Tuesday
    return _calendar.away(anchor, unit, -number if way == "before" else number)


def _weekday(anchor: DateValue, name: str, step: int) -> DateValue:
    """The first such weekday after (step 1) or before a day."""
    days = (WEEKDAYS[name.lower()] - anchor.earliest.weekday()) * step % 7 or 7
    return _calendar.day(anchor.earliest + timedelta(days=step * days))


def pointing(text: str, dates: Sequence[DateMention]) -> Iterator[DateMention]:
    """What points back: counted from the last date before that is as precise as the words, not far away."""
    told = sorted(dates, key=lambda d: d.span)
    for match in _later().finditer(text):
        span = Span(start=match.start(), end=match.end())
        at = bisect.bisect_left(told, span.start, key=lambda d: d.span.start)
        if any(d.span.overlaps(span) for d in told[max(0, at - 1) : at + 1]):
            continue
        value = None
        for before in reversed(told[:at]):
            if before.span.end < span.start - _REACH:
                break
            value = _counted_back(match, before.value)
            if value is not None:
                break
        if value is not None:
            mention = DateMention(span=span, value=value)
            told.insert(at, mention)
            yield mention


def _counted_back(match: re.Match[str], anchor: DateValue) -> DateValue | None:
    if match["weekday"]:
        return _weekday(anchor, match["weekday"], 1) if anchor.earliest == anchor.latest else None
    if match["number"]:
        step = number_of(match["number"]) * (1 if match["way"].lower().startswith(("later", "after")) else -1)
        return _calendar.away(anchor, match["unit"].lower(), step)
    same = match["that"] or match["same"]
    unit = (same or match["onward"] or match["ahead"] or match["back"]).lower()
    unit = unit if unit in ("week", "month", "year") else "day"
    return _calendar.away(anchor, unit, 0 if same else -1 if match["back"] else 1)
