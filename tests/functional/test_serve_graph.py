"""The viewer on the endpoint's own API, in Chromium: it explores a graph of which it has a part."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import networkx as nx
import pyoxigraph as ox
import pytest
import uvicorn
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from policygraph import view, vocab
from policygraph.errors import UnknownNameError
from policygraph.serve.graph import API, GraphReader, routes
from policygraph.serve.snapshot import Snapshot
from policygraph.store import Store
from policygraph.view import cut

from .chromium import Opened, opened
from .test_view_loader import neighbours, synthetic

__all__ = ["synthetic"]

pytestmark = pytest.mark.browser


@dataclass
class Served:
    """A graph, and the address at which it is served."""

    whole: view.ViewGraph
    address: str
    reader: GraphReader


@contextmanager
def serving(store: ox.Store, folder: Path) -> Iterator[Served]:
    """Serves a graph once its index is there."""
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


@pytest.fixture(scope="module")
def served(synthetic: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(synthetic.store(1500), tmp_path_factory.mktemp("served") / "graph") as running:
        yield running


@pytest.fixture
def star(synthetic: ModuleType, tmp_path: Path) -> Iterator[Served]:
    """A graph with an entity of 399 neighbours, of which an answer has 149."""
    with serving(synthetic.star_store(600, 399), tmp_path / "graph") as running:
        yield running


@pytest.fixture
def made(browser: Browser, served: Served) -> Iterator[Opened]:
    yield from visited(browser, served)


def visited(browser: Browser, served: Served) -> Iterator[Opened]:
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


def near(whole: view.ViewGraph, iri: str, hops: int) -> set[str]:
    """What lies around an entity, denied relations aside: the page opens without them."""
    joined = nx.Graph((edge.subject, edge.object) for edge in whole.edges if edge.status != "denied")
    return set(nx.single_source_shortest_path_length(joined, iri, cutoff=hops))


@pytest.mark.parametrize("hops", [2, 3])
def test_a_focus_has_as_many_hops_as_in_a_page_of_the_whole_graph(made: Opened, served: Served, hops: int) -> None:
    whole, shown = served.whole, set(made.ask("entities"))
    centre = next(
        entity.iri
        for entity in whole.entities
        if entity.iri not in shown
        if 20 < len(near(whole, entity.iri, hops)) < 150 and not near(whole, entity.iri, hops - 1) <= shown
    )
    made.page.goto(f"{served.address}#entity={centre.removeprefix(vocab.BASE)}")
    heading = made.at("evidence").locator("h2")
    expect(heading).to_have_text(label(whole, centre))
    made.at("evidence").get_by_role("button", name=f"Focus on {label(whole, centre)}: {hops} hops").click()
    showing = len(near(whole, centre, hops))
    expect(made.at("showing")).to_contain_text(f"Showing {showing} of ")
    assert set(made.ask("entities")) == near(whole, centre, hops)
    assert made.at("note").text_content() == ""
    # In another window the link shows the same; there it is fewer hops that are chosen in the bar over the picture.
    link = made.page.url
    assert f"hops={hops}" in link
    made.page.goto("about:blank")
    made.page.goto(link)
    made.page.evaluate("() => window.policygraph.ready")
    assert set(made.ask("entities")) == near(whole, centre, hops)
    made.at("hops").select_option("1")
    expect(made.at("showing")).to_contain_text(f"Showing {len(near(whole, centre, 1))} of ")
    assert set(made.ask("entities")) == near(whole, centre, 1)


def test_of_an_entity_of_many_the_page_says_that_it_has_not_all(browser: Browser, star: Served) -> None:
    whole = star.whole
    hub = next(entity for entity in whole.entities if entity.label == "Republic of Arboria")
    relations = sum(hub.iri in (edge.subject, edge.object) for edge in whole.edges)
    told = f"These are the nearest 150 of {len(near(whole, hub.iri, 1))} entities, those with most evidence first"
    for made in visited(browser, star):
        made.at("search").fill(hub.label)
        expect(made.at("found").get_by_role("option").first).to_contain_text(hub.label)
        made.page.keyboard.press("Enter")
        expect(made.at("note")).to_have_text(told)
        panel = made.at("evidence")
        expect(panel.get_by_role("heading", name="relation")).to_have_text(f"149 of at least {relations} relations")
        expect(panel.locator(".aside").first).to_have_text(
            f"Relations with 250 more entities are not loaded. Page of {hub.label}"
        )
        page = panel.get_by_role("link", name=f"Page of {hub.label}")
        assert page.get_attribute("href") == f"/id/{hub.iri.removeprefix(vocab.BASE)}"
        # It stays as long as that is what is drawn, and comes with a link to it.
        made.at("close").click()
        expect(panel.locator("h2")).to_have_text("Evidence")
        assert made.at("note").text_content() == told
        made.page.go_back()
        expect(panel.locator("h2")).to_have_text(hub.label)
        made.page.reload()
        made.page.evaluate("() => window.policygraph.ready")
        assert made.at("note").text_content() == told
        # What is listed and taken away is a part, and says so.
        made.at("table-tab").click()
        expect(made.at("table").locator("caption").first).to_have_text("Relations: 149 of what is loaded")
        expect(made.at("time-told")).to_contain_text("of what is loaded")
        made.page.locator("#export summary").click()
        expect(made.at("export-json")).to_have_text("All that is loaded (JSON)")
        with made.page.expect_download() as taken:
            made.at("export-json").click()
        written = json.loads(taken.value.path().read_text(encoding="utf-8"))
        assert len(written["entities"]) == 150
        assert written["part"] is True
        assert written["of"] == {"entities": len(whole.entities), "relations": len(whole.edges)}
        count = f"{len(whole.entities)} entities and {len(whole.edges)} relations"
        assert written["source"].endswith(f"This is a part of a graph of {count}.")
        made.at("graph-tab").click()
        made.at("unfocus").click()
        expect(made.at("note")).to_have_text("")


def test_a_page_of_its_own_leads_to_no_server(browser: Browser, served: Served, tmp_path: Path) -> None:
    view.write(served.whole, tmp_path / "page.html")
    made = opened(browser, tmp_path / "page.html")
    made.ask("select", served.whole.entities[0].iri)
    assert made.at("evidence").get_by_role("link", name="Page of").count() == 0
    assert made.at("export-json").text_content() == "All of it (JSON)"
    made.page.context.close()


def test_of_a_misspelt_name_those_like_it_are_offered(made: Opened, served: Served) -> None:
    shown = set(made.ask("entities"))
    names = [entity.label for entity in served.whole.entities]
    hidden = next(one for one in served.whole.entities if one.iri not in shown and names.count(one.label) == 1)
    first, last = hidden.label.split(maxsplit=1)
    made.at("search").fill(f"{first[0]}{first[2]}{first[1]}{first[3:]} {last}")
    expect(made.at("found").locator("li").first).to_have_text("Nothing by that name. Did you mean:")
    options = made.at("found").get_by_role("option")
    assert hidden.label in options.locator("bdi").all_text_contents()
    assert options.count() == made.at("found").locator("li").count() - 1
    made.at("search").press("Enter")  # takes none unasked
    assert made.ask("selected") is None
    made.at("search").press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    made.at("search").press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    options.filter(has_text=hidden.label).first.click()
    expect(made.at("evidence").locator("h2")).to_have_text(hidden.label)


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
