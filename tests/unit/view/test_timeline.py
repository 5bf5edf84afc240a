"""The timeline of the page keeps what `view --from --to` keeps."""

import itertools
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from policygraph.view import cut
from policygraph.view.parts import ViewDocument, ViewEdge, ViewEvidence, ViewGraph

from .conftest import entity

HISTOGRAM = Path(__file__).parents[3] / "src" / "policygraph" / "view" / "web" / "histogram.js"
DATES = ("", "2016", "2016-12", "2016-12-31", "2017", "2017-01", "2017-01-01", "2017-04", "2017-04-21", "2018")
SCRIPT = """
import { readFileSync } from "node:fs";
const { within } = await import(process.argv[1]);
const cases = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(cases.map(([dates, from, to]) => dates.filter((date) => within(date, from, to)))));
"""


def _graph() -> ViewGraph:
    """One edge for each date, told by one document of that date."""

    def edge(date: str) -> ViewEdge:
        told = ViewEvidence(
            document=f"document of {date}", sentence="", begin=None, end=None, rule="", source="", confidence=None
        )
        return ViewEdge(
            id=date,
            subject="a",
            predicate="p",
            object="b",
            label="p",
            status="stated",
            attributed_to=None,
            evidence=(told,),
        )

    documents = tuple(
        ViewDocument(iri=f"document of {date}", title="", publisher="", date=date, url="", source="", copy_of="")
        for date in DATES
    )
    return ViewGraph(entities=(entity("a"), entity("b")), edges=tuple(map(edge, DATES)), documents=documents)


def test_the_page_compares_dates_as_the_command_line_does() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed: apt-get install nodejs")
    times = [(start, end) for start, end in itertools.product(DATES, DATES) if start or end]
    graph = _graph()
    ours = [[edge.id for edge in cut.told_in(graph, start, end).edges] for start, end in times]
    cases = json.dumps([(DATES, start, end) for start, end in times])
    done = subprocess.run(
        [node, "--input-type=module", "-e", SCRIPT, HISTOGRAM.as_uri()],
        input=cases,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == ours
    assert len({tuple(kept) for kept in ours}) > 20  # and not all alike
