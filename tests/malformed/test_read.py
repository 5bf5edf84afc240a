"""Files of any bytes: each gives documents or a reason, never an exception."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policygraph.model import Document, Skipped
from policygraph.read import _text, read
from policygraph.read._document import document
from policygraph.read._raw import Raw
from policygraph.read._text import normalise

QUIET = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
SUFFIXES = [".txt", ".md", ".html", ".xhtml", ".json", ".jsonl", ".pdf", ""]
MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<table><tr><td>",
            "<br>",
            "<script>",
            "<!--",
            "-->",
            "<?xml encoding='x'?>",
            "&#0;",
            "&",
            "<h1>",
        ]
    )
    | st.text(max_size=20),
    max_size=30,
).map("".join)
LINES = st.lists(
    st.sampled_from(
        [
            "",
            "By Jane Doe",
            "April 21, 2017",
            "Share",
            "###",
            "“",
            "said she",
            "The board,",
            "- a",
            "1. b",
            "–",
            "Photo by X Y",
        ]
    )
    | st.text(max_size=90),
    max_size=12,
).map("\n".join)


def check(path: Path) -> None:
    got = list(read([str(path)]))
    assert got
    for one in got:
        if isinstance(one, Skipped):
            assert one.source
            assert one.reason
        else:
            assert isinstance(one, Document)
            assert one.text.strip()
            assert one.id == one.sha256[:12]
            one.text.encode()
    assert list(read([str(path)])) == got


@QUIET
@given(data=st.binary(max_size=300), suffix=st.sampled_from(SUFFIXES))
def test_any_bytes(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    check(path)


@QUIET
@given(text=MARKUP | LINES, suffix=st.sampled_from(SUFFIXES), encoding=st.sampled_from(["utf-8", "utf-16"]))
def test_any_text(tmp_path: Path, text: str, suffix: str, encoding: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(text.encode(encoding, "replace"))
    check(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
FIELDS = ["text", "title", "date", "url", "publisher", "authors"]


@QUIET
@given(records=st.lists(st.dictionaries(st.sampled_from(FIELDS), JSON | LINES) | JSON, min_size=1, max_size=4))
def test_any_records(tmp_path: Path, records: list[object]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    check(path)
    (tmp_path / "a.json").write_text(json.dumps(records), encoding="utf-8")
    check(tmp_path / "a.json")


@QUIET
@given(text=st.text() | LINES)
def test_normalise_is_idempotent_and_clean(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert "\n\n\n" not in once
    assert not any(line != line.strip(" ") or "  " in line for line in once.split("\n"))


@QUIET
@given(
    words=st.lists(
        st.sampled_from(["the", "board", "voted", "Doe", "on", "Tuesday.", "“no,”", "a-b"]),
        min_size=30,
        max_size=120,
    )
)
def test_hard_wrapping_is_undone_once(words: list[str]) -> None:
    import textwrap  # noqa: PLC0415

    once = normalise(textwrap.fill(" ".join(words), 60, break_on_hyphens=False))
    assert normalise(once) == once
    assert once.replace("\n", " ") == " ".join(words)


CORPUS = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\r\n", "no text: it is blank"),
    "bom.txt": (b"\xef\xbb\xbf", "no text: it is blank"),
    "furniture.txt": (b"Menu\n\nShare\n\nSubscribe now\n", "no text beside page furniture"),
    "pdf.txt": (b"%PDF-1.4\n%\xe2\xe3", "a PDF file, whatever its name says"),
    "zip.html": (b"PK\x03\x04\x14\x00", "a zip or Office file, whatever its name says"),
    "nul.txt": (b"The board\x00 voted", "a binary file: a NUL byte at byte offset 9"),
    "half.txt": (b"\xff\xfeT\x00h", "not UTF-16: a bad byte 0x68 at byte offset 4"),
    "bad.txt": (b"The board \xff\x9d voted", "not UTF-8: a bad byte 0xff at byte offset 10"),
    "cut.json": (b'{"text": "The board', "not JSON: Unterminated string starting at at column 10"),
    "none.jsonl": (b"\n\n", "no record in it"),
    "none.html": (b"<html><body></body></html>", "no article found in the page"),
    "long.txt": (b"word " * 400_001, "over-long: 2,000,005 characters, and 2,000,000 are the most"),
    "longer.txt": (b"word " * 1_600_001, "longer than 8,000,000 bytes"),
}


@pytest.mark.parametrize("name", CORPUS)
def test_the_reason_is_told_and_what_to_do(name: str, tmp_path: Path) -> None:
    data, reason = CORPUS[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "zz-good.txt").write_text("The board voted on Tuesday.", encoding="utf-8")
    bad, good = read([str(tmp_path)])
    assert isinstance(bad, Skipped)
    assert bad.source == name
    assert bad.reason.startswith(f"{reason}. "), bad.reason
    assert len(bad.reason) > len(reason) + 10
    assert isinstance(good, Document)


def test_empty_standard_input_is_told() -> None:
    assert list(read(["-"], stdin=io.BytesIO(b""))) == [
        Skipped(source="-", reason="empty. Give a file with text in it")
    ]


def test_the_longest_text_is_read_in_good_time() -> None:
    sentence = "The county board voted on Tuesday, and that was that. "
    text = sentence * (_text.MAX_CHARACTERS // len(sentence))
    assert document(Raw(source="a", text=text)).text == text.strip()
