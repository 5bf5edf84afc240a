import io
import json
from datetime import date
from typing import Any

import pytest

from policygraph.errors import ReadError
from policygraph.model import Skipped
from policygraph.read import jsonl
from policygraph.read._raw import Raw

TEXT = "The board voted on Tuesday."


def read(data: str | bytes, source: str = "a.jsonl") -> list[Raw | Skipped]:
    return list(jsonl.read(io.BytesIO(data.encode() if isinstance(data, str) else data), source))


def one(record: Any) -> Raw:
    (got,) = read(json.dumps(record))
    assert isinstance(got, Raw), got
    return got


def refusal(record: Any) -> str:
    (got,) = read(json.dumps(record))
    assert isinstance(got, Skipped), got
    assert got.source == "a.jsonl#1"
    return got.reason


def test_all_fields() -> None:
    record = {
        "text": TEXT,
        "title": "Board votes",
        "date": "2017-04-21",
        "url": "https://example.org/a",
        "publisher": "The Herald",
        "authors": ["Jane Doe", "John Roe"],
        "other": 5,
    }
    assert one(record) == Raw(
        source="https://example.org/a",
        place="a.jsonl#1",
        text=TEXT,
        title="Board votes",
        url="https://example.org/a",
        publisher="The Herald",
        authors=("Jane Doe", "John Roe"),
        published=date(2017, 4, 21),
    )


def test_text_alone_and_nulls() -> None:
    record = {"text": TEXT, "title": None, "date": None, "url": None, "publisher": None, "authors": None}
    assert one(record) == one({"text": TEXT}) == Raw(source="a.jsonl#1", place="a.jsonl#1", text=TEXT)


def test_authors_in_one_string() -> None:
    assert one({"text": TEXT, "authors": "Jane Doe and John Roe"}).authors == ("Jane Doe", "John Roe")


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({}, "a record without text"),
        ({"text": " \n"}, "a record without text"),
        ({"text": 5}, "the field 'text' is a number, not a string"),
        ({"text": ["a"]}, "the field 'text' is a list, not a string"),
        ({"text": TEXT, "title": {"a": 1}}, "the field 'title' is an object, not a string"),
        ({"text": TEXT, "publisher": True}, "the field 'publisher' is true or false, not a string"),
        ({"text": TEXT, "authors": 5}, "the field 'authors' is a number, not a list of strings"),
        ({"text": TEXT, "authors": ["a", None]}, "the field 'authors' is a list, not a list of strings"),
        ({"text": TEXT, "date": "spring"}, "the field 'date' is no date we read: 'spring'"),
        (
            {"text": TEXT, "url": "javascript:alert(1)"},
            "the field 'url' is no web address: 'javascript:alert(1)'",
        ),
        ([TEXT], "a record that is a list, not an object"),
        (TEXT, "a record that is a string, not an object"),
        (None, "a record that is null, not an object"),
    ],
)
def test_a_bad_record_says_what_is_wrong(record: Any, reason: str) -> None:
    assert refusal(record).startswith(reason)


def test_bad_lines_are_named_and_the_others_go_on() -> None:
    good = json.dumps({"text": TEXT})
    got = read(f"{good}\n\n{{oops\n[1, 2\n{good}\n")
    assert [(type(one).__name__, one.source) for one in got] == [
        ("Raw", "a.jsonl#1"),
        ("Skipped", "a.jsonl#3"),
        ("Skipped", "a.jsonl#4"),
        ("Raw", "a.jsonl#5"),
    ]
    assert isinstance(got[1], Skipped)
    assert got[1].reason.startswith("not JSON: Expecting property name enclosed in double quotes at column 2")


def test_a_line_in_another_encoding_is_read_and_an_undecodable_one_named() -> None:
    lines = ['{"text": "Núñez spoke."}'.encode("cp1252"), b'{"text": "\x81"}', '{"text": "Núñez"}'.encode()]
    got = read(b"\n".join(lines))
    assert [one.text if isinstance(one, Raw) else one.source for one in got] == [
        "Núñez spoke.",
        "a.jsonl#2",
        "Núñez",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(encoding: str) -> None:
    got = read((json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": "Núñez"}, ensure_ascii=False)).encode(encoding))
    assert [one.text for one in got if isinstance(one, Raw)] == [TEXT, "Núñez"]


def test_depth_and_digits_are_bad_records() -> None:
    got = read("[" * 100_000 + "\n" + '{"text": ' + "9" * 10_000 + "}")
    assert [type(one) for one in got] == [Skipped, Skipped]


def test_a_line_separator_within_a_string_ends_no_line() -> None:
    (got,) = read('{"text": "One.\u2028Two."}')
    assert isinstance(got, Raw)


def test_json_with_one_object_and_with_a_list() -> None:
    (got,) = read(json.dumps({"text": TEXT}), "a.json")
    assert (type(got), got.source) == (Raw, "a.json")
    several = read(json.dumps([{"text": TEXT}, {"text": ""}, {"text": TEXT}], indent=1), "a.json")
    assert [(type(one).__name__, one.source) for one in several] == [
        ("Raw", "a.json#1"),
        ("Skipped", "a.json#2"),
        ("Raw", "a.json#3"),
    ]


@pytest.mark.parametrize(
    ("data", "source", "reason"),
    [
        (b"", "a.jsonl", "no record in it"),
        (b"\n \n", "a.jsonl", "no record in it"),
        (b"[]", "a.json", "no record in it"),
        (b"", "a.json", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.jsonl", "an image, whatever its name says"),
        (b'{"text": 1}\n{"text": 2}', "a.json", "not JSON: Extra data at line 2, column 1"),
    ],
)
def test_a_file_that_can_not_be_read_at_all(data: bytes, source: str, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, source)
    assert caught.value.what == reason


def test_an_over_long_line_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "_MAX_RECORD", 60)
    good = json.dumps({"text": TEXT})
    got = read(f"{good}\n{json.dumps({'text': TEXT * 9})}\n{good}")
    assert [(type(one).__name__, one.source) for one in got] == [
        ("Raw", "a.jsonl#1"),
        ("Skipped", "a.jsonl#2"),
        ("Raw", "a.jsonl#3"),
    ]
