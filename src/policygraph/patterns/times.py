"""Words of dates and named days, of data/lexicon/dates.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from policygraph.errors import ResourceError
from policygraph.patterns.files import entries, load

_FILE = "lexicon/dates.toml"
_SETS = ("never", "habits", "counted", "moving", "modals", "modals_affirmed", "modals_of_past", "planning", "deadlines")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """What stands around dates: see the head of the file for what each set is."""

    numbers: Mapping[str, int]
    seasons: Mapping[str, tuple[int, int]]
    never: frozenset[str]
    habits: frozenset[str]
    counted: frozenset[str]
    moving: frozenset[str]
    modals: frozenset[str]
    modals_affirmed: frozenset[str]
    modals_of_past: frozenset[str]
    planning: frozenset[str]
    deadlines: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day of every year: of a month the `day`, or the `nth` `weekday` (0 is Monday, nth -1 the last), or Easter; and
    so many days after it. Or one of the `days`, which are not every year.
    """

    name: str
    forms: tuple[str, ...]
    month: int
    day: int
    weekday: int
    nth: int
    easter: bool
    plus: int
    days: tuple[date, ...]
    noun: bool
    fell: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDay:
    """A day of one year that goes by a name."""

    day: date
    pattern: re.Pattern[str]
    examples: tuple[str, ...]


@cache
def date_words() -> DateWords:
    """What stands around dates."""
    raw = load(_FILE, (*_SETS, "numbers", "seasons"))
    seasons = {name: (first, last) for name, (first, last) in raw["seasons"].items()}
    return DateWords(numbers=raw["numbers"], seasons=seasons, **{key: frozenset(raw[key]) for key in _SETS})


@cache
def holidays() -> tuple[Holiday, ...]:
    """Holidays, in the order of the file. Raises ResourceError for one that tells no day."""
    made = []
    for row in entries(_FILE, "holiday", ("name", "forms", "fell")):
        told = (
            "easter" in row or "days" in row or ("month" in row and ("day" in row or {"weekday", "nth"} <= row.keys()))
        )
        if not told or row.get("weekday", "monday") not in _WEEKDAYS:
            raise ResourceError(f"holiday {row['name']!r} tells no day", where=f"data/{_FILE}")
        made.append(
            Holiday(
                name=row["name"],
                forms=tuple(row["forms"]),
                month=row.get("month", 0),
                day=row.get("day", 0),
                weekday=_WEEKDAYS.index(row.get("weekday", "monday")),
                nth=row.get("nth", 0),
                easter=row.get("easter", False),
                plus=row.get("plus", 0),
                days=tuple(row.get("days", ())),
                noun=row.get("noun", False),
                fell=tuple(row["fell"]),
            )
        )
    return tuple(made)


@cache
def named_days() -> tuple[NamedDay, ...]:
    """Days known by a name. Raises ResourceError for a bad regular expression."""
    made = []
    for row in entries(_FILE, "named", ("day", "pattern", "examples")):
        try:
            pattern = re.compile(row["pattern"])
        except re.error as error:
            message = f"the pattern of {row['day']} is no regular expression: {error}"
            raise ResourceError(message, where=f"data/{_FILE}") from error
        made.append(NamedDay(day=row["day"], pattern=pattern, examples=tuple(row["examples"])))
    return tuple(made)
