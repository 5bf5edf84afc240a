"""How good built graphs are, against what people wrote by hand.

    python bench/quality.py CORPUS [--data PATH] [--texts DIR] [--html] [--document NAME] [--errors] [--lower]

Builds all documents of a corpus in one graph, scores it, and prints one JSON object: `corpus`, `command`, and what
the corpus tells. Corpora are the entries of CORPORA; a further one is a function and its entry there.

gold     the documents of ../shared/gold/dev, or of the folder --data: NAME.txt, and NAME.json made by hand
samples  the sample articles, all of data/articles; scored are those with a graph in tests/gold
coref    the pronouns of ../shared/bench/gum_news, or of the file --data: how many were resolved, how many rightly
polnear  who said what in ../shared/bench/polnear, or the folder --data (see polnear.py beside this file)
crossner_politics, wikigold, gum_news, worldwide_newswire, re3d  names found in ../shared/bench/CORPUS, or in the file
         --data of that form (see names.py beside this file)
lgl, trnews, gwn  toponyms found, and where they are, in the same way (see names.py and toponyms.py)
With --lower the texts of these are read without their capitals, as posts and captions are written.

Of each `n` is told (what the gold asks for), `ours` and `baseline` (what the scorer in ../shared prints of our graph
and of the language model's names alone, see alone.py; of polnear and coref the same of rules over its parse, see
parse_rules.py), and `interval`: of each F1 the 2.5 and 97.5 percentiles over 10,000 draws of as many documents, with
replacement (Efron's percentile bootstrap). The documents stay those of one graph; only the counts are drawn.
"""

import argparse
import contextlib
import html
import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import coreference
import names
import numpy as np
import polnear as attributions
import toponyms as places
from corpora import by_kind, run
from intervals import interval

from policygraph.errors import PolicyGraphError

CHECKOUT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("POLICYGRAPH_SHARED") or CHECKOUT.parent / "shared")
ARTICLES = CHECKOUT / "data" / "articles"
ARTICLES_GOLD = CHECKOUT / "tests" / "gold"

# What has an interval, and where the scorer tells its counts.
INTERVALS: dict[str, Callable[[Any], Any]] = {
    "entities": lambda score: score["entities"]["all"],
    "holds": lambda score: score["relations"].get("holds", {"tp": 0, "fp": 0, "fn": 0}),
    "relations": lambda score: score["relations"]["all"],
    "events": lambda score: score["events"],
    "attributions": lambda score: score["attributions"],
}

# What stands about an article on a news site: its names are of nobody and of nowhere in the gold.
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
<header>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/politics">Politics</a></li>
<li><a href="/boise">Boise</a></li><li><a href="/sports">Sports</a></li>
<li><a href="/about">About us</a></li></ul></nav>
</header>
<footer><p>Copyright Example Valley Courier. All rights reserved.</p>
<p><a href="/privacy">Privacy policy</a> <a href="/jobs">Jobs at Example Valley Courier</a></p></footer>
<aside class="share"><a href="/share?to=mail">Share by e-mail</a> <a href="/share?to=print">Print this page</a></aside>
<aside class="related"><h3>Related stories</h3><ul>
<li><a href="/1">Gov. Brad Little visits Idaho Falls after the flood</a></li>
<li><a href="/2">Montana Sen. Steve Daines asks the Forest Service for more roads</a></li>
<li><a href="/3">Boise Mayor Lauren McLean says the bus line will open in May</a></li></ul></aside>
<main><article>
{article}
</article></main>
</body>
</html>
"""


def as_page(text: str, title: str) -> str:
    """A text as the HTML page of a news site, all its furniture before the article.

    Blank lines part paragraphs, other line breaks are breaks; the line that is the title becomes the heading. The page
    tells nothing of the article that the text does not, but which line is its title.
    """
    parts, paragraph = [], list[str]()
    for line in [*text.splitlines(), ""]:
        heading = bool(title) and line.strip() == title
        if paragraph and (heading or not line.strip()):
            parts.append(f"<p>{'<br>'.join(paragraph)}</p>")
            paragraph = []
        if heading:
            parts.append(f"<h1>{html.escape(title)}</h1>")
        elif line.strip():
            paragraph.append(html.escape(line))
    return _PAGE.format(title=html.escape(title), article="\n".join(parts))


class _Rendered(HTMLParser):
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


def as_text(article: Path) -> str:
    """What a reader sees of an article's file: the text itself, or the page with its furniture."""
    text = article.read_text(encoding="utf-8")
    if article.suffix != ".html":
        return text
    page = _Rendered()
    page.feed(text)
    return "\n".join(page.lines)


def score(graph: Path, gold: Path, texts: Path, *, errors: bool = False) -> tuple[Any, str]:
    """What the scorer prints of the N-Quads `graph`, and with `errors` what it found missed and wrong."""
    scorer = SHARED / "gold" / "score_graph.py"
    told, wrong = run(scorer, str(graph), str(gold), "--texts", str(texts), *(["--errors"] if errors else []))
    return json.loads(told), wrong


def scored(sources: Iterable[Path], gold: Path, texts: Path, folder: Path, *, errors: bool) -> dict[str, Any]:
    """Builds `sources` in one graph in `folder`, and tells `n`, `ours` and `interval` against the folder `gold`."""
    # Imported here, so that --help and the tests of what is above need no language model.
    import alone as by_model  # noqa: PLC0415

    from policygraph import export, pipeline  # noqa: PLC0415
    from policygraph.store import Store  # noqa: PLC0415

    sources = list(sources)
    by_model.write(sources, folder / "by-model", folder / "by-model.nq")
    baseline, _ = score(folder / "by-model.nq", gold, texts)
    quads = folder / "graph.nq"
    pipeline.build([str(source) for source in sources], folder / "graph", strict=True)
    with Store.open(folder / "graph", read_only=True) as store:
        export.write(store, "nquads", quads)
    ours, wrong = score(quads, gold, texts, errors=errors)
    if ours["documents_absent"]:
        raise SystemExit(f"the graph has no documents for the gold of {', '.join(ours['documents_absent'])}")
    if errors:
        print(by_kind(wrong), file=sys.stderr)
    counts: dict[str, list[list[int]]] = defaultdict(list)
    names = sorted(gold.glob("*.json"))
    for name in names:
        alone = folder / "alone" / name.stem
        alone.mkdir(parents=True)
        (alone / name.name).write_bytes(name.read_bytes())
        told, _ = score(quads, alone, texts)
        for kind, of in INTERVALS.items():
            counts[kind].append([of(told)[count] for count in ("tp", "fp", "fn")])
    asked = {kind: of(ours)["tp"] + of(ours)["fn"] for kind, of in INTERVALS.items()}
    return {
        "n": {"documents": len(names), **asked, "links": ours["links"].get("asked", 0)},
        "ours": ours,
        "baseline": baseline,
        "interval": {kind: interval(np.array(found)) for kind, found in counts.items()},
    }


def _chosen(gold: Path, name: str | None, folder: Path) -> Path:
    """The folder of gold graphs, or one with the graph of the document `name` alone."""
    stems = sorted(path.stem for path in gold.glob("*.json"))
    if not stems:
        raise SystemExit(f"{gold} holds no gold graphs (NAME.json). Name another folder with --data")
    if name is None:
        return gold
    if name not in stems:
        raise SystemExit(f"{gold} has no document {name!r}. There are: {', '.join(stems)}")
    alone = folder / "gold"
    alone.mkdir()
    (alone / f"{name}.json").write_bytes((gold / f"{name}.json").read_bytes())
    return alone


def as_pages(texts: Path, gold: Path, folder: Path) -> list[Path]:
    """Every text of the gold as a page in `folder`."""
    folder.mkdir()
    pages = []
    for path in sorted(gold.glob("*.json")):
        text = (texts / f"{path.stem}.txt").read_text(encoding="utf-8")
        title = json.loads(path.read_text(encoding="utf-8"))["title"]
        pages.append(folder / f"{path.stem}.html")
        pages[-1].write_text(as_page(text, title), encoding="utf-8")
    return pages


def gold_documents(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Texts of a folder with their gold graphs; --html gives them as pages, --document one of them."""
    data = options.data or SHARED / "gold" / "dev"
    texts = options.texts or data
    gold = _chosen(data, options.document, folder)
    sources = [texts / f"{path.stem}.txt" for path in sorted(gold.glob("*.json"))]
    if missing := [str(source) for source in sources if not source.is_file()]:
        raise SystemExit(f"there is no text {', '.join(missing)}. Name their folder with --texts")
    if options.html:
        sources = as_pages(texts, gold, folder / "pages")
    return scored(sources, gold, texts, folder, errors=options.errors)


def sample_articles(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """The sample articles as they are shipped, or as pages those with a gold graph."""
    if options.data or options.texts:
        raise SystemExit("the samples are where they are: --data and --texts are for gold")
    gold = _chosen(ARTICLES_GOLD, options.document, folder)
    stems = {path.stem for path in gold.glob("*.json")}
    articles = sorted(ARTICLES.iterdir())
    texts = folder / "texts"
    texts.mkdir()
    for article in articles:
        if article.stem in stems:
            (texts / f"{article.stem}.txt").write_text(as_text(article), encoding="utf-8")
    if options.document:
        articles = [article for article in articles if article.stem == options.document]
    if options.html:
        articles = as_pages(texts, gold, folder / "pages")
    return scored(articles, gold, texts, folder, errors=options.errors)


def pronouns_of_news(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Pronouns with a named antecedent; --document names one of the file's documents."""
    del folder
    return coreference.pronouns(options.data or SHARED / "bench" / "gum_news" / "dev.jsonl", options)


def polnear(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Attributions of campaign news; --limit reads the first documents alone."""
    return attributions.measured(options, folder, SHARED)


def entities(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """People, organizations and places named in a text; --limit reads the first documents alone."""
    return names.measured(options, folder, SHARED)


def toponyms(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Names of places, found and, their spans given, resolved; --limit reads the first documents alone."""
    found = names.measured(options, folder, SHARED, toponyms=True)
    placed = places.measured(options, folder, SHARED)
    return {
        "n": found["n"] | placed["n"],
        **{key: {"recognition": found[key], "resolution": placed[key]} for key in ("ours", "baseline")},
        "interval": {"recognition": found["interval"]["strict"]},
    }


Corpus = Callable[[argparse.Namespace, Path], dict[str, Any]]
CORPORA: dict[str, Corpus] = {
    "gold": gold_documents,
    "samples": sample_articles,
    "coref": pronouns_of_news,
    "polnear": polnear,
    **dict.fromkeys(("crossner_politics", "wikigold", "gum_news", "worldwide_newswire", "re3d"), entities),
    **dict.fromkeys(("lgl", "trnews", "gwn"), toponyms),
}


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("corpus", choices=sorted(CORPORA))
    parser.add_argument(
        "--data", type=Path, metavar="PATH", help="another file of a corpus, or another folder of gold graphs"
    )
    parser.add_argument("--texts", type=Path, metavar="DIR", help="the folder of the texts, if it is another")
    parser.add_argument("--html", action="store_true", help="give every text as a web page with its furniture")
    parser.add_argument("--document", metavar="NAME", help="build and score this one alone")
    parser.add_argument("--errors", action="store_true", help="tell on stderr what was missed and what was wrong")
    parser.add_argument("--lower", action="store_true", help="of a corpus of names: take all its capitals away")
    parser.add_argument("--limit", type=int, metavar="N", help="of a corpus that is a file: only the first N documents")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(sys.stderr):
        try:
            told = CORPORA[options.corpus](options, Path(folder))
        except PolicyGraphError as error:
            raise SystemExit(str(error)) from error
    command = " ".join(["python", "bench/quality.py", *sys.argv[1:]])
    print(json.dumps({"corpus": options.corpus, **told, "command": command}, indent=1))


if __name__ == "__main__":
    main()
