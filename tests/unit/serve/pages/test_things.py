"""`/id`, `/page` and `/data`: what is asked for is seen in the form that the client likes."""

import json
import re
from dataclasses import replace

import pyoxigraph as ox
import pytest
from lxml import html
from starlette.testclient import TestClient

from policygraph import vocab
from policygraph.errors import StoreError
from policygraph.model import Kind
from policygraph.serve.pages import described, reading, tenures, things
from policygraph.serve.snapshot import Moment

from .conftest import COUNTY, JANE, Shown

FORMS = {
    "text/turtle": ("ttl", ox.RdfFormat.TURTLE),
    "application/n-triples": ("nt", ox.RdfFormat.N_TRIPLES),
    "application/rdf+xml": ("rdf", ox.RdfFormat.RDF_XML),
}


def page(client: TestClient, path: str) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def words(tree: html.HtmlElement, path: str) -> list[str]:
    return [re.sub(r"\s+", " ", one.text_content()).strip() for one in tree.xpath(path)]


def test_an_iri_sees_other_by_what_is_liked(client: TestClient) -> None:
    seen = client.get(f"/id/{JANE}")
    assert (seen.status_code, seen.headers["location"], seen.headers["vary"]) == (303, f"/page/{JANE}", "Accept")
    for media, (end, _) in FORMS.items():
        seen = client.get(f"/id/{JANE}", headers={"accept": media})
        assert (seen.status_code, seen.headers["location"]) == (303, f"/data/{JANE}.{end}")
    seen = client.get(f"/id/{JANE}", headers={"accept": "application/ld+json"})
    assert seen.headers["location"] == f"/data/{JANE}.jsonld"
    seen = client.get(f"/id/{JANE}", headers={"accept": "text/*;q=0.2, text/html;q=0.1, application/rdf+xml;q=0.3"})
    assert seen.headers["location"] == f"/data/{JANE}.rdf"
    seen = client.get(f"/id/{JANE}", headers={"accept": "*/*"})
    assert seen.headers["location"] == f"/page/{JANE}"
    assert client.get(f"/id/{JANE}", headers={"accept": "image/png"}).status_code == 406


def test_what_was_merged_leads_to_what_it_is(client: TestClient) -> None:
    for path in ("id", "page"):
        seen = client.get(f"/{path}/person/j-doe-fedcba")
        assert (seen.status_code, seen.headers["location"]) == (301, f"/id/{JANE}")


@pytest.mark.parametrize("media", FORMS)
def test_data_are_the_triples_about_it_and_those_that_lead_to_it(
    client: TestClient, store: ox.Store, media: str
) -> None:
    end, form = FORMS[media]
    answer = client.get(f"/data/{JANE}.{end}")
    assert answer.headers["content-type"].startswith(media)
    term, default = ox.NamedNode(vocab.BASE + JANE), ox.DefaultGraph()
    wanted = {quad.triple for quad in store.quads_for_pattern(term, None, None, default)}
    wanted |= {quad.triple for quad in store.quads_for_pattern(None, None, term, default)}
    assert len(wanted) > 10
    assert {quad.triple for quad in ox.parse(answer.content, format=form)} == wanted


def test_json_ld_names_the_resource(client: TestClient) -> None:
    told = json.loads(client.get(f"/data/{JANE}.jsonld").content)
    jane = next(one for one in told["@graph"] if one["@id"].endswith("jane-doe-0a1b2c"))
    assert jane["rdfs:label"] == "Jane Doe"


def test_a_page_tells_who_somebody_is(client: TestClient) -> None:
    tree = page(client, f"/page/{JANE}")
    assert words(tree, "//h1") == ["Jane Doe"]
    text = tree.xpath("//main")[0].text_content()
    for told in ("J. Doe", "D000999", "Q999001", f"{vocab.BASE}{JANE}"):
        assert told in text
    assert tree.xpath('//a[text()="In the viewer"]/@href') == ["/#entity=person%2Fjane-doe-0a1b2c"]
    assert tree.xpath('//a[text()="As Turtle"]/@href') == [f"/data/{JANE}.ttl"]
    assert "https://bioguide.congress.gov/search/bio/D000999" in tree.xpath("//dd/a/@href")


def test_tenures_come_a_page_at_a_time(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tenures, "SIZE", 1)
    told = []
    for number in (1, 2):
        tree = html.fromstring(client.get(f"/page/{JANE}?held={number}").text)
        told += words(tree, '//section[@aria-labelledby="tenures"]//tbody/tr/th')
        assert tree.xpath('string(//h2[@id="tenures"])').split()[-1] == "2"
    assert told == ["Clerk of Doe County", "Executive of Doe County"]


def test_posts_stand_in_time(client: TestClient) -> None:
    tree = page(client, f"/page/{JANE}")
    rows = [words(row, "./*")[:4] for row in tree.xpath("//tbody/tr")]
    assert rows == [
        ["Clerk of Doe County", "", "the holding, from 2015", "2018-12-31"],
        ["Executive of Doe County", "", "the holding, from 2019-01-01", "not known"],
    ]
    clerk, executive = tree.xpath('//*[local-name()="rect"][contains(@class, "held")]')
    # From 2015 to the end of 2019 are 1825 days after the first; the clerk went after 1460 of them.
    assert float(clerk.get("x")) == 0
    assert float(clerk.get("width")) == pytest.approx(1460 / 1825 * 240, abs=0.1)
    assert "unsure" not in clerk.get("class")
    assert "unsure" in executive.get("class")


def test_relations_come_with_their_sentences(client: TestClient) -> None:
    tree = page(client, f"/page/{JANE}")
    headings = words(tree, '//section[@aria-labelledby="relations"]//h3')
    assert headings == ["Holds", "Formerly held", "Supports", "Did"]
    holds = tree.xpath('//h3[text()="Holds"]/following-sibling::ul[1]/li')[0]
    assert words(holds, ".//blockquote") == ["Jane Doe, Executive of Doe County, opened the road."]
    assert words(holds, ".//mark") == ["Jane Doe", "Executive of Doe County"]
    how = words(holds, './/div[@class="evidence"]/p[@class="how"]')[0]
    assert how.startswith("rule title-before-name · confidence 0.97")
    assert holds.xpath('.//a[text()="Clerk opens road"]/@href | .//a[bdi="Clerk opens road"]/@href') == [
        "https://news.example/road"
    ]
    supports = tree.xpath('//h3[text()="Supports"]/following-sibling::ul[1]/li')[0]
    assert words(supports, './/span[@class="status"]') == ["alleged"]


def test_statements_stand_under_their_topics_and_events_with_their_day(client: TestClient) -> None:
    tree = page(client, f"/page/{JANE}")
    assert words(tree, '//section[@aria-labelledby="said"]//h3') == ["Road Act", "Without a topic"]
    assert words(tree, '//section[@aria-labelledby="said"]//blockquote') == ["The road will open in May", "It is late"]
    event = words(tree, '//section[@aria-labelledby="events"]//li')[0]
    assert event == "Meeting of Jane Doe 2019-05-01 · done by Jane Doe · in Doe County"


def test_a_hub_comes_a_page_at_a_time(client: TestClient) -> None:
    seen: list[str] = []
    for number in ("1", "2", "3"):
        tree = page(client, f"/page/{COUNTY}?page={number}")
        seen += words(tree, '//li[@class="relation"]//summary/bdi')
        assert f"Page {number} of 3" in tree.xpath('//section[@aria-labelledby="relations"]')[0].text_content()
    assert len(seen) == len(set(seen)) == 121
    for odd in ("0", "-1", "99999999", "x", "²"):
        assert client.get(f"/page/{COUNTY}?page={odd}").status_code == 200


def test_of_what_is_beyond_all_measure_a_part_is_read_and_that_is_told(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "There are more" not in client.get(f"/page/{COUNTY}").text
    monkeypatch.setattr(reading, "MOST", 60)
    relations = page(client, f"/page/{COUNTY}").xpath('//section[@aria-labelledby="relations"]')[0].text_content()
    assert "There are more than are listed here" in relations
    assert "x-triple-limit" not in client.get(f"/data/{COUNTY}.ttl").headers
    monkeypatch.setattr(described, "MOST", 60)
    monkeypatch.setattr(things, "MOST", 60)
    answer = client.get(f"/data/{COUNTY}.nt")
    assert answer.headers["x-triple-limit"] == "60"
    leading = [line for line in answer.text.splitlines() if line.endswith(f"<{vocab.BASE}{COUNTY}> .")]
    assert len(leading) == 60


@pytest.mark.parametrize("kind", ["claim", "evidence", "attribution", "doc", "membership"])
def test_what_is_no_entity_has_a_page_and_data(client: TestClient, store: ox.Store, kind: str) -> None:
    start = f"{vocab.BASE}{kind}/"
    local = min(
        quad.subject.value.removeprefix(start)
        for quad in store
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(start)
    )
    assert client.get(f"/id/{kind}/{local}").headers["location"] == f"/page/{kind}/{local}"
    tree = page(client, f"/page/{kind}/{local}")
    assert start + local in tree.text_content()
    assert client.get(f"/data/{kind}/{local}.ttl").status_code == 200


def test_a_claim_s_page_has_all_its_evidence(client: TestClient, store: ox.Store) -> None:
    claim = vocab.Minter().claim(
        f"{vocab.BASE}{JANE}", vocab.HOLDS, f"{vocab.BASE}post/doe-county-executive", "affirmed", "stated", ""
    )
    tree = page(client, claim.replace(vocab.BASE, "/page/"))
    assert words(tree, '//p[@class="says"]') == ["Jane Doe holds Executive of Doe County"]
    assert words(tree, "//blockquote") == ["Jane Doe, Executive of Doe County, opened the road."]


def test_a_tenure_s_page_leads_to_what_tells_of_it(client: TestClient) -> None:
    name = vocab.Minter().membership(JANE.partition("/")[2], "doe-county-clerk").removeprefix(vocab.BASE)
    claims = page(client, f"/page/{name}").xpath('//section[@aria-labelledby="list-claims"]')[0]
    assert words(claims, ".//li") == ["Jane Doe – formerly held – Clerk of Doe County"]


def test_a_statement_s_page_begins_with_who_made_it(client: TestClient) -> None:
    tree = page(client, "/page/attribution/0a1b2c3d4e5f")
    assert words(tree, "//h1") == ["Statement 0a1b2c3d4e5f"]
    assert words(tree, '//p[@class="says"]') == ["Jane Doe said"]


def test_what_two_classes_say_alike_is_told_once(client: TestClient, store: ox.Store) -> None:
    country = ox.NamedNode(f"{vocab.BASE}jurisdiction/zz")
    told = [
        ox.Quad(country, ox.NamedNode(predicate), value)
        for predicate, value in (
            (vocab.RDF_TYPE, ox.NamedNode(vocab.CLASS_OF[Kind.JURISDICTION])),
            (vocab.RDF_TYPE, ox.NamedNode("https://schema.org/Country")),
            (vocab.LEVEL, ox.NamedNode(f"{vocab.PG}country")),
            (vocab.RDFS_LABEL, ox.Literal("Zedland")),
        )
    ]
    store.extend(told)
    assert words(page(client, "/page/jurisdiction/zz"), '//p[@class="kind"]') == ["Jurisdiction · country"]
    for quad in told:
        store.remove(quad)


def test_what_is_not_there_has_its_like(client: TestClient) -> None:
    answer = client.get("/id/person/jane-do-123456")
    assert answer.status_code == 404
    near = html.fromstring(answer.text).xpath('//ul[@class="plain"]//a/@href')
    assert near[0] == f"/id/{JANE}"
    for path in ("/id/person/%22%3E", "/id/nonsense/x", "/page/person/%00", "/data/person/x.ttl", f"/data/{JANE}.exe"):
        assert client.get(path).status_code == 404, path


def test_what_is_known_is_not_sent_again_until_the_graph_changes(client: TestClient, shown: Shown) -> None:
    for path in (f"/page/{JANE}", f"/data/{JANE}.ttl", "/search?q=doe"):
        tag = client.get(path).headers["etag"]
        again = client.get(path, headers={"if-none-match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        before, shown.shown = shown.shown, Moment(shown.shown.store, "second", vocab.BASE)
        assert client.get(path, headers={"if-none-match": tag}).status_code == 200
        shown.shown = before


def test_a_writer_in_the_way_is_waited_for_once(
    client: TestClient, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def broken(*_: object) -> object:
        seen.append("broken")
        monkeypatch.undo()
        shown.shown = replace(shown.shown, version="second")
        raise RuntimeError("IO error: No such file: 000123.sst")

    monkeypatch.setattr(reading.Reader, "resource", broken)
    assert client.get(f"/page/{JANE}").status_code == 200
    assert seen == ["broken"]


def test_a_graph_that_is_gone_is_told(client: TestClient, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Moment:
        raise StoreError("this is not a graph", where="/secret/place")

    monkeypatch.setattr(shown, "current", gone)
    for path in (f"/id/{JANE}", f"/page/{JANE}", f"/data/{JANE}.ttl", "/search?q=a"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "/secret/place" not in answer.text


def test_pages_let_nothing_run(client: TestClient) -> None:
    for path in (f"/page/{JANE}", "/search", "/ontology", "/id/person/nobody"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
