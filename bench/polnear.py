"""Attributions against PolNeAR, news of the United States' 2016 campaign: the corpus `polnear` of quality.py.

PolNeAR takes the parts of an interrupted quotation, and its going on in the next paragraph, for one attribution; so
the parts of one cue are joined here. It counts beliefs, intentions and positions, which the graph does not have.
"""

import argparse
import hashlib
import runpy
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import corpora
import numpy as np
import parse_rules
from intervals import interval
from parse_rules import Roles

from policygraph.model import Attribution, Document, Span

# The figures, and where the scorer tells them.
FIGURES = {
    "content_overlap": ("attribution", "content_overlap"),
    "content_exact": ("attribution", "content_exact"),
    "source_exact": ("spans", "source", "exact"),
    "cue_exact": ("spans", "cue", "exact"),
}


def joined(attributions: Iterable[Attribution]) -> list[list[Attribution]]:
    """Attributions by what PolNeAR counts as one: those of one cue, and one that only goes on."""
    groups: list[list[Attribution]] = []
    by_cue: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        cue = attribution.cue
        if cue is not None and cue.start in by_cue:
            by_cue[cue.start].append(attribution)
        elif attribution.rule == "quotation-continued" and groups:
            groups[-1].append(attribution)
        else:
            groups.append([attribution])
            if cue is not None:
                by_cue[cue.start] = groups[-1]
    return groups


def roles(parts: Sequence[Attribution]) -> Roles:
    """One attribution as the scorer reads it."""
    first = parts[0]
    return {
        "source": _offsets(first.source),
        "cue": _offsets(first.cue),
        "content": [offsets for part in parts for offsets in _offsets(part.content)],
    }


def _offsets(span: Span | None) -> list[list[int]]:
    return [] if span is None else [[span.start, span.end]]


def measured(options: argparse.Namespace, folder: Path, shared: Path) -> dict[str, Any]:
    """Reads the corpus (--limit: its first documents), extracts and scores."""
    # Imported here, so that --help and the tests of what is above need no language model.
    from policygraph import pipeline  # noqa: PLC0415
    from policygraph.annotate import Annotator  # noqa: PLC0415
    from policygraph.gazetteer import Gazetteer  # noqa: PLC0415

    gold = corpora.rows(options.data or shared / "bench" / "polnear", options.limit)
    gazetteer, found, baseline = Gazetteer.open(), dict[str, list[Roles]](), dict[str, list[Roles]]()
    by_hash = {hashlib.sha256(row["text"].encode()).hexdigest(): row for row in gold}
    documents = (
        Document(id=key[:12], text=row["text"], sha256=key, sources=(), published=date.fromisoformat(row["date"][:10]))
        for key, row in by_hash.items()
    )
    for annotated in Annotator().annotate(documents):
        name = by_hash[annotated.document.sha256]["doc_id"]
        attributions = pipeline.extract(annotated, gazetteer).attributions
        found[name] = [roles(parts) for parts in joined(attributions)]
        baseline[name] = parse_rules.attributions(annotated.parse)
    scorer = shared / "bench" / "score_attribution.py"
    kind_of = runpy.run_path(str(scorer))["kind"]
    if options.errors:
        print(missed(gold, found, kind_of), file=sys.stderr)
    return {
        "n": {"documents": len(gold), "attributions": sum(len(row["attributions"]) for row in gold)},
        "ours": _scored(gold, found, scorer, folder),
        "baseline": {"of": "parse rules (parse_rules.py)", **_scored(gold, baseline, scorer, folder)},
        "interval": _intervals(gold, found, scorer),
    }


def _scored(gold: list[Any], found: Mapping[str, list[Roles]], scorer: Path, folder: Path) -> dict[str, Any]:
    rows = [{"doc_id": key, "attributions": attributions} for key, attributions in found.items()]
    score = corpora.scored(scorer, gold, rows, folder)
    return {name: _told(score, where)["f1"] for name, where in FIGURES.items()} | {"score": score}


def _told(score: Any, where: Iterable[str]) -> Any:
    for key in where:
        score = score[key]
    return score


def _intervals(gold: list[Any], found: Mapping[str, list[Roles]], scorer: Path) -> dict[str, list[float] | None]:
    """The interval of each figure, by the scores of each document alone."""
    score = runpy.run_path(str(scorer))["score"]
    counts: dict[str, list[tuple[int, int, int]]] = {name: [] for name in FIGURES}
    for row in gold:
        key = row["doc_id"]
        alone = score({key: row}, {key: {"attributions": found[key]}}, require_cue=False)
        for name, where in FIGURES.items():
            told = _told(alone, where)
            right = round(told["r"] * told["gold"])
            counts[name].append((right, told["pred"] - right, told["gold"] - right))
    return {name: interval(np.array(of)) for name, of in counts.items()}


def missed(gold: list[Any], found: Mapping[str, list[Roles]], kind_of: Any) -> str:
    """What no attribution of ours overlaps, by kind (direct, indirect, mixed) and by cue: missed of all.

    The most frequent come first; then, by cue, what of ours overlaps none of the corpus's. `kind_of` is the scorer's.
    """
    misses, asked = Counter[str](), Counter[str]()
    wrong, given = Counter[str](), Counter[str]()
    for row in gold:
        text, ours = row["text"], found[row["doc_id"]]
        taken = _covered(text, ours)
        for wanted in row["attributions"]:
            cue = _words(text, wanted["cue"])
            keys = (kind_of(text, wanted["content"]), f"cue {cue}")
            asked.update(keys)
            if not any(any(taken[start:end]) for start, end in wanted["content"]):
                misses.update(keys)
        taken = _covered(text, row["attributions"])
        for one in ours:
            cue = f"cue {_words(text, one['cue'])}"
            given[cue] += 1
            if not any(any(taken[start:end]) for start, end in one["content"]):
                wrong[cue] += 1
    lines = [f"missed, {key} ({count} of {asked[key]})" for key, count in misses.most_common(60)]
    return "\n".join(lines + [f"wrong, {key} ({count} of {given[key]})" for key, count in wrong.most_common(30)])


def _covered(text: str, attributions: Iterable[Roles]) -> bytearray:
    """What attributions say of a text, a byte of 1 for each of its characters."""
    taken = bytearray(len(text))
    for one in attributions:
        for start, end in one["content"]:
            taken[start:end] = b"\x01" * (end - start)
    return taken


def _words(text: str, spans: Iterable[Sequence[int]]) -> str:
    return " ".join(text[start:end] for start, end in spans).lower()
