"""What a query gave, written for people and for programs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from shutil import get_terminal_size
from typing import BinaryIO

import pyoxigraph as ox
from pyoxigraph import QueryResultsFormat

from policygraph import registry
from policygraph.errors import QueryError
from policygraph.store import Store

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")
_RESULTS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
# What a terminal may take for a command or a turn of writing, and what would break a row.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a query gave; a SELECT's or CONSTRUCT's `result` can be read once, while `store` is open."""

    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
    store: Store

    def iris(self) -> set[str]:
        """The IRIs that stand in any column, or as subject or object of a triple. Raises QueryError for a yes or no."""
        if isinstance(self.result, ox.QueryBoolean):
            raise QueryError("the query answers yes or no", remedy="Ask by SELECT or CONSTRUCT")
        if isinstance(self.result, ox.QueryTriples):
            terms: Iterable[object] = (end for triple in self.result for end in (triple.subject, triple.object))
        else:
            terms = (term for row in self.result for term in row)
        return {term.value for term in terms if isinstance(term, ox.NamedNode)}


def write(answer: Answer, format: str, stream: BinaryIO) -> None:  # noqa: A002 -- as the option is called
    """Writes the answer to `stream` in one of FORMATS, as UTF-8.

    A table is drawn on a terminal, and aligned text elsewhere. CSV, TSV, JSON and XML are the W3C's result
    formats of SPARQL 1.1.

    Raises:
        UnknownNameError: there is no such format.
        QueryError: the format does not suit the query, or the graph can't be read to the end.
    """
    if format not in FORMATS:
        raise registry.unknown("answer format", format, FORMATS)
    try:
        written = _rendered(answer, format, terminal=stream.isatty())
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query can't be answered: {error}") from error
    stream.write(written)


def _rendered(answer: Answer, form: str, *, terminal: bool) -> bytes:
    result = answer.result
    if form == "table":
        heads, rows = _cells(answer)
        return (_drawn(heads, rows) if terminal else _aligned(heads, rows)).encode()
    if isinstance(result, ox.QueryTriples):
        if form != "turtle":
            raise QueryError(
                f"{form} is no format for the answer of CONSTRUCT or DESCRIBE", remedy="Use table or turtle"
            )
        return _turtle(result, answer.store.prefixes)
    if form == "turtle":
        raise QueryError(
            "turtle is no format for the answer of SELECT or ASK",
            remedy="Use table, csv, tsv, json or xml, or ask by CONSTRUCT",
        )
    return result.serialize(format=_RESULTS[form]) or b""


def _turtle(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    # pyoxigraph writes prefixes in no fixed order; sorted triples it groups as they come.
    body = ox.serialize(sorted(set(triples), key=str), format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""
    lines = body.splitlines(keepends=True)
    heads = sorted(line for line in lines if line.startswith(b"@prefix "))
    return b"".join(heads + lines[len(heads) :])


def _cells(answer: Answer) -> tuple[list[str], list[list[str]]]:
    result = answer.result
    if isinstance(result, ox.QueryBoolean):
        return ["answer"], [["yes" if result else "no"]]
    if isinstance(result, ox.QueryTriples):
        parts = [[triple.subject, triple.predicate, triple.object] for triple in set(result)]
        return ["subject", "predicate", "object"], sorted([_cell(term, answer.store) for term in row] for row in parts)
    heads = [variable.value for variable in result.variables]
    return heads, [[_cell(row[head], answer.store) for head in heads] for row in result]


def _cell(term: object, store: Store) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.Literal):
        return _CONTROLS.sub(" ", term.value)
    if isinstance(term, ox.NamedNode):
        return store.shorten(term.value)
    return _CONTROLS.sub(" ", str(term))


def _aligned(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    from rich.cells import cell_len, set_cell_size  # noqa: PLC0415 -- only tables need it

    columns = range(len(heads))
    widths = [max(cell_len(row[column]) for row in (heads, *rows)) for column in columns]
    lines = [
        "  ".join(set_cell_size(row[column], widths[column]) for column in columns).rstrip()
        for row in (heads, ["-" * width for width in widths], *rows)
    ]
    return "\n".join([*lines, *([] if rows else ["(no rows)"])]) + "\n"


def _drawn(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    from rich import box  # noqa: PLC0415 -- only tables need it
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, caption=None if rows else "(no rows)")
    for head in heads:
        table.add_column(Text(head), overflow="fold")
    for row in rows:
        # Text, so that what stands in a sentence is never read as mark-up.
        table.add_row(*map(Text, row))
    drawn = StringIO()
    Console(file=drawn, force_terminal=True, width=get_terminal_size().columns).print(table)
    return drawn.getvalue()
