"""What a reader takes away from the page, as Chromium saves it and other programs read it."""

import base64
import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser

from .chromium import Opened, opened, watched

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
SOURCE = (
    "Extracted automatically from 10 documents, the newest of 2017-03-10; check the sources; "
    "places from GeoNames (CC BY 4.0)."
)


@pytest.fixture
def small(browser: Browser, pages: dict[str, Path]) -> Iterator[Opened]:
    yield from watched(opened(browser, pages["usual"]))


@pytest.fixture
def attacks(browser: Browser, pages: dict[str, Path]) -> Iterator[Opened]:
    yield from watched(opened(browser, pages["hostile"]))


@pytest.fixture
def groups(browser: Browser, pages: dict[str, Path]) -> Iterator[Opened]:
    yield from watched(opened(browser, pages["vast"]))


def taken(made: Opened, kind: str) -> tuple[str, bytes]:
    """The name and the content of the file that a button of the menu gives."""
    button = made.at(f"export-{kind}")
    if not button.is_visible():
        made.at("export").click()
    with made.page.expect_download() as waiting:
        button.click()
    made.requests[:] = [url for url in made.requests if not url.startswith("blob:")]
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def rows(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    assert content.startswith(b"\xef\xbb\xbf")
    assert re.search(r"(?<!\r)\n", re.sub(r'"[^"]*"', "", text)) is None
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_png_is_a_picture_at_twice_the_size(small: Opened, browser: Browser) -> None:
    name, content = taken(small, "png")
    assert name == "policygraph-2017-03-10.png"
    _, svg = taken(small, "svg")
    root = ET.fromstring(svg.decode("utf-8"))
    blank = browser.new_page()
    seen = blank.evaluate(
        """async (data) => {
            const image = new Image();
            image.src = `data:image/png;base64,${data}`;
            await image.decode();
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [image.width, image.height];
            const context = canvas.getContext("2d");
            context.drawImage(image, 0, 0);
            const { data: pixels } = context.getImageData(0, 0, canvas.width, canvas.height);
            const colours = {};
            for (let at = 0; at < pixels.length; at += 4) {
                const colour = [pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]].join();
                colours[colour] = (colours[colour] ?? 0) + 1;
            }
            return { size: [image.width, image.height], colours };
        }""",
        base64.b64encode(content).decode(),
    )
    blank.close()
    assert seen["size"] == [2 * int(root.attrib["width"]), 2 * int(root.attrib["height"])]
    whole = seen["size"][0] * seen["size"][1]
    assert 0.7 * whole < seen["colours"]["255,255,255,255"] < 0.99 * whole
    # The colours of people, posts, organizations, jurisdictions, policies and events.
    for colour in ("0,114,178", "86,180,233", "230,159,0", "0,158,115", "213,94,0", "204,121,167"):
        assert seen["colours"][f"{colour},255"] > 500, colour


def shapes(root: ET.Element, kind: str) -> list[ET.Element]:
    return [path for path in root.iter(f"{SVG}path") if path.get("class") == kind]


def test_svg_holds_what_is_drawn(small: Opened) -> None:
    name, content = taken(small, "svg")
    assert name == "policygraph-2017-03-10.svg"
    root = ET.fromstring(content.decode("utf-8"))
    drawn = small.ask("drawn")
    assert len(shapes(root, "entity")) == drawn["entities"] == 73
    assert len(shapes(root, "relation")) == drawn["edges"] == 110
    assert root.findtext(f"{SVG}desc") == f"73 of 73 entities and 110 of 110 relations. {SOURCE}"
    assert SOURCE in [text.text for text in root.iter(f"{SVG}text")]
    small.filter("Events").uncheck()
    root = ET.fromstring(taken(small, "svg")[1].decode("utf-8"))
    assert (len(shapes(root, "entity")), len(shapes(root, "relation"))) == (62, 63)


def test_svg_of_hostile_text_is_text(attacks: Opened, browser: Browser, tmp_path: Path) -> None:
    _, content = taken(attacks, "svg")
    root = ET.fromstring(content.decode("utf-8"))
    assert {element.tag for element in root.iter()} == {
        f"{SVG}{name}" for name in ("svg", "title", "desc", "rect", "g", "path", "text")
    }
    names = {path.findtext(f"{SVG}title") for path in shapes(root, "entity")}
    assert {"<img src=x onerror=\"window.pwned='image'\">", "東京都知事室", "Relief 🚒 Fund"} <= names
    (tmp_path / "taken.svg").write_bytes(content)
    page = browser.new_page()
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "taken.svg").as_uri())
    assert asked == [page.url]
    assert page.evaluate("() => window.pwned") is None
    page.close()


def test_groups_are_a_picture_too(groups: Opened) -> None:
    root = ET.fromstring(taken(groups, "svg")[1].decode("utf-8"))
    assert len(shapes(root, "entity")) == groups.ask("groups") > 10
    assert len(rows(taken(groups, "csv")[1])) >= groups.ask("drawn")["ofEdges"]


def test_csv_has_a_row_a_sentence(small: Opened) -> None:
    name, content = taken(small, "csv")
    assert name == "policygraph-2017-03-10.csv"
    found = rows(content)
    assert len({row["relation id"] for row in found}) == 110
    assert {row["source line"] for row in found} == {SOURCE}
    holds = [row for row in found if row["relation"] == "holds"]
    assert len({row["relation id"] for row in holds}) == 10  # every other of 20 people has a post
    for row in holds:
        assert row["sentence"].startswith(row["to"].partition(" of ")[0])
        assert row["from"] in row["sentence"]
        assert row["confidence"] == "0.97"
        assert row["date"].startswith("2017-03-")
    assert [row["sentence"] for row in found if row["relation"] == "about"] == [""] * 11


def test_statements_are_taken_with_who_said_them(small: Opened) -> None:
    name, content = taken(small, "statements")
    assert name == "policygraph-statements-2017-03-10.csv"
    found = rows(content)
    assert len(found) == 30  # none, one, two or three of each of 20 people
    assert {row["what"] for row in found} == {
        f"The harbour is open to all, and report {number} says so" for number in range(3)
    }
    assert {(row["cue"], row["manner"], row["on"]) for row in found} == {("said", "direct", "2017-04-21")}


def test_no_cell_of_hostile_text_is_a_formula(attacks: Opened) -> None:
    for kind in ("csv", "statements"):
        for row in rows(taken(attacks, kind)[1]):
            assert not any(re.match(r"\s*[=+\-@\t\r]", cell) for cell in row.values())


def test_gexf_is_the_listed_graph(attacks: Opened, small: Opened) -> None:
    name, content = taken(small, "gexf")
    assert name == "policygraph-2017-03-10.gexf"
    graph = nx.read_gexf(io.BytesIO(content), version="1.3")
    assert (graph.is_directed(), graph.number_of_nodes(), graph.number_of_edges()) == (True, 73, 110)
    arboria = next(node for node in graph.nodes.values() if node["label"] == "Republic of Arboria")
    assert (arboria["kind"], arboria["aliases"]) == ("jurisdiction", "The Commonwealth")
    assert arboria["viz"]["color"] == {"r": 0, "g": 158, "b": 115, "a": 1.0}
    held = [data for _, _, data in graph.edges(data=True) if data["label"] == "holds"]
    assert {data["predicate"] for data in held} == {"http://www.w3.org/ns/org#holds"}
    description = ET.fromstring(content).findtext("{*}meta/{*}description")
    assert description == SOURCE
    hostile = nx.read_gexf(io.BytesIO(taken(attacks, "gexf")[1]), version="1.3")
    assert (hostile.is_multigraph(), hostile.number_of_nodes(), hostile.number_of_edges()) == (True, 10, 15)
    assert nx.number_of_selfloops(hostile) == 3
    assert "</script><script>window.pwned='script'</script>" in {node["label"] for node in hostile.nodes.values()}


def test_json_holds_the_evidence(small: Opened) -> None:
    name, content = taken(small, "json")
    assert name == "policygraph-2017-03-10.json"
    told = json.loads(content)
    assert list(told) == ["source", "newest", "part", "of", "entities", "relations", "statements"]
    assert (told["part"], told["of"]) == (False, {"entities": 73, "relations": 110})
    assert (told["source"], told["newest"]) == (SOURCE, "2017-03-10")
    assert [len(told[part]) for part in ("entities", "relations", "statements")] == [73, 110, 30]
    sentences = [
        (one["sentence"], one["document"]["title"], str(one["confidence"] or ""))
        for relation in told["relations"]
        for one in relation["evidence"]
    ]
    cited = [row for row in rows(taken(small, "csv")[1]) if row["sentence"]]
    assert sentences == [(row["sentence"], row["title"], row["confidence"]) for row in cited]


def test_what_is_filtered_out_is_not_taken(small: Opened) -> None:
    small.filter("Events").uncheck()
    assert len({row["relation id"] for row in rows(taken(small, "csv")[1])}) == 63
    told = json.loads(taken(small, "json")[1])
    assert [len(told[part]) for part in ("entities", "relations")] == [62, 63]
    graph = nx.read_gexf(io.BytesIO(taken(small, "gexf")[1]), version="1.3")
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (62, 63)


def test_the_picture_of_a_selection_names_it(small: Opened) -> None:
    small.ask("selectEdge", small.ask("edges")[0])
    title = ET.fromstring(taken(small, "svg")[1].decode("utf-8")).findtext(f"{SVG}title") or ""
    verb = small.at("evidence").locator("h2 .verb").text_content()
    assert re.fullmatch(rf"PolicyGraph: .+ – {verb} – .+", title)
