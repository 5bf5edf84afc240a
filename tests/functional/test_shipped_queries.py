"""Each shipped query on the samples: rows worked out by hand from the articles."""

import csv
import io
from pathlib import Path

import pytest

from policygraph.query import catalogue

from .conftest import Run

pytestmark = pytest.mark.model

# Cells past the ones given are not looked at, nor are those that are None: what an article leaves open, or tells and
# the build does not find yet.
Row = tuple[str | None, ...]

LETTERS = "Justice Department gives nine jurisdictions until June 30 to answer on immigration law"
CHICAGO = "Judge bars immigration conditions on police grants in Chicago case"
BORDER = "Sessions and Kelly take their border tour to San Diego"
EL_PASO = "El Paso County sues over Texas ban on sanctuary policies"
US_AG = "Attorney General of the United States"
DOJ = "United States Department of Justice"
HOLDS = "http://www.w3.org/ns/org#holds"
MEMBER_OF = "http://www.w3.org/ns/org#memberOf"
AGENT = "https://schema.org/agent"
VISIT = "https://w3id.org/policygraph/ns#Visit"
PROTEST = "https://w3id.org/policygraph/ns#Protest"
CORRESPONDENCE = "https://w3id.org/policygraph/ns#Correspondence"
LEGISLATIVE_ACTION = "https://w3id.org/policygraph/ns#LegislativeAction"
SAN_DIEGO_VISIT = "Visit of Jeff Sessions and John F. Kelly to San Diego and Tijuana, 2017-04-21"
EL_PASO_VISIT = "Visit of Jeff Sessions and John F. Kelly to El Paso, 2017-04-20"
NINE = (
    *("California", "Chicago", "Clark County", "Cook County", "Miami-Dade County", "Milwaukee County"),
    *("New Orleans", "New York City", "Philadelphia"),
)

# Rows that must be in the answer, as the articles tell them.
ROWS: dict[str, list[Row]] = {
    "officials-and-posts": [
        ("Bill de Blasio", "Mayor of New York City", "New York City", "2017-04-21", "2017-04-21"),
        ("Lori Lightfoot", "Mayor of Chicago", "Chicago", "2019-05-20", "2019-05-20"),
        ("Rahm Emanuel", "Mayor of Chicago", "Chicago", "2017-04-21", "2017-10-12"),
        ("Danny Davis", "United States Representative from Illinois", "Illinois", "2017-09-15", "2017-09-15"),
        ("Dennis Herrera", "City Attorney of San Francisco", "San Francisco", "2017-04-26", "2017-04-26"),
        ("Donald Trump", "President of the United States", "United States", "2017-04-21", "2019-08-08"),
        ("Greg Abbott", "Governor of Texas", "Texas", "2017-05-22", "2017-05-22"),
        ("Jeff Sessions", US_AG, "United States", "2017-04-21", "2018-04-17"),
        ("Jerry Brown", "Governor of California", "California", "2017-04-21", "2018-11-17"),
        ("John F. Kelly", "United States Secretary of Homeland Security", None, "2017-04-21", "2017-05-22"),
        ("Ken Paxton", "Attorney General of Texas", "Texas", "2017-05-22"),
        ("Mitch Landrieu", "Mayor of New Orleans", "New Orleans", "2017-04-21", "2017-04-21"),
        ("Ron Johnson", "United States Senator from Wisconsin", "Wisconsin", "2017-04-21", "2017-04-21"),
        ("Sally Hernandez", "Sheriff of Travis County", "Travis County", "2017-05-22", "2017-05-22"),
        ("Toni Preckwinkle", "president, Cook County Board of Commissioners", None, "2017-04-21", "2019-05-20"),
        ("Veronica Escobar", "County Judge of El Paso County", "El Paso County", "2017-04-21", "2017-05-22"),
        ("Xavier Becerra", "Attorney General of California", "California", "2017-10-06"),
    ],
    "people-and-parties": [
        ("Charles Perry", "Republican Party", "Lubbock"),
        ("Danny Davis", "Democratic Party", "Illinois"),
        ("Greg Abbott", "Republican Party", ""),
        ("James Gallagher", "Republican Party"),
        ("Jerry Brown", "Democratic Party", ""),
        ("Kevin de León", "Democratic Party", "Los Angeles"),
        ("Maria Cantwell", "Democratic Party", "Washington"),
        ("Ron Johnson", "Republican Party", "Wisconsin"),
        ("Timothy Schneider", "Republican Party", "Streamwood"),
        ("Toni Preckwinkle", "Democratic Party", ""),
    ],
    "officials-at-events-in": [
        ("Jeff Sessions", SAN_DIEGO_VISIT, "San Diego", "2017-04-21", "2017-04-21"),
        ("John F. Kelly", SAN_DIEGO_VISIT, "San Diego", "2017-04-21", "2017-04-21"),
    ],
    "events-of-month": [
        # The state Senate passed Senate Bill 54.
        ("2017-04-03", "2017-04-03", LEGISLATIVE_ACTION),
        ("2017-04-20", "2017-04-20", VISIT, EL_PASO_VISIT, "El Paso"),
        ("2017-04-21", "2017-04-21", PROTEST, "Protest in San Ysidro, 2017-04-21", "San Ysidro"),
        ("2017-04-21", "2017-04-21", VISIT, SAN_DIEGO_VISIT, "San Diego"),
        ("2017-04-21", "2017-04-21", VISIT, SAN_DIEGO_VISIT, "Tijuana"),
        (None, "2017-04-21", CORRESPONDENCE),
    ],
    "statements-by-jurisdiction": [
        ("James Gallagher", "The only thing this bill provides a sanctuary for is dangerous criminals", "2017-10-06"),
        ("Jerry Brown", "This bill strikes a balance that will protect public safety", "2017-10-06"),
        ("Jerry Brown", "the speech “a political stunt.”", "2018-04-17"),
        ("Kevin de León", "that local police “cannot be commandeered” by the Trump administration", "2017-10-06"),
    ],
    "who-said-what-about": [
        ("Jeff Sessions", US_AG, "to reconsider their sanctuary policies", "indirect", "2017-04-21", LETTERS),
        (
            *("Jeff Sessions", US_AG),
            "to withhold grants from sanctuary jurisdictions under Executive Order 13768",
            *("indirect", "2017-05-22", EL_PASO),
        ),
        ("Greg Abbott", "Governor of Texas", "Texas has now banned sanctuary cities", "direct", "2017-05-22", EL_PASO),
        (DOJ, "", "to prove that their sanctuary policies comply with 8 U.S.C. 1373", "indirect"),
    ],
    # Brown and Johnson are for Senate Bill 54 in their words, which the sheriffs are said to have opposed.
    "contradicting-stances": [
        ("Senate Bill 54", "Beth Johnson", "", "makes communities safer"),
        (
            *("Senate Bill 54", "Jerry Brown", "Governor of California"),
            "strikes a balance that will protect public safety",
        ),
    ],
    "said-before-and-after": [
        ("before", "2017-04-21", US_AG, "to reconsider their sanctuary policies", "sanctuary policy", "", LETTERS),
        (
            *(
                "before",
                "2017-05-22",
                US_AG,
                "to withhold grants from sanctuary jurisdictions under Executive Order 13768",
            ),
            *("Executive Order 13768", "", EL_PASO),
        ),
        (
            *("after", "2017-09-15", US_AG),
            "No amount of federal taxpayer dollars will help a city that refuses to help its own residents",
            *("", "", CHICAGO),
        ),
    ],
    "letters-and-recipients": [
        *((name, None, "2017-04-21") for name in NINE),
        # As the ruling in the Chicago case tells it again.
        ("Chicago", DOJ, "2017-04-21"),
        ("Cook County", DOJ, "2017-04-21"),
    ],
    "posts-held-in": [("Toni Preckwinkle", "president, Cook County Board of Commissioners")],
    "policies-and-sponsors": [
        ("8 U.S.C. 1373", "8 U.S.C. 1373", ""),
        ("Executive Order 13768", "Executive Order 13768", ""),
        ("Senate Bill 4", None, "Charles Perry"),
        ("Senate Bill 54", None, "Kevin de León"),
        ("Welcoming City Ordinance", None, ""),
    ],
    "suits-and-rulings": [
        (None, "Pat McCrory", DOJ, "2016-05-09", "2016-05-09"),
        *((None, None, sued) for sued in ("North Carolina", "Pat McCrory", "University of North Carolina")),
        (None, "San Francisco", None, "2017-01-31", "2017-01-31"),
        (None, "Rahm Emanuel", None, "2017-08", "2017-08-31"),
        (None, "Harry Leinenweber"),
        (None, "Lisa Madigan", "Chicago", "2017-08", "2017-08-31"),
        (None, DOJ, None, "2018-03-06", "2018-03-06"),
        (None, "Eric Schneiderman", None, "2018-04-03", "2018-04-03"),
        # 'On Tuesday', as told on a Saturday.
        (None, "", "Pacific Gas and Electric Company", "2018-11-13", "2018-11-13"),
        (None, "", "Edward Burke", "2019-01-03", "2019-01-03"),
    ],
    "former-holders": [
        ("John F. Kelly", "United States Secretary of Homeland Security", None, "2018-04-17"),
        ("John Morton", "director, Immigration and Customs Enforcement", None, "2017-10-12"),
        ("Lisa Madigan", "Attorney General of Illinois", None, "2019-05-20"),
        ("Pat McCrory", "Mayor of Charlotte", None, "2016-05-23"),
        (
            *("Rahm Emanuel", "White House Chief of Staff"),
            "Emanuel, a former White House chief of staff, denied that the facts or the law were on the department's "
            "side.",
            "2017-09-15",
        ),
        (
            *("Richard M. Daley", "Mayor of Chicago"),
            "Gov. J.B. Pritzker and former Mayor Richard M. Daley were among the guests.",
            "2019-05-20",
        ),
        ("Xavier Becerra", "United States Representative from California", None, "2017-10-06"),
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
            *("Jeff Sessions", HOLDS, US_AG, "affirmed", "stated"),
            "Attorney General Jeff Sessions, who was at the border near San Diego on Friday with Homeland Security "
            "Secretary John Kelly, urged the nine to reconsider their sanctuary policies.",
            *(LETTERS, "2017-04-21"),
        ),
        (
            *(EL_PASO_VISIT, AGENT, "Jeff Sessions", "affirmed", "stated"),
            "The dispute follows a visit to El Paso on April 20 by U.S. Attorney General Jeff Sessions and Homeland "
            "Security Secretary John Kelly, which also drew protests.",
            *(EL_PASO, "2017-05-22"),
        ),
        (
            *(SAN_DIEGO_VISIT, AGENT, "Jeff Sessions", "affirmed", "stated"),
            "SAN DIEGO – U.S. Attorney General Jeff Sessions and Homeland Security Secretary John Kelly visited the "
            "border between San Diego and Tijuana on Friday, the second day of a tour that began in Texas.",
            *(BORDER, "2017-04-21"),
        ),
    ],
}
# Rows that must not be there: what the articles deny, or say of somebody else or of another time.
NEVER: dict[str, list[Row]] = {
    "officials-and-posts": [
        # Former holders, a general's command, and who was only elected.
        ("Rahm Emanuel", "White House Chief of Staff"),
        ("John F. Kelly", "commander"),
        ("John Morton", "director, Immigration and Customs Enforcement"),
        ("Xavier Becerra", "United States Representative from California"),
        ("Richard M. Daley", "Mayor of Chicago"),
        ("Pat McCrory", "Mayor of Charlotte"),
        ("Gavin Newsom", "Governor of California"),
        ("Tony Evers", "Governor of Wisconsin"),
        # Officers of a state, not of the nation or a city.
        ("Tim Moore", "Speaker of the United States House of Representatives"),
        ("Scott Fitzgerald", "Majority Leader of the United States Senate"),
        ("Letitia James", "Attorney General of New York City"),
    ],
    # 'D-Wash.'
    "people-and-parties": [("Maria Cantwell", "Democratic Party", "Washington, D.C.")],
    # He said nothing of it before the articles tell it.
    "said-before-and-after": [("after", "2017-04-21"), ("before", "2017-10-12")],
    # He looked at prototypes there eleven months later.
    "officials-at-events-in": [("Donald Trump", SAN_DIEGO_VISIT)],
    # The supervisors' vote was in April 2018, the board's in 2011.
    "events-of-month": [("2018-04-17",), ("2011-09-07",)],
    # Zinke said it, beside the governor.
    "statements-by-jurisdiction": [
        ("Jerry Brown", "This is not a state issue, this is not a federal issue, this is an American issue"),
        ("Jeff Sessions",),
        ("Tom Homan",),
    ],
    # A seat of a county, states beside counties, and who was cleared.
    "letters-and-recipients": [(name,) for name in ("Las Vegas", "Illinois", "Nevada", "Wisconsin", "Connecticut")],
    "posts-held-in": [("Rahm Emanuel",), ("Veronica Escobar",)],
    # Who signs a law did not write it, and a position is no law.
    "policies-and-sponsors": [
        ("Senate Bill 54", None, "Jerry Brown"),
        ("Senate Bill 4", None, "Greg Abbott"),
        ("sanctuary policy",),
        ("border wall",),
    ],
    # He told reporters something; McCrory sued.
    "suits-and-rulings": [(None, "Tim Moore")],
    "former-holders": [("Jerry Brown", "Governor of California"), ("Jeff Sessions", US_AG), ("Toni Preckwinkle",)],
    # Many articles tell it.
    "single-source-claims": [("Jeff Sessions", HOLDS, US_AG)],
    "claims-with-evidence": [("Jeff Sessions", HOLDS, "United States Senator from Alabama")],
}


def _rows(policygraph: Run, graph: Path, name: str) -> list[list[str]]:
    done = policygraph("query", name, "-g", graph, "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    return list(csv.reader(io.StringIO(done.stdout)))[1:]


def _begins(row: list[str], wanted: Row) -> bool:
    return all(cell is None or cell == found for cell, found in zip(wanted, row[: len(wanted)], strict=True))


def test_every_shipped_query_is_looked_at() -> None:
    assert sorted(ROWS) == [query.name for query in catalogue()]


@pytest.mark.parametrize("name", sorted(ROWS))
def test_what_the_articles_tell(policygraph: Run, graph: Path, name: str) -> None:
    rows = _rows(policygraph, graph, name)
    assert [wanted for wanted in ROWS[name] if not any(_begins(row, wanted) for row in rows)] == []
    assert [row for row in rows if any(_begins(row, unwanted) for unwanted in NEVER.get(name, ()))] == []
