"""`build` and `demo`: documents into a graph."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policygraph.cli.guard import SKIPPED, STOPPED, say
from policygraph.cli.options import DEFAULT_GRAPH
from policygraph.errors import StoreError

if TYPE_CHECKING:
    from policygraph.pipeline import Progress, Report


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date like 2017-04-21") from None


Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="Files, folders (with all below them), or - for text on stdin."),
]
Jobs = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="How many processes analyse documents.", show_default="one a core"),
]
Timeout = Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="How long one document may take.")]
Memory = Annotated[int, typer.Option(min=500, metavar="MB", help="How much memory each process may use.")]
Day = Annotated[
    date | None,
    typer.Option("--date", parser=_day, metavar="DATE", help="Publication date of documents that tell none."),
]
Publisher = Annotated[str, typer.Option(metavar="NAME", help="Publisher of documents that tell none.")]
SECONDS, MEGABYTES, MODEL = 120.0, 4_000, "en_core_web_md"


def build(
    sources: Sources,
    *,
    graph: Annotated[
        Path,
        typer.Option("--graph", "-g", "-o", metavar="DIR", help="The graph's folder; made if it is not there."),
    ] = DEFAULT_GRAPH,
    jobs: Jobs = None,
    timeout: Timeout = SECONDS,
    memory: Memory = MEGABYTES,
    model: Annotated[str, typer.Option(metavar="NAME", help="The installed spaCy model.")] = MODEL,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Stop at the first document that can't be read, and write nothing."),
    ] = False,
    copies: Annotated[
        bool,
        typer.Option("--copies", help="Tell near copies of documents, now and later (policygraph[copies])."),
    ] = False,
    identity: Annotated[
        str,
        typer.Option(
            metavar="WAY",
            help="Who is who, now and later: by rules, or by splink too (policygraph[identity]).",
        ),
    ] = "",
    published: Day = None,
    publisher: Publisher = "",
) -> None:
    """Read documents (.txt, .md, .html, .jsonl) into a graph.

    Only what changed is worked on: building the same again changes nothing, and building others adds them. Documents
    that can't be read are skipped, those that can't be worked on set aside in failed.jsonl; all are named and counted,
    and the exit code is then 3. Ctrl-C ends the run after the documents in hand; the same command goes on from there.
    """
    from policygraph import pipeline

    with progressing() as progress, stopping() as stopped:
        report = pipeline.build(
            sources,
            graph,
            jobs=jobs or cores(),
            limits=pipeline.Limits(seconds=timeout, megabytes=memory),
            model=model,
            strict=strict,
            copies=copies,
            identity=identity,
            published=published,
            publisher_name=publisher,
            stdin=sys.stdin.buffer,
            progress=progress,
            stopped=stopped,
        )
    close(report)


def close(report: "Report") -> None:
    """Tells how a run ended, and ends with the exit code for it."""
    say("\n".join(_told(report)))
    if report.left:
        say(f"Stopped: {report.left:,} documents are left. The same command goes on from here")
        raise typer.Exit(STOPPED)
    if report.skipped or report.failed:
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
    with progressing() as progress:
        report = pipeline.build(samples, graph, jobs=1, strict=True, progress=progress)
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
    counts = [f"{report.read:,} read"]
    if report.repeated:
        counts.append(f"{report.repeated:,} of them the same text again")
    counts += [f"{report.made:,} analysed", f"{len(report.skipped):,} skipped"]
    counts += [f"{n:,} {word}" for n, word in ((len(report.failed), "failed"), (report.removed, "removed")) if n]
    lines = [f"In the graph now ({', '.join(counts)}):", *summary_lines(report)]
    for title, those in (("Skipped:", report.skipped), ("Failed, and set aside in failed.jsonl:", report.failed)):
        if those:
            lines += [title, *(f"  {one.source}: {one.reason}" for one in those)]
    return lines


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """Within, a first Ctrl-C asks the run to stop after what is in hand; a second one stops it at once."""
    asked: list[bool] = []

    def ask(_number: int, _frame: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(True)
        say("Stopping after the documents in hand; press Ctrl-C again to stop at once")

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progressing() -> Iterator[Callable[["Progress"], None] | None]:
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
        rich_progress.TextColumn("{task.fields[speed]}"),
        rich_progress.TimeElapsedColumn(),
    )
    with rich_progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("documents", total=None, speed="")

        def advance(progress: "Progress") -> None:
            bar.update(task, completed=progress.done, total=progress.total, speed=_speed(progress))

        yield advance


def _speed(progress: "Progress") -> str:
    """'12.3/s, 4:05 left; slowest 2.1 s: a.txt'."""
    rate = progress.done / progress.seconds if progress.seconds else 0.0
    left = round((progress.total - progress.done) / rate) if rate else 0
    slowest = f"; slowest {progress.slowest_seconds:.1f} s: {progress.slowest[-40:]}" if progress.slowest else ""
    return f"{rate:.1f}/s, {left // 60}:{left % 60:02} left{slowest}"


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
