"""Sources to a graph folder."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph import pipeline, registry, vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.errors import ReadError
from policygraph.gazetteer import Gazetteer
from policygraph.model import Kind
from policygraph.pipeline import Progress, Report, stages
from policygraph.store import Store

VISIT = "Governor Jane Doe visited Chicago on Friday."
SAID = "Jane Doe said the county would appeal."


def _quads(graph: Path) -> set[str]:
    with Store.open(graph, read_only=True) as store:
        return {
            str(q) for name in store.graphs() for q in store.rdf.quads_for_pattern(None, None, None, ox.NamedNode(name))
        }


def _counts(report: Report) -> dict[str, int]:
    return {kind: count for kind, count in report.entities.items() if count}


# ---- extract


def test_each_extractor_comes_after_those_it_needs() -> None:
    order = stages.order()
    assert set(order) == set(registry.names("extract"))
    for name in order:
        needs = registry.load("extract", name).NEEDS
        assert all(order.index(need) < order.index(name) for need in needs), name


def test_all_extractors_contribute(parsed: Callable[[str], AnnotatedDocument], gazetteer: Gazetteer) -> None:
    found = pipeline.extract(parsed(VISIT), gazetteer)
    assert {m.kind for m in found.mentions} == {Kind.PERSON, Kind.JURISDICTION, Kind.POST}
    assert [d.value.value for d in found.dates] == ["2017-04-21"]
    assert [e.types for e in found.events] == [("Visit",)]
    assert {c.predicate for c in found.claims} == {
        vocab.HOLDS,
        vocab.AGENT,
        vocab.LOCATION,
        vocab.START_DATE,
    }
    (attribution,) = pipeline.extract(parsed(SAID), gazetteer).attributions
    assert attribution.speaker is not None


# ---- build


def test_a_build_reports_what_it_read_and_what_the_graph_holds(sources: Path, tmp_path: Path) -> None:
    report = pipeline.build([str(sources)], tmp_path / "graph")
    assert (report.read, report.repeated, report.skipped, report.documents) == (3, 0, (), 3)
    # Jane Doe of each document, Chicago and Cook County, two posts, one visit.
    assert _counts(report) == {"person": 3, "jurisdiction": 2, "post": 2, "event": 1}
    # Two holdings, the sheriff's county, and the visit's agent, place and day.
    assert (report.claims, report.attributions) == (6, 1)


def test_building_again_changes_nothing(sources: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    first = pipeline.build([str(sources)], graph)
    before = _quads(graph)
    second = pipeline.build([str(sources)], graph)
    assert _quads(graph) == before
    assert (first.made, second.made) == (3, 0)
    assert replace(second, made=3) == first


def test_the_order_and_grouping_of_builds_tells_nothing(sources: Path, tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    pipeline.build([str(sources)], whole)
    for name in ("c", "a", "b"):
        pipeline.build([str(sources / f"{name}.jsonl")], parts)
    # Only the paths that the documents were read from may differ.
    told = [{q for q in _quads(g) if vocab.SOURCE not in q or "data/" in q} for g in (whole, parts)]
    assert told[0] == told[1]


def test_a_text_twice_in_one_file_is_counted_in_every_build(sources: Path, tmp_path: Path) -> None:
    (sources / "a.jsonl").write_text((sources / "a.jsonl").read_text() * 2)
    for _ in range(2):
        report = pipeline.build([str(sources)], tmp_path / "graph")
        assert (report.read, report.repeated, report.documents) == (4, 1, 3)


def test_a_text_from_two_sources_is_one_document(sources: Path, tmp_path: Path) -> None:
    (sources / "d.jsonl").write_text((sources / "a.jsonl").read_text())
    report = pipeline.build([str(sources)], tmp_path / "graph")
    assert (report.read, report.repeated, report.documents) == (4, 1, 3)
    paths = [q for q in _quads(tmp_path / "graph") if vocab.SOURCE in q and "/doc/" in q.split()[0]]
    assert len(paths) == 4


def test_a_source_added_later_is_kept_beside_the_first(sources: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    pipeline.build([str(sources / "a.jsonl")], graph)
    other = tmp_path / "other.jsonl"
    other.write_text((sources / "a.jsonl").read_text())
    report = pipeline.build([str(other)], graph)
    assert report.documents == 1
    paths = [q for q in _quads(graph) if vocab.SOURCE in q and "/doc/" in q.split()[0]]
    assert len(paths) == 2


def test_what_cannot_be_read_is_named_and_the_rest_is_built(sources: Path, tmp_path: Path) -> None:
    (sources / "empty.txt").write_text("")
    report = pipeline.build([str(sources)], tmp_path / "graph")
    assert report.documents == 3
    (skipped,) = report.skipped
    assert "empty.txt" in skipped.source
    assert skipped.reason


def test_strict_stops_at_the_first_and_writes_nothing(sources: Path, tmp_path: Path) -> None:
    (sources / "empty.txt").write_text("")
    with pytest.raises(ReadError) as caught:
        pipeline.build([str(sources)], tmp_path / "graph", strict=True)
    assert "empty.txt" in str(caught.value)
    assert not (tmp_path / "graph").exists()


def test_a_date_and_a_publisher_fill_in_what_documents_do_not_tell(sources: Path, tmp_path: Path) -> None:
    row = {"text": "Jane Doe might visit Chicago."}
    (tmp_path / "bare.jsonl").write_text(json.dumps(row) + "\n")
    pipeline.build(
        [str(tmp_path / "bare.jsonl")],
        tmp_path / "graph",
        published=date(2018, 2, 3),
        publisher_name="KPBS",
    )
    quads = _quads(tmp_path / "graph")
    assert [q for q in quads if vocab.DATE_PUBLISHED in q and '"2018-02-03"' in q]
    assert [q for q in quads if vocab.PUBLISHER in q and "organization/kpbs" in q]


def test_progress_is_told_when_documents_are_safe_in_the_graph(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "_BATCH", 2)
    told: list[Progress] = []
    pipeline.build([str(sources)], tmp_path / "graph", progress=told.append)
    assert [(p.done, p.total) for p in told] == [(2, 3), (3, 3)]
    assert all(p.seconds >= 0 for p in told)


def test_nothing_to_build_makes_an_empty_graph(sources: Path, tmp_path: Path) -> None:
    empty = tmp_path / "nothing.txt"
    empty.write_text("")
    report = pipeline.build([str(empty)], tmp_path / "graph")
    assert (report.read, report.documents, len(report.skipped)) == (0, 0, 1)
    assert _counts(report) == {}


def test_every_claimed_edge_of_a_build_has_a_claim(sources: Path, tmp_path: Path) -> None:
    pipeline.build([str(sources)], tmp_path / "graph")
    with Store.open(tmp_path / "graph", read_only=True) as store:
        rdf = store.rdf
        claimed = {
            tuple(
                next(rdf.quads_for_pattern(quad.subject, ox.NamedNode(p), None, quad.graph_name)).object
                for p in (vocab.SUBJECT, vocab.PREDICATE, vocab.OBJECT)
            )
            for name in store.graphs()
            for quad in rdf.quads_for_pattern(
                None, ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(vocab.CLAIM), ox.NamedNode(name)
            )
        }
        edges = {
            (q.subject, q.predicate, q.object)
            for name in store.graphs()
            for p in vocab.CLAIMED_EDGES
            for q in rdf.quads_for_pattern(None, ox.NamedNode(p), None, ox.NamedNode(name))
            if isinstance(q.subject, ox.NamedNode) and "/membership/" not in q.subject.value
        }
    assert edges
    assert edges <= claimed
