"""Takes the pictures of docs/img with Chromium: `python bench/pictures.py SAMPLES.html [FOLDER]`.

SAMPLES.html is the page of the sample articles; the page of about 20,000 entities is of an invented graph, and written
here. `bench/showcase.py` runs this.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CHECKOUT = Path(__file__).resolve().parents[1]
IMAGES = CHECKOUT / "docs" / "img"
CHROMIUM = "/usr/bin/chromium"
GENERATOR = CHECKOUT / "tests" / "unit" / "view" / "synthetic.py"
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"}
POCKET: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}


def most_told(page: Page) -> None:
    """The relation with most evidence, so that the panel shows what the page is for."""
    page.evaluate("() => window.policygraph.selectEdge(window.policygraph.edges()[0])")


def found(page: Page, name: str) -> None:
    """Searches a name and takes the first that is found."""
    page.locator("#search").fill(name)
    page.keyboard.press("Enter")
    page.mouse.move(0, 0)


def brushed(page: Page, start: str, end: str) -> None:
    """Sets a time."""
    for name, day in (("from", start), ("to", end)):
        page.locator(f"#time-{name}").fill(day)
        page.keyboard.press("Enter")


def tabled(page: Page) -> None:
    """The table, as it opens."""
    page.locator("#table-tab").click()


# Name of the picture → how the browser is set, and what a reader did before it is taken.
PICTURES: dict[str, tuple[dict[str, Any], Callable[[Page], None]]] = {
    "viewer": (DESK, most_told),
    "viewer-dark": ({**DESK, "color_scheme": "dark"}, most_told),
    "viewer-mobile": ({**POCKET, "color_scheme": "light"}, most_told),
    "viewer-evidence": (DESK, lambda page: found(page, "Jeff Sessions")),
    "viewer-table": (DESK, tabled),
    "viewer-timeline": (DESK, lambda page: brushed(page, "2017-04", "2017-05")),
}


def take(browser: Browser, path: Path, image: Path, settings: dict[str, Any], act: Callable[[Page], None]) -> None:
    """One picture of the page at `path`."""
    page = browser.new_page(**settings)
    page.goto(path.as_uri())
    page.evaluate("() => window.policygraph.ready")
    act(page)
    page.wait_for_timeout(1000)
    page.screenshot(path=image)
    page.close()


def samples(path: Path, folder: Path = IMAGES) -> None:
    """The pictures of the sample articles' page."""
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for name, (settings, act) in PICTURES.items():
            take(browser, path, folder / f"{name}.png", settings, act)
        browser.close()


def vast(folder: Path = IMAGES) -> None:
    """The opening of a graph of about 20,000 entities."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        path = Path(made) / "vast.html"
        subprocess.run([sys.executable, GENERATOR, "20000", path], check=True)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        take(browser, path, folder / "viewer-20000.png", DESK, lambda _: None)
        browser.close()


if __name__ == "__main__":
    shown, *where = map(Path, sys.argv[1:])
    samples(shown.resolve(), *where)
    vast(*where)
