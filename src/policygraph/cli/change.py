"""What keeps a graph in step with its sources, and safe: `add`, `update`, `remove`, `status`, `backup`, `restore`."""

from pathlib import Path
from typing import Annotated

import typer

from policygraph.cli import build as building
from policygraph.cli.guard import SKIPPED, say
from policygraph.cli.options import DEFAULT_GRAPH, Graph

# How many names a list on the screen gives before it only counts.
_SHOWN = 20


def add(
    sources: building.Sources,
    *,
    graph: Graph = DEFAULT_GRAPH,
    jobs: building.Jobs = None,
    timeout: building.Timeout = building.SECONDS,
    memory: building.Memory = building.MEGABYTES,
    published: building.Day = None,
    publisher: building.Publisher = "",
) -> None:
    """Add documents to a graph that is there, with the model that it was built with."""
    from policygraph.store import Store

    with Store.open(graph, read_only=True) as store:
        model = str(store.about.get("model", building.MODEL))
    building.build(
        sources,
        graph=graph,
        jobs=jobs,
        timeout=timeout,
        memory=memory,
        model=model,
        published=published,
        publisher=publisher,
    )


def update(
    *,
    graph: Graph = DEFAULT_GRAPH,
    jobs: building.Jobs = None,
    timeout: building.Timeout = building.SECONDS,
    memory: building.Memory = building.MEGABYTES,
    model: Annotated[str, typer.Option(metavar="NAME", help="Another spaCy model than before.")] = "",
) -> None:
    """Bring a graph in step with the files and folders that it was built from.

    Changed files are read again, new ones in the same folders added, and the documents of files that are gone removed.
    Where only the program or its tables changed, all documents are made anew.
    """
    from policygraph import pipeline

    with building.progressing() as progress, building.stopping() as stopped:
        report = pipeline.update(
            graph,
            jobs=jobs or building.cores(),
            limits=pipeline.Limits(seconds=timeout, megabytes=memory),
            model=model,
            progress=progress,
            stopped=stopped,
        )
    building.close(report)


def remove(
    names: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT", help="Documents by source, id or IRI (see `status --documents`).")
    ],
    *,
    graph: Graph = DEFAULT_GRAPH,
) -> None:
    """Remove documents, with every claim and entity that only they supported."""
    from policygraph import pipeline

    gone = pipeline.remove(names, graph)
    say(f"Removed: {len(gone):,} documents. Their files stay where they are")


def status(
    *,
    graph: Graph = DEFAULT_GRAPH,
    documents: Annotated[bool, typer.Option("--documents", help="List every document with its sources.")] = False,
) -> None:
    """Tell how a graph stands to the files and folders that it was built from; nothing is changed.

    The exit code is 3 where documents are new, changed, gone or set aside.
    """
    from policygraph import pipeline

    found = pipeline.status(graph)
    if documents:
        for iri, sources in found.sources.items():
            print(iri, *sources, sep="\t")
        return
    print(f"{'documents':<16}{len(found.sources):>7,}")
    lists = (
        ("new", found.new),
        ("changed", found.outdated),
        ("gone", found.gone),
        ("failed", tuple(f"{one.source}: {one.reason}" for one in found.failed)),
        ("skipped", tuple(f"{one.source}: {one.reason}" for one in found.skipped)),
    )
    for title, those in lists:
        print(f"{title:<16}{len(those):>7,}")
        for name in those[:_SHOWN]:
            print(f"  {name}")
        if len(those) > _SHOWN:
            print(f"  and {len(those) - _SHOWN:,} more")
    if found.new or found.outdated or found.gone:
        say("`policygraph update` brings the graph in step")
    if any(those for title, those in lists if title != "skipped"):
        raise typer.Exit(SKIPPED)


def backup(
    target: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is not there yet, on any disk.")],
    *,
    graph: Graph = DEFAULT_GRAPH,
) -> None:
    """Copy a graph to another place. The copy is a graph as well; nobody can write to the first meanwhile."""
    from policygraph.store import backup as copies

    copies.back_up(graph, target)
    say(f"Backed up: {target}. `policygraph restore {target} -g DIR` makes a graph of it again")


def restore(
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help="The folder that `backup` wrote.")],
    *,
    graph: Graph = DEFAULT_GRAPH,
) -> None:
    """Make a graph of a backup, in a folder that is not there yet; the backup stays as it is."""
    from policygraph.store import backup as copies

    copies.restore(source, graph)
    say(f"Restored: {graph}")
