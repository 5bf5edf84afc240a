"""The page without data of its own, in Chromium: it explores a graph part by part, from the API of its server."""

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Error, expect

from policygraph import view, vocab
from policygraph.model import Kind

from .chromium import Opened
from .graph_api import API, OPENS_WITH, GraphServer, serving

pytestmark = pytest.mark.browser

SYNTHETIC = Path(__file__).parents[1] / "unit" / "view" / "synthetic.py"


@pytest.fixture(scope="session")
def synthetic() -> ModuleType:
    spec = importlib.util.spec_from_file_location("synthetic_graphs", SYNTHETIC)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["synthetic_graphs"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def whole(synthetic: ModuleType) -> view.ViewGraph:
    return view.load(synthetic.store(500))


@pytest.fixture
def server(whole: view.ViewGraph) -> Iterator[GraphServer]:
    with serving(whole) as running:
        yield running


@pytest.fixture
def made(browser: Browser, server: GraphServer) -> Iterator[Opened]:
    yield from visited(browser, server)


def visited(browser: Browser, server: GraphServer, *, ready: bool = True, fragment: str = "") -> Iterator[Opened]:
    """The page as served. After the test: nobody else was asked for anything, and nothing was complained of."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light").new_page()
    made = Opened(page)
    page.on("request", lambda request: made.requests.append(request.url))
    page.on("console", lambda message: made.complaints.append(message.text))
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.on("dialog", made.dismiss)
    page.goto(server.address + fragment)
    if ready:
        page.evaluate("() => window.policygraph.ready")
    yield made
    own = (server.address, f"{server.address[:-1]}{API}")
    assert [url for url in made.requests if url.split("?")[0] not in own and not url.startswith("data:")] == []
    assert made.complaints == []
    assert made.dialogs == []
    assert page.evaluate("() => window.pwned") is None
    page.context.close()


def opening(graph: view.ViewGraph) -> set[str]:
    most = sorted(graph.entities, key=lambda one: (-one.evidence, one.iri))[:OPENS_WITH]
    return {one.iri for one in most}


def neighbours(graph: view.ViewGraph, iri: str) -> set[str]:
    near = [edge for edge in graph.edges if iri in (edge.subject, edge.object)]
    return {end for edge in near for end in (edge.subject, edge.object)}


def partial(graph: view.ViewGraph, number: int = 0) -> str:
    """An entity of the opening view most of whose neighbours are not in it."""
    shown = opening(graph)
    return sorted(shown, key=lambda iri: (-len(neighbours(graph, iri) - shown), iri))[number]


def choose(made: Opened, graph: view.ViewGraph, iri: str) -> None:
    assert made.ask("select", iri) == iri
    label = next(entity.label for entity in graph.entities if entity.iri == iri)
    expect(made.at("evidence").locator("h2")).to_have_text(label)


def test_opens_with_a_part_and_tells_of_how_much(made: Opened, server: GraphServer, whole: view.ViewGraph) -> None:
    shown = opening(whole)
    edges = [edge for edge in whole.edges if {edge.subject, edge.object} <= shown]
    assert made.requests == [server.address, f"{server.address[:-1]}{API}"]
    assert server.asked == [{}]
    assert made.ask("drawn") == {
        "entities": OPENS_WITH,
        "edges": len(edges),
        "ofEntities": 462,
        "ofEdges": len(whole.edges),
    }
    assert made.at("note").text_content() == ""
    # The newest of all documents, which may be none of those that the part cites.
    assert re.match(
        r"Extracted automatically from 62 documents, the newest of 2017-05-01;", made.at("source").inner_text()
    )


def test_a_link_to_an_entity_that_is_not_loaded_opens_it(
    browser: Browser, server: GraphServer, whole: view.ViewGraph
) -> None:
    hidden = next(entity for entity in whole.entities if entity.iri not in opening(whole) and entity.evidence)
    for made in visited(browser, server, fragment=f"#entity={quote(hidden.iri.removeprefix(vocab.BASE), safe='')}"):
        expect(made.at("evidence").locator("h2")).to_have_text(hidden.label)
        assert made.ask("selected") == hidden.iri
        assert set(made.ask("entities")) == neighbours(whole, hidden.iri)
        assert made.at("note").text_content() == ""


def test_opening_an_entity_loads_what_is_around_it_once(
    made: Opened, server: GraphServer, whole: view.ViewGraph
) -> None:
    focus = partial(whole)
    near = neighbours(whole, focus)
    assert not near <= opening(whole)
    choose(made, whole, focus)
    assert server.asked[1:] == [{"around": [focus], "hops": ["1"]}]
    among = {edge.id for edge in whole.edges if {edge.subject, edge.object} <= near and edge.status != "denied"}
    assert made.ask("drawn")["entities"] == len(near)
    assert set(made.ask("edges")) == among
    made.page.keyboard.press("Escape")
    choose(made, whole, focus)
    assert len(server.asked) == 2
    # Of a relation that came later, the sentences are there as well.
    told = next(edge for edge in whole.edges if edge.id in among and edge.evidence)
    made.ask("selectEdge", told.id)
    quotes = made.at("evidence").locator("blockquote")
    expect(quotes).to_have_count(len(told.evidence))
    assert sorted(quotes.all_text_contents()) == sorted(one.sentence for one in told.evidence)
    assert len(server.asked) == 2


def test_filters_count_what_was_loaded(made: Opened, whole: view.ViewGraph) -> None:
    events = made.page.locator("#kinds label", has_text="Events").locator(".count")
    before = events.text_content() if events.count() else "0"
    event = next(one.iri for one in whole.entities if one.kind is Kind.EVENT and one.iri not in opening(whole))
    near = next(iri for iri in sorted(opening(whole)) if event in neighbours(whole, iri))
    choose(made, whole, near)
    found = (neighbours(whole, near) | opening(whole)) & {one.iri for one in whole.entities if one.kind is Kind.EVENT}
    expect(events).to_have_text(str(len(found)))
    assert before != str(len(found))


def test_the_last_of_two_quick_choices_is_shown(made: Opened, server: GraphServer, whole: view.ViewGraph) -> None:
    first, last = partial(whole, 0), partial(whole, 1)
    made.page.evaluate("iris => iris.forEach((iri) => window.policygraph.select(iri))", [first, last])
    label = next(entity.label for entity in whole.entities if entity.iri == last)
    expect(made.at("evidence").locator("h2")).to_have_text(label)
    made.page.wait_for_load_state("networkidle")
    assert made.ask("selected") == last
    assert made.ask("drawn")["entities"] == len(neighbours(whole, last))
    assert made.at("note").text_content() == ""


def test_search_finds_what_is_not_loaded(made: Opened, server: GraphServer, whole: view.ViewGraph) -> None:
    shown = opening(whole)
    hidden = next(one for one in whole.entities if one.kind is Kind.POLICY and one.iri not in shown)
    made.at("search").press_sequentially(hidden.label)
    option = made.at("found").get_by_role("option")
    expect(option.first).to_contain_text(hidden.label)
    searches = [query["search"][0] for query in server.asked if "search" in query]
    assert searches[-1] == hidden.label
    assert len(searches) < len(hidden.label)  # not every key is asked for
    made.page.keyboard.press("Enter")
    expect(made.at("evidence").locator("h2")).to_have_text(hidden.label)
    assert made.ask("selected") == hidden.iri
    assert made.ask("drawn")["entities"] == len(neighbours(whole, hidden.iri))


def test_hits_of_the_page_come_first_and_are_not_repeated(made: Opened, whole: view.ViewGraph) -> None:
    name = "Heights"
    known, unknown = list[str](), list[str]()
    for one in whole.entities:
        if name in one.label:
            (known if one.iri in opening(whole) else unknown).append(one.label)
    assert known
    assert unknown
    made.at("search").fill(name)
    options = made.at("found").get_by_role("option")
    expect(options.nth(len(known))).to_be_visible()  # the server's come below
    listed = options.locator("bdi").all_text_contents()
    assert sorted(listed[: len(known)]) == sorted(known)
    assert set(listed[len(known) :]) <= set(unknown)
    assert len(listed) == len(set(listed))


def test_search_says_when_nobody_has_that_name(made: Opened) -> None:
    made.at("search").fill("zzzz")
    expect(made.at("found")).to_have_text("Searching the server …")
    expect(made.at("found")).to_have_text("Nothing by that name")


@pytest.mark.parametrize(
    ("trouble", "message"),
    [
        ("500", "The server could not answer (status 500): the store is locked."),
        ("503", "The server could not answer (status 503): the store is locked."),
        ("broken", "The server's answer could not be read: it is no JSON."),
        ("wrong number", "The server's answer could not be read: it is no graph."),
        ("slow", "The server did not answer within 2 seconds."),
        ("dead", "The server could not be reached."),
        ("foreign", "The server could not be reached."),
    ],
)
def test_trouble_is_told_and_the_page_lives_on(
    made: Opened, server: GraphServer, whole: view.ViewGraph, trouble: str, message: str
) -> None:
    focus = partial(whole)
    server.trouble = trouble
    made.ask("select", focus)
    expect(made.at("note")).to_have_text("Loading …" if trouble == "slow" else message)
    expect(made.at("note")).to_have_text(message)
    # What the page has of the entity is shown all the same.
    assert made.ask("selected") == focus
    if trouble != "wrong number":
        made.at("search").fill("zzzz")
        expect(made.at("found")).to_have_text(message.removesuffix("."))
        made.at("search").press("Escape")
    server.trouble = ""
    server.over.set()
    choose(made, whole, focus)  # once more, though it is chosen
    expect(made.at("note")).to_have_text("")
    assert made.ask("drawn")["entities"] == len(neighbours(whole, focus))
    made.complaints[:] = [one for one in made.complaints if not one.startswith("Failed to load resource")]
    if trouble == "foreign":
        made.complaints.clear()  # the browser's own word on the redirection it did not follow


def test_a_busy_server_is_asked_once_more(made: Opened, server: GraphServer, whole: view.ViewGraph) -> None:
    server.trouble = "busy once"
    choose(made, whole, partial(whole))
    assert made.at("note").text_content() == ""
    assert len(server.asked) == 3
    made.complaints[:] = [one for one in made.complaints if not one.startswith("Failed to load resource")]


def test_a_page_that_cannot_open_says_why(browser: Browser, server: GraphServer) -> None:
    server.trouble = "500"
    for made in visited(browser, server, ready=False):
        message = "The server could not answer (status 500): the store is locked"
        expect(made.at("note")).to_have_text(f"The page could not be drawn: {message}")
        with pytest.raises(Error, match=re.escape(message)):
            made.page.evaluate("() => window.policygraph.ready")
        made.complaints.clear()


def test_hostile_text_of_an_api_stays_text(browser: Browser, synthetic: ModuleType) -> None:
    graph = view.load(synthetic.hostile_store())
    with serving(graph) as server:
        for made in visited(browser, server):
            for entity in graph.entities:
                choose(made, graph, entity.iri)
            made.at("search").fill("<script>")
            made.page.wait_for_timeout(400)
            assert any("search" in query for query in server.asked)
            assert made.at("found").locator("script, img").count() == 0
            made.at("table-tab").click()
            assert "</script><script>" in (made.at("table").text_content() or "")
            assert made.page.locator("img, iframe, object, embed").count() == 0
            for anchor in made.page.locator("a").all():
                assert re.match(r"https?://|/\w", anchor.get_attribute("href") or "")


def test_policy_lets_no_other_host_be_asked(made: Opened, server: GraphServer) -> None:
    refused = made.page.evaluate(
        """async (own) => {
            const refused = [];
            document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "window.pwned = 1";
            document.body.append(script);
            await fetch("https://news.example/").catch(() => null);
            const answer = await fetch(own);
            await new Promise((done) => setTimeout(done, 50));
            return [refused, answer.status];
        }""",
        f"{server.address[:-1]}{API}",
    )
    assert refused == [["script-src-elem", "connect-src"], 200]
    made.complaints.clear()  # the two refusals that this test asked for
