"""Edges told by verbs and nouns, and how they are put; the parses are stored."""

from collections.abc import Callable

import pytest

from policygraph import pipeline, vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Claim, Extraction, Modality, Polarity

Parsed = Callable[[str], AnnotatedDocument]
# An edge with its two ends.
Edge = tuple[str, str, str]
ACT, CLUB = "Clean Rivers Act", "Sierra Club"
_EDGES = {
    vocab.MEMBER_OF: "memberOf",
    vocab.HEAD_OF: "headOf",
    vocab.REPRESENTS: "represents",
    vocab.FOUNDER: "founder",
    vocab.BASED_NEAR: "basedNear",
    vocab.SUB_ORGANIZATION_OF: "subOrganizationOf",
    vocab.SPONSOR: "sponsor",
    vocab.SUPPORTS: "supports",
    vocab.OPPOSES: "opposes",
    vocab.HAS_JURISDICTION: "jurisdiction",
}


def _claims(found: Extraction) -> list[Claim]:
    return [c for c in found.claims if c.predicate in _EDGES]


def _edge(claim: Claim, found: Extraction) -> Edge:
    names = {m.id: m.name for m in found.mentions}
    return names[claim.subject], _EDGES[claim.predicate], names[str(claim.object)]


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("Jane Doe joined the Sierra Club in 2015.", [("Jane Doe", "memberOf", CLUB)]),
        (
            "Jane Doe and John Roe are members of the Sierra Club.",
            [("Jane Doe", "memberOf", CLUB), ("John Roe", "memberOf", CLUB)],
        ),
        ("Jane Doe, a member of the Sierra Club, voted no.", [("Jane Doe", "memberOf", CLUB)]),
        ("Jane Doe, who represents Chicago, voted no.", [("Jane Doe", "represents", "Chicago")]),
        ("Jane Doe, who leads the Sierra Club, sued Chicago.", [("Jane Doe", "headOf", CLUB)]),
        # From the organization to who founded it, in either voice.
        ("Jane Doe founded the Sierra Club.", [(CLUB, "founder", "Jane Doe")]),
        ("The Sierra Club was founded by Jane Doe.", [(CLUB, "founder", "Jane Doe")]),
        ("The Sierra Club, based in Oakland, sued Jane Doe.", [(CLUB, "basedNear", "Oakland")]),
        (
            "The Border Patrol is part of Customs and Border Protection.",
            [("Border Patrol", "subOrganizationOf", "Customs and Border Protection")],
        ),
        (
            "Senators Jane Doe and John Roe introduced the Clean Rivers Act.",
            [(ACT, "sponsor", "Jane Doe"), (ACT, "sponsor", "John Roe")],
        ),
        # A policy's jurisdiction stands beside it; 'DACA in Ohio' is not Ohio's.
        ("Jane Doe signed California's landmark SB 54 on Thursday.", [("SB 54", "jurisdiction", "California")]),
        ("Texas Senate Bill 4 passed the House.", [("Senate Bill 4", "jurisdiction", "Texas")]),
        ("Critics of SB 1070 of Arizona went to court.", [("SB 1070", "jurisdiction", "Arizona")]),
        (
            "Chicago's Welcoming City Ordinance was amended.",
            [("Welcoming City Ordinance", "jurisdiction", "Chicago")],
        ),
        ("California's DACA recipients and Texas Clean Air Act suits are many.", []),
        ("DACA in Ohio ended.", []),
        ("The Clean Rivers Act was introduced by Senator Jane Doe.", [(ACT, "sponsor", "Jane Doe")]),
        ("Jane Doe is the author of the Clean Rivers Act.", [(ACT, "sponsor", "Jane Doe")]),
        ("Jane Doe supports the Clean Rivers Act.", [("Jane Doe", "supports", ACT)]),
        ("The Clean Rivers Act was endorsed by the Sierra Club.", [(CLUB, "supports", ACT)]),
        ("Jane Doe opposes the Clean Rivers Act.", [("Jane Doe", "opposes", ACT)]),
        # A deed stays done.
        ("Jane Doe once introduced the Clean Rivers Act.", [(ACT, "sponsor", "Jane Doe")]),
        ("She supports the Clean Rivers Act.", [("she", "supports", ACT)]),
        # The place that a body carries in its name.
        (
            "The Travis County Library Board met on Friday.",
            [("Travis County Library Board", "jurisdiction", "Travis County")],
        ),
    ],
)
def test_what_is_so(parsed: Parsed, gazetteer: Gazetteer, text: str, edges: list[Edge]) -> None:
    found = pipeline.extract(parsed(text), gazetteer)
    claims = _claims(found)
    assert [_edge(c, found) for c in claims] == edges
    assert all(c.plain for c in claims)
    assert all(c.evidence.span.start == 0 and c.evidence.span.end == len(text) for c in claims)


@pytest.mark.parametrize(
    ("text", "edge", "polarity", "modality"),
    [
        (
            "Jane Doe does not support the Clean Rivers Act.",
            ("Jane Doe", "supports", ACT),
            Polarity.DENIED,
            Modality.STATED,
        ),
        (
            "Jane Doe is not the author of the Clean Rivers Act.",
            (ACT, "sponsor", "Jane Doe"),
            Polarity.DENIED,
            Modality.STATED,
        ),
        (
            "Jane Doe never joined the Sierra Club.",
            ("Jane Doe", "memberOf", CLUB),
            Polarity.DENIED,
            Modality.STATED,
        ),
        (
            "Jane Doe will support the Clean Rivers Act.",
            ("Jane Doe", "supports", ACT),
            Polarity.AFFIRMED,
            Modality.PLANNED,
        ),
        # What has ended is not so any more.
        *(
            (text, ("Jane Doe", edge, end), Polarity.DENIED, Modality.STATED)
            for text, edge, end in (
                ("Jane Doe, a former member of the Sierra Club, voted no.", "memberOf", CLUB),
                ("Jane Doe is no longer a member of the Sierra Club.", "memberOf", CLUB),
                ("Jane Doe was a member of the Sierra Club.", "memberOf", CLUB),
                ("Jane Doe served on the Senate Judiciary Committee.", "memberOf", "Senate Judiciary Committee"),
                ("Jane Doe once led the Sierra Club.", "headOf", CLUB),
                ("Jane Doe used to lead the Sierra Club.", "headOf", CLUB),
                ("Jane Doe stopped supporting the Clean Rivers Act.", "supports", ACT),
                ("Jane Doe no longer supports the Clean Rivers Act.", "supports", ACT),
            )
        ),
        (
            "Jane Doe wants to join the Sierra Club.",
            ("Jane Doe", "memberOf", CLUB),
            Polarity.AFFIRMED,
            Modality.PLANNED,
        ),
    ],
)
def test_what_is_denied_or_planned(
    parsed: Parsed, gazetteer: Gazetteer, text: str, edge: Edge, polarity: Polarity, modality: Modality
) -> None:
    found = pipeline.extract(parsed(text), gazetteer)
    (claim,) = _claims(found)
    assert _edge(claim, found) == edge
    assert (claim.polarity, claim.modality, claim.attributed_to) == (polarity, modality, None)
    assert not claim.plain


def test_neither_is_denied_of_both(parsed: Parsed, gazetteer: Gazetteer) -> None:
    found = pipeline.extract(parsed("Neither Jane Doe nor John Roe supports the Clean Rivers Act."), gazetteer)
    claims = _claims(found)
    assert [_edge(c, found)[0] for c in claims] == ["Jane Doe", "John Roe"]
    assert {c.polarity for c in claims} == {Polarity.DENIED}


@pytest.mark.parametrize(
    ("verb", "polarity"), [("said", Polarity.AFFIRMED), ("denied", Polarity.DENIED)], ids=["said", "denied"]
)
def test_what_somebody_said_is_alleged_by_them(
    parsed: Parsed, gazetteer: Gazetteer, verb: str, polarity: Polarity
) -> None:
    found = pipeline.extract(parsed(f"John Roe {verb} that Jane Doe opposes the Clean Rivers Act."), gazetteer)
    (claim,) = _claims(found)
    names = {m.id: m.name for m in found.mentions}
    assert _edge(claim, found) == ("Jane Doe", "opposes", ACT)
    assert (claim.polarity, claim.modality) == (polarity, Modality.ALLEGED)
    assert claim.attributed_to is not None
    assert names[claim.attributed_to] == "John Roe"
    assert not claim.plain


def test_who_tells_it_is_not_of_those_who_do_it(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = "According to John Roe, Jane Doe opposes the Clean Rivers Act."
    found = pipeline.extract(parsed(text), gazetteer)
    assert [_edge(c, found) for c in _claims(found)] == [("Jane Doe", "opposes", ACT)]


@pytest.mark.parametrize(
    "text",
    [
        '"Jane Doe opposes the Clean Rivers Act," John Roe said.',  # his words
        "If Jane Doe supports the Clean Rivers Act, it will pass.",  # a condition
        "Jane Doe opposes cruelty.",  # no policy and nobody
        "Jane Doe joined the march.",  # no organization
        "Jane Doe joined the Sierra Club in opposing the bill.",  # for once
        "Jane Doe joined the Sierra Club at a rally in Chicago.",
        "Jane Doe directed the Department of Energy to test the water.",  # an order
        "Jane Doe represents the Sierra Club.",  # no jurisdiction
        "Jane Doe supports an amendment to the Clean Rivers Act.",  # not the act
    ],
)
def test_no_edge(parsed: Parsed, gazetteer: Gazetteer, text: str) -> None:
    assert _claims(pipeline.extract(parsed(text), gazetteer)) == []
