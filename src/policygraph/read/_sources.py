"""Finds the files that a user names, and gives each to the module of its format."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import BinaryIO, cast

from policygraph import registry
from policygraph.errors import ReadError
from policygraph.model import Document, Skipped
from policygraph.read._document import document
from policygraph.read._raw import Raw, Reader

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file to read, and the name that the user knows it by."""

    path: Path
    source: str


def read(
    sources: Sequence[str],
    *,
    published: date | None = None,
    publisher: str = "",
    stdin: BinaryIO | None = None,
) -> Iterator[Document | Skipped]:
    """The documents of files, folders and `-` (standard input, read as plain text), in the order given.

    A folder is walked in sorted order, files whose names begin with a dot left out. A document's source is
    the path relative to that folder; a file's name if it was given by itself; a record's address or
    else `name.jsonl#LINE`. `published` and `publisher` fill what a document does not tell. Whatever
    can't be read is a Skipped that says why; a source that does not exist raises ReadError before
    anything is read. The same text from two sources is two documents with one id.
    """
    for source in sources:
        if source != STDIN and not os.path.lexists(source):
            raise ReadError("there is no such file or folder", where=source, remedy="Check the path")
    return _read(sources, published, publisher, stdin)


def _read(
    sources: Sequence[str], published: date | None, publisher: str, stdin: BinaryIO | None
) -> Iterator[Document | Skipped]:
    for source in sources:
        for raw in _raws(source, stdin):
            if isinstance(raw, Skipped):
                yield raw
                continue
            try:
                yield document(raw, published=published, publisher=publisher)
            except ReadError as error:
                yield Skipped(source=raw.place or raw.source, reason=str(error))


def _raws(source: str, stdin: BinaryIO | None) -> Iterator[Raw | Skipped]:
    if source == STDIN:
        reader = cast(Reader, registry.load("read", "text"))
        yield from _guarded(reader, stdin or sys.stdin.buffer, STDIN)
        return
    for file in _files(Path(source)):
        yield from _open(file) if isinstance(file, _File) else (file,)


def _files(path: Path) -> Iterator[_File | Skipped]:
    """The file `path`, or the files below the folder `path` in the order of their relative paths."""
    if not path.is_dir():
        yield _File(path=path, source=_shown(path.name))
        return
    failures: list[OSError] = []
    found: list[Path] = []
    for folder, folders, names in os.walk(path, onerror=failures.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        # A link to a folder is not walked, since it may lead back here; `_open` says so.
        linked = [name for name in folders if Path(folder, name).is_symlink()]
        found += (Path(folder, name) for name in (*linked, *names) if not name.startswith("."))
    named = [_File(path=file, source=_shown(file.relative_to(path).as_posix())) for file in found]
    for failure in failures:
        yield _unreadable(_shown(str(failure.filename)), failure)
    yield from sorted(named, key=lambda file: (file.source, os.fsencode(file.path)))


def _open(file: _File) -> Iterator[Raw | Skipped]:
    reader = _readers().get(file.path.suffix.lower())
    refusal = _refusal(file.path, known=reader is not None)
    if reader is None or refusal:
        yield Skipped(source=file.source, reason=refusal)
        return
    try:
        with file.path.open("rb") as stream:
            yield from _guarded(reader, stream, file.source)
    except OSError as error:
        yield _unreadable(file.source, error)


def _refusal(path: Path, *, known: bool) -> str:
    """Why the file is not even opened; empty if it is. `known` tells whether a reader has its suffix."""
    if path.is_dir():
        return "a link to a folder, which is not followed. Give that folder by itself"
    if path.is_symlink() and not path.exists():
        return "a link to a file that is not there. Mend the link"
    if not known:
        kind = _shown(path.suffix) or "its name has no suffix"
        return f"not a format we read: {kind}. Save it as one of {', '.join(sorted(_readers()))}"
    # Opening a pipe would wait for somebody to write to it.
    return "" if path.is_file() else "not a regular file. Give a file or a folder"


def _guarded(reader: Reader, stream: BinaryIO, source: str) -> Iterator[Raw | Skipped]:
    try:
        yield from reader.read(stream, source)
    except ReadError as error:
        yield Skipped(source=source, reason=str(error))


def _unreadable(source: str, error: OSError) -> Skipped:
    reason = (error.strerror or str(error)).lower()
    return Skipped(source=source, reason=f"can't be opened: {reason}. Check its permissions")


@cache
def _readers() -> dict[str, Reader]:
    """Each suffix that is read, with the module that reads it; built-in ones win over third parties'."""
    modules = [cast(Reader, registry.load("read", name)) for name in registry.names("read")]
    builtin = [m for m in modules if str(getattr(m, "__name__", "")).startswith("policygraph.read.")]
    others = [m for m in modules if m not in builtin]
    return {suffix: module for module in (*others, *builtin) for suffix in module.SUFFIXES}


def _shown(name: str) -> str:
    """`name` as UTF-8 can say it: file names may hold any bytes."""
    return os.fsencode(name).decode("utf-8", "replace")
