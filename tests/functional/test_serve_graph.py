"""The viewer on the endpoint's own API, in Chromium: it explores a graph of which it has a part."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from policygraph import view
from policygraph.errors import UnknownNameError
from policygraph.serve.graph import API, GraphReader, routes
from policygraph.serve.snapshot import Snapshot
from policygraph.store import Store
from policygraph.view import cut

from .chromium import Opened
from .test_view_loader import neighbours, synthetic

__all__ = ["synthetic"]

pytestmark = pytest.mark.browser


@dataclass
class Served:
    """A graph, and the address at which it is served."""

    whole: view.ViewGraph
    address: str
    reader: GraphReader


@pytest.fixture(scope="module")
def served(synthetic: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    store = synthetic.store(1500)  # type: ignore[attr-defined]
    folder: Path = tmp_path_factory.mktemp("served") / "graph"
    with Store.open(folder, create=True) as made:
        made.rdf.bulk_extend(store)
    shell = view.shell(API)

    async def page(_request: Request) -> HTMLResponse:
        return HTMLResponse(shell)

    with GraphReader(Snapshot(folder)) as reader:
        end = time.monotonic() + 60
        while reader.indexes.ready is None:
            assert time.monotonic() < end
            time.sleep(0.05)
        app = Starlette(routes=[Route("/", page), *routes(reader)])
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Served(view.load(store), f"http://127.0.0.1:{port}/", reader)
        server.should_exit = True
        thread.join()


@pytest.fixture
def made(browser: Browser, served: Served) -> Iterator[Opened]:
    page = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light").new_page()
    made = Opened(page)
    page.on("request", lambda request: made.requests.append(request.url))
    page.on("console", lambda message: made.complaints.append(message.text))
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.goto(served.address)
    page.evaluate("() => window.policygraph.ready")
    yield made
    assert [url for url in made.requests if not url.startswith((served.address, "data:"))] == []
    assert made.complaints == []
    page.context.close()


def label(whole: view.ViewGraph, iri: str) -> str:
    return next(entity.label for entity in whole.entities if entity.iri == iri)


def test_a_reader_searches_walks_and_asks_for_a_path(made: Opened, served: Served) -> None:
    whole = served.whole
    shown = {entity.iri for entity in sorted(whole.entities, key=lambda one: (-one.evidence, one.iri))[:150]}
    assert set(made.ask("entities")) == shown
    assert made.ask("drawn") == {
        "entities": 150,
        "edges": sum(1 for edge in whole.edges if {edge.subject, edge.object} <= shown),
        "ofEntities": len(whole.entities),
        "ofEdges": len(whole.edges),
    }

    # An entity that the page has not, with a neighbour that it has not either, and one of that.
    names = [entity.label for entity in whole.entities]
    start, middle, end = next(
        (entity.iri, near, far)
        for entity in whole.entities
        if entity.iri not in shown and names.count(entity.label) == 1
        for near in sorted(neighbours(whole, entity.iri) - shown - {entity.iri})
        for far in sorted(neighbours(whole, near) - shown - neighbours(whole, entity.iri) - {entity.iri, near})
    )
    made.at("search").press_sequentially(label(whole, start))
    expect(made.at("found").get_by_role("option").first).to_contain_text(label(whole, start))
    made.page.keyboard.press("Enter")
    heading = made.at("evidence").locator("h2")
    expect(heading).to_have_text(label(whole, start))
    assert made.ask("selected") == start
    assert set(made.ask("entities")) == neighbours(whole, start) | {start}

    made.ask("select", middle)
    expect(heading).to_have_text(label(whole, middle))
    made.ask("select", end)
    expect(heading).to_have_text(label(whole, end))
    assert set(made.ask("entities")) == neighbours(whole, end) | {end}
    told = next(edge for edge in whole.edges if end in (edge.subject, edge.object) and edge.evidence)
    made.ask("selectEdge", told.id)
    quotes = made.at("evidence").locator("blockquote")
    expect(quotes).to_have_count(len(told.evidence))
    assert sorted(quotes.all_text_contents()) == sorted(one.sentence for one in told.evidence)

    # A path to what is far from there, and not on the page either.
    here = set(made.ask("entities"))
    far, part = next(
        (entity.iri, joined)
        for entity in whole.entities
        if entity.iri not in shown | here and names.count(entity.label) == 1
        for joined in [path(whole, end, entity.iri)]
        if joined is not None and len(joined.entities) >= 4
    )
    made.ask("select", end)
    made.at("path-open").click()
    made.at("path-to").press_sequentially(label(whole, far))
    expect(made.at("path-to-found").get_by_role("option").first).to_contain_text(label(whole, far))
    made.page.keyboard.press("Enter")
    made.page.keyboard.press("Enter")
    expect(made.at("evidence").locator(".kind").first).to_contain_text("Path of ")
    assert {end, far} <= set(made.ask("entities")) <= {entity.iri for entity in part.entities}
    assert made.at("note").text_content() == ""


def path(whole: view.ViewGraph, one: str, other: str) -> view.ViewGraph | None:
    try:
        return cut.between(whole, one, other)
    except UnknownNameError:
        return None


def test_what_nobody_is_called_is_told(made: Opened) -> None:
    made.at("search").fill("zzzz")
    expect(made.at("found")).to_have_text("Nothing by that name")


def test_the_page_says_while_there_is_no_index(browser: Browser, served: Served) -> None:
    ready, served.reader.indexes.ready = served.reader.indexes.ready, None
    try:
        page = browser.new_page()
        page.goto(served.address)
        page.evaluate("() => window.policygraph.ready")
        expect(page.locator("#note")).to_contain_text("The graph is being indexed")
        assert page.evaluate("() => window.policygraph.drawn().entities") == 40
        page.context.close()
    finally:
        served.reader.indexes.ready = ready
