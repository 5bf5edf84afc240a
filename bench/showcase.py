"""Makes again whatever in the repository shows what a build gives: exports/, the README's answers, its picture.

    python bench/showcase.py

Runs `policygraph demo` in a temporary folder, and then
- puts its Turtle and its page into exports/, and their sha256 into exports/README.md;
- runs each command of the README's `console` blocks in that folder, and writes what it answers below it; takes the
  subjects in its `turtle` blocks from the Turtle, and the figures of its table from ../shared/gold where that is;
- takes the pictures of docs/img with Chromium, where that is there (bench/pictures.py).

Tests compare all but the pictures with a build of their own, byte for byte.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]
README = CHECKOUT / "README.md"
EXPORTS = CHECKOUT / "exports"
IMAGES = CHECKOUT / "docs" / "img"
SHARED = Path(os.environ.get("POLICYGRAPH_SHARED") or CHECKOUT.parent / "shared")
CHROMIUM = Path("/usr/bin/chromium")
MADE = ("policygraph.ttl", "policygraph.html")

# Rows of the README's table of figures, and where the scorer tells each.
FIGURES: dict[str, Callable[[Any], Any]] = {
    "all entities": lambda score: score["entities"]["all"],
    "people": lambda score: score["entities"]["Person"],
    "jurisdictions": lambda score: score["entities"]["Jurisdiction"],
    "organizations": lambda score: score["entities"]["Organization"],
    "posts": lambda score: score["entities"]["Post"],
    "who holds which post": lambda score: score["relations"]["holds"],
    "all relations": lambda score: score["relations"]["all"],
    "statements (who said what)": lambda score: score["attributions"],
    "events": lambda score: score["events"],
}


def policygraph(*arguments: str | Path, folder: Path) -> None:
    """Runs the command line in `folder`; a failure ends this program with its message.

    Pages go without the bundle of the WebGL renderer, so that their bytes are the same with and without one.
    """
    environment = {**os.environ, "POLICYGRAPH_NO_WEB": "1"}
    command = [sys.executable, "-m", "policygraph", *map(str, arguments)]
    subprocess.run(command, cwd=folder, check=True, env=environment)


def demo(folder: Path) -> None:
    """What the README's commands start from: the three of `policygraph demo`, and the samples as `articles`."""
    policygraph("demo", folder=folder)
    shutil.copytree(CHECKOUT / "data" / "articles", folder / "articles")


def blocks(page: str, language: str) -> Iterator[str]:
    """The fenced code blocks of a Markdown page that are in `language`, without their fences."""
    for found in re.finditer(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        yield found[1]


def commands(console: str) -> list[str]:
    """The commands of a `console` block: what stands after `$ `."""
    return re.findall(r"^\$ (.*)$", console, re.MULTILINE)


def answered(console: str, folder: Path) -> str:
    """A `console` block with what its commands answer on stdout when run in `folder`."""
    parts = []
    with tempfile.TemporaryDirectory() as programs:
        program = Path(programs) / "policygraph"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m policygraph "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        for command in commands(console):
            done = subprocess.run(
                ["bash", "-c", f"set -e; {command}"],
                cwd=folder,
                env={**os.environ, "PATH": path},
                capture_output=True,
                check=False,
            )
            if done.returncode:
                raise SystemExit(f"{command}\nends with {done.returncode}: {done.stderr.decode('utf-8')}")
            parts.append(f"$ {command}\n{done.stdout.decode('utf-8')}")
    return "".join(parts)


def in_turtle(block: str, turtle: str) -> str:
    """A `turtle` block with what `turtle` says of each of its subjects."""
    subjects = re.findall(r"^(\S+:\S+)", block, re.MULTILINE)
    found = {text.split(" ", 1)[0]: text for text in turtle.split("\n\n")}
    if missing := [subject for subject in subjects if subject not in found]:
        raise SystemExit(f"README.md shows subjects that the graph has not: {', '.join(missing)}. Choose others")
    return "\n".join(f"{found[subject].strip()}\n" for subject in subjects)


def figures(score: Any) -> str:
    """The rows of the README's table, from what the scorer prints."""
    rows = []
    for name, of in FIGURES.items():
        told = of(score)
        rows.append(f"| {name} | {told['P']:.2f} | {told['R']:.2f} | {told['F1']:.2f} |\n")
    return "".join(rows)


def score(folder: Path) -> Any:
    """Builds the gold documents in `folder`, and scores them."""
    gold = SHARED / "gold"
    policygraph("build", *sorted((gold / "dev").glob("*.txt")), "-g", "scored", folder=folder)
    policygraph("export", "-g", "scored", "-f", "nquads", "-o", "scored.nq", folder=folder)
    done = subprocess.run(
        [sys.executable, gold / "score_graph.py", folder / "scored.nq", gold / "dev"], capture_output=True, check=True
    )
    return json.loads(done.stdout)


def exports_page(folder: Path) -> str:
    """exports/README.md, with the sha256 of what is in `folder`."""
    rows = [f"| `{name}` | `{hashlib.sha256((folder / name).read_bytes()).hexdigest()}` |" for name in MADE]
    return "\n".join(
        [
            "# What a build gives",
            "",
            "`POLICYGRAPH_NO_WEB=1 policygraph demo` made these from the sample articles in `data/articles/` "
            "(docs/samples.md); `python bench/showcase.py`",
            "makes them again and puts them here. A test rebuilds them and compares the bytes.",
            "",
            "| file | sha256 |",
            "| --- | --- |",
            *rows,
            "",
            "Places and their coordinates come from GeoNames (https://www.geonames.org, CC BY 4.0); "
            "`data/SOURCES.toml` tells the rest.",
            "",
        ]
    )


def _write_readme(folder: Path) -> None:
    page = README.read_text(encoding="utf-8")
    turtle = (folder / "policygraph.ttl").read_text(encoding="utf-8")
    for block in blocks(page, "console"):
        page = page.replace(block, answered(block, folder))
    for block in blocks(page, "turtle"):
        page = page.replace(block, in_turtle(block, turtle))
    if SHARED.is_dir():
        before, head, rest = page.partition("| --- | --- | --- | --- |\n")
        after = re.sub(r"\A(\|.*\n)*", "", rest)
        page = before + head + figures(score(folder)) + after
    else:
        print(f"{SHARED} is not there: the table of figures stays as it is", file=sys.stderr)
    README.write_text(page, encoding="utf-8")


def _take_pictures(page: Path) -> None:
    if not CHROMIUM.exists() or importlib.util.find_spec("playwright") is None:
        print(f"no Chromium: {IMAGES} stays as it is", file=sys.stderr)
        return
    subprocess.run([sys.executable, CHECKOUT / "bench" / "pictures.py", page], check=True)


def main() -> None:
    """Makes all of it."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        demo(folder)
        EXPORTS.mkdir(exist_ok=True)
        for name in MADE:
            shutil.copyfile(folder / name, EXPORTS / name)
        (EXPORTS / "README.md").write_text(exports_page(folder), encoding="utf-8")
        _write_readme(folder)
        _take_pictures(folder / "policygraph.html")


if __name__ == "__main__":
    main()
