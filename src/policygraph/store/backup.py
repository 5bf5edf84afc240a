"""Copies of a graph folder at another place: a backup is a graph itself, which can be asked like any other."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from policygraph.errors import StoreError
from policygraph.store import Store, folder

_STORE, _CHECKPOINT, _PART = "store", "backup.part", ".part"
_WRITER = "writer.pid"


def back_up(graph: Path, target: Path) -> None:
    """Copies the graph in folder `graph` to the new folder `target`, whole or not at all.

    Nobody can write to the graph meanwhile. Raises StoreError if somebody does, if there is something at `target`, or
    if it can't be written.
    """
    _refuse_what_is_there(target)
    checkpoint = graph / _CHECKPOINT
    with Store.open(graph) as store:
        # One that a crash left.
        shutil.rmtree(checkpoint, ignore_errors=True)
        try:
            with _copying(target):
                # Its files are links to the store's own where it stands, so they are copied off.
                store.rdf.backup(str(checkpoint))
                _copy(graph, checkpoint, target)
        finally:
            shutil.rmtree(checkpoint, ignore_errors=True)


def restore(backup: Path, target: Path) -> None:
    """Copies the backup in folder `backup` to the new folder `target`, whole or not at all; the backup stays as it is.

    Raises StoreError if it is no graph or can't be opened, if there is something at `target`, or if that can't be
    written.
    """
    _refuse_what_is_there(target)
    with Store.open(backup, read_only=True), _copying(target):
        _copy(backup, backup / _STORE, target)


def _refuse_what_is_there(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise StoreError(
            "there is something already", where=str(target), remedy="Choose a folder that is not there yet"
        )


def _copy(graph: Path, rdf: Path, target: Path) -> None:
    """The files of a graph folder, and those of `rdf` as its store, written beside `target` and put in its place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=_PART, dir=target.parent))
    try:
        shutil.copytree(rdf, draft / _STORE, ignore=shutil.ignore_patterns("LOCK"))
        for file in sorted(graph.iterdir()):
            if file.is_file() and file.name != _WRITER and file.suffix != _PART:
                shutil.copy2(file, draft / file.name)
        folder.open_rdf(draft, read_only=True)  # a copy that can't be opened is none
        draft.chmod(graph.stat().st_mode)  # that of a temporary folder is for its owner only
        draft.replace(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def _copying(target: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError, shutil.Error) as error:
        raise StoreError(
            f"the copy can't be made: {error}",
            where=str(target),
            remedy="Nothing of it is kept; see to the disk's space and permissions",
        ) from error
