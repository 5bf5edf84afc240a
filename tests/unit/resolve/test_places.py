"""Toponyms to rows: what stands beside them decides, homonyms stay open, one sense a document."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Extraction, Kind, Mention, Resolution, Status
from policygraph.resolve import resolve

Resolve = Callable[..., list[Resolution]]


@pytest.fixture
def places(document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer) -> Resolve:
    """What the names of a text become, in the order given; a name given twice is its next occurrence."""

    def run(text: str, *names: str) -> list[Resolution]:
        seen: dict[str, int] = {}
        mentions = []
        for name in names:
            mentions.append(mention(text, name, Kind.JURISDICTION, nth=seen.get(name, 0)))
            seen[name] = seen.get(name, 0) + 1
        decided = resolve(document(text), Extraction().with_findings(mentions), gazetteer)
        return [decided[m.id] for m in mentions]

    return run


def _slugs(resolutions: list[Resolution]) -> list[str]:
    assert {r.status for r in resolutions} == {Status.LINKED}
    return [r.entity.slug for r in resolutions]


@pytest.mark.parametrize(
    ("text", "names", "slugs"),
    [
        ("Long Beach, CA, sued.", ["Long Beach"], ["us-ca-long-beach"]),
        ("Long Beach, Mississippi, sued.", ["Long Beach"], ["us-ms-long-beach"]),
        ("Long Beach (Calif.) sued.", ["Long Beach"], ["us-ca-long-beach"]),
        ("Portland, Maine, sued.", ["Portland", "Maine"], ["us-me-portland", "us-me"]),
        ("Paris, Texas, sued.", ["Paris", "Texas"], ["us-tx-paris", "us-tx"]),
        ("Springfield, Ill., sued.", ["Springfield"], ["us-il-springfield"]),
        ("They met in Springfield, Illinois.", ["Springfield"], ["us-il-springfield"]),
        ("Clark County, Nevada, sued.", ["Clark County"], ["us-nv-clark-county"]),
        ("Clark County, Wis., sued.", ["Clark County"], ["us-wi-clark-county"]),
        ("Kansas City, Kansas, sued.", ["Kansas City"], ["us-ks-kansas-city"]),
    ],
)
def test_the_state_beside_a_name_decides(places: Resolve, text: str, names: list[str], slugs: list[str]) -> None:
    assert _slugs(places(text, *names)) == slugs


@pytest.mark.parametrize(
    ("text", "name", "slug"),
    [
        ("Chicago sued.", "Chicago", "us-il-chicago"),
        ("Los Angeles sued.", "Los Angeles", "us-ca-los-angeles"),
        ("Illinois sued.", "Illinois", "us-il"),
        ("Cook County sued.", "Cook County", "us-il-cook-county"),
        ("Mexico sued.", "Mexico", "mx"),
        ("U.S. officials sued.", "U.S.", "us"),
        # In a line of its own before a dash, the capital and cities that need no state.
        ("WASHINGTON, March 15 – Officials sued.", "WASHINGTON", "us-dc"),
        ("Storms crossed the Atlantic on Monday.", "Atlantic", "atlantic-ocean"),
        ("Lawyers met at the Hague.", "Hague", "nl-the-hague"),
        ("Exports to Italy fell.", "Italy", "it"),  # and to no town of the name
        ("Ships left for Asia.", "Asia", "asia"),
    ],
)
def test_a_name_with_one_likely_meaning_is_it(places: Resolve, text: str, name: str, slug: str) -> None:
    assert _slugs(places(text, name)) == [slug]


def test_cities_of_a_list_are_cities(places: Resolve) -> None:
    text = "The cities of Chicago, New York and Philadelphia sued."
    found = places(text, "Chicago", "New York", "Philadelphia")
    assert _slugs(found) == ["us-il-chicago", "us-ny-new-york-city", "us-pa-philadelphia"]


def test_the_last_of_a_list_of_states_is_one(places: Resolve) -> None:
    text = "Voters in Michigan, Missouri, Idaho and Washington were heard."
    found = places(text, "Michigan", "Missouri", "Idaho", "Washington")
    assert _slugs(found) == ["us-mi", "us-mo", "us-id", "us-wa"]


def test_a_constituency_is_a_state(
    document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer
) -> None:
    text = "Rep. Jane Doe (D-New York) spoke."
    tag = replace(mention(text, "New York", Kind.JURISDICTION), rule="place-tag")
    decided = resolve(document(text), Extraction().with_findings([tag]), gazetteer)
    assert _slugs([decided[tag.id]]) == ["us-ny"]


def test_the_state_of_a_name_is_the_state(places: Resolve) -> None:
    assert _slugs(places("The state of New York sued.", "New York")) == ["us-ny"]


def test_homonyms_of_like_weight_stay_open(places: Resolve) -> None:
    (found,) = places("Springfield sued.", "Springfield")
    assert found.status is Status.AMBIGUOUS
    candidates = [c.slug for c in found.candidates]
    assert candidates[:3] == ["us-mo-springfield", "us-ma-springfield", "us-il-springfield"]
    assert len(candidates) <= 8
    scores = [c.score for c in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(c.reason for c in found.candidates)
    assert found.entity.slug not in candidates
    assert found.entity.names == ("Springfield",)


def test_what_is_open_is_of_its_document(places: Resolve) -> None:
    first = places("Springfield sued.", "Springfield")
    second = places("Springfield appealed.", "Springfield")
    assert first[0].entity.slug != second[0].entity.slug


def test_a_state_named_elsewhere_helps(places: Resolve) -> None:
    text = "Springfield sued. Illinois did too."
    assert _slugs(places(text, "Springfield", "Illinois")) == ["us-il-springfield", "us-il"]


def test_a_name_has_one_sense_in_a_document(places: Resolve) -> None:
    text = "Portland, Maine, sued. Portland won."
    found = places(text, "Portland", "Portland")
    assert _slugs(found) == ["us-me-portland", "us-me-portland"]
    assert found[0] == found[1]


def test_the_same_whatever_the_order_of_mentions(
    document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer
) -> None:
    text = "Springfield sued. Aurora did too. Salem did not."
    mentions = [mention(text, name, Kind.JURISDICTION) for name in ("Springfield", "Aurora", "Salem")]
    forth = resolve(document(text), Extraction().with_findings(mentions), gazetteer)
    back = resolve(document(text), Extraction().with_findings(reversed(mentions)), gazetteer)
    assert forth == back


def test_a_name_that_no_table_has_is_nil(places: Resolve) -> None:
    (found,) = places("Zzyzxville sued.", "Zzyzxville")
    assert found.status is Status.NIL
    assert found.candidates == ()
    assert found.entity.slug.startswith("zzyzxville-")


def test_a_county_is_not_sought_among_cities(places: Resolve) -> None:
    (found,) = places("Chicago County sued.", "Chicago County")
    assert found.status is Status.NIL


def test_city_of_is_not_of_the_name(places: Resolve) -> None:
    assert _slugs(places("The City of Chicago sued.", "City of Chicago")) == ["us-il-chicago"]


def test_names_are_kept_as_written(places: Resolve) -> None:
    found = places("The U.S. sued. The United\nStates won.", "U.S.", "United\nStates")
    assert [r.entity.names for r in found] == [("U.S.",), ("United States",)]
    assert _slugs(found) == ["us", "us"]
