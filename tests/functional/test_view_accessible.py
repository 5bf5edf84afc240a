"""The page by axe-core, which knows the rules of WCAG and good practice: no violation in any of its states."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from .chromium import WIDE, Opened, opened

pytestmark = pytest.mark.browser

GENERATOR = Path(__file__).parents[1] / "unit" / "view" / "synthetic.py"
NARROW = {"width": 390, "height": 844}
# Every rule that is on by itself: WCAG A and AA of all versions, and good practice.
VIOLATIONS = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes.length} of them: ${nodes.slice(0, 5).map(({ target }) => target).join(", ")}`);
}"""


# Where texts lie over one another or out of sight axe can't tell their contrast: here by the colours as computed, each
# background laid over those behind it. Large text is 24 pixels, or 18.66 and bold.
FAINT = """() => {
    const brush = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const pixel = (colours) => {
        brush.clearRect(0, 0, 1, 1);
        for (const colour of colours) {
            brush.fillStyle = colour;
            brush.fillRect(0, 0, 1, 1);
        }
        return [...brush.getImageData(0, 0, 1, 1).data];
    };
    const light = ([red, green, blue]) => {
        const linear = (part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    const behind = (one) => {
        const found = [];
        for (let at = one; at; at = at.parentElement) found.unshift(getComputedStyle(at).backgroundColor);
        return ["white", ...found];
    };
    const found = new Set();
    for (const one of document.querySelectorAll("body *")) {
        const text = [...one.childNodes].find((node) => node.nodeType === 3 && node.data.trim());
        if (!text || !one.checkVisibility({ visibilityProperty: true }) || one.closest("svg, :disabled")) continue;
        const { color, fontSize, fontWeight } = getComputedStyle(one);
        const ground = behind(one);
        const [dark, bright] = [light(pixel([...ground, color])), light(pixel(ground))].sort((a, b) => a - b);
        const ratio = (bright + 0.05) / (dark + 0.05);
        const size = parseFloat(fontSize);
        const large = size >= 24 || (size >= 18.66 && fontWeight >= 700);
        if (ratio < (large ? 3 : 4.5)) found.add(`${one.localName}.${one.className}: ${ratio.toFixed(2)}`);
    }
    return [...found];
}"""


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a graph of 73 entities."""
    path = tmp_path_factory.mktemp("accessible") / "page.html"
    subprocess.run([sys.executable, GENERATOR, "80", path], check=True)
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a graph that opens with groups."""
    path = tmp_path_factory.mktemp("accessible") / "large.html"
    subprocess.run([sys.executable, GENERATOR, "2400", path], check=True)
    return path


def as_opened(_made: Opened) -> None:
    pass


def with_the_table(made: Opened) -> None:
    made.at("table-tab").click()


def with_an_entity(made: Opened) -> None:
    made.at("search").fill("Republic of Arboria")
    made.page.keyboard.press("Enter")
    assert made.at("evidence").locator("h2").text_content() == "Republic of Arboria"


def with_a_relation(made: Opened) -> None:
    made.ask("selectEdge", made.ask("edges")[0])
    assert made.at("evidence").locator("blockquote").count() >= 1


def with_names_found(made: Opened) -> None:
    made.at("search").fill("Ad")
    assert made.at("found").is_visible()


def with_the_filters(made: Opened) -> None:
    opens = made.at("filters-open")
    if opens.is_visible():  # on a narrow screen
        opens.click()
    assert made.at("kinds").is_visible()


def with_the_exports(made: Opened) -> None:
    made.at("export").locator("summary").click()
    assert made.at("export-csv").is_visible()


def with_the_path(made: Opened) -> None:
    made.at("path-open").click()
    made.at("path-from").fill("Republic")
    assert made.at("path-from-found").is_visible()


def with_help(made: Opened) -> None:
    made.page.keyboard.press("Escape")
    made.at("help-open").click()
    assert made.at("help").is_visible()


STATES = (
    as_opened,
    with_an_entity,
    with_a_relation,
    with_names_found,
    with_the_table,
    with_the_filters,
    with_the_exports,
    with_the_path,
    with_help,
)


def each(made: Opened, look: Callable[[], list[str]]) -> list[str]:
    """What is found in each state of a page, one after the other."""
    found = []
    for state in STATES:
        state(made)
        found += [f"{state.__name__}: {line}" for line in look()]
        made.page.keyboard.press("Escape")
        if made.page.locator("dialog[open]").count():
            made.page.locator("dialog[open] [data-close]").click()
    return found


def violations(page: Page, axe: Path) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.add_script_tag(path=axe)
    found: list[str] = page.evaluate(VIOLATIONS)
    return found


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_is_broken(browser: Browser, axe: Path, usual: Path, scheme: str, viewport: dict[str, int]) -> None:
    # The page's own policy lets no foreign script run, axe's neither: it is set aside for this.
    made = opened(browser, usual, bypass_csp=True, color_scheme=scheme, viewport=viewport)
    made.page.set_default_timeout(5000)
    assert each(made, lambda: violations(made.page, axe)) == []
    made.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out(browser: Browser, usual: Path, scheme: str) -> None:
    made = opened(browser, usual, color_scheme=scheme)
    assert each(made, lambda: list(made.page.evaluate(FAINT))) == []
    # A test that can fail: the same line in a grey that hardly stands out.
    grey = {"light": "#808080", "dark": "#606060"}[scheme]
    made.page.evaluate("(grey) => (document.getElementById('source').style.color = grey)", grey)
    assert [line[:2] for line in made.page.evaluate(FAINT)] == ["p."]
    made.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_is_broken_by_groups(browser: Browser, axe: Path, large: Path, scheme: str) -> None:
    made = opened(browser, large, bypass_csp=True, color_scheme=scheme)
    made.click_at("group 0")
    assert violations(made.page, axe) == []
    made.page.context.close()


def test_axe_finds_what_is_broken(browser: Browser, axe: Path, usual: Path) -> None:
    made = opened(browser, usual, bypass_csp=True)
    made.page.evaluate(
        """() => {
            document.documentElement.removeAttribute("lang");
            document.getElementById("search").removeAttribute("aria-label");
            document.getElementById("search").removeAttribute("placeholder");
        }"""
    )
    found = {line.partition(":")[0] for line in violations(made.page, axe)}
    assert {"html-has-lang", "label"} <= found
    made.page.context.close()
