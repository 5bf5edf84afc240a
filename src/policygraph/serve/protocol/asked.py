"""What a SPARQL Protocol request asks for: a query or an update, its dataset, and the format of the answer.

https://www.w3.org/TR/sparql11-protocol/, sections 2.1 and 2.2.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.requests import Request

from policygraph.serve.faults import HttpError

QUERY, UPDATE, FORM = "application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded"
_DATASETS = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}
_CHARSET = re.compile(r"""; *charset *= *["']?([^\s;"']*)""", re.IGNORECASE)
_FIELDS = 1_000  # of a form or query string; each graph of a dataset is one

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query or an update, as `operation` says. `formats` are what `?format=` and `?output=` name."""

    operation: str
    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


async def read(request: Request) -> Asked | None:
    """What a request asks; None for a GET that asks nothing, which gets the Service Description.

    Raises HttpError: 400 for what is missing, repeated or contradictory, 415 for a body of another media type.
    """
    address = fields(request.scope["query_string"], "The address")
    if request.method != "POST":
        if any(name == "update" for name, _ in address):
            raise HttpError(400, "An update is sent by POST, never in an address")
        return _asked("query", address) if any(name == "query" for name, _ in address) else None
    media = media_type(request.headers.get("content-type", ""))
    if media == FORM:
        return _form(fields(await request.body(), "The form"), address)
    if media not in (QUERY, UPDATE):
        raise HttpError(
            415,
            f"A POST here is a query ({QUERY}), an update ({UPDATE}) or a form ({FORM}), and this is "
            f"{media or 'of no media type'}",
            headers={"Accept-Post": f"{QUERY}, {UPDATE}, {FORM}"},
        )
    operation = "query" if media == QUERY else "update"
    if any(name in ("query", "update") for name, _ in address):
        raise HttpError(400, f"The {operation} is the body; the address may hold no other")
    return _asked(operation, [*address, (operation, _text(await request.body(), "The body"))])


def media_type(header: str) -> str:
    """The media type of a Content-Type header in small letters. Raises HttpError if its charset is not UTF-8."""
    told = _CHARSET.search(header)
    charset = told[1].lower() if told else "utf-8"
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise HttpError(415, f"The body must be UTF-8, and its Content-Type says {charset[:40]}")
    return header.partition(";")[0].strip().lower()


def fields(encoded: bytes, what: str) -> Fields:
    """The fields of a query string or a form. Raises HttpError if they are not UTF-8, or too many."""
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise HttpError(400, f"{what} is not percent-encoded UTF-8") from None
    except ValueError:
        raise HttpError(400, f"{what} has more than {_FIELDS:,} fields") from None


def formats(given: Fields) -> tuple[str, ...]:
    """What `?format=` and `?output=` name."""
    return tuple(value.strip() for name, value in given if name in ("format", "output") and value.strip())


def absolute(iri: str, name: str) -> str:
    """`iri`, if it is an absolute IRI as one may stand in RDF. Raises HttpError."""
    try:
        return ox.NamedNode(iri).value
    except ValueError:
        raise HttpError(400, f"{name} must be an absolute IRI, and {iri[:200]!r} is none") from None


def _form(form: Fields, address: Fields) -> Asked:
    operations = {name for name, _ in (*form, *address) if name in ("query", "update")}
    if len(operations) > 1:
        raise HttpError(400, "A request is a query or an update, not both")
    if not operations:
        raise HttpError(400, "The form has neither a field 'query' nor a field 'update'")
    operation = operations.pop()
    if any(name == operation for name, _ in address):
        raise HttpError(400, f"The {operation} belongs into the form; the address may hold none")
    return _asked(operation, [*address, *form])


def _asked(operation: str, given: Fields) -> Asked:
    texts = [value for name, value in given if name == operation]
    if len(texts) > 1:
        raise HttpError(400, f"There is more than one {operation}")
    other = "update" if operation == "query" else "query"
    if any(name == other for name, _ in given):
        raise HttpError(400, "A request is a query or an update, not both")
    if wrong := next((name for name, _ in given if name in _DATASETS[other]), ""):
        raise HttpError(400, f"{wrong} is for an {other}" if other == "update" else f"{wrong} is for a {other}")
    default, named = (
        tuple(dict.fromkeys(absolute(value, name) for name, value in given if name == parameter))
        for parameter in _DATASETS[operation]
    )
    return Asked(
        operation=operation,
        text=texts[0],
        default_graphs=default,
        named_graphs=named,
        formats=formats(given),
    )


def _text(body: bytes, what: str) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise HttpError(400, f"{what} is not UTF-8, from byte {error.start} on") from None
