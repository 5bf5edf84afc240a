"""Keeps an index of the graph beside it: made anew after each commit, by a process that nobody waits for."""

import atexit
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from policygraph.errors import StoreError
from policygraph.serve.graph.links import Clock, Index
from policygraph.serve.snapshot import Snapshot

_log = logging.getLogger(__name__)

_LOOK = 0.5  # seconds from one look at the folder to the next
_REST = 3  # times as long as an index takes, none is made: a build beside commits all the time
_AFTER_FAILURE = 60.0


@dataclass(frozen=True, slots=True)
class Ready:
    """An index that can be opened, and of how much in all it is."""

    file: Path
    version: str
    entities: int
    edges: int
    documents: int
    newest: str


class Indexes:
    """The newest index of a graph folder, in a temporary folder of its own; `close` ends it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.ready: Ready | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="policygraph-index-", ignore_cleanup_errors=True)
        self._made: list[Path] = []
        self._over, self._there, self._starting = threading.Event(), threading.Event(), threading.Lock()
        self._thread = threading.Thread(target=self._keep, name="index", daemon=True)

    def start(self) -> None:
        """Begins to look at the folder, and makes the first index; once."""
        with self._starting:
            if self._thread.ident is None and not self._over.is_set():
                atexit.register(self.close)
                self._thread.start()

    def wait(self, seconds: float) -> Ready | None:
        """The newest index; if there is none yet, the first one, should it be there in so many seconds."""
        self.start()
        if self.ready is None:
            self._there.wait(seconds)
        return self.ready

    def close(self) -> None:
        """Ends what is under way and removes the files."""
        atexit.unregister(self.close)
        with self._starting:
            self._over.set()
        if self._thread.is_alive():
            self._thread.join()
        self._folder.cleanup()

    def _keep(self) -> None:
        rest = 0.0
        while not self._over.wait(rest):
            rest = self._look()

    def _look(self) -> float:
        """Has an index made if the newest is of an earlier commit; returns how many seconds to rest after that."""
        try:
            version = self.snapshot.current().version
        except StoreError as error:
            _log.warning("no index can be made: %s", error)
            return _AFTER_FAILURE
        if self.ready is not None and self.ready.version == version:
            return _LOOK
        start = time.monotonic()
        made = self._make()
        return max(_LOOK, _REST * (time.monotonic() - start)) if made else _AFTER_FAILURE

    def _make(self) -> bool:
        """Has an index made, and takes it for the newest; returns whether that went well."""
        file = Path(self._folder.name) / f"{len(self._made)}.sqlite"
        self._made.append(file)
        command = [sys.executable, "-m", "policygraph.serve.graph.indexing", str(self.snapshot.folder), str(file)]
        with tempfile.TemporaryFile() as said:
            maker = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)  # noqa: S603 -- ourselves
            while maker.poll() is None:
                if self._over.wait(0.05):
                    maker.kill()
                    maker.wait()
                    return False
            if maker.returncode:
                said.seek(max(0, os.fstat(said.fileno()).st_size - 2_000))
                told = said.read().decode(errors="replace").strip()
                _log.error("the index of %s could not be made: %s", self.snapshot.folder, told)
                return False
        self.ready = opened(file)
        self._there.set()
        # Whoever looks at the one before may still do so; older ones nobody has.
        for old in self._made[:-2]:
            old.unlink(missing_ok=True)
        return True


def opened(file: Path) -> Ready:
    """The index in a file."""
    with Index(file, Clock(seconds=10, nodes=0)) as index:
        about = index.about()
    return Ready(
        file=file,
        version=about["version"],
        entities=int(about["entities"]),
        edges=int(about["edges"]),
        documents=int(about["documents"]),
        newest=about["newest"],
    )
