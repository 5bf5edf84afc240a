"""What the page says of a graph, against networkx on the same graph: search, filters, hops, paths, undo, permalinks."""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import networkx as nx
import pytest
from playwright.sync_api import Browser, expect

from policygraph import vocab

from .chromium import Opened, opened

pytestmark = pytest.mark.browser

UNPACKED = """async () => {
    const bytes = Uint8Array.from(atob(POLICYGRAPH), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
}"""
Row = dict[str, Any]


@pytest.fixture
def data(usual: Opened) -> Any:
    """What the page was given."""
    return usual.page.evaluate(UNPACKED)


def graph(data: Row, keep: Callable[[Row], bool] = lambda _: True) -> nx.MultiGraph:
    """All entities of the page and the edges that `keep` lets pass, denied ones left out as the page opens."""
    made = nx.MultiGraph()
    made.add_nodes_from(range(len(data["entities"])))
    for edge in data["edges"]:
        if edge["status"] != "denied" and keep(edge):
            made.add_edge(edge["subject"], edge["object"], key=edge["id"])
    return made


def follow(made: Opened, **says: Any) -> None:
    """Goes to a permalink of the page."""
    go_to(made, urlencode(says, doseq=True))


def go_to(made: Opened, fragment: str) -> None:
    made.page.evaluate(
        """(link) => new Promise((done) => {
            addEventListener("hashchange", () => setTimeout(done), { once: true });
            location.hash = link;
        })""",
        fragment,
    )


def name(data: Row, number: int) -> str:
    return str(data["entities"][number]["iri"]).removeprefix(vocab.BASE)


def shows(made: Opened, data: Row, part: nx.MultiGraph) -> None:
    """The page draws exactly the entities and edges of `part`, and its table lists exactly those edges."""
    assert set(made.ask("entities")) == {data["entities"][number]["iri"] for number in part}
    assert sorted(made.ask("edges")) == sorted(key for *_, key in part.edges(keys=True))
    made.at("table-tab").click()
    listed = made.page.evaluate(
        "() => [...document.querySelectorAll('#table tr[data-edge]')].map((row) => row.dataset.edge)"
    )
    assert sorted(listed) == sorted(key for *_, key in part.edges(keys=True))
    made.at("graph-tab").click()


def evidence_in(data: Row, edge: Row, passes: Callable[[Row, Row | None], bool]) -> bool:
    """Whether an edge has no evidence, or some that passes; asked with the evidence and its document."""

    def document(one: Row) -> Row | None:
        number = data["sentences"][one["sentence"]]["document"]
        return None if number is None else data["documents"][number]

    return not edge["evidence"] or any(passes(one, document(one)) for one in edge["evidence"])


def folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


@pytest.mark.parametrize("query", ["har", "county ex", "BRUNO", "dogwood", "2017 visit", "no such"])
def test_search(usual: Opened, data: Row, query: str) -> None:
    usual.at("search").fill(query)
    words = folded(query).split()
    met = [
        entity["label"]
        for entity in data["entities"]
        if any(all(word in folded(text) for word in words) for text in (entity["label"], *entity["aliases"]))
    ]
    found = usual.page.locator("#found [role=option] bdi").all_text_contents()
    assert len(found) == min(12, len(met))
    assert set(found) <= set(met)


@pytest.mark.parametrize("kind", ["person", "event", "jurisdiction"])
def test_a_kind_left_out(usual: Opened, data: Row, kind: str) -> None:
    follow(usual, **{"no-kind": kind})
    part = graph(data)
    part.remove_nodes_from([n for n, entity in enumerate(data["entities"]) if entity["kind"] == kind])
    shows(usual, data, part)


def test_relations_left_out_and_the_lonely_with_them(usual: Opened, data: Row) -> None:
    gone = {"holds", "supports", "lies in"}
    follow(usual, **{"no-relation": sorted(gone), "off": "lonely"})
    part = graph(data, lambda edge: edge["label"] not in gone)
    part.remove_nodes_from(list(nx.isolates(part)))
    shows(usual, data, part)


@pytest.mark.parametrize("least", [0.4, 0.9])
def test_confidence(usual: Opened, data: Row, least: float) -> None:
    follow(usual, confidence=least)

    def sure(one: Row, _: Row | None) -> bool:
        return one["confidence"] is None or one["confidence"] >= least

    shows(usual, data, graph(data, lambda edge: evidence_in(data, edge, sure)))


@pytest.mark.parametrize(("start", "end"), [("2017-03-04", "2017-03-06"), ("2017-03-08", ""), ("", "2017-03-02")])
def test_a_time(usual: Opened, data: Row, start: str, end: str) -> None:
    follow(usual, **{"from": start, "to": end})

    def within(date: str) -> bool:
        return (not start or date[: len(start)] >= start) and (not end or date[: len(end)] <= end)

    def told(_: Row, document: Row | None) -> bool:
        return document is None or within(document["date"])

    part = graph(data, lambda edge: evidence_in(data, edge, told))
    kept = {
        end
        for edge in data["edges"]
        if edge["evidence"]
        and evidence_in(data, edge, lambda _, document: document is not None and within(document["date"]))
        for end in (edge["subject"], edge["object"])
        if edge["status"] != "denied"
    }
    kept |= {creator for said in data["statements"] if within(said["date"]) for creator in said["creators"]}
    shows(usual, data, part.subgraph(kept))


def test_an_outlet_left_out(usual: Opened, data: Row) -> None:
    gone = "The Harbour Courier"
    usual.filter(gone).uncheck()

    def told(_: Row, document: Row | None) -> bool:
        return document is None or document["publisher"] != gone

    part = graph(data, lambda edge: evidence_in(data, edge, told))
    drawn = {
        tuple(sorted((edge["subject"], edge["object"]))) for edge in data["edges"] if edge["id"] in usual.ask("edges")
    }
    assert drawn <= {tuple(sorted(ends)) for ends in part.edges()}
    assert 0 < len(usual.ask("edges")) < graph(data).number_of_edges()


@pytest.mark.parametrize("hops", [1, 2, 3])
@pytest.mark.parametrize("centre", [0, 3, 11])
def test_hops(usual: Opened, data: Row, centre: int, hops: int) -> None:
    follow(usual, around=name(data, centre), hops=hops)
    whole = graph(data)
    shows(usual, data, whole.subgraph(nx.single_source_shortest_path_length(whole, centre, hops)))


def test_hops_go_by_what_the_filters_leave(usual: Opened, data: Row) -> None:
    follow(usual, around=name(data, 0), hops=2, **{"no-relation": "lies in", "hide": name(data, 5)})
    left = graph(data, lambda edge: edge["label"] != "lies in")
    left.remove_node(5)
    shows(usual, data, left.subgraph(nx.single_source_shortest_path_length(left, 0, 2)))


@pytest.mark.parametrize(("one", "other"), [(1, 30), (2, 47), (60, 7)])
def test_paths(usual: Opened, data: Row, one: int, other: int) -> None:
    follow(usual, between=[name(data, one), name(data, other)], show="path")
    whole = graph(data)
    simple = nx.Graph(whole)
    paths = list(nx.all_shortest_paths(simple, one, other))
    shows(usual, data, whole.subgraph({stop for path in paths for stop in path}))
    labels = [data["entities"][stop]["label"] for stop in min(paths)]
    told = usual.at("evidence").inner_text()
    assert [told.find(label) >= 0 for label in labels] == [True] * len(labels)


def test_path_by_its_form(usual: Opened, data: Row) -> None:
    one, other = 1, 30
    usual.at("path-open").click()
    for field, number in (("path-from", one), ("path-to", other)):
        usual.at(field).press_sequentially(data["entities"][number]["label"])
        usual.page.keyboard.press("Enter")
    usual.page.keyboard.press("Enter")
    simple = nx.Graph(graph(data))
    stops = {stop for path in nx.all_shortest_paths(simple, one, other) for stop in path}
    assert set(usual.ask("entities")) == {data["entities"][number]["iri"] for number in stops}


def test_where_nothing_joins_two_the_panel_says_so(usual: Opened, data: Row) -> None:
    lonely = next(number for number in nx.isolates(graph(data)))
    follow(usual, between=[name(data, 0), name(data, lonely)], show="path")
    assert "No path" in usual.at("evidence").inner_text()
    assert usual.ask("drawn")["edges"] == 0


def test_undo_and_redo(usual: Opened, data: Row) -> None:
    seen = [state(usual)]
    usual.filter("Events").uncheck()
    seen.append(state(usual))
    usual.ask("select", data["entities"][1]["iri"])
    seen.append(state(usual))
    usual.filter("holds").uncheck()
    seen.append(state(usual))
    assert len({str(one) for one in seen}) == len(seen)
    for before in reversed(seen[:-1]):
        usual.page.keyboard.press("Control+z")
        assert state(usual)[:-1] == before[:-1]
        expect(usual.page).to_have_url(address(usual, before))
    assert usual.at("undo").is_disabled()
    for after in seen[1:]:
        usual.page.keyboard.press("Control+Shift+z")
        assert state(usual)[:-1] == after[:-1]
        expect(usual.page).to_have_url(address(usual, after))
    assert usual.at("redo").is_disabled()


def address(made: Opened, seen: tuple[Any, ...]) -> str:
    """Of a state, as the browser follows an undo: in a moment."""
    return made.page.url.partition("#")[0] + (f"#{seen[-1]}" if seen[-1] else "")


def state(made: Opened) -> tuple[Any, ...]:
    return (
        sorted(made.ask("entities")),
        sorted(made.ask("edges")),
        made.ask("selected"),
        made.page.url.partition("#")[2],
    )


def test_a_permalink_shows_the_same_in_another_window(
    browser: Browser, usual: Opened, data: Row, pages: dict[str, Path]
) -> None:
    usual.filter("Policies").uncheck()
    usual.ask("select", data["entities"][2]["iri"])
    usual.at("canvas").hover()
    usual.page.mouse.wheel(0, -240)
    usual.page.wait_for_function("() => location.hash.includes('camera')")
    fragment = usual.page.url.partition("#")[2]
    other = opened(browser, pages["usual"], fragment=fragment)
    assert state(other)[:3] == state(usual)[:3]
    assert not other.filter("Policies").is_checked()
    here, there = (made.ask("locate", data["entities"][2]["iri"]) for made in (usual, other))
    assert here == there
    other.page.context.close()


@pytest.mark.parametrize("link", ["entity=nobody", "%%%&=&pin=x", "around=&hops=99&camera=a", "no-kind=__proto__"])
def test_a_broken_link_is_harmless(usual: Opened, data: Row, link: str) -> None:
    go_to(usual, link)
    shows(usual, data, graph(data))


def here(made: Opened) -> tuple[object, str]:
    return state(made), made.page.url


def test_back_and_forward_walk_the_choices(usual: Opened, data: Row) -> None:
    one, other = (entity["iri"] for entity in data["entities"][1:3])
    seen = [here(usual)]
    usual.ask("select", one)
    usual.ask("select", one)  # the same again is no step
    usual.filter("Events").uncheck()  # nor is a filter
    seen.append(here(usual))
    usual.ask("select", other)
    seen.append(here(usual))
    usual.at("evidence").get_by_role("group", name="Focus on").get_by_role("button", name="2 hops").click()
    seen.append(here(usual))
    usual.page.keyboard.press("Escape")
    seen.append(here(usual))
    assert len({url for _, url in seen}) == len(seen)
    for before in reversed(seen[:-1]):
        usual.page.go_back()
        expect(usual.page).to_have_url(before[1])
        assert state(usual) == before[0]
    assert usual.at("undo").is_disabled()
    for after in seen[1:]:
        usual.page.go_forward()
        expect(usual.page).to_have_url(after[1])
        assert state(usual) == after[0]
    assert usual.at("redo").is_disabled()


def test_undo_goes_back_in_the_browser_too(usual: Opened, data: Row) -> None:
    one, other = (entity["iri"] for entity in data["entities"][1:3])
    seen = [here(usual)]
    usual.ask("select", one)
    seen.append(here(usual))
    usual.filter("Events").uncheck()
    usual.ask("select", other)
    last = here(usual)
    for _ in range(3):  # at once: the browser follows
        usual.page.keyboard.press("Control+z")
    assert state(usual) == seen[0][0]
    expect(usual.page).to_have_url(seen[0][1])
    usual.page.keyboard.press("Control+Shift+z")
    expect(usual.page).to_have_url(seen[1][1])
    assert state(usual) == seen[1][0]
    usual.page.go_forward()
    expect(usual.page).to_have_url(last[1])
    assert state(usual) == last[0]
    usual.page.go_back()
    expect(usual.page).to_have_url(seen[1][1])  # as it was seen there last; the filter can be redone from there
    usual.page.keyboard.press("Control+Shift+z")
    expect(usual.filter("Events")).not_to_be_checked()
    usual.page.keyboard.press("Control+z")
    expect(usual.page).to_have_url(seen[1][1])
    # Another choice from there leaves nothing ahead.
    usual.ask("select", data["entities"][5]["iri"])
    assert usual.at("redo").is_disabled()
    usual.page.go_back()
    expect(usual.page).to_have_url(seen[1][1])


def test_a_page_that_is_loaded_again_goes_back_all_the_same(usual: Opened, data: Row) -> None:
    one, other = (entity["iri"] for entity in data["entities"][1:3])
    usual.ask("select", one)
    first = here(usual)
    usual.ask("select", other)
    usual.page.reload()
    usual.page.evaluate("() => window.policygraph.ready")
    usual.page.go_back()
    expect(usual.page).to_have_url(first[1])
    assert state(usual) == first[0]
    usual.requests[1:] = []  # of the reload
