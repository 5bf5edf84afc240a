"""The opening view of graphs of 92 to 46,308 entities: never more than can be looked at, and never blank."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .chromium import Opened, colours_of, opened, watched

pytestmark = pytest.mark.browser

GENERATOR = Path(__file__).parents[1] / "unit" / "view" / "synthetic.py"
SMALL, LARGE = {100: 92, 1000: 925}, {5000: 4630, 20000: 18523, 50000: 46308}
GROUPS, AROUND, DRAW_ALL, FIRST = 60, 150, 300, 150  # of docs/viewer.md and data/view/style.toml


@pytest.fixture(scope="session")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The pages by size, made at the same time."""
    folder = tmp_path_factory.mktemp("sizes")
    paths = {size: folder / f"{size}.html" for size in (*SMALL, *LARGE)}
    makers = [subprocess.Popen([sys.executable, GENERATOR, str(size), path]) for size, path in paths.items()]
    assert [maker.wait(timeout=300) for maker in makers] == [0] * len(makers)
    return paths


@pytest.fixture
def page(browser: Browser, sizes: dict[int, Path], size: int) -> Iterator[Opened]:
    yield from watched(opened(browser, sizes[size]))


def not_blank(made: Opened) -> None:
    """The picture has many colours, each on more than a speck, and one of them, the ground, on most of it."""
    found = colours_of(made.page, made.at("canvas").screenshot())
    ground = max(found.values())
    assert 0.5 < ground / sum(found.values()) < 0.995
    assert len([count for count in found.values() if count > 50]) >= 5


@pytest.mark.parametrize("size", SMALL)
def test_a_graph_that_can_be_drawn_opens_with_all_or_the_first(page: Opened, size: int) -> None:
    drawn = page.ask("drawn")
    assert drawn["ofEntities"] == SMALL[size]
    assert drawn["entities"] == (SMALL[size] if SMALL[size] <= DRAW_ALL else FIRST)
    assert page.ask("groups") == 0
    not_blank(page)


@pytest.mark.parametrize("size", LARGE)
def test_a_larger_one_opens_with_groups(page: Opened, size: int) -> None:
    assert page.ask("drawn")["ofEntities"] == LARGE[size]
    assert 10 < page.ask("groups") <= GROUPS
    assert page.ask("drawn")["entities"] == 0
    not_blank(page)
    where = [page.ask("locate", f"group {number}") for number in range(page.ask("groups"))]
    assert sum(spot is not None for spot in where) >= len(where) - 2  # all but those that others hide can be clicked


@pytest.mark.parametrize("size", LARGE)
def test_of_a_larger_one_no_more_is_drawn_than_around_an_entity(page: Opened, size: int) -> None:
    page.at("search").fill("Republic of Arboria")
    page.page.keyboard.press("Enter")
    assert "/republic-of-arboria-" in page.ask("selected")
    drawn = page.ask("drawn")
    assert 1 < drawn["entities"] <= AROUND
    assert (page.at("showing").text_content() or "").startswith(
        f"Showing {drawn['entities']} of {LARGE[size]:,} entities"
    )
    not_blank(page)
    page.at("unfocus").click()
    page.click_at("group 0")
    page.at("evidence").get_by_role("button", name="Draw").first.click()
    assert 1 < page.ask("drawn")["entities"] <= AROUND
    not_blank(page)
