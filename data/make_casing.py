"""Trains what gives capitals to text without them: lexicon/casing_weights.tsv and lexicon/casing_forms.tsv.

    python data/make_casing.py PRESS.jsonl ... [--words N] [--held-out NEWS.jsonl]

The files hold press releases of the US Congress, one a line as JSON with `text` (see SOURCES.toml). What is taken from
them are weights of an averaged perceptron (Collins 2002) over the features of `policygraph.casing`, and how words are
written that are not merely begun with a capital ('McDoe', 'NATO'). A word in ten is hidden while learning, so that the
model learns to judge words that it does not know. Headlines and shouted sentences are left out. With --held-out,
tells how well words of other texts are judged.
"""

import argparse
import json
import logging
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from policygraph import casing
from policygraph.annotate import Annotator

log = logging.getLogger(__name__)
LEXICON = Path(__file__).parent / "lexicon"
_ROUNDS = 4
_HIDDEN = 0.1  # of the words, while learning
_LEAST = 0.35  # weight that is kept; a mark of one word in ten thousand tells little
_OFTEN = 4  # times that the texts must have a feature, and twice as often one of two words
_SEEN = 4  # times that a word with inner capitals must be written so
_KEPT = 0.9  # of its capitals that are of one form
_HEADLINE = 0.6  # of the longer words of a sentence that have a capital
_PAIRS = ("l ", "r ")  # features of two words
_NAMED = ("w ", "l ", "r ", "bw", "s ")  # features that name the word itself

# Words in lower case, their marks, and whether each has a capital; None where that tells nothing.
Words = tuple[list[str], list[set[str]], list[bool | None]]


def texts(paths: Sequence[Path]) -> list[str]:
    """The texts of the files, in an order that is always the same and mixes them."""
    rows = [json.loads(line)["text"] for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    random.Random(1).shuffle(rows)  # noqa: S311 -- no secret
    return rows


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, without those set as headlines."""
    for sentence in re.split(r"(?<=[a-z][.?!]) |\n", re.sub(r"(?<=[a-z]\.)(?=[A-Z])", " ", text)):
        long = re.findall(r"[^\W\d]{4,}", sentence)
        if len(long) > 4 and sum(word[0].isupper() for word in long) < _HEADLINE * len(long):
            yield sentence


def words(text: str, named: casing.Recogniser) -> Words:
    """The words of a text's sentences."""
    text = "\n".join(sentences(text)) + "\n"
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    found = casing.tokens(text)
    plain = [m[0].lower() for m in found]
    known = [None if casing.begins(plain, i) or not cased(m[0]) else m[0][0].isupper() for i, m in enumerate(found)]
    return plain, casing.marked(found, named(lower)), known


def cased(word: str) -> bool:
    """Whether a word is of a script that has capitals."""
    return word[0].upper() != word[0].lower()


def forms(rows: Sequence[str]) -> dict[str, str]:
    """By word in lower case: its form where that has capitals within."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for sentence in sentences(row):
            for match in casing.tokens(sentence):
                if match[0][0].isupper() and len(match[0]) > 1:
                    counts[match[0].lower()][match[0]] += 1
    chosen = {}
    for word, of in sorted(counts.items()):
        form, count = of.most_common(1)[0]
        if "." not in word and form != form.capitalize() and count >= max(_SEEN, _KEPT * of.total()):
            chosen[word] = form
    return chosen


def trained(rows: Sequence[str], named: casing.Recogniser) -> dict[str, float]:
    """The averaged weights."""
    chance = random.Random(2)  # noqa: S311
    weights: dict[str, float] = defaultdict(float)
    sums: dict[str, float] = defaultdict(float)
    at = 0
    prepared = [words(row, named) for row in rows]
    counts: Counter[str] = Counter()
    for plain, marks, truth in prepared:
        for i, right in enumerate(truth):
            if right is not None:
                counts.update(casing.features(plain, marks, i, "--"))
    rare = {f for f, n in counts.items() if n < (2 * _OFTEN if f[:2] in _PAIRS else _OFTEN)}
    del counts
    for turn in range(_ROUNDS):
        wrong = asked = 0
        for plain, marks, truth in prepared:
            before = "^^"
            for i, right in enumerate(truth):
                at += 1
                hidden = chance.random() < _HIDDEN
                told = [
                    f
                    for f in casing.features(plain, marks, i, before)
                    if f not in rare and not (hidden and f[:2] in _NAMED)
                ]
                capital = plain[i][0].isalpha() and sum(weights[f] for f in told) > 0
                if right is not None:
                    asked += 1
                    if capital != right:
                        wrong += 1
                        step = 1.0 if right else -1.0
                        for f in told:
                            weights[f] += step
                            sums[f] += at * step
                before = casing.after(plain, i, before, capital=capital)
        log.info("round %d: %.4f of %d words wrong", turn + 1, wrong / asked, asked)
    return {f: round(w - sums[f] / at, 2) for f, w in weights.items()}


def tell(rows: Sequence[str], named: casing.Recogniser, weights: dict[str, float]) -> None:
    """Tells precision and recall of capitals within sentences."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for row in rows:
        plain, marks, truth = words(row, named)
        for capital, right in zip(casing.judged(plain, marks, weights), truth, strict=True):
            if right is not None:
                counts[capital, right] += 1
    hit = counts[True, True]
    precision, recall = hit / (hit + counts[True, False]), hit / (hit + counts[False, True])
    log.info("held out: precision %.4f, recall %.4f", precision, recall)


def main() -> None:
    """Trains and writes."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("press", type=Path, nargs="+")
    parser.add_argument("--words", type=int, default=500_000)
    parser.add_argument("--held-out", type=Path)
    parser.add_argument("--to", type=Path, default=LEXICON)
    options = parser.parse_args()
    rows = texts(options.press)
    written = "".join(f"{word}\t{form}\n" for word, form in forms(rows).items())
    (options.to / "casing_forms.tsv").write_text(f"word\tform\n{written}", encoding="utf-8")
    taken, count = [], 0
    for row in rows:
        if count < options.words:
            taken.append(row)
            count += len(row.split())
    named = Annotator().named
    weights = {f: w for f, w in sorted(trained(taken, named).items()) if abs(w) >= _LEAST}
    told = "".join(f"{f.replace(chr(10), '¶')}\t{w:g}\n" for f, w in weights.items())
    (options.to / "casing_weights.tsv").write_text(f"feature\tweight\n{told}", encoding="utf-8")
    log.info("%d weights, %d bytes", len(weights), len(told.encode()))
    if options.held_out:
        tell(texts([options.held_out]), named, weights)


if __name__ == "__main__":
    main()
