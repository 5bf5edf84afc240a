"""Places that are told by an adjective, by a people, within a compound, or within another name."""

from collections.abc import Callable

import pytest

from policygraph import pipeline
from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Status
from policygraph.patterns import demonym_of
from policygraph.patterns.words import _demonyms
from policygraph.resolve import resolve

RULES = ("demonym", "compound", "within-name")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Georgian troops and Russian officials met.", [("Georgian", "ge"), ("Russian", "ru")]),
        ("Texans and New Yorkers will vote.", [("Texans", "us-tx"), ("New Yorkers", "us-ny")]),
        ("The European leaders met in Laredo.", [("European", "europe")]),
        ("She runs a Seattle-based company.", [("Seattle", "us-wa-seattle")]),
        ("The Turkish-Russian talks failed.", [("Turkish", "tr"), ("Russian", "ru")]),
        ("Sen. Jane Doe spoke to the Kentucky State Police.", [("Kentucky", "us-ky")]),
        ("The Georgian Parliament met.", [("Georgian", "ge")]),
        ("He spoke with U.S. Sen. Jane Doe.", [("U.S.", "us")]),
        # A newspaper's name tells nothing of where it is, and a language is no place.
        ("The Kansas Herald said so.", []),
        ("She answered in Spanish.", []),
    ],
)
def test_places_told_so(
    parsed: Callable[[str], AnnotatedDocument], gazetteer: Gazetteer, text: str, told: list[tuple[str, str]]
) -> None:
    annotated = parsed(text)
    found = pipeline.extract(annotated, gazetteer)
    decided = resolve(annotated.document, found, gazetteer)
    mentions = sorted((m for m in found.mentions if m.rule in RULES), key=lambda m: m.span.start)
    assert all(decided[m.id].status is Status.LINKED for m in mentions)
    assert [(text[m.span.start : m.span.end], decided[m.id].entity.slug) for m in mentions] == told


def test_a_demonym_may_end_a_text(tokenized: Callable[[str], AnnotatedDocument], gazetteer: Gazetteer) -> None:
    assert [m.name for m in pipeline.extract(tokenized("Many are Texans"), gazetteer).mentions] == []


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Texan", "us-tx"), ("Texans", "us-tx"), ("Swiss", "ch"), ("Turks", "tr"), ("Turkeys", ""), ("s", "")],
)
def test_the_place_of_a_demonym(name: str, slug: str) -> None:
    assert demonym_of(name) == slug


def test_demonyms_are_of_rows(gazetteer: Gazetteer) -> None:
    assert {slug for slug in _demonyms().values() if slug not in gazetteer} == set()
