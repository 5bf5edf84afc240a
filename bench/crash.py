"""Builds killed by SIGKILL at any moment: is anything lost that was told, and does the next build go on from there?

`python bench/crash.py [--kills N] [--json]` builds press releases of `../shared/bench/raw_senate_press` again and again
in a process that is killed after a random while (a fixed seed). After each kill the graph is opened as a user would
open it, and it must hold every document that the killed process had told of, and a default graph that is the merge of
its named graphs. When a graph is complete it must be the one that an undisturbed build gives, and the next one begins.
Don't edit the program meanwhile: a graph tells the version of it that each document was made with.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyoxigraph as ox

from policygraph import pipeline
from policygraph.store import Store

CHECKOUT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("POLICYGRAPH_SHARED") or CHECKOUT.parent / "shared")
RELEASES = SHARED / "bench" / "raw_senate_press" / "dev.jsonl"
# One process: small commits, in two calls wherever something goes, and a line for each, so that a kill falls anywhere.
PROGRAM = (
    "import sys; from pathlib import Path; from policygraph import pipeline\n"
    "from policygraph import store\n"
    "pipeline._BATCH, store._BULK = 2, 0\n"
    "told = lambda now: print(now.done, flush=True)\n"
    "report = pipeline.build([sys.argv[1]], Path(sys.argv[2]), progress=told)\n"
    "print('complete', flush=True)\n"
)
# Seconds from the start of a process to its kill: loading takes two or three of them.
EARLIEST, LATEST = 1.0, 9.0


def main() -> None:
    """Runs the kills and prints what came of them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if not RELEASES.exists():
        raise SystemExit(f"{RELEASES} is not there: put it there, or name its folder in POLICYGRAPH_SHARED")
    with tempfile.TemporaryDirectory() as folder:
        outcome = _run(Path(folder), asked.kills, asked.documents)
    print(json.dumps(outcome) if asked.json else "\n".join(f"{key:<32}{value}" for key, value in outcome.items()))


def _run(folder: Path, kills: int, documents: int) -> dict[str, int]:
    articles = folder / "articles.jsonl"
    with RELEASES.open(encoding="utf-8") as lines:
        articles.write_text("".join(line for line, _ in zip(lines, range(documents), strict=False)), encoding="utf-8")
    pipeline.build([str(articles)], folder / "undisturbed")
    wanted = _state(folder / "undisturbed")
    seeded = random.Random(0)  # noqa: S311 -- when to kill is no secret
    outcome = {
        "kills": 0,
        "documents lost": 0,
        "default graphs wrong": 0,
        "graphs completed": 0,
        "completed but wrong": 0,
    }
    graph, told = folder / "graph-0", 0
    while outcome["kills"] < kills:
        before = told
        told, complete = _killed(articles, graph, seeded.uniform(EARLIEST, LATEST), before)
        outcome["kills"] += not complete
        if not (graph / "graph.toml").exists():
            continue
        with Store.open(graph, read_only=True) as store:
            held = len(store.documents())
            outcome["documents lost"] += max(0, told - held)
            merged = set(store._merge.whole(store.rdf, store.identity))
            there = set(store.rdf.quads_for_pattern(None, None, None, ox.DefaultGraph()))
            outcome["default graphs wrong"] += merged != there
        told = held
        if complete:
            outcome["graphs completed"] += 1
            outcome["completed but wrong"] += _state(graph) != wanted
            graph, told = folder / f"graph-{outcome['graphs completed']}", 0
    return outcome


def _killed(articles: Path, graph: Path, seconds: float, before: int) -> tuple[int, bool]:
    """(documents in the graph as told, whether it was done before its time came)."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, articles, graph], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        deadline = time.monotonic() + seconds
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        process.kill()
        lines = process.stdout.read().split()
    numbers = [int(line) for line in lines if line.isdigit()]
    return before + (numbers[-1] if numbers else 0), "complete" in lines


def _state(graph: Path) -> set[ox.Quad]:
    with Store.open(graph, read_only=True) as store:
        return set(store.rdf)


if __name__ == "__main__":
    main()
