"""What a graph was read from: each input with a digest of its bytes and the documents that it gave.

A file beside the store, so that a second run need not read what did not change and knows what is gone. It is only a
memory aid: without it everything is read again, and the graph comes out the same.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from policygraph.model import Skipped

_FILE = "sources.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS input (
  place TEXT PRIMARY KEY,   -- the file's full path
  source TEXT NOT NULL,     -- the name that its documents are known by
  digest TEXT NOT NULL,     -- of its bytes and of how it was read
  documents TEXT NOT NULL,  -- JSON: what each is to be made with, by id
  repeated INTEGER NOT NULL,  -- how many documents it gave once more
  skipped TEXT NOT NULL,    -- JSON: [source, reason] of what could not be read
  root INTEGER NOT NULL     -- what it was found by
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS root (
  id INTEGER PRIMARY KEY,
  place TEXT NOT NULL,      -- the full path of a file or folder that a build was given
  published TEXT NOT NULL,  -- what documents there are taken to say where they say nothing; '' for nothing
  publisher TEXT NOT NULL,
  UNIQUE (place, published, publisher)
)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """A file or folder that a build was given, and what fills in what its documents don't tell."""

    place: str
    published: date | None = None
    publisher: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An input as it was read last. `documents` tells by id what each is to be made with; `repeated` counts those that
    it gave once more.
    """

    place: str
    source: str
    digest: str
    documents: Mapping[str, str]
    root: Root
    repeated: int = 0
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

    def roots(self) -> list[Root]:
        """What builds were given, in that order."""
        rows = self._connection.execute("SELECT place, published, publisher FROM root ORDER BY id")
        return [_root(*row) for row in rows]

    def entries(self) -> dict[str, Entry]:
        """All inputs by place."""
        rows = self._connection.execute(
            "SELECT i.place, source, digest, documents, repeated, skipped, r.place, published, publisher"
            " FROM input i JOIN root r ON r.id = i.root ORDER BY i.place"
        )
        return {
            place: Entry(
                place=place,
                source=source,
                digest=digest,
                documents=json.loads(documents),
                root=_root(*root),
                repeated=repeated,
                skipped=tuple(Skipped(source=s, reason=r) for s, r in json.loads(skipped)),
            )
            for place, source, digest, documents, repeated, skipped, *root in rows
        }

    def begin(self, roots: Iterable[Root], entries: Iterable[Entry]) -> None:
        """Notes what a run is about to read: inputs are read again until it saves them, and nothing that they gave
        before is forgotten until then.
        """
        had = {place: entry.documents for place, entry in self.entries().items()}
        self.save(
            roots,
            [replace(entry, digest="", documents={**had.get(entry.place, {}), **entry.documents}) for entry in entries],
        )

    def save(self, roots: Iterable[Root], entries: Iterable[Entry]) -> None:
        """Notes what a build was given, and puts entries in the place of those of the same inputs."""
        with self._connection:
            numbers = {root: self._number(root) for root in roots}
            rows = [
                (
                    entry.place,
                    entry.source,
                    entry.digest,
                    json.dumps(dict(entry.documents)),
                    entry.repeated,
                    json.dumps([[one.source, one.reason] for one in entry.skipped]),
                    numbers[entry.root] if entry.root in numbers else self._number(entry.root),
                )
                for entry in entries
            ]
            self._connection.executemany("INSERT OR REPLACE INTO input VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def _number(self, root: Root) -> int:
        key = (root.place, root.published.isoformat() if root.published else "", root.publisher)
        self._connection.execute("INSERT OR IGNORE INTO root (place, published, publisher) VALUES (?, ?, ?)", key)
        query = "SELECT id FROM root WHERE place = ? AND published = ? AND publisher = ?"
        return int(self._connection.execute(query, key).fetchone()[0])

    def forget_documents(self, iris: Iterable[str]) -> None:
        """Forgets the inputs that gave these documents: another run of them gives them again, as is asked for then."""
        ids = {iri[iri.rfind("/") + 1 :] for iri in iris}
        self.forget([entry.place for entry in self.entries().values() if ids & entry.documents.keys()])

    def forget(self, places: Iterable[str]) -> None:
        """Takes inputs out, so that another run reads them again."""
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


def _root(place: str, published: str, publisher: str) -> Root:
    return Root(place=place, published=date.fromisoformat(published) if published else None, publisher=publisher)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_SCHEMA)
        connection.execute(
            "SELECT place, source, digest, documents, repeated, skipped, root FROM input LIMIT 1"
        ).fetchall()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
