"""Who of the people table is meant: name, title and day must agree with a term of exactly one row."""

from collections.abc import Callable
from datetime import date

import pytest

from policygraph import vocab
from policygraph.gazetteer import Gazetteer
from policygraph.model import Claim, Document, Evidence, Extraction, Finding, Kind, Mention, Resolution, Span, Status
from policygraph.resolve import resolve

Who = Callable[..., dict[str, Resolution]]
EVIDENCE = Evidence(span=Span(start=0, end=4), rule="test")
SESSIONS, GENERAL, BIDEN = "jeff-sessions-s001141", "Attorney General", "joe-biden-b000444"
MICHIGAN, ALABAMA = "mike-rogers-r000572", "mike-rogers-r000575"
IN_OFFICE = date(2017, 4, 21)


@pytest.fixture
def who(document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer) -> Who:
    """What the person and the post of a text become: somebody called `name`, with the `title` right before it, of a
    `place`, who represents a place as a tag says, or is of a `party`, where these are named in the text.
    """

    def run(
        text: str,
        name: str,
        *,
        title: str = "",
        published: date | None = IN_OFFICE,
        former: bool = False,
        place: str = "",
        represents: str = "",
        party: str = "",
    ) -> dict[str, Resolution]:
        person = mention(text, name, Kind.PERSON)
        findings: list[Finding] = [person]
        named = {n: mention(text, n, Kind.JURISDICTION) for n in (place, represents) if n}
        findings += named.values()
        if title:
            post = mention(text, title, Kind.POST)
            edge = vocab.FORMERLY_HELD if former else vocab.HOLDS
            findings += [post, Claim(subject=person.id, predicate=edge, object=post.id, evidence=EVIDENCE)]
            if place:
                of = named[place].id
                findings.append(Claim(subject=post.id, predicate=vocab.HAS_JURISDICTION, object=of, evidence=EVIDENCE))
        if represents:
            of = named[represents].id
            findings.append(Claim(subject=person.id, predicate=vocab.REPRESENTS, object=of, evidence=EVIDENCE))
        if party:
            group = mention(text, party, Kind.ORGANIZATION)
            findings += [
                group,
                Claim(subject=person.id, predicate=vocab.MEMBER_OF, object=group.id, evidence=EVIDENCE),
            ]
        decided = resolve(document(text, published), Extraction().with_findings(findings), gazetteer)
        found = {"person": decided[person.id]}
        return found | ({"post": decided[post.id]} if title else {})

    return run


def _slug(found: dict[str, Resolution]) -> str | None:
    """The slug of the person's row, or None where no row is meant."""
    person = found["person"]
    return person.entity.slug if person.status is Status.LINKED else None


# ---- the day


@pytest.mark.parametrize(
    ("published", "slug"),
    [
        (date(2017, 2, 9), SESSIONS),  # his first day
        (date(2018, 11, 7), SESSIONS),  # his last
        (date(2017, 1, 15), SESSIONS),  # news calls people by a post somewhat before they have it
        (date(2018, 12, 20), SESSIONS),  # and after
        (date(2016, 11, 1), None),
        (date(2019, 6, 1), None),
    ],
)
def test_an_office_on_a_day(who: Who, published: date, slug: str | None) -> None:
    found = who("Attorney General Jeff Sessions spoke.", "Jeff Sessions", title=GENERAL, published=published)
    assert _slug(found) == slug


@pytest.mark.parametrize(("published", "slug"), [(date(2019, 6, 1), SESSIONS), (date(2016, 6, 1), None)])
def test_a_former_office_has_begun(who: Who, published: date, slug: str | None) -> None:
    text = "Former Attorney General Jeff Sessions spoke."
    found = who(text, "Jeff Sessions", title=GENERAL, former=True, published=published)
    assert _slug(found) == slug


# ---- name and title


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Mayor Jeff Sessions spoke.", "Jeff Sessions", "Mayor"),
        ("Jeff Sessions spoke.", "Jeff Sessions", ""),
        ("Attorney General Jane Sessions spoke.", "Jane Sessions", GENERAL),
        ("Attorney General Jeff Doe spoke.", "Jeff Doe", GENERAL),
    ],
)
def test_a_namesake_is_not_linked(who: Who, text: str, name: str, title: str) -> None:
    assert _slug(who(text, name, title=title)) is None


def test_a_linked_holder_tells_the_place_of_the_post(who: Who) -> None:
    found = who("Mayor Rahm Emanuel spoke.", "Rahm Emanuel", title="Mayor")
    assert _slug(found) == "rahm-emanuel-e000287"
    assert (found["post"].status, found["post"].entity.slug) == (Status.LINKED, "us-il-chicago-mayor")


def test_the_mayor_of_another_city_is_another(who: Who) -> None:
    found = who("Houston Mayor Rahm Emanuel spoke.", "Rahm Emanuel", title="Mayor", place="Houston")
    assert _slug(found) is None
    assert found["post"].entity.slug == "us-tx-houston-mayor"


# ---- the place that a tag tells


@pytest.mark.parametrize(
    ("state", "published", "slug"),
    [
        # Both were in the House then: only the state tells which.
        ("Michigan", date(2010, 5, 1), MICHIGAN),
        ("Alabama", date(2010, 5, 1), ALABAMA),
        ("", date(2010, 5, 1), None),
        ("Ohio", date(2010, 5, 1), None),
        # One was left.
        ("", date(2018, 5, 1), ALABAMA),
        ("Michigan", date(2018, 5, 1), None),
    ],
)
def test_one_of_two_of_a_name(who: Who, state: str, published: date, slug: str | None) -> None:
    text = f"Representative Mike Rogers{f', R-{state},' if state else ''} spoke."
    title = "Representative"
    found = who(text, "Mike Rogers", title=title, represents=state, published=published)
    assert _slug(found) == slug


# ---- surnames alone


@pytest.mark.parametrize(
    ("title", "published", "slug"),
    [
        (GENERAL, IN_OFFICE, SESSIONS),
        (GENERAL, date(2016, 5, 1), None),  # Loretta Lynch held it
        (GENERAL, None, None),
        ("Mayor", IN_OFFICE, None),
    ],
)
def test_a_surname_is_who_held_the_office_that_day(
    who: Who, title: str, published: date | None, slug: str | None
) -> None:
    assert _slug(who(f"{title} Sessions spoke.", "Sessions", title=title, published=published)) == slug


def test_a_surname_of_a_former_holder_tells_no_day(who: Who) -> None:
    assert _slug(who("Former Attorney General Sessions spoke.", "Sessions", title=GENERAL, former=True)) is None


# ---- parties


@pytest.mark.parametrize(
    ("name", "party", "published", "slug"),
    [
        ("Joe Biden", "Democratic Party", date(2016, 5, 1), BIDEN),
        ("Joe Biden", "Republican Party", date(2016, 5, 1), None),
        ("Joe Biden", "Democratic Party", None, None),
        # Ten years before he was vice president.
        ("Joe Biden", "Democratic Party", date(1999, 5, 1), None),
        ("Jane Doe", "Democratic Party", date(2016, 5, 1), None),
        # His term tells no party, so a namesake on a school board would be taken for him.
        ("John Kelly", "Democratic Party", IN_OFFICE, None),
        # Two rows have the name.
        ("Mike Rogers", "Republican Party", date(2010, 5, 1), None),
    ],
)
def test_the_only_one_of_a_name_and_party(
    who: Who, name: str, party: str, published: date | None, slug: str | None
) -> None:
    assert _slug(who(f"{party} {name} spoke.", name, party=party, published=published)) == slug


@pytest.mark.parametrize(
    ("name", "published", "slug"),
    [
        ("Joe Biden", date(2016, 5, 1), BIDEN),  # Vice President then
        ("Joe Biden", date(2003, 5, 1), None),  # a senator then, among many
        ("Joe Biden", None, None),
        ("Jeff Sessions", IN_OFFICE, None),
        ("Biden", date(2016, 5, 1), None),
    ],
)
def test_a_name_alone_is_a_president_or_nobody_of_the_table(
    who: Who, name: str, published: date | None, slug: str | None
) -> None:
    assert _slug(who(f"{name} spoke.", name, published=published)) == slug


def test_who_holds_another_post_is_no_president(who: Who) -> None:
    assert _slug(who("Sheriff Joe Biden spoke.", "Joe Biden", title="Sheriff", published=date(2016, 5, 1))) is None


# ---- bodies


@pytest.mark.parametrize(
    ("body", "title", "name", "edge", "slug"),
    [
        ("Environmental Protection Agency", "Administrator", "Scott Pruitt", vocab.HOLDS, "scott-pruitt-q7437083"),
        ("Environmental Protection Agency", "Administrator", "Jeff Sessions", vocab.HOLDS, None),
        ("House Judiciary Committee", "Chairwoman", "Virginia Foxx", vocab.HOLDS, "virginia-foxx-f000450"),
        ("Senate Judiciary Committee", "Chairwoman", "Virginia Foxx", vocab.HOLDS, None),  # she sat in the House
        ("Springfield School Board", "Chairwoman", "Virginia Foxx", vocab.HOLDS, None),
        (
            "Federal Bureau of Investigation",
            "Director",
            "Robert Mueller",
            vocab.FORMERLY_HELD,
            "robert-mueller-q715156",
        ),
        (
            "Senate Judiciary Committee",
            "aide",
            "Bob Smith",
            vocab.FORMERLY_HELD,
            None,
        ),  # a senator of that name left in 2003
    ],
)
def test_the_body_tells_who_is_meant(
    document: Callable[..., Document],
    mention: Callable[..., Mention],
    gazetteer: Gazetteer,
    body: str,
    title: str,
    name: str,
    edge: str,
    slug: str | None,
) -> None:
    text = f"{body} {title} {name} spoke."
    person, post = mention(text, name, Kind.PERSON), mention(text, title, Kind.POST)
    of = mention(text, body, Kind.ORGANIZATION)
    claims = [
        Claim(subject=person.id, predicate=edge, object=post.id, evidence=EVIDENCE),
        Claim(subject=post.id, predicate=vocab.POST_IN, object=of.id, evidence=EVIDENCE),
    ]
    found = Extraction().with_findings([person, post, of, *claims])
    decided = resolve(document(text, IN_OFFICE), found, gazetteer)
    assert _slug({"person": decided[person.id]}) == slug
