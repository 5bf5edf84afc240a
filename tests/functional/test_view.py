"""`policygraph view` of parts of the samples' graph, by what its page holds."""

import base64
import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def _page(policygraph: Run, graph: Path, target: Path, *options: str) -> dict[str, Any]:
    """The data of the page that the options give."""
    done = policygraph("view", "-g", graph, "-o", target, *options)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"Written: {target}\n")
    packed = re.search(r'POLICYGRAPH = "([^"]+)"', target.read_text(encoding="utf-8"))
    assert packed is not None
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(packed[1])))
    return data


def test_types(policygraph: Run, graph: Path, tmp_path: Path) -> None:
    page = _page(policygraph, graph, tmp_path / "a.html", "--types", "person, post")
    assert {entity["kind"] for entity in page["entities"]} == {"person", "post"}
    assert page["totals"]["entities"] > len(page["entities"])


def test_a_time(policygraph: Run, graph: Path, tmp_path: Path) -> None:
    page = _page(policygraph, graph, tmp_path / "a.html", "--from", "2017-04", "--to", "2017-05")
    # A later document may tell what was said then.
    said = {statement["document"] for statement in page["statements"] if statement["date"]}
    dates = {document["date"][:7] for i, document in enumerate(page["documents"]) if i not in said}
    assert dates <= {"2017-04", "2017-05"}
    assert "2017-04" in dates
    assert {statement["date"][:7] for statement in page["statements"]} <= {"", "2017-04", "2017-05"}


def test_between(policygraph: Run, graph: Path, tmp_path: Path) -> None:
    page = _page(policygraph, graph, tmp_path / "a.html", "--between", "Jeff Sessions", "United States")
    assert {"Jeff Sessions", "United States"} <= {entity["label"] for entity in page["entities"]}
    assert len(page["entities"]) < 20


def test_what_a_query_returns(policygraph: Run, graph: Path, tmp_path: Path) -> None:
    query = "CONSTRUCT { ?who pg:opposes ?what } WHERE { ?who pg:opposes ?what . ?what a pg:Policy }"
    page = _page(policygraph, graph, tmp_path / "a.html", "--query", query)
    labels = {entity["label"] for entity in page["entities"]}
    assert {"California State Sheriffs’ Association", "Senate Bill 54"} <= labels


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--from", "yesterday"), "is no day, month or year"),
        (("--types", "planet"), "There are: person, organization"),
        (("--to", "1999"), "nothing of the graph is left to show"),
        (("--query", "ASK { ?a ?b ?c }"), "Ask by SELECT or CONSTRUCT"),
        (("--between", "Jeff Sessions", "Nobody At All"), "Nobody At All"),
    ],
)
def test_what_can_not_be_shown_is_told(
    policygraph: Run, graph: Path, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    done = policygraph("view", "-g", graph, "-o", tmp_path / "a.html", *options)
    assert done.returncode in (1, 2)
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "a.html").exists()
