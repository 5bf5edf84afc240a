"""What a graph was read from: each input with a digest of its bytes and the documents that it gave.

A file beside the store, so that a second run need not read what did not change and knows what is gone. It is only a
memory aid: without it everything is read again, and the graph comes out the same.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from policygraph.model import Skipped

_FILE = "sources.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS input (
  place TEXT PRIMARY KEY,   -- the file's full path
  source TEXT NOT NULL,     -- the name that its documents are known by
  digest TEXT NOT NULL,     -- of its bytes and of how it was read
  documents TEXT NOT NULL,  -- JSON: what each is to be made with, by id
  skipped TEXT NOT NULL     -- JSON: [source, reason] of what could not be read
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An input as it was read last. `documents` tells by id what each is to be made with."""

    place: str
    source: str
    digest: str
    documents: Mapping[str, str]
    skipped: tuple[Skipped, ...] = ()


class Manifest:
    """The inputs of one graph; open it with `Manifest.open`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def open(cls, graph: Path) -> Iterator["Manifest"]:
        """The manifest of the graph in a folder; what is saved is there at the end of the `with`."""
        try:
            connection = _connect(graph / _FILE)
        except sqlite3.DatabaseError:
            # A damaged memory aid is no loss: everything is read again.
            (graph / _FILE).unlink()
            connection = _connect(graph / _FILE)
        with closing(connection):
            yield cls(connection)

    def entries(self) -> dict[str, Entry]:
        """All inputs by place."""
        rows = self._connection.execute("SELECT place, source, digest, documents, skipped FROM input ORDER BY place")
        return {
            place: Entry(
                place=place,
                source=source,
                digest=digest,
                documents=json.loads(documents),
                skipped=tuple(Skipped(source=s, reason=r) for s, r in json.loads(skipped)),
            )
            for place, source, digest, documents, skipped in rows
        }

    def save(self, entries: Iterable[Entry]) -> None:
        """Puts entries in the place of those of the same inputs."""
        rows = [
            (e.place, e.source, e.digest, json.dumps(dict(e.documents)), json.dumps([[s.source, s.reason] for s in e.skipped]))
            for e in entries
        ]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO input VALUES (?, ?, ?, ?, ?)", rows)

    def forget(self, places: Iterable[str]) -> None:
        """Takes inputs out."""
        with self._connection:
            self._connection.executemany("DELETE FROM input WHERE place = ?", [(place,) for place in places])


def digest(path: Path, settings: str) -> str:
    """The digest of a file's bytes and of how it is read; '' for what can't be opened (reading will say why)."""
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256")
    except OSError:
        return ""
    found.update(settings.encode())
    return found.hexdigest()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.execute(_SCHEMA)
        connection.execute("SELECT place, source, digest, documents, skipped FROM input LIMIT 1").fetchall()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
