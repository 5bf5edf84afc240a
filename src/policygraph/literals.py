"""RDF literals as the graph writes them: dates as precise as they are known, integers, decimals; and back to text."""

import calendar
from datetime import date

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple

from policygraph.model import DateValue

_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATES = {4: NamedNode(_XSD + "gYear"), 7: NamedNode(_XSD + "gYearMonth"), 10: NamedNode(_XSD + "date")}
_INTEGER, _DECIMAL = NamedNode(_XSD + "integer"), NamedNode(_XSD + "decimal")


def moment(value: str | DateValue) -> Literal:
    """A date written as YYYY, YYYY-MM or YYYY-MM-DD, typed by its precision."""
    text = value.value if isinstance(value, DateValue) else value
    return Literal(text, datatype=_DATES[len(text)])


def bounds(value: str) -> tuple[date, date]:
    """The first and last day of a date written as YYYY, YYYY-MM or YYYY-MM-DD."""
    year, month, day = (int(part) for part in (value + "-00-00").split("-")[:3])
    first = date(year, month or 1, day or 1)
    if day:
        return first, first
    last = month or 12
    return first, date(year, last, calendar.monthrange(year, last)[1])


def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=_INTEGER)


def decimal(value: float) -> Literal:
    """A number to four decimals, without zeros at its end."""
    return Literal(f"{value:.4f}".rstrip("0").rstrip("."), datatype=_DECIMAL)


def text_of(term: NamedNode | BlankNode | Literal | Triple | DefaultGraph) -> str:
    """The IRI, or the literal's text, of a term of our graphs, which hold nothing else."""
    assert isinstance(term, NamedNode | Literal), f"a graph names all it holds: {term}"
    return term.value
