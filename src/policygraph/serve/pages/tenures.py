"""The posts of a person, or the holders of a post, in time: rows of a table, each with a bar of a common scale.

They come a page at a time, the earliest first: a post may have had a thousand holders.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from policygraph import vocab
from policygraph.serve.pages.paging import Page
from policygraph.serve.pages.reading import Name, Reader
from policygraph.view.parts import ViewHolding
from policygraph.view.resource import texts

SIZE = 50  # a page
WIDTH = 240  # of a bar, in the units of its SVG
_SHORTEST = 2
_DATES = (vocab.START_DATE, vocab.END_DATE, vocab.ATTESTED_ON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What is drawn of a tenure: `x` and `width` of what is told, `before` and `after` where its ends are open.

    `seen` are the days on which a document tells of it.
    """

    x: float
    width: float
    before: bool
    after: bool
    seen: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A row: what was held (or by whom), when, and its bar; None where no date is known."""

    href: str
    other: Name
    organization: Name | None
    start: str
    end: str
    attested: tuple[str, ...]
    bar: Bar | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenures:
    """The rows of a page, earliest first, and the years that the scale begins and ends with."""

    rows: tuple[Tenure, ...]
    first: int
    last: int


def page(reader: Reader, iri: str, number: int) -> Page[str]:
    """The IRIs of a page of the tenures of a person or a post."""
    ends = (vocab.MEMBER, vocab.MEMBERSHIP_POST)
    found = {one for end in ends for one in reader.subjects(end, iri)}
    dated = sorted(found, key=lambda one: (_date(reader, one), one))
    return Page.of(dated, number, SIZE, whole=not any((end, iri) in reader.cut for end in ends))


def tenures(reader: Reader, iri: str, holdings: Iterable[ViewHolding]) -> Tenures:
    """The holdings of the entity `iri`, a person or a post."""
    shown = (one for one in holdings if iri in (one.person, one.post))
    held = sorted(shown, key=lambda one: (_date(reader, one.iri), one.iri))
    days = [day for one in held for day in _known(one)]
    scale = (min(days).year, max(days).year) if days else (0, 0)
    return Tenures(rows=tuple(_row(reader, iri, one, scale) for one in held), first=scale[0], last=scale[1])


def _row(reader: Reader, iri: str, held: ViewHolding, scale: tuple[int, int]) -> Tenure:
    return Tenure(
        href=reader.name(held.iri).href,
        other=reader.name(held.post if iri == held.person else held.person),
        organization=reader.name(held.organization) if held.organization else None,
        start=held.start,
        end=held.end,
        attested=held.attested,
        bar=_bar(held, scale),
    )


def _bar(held: ViewHolding, scale: tuple[int, int]) -> Bar | None:
    known = _known(held)
    if not known:
        return None
    first, last = date(scale[0], 1, 1).toordinal(), date(scale[1], 12, 31).toordinal()

    def across(day: date) -> float:
        return round((day.toordinal() - first) / (last - first) * WIDTH, 1)

    start, end = _day(held.start), _day(held.end, last=True)
    begins, ends = across(start or min(known)), across(end or max(known))
    return Bar(
        x=min(begins, WIDTH - _SHORTEST),
        width=max(_SHORTEST, round(ends - begins, 1)),
        before=start is None,
        after=end is None,
        seen=tuple(sorted({across(day) for day in map(_day, held.attested) if day})),
    )


def _date(reader: Reader, iri: str) -> str:
    held = reader.resource(iri)
    return min((day for one in _DATES for day in texts(held, one)), default="9999")


def _known(held: ViewHolding) -> list[date]:
    found = [_day(held.start), _day(held.end, last=True), *map(_day, held.attested)]
    return [day for day in found if day]


def _day(text: str, *, last: bool = False) -> date | None:
    """The first or last day of a date as precise as it is known: '2017', '2017-04' or '2017-04-21'."""
    parts = text[:10].split("-")
    if not text or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year, month, day = (*map(int, parts), *([12, 31] if last else [1, 1])[len(parts) - 1 :])[:3]
    try:
        return date(year, month, day if len(parts) == 3 or not last else _days(year, month))
    except ValueError:
        return None


def _days(year: int, month: int) -> int:
    after = date(year + month // 12, month % 12 + 1, 1)
    return (after - date(year, month, 1)).days
