"""Expressions of time read rightly, ours beside those of dateparser, on the table tests/unit/extract/dates.tsv.

    python bench/dates.py [--json] [--errors]

Each row is a sentence, its day of publication, and the words whose value, first and last day were worked out by hand;
some name nothing. `ours` reads the sentence with the language model. `dateparser` (not a dependency: pip install
dateparser) is asked twice, each time told the day of publication and to prefer the past: `search` is given the
sentence, as we are, `words` only the words asked for, as one who has found them would, and so no rows that name
nothing.

`value` counts what is right as precise as the table has it: of a month the month will do, whatever the day. `bounds`
counts first and last day, which of dateparser are those of the day, month or year that it says it has read. A row
without a day of publication is read by both without one; dateparser then counts from today, so that what it makes
of 'last October' is wrong by the day it runs. The table and our rules are by the same hands and were made together:
its figures tell what is held, and how the two differ, not how often we are right about news.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

TABLE = Path(__file__).resolve().parents[1] / "tests" / "unit" / "extract" / "dates.tsv"

Value = tuple[str, str, str]


@dataclass(frozen=True)
class Row:
    """A sentence, the words asked for, and what they name: (value, earliest, latest) or nothing."""

    published: date | None
    sentence: str
    words: str
    value: Value | None

    def at(self, start: int, end: int) -> bool:
        """Whether code points of the sentence share one with the words asked for."""
        first = self.sentence.index(self.words)
        return start < first + len(self.words) and first < end


def rows(path: Path = TABLE) -> list[Row]:
    """The rows of the table, in order."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("#"):
            continue
        published, sentence, words, value, earliest, latest, _ = line.split("\t")
        day = None if published == "-" else date.fromisoformat(published)
        found.append(Row(day, sentence, words, (value, earliest, latest) if value else None))
    return found


def ours(table: Sequence[Row]) -> list[list[Value]]:
    """What we read at the words of each row."""
    from policygraph.annotate import Annotator  # noqa: PLC0415 -- --help needs no language model
    from policygraph.extract import dates  # noqa: PLC0415
    from policygraph.gazetteer import Gazetteer  # noqa: PLC0415
    from policygraph.model import Document, Extraction  # noqa: PLC0415

    documents = []
    for number, row in enumerate(table):
        sha256 = hashlib.sha256(f"{number} {row.sentence}".encode()).hexdigest()
        documents.append(
            Document(id=sha256[:12], text=row.sentence, sha256=sha256, sources=("table",), published=row.published)
        )
    gazetteer, read = Gazetteer.open(), []
    for row, annotated in zip(table, Annotator().annotate(documents), strict=True):
        found = dates.extract(annotated, Extraction(), gazetteer)
        values = [(m.value.value, m.value) for m in found if row.at(m.span.start, m.span.end)]
        read.append([(text, str(value.earliest), str(value.latest)) for text, value in values])
    return read


def _settings(row: Row) -> dict[str, Any]:
    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
    if row.published is not None:
        # A time without a zone: the days of the table have none.
        settings["RELATIVE_BASE"] = datetime.combine(row.published, time(12))
    return settings


def searched(table: Sequence[Row]) -> list[list[Value]]:
    """What dateparser's search finds in the sentences at the words of each row; it tells no precision, so a day."""
    from dateparser.search import search_dates  # noqa: PLC0415 -- no dependency

    read = []
    for row in table:
        values, at = list[Value](), 0
        for words, found in search_dates(row.sentence, languages=["en"], settings=_settings(row)) or []:
            at = row.sentence.find(words, at)
            if at >= 0 and row.at(at, at + len(words)):
                day = found.date().isoformat()
                values.append((day, day, day))
            at = max(at, 0) + len(words)
        read.append(values)
    return read


def parsed(table: Sequence[Row]) -> list[list[Value]]:
    """What dateparser makes of the words alone, with the period it says they name."""
    from dateparser.date import DateDataParser  # noqa: PLC0415 -- no dependency

    read = []
    for row in table:
        data = DateDataParser(languages=["en"], settings=_settings(row)).get_date_data(row.words)
        found, period = data.date_obj, data.period
        read.append([] if found is None else [_of_period(found.date(), period)])
    return read


def _of_period(found: date, period: str) -> Value:
    day = found.isoformat()
    if period == "year":
        return day[:4], f"{day[:4]}-01-01", f"{day[:4]}-12-31"
    if period == "month":
        following = date(found.year + found.month // 12, found.month % 12 + 1, 1)
        return day[:7], f"{day[:7]}-01", date.fromordinal(following.toordinal() - 1).isoformat()
    return day, day, day


def right(row: Row, read: Sequence[Value]) -> tuple[bool, bool]:
    """Whether the value, and whether the first and last day, are those of the table; of rows that name nothing, whether
    nothing was read.
    """
    if row.value is None:
        return (not read, not read)
    if len(read) != 1:
        return (False, False)
    # More precise than the table is right as far as it goes, less precise is not.
    (value, earliest, latest), (expected, *bounds) = read[0], row.value
    return value[: len(expected)] == expected, [earliest, latest] == bounds


def counted(table: Sequence[Row], read: Sequence[Sequence[Value]]) -> dict[str, int]:
    """How many rows are right, and how many there are."""
    judged = [right(row, values) for row, values in zip(table, read, strict=True)]
    return {"n": len(table), "value": sum(value for value, _ in judged), "bounds": sum(bounds for _, bounds in judged)}


def measured(*, errors: bool) -> dict[str, Any]:
    """The figures of all readers; without dateparser ours alone, and a line that says so."""
    table = rows()
    naming = [row for row in table if row.value is not None]
    readers: dict[str, tuple[Callable[[Sequence[Row]], list[list[Value]]], list[Row]]] = {
        "ours": (ours, table),
        "dateparser search": (searched, table),
        "dateparser words": (parsed, naming),
    }
    figures: dict[str, Any] = {}
    for name, (reader, asked) in readers.items():
        try:
            read = reader(asked)
        except ModuleNotFoundError as error:
            if error.name is None or error.name.split(".")[0] != "dateparser":
                raise
            print(f"{name}: not installed (pip install dateparser)", file=sys.stderr)
            figures[name] = None
            continue
        figures[name] = counted(asked, read)
        if name == "ours":
            figures["ours, rows that name something"] = counted(
                naming, [values for row, values in zip(table, read, strict=True) if row.value is not None]
            )
        for row, values in zip(asked, read, strict=True) if errors else ():
            if not all(right(row, values)):
                print(name, row.published, row.sentence, row.words, row.value, values, sep="\t", file=sys.stderr)
    return figures


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--errors", action="store_true", help="tell on stderr each row that was read otherwise")
    options = parser.parse_args()
    figures = measured(errors=options.errors)
    if options.json:
        print(json.dumps(figures, indent=1))
        return 0
    print(f"{'':32}{'rows':>6}{'value':>7}{'bounds':>8}")
    for name, figure in figures.items():
        told = ("-", "-", "-") if figure is None else (figure["n"], figure["value"], figure["bounds"])
        print(f"{name:32}{told[0]:>6}{told[1]:>7}{told[2]:>8}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
