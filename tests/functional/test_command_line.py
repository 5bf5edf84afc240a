"""What every command shares: help, usage, failures told as one line, exit codes, UTF-8."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest
import typer

from policygraph import pipeline, query, registry
from policygraph.cli.guard import guarded
from policygraph.errors import StoreError

from .conftest import Run

COMMANDS = (
    *("build", "add", "update", "remove", "status", "backup", "restore"),
    *("query", "explain", "view", "serve", "export", "validate", "info", "demo"),
)
HEAVY = ("spacy", "rdflib", "pyoxigraph", "networkx", "pyvis", "pyshacl", "trafilatura", "rich")


def test_help_names_every_command(policygraph: Run) -> None:
    done = policygraph("--help")
    assert done.returncode == 0
    assert done.stderr == ""
    listed = [line.split()[0] for line in done.stdout.split("Commands:")[1].splitlines() if line.strip()]
    assert tuple(listed[: len(COMMANDS)]) == COMMANDS


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_loads_nothing_heavy(command: list[str]) -> None:
    """Looked at in sys.modules when the process ends."""
    code = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
        f"sys.argv = ['policygraph', *{command!r}, '--help']\n"
        "from policygraph.cli import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Usage: policygraph" in done.stdout
    loaded = json.loads(done.stderr)
    assert "policygraph.cli.app" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_version_goes_to_stdout(policygraph: Run) -> None:
    done = policygraph("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, "policygraph 0.1.0\n", "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Usage: policygraph"),
        (["bild"], "Did you mean 'build'"),
        (["build"], "Missing argument"),
        (["build", "x.txt", "--jobs", "0"], "--jobs"),
        (["build", "x.txt", "--date", "April"], "'April' is not a date like 2017-04-21"),
        (["export", "--format", "turtl"], "Did you mean turtle"),
        (["query", "ASK {}", "--format", "cvs"], "Did you mean csv"),
        (["query"], "--list"),
        (["view", "--hops", "0"], "--hops"),
        (["explain"], "Missing argument"),
    ],
)
def test_wrong_usage_is_told_with_code_2(policygraph: Run, arguments: list[str], told: str) -> None:
    done = policygraph(*arguments)
    assert done.returncode == 2
    assert told in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command", [["query", "ASK {}"], ["export"], ["view"], ["validate"], ["info"], ["explain", "X"]]
)
def test_a_graph_that_is_not_there(policygraph: Run, tmp_path: Path, command: list[str]) -> None:
    done = policygraph(*command, "-g", "nowhere", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == ("policygraph: nowhere: there is no graph. Make one: policygraph build SOURCE -o nowhere\n")


def test_debug_may_stand_anywhere_and_shows_the_traceback(policygraph: Run, tmp_path: Path) -> None:
    for arguments in (["--debug", "info"], ["info", "--debug"]):
        done = policygraph(*arguments, folder=tmp_path)
        assert done.returncode == 1
        assert "Traceback" in done.stderr
        assert done.stderr.endswith("policygraph build SOURCE -o graph\n")


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (StoreError("it is locked", where="g", remedy="Wait"), 1, "policygraph: g: it is locked. Wait\n"),
        (
            ZeroDivisionError("division\nby zero"),
            1,
            "policygraph: unexpected ZeroDivisionError: division by zero. Run again with --debug and report it\n",
        ),
        (KeyError(), 1, "policygraph: unexpected KeyError. Run again with --debug and report it\n"),
        (KeyboardInterrupt(), 130, "policygraph: stopped by Ctrl-C\n"),
    ],
)
def test_failures_are_one_line(capsys: pytest.CaptureFixture[str], error: BaseException, code: int, told: str) -> None:
    def command() -> NoReturn:
        raise error

    with pytest.raises(typer.Exit) as ended:
        guarded(command)()
    assert ended.value.exit_code == code
    assert capsys.readouterr() == ("", told)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGPIPE on Windows")
def test_a_reader_that_goes_away_is_no_failure() -> None:
    """`| head -c 1` on more than a pipe holds."""
    code = (
        "import sys, typer\n"
        "from policygraph.cli.guard import guarded\n"
        "def command():\n"
        "    for _ in range(100_000): print('a line of data')\n"
        "try: guarded(command)()\n"
        "except typer.Exit as end: sys.exit(end.exit_code)\n"
    )
    piped = f'"{sys.executable}" -c "$CODE" | head -c 1; echo " ${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["bash", "-c", piped], env={**os.environ, "CODE": code}, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("a 0\n", "")


def test_help_tells_the_formats_and_the_model_that_there_are(policygraph: Run) -> None:
    told = " ".join(policygraph("export", "--help").stdout.split())
    assert [form for form in registry.names("export") if form not in told] == []
    told = " ".join(policygraph("query", "--help").stdout.split())
    assert [form for form in query.FORMATS if form not in told] == []
    assert f"default: {pipeline.DEFAULT_MODEL}]" in policygraph("build", "--help").stdout


def test_shipped_queries_are_listed_without_a_graph(policygraph: Run, checkout: Path, tmp_path: Path) -> None:
    done = policygraph("query", "--list", folder=tmp_path)
    assert done.returncode == 0
    names = [line.split()[0] for line in done.stdout.splitlines()]
    assert names == sorted(path.stem for path in (checkout / "ontology" / "queries").glob("*.rq"))
    assert all(len(line.split()) > 3 for line in done.stdout.splitlines())
