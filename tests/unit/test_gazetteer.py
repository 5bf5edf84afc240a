"""Right values are those of the Census, GeoNames, OCD and the agencies themselves."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph import resources
from policygraph.errors import ResourceError, UnknownNameError
from policygraph.gazetteer import Gazetteer, Record, fold
from policygraph.gazetteer.compile import COLUMNS, compile_tables

TABLES = Path(__file__).resolve().parents[2] / "data" / "gazetteer"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("gazetteer") / "gazetteer.sqlite"
    compile_tables(TABLES, target)
    return target


@pytest.fixture(scope="module")
def gazetteer(compiled: Path) -> Gazetteer:
    return Gazetteer(compiled)


def slugs(records: tuple[Record, ...]) -> list[str]:
    return [record.slug for record in records]


def identifiers(record: Record) -> dict[str, str]:
    return dict(record.identifiers)


# ---- folding ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Louis", "Saint Louis"),
        ("Ft. Worth", "FORT WORTH"),
        ("Mt. Vernon", "Mount Vernon"),
        ("Doña Ana County", "Dona Ana County"),
        ("O’Fallon", "O'Fallon"),
        ("Prince George's County", "Prince George’s County"),
        ("Winston-Salem", "Winston Salem"),
        ("U.S.-Mexico border", "US–Mexico border"),
        ("U.S.", "US"),
        ("U. S. Senate", "U.S. Senate"),
        ("J. D. Vance", "JD Vance"),
        ("Food & Drug Administration", "Food and Drug Administration"),
        ("Hawaiʻi", "Hawaii"),
        ("Łódź", "Lodz"),
        ("Washington, D.C.", "Washington DC"),
    ],
)
def test_forms_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_folded_form() -> None:
    assert fold("  St. Mary’s–Río & Co. ") == "saint marys rio and co"
    assert fold("—…!") == ""


def test_different_names_stay_different() -> None:
    assert len({fold(name) for name in ("Cook", "Cook County", "Cooke County", "La Salle", "LaSalle")}) == 5


@given(st.text())
def test_folding_is_idempotent(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text())
def test_folding_does_not_depend_on_case(name: str) -> None:
    assert fold(name.casefold()) == fold(name)


# ---- places ----------------------------------------------------------------------------------------------


def test_a_county(gazetteer: Gazetteer) -> None:
    cook = gazetteer.lookup("Cook County")[0]
    assert (cook.slug, cook.kind, cook.level, cook.state) == (
        "us-il-cook-county",
        "jurisdiction",
        "county",
        "IL",
    )
    assert identifiers(cook) == {
        "geoid": "17031",
        "geonames": "4888671",
        "ocd": "ocd-division/country:us/state:il/county:cook",
    }
    assert cook.parents == ("us-il",)
    assert cook.table == "counties.tsv"
    assert slugs(gazetteer.lookup("cook county")) == [
        "us-il-cook-county",
        "us-ga-cook-county",
        "us-mn-cook-county",
    ]


def test_a_city_in_two_counties(gazetteer: Gazetteer) -> None:
    (chicago,) = gazetteer.lookup("Chicago")
    assert chicago.level == "municipality"
    assert identifiers(chicago) == {
        "geoid": "1714000",
        "geonames": "4887398",
        "ocd": "ocd-division/country:us/state:il/place:chicago",
    }
    assert chicago.parents == ("us-il-cook-county", "us-il-dupage-county")
    assert slugs(gazetteer.ancestors("us-il-chicago")) == [
        "us-il-cook-county",
        "us-il-dupage-county",
        "us-il",
        "us",
    ]
    assert (chicago.latitude, chicago.longitude) == (41.85, -87.65)


def test_a_county_is_never_found_without_its_suffix(gazetteer: Gazetteer) -> None:
    assert "county" not in {record.level for record in gazetteer.lookup("Cook")}
    assert slugs(gazetteer.lookup("Baltimore County")) == ["us-md-baltimore-county"]
    assert gazetteer.lookup("Baltimore")[0].slug == "us-md-baltimore"
    assert {record.level for record in gazetteer.lookup("Baltimore")} == {"municipality"}


@pytest.mark.parametrize(
    ("name", "slug", "expected"),
    [
        ("El Paso", "us-tx-el-paso", {"geonames": "5520993", "geoid": "4824000"}),
        ("El Paso County", "us-tx-el-paso-county", {"geonames": "5521001", "geoid": "48141"}),
        ("New York City", "us-ny-new-york-city", {"geonames": "5128581", "geoid": "3651000"}),
        ("NYC", "us-ny-new-york-city", {"ocd": "ocd-division/country:us/state:ny/place:new_york"}),
        ("Nashville", "us-tn-nashville", {"geonames": "4644585", "geoid": "4752006"}),
        ("Indianapolis", "us-in-indianapolis", {"geonames": "4259418", "geoid": "1836000"}),
        ("Louisville", "us-ky-louisville", {"geonames": "4299276", "geoid": "2148006"}),
        ("Honolulu", "us-hi-honolulu", {"geonames": "5856195", "geoid": "1571550"}),
        ("St. Louis", "us-mo-saint-louis", {"geonames": "4407066"}),
        ("Tijuana", "mx-bcn-tijuana", {"geonames": "3981609"}),
        ("Juárez", "mx-chh-ciudad-juarez", {"geonames": "4013708"}),
        ("United States", "us", {"geonames": "6252001", "wikidata": "Q30"}),
        ("Mexico", "mx", {"geonames": "3996063", "wikidata": "Q96"}),
        ("California", "us-ca", {"geonames": "5332921", "geoid": "06", "wikidata": "Q99"}),
        ("Paris", "fr-paris", {"geonames": "2988507"}),
        ("Framingham", "us-ma-framingham", {"geoid": "2501724925"}),
        ("Manhattan", "us-ny-manhattan", {"geonames": "5125771"}),
        ("Calexico", "us-ca-calexico", {"geoid": "0609710"}),
    ],
)
def test_the_most_populous_is_first(gazetteer: Gazetteer, name: str, slug: str, expected: dict[str, str]) -> None:
    first = gazetteer.lookup(name)[0]
    assert first.slug == slug
    assert identifiers(first).items() >= expected.items()


def test_homonyms_are_ordered_by_population(gazetteer: Gazetteer) -> None:
    springfields = gazetteer.lookup("Springfield")
    assert slugs(springfields)[:4] == [
        "us-mo-springfield",
        "us-ma-springfield",
        "us-il-springfield",
        "us-or-springfield",
    ]
    populations = [record.population or 0 for record in springfields]
    assert populations == sorted(populations, reverse=True)
    assert {"us-oh-springfield", "us-vt-springfield"} < set(slugs(springfields))


def test_washington_is_one_place_with_the_ids_of_city_and_district(gazetteer: Gazetteer) -> None:
    for name in ("Washington, D.C.", "Washington DC", "D.C.", "District of Columbia"):
        (record,) = gazetteer.lookup(name)
        assert record.slug == "us-dc"
    assert set(record.identifiers) == {
        ("geonames", "4140963"),
        ("geonames", "4138106"),
        ("wikidata", "Q61"),
        ("geoid", "11"),
        ("geoid", "1150000"),
        ("geoid", "11001"),
        ("ocd", "ocd-division/country:us/district:dc"),
    }
    assert slugs(gazetteer.lookup("Washington"))[:2] == ["us-wa", "us-dc"]


def test_an_independent_city_is_its_own_county(gazetteer: Gazetteer) -> None:
    baltimore = gazetteer.record("us-md-baltimore")
    assert baltimore.parents == ("us-md",)
    assert [value for scheme, value in baltimore.identifiers if scheme == "geoid"] == ["2404000", "24510"]


def test_a_neighbourhood_in_its_city(gazetteer: Gazetteer) -> None:
    assert slugs(gazetteer.ancestors("us-ca-san-diego-san-ysidro")) == [
        "us-ca-san-diego",
        "us-ca-san-diego-county",
        "us-ca",
        "us",
    ]
    crossing = gazetteer.lookup("San Ysidro Port of Entry")[0]
    assert (crossing.kind, crossing.level) == ("place", "border-crossing")
    assert crossing.parents == ("us-ca-san-diego-san-ysidro",)


def test_a_borough_in_city_and_county(gazetteer: Gazetteer) -> None:
    (bronx,) = [record for record in gazetteer.lookup("the Bronx") if record.level == "district"]
    assert bronx.parents == ("us-ny-new-york-city", "us-ny-bronx-county")


def test_kind_and_rank_in_front_of_a_name(gazetteer: Gazetteer) -> None:
    assert slugs(gazetteer.lookup("City of Chicago")) == ["us-il-chicago"]
    assert slugs(gazetteer.lookup("State of Illinois")) == ["us-il"]
    assert slugs(gazetteer.lookup("Commonwealth of Virginia")) == ["us-va"]
    # The village and the town of Hempstead, N.Y., are two governments.
    assert slugs(gazetteer.lookup("Town of Hempstead")) == ["us-ny-town-of-hempstead"]


def test_unknown_names(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Zzyzx Junction County") == ()
    assert gazetteer.lookup("") == ()
    assert gazetteer.lookup("the") == ()
    with pytest.raises(UnknownNameError, match="us-zz"):
        gazetteer.record("us-zz")
    assert "us-il" in gazetteer
    assert "us-zz" not in gazetteer


def test_did_you_mean(gazetteer: Gazetteer) -> None:
    assert gazetteer.nearest("Chicgo", 1) == ("Chicago",)
    assert gazetteer.nearest("Cook Conty", 1) == ("Cook County",)
    assert gazetteer.nearest("Departmnt of Justice", 1) == ("United States Department of Justice",)
    assert gazetteer.nearest("qqqqqqqqqqqq") == ()


@pytest.mark.parametrize(
    ("form", "slug"),
    [
        ("CA", "us-ca"),
        ("Calif.", "us-ca"),
        ("Ore.", "us-or"),
        ("MO", "us-mo"),
        ("N.M.", "us-nm"),
        ("N. M.", "us-nm"),
        ("D.C.", "us-dc"),
        ("W.Va.", "us-wv"),
        ("PR", "us-pr"),
        ("mo", None),
        ("Or", None),
        ("Missouri", None),
    ],
)
def test_state_abbreviations(gazetteer: Gazetteer, form: str, slug: str | None) -> None:
    assert gazetteer.state_of(form) == slug


# ---- organizations ---------------------------------------------------------------------------------------


def test_an_agency_and_its_department(gazetteer: Gazetteer) -> None:
    (ice,) = gazetteer.lookup("ICE")
    assert ice.name == "United States Immigration and Customs Enforcement"
    assert ice.kind == "organization"
    assert ice.types == ("government", "police")
    assert (ice.parents, ice.jurisdiction) == (("us-dhs",), "us")
    assert slugs(gazetteer.ancestors("us-border-patrol")) == ["us-cbp", "us-dhs"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Justice Department", "us-doj"),
        ("the Justice Department", "us-doj"),
        ("U.S. Department of Justice", "us-doj"),
        ("DOJ", "us-doj"),
        ("Department of Homeland Security", "us-dhs"),
        ("9th U.S. Circuit Court of Appeals", "us-court-of-appeals-9th"),
        (
            "U.S. District Court for the Northern District of California",
            "us-district-court-northern-california",
        ),
        ("U.S. Supreme Court", "us-supreme-court"),
        ("California State Assembly", "us-ca-assembly"),
        ("Virginia House of Delegates", "us-va-house"),
        ("GOP", "us-republican-party"),
        ("L.A. Times", "los-angeles-times"),
        ("World Health Organization", "who"),
    ],
)
def test_organizations(gazetteer: Gazetteer, name: str, slug: str) -> None:
    assert slugs(gazetteer.lookup(name)) == [slug]


def test_all_courts_and_chambers_are_there() -> None:
    rows = gazetteer_rows("organizations.tsv")
    courts = [row["name"] for row in rows]
    assert sum(name.startswith("United States Court of Appeals for the ") for name in courts) == 13
    assert sum(name.startswith("United States District Court for the ") for name in courts) == 94
    houses = [row for row in rows if row["parent"].endswith("-legislature")]
    assert len({row["jurisdiction"] for row in houses}) == 50  # 49 states (Nebraska has one chamber) and Puerto Rico


# ---- people ----------------------------------------------------------------------------------------------


def test_a_member_of_the_cabinet(gazetteer: Gazetteer) -> None:
    (sessions,) = gazetteer.lookup("Jeff Sessions")
    assert sessions.slug == "jeff-sessions-s001141"
    assert sessions.kind == "person"
    assert identifiers(sessions) == {"bioguide": "S001141", "wikidata": "Q358443"}
    assert (sessions.family, sessions.gender) == ("Sessions", "male")
    senate, justice = gazetteer.terms(sessions.slug)
    assert (senate.post, senate.jurisdiction, senate.organization, senate.party) == (
        "United States Senator",
        "us-al",
        "us-senate",
        "us-republican-party",
    )
    assert (senate.start, senate.end) == (date(1997, 1, 3), date(2017, 2, 8))
    assert (justice.post, justice.organization) == ("Attorney General of the United States", "us-doj")
    assert (justice.start, justice.end) == (date(2017, 2, 9), date(2018, 11, 7))


@pytest.mark.parametrize(
    ("post", "on", "jurisdiction", "expected"),
    [
        ("President of the United States", date(1995, 6, 1), "", ["bill-clinton-q1124"]),
        ("President of the United States", date(2017, 4, 21), "", ["donald-trump-q22686"]),
        ("President of the United States", date(2022, 6, 1), "", ["joe-biden-b000444"]),
        ("Attorney General of the United States", date(1990, 1, 1), "us", ["dick-thornburgh"]),
        ("Attorney General of the United States", date(2017, 4, 21), "us", ["jeff-sessions-s001141"]),
        ("Secretary of Homeland Security", date(2017, 4, 21), "us", ["john-f-kelly-q6232322"]),
        ("Secretary of Defense", date(2008, 1, 1), "us", ["robert-gates-q212979"]),
        ("Governor", date(2017, 4, 21), "us-ca", ["jerry-brown-q152451"]),
        ("Governor", date(2012, 1, 1), "us-tx", ["rick-perry-q215057"]),
        (
            "United States Senator",
            date(2017, 4, 21),
            "us-wi",
            ["ron-johnson-j000293", "tammy-baldwin-b001230"],
        ),
        ("Secretary of Homeland Security", date(1995, 1, 1), "us", []),
        ("Governor", date(2017, 4, 21), "us-il-cook-county", []),
    ],
)
def test_who_held_a_post(gazetteer: Gazetteer, post: str, on: date, jurisdiction: str, expected: list[str]) -> None:
    assert slugs(gazetteer.holders(post, on, jurisdiction)) == expected


def test_a_congress_is_full(gazetteer: Gazetteer) -> None:
    """All seats of the Senate were held on 2017-04-21, and each state and territory had its governor."""
    day = date(2017, 4, 21)
    assert len(gazetteer.holders("United States Senator", day)) == 100
    assert len(gazetteer.holders("Governor", day)) == 55


def test_terms_are_in_order() -> None:
    for row in gazetteer_rows("terms.tsv"):
        for bound in (row["start"], row["end"]):
            assert bound == "" or date.fromisoformat(bound).isoformat() == bound
        assert row["end"] == "" or row["start"] <= row["end"]


# ---- tables ----------------------------------------------------------------------------------------------


def gazetteer_rows(table: str) -> list[dict[str, str]]:
    columns, *lines = (TABLES / table).read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return [dict(zip(columns.split("\t"), line.split("\t"), strict=True)) for line in lines]


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_is_tidy(table: str) -> None:
    text = (TABLES / table).read_bytes().decode("utf-8")
    assert "\r" not in text
    assert text.endswith("\n")
    keys = [tuple(line.split("\t")[:1]) for line in text.removesuffix("\n").split("\n")[1:]]
    assert keys == sorted(keys)
    for line in text.split("\n"):
        for cell in line.split("\t"):
            assert cell == cell.strip()
            assert "" not in cell.split("|") or cell == ""


def test_slugs_are_fit_for_an_iri() -> None:
    for table in COLUMNS:
        if "slug" in COLUMNS[table]:
            for row in gazetteer_rows(table):
                slug = row["slug"]
                assert slug.isascii()
                assert slug == slug.lower()
                assert slug.replace("-", "").isalnum()
                assert "--" not in slug


def test_counts() -> None:
    """50 states, DC, 5 territories; 3,143 county equivalents less DC and 41 independent cities."""
    states = [row for row in gazetteer_rows("states.tsv") if row["country"] == "us"]
    assert len(states) == 56
    counties = gazetteer_rows("counties.tsv")
    assert sum(row["state"] not in {"AS", "MP", "VI"} for row in counties) == 3143 - 1 - 41
    assert sum(row["name"].endswith(" Parish") for row in counties) == 64
    municipios = [row for row in gazetteer_rows("municipalities-us.tsv") if row["name"] and row["state"] == "PR"]
    assert sum("Municipio" in row["aliases"] for row in municipios) == 78


def test_no_identifier_stands_for_two_places() -> None:
    seen: dict[tuple[str, str], str] = {}
    for table in COLUMNS:
        for column in ("geonames", "wikidata", "geoid", "ocd"):
            if column in COLUMNS[table]:
                for row in gazetteer_rows(table):
                    for value in filter(None, row[column].split("|")):
                        other = seen.setdefault((column, value), row["slug"])
                        assert other == row["slug"], f"{column} {value}"


# ---- compilation -----------------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder of tables with a country, a state and nothing else."""
    folder = tmp_path / "tables"
    folder.mkdir()
    for table, columns in COLUMNS.items():
        (folder / table).write_text("\t".join(columns) + "\n", encoding="utf-8")
    add(folder, "countries.tsv", "zz", "Zedland", "jurisdiction", "country", "zz", *[""] * 10)
    add(folder, "states.tsv", "zz-a", "Alpha", "jurisdiction", "state", "zz", "", "zz", *[""] * 8)
    return folder


def add(folder: Path, table: str, *cells: str) -> None:
    with (folder / table).open("a", encoding="utf-8") as file:
        file.write("\t".join(cells) + "\n")


def test_the_same_tables_give_the_same_bytes(compiled: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from policygraph.gazetteer.compile import compile_tables;"
        "compile_tables(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    seed = "1" if os.environ.get("PYTHONHASHSEED") == "2" else "2"
    arguments = [sys.executable, "-c", code, str(TABLES), str(tmp_path / "other")]
    subprocess.run(arguments, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
    assert (tmp_path / "other").read_bytes() == compiled.read_bytes()


def test_a_small_gazetteer(small: Path, tmp_path: Path) -> None:
    add(small, "aliases.tsv", "zz-a", "First Province")
    compile_tables(small, tmp_path / "g.sqlite")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["g.sqlite"]
    gazetteer = Gazetteer(tmp_path / "g.sqlite")
    (alpha,) = gazetteer.lookup("first province")
    assert alpha == gazetteer.record("zz-a")
    assert (alpha.aliases, alpha.population, alpha.identifiers) == (("First Province",), None, ())
    assert slugs(gazetteer.ancestors("zz-a")) == ["zz"]


@pytest.mark.parametrize(
    ("table", "cells", "message"),
    [
        (
            "states.tsv",
            ("zz-a", "Beta", "jurisdiction", "state", "zz", *[""] * 10),
            "the slug zz-a stands twice",
        ),
        (
            "states.tsv",
            ("zz-b", "Beta", "jurisdiction", "state", "zz", "", "zz-x", *[""] * 8),
            "zz-b refers to zz-x",
        ),
        ("aliases.tsv", ("zz-c", "Gamma"), "Gamma refers to zz-c"),
        ("state_abbreviations.tsv", ("zz-d", "D.", "ap"), "D. refers to zz-d"),
        ("states.tsv", ("zz-e", "too few"), "line 3 does not have the columns"),
    ],
)
def test_malformed_tables(small: Path, tmp_path: Path, table: str, cells: tuple[str, ...], message: str) -> None:
    add(small, table, *cells)
    with pytest.raises(ResourceError, match=message):
        compile_tables(small, tmp_path / "g.sqlite")
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_a_cycle_is_refused(small: Path, tmp_path: Path) -> None:
    add(small, "states.tsv", "zz-b", "Beta", "jurisdiction", "state", "zz", "", "zz-c", *[""] * 8)
    add(small, "states.tsv", "zz-c", "Gamma", "jurisdiction", "state", "zz", "", "zz-b", *[""] * 8)
    with pytest.raises(ResourceError, match="these contain each other: zz-"):
        compile_tables(small, tmp_path / "g.sqlite")


def test_a_missing_table(small: Path, tmp_path: Path) -> None:
    (small / "places.tsv").unlink()
    with pytest.raises(ResourceError, match=r"places\.tsv: the table can't be read"):
        compile_tables(small, tmp_path / "g.sqlite")


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "g.sqlite").write_text("no database", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"g\.sqlite: the gazetteer can't be read"):
        Gazetteer(tmp_path / "g.sqlite")
    with pytest.raises(ResourceError, match="the gazetteer can't be read"):
        Gazetteer(tmp_path / "absent.sqlite")


def test_a_checkout_compiles_once_into_the_cache(small: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", str(tmp_path / "c"))
    monkeypatch.setattr(resources, "has_data", lambda name: name != "gazetteer.sqlite")
    monkeypatch.setattr(resources, "data", lambda name: {"gazetteer": small}[name])
    assert Gazetteer.open().record("zz").name == "Zedland"
    (first,) = (tmp_path / "c" / "policygraph").iterdir()
    made = first.stat().st_mtime_ns
    assert Gazetteer.open().record("zz").name == "Zedland"
    assert first.stat().st_mtime_ns == made
    # Changed tables are compiled anew, beside the file that another process may be reading.
    add(small, "aliases.tsv", "zz", "Land of Z")
    assert Gazetteer.open().lookup("Land of Z")[0].slug == "zz"
    assert len(list((tmp_path / "c" / "policygraph").iterdir())) == 2


def test_a_cache_that_cannot_be_written_is_told(small: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(resources, "has_data", lambda name: name != "gazetteer.sqlite")
    monkeypatch.setattr(resources, "data", lambda name: {"gazetteer": small}[name])
    with pytest.raises(ResourceError, match="the compiled gazetteer can't be written"):
        Gazetteer.open()


def test_an_installed_wheel_is_read_as_it_is(compiled: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(resources, "has_data", lambda name: name == "gazetteer.sqlite")
    monkeypatch.setattr(resources, "data", lambda name: {"gazetteer.sqlite": compiled}[name])
    assert Gazetteer.open().record("us").name == "United States"
    assert list(tmp_path.iterdir()) == []
