"""The evidence panel in Chromium: what it tells of an entity, a relation and a path, and what its buttons do."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from policygraph.model import Kind
from policygraph.view import page as pages
from policygraph.view import style
from policygraph.view.parts import (
    ViewAttribution,
    ViewCandidate,
    ViewDetail,
    ViewDocument,
    ViewEdge,
    ViewEntity,
    ViewEvidence,
    ViewGraph,
    ViewHolding,
    ViewIdentifier,
)

from .chromium import Opened, opened, watched

pytestmark = pytest.mark.browser

SCHEMA, ORG, PG = "https://schema.org/", "http://www.w3.org/ns/org#", "https://w3id.org/policygraph/ns#"
COURIER, COPY, RADIO = "d:courier", "d:copy", "d:radio"
ANN_IS_MAYOR = "Mayor Ann Abara of Elm opened the visit."
HEADING = "#evidence h3"


def entity(iri: str, kind: Kind, label: str, **more: Any) -> ViewEntity:
    usual = {"aliases": (), "types": (), "identifiers": (), "candidates": (), "details": (), "statements": 0}
    return ViewEntity(**{**usual, "iri": iri, "kind": kind, "label": label, "evidence": 1, **more})


def told(sentence: str, document: str | None = COURIER, begin: int | None = 10) -> ViewEvidence:
    end = None if begin is None else begin + len(sentence)
    return ViewEvidence(
        document=document, sentence=sentence, begin=begin, end=end, rule="verb", source="", confidence=0.9
    )


def edge(
    name: str, subject: str, predicate: str, obj: str, *evidence: ViewEvidence, status: str = "stated"
) -> ViewEdge:
    return ViewEdge(
        id=name,
        subject=subject,
        predicate=predicate,
        object=obj,
        label=style.load().relation(predicate),
        status=status,
        attributed_to=None,
        evidence=evidence,
    )


def held(person: str, start: str, end: str, *attested: str) -> ViewHolding:
    return ViewHolding(
        iri=f"{person} {start}",
        person=person,
        post="e:mayor",
        organization=None,
        start=start,
        end=end,
        attested=attested,
    )


def statement(name: str, text: str, *about: str, document: str = COURIER) -> ViewAttribution:
    return ViewAttribution(
        iri=f"s:{name}",
        creators=("e:ann",),
        posts=("e:mayor",),
        according_to="",
        denied=False,
        source_text="Abara",
        text=text,
        cue="said",
        manner="indirect",
        date="",
        reported_by="",
        about=about,
        stance=(),
        document=document,
    )


def document(iri: str, publisher: str, date: str, *, url: str = "", copy_of: str = "") -> ViewDocument:
    title = f"Elm reports of {date}"
    return ViewDocument(iri=iri, title=title, publisher=publisher, date=date, url=url, source="x.txt", copy_of=copy_of)


def graph() -> ViewGraph:
    """A town with two who are told to be its mayor at one time, a visit, a hearing, and three documents."""
    started = ViewDetail(label="from", value="2017-03-02", status="stated", evidence=(told("On 2 March she came."),))
    candidate = ViewCandidate(identifier="us-oh-elm", reason="population")
    wikidata = ViewIdentifier(scheme="Wikidata", value="Q1", url="http://www.wikidata.org/entity/Q1")
    entities = (
        entity("e:ann", Kind.PERSON, "Ann Abara", aliases=("Abara",), evidence=9, identifiers=(wikidata,)),
        entity("e:bo", Kind.PERSON, "Bo Brand"),
        entity("e:mayor", Kind.POST, "Mayor of Elm"),
        entity("e:elm", Kind.JURISDICTION, "Elm", candidates=(candidate,)),
        entity("e:visit", Kind.EVENT, "Visit to Elm", types=("Visit",), details=(started,)),
        entity("e:hearing", Kind.EVENT, "Hearing on Ledgers"),
        entity("e:union", Kind.ORGANIZATION, "Tenants' Union"),
        entity("e:act", Kind.POLICY, "Open Ledger Act"),
    )
    mayor, copied = told(ANN_IS_MAYOR), told(ANN_IS_MAYOR, COPY)
    edges = (
        edge("ann-holds", "e:ann", f"{ORG}holds", "e:mayor", mayor, copied, told("Abara is mayor.", RADIO)),
        edge("ann-denied", "e:ann", f"{ORG}holds", "e:mayor", told("Abara was never mayor.", RADIO), status="denied"),
        edge("bo-holds", "e:bo", f"{ORG}holds", "e:mayor", told("Mayor Brand spoke.", RADIO)),
        edge("agent", "e:visit", f"{SCHEMA}agent", "e:ann", mayor),
        edge("with", "e:visit", f"{SCHEMA}participant", "e:bo", told("Brand came along.")),
        edge("planned", "e:visit", f"{SCHEMA}participant", "e:union", told("The union may come."), status="planned"),
        edge("where", "e:visit", f"{SCHEMA}location", "e:elm", mayor),
        edge("heard", "e:hearing", f"{SCHEMA}recipient", "e:ann", told("Abara was heard.")),
        edge("about", "e:hearing", f"{SCHEMA}about", "e:act"),
        edge("place", "e:mayor", f"{PG}jurisdiction", "e:elm", told("", None, None)),
    )
    return ViewGraph(
        entities=entities,
        edges=edges,
        attributions=(
            statement("1", "that ledgers are open", "e:act"),
            statement("2", "that the act is good", "e:act", "e:elm", document=RADIO),
            statement("3", "that it rains"),
        ),
        holdings=(
            held("e:ann", "2015", "2018-06-30", "2016-01-05", "2016-02-05", "2016-03-05", "2018-05-05"),
            held("e:bo", "2018-01-01", "", "2018-05-05"),
        ),
        documents=(
            document(COPY, "The Courier", "2018-05-06", url="https://news.example/2", copy_of=COURIER),
            document(COURIER, "The Courier", "2018-05-05", url="https://news.example/1"),
            document(RADIO, "Elm Radio", "2018-05-07"),
        ),
        all_entities=len(entities),
        all_edges=len(edges),
        all_documents=3,
    )


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("panel") / "page.html"
    pages.write(graph(), path)
    return path


@pytest.fixture
def town(browser: Browser, written: Path) -> Iterator[Opened]:
    yield from watched(opened(browser, written))


def section(made: Opened, heading: str) -> Any:
    return made.page.locator("#evidence section", has=made.page.get_by_role("heading", name=heading, exact=True))


def headings(made: Opened) -> list[str]:
    return made.page.locator(HEADING).all_text_contents()


def test_a_person_at_a_glance(town: Opened) -> None:
    town.ask("select", "e:ann")
    assert headings(town) == [
        "Posts",
        "2 events",
        "3 statements",
        "3 relations",
        "Told in 3 documents, 2 independent texts",
        "Identifiers",
    ]
    assert section(town, "3 relations").locator("p.aside").text_content() == "The filters leave out 1 relation."


def test_holders_are_bars_on_one_axis_and_the_same_in_words(town: Opened) -> None:
    town.ask("select", "e:mayor")
    by = section(town, "Held by")
    assert by.locator(".tenure .name").all_text_contents() == ["Bo Brand", "Ann Abara"]
    assert by.locator(".axis text").all_text_contents() == ["2015", "2016", "2017", "2018", "2019"]
    words = by.locator(".tenure > .aside").all_text_contents()
    assert words == [
        "From 2018-01-01, end not known; in documents of 2018-05-05",
        "2015 – 2018-06-30; in documents of 4 dates, 2016-01-05 to 2018-05-05"
        "2016-01-05, 2016-02-05, 2016-03-05, 2018-05-05",
    ]
    assert [by.locator(".bar").nth(place).locator(".seen").count() for place in (0, 1)] == [1, 4]
    # Ann's bar is solid from the end of 2015 to June 2018, and fades in over 2015; of four years.
    box = by.locator(".bar").nth(1).bounding_box()
    solid = by.locator(".bar").nth(1).locator(".held").bounding_box()
    assert box
    assert solid
    assert (solid["x"] - box["x"]) / box["width"] == pytest.approx(1 / 4, abs=0.01)
    assert solid["width"] / box["width"] == pytest.approx(2.5 / 4, abs=0.01)
    assert by.locator(".legend li").all_text_contents() == [
        "held",
        "start or end not exactly known",
        "a document of that date tells of it",
    ]


def test_events_tell_when_where_and_who_else(town: Opened) -> None:
    town.ask("select", "e:ann")
    rows = section(town, "2 events").locator("li.event")
    assert rows.locator("> .name").all_text_contents() == ["Visit to Elm", "Hearing on Ledgers"]
    assert rows.locator("> .aside").all_text_contents() == ["2017-03-02 · did", "date not known · addressed by"]
    assert rows.nth(0).get_by_role("list", name="Where").locator(".name").all_text_contents() == ["Elm"]
    # The union is only planned to come.
    others = rows.nth(0).get_by_role("list", name="Who else").locator(".name")
    assert others.all_text_contents() == ["Bo Brand"]
    others.click()
    assert town.ask("selected") == "e:bo"


def test_an_event_at_a_glance(town: Opened) -> None:
    town.ask("select", "e:visit")
    evidence = town.at("evidence")
    facts = evidence.locator(".facts > *").all_text_contents()
    assert facts == ["When", "2017-03-02", "Where", "Elm1 sentence"]
    who = section(town, "Who was involved")
    assert who.locator("h4").all_text_contents() == ["done by", "with", "with (planned)"]
    assert who.locator(".name").all_text_contents() == ["Ann Abara", "Bo Brand", "Tenants' Union"]
    assert headings(town) == ["Who was involved", "1 date", "Told in 1 document"]
    assert section(town, "1 date").locator("blockquote").text_content() == "On 2 March she came."
    evidence.get_by_role("button", name="1 sentence: Visit to Elm took place in Elm").click()
    assert town.ask("selected") == "where"


def test_statements_stand_under_their_topics(town: Opened) -> None:
    town.ask("select", "e:ann")
    said = section(town, "3 statements")
    assert said.locator("h4").all_text_contents() == ["Open Ledger Act", "Elm", "Without a topic"]
    assert said.locator("blockquote").all_text_contents() == [
        "that the act is good",
        "that ledgers are open",
        "that the act is good",
        "that it rains",
    ]
    town.ask("select", "e:act")
    assert section(town, "2 statements about it").locator("h4").all_text_contents() == ["Ann Abara"]


def test_sources_stand_by_outlet(town: Opened) -> None:
    town.ask("select", "e:ann")
    sources = section(town, "Told in 3 documents, 2 independent texts")
    assert sources.locator("h4").all_text_contents() == ["Elm Radio · 1 document", "The Courier · 2 documents"]
    assert sources.locator(".cite").all_text_contents() == [
        "Elm reports of 2018-05-07 · 2018-05-07",
        "Elm reports of 2018-05-06 · 2018-05-06 · near copy of another document",
        "Elm reports of 2018-05-05 · 2018-05-05",
    ]
    assert sources.locator("a").first.get_attribute("href") == "https://news.example/2"


def test_candidates_of_an_ambiguous_name_come_first(town: Opened) -> None:
    town.ask("select", "e:elm")
    assert headings(town)[0] == "Could be"
    assert section(town, "Could be").locator("li").all_text_contents() == ["us-oh-elm (population)"]
    row = section(town, "2 relations").locator("li.row", has_text="Mayor of Elm")
    assert row.locator(".quiet").text_content() == "1 reference"


def test_a_relation_tells_what_speaks_against_it(town: Opened) -> None:
    town.ask("selectEdge", "ann-holds")
    evidence = town.at("evidence")
    assert evidence.locator("p.aside").first.text_content() == (
        "Rests on 3 sentences in 3 documents, 2 independent texts."
    )
    otherwise = section(town, "Told otherwise")
    assert otherwise.locator("button").all_text_contents() == [
        "Ann Abara holds Mayor of Elm (denied)",
        "Bo Brand holds Mayor of Elm (stated)",
    ]
    otherwise.locator("button").first.click()
    assert town.ask("selected") == "ann-denied"
    assert section(town, "Told otherwise").locator("button").all_text_contents() == [
        "Ann Abara holds Mayor of Elm (stated)"
    ]
    town.ask("selectEdge", "agent")
    assert section(town, "Told otherwise").count() == 0


CITED = (
    f"“{ANN_IS_MAYOR}” — The Courier, “Elm reports of 2018-05-06”, 2018-05-06, https://news.example/2 "
    "(characters 10–50), via PolicyGraph: Ann Abara holds Mayor of Elm"
)


SELECTED = """() => {
    const { value, selectionStart, selectionEnd } = document.activeElement;
    return value.slice(selectionStart, selectionEnd);
}"""


def cite(made: Opened) -> Any:
    made.ask("selectEdge", "ann-holds")
    article = made.page.locator("article.evidence", has_text="2018-05-06")
    article.get_by_role("button", name=f"Copy as citation: “{ANN_IS_MAYOR}”").click()
    return article


def test_a_sentence_is_copied_as_a_citation(browser: Browser, written: Path) -> None:
    made = opened(browser, written, permissions=["clipboard-read", "clipboard-write"])
    said = cite(made).get_by_role("status")
    made.page.wait_for_function("() => document.querySelector('#evidence .copied:not(:empty)')")
    assert said.text_content() == "Copied"
    assert made.page.evaluate("() => navigator.clipboard.readText()") == CITED
    made.ask("select", "e:ann")
    statement_of = section(made, "3 statements").locator("li.evidence", has_text="that it rains")
    statement_of.locator(".copy").click()
    made.page.wait_for_function("() => document.querySelector('#evidence .copied:not(:empty)')")
    assert made.page.evaluate("() => navigator.clipboard.readText()") == (
        "“that it rains” — The Courier, “Elm reports of 2018-05-05”, 2018-05-05, https://news.example/1, "
        "via PolicyGraph: statement of Ann Abara (indirect), as Mayor of Elm"
    )
    assert made.complaints == []


@pytest.mark.parametrize("clipboard", ["undefined", "{ writeText: () => Promise.reject(new Error('denied')) }"])
def test_without_a_clipboard_the_citation_is_selected(town: Opened, clipboard: str) -> None:
    town.page.evaluate(f"() => Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard} }})")
    article = cite(town)
    area = town.page.get_by_role("textbox", name="Citation")
    area.wait_for()
    assert area.input_value() == CITED
    assert town.page.evaluate(SELECTED) == CITED
    assert article.get_by_role("status").text_content() == "Selected: copy it with Ctrl+C (⌘C)"
    article.locator(".copy").click()
    assert town.page.get_by_role("textbox", name="Citation").count() == 1


PANEL = """([does, filtered]) => $loader.unpack(POLICYGRAPH).then((data) => {
    const page = new $model.Page(data);
    if (filtered) page.evidenceOf = (edge) => edge.evidence.slice(0, 1);
    const called = (window.called = []);
    const note = (name) => (...given) => {
        called.push([name, ...given]);
    };
    const go = Object.fromEntries(does.map((name) => [name, note(name)]));
    window.town = { page, panel: new $panel.Panel(document.getElementById("evidence"), page, go) };
})"""
ALL = ["entity", "edge", "draw", "group", "focus", "unfocus", "hide", "pin", "pathFrom", "nextPath"]


def show(made: Opened, does: list[str], shown: str, *, filtered: bool = False) -> None:
    """A panel on a page that can do these things, showing what a function of (page, panel) tells it to."""
    made.page.evaluate(PANEL, [does, filtered])
    made.page.evaluate(f"() => {{ const {{ page, panel }} = window.town; {shown}; }}")


def test_what_can_be_done_with_an_entity(town: Opened) -> None:
    town.ask("select", "e:ann")
    evidence = town.at("evidence")
    everybody = town.ask("entities")
    evidence.get_by_role("group", name="Focus on Ann Abara").get_by_role("button", name="1 hop").click()
    assert town.at("focus-text").text_content() == "Around Ann Abara"
    assert set(town.ask("entities")) < set(everybody)
    evidence.get_by_role("button", name="Show all again", exact=True).click()
    assert town.ask("entities") == everybody
    evidence.get_by_role("button", name="Pin Ann Abara", exact=True).click()
    assert "pin=" in town.page.url
    evidence.get_by_role("button", name="Unpin Ann Abara", exact=True).click()
    assert "pin=" not in town.page.url
    evidence.get_by_role("button", name="Path to … from Ann Abara", exact=True).click()
    assert town.at("path-from").input_value() == "Ann Abara"
    town.at("path-from").press("Escape")
    town.at("path-from").press("Escape")
    evidence.get_by_role("button", name="Hide Ann Abara", exact=True).click()
    assert set(town.ask("entities")) == set(everybody) - {"e:ann"}
    town.at("unhide").click()
    assert set(town.ask("entities")) == set(everybody)


def test_a_path_tells_every_hop_with_its_first_sentence(town: Opened) -> None:
    steps = """
        const [ann, mayor, elm] = ["e:ann", "e:mayor", "e:elm"].map((iri) => page.entityByIri.get(iri));
        const [holds, denied, place] = ["ann-holds", "ann-denied", "place"].map((id) => page.edgeById.get(id));
        const steps = [
            { from: ann, to: mayor, edges: [holds, denied] },
            { from: mayor, to: elm, edges: [place] },
        ];
    """
    show(town, ALL, f"{steps} panel.path(steps, 2)")
    evidence = town.at("evidence")
    assert evidence.locator(".kind").text_content() == "Path of 2 hops"
    assert headings(town) == ["Hop 1 of 2", "Hop 2 of 2"]
    assert evidence.locator("h4").all_text_contents() == [
        "Ann Abara holds Mayor of Elm",
        "Ann Abara holds Mayor of Elm (denied)",
        "Mayor of Elm jurisdiction Elm",
    ]
    assert evidence.locator("blockquote").count() == 2
    assert "2 other paths of the same length" in (evidence.locator("p.aside").first.text_content() or "")
    evidence.get_by_role("button", name="Next path").click()
    evidence.get_by_role("button", name="All 3 sentences: Ann Abara holds Mayor of Elm").click()
    assert town.page.evaluate("() => window.called") == [["nextPath"], ["edge", "ann-holds"]]
    show(town, ALL, "panel.path([])")
    assert evidence.locator("h2").text_content() == "No path"


def test_sentences_left_out_by_the_filters_are_counted(town: Opened) -> None:
    show(town, ALL, "panel.edge(page.edgeById.get('ann-holds'))", filtered=True)
    evidence = town.at("evidence")
    assert evidence.locator("> p.aside").all_text_contents() == [
        "Rests on 1 sentence in 1 document.",
        "The filters leave out 2 sentences.",
    ]
    assert evidence.locator("blockquote").count() == 1


def test_headings_are_in_order_and_every_button_has_a_name_of_its_own(town: Opened) -> None:
    for what in ("e:ann", "e:visit", "e:mayor", "ann-holds"):
        town.ask("select" if what.startswith("e:") else "selectEdge", what)
        levels = town.page.evaluate(
            "() => [...document.querySelectorAll('#evidence :is(h2, h3, h4)')].map((one) => +one.tagName[1])"
        )
        assert levels[0] == 2
        assert all(after <= before + 1 for before, after in pairwise(levels))
        names = town.page.evaluate(
            "() => [...document.querySelectorAll('#evidence button')].map((one) => one.ariaLabel ?? one.textContent)"
        )
        assert all(name not in ("", "Copy as citation", "1 sentence", "details") for name in names)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_of_the_panel_can_be_read(browser: Browser, written: Path, scheme: str) -> None:
    made = opened(browser, written, color_scheme=scheme)
    made.ask("select", "e:ann")
    ratios = made.page.evaluate(
        """() => {
            const parse = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
            const share = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
            const weights = [0.2126, 0.7152, 0.0722];
            const light = (colour) => parse(colour).reduce((sum, part, n) => sum + weights[n] * share(part), 0);
            const paper = light(getComputedStyle(document.documentElement).backgroundColor) + 0.05;
            const shown = [...document.querySelectorAll("#evidence *")].filter((one) =>
                [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
            return shown.map((one) => {
                const ink = light(one.closest("svg") ? getComputedStyle(one).fill : getComputedStyle(one).color) + 0.05;
                return Math.max(ink, paper) / Math.min(ink, paper);
            });
        }"""
    )
    assert len(ratios) > 40
    assert min(ratios) >= 4.5
    made.page.context.close()


def test_fits_a_narrow_screen(browser: Browser, written: Path) -> None:
    made = opened(browser, written, viewport={"width": 390, "height": 844}, has_touch=True)
    for iri in ("e:ann", "e:mayor", "e:visit"):
        made.ask("select", iri)
        assert made.page.evaluate("() => document.documentElement.scrollWidth") == 390
    assert made.complaints == []
    made.page.context.close()
