"""What a name may mean: the compiled tables, asked by name, slug, abbreviation or post."""

import hashlib
import os
import sqlite3
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from policygraph import resources
from policygraph.errors import ResourceError, UnknownNameError
from policygraph.gazetteer import compile as compiling
from policygraph.gazetteer import names
from policygraph.gazetteer.compile import COLUMNS, ORDER_COLUMNS, RECORD_COLUMNS, TERM_COLUMNS, compile_tables
from policygraph.gazetteer.names import fold

_SCHEMES = ("geonames", "wikidata", "geoid", "ocd", "bioguide")
# Column names are constants of compile; every value is a parameter.
_SELECT = f"SELECT {', '.join(f'r.{column}' for column in RECORD_COLUMNS)} FROM records r"  # noqa: S608
_TERMS = f'SELECT {", ".join(TERM_COLUMNS[:5])}, start, "end", district FROM terms'  # noqa: S608
# 'City of Chicago' names what 'Chicago' names, as long as it is of that level.
_PREFIXES = {
    "city of ": "municipality",
    "town of ": "municipality",
    "village of ": "municipality",
    "borough of ": "district",
    "state of ": "state",
    "commonwealth of ": "state",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a table. Empty strings and None mean unknown; coordinates are WGS 84 degrees."""

    slug: str
    kind: str  # jurisdiction, place, organization, person
    name: str
    types: tuple[str, ...]  # of an organization: government, news, court …
    level: str
    country: str  # slug
    state: str  # USPS code
    parents: tuple[str, ...]  # slugs, direct ones only
    jurisdiction: str  # slug
    latitude: float | None
    longitude: float | None
    population: int | None
    identifiers: tuple[tuple[str, str], ...]  # (scheme, value), the schemes in the order of _SCHEMES
    aliases: tuple[str, ...]
    table: str  # file name, the provenance
    website_domain: str
    given: str
    family: str
    suffix: str
    gender: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A person's time in a post; `start` and `end` are None where unknown, `end` also where it goes on."""

    person: str  # slug
    post: str
    jurisdiction: str  # slug
    organization: str  # slug
    party: str  # slug
    start: date | None
    end: date | None
    district: str

    def covers(self, on: date) -> bool:
        """Whether the post was held on that day, both ends included."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutiveOrder:
    """An executive order of a president of the United States."""

    number: str  # digits
    title: str
    signed: date
    president: str  # slug

    @property
    def slug(self) -> str:
        """As for a row of a table: 'executive-order-13768'."""
        return f"executive-order-{self.number}"


class Gazetteer:
    """Names with ids. Reads one SQLite file and never changes it; answers are cached."""

    def __init__(self, path: Path) -> None:
        try:
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._connection.execute("SELECT 1 FROM records LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise ResourceError(
                f"the gazetteer can't be read ({error})",
                where=str(path),
                remedy="Delete the file if it is in a cache folder, or install policygraph again",
            ) from error
        self._named = lru_cache(maxsize=2**15)(self._select_named)
        self._by_slug = lru_cache(maxsize=2**15)(self._select_slug)

    @classmethod
    def open(cls) -> "Gazetteer":
        """The shipped tables; in a checkout they are compiled on first use. Raises ResourceError."""
        return cls(_compiled())

    def lookup(self, name: str) -> tuple[Record, ...]:
        """All rows that have this name or alias, the most populous first, then by slug; () if none has.

        Names are compared as `fold` folds them: case tells nothing here, so whoever takes names from running
        text must see to it that 'us' and 'who' do not get here. A leading 'the' is overlooked if nothing has
        the name with it, and so is 'City of', 'Town of', 'State of' … before a jurisdiction of that level. A
        county is found by 'Cook County' only, never by 'Cook'.
        """
        return self._named(fold(name))

    def record(self, slug: str) -> Record:
        """The row of that slug. Raises UnknownNameError."""
        record = self._by_slug(slug)
        if record is None:
            raise UnknownNameError(f"the gazetteer has no {slug!r}", remedy="Look it up by its name")
        return record

    def __contains__(self, slug: str) -> bool:
        return self._by_slug(slug) is not None

    def ancestors(self, slug: str) -> tuple[Record, ...]:
        """Everything that contains `slug` (an organization: what it is part of), nearest first, each once."""
        found: dict[str, Record] = {}
        queue = deque(self.record(slug).parents)
        while queue:
            parent = queue.popleft()
            if parent not in found:
                found[parent] = self.record(parent)
                queue.extend(found[parent].parents)
        return tuple(found.values())

    def state_of(self, abbreviation: str) -> str | None:
        """The slug of the US state that 'CA', 'Calif.' or 'N.M.' stands for, written exactly so, or None."""
        query = "SELECT state FROM abbreviations WHERE form = ?"
        row = self._connection.execute(query, (abbreviation,)).fetchone()
        return None if row is None else str(row[0])

    def nearest(self, name: str, limit: int = 3) -> tuple[str, ...]:
        """The names of rows most like `name`, for "did you mean"; at most `limit`, equals by population."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - needed for an error message only

        matches = process.extract(fold(name), self._folded, scorer=fuzz.ratio, score_cutoff=60, limit=limit * 4)
        found = [(-round(score), self._named(folded)[0]) for folded, score, _ in matches]
        found.sort(key=lambda match: (match[0], -(match[1].population or 0), match[1].slug))
        return tuple(dict.fromkeys(record.name for _, record in found))[:limit]

    def terms(self, person: str) -> tuple[Term, ...]:
        """The posts that the person with this slug held, in order of their start."""
        return tuple(self._terms("WHERE person = ? ORDER BY id", (person,)))

    def holders(self, post: str, on: date, jurisdiction: str = "") -> tuple[Record, ...]:
        """Who held `post` (its exact title) on that day, by slug; in one `jurisdiction` (a slug) or anywhere.

        Terms without a start are left out, since nothing tells that they had begun.
        """
        terms = self._terms("WHERE post = ? AND start <> '' ORDER BY person", (post,))
        held = (t.person for t in terms if t.covers(on) and jurisdiction in ("", t.jurisdiction))
        return tuple(self.record(person) for person in dict.fromkeys(held))

    def executive_order(self, number: str) -> ExecutiveOrder | None:
        """The order with that number, '13768' or '13,768'; None outside the table, which is of 1995 to 2020."""
        query = f"SELECT {', '.join(ORDER_COLUMNS)} FROM executive_orders WHERE number = ?"  # noqa: S608
        row = self._connection.execute(query, (number.replace(",", ""),)).fetchone()
        if row is None:
            return None
        digits, title, signed, president = row
        return ExecutiveOrder(number=digits, title=title, signed=date.fromisoformat(signed), president=president)

    def _select_named(self, folded: str) -> tuple[Record, ...]:
        query = f"{_SELECT} JOIN names n ON n.record = r.id WHERE n.folded = ? ORDER BY n.record"
        rows = self._connection.execute(query, (folded,)).fetchall()
        if rows or " " not in folded:
            return tuple(map(_record, rows))
        if folded.startswith("the "):
            return self._named(folded.removeprefix("the "))
        for prefix, level in _PREFIXES.items():
            if folded.startswith(prefix):
                return tuple(r for r in self._named(folded.removeprefix(prefix)) if r.level == level)
        return ()

    def _select_slug(self, slug: str) -> Record | None:
        row = self._connection.execute(f"{_SELECT} WHERE r.slug = ?", (slug,)).fetchone()
        return None if row is None else _record(row)

    def _terms(self, condition: str, parameters: tuple[str, ...]) -> Iterator[Term]:
        for *texts, start, end, district in self._connection.execute(f"{_TERMS} {condition}", parameters):
            person, post, jurisdiction, organization, party = texts
            yield Term(
                person=person,
                post=post,
                jurisdiction=jurisdiction,
                organization=organization,
                party=party,
                start=date.fromisoformat(start) if start else None,
                end=date.fromisoformat(end) if end else None,
                district=district,
            )

    @cached_property
    def _folded(self) -> list[str]:
        return [row[0] for row in self._connection.execute("SELECT DISTINCT folded FROM names ORDER BY folded")]


def _record(row: tuple[str, ...]) -> Record:
    cells = dict(zip(RECORD_COLUMNS, row, strict=True))
    identifiers = tuple((scheme, value) for scheme in _SCHEMES for value in _list(cells.pop(scheme)))
    return Record(
        types=_list(cells.pop("types")),
        parents=_list(cells.pop("parents")),
        aliases=_list(cells.pop("aliases")),
        latitude=cells.pop("lat"),  # type: ignore[arg-type]  # the columns of numbers hold numbers
        longitude=cells.pop("lon"),  # type: ignore[arg-type]
        population=cells.pop("population"),  # type: ignore[arg-type]
        identifiers=identifiers,
        table=cells.pop("source"),
        **cells,
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _compiled() -> Path:
    if resources.has_data("gazetteer.sqlite"):
        return resources.data("gazetteer.sqlite")
    folder = resources.data("gazetteer")
    target = _cache_folder() / f"gazetteer-{_key(folder)}.sqlite"
    if not target.exists():
        try:
            compile_tables(folder, target)
        except OSError as error:
            raise ResourceError(
                f"the compiled gazetteer can't be written ({error})",
                where=str(target),
                remedy="Make the folder writable, or set XDG_CACHE_HOME (Windows: LOCALAPPDATA) elsewhere",
            ) from error
    return target


def _key(folder: Path) -> str:
    """Of the tables and of the code that compiles them, so that a change of either is seen."""
    digest = hashlib.sha256()
    sources = [Path(module.__file__) for module in (compiling, names) if module.__file__]
    for path in (*(folder / name for name in sorted(COLUMNS)), *sources):
        content = path.read_bytes() if path.exists() else b""
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


def _cache_folder() -> Path:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "policygraph"
