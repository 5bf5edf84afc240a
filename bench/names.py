"""Names found, against corpora of named entities and of toponyms: those corpora of quality.py.

What of our mentions counts: people as PER, organizations as ORG, jurisdictions and places as LOC; words that only point
('the mayor', 'she') are no names. The corpora of entities hold flat names without peoples ('Texans', 'Republicans'), so
of ours the outermost count, and no peoples; LGL, TR-News and GWN mark places within names and demonyms, so there these
count. The baseline is the language model alone, whose GPE, LOC and FAC are places, for toponyms with its NORP, on the
same parses.
"""

import argparse
import hashlib
import runpy
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import corpora
import numpy as np
from intervals import interval

LABELS = {"person": "PER", "organization": "ORG", "jurisdiction": "LOC", "place": "LOC"}
SPACY = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
POINTING = {"pronoun", "noun-reference", "title-reference"}
# What is no name of its own: within a longer one, a demonym, or the people of a party ('Republicans').
NOT_FLAT = {"nested", "within-name", "in-event-name", "demonym", "party-adjective", "party-people"}
KINDS = {"PER", "ORG", "LOC"}

Spans = list[dict[str, Any]]
Key = tuple[int, int, str]  # start, end, label


def recognised(gold: Iterable[dict[str, Any]], *, toponyms: bool) -> Iterator[tuple[Spans, Spans]]:
    """Of each document the names that we find, with the rule of each, and those that the model alone finds."""
    from policygraph import pipeline  # noqa: PLC0415 -- --help and the tests need no language model
    from policygraph.annotate import Annotator  # noqa: PLC0415
    from policygraph.gazetteer import Gazetteer  # noqa: PLC0415
    from policygraph.model import Document  # noqa: PLC0415

    documents = []
    for number, row in enumerate(gold):
        sha256 = hashlib.sha256(f"{number} {row['text']}".encode()).hexdigest()
        documents.append(Document(id=sha256[:12], text=row["text"], sha256=sha256, sources=(row["doc_id"],)))
    gazetteer = Gazetteer.open()
    spacy = {**SPACY, "NORP": "LOC"} if toponyms else SPACY
    left_out = POINTING if toponyms else POINTING | NOT_FLAT
    for annotated in Annotator().annotate(documents):
        ours = [
            {"start": m.span.start, "end": m.span.end, "label": LABELS[m.kind.value], "rule": m.rule}
            for m in pipeline.extract(annotated, gazetteer).mentions
            if m.kind.value in LABELS and m.rule not in left_out
        ]
        alone = [
            {"start": e.start_char, "end": e.end_char, "label": spacy[e.label_]}
            for e in annotated.parse.ents
            if e.label_ in spacy
        ]
        if toponyms:
            ours, alone = ([one for one in found if one["label"] == "LOC"] for found in (ours, alone))
        yield ours, alone


def measured(options: argparse.Namespace, folder: Path, shared: Path, *, toponyms: bool = False) -> dict[str, Any]:
    """Names of a corpus (--limit: of its first documents), scored."""
    gold = corpora.rows(options.data or shared / "bench" / options.corpus, options.limit, lower=options.lower)
    corpus = Corpus(folder, shared, toponyms=toponyms)
    found = list(recognised(gold, toponyms=toponyms))
    errors: list[str] = []
    counts = np.array([corpus.compared(row, ours, errors) for row, (ours, _) in zip(gold, found, strict=True)])
    if options.errors:
        print(corpora.by_kind("\n".join(errors)), file=sys.stderr)
    ours, baseline = zip(*found, strict=True)
    return {
        "n": {"documents": len(gold), "names": int(counts[:, [0, 2]].sum())},
        "ours": corpus.scored(gold, ours),
        "baseline": corpus.scored(gold, baseline),
        "interval": {"strict": interval(counts)},
    }


class Corpus:
    """How one kind of corpus is scored: by the shared scorer, and name by name for intervals and errors."""

    def __init__(self, folder: Path, shared: Path, *, toponyms: bool) -> None:
        self.field, self.toponyms = "toponyms" if toponyms else "entities", toponyms
        self._folder = folder
        self._scorer = shared / "bench" / ("score_toponyms.py" if toponyms else "score_ner.py")
        scorer = runpy.run_path(str(self._scorer))
        self._trim, self._alias = scorer["trim"], scorer.get("ALIAS", {})

    def scored(self, gold: Sequence[dict[str, Any]], found: Sequence[Spans]) -> Any:
        """What the scorer prints."""
        predicted = [{"doc_id": row["doc_id"], self.field: names} for row, names in zip(gold, found, strict=True)]
        score = corpora.scored(self._scorer, gold, predicted, self._folder, "--trim")
        return score["recognition" if self.toponyms else "scores"]

    def compared(self, row: dict[str, Any], found: Spans, errors: list[str]) -> tuple[int, int, int]:
        """True positives, false positives and misses by the strict measure; `errors` gets a line for each of these."""
        asked = {self._key(row, one): one for one in row[self.field] if one.get("recognise", True)}
        asked = {key: one for key, one in asked.items() if key[2] in KINDS}
        ours = {self._key(row, one): one for one in found}
        errors.extend(told(row, asked, ours))
        right = len(asked.keys() & ours.keys())
        return right, len(ours) - right, len(asked) - right

    def _key(self, row: dict[str, Any], one: dict[str, Any]) -> Key:
        label = "LOC" if self.toponyms else one["label"].upper()
        return (*self._trim(row["text"], one["start"], one["end"]), self._alias.get(label, label))


def told(row: dict[str, Any], asked: Mapping[Key, Any], ours: Mapping[Key, Any]) -> Iterator[str]:
    """A line for each name that is missed or wrong: the document, the kind of error, the name, the words around it."""
    for key in sorted(asked.keys() - ours.keys()):
        yield _line(row, key, "missed", _beside(key, ours))
    for key in sorted(ours.keys() - asked.keys()):
        yield _line(row, key, f"wrong {ours[key]['rule']}", _beside(key, asked))


def _line(row: dict[str, Any], key: Key, kind: str, other: str) -> str:
    start, end, label = key
    around = " ".join(row["text"][max(0, start - 40) : end + 40].split())
    return f"{row['doc_id']}\t{label} {kind}, {other}\t{' '.join(row['text'][start:end].split())}\t… {around} …"


def _beside(key: Key, others: Iterable[Key]) -> str:
    """What stands on the other side at the same place: another label, other borders, or nothing."""
    start, end, label = key
    for first, last, kind in others:
        if first < end and start < last:
            return "other borders" if kind == label else f"{kind}" if (first, last) == (start, end) else f"in {kind}"
    return "nothing there"
