"""The endpoint's pages in a browser: a question leads to an entity, its evidence and the viewer; nobody is shut out."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, Page, expect

from policygraph import vocab
from policygraph.serve.pages.assets import missing_editor

from .chromium import WIDE, Opened
from .running import running
from .test_view_accessible import FAINT, NARROW, violations

pytestmark = pytest.mark.browser

needs_editor = pytest.mark.skipif(bool(missing_editor()), reason=f"there is no editor: {missing_editor()}")
FOLDERS = Path(__file__).with_name("serve_folder.py")
# Whose label, post, sentences and statements are known: see tests/unit/view/synthetic.py.
WHO = "SELECT ?who ?post WHERE { ?who org:holds ?post ; rdfs:label 'Ada Abara' }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of 73 entities."""
    place = tmp_path_factory.mktemp("serve") / "graph"
    subprocess.run([sys.executable, FOLDERS, place, "80"], check=True)
    return place


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with running(folder) as address:
        yield address


@pytest.fixture(scope="module")
def ada(folder: Path) -> str:
    """The path of a person with a post, under /id/."""
    store = ox.Store.read_only(str(folder / "store"))
    quads = store.quads_for_pattern(None, ox.NamedNode(vocab.RDFS_LABEL), ox.Literal("Ada Abara"), None)
    iri = next(quads).subject.value  # type: ignore[union-attr]
    return iri.removeprefix(vocab.BASE)


@contextmanager
def looking(browser: Browser, server: str, **context: Any) -> Iterator[Opened]:
    """A page, and afterwards: nothing was asked for elsewhere, nothing was complained of, no text of the graph ran."""
    page = browser.new_context(**{"viewport": WIDE, "color_scheme": "light", **context}).new_page()
    page.set_default_timeout(10_000)
    made = Opened(page)
    page.on("request", lambda request: made.requests.append(request.url))
    page.on("console", lambda message: made.complaints.append(message.text))
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.on("dialog", made.dismiss)
    yield made
    own = (f"{server}/", f"blob:{server}/", "data:")
    assert [url for url in made.requests if not url.startswith(own)] == []
    assert made.complaints == []
    assert made.dialogs == []
    assert page.evaluate("() => window.pwned") is None
    page.context.close()


@needs_editor
def test_a_question_leads_to_an_entity_its_evidence_and_the_viewer(browser: Browser, server: str) -> None:
    with looking(browser, server) as made:
        page = made.page
        page.goto(f"{server}/query")
        page.wait_for_function("() => window.queries")  # before, the link just opens the query
        page.get_by_role("link", name="Officials and posts").click()
        expect(made.at("said")).to_contain_text("rows in")
        ask(page, WHO)
        expect(made.at("said")).to_contain_text("1 row in")
        assert parse_qs(urlsplit(page.url).query)["query"] == [WHO]
        page.locator("#answer td a").first.click()
        expect(page).to_have_url(re.compile("/page/person/ada-abara-"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Ada Abara")
        quote = page.locator("#relations ~ ul details[open] blockquote").first
        expect(quote).to_contain_text("Ada Abara told the board that report")
        expect(quote.locator("mark").filter(has_text="Ada Abara")).to_have_count(1)
        page.get_by_role("link", name="In the viewer").click()
        page.wait_for_function("() => window.policygraph?.ready")
        page.evaluate("() => window.policygraph.ready")
        expect(made.at("evidence").locator("h2")).to_have_text("Ada Abara")
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="Ontology").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("PolicyGraph vocabulary")


def test_a_page_that_is_seen_again_is_the_same(browser: Browser, server: str, ada: str) -> None:
    """What a browser kept is asked for once more, and the answer that it is still right takes nothing from it."""
    with looking(browser, server) as made:
        looks = []
        for path in (f"/page/{ada}", "/ontology", f"/page/{ada}"):
            made.page.goto(server + path)
            looks.append(made.page.evaluate("() => getComputedStyle(document.querySelector('main')).maxWidth"))
        assert len(set(looks)) == 1
        assert looks[0].endswith("px")


@needs_editor
def test_terms_are_completed_from_our_ontology_alone(browser: Browser, server: str) -> None:
    with looking(browser, server) as made:
        page = made.page
        page.goto(f"{server}/query")
        for typed, wanted in (
            ("SELECT * { ?x a pg:Pol", "pg:Policy"),
            ("SELECT * { ?x a Pers", "schema:Person"),
            ("SELECT * { ?x sent", "pg:sentence"),
            ("PREFIX sch", "schema: <https://schema.org/>"),
        ):
            write(page, typed)
            page.keyboard.press("Control+Space")
            expect(page.locator(".CodeMirror-hint").first).to_have_text(wanted)
            page.keyboard.press("Escape")
        write(page, "SELECT * WHERE { ?x a pg:Policy }")
        expect(page.locator(".parseErrorIcon")).to_have_count(0)  # our prefixes need no declaration
        write(page, "SELECT * WHERE { ?x a nope:Policy }")
        expect(page.locator(".parseErrorIcon")).to_have_count(1)
        assert page.evaluate("() => Object.keys(localStorage)") == []


@needs_editor
def test_answers_of_each_form_are_shown_and_taken_away(browser: Browser, server: str, ada: str) -> None:
    with looking(browser, server, accept_downloads=True) as made:
        page = made.page
        page.goto(f"{server}/query")
        ask(page, f"ASK {{ <{vocab.BASE}{ada}> a schema:Person }}")
        expect(page.locator("#answer .yes")).to_have_text("Yes")
        ask(page, f"CONSTRUCT {{ <{vocab.BASE}{ada}> ?p ?o }} WHERE {{ <{vocab.BASE}{ada}> ?p ?o }}")
        expect(page.locator(f"#answer pre a[href='/id/{ada}']").first).to_be_visible()
        links = page.locator("#answer .actions a").evaluate_all("(all) => all.map((one) => one.download)")
        assert links == ["answer.ttl", "answer.nt", "answer.jsonld", "answer.rdf"]
        ask(page, "SELECT ?a ?b { VALUES (?a ?b) { ('<b>bold</b>'@en UNDEF) (7 <javascript:alert(1)>) } }")
        expect(page.locator("#answer tbody td").first).to_have_text("<b>bold</b> @en")
        assert page.locator("#answer td a, #answer td b").count() == 0
        with page.expect_download() as taken:
            page.locator("#answer").get_by_role("link", name="CSV").click()
        assert taken.value.suggested_filename == "answer.csv"
        assert taken.value.path().read_text(encoding="utf-8").splitlines()[0].strip() == "a,b"
        assert page.locator("#curl").text_content() == (
            "curl -H 'Accept: text/csv' --data-urlencode 'query=SELECT ?a ?b { VALUES (?a ?b) { "
            """('"'"'<b>bold</b>'"'"'@en UNDEF) (7 <javascript:alert(1)>) } }' """
            f"{server}/sparql"
        )


@needs_editor
def test_a_fault_is_told_in_words_and_shown_in_the_query(browser: Browser, server: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{server}/query")
    ask(page, "# 🏛\nSELECT * WHERE {\n  ?a ?b '🏛' , }")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("line 3")
    assert "{" not in alert.inner_text()
    place = page.evaluate("() => { const { line, ch } = window.queries.editor.getCursor(); return [line, ch]; }")
    assert place == [2, 16]  # the fifteenth character is the last, and one of them is two of JavaScript's
    ask(page, "SELECT * WHERE { SERVICE <https://elsewhere.example/> { ?a ?b ?c } }")
    expect(alert).to_contain_text("SERVICE")
    assert "{" not in alert.inner_text()
    page.context.close()


@needs_editor
def test_an_answer_that_may_be_cut_or_broke_off_is_told(browser: Browser, folder: Path) -> None:
    with running(folder, rows=5) as server, looking(browser, server) as made:
        made.page.goto(f"{server}/query")
        for text, says in (
            ("SELECT * { ?a ?b ?c }", "5 rows"),
            ("CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }", "5 triples"),
            (f"DESCRIBE <{vocab.BASE}nothing/such>", "0 triples"),
            ("CONSTRUCT { ?a a ?c } WHERE { ?a a ?c } LIMIT 4", "4 triples"),
        ):
            ask(made.page, text)
            expect(made.at("said")).to_contain_text(f"{says} in ")
            assert ("may be more" in made.at("said").inner_text()) == says.startswith("5")
    # As many rows as there are triples by the third power: some come, and never all.
    with running(folder, timeout=1, rows=None) as server:
        page = browser.new_context().new_page()
        page.goto(f"{server}/query")
        ask(page, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        expect(page.get_by_role("alert")).to_contain_text("broke off", timeout=30_000)
        expect(page.get_by_role("alert")).to_contain_text("LIMIT")
        expect(page.get_by_role("button", name="Stop")).to_be_hidden()
        page.context.close()


@needs_editor
def test_each_query_is_a_step_of_the_history(browser: Browser, server: str) -> None:
    with looking(browser, server) as made:
        page, said = made.page, made.at("said")
        page.goto(f"{server}/query")
        page.wait_for_function("() => window.queries")
        first = text_of(page)
        long = f"{WHO} # {'long ' * 2000}"
        counts = ((WHO, "1 row in"), ("SELECT * {} LIMIT 0", "0 rows in"), (long, "1 row in"))
        steps = page.evaluate("() => history.length")
        for text, says in counts:
            ask(page, text)
            expect(said).to_contain_text(says)
            ask(page, text)  # the same again is no other step
            expect(said).to_contain_text(says)
        assert page.evaluate("() => history.length") == steps + len(counts)
        assert urlsplit(page.url).query == ""  # no address holds so much
        page.reload()
        page.wait_for_function("() => window.queries")
        assert text_of(page) == long
        for text, says in reversed(counts[:-1]):
            page.go_back()
            expect(said).to_contain_text(says)
            assert text_of(page) == text
            assert parse_qs(urlsplit(page.url).query)["query"] == [text]
        page.get_by_role("link", name="To the content").focus()
        page.keyboard.press("Enter")  # a step within the page
        page.go_back()
        expect(said).to_contain_text("1 row in")
        page.go_back()
        expect(said).to_have_text("")
        assert (text_of(page), urlsplit(page.url).path) == (first, "/query")
        page.go_forward()
        expect(said).to_contain_text("1 row in")
        page.locator("#answer td a").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ada Abara")
        page.go_back()
        page.wait_for_function("() => window.queries")
        assert text_of(page) == WHO


def test_all_but_the_editor_works_without_scripts(browser: Browser, server: str, ada: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/id/{ada}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Abara")
    expect(page.locator("#relations ~ ul details[open] blockquote").first).to_be_visible()
    page.get_by_role("searchbox").fill("castelane")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name=re.compile("Castellane")).first.click()
    expect(page.locator("li.hit").first).to_contain_text("Castellane")
    page.goto(f"{server}/query")
    page.get_by_role("link", name="Officials and posts").click()
    assert page.locator("#text").input_value().startswith("# Who holds which post")
    page.locator("#text").fill(WHO)
    page.get_by_role("button", name="Run").click()
    page.wait_for_url("**/sparql?**")  # shown, and not saved
    expect(page.locator("body")).to_contain_text("/id/post/")
    page.go_back()
    page.get_by_role("combobox").select_option("csv")
    with page.expect_response("**/sparql?**") as answered:
        page.get_by_role("button", name="Run").click()
    assert answered.value.headers["content-type"].startswith("text/csv")
    context.close()


def on_search(page: Page, server: str, _ada: str) -> None:
    page.goto(f"{server}/search?q=ada")


def on_nothing_found(page: Page, server: str, _ada: str) -> None:
    page.goto(f"{server}/search?q=castelane")


def on_an_entity(page: Page, server: str, ada: str) -> None:
    page.goto(f"{server}/id/{ada}")
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def on_a_claim(page: Page, server: str, ada: str) -> None:
    on_an_entity(page, server, ada)
    page.get_by_role("link", name=re.compile("^claim ")).first.click()


def on_a_document(page: Page, server: str, ada: str) -> None:
    on_an_entity(page, server, ada)
    page.get_by_role("link", name=re.compile("^document ")).first.click()


def on_the_ontology(page: Page, server: str, _ada: str) -> None:
    page.goto(f"{server}/ontology")


def on_a_query(page: Page, server: str, _ada: str) -> None:
    page.goto(f"{server}/query")
    if not missing_editor():
        ask(page, "SELECT * WHERE { ?who a schema:Person ; rdfs:label ?name } LIMIT 5")
        expect(page.locator("#answer table")).to_be_visible()


def on_what_is_not_there(page: Page, server: str, _ada: str) -> None:
    page.goto(f"{server}/id/person/ada-abarra")


PLACES = (
    on_search,
    on_nothing_found,
    on_an_entity,
    on_a_claim,
    on_a_document,
    on_the_ontology,
    on_a_query,
    on_what_is_not_there,
)


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", PLACES)
def test_nobody_is_shut_out(
    browser: Browser,
    axe: Path,
    server: str,
    ada: str,
    place: Callable[[Page, str, str], None],
    scheme: str,
    viewport: dict[str, int],
) -> None:
    # The pages' own policy lets no foreign script run, axe's neither: it is set aside for this.
    context = browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    place(page, server, ada)
    assert violations(page, axe) == []
    assert page.evaluate(FAINT) == []
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


def test_the_head_of_a_page_is_low_however_narrow_it_is(browser: Browser, server: str) -> None:
    with looking(browser, server) as made:
        made.page.goto(f"{server}/ontology")
        for width in range(380, 900, 20):
            made.page.set_viewport_size({"width": width, "height": 700})
            rows = {box["y"] for one in made.page.locator("header li a").all() if (box := one.bounding_box())}
            assert len(rows) <= 2, width
            box = made.page.locator("header").bounding_box()
            assert box
            assert box["height"] < 130, width


def test_hostile_texts_stay_texts(browser: Browser, tmp_path: Path) -> None:
    place = tmp_path / "graph"
    subprocess.run([sys.executable, FOLDERS, place, "hostile"], check=True)
    store = ox.Store.read_only(str(place / "store"))
    entities = sorted(
        quad.subject.value.removeprefix(vocab.BASE)
        for quad in store.quads_for_pattern(None, ox.NamedNode(vocab.RDFS_LABEL), None, None)
        if isinstance(quad.subject, ox.NamedNode) and not quad.subject.value.startswith(f"{vocab.BASE}candidate/")
    )
    assert len(entities) > 200
    with running(place) as server, looking(browser, server) as made:
        page = made.page
        for local in entities[::9]:
            if local.count("/") > 1 or set("?#") & set(local):
                continue  # an IRI that we never mint
            page.goto(f"{server}/id/{local.replace('%', '%25')}")
            assert page.locator("h1").count() == 1, local
            assert page.evaluate("() => document.scripts.length") == 0
        if not missing_editor():
            page.goto(f"{server}/query")
            ask(page, "SELECT * WHERE { ?s ?p ?text FILTER(isLiteral(?text)) } LIMIT 400")
            expect(made.at("said")).to_contain_text("400 rows in")
            assert page.locator("#answer td :not(a, bdi, span)").count() == 0
            addresses = page.locator("#answer td a").evaluate_all("(all) => all.map((one) => one.protocol)")
            assert set(addresses) <= {"http:", "https:"}


def write(page: Page, text: str) -> None:
    """Puts a text into the editor, the cursor at its end."""
    page.wait_for_function("() => window.queries")
    page.evaluate("(text) => { const { editor } = window.queries; editor.setValue(text); editor.focus(); }", text)
    page.keyboard.press("Control+End")


def text_of(page: Page) -> str:
    """What stands in the editor."""
    text: str = page.evaluate("() => window.queries.editor.getValue()")
    return text


def ask(page: Page, text: str) -> None:
    write(page, text)
    page.get_by_role("button", name="Run").click()
