"""Runs that are stopped, killed, or given too little: what is told is in the graph, and the next run goes on."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = [pytest.mark.model, pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")]

# Sentences of one document: each text is another document.
_SENTENCES = (
    "Mayor Jane Doe of Springfield, Illinois, met Sheriff John Roe on Friday. She said the plan {} would help. "
)


def _write(folder: Path, count: int, *, size: int = 20) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        text = "".join(_SENTENCES.format(f"{number}-{i}") for i in range(size))
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")


@contextmanager
def _running(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "policygraph", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _until(ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not ready():
        assert time.monotonic() < deadline, "it never came to it"
        time.sleep(0.02)


def _workers(process: subprocess.Popen[str]) -> list[int]:
    """The worker processes of a build that have their model."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
            command = (status.parent / "cmdline").read_text()
        except OSError:
            continue  # it ended while we looked
        if f"PPid:\t{process.pid}\n" in text and "spawn_main" in command:
            found.append(int(status.parent.name))
    return found


def test_the_graph_follows_its_folder(policygraph: Run, tmp_path: Path) -> None:
    articles, graph = tmp_path / "articles", tmp_path / "graph"
    _write(articles, 3, size=1)
    assert policygraph("build", articles, "-g", graph).returncode == 0
    assert policygraph("status", "-g", graph).stdout.splitlines()[:2] == [
        "documents             3",
        "new                   0",
    ]
    (articles / "000.txt").unlink()
    (articles / "001.txt").write_text("Governor Jane Doe visited Chicago on Friday.", encoding="utf-8")
    (articles / "009.txt").write_text("Mayor Jane Doe visited Laredo on Friday.", encoding="utf-8")
    status = policygraph("status", "-g", graph)
    assert status.returncode == 3
    assert status.stdout.splitlines() == [
        "documents             3",
        "new                   2",
        "  001.txt",
        "  009.txt",
        "changed               0",
        "gone                  2",
        "  000.txt",
        "  001.txt",
        "failed                0",
        "skipped               0",
    ]
    done = policygraph("update", "-g", graph)
    assert done.returncode == 0, done.stderr
    assert "3 read, 2 analysed, 0 skipped, 2 removed" in done.stderr
    assert policygraph("status", "-g", graph).returncode == 0
    assert policygraph("build", articles, "-g", tmp_path / "fresh").returncode == 0
    turtle = [policygraph("export", "-g", folder).stdout for folder in (graph, tmp_path / "fresh")]
    assert turtle[0] == turtle[1]
    assert policygraph("remove", "009.txt", "-g", graph).returncode == 0
    assert "Laredo" not in policygraph("export", "-f", "nquads", "-g", graph).stdout
    listed = policygraph("status", "--documents", "-g", graph).stdout
    assert [line.split("\t")[1] for line in listed.splitlines()] != []
    assert sorted(line.split("\t")[1] for line in listed.splitlines()) == ["001.txt", "002.txt"]


def test_adding_needs_a_graph(policygraph: Run, tmp_path: Path) -> None:
    _write(tmp_path / "articles", 1, size=1)
    done = policygraph("add", tmp_path / "articles", "-g", tmp_path / "graph")
    assert done.returncode == 1
    assert "there is no graph" in done.stderr
    assert policygraph("build", tmp_path / "articles", "-g", tmp_path / "graph").returncode == 0
    (tmp_path / "more.txt").write_text("Mayor Jane Doe visited Laredo on Friday.", encoding="utf-8")
    done = policygraph("add", tmp_path / "more.txt", "-g", tmp_path / "graph")
    assert (done.returncode, "1 read, 1 analysed" in done.stderr) == (0, True), done.stderr


def test_ctrl_c_ends_after_the_documents_in_hand(policygraph: Run, tmp_path: Path) -> None:
    articles, graph = tmp_path / "articles", tmp_path / "graph"
    _write(articles, 60)
    with _running("build", articles, "-g", graph, "--jobs", "1") as process:
        _until(lambda: bool(_workers(process)))
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert "The same command goes on from here" in told
    done = policygraph("build", articles, "-g", graph)
    assert done.returncode == 0, done.stderr
    assert policygraph("status", "-g", graph).stdout.startswith("documents            60\nnew                   0\n")


def test_a_worker_that_dies_costs_its_document_only(policygraph: Run, tmp_path: Path) -> None:
    articles, graph = tmp_path / "articles", tmp_path / "graph"
    _write(articles, 2)
    # One document that takes long enough to be caught at it.
    _write(tmp_path / "long", 1, size=2_000)
    (tmp_path / "long" / "000.txt").rename(articles / "long.txt")
    with _running("build", articles, "-g", graph, "--jobs", "1") as process:
        killed: set[int] = set()

        def dead() -> bool:
            for worker in set(_workers(process)) - killed:
                cpu = float((Path("/proc") / str(worker) / "schedstat").read_text().split()[0]) / 1e9
                if cpu > 8:  # the others are done with in less
                    os.kill(worker, signal.SIGKILL)
                    killed.add(worker)
            return bool(killed) or process.poll() is not None

        _until(dead)
        _, told = process.communicate(timeout=120)
    assert killed
    assert process.returncode == 3, told
    assert "its worker process died" in told
    listed = policygraph("status", "-g", graph).stdout
    assert listed.startswith("documents             2\n"), listed


def test_a_document_that_takes_too_long_is_set_aside(policygraph: Run, tmp_path: Path) -> None:
    articles, graph = tmp_path / "articles", tmp_path / "graph"
    _write(articles, 3, size=1)
    _write(tmp_path / "long", 1, size=2_000)
    (tmp_path / "long" / "000.txt").rename(articles / "long.txt")
    done = policygraph("build", articles, "-g", graph, "--timeout", "4")
    assert done.returncode == 3
    assert "long.txt: it took more than 4 seconds. Give more with --timeout" in done.stderr
    assert policygraph("status", "-g", graph).stdout.startswith("documents             3\n")
    assert "long.txt" in (graph / "failed.jsonl").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is kept on Linux only")
def test_a_document_that_needs_too_much_memory_is_set_aside(policygraph: Run, tmp_path: Path) -> None:
    _write(tmp_path / "articles", 3)
    _write(tmp_path / "large", 1, size=8_000)
    done = policygraph("build", tmp_path / "articles", tmp_path / "large", "-g", tmp_path / "graph", "--memory", "900")
    assert done.returncode == 3
    assert "4 read, 3 analysed, 0 skipped, 1 failed" in done.stderr
    (line,) = (tmp_path / "graph" / "failed.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["reason"] == "it needed more than 900 MB. Give more with --memory"


# Builds on a disk of a size ($1), then with room; between, and at the end, what there is is checked and written.
_FULL = """
mount -t tmpfs -o size=$1 tmpfs "$2" || exit 77
python=$3 articles=$4 graph=$2/graph out=$5
"$python" -m policygraph build "$articles" -g "$graph"; echo "full: $?" >&2
"$python" -m policygraph info -g "$graph" >&2; echo "sound: $?" >&2
mount -o remount,size=200m "$2"
"$python" -m policygraph build "$articles" -g "$graph" >&2; echo "room: $?" >&2
"$python" -m policygraph export -f nquads -g "$graph" -o "$out"
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs a disk of its own: Linux's unshare")
def test_a_full_disk_leaves_a_sound_graph(policygraph: Run, graph: Path, checkout: Path, tmp_path: Path) -> None:
    disk, out = tmp_path / "disk", tmp_path / "out.nq"
    disk.mkdir()
    script = ["unshare", "--mount", "--map-root-user", "bash", "-c", _FULL, "bash"]
    values = ["9m", str(disk), sys.executable, str(checkout / "data" / "articles"), str(out)]
    done = subprocess.run([*script, *values], capture_output=True, text=True, check=False, timeout=120)
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip(f"no disk of its own may be made here: {done.stderr}")
    assert f"{disk / 'graph'}: the graph can't be written" in done.stderr
    assert "see to the disk's space" in done.stderr
    assert "Traceback" not in done.stderr
    assert [word in done.stderr for word in ("full: 1", "sound: 0", "room: 0")] == [True] * 3
    undisturbed = policygraph("export", "-f", "nquads", "-g", graph).stdout
    assert out.read_text(encoding="utf-8") == undisturbed


def test_a_killed_build_keeps_what_was_told_and_goes_on(policygraph: Run, tmp_path: Path) -> None:
    articles, graph = tmp_path / "articles", tmp_path / "graph"
    _write(articles, 40)
    program = (
        "import sys; from pathlib import Path; from policygraph import pipeline\n"
        "pipeline._BATCH = 3\n"
        "told = lambda now: print(now.done, flush=True)\n"
        "pipeline.build([sys.argv[1]], Path(sys.argv[2]), progress=told)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, articles, graph], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(2)]
        process.kill()
    listed = policygraph("status", "--documents", "-g", graph).stdout.splitlines()
    assert len(listed) >= told[-1]
    done = policygraph("build", articles, "-g", graph)
    assert f"40 read, {40 - len(listed)} analysed" in done.stderr
    assert policygraph("build", articles, "-g", tmp_path / "fresh").returncode == 0
    turtle = [policygraph("export", "-g", folder).stdout for folder in (graph, tmp_path / "fresh")]
    assert turtle[0] == turtle[1]


def test_who_is_who_is_weighed_where_that_is_asked_for(policygraph: Run, tmp_path: Path) -> None:
    pytest.importorskip("splink")
    articles, graph = tmp_path / "articles", tmp_path / "graph"
    articles.mkdir()
    for number in range(11):
        text = f"Cook County Sheriff Jane Doe opened hall {number} on Friday."
        (articles / f"{number:02}.txt").write_text(text, encoding="utf-8")
    (articles / "bare.txt").write_text("Jane Doe said that she would not run again.", encoding="utf-8")

    def told() -> str:
        return policygraph("export", "-g", graph, "-f", "nquads").stdout

    def known() -> int:
        asked = 'SELECT ?who { ?who a schema:Person ; rdfs:label "Jane Doe" }'
        return len(policygraph("query", "-g", graph, "--format", "csv", asked).stdout.splitlines()) - 1

    policygraph("build", articles, "-g", graph)
    ruled = told()
    assert known() == 2
    policygraph("build", articles, "-g", graph, "--identity", "splink")
    weighed = told()
    assert known() == 1
    policygraph("update", "-g", graph)
    assert told() == weighed, "it stays as it was asked for"
    policygraph("build", articles, "-g", graph, "--identity", "rules")
    assert told() == ruled
    answer = policygraph("build", articles, "-g", graph, "--identity", "guess")
    assert answer.returncode == 1
    assert "there is no way to decide identities named 'guess'" in answer.stderr
