"""Who held, took and left which office, of what body and party, over a whole text; the parses are stored."""

from collections.abc import Callable

import pytest

from policygraph import pipeline, vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Extraction

Parsed = Callable[[str], AnnotatedDocument]
Said = set[tuple[str, str, str]]

HOLDS, FORMERLY, MEMBER, HEAD = "holds", "formerlyHeld", "memberOf", "headOf"
OF, IN, FOR = "jurisdiction", "postIn", "represents"
_NAMES = {
    vocab.HOLDS: HOLDS,
    vocab.FORMERLY_HELD: FORMERLY,
    vocab.MEMBER_OF: MEMBER,
    vocab.HEAD_OF: HEAD,
    vocab.REPRESENTS: FOR,
    vocab.HAS_JURISDICTION: OF,
    vocab.POST_IN: IN,
}
RHA, SJC = "Rural Housing Alliance", "Senate Judiciary Committee"
DEMOCRATS, REPUBLICANS = "Democratic Party", "Republican Party"


def _said(found: Extraction) -> Said:
    """(subject, predicate, object) of the plain claims of these edges, by the names of the mentions."""
    names = {m.id: m.name for m in found.mentions}
    return {
        (names[c.subject], _NAMES[c.predicate], names[c.object])
        for c in found.claims
        if c.predicate in _NAMES and isinstance(c.object, str) and c.plain
    }


def _check(parsed: Parsed, gazetteer: Gazetteer, text: str, said: Said) -> None:
    found = pipeline.extract(parsed(text), gazetteer)
    assert _said(found) == said
    ids = [m.id for m in found.mentions]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Former U.S. Vice President Jane Doe met Texas Gov. John Roe on Monday.",
            {
                ("Jane Doe", FORMERLY, "Vice President"),
                ("Vice President", OF, "U.S."),
                ("John Roe", HOLDS, "Governor"),
                ("Governor", OF, "Texas"),
            },
        ),
        (
            "Then-Mayor Jane Doe praised then-Ohio Gov. John Roe in Springfield.",
            {("Jane Doe", FORMERLY, "Mayor"), ("John Roe", FORMERLY, "Governor")},
        ),
        (
            "Jane Doe, who served as mayor of Laredo from 2008 until 2016, praised the ruling.",
            {("Jane Doe", FORMERLY, "Mayor"), ("Mayor", OF, "Laredo")},
        ),
        (
            "Jane Doe, a former mayor and senator, praised the ruling.",
            {("Jane Doe", FORMERLY, "Mayor"), ("Jane Doe", FORMERLY, "Senator")},
        ),
        (
            "Jane Doe, the former mayor of Laredo and a state senator, praised the ruling.",
            {
                ("Jane Doe", FORMERLY, "Mayor"),
                ("Mayor", OF, "Laredo"),
                ("Jane Doe", HOLDS, "State Senator"),
            },
        ),
        (
            "Jane Doe was chairman and CEO of Doe Energy from 2000 to 2010.",
            {
                ("Jane Doe", FORMERLY, "chairman"),
                ("chairman", IN, "Doe Energy"),
                ("Jane Doe", FORMERLY, "CEO"),
                ("CEO", IN, "Doe Energy"),
            },
        ),
        (
            "Jane Doe had been mayor of Laredo for years.",
            {("Jane Doe", FORMERLY, "Mayor"), ("Mayor", OF, "Laredo")},
        ),
        (
            "Jane Doe has served as mayor of Laredo since 2012.",
            {("Jane Doe", HOLDS, "Mayor"), ("Mayor", OF, "Laredo")},
        ),
        (
            "Jane Doe, formerly the mayor of Laredo, praised the ruling.",
            {("Jane Doe", FORMERLY, "Mayor"), ("Mayor", OF, "Laredo")},
        ),
        (
            "Jane Doe spoke. She was elected mayor of Laredo in 2015.",
            {("she", HOLDS, "Mayor"), ("Mayor", OF, "Laredo")},
        ),
        ("Jane Doe is the first mayor of Laredo.", {("Jane Doe", HOLDS, "Mayor"), ("Mayor", OF, "Laredo")}),
        ("Jane Doe was the keynote speaker of the Rural Housing Alliance.", set()),
    ],
)
def test_what_is_over(parsed: Parsed, gazetteer: Gazetteer, text: str, said: Said) -> None:
    _check(parsed, gazetteer, text, said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Jane Doe was elected mayor of Laredo on Tuesday.",
            {("Jane Doe", HOLDS, "Mayor"), ("Mayor", OF, "Laredo")},
        ),
        (
            "Jane Doe was elected mayor of Laredo in 1992.",
            {("Jane Doe", FORMERLY, "Mayor"), ("Mayor", OF, "Laredo")},
        ),
        ("Jane Doe was nominated as ambassador to France.", set()),
        (
            "Jane Doe was named director of the Rural Housing Alliance.",
            {
                ("Jane Doe", HOLDS, "director"),
                ("director", IN, RHA),
                ("Jane Doe", MEMBER, RHA),
                ("Jane Doe", HEAD, RHA),
            },
        ),
        (
            "John Roe appointed Jane Doe as director of the Rural Housing Alliance.",
            {
                ("Jane Doe", HOLDS, "director"),
                ("director", IN, RHA),
                ("Jane Doe", MEMBER, RHA),
                ("Jane Doe", HEAD, RHA),
            },
        ),
    ],
)
def test_what_is_taken(parsed: Parsed, gazetteer: Gazetteer, text: str, said: Said) -> None:
    _check(parsed, gazetteer, text, said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # who took one office left the other, and who had it before has it no more
        (
            "Secretary of State Jane Doe was sworn in as governor on Monday, following the resignation of Governor "
            "John Roe.",
            {
                ("Jane Doe", FORMERLY, "Secretary of State"),
                ("Jane Doe", HOLDS, "Governor"),
                ("John Roe", FORMERLY, "Governor"),
            },
        ),
        (
            "Governor John Roe resigned on Friday. Governor Roe had led the state since 2016.",
            {("John Roe", FORMERLY, "Governor"), ("Roe", FORMERLY, "Governor")},
        ),
        ("Governor John Roe will resign on Friday.", {("John Roe", HOLDS, "Governor")}),
        (
            "Mayor Jane Doe succeeded John Roe in May.",
            {("Jane Doe", HOLDS, "Mayor"), ("John Roe", FORMERLY, "Mayor")},
        ),
        # several hold this one
        (
            "Jane Doe was sworn in as senator on Monday. Senator John Roe was there.",
            {("Jane Doe", HOLDS, "Senator"), ("John Roe", HOLDS, "Senator")},
        ),
        # the table of terms knows when he left
        (
            "President Barack Obama signed the order in 2012.",
            {("Barack Obama", FORMERLY, "President")},
        ),
    ],
)
def test_what_the_rest_of_the_text_tells(parsed: Parsed, gazetteer: Gazetteer, text: str, said: Said) -> None:
    _check(parsed, gazetteer, text, said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Jane Smith and John Driggs are Republicans.",
            {("Jane Smith", MEMBER, REPUBLICANS), ("John Driggs", MEMBER, REPUBLICANS)},
        ),
        ("Jane Smith was a Republican then.", set()),
        ("Jane Smith is not a Republican.", set()),
        (
            "Democratic challenger Jane Doe met John Roe, the Ohio Republican.",
            {("Jane Doe", MEMBER, DEMOCRATS), ("John Roe", MEMBER, REPUBLICANS)},
        ),
        ("Jane Doe, a former Democrat, praised the ruling.", set()),
        (
            "Mayor Jane Doe, a Democrat, and Sheriff John Roe spoke.",
            {("Jane Doe", HOLDS, "Mayor"), ("John Roe", HOLDS, "Sheriff"), ("Jane Doe", MEMBER, DEMOCRATS)},
        ),
    ],
)
def test_parties(parsed: Parsed, gazetteer: Gazetteer, text: str, said: Said) -> None:
    _check(parsed, gazetteer, text, said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Jane Doe, a professor of political science at the University of Texas, praised the ruling.",
            {
                ("Jane Doe", HOLDS, "professor"),
                ("professor", IN, "University of Texas"),
                ("Jane Doe", MEMBER, "University of Texas"),
            },
        ),
        (
            "Commissioner Jane Doe of the Connecticut Department of Public Safety praised the ruling.",
            {
                ("Jane Doe", HOLDS, "Commissioner"),
                ("Commissioner", IN, "Connecticut Department of Public Safety"),
                ("Connecticut Department of Public Safety", OF, "Connecticut"),
            },
        ),
        ("Dr. Jane Doe of the Rural Housing Alliance praised the ruling.", {("Jane Doe", MEMBER, RHA)}),
        (
            "Rural Housing Alliance chairman and CEO Jane Doe praised the ruling.",
            {
                ("Jane Doe", HOLDS, "chairman"),
                ("chairman", IN, RHA),
                ("Jane Doe", HOLDS, "CEO"),
                ("CEO", IN, RHA),
                ("Jane Doe", MEMBER, RHA),
                ("Jane Doe", HEAD, RHA),
            },
        ),
        (
            "Senate Judiciary Committee Chairwoman Jane Doe and Ranking Member John Roe introduced it.",
            {
                ("Jane Doe", HOLDS, "Chairwoman"),
                ("Chairwoman", IN, SJC),
                ("Jane Doe", MEMBER, SJC),
                ("Jane Doe", HEAD, SJC),
                ("John Roe", HOLDS, "Ranking Member"),
                ("Ranking Member", IN, SJC),
                ("John Roe", MEMBER, SJC),
            },
        ),
        (
            "Senate Judiciary Committee members Jane Doe and John Roe are cosponsors.",
            {("Jane Doe", MEMBER, SJC), ("John Roe", MEMBER, SJC)},
        ),
        (
            "Chicago Police Superintendent Jane Doe spoke to the Chicago City Council with City Council Speaker "
            "John Roe.",
            {
                ("Jane Doe", HOLDS, "Police Superintendent"),
                ("Police Superintendent", OF, "Chicago"),
                ("Police Superintendent", IN, "Chicago Police Department"),
                ("John Roe", HOLDS, "City Council Speaker"),
                ("City Council Speaker", IN, "Chicago City Council"),
            },
        ),
        (
            "The Justice Department cited a report by Jane Doe, the department's inspector general.",
            {("Jane Doe", HOLDS, "inspector general"), ("inspector general", IN, "department")},
        ),
        (
            "Jane Doe, deputy director of the Rural Housing Alliance, praised the ruling.",
            {("Jane Doe", HOLDS, "deputy director"), ("deputy director", IN, RHA), ("Jane Doe", MEMBER, RHA)},
        ),
        ("It was wrong to judge Jane Doe by that.", set()),
        (
            "A former adviser for Ohio Governor Jane Doe was sentenced.",
            {("Jane Doe", HOLDS, "Governor"), ("Governor", OF, "Ohio")},
        ),
    ],
)
def test_bodies(parsed: Parsed, gazetteer: Gazetteer, text: str, said: Said) -> None:
    _check(parsed, gazetteer, text, said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Presidents Jane Doe of Nigeria and John Roe of Benin signed the agreement.",
            {
                ("Jane Doe", HOLDS, "President"),
                ("President", OF, "Nigeria"),
                ("John Roe", HOLDS, "President"),
                ("President", OF, "Benin"),
            },
        ),
        (
            "The Ukrainian President Jane Doe signed it with South Korean president John Roe.",
            {
                ("Jane Doe", HOLDS, "President"),
                ("President", OF, "Ukraine"),
                ("John Roe", HOLDS, "President"),
                ("President", OF, "South Korea"),
            },
        ),
        ("In Virginia President Jane Doe said no.", {("Jane Doe", HOLDS, "President")}),
        ("Washington D.C. Senator Jane Doe praised the ruling.", {("Jane Doe", HOLDS, "Senator")}),
        (
            "Senator Jane Doe of Minnesota praised the ruling.",
            {("Jane Doe", HOLDS, "Senator"), ("Senator", OF, "Minnesota")},
        ),
        (
            "Senator Amy Klobuchar of Minnesota praised the ruling.",
            {
                ("Amy Klobuchar", HOLDS, "Senator"),
                ("Senator", OF, "Minnesota"),
                ("Amy Klobuchar", FOR, "Minnesota"),
            },
        ),
        (
            "Members of Utah's Congressional Delegation met. Sens. Orrin Hatch and Jane Doe spoke.",
            {
                ("Orrin Hatch", HOLDS, "Senator"),
                ("Jane Doe", HOLDS, "Senator"),
                ("Orrin Hatch", FOR, "Utah"),
            },
        ),
        (
            "United States Senator from Vermont Jane Doe endorsed the plan.",
            {
                ("Jane Doe", HOLDS, "United States Senator"),
                ("United States Senator", OF, "Vermont"),
                ("Jane Doe", FOR, "Vermont"),
            },
        ),
        (
            "Council members Jane Doe, Xyl Roe and Ann Poe voted yes.",
            {
                ("Jane Doe", HOLDS, "Council Member"),
                ("Xyl Roe", HOLDS, "Council Member"),
                ("Ann Poe", HOLDS, "Council Member"),
            },
        ),
    ],
)
def test_places(parsed: Parsed, gazetteer: Gazetteer, text: str, said: Said) -> None:
    _check(parsed, gazetteer, text, said)
