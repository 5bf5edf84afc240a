"""Attributions against PolNeAR, news of the United States' 2016 campaign: the corpus `polnear` of quality.py.

PolNeAR takes the parts of an interrupted quotation, and its going on in the next paragraph, for one attribution; so
the parts of one cue are joined here. It counts beliefs, intentions and positions, which the graph does not have.
"""

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import corpora

from policygraph.model import Attribution, Document, Span

# Figures of ../shared/bench/README.md for all of the corpus: clauses of reporting verbs and quotations, parsed.
BASELINE = {
    "of": "parse rules, ../shared/bench/README.md",
    "content_overlap": 0.580,
    "content_exact": 0.287,
    "source_exact": 0.534,
    "cue_exact": 0.461,
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


def roles(parts: Sequence[Attribution]) -> dict[str, list[list[int]]]:
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
    gazetteer, found = Gazetteer.open(), dict[str, list[dict[str, list[list[int]]]]]()
    by_hash = {hashlib.sha256(row["text"].encode()).hexdigest(): row for row in gold}
    documents = (
        Document(id=key[:12], text=row["text"], sha256=key, sources=(), published=date.fromisoformat(row["date"][:10]))
        for key, row in by_hash.items()
    )
    for annotated in Annotator().annotate(documents):
        attributions = pipeline.extract(annotated, gazetteer).attributions
        found[by_hash[annotated.document.sha256]["doc_id"]] = [roles(parts) for parts in joined(attributions)]
    if options.errors:
        print(missed(gold, found), file=sys.stderr)
    ours = _scored(gold, found, folder, shared)
    return {"n": {"documents": len(gold), "attributions": sum(len(row["attributions"]) for row in gold)}, **ours}


def _scored(gold: list[Any], found: dict[str, Any], folder: Path, shared: Path) -> dict[str, Any]:
    rows = [{"doc_id": key, "attributions": attributions} for key, attributions in found.items()]
    score = corpora.scored(shared / "bench" / "score_attribution.py", gold, rows, folder)
    figures = {
        "content_overlap": score["attribution"]["content_overlap"]["f1"],
        "content_exact": score["attribution"]["content_exact"]["f1"],
        "source_exact": score["spans"]["source"]["exact"]["f1"],
        "cue_exact": score["spans"]["cue"]["exact"]["f1"],
    }
    return {"ours": {**figures, "score": score}, "baseline": BASELINE}


def missed(gold: list[Any], found: dict[str, Any]) -> str:
    """What no attribution of ours overlaps, by kind and by cue, the most frequent first: missed of all."""
    misses, asked = Counter[str](), Counter[str]()
    for row in gold:
        text = row["text"]
        taken = bytearray(len(text))
        for ours in found[row["doc_id"]]:
            for start, end in ours["content"]:
                taken[start:end] = b"\x01" * (end - start)
        for wanted in row["attributions"]:
            words = " ".join(text[start:end] for start, end in wanted["content"])
            cue = " ".join(text[start:end] for start, end in wanted["cue"]).lower()
            keys = ("quoted" if any(mark in words for mark in '“”"') else "indirect", f"cue {cue}")
            asked.update(keys)
            if not any(any(taken[start:end]) for start, end in wanted["content"]):
                misses.update(keys)
    return "\n".join(f"{key} ({count} of {asked[key]})" for key, count in misses.most_common(60))
