"""How a build goes with the number of documents, against what a user would otherwise do, in one run.

    python bench/scale.py [--sizes 50,500,5000] [--jobs N] [--json]

For each size, that many press releases of ../shared/bench/raw_senate_press (the same ones first) are

build    built into a new graph by `policygraph build --jobs N`, as a process of its own
pipe     run through `nlp.pipe` of the full model in N processes
script   put by a plain script of spaCy, networkx and pyvis into one HTML page, as a user would write it: people, bodies
         and places that stand in a sentence together; given up when it took longer than the build (pyvis compares
         each edge with all before it, so that thousands of documents take it hours)

and then the graph is built again with nothing changed, and once more with one document added, the model loaded. Seconds
are of the clock; memory is the greatest that all processes of the build had together, sampled. Prints one object with
--json: by size the seconds, seconds a document, ratios to `pipe`, memory, and whether all documents are accounted for.
"""

import argparse
import itertools
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import networkx
import spacy
from pyvis.network import Network
from spacy.language import Language

from policygraph import pipeline
from policygraph.annotate import Annotator

CHECKOUT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("POLICYGRAPH_SHARED") or CHECKOUT.parent / "shared")
RELEASES = SHARED / "bench" / "raw_senate_press" / "dev.jsonl"
_KINDS = {"PERSON", "ORG", "GPE"}


def plain_script(nlp: Language, texts: Sequence[str], page: Path, jobs: int) -> None:
    """What a user would write instead: names that stand in a sentence together, as a graph on a page."""
    graph = networkx.Graph()
    for parse in nlp.pipe(texts, n_process=jobs):
        for sentence in parse.sents:
            names = sorted({entity.text for entity in sentence.ents if entity.label_ in _KINDS})
            for one, other in itertools.combinations(names, 2):
                weight = graph.get_edge_data(one, other, {"weight": 0})["weight"]
                graph.add_edge(one, other, weight=weight + 1)
    picture = Network(cdn_resources="in_line")
    picture.from_nx(graph)
    page.write_text(picture.generate_html(notebook=False), encoding="utf-8")


def pipe(nlp: Language, texts: Sequence[str], jobs: int) -> None:
    """The peer: the model's own pipeline."""
    for _ in nlp.pipe(texts, n_process=jobs):
        pass


def clock(task: Callable[[], object]) -> float:
    """How long `task` takes."""
    started = time.perf_counter()
    task()
    return time.perf_counter() - started


def within(limit: float, task: Callable[[], object]) -> float | None:
    """How long `task` takes in a process of its own; None if it is given up after `limit` seconds."""
    process = multiprocessing.get_context("fork").Process(target=task)  # the model is shared, not loaded again
    started = time.perf_counter()
    process.start()
    process.join(limit)
    taken = time.perf_counter() - started
    if process.is_alive():
        for child in (*_children(process.pid or 0), process.pid or 0):
            os.kill(child, signal.SIGKILL)
        process.join()
        return None
    if process.exitcode:
        raise SystemExit(f"the script ended with {process.exitcode}")
    return taken


@contextmanager
def memory(process: int) -> Iterator[list[float]]:
    """Within, the list's one number grows to the most megabytes that a process and its children have together."""
    most, ended = [0.0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.5):
            most[0] = max(most[0], sum(map(_resident, [process, *_children(process)])))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield most
    finally:
        ended.set()
        watcher.join()


def _children(process: int) -> list[int]:
    try:
        own = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    return [found for child in map(int, own) for found in (child, *_children(child))]


def _resident(process: int) -> float:
    """Megabytes of a process that it shares with no other, and its part of those it does."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def measure(size: int, jobs: int, nlp: Language, folder: Path) -> dict[str, Any]:
    """All that is measured for one number of documents."""
    source, graph = folder / f"{size}.jsonl", folder / f"graph-{size}"
    with RELEASES.open(encoding="utf-8") as lines:
        chosen = list(itertools.islice(lines, size + 1))
    source.write_text("".join(chosen[:size]), encoding="utf-8")
    texts = [json.loads(line)["text"] for line in chosen[:size]]
    command = [sys.executable, "-m", "policygraph", "build", str(source), "-g", str(graph), "--jobs", str(jobs)]
    started = time.perf_counter()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process, memory(process.pid) as most:
        _, said = process.communicate()
    if process.returncode not in (0, 3):
        raise SystemExit(said)
    built = time.perf_counter() - started
    again: list[pipeline.Report] = []
    unchanged = clock(lambda: again.append(pipeline.build([str(source)], graph)))
    (folder / "one.jsonl").write_text(chosen[size], encoding="utf-8")
    pipeline.build([str(folder / "one.jsonl")], folder / f"warm-{size}")  # loads the models and the tables
    added = clock(lambda: pipeline.build([str(folder / "one.jsonl")], graph))
    report = again[0]
    told: dict[str, Any] = {
        "documents": size,
        "accounted": report.documents + len(report.failed) + len(report.skipped) + report.repeated == size,
        "in_graph": report.documents,
        "repeated": report.repeated,
        "failed": len(report.failed),
        "skipped": len(report.skipped),
        "build_s": round(built, 1),
        "build_s_per_document": round(built / size, 4),
        "build_mb": round(most[0]),
        "unchanged_s": round(unchanged, 2),
        "one_added_s": round(added, 2),
        "graph_mb": round(sum(f.stat().st_size for f in graph.rglob("*") if f.is_file()) / 1e6),
    }
    print(json.dumps(told), file=sys.stderr, flush=True)
    piped = clock(lambda: pipe(nlp, texts, jobs))
    told |= {"pipe_s": round(piped, 1), "build_speed_to_pipe": round(piped / built, 3)}
    scripted = within(1.05 * built, lambda: plain_script(nlp, texts, folder / "page.html", jobs))
    if scripted is None:
        return told | {"script_s": f"> {1.05 * built:.0f}", "build_speed_to_script": "> 1.05"}
    return told | {"script_s": round(scripted, 1), "build_speed_to_script": round(scripted / built, 3)}


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="How a build goes with the number of documents.")
    parser.add_argument("--sizes", default="50,500,5000", metavar="N,…", help="numbers of documents (50,500,5000)")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes (2)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    if not RELEASES.is_file():
        raise SystemExit(f"{RELEASES} is not there: put it there, or name its folder in POLICYGRAPH_SHARED")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        nlp = spacy.load(Annotator()._pipeline.path)  # as spaCy itself loads it
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, options.sizes.split(",")):
            rows.append(measure(size, options.jobs, nlp, Path(folder)))
            if not options.json:
                print("\n".join(f"{key:<24}{value}" for key, value in rows[-1].items()), end="\n\n", flush=True)
    if options.json:
        print(json.dumps({"jobs": options.jobs, "sizes": rows}))


if __name__ == "__main__":
    main()
