"""Which legislature a bill is of, from what stands beside it, and in which session: numbers begin anew in each."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from policygraph import vocab
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Extraction, Kind, Mention, Resolution, Status

CONGRESS = "us-congress"
_OF_CONGRESS = frozenset({CONGRESS, "us-senate", "us-house"})
# 'the Senate' alone may be a state's, whatever the table takes it for.
_CALLED = re.compile(r"U\.?S\.?\b|United States|Congress")
_FEDERAL_BEFORE = re.compile(r"(?:\bU\.S\.|\bUS|\b[Ff]ederal|\bCongress['’]s?|\b[Cc]ongressional)\s+$")
# What ends a sentence; not the full stop of 'Gov.' or 'S.B.'.
_STOP = re.compile(r"[.?!][”\"]?\s+(?=[A-Z“\"])|\n")
_ABBREVIATED = re.compile(r"(?:\b[A-Z][a-z]{0,4}|\b[A-Z])$")
_NEAR = 160
_CONGRESS_NAMED = re.compile(r"(?:[\s,(]|of|in|from|during|the)*\b(\d{2,3})(?:th|st|nd|rd)\s+Congress")
_YEAR_AFTER = re.compile(r"\s+of\s+(20\d\d|19\d\d)\b|\s*\((20\d\d|19\d\d)(?:[-–/]\d{2,4})?\)")
_YEAR_BEFORE = re.compile(r"\b(20\d\d|19\d\d)['’]s\s+$")


class Legislatures:
    """The legislatures that a document tells of: '' and CONGRESS aside they are slugs of states."""

    def __init__(
        self, document: Document, extraction: Extraction, gazetteer: Gazetteer, decided: Mapping[str, Resolution]
    ) -> None:
        self.document = document
        self._named = sorted(_named(extraction, gazetteer, decided), key=lambda told: (told[0].span, told[1]))
        states = {mention.id: slug for mention, slug in self._named if mention.kind is Kind.JURISDICTION}
        self._owners = {
            claim.subject: states[claim.object]
            for claim in extraction.claims
            if claim.predicate == vocab.HAS_JURISDICTION and claim.object in states
        }
        self._most = _most(extraction, gazetteer, decided)

    def of(self, bills: Sequence[Mention], *, usual: str = "", near: bool = True) -> dict[str, str]:
        """The legislature of each mention of one number, or the state of a measure or law, by mention id.

        It is the owner beside it, 'California's SB 54', or beside another mention of the number; else what is `usual`,
        or, if `near`, what stands before one of them in its sentence; else the state that the document names most.
        """
        owners = {bill.id: self._owner(bill) for bill in bills}
        if any(owners.values()):
            return _spread(bills, owners)
        before = {body for bill in bills if near and (body := self._before(bill))}
        body = usual or (next(iter(before)) if len(before) == 1 else self._most)
        return dict.fromkeys(owners, body)

    def sessions(self, bills: Sequence[Mention], bodies: Mapping[str, str]) -> dict[str, str]:
        """What tells each mention of a number from the number in another session, by mention id.

        Of an unknown legislature or day it is the document's own id.
        """
        told = _spread(bills, {bill.id: self._told_session(bill) for bill in bills})
        return {bill.id: self._session(bodies[bill.id], told[bill.id]) for bill in bills}

    def _session(self, body: str, told: str) -> str:
        if body == CONGRESS and 0 < len(told) < 4:
            return f"{CONGRESS}-{told}"
        day = date(int(told), 7, 1) if len(told) == 4 else self.document.published
        if day is None or not body:
            return f"{body}-{self.document.id}"
        return f"{CONGRESS}-{congress(day)}" if body == CONGRESS else f"{body}-{day.year - (day.year + 1) % 2}"

    def _told_session(self, bill: Mention) -> str:
        """The year or Congress that stands beside a bill: '2017', '116'; '' if none does."""
        text, span = self.document.text, bill.span
        after, before = text[span.end : span.end + 40], text[max(0, span.start - 12) : span.start]
        found = _CONGRESS_NAMED.match(after) or _YEAR_AFTER.match(after) or _YEAR_BEFORE.search(before)
        return next((number for number in found.groups() if number), "") if found else ""

    def _owner(self, bill: Mention) -> str:
        if owner := self._owners.get(bill.id):
            return owner
        text = self.document.text
        return CONGRESS if _FEDERAL_BEFORE.search(text[max(0, bill.span.start - 16) : bill.span.start]) else ""

    def _before(self, bill: Mention) -> str:
        """The nearest that stands before a bill in its sentence."""
        text = self.document.text
        for mention, slug in reversed(self._named):
            if mention.span.end > bill.span.start:
                continue
            if bill.span.start - mention.span.end > _NEAR or _ends(text, mention.span.end, bill.span.start):
                return ""
            return slug
        return ""


def _spread(bills: Sequence[Mention], told: Mapping[str, str]) -> dict[str, str]:
    """What is told of some mentions of a number, for all: of the others it is what was told last, or first."""
    last = next((told[bill.id] for bill in bills if told[bill.id]), "")
    spread: dict[str, str] = {}
    for bill in sorted(bills, key=lambda b: b.span):
        last = spread[bill.id] = told[bill.id] or last
    return spread


def congress(day: date) -> int:
    """The number of the Congress in office on a day: it changes on 3 January of odd years, since 1789."""
    year = day.year - 1 if day.year % 2 and (day.month, day.day) < (1, 3) else day.year
    return (year - 1789) // 2 + 1


def _ends(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends between two places."""
    return any(
        "\n" in stop[0] or not _ABBREVIATED.search(text[max(0, stop.start() - 6) : stop.start()])
        for stop in _STOP.finditer(text, start, end + 1)
    )


def _named(
    extraction: Extraction, gazetteer: Gazetteer, decided: Mapping[str, Resolution]
) -> Iterator[tuple[Mention, str]]:
    """The mentions that tell a legislature: states, and Congress and the legislatures of states and their chambers."""
    for mention in extraction.mentions:
        resolution = decided.get(mention.id)
        if resolution is None or resolution.status is not Status.LINKED or resolution.entity.slug not in gazetteer:
            continue
        row = gazetteer.record(resolution.entity.slug)
        if row.slug in _OF_CONGRESS and _CALLED.search(mention.name):
            yield mention, CONGRESS
        # A chamber of a state's legislature stands for the state.
        state = row.jurisdiction if "legislature" in row.types else row.slug
        if state in gazetteer and (of := gazetteer.record(state)).level == "state" and of.kind == Kind.JURISDICTION:
            yield mention, state


def _most(extraction: Extraction, gazetteer: Gazetteer, decided: Mapping[str, Resolution]) -> str:
    """The state that the document names most; '' where two do so alike."""
    counts: Counter[str] = Counter()
    for mention in extraction.mentions:
        resolution = decided.get(mention.id)
        if resolution and resolution.status is Status.LINKED and resolution.entity.slug in gazetteer:
            slug = resolution.entity.slug
            rows = [gazetteer.record(slug), *gazetteer.ancestors(slug)]
            counts.update(r.slug for r in rows[:3] if r.level == "state" and r.kind == Kind.JURISDICTION)
    ranked = counts.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else ""
