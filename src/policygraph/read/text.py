"""Plain text and Markdown; what a page looks like saved as text is left to what all formats share."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from policygraph.model import Skipped
from policygraph.read import _markdown, _text
from policygraph.read._raw import Raw

SUFFIXES = (".txt", ".md")

_MAX_BYTES = 4 * _text.MAX_CHARACTERS


def read(stream: BinaryIO, source: str) -> Iterator[Raw | Skipped]:
    """The one text of `stream`. Raises ReadError if it is empty, binary, over-long or undecodable."""
    text = _text.decode(_text.read_whole(stream, _MAX_BYTES))
    name = PurePosixPath(source).name
    if name.lower().endswith(".md"):
        yield _markdown.plain(text, source=source, file_name=name)
    else:
        yield Raw(source=source, text=text, file_name="" if source == "-" else name)
