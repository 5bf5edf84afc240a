"""Policies named in sentences, by our own forms and by two libraries of legal citations, citeurl and eyecite.

    python bench/citations.py [--sentences FILE] [--json] [--errors]

The sentences are those of tests/unit/extract/policies.toml: our own, with what is named in each. For each finder it
prints precision, recall and F1 of the texts found: `exact`, as they are written there, and `near`, where half of the
longer of the two is enough (what a library counts to a citation, and what we do, need not be the same). The groups are

all      every policy
cited    those of the kinds that the libraries are made for: codes, public laws, the Federal Register, cases
later    all of the sentences that were written after our forms were; the others were read while they were made
KIND     of each of these kinds, with --json only

What is found where nothing is counts as wrong in each group.

Beside them stand the seconds until a finder is ready, and those for a thousand sentences (the least of three rounds;
ours without spaCy's words). A library that is not installed is said to be missing: neither is needed by PolicyGraph.
"""

import argparse
import json
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import spacy

from policygraph.annotate import AnnotatedDocument
from policygraph.extract import _policies
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document

CHECKOUT = Path(__file__).resolve().parents[1]
SENTENCES = CHECKOUT / "tests" / "unit" / "extract" / "policies.toml"
CITED = frozenset({"code", "public-law", "regulation", "case"})
ROUNDS = 3

Spans = list[tuple[int, int]]
Finder = Callable[[str], Spans]


def ours() -> Finder:
    """The forms of data/lexicon/policies.toml."""
    english, gazetteer = spacy.blank("en"), Gazetteer.open()
    english.add_pipe("sentencizer")
    annotated: dict[str, AnnotatedDocument] = {}

    def prepare(text: str) -> None:
        document = Document(id="0" * 12, text=text, sha256="0" * 64, sources=("a",))
        annotated[text] = AnnotatedDocument(document, english(text))
        _ = annotated[text].words, annotated[text].limits

    def find(text: str) -> Spans:
        if text not in annotated:
            prepare(text)
        found = annotated[text]
        chosen = _policies.matches(found, gazetteer)
        return [(found.words[first].start, found.words[end - 1].end) for first, (end, _, _) in chosen.items()]

    return find


def citeurl() -> Finder:
    """The templates that citeurl brings."""
    citator = import_module("citeurl").Citator()
    return lambda text: [citation.span for citation in citator.list_cites(text)]


def eyecite() -> Finder:
    """What eyecite finds; the name of a case apart from where it is printed, as it stands in our table."""
    get_citations, models = import_module("eyecite").get_citations, import_module("eyecite.models")

    def find(text: str) -> Spans:
        return [*spans(text)]

    def spans(text: str) -> Iterator[tuple[int, int]]:
        for citation in get_citations(text):
            if isinstance(citation, models.UnknownCitation):
                continue
            start, end = citation.span()
            yield start, end
            named = citation.full_span()[0]
            if isinstance(citation, models.FullCaseCitation) and named < start:
                yield named, named + len(text[named:start].rstrip(" ,"))

    return find


FINDERS: dict[str, Callable[[], Finder]] = {"ours": ours, "citeurl": citeurl, "eyecite": eyecite}


def labelled(sentence: dict[str, Any]) -> list[tuple[int, int, str]]:
    """(start, end, kind) of each policy of a sentence; of the same words the next that stand there."""
    found, at = [], 0
    for words, _, kind in sentence["policies"]:
        start = sentence["text"].index(words, at)
        found.append((start, start + len(words), kind))
        at = start + len(words)
    return found


def near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share half of the longer."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared >= max(one[1] - one[0], other[1] - other[0])


def scores(
    sentences: Sequence[dict[str, Any]], found: Sequence[Spans], kinds: frozenset[str], same: Callable[..., bool]
) -> dict[str, Any]:
    """Precision, recall and F1; where only some kinds count, what is found of the others is not wrong."""
    right = wrong = missed = 0
    for sentence, spans in zip(sentences, found, strict=True):
        left = labelled(sentence)
        for span in sorted(set(spans)):
            hit = next((told for told in left if same(span, told[:2])), None)
            if hit is not None:
                left.remove(hit)
                right += not kinds or hit[2] in kinds
            else:
                wrong += 1
        missed += sum(not kinds or kind in kinds for _, _, kind in left)
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    both = 2 * right / (2 * right + wrong + missed) if right else 0.0
    figures = {"P": precision, "R": recall, "F1": both}
    return {key: round(value, 3) for key, value in figures.items()} | {"tp": right, "fp": wrong, "fn": missed}


def measured(name: str, sentences: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], list[Spans]]:
    """What a finder gets right, and how long it takes."""
    texts = [sentence["text"] for sentence in sentences]
    begun = time.perf_counter()
    find = FINDERS[name]()
    find("It cites 8 U.S.C. 1373 alone.")
    ready = time.perf_counter() - begun
    found = [find(text) for text in texts]
    rounds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for text in texts:
            find(text)
        rounds.append(time.process_time() - begun)
    told: dict[str, Any] = {
        "ready_s": round(ready, 3),
        "thousand_sentences_s": round(min(rounds) / len(texts) * 1000, 3),
    }
    later = [i for i, sentence in enumerate(sentences) if sentence.get("later")]
    groups = {
        "all": (range(len(texts)), frozenset[str]()),
        "cited": (range(len(texts)), CITED),
        "later": (later, frozenset[str]()),
        "later_cited": (later, CITED),
        **{kind: (range(len(texts)), frozenset({kind})) for kind in sorted(CITED)},
    }
    for group, (numbers, kinds) in groups.items():
        some = [sentences[i] for i in numbers], [found[i] for i in numbers]
        told[group] = {"exact": scores(*some, kinds, tuple.__eq__), "near": scores(*some, kinds, near)}
    return told, found


def main() -> None:
    """Reads the arguments and prints the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument(
        "--sentences", type=Path, default=SENTENCES, metavar="FILE", help="other sentences of that form"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--errors", action="store_true", help="tell on stderr where what is found is not what is told")
    options = parser.parse_args()
    sentences = tomllib.loads(options.sentences.read_text(encoding="utf-8"))["sentence"]
    figures: dict[str, Any] = {"sentences": len(sentences), "policies": sum(len(s["policies"]) for s in sentences)}
    for name in FINDERS:
        if name != "ours" and not find_spec(name):
            figures[name] = {"missing": f"pip install {name}" + (" markdown" if name == "citeurl" else "")}
            continue
        figures[name], found = measured(name, sentences)
        if name != "ours":
            figures[name]["version"] = version(name)
        for sentence, spans in zip(sentences, found, strict=True) if options.errors else ():
            wanted, got = ([sentence["text"][s[0] : s[1]] for s in sorted(a)] for a in (labelled(sentence), spans))
            if wanted != got:
                sys.stderr.write(f"{name}\t{got}\tnot {wanted}\t{sentence['text']}\n")
    sys.stdout.write(json.dumps(figures, indent=1) + "\n" if options.json else _table(figures))


def _table(figures: dict[str, Any]) -> str:
    lines = [f"{figures['sentences']} sentences, {figures['policies']} policies"]
    for name in FINDERS:
        told = figures[name]
        if "missing" in told:
            lines.append(f"{name}: missing ({told['missing']})")
            continue
        lines.append(f"{name}: ready in {told['ready_s']} s, {told['thousand_sentences_s']} s a thousand sentences")
        for group in ("all", "cited", "later", "later_cited"):
            of = (f"{how} P {s['P']:.3f} R {s['R']:.3f} F1 {s['F1']:.3f}" for how, s in told[group].items())
            lines.append(f"  {group:12}{'   '.join(of)}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
