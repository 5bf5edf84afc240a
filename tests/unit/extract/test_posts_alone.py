"""Posts that a text names without a holder, those of several holders, and leaders of chambers: as resolved."""

from collections.abc import Callable
from datetime import date

import pytest

from policygraph import pipeline, vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.assemble import assemble
from policygraph.gazetteer import Gazetteer
from policygraph.literals import text_of
from policygraph.model import Kind
from policygraph.resolve import resolve

Parsed = Callable[..., AnnotatedDocument]


def _held(annotated: AnnotatedDocument, gazetteer: Gazetteer) -> set[tuple[str, str]]:
    """(holder as written, slug of the post), '' where nobody is told to hold it."""
    found = pipeline.extract(annotated, gazetteer)
    decided = resolve(annotated.document, found, gazetteer)
    names = {m.id: m.name for m in found.mentions}
    holders = {c.object: names[c.subject] for c in found.claims if c.predicate in (vocab.HOLDS, vocab.FORMERLY_HELD)}
    return {(holders.get(m.id, ""), decided[m.id].entity.slug) for m in found.mentions if m.kind is Kind.POST}


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("The office of county clerk of Bexar County is vacant.", "us-tx-bexar-county-county-clerk"),
        ("Voters will elect a sheriff of Webb County.", "us-tx-webb-county-sheriff"),
        ("The mayor of Laredo praised the ruling.", "us-tx-laredo-mayor"),
        ("Applications for El Paso city manager are due Friday.", "us-tx-el-paso-city-manager"),
        ("The Texas governor's office praised the ruling.", "us-tx-governor"),
        ("The Mexican president praised the ruling.", "mx-president"),
        # Several, none of that place, or another's: no post is told.
        ("A judge in Texas praised the ruling.", ""),
        ("The mayors of Laredo and El Paso praised the ruling.", ""),
        ("The Webb County sheriff's deputies praised the ruling.", ""),
        ("A senator from Texas praised the ruling.", ""),
        ("The mayor praised the ruling.", ""),
    ],
)
def test_a_post_without_a_holder(parsed: Parsed, gazetteer: Gazetteer, text: str, post: str) -> None:
    """It is in the graph with what it is of, and has no membership."""
    annotated = parsed(text)
    assert _held(annotated, gazetteer) == ({("", post)} if post else set())
    found = pipeline.extract(annotated, gazetteer)
    quads = list(assemble(annotated.document, found, resolve(annotated.document, found, gazetteer)))
    posts = {text_of(q.subject) for q in quads if text_of(q.object) == vocab.POST}
    assert {p.rsplit("/", 1)[-1] for p in posts} == ({post} if post else set())
    assert posts <= {text_of(q.subject) for q in quads if q.predicate.value == vocab.HAS_JURISDICTION}
    assert not [q for q in quads if q.predicate.value == vocab.MEMBER]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (
            "Council members Jane Doe and John Roe of Laredo opposed it.",
            {("Jane Doe", "us-tx-laredo-council-member"), ("John Roe", "us-tx-laredo-council-member")},
        ),
        (
            "Lt. Gov. Jane Doe and Secretary of State John Roe of Texas opposed it.",
            {("Jane Doe", "us-tx-lieutenant-governor"), ("John Roe", "us-tx-secretary-of-state")},
        ),
        (
            "Mayor Jane Doe and City Manager John Roe of Laredo opposed it.",
            {("Jane Doe", "us-tx-laredo-mayor"), ("John Roe", "us-tx-laredo-city-manager")},
        ),
        (
            "Senators John McCain of Arizona and Ted Cruz of Texas opposed it.",
            {("John McCain", "us-az-united-states-senator"), ("Ted Cruz", "us-tx-united-states-senator")},
        ),
        (
            "Sheriff Jane Doe of Webb County and Mayor John Roe of Laredo opposed it.",
            {("Jane Doe", "us-tx-webb-county-sheriff"), ("John Roe", "us-tx-laredo-mayor")},
        ),
        # ---- leaders
        ("Leader Schumer opposed it.", {("Schumer", "us-senate-minority-leader")}),
        ("Whip Steve Scalise opposed it.", {("Steve Scalise", "us-house-majority-whip")}),
        (
            "Majority Leader Kevin McCarthy of California opposed it.",
            {("Kevin McCarthy", "us-house-majority-leader")},
        ),
        ("Nancy Pelosi, the minority leader, opposed it.", {("Nancy Pelosi", "us-house-minority-leader")}),
        (
            "Jane Doe, majority leader of the Ohio Senate, opposed it.",
            {("Jane Doe", "us-oh-senate-majority-leader")},
        ),
        (
            "Majority Leader Jane Doe praised the Texas Senate.",
            {("Jane Doe", "us-tx-senate-majority-leader")},
        ),
        ("Minority Leader Jane Doe opposed it.", set()),
        ("Union Leader Jane Doe opposed it.", set()),
    ],
)
def test_posts_of_several_and_of_leaders(
    parsed: Parsed, gazetteer: Gazetteer, text: str, held: set[tuple[str, str]]
) -> None:
    assert _held(parsed(text), gazetteer) == held


def test_no_place_is_shared_with_a_nation_or_another_level(parsed: Parsed, gazetteer: Gazetteer) -> None:
    found = _held(parsed("President Jane Doe and Prime Minister John Roe of Canada opposed it."), gazetteer)
    assert ("John Roe", "ca-prime-minister") in found
    assert ("Jane Doe", "ca-president") not in found
    found = _held(parsed("Mayors Jane Doe and John Roe of Laredo opposed it."), gazetteer)
    assert [post for _, post in found].count("us-tx-laredo-mayor") == 1
    found = _held(parsed("Senators John McCain and Ted Cruz of Texas opposed it."), gazetteer)
    assert ("John McCain", "us-az-united-states-senator") in found


def test_which_leader_is_told_by_the_day(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = "Leader Schumer opposed it."
    assert _held(parsed(text, date(2022, 5, 2)), gazetteer) == {("Schumer", "us-senate-majority-leader")}
    assert _held(parsed(text, None), gazetteer) == set()


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Cook County Clerk John Roe opposed it.", {("John Roe", "us-il-cook-county-county-clerk")}),
        ("The Cook County assessor, John Roe, opposed it.", {("John Roe", "us-il-cook-county-county-assessor")}),
        ("Laredo's mayor, Jane Doe, opposed it.", {("Jane Doe", "us-tx-laredo-mayor")}),
        ("Jane Doe, 45, the mayor of Laredo, opposed it.", {("Jane Doe", "us-tx-laredo-mayor")}),
        ("Jane Doe, elected mayor of Laredo in May, opposed it.", {("Jane Doe", "us-tx-laredo-mayor")}),
        ("Jane Doe, a two-term mayor of Laredo, opposed it.", {("Jane Doe", "us-tx-laredo-mayor")}),
        ("John Roe, a Laredo councilman, opposed it.", {("John Roe", "us-tx-laredo-council-member")}),
        ("The council named Jane Doe interim city manager of Laredo.", {("Jane Doe", "us-tx-laredo-city-manager")}),
        ("The commission appointed John Roe sheriff of Webb County.", {("John Roe", "us-tx-webb-county-sheriff")}),
        ("Longtime Webb County Sheriff John Roe opposed it.", {("John Roe", "us-tx-webb-county-sheriff")}),
        (
            "School Board President Jane Doe of Laredo opposed it.",
            {("Jane Doe", "us-tx-laredo-school-board-president")},
        ),
        (
            "Nikki Haley, the U.S. ambassador to the United Nations, opposed it.",
            {("Nikki Haley", "us-ambassador-to-the-united-nations")},
        ),
    ],
)
def test_local_offices(parsed: Parsed, gazetteer: Gazetteer, text: str, held: set[tuple[str, str]]) -> None:
    assert _held(parsed(text), gazetteer) == held


def test_ambassadors_are_told_apart_by_where_they_are_sent(parsed: Parsed, gazetteer: Gazetteer) -> None:
    there = _held(parsed("Jane Doe, the U.S. ambassador to Mexico, opposed it."), gazetteer)
    same = _held(parsed("U.S. Ambassador to Mexico Jane Doe opposed it."), gazetteer)
    other = _held(parsed("Jane Doe, the U.S. ambassador to Canada, opposed it."), gazetteer)
    assert {who for who, _ in there | same | other} == {"Jane Doe"}
    assert {post for _, post in there} == {post for _, post in same}
    assert not {post for _, post in there} & {post for _, post in other}


def test_members_of_one_board_hold_one_post(parsed: Parsed, gazetteer: Gazetteer) -> None:
    """By the singular of the title, of the body told after the last; a court's judges are of no state."""
    held = _held(parsed("Trustees Jane Doe and John Roe of the Laredo School District opposed it."), gazetteer)
    assert {who for who, _ in held} == {"Jane Doe", "John Roe"}
    assert [post.rsplit("-", 1)[0] for post in {post for _, post in held}] == ["trustee"]
    held = _held(
        parsed("Judge Jane Doe of the U.S. District Court for the Western District of Texas ruled."), gazetteer
    )
    assert {post.rsplit("-", 1)[0] for _, post in held} == {"judge"}
