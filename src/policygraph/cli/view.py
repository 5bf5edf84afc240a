"""`view`: the graph, or a part of it, as one page."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policygraph.cli.guard import say
from policygraph.cli.options import DEFAULT_GRAPH, STANDARD, Graph
from policygraph.errors import UnknownNameError
from policygraph.model import Kind

if TYPE_CHECKING:
    from policygraph.view import ViewGraph

_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def _day(text: str) -> str:
    if text and not _DAY.fullmatch(text):
        raise typer.BadParameter(f"{text!r} is no day, month or year: 2017-04-21, 2017-04 or 2017")
    return text


def _kinds(text: str) -> str:
    known = tuple(kind.value for kind in Kind)
    for name in filter(None, text.split(",")):
        if name.strip() not in known:
            raise typer.BadParameter(f"{name.strip()!r} is no type of entity. There are: {', '.join(known)}")
    return text


def view(
    *,
    graph: Graph = DEFAULT_GRAPH,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.html", help="The page; - for stdout.")] = Path(
        "policygraph.html"
    ),
    focus: Annotated[str | None, typer.Option(metavar="NAME", help="Show what is around this entity only.")] = None,
    hops: Annotated[int, typer.Option(min=1, metavar="N", help="How many edges around the focus.")] = 1,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="NAME NAME", help="Show the shortest paths between two entities only."),
    ] = None,
    start: Annotated[
        str, typer.Option("--from", metavar="DAY", callback=_day, help="Only what documents of this day or later tell.")
    ] = "",
    end: Annotated[
        str, typer.Option("--to", metavar="DAY", callback=_day, help="Only what documents of this day or earlier tell.")
    ] = "",
    types: Annotated[
        str, typer.Option(metavar="TYPE,…", callback=_kinds, help="Only entities of these types: person,post,policy.")
    ] = "",
    query: Annotated[
        str | None,
        typer.Option(metavar="QUERY|FILE.rq|NAME", help="Only the entities that a query returns, as `query` takes it."),
    ] = None,
    classic: Annotated[bool, typer.Option("--classic", help="pyvis's plain page: the picture alone.")] = False,
) -> None:
    """Write the graph as one HTML page that needs no network.

    A part of it by time, types, query, paths or neighbourhood; several of these narrow it one after the other.
    """
    from policygraph import analyse
    from policygraph import query as queries
    from policygraph import view as viewer
    from policygraph.store import Store
    from policygraph.view import cut

    with Store.open(graph, read_only=True) as store:
        shown = viewer.load(store.rdf)
        if start or end:
            shown = cut.told_in(shown, start, end)
        if types:
            shown = cut.of_kinds(shown, {Kind(name.strip()) for name in types.split(",") if name.strip()})
        if query is not None:
            shown = cut.of(shown, queries.run(store, queries.source(query, sys.stdin)).iris())
        if between is not None:
            one, other = (analyse.find_one(store, name).iri for name in between)
            shown = cut.between(shown, one, other)
        if focus is not None:
            shown = cut.around(shown, analyse.find_one(store, focus).iri, hops)
        _refuse_nothing(shown, any((start, end, types, query)))
        page = viewer.write(shown, None if output == STANDARD else output, classic=classic)
    if output == STANDARD:
        sys.stdout.buffer.write(page.encode())
    else:
        say(f"Written: {output}")


def _refuse_nothing(shown: "ViewGraph", narrowed: bool) -> None:  # noqa: FBT001 -- said once, above
    if narrowed and not shown.entities:
        raise UnknownNameError(
            "nothing of the graph is left to show",
            where="--from, --to, --types, --query",
            remedy="Ask for less; a query must return entities (IRIs), not only their names",
        )
