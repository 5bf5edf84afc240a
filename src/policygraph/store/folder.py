"""The folder of a graph: `graph.toml` beside pyoxigraph's `store`, and who is writing to it."""

import json
import os
import re
import time
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from policygraph.errors import StoreError

LAYOUT = 2

_KEY = re.compile(r"[a-z][a-z0-9_-]*")
# A reader looks again this often, after this many seconds, when a writer changes the files under its eyes.
_TRIES, _PAUSE = 20, 0.05


def make(path: Path, facts: Mapping[str, str | int]) -> None:
    """Makes the folder `path` a graph's, of which `facts` hold. Raises StoreError if it holds other files."""
    if path.is_dir() and any(path.iterdir()):
        raise StoreError(
            "the folder holds other files and is no graph",
            where=str(path),
            remedy="Choose a folder that is empty or not there yet",
        )
    try:
        path.mkdir(parents=True, exist_ok=True)
        write_about(path, facts)
    except OSError as error:
        raise StoreError(
            f"the folder can't be made: {error.strerror}",
            where=str(path),
            remedy="Choose a folder that you may write to",
        ) from error


def write_about(path: Path, facts: Mapping[str, str | int]) -> None:
    """Writes `facts` and the layout as `graph.toml`, whole or not at all."""
    facts = {**facts, "layout": LAYOUT}
    wrong = [key for key in facts if not _KEY.fullmatch(key)]
    assert not wrong, f"keys of graph.toml must be lower-case words: {wrong}"
    # A TOML string is a JSON string but for DEL, which JSON leaves as it is.
    lines = [
        f"{key} = {json.dumps(facts[key], ensure_ascii=False)}\n".replace("\x7f", "\\u007f") for key in sorted(facts)
    ]
    draft = path / "graph.toml.part"
    draft.write_text("# What this PolicyGraph graph was built with.\n" + "".join(lines), encoding="utf-8")
    draft.replace(path / "graph.toml")


def about(path: Path) -> dict[str, str | int]:
    """What `graph.toml` tells. Raises StoreError if the folder is not there, no graph's, or of another layout."""
    if not path.exists():
        raise StoreError("there is no graph", where=str(path), remedy=f"Make one: policygraph build SOURCE -o {path}")
    try:
        facts = tomllib.loads((path / "graph.toml").read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError(
            "this is not a graph (it has no graph.toml)",
            where=str(path),
            remedy="Name the folder that policygraph build wrote",
        ) from None
    except (OSError, ValueError) as error:
        raise StoreError(
            f"its graph.toml can't be read: {error}", where=str(path), remedy="Build the graph again"
        ) from error
    if facts.get("layout") != LAYOUT or not isinstance(facts.get("base"), str):
        raise StoreError(
            f"the graph has layout {facts.get('layout')}, and this policygraph reads layout {LAYOUT}",
            where=str(path),
            remedy="Build it again into another folder",
        )
    return facts


def open_rdf(path: Path, *, read_only: bool) -> ox.Store:
    """Opens pyoxigraph's store. Raises StoreError if it is not there, locked by a writer, or damaged."""
    place = path / "store"
    try:
        if read_only:
            return _snapshot(place)
        rdf = ox.Store(place)
        (path / "writer.pid").write_text(f"{os.getpid()}\n", encoding="ascii")
    except FileNotFoundError as error:
        raise StoreError(
            "the graph is not complete: it has no store",
            where=str(path),
            remedy=f"Make it again: policygraph build SOURCE -o {path}",
        ) from error
    except (OSError, RuntimeError) as error:
        if "LOCK" in str(error):
            raise StoreError(
                f"{_holder(path)} is writing to the graph", where=str(path), remedy="Wait until it is done"
            ) from error
        raise StoreError(
            f"the graph can't be opened: {error}",
            where=str(path),
            remedy="If it is damaged, remove the folder and build it again",
        ) from error
    return rdf


def leave(path: Path) -> None:
    """Takes back the note of who is writing."""
    (path / "writer.pid").unlink(missing_ok=True)


def _snapshot(place: Path) -> ox.Store:
    # RocksDB lists the files before it opens them; a writer beside may have put one away in between.
    for _ in range(_TRIES - 1):
        try:
            return ox.Store.read_only(str(place))
        except RuntimeError:
            time.sleep(_PAUSE)
    return ox.Store.read_only(str(place))


def _holder(path: Path) -> str:
    try:
        return f"process {(path / 'writer.pid').read_text(encoding='ascii').strip()}"
    except (OSError, ValueError):
        return "another process"
