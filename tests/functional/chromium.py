"""A page of the viewer in Debian's Chromium, and all that it gives rise to."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Dialog, Locator, Page

GENERATOR = Path(__file__).parents[1] / "unit" / "view" / "synthetic.py"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE = {"width": 1440, "height": 900}


@dataclass
class Opened:
    """A page of the viewer, with every request, console error, uncaught error and dialog it gave rise to."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def ask(self, function: str, *arguments: object) -> Any:
        """Calls a function of window.policygraph."""
        return self.page.evaluate("([name, args]) => window.policygraph[name](...args)", [function, list(arguments)])

    def at(self, identifier: str) -> Locator:
        return self.page.locator(f"#{identifier}")

    def click_at(self, identifier: str) -> None:
        """A real click of the mouse where an entity or an edge is drawn."""
        spot = self.ask("locate", identifier)
        assert spot is not None, f"no click meets {identifier}"
        self.page.mouse.click(spot["x"], spot["y"])

    def filter(self, label: str) -> Locator:
        return self.page.locator("label.filter", has_text=re.compile(rf"^{label}\s*[\d,]*$")).locator("input")

    def dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


def opened(browser: Browser, page_at: Path | str, *, fragment: str = "", **context: Any) -> Opened:
    page = browser.new_context(**{"viewport": WIDE, "color_scheme": "light", **context}).new_page()
    made = Opened(page)
    page.on("request", lambda request: made.requests.append(request.url))
    page.on("console", lambda message: made.complaints.append(message.text))
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.on("dialog", made.dismiss)
    page.goto((page_at if isinstance(page_at, str) else page_at.as_uri()) + (f"#{fragment}" if fragment else ""))
    page.evaluate("() => window.policygraph.ready")
    return made


def watched(made: Opened) -> Iterator[Opened]:
    """After each test: only the file was asked for, nothing was complained of, no text of the graph ran."""
    yield made
    assert [url for url in made.requests if not url.startswith("data:")] == [made.page.url.partition("#")[0]]
    assert made.complaints == []
    assert made.dialogs == []
    assert made.page.evaluate("() => window.pwned") is None
    made.page.context.close()


def colours_of(page: Page, picture: bytes) -> dict[str, int]:
    """How many pixels of a PNG have each colour, read by the browser itself."""
    found: dict[str, int] = page.evaluate(
        """async (base64) => {
            const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
            const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
            const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
            context.drawImage(image, 0, 0);
            const { data } = context.getImageData(0, 0, image.width, image.height);
            const found = {};
            for (let at = 0; at < data.length; at += 4) {
                const colour = [data[at], data[at + 1], data[at + 2]].join();
                found[colour] = (found[colour] ?? 0) + 1;
            }
            return found;
        }""",
        base64.b64encode(picture).decode(),
    )
    return found
