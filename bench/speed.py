"""How fast documents become a graph, against the language model's own pipeline in the same run.

    python bench/speed.py [--documents N] [--json] [--profile]

Three rounds, each over N other press releases of ../shared/bench/raw_congress_press (evenly taken from all of it, so
that no table's cache has seen them), and in each the three measured in turn, another one first:

pipe     `nlp.pipe` of the full model: spaCy's own load, no component of ours, its default batch size
extract  our work on a document: annotate, extract, resolve, assemble
build    a whole build: text files read, their quads in the committed store, and identity over all
pages    the peer of the next: trafilatura's fast way on web pages of the same texts, and `nlp.pipe` of what it finds
html     a whole build of these pages

CPU seconds of this one process, models and tables loaded and warmed up before. Words are those between white space, of
the documents as read. Prints words a second (median of the rounds), how many times as fast as their peers others are
(median of the rounds' ratios, and their least and greatest), and what reading who said what takes on top of the rest of
`extract` (the first round's documents). --profile tells on stderr where extraction spends its time.
"""

import argparse
import cProfile
import gc
import json
import os
import pstats
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import spacy
import trafilatura
from quality import as_page
from spacy.language import Language

from policygraph import pipeline
from policygraph.annotate import AnnotatedDocument, Annotator
from policygraph.assemble import assemble
from policygraph.errors import PolicyGraphError
from policygraph.extract import attributions
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document
from policygraph.read import read
from policygraph.resolve import resolve

CHECKOUT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("POLICYGRAPH_SHARED") or CHECKOUT.parent / "shared")
RELEASES = SHARED / "bench" / "raw_congress_press" / "dev.jsonl"
ROUNDS = 3
WARM_UP = 10
TOP = 15


def plain_pipeline(annotator: Annotator) -> Language:
    """The model of `annotator` as spaCy itself loads it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(annotator._pipeline.path)  # the one place that knows which package and folder it is


def as_files(releases: Sequence[dict[str, str]], folder: Path) -> None:
    """Writes press releases as a user would have them: title, blank line, text."""
    folder.mkdir()
    for number, release in enumerate(releases):
        text = f"{release['title']}\n\n{release['text']}"
        (folder / f"{number:03}-{release['doc_id']}.txt").write_text(text, encoding="utf-8")


def as_pages(releases: Sequence[dict[str, str]], folder: Path) -> None:
    """Writes press releases as web pages with all their furniture."""
    folder.mkdir()
    for number, release in enumerate(releases):
        page = as_page(f"{release['title']}\n\n{release['text']}", release["title"])
        (folder / f"{number:03}-{release['doc_id']}.html").write_text(page, encoding="utf-8")


def documents_of(folder: Path) -> list[Document]:
    """What is read from a folder of files; a file that can't be read ends the program."""
    found = []
    for one in read([str(folder)]):
        if not isinstance(one, Document):
            raise SystemExit(f"{one.source} can't be read: {one.reason}")
        found.append(one)
    return found


def work(annotated: AnnotatedDocument, gazetteer: Gazetteer) -> None:
    """What a build does with a document between its parse and the store."""
    extraction = pipeline.extract(annotated, gazetteer)
    for _ in assemble(annotated.document, extraction, resolve(annotated.document, extraction, gazetteer)):
        pass


def cpu_seconds(task: Callable[[], object]) -> float:
    """How long `task` keeps the processor busy, all threads together."""
    gc.collect()
    started = time.process_time()
    task()
    return time.process_time() - started


class Rates:
    """The three tasks, loaded once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.annotator = Annotator()
        self.plain = plain_pipeline(self.annotator)
        self.gazetteer = Gazetteer.open()

    def pipe(self, documents: Sequence[Document]) -> None:
        """The peer."""
        for _ in self.plain.pipe(document.text for document in documents):
            pass

    def extract(self, documents: Sequence[Document]) -> None:
        """Ours, without reading and storing."""
        for annotated in self.annotator.annotate(documents):
            work(annotated, self.gazetteer)

    def speech(self, documents: Sequence[Document]) -> float:
        """What the extractor of attributions takes, as a part of all else that `extract` does."""
        parsed = list[AnnotatedDocument]()
        parsing = cpu_seconds(lambda: parsed.extend(self.annotator.annotate(documents)))
        rest = cpu_seconds(lambda: self._work_on(parsed))
        found = [pipeline.extract(annotated, self.gazetteer) for annotated in parsed]
        spent = cpu_seconds(
            lambda: [[*attributions.extract(*one, self.gazetteer)] for one in zip(parsed, found, strict=True)]
        )
        return spent / (parsing + rest - spent)

    def _work_on(self, parsed: Sequence[AnnotatedDocument]) -> None:
        for annotated in parsed:
            work(annotated, self.gazetteer)

    def build(self, files: Path) -> None:
        """Ours, all of it; the graph is a new one."""
        pipeline.build([str(files)], self.folder / f"graph-of-{files.name}", strict=True)

    def pages(self, pages: Path) -> None:
        """The peer of a build of web pages."""
        texts = (trafilatura.extract(page.read_text(encoding="utf-8"), fast=True) for page in sorted(pages.iterdir()))
        for _ in self.plain.pipe(text or "" for text in texts):
            pass

    def round(self, files: Path, pages: Path, number: int) -> dict[str, float]:
        """Words a second of each task over a folder of files, and of pages, beginning with the task of that number."""
        documents = documents_of(files)
        words = sum(len(document.text.split()) for document in documents)
        tasks: list[tuple[str, Callable[[], object]]] = [
            ("pipe", lambda: self.pipe(documents)),
            ("extract", lambda: self.extract(documents)),
            ("build", lambda: self.build(files)),
            ("pages", lambda: self.pages(pages)),
            ("html", lambda: self.build(pages)),
        ]
        turn = number % len(tasks)
        rates = {name: words / cpu_seconds(task) for name, task in [*tasks[turn:], *tasks[:turn]]}
        return {**rates, "words": words}


def profile(rates: Rates, files: Path) -> str:
    """Where extraction spends its time, by each function's own: annotation and the model's work left out."""
    parsed = list(rates.annotator.annotate(documents_of(files)))
    profiler = cProfile.Profile()
    profiler.enable()
    for annotated in parsed:
        work(annotated, rates.gazetteer)
    profiler.disable()
    lines = ["share  calls     function"]
    told: Any = pstats.Stats(profiler)  # typeshed does not know its `stats`
    for (file, line, name), (_, calls, own, _, _) in sorted(told.stats.items(), key=lambda one: -one[1][2])[:TOP]:
        where = f"{Path(file).parent.name}/{Path(file).name}:{line} " if line else ""
        lines.append(f"{own / told.total_tt:5.1%}  {calls:<8}  {where}{name}")
    return "\n".join(lines)


def measure(count: int, folder: Path, *, profiled: bool) -> dict[str, Any]:
    """All rounds, and what they tell."""
    releases = [json.loads(line) for line in RELEASES.read_text(encoding="utf-8").splitlines()]
    needed = ROUNDS * count + WARM_UP
    if count < 1 or needed > len(releases):
        raise SystemExit(f"--documents is 1 to {(len(releases) - WARM_UP) // ROUNDS}: each round takes others")
    step = len(releases) / needed
    chosen = [releases[int(place * step)] for place in range(needed)]
    as_files(chosen[:WARM_UP], folder / "warm-up")
    as_pages(chosen[:WARM_UP], folder / "warm-up-pages")
    rates = Rates(folder)
    rates.round(folder / "warm-up", folder / "warm-up-pages", 0)
    rounds = []
    for number in range(ROUNDS):
        files, pages = folder / f"round-{number}", folder / f"pages-{number}"
        as_files(chosen[WARM_UP + number :: ROUNDS], files)
        as_pages(chosen[WARM_UP + number :: ROUNDS], pages)
        rounds.append(rates.round(files, pages, number))
    if profiled:
        print(profile(rates, folder / "round-0"), file=sys.stderr)
    peers = {"extract": "pipe", "build": "pipe", "html": "pages"}
    ratios = {task: [one[task] / one[peer] for one in rounds] for task, peer in peers.items()}
    return {
        "words_per_cpu_second": {
            task: round(statistics.median(one[task] for one in rounds)) for task in ("pipe", "pages", *peers)
        },
        "ratio": {task: round(statistics.median(found), 3) for task, found in ratios.items()},
        "ratio_range": {task: [round(min(found), 3), round(max(found), 3)] for task, found in ratios.items()},
        "speech_on_top": round(rates.speech(documents_of(folder / "round-0")), 3),
        "documents": count,
        "rounds": ROUNDS,
        "words": round(sum(one["words"] for one in rounds)),
    }


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="How fast documents become a graph, against spaCy's nlp.pipe.")
    parser.add_argument("--documents", type=int, default=200, metavar="N", help="press releases a round (200)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--profile", action="store_true", help="tell on stderr where extraction spends its time")
    options = parser.parse_args()
    if not RELEASES.is_file():
        raise SystemExit(f"{RELEASES} is not there: put it there, or name its folder in POLICYGRAPH_SHARED")
    with tempfile.TemporaryDirectory() as folder:
        try:
            told = measure(options.documents, Path(folder), profiled=options.profile)
        except PolicyGraphError as error:
            raise SystemExit(str(error)) from error
    if options.json:
        print(json.dumps(told))
        return
    rates = told["words_per_cpu_second"]
    for peer in ("pipe", "pages"):
        print(f"{peer:<8} {rates[peer]:>6,} words a CPU second")
    for task, ratio in told["ratio"].items():
        least, greatest = told["ratio_range"][task]
        compared = f"{ratio:.2f} times its peer ({least:.2f} to {greatest:.2f})"
        print(f"{task:<8} {rates[task]:>6,} words a CPU second, {compared}")
    print(f"who said what takes {told['speech_on_top']:.1%} on top of the rest of extract")
    print(f"n = {told['rounds']} rounds of {told['documents']} press releases, {told['words']:,} words")


if __name__ == "__main__":
    main()
