"""Finds the files that a user names, and gives each to the module of its format."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from policygraph import registry
from policygraph.errors import ReadError
from policygraph.model import Document, Skipped
from policygraph.read._document import document
from policygraph.read._raw import Raw, Reader

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Something to read documents from: a file and the name that the user knows it by, or standard input."""

    path: Path | None
    source: str

    @property
    def place(self) -> str:
        """What tells it from any other: the file's full path, or `-`."""
        return os.fsencode(self.path.absolute()).decode("utf-8", "surrogateescape") if self.path else STDIN


def inputs(sources: Sequence[str]) -> Iterator[Input | Skipped]:
    """What there is to read in files, folders and `-`, in the order given; nothing is opened.

    A folder is walked in sorted order, graphs of ours and files whose names begin with a dot left out. A source that
    does not exist raises ReadError before anything is given.
    """
    for source in sources:
        if source != STDIN and not os.path.lexists(source):
            raise ReadError("there is no such file or folder", where=source, remedy="Check the path")
    return chain.from_iterable(_files(Path(s)) if s != STDIN else [Input(path=None, source=STDIN)] for s in sources)


def documents(
    found: Input, *, published: date | None = None, publisher: str = "", stdin: BinaryIO | None = None
) -> Iterator[Document | Skipped]:
    """The documents of one input; whatever can't be read is a Skipped that says why.

    A document's source is the path relative to the folder given, or a file's name if it was given by itself; a
    record's address or else `name.jsonl#LINE`. `published` and `publisher` fill what a document does not tell.
    """
    for raw in _raws(found, stdin):
        if isinstance(raw, Skipped):
            yield raw
            continue
        try:
            yield document(raw, published=published, publisher=publisher)
        except ReadError as error:
            yield Skipped(source=raw.place or raw.source, reason=str(error))


def read(
    sources: Sequence[str],
    *,
    published: date | None = None,
    publisher: str = "",
    stdin: BinaryIO | None = None,
) -> Iterator[Document | Skipped]:
    """The documents of all `inputs`. The same text from two sources is two documents with one id."""
    return chain.from_iterable(
        [found]
        if isinstance(found, Skipped)
        else documents(found, published=published, publisher=publisher, stdin=stdin)
        for found in inputs(sources)
    )


def _raws(found: Input, stdin: BinaryIO | None) -> Iterator[Raw | Skipped]:
    if found.path is None:
        reader = cast(Reader, registry.load("read", "text"))
        yield from _guarded(reader, stdin or sys.stdin.buffer, STDIN)
    else:
        yield from _open(found.path, found.source)


def _files(path: Path) -> Iterator[Input | Skipped]:
    """The file `path`, or the files below the folder `path` in the order of their relative paths."""
    if not path.is_dir():
        yield Input(path=path, source=_shown(path.name))
        return
    failures: list[OSError] = []
    found: list[Path] = []
    for folder, folders, names in os.walk(path, onerror=failures.append):
        folders[:] = [name for name in folders if not name.startswith(".") and not _is_graph(Path(folder, name))]
        # A link to a folder is not walked, since it may lead back here; `_open` says so.
        linked = [name for name in folders if Path(folder, name).is_symlink()]
        found += (Path(folder, name) for name in (*linked, *names) if not name.startswith("."))
    named = [(_shown(file.relative_to(path).as_posix()), file) for file in found]
    for failure in failures:
        yield _unreadable(_shown(str(failure.filename)), failure)
    for source, file in sorted(named, key=lambda pair: (pair[0], os.fsencode(pair[1]))):
        yield Input(path=file, source=source)


def _is_graph(folder: Path) -> bool:
    """Whether a folder is a graph of ours: `build . -o graph` a second time."""
    return (folder / "graph.toml").is_file()


def _open(path: Path, source: str) -> Iterator[Raw | Skipped]:
    reader = _readers().get(path.suffix.lower())
    refusal = _refusal(path, known=reader is not None)
    if reader is None or refusal:
        yield Skipped(source=source, reason=refusal)
        return
    try:
        with path.open("rb") as stream:
            yield from _guarded(reader, stream, source)
    except OSError as error:
        yield _unreadable(source, error)


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
