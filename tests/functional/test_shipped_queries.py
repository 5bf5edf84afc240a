"""Each shipped query on the samples: rows worked out by hand from the articles."""

import csv
import io
from pathlib import Path

import pytest

from policygraph.query import catalogue

from .conftest import Run

pytestmark = pytest.mark.model

LETTERS = "Justice Department gives nine jurisdictions until June 30 to answer on immigration law"
CHICAGO = "Judge bars immigration conditions on police grants in Chicago case"
US_AG = "Attorney General of the United States"
HOLDS = "http://www.w3.org/ns/org#holds"
MEMBER_OF = "http://www.w3.org/ns/org#memberOf"
VISIT = "https://w3id.org/policygraph/ns#Visit"
PROTEST = "https://w3id.org/policygraph/ns#Protest"
SAN_DIEGO_VISIT = "Visit of Jeff Sessions and John F. Kelly to San Diego and Tijuana, 2017-04-21"

# Rows that must be in the answer, as the articles tell them. Cells past the ones given are not looked at.
ROWS: dict[str, list[tuple[str, ...]]] = {
    "officials-and-posts": [
        ("Bill de Blasio", "Mayor of New York City", "New York City", "2017-04-21", "2017-04-21"),
        ("Lori Lightfoot", "Mayor of Chicago", "Chicago", "2019-05-20", "2019-05-20"),
        ("Rahm Emanuel", "Mayor of Chicago", "Chicago", "2017-04-21", "2017-10-12"),
        ("Danny Davis", "United States Representative from Illinois", "Illinois", "2017-09-15", "2017-09-15"),
        ("Greg Abbott", "Governor of Texas", "Texas", "2017-05-22", "2017-05-22"),
        ("Jeff Sessions", "Attorney General of the United States", "United States", "2017-04-21", "2018-04-17"),
        ("Mitch Landrieu", "Mayor of New Orleans", "New Orleans", "2017-04-21", "2017-04-21"),
        ("Ron Johnson", "United States Senator from Wisconsin", "Wisconsin", "2017-04-21", "2017-04-21"),
        ("Veronica Escobar", "County Judge of El Paso County", "El Paso County", "2017-04-21", "2017-05-22"),
    ],
    "people-and-parties": [
        ("Charles Perry", "Republican Party", "Lubbock"),
        ("Danny Davis", "Democratic Party", "Illinois"),
        ("Greg Abbott", "Republican Party", ""),
        ("Ron Johnson", "Republican Party", "Wisconsin"),
        ("Timothy Schneider", "Republican Party", "Streamwood"),
        ("Toni Preckwinkle", "Democratic Party", ""),
    ],
    "officials-at-events-in": [
        ("Jeff Sessions", SAN_DIEGO_VISIT, "San Diego", "2017-04-21", "2017-04-21"),
        ("John F. Kelly", SAN_DIEGO_VISIT, "San Diego", "2017-04-21", "2017-04-21"),
    ],
    "events-of-month": [
        ("2017-04-20", "2017-04-20", VISIT, "Visit of Jeff Sessions and John F. Kelly to El Paso, 2017-04-20"),
        ("2017-04-21", "2017-04-21", PROTEST, "Protest in San Ysidro, 2017-04-21", "San Ysidro"),
        ("2017-04-21", "2017-04-21", VISIT, SAN_DIEGO_VISIT, "San Diego"),
        ("2017-04-21", "2017-04-21", VISIT, SAN_DIEGO_VISIT, "Tijuana"),
    ],
    "statements-by-jurisdiction": [
        ("Jerry Brown", "This bill strikes a balance that will protect public safety", "2017-10-06"),
    ],
    "who-said-what-about": [
        ("Jeff Sessions", US_AG, "to reconsider their sanctuary policies", "indirect", "2017-04-21", LETTERS),
        ("Greg Abbott", "Governor of Texas", "Texas has now banned sanctuary cities", "direct", "2017-05-22"),
    ],
    "letters-and-recipients": [
        # The nine of April 2017, and Cook County's second letter.
        *((name, "", "2017-04-21", "") for name in ("California", "Clark County", "Miami-Dade County", "New Orleans")),
        *((name, "", "2017-04-21", "") for name in ("Milwaukee County", "New York City", "Philadelphia")),
        ("Cook County", "United States Department of Justice", "2017-04-21"),
        ("Chicago", "United States Department of Justice", "2017-04-21"),
    ],
    "posts-held-in": [("Toni Preckwinkle",)],
    "policies-and-sponsors": [
        ("Executive Order 13768", "Executive Order 13768"),
        ("Senate Bill 4", "", "Charles Perry"),
        ("Senate Bill 54", "", "Kevin de León"),
    ],
    "suits-and-rulings": [
        ("Legal action of United States Department of Justice, 2018-03-06", "United States Department of Justice"),
    ],
    "former-holders": [
        ("Rahm Emanuel", "White House Chief of Staff"),
        ("Xavier Becerra", "United States Representative from California"),
        ("John Morton", "director, Immigration and Customs Enforcement"),
    ],
    "appointments": [
        ("Anna Valencia", "Rahm Emanuel"),
        ("Lori Lightfoot", "", "Appointment for Lori Lightfoot, 2019-05-20", "2019-05-20"),
    ],
    "single-source-claims": [
        ("Danny Davis", MEMBER_OF, "Democratic Party", CHICAGO, "2017-09-15"),
        ("Bill de Blasio", HOLDS, "Mayor of New York City", LETTERS, "2017-04-21"),
    ],
    "claims-with-evidence": [
        (
            "Jeff Sessions",
            HOLDS,
            "Attorney General of the United States",
            "affirmed",
            "stated",
            "Attorney General Jeff Sessions, who was at the border near San Diego on Friday with Homeland Security "
            "Secretary John Kelly, urged the nine to reconsider their sanctuary policies.",
            LETTERS,
            "2017-04-21",
        ),
    ],
}
# Rows that must not be there: what the articles deny, or say of another time.
NEVER: dict[str, list[tuple[str, ...]]] = {
    # A former White House chief of staff, and a retired general.
    "officials-and-posts": [("Rahm Emanuel", "White House Chief of Staff"), ("John F. Kelly", "commander")],
    # Many articles tell it.
    "single-source-claims": [("Jeff Sessions", HOLDS, "Attorney General of the United States")],
    # The supervisors' vote was in April 2018.
    "events-of-month": [("2018-04-17",)],
}


def _rows(policygraph: Run, graph: Path, name: str) -> list[list[str]]:
    done = policygraph("query", name, "-g", graph, "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    return list(csv.reader(io.StringIO(done.stdout)))[1:]


def test_every_shipped_query_is_looked_at() -> None:
    assert sorted(ROWS) == [query.name for query in catalogue()]


@pytest.mark.parametrize("name", sorted(ROWS))
def test_what_the_articles_tell(policygraph: Run, graph: Path, name: str) -> None:
    rows = _rows(policygraph, graph, name)
    for wanted in ROWS[name]:
        assert any(tuple(row[: len(wanted)]) == wanted for row in rows), wanted
    for unwanted in NEVER.get(name, ()):
        assert not any(tuple(row[: len(unwanted)]) == unwanted for row in rows), unwanted
