"""JSON Lines, one document a line, and JSON: one document or a list of them.

Fields of a record, all strings: `text`; `title`, `date`, `url`, `publisher`; `authors`, a list of strings or
one. Others are left alone. null is as good as absent.
"""

import codecs
import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from policygraph.errors import ReadError
from policygraph.model import Skipped
from policygraph.read import _dates, _text
from policygraph.read._document import web_address
from policygraph.read._metadata import author_names
from policygraph.read._raw import Raw

SUFFIXES = (".jsonl", ".ndjson", ".json")

# JSON may write any character in six bytes; some room for other fields.
_MAX_RECORD = 6 * _text.MAX_CHARACTERS + 1_000_000
_MAX_WHOLE = 200_000_000


def read(stream: BinaryIO, source: str) -> Iterator[Raw | Skipped]:
    """The records of `stream`; each bad one is a Skipped, and the others go on.

    Raises ReadError for a file that is no text, or has no record in it.
    """
    records = _whole(stream, source) if source.lower().endswith(".json") else _by_line(stream, source)
    none = True
    for record in records:
        none = False
        yield record
    if none:
        raise ReadError("no record in it", remedy='Give objects like {"text": "…", "title": "…", "date": "…"}')


def _by_line(stream: BinaryIO, source: str) -> Iterator[Raw | Skipped]:
    for number, line in enumerate(_lines(stream), 1):
        place = f"{source}#{number}"
        if isinstance(line, ReadError):
            yield Skipped(source=place, reason=str(line))
        elif line.strip():
            yield _parsed(line, place)


def _lines(stream: BinaryIO) -> Iterator[str | ReadError]:
    """The lines of `stream`, or why one is no text. UTF-16 is read whole: its line ends are two bytes."""
    first = stream.readline(_MAX_RECORD + 1)
    _text.refuse_binary(first)
    if _text.utf16(first):
        yield from _text.decode(first + stream.read(_MAX_WHOLE)).split("\n")
        return
    line = first.removeprefix(codecs.BOM_UTF8)
    while line:
        if len(line) > _MAX_RECORD:
            yield ReadError(f"a record of more than {_MAX_RECORD:,} bytes", remedy="Split it into documents")
            while line and not line.endswith(b"\n"):
                line = stream.readline(_MAX_RECORD)
        else:
            try:
                yield _text.decode(line)
            except ReadError as error:
                yield error
        line = stream.readline(_MAX_RECORD + 1)


def _whole(stream: BinaryIO, source: str) -> Iterator[Raw | Skipped]:
    value = _loads(_text.decode(_text.read_whole(stream, _MAX_WHOLE)))
    if not isinstance(value, list):
        yield _record(value, source)
        return
    for number, one in enumerate(value, 1):
        yield _record(one, f"{source}#{number}")


def _parsed(line: str, place: str) -> Raw | Skipped:
    try:
        return _record(_loads(line), place)
    except ReadError as error:
        return Skipped(source=place, reason=str(error))


def _loads(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text.strip() else ""
        raise ReadError(
            f"not JSON: {error.msg} at {line}column {error.colno}",
            remedy="Mend it; objects one a line belong in a .jsonl file",
        ) from None
    except (RecursionError, ValueError) as error:
        # Nested too deeply, or a number of too many digits.
        raise ReadError(f"not JSON that can be read: {error}", remedy="Mend the record") from None


def _record(value: Any, place: str) -> Raw | Skipped:
    try:
        return _checked(value, place)
    except ReadError as error:
        return Skipped(source=place, reason=str(error))


def _checked(value: Any, place: str) -> Raw:
    if not isinstance(value, dict):
        raise ReadError(f"a record that is {_kind(value)}, not an object", remedy='Write {"text": "…", …}')
    text = _string(value, "text")
    if not text.strip():
        raise ReadError("a record without text", remedy='Its text belongs in the field "text"')
    url = _url(value)
    return Raw(
        source=url or place,
        place=place,
        text=text,
        title=_string(value, "title"),
        url=url,
        publisher=_string(value, "publisher"),
        authors=_authors(value.get("authors")),
        published=_date(value),
    )


def _string(record: dict[str, Any], field: str) -> str:
    value = record.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ReadError(f"the field {field!r} is {_kind(value)}, not a string", remedy="Quote it, or leave it out")
    return value


def _url(record: dict[str, Any]) -> str:
    given = _string(record, "url").strip()
    if given and not web_address(given):
        raise ReadError(
            f"the field 'url' is no web address: {given[:80]!r}",
            remedy="It begins with https:// or http://; or leave it out",
        )
    return given


def _date(record: dict[str, Any]) -> date | None:
    given = _string(record, "date").strip()
    found = _dates.whole(given)
    if given and found is None:
        raise ReadError(
            f"the field 'date' is no date we read: {given[:80]!r}",
            remedy="Write it as 2017-04-21, or leave it out",
        )
    return found


def _authors(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return author_names(value)
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(value)
    raise ReadError(
        f"the field 'authors' is {_kind(value)}, not a list of strings",
        remedy='Write ["Jane Doe", "John Roe"]',
    )


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
