"""Puts `ontology/` and `data/` into the wheel, the gazetteer's tables compiled to one SQLite file."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Left out of the wheel: the tables that gazetteer.sqlite is made from, and what makes them.
NOT_SHIPPED = {"gazetteer", "__pycache__"}
MAKERS = "make_gazetteer"  # how their names begin


class ShipData(BuildHookInterface[Any]):
    """An editable install needs none of this: it finds the folders in the checkout."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the tables and name what to include. The compiler is the package's own; it exists once."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from policygraph.gazetteer.compile import compile_tables  # noqa: PLC0415 - its folder is known here
        finally:
            sys.path.pop(0)
        self._folder = tempfile.TemporaryDirectory()
        compiled = Path(self._folder.name) / "gazetteer.sqlite"
        compile_tables(root / "data" / "gazetteer", compiled)
        included = {compiled: "data/gazetteer.sqlite", root / "ontology": "ontology"}
        for path in sorted((root / "data").iterdir()):
            if path.name not in NOT_SHIPPED and not path.name.startswith(MAKERS):
                included[path] = f"data/{path.name}"
        build_data["force_include"] |= {str(path): f"policygraph/{name}" for path, name in included.items()}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the temporary folder."""
        if version != "editable":
            self._folder.cleanup()
