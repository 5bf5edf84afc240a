"""The tables of `data/gazetteer/` into one SQLite file: by the build hook, or on first use in a checkout.

Only the standard library is imported here, since the hook runs where nothing else is installed.
"""

import csv
import graphlib
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from policygraph.errors import ResourceError
from policygraph.gazetteer.names import fold

PLACE_TABLES = (
    "countries.tsv",
    "states.tsv",
    "regions-world.tsv",
    "counties.tsv",
    "municipalities-us.tsv",
    "municipalities-mx.tsv",
    "cities-world.tsv",
    "places.tsv",
)
PLACE_COLUMNS = [
    "slug",
    "name",
    "kind",
    "level",
    "country",
    "state",
    "parents",
    "lat",
    "lon",
    "population",
    "geonames",
    "wikidata",
    "geoid",
    "ocd",
    "aliases",
]
ORGANIZATION_COLUMNS = [
    "slug",
    "name",
    "types",
    "parent",
    "jurisdiction",
    "wikidata",
    "website_domain",
    "aliases",
]
PERSON_COLUMNS = ["slug", "name", "given", "family", "suffix", "gender", "wikidata", "bioguide", "aliases"]
TERM_COLUMNS = ["person", "post", "jurisdiction", "organization", "party", "start", "end", "district"]
ORDER_COLUMNS = ["number", "title", "signed", "president"]
# Made from reference tables, and kept by hand. Each term tells its source.
PERSON_TABLES = ("people.tsv", "people-state-local.tsv")
TERM_TABLES = ("terms.tsv", "terms-leaders.tsv", "terms-state-local.tsv")
COLUMNS: Mapping[str, list[str]] = {
    **dict.fromkeys(PLACE_TABLES, PLACE_COLUMNS),
    "organizations.tsv": ORGANIZATION_COLUMNS,
    "people.tsv": PERSON_COLUMNS,
    "people-state-local.tsv": PERSON_COLUMNS,
    **{table: [*TERM_COLUMNS, "source"] for table in TERM_TABLES},
    "executive_orders.tsv": ORDER_COLUMNS,
    "state_abbreviations.tsv": ["state", "form", "style"],
    "aliases.tsv": ["slug", "alias"],
}
RECORD_COLUMNS = [
    "slug",
    "kind",
    "name",
    "types",
    "level",
    "country",
    "state",
    "parents",
    "jurisdiction",
    "lat",
    "lon",
    "population",
    "geonames",
    "wikidata",
    "geoid",
    "ocd",
    "bioguide",
    "website_domain",
    "given",
    "family",
    "suffix",
    "gender",
    "aliases",
    "source",
]

_SCHEMA = f"""
CREATE TABLE records (id INTEGER PRIMARY KEY, {", ".join(RECORD_COLUMNS)}, UNIQUE (slug));
CREATE TABLE names (folded, record INTEGER, PRIMARY KEY (folded, record)) WITHOUT ROWID;
CREATE TABLE abbreviations (form PRIMARY KEY, state, style) WITHOUT ROWID;
CREATE TABLE terms (id INTEGER PRIMARY KEY, {", ".join(f'"{c}"' for c in TERM_COLUMNS)});
CREATE INDEX terms_by_person ON terms (person);
CREATE INDEX terms_by_post ON terms (post);
CREATE TABLE executive_orders ({", ".join(ORDER_COLUMNS)}, PRIMARY KEY (number)) WITHOUT ROWID;
"""

Row = dict[str, str]


def compile_tables(folder: Path, target: Path) -> None:
    """Write the SQLite file `target` from the tables in `folder`; the same tables give the same bytes.

    The file appears whole or not at all, so that processes may compile side by side. Raises ResourceError for
    a table that is missing or malformed, a slug that stands twice, and one that is referred to and nowhere.
    """
    tables = {name: list(_read(folder / name)) for name in COLUMNS}
    records = _records(tables)
    _check(tables, records)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=target.name, dir=target.parent)
    os.close(handle)
    try:
        _write(Path(temporary), tables, records)
        Path(temporary).chmod(0o644)  # temporary files are private, the wheel's are not
        Path(temporary).replace(target)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _read(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            columns = COLUMNS[path.name]
            for cells in rows:
                if len(cells) != len(columns) or (rows.line_num == 1 and cells != columns):
                    raise _malformed(path.name, f"line {rows.line_num} does not have the columns {columns}")
                if rows.line_num > 1:
                    yield dict(zip(columns, cells, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _malformed(str(path), f"the table can't be read ({error})") from error


def _records(tables: Mapping[str, list[Row]]) -> list[Row]:
    """All rows that name something, most populous first and then by slug: the order of every answer."""
    added: dict[str, list[str]] = {}
    for row in tables["aliases.tsv"]:
        added.setdefault(row["slug"], []).append(row["alias"])
    records = []
    for source in (*PLACE_TABLES, "organizations.tsv", *PERSON_TABLES):
        for row in tables[source]:
            record = dict.fromkeys(RECORD_COLUMNS, "") | row | {"source": source}
            if source == "organizations.tsv":
                record |= {"kind": "organization", "parents": record.pop("parent")}
            elif source in PERSON_TABLES:
                record |= {"kind": "person"}
            own = row["aliases"].split("|") if row["aliases"] else []
            record["aliases"] = "|".join(dict.fromkeys([*own, *added.get(row["slug"], [])]))
            records.append(record)
    return sorted(records, key=lambda record: (-int(record["population"] or 0), record["slug"]))


def _check(tables: Mapping[str, list[Row]], records: list[Row]) -> None:
    slugs: dict[str, str] = {}
    for record in records:
        if record["slug"] in slugs:
            where = f"{slugs[record['slug']]} and {record['source']}"
            raise _malformed(where, f"the slug {record['slug']} stands twice")
        slugs[record["slug"]] = record["source"]
    links = [(r["source"], r["slug"], to) for r in records for to in _list(r["parents"], r["jurisdiction"])]
    links += [
        (table, row["person"], to)
        for table in TERM_TABLES
        for row in tables[table]
        for to in _list(row["person"], row["jurisdiction"], row["organization"], row["party"])
    ]
    links += [("executive_orders.tsv", r["number"], r["president"]) for r in tables["executive_orders.tsv"]]
    links += [("aliases.tsv", row["alias"], row["slug"]) for row in tables["aliases.tsv"]]
    links += [("state_abbreviations.tsv", row["form"], row["state"]) for row in tables["state_abbreviations.tsv"]]
    for source, who, to in links:
        if to not in slugs:
            raise _malformed(source, f"{who} refers to {to}, which stands in no table")
    try:
        graphlib.TopologicalSorter({r["slug"]: _list(r["parents"]) for r in records}).prepare()
    except graphlib.CycleError as error:
        raise _malformed("gazetteer", f"these contain each other: {', '.join(error.args[1])}") from error


def _write(path: Path, tables: Mapping[str, list[Row]], records: list[Row]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        _insert(connection, "records", ([i, *map(_cell, r.items())] for i, r in enumerate(records)))
        _insert(connection, "names", sorted(_names(records)))
        forms = {row["form"]: [row["form"], row["state"], row["style"]] for row in tables["state_abbreviations.tsv"]}
        _insert(connection, "abbreviations", (forms[form] for form in sorted(forms)))
        terms = sorted(_terms(tables), key=lambda row: [row[c] for c in ("person", "start", "post", "end")])
        _insert(connection, "terms", ([i, *row.values()] for i, row in enumerate(terms)))
        orders = {row["number"]: list(row.values()) for row in tables["executive_orders.tsv"]}
        _insert(connection, "executive_orders", (orders[number] for number in sorted(orders)))
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    finally:
        connection.close()


def _terms(tables: Mapping[str, list[Row]]) -> Iterator[Row]:
    """The terms of all tables, without their sources."""
    for table in TERM_TABLES:
        for row in tables[table]:
            yield {column: row[column] for column in TERM_COLUMNS}


def _cell(cell: tuple[str, str]) -> str | int | float | None:
    column, value = cell
    if column in ("lat", "lon"):
        return float(value) if value else None
    if column == "population":
        return int(value) if value else None
    return value


def _names(records: list[Row]) -> Iterator[tuple[str, int]]:
    for number, record in enumerate(records):
        yield from ((name, number) for name in {fold(n) for n in (record["name"], *_list(record["aliases"]))})


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    columns = connection.execute(f"SELECT * FROM {table} LIMIT 0").description  # noqa: S608 - of _SCHEMA
    values = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} VALUES ({values})", rows)  # noqa: S608 - of _SCHEMA


def _list(*cells: str) -> list[str]:
    return [value for cell in cells if cell for value in cell.split("|")]


def _malformed(where: str, what: str) -> ResourceError:
    return ResourceError(what, where=where, remedy="Mend the table, or install policygraph again")
