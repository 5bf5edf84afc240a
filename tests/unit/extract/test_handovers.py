"""Offices told to pass from one to another, what is planned and what has come about."""

from collections.abc import Callable

import pytest

from policygraph import pipeline, vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import DateValue, Modality

Parsed = Callable[[str], AnnotatedDocument]
Told = set[tuple[str, str, str, str]]

_EDGES = {vocab.HOLDS: "holds", vocab.FORMERLY_HELD: "formerlyHeld"}
_DAYS = {vocab.START_DATE: "start", vocab.END_DATE: "end"}


def _told(parsed: Parsed, gazetteer: Gazetteer, text: str) -> tuple[Told, set[tuple[str, str, str]]]:
    """(who, how, title, of) of the holdings, planned ones marked so, and (who, start or end, day)."""
    found = pipeline.extract(parsed(text), gazetteer)
    names = {m.id: m.name for m in found.mentions}
    of = {
        c.subject: names[str(c.object)]
        for c in found.claims
        if c.predicate in (vocab.HAS_JURISDICTION, vocab.POST_IN) and isinstance(c.object, str)
    }
    held = [c for c in found.claims if c.predicate in _EDGES and isinstance(c.object, str)]
    planned = {Modality.PLANNED: "planned"}
    told = {
        (
            names[c.subject],
            planned.get(c.modality, _EDGES[c.predicate]),
            names[str(c.object)],
            of.get(str(c.object), ""),
        )
        for c in held
    }
    holders = {str(c.object): names[c.subject] for c in held}
    days = {
        (holders[c.subject], _DAYS[c.predicate], c.object.value)
        for c in found.claims
        if c.subject in holders and isinstance(c.object, DateValue)
    }
    return told, days


def _passed(after: str, before: str, title: str, of: str) -> Told:
    return {("Jane Doe", after, title, of), ("John Roe", before, title, of)}


MAYOR, SHERIFF = ("Mayor", "Laredo"), ("Sheriff", "Webb County")
DONE, TO_COME = ("holds", "formerlyHeld"), ("planned", "holds")


@pytest.mark.parametrize(
    ("text", "told", "days"),
    [
        # ---- it has come about
        ("Jane Doe succeeds John Roe as mayor of Laredo.", _passed(*DONE, *MAYOR), set()),
        (
            "Jane Doe succeeded John Roe as sheriff of Webb County in January 2017.",
            _passed(*DONE, *SHERIFF),
            {("Jane Doe", "start", "2017-01")},
        ),
        (
            "Jane Doe replaced John Roe as Webb County sheriff on Monday.",
            _passed(*DONE, *SHERIFF),
            {("Jane Doe", "start", "2017-04-17")},
        ),
        (
            "Jane Doe took over from John Roe as mayor of Laredo on Monday.",
            _passed(*DONE, *MAYOR),
            {("Jane Doe", "start", "2017-04-17")},
        ),
        (
            "John Roe was succeeded as sheriff of Webb County by Jane Doe on Monday.",
            _passed(*DONE, *SHERIFF),
            {("Jane Doe", "start", "2017-04-17"), ("John Roe", "end", "2017-04-17")},
        ),
        ("Jane Doe, who succeeds John Roe as mayor of Laredo, praised the ruling.", _passed(*DONE, *MAYOR), set()),
        ("Jane Doe followed John Roe as mayor of Laredo.", _passed(*DONE, *MAYOR), set()),
        ("Jane Doe was elected mayor of Laredo, replacing John Roe.", _passed(*DONE, *MAYOR), set()),
        ("Jane Doe was appointed to replace John Roe as sheriff of Webb County.", _passed(*DONE, *SHERIFF), set()),
        ("The council chose Jane Doe to take over for John Roe as mayor of Laredo.", _passed(*DONE, *MAYOR), set()),
        ("Mayor Jane Doe of Laredo took over from John Roe.", _passed(*DONE, *MAYOR), set()),
        ("Jane Doe succeeded Mayor John Roe of Laredo.", _passed(*DONE, *MAYOR), set()),
        # ---- it has not
        ("Jane Doe will succeed John Roe as mayor of Laredo.", _passed(*TO_COME, *MAYOR), set()),
        ("Jane Doe will take over from John Roe as sheriff of Webb County.", _passed(*TO_COME, *SHERIFF), set()),
        ("John Roe will be succeeded by Jane Doe as mayor of Laredo.", _passed(*TO_COME, *MAYOR), set()),
        ("Jane Doe is expected to replace John Roe as mayor of Laredo.", _passed(*TO_COME, *MAYOR), set()),
        ("Jane Doe succeeds John Roe as mayor of Laredo on May 8.", _passed(*TO_COME, *MAYOR), set()),
        ("Jane Doe will replace Mayor John Roe of Laredo.", _passed(*TO_COME, *MAYOR), set()),
        (
            "Jane Doe will succeed the late John Roe as mayor of Laredo.",
            _passed("planned", "formerlyHeld", *MAYOR),
            set(),
        ),
        # Whether who had it before still has is not told.
        (
            "The governor nominated Jane Doe to succeed John Roe as sheriff of Webb County.",
            {("Jane Doe", "planned", *SHERIFF)},
            set(),
        ),
        # ---- nothing is told
        ("Jane Doe will not succeed John Roe as mayor of Laredo.", set(), set()),
        ("Jane Doe could replace John Roe as mayor of Laredo.", set(), set()),
        ("Jane Doe is running to replace John Roe as mayor of Laredo.", set(), set()),
        ("If Jane Doe succeeds John Roe as mayor of Laredo, taxes will fall.", set(), set()),
        ("Ann Lee said Jane Doe had replaced John Roe as mayor of Laredo.", set(), set()),
        # Who takes a seat on a board from a sheriff is none by that.
        ("Jane Doe replaced Sheriff John Roe on the transit board.", {("John Roe", "holds", "Sheriff", "")}, set()),
    ],
)
def test_handovers(
    parsed: Parsed, gazetteer: Gazetteer, text: str, told: Told, days: set[tuple[str, str, str]]
) -> None:
    holdings, dated = _told(parsed, gazetteer, text)
    assert {h for h in holdings if "governor" not in h[0]} == told
    assert dated == days
