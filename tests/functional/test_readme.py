"""The README's code blocks, run as they stand; exports/ and the figures against a build of today."""

import importlib.util
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from .conftest import Run

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def _showcase() -> ModuleType:
    """bench/showcase.py, which writes what is compared here."""
    spec = importlib.util.spec_from_file_location("showcase", CHECKOUT / "bench" / "showcase.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


showcase = _showcase()


@pytest.fixture(scope="module")
def folder(demo: Path, policygraph: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader has after `POLICYGRAPH_NO_WEB=1 policygraph demo`, and the samples in the folder `articles`."""
    place = shutil.copytree(demo, tmp_path_factory.mktemp("readme") / "demo")
    assert policygraph("view", folder=place, environment={"POLICYGRAPH_NO_WEB": "1"}).returncode == 0
    shutil.copytree(CHECKOUT / "data" / "articles", place / "articles")
    return place


def test_the_setup_commands_are_those_of_ci() -> None:
    first = "python3 -m venv .venv && .venv/bin/python -m pip install . && .venv/bin/policygraph demo\n"
    second = 'python3 -m venv .venv && .venv/bin/python -m pip install ".[test]" && .venv/bin/python -m pytest\n'
    assert list(showcase.blocks(PAGE, "sh")) == [first, second]
    script = (CHECKOUT / ".ci" / "run").read_text(encoding="utf-8")
    for step in (
        "python3 -m venv .venv && .venv/bin/python -m pip install",
        '".[test]"',
        ".venv/bin/python -m pytest\n",
    ):
        assert step in script


def test_no_block_escapes_the_tests() -> None:
    fences = [line for line in PAGE.splitlines() if line.startswith("```") and line != "```"]
    assert set(fences) == {"```sh", "```bat", "```console", "```turtle"}
    assert sum(len(showcase.commands(block)) for block in showcase.blocks(PAGE, "console")) >= 5


@pytest.mark.model
@pytest.mark.skipif(sys.platform == "win32", reason="the README's commands are those of a POSIX shell")
@pytest.mark.parametrize("number", range(len(list(showcase.blocks(PAGE, "console")))))
def test_commands_answer_as_told(folder: Path, number: int) -> None:
    block = list(showcase.blocks(PAGE, "console"))[number]
    assert showcase.answered(block, folder) == block


@pytest.mark.model
def test_turtle_is_that_of_the_demo(folder: Path) -> None:
    turtle = (folder / "policygraph.ttl").read_text(encoding="utf-8")
    (block,) = showcase.blocks(PAGE, "turtle")
    assert len(block.splitlines()) >= 10
    assert showcase.in_turtle(block, turtle) == block


@pytest.mark.model
def test_exports_are_what_the_demo_makes(folder: Path) -> None:
    for name in showcase.MADE:
        assert (CHECKOUT / "exports" / name).read_bytes() == (folder / name).read_bytes(), (
            f"exports/{name} is not what a build gives today: run python bench/showcase.py, and look at what changed"
        )
    assert (CHECKOUT / "exports" / "README.md").read_text(encoding="utf-8") == showcase.exports_page(folder)


def test_every_file_linked_to_is_there() -> None:
    for page in [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]:
        links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        assert [link for link in links if not (page.parent / link).exists()] == [], page
