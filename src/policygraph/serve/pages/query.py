"""`GET /query`: a place to write SPARQL, with the shipped queries as examples. It never runs one: `/sparql` does."""

import shlex
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from policygraph import query
from policygraph.query.guard import MAX_LENGTH
from policygraph.serve.formats import GRAPHS, TABLES
from policygraph.serve.pages.assets import missing_editor
from policygraph.serve.pages.site import Site

ENDPOINT = "/sparql"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A shipped query: `title` from its name, what it is about, and the address that opens it."""

    name: str
    title: str
    about: str
    text: str
    href: str


def examples() -> tuple[Example, ...]:
    """The shipped queries."""
    return tuple(
        Example(
            name=one.name,
            title=one.name.replace("-", " ").capitalize(),
            about=one.about,
            text=one.text,
            href=f"/query?query={quote(one.text, safe='')}",
        )
        for one in query.catalogue()
    )


@dataclass(frozen=True, slots=True)
class QueryPage:
    """The page with the field for queries."""

    site: Site

    def page(self, request: Request) -> Response:
        """`GET /query`, with `?query=` to begin with."""
        text = request.query_params.get("query") or examples()[0].text
        if len(text) > MAX_LENGTH:
            says = f"The server takes queries of up to {MAX_LENGTH:,} characters."
            return self.site.trouble(request, 400, "This query is too long", says)
        endpoint = f"{str(request.base_url).rstrip('/')}{ENDPOINT}"
        told = {
            "text": text,
            "examples": examples(),
            "endpoint": endpoint,
            "curl": f"curl -H 'Accept: text/csv' --data-urlencode {shlex.quote(f'query={text}')} {endpoint}",
            "tables": TABLES,
            "graphs": GRAPHS,
            "missing": missing_editor(),
        }
        return self.site.page(request, "query.html", told, editor=not missing_editor())
