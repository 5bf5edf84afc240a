"""The viewer's page in Chromium, opened from file:// as a reader opens it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from .chromium import CHROMIUM, FLAGS, GENERATOR, Opened, colours_of, opened, watched

pytestmark = pytest.mark.browser

ID = "https://w3id.org/policygraph/id/"


@pytest.fixture
def large(browser: Browser, pages: dict[str, Path]) -> Iterator[Opened]:
    yield from watched(opened(browser, pages["large"]))


@pytest.fixture
def hostile(browser: Browser, pages: dict[str, Path]) -> Iterator[Opened]:
    yield from watched(opened(browser, pages["hostile"]))


def holding(made: Opened) -> str:
    """The id of an edge of the picture that says who holds a post."""
    row = made.page.evaluate(
        """async () => {
            document.getElementById("table-tab").click();
            const rows = [...document.querySelectorAll("tr[data-edge]")];
            const holds = rows.find((row) => row.querySelector("th").textContent === "holds");
            document.getElementById("graph-tab").click();
            return holds.dataset.edge;
        }"""
    )
    return str(row)


def test_opens_from_a_file_and_draws(usual: Opened) -> None:
    assert usual.ask("drawn") == {"entities": 73, "edges": 110, "ofEntities": 73, "ofEdges": 110}
    assert usual.at("showing").text_content() == "Showing 73 of 73 entities and 110 of 110 relations"
    assert usual.page.title() == "PolicyGraph"


def test_canvas_is_not_blank(usual: Opened) -> None:
    colours = usual.page.evaluate(
        """() => {
            const canvas = document.querySelector("#canvas canvas");
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            const found = {};
            for (let at = 0; at < data.length; at += 4) {
                if (data[at + 3] === 255) {
                    const colour = [data[at], data[at + 1], data[at + 2]].join();
                    found[colour] = (found[colour] ?? 0) + 1;
                }
            }
            return found;
        }"""
    )
    # The colours of people, posts, organizations, jurisdictions, policies and events.
    for colour in ("0,114,178", "86,180,233", "230,159,0", "0,158,115", "213,94,0", "204,121,167"):
        assert colours.get(colour, 0) > 200, colour


def test_click_on_an_edge_shows_its_sentences_and_links(usual: Opened) -> None:
    usual.click_at(holding(usual))
    evidence = usual.at("evidence")
    assert evidence.locator("h2 .verb").text_content() == "holds"
    person = evidence.locator("h2 .name").first.text_content() or ""
    sentences = evidence.locator("blockquote").all_text_contents()
    assert sentences
    for sentence in sentences:
        assert re.fullmatch(rf"[A-Z][\w' ]+ {person} told the board that report \d was late\.", sentence)
    assert evidence.locator("mark").first.text_content() == person
    for address in evidence.locator(".cite a").all():
        assert re.fullmatch(r"https://news\.example/\d+", address.get_attribute("href") or "")
        assert address.get_attribute("rel") == "noopener noreferrer"
    cited = evidence.locator(".cite").first.text_content() or ""
    assert re.fullmatch(
        r"(The Harbour Courier|Valley Public Radio|Office of the Governor) · "
        r"Harbour board hears report no\. \d+ · 2017-03-\d\d",
        cited,
    )
    assert evidence.locator(".how").first.text_content() == "rule title-before-name · confidence 0.97"


@pytest.mark.model
def test_a_near_copy_is_no_independent_text(browser: Browser, copied: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    subprocess.run([sys.executable, "-m", "policygraph", "view", "-g", copied, "-o", page], check=True)
    made = opened(browser, page)
    evidence = made.at("evidence")
    for edge in made.ask("edges"):
        made.ask("selectEdge", edge)
        if evidence.locator("h2 .verb").text_content() == "holds":
            break
    assert evidence.locator("p.aside").first.text_content() == (
        "Rests on 3 sentences in 3 documents, 2 independent texts."
    )
    assert evidence.locator(".cite", has_text="near copy of another document").count() == 1


def test_every_edge_can_be_met_by_a_click(hostile: Opened) -> None:
    edges = hostile.ask("edges")
    assert len(edges) == 15  # nine in a row, three more beside the first, three loops
    for edge in edges:
        hostile.page.keyboard.press("Escape")
        hostile.click_at(edge)
        assert hostile.at("evidence").locator(".kind").text_content() == "Relation"
        assert hostile.at("evidence").locator("blockquote").count() == 1


def test_parallel_edges_and_loops_show_each_their_own_sentence(hostile: Opened) -> None:
    told = set()
    for edge in hostile.ask("edges"):
        hostile.page.keyboard.press("Escape")
        hostile.click_at(edge)
        told.add(hostile.at("evidence").locator("blockquote").text_content())
    for predicate in ("ns#opposes", "org#memberOf", "org#subOrganizationOf"):
        assert [one for one in told if one and one.startswith("Parallel") and one.endswith(predicate)]
        assert [one for one in told if one and one.startswith("Loop") and one.endswith(predicate)]


def test_click_on_an_entity_shows_what_is_known(usual: Opened) -> None:
    evidence = usual.at("evidence")
    usual.at("search").fill("Republic")
    usual.page.keyboard.press("Enter")
    assert evidence.locator("h2").text_content() == "Republic of Arboria"
    assert evidence.locator("dd a").get_attribute("href") == "http://www.wikidata.org/entity/Q999000"
    usual.page.keyboard.press("Escape")
    usual.click_at(next(iri for iri in usual.page.evaluate(ALL_PEOPLE) if "/ada-abara-" in iri))
    assert evidence.locator("h2").text_content() == "Ada Abara"
    posts = evidence.locator("section", has_text="Posts")
    assert re.fullmatch(r"[\w' ]+ of District 1", posts.locator(".name").text_content() or "")


ALL_PEOPLE = """async () => {
    const bytes = Uint8Array.from(atob(POLICYGRAPH), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const data = JSON.parse(await new Response(stream).text());
    return data.entities.filter((entity) => entity.kind === "person").map((entity) => entity.iri);
}"""


def test_search_finds_by_alias_and_without_diacritics(usual: Opened, hostile: Opened) -> None:
    usual.page.keyboard.press("/")
    usual.page.keyboard.type("COMMONW")
    found = usual.at("found").locator("[role=option]")
    assert found.all_text_contents() == ["Republic of ArboriaJurisdiction, also The Commonwealth"]
    hostile.at("search").fill("thanh pho")
    assert hostile.at("found").locator("bdi").all_text_contents() == ["Thành phố Hồ Chí Minh"]
    hostile.at("search").fill("nobody at all")
    assert hostile.at("found").text_content() == "Nothing by that name"


def test_filters_hide_in_the_picture_and_in_the_table(usual: Opened) -> None:
    usual.filter("Events").uncheck()
    # 11 events, each with one agent, 25 recipients in all and 11 measures they are about.
    assert usual.ask("drawn") == {"entities": 62, "edges": 63, "ofEntities": 73, "ofEdges": 110}
    usual.at("table-tab").click()
    assert usual.page.locator("caption").first.text_content() == "Relations: 63"
    usual.filter("lies in").uncheck()
    assert usual.page.locator("caption").first.text_content() == "Relations: 48"
    assert usual.at("showing").text_content() == "Showing 62 of 73 entities and 48 of 110 relations"


def test_alleged_claims_are_told_apart(usual: Opened) -> None:
    usual.filter("stated").uncheck()
    assert usual.ask("drawn")["edges"] == 6
    usual.ask("selectEdge", usual.ask("edges")[0])
    assert usual.at("evidence").locator(".kind").text_content() == "Relation, not stated as such: alleged"


def test_table_works_by_keyboard_alone(usual: Opened) -> None:
    page = usual.page
    usual.at("graph-tab").focus()
    page.keyboard.press("ArrowRight")
    assert usual.at("table").is_visible()
    assert not usual.at("graph").is_visible()
    page.locator("tr[data-edge] th button").first.focus()
    page.keyboard.press("ArrowDown")
    row = page.evaluate("() => document.activeElement.closest('tr').rowIndex")
    assert row == 2
    page.keyboard.press("Enter")
    assert usual.at("evidence").locator("blockquote").count() >= 1
    assert page.evaluate("() => document.activeElement.id") == "evidence"
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.closest('tr').rowIndex") == row


def test_table_needs_no_canvas(browser: Browser, pages: dict[str, Path], tmp_path: Path) -> None:
    made = opened(browser, pages["usual"])
    made.at("table-tab").click()
    made.page.evaluate("() => document.getElementById('canvas').remove()")
    made.page.locator("tr[data-edge] th button").first.click(timeout=2000)
    assert made.at("evidence").locator("blockquote").count() >= 1


def test_sorting_the_table(usual: Opened) -> None:
    usual.at("table-tab").click()
    heads = usual.page.locator("th[scope=col] button")
    heads.nth(0).click()
    names = usual.page.locator("tr[data-edge] td:first-child").all_text_contents()
    assert names == sorted(names)
    assert usual.page.locator("th[scope=col]").nth(0).get_attribute("aria-sort") == "ascending"


def test_large_graph_opens_with_a_part_and_shows_all_on_request(large: Opened) -> None:
    few = large.ask("drawn")
    assert (few["entities"], few["ofEntities"]) == (150, 462)
    large.at("all").click()
    assert large.ask("drawn")["entities"] == 462
    large.at("fewer").click()
    assert large.ask("drawn") == few


def test_search_draws_what_was_not_drawn(large: Opened) -> None:
    people = large.page.evaluate(ALL_PEOPLE)
    last = people[-1]  # least evidence of all people: not among the first 150
    assert large.ask("select", last) == last
    assert large.ask("drawn")["entities"] == 151
    assert large.ask("select", "https://nobody.example/") is None


@pytest.fixture
def vast(browser: Browser, pages: dict[str, Path]) -> Iterator[Opened]:
    yield from watched(opened(browser, pages["vast"]))


def test_graph_too_large_to_draw_opens_with_groups(vast: Opened) -> None:
    groups = vast.ask("groups")
    assert 10 < groups <= 60
    drawn = vast.ask("drawn")
    # 480 jurisdictions, 600 people, 300 posts, 300 bodies, 200 measures and 342 events.
    assert (drawn["entities"], drawn["edges"], drawn["ofEntities"]) == (0, 0, 2222)
    relations = f"{drawn['ofEdges']:,}"
    assert vast.at("showing").text_content() == f"Showing 2,222 entities and {relations} relations as {groups} groups"
    assert not vast.at("all").is_visible()
    vast.click_at("group 0")
    panel = vast.at("evidence")
    assert panel.locator(".kind").text_content() == "Group"
    names = (panel.locator("h2").text_content() or "").split(" · ")
    assert len(names) == 2
    panel.get_by_role("button", name="Draw").click()
    assert vast.ask("groups") == 0
    assert 50 < vast.ask("drawn")["entities"] <= 150
    vast.at("groups").click()
    assert vast.ask("groups") == groups


def test_search_in_a_graph_too_large_draws_what_is_around(vast: Opened) -> None:
    vast.at("search").fill("Republic of Arboria")
    vast.page.keyboard.press("Enter")
    data = vast.page.evaluate(ALL_EDGES)
    arboria = next(at for at, label in enumerate(data["labels"]) if label == "Republic of Arboria")
    around = {end for ends in data["edges"] if arboria in ends for end in ends}
    drawn = vast.ask("drawn")
    assert drawn["entities"] == len(around)
    assert drawn["edges"] == sum(1 for one, other in data["edges"] if {one, other} <= around)
    assert not vast.at("more").is_visible()
    vast.at("unfocus").click()
    assert vast.ask("groups") > 1


def test_what_has_no_room_around_an_entity_comes_on_request(browser: Browser, pages: dict[str, Path]) -> None:
    made = opened(browser, pages["star"])
    made.at("search").fill("Republic of Arboria")
    made.page.keyboard.press("Enter")
    assert made.ask("drawn")["entities"] == 150
    assert made.at("more").text_content() == "+250 more"
    made.at("more").click()
    assert made.ask("drawn")["entities"] == 300
    assert made.at("more").text_content() == "+100 more"
    assert made.complaints == []


ALL_EDGES = """async () => {
    const bytes = Uint8Array.from(atob(POLICYGRAPH), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const data = JSON.parse(await new Response(stream).text());
    return {
        labels: data.entities.map((entity) => entity.label),
        edges: data.edges.map((edge) => [edge.subject, edge.object]),
    };
}"""


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a graph of 833 entities, which are drawn at once by WebGL where there is that."""
    path = tmp_path_factory.mktemp("crowded") / "page.html"
    subprocess.run([sys.executable, GENERATOR, "900", path], check=True)
    if "var Webgl=" not in path.read_text(encoding="utf-8"):
        pytest.skip("there is no bundle here: npm ci && npm run build in src/policygraph/view/web")
    return path


def drawn_by_webgl(browser: Browser, path: Path) -> Opened:
    made = opened(browser, path)
    assert made.ask("renderer") == "vis-network"  # for the first 150
    made.at("all").click()
    if made.ask("renderer") != "sigma":
        pytest.skip("this Chromium can't draw by WebGL, not even in software")
    return made


def settled(made: Opened) -> None:
    """Waits until the picture has stood still for half a second; what a click meets follows it."""
    made.page.evaluate("""async () => {
        const frame = () => new Promise(requestAnimationFrame);
        const { edges, locate } = window.policygraph;
        const shot = () => JSON.stringify(edges().slice(0, 50).map((id) => locate(id)));
        let [since, last] = [performance.now(), ""];
        while (performance.now() - since < 500) {
            await frame();
            const now = shot();
            if (now !== last) [since, last] = [performance.now(), now];
        }
    }""")


def test_many_are_drawn_by_webgl(browser: Browser, crowded: Path) -> None:
    made = drawn_by_webgl(browser, crowded)
    assert made.ask("drawn") == {"entities": 833, "edges": 1302, "ofEntities": 833, "ofEdges": 1302}
    settled(made)
    found = colours_of(made.page, made.at("canvas").screenshot())
    # The colours of people, posts, organizations, jurisdictions, policies and events.
    for colour in ("0,114,178", "86,180,233", "230,159,0", "0,158,115", "213,94,0", "204,121,167"):
        assert found.get(colour, 0) > 20, colour
    made.at("fewer").click()
    assert (made.ask("renderer"), made.ask("drawn")["entities"]) == ("vis-network", 150)
    # Reading its own pixels to show them, a browser without a graphics processor says that this is slow.
    assert [one for one in made.complaints if "GL Driver Message" not in one] == []
    assert [url for url in made.requests if not url.startswith("data:")] == [made.page.url.partition("#")[0]]


def test_clicks_meet_entities_and_relations_drawn_by_webgl(browser: Browser, crowded: Path) -> None:
    made = drawn_by_webgl(browser, crowded)
    for identifier in made.ask("edges")[::300]:
        made.ask("selectEdge", identifier)  # comes near: from afar a pixel is on several relations
        made.page.keyboard.press("Escape")
        settled(made)
        made.click_at(identifier)
        assert made.ask("selected") == identifier
        assert (made.at("evidence").locator(".kind").text_content() or "").startswith("Relation")
        made.page.keyboard.press("Escape")
    person = made.page.evaluate(ALL_PEOPLE)[0]
    made.at("fit").click()
    settled(made)
    made.click_at(person)
    assert made.ask("selected") == person


def test_without_webgl_vis_network_draws_all(browser: Browser, crowded: Path) -> None:
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, "--disable-3d-apis"])
    made = opened(chromium, crowded)
    made.at("all").click()
    assert (made.ask("renderer"), made.ask("drawn")["entities"]) == ("vis-network", 833)
    made.at("table-tab").click()
    assert made.page.locator("caption").first.text_content() == "Relations: 1,302"
    assert made.complaints == []
    chromium.close()


def test_hostile_text_is_shown_and_never_run(hostile: Opened) -> None:
    page = hostile.page
    for number in range(6):
        hostile.ask("select", f"{ID}organization/hostile-{number}")
        page.wait_for_timeout(50)
    hostile.at("table-tab").click()
    page.locator("tr[data-edge] th button").first.hover()
    table = hostile.at("table").text_content() or ""
    for text in ("<img src=x onerror=\"window.pwned='image'\">", "</script><script>", "{{ 7 * 7 }}"):
        assert text in table
    assert page.locator("img, iframe, object, embed").count() == 0
    for anchor in page.locator("a").all():
        assert re.match(r"https?://", anchor.get_attribute("href") or "")
    hostile.at("search").fill("<script>")
    assert hostile.at("found").locator("script").count() == 0


def test_foreign_scripts_survive(hostile: Opened) -> None:
    for number, name in enumerate(("東京都知事室", "بلدية المدينة القديمة", "Thành phố Hồ Chí Minh", "Relief 🚒 Fund")):
        hostile.ask("select", f"{ID}organization/hostile-{number + 6}")
        assert hostile.at("evidence").locator("h2").text_content() == name


def test_panel_marks_names_in_scripts_without_spaces(hostile: Opened) -> None:
    hostile.ask("select", f"{ID}organization/hostile-6")
    hostile.at("evidence").locator("li.row", has_text="بلدية").locator(".quiet").click()
    assert hostile.at("evidence").locator("mark").all_text_contents() == ["東京都知事室"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_follows_the_colour_scheme(browser: Browser, pages: dict[str, Path], scheme: str) -> None:
    made = opened(browser, pages["usual"], color_scheme=scheme)
    background = made.page.evaluate("() => getComputedStyle(document.getElementById('canvas')).backgroundColor")
    assert background == {"light": "rgb(255, 255, 255)", "dark": "rgb(15, 22, 35)"}[scheme]
    other = {"light": "dark", "dark": "light"}[scheme]
    made.page.emulate_media(color_scheme=other)  # type: ignore[arg-type]
    made.page.wait_for_timeout(100)
    changed = made.page.evaluate("() => getComputedStyle(document.getElementById('canvas')).backgroundColor")
    assert changed != background
    assert made.complaints == []


def test_what_stands_out_takes_up_the_colours_of_the_other_theme(usual: Opened) -> None:
    light, dark = "180,35,24", "253,162,155"  # what is selected, in style.toml
    usual.ask("select", usual.ask("entities")[0])
    before = colours_of(usual.page, usual.at("canvas").screenshot())
    assert before.get(light, 0) > 100
    usual.at("theme").click()
    usual.page.wait_for_timeout(100)
    after = colours_of(usual.page, usual.at("canvas").screenshot())
    assert light not in after
    assert after.get(dark, 0) > 100
    usual.page.keyboard.press("Escape")
    usual.page.wait_for_timeout(100)
    rest = colours_of(usual.page, usual.at("canvas").screenshot())
    assert light not in rest
    assert dark not in rest


def test_on_a_narrow_screen_the_panels_are_sheets(browser: Browser, pages: dict[str, Path]) -> None:
    made = opened(browser, pages["usual"], viewport={"width": 390, "height": 844}, has_touch=True)
    assert made.page.evaluate("() => document.documentElement.scrollWidth") == 390
    assert not made.at("filters").is_visible()
    assert not made.at("panel").is_visible()
    made.at("filters-open").click()
    assert made.at("kinds").is_visible()
    made.at("filters-open").click()
    assert not made.at("filters").is_visible()
    made.ask("selectEdge", holding(made))
    assert made.at("evidence").locator("blockquote").first.is_visible()
    canvas, panel = made.at("canvas").bounding_box(), made.at("panel").bounding_box()
    assert canvas is not None
    assert panel is not None
    assert canvas["y"] < panel["y"]
    made.at("close").click()
    assert not made.at("panel").is_visible()


@pytest.mark.parametrize(
    ("width", "height", "least"),
    [(640, 425, 240), (320, 256, 120), (844, 390, 200), (1280, 300, 160)],
    ids=["zoomed to 200 %", "zoomed to 400 %", "a phone held sideways", "low and wide"],
)
def test_in_a_low_window_the_page_scrolls_and_the_picture_keeps_its_height(
    browser: Browser, pages: dict[str, Path], width: int, height: int, least: int
) -> None:
    made = opened(browser, pages["usual"], viewport={"width": width, "height": height})
    for _ in range(2):
        canvas = made.at("canvas").bounding_box()
        assert canvas is not None
        assert least <= canvas["height"] < height  # so that the page can be taken hold of beside it
        assert made.page.evaluate("() => document.documentElement.scrollWidth") == width
        made.ask("select", made.ask("entities")[0])
    heading = made.at("evidence").locator("h2")  # what was chosen is in sight
    box = heading.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= height + 1
    made.page.keyboard.press("Escape")
    made.at("source").scroll_into_view_if_needed()
    foot = made.at("source").bounding_box()
    assert foot is not None
    assert foot["y"] + foot["height"] <= height + 1
    # A click meets what is drawn where the page was scrolled to.
    made.at("canvas").scroll_into_view_if_needed()
    first = made.ask("entities")[0]
    made.click_at(first)
    assert made.ask("selected") == first
    assert made.complaints == []
    made.page.context.close()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (640, 425), (320, 256)])
def test_names_found_for_a_path_stand_below_their_field(
    browser: Browser, pages: dict[str, Path], width: int, height: int
) -> None:
    made = opened(browser, pages["usual"], viewport={"width": width, "height": height})
    made.at("path-open").click()
    made.at("path-from").fill("county")
    field, found = made.at("path-from").bounding_box(), made.at("path-from-found").bounding_box()
    assert field is not None
    assert found is not None
    assert abs(found["x"] - field["x"]) < 1
    assert 0 <= found["y"] - field["y"] - field["height"] < 10
    assert found["y"] + found["height"] <= height
    made.page.context.close()


def test_policy_forbids_what_is_not_of_the_page(usual: Opened) -> None:
    refused = usual.page.evaluate(
        """async () => {
            const refused = [];
            const note = (event) => refused.push(event.effectiveDirective);
            document.addEventListener("securitypolicyviolation", note);
            const script = document.createElement("script");
            script.textContent = "window.pwned = 1";
            document.body.append(script);
            await fetch("https://news.example/").catch(() => null);
            await new Promise((done) => setTimeout(done, 50));
            return refused;
        }"""
    )
    assert refused == ["script-src-elem", "connect-src"]
    assert len(usual.complaints) >= 2
    usual.complaints.clear()  # the two refusals that this test asked for


def test_footer_names_sources_and_credit(usual: Opened) -> None:
    assert usual.at("source").text_content() == (
        "Extracted automatically from 10 documents, the newest of 2017-03-10; check the sources; "
        "places from GeoNames (CC BY 4.0)."
    )


def test_the_plain_page_draws_and_runs_nothing_of_the_texts(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "plain.html"
    subprocess.run([sys.executable, GENERATOR, "0", path, "--hostile", "--classic"], check=True)
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    asked, complaints = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(path.as_uri())
    page.locator("canvas").wait_for()
    page.mouse.move(720, 450)
    assert [url for url in asked if not url.startswith("data:")] == [page.url]
    assert complaints == []
    assert page.evaluate("() => window.pwned") is None
    page.close()


def test_opens_from_a_server_and_asks_for_nothing_else(browser: Browser, pages: dict[str, Path]) -> None:
    with served(pages["usual"].parent) as address:
        for made in watched(opened(browser, f"{address}/usual.html")):
            assert made.ask("drawn")["entities"] > 50
            made.ask("selectEdge", holding(made))
            assert made.at("evidence").locator("blockquote").first.is_visible()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of the files in a folder."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the class above
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_nothing_moves_where_motion_is_to_be_reduced(browser: Browser, pages: dict[str, Path]) -> None:
    made = opened(browser, pages["usual"], reduced_motion="reduce")
    assert made.page.evaluate("() => matchMedia('(prefers-reduced-motion: reduce)').matches")
    made.ask("selectEdge", holding(made))
    made.at("help-open").click()
    assert made.page.evaluate("() => document.getAnimations().length") == 0
    slow = """() => [...document.querySelectorAll("*")]
        .filter((one) => parseFloat(getComputedStyle(one).transitionDuration) > 0).length"""
    assert made.page.evaluate(slow) == 0
    made.page.context.close()


def test_on_paper_all_is_light_and_only_what_is_read_is_there(browser: Browser, pages: dict[str, Path]) -> None:
    made = opened(browser, pages["usual"], color_scheme="dark")
    made.ask("selectEdge", holding(made))
    made.page.emulate_media(media="print")
    made.page.set_viewport_size({"width": 794, "height": 1123})  # A4 is narrow, and yet no screen
    assert made.page.evaluate("() => getComputedStyle(document.body).colorScheme") == "light"
    for hidden in ("filters", "share", "search", "graph-tab", "fit"):
        assert not made.at(hidden).is_visible(), hidden
    assert made.at("canvas").is_visible()
    assert made.at("source").is_visible()
    quote = made.at("evidence").locator("blockquote").first
    assert quote.is_visible()
    link = made.at("evidence").locator(".cite a").first
    address = link.evaluate("(one) => getComputedStyle(one, '::after').content")
    assert (link.get_attribute("href") or "none") in address  # on paper an address has to be read
    assert len(made.page.pdf()) > 10_000
    made.page.context.close()
