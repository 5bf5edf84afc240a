"""`build` and `demo`: documents into a graph."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policygraph.cli.guard import SKIPPED, say
from policygraph.cli.options import DEFAULT_GRAPH
from policygraph.errors import StoreError

if TYPE_CHECKING:
    from policygraph.pipeline import Progress, Report


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date like 2017-04-21") from None


def build(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help="Files, folders (with all below them), or - for text on stdin."),
    ],
    *,
    graph: Annotated[
        Path,
        typer.Option("--graph", "-g", "-o", metavar="DIR", help="The graph's folder; made if it is not there."),
    ] = DEFAULT_GRAPH,
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="How many processes analyse documents.")] = 1,
    model: Annotated[str, typer.Option(metavar="NAME", help="The installed spaCy model.")] = "en_core_web_md",
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Stop at the first document that can't be read, and write nothing."),
    ] = False,
    published: Annotated[
        date | None,
        typer.Option("--date", parser=_day, metavar="DATE", help="Publication date of documents that tell none."),
    ] = None,
    publisher: Annotated[str, typer.Option(metavar="NAME", help="Publisher of documents that tell none.")] = "",
) -> None:
    """Read documents (.txt, .md, .html, .jsonl) into a graph.

    Building the same again changes nothing, and building others adds them. Documents that can't be read are
    skipped, named and counted, and the exit code is then 3.
    """
    from policygraph import pipeline

    with _progress() as progress:
        report = pipeline.build(
            sources,
            graph,
            jobs=jobs,
            model=model,
            strict=strict,
            published=published,
            publisher_name=publisher,
            stdin=sys.stdin.buffer,
            progress=progress,
        )
    say("\n".join(_told(report)))
    if report.skipped:
        raise typer.Exit(SKIPPED)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to put the three.")] = Path(),
) -> None:
    """Build the sample articles: a graph, its Turtle and its page."""
    from policygraph import export, pipeline, resources, view
    from policygraph.store import Store

    samples = [str(resources.data("articles"))]
    graph, turtle, page = folder / "graph", folder / "policygraph.ttl", folder / "policygraph.html"
    _check_free(graph, samples)
    with _progress() as progress:
        report = pipeline.build(samples, graph, strict=True, progress=progress)
    with Store.open(graph, read_only=True) as store:
        export.write(store, "turtle", turtle)
        view.write(view.load(store.rdf), page)
    say("\n".join(_told(report)))
    say("\nWritten:")
    print(graph, turtle, page, sep="\n", flush=True)
    say("\nOpen the page in a browser, and try:")
    for words in (
        ["query", "officials-and-posts"],
        ["explain", "Jeff Sessions"],
        ["explain", "Jeff Sessions", "San Diego"],
    ):
        at = [] if graph == DEFAULT_GRAPH else ["-g", str(graph)]
        say(f"  {_in_shell([*_program(), *words, *at])}")


def summary_lines(report: "Report") -> list[str]:
    """What a graph holds, a line a count."""
    counts = [("documents", report.documents), ("entities", sum(report.entities.values()))]
    counts += [(f"  {kind}", count) for kind, count in report.entities.items()]
    counts += [("claims", report.claims), ("attributions", report.attributions)]
    return [f"{name:<16}{count:>7,}" for name, count in counts]


def _told(report: "Report") -> list[str]:
    """The closing table of a build."""
    read = f"{report.read:,} read" + (f", {report.repeated:,} of them the same text again" if report.repeated else "")
    lines = [f"In the graph now ({read}, {len(report.skipped):,} skipped):", *summary_lines(report)]
    if report.skipped:
        lines += ["Skipped:", *(f"  {one.source}: {one.reason}" for one in report.skipped)]
    return lines


@contextmanager
def _progress() -> Iterator[Callable[["Progress"], None] | None]:
    """A bar on stderr while documents are worked on; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich import progress as rich_progress
    from rich.console import Console

    columns = (
        rich_progress.SpinnerColumn(),
        rich_progress.TextColumn("{task.description}"),
        rich_progress.BarColumn(),
        rich_progress.MofNCompleteColumn(),
        rich_progress.TimeElapsedColumn(),
    )
    with rich_progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("documents", total=None)

        def advance(progress: "Progress") -> None:
            bar.update(task, completed=progress.done, total=progress.total)

        yield advance


def _check_free(graph: Path, samples: list[str]) -> None:
    """Raises StoreError if the folder holds a graph of other documents: the samples don't belong there."""
    from policygraph import vocab
    from policygraph.model import Document
    from policygraph.read import read
    from policygraph.store import Store

    if not (graph / "graph.toml").exists():
        return
    with Store.open(graph, read_only=True) as store:
        minter = vocab.Minter(store.base)
        known = {minter.document(found.id) for found in read(samples) if isinstance(found, Document)}
        if set(store.documents()) - known:
            raise StoreError(
                "there is a graph of other documents",
                where=str(graph),
                remedy="Name another folder for the demo",
            )


def _program() -> list[str]:
    """What to type to run this program again."""
    started = Path(sys.argv[0])
    if started.name == "__main__.py":
        return [sys.executable, "-m", "policygraph"]
    found = shutil.which(started.name)
    return [started.name if found and Path(found).resolve() == started.resolve() else sys.argv[0]]


def _in_shell(words: list[str]) -> str:
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
