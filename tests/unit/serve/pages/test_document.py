"""The page of a document is read as the document is, and a publisher's tells what it published."""

from typing import Any

import pytest
from lxml import html
from pyoxigraph import Literal, NamedNode
from starlette.applications import Starlette
from starlette.testclient import TestClient

from policygraph import vocab
from policygraph.model import Kind
from policygraph.serve.pages import document, reading, routes

from . import conftest

WORDS = "Mayor Ada Abara of Elm backs the Road Act."
LATER = "Abara met the board."
ARTICLE = "0123456789ab"


def integer(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))


@pytest.fixture(scope="module")
def graph() -> Any:
    """An article of The Elm Post with two sentences, of which one supports three claims, and two statements."""
    graph: Any = conftest.beside("synthetic").Graph()
    post = graph.entity(Kind.ORGANIZATION, "The Elm Post", slug="the-elm-post")
    graph.document("aaaaaaaaaaaa", title="Before", publisher=post, published="2016-01-01")
    graph.document("bbbbbbbbbbbb", title="After", publisher=post, published="2018-01-01")
    url = "https://news.example/elm"
    paper = graph.document(ARTICLE, title="Elm", publisher=post, published="2017-01-01", url=url)
    ada = graph.entity(Kind.PERSON, "Ada Abara", aliases=("Abara",), slug="ada-abara")
    mayor = graph.entity(Kind.POST, "Mayor of Elm", slug="elm-mayor")
    act = graph.entity(Kind.POLICY, "Road Act", slug="road-act")
    meeting = graph.entity(Kind.EVENT, "Meeting of Ada Abara", slug="meeting-1")
    claims = [
        (graph.claim(meeting, vocab.AGENT, ada, ((paper, LATER),)), 50),
        (graph.claim(ada, vocab.SUPPORTS, act, ((paper, WORDS),), modality="alleged"), 9),
        (graph.claim(ada, vocab.HOLDS, mayor, ((paper, WORDS), (paper, WORDS))), 9),
    ]
    for claim, begin in claims:
        for quad in list(graph.store.quads_for_pattern(None, NamedNode(vocab.EVIDENCE_CLAIM), NamedNode(claim), None)):
            graph.add(quad.subject.value, vocab.BEGIN_INDEX, integer(begin))
    said = graph.statement("0a1b2c3d4e5f", "It is late", paper)
    graph.add(said, vocab.BEGIN_INDEX, integer(100))
    said = graph.statement("ffffffffffff", "The road will open", paper, source=ada, said="2016-12-31")
    graph.add(said, vocab.BEGIN_INDEX, integer(20))
    graph.add(said, vocab.ABOUT, act)
    return graph


@pytest.fixture
def client(graph: Any) -> TestClient:
    return TestClient(Starlette(routes=routes(conftest.reading(conftest.Shown(graph.store), None))))


def section(client: TestClient, path: str, name: str) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200
    return html.fromstring(answer.text).xpath(f'//section[@aria-labelledby="{name}"]')[0]


def words(tree: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in tree.xpath(path)]


def test_its_sentences_come_in_the_order_of_reading_each_once_with_its_claims(client: TestClient) -> None:
    supports = section(client, f"/page/doc/{ARTICLE}", "list-evidence")
    assert words(supports, ".//h2") == ["What it supports 2 sentences"]
    assert words(supports, ".//blockquote") == [WORDS, LATER]
    first, second = supports.xpath('.//div[@class="evidence"]')
    assert words(first, ".//li") == [
        "Ada Abara – holds – Mayor of Elm",
        "Ada Abara – supports – Road Act alleged",
    ]
    assert words(first, ".//mark") == ["Ada Abara", "Road Act"]
    assert words(second, ".//li") == ["Meeting of Ada Abara – done by – Ada Abara"]
    for link in supports.xpath(".//li/a/@href"):
        assert client.get(link).status_code == 200
        assert link.startswith("/id/claim/")


def test_its_statements_come_in_the_order_of_reading_with_who_made_them(client: TestClient) -> None:
    said = section(client, f"/page/doc/{ARTICLE}", "list-statements")
    assert words(said, ".//blockquote") == ["The road will open", "It is late"]
    assert words(said, './/p[@class="speaker"]') == ["Ada Abara", "the official"]
    assert "/id/person/ada-abara" in said.xpath(".//a/@href")
    assert "on 2016-12-31 · also about Road Act" in words(said, './/p[@class="how"]')[0]


def test_its_address_can_be_followed(client: TestClient) -> None:
    facts = html.fromstring(client.get(f"/page/doc/{ARTICLE}").text).xpath('//dl[@class="facts"]')[0]
    assert facts.xpath('.//dt[.="Source" or .="Url"]/following-sibling::dd[1]/a/@href') == [
        "https://news.example/elm",
        "https://news.example/elm",
    ]
    facts = html.fromstring(client.get("/page/doc/bbbbbbbbbbbb").text).xpath('//dl[@class="facts"]')[0]
    assert words(facts, './/dt[.="Source"]/following-sibling::dd[1]') == ["bbbbbbbbbbbb.txt"]
    assert facts.xpath('.//dt[.="Source"]/following-sibling::dd[1]/a') == []


def test_a_publisher_s_documents_are_listed_the_newest_first(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "/page/organization/the-elm-post"
    published = section(client, page, "published")
    assert words(published, ".//h2") == ["Documents it published 3"]
    assert words(published, ".//li/a") == ["After", "Elm", "Before"]
    assert published.xpath(".//li[2]//a/@href") == [f"/id/doc/{ARTICLE}", "https://news.example/elm"]
    assert "No relation" not in client.get(page).text
    monkeypatch.setattr(document, "SIZE", 2)
    assert words(section(client, f"{page}?published=2", "published"), ".//li/a") == ["Before"]
    monkeypatch.setattr(reading, "MOST", 2)
    assert "There are more" in section(client, page, "published").text_content()


def test_long_documents_come_a_page_at_a_time(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "SIZE", 1)
    address = f"/page/doc/{ARTICLE}?evidence=2&statements=2"
    assert words(section(client, address, "list-evidence"), ".//blockquote") == [LATER]
    assert words(section(client, address, "list-statements"), ".//blockquote") == ["It is late"]
