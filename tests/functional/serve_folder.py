"""Writes a graph folder of one of the viewer's invented graphs: `serve_folder.py FOLDER ENTITIES|hostile`."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from policygraph.store import Store, folder

BESIDE = Path(__file__).parents[1] / "unit" / "view"


def write(place: Path, what: str) -> None:
    """The default graph alone, written past `commit`: an invented graph has no documents' graphs."""
    store: ox.Store = _module("hostile_graph").store() if what == "hostile" else _module("synthetic").store(int(what))
    Store.open(place, create=True).close()
    rdf = folder.open_rdf(place, read_only=False)
    rdf.bulk_extend(iter(store))
    rdf.flush()
    folder.leave(place)


def _module(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, BESIDE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2])
