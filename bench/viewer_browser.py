"""What a page costs in Chromium, by the clock of its main thread: what other programs do at the time is not counted.

All by the Performance domain of the DevTools protocol, its time domain threadTicks. `ThreadTime` is the main thread's
CPU time (`TaskDuration` of Chromium 156 is the wall's even there, and holds the waiting for the GPU process); what the
other threads take to draw is that of the page's process less it, and that of the GPU process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from playwright.sync_api import TimeoutError as StillMoving

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
MOVES = 60
LETTERS = "adar"  # the first asks for nearly everybody; any index is made then
PATIENCE = 60  # seconds that stock pyvis gets to come to rest

OURS = """async () => {
    await window.policygraph.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
STOCK_AT_REST = "() => typeof network !== 'undefined' && network?.physics?.stabilized === true"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one page took. Seconds are of CPU; None stands for what was not measured or never came to an end."""

    main: float | None  # of the main thread until the page can be used
    script: float | None  # of those, in scripts
    layout: float | None  # of those, in styles and layout
    drawing: float | None  # of all other threads of renderer and GPU process
    heap: float | None  # MB
    pan: float | None  # milliseconds of the main thread a move of the mouse, its button down
    first_key: float | None  # milliseconds for the first letter of a search
    next_key: float | None  # the longest of the next ones


NEVER = Cost(main=None, script=None, layout=None, drawing=None, heap=None, pan=None, first_key=None, next_key=None)


@dataclass(slots=True)
class Clock:
    """Reads the counters of a page and of its browser's processes."""

    session: CDPSession
    whole: CDPSession

    def read(self) -> dict[str, float]:
        """All counters of the page, in seconds and bytes, and `Gpu`, the CPU seconds of the GPU process."""
        told = self.session.send("Performance.getMetrics")["metrics"]
        processes = self.whole.send("SystemInfo.getProcessInfo")["processInfo"]
        gpu = sum(one["cpuTime"] for one in processes if one["type"] == "GPU")
        return {**{one["name"]: one["value"] for one in told}, "Gpu": gpu}


def ours(path: Path) -> Cost:
    """The cost of a page of ours as it opens."""
    with _opened() as (page, clock):
        before = clock.read()
        page.goto(path.as_uri())
        page.evaluate(OURS)
        loaded = _since(clock, before)
        heap = _heap(clock)
        pan = _pan(page, clock, "#canvas")
        first, *following = [_key(page, clock, letter) for letter in LETTERS]
    return Cost(**loaded, heap=heap, pan=pan, first_key=first, next_key=max(following))


def all_drawn(path: Path) -> tuple[int, int, Cost]:
    """Entities and relations drawn once all are asked for, and what that takes beyond opening the page."""
    with _opened() as (page, clock):
        page.goto(path.as_uri())
        page.evaluate(OURS)
        before = clock.read()
        page.locator("#all").click()
        page.evaluate(OURS)
        drawn = page.evaluate("() => window.policygraph.drawn()")
        told = _since(clock, before)
        page.wait_for_timeout(1500)  # the picture comes to rest
        cost = Cost(**told, heap=_heap(clock), pan=_pan(page, clock, "#canvas"), first_key=None, next_key=None)
    return drawn["entities"], drawn["edges"], cost


def stock(path: Path) -> Cost:
    """The cost of a page by pyvis's own template until it stands still; NEVER if it does not."""
    with _opened() as (page, clock):
        page.context.set_offline(True)  # it asks for Bootstrap
        before = clock.read()
        try:
            page.goto(path.as_uri(), wait_until="commit")
            page.wait_for_function(STOCK_AT_REST, timeout=PATIENCE * 1000, polling=250)
        except StillMoving:
            return NEVER
        loaded = _since(clock, before)
        return Cost(
            **loaded, heap=_heap(clock), pan=_pan(page, clock, "#mynetwork canvas"), first_key=None, next_key=None
        )


@contextmanager
def _opened() -> Iterator[tuple[Page, Clock]]:
    """A browser of its own for each page, so that none finds another's code compiled."""
    with sync_playwright() as playwright:
        chromium: Browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        page.goto("file:///dev/null")  # the process that opens files is there, and stays
        session = page.context.new_cdp_session(page)
        session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
        session.send("Performance.enable")
        yield page, Clock(session, chromium.new_browser_cdp_session())
        chromium.close()


def _since(clock: Clock, before: dict[str, float]) -> dict[str, float]:
    now = clock.read()
    spent = {name: now[name] - before[name] for name in before}
    return {
        "main": spent["ThreadTime"],
        "script": spent["ScriptDuration"],
        "layout": spent["LayoutDuration"] + spent["RecalcStyleDuration"],
        "drawing": spent["ProcessTime"] - spent["ThreadTime"] + spent["Gpu"],
    }


def _heap(clock: Clock) -> float:
    clock.session.send("HeapProfiler.collectGarbage")
    return clock.read()["JSHeapUsedSize"] / 1e6


def _pan(page: Page, clock: Clock, canvas: str) -> float:
    """Milliseconds of the main thread a move while the picture is dragged by its empty margin."""
    place = page.locator(canvas).first
    box = place.bounding_box()
    assert box is not None, f"there is no {canvas}"
    was = place.screenshot()
    x, y = box["x"] + 8, box["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 4, y + 4)  # the first move begins the drag
    before = clock.read()["ThreadTime"]
    for step in range(1, MOVES + 1):
        page.mouse.move(x + 4 + 3 * step, y + 4 + 2 * step)
    spent = clock.read()["ThreadTime"] - before
    page.mouse.up()
    assert place.screenshot() != was, "the picture did not move"
    return 1000 * spent / MOVES


def _key(page: Page, clock: Clock, letter: str) -> float:
    page.locator("#search").focus()
    before = clock.read()["ThreadTime"]
    page.keyboard.press(letter)
    page.wait_for_timeout(200)  # should the page wait for the next letter, it has given up by now
    return 1000 * (clock.read()["ThreadTime"] - before)
