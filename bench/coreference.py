"""How often pronouns that point back to somebody named are resolved, and resolved rightly.

The documents of ../shared/bench/gum_news, where people wrote by hand which mentions are of one entity. Counted is each
he, she, they, him, his, her with a named antecedent: it is right when what we resolve it to is also what we resolve one
of those names to.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import parse_rules
from intervals import interval

PRONOUNS = ("he", "she", "they", "him", "his", "her")
VERDICTS = ("right", "wrong", "undecided")

Verdict = tuple[str, str]  # the pronoun, and one of VERDICTS


def asked(document: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Each pronoun of a document with the names of its entity, if one of them stands before it."""
    for mention in document["mentions"]:
        if mention["text"].lower() in PRONOUNS:
            same = [m for m in document["mentions"] if m["coref_id"] == mention["coref_id"]]
            names = [m for m in same if m["named"] and not m["pronoun"]]
            if any(m["start"] < mention["start"] for m in names):
                yield mention, names


def verdict(pronoun: Any, names: list[Any], entities: dict[tuple[int, int], str]) -> tuple[str, str]:
    """'right', 'wrong' or 'undecided', and what the pronoun was resolved to. `entities` by span of mention."""
    ours = entities.get((pronoun["start"], pronoun["end"]), "")
    if not ours:
        return "undecided", ""
    heads = [(n.get("head") or [n["start"], n["end"]]) for n in names]
    named = {e for (start, end), e in entities.items() if any(start < h[1] and h[0] < end for h in heads)}
    return ("right" if ours in named else "wrong"), ours


def figures(counts: Counter[Verdict]) -> dict[str, Any]:
    """Counts by (pronoun, verdict) as n, precision and coverage, of each pronoun and of all."""
    told = {}
    for word in ("all", *PRONOUNS):
        right, wrong, none = (
            sum(n for (w, v), n in counts.items() if v == want and word in ("all", w)) for want in VERDICTS
        )
        told[word] = {
            "n": right + wrong + none,
            "precision": round(right / (right + wrong), 3) if right + wrong else None,
            "coverage": round((right + wrong) / (right + wrong + none), 3) if right + wrong + none else None,
        }
    return told


def pronouns(data: Path, options: argparse.Namespace) -> dict[str, Any]:
    """The figures over all documents of the file `data`, or over the one that --document names."""
    from policygraph import pipeline  # noqa: PLC0415 -- --help and the tests need no language model
    from policygraph.annotate import Annotator  # noqa: PLC0415
    from policygraph.gazetteer import Gazetteer  # noqa: PLC0415
    from policygraph.model import Document, Kind  # noqa: PLC0415
    from policygraph.resolve import resolve  # noqa: PLC0415

    gazetteer, annotator = Gazetteer.open(), Annotator()
    counts, nearest, by_document = Counter[Verdict](), Counter[Verdict](), list[Counter[Verdict]]()
    rows = [json.loads(line) for line in data.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        if options.document not in (None, row["doc_id"]):
            continue
        sha = hashlib.sha256(row["text"].encode()).hexdigest()
        day = date.fromisoformat(row["date"])
        document = Document(id=sha[:12], text=row["text"], sha256=sha, sources=(row["doc_id"],), published=day)
        (annotated,) = annotator.annotate([document])
        found = pipeline.extract(annotated, gazetteer)
        decided = resolve(document, found, gazetteer)
        kept = [m for m in found.mentions if m.id in decided and m.kind is not Kind.POST]
        entities = {(m.span.start, m.span.end): decided[m.id].entity.slug for m in kept}
        before, of_this = dict(parse_rules.nearest_names(annotated.parse)), Counter[Verdict]()
        for pronoun, names in asked(row):
            word = pronoun["text"].lower()
            told, ours = verdict(pronoun, names, entities)
            of_this[word, told] += 1
            nearest[word, verdict(pronoun, names, before)[0]] += 1
            if options.errors and told != "right":
                context = row["text"][max(0, pronoun["start"] - 90) : pronoun["end"] + 30].replace("\n", " / ")
                wanted = names[0]["text"]
                print(f"{word} {told} ({ours}) for {wanted}: {context}", file=sys.stderr)
        counts += of_this
        by_document.append(of_this)
    return {
        "n": sum(counts.values()),
        "ours": figures(counts),
        "baseline": {"of": "the person named last (parse_rules.py)", **figures(nearest)},
        "interval": {"f1": interval(np.array([_right_wrong_missed(of) for of in by_document]))},
    }


def _right_wrong_missed(counts: Counter[Verdict]) -> tuple[int, int, int]:
    """Right ones, wrong ones, and those not right, as an F1 counts them."""
    right, wrong, none = (sum(n for (_, v), n in counts.items() if v == want) for want in VERDICTS)
    return right, wrong, wrong + none
