import importlib.util
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest
import uvicorn
from starlette.applications import Starlette

from policygraph.serve.graph import GraphReader
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


@pytest.fixture(scope="session")
def indexed() -> Callable[[GraphReader], GraphReader]:
    """Waits until a reader has an index."""

    def wait(reader: GraphReader) -> GraphReader:
        reader.start()
        end = time.monotonic() + 60
        while reader.indexes.ready is None:
            assert time.monotonic() < end, "no index within a minute"
            time.sleep(0.02)
        return reader

    return wait


@pytest.fixture(scope="session")
def served() -> Callable[[Starlette], AbstractContextManager[str]]:
    """Serves an application on loopback; tells its address."""

    @contextmanager
    def serve(app: Starlette) -> Iterator[str]:
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
        thread = threading.Thread(target=server.run)
        thread.start()
        end = time.monotonic() + 30
        while not server.started:
            assert thread.is_alive()
            assert time.monotonic() < end, "the server does not start"
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()

    return serve
