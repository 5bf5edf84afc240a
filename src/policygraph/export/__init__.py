"""The store to files; one module a format.

Each has `write(store, stream, *, plain, prefixes)`: the graph in `store` to `stream`, the same bytes whatever
the order it was loaded in. `plain` leaves out claims, evidence, candidates and NIF strings; `prefixes` are
ours and no other. Turtle, N-Triples and JSON-LD give the default graph, N-Quads and TriG the named graphs.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from policygraph import registry
from policygraph.errors import OutputError
from policygraph.export._remote import PROTOCOLS as PROTOCOLS
from policygraph.export._remote import Pushed as Pushed
from policygraph.export._remote import push as push

if TYPE_CHECKING:
    from policygraph.store import Store


def write(store: "Store", form: str, target: Path | None, *, plain: bool = False) -> None:
    """Writes the graph in the format `form` to the file `target`, or to standard output for None.

    The file is there whole or not at all: it is written beside `target` and then put in its place.

    Raises:
        UnknownNameError: there is no such format.
        OutputError: the file can't be written, or the graph can't be said in the format.
    """
    exporter = registry.load("export", form)

    def fill(stream: BinaryIO) -> None:
        exporter.write(store.rdf, stream, plain=plain, prefixes=store.prefixes)

    if target is None:
        fill(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    if target.is_dir():
        raise OutputError("this is a folder", where=str(target), remedy="Name a file")
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as stream:
            fill(stream)
        draft.replace(target)
    except OSError as error:
        raise OutputError(
            f"the file can't be written: {error.strerror or error}",
            where=str(target),
            remedy="See to the folder, its permissions and the disk's space",
        ) from error
    finally:
        draft.unlink(missing_ok=True)
