"""What a built graph is asked for: `query`, `export`, `validate`, `info`."""

import sys
import threading
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from policygraph.cli.guard import FAILED, say
from policygraph.cli.options import DEFAULT_GRAPH, STANDARD, Graph
from policygraph.errors import UnknownNameError


def _answer_format(name: str) -> str:
    from policygraph import query, registry

    return _one_of("answer format", name, query.FORMATS, registry.unknown)


def _export_format(name: str) -> str:
    from policygraph import registry

    return _one_of("export format", name, registry.names("export"), registry.unknown)


def _report_format(name: str) -> str:
    from policygraph import registry
    from policygraph.validate import written

    return _one_of("report format", name, tuple(written.FORMATS), registry.unknown)


def _engine(name: str) -> str:
    from policygraph import registry
    from policygraph.validate import ENGINES

    return _one_of("SHACL engine", name, ENGINES, registry.unknown)


def _one_of(
    kind: str,
    name: str,
    known: tuple[str, ...],
    unknown: Callable[[str, str, tuple[str, ...]], UnknownNameError],
) -> str:
    if name not in known:
        raise typer.BadParameter(str(unknown(kind, name, known)))
    return name


def query(
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY|FILE.rq|NAME|-",
            help="SPARQL, a file of it, the name of a shipped query, or - for stdin.",
            show_default=False,
        ),
    ] = "",
    *,
    graph: Graph = DEFAULT_GRAPH,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            callback=_answer_format,
            help="table, csv, tsv, json, xml, or turtle for CONSTRUCT.",
        ),
    ] = "table",
    listed: Annotated[bool, typer.Option("--list", help="List the shipped queries and stop.")] = False,
) -> None:
    """Ask the graph by SPARQL.

    Our prefixes (person:, policy:, pg:, schema:, org: and so on) need no declaration.
    """
    from policygraph import query as queries
    from policygraph.store import Store

    if listed:
        for shipped in queries.catalogue():
            print(f"{shipped.name:<28}{shipped.about}")
        return
    if not query:
        raise typer.BadParameter("name a query, or use --list", param_hint="QUERY")
    text = queries.source(query, sys.stdin)
    with Store.open(graph, read_only=True) as store:
        _stoppable(lambda: queries.write(queries.run(store, text), form, sys.stdout.buffer))


def export(
    *,
    graph: Graph = DEFAULT_GRAPH,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            callback=_export_format,
            help="turtle, ntriples, jsonld or rdfxml (the default graph), nquads or trig (the named graphs).",
        ),
    ] = "turtle",
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file; - for stdout.")] = STANDARD,
    plain: Annotated[
        bool, typer.Option("--plain", help="Leave out claims, evidence, candidates and text offsets.")
    ] = False,
    rdf12: Annotated[
        bool, typer.Option("--rdf12", help="Also say what each claim reifies, as a triple term of RDF 1.2.")
    ] = False,
    where: Annotated[
        str | None,
        typer.Option(metavar="QUERY|FILE.rq|NAME|-", help="Write what this CONSTRUCT gives, not the whole graph."),
    ] = None,
    focus: Annotated[str | None, typer.Option(metavar="NAME", help="Write what is around this entity only.")] = None,
    hops: Annotated[int, typer.Option(min=1, metavar="N", help="How many edges around the focus.")] = 1,
    server: Annotated[
        str | None,
        typer.Option(
            "--store",
            metavar="URL",
            help="Put the graph into the SPARQL server with its Graph Store there, not a file.",
        ),
    ] = None,
    update: Annotated[bool, typer.Option("--update", help="The URL of --store takes SPARQL Update instead.")] = False,
    default: Annotated[
        str, typer.Option("--default-graph", metavar="IRI", help="For servers that have no default graph of their own.")
    ] = "",
    again: Annotated[bool, typer.Option("--again", help="Send also what the server was sent before.")] = False,
) -> None:
    """Write the graph as RDF; the same graph gives the same bytes."""
    if server:
        _push(graph, server, update=update, plain=plain, again=again, merged=default)
        return
    from policygraph import analyse
    from policygraph import export as exporters
    from policygraph import query as queries
    from policygraph.store import Store

    if where and focus:
        raise typer.BadParameter("give --where or --focus, not both", param_hint="--where")
    target = None if output == STANDARD else output
    with Store.open(graph, read_only=True) as store:
        part = None
        if focus:
            part = analyse.subgraph(store.rdf, store.prefixes, analyse.find_one(store, focus).iri, hops)

        def work() -> None:
            chosen = exporters.constructed(store, queries.source(where, sys.stdin), form) if where else part
            exporters.write(store, form, target, plain=plain, rdf12=rdf12, part=chosen)

        _stoppable(work)
    _tell_written(output)


def _push(graph: Path, address: str, *, update: bool, plain: bool, again: bool, merged: str) -> None:
    from policygraph import export as exporters
    from policygraph.store import Store

    protocol = exporters.PROTOCOLS[update]
    with Store.open(graph, read_only=True) as store:
        done = exporters.push(store, address, protocol=protocol, plain=plain, again=again, merged=merged)
    say(f"Put into {address}: {done.sent:,} graphs sent, {done.kept:,} there already, {done.removed:,} taken away")


def validate(
    *,
    graph: Graph = DEFAULT_GRAPH,
    form: Annotated[
        str,
        typer.Option("--format", "-f", metavar="FORMAT", callback=_report_format, help="text, turtle or json."),
    ] = "text",
    engine: Annotated[
        str,
        typer.Option(metavar="ENGINE", callback=_engine, help="builtin, or pyshacl: the reference, much slower."),
    ] = "builtin",
) -> None:
    """Check the graph against its shapes and its texts.

    As text, each violation is a line of tab-separated fields on stdout: what it is about, shape or rule, property,
    value, message. Turtle is a sh:ValidationReport.
    """
    from policygraph import validate as validation
    from policygraph.store import Store
    from policygraph.validate import written

    with Store.open(graph, read_only=True) as store:
        report = validation.validate(store.rdf, engine=engine)
        sys.stdout.buffer.write(written.FORMATS[form](report, store.shorten).encode())
        sys.stdout.buffer.flush()
    for note in report.notes:
        say(note)
    rules = len(report.focus_counts)
    looked, left = sum(report.focus_counts.values()), sum(report.skipped.values())
    say(f"{len(report.violations):,} violations in {looked:,} checks of {rules} shapes and rules")
    if left:
        say(f"{left:,} checks could not be made, since the graph leaves full texts out")
    if not report.conforms:
        raise typer.Exit(FAILED)


def info(
    *,
    graph: Graph = DEFAULT_GRAPH,
    accuracy: Annotated[
        bool, typer.Option("--accuracy", help="Tell how good graphs are, as measured on public corpora, and no graph.")
    ] = False,
) -> None:
    """Tell what the graph holds and what it was built with."""
    if accuracy:
        print("\n".join(_accuracy_lines()))
        return
    from policygraph import pipeline
    from policygraph.cli.build import summary_lines
    from policygraph.store import Store

    with Store.open(graph, read_only=True) as store:
        print("\n".join(summary_lines(pipeline.summary(store))))
        print(f"{'quads':<16}{len(store.rdf):>7,}")
        for key in sorted(store.about):
            print(f"{key:<16}{store.about[key]}")


def _accuracy_lines() -> Iterator[str]:
    """The figures that ship with the software, a table for each corpus."""
    import json

    from policygraph import resources

    told = json.loads(resources.data("accuracy.json").read_text(encoding="utf-8"))
    yield f"Measured with {told['model']}; an interval is of 95%, over documents; 'alone' is the language model alone."
    for corpus, found in groupby(told["figures"], key=lambda figure: figure["corpus"]):
        figures = list(found)
        yield f"\n{corpus}: {figures[0]['text']} ({figures[0]['measured']}, {figures[0]['command']})"
        for figure in figures:
            low, high = figure.get("interval") or (None, None)
            within = f"{low:.3f}–{high:.3f}" if low is not None else ""
            alone = f"alone {figure['baseline']:.3f}" if "baseline" in figure else ""
            line = f"  {figure['what']:<42}{figure['measure']:<10}{figure['value']:.3f}  {within:<12}"
            yield f"{line} n = {figure['n']:<7,} {alone}".rstrip()


def _stoppable(work: Callable[[], None]) -> None:
    """`work` in a thread, so that Ctrl-C ends even a query that the engine can't be stopped in."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 -- raised again below, in the main thread
            failures.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]


def _tell_written(output: Path) -> None:
    if output != STANDARD:
        say(f"Written: {output}")
