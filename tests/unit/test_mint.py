"""Minting, on any text: deterministic, always a valid IRI, ASCII, no slash in a local name."""

import re

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from policygraph import vocab
from policygraph.model import Kind, Span

MINTER = vocab.Minter()
# Names as they may come out of a text: any code points, surrogates aside, which no UTF-8 text holds.
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=80)
SPANS = st.tuples(st.integers(0, 10**7), st.integers(1, 10**4)).map(
    lambda pair: Span(start=pair[0], end=pair[0] + pair[1])
)


def _is_ours(iri: str, kind: str) -> None:
    assert iri.isascii()
    NamedNode(iri)  # raises for what is no IRI
    local = iri.removeprefix(f"{vocab.BASE}{kind}/")
    assert local != iri
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", local), local


@given(kind=st.sampled_from(list(Kind)), name=NAMES, context=NAMES)
def test_an_unlinked_entity_has_an_iri_whatever_its_name(kind: Kind, name: str, context: str) -> None:
    local = vocab.unlinked_slug(name, context)
    _is_ours(MINTER.entity(kind, local), kind.value)
    assert vocab.unlinked_slug(name, context) == local


@given(name=NAMES)
def test_a_slug_is_ascii_and_its_own_slug(name: str) -> None:
    slug = vocab.slug(name)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert vocab.slug(slug) == slug


@given(first=NAMES, second=NAMES, context=NAMES)
def test_names_that_differ_in_letters_or_digits_never_meet(first: str, second: str, context: str) -> None:
    if vocab.slug(first)[:60] != vocab.slug(second)[:60]:
        assert vocab.unlinked_slug(first, context) != vocab.unlinked_slug(second, context)


@given(said=st.lists(NAMES, min_size=6, max_size=6), span=SPANS, document=NAMES)
def test_what_is_hashed_has_a_valid_iri(said: list[str], span: Span, document: str) -> None:
    claim = MINTER.claim(said[0], said[1], said[2], said[3], said[4], said[5])
    _is_ours(claim, "claim")
    _is_ours(MINTER.evidence(claim, document, span, "rule"), "evidence")
    _is_ours(MINTER.evidence(claim, document, None, "rule"), "evidence")
    _is_ours(MINTER.attribution("0123456789ab", span), "attribution")
    _is_ours(MINTER.candidate(claim, document), "candidate")
    _is_ours(MINTER.entity(Kind.EVENT, vocab.event_slug("0123456789ab", "NewsConference", span)), "event")


@given(span=SPANS)
def test_a_mention_is_a_fragment_of_its_document(span: Span) -> None:
    iri = MINTER.mention("0123456789ab", span)
    assert iri == f"{vocab.BASE}doc/0123456789ab#char={span.start},{span.end}"
    NamedNode(iri)


# The hash: printf 'вера петрова\x1fx' | sha256sum
def test_names_in_other_letters_are_told_apart_and_compared_without_case() -> None:
    upper, lower = vocab.unlinked_slug("ВЕРА ПЕТРОВА", "x"), vocab.unlinked_slug("Вера Петрова", "x")
    assert upper == lower == "f1afac"
    names = ("Вера Петрова", "Вера Петров", "王芳", "王方", "سارة", "سامي", "דנה", "שרה", "Ελένη")
    assert len({vocab.unlinked_slug(name, "x") for name in names}) == len(names)
