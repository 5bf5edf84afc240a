"""A page whose every text is an attack: nothing runs, nothing is asked for, and each is there to be read as text."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from .chromium import Opened, opened, watched

pytestmark = pytest.mark.browser

GENERATOR = Path(__file__).parents[1] / "unit" / "view" / "hostile_graph.py"
# All that a text could have become had it been read as HTML: elements, handlers, addresses that run or are fetched.
SIGNS = """() => {
    const elements = "img, iframe, frame, object, embed, base, video, audio, source, marquee, math, " +
        "form:not([method=dialog]), template, foreignObject, image, animate, set, use, " +
        "svg script, svg style, svg a, body link, body style, body meta";
    const found = [...document.querySelectorAll(elements)].map((one) => one.outerHTML);
    for (const one of document.querySelectorAll("*")) {
        for (const { name, value } of one.attributes) {
            const bare = value.replace(/[\\s\\x00-\\x1f]/g, "");
            const runs = /^(javascript|vbscript|data|blob|file|filesystem):/i.test(bare);
            const fetched = /^(href|src|srcset|srcdoc|data|action|formaction|xlink:href|background|poster)$/.test(name);
            const icon = one.matches("link[rel=icon]") && value === "data:,";
            const canvas = one.matches("a[download]") && value.startsWith("blob:");
            if (name.startsWith("on") || (fetched && runs && !icon && !canvas)) found.push(one.outerHTML);
        }
    }
    return found.map((html) => html.slice(0, 200));
}"""
DATA = """async () => {
    const bytes = Uint8Array.from(atob(POLICYGRAPH), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
}"""
# The texts of the panel for each of these; the picture is drawn in between.
TOLD = """async ([select, ids]) => {
    const told = [];
    for (const [place, id] of ids.entries()) {
        const got = window.policygraph[select](id);
        if (place % 10 === 0) await new Promise(requestAnimationFrame);
        told.push([got, document.getElementById("evidence").textContent]);
    }
    return told;
}"""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The page and the texts in it."""
    path = tmp_path_factory.mktemp("hostile") / "page.html"
    done = subprocess.run([sys.executable, GENERATOR, path], check=True, capture_output=True)
    return path, json.loads(done.stdout)


@pytest.fixture
def page(browser: Browser, made: tuple[Path, list[str]]) -> Iterator[Opened]:
    for one in watched(opened(browser, made[0], accept_downloads=True)):
        scripts = one.page.evaluate("() => document.scripts.length")
        yield one
        assert one.page.evaluate(SIGNS) == []
        assert one.page.evaluate("() => document.scripts.length") == scripts
        assert one.page.evaluate("() => Object.prototype.pwned") is None


def test_every_entity_is_told_as_it_is_written(page: Opened, made: tuple[Path, list[str]]) -> None:
    data = page.page.evaluate(DATA)
    entities = data["entities"]
    assert sorted(one["label"] for one in entities) == sorted(made[1])
    told = page.page.evaluate(TOLD, ["select", [one["iri"] for one in entities]])
    for entity, (selected, text) in zip(entities, told, strict=True):
        assert selected == entity["iri"]
        assert entity["label"] in text
        for part in (*entity["aliases"], *(one["identifier"] for one in entity["candidates"])):
            assert part in text
        for known in entity["identifiers"]:
            assert known["value"] in text
        for detail in entity["details"]:
            assert detail["value"] in text
    assert page.at("evidence").locator("h2").last.text_content() == entities[-1]["label"]


def test_relations_are_told_with_its_sentence_outlet_and_rule(page: Opened) -> None:
    data = page.page.evaluate(DATA)
    edges = data["edges"][::5]
    assert len(edges) > 100
    told = page.page.evaluate(TOLD, ["selectEdge", [edge["id"] for edge in edges]])
    for edge, (selected, text) in zip(edges, told, strict=True):
        assert selected == edge["id"]
        sentence = data["sentences"][edge["evidence"][0]["sentence"]]
        document = data["documents"][sentence["document"]]
        for part in (sentence["text"], document["publisher"], document["title"], edge["evidence"][0]["rule"]):
            assert part in text
        assert data["entities"][edge["subject"]]["label"] in text


def test_statements_are_told_beside_their_source(page: Opened) -> None:
    data = page.page.evaluate(DATA)
    named = [said for said in data["statements"] if said["creators"]][::6]
    assert len(named) > 20
    iris = [data["entities"][said["creators"][0]]["iri"] for said in named]
    for said, (_, text) in zip(named, page.page.evaluate(TOLD, ["select", iris]), strict=True):
        for field in ("text", "cue", "manner", "date", "according_to", "reported_by"):
            assert said[field] in text, field
        assert said["stance"][0] in text


def test_the_table_grows_to_hold_them_all(page: Opened, made: tuple[Path, list[str]]) -> None:
    page.at("table-tab").click()
    table = page.at("table")
    for _ in range(20):
        growing = table.get_by_role("button", name=re.compile(r"^Show [\d,]+ more"))
        if not growing.count():
            break
        growing.first.click()
    assert table.locator("tr[data-edge]").count() == 2 * len(made[1])
    shown = table.text_content() or ""
    assert [text for text in made[1] if text not in shown] == []
    for row in table.locator("tr[data-edge]").all()[::60]:
        row.hover()


def test_search_finds_them_by_their_pieces(page: Opened, made: tuple[Path, list[str]]) -> None:
    search, found = page.at("search"), page.at("found")
    for text in made[1][::16]:
        piece = " ".join(text.split())[:24]
        search.fill(piece)
        page.page.wait_for_timeout(20)
        assert found.locator("[role=option], li").count() >= 1
        page.page.keyboard.press("Enter")
    search.fill("__proto__")
    assert "__proto__" in found.locator("bdi").all_text_contents()


def test_the_pointer_runs_nothing(page: Opened) -> None:
    data = page.page.evaluate(DATA)
    met = 0
    for entity in data["entities"][::16]:
        spot = page.ask("locate", entity["iri"])
        if spot is not None:
            page.page.mouse.move(spot["x"], spot["y"])
            page.page.wait_for_timeout(20)
            met += 1
    assert met > 8
    for label in page.page.locator("label.filter input:visible").all()[:8]:
        label.click()
        label.click()


@pytest.mark.parametrize("number", [0, 110])
def test_a_heading_is_text(browser: Browser, tmp_path: Path, number: int) -> None:
    path = tmp_path / "page.html"
    done = subprocess.run([sys.executable, GENERATOR, path, str(number)], check=True, capture_output=True)
    label = json.loads(done.stdout)[number]
    for one in watched(opened(browser, path)):
        assert one.page.locator("h1").text_content() == f"{label} · PolicyGraph"
        written = re.sub(r"[\x00-\x20]+", " ", label).strip()
        assert one.page.title() == f"{written} · PolicyGraph"
        assert one.page.evaluate(SIGNS) == []


def exported(page: Opened, kind: str) -> bytes:
    """What the button `#export-KIND` of the menu `#export` saves."""
    if not page.at("export").count():
        pytest.skip("the page has no menu of exports yet")
    button = page.at(f"export-{kind}")
    if not button.is_visible():
        menu = page.at("export")
        summary = menu.locator("summary")
        (summary if summary.count() else menu).click()
    with page.page.expect_download() as download:
        button.click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("kind", ["csv", "statements"])
def test_a_spreadsheet_works_nothing_out(page: Opened, made: tuple[Path, list[str]], kind: str) -> None:
    text = exported(page, kind).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if re.match(r"[=+\-@\t\r\n]", cell) and not re.fullmatch(r"-?[\d.]+", cell)] == []
    assert len({len(row) for row in rows if len(row) > 1}) == 1  # no text breaks a row
    assert f"'{'=1+1'}" in cells
    assert len(rows) > len(made[1]) / 2


def test_svg_holds_them_as_text(page: Opened) -> None:
    root = ET.fromstring(exported(page, "svg"))
    tags = {one.tag.rpartition("}")[2] for one in root.iter()}
    assert tags & {"script", "foreignObject", "image", "animate", "set", "use", "style", "a", "iframe"} <= {"style"}
    assert [name for one in root.iter() for name in one.attrib if name.rpartition("}")[2].startswith("on")] == []
    shown = "\n".join(root.itertext())
    assert "<img src=x" in shown


def test_gexf_and_json_hold_them_as_they_are(page: Opened, made: tuple[Path, list[str]]) -> None:
    root = ET.fromstring(exported(page, "gexf"))
    labels = {one.get("label") for one in root.iter() if one.tag.endswith("}node")}
    plain = [text for text in made[1] if text.isprintable()]
    assert len(plain) > 150
    assert [text for text in plain if text not in labels] == []
    told = exported(page, "json").decode("utf-8")
    strings: set[str] = set()

    def gather(value: object) -> None:
        if isinstance(value, str):
            strings.add(value)
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            gather(inner)

    gather(json.loads(told))
    assert [text for text in made[1] if text not in strings] == []


def test_png_is_a_picture(page: Opened) -> None:
    picture = exported(page, "png")
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(picture) > 10_000
