import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pyoxigraph import Store

from policygraph import view
from policygraph.errors import OutputError
from policygraph.view import cut, scripts
from policygraph.view.parts import ViewEdge, ViewEntity, ViewEvidence, ViewGraph

from .conftest import entity

GENERATOR = Path(__file__).with_name("synthetic.py")


class Reader(HTMLParser):
    """The elements of a page with their attributes, and the text of its scripts and style sheets."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": [], "title": [], "h1": []}
        self._inside: list[str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = self.texts.get(tag)

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            self._inside.append(data)
            self._inside = None


def data_of(page: str) -> dict[str, Any]:
    (packed,) = re.findall(r'const POLICYGRAPH = "([A-Za-z0-9+/=]+)"', page)
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(packed)))
    return data


def policy_of(page: str) -> dict[str, list[str]]:
    (content,) = [
        values["content"]
        for tag, values in Reader(page).elements
        if tag == "meta" and values.get("http-equiv") == "Content-Security-Policy"
    ]
    assert content is not None
    parts = [part.split() for part in content.split(";")]
    return {name: sources for name, *sources in parts}


def person(number: int, *, evidence: int = 0, label: str = "") -> ViewEntity:
    return entity(f"https://e.example/{number:05}", label=label or f"Person {number}", evidence=evidence)


def edge(subject: int, obj: int, *, number: int = 0, confidence: float | None = None) -> ViewEdge:
    evidence = ViewEvidence(
        document=None, sentence="S", begin=None, end=None, rule="r", source="", confidence=confidence
    )
    return ViewEdge(
        id=f"{subject}-{obj}-{number}",
        subject=f"https://e.example/{subject:05}",
        predicate="https://p.example/knows",
        object=f"https://e.example/{obj:05}",
        label="knows",
        status="stated",
        attributed_to=None,
        evidence=(evidence,),
    )


def graph_of(count: int, *edges: ViewEdge) -> ViewGraph:
    entities = tuple(person(number, evidence=count - number) for number in range(count))
    return ViewGraph(entities=entities, edges=edges, all_entities=count, all_edges=len(edges))


@pytest.fixture(scope="session")
def page(synthetic: ModuleType) -> str:
    return view.write(view.load(synthetic.store(80)))


@pytest.fixture(scope="session")
def hostile(synthetic: ModuleType) -> str:
    return view.write(view.load(synthetic.hostile_store()))


@pytest.mark.parametrize("entities", ["400", "2400"], ids=["entities", "groups"])
def test_same_bytes_under_every_hash_seed(tmp_path: Path, entities: str) -> None:
    pages = []
    for seed in ("0", "1"):
        path = tmp_path / f"{seed}.html"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
        subprocess.run([sys.executable, GENERATOR, entities, path], check=True, env=environment)
        pages.append(path.read_bytes())
    assert pages[0] == pages[1]


def test_order_of_loading_changes_nothing(synthetic: ModuleType, page: str) -> None:
    other = Store()
    for quad in reversed(list(synthetic.store(80))):
        other.add(quad)
    assert view.write(view.load(other)) == page


def test_page_names_no_resource_outside_itself(page: str) -> None:
    for tag, attributes in Reader(page).elements:
        for name in ("src", "href", "action", "data", "srcset", "poster"):
            assert attributes.get(name) in (None, "data:,"), (tag, attributes)
    assert "sourceMappingURL" not in page
    assert "@import" not in page
    assert "bootstrap" not in page.lower()


def test_policy_allows_exactly_the_scripts_and_style_of_the_page(page: str) -> None:
    policy = policy_of(page)
    texts = Reader(page).texts

    def sources(of: list[str]) -> list[str]:
        return [f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in of]

    assert policy == {
        "default-src": ["'none'"],
        "script-src": sources(texts["script"]),
        "style-src": sources(texts["style"]),
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    assert len(texts["script"]) == 3  # vis-network, the data, ours


def test_shell_is_the_same_page_with_an_address_in_place_of_data(page: str) -> None:
    shell = view.shell("/api/graph?of=<me>&\u2028", patience=5)
    policy, texts = policy_of(shell), Reader(shell).texts
    assert policy.pop("connect-src") == ["'self'"]
    assert set(policy) == set(policy_of(page))
    assert policy["default-src"] == ["'none'"]
    assert len(texts["script"]) == (3 if scripts.webgl() is None else 4)
    told = re.fullmatch(r'"use strict"; const POLICYGRAPH = (.*);', texts["script"][1], re.DOTALL)
    assert told is not None
    assert json.loads(told[1]) == {"api": "/api/graph?of=<me>&\u2028", "patience": 5}
    assert "<me>" not in texts["script"][1]
    own = Reader(page).texts["script"]
    assert (texts["script"][0], texts["script"][-1]) == (own[0], own[-1])
    assert texts["style"] == Reader(page).texts["style"]


@pytest.mark.parametrize("api", ["", "api", "//elsewhere.example/api", "https://elsewhere.example/api"])
def test_shell_asks_no_other_host(api: str) -> None:
    with pytest.raises(AssertionError, match="no other host"):
        view.shell(api)


def test_shell_has_the_webgl_renderer_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripts, "webgl", lambda: "const Webgl = {};")
    shell = view.shell("/api")
    assert Reader(shell).texts["script"][2] == "const Webgl = {};"
    assert len(policy_of(shell)["script-src"]) == 4


def test_page_holds_what_an_api_answers_with(synthetic: ModuleType, page: str) -> None:
    graph = view.load(synthetic.store(80))
    assert data_of(page) == json.loads(json.dumps(view.data(graph)))


def test_part_tells_the_totals_of_the_whole_and_what_it_lacks(synthetic: ModuleType) -> None:
    graph = view.load(synthetic.store(500))
    focus = graph.edges[0].subject
    told = view.data(cut.around(graph, focus, 1))
    assert told["totals"] == {"entities": 462, "edges": len(graph.edges), "documents": 62, "newest": "2017-05-01"}
    assert told["limits"]["entities"] == 462
    held = {edge["id"] for edge in told["edges"]}
    for told_of in told["entities"]:
        whole = all(edge.id in held for edge in graph.edges if told_of["iri"] in (edge.subject, edge.object))
        assert told_of.get("partial", False) is not whole
    assert "partial" not in told["entities"][told["opened"]]
    assert any("partial" in told_of for told_of in told["entities"])


def test_no_inline_handlers_or_styles(page: str) -> None:
    for _, attributes in Reader(page).elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]


def test_licence_of_vis_network_is_kept(page: str) -> None:
    assert "vis.js is dual licensed under both" in page
    assert "http://opensource.org/licenses/MIT" in page


def test_hostile_text_reaches_the_page_only_packed(hostile: str, synthetic: ModuleType) -> None:
    assert "pwned" not in hostile
    labels = {one["label"] for one in data_of(hostile)["entities"]}
    assert labels == {*synthetic.HOSTILE, *synthetic.FOREIGN}


def test_hostile_heading_is_escaped() -> None:
    attack = "</title><script>window.pwned=1</script> {{ 7 * 7 }}"
    graph = ViewGraph(entities=(person(0, label=attack),), focus="https://e.example/00000", all_entities=1)
    page = view.write(graph)
    assert "<script>window.pwned" not in page
    assert "".join(Reader(page).texts["title"]) == f"{attack} · PolicyGraph"


def test_addresses_other_than_the_web_are_left_out(hostile: str) -> None:
    data = data_of(hostile)
    urls = {one["url"] for one in data["documents"]}
    urls |= {one["url"] for each in data["entities"] for one in each["identifiers"]}
    assert urls == {"", "https://news.example/?q=<b>\"'"}


@pytest.mark.parametrize(("count", "first"), [(0, 0), (300, 300), (301, 150), (1501, 150), (2000, 150)])
def test_caps(count: int, first: int) -> None:
    data = data_of(view.write(graph_of(count)))
    limits = data["limits"]
    assert (limits["first"], limits["entities"], limits["edges"]) == (first, min(count, 1500), 4000)
    assert limits["showAll"]
    assert len(data["nodes"]) == min(count, 1500)
    assert len(data["firstSpots"]) == (first if first < count else 0)
    assert len(data["entities"]) == count  # what is not drawn can still be found and read
    assert data["totals"]["entities"] == count
    assert data["groups"] == []


def test_a_graph_too_large_to_draw_opens_with_groups() -> None:
    # Seventy rings of thirty: the sixtieth bubble holds the last eleven of them.
    rings = [range(30 * number, 30 * number + 30) for number in range(70)]
    edges = [edge(one, ring[(at + 1) % 30]) for ring in rings for at, one in enumerate(ring)]
    data = data_of(view.write(graph_of(2100, *edges)))
    assert not data["limits"]["showAll"]
    assert [node["id"] for node in data["nodes"]] == [-1 - number for number in range(60)]
    assert [group["count"] for group in data["groups"]] == [30] * 59 + [330]
    assert [group["rest"] for group in data["groups"]] == [False] * 59 + [True]
    assert data["groups"][0]["label"] == "Person 0 · Person 1"
    assert data["groups"][59]["label"] == "All others"
    assert [len(group["spots"]) for group in data["groups"]] == [30] * 59 + [150]
    assert data["groupOf"] == [min(number // 30, 59) for number in range(2100)]
    assert data["groupLinks"] == []
    assert len(data["entities"]) == 2100


def test_most_evidence_comes_first_and_the_focus_before_all() -> None:
    graph = ViewGraph(
        entities=tuple(person(number, evidence=number) for number in range(3)),
        focus="https://e.example/00001",
    )
    assert [one["label"] for one in data_of(view.write(graph))["entities"]] == [
        "Person 1",
        "Person 2",
        "Person 0",
    ]


def test_parallel_edges_each_have_their_own_bend() -> None:
    graph = graph_of(2, edge(0, 1, number=0), edge(1, 0, number=1), edge(0, 1, number=2))
    smooth = {link["id"]: link["smooth"] for link in data_of(view.write(graph))["links"]}
    # Sorted by id: 0-1-0, 0-1-2, 1-0-1. The last runs the other way, so its turn is the other way round too.
    assert smooth == {
        "0-1-0": {"enabled": True, "type": "curvedCCW", "roundness": 0.3},
        "0-1-2": False,
        "1-0-1": {"enabled": True, "type": "curvedCCW", "roundness": 0.3},
    }


def test_loops_differ_in_size_and_angle() -> None:
    graph = graph_of(1, edge(0, 0, number=0), edge(0, 0, number=1))
    loops = [link["selfReference"] for link in data_of(view.write(graph))["links"]]
    # Radius 8 + 1.6 × √1 ≈ 10, and 8 more for the first ring.
    assert loops == [{"size": 18, "angle": 0.0}, {"size": 22, "angle": 3.142}]


@pytest.mark.parametrize(("confidence", "dashed"), [(None, False), (0.49, [2, 4]), (0.5, False)])
def test_low_confidence_is_dotted(confidence: float | None, *, dashed: list[int] | bool) -> None:
    graph = graph_of(2, edge(0, 1, confidence=confidence))
    assert [link["dashes"] for link in data_of(view.write(graph))["links"]] == [dashed]


def test_sentence_of_several_claims_is_written_once() -> None:
    data = data_of(view.write(graph_of(3, edge(0, 1), edge(1, 2))))
    assert [one["text"] for one in data["sentences"]] == ["S"]
    assert [one["evidence"][0]["sentence"] for one in data["edges"]] == [0, 0]


def test_file_is_utf8_and_equals_the_text(tmp_path: Path, synthetic: ModuleType) -> None:
    path = tmp_path / "page.html"
    text = view.write(view.load(synthetic.store(20)), path)
    assert path.read_bytes() == text.encode()
    assert text.startswith("<!doctype html>\n")
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]


def test_failed_write_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"page\.html: the page can't be written: No such file.*\. Name"):
        view.write(ViewGraph(), tmp_path / "absent" / "page.html")
    (tmp_path / "taken.html").mkdir()
    with pytest.raises(OutputError):
        view.write(ViewGraph(), tmp_path / "taken.html")
    assert [one.name for one in tmp_path.iterdir()] == ["taken.html"]


def test_the_plain_page_holds_texts_as_text(synthetic: ModuleType) -> None:
    plain = view.write(view.load(synthetic.hostile_store()), classic=True)
    read = Reader(plain)
    assert len(read.texts["script"]) == 2
    assert "<img" not in plain
    policy = policy_of(plain)
    assert policy["default-src"] == ["'none'"]
    assert all(source.startswith("'sha256-") for source in policy["script-src"])
    written = read.texts["script"][1].partition(" = ")[2].rpartition(";\nnew vis")[0]
    drawn = json.loads(written)
    assert {node["label"] for node in drawn["nodes"]} >= {"<img src=x onerror=\"window.pwned='image'\">"}
    assert all({"x", "y", "shape", "color", "title"} <= node.keys() for node in drawn["nodes"])


def test_the_plain_page_of_a_graph_too_large_to_draw_shows_its_groups(synthetic: ModuleType) -> None:
    plain = view.write(view.load(synthetic.store(2600)), classic=True)
    written = Reader(plain).texts["script"][1].partition(" = ")[2].rpartition(";\nnew vis")[0]
    drawn = json.loads(written)
    assert 1 < len(drawn["nodes"]) <= 60
    assert {edge["from"] for edge in drawn["edges"]} <= {node["id"] for node in drawn["nodes"]}
    assert all(node["title"].endswith(" entities") for node in drawn["nodes"])
