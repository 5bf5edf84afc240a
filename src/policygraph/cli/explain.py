"""`explain`: what the graph says of an entity, or how two hang together, each with the sentence behind it."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from policygraph.cli.options import DEFAULT_GRAPH, Graph
from policygraph.model import Kind

if TYPE_CHECKING:
    from policygraph.analyse import Attributed, Found, Hop, Rested
    from policygraph.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the answer: `depth` levels indented, `style` a style of rich for terminals."""

    text: str
    depth: int = 0
    style: str = ""


def explain(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An entity: its name, or its prefixed name.")],
    other: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="A second one: tells the shortest path between the two."),
    ] = None,
    *,
    graph: Graph = DEFAULT_GRAPH,
) -> None:
    """Show what the graph says of an entity, and why.

    Each claim with its sentence, document, date and rule; then what the entity said, by topic, and of a policy who said
    what about it. With two names: the shortest path between them, with the evidence of each hop.
    """
    from policygraph import analyse
    from policygraph.store import Store

    with Store.open(graph, read_only=True) as store:
        one = analyse.find_one(store, name)
        if other is None:
            lines = _about(store, one)
        else:
            two = analyse.find_one(store, other)
            lines = _path(store, one, two, analyse.path(store, one.iri, two.iri))
        _print(lines)


def _about(store: "Store", found: "Found") -> Iterator[Line]:
    from policygraph import analyse

    yield _heading(store, found)
    claims = analyse.claims_about(store, found.iri)
    yield Line(text=_count(len({row.claim for row in claims}), "claim"), style="bold")
    yield from _claims(store, claims, depth=1)
    said = analyse.statements_by(store, found.iri)
    if said:
        yield Line(text=_count(len(said), "statement"), style="bold")
    for topic, statements in analyse.by_topic(said).items():
        yield Line(text=f"about {topic}" if topic else "other", depth=1, style="cyan")
        for statement in statements:
            yield from _statement(statement, f"“{statement.text}”", statement.about[1:])
    told = analyse.statements_about(store, found.iri) if found.kind is Kind.POLICY else ()
    if told:
        yield Line(text=f"{_count(len(told), 'statement')} about it", style="bold")
    for statement in told:
        posts = f" ({', '.join(statement.posts)})" if statement.posts else ""
        who = f"{statement.speaker or 'somebody without a name'}{posts}"
        others = [topic for topic in statement.about if topic != found.label]
        yield from _statement(statement, f"{who}: “{statement.text}”", others)


def _path(store: "Store", start: "Found", end: "Found", hops: "tuple[Hop, ...] | None") -> Iterator[Line]:
    yield _heading(store, start)
    yield _heading(store, end)
    if hops is None:
        yield Line(text="No path joins the two")
        return
    yield Line(text=f"Joined by {_count(len(hops), 'hop')}", style="bold")
    for hop in hops:
        yield Line(text=f"{hop.start.label} - {hop.end.label}", depth=1, style="bold")
        yield from _claims(store, hop.evidence, depth=2)


def _heading(store: "Store", found: "Found") -> Line:
    about = ", ".join(filter(None, (found.kind.value, found.context, store.shorten(found.iri))))
    return Line(text=f"{found.label} ({about})", style="bold")


def _claims(store: "Store", rows: "Iterable[Rested]", *, depth: int) -> Iterator[Line]:
    from policygraph.view import style

    # Rows come by date, so that those of one claim need not stand together.
    claims: dict[str, list[Rested]] = {}
    for row in rows:
        claims.setdefault(row.claim, []).append(row)
    for told in claims.values():
        first = told[0]
        manner = [] if first.polarity == "affirmed" else [first.polarity]
        manner += [] if first.modality == "stated" else [first.modality]
        manner += [f"according to {first.attributed_to}"] if first.attributed_to else []
        relation = style.load().relation(first.predicate)
        put = f" ({', '.join(manner)})" if manner else ""
        yield Line(
            text=f"{first.subject} / {relation} / {first.object}{put}{_documents(told)}", depth=depth, style="cyan"
        )
        for row in told:
            copy = f"near copy of {store.shorten(row.copy_of)}" if row.copy_of else ""
            if row.sentence:
                yield Line(text=f"“{row.sentence}”", depth=depth + 1)
            yield Line(
                text=_whence(row.title, row.publisher, row.published, row.source, copy, f"rule {row.rule}"),
                depth=depth + 2,
                style="dim",
            )


def _documents(rows: "list[Rested]") -> str:
    """In how many documents it stands, and how many of these are texts of their own; '' where it is one."""
    from policygraph import analyse

    documents, independent = len({row.document for row in rows if row.document}), analyse.independent(rows)
    if documents < 2:
        return ""
    own = "" if independent == documents else f", {_count(independent, 'independent text')}"
    return f" [{_count(documents, 'document')}{own}]"


def _statement(said: "Attributed", line: str, others: Iterable[str]) -> Iterator[Line]:
    """A statement under one of its topics: how, when and to whom it was said, its side, and the `others`."""
    yield Line(text=line, depth=2)
    side = ", ".join(f"“{words}”" for words in said.stance)
    more = (
        f"according to {said.according_to}" if said.according_to else "",
        "denied" if said.denied else "",
        said.manner,
        f"said on {said.said}" if said.said else "",
        f"to {said.to}" if said.to else "",
        f"taken over from {said.reported_by}" if said.reported_by else "",
        f"takes a side: {side}" if side else "",
        f"also about {', '.join(others)}" if others else "",
    )
    yield Line(text=_whence(said.title, said.publisher, said.published, said.source, *more), depth=4, style="dim")


def _whence(title: str, publisher: str, published: str, source: str, *more: str) -> str:
    return "; ".join(filter(None, (title or source, publisher, published, *more)))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _print(lines: Iterable[Line]) -> None:
    # What a document holds must not steer the terminal.
    safe = ((line, "".join(c if c.isprintable() else " " for c in line.text)) for line in lines)
    if not sys.stdout.isatty():
        for line, text in safe:
            print("  " * line.depth + text)
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console()
    for line, text in safe:
        console.print(Padding(Text(text, style=line.style), (0, 0, 0, 2 * line.depth)))
