"""Organizations to rows of the table, or to one entity a full name in a document."""

from collections.abc import Callable

import pytest

from policygraph import vocab
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Extraction, Kind, Mention, Resolution, Status
from policygraph.resolve import resolve
from policygraph.resolve.organizations import publisher

Resolve = Callable[..., list[Resolution]]
GOVERNMENT = vocab.GOVERNMENT_ORGANIZATION


@pytest.fixture
def organizations(document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer) -> Resolve:
    """What the names of a text become, in the order of the text; `places` are jurisdictions in it."""

    def run(text: str, *names: str, places: tuple[str, ...] = ()) -> list[Resolution]:
        mentions, at = [], 0
        for name in names:
            start = text.index(name, at)
            at = start + len(name)
            mentions.append(mention(text, name, Kind.ORGANIZATION, nth=text[:start].count(name)))
        others = [mention(text, place, Kind.JURISDICTION) for place in places]
        found = Extraction().with_findings([*mentions, *others])
        decided = resolve(document(text), found, gazetteer)
        return [decided[m.id] for m in mentions]

    return run


@pytest.mark.parametrize(
    ("name", "slug", "classes"),
    [
        ("Justice Department", "us-doj", (GOVERNMENT,)),
        ("Department of Justice", "us-doj", (GOVERNMENT,)),
        ("U.S. Department of Justice", "us-doj", (GOVERNMENT,)),
        ("ICE", "us-ice", (GOVERNMENT,)),
        ("Border Patrol", "us-border-patrol", (GOVERNMENT,)),
        ("KPBS", "kpbs", (vocab.NEWS_MEDIA_ORGANIZATION,)),
        ("Republican Party", "us-republican-party", (vocab.POLITICAL_PARTY,)),
    ],
)
def test_names_of_the_table(organizations: Resolve, name: str, slug: str, classes: tuple[str, ...]) -> None:
    (found,) = organizations(f"The {name} sued.", name)
    assert (found.status, found.entity.slug, found.entity.classes) == (Status.LINKED, slug, classes)
    assert found.entity.names == (name,)


def test_a_name_of_no_table_is_of_its_document(organizations: Resolve) -> None:
    (first,) = organizations("The Rural Housing Alliance sued.", "Rural Housing Alliance")
    (second,) = organizations("The Rural Housing Alliance won.", "Rural Housing Alliance")
    assert first.status is second.status is Status.NIL
    assert first.entity.slug != second.entity.slug
    assert first.entity.slug.startswith("rural-housing-alliance-")
    assert first.entity.classes == ()


def test_a_name_that_tells_its_jurisdiction_is_one_in_all_documents(organizations: Resolve) -> None:
    (first,) = organizations("The Texas Housing Alliance sued.", "Texas Housing Alliance")
    (second,) = organizations("The Texas Housing Alliance won.", "Texas Housing Alliance")
    assert first.entity.slug == second.entity.slug


def test_a_public_body_is_of_government(organizations: Resolve) -> None:
    (found,) = organizations("The Riverbend Water Authority sued.", "Riverbend Water Authority")
    assert found.entity.classes == (GOVERNMENT,)


def test_an_acronym_in_brackets_belongs_to_the_name(organizations: Resolve) -> None:
    text = "The Rural Housing Alliance (RHA) sued. RHA won."
    first, second, third = organizations(text, "Rural Housing Alliance", "RHA", "RHA")
    assert first == second == third
    assert first.entity.names == ("Rural Housing Alliance", "RHA")


def test_the_end_of_a_longer_name_is_that_one(organizations: Resolve) -> None:
    text = "The Riverbend Water Authority sued. The Water Authority won."
    first, second = organizations(text, "Riverbend Water Authority", "Water Authority")
    assert first == second


def test_a_party_is_not_its_branch_in_a_state(organizations: Resolve) -> None:
    found = organizations("The Ohio GOP met. The GOP won.", "Ohio GOP", "GOP")
    assert [r.entity.slug for r in found] == ["us-oh-republican-party", "us-republican-party"]


def test_a_chamber_is_that_of_the_state_that_the_document_names_with_it(organizations: Resolve) -> None:
    text = "The Puerto Rico Senate met. The Senate voted."
    first, second = organizations(text, "Puerto Rico Senate", "Senate")
    assert first.entity.slug == second.entity.slug == "us-pr-senate"


def test_a_chamber_alone_is_that_of_the_nation(organizations: Resolve) -> None:
    (found,) = organizations("The Senate voted.", "Senate")
    assert found.entity.slug == "us-senate"


def test_case_and_points_tell_no_names_apart(organizations: Resolve) -> None:
    text = "The Rural Housing Alliance sued. The RURAL HOUSING ALLIANCE won."
    first, second = organizations(text, "Rural Housing Alliance", "RURAL HOUSING ALLIANCE")
    assert first == second


# ---- who published


def test_a_publisher_of_the_table(document: Callable[..., Document], gazetteer: Gazetteer) -> None:
    entity = publisher(document("Text.", publisher="KPBS"), gazetteer)
    assert entity is not None
    assert (entity.slug, entity.kind, entity.names) == ("kpbs", Kind.ORGANIZATION, ("KPBS",))


def test_a_publisher_of_no_table_is_one_in_all_documents(
    document: Callable[..., Document], gazetteer: Gazetteer
) -> None:
    first = publisher(document("One.", publisher="Riverbend Daily"), gazetteer)
    second = publisher(document("Two.", publisher="Riverbend Daily"), gazetteer)
    assert first == second
    assert first is not None
    assert first.slug.startswith("riverbend-daily-")


def test_no_publisher_is_made_up(document: Callable[..., Document], gazetteer: Gazetteer) -> None:
    assert publisher(document("Text."), gazetteer) is None
