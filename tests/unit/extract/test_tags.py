"""Tags after a legislator's name, and the mentions they give."""

from collections.abc import Callable

import pytest

from policygraph.annotate import AnnotatedDocument
from policygraph.extract import _tags
from policygraph.gazetteer import Gazetteer
from policygraph.model import Kind

Tokenized = Callable[[str], AnnotatedDocument]


@pytest.mark.parametrize(
    ("text", "party", "place"),
    [
        ("Jane Doe, R-Wis., spoke.", "R", "Wis."),
        ("Jane Doe (R-Wis.) spoke.", "R", "Wis."),
        ("Jane Doe (D-N.M.) spoke.", "D", "N.M."),
        ("Jane Doe, D-N.M., spoke.", "D", "N.M."),
        ("Jane Doe, I-Vt., spoke.", "I", "Vt."),
        ("Jane Doe, DFL-Minn., spoke.", "DFL", "Minn."),
        ("Jane Doe, R-Wisconsin, spoke.", "R", "Wisconsin"),
        ("They met Jane Doe, R-Wisconsin.", "R", "Wisconsin"),
        ("They met Jane Doe, D-Calif.", "D", "Calif."),
        ("Jane Doe, D-New Mexico, spoke.", "D", "New Mexico"),
        ("Jane Doe, D-San Diego, spoke.", "D", "San Diego"),
        ("Jane Doe (TX-16) spoke.", None, "TX"),
        ("Jane Doe (D-TX-16) spoke.", "D", "TX"),
        ("Jane Doe (R–Ohio) spoke.", "R", "Ohio"),
        ("Jane Doe [R-Ohio] spoke.", "R", "Ohio"),
        ("Jane Doe (D-W.Va.) spoke.", "D", "W.Va."),
        ("Jane Doe (Fla.-19) spoke.", None, "Fla."),
        ("Jane Doe (R) spoke.", "R", None),
    ],
)
def test_tags(tokenized: Tokenized, text: str, party: str | None, place: str | None) -> None:
    (tag,) = _tags.tags(tokenized(text))
    assert (text[tag.party.start : tag.party.end] if tag.party else None) == party
    assert (text[tag.place.start : tag.place.end] if tag.place else None) == place
    assert tag.span.start == text.index((party or place or "")[:1], text.index("Doe") + 3)


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe, of Ohio, spoke.",
        "The R-rated film opened.",
        "C-SPAN showed it.",
        "A B-Plus grade is good.",
        "Jane Roe-Doe spoke.",
        "Take I-95 north.",
        "Room (12-16) is open.",
    ],
)
def test_what_is_no_tag(tokenized: Tokenized, text: str) -> None:
    assert _tags.tags(tokenized(text)) == ()


def test_a_tag_gives_its_party_and_its_place(tokenized: Tokenized, gazetteer: Gazetteer) -> None:
    text = "Jane Doe, R-Wis., and John Roe (D-TX-16) spoke."
    found = [
        (m.id, m.kind, text[m.span.start : m.span.end], m.name, m.rule)
        for m in _tags.mentions(tokenized(text), gazetteer)
    ]
    assert found == [
        ("t0-party", Kind.ORGANIZATION, "R", "Republican Party", "party-tag"),
        ("t0-place", Kind.JURISDICTION, "Wis.", "Wisconsin", "place-tag"),
        ("t1-party", Kind.ORGANIZATION, "D", "Democratic Party", "party-tag"),
        ("t1-place", Kind.JURISDICTION, "TX", "Texas", "place-tag"),
    ]


def test_an_independent_has_no_party(tokenized: Tokenized, gazetteer: Gazetteer) -> None:
    found = [m.id for m in _tags.mentions(tokenized("Jane Doe, I-Vt., spoke."), gazetteer)]
    assert found == ["t0-place"]


def test_a_place_that_no_table_knows_is_no_place(tokenized: Tokenized, gazetteer: Gazetteer) -> None:
    found = [m.id for m in _tags.mentions(tokenized("Jane Doe, D-Zzyzxville, spoke."), gazetteer)]
    assert found == ["t0-party"]


def test_the_words_of_tags_belong_to_no_other_name(tokenized: Tokenized) -> None:
    annotated = tokenized("Jane Doe, R-Wis., spoke.")
    covered = {annotated.words[i].text for i in _tags.covered(annotated)}
    assert covered == {"R-Wis."}
