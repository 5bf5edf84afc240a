"""Policies: one by whatever form of its number, apart by jurisdiction; known ones by their slug."""

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest

from policygraph import pipeline, vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Claim, Document, Evidence, Extraction, Kind, Mention, Resolution, Status
from policygraph.resolve import resolve

Resolve = Callable[..., list[Resolution]]
Slugs = Callable[..., list[str]]


@pytest.fixture
def policies(document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer) -> Resolve:
    """What the policies of a text become; `named` gives the canonical name of a known one."""

    def run(text: str, *words: str, named: str = "", places: tuple[str, ...] = ()) -> list[Resolution]:
        mentions = [mention(text, w, Kind.POLICY, name=named) for w in words]
        others = [mention(text, place, Kind.JURISDICTION) for place in places]
        found = Extraction().with_findings([*mentions, *others])
        decided = resolve(document(text), found, gazetteer)
        return [decided[m.id] for m in mentions]

    return run


def test_forms_of_one_bill_are_one(policies: Resolve) -> None:
    text = "California passed SB 54, that is S.B. 54 or Senate Bill 54."
    found = policies(text, "SB 54", "S.B. 54", "Senate Bill 54", places=("California",))
    assert len({r.entity.slug for r in found}) == 1
    assert found[0].entity.names == ("SB 54", "S.B. 54", "Senate Bill 54")
    assert {r.entity.classes for r in found} == {(vocab.LEGISLATION,)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SB 54", "SB 55"),
        ("SB 54", "HB 54"),
        ("Senate Bill 54", "House Bill 54"),
        ("H.R. 54", "S. 54"),
    ],
)
def test_other_numbers_and_chambers_are_other_bills(policies: Resolve, one: str, other: str) -> None:
    first, second = policies(f"They passed {one} and {other}.", one, other)
    assert first.entity.slug != second.entity.slug


def test_a_bill_is_of_the_state_that_the_document_names(policies: Resolve) -> None:
    (one,) = policies("California passed SB 54.", "SB 54", places=("California",))
    (same,) = policies("SB 54 is law in California.", "SB 54", places=("California",))
    (other,) = policies("Texas passed SB 54.", "SB 54", places=("Texas",))
    assert one.entity.slug == same.entity.slug != other.entity.slug


def test_a_bill_of_no_state_is_of_its_document(policies: Resolve) -> None:
    (one,) = policies("They passed SB 54.", "SB 54")
    (other,) = policies("They failed SB 54.", "SB 54")
    assert one.entity.slug != other.entity.slug


@pytest.mark.parametrize(
    ("words", "slug", "identifier"),
    [
        ("Executive Order 13768", "executive-order-13768", "Executive Order 13768"),
        ("EO 13768", "executive-order-13768", "Executive Order 13768"),
        ("8 U.S.C. 1373", "8-u-s-c-1373", "8 U.S.C. 1373"),
        ("8 USC § 1373", "8-u-s-c-1373", "8 U.S.C. 1373"),
        ("Public Law 107-296", "public-law-107-296", "Public Law 107-296"),
    ],
)
def test_numbers_of_the_nation_are_one_everywhere(policies: Resolve, words: str, slug: str, identifier: str) -> None:
    (found,) = policies(f"It cites {words} twice.", words)
    assert (found.entity.slug, found.entity.identifier) == (slug, identifier)
    assert found.entity.classes == (vocab.LEGISLATION,)


def test_a_bill_has_the_identifier_of_its_form(policies: Resolve) -> None:
    (found,) = policies("The House passed H.R. 3003.", "H.R. 3003")
    assert found.entity.identifier == "H.R. 3003"


def test_an_act_of_congress_is_one_in_all_documents(policies: Resolve) -> None:
    (one,) = policies("The United States passed the Utah Lakes Act.", "Utah Lakes Act")
    (same,) = policies("The Utah Lakes Act failed.", "Utah Lakes Act")
    assert one.entity.slug == same.entity.slug


def test_a_policy_known_by_name_has_its_slug(policies: Resolve) -> None:
    (found,) = policies("The sanctuary cities sued.", "sanctuary cities", named="sanctuary policy")
    assert (found.status, found.entity.slug) == (Status.LINKED, "sanctuary-policy")
    assert found.entity.names == ("sanctuary cities",)
    assert found.entity.classes == ()


def test_a_known_law_is_legislation(policies: Resolve) -> None:
    (found,) = policies("They fought Obamacare.", "Obamacare", named="Affordable Care Act")
    assert found.entity.slug == "affordable-care-act"
    assert found.entity.classes == (vocab.LEGISLATION,)


def test_a_programme_is_no_legislation(policies: Resolve) -> None:
    words = "Rural Housing Assistance Program"
    (found,) = policies(f"The {words} ran out.", words)
    assert found.entity.classes == ()
    assert found.entity.identifier == ""


@pytest.mark.parametrize(
    ("text", "name", "number", "identifier"),
    [
        ("She wrote the Clean Rivers Act (S. 47) alone.", "Clean Rivers Act", "S. 47", "S. 47"),
        ("Brown signed Senate Bill 54, the Open Doors Act.", "Open Doors Act", "Senate Bill 54", "S.B. 54"),
        ("H.R. 3003, known as the Clean Rivers Act, failed.", "Clean Rivers Act", "H.R. 3003", "H.R. 3003"),
        (
            "They fought Obamacare (Public Law 111-148).",
            "Affordable Care Act",
            "Public Law 111-148",
            "Public Law 111-148",
        ),
    ],
)
def test_name_and_number_of_one_bill_are_one(
    mention: Callable[..., Mention],
    document: Callable[..., Document],
    gazetteer: Gazetteer,
    text: str,
    name: str,
    number: str,
    identifier: str,
) -> None:
    known = "Obamacare" if "Obamacare" in text else name
    mentions = [mention(text, known, Kind.POLICY, name=name), mention(text, number, Kind.POLICY)]
    decided = resolve(document(text), Extraction().with_findings(mentions), gazetteer)
    one, other = (decided[m.id].entity for m in mentions)
    assert one.slug == other.slug
    assert (one.identifier, other.identifier) == (identifier, identifier)
    assert set(one.names) == {known, number}


@pytest.mark.parametrize(
    "text",
    [
        "They passed S. 47, the Clean Rivers Act and the Open Doors Act.",  # a list
        "S. 47 and the Clean Rivers Act failed.",
        "S. 47 would change the Clean Rivers Act.",
    ],
)
def test_a_name_and_another_number_stay_apart(policies: Resolve, text: str) -> None:
    number, name = policies(text, "S. 47", "Clean Rivers Act")
    assert number.entity.slug != name.entity.slug


def test_numbers_are_counted_anew_in_each_congress(
    mention: Callable[..., Mention], document: Callable[..., Document], gazetteer: Gazetteer
) -> None:
    slugs = []
    for day in (date(2017, 1, 2), date(2017, 4, 21), date(2018, 12, 31), date(2019, 1, 4), None):
        text = "The Senate passed S. 47."
        one = mention(text, "S. 47", Kind.POLICY)
        decided = resolve(document(text, day), Extraction().with_findings([one]), gazetteer)
        slugs.append(decided[one.id].entity.slug)
    assert slugs[1] == slugs[2]
    assert len(set(slugs)) == 4


def test_resolutions_are_not_bills(policies: Resolve) -> None:
    found = policies("Utah passed House Bill 12 and House Resolution 12.", "House Bill 12", "House Resolution 12")
    assert len({r.entity.slug for r in found}) == 2
    assert [r.entity.identifier for r in found] == ["H.B. 12", "H.R. 12"]


# ---- the legislature and the session


@pytest.fixture
def slugs(document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer) -> Slugs:
    """The slug of each mention of a bill in a text, in text order; states and bodies are those that stand in it."""

    def run(text: str, bill: str, published: date | None = date(2017, 4, 21)) -> list[str]:
        kinds = [(state, Kind.JURISDICTION) for state in ("California", "Texas", "Colorado")]
        kinds += [(body, Kind.ORGANIZATION) for body in ("U.S. Senate", "Congress")]
        bills = [mention(text, bill, Kind.POLICY, nth=n) for n in range(text.count(bill))]
        others = [mention(text, w, kind, nth=n) for w, kind in kinds for n in range(text.count(w))]
        owners = [
            Claim(
                subject=one.id,
                predicate=vocab.HAS_JURISDICTION,
                object=place.id,
                evidence=Evidence(span=one.span, rule="x"),
            )
            for one, place in product(bills, others)
            if text[place.span.end : one.span.start] in ("'s ", "' ", " ")
            or text[one.span.end : place.span.start] in (" of ", " in ", " (")
        ]
        decided = resolve(document(text, published), Extraction().with_findings([*bills, *others, *owners]), gazetteer)
        return [decided[m.id].entity.slug for m in bills]

    return run


CALIFORNIA_S, TEXAS_S = "California passed SB 54.", "Texas passed SB 54."


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Texas, Texas and Texas sued. California's SB 54 stands.", CALIFORNIA_S),
        ("Texas, Texas and Texas sued over California SB 54 again.", CALIFORNIA_S),
        ("Texas and Texas sued. SB 54 of California stands.", CALIFORNIA_S),
        ("Texas and Texas sued. Lawmakers in California passed SB 54.", CALIFORNIA_S),
        ("Gov. Doe of Texas watched as the California Senate passed SB 54. Texas and Texas sued.", CALIFORNIA_S),
        ("California sued over Texas' SB 54. California won.", TEXAS_S),
        # Who stands in another sentence says nothing; then it is the state named most.
        ("They sued California. SB 54 passed. Texas and Texas agreed.", TEXAS_S),
    ],
)
def test_a_bill_is_of_the_legislature_beside_it(slugs: Slugs, text: str, same: str) -> None:
    assert slugs(text, "SB 54") == slugs(same, "SB 54")


def test_what_is_told_of_one_mention_of_a_bill_is_so_of_the_others(slugs: Slugs) -> None:
    text = "SB 54 passed. California's SB 54 was signed. Texas and Texas sued over SB 54."
    assert set(slugs(text, "SB 54")) == {*slugs(CALIFORNIA_S, "SB 54")}
    two = slugs("California's SB 54 is not Texas' SB 54. SB 54 took effect in Dallas.", "SB 54")
    assert two[0] == slugs(CALIFORNIA_S, "SB 54")[0]
    assert two[1] == two[2] == slugs(TEXAS_S, "SB 54")[0]


@pytest.mark.parametrize(
    ("text", "bill", "same", "number"),
    [
        ("The U.S. Senate passed Senate Bill 54. Texas sued.", "Senate Bill 54", "They passed S. 54.", "S. 54"),
        ("In Congress, House Resolution 9 failed. Texas sued.", "House Resolution 9", "H.Res. 9 failed.", "H.Res. 9"),
        ("Federal House Bill 12 failed. Texas sued.", "House Bill 12", "H.R. 12 failed.", "H.R. 12"),
    ],
)
def test_a_bill_spelled_out_may_be_one_of_congress(slugs: Slugs, text: str, bill: str, same: str, number: str) -> None:
    assert slugs(text, bill) == slugs(same, number)


def test_the_senate_alone_may_be_that_of_a_state(
    document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer
) -> None:
    text = "Texas debated it for days. The Senate passed Senate Bill 54."
    bill = mention(text, "Senate Bill 54", Kind.POLICY)
    others = [mention(text, "Texas", Kind.JURISDICTION), mention(text, "Senate", Kind.ORGANIZATION)]
    decided = resolve(document(text), Extraction().with_findings([bill, *others]), gazetteer)
    assert decided[bill.id].entity.identifier == "S.B. 54"


def test_numbers_are_counted_anew_in_each_session_of_a_state(slugs: Slugs) -> None:
    days = [date(2017, 1, 20), date(2018, 11, 30), date(2019, 1, 20), None]
    one, same, later, undated = (slugs("California passed SB 54.", "SB 54", day)[0] for day in days)
    assert one == same
    assert len({one, later, undated}) == 3


@pytest.mark.parametrize(
    ("text", "bill", "day"),
    [
        ("It was SB 54 of 2017 in California. SB 54 passed.", "SB 54", date(2021, 5, 1)),
        ("California's SB 54 (2017) is law.", "SB 54", date(2021, 5, 1)),
        ("California passed 2017's SB 54 at last.", "SB 54", date(2021, 5, 1)),
    ],
)
def test_a_session_told_beside_a_bill_is_its_own(slugs: Slugs, text: str, bill: str, day: date) -> None:
    assert {*slugs(text, bill, day)} == {*slugs(CALIFORNIA_S, "SB 54", date(2017, 5, 1))}


def test_a_congress_told_beside_a_bill_is_its_own(slugs: Slugs) -> None:
    then = slugs("The Senate passed S. 47.", "S. 47", date(2017, 5, 1))
    assert slugs("S. 47 of the 115th Congress failed.", "S. 47", date(2021, 5, 1)) == then
    assert slugs("They wrote S. 47 (115th Congress).", "S. 47", None) == then
    assert slugs("They wrote S. 47 anew.", "S. 47", date(2021, 5, 1)) != then


# ---- the number and the nickname


@pytest.mark.parametrize(
    "text",
    [
        "She wrote the Clean Rivers Act (S. 47). The Clean Rivers Act would help. S. 47 failed.",
        "The Clean Rivers Act is new. S. 47, known as the Clean Rivers Act, failed. Few read S. 47.",
        "S. 47, the Clean Rivers Act, failed. They call the Clean Rivers Act dear. S. 47 is short.",
    ],
)
def test_the_nickname_alone_is_the_bill_too(
    document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer, text: str
) -> None:
    words = ("Clean Rivers Act", "S. 47")
    mentions = [mention(text, w, Kind.POLICY, nth=n) for w in words for n in range(2)]
    decided = resolve(document(text), Extraction().with_findings(mentions), gazetteer)
    assert len({decided[m.id].entity.slug for m in mentions}) == 1
    assert {decided[m.id].entity.identifier for m in mentions} == {"S. 47"}


def test_a_case_and_where_it_is_printed_are_one(policies: Resolve) -> None:
    name, place = policies("In Doe v. Roe, 567 U.S. 387, he won.", "Doe v. Roe", "567 U.S. 387")
    assert name.entity.slug == place.entity.slug == "567-u-s-387"
    assert name.entity.identifier == "567 U.S. 387"
    assert name.entity.classes == ()


@pytest.mark.parametrize(
    "text",
    [
        "Texas sued, and Texas won. The Colorado House passed HB 1319 on Monday.",
        "Texas and Texas sued. Colorado's HB 1319 is late.",
        "Texas and Texas sued. Colorado House Bill 1319 is late.",
        "Texas and Texas sued. House Bill 1319 of Colorado is late.",
    ],
)
def test_what_is_read_beside_a_bill_tells_whose_it_is(
    parsed: Callable[..., AnnotatedDocument], gazetteer: Gazetteer, text: str
) -> None:
    slugs = []
    for told in (text, "Colorado passed HB 1319."):
        annotated = parsed(told)
        found = pipeline.extract(annotated, gazetteer)
        decided = resolve(annotated.document, found, gazetteer)
        (bill,) = (m for m in found.mentions if m.kind is Kind.POLICY)
        slugs.append(decided[bill.id].entity.slug)
    assert slugs[0] == slugs[1]
