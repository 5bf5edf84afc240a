"""How the time of reading who said what grows with a text, whatever marks stand in it.

    python bench/marks.py [--json] [--characters N]

Texts that a careless reader takes quadratic time for (thousands of quotations left open, apostrophes, labels, colons,
dashes) at a quarter of N characters (a million unless told) and at N, each token a word without a parse. Told of each:
quotations, seconds of CPU at both sizes, their ratio (4 where it is linear), and the time at N as a multiple of
spaCy's tokenizer on the same text in the same run.
"""

import argparse
import hashlib
import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from policygraph.annotate import AnnotatedDocument
from policygraph.extract import attributions
from policygraph.gazetteer import Gazetteer
from policygraph.model import Attribution, Claim, Document, Extraction

SHAPES = {
    "open quotations": "“We will go now and see it. ",
    "open quotations, each in a paragraph": "“We will go now and see it.\n\n",
    "straight marks": '"We will go now and see it all and more." ',
    "open single marks": "‘We will go now and see it. ",
    "apostrophes": "'the teachers' plan is 'here and ",
    "labels": "DOE: We will go now.\n\n",
    "colons": "a: b: c: d: ",
    "lines that end with a colon": "Doe said:\n\nWe will.\n",
    "dashes": "“We will go.” — ",
    "one line": "word ",
}


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """The CPU time of a piece of work, and what it gives."""
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


def parsed(english: Language, text: str) -> AnnotatedDocument:
    """A text of nouns in sentences without a parse."""
    words = english(text)
    size = len(words)
    parse = Doc(
        words.vocab,
        words=[t.text for t in words],
        spaces=[bool(t.whitespace_) for t in words],
        pos=["NOUN"] * size,
        lemmas=[t.lower_ for t in words],
        heads=list(range(size)),
        deps=["dep"] * size,
        sent_starts=[t.i == 0 or words[t.i - 1].text in ".\n" for t in words],
    )
    key = hashlib.sha256(text.encode()).hexdigest()
    return AnnotatedDocument(Document(id=key[:12], text=text, sha256=key, sources=()), parse)


def _read(annotated: AnnotatedDocument, gazetteer: Gazetteer) -> list[Attribution | Claim]:
    return list(attributions.extract(annotated, Extraction(), gazetteer))


def measured(english: Language, gazetteer: Gazetteer, shape: str, characters: int) -> dict[str, Any]:
    """The figures of one shape."""
    times, found = [], 0
    for size in (characters // 4, characters):
        annotated = parsed(english, shape * (size // len(shape)))
        spent, _ = seconds(partial(_read, annotated, gazetteer))
        times.append(spent)
        found = len(annotated.quotations)
    peer, _ = seconds(lambda: english(shape * (characters // len(shape))))
    return {
        "quotations": found,
        "seconds": [round(t, 2) for t in times],
        "growth": round(times[1] / times[0], 2),
        "of_tokenizer": round(times[1] / peer, 2),
    }


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--characters", type=int, default=1_000_000, metavar="N")
    options = parser.parse_args()
    english, gazetteer = spacy.blank("en"), Gazetteer.open()
    english.max_length = 2 * options.characters
    told = {name: measured(english, gazetteer, shape, options.characters) for name, shape in SHAPES.items()}
    if options.json:
        print(json.dumps({"characters": options.characters, "shapes": told}, indent=1))
        return
    for name, figures in told.items():
        print(f"{name:38} {figures}")


if __name__ == "__main__":
    main()
