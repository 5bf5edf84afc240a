"""A journalist's questions to the page of the sample articles, answered by clicks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .chromium import Opened, opened, watched

pytestmark = pytest.mark.browser


@pytest.fixture
def samples(browser: Browser, demo: Path) -> Iterator[Opened]:
    yield from watched(opened(browser, demo / "policygraph.html"))


def test_who_visited_san_ysidro_and_who_objected_in_three_clicks(samples: Opened) -> None:
    evidence = samples.at("evidence")
    samples.at("search").press_sequentially("san ysidro")
    samples.at("found").get_by_role("option", name="San Ysidro").first.click()
    evidence.locator("button.name", has_text="Protest in San Ysidro, 2017-04-21").first.click()
    objected = evidence.inner_text()
    assert "about 80 people rallied in San Ysidro" in objected
    assert "Sessions and Kelly take their border tour to San Diego" in objected
    evidence.locator("button.name", has_text="Visit of Jeff Sessions and John F. Kelly").click()
    visited = evidence.locator("section", has_text="Who was involved").locator("bdi").all_text_contents()
    assert {"Jeff Sessions", "John F. Kelly", "Ron Johnson"} <= set(visited)
    assert "visited the border between San Diego and Tijuana" in evidence.inner_text()
