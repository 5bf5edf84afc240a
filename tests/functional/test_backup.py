"""A graph copied to another place and back is the same graph, and goes on from there."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from policygraph.store import Store

Run = Callable[..., subprocess.CompletedProcess[str]]


def _export(policygraph: Run, graph: Path) -> str:
    done = policygraph("export", "--format", "nquads", "-g", graph)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.model
def test_a_restored_graph_is_the_same_and_goes_on(policygraph: Run, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "one.txt").write_text("Illinois Governor Jane Doe visited Chicago.", encoding="utf-8")
    assert policygraph("build", articles, "-g", tmp_path / "graph").returncode == 0
    before = _export(policygraph, tmp_path / "graph")
    # A folder of somebody's, whatever its name.
    (tmp_path / "copy.part").mkdir()
    copied = policygraph("backup", tmp_path / "copy", "-g", tmp_path / "graph")
    assert copied.returncode == 0, copied.stderr
    assert not list((tmp_path / "graph").glob("*.part"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles", "copy", "copy.part", "graph"]
    assert _export(policygraph, tmp_path / "copy") == before
    restored = policygraph("restore", tmp_path / "copy", "-g", tmp_path / "again")
    assert restored.returncode == 0, restored.stderr
    assert _export(policygraph, tmp_path / "again") == before
    (articles / "two.txt").write_text("Mayor John Roe toured Laredo.", encoding="utf-8")
    for name in ("graph", "again"):
        done = policygraph("update", "-g", tmp_path / name)
        assert "1 analysed" in done.stdout + done.stderr, done.stderr
    assert _export(policygraph, tmp_path / "again") == _export(policygraph, tmp_path / "graph") != before
    assert _export(policygraph, tmp_path / "copy") == before


def test_what_is_there_is_not_written_over(policygraph: Run, tmp_path: Path) -> None:
    Store.open(tmp_path / "graph", create=True).close()
    target = tmp_path / "target"
    target.mkdir()
    (target / "letter.txt").write_text("mine", encoding="utf-8")
    for command in (("backup", target, "-g", tmp_path / "graph"), ("restore", tmp_path / "graph", "-g", target)):
        done = policygraph(*command)
        assert done.returncode == 1
        assert f"{target}" in done.stderr
        assert "there is something already" in done.stderr
    assert [path.name for path in target.iterdir()] == ["letter.txt"]


def test_what_is_no_backup_is_told(policygraph: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    done = policygraph("restore", tmp_path / "folder", "-g", tmp_path / "graph")
    assert done.returncode == 1
    assert "this is not a graph" in done.stderr
    assert not (tmp_path / "graph").exists()


def test_a_writer_is_named_and_nothing_is_copied(policygraph: Run, tmp_path: Path) -> None:
    with Store.open(tmp_path / "graph", create=True):
        done = policygraph("backup", tmp_path / "copy", "-g", tmp_path / "graph")
    assert done.returncode == 1
    assert f"process {os.getpid()} is writing" in done.stderr
    assert not (tmp_path / "copy").exists()
