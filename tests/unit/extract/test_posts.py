"""Who holds what, from titles and what stands around them; the parses are stored."""

from collections.abc import Callable

import pytest

from policygraph import pipeline, vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Extraction, Kind

Parsed = Callable[[str], AnnotatedDocument]
Said = set[tuple[str, str, str]]

HOLDS, FORMERLY, MEMBER = "holds", "formerlyHeld", "memberOf"
_NAMES = {
    vocab.HOLDS: HOLDS,
    vocab.FORMERLY_HELD: FORMERLY,
    vocab.MEMBER_OF: MEMBER,
    vocab.REPRESENTS: "represents",
    vocab.HAS_JURISDICTION: "jurisdiction",
    vocab.POST_IN: "postIn",
}


def _said(found: Extraction) -> Said:
    """(subject, predicate, object) of all claims, by the names of the mentions."""
    names = {m.id: m.name for m in found.mentions}
    return {
        (names[c.subject], _NAMES[c.predicate], names[c.object])
        for c in found.claims
        if c.predicate in _NAMES and isinstance(c.object, str)
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # ---- a title before a name
        ("Mayor Jane Doe opened the meeting.", {("Jane Doe", HOLDS, "Mayor")}),
        # ---- names of several particles, and all in capitals; an office of a school district
        (
            "Mayor Juan de la Cruz Jr. of Laredo opened the meeting.",
            {("Juan de la Cruz Jr.", HOLDS, "Mayor"), ("Mayor", "jurisdiction", "Laredo")},
        ),
        (
            "MAYOR JANE DOE OF LAREDO WROTE.",
            {("JANE DOE", HOLDS, "Mayor"), ("Mayor", "jurisdiction", "LAREDO")},
        ),
        ("Outgoing Superintendent Ann Poe opened the meeting.", {("Ann Poe", HOLDS, "Superintendent")}),
        (
            "Texas Governor Jane Doe praised the ruling.",
            {("Jane Doe", HOLDS, "Governor"), ("Governor", "jurisdiction", "Texas")},
        ),
        (
            "Cook County Sheriff Jane Doe praised the ruling.",
            {("Jane Doe", HOLDS, "Sheriff"), ("Sheriff", "jurisdiction", "Cook County")},
        ),
        ("Acting Sheriff John Roe praised the ruling.", {("John Roe", HOLDS, "Sheriff")}),
        (
            "U.S. Attorney General Jane Doe praised the ruling.",
            {("Jane Doe", HOLDS, "Attorney General"), ("Attorney General", "jurisdiction", "U.S.")},
        ),
        # ---- after a name
        (
            "Jane Doe, the mayor of Laredo, opened the meeting.",
            {("Jane Doe", HOLDS, "Mayor"), ("Mayor", "jurisdiction", "Laredo")},
        ),
        (
            '"We lost," said Jane Doe, the mayor of Laredo.',
            {("Jane Doe", HOLDS, "Mayor"), ("Mayor", "jurisdiction", "Laredo")},
        ),
        ("The mayor, Jane Doe, praised the ruling.", {("Jane Doe", HOLDS, "Mayor")}),
        # ---- several holders
        (
            "Senators Jane Doe and John Roe voted against the measure.",
            {("Jane Doe", HOLDS, "Senator"), ("John Roe", HOLDS, "Senator")},
        ),
        (
            "Mayor Jane Doe and Sheriff John Roe opened the meeting.",
            {("Jane Doe", HOLDS, "Mayor"), ("John Roe", HOLDS, "Sheriff")},
        ),
        # ---- parties
        (
            "Republican Sen. Jane Doe opposed the bill.",
            {("Jane Doe", HOLDS, "Senator"), ("Jane Doe", MEMBER, "Republican Party")},
        ),
        ("Democrat Jane Doe praised the ruling.", {("Jane Doe", MEMBER, "Democratic Party")}),
        # ---- tags
        (
            "Sen. Jane Doe, R-Wis., praised the ruling.",
            {
                ("Jane Doe", HOLDS, "Senator"),
                ("Senator", "jurisdiction", "Wisconsin"),
                ("Jane Doe", MEMBER, "Republican Party"),
                ("Jane Doe", "represents", "Wisconsin"),
            },
        ),
        (
            "Rep. Jane Doe (D-N.M.) praised the ruling.",
            {
                ("Jane Doe", HOLDS, "Representative"),
                ("Representative", "jurisdiction", "New Mexico"),
                ("Jane Doe", MEMBER, "Democratic Party"),
                ("Jane Doe", "represents", "New Mexico"),
            },
        ),
        (
            "Sens. Jane Doe, D-Ohio, and John Roe, R-Texas, voted no.",
            {
                ("Jane Doe", HOLDS, "Senator"),
                ("John Roe", HOLDS, "Senator"),
                ("Senator", "jurisdiction", "Ohio"),
                ("Senator", "jurisdiction", "Texas"),
                ("Jane Doe", MEMBER, "Democratic Party"),
                ("John Roe", MEMBER, "Republican Party"),
                ("Jane Doe", "represents", "Ohio"),
                ("John Roe", "represents", "Texas"),
            },
        ),
        # ---- over, and not yet
        ("Former Governor Jane Doe praised the ruling.", {("Jane Doe", FORMERLY, "Governor")}),
        ("Mayoral candidate Jane Doe spoke on Monday.", set()),
        ("Governor-elect Jane Doe spoke on Monday.", set()),
        # ---- positions
        (
            "Jane Doe, executive director of the Rural Housing Alliance, praised the ruling.",
            {
                ("Jane Doe", HOLDS, "executive director"),
                ("executive director", "postIn", "Rural Housing Alliance"),
                ("Jane Doe", MEMBER, "Rural Housing Alliance"),
            },
        ),
        ("Director Jane Doe praised the ruling.", set()),
        # ---- forms of address, and no title at all
        ("Dr. Jane Doe praised the ruling.", set()),
        ("Jane Doe said the county would appeal.", set()),
    ],
)
def test_posts(parsed: Parsed, gazetteer: Gazetteer, text: str, said: Said) -> None:
    assert _said(pipeline.extract(parsed(text), gazetteer)) == said


def test_each_claim_rests_on_its_sentence(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = "The levy will double. Mayor Jane Doe opened the meeting."
    found = pipeline.extract(parsed(text), gazetteer)
    (claim,) = found.claims
    assert text[claim.evidence.span.start : claim.evidence.span.end] == "Mayor Jane Doe opened the meeting."
    assert claim.evidence.rule == "title-before-name"
    assert claim.evidence.confidence is None


def test_each_holder_of_a_plural_title_has_a_post_of_its_own(parsed: Parsed, gazetteer: Gazetteer) -> None:
    found = pipeline.extract(parsed("Senators Jane Doe and John Roe voted against the measure."), gazetteer)
    posts = [m for m in found.mentions if m.kind is Kind.POST]
    assert len({p.id for p in posts}) == 2
    assert len({p.span for p in posts}) == 1
    assert {c.object for c in found.claims if c.predicate == vocab.HOLDS} == {p.id for p in posts}


def test_ids_of_mentions_are_each_one(parsed: Parsed, gazetteer: Gazetteer) -> None:
    found = pipeline.extract(parsed("Sens. Jane Doe, D-Ohio, and John Roe, R-Texas, voted no."), gazetteer)
    ids = [m.id for m in found.mentions]
    assert len(ids) == len(set(ids))
