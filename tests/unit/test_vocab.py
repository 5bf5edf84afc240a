"""Names and IRIs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from policygraph import vocab
from policygraph.model import Kind, Span

MINTER = vocab.Minter()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Cook County", "cook-county"),
        ("Verónica O'Rourke-Núñez", "veronica-orourke-nunez"),
        ("Verónica O’Rourke-Núñez", "veronica-orourke-nunez"),
        ("U.S. Senator", "u-s-senator"),
        ("S.B. 54", "s-b-54"),
        ("東京", ""),
    ],
)
def test_slug(name: str, slug: str) -> None:
    assert vocab.slug(name) == slug


# The hashes below are the first digits of: printf 'jane-doe\x1fdoe-county' | sha256sum, and so on.
def test_an_unlinked_entity_is_told_by_its_name_and_context() -> None:
    assert vocab.unlinked_slug("Jane Doe", "doe-county") == "jane-doe-b28a84"
    assert vocab.unlinked_slug("JANE DOE", "doe-county") == "jane-doe-b28a84"
    assert vocab.unlinked_slug("Jane Doe", "roe-county") == "jane-doe-a03d56"


def test_a_name_without_latin_letters_still_has_a_slug_of_its_own() -> None:
    assert re.fullmatch("[0-9a-f]{6}", vocab.unlinked_slug("東京", "x"))
    assert vocab.unlinked_slug("東京", "x") != vocab.unlinked_slug("大阪", "x")


def test_iris() -> None:
    base = "https://w3id.org/policygraph/id/"
    assert MINTER.entity(Kind.JURISDICTION, "us-il") == base + "jurisdiction/us-il"
    assert MINTER.document("0123456789ab") == base + "doc/0123456789ab"
    assert MINTER.mention("0123456789ab", Span(start=3, end=9)) == base + "doc/0123456789ab#char=3,9"
    assert MINTER.membership("jane-doe", "clerk") == base + "membership/jane-doe--clerk"
    assert MINTER.membership("jane-doe", "clerk", "2021") == base + "membership/jane-doe--clerk--2021"


def test_the_base_is_an_option() -> None:
    minter = vocab.Minter(base="https://example.org/")
    assert minter.entity(Kind.PERSON, "jane-doe") == "https://example.org/person/jane-doe"
    assert vocab.prefixes("https://example.org/")["person"] == "https://example.org/person/"
    assert vocab.prefixes("https://example.org/")["pg"] == vocab.PG


def test_a_claim_is_told_by_all_that_it_says_and_by_nothing_else() -> None:
    said = ("a", "b", "c", "affirmed", "stated", "")
    assert MINTER.claim(*said) == "https://w3id.org/policygraph/id/claim/10f10790578ef46b"
    others = [(*said[:i], "x", *said[i + 1 :]) for i in range(6)]
    assert len({MINTER.claim(*other) for other in (said, *others)}) == 7


def test_evidence_is_told_by_claim_document_and_place() -> None:
    span = Span(start=1, end=5)
    iris = {
        MINTER.evidence("c", "d", span, "rule"),
        MINTER.evidence("x", "d", span, "rule"),
        MINTER.evidence("c", "x", span, "rule"),
        MINTER.evidence("c", "d", Span(start=1, end=6), "rule"),
        MINTER.evidence("c", "d", None, "reference"),
    }
    assert len(iris) == 5
    # Two rules that read one claim from one sentence give one piece of evidence.
    assert MINTER.evidence("c", "d", span, "other") in iris


def test_identifiers_of_the_graph() -> None:
    assert vocab.identifier_term("wikidata", "Q30") == (
        vocab.EXACT_MATCH,
        "http://www.wikidata.org/entity/Q30",
        True,
    )
    assert vocab.identifier_term("geonames", "42") == (
        vocab.EXACT_MATCH,
        "https://sws.geonames.org/42/",
        True,
    )
    assert vocab.identifier_term("geoid", "17") == (vocab.GEOID, "17", False)
    with pytest.raises(ValueError, match="nonesuch"):
        vocab.identifier_term("nonesuch", "1")


def test_a_prefix_a_kind_of_resource_and_none_inside_another() -> None:
    prefixes = vocab.prefixes()
    assert set(vocab.RESOURCE_KINDS) <= prefixes.keys()
    assert {kind.value for kind in Kind} <= set(vocab.RESOURCE_KINDS)
    spaces = list(prefixes.values())
    assert not [(a, b) for a in spaces for b in spaces if a != b and a.startswith(b)]


@given(name=st.text(), context=st.text())
def test_minting_is_deterministic_and_always_a_valid_ascii_iri_without_a_slash(name: str, context: str) -> None:
    local = vocab.unlinked_slug(name, context)
    assert local == vocab.unlinked_slug(name, context)
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", local)
    NamedNode(MINTER.entity(Kind.PERSON, local))  # raises ValueError if it is no IRI
    NamedNode(MINTER.claim(local, name, context, "affirmed", "stated", ""))
