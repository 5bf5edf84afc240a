"""The command line as a user runs it, and the samples built once."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def run(
    *arguments: str | Path,
    stdin: str | bytes = "",
    folder: Path | None = None,
    environment: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Runs `policygraph` with these arguments and gives its exit code, stdout and stderr, both UTF-8."""
    done = subprocess.run(
        [sys.executable, "-m", "policygraph", *map(str, arguments)],
        input=stdin if isinstance(stdin, bytes) else stdin.encode(),
        capture_output=True,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        check=False,
        timeout=300,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


@pytest.fixture(scope="session")
def policygraph() -> Run:
    return run


@pytest.fixture(scope="session")
def samples(checkout: Path) -> list[Path]:
    """The sample articles, sorted."""
    return sorted((checkout / "data" / "articles").iterdir())


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `policygraph demo` was run: graph, policygraph.ttl and policygraph.html."""
    folder = tmp_path_factory.mktemp("demo")
    done = run("demo", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def graph(demo: Path) -> Path:
    """The graph of the samples; tests only read it."""
    return demo / "graph"
