import pytest
from lxml import html
from starlette.applications import Starlette
from starlette.testclient import TestClient

from policygraph import vocab
from policygraph.serve.pages import routes, search

from .conftest import COUNTY, JANE, Shown, reading


def found(client: TestClient, query: str) -> list[str]:
    answer = client.get(f"/search?{query}", headers={"accept": "application/json"}).json()
    return [one["iri"].removeprefix(vocab.BASE) for one in answer["results"]]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("jane doe", JANE),
        ("J.+DOE", JANE),
        ("doe+cty", COUNTY),  # the alias has a diaeresis
        ("D000999", JANE),
        ("Q999001", JANE),
        ("99001", COUNTY),
        (f"{vocab.BASE}{JANE}", JANE),
        ("person:jane-doe-0a1b2c", JANE),
    ],
)
def test_names_aliases_and_identifiers_are_found(client: TestClient, text: str, first: str) -> None:
    assert found(client, f"q={text}")[0] == first


def test_the_same_name_comes_before_a_part_of_one(client: TestClient) -> None:
    assert found(client, "q=doe+county")[0] == COUNTY
    assert found(client, "q=doe+county") == [COUNTY, "post/doe-county-clerk", "post/doe-county-executive"]
    assert found(client, "q=count+do")[0] == COUNTY  # words in any order, and begun only
    assert found(client, "q=doe+county&kind=jurisdiction") == [COUNTY]


def test_nothing_found_has_suggestions(client: TestClient) -> None:
    answer = client.get("/search?q=Jnae+Deo&format=json").json()
    assert (answer["total"], answer["suggestions"][0]) == (0, "Jane Doe")
    tree = html.fromstring(client.get("/search?q=Jnae+Deo").text)
    assert "/search?q=Jane%20Doe" in tree.xpath("//main//a/@href")


def test_many_come_a_page_at_a_time(client: TestClient) -> None:
    answer = client.get("/search?q=town&page=2&format=json").json()
    assert (answer["total"], answer["page"], answer["pages"], len(answer["results"])) == (120, 2, 6, 20)
    assert answer["results"][0]["label"] == "Town 020"


def test_the_page_tells_kind_and_identifiers(client: TestClient) -> None:
    tree = html.fromstring(client.get("/search?q=jane").text)
    first = tree.xpath('//li[@class="hit"]')[0].text_content()
    for told in ("Jane Doe", "Person", "Bioguide D000999", "Wikidata Q999001"):
        assert told in first
    assert client.get("/search?q=jane").headers["vary"] == "Accept"


@pytest.mark.parametrize("query", ["", "q=", "q=%00", "q=...", "q=%3Cscript%3E", "q=%F0%9F%9A%92", "q=a%0Ab", "page=9"])
def test_odd_searches_find_nothing_and_do_no_harm(client: TestClient, query: str) -> None:
    answer = client.get(f"/search?{query}")
    assert answer.status_code == 200
    assert "<script" not in answer.text


def test_what_can_t_be_looked_for_is_told(client: TestClient) -> None:
    for query in (f"q={'a' * 201}", "q=a&kind=nonsense"):
        assert client.get(f"/search?{query}").status_code == 400
        assert "error" in client.get(f"/search?{query}", headers={"accept": "application/json"}).json()


def test_before_there_is_an_index_it_says_so(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_PATIENCE", 0.01)
    client = TestClient(Starlette(routes=routes(reading(shown, None))))
    for accept in ("text/html", "application/json"):
        answer = client.get("/search?q=jane", headers={"accept": accept})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert "still being indexed" in answer.text
    # A page of what is not there needs none.
    assert client.get("/page/person/nobody", headers={"accept": "text/html"}).status_code == 404
