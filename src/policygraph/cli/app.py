"""All commands under one name."""

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from policygraph import __version__
from policygraph.cli.ask import export, info, query, validate
from policygraph.cli.build import build, demo
from policygraph.cli.change import add, backup, remove, restore, status, update
from policygraph.cli.explain import explain
from policygraph.cli.guard import DEBUG, guarded
from policygraph.cli.serve import serve
from policygraph.cli.view import view

app = typer.Typer(
    rich_markup_mode=None,  # typer's own help costs three times as much to import
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 fine; 1 an error, or violations found; 2 wrong usage; 3 something was skipped; "
    "130 stopped by Ctrl-C.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (
    build,
    add,
    update,
    remove,
    status,
    backup,
    restore,
    query,
    explain,
    view,
    serve,
    export,
    validate,
    info,
    demo,
):
    app.command()(guarded(_command))


def _version(asked: bool) -> None:  # noqa: FBT001 -- as typer calls it
    if asked:
        typer.echo(f"policygraph {__version__}")
        raise typer.Exit


@app.callback()
def policygraph(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Tell the version and stop.")
    ] = False,
    debug: Annotated[bool, typer.Option(DEBUG, help="Show the traceback of an error; may stand anywhere.")] = False,
) -> None:
    """A knowledge graph of people, places and policies from news and press releases."""


def main() -> None:
    """The `policygraph` command; it ends the process."""
    for stream, errors in (
        (sys.stdin, "replace"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, TextIOWrapper):
            # Whatever the locale and wherever it is redirected to.
            stream.reconfigure(encoding="utf-8", errors=errors)
    app([argument for argument in sys.argv[1:] if argument != DEBUG], prog_name="policygraph")
