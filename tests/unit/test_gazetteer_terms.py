"""Who held which office of a city, county or state when, and executive orders.

Right values are those that the cities, counties and states tell, and the Federal Register.
"""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from policygraph.gazetteer import ExecutiveOrder, Gazetteer, fold
from policygraph.gazetteer.compile import PERSON_TABLES, TERM_TABLES, compile_tables
from policygraph.patterns import title_named

TABLES = Path(__file__).resolve().parents[2] / "data" / "gazetteer"
# Offices that one person at a time holds in a jurisdiction.
SINGLE = (
    "Attorney General",
    "County Board President",
    "County Executive",
    "County Judge",
    "Governor",
    "Mayor",
    "Sheriff",
)
LARGEST = 50


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    target = tmp_path_factory.mktemp("terms") / "gazetteer.sqlite"
    compile_tables(TABLES, target)
    return Gazetteer(target)


def rows(table: str) -> list[dict[str, str]]:
    columns, *lines = (TABLES / table).read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return [dict(zip(columns.split("\t"), line.split("\t"), strict=True)) for line in lines]


def terms_of_single_offices() -> dict[tuple[str, str], list[dict[str, str]]]:
    """By post and jurisdiction, in order of their start; who has no start comes first."""
    found = defaultdict(list)
    for table in TERM_TABLES:
        for row in rows(table):
            if row["post"] in SINGLE:
                found[row["post"], row["jurisdiction"]].append(row)
    return {key: sorted(terms, key=lambda term: (term["start"], term["end"])) for key, terms in found.items()}


@pytest.mark.parametrize(
    ("person", "city", "start", "end"),
    [
        ("rahm-emanuel-e000287", "us-il-chicago", date(2011, 5, 16), date(2019, 5, 20)),
        ("lori-lightfoot-q56486914", "us-il-chicago", date(2019, 5, 20), date(2023, 5, 15)),
        ("eric-garcetti-q5386557", "us-ca-los-angeles", date(2013, 7, 1), date(2022, 12, 12)),
        ("bill-de-blasio-q4911497", "us-ny-new-york-city", date(2014, 1, 1), date(2021, 12, 31)),
        ("ed-murray", "us-wa-seattle", date(2014, 1, 1), date(2017, 9, 13)),
        ("jennifer-roberts", "us-nc-charlotte", date(2015, 12, 7), date(2017, 12, 4)),
        ("dee-margo", "us-tx-el-paso", date(2017, 6, 26), date(2021, 1, 5)),
        ("kim-janey", "us-ma-boston", date(2021, 3, 22), date(2021, 11, 16)),
        ("karen-bass-b001270", "us-ca-los-angeles", date(2022, 12, 12), None),
        ("carlos-a-gimenez-g000593", "us-fl-miami-dade-county", date(2011, 7, 1), date(2020, 11, 17)),
    ],
)
def test_terms_of_mayors(gazetteer: Gazetteer, person: str, city: str, start: date, end: date | None) -> None:
    (term,) = [term for term in gazetteer.terms(person) if term.post == "Mayor"]
    assert (term.jurisdiction, term.start, term.end) == (city, start, end)


@pytest.mark.parametrize(
    ("post", "on", "jurisdiction", "expected"),
    [
        ("Mayor", date(2017, 4, 21), "us-il-chicago", ["rahm-emanuel-e000287"]),
        ("Mayor", date(2017, 9, 15), "us-wa-seattle", ["bruce-harrell"]),
        ("Mayor", date(2018, 12, 1), "us-az-phoenix", ["thelda-williams"]),
        ("Mayor", date(2010, 6, 1), "us-dc", ["adrian-fenty-q372911"]),
        ("Mayor", date(2017, 4, 21), "us-dc", ["muriel-bowser"]),
        ("County Board President", date(2017, 4, 21), "us-il-cook-county", ["toni-preckwinkle"]),
        ("County Judge", date(2017, 4, 21), "us-tx-el-paso-county", ["veronica-escobar-e000299"]),
        ("County Executive", date(2017, 4, 21), "us-wa-king-county", ["dow-constantine"]),
        ("Sheriff", date(2010, 4, 23), "us-az-maricopa-county", ["joe-arpaio"]),
        ("Attorney General", date(2017, 4, 21), "us-ca", ["xavier-becerra-b000287"]),
        ("Attorney General", date(2017, 4, 21), "us-ny", ["eric-schneiderman"]),
        ("Governor", date(2025, 1, 10), "us-de", ["bethany-hall-long"]),
        ("Governor", date(2026, 2, 1), "us-va", ["abigail-spanberger-s001209"]),
    ],
)
def test_who_held_an_office(gazetteer: Gazetteer, post: str, on: date, jurisdiction: str, expected: list[str]) -> None:
    assert [record.slug for record in gazetteer.holders(post, on, jurisdiction)] == expected


def test_an_acting_mayor_who_was_elected_later_has_two_terms(gazetteer: Gazetteer) -> None:
    terms = gazetteer.terms("todd-gloria")
    assert [(term.start, term.end) for term in terms] == [
        (date(2013, 8, 30), date(2014, 3, 3)),
        (date(2020, 12, 10), None),
    ]
    assert {(term.post, term.jurisdiction, term.party) for term in terms} == {
        ("Mayor", "us-ca-san-diego", "us-democratic-party")
    }


def test_no_terms_of_one_office_overlap() -> None:
    """One day may belong to who goes and who comes; nobody but the last has an office still."""
    overlaps = [
        f"{post} of {place}: {one['person']} until {one['end'] or 'now'}, {other['person']} from {other['start']}"
        for (post, place), terms in terms_of_single_offices().items()
        for one, other in pairwise(terms)
        if not one["end"] or not other["start"] or other["start"] < one["end"]
    ]
    assert overlaps == []


def test_every_state_has_had_a_governor() -> None:
    """From February 2009 to January 2025, and a day between two of them at most."""
    gaps = []
    for state in rows("states.tsv"):
        if state["country"] != "us" or state["slug"] == "us-dc":
            continue
        covered = date(2009, 2, 1)
        for term in terms_of_single_offices()["Governor", state["slug"]]:
            if date.fromisoformat(term["start"]) > covered + timedelta(days=1):
                gaps.append(f"{state['slug']}: {covered} to {term['start']}")
            covered = max(covered, date.fromisoformat(term["end"] or "9999-12-30"))
        if covered < date(2025, 1, 31):
            gaps.append(f"{state['slug']}: {covered} on")
    assert gaps == []


def test_the_largest_cities_have_their_mayors(gazetteer: Gazetteer) -> None:
    """The mayor of each of the fifty is known by name on 2017-04-21, whether or not the first day is."""
    populations = {row["slug"]: int(row["population"] or 0) for row in rows("municipalities-us.tsv")}
    populations["us-dc"] = gazetteer.record("us-dc").population or 0
    largest = sorted(populations, key=lambda place: (-populations[place], place))[:LARGEST]
    terms = terms_of_single_offices()
    day = "2017-04-21"
    missing = [
        city
        for city in largest
        if not any(term["start"] <= day <= (term["end"] or "9999") for term in terms.get(("Mayor", city), ()))
    ]
    assert missing == []


def test_every_term_tells_its_source() -> None:
    for row in (row for table in TERM_TABLES for row in rows(table)):
        for source in row["source"].split("|"):
            assert source.startswith("https://"), row["person"]
            assert " " not in source


def test_bounds_are_days_in_order() -> None:
    for row in rows("terms-state-local.tsv"):
        for bound in filter(None, (row["start"], row["end"])):
            assert date.fromisoformat(bound).isoformat() == bound
        assert not (row["start"] and row["end"]) or row["start"] < row["end"]


def test_offices_are_named_as_in_the_lexicon(gazetteer: Gazetteer) -> None:
    for row in rows("terms-state-local.tsv"):
        title = title_named(row["post"])
        assert title is not None, row["post"]
        if row["jurisdiction"] != "us-dc":
            assert gazetteer.record(row["jurisdiction"]).level in title.levels


def test_nobody_stands_in_both_tables_of_people() -> None:
    """Nor does a namesake so far; who has a row in the table kept by hand has a term there."""
    made, kept = (
        {fold(name) for row in rows(table) for name in (row["name"], *row["aliases"].split("|")) if name}
        for table in PERSON_TABLES
    )
    assert made & kept == set()
    holders = {row["person"] for row in rows("terms-state-local.tsv")}
    assert {row["slug"] for row in rows("people-state-local.tsv")} <= holders


def test_an_executive_order(gazetteer: Gazetteer) -> None:
    order = gazetteer.executive_order("13768")
    assert order == ExecutiveOrder(
        number="13768",
        title="Enhancing Public Safety in the Interior of the United States",
        signed=date(2017, 1, 25),
        president="donald-trump-q22686",
    )
    assert order.slug == "executive-order-13768"
    assert gazetteer.executive_order("13,768") == order


@pytest.mark.parametrize(
    ("number", "title", "signed", "president"),
    [
        ("13526", "Classified National Security Information", date(2009, 12, 29), "barack-obama-o000167"),
        (
            "13780",
            "Protecting the Nation From Foreign Terrorist Entry Into the United States",
            date(2017, 3, 6),
            "donald-trump-q22686",
        ),
        (
            "13228",
            "Establishing the Office of Homeland Security and the Homeland Security Council",
            date(2001, 10, 8),
            "george-w-bush-q207",
        ),
        (
            "13199",
            "Establishment of White House Office of Faith-Based and Community Initiatives",
            date(2001, 1, 29),
            "george-w-bush-q207",
        ),
        (
            "12978",
            "Blocking Assets and Prohibiting Transactions With Significant Narcotics Traffickers",
            date(1995, 10, 21),
            "bill-clinton-q1124",
        ),
    ],
)
def test_executive_orders(gazetteer: Gazetteer, number: str, title: str, signed: date, president: str) -> None:
    order = gazetteer.executive_order(number)
    assert order is not None
    assert (order.title, order.signed, order.president) == (title, signed, president)


@pytest.mark.parametrize("number", ["12988", "13900", "14000", "9066", "", "order"])
def test_orders_outside_the_table(gazetteer: Gazetteer, number: str) -> None:
    assert gazetteer.executive_order(number) is None


def test_orders_were_signed_while_their_president_was_in_office(gazetteer: Gazetteer) -> None:
    table = rows("executive_orders.tsv")
    assert len(table) == 998
    for row in table:
        order = gazetteer.executive_order(row["number"])
        assert order is not None
        terms = [t for t in gazetteer.terms(order.president) if t.post == "President of the United States"]
        assert any(term.covers(order.signed) for term in terms)
        assert order.title.split("  ") == [order.title.strip()]
