"""Measures how good graphs are and writes the figures that ship with the software: `data/accuracy.json`.

    python bench/accuracy.py [CORPUS ...]

Runs `quality.py` for each corpus (all of them where none is named; the figures of the others stay) and keeps of each
what `policygraph info --accuracy` prints. It takes some ten minutes.
"""

import argparse
import datetime
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policygraph import resources

CHECKOUT = Path(__file__).resolve().parents[1]
FILE = CHECKOUT / "data" / "accuracy.json"
MODEL = "en_core_web_md"
NAMES = ("crossner_politics", "wikigold", "gum_news", "worldwide_newswire")
TOPONYMS = ("lgl", "trnews", "gwn")
TEXTS = {
    "gold": "seven news texts and press releases, which the rules were made with in view",
    "samples": "six sample articles of our own, which the rules were made with in view",
    "crossner_politics": "sentences of Wikipedia on politics",
    "wikigold": "Wikipedia",
    "gum_news": "Wikinews",
    "worldwide_newswire": "news of Asia, Africa, Latin America and Oceania",
    "lgl": "local news of the United States",
    "trnews": "news",
    "gwn": "news of the whole world",
    "coref": "Wikinews",
    "polnear": "news of the campaign of 2016",
}


def main() -> None:
    """Measures, and writes the file anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", choices=[[], *TEXTS], metavar="CORPUS")
    asked = parser.parse_args().corpora or list(TEXTS)
    known = json.loads(FILE.read_text(encoding="utf-8"))["figures"] if FILE.exists() else []
    figures = [found for found in known if found["corpus"] not in asked]
    for corpus in asked:
        print(corpus, file=sys.stderr, flush=True)
        figures += _measured(corpus)
    order = list(TEXTS)
    figures.sort(key=lambda found: order.index(found["corpus"]))
    told = {"model": resources.language_model_version(MODEL), "figures": figures}
    FILE.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _measured(corpus: str) -> list[dict[str, Any]]:
    command = ["bench/quality.py", corpus]
    done = subprocess.run([sys.executable, *command], cwd=CHECKOUT, check=True, stdout=subprocess.PIPE)
    told = json.loads(done.stdout)
    common = {
        "corpus": corpus,
        "text": TEXTS[corpus],
        "measured": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "command": " ".join(["python", *command]),
    }
    return [common | found for found in FIGURES[corpus](told)]


def _of_graph(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in ("entities", "relations", "holds", "events", "attributions"):
        score = told["ours"]["relations" if name == "holds" else name]
        score = score[name] if name == "holds" else score.get("all", score)
        f1 = 2 * score["tp"] / max(1, 2 * score["tp"] + score["fp"] + score["fn"])
        baseline = told["baseline"]["entities"]["all"]["F1"] if name == "entities" else None
        yield figure(name, "F1", f1, told["n"][name], interval=told["interval"][name], baseline=baseline)
    links = told["ours"]["links"]
    yield figure("links to public identifiers", "accuracy", links["accuracy"], links["asked"])


def _of_names(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    ours, baseline = (told[who]["ALL"]["strict"]["f1"] for who in ("ours", "baseline"))
    what = "names of people, organizations and places"
    yield figure(what, "F1", ours, told["n"]["names"], interval=told["interval"]["strict"], baseline=baseline)


def _of_toponyms(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    ours, baseline = (told[who]["recognition"]["strict"]["f1"] for who in ("ours", "baseline"))
    interval = told["interval"]["recognition"]
    yield figure("names of places", "F1", ours, told["n"]["names"], interval=interval, baseline=baseline)
    yield figure("places that were linked", "precision", told["ours"]["resolution"]["precision"], told["n"]["linked"])


def _of_attributions(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key, what in {"content_overlap": "what was said", "source_exact": "who said it"}.items():
        more = {"interval": told["interval"][key], "baseline": told["baseline"][key]}
        yield figure(what, "F1", told["ours"][key], told["n"]["attributions"], **more)


def _of_pronouns(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    score, baseline = told["ours"]["all"], told["baseline"]["all"]
    for measure in ("precision", "coverage"):
        yield figure("whom a pronoun means", measure, score[measure], score["n"], baseline=baseline[measure])


def figure(what: str, measure: str, value: float, n: int, **more: Any) -> dict[str, Any]:
    """A figure as it is kept; `more` may be its interval and its baseline."""
    more = {key: round(told, 3) if isinstance(told, float) else told for key, told in more.items() if told is not None}
    return {"what": what, "measure": measure, "value": round(value, 3), "n": n, **more}


FIGURES = {
    **dict.fromkeys(("gold", "samples"), _of_graph),
    **dict.fromkeys(NAMES, _of_names),
    **dict.fromkeys(TOPONYMS, _of_toponyms),
    "polnear": _of_attributions,
    "coref": _of_pronouns,
}


if __name__ == "__main__":
    main()
