"""Built graphs against graphs made by hand: our four samples, and the documents of ../shared/gold.

The floors are what holds today less a little: a change that falls below one has made something worse.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run
from .test_readme import PAGE, showcase

pytestmark = pytest.mark.model


def scored(
    policygraph: Run, scorer: Path, documents: Iterable[Path], gold: Path, folder: Path, texts: Path | None = None
) -> Any:
    done = policygraph("build", *documents, "-g", folder / "graph")
    assert done.returncode == 0, done.stderr
    done = policygraph("export", "-g", folder / "graph", "-f", "nquads", "-o", folder / "graph.nq")
    assert done.returncode == 0, done.stderr
    command = [sys.executable, str(scorer), str(folder / "graph.nq"), str(gold)]
    command += ["--texts", str(texts)] if texts else []
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert told["documents_absent"] == []
    return told


class Rendered(HTMLParser):
    """What a reader sees of a page, furniture too, a piece of text a line."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 -- as HTMLParser calls it
        self._hidden = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = self._hidden and tag not in ("script", "style")

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._hidden:
            self.lines.append(" ".join(data.split()))


def rendered(article: Path) -> str:
    text = article.read_text(encoding="utf-8")
    if article.suffix != ".html":
        return text
    page = Rendered()
    page.feed(text)
    return "\n".join(page.lines)


@pytest.fixture(scope="module")
def samples_score(
    policygraph: Run, shared: Path, checkout: Path, samples: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> Any:
    """All samples are built together, and the four that have a gold graph are scored."""
    folder = tmp_path_factory.mktemp("samples")
    gold = checkout / "tests" / "gold"
    stems = {path.stem for path in gold.glob("*.json")}
    assert len(stems) == 4
    for article in samples:
        if article.stem in stems:
            (folder / f"{article.stem}.txt").write_text(rendered(article), encoding="utf-8")
    return scored(policygraph, shared / "gold" / "score_graph.py", samples, gold, folder, texts=folder)


@pytest.fixture(scope="module")
def dev_score(policygraph: Run, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    dev = shared / "gold" / "dev"
    folder = tmp_path_factory.mktemp("dev")
    return scored(policygraph, dev.parent / "score_graph.py", sorted(dev.glob("*.txt")), dev, folder)


def test_the_samples(samples_score: Any) -> None:
    told = samples_score
    assert told["entities"]["all"]["F1"] >= 0.92
    assert told["entities"]["Person"]["F1"] >= 0.95
    assert told["entities"]["Jurisdiction"]["F1"] >= 0.94
    assert told["relations"]["holds"]["F1"] >= 0.9
    assert told["relations"]["all"]["P"] >= 0.93
    assert told["attributions"]["F1"] >= 0.85
    assert told["links"].get("wrong", 0) == 0
    assert told["boilerplate_leaks"] == []


def test_documents_not_written_for_this_project(dev_score: Any) -> None:
    told = dev_score
    assert told["entities"]["all"]["F1"] >= 0.9
    assert told["relations"]["holds"]["F1"] >= 0.85
    assert told["relations"]["all"]["P"] >= 0.9
    assert told["attributions"]["F1"] >= 0.8
    assert told["links"].get("wrong", 0) <= 1
    assert told["boilerplate_leaks"] == []


def test_one_document_alone(policygraph: Run, shared: Path, tmp_path: Path) -> None:
    """A document that is built by itself has no other to learn from."""
    gold = tmp_path / "gold"
    gold.mkdir()
    for suffix in ("txt", "json"):
        found = shared / "gold" / "dev" / f"kpbs-2017-04-21.{suffix}"
        (gold / found.name).write_bytes(found.read_bytes())
    told = scored(policygraph, shared / "gold" / "score_graph.py", gold.glob("*.txt"), gold, tmp_path)
    assert told["entities"]["all"]["F1"] >= 0.9
    assert told["relations"]["holds"]["F1"] >= 0.9
    assert told["boilerplate_leaks"] == []


def test_the_readme_tells_the_figures_of_today(dev_score: Any) -> None:
    assert showcase.figures(dev_score) in PAGE, "run python bench/showcase.py"
