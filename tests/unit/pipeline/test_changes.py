"""A graph kept in step with its sources: what changed is made anew, what is gone is removed, the rest is left alone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from policygraph import pipeline, vocab
from policygraph.errors import UnknownNameError
from policygraph.model import Document
from policygraph.pipeline import planning, stages, versions
from policygraph.read import Input
from policygraph.store import Store

OTHER = "Mayor Jane Doe opened the meeting."


def _write(file: Path, *texts: str, day: str = "2017-04-21") -> None:
    file.write_text("".join(json.dumps({"text": text, "date": day, "publisher": "KPBS"}) + "\n" for text in texts))


def _state(graph: Path) -> set[ox.Quad]:
    with Store.open(graph, read_only=True) as store:
        return set(store.rdf)


def _fresh(sources: Path, graph: Path) -> set[ox.Quad]:
    """What a build from nothing gives."""
    pipeline.build([str(sources)], graph)
    return _state(graph)


def test_a_changed_file_gives_its_new_text_only(sources: Path, tmp_path: Path) -> None:
    pipeline.build([str(sources)], tmp_path / "graph")
    _write(sources / "b.jsonl", OTHER)
    report = pipeline.build([str(sources)], tmp_path / "graph")
    assert (report.made, report.removed, report.documents) == (1, 1, 3)
    assert _state(tmp_path / "graph") == _fresh(sources, tmp_path / "fresh")


def test_a_changed_date_is_a_changed_document(sources: Path, tmp_path: Path) -> None:
    pipeline.build([str(sources)], tmp_path / "graph")
    text = json.loads((sources / "a.jsonl").read_text())["text"]
    _write(sources / "a.jsonl", text, day="2017-04-28")
    report = pipeline.build([str(sources)], tmp_path / "graph")
    assert (report.made, report.removed) == (1, 0)
    assert _state(tmp_path / "graph") == _fresh(sources, tmp_path / "fresh")


def test_what_did_not_change_is_not_even_read(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline.build([str(sources)], tmp_path / "graph")
    read: list[str] = []

    def documents(found: Input, **_: object) -> Iterator[Document]:
        read.append(found.source)
        yield from ()

    monkeypatch.setattr(planning, "documents", documents)
    report = pipeline.build([str(sources)], tmp_path / "graph")
    assert (read, report.read, report.made, report.documents) == ([], 3, 0, 3)


def test_building_leaves_alone_what_is_not_among_its_sources(sources: Path, tmp_path: Path) -> None:
    pipeline.build([str(sources)], tmp_path / "graph")
    (sources / "a.jsonl").unlink()
    report = pipeline.build([str(sources)], tmp_path / "graph")
    assert (report.removed, report.documents) == (0, 3)


def test_an_update_adds_what_is_new_and_removes_what_is_gone(sources: Path, tmp_path: Path) -> None:
    pipeline.build([str(sources)], tmp_path / "graph")
    (sources / "a.jsonl").unlink()
    _write(sources / "d.jsonl", OTHER)
    status = pipeline.status(tmp_path / "graph")
    assert (status.new, status.outdated, status.gone) == (("d.jsonl#1",), (), ("a.jsonl#1",))
    report = pipeline.update(tmp_path / "graph")
    assert (report.made, report.removed, report.documents) == (1, 1, 3)
    assert _state(tmp_path / "graph") == _fresh(sources, tmp_path / "fresh")
    status = pipeline.status(tmp_path / "graph")
    assert (status.new, status.outdated, status.gone) == ((), (), ())


def test_a_text_stays_while_one_of_its_files_does(sources: Path, tmp_path: Path) -> None:
    (sources / "d.jsonl").write_text((sources / "a.jsonl").read_text())
    pipeline.build([str(sources)], tmp_path / "graph")
    (sources / "a.jsonl").unlink()
    report = pipeline.update(tmp_path / "graph")
    assert (report.removed, report.documents) == (0, 3)
    assert _state(tmp_path / "graph") == _fresh(sources, tmp_path / "fresh")


def test_a_source_added_to_a_known_text_tells_what_both_tell(sources: Path, tmp_path: Path) -> None:
    pipeline.build([str(sources)], tmp_path / "graph")
    (sources / "d.jsonl").write_text((sources / "a.jsonl").read_text())
    pipeline.build([str(sources / "d.jsonl")], tmp_path / "graph")
    assert _state(tmp_path / "graph") == _fresh(sources, tmp_path / "fresh")


def test_other_tools_or_tables_make_all_anew(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline.build([str(sources)], tmp_path / "graph")
    assert pipeline.status(tmp_path / "graph").outdated == ()
    monkeypatch.setattr(versions, "tools", lambda _model: "others")
    monkeypatch.setattr(planning, "tools", lambda _model: "others")
    assert pipeline.status(tmp_path / "graph").outdated == ("a.jsonl#1", "b.jsonl#1", "c.jsonl#1")
    assert pipeline.build([str(sources)], tmp_path / "graph").made == 3


@pytest.mark.parametrize("damage", [b"", b"not a database", None])
def test_without_its_list_of_sources_all_is_read_again_and_nothing_made(
    sources: Path, tmp_path: Path, damage: bytes | None
) -> None:
    pipeline.build([str(sources)], tmp_path / "graph")
    before = _state(tmp_path / "graph")
    if damage is None:
        (tmp_path / "graph" / "sources.sqlite").unlink()
    else:
        (tmp_path / "graph" / "sources.sqlite").write_bytes(damage)
    report = pipeline.build([str(sources)], tmp_path / "graph")
    assert (report.read, report.made) == (3, 0)
    assert _state(tmp_path / "graph") == before


def test_removing_forgets_exactly(sources: Path, tmp_path: Path) -> None:
    pipeline.build([str(sources)], tmp_path / "graph")
    with Store.open(tmp_path / "graph", read_only=True) as store:
        told = store.rdf.quads_for_pattern(None, ox.NamedNode(vocab.SOURCE), ox.Literal("a.jsonl#1"))
        document = next(str(quad.subject.value) for quad in told if isinstance(quad.subject, ox.NamedNode))
    assert pipeline.remove(["a.jsonl#1"], tmp_path / "graph") == [document]
    after = _state(tmp_path / "graph")
    (sources / "a.jsonl").rename(tmp_path / "a.jsonl")
    assert after == _fresh(sources, tmp_path / "fresh")
    # Its file is still among the sources when it is back: it is asked for anew.
    (tmp_path / "a.jsonl").rename(sources / "a.jsonl")
    assert pipeline.build([str(sources)], tmp_path / "graph").made == 1
    assert pipeline.remove([document, "doc:" + document.rpartition("/")[2]], tmp_path / "graph") == [document]


def test_nothing_is_removed_where_a_name_is_of_no_document(sources: Path, tmp_path: Path) -> None:
    pipeline.build([str(sources)], tmp_path / "graph")
    before = _state(tmp_path / "graph")
    with pytest.raises(UnknownNameError, match=r"no document is 'x\.txt'"):
        pipeline.remove(["a.jsonl#1", "x.txt"], tmp_path / "graph")
    assert _state(tmp_path / "graph") == before


def test_a_run_that_is_stopped_keeps_what_it_made_and_the_next_goes_on(sources: Path, tmp_path: Path) -> None:
    calls: list[None] = []

    def stopped() -> bool:
        calls.append(None)
        return len(calls) > 1

    report = pipeline.build([str(sources)], tmp_path / "graph", stopped=stopped)
    assert (report.made, report.left, report.documents) == (1, 2, 1)
    report = pipeline.build([str(sources)], tmp_path / "graph")
    assert (report.made, report.left, report.documents) == (2, 0, 3)
    assert _state(tmp_path / "graph") == _fresh(sources, tmp_path / "fresh")


class PowerCutError(Exception):
    """What ends a run before it writes."""


@pytest.mark.parametrize("cut", range(4))
def test_an_update_that_is_killed_is_made_good_by_the_next(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    """It removes a text, makes one anew that another file told more of, adds one, and decides identities."""
    _change_while_built(sources, tmp_path / "graph")
    real, writes = Store._apply, iter(range(10))

    def dying(store: Store, *args: Any, **options: Any) -> None:
        if next(writes) == cut:
            raise PowerCutError
        real(store, *args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "_BATCH", 1)
        patch.setattr(Store, "_apply", dying)
        with pytest.raises(PowerCutError):
            pipeline.update(tmp_path / "graph")
    pipeline.update(tmp_path / "graph")
    assert _state(tmp_path / "graph") == _fresh(sources, tmp_path / "fresh")


def test_an_update_that_is_stopped_is_made_good_by_the_next(sources: Path, tmp_path: Path) -> None:
    _change_while_built(sources, tmp_path / "graph")
    assert pipeline.update(tmp_path / "graph", stopped=lambda: True).left == 2
    assert pipeline.update(tmp_path / "graph").left == 0
    assert _state(tmp_path / "graph") == _fresh(sources, tmp_path / "fresh")


def _change_while_built(sources: Path, graph: Path) -> None:
    (sources / "d.jsonl").write_text((sources / "a.jsonl").read_text())
    pipeline.build([str(sources)], graph)
    (sources / "a.jsonl").unlink()
    (sources / "c.jsonl").unlink()
    _write(sources / "b.jsonl", OTHER)


def test_what_fails_is_set_aside_and_tried_again(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = stages.graph_of

    def failing(documents: list[object], _model: str, base: str, **_: object) -> object:
        for document in documents:
            made = pipeline.workers.Made
            if "Sheriff" in document.text:  # type: ignore[attr-defined]
                yield made(document=document, failure="it took too long")  # type: ignore[arg-type]
            else:
                yield made(document=document, data=real(document, "", base))  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.workers, "apart", failing)
        report = pipeline.build([str(sources)], tmp_path / "graph", jobs=1)
    assert (report.made, report.documents) == (2, 2)
    assert [(one.source, one.reason) for one in report.failed] == [("b.jsonl#1", "it took too long")]
    (line,) = (tmp_path / "graph" / "failed.jsonl").read_text().splitlines()
    assert json.loads(line)["source"] == ["b.jsonl#1"]
    assert [one.source for one in pipeline.status(tmp_path / "graph").failed] == ["b.jsonl#1"]
    report = pipeline.build([str(sources)], tmp_path / "graph")
    assert (report.made, report.failed, report.documents) == (1, (), 3)
    assert not (tmp_path / "graph" / "failed.jsonl").exists()
    assert _state(tmp_path / "graph") == _fresh(sources, tmp_path / "fresh")
