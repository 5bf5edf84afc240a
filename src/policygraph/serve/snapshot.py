"""The graph folder as the endpoint's pages read it: read-only, and anew after each commit.

A read-only store shows the graph as it was when it was opened. Whether the folder changed since is told by its files;
a writer beside is neither waited for nor disturbed.
"""

import hashlib
import math
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from policygraph.errors import StoreError
from policygraph.store import Store, folder

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Moment:
    """The graph as of one commit. `version` is another after each, and the same in every process that reads it."""

    store: ox.Store
    version: str
    base: str


class Snapshot:
    """What a graph folder holds, as of its last commit; safe to ask from several threads.

    After a commit it is opened anew at most once in `every` seconds, so that a build beside, which commits all the
    time, costs readers little; `expire` has it looked at before.
    """

    def __init__(self, place: Path, *, every: float = 1.0) -> None:
        self.folder, self.every = place, every
        self._lock = threading.Lock()
        self._moment: Moment | None = None
        self._opened = 0.0

    @property
    def store(self) -> ox.Store:
        """The store as of the last commit. Raises StoreError as `current` does."""
        return self.current().store

    def current(self) -> Moment:
        """The graph as of the last commit, opened anew if there was one.

        What a writer has half done stays unseen: the moment before it is shown until it is whole.

        Raises StoreError if the folder holds no graph, or none that can be opened.
        """
        with self._lock:
            if self._moment is None:
                self._moment = self._first()
            elif time.monotonic() - self._opened >= self.every:
                version = _version(self.folder)
                if version != self._moment.version:
                    self._moment = self._next(version) or self._moment
            return self._moment

    def expire(self) -> None:
        """Has the next who asks see what was committed by now, however short ago the folder was looked at."""
        self._opened = -math.inf

    def read(self, look: Callable[[Moment], _Found]) -> _Found:
        """What `look` finds in the current moment.

        A writer may put away files of a store that is being read: then it is opened and looked at once more.

        Raises StoreError as `current` does, and if that store can't be opened before the writer is done.
        """
        moment = self.current()
        try:
            return look(moment)
        except (OSError, RuntimeError) as error:
            self.expire()
            newer = self.current()
            if newer is not moment:
                return look(newer)
            if _version(self.folder) == moment.version:
                raise
            raise StoreError("a large change of the graph is being made", remedy="Ask again when it is done") from error

    def _first(self) -> Moment:
        """Opens the folder; a default graph that a crash left behind is repaired first, as ever."""
        self._opened = time.monotonic()
        version = _version(self.folder)
        store = Store.open(self.folder, read_only=True)
        return Moment(store.rdf, version, store.base)

    def _next(self, version: str) -> Moment | None:
        self._opened = time.monotonic()
        about = folder.about(self.folder)
        opened = Store(self.folder, folder.open_rdf(self.folder, read_only=True), about, read_only=True)
        return None if opened.stale else Moment(opened.rdf, version, opened.base)


def _version(place: Path) -> str:
    """A hash of names, sizes and times of RocksDB's logs and manifests: each commit writes to one of them."""
    told = []
    try:
        with suppress(FileNotFoundError), os.scandir(place / "store") as files:
            for file in files:
                if file.name.endswith(".log") or file.name.startswith(("MANIFEST", "CURRENT")):
                    with suppress(FileNotFoundError):  # put away in between
                        about = file.stat()
                        told.append(f"{file.name} {about.st_size} {about.st_mtime_ns}")
    except OSError as error:
        raise StoreError(
            f"the graph can't be read: {error.strerror}", where=str(place), remedy="See to its permissions"
        ) from error
    return hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest()[:16]
