"""tests/conftest.py itself: in CI a skip is a failure, elsewhere it is a skip with its reason."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = {
    "test_asks.py": "import pytest\ndef test_it(): pytest.skip('no such machine')\n",
    "test_marked.py": "import pytest\n@pytest.mark.skip(reason='no such machine')\ndef test_it(): ...\n",
    "test_module.py": "import pytest\npytest.skip('no such machine', allow_module_level=True)\n",
    "test_shared.py": "def test_it(shared): ...\n",
    "test_runs.py": "def test_it(): ...\n",
}


@pytest.mark.parametrize(("ci", "told", "code"), [("true", "failed", 1), ("", "skipped", 0)])
@pytest.mark.parametrize("name", TESTS)
def test_a_skip_is_a_failure_in_ci_only(
    checkout: Path, tmp_path: Path, name: str, ci: str, told: str, code: int
) -> None:
    shutil.copy(checkout / "tests" / "conftest.py", tmp_path)
    (tmp_path / name).write_text(TESTS[name], encoding="utf-8")
    environment = {**os.environ, "CI": ci, "POLICYGRAPH_SHARED": str(tmp_path / "nowhere")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    if name == "test_runs.py":
        assert (done.returncode, "1 passed" in done.stdout) == (0, True)
        return
    # A module that is skipped whole has no test, and one that fails so is an error; so is a failing fixture.
    whole = name == "test_module.py"
    assert done.returncode == {("true", True): 2, ("", True): 5}.get((ci, whole), code), done.stdout
    told = "1 error" if ci and name != "test_asks.py" else f"1 {told}"
    assert told in done.stdout
    assert ("no such machine" in done.stdout) != (name == "test_shared.py")
