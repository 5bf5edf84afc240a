import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from policygraph.model import Kind
from policygraph.view.parts import ViewEntity


def entity(
    iri: str, *, kind: Kind = Kind.PERSON, label: str = "", evidence: int = 0, statements: int = 0
) -> ViewEntity:
    """An entity of which nothing else is known."""
    return ViewEntity(
        iri=iri,
        kind=kind,
        label=label or iri,
        aliases=(),
        types=(),
        identifiers=(),
        candidates=(),
        details=(),
        statements=statements,
        evidence=evidence,
    )


@pytest.fixture(scope="session")
def synthetic() -> ModuleType:
    """The generator of invented graphs, loaded by its path: tests are no package."""
    spec = importlib.util.spec_from_file_location("synthetic", Path(__file__).with_name("synthetic.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["synthetic"] = module
    spec.loader.exec_module(module)
    return module
