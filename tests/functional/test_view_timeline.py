"""The timeline at the foot of the viewer's page: bars, and the brush by mouse, touch, keyboard and text."""

import itertools
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from policygraph import view
from policygraph.view.parts import ViewGraph

from .chromium import Opened, opened, watched

pytestmark = pytest.mark.browser

GENERATOR = Path(__file__).parents[1] / "unit" / "view" / "synthetic.py"
# Of each relation its name, its ends and the dates of its documents; of each statement who made it, and its date.
DATA = """async () => {
    const bytes = Uint8Array.from(atob(POLICYGRAPH), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const { edges, statements, sentences, documents } = JSON.parse(await new Response(stream).text());
    const date = ({ sentence }) => documents[sentences[sentence].document].date;
    return [
        edges.map(({ label, subject, object, evidence }) => [label, [subject, object], evidence.map(date)]),
        statements.map(({ creators, date, document }) => [creators, date || documents[document].date]),
    ];
}"""
BARS = "(bars) => bars.map(({ dataset }) => [dataset.from, Number(dataset.count), Number(dataset.passing)])"


@pytest.fixture(scope="session")
def usual_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of about 80 entities, told in documents of ten days on end, 2017-03-01 to 2017-03-10."""
    page = tmp_path_factory.mktemp("timeline") / "page.html"
    subprocess.run([sys.executable, GENERATOR, "80", page], check=True)
    return page


@pytest.fixture
def usual(browser: Browser, usual_page: Path) -> Iterator[Opened]:
    yield from watched(opened(browser, usual_page))


@pytest.fixture
def phone(browser: Browser, usual_page: Path) -> Iterator[Opened]:
    yield from watched(opened(browser, usual_page, viewport={"width": 390, "height": 844}, has_touch=True))


def spot(made: Opened, day: str, part: float = 0.5) -> tuple[float, float]:
    """A place in the window on the bar of a day of March 2017, a part of its width from its left."""
    box = made.page.locator(f"#time-plot [data-from='2017-03-{day}'] .timeline-slot").bounding_box()
    assert box is not None
    return box["x"] + part * box["width"], box["y"] + box["height"] / 2


def drag(made: Opened, start: tuple[float, float], end: tuple[float, float]) -> None:
    made.page.mouse.move(*start)
    made.page.mouse.down()
    made.page.mouse.move(*end, steps=4)
    made.page.mouse.up()


def brushed(made: Opened) -> tuple[str, str]:
    return made.at("time-from").input_value(), made.at("time-to").input_value()


def every(made: Opened) -> int:
    """How many relations documents tell."""
    return sum(bool(dates) for _, _, dates in made.page.evaluate(DATA)[0])


def told(made: Opened, *days: int) -> int:
    """How many relations the documents of these days of March 2017 tell."""
    return sum(bool(_march(days) & set(dates)) for _, _, dates in made.page.evaluate(DATA)[0])


def left(made: Opened, *days: int) -> int:
    """How many relations are left with these days: those told, and those without evidence between who is left."""
    edges, statements = made.page.evaluate(DATA)
    kept = {end for _, ends, dates in edges if _march(days) & set(dates) for end in ends}
    kept |= {creator for creators, date in statements if date in _march(days) for creator in creators}
    return told(made, *days) + sum(not dates and kept.issuperset(ends) for _, ends, dates in edges)


def _march(days: tuple[int, ...]) -> set[str]:
    return {f"2017-03-{day:02}" for day in days}


def listed(made: Opened) -> int:
    """How many relations the table lists."""
    made.at("table-tab").click()
    caption = made.page.locator("caption", has_text="Relations").text_content() or ""
    made.at("graph-tab").click()
    return int(re.sub(r"\D", "", caption))


def slider(made: Opened, end: str) -> dict[str, Any]:
    handle = made.at(f"time-{end}")
    return {name: handle.get_attribute(f"aria-{name}") for name in ("valuemin", "valuemax", "valuenow", "valuetext")}


def test_bars_count_relations_by_the_day_of_their_documents(usual: Opened) -> None:
    counts: dict[str, set[int]] = defaultdict(set)
    edges = [edge for edge in usual.page.evaluate(DATA)[0] if edge[2]]
    for number, (_, _, dates) in enumerate(edges):
        for date in dates:
            counts[date].add(number)
    bars = usual.page.locator("#time-plot [data-from]").evaluate_all(BARS)
    assert bars == [[date, len(counts[date]), len(counts[date])] for date in sorted(counts)]
    assert len(bars) == 10
    assert usual.at("time-told").text_content() == f"{len(edges)} relations"
    assert usual.page.locator(".timeline-title").text_content() == (
        "Relations, by the date of the documents that tell them"
    )
    # Other filters take from what passes; the bars of all stay.
    usual.filter("lies in").uncheck()
    others = [dates for label, _, dates in edges if label != "lies in"]
    bars = usual.page.locator("#time-plot [data-from]").evaluate_all(BARS)
    assert bars == [[date, len(counts[date]), sum(date in dates for dates in others)] for date in sorted(counts)]
    assert usual.at("time-told").text_content() == f"{len(others)} of {len(edges)} relations pass the filters"


def test_brush_by_mouse(usual: Opened) -> None:
    drag(usual, spot(usual, "03"), spot(usual, "05"))
    assert brushed(usual) == ("2017-03-03", "2017-03-05")
    count = told(usual, 3, 4, 5)
    assert 0 < count < every(usual)
    sum_up = f"{count} of {every(usual)} relations told between 3 and 5 March 2017"
    assert usual.at("time-told").text_content() == sum_up
    assert listed(usual) == left(usual, 3, 4, 5)
    # Its middle moves it, an edge widens it, as far as there are bars; a click beside it clears it.
    drag(usual, spot(usual, "04"), spot(usual, "07"))
    assert brushed(usual) == ("2017-03-06", "2017-03-08")
    drag(usual, spot(usual, "06", 0.02), spot(usual, "02"))
    assert brushed(usual) == ("2017-03-02", "2017-03-08")
    drag(usual, spot(usual, "05"), spot(usual, "10"))
    assert brushed(usual) == ("2017-03-04", "2017-03-10")
    usual.page.mouse.click(*spot(usual, "04", 0.5))
    assert brushed(usual) == ("2017-03-04", "2017-03-10")
    usual.page.mouse.click(*spot(usual, "02"))
    assert brushed(usual) == ("", "")
    assert listed(usual) == len(usual.page.evaluate(DATA)[0])


def test_a_click_brushes_one_bar_and_a_grip_widens_it(usual: Opened) -> None:
    usual.page.mouse.click(*spot(usual, "06"))
    assert brushed(usual) == ("2017-03-06", "2017-03-06")
    assert re.search(r" told on 6 March 2017$", usual.at("time-told").text_content() or "")
    grip = usual.page.locator("#time-end .timeline-grip").bounding_box()
    assert grip is not None
    drag(usual, (grip["x"] + 5, grip["y"] + 5), spot(usual, "08"))
    assert brushed(usual) == ("2017-03-06", "2017-03-08")


def test_brush_by_keyboard(usual: Opened) -> None:
    page, start, end = usual.page, usual.at("time-start"), usual.at("time-end")
    whole = {"valuemin": "0", "valuemax": "9", "valuenow": "0", "valuetext": "1 March 2017"}
    assert slider(usual, "start") == whole
    start.focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    assert brushed(usual) == ("2017-03-03", "2017-03-10")
    assert slider(usual, "start") == whole | {"valuenow": "2", "valuetext": "3 March 2017"}
    assert slider(usual, "end") == {
        "valuemin": "2",
        "valuemax": "9",
        "valuenow": "9",
        "valuetext": "10 March 2017",
    }
    page.keyboard.press("Tab")
    assert end.evaluate("(handle) => handle === document.activeElement")
    page.keyboard.press("PageDown")  # no further than the beginning
    assert brushed(usual) == ("2017-03-03", "2017-03-03")
    assert listed(usual) == left(usual, 3)
    end.focus()
    page.keyboard.press("ArrowUp")
    assert brushed(usual) == ("2017-03-03", "2017-03-04")
    page.keyboard.press("End")
    start.focus()
    page.keyboard.press("End")
    assert brushed(usual) == ("2017-03-10", "2017-03-10")
    page.keyboard.press("Home")  # both ends at the ends of time: that is the whole of it
    assert brushed(usual) == ("", "")


def test_escape_clears_the_brush_before_the_selection(usual: Opened) -> None:
    edge = usual.ask("edges")[0]
    usual.ask("selectEdge", edge)
    usual.at("time-start").focus()
    usual.page.keyboard.press("ArrowRight")
    usual.page.keyboard.press("Escape")
    assert (brushed(usual), usual.ask("selected")) == (("", ""), edge)
    usual.page.keyboard.press("Escape")
    assert usual.ask("selected") is None


def test_brush_by_text(usual: Opened) -> None:
    usual.at("time-from").fill("2017-03-09")
    usual.page.keyboard.press("Enter")
    assert re.search(r" told since 9 March 2017$", usual.at("time-told").text_content() or "")
    assert listed(usual) == left(usual, 9, 10)
    usual.at("time-to").fill(" 2017 ")
    usual.page.keyboard.press("Tab")
    assert brushed(usual) == ("2017-03-09", "2017")
    assert re.search(r" told between 9 March and 31 December 2017$", usual.at("time-told").text_content() or "")
    assert slider(usual, "start")["valuenow"] == "8"
    # A key moves one end alone: the other stays as it was written.
    usual.at("time-start").focus()
    usual.page.keyboard.press("ArrowLeft")
    assert brushed(usual) == ("2017-03-08", "2017")
    usual.at("time-clear").click()
    assert brushed(usual) == ("", "")
    assert usual.at("time-clear").is_disabled()


@pytest.mark.parametrize("text", ["2017-13", "2017-02-29", "March", "17"])
def test_wrong_text_is_told_and_changes_nothing(usual: Opened, text: str) -> None:
    usual.at("time-from").fill("2017-03-09")
    usual.page.keyboard.press("Enter")
    usual.at("time-to").fill(text)
    usual.page.keyboard.press("Enter")
    assert usual.at("time-wrong").text_content() == f"“{text}” is no date: 2017, 2017-04 or 2017-04-21"
    assert usual.at("time-to").get_attribute("aria-invalid") == "true"
    assert usual.at("time-from").get_attribute("aria-invalid") == "false"
    assert listed(usual) == left(usual, 9, 10)
    usual.at("time-to").fill("2017-03-08")
    usual.page.keyboard.press("Enter")
    assert usual.at("time-wrong").text_content() == "The time ends before it begins"
    usual.at("time-to").fill("2017-03-09")
    usual.page.keyboard.press("Enter")
    assert usual.at("time-wrong").text_content() == ""
    assert listed(usual) == left(usual, 9)


def test_brush_by_touch_on_a_phone(phone: Opened) -> None:
    phone.at("time-plot").scroll_into_view_if_needed()
    assert phone.page.evaluate("() => document.documentElement.scrollWidth") == 390
    touch = phone.page.context.new_cdp_session(phone.page)
    (x, y), (end, _) = spot(phone, "02"), spot(phone, "04")
    for kind, places in (("touchStart", [x]), ("touchMove", [(x + end) / 2]), ("touchMove", [end]), ("touchEnd", [])):
        points = [{"x": place, "y": y} for place in places]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert brushed(phone) == ("2017-03-02", "2017-03-04")


def test_labels_of_the_axis_lie_apart_at_any_width(usual: Opened) -> None:
    for width in (1440, 1000, 600, 390):
        usual.page.set_viewport_size({"width": width, "height": 900})
        usual.page.wait_for_function(
            """() => {
                const plot = document.getElementById("time-plot");
                return plot.viewBox.baseVal.width === Math.floor(plot.parentNode.getBoundingClientRect().width);
            }"""
        )
        labels = usual.page.locator(".timeline-scale text[text-anchor=start]")
        boxes = labels.evaluate_all(
            "(texts) => texts.map((text) => [text.getBoundingClientRect().left, text.getBoundingClientRect().right])"
        )
        assert boxes
        assert all(left[1] + 8 < right[0] for left, right in itertools.pairwise(boxes))
        assert "Mar 2017" in (labels.first.text_content() or "")


def test_prints_as_plain_bars(usual: Opened) -> None:
    drag(usual, spot(usual, "03"), spot(usual, "05"))
    usual.page.emulate_media(media="print")
    assert not usual.at("time-start").is_visible()
    assert not usual.at("time-from").is_visible()
    assert usual.page.locator("#time-plot .timeline-passing").first.is_visible()
    assert usual.at("time-told").is_visible()


def test_without_documents_there_is_no_timeline_and_the_page_says_why(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    view.write(ViewGraph(), page)
    made = opened(browser, page)
    assert made.at("timeline").inner_text() == "No timeline: no relation is told by a document."
    assert not made.at("time-plot").is_visible()
    assert made.complaints == []
