import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest

from policygraph.store import Store

GENERATOR = Path(__file__).parents[1] / "view" / "synthetic.py"


@pytest.fixture(scope="session")
def synthetic() -> ModuleType:
    """The generator of invented graphs, loaded by its path: tests are no package."""
    spec = importlib.util.spec_from_file_location("synthetic_graphs", GENERATOR)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["synthetic_graphs"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Callable[[ox.Store], Path]:
    """Makes a graph folder of a default graph."""

    def keep(made: ox.Store) -> Path:
        folder = tmp_path_factory.mktemp("served") / "graph"
        with Store.open(folder, create=True) as store:
            store.rdf.bulk_extend(made)
        return folder

    return keep
