"""`policygraph build`: what is read, what is skipped, what a second build does."""

import shlex
import shutil
from pathlib import Path

import pytest

from .conftest import Run

pytestmark = pytest.mark.model

# Our own words; of real people, posts and places.
NOTE = (
    "Governor thanks the crews\n\nMarch 3, 2018\n\n"
    "AUSTIN, Texas - Texas Gov. Greg Abbott visited Corpus Christi on Friday.\n\n"
    '"The crews worked day and night," Abbott said.\n'
)


def quads(policygraph: Run, graph: Path) -> str:
    done = policygraph("export", "-g", graph, "--format", "nquads")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_closing_table_counts_what_the_graph_holds(
    policygraph: Run, samples: list[Path], graph: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(graph, tmp_path / "graph")
    done = policygraph("build", *samples, "-g", copy)
    assert (done.returncode, done.stdout) == (0, "")
    lines = done.stderr.splitlines()
    # Fifteen articles: twelve files, two lines of the thirteenth and one of the fourteenth.
    assert lines[0] == "In the graph now (15 read, 0 analysed, 0 skipped):"
    counts = {line.rsplit(None, 1)[0].strip(): int(line.rsplit(None, 1)[1].replace(",", "")) for line in lines[1:]}
    assert counts["documents"] == 15
    kinds = ("person", "organization", "jurisdiction", "place", "post", "policy", "event")
    assert counts["entities"] == sum(counts[kind] for kind in kinds)
    for kind in kinds:
        ask = f"SELECT (COUNT(DISTINCT ?e) AS ?n) {{ ?d schema:mentions ?e FILTER(CONTAINS(STR(?e), '/id/{kind}/')) }}"
        assert policygraph("query", ask, "-g", graph, "-f", "tsv").stdout.splitlines()[1] == str(counts[kind])
    ask = "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a pg:Attribution }"
    assert policygraph("query", ask, "-g", graph, "-f", "tsv").stdout.splitlines()[1] == str(counts["attributions"])


def test_building_again_changes_nothing(policygraph: Run, samples: list[Path], graph: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(graph, tmp_path / "graph")
    before = quads(policygraph, copy)
    assert policygraph("build", *samples, "-g", copy).returncode == 0
    assert quads(policygraph, copy) == before


def test_what_cannot_be_read_is_named_counted_and_told_by_the_exit_code(policygraph: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "note.txt").write_text(NOTE, encoding="utf-8")
    (folder / "again.txt").write_text(NOTE, encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "noise.txt").write_bytes(bytes(range(256)))
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7")
    (folder / "rows.jsonl").write_text('{"text": 3}\n', encoding="utf-8")
    done = policygraph("build", folder, "-o", tmp_path / "graph")
    assert (done.returncode, done.stdout) == (3, "")
    table, skipped = done.stderr.split("Skipped:\n")
    assert table.startswith(
        "In the graph now (2 read, 1 of them the same text again, 1 analysed, 4 skipped):\ndocuments             1\n"
    )
    named = [line.strip().partition(": ") for line in skipped.splitlines()]
    assert [name for name, _, _ in named] == ["empty.txt", "noise.txt", "rows.jsonl#1", "scan.pdf"]
    assert all(reason for _, _, reason in named)


def test_strict_stops_at_the_first_and_writes_nothing(policygraph: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTE, encoding="utf-8")
    (tmp_path / "b.txt").touch()
    done = policygraph("build", "a.txt", "b.txt", "--strict", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("policygraph: b.txt: ")
    assert not (tmp_path / "graph").exists()


def test_a_source_that_is_not_there(policygraph: Run, tmp_path: Path) -> None:
    done = policygraph("build", "articles", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "policygraph: articles: there is no such file or folder. Check the path\n"
    assert not (tmp_path / "graph").exists()


def test_a_folder_of_other_files_is_no_graph(policygraph: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTE, encoding="utf-8")
    done = policygraph("build", "a.txt", "-o", tmp_path, folder=tmp_path)
    assert done.returncode == 1
    assert "holds other files" in done.stderr


def test_a_model_that_is_not_installed(policygraph: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTE, encoding="utf-8")
    done = policygraph("build", "a.txt", "--model", "xx_no_model", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "'xx_no_model' is not installed" in done.stderr


def test_text_on_stdin_with_date_and_publisher(policygraph: Run, tmp_path: Path) -> None:
    """The document tells its own date, and no publisher."""
    done = policygraph(
        "build", "-", "--date", "2001-01-01", "--publisher", "Gulf Coast Post", stdin=NOTE, folder=tmp_path
    )
    assert done.returncode == 0, done.stderr
    ask = (
        "SELECT ?headline ?day ?outlet { ?d schema:headline ?headline ; schema:datePublished ?day ; "
        "schema:publisher/rdfs:label ?outlet }"
    )
    answer = policygraph("query", ask, "-f", "csv", folder=tmp_path).stdout.splitlines()
    assert answer == ["headline,day,outlet", "Governor thanks the crews,2018-03-03,Gulf Coast Post"]
    ask = "SELECT ?who ?said { ?a a pg:Attribution ; schema:text ?said ; schema:creator/rdfs:label ?who }"
    answer = policygraph("query", ask, "-f", "csv", folder=tmp_path).stdout.splitlines()
    assert answer == ["who,said", "Greg Abbott,The crews worked day and night"]


def test_the_date_given_fills_in(policygraph: Run, tmp_path: Path) -> None:
    undated = NOTE.replace("March 3, 2018\n\n", "")
    done = policygraph("build", "-", "--date", "2001-01-05", stdin=undated, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    answer = policygraph("query", "SELECT ?day { ?d schema:datePublished ?day }", "-f", "csv", folder=tmp_path)
    assert answer.stdout.splitlines() == ["day", "2001-01-05"]


def test_demo_leaves_a_graph_of_other_documents_alone(policygraph: Run, tmp_path: Path) -> None:
    assert policygraph("build", "-", stdin=NOTE, folder=tmp_path).returncode == 0
    before = quads(policygraph, tmp_path / "graph")
    done = policygraph("demo", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("there is a graph of other documents. Name another folder for the demo\n")
    assert quads(policygraph, tmp_path / "graph") == before


def test_demo_prints_three_paths_and_commands_that_work(policygraph: Run, demo: Path) -> None:
    """A second run: it replaces what the first one wrote by the same."""
    page = (demo / "policygraph.html").read_bytes()
    done = policygraph("demo", folder=demo)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["graph", "policygraph.ttl", "policygraph.html"]
    assert all((demo / path).exists() for path in done.stdout.split())
    assert (demo / "policygraph.html").read_bytes() == page
    tries = [line.strip() for line in done.stderr.partition("and try:\n")[2].splitlines()]
    assert len(tries) == 3
    for command in tries:
        program, _, arguments = command.partition(" -m policygraph ")
        assert program
        answer = policygraph(*shlex.split(arguments), folder=demo)
        assert answer.returncode == 0, answer.stderr
        assert len(answer.stdout.splitlines()) > 3, command


def test_demo_makes_the_folder_it_is_given(policygraph: Run, tmp_path: Path, demo: Path) -> None:
    done = policygraph("demo", "new/place", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    place = tmp_path / "new" / "place"
    assert (place / "policygraph.ttl").read_bytes() == (demo / "policygraph.ttl").read_bytes()


def test_text_without_capitals_names_people_and_is_told_as_it_was_written(policygraph: Run, tmp_path: Path) -> None:
    text = "laredo mayor jane doe met senator john cornyn on friday"
    (tmp_path / "post.txt").write_text(text, encoding="utf-8")
    assert policygraph("build", tmp_path / "post.txt", "-g", tmp_path / "graph").returncode == 0
    graph = quads(policygraph, tmp_path / "graph")
    for name in ("Jane Doe", "John Cornyn"):
        assert f'label> "{name}"' in graph
        assert f'anchorOf> "{name.lower()}"' in graph
    assert f'"{text}"' in graph
