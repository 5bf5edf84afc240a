"""What a format's module gives, before normalisation: the interface of the plug-ins of `read`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Protocol

from policygraph.model import Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One text as its format holds it, with the metadata that the format itself tells.

    `source` is where it comes from; `place` names it in messages where that is not enough (the file and line
    of a record with an address). `file_name` is the name of the file that holds this text alone, whose date
    counts when the text has none; empty for a record among others and for a stream.
    """

    source: str
    text: str
    place: str = ""
    file_name: str = ""
    title: str = ""
    url: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None


class Reader(Protocol):
    """A module that reads one format."""

    SUFFIXES: tuple[str, ...]
    """Lower-case file name endings with their dot."""

    def read(self, stream: BinaryIO, source: str) -> Iterator[Raw | Skipped]:
        """The texts of an open file or stream that the user knows as `source`.

        Raises ReadError for a file that can't be read at all; a bad record among good ones is a Skipped.
        """
