import io
import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from policygraph.errors import ReadError
from policygraph.model import Document, Skipped
from policygraph.read import read

LEAD = "The county board voted on Tuesday to end its agreement with the federal government."


def documents(got: Iterable[Document | Skipped]) -> list[Document]:
    found = list(got)
    assert all(isinstance(one, Document) for one in found), found
    return [one for one in found if isinstance(one, Document)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "sub/deep/c.TXT", "sub/a.txt", ".hidden.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{LEAD} This is {name}.", encoding="utf-8")
    return tmp_path


def test_a_folder_is_walked_in_order_without_hidden_files(folder: Path) -> None:
    assert [one.sources for one in documents(read([str(folder)]))] == [
        ("a.md",),
        ("b.txt",),
        ("sub/a.txt",),
        ("sub/deep/c.TXT",),
    ]


def test_a_graph_among_the_articles_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LEAD, encoding="utf-8")
    (tmp_path / "graph" / "store").mkdir(parents=True)
    (tmp_path / "graph" / "graph.toml").write_text("layout = 2\n", encoding="utf-8")
    (tmp_path / "graph" / "store" / "LOG").touch()
    (one,) = read([str(tmp_path)])
    assert isinstance(one, Document)


def test_a_file_given_by_itself_is_known_by_its_name(folder: Path) -> None:
    (got,) = documents(read([str(folder / "sub" / "a.txt")]))
    assert got.sources == ("a.txt",)


def test_sources_are_read_in_the_order_given(folder: Path) -> None:
    got = documents(read([str(folder / "b.txt"), str(folder / "a.md")]))
    assert [one.sources for one in got] == [("b.txt",), ("a.md",)]


def test_standard_input_is_plain_text() -> None:
    (got,) = documents(read(["-"], stdin=io.BytesIO(f"County ends deal\n\n{LEAD}".encode())))
    assert (got.sources, got.title) == (("-",), "County ends deal")


def test_the_same_text_twice_is_two_documents_with_one_id(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"County ends deal\r\n\r\n{LEAD}", encoding="utf-16")
    (tmp_path / "b.txt").write_text(f"County ends deal\n\n\n{LEAD}\n", encoding="utf-8")
    record = {"text": LEAD, "title": "County ends deal", "url": "https://example.org/a"}
    (tmp_path / "c.jsonl").write_text(json.dumps(record), encoding="utf-8")
    got = documents(read([str(tmp_path)]))
    assert [one.sources for one in got] == [("a.txt",), ("b.txt",), ("https://example.org/a",)]
    assert len({one.id for one in got}) == len({one.text for one in got}) == 1


def test_options_fill_only_what_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"April 21, 2017\n\n{LEAD}\n\nWant more KPBS news?", encoding="utf-8")
    (tmp_path / "b.txt").write_text(LEAD, encoding="utf-8")
    told, untold = documents(read([str(tmp_path)], published=date(2020, 1, 1), publisher="The Herald"))
    assert (told.published, told.publisher) == (date(2017, 4, 21), "KPBS")
    assert (untold.published, untold.publisher) == (date(2020, 1, 1), "The Herald")


def test_a_missing_source_is_an_error_before_anything_is_read(folder: Path) -> None:
    with pytest.raises(ReadError, match=r"nowhere\.txt: there is no such file or folder"):
        read([str(folder), str(folder / "nowhere.txt")])


def test_other_formats_are_named(tmp_path: Path) -> None:
    for name in ("a.pdf", "README", "b.txt"):
        (tmp_path / name).write_text(LEAD, encoding="utf-8")
    readme, pdf, text = read([str(tmp_path)])
    assert isinstance(text, Document)
    assert readme == Skipped(
        source="README",
        reason="not a format we read: its name has no suffix. Save it as one of "
        ".htm, .html, .json, .jsonl, .md, .ndjson, .txt, .xhtml",
    )
    assert isinstance(pdf, Skipped)
    assert (pdf.source, pdf.reason[:27]) == ("a.pdf", "not a format we read: .pdf.")


def test_a_record_that_gives_no_document_is_named_by_file_and_line(tmp_path: Path) -> None:
    record = {"text": "Share this\n\nMenu", "url": "https://example.org/a"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (got,) = read([str(tmp_path)])
    assert got == Skipped(source="a.jsonl#1", reason="no text beside page furniture. Save the article's own text")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_links_and_pipes_are_named(tmp_path: Path) -> None:
    inner = tmp_path / "in"
    inner.mkdir()
    (inner / "loop").symlink_to(inner, target_is_directory=True)
    (inner / "gone.txt").symlink_to(inner / "nowhere.txt")
    os.mkfifo(inner / "pipe.txt")
    got = {one.source: one.reason for one in read([str(inner)]) if isinstance(one, Skipped)}
    assert got == {
        "loop": "a link to a folder, which is not followed. Give that folder by itself",
        "gone.txt": "a link to a file that is not there. Mend the link",
        "pipe.txt": "not a regular file. Give a file or a folder",
    }


def test_a_file_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LEAD, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert list(read([str(path)])) == [
        Skipped(source="a.txt", reason="can't be opened: permission denied. Check its permissions")
    ]


def test_a_name_of_any_bytes_is_shown(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt")).write_text(LEAD, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    (got,) = documents(read([str(tmp_path)]))
    assert got.sources == ("a\ufffd.txt",)
