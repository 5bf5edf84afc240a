"""Posts: canonical ones by title and jurisdiction, their slugs and labels; positions in organizations."""

from collections.abc import Callable

import pytest

from policygraph import vocab
from policygraph.gazetteer import Gazetteer
from policygraph.model import (
    Claim,
    Document,
    Evidence,
    Extraction,
    Kind,
    Mention,
    Resolution,
    Span,
    Status,
)
from policygraph.patterns import title_named
from policygraph.resolve import canonical, resolve

Resolve = Callable[..., Resolution]
EVIDENCE = Evidence(span=Span(start=0, end=4), rule="test")


@pytest.fixture
def post(document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer) -> Resolve:
    """What the post of Jane Doe becomes: its `title` as the lexicon names it, as `written` in the text."""

    def run(
        text: str,
        written: str,
        title: str,
        *,
        place: str = "",
        body: str = "",
        represents: str = "",
    ) -> Resolution:
        holder = mention(text, "Jane Doe", Kind.PERSON)
        held = mention(text, written, Kind.POST, name=title)
        mentions, claims = [holder, held], []
        claims.append(Claim(subject=holder.id, predicate=vocab.HOLDS, object=held.id, evidence=EVIDENCE))
        for words, kind, subject, predicate in (
            (place, Kind.JURISDICTION, held, vocab.HAS_JURISDICTION),
            (body, Kind.ORGANIZATION, held, vocab.POST_IN),
            (represents, Kind.JURISDICTION, holder, vocab.REPRESENTS),
        ):
            if words:
                target = mention(text, words, kind)
                mentions.append(target)
                claims.append(Claim(subject=subject.id, predicate=predicate, object=target.id, evidence=EVIDENCE))
        found = Extraction().with_findings([*mentions, *claims])
        return resolve(document(text), found, gazetteer)[held.id]

    return run


@pytest.mark.parametrize(
    ("text", "written", "title", "place", "slug"),
    [
        ("Chicago Mayor Jane Doe spoke.", "Mayor", "Mayor", "Chicago", "us-il-chicago-mayor"),
        ("Texas Governor Jane Doe spoke.", "Governor", "Governor", "Texas", "us-tx-governor"),
        ("Cook County Sheriff Jane Doe spoke.", "Sheriff", "Sheriff", "Cook County", "us-il-cook-county-sheriff"),
        (
            "U.S. Attorney General Jane Doe spoke.",
            "Attorney General",
            "Attorney General",
            "U.S.",
            "us-attorney-general",
        ),
        (
            "California Attorney General Jane Doe spoke.",
            "Attorney General",
            "Attorney General",
            "California",
            "us-ca-attorney-general",
        ),
        (
            "El Paso County, Texas, Judge Jane Doe spoke.",
            "Judge",
            "Judge",
            "El Paso County",
            "us-tx-el-paso-county-county-judge",
        ),
    ],
)
def test_an_office_of_a_place_is_canonical(
    post: Resolve, text: str, written: str, title: str, place: str, slug: str
) -> None:
    found = post(text, written, title, place=place)
    assert (found.status, found.entity.slug) == (Status.LINKED, slug)
    assert found.entity.kind is Kind.POST


def test_an_office_without_a_place_has_its_usual_one(post: Resolve) -> None:
    found = post(
        "Homeland Security Secretary Jane Doe spoke.", "Homeland Security Secretary", "Secretary of Homeland Security"
    )
    assert found.entity.slug == "us-secretary-of-homeland-security"


def test_a_president_whom_the_tables_do_not_know_may_be_of_any_country(post: Resolve) -> None:
    found = post("President Jane Doe spoke.", "President", "President")
    assert found.status is Status.NIL


def test_a_president_is_of_the_country_that_the_text_is_about(
    document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer
) -> None:
    text = "President Jane Doe spoke in Kenya. Kenya is dry, and Kenya waits."
    holder, held = mention(text, "Jane Doe", Kind.PERSON), mention(text, "President", Kind.POST)
    starts = [i for i in range(len(text)) if text.startswith("Kenya", i)]
    places = [
        Mention(id=f"k{i}", kind=Kind.JURISDICTION, span=Span(start=i, end=i + 5), name="Kenya", rule="place-table")
        for i in starts
    ]
    claim = Claim(subject=holder.id, predicate=vocab.HOLDS, object=held.id, evidence=EVIDENCE)
    found = Extraction().with_findings([holder, held, *places, claim])
    assert resolve(document(text), found, gazetteer)[held.id].entity.slug == "ke-president"


def test_an_office_of_an_unknown_place_is_its_holders(post: Resolve) -> None:
    first = post("Mayor Jane Doe spoke.", "Mayor", "Mayor")
    second = post("Mayor Jane Doe left.", "Mayor", "Mayor")
    assert first.status is second.status is Status.NIL
    assert first.entity.slug != second.entity.slug


def test_an_office_of_a_place_that_is_open_stays_open(post: Resolve) -> None:
    found = post("Springfield Mayor Jane Doe spoke.", "Mayor", "Mayor", place="Springfield")
    assert found.status is not Status.LINKED


@pytest.mark.parametrize(
    ("text", "written", "title", "represents", "slug"),
    [
        ("Sen. Jane Doe, R-Wisconsin, spoke.", "Sen.", "Senator", "Wisconsin", "us-wi-united-states-senator"),
        ("Rep. Jane Doe, D-Ohio, spoke.", "Rep.", "Representative", "Ohio", "us-oh-united-states-representative"),
    ],
)
def test_a_legislator_of_a_state_is_of_congress(
    post: Resolve, text: str, written: str, title: str, represents: str, slug: str
) -> None:
    assert post(text, written, title, represents=represents).entity.slug == slug


def test_a_legislator_of_a_town_is_of_its_state(post: Resolve) -> None:
    found = post("Sen. Jane Doe, D-San Diego, spoke.", "Sen.", "Senator", represents="San Diego")
    assert found.entity.slug == "us-ca-state-senator"


def test_a_position_is_told_by_its_words_and_its_body(post: Resolve) -> None:
    text = "Jane Doe, executive director of the Rural Housing Alliance, spoke."
    found = post(text, "executive director", "executive director", body="Rural Housing Alliance")
    assert found.status is Status.NIL
    assert found.entity.slug.startswith("executive-director-")
    assert found.entity.names == (
        "executive director, Rural Housing Alliance",
        "executive director",
    )


def test_the_president_of_a_private_body_is_not_the_president(post: Resolve) -> None:
    text = "Jane Doe, president of the Rural Housing Alliance, spoke."
    found = post(text, "president", "President", body="Rural Housing Alliance")
    assert found.status is Status.NIL
    assert found.entity.slug != "us-president"


# ---- slugs and labels


@pytest.mark.parametrize(
    ("title", "place", "slug", "label"),
    [
        ("Mayor", "us-il-chicago", "us-il-chicago-mayor", "Mayor of Chicago"),
        ("Governor", "us-tx", "us-tx-governor", "Governor of Texas"),
        ("Sheriff", "us-il-cook-county", "us-il-cook-county-sheriff", "Sheriff of Cook County"),
        ("President", "us", "us-president", "President of the United States"),
        ("Attorney General", "us", "us-attorney-general", "Attorney General of the United States"),
        ("Attorney General", "us-ca", "us-ca-attorney-general", "Attorney General of California"),
        (
            "United States Senator",
            "us-oh",
            "us-oh-united-states-senator",
            "United States Senator from Ohio",
        ),
        (
            "Assemblymember",
            "us-ca",
            "us-ca-assemblymember",
            "Member of the California State Assembly",
        ),
        (
            "Speaker of the House",
            "us",
            "us-speaker-of-the-house",
            "Speaker of the United States House of Representatives",
        ),
    ],
)
def test_canonical_posts(gazetteer: Gazetteer, title: str, place: str, slug: str, label: str) -> None:
    office, row = title_named(title), gazetteer.record(place)
    assert office is not None
    assert canonical.slug(office, row) == slug
    assert canonical.label(office, row) == label
    assert canonical.parse(slug, gazetteer) == (office, row)


@pytest.mark.parametrize("slug", ["mayor-8f1276", "executive-director-5e670e", "us-president-elect", "us", ""])
def test_what_is_no_canonical_post(gazetteer: Gazetteer, slug: str) -> None:
    assert canonical.parse(slug, gazetteer) is None
