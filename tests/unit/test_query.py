"""Shipped queries on a graph written by hand, where a query comes from, and answers in every format."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph import query
from policygraph.errors import QueryError, UnknownNameError
from policygraph.store import Store

LETTERS = Path(__file__).parents[1] / "golden" / "letters.trig"


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The graph of tests/golden/letters.trig."""
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(path=LETTERS):
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs.setdefault(quad.graph_name.value, []).append(quad)
    with Store.open(tmp_path_factory.mktemp("letters") / "graph", create=True) as store:
        store.commit(graphs)
        store.refresh()
        yield store


def _answer(store: Store, text: str, form: str = "tsv") -> str:
    stream = io.BytesIO()
    query.write(query.run(store, text), form, stream)
    return stream.getvalue().decode()


def _rows(store: Store, text: str) -> list[tuple[str, ...]]:
    """The values of each row as plain text, IRIs shortened."""
    result = query.run(store, text).result
    assert isinstance(result, ox.QuerySolutions)
    names = result.variables
    return [
        tuple(
            "" if (term := row[name]) is None else store.shorten(term.value)
            for name in names
            if not isinstance(row[name], ox.Triple)
        )
        for row in result
    ]


SESSIONS, DOJ = "Jeff Sessions", "United States Department of Justice"
GENERAL = "Attorney General of the United States"
SAW = "Attorney General Jeff Sessions saw the border."
FIRST, SECOND = ("A visit to the border", "2017-04-21"), ("Chicago answers", "2017-05-02")
# Worked out by hand from letters.trig. What a query's comment says can be changed is changed where it asks otherwise.
CHANGES = {"statements-by-jurisdiction": ("jurisdiction:us-ca ", "jurisdiction:us-il-chicago ")}
ANSWERS: dict[str, list[tuple[str, ...]]] = {
    "officials-and-posts": [
        (SESSIONS, GENERAL, "United States", "2017-04-21", "2017-05-02"),
        ("Rahm Emanuel", "Mayor of Chicago", "Chicago", "", ""),
    ],
    "people-and-parties": [("Rahm Emanuel", "Democratic Party", "")],
    "who-said-what-about": [
        (SESSIONS, "Reconsider your policies", "direct", "2017-04-21", FIRST[0]),
        ("Rahm Emanuel", 'Our values are "not for sale"', "direct", "2017-05-01", SECOND[0]),
        ("a statement", "the city complies", "indirect", "2017-05-02", SECOND[0]),
    ],
    "officials-at-events-in": [(SESSIONS, "Visit of Jeff Sessions", "San Ysidro", "2017-04-21", "2017-04-21")],
    "claims-with-evidence": [
        (
            "Rahm Emanuel",
            "pg:opposes",
            SESSIONS,
            "affirmed",
            "stated",
            "Emanuel opposes Sessions.",
            "",
            "",
            "opposes",
        ),
        (SESSIONS, "org:holds", GENERAL, "affirmed", "stated", SAW, *FIRST, "title-before-name"),
        (
            "Visit of Jeff Sessions",
            "schema:participant",
            SESSIONS,
            "affirmed",
            "stated",
            SAW,
            *FIRST,
            "visit",
        ),
        (
            *(SESSIONS, "org:holds", GENERAL, "affirmed", "stated"),
            *("He wrote to Jeff Sessions, the attorney general.", *SECOND, "name-then-title"),
        ),
        (SESSIONS, "org:memberOf", DOJ, "denied", "stated", "Sessions is no member.", *SECOND, "member"),
        (
            *("Rahm Emanuel", "pg:opposes", SESSIONS, "affirmed", "stated"),
            *("Emanuel opposes Sessions.", *SECOND, "opposes"),
        ),
    ],
    "single-source-claims": [
        (SESSIONS, "org:memberOf", DOJ, *SECOND),
        ("Letter of the department", "schema:recipient", "Cook County", *FIRST),
        # Of its two documents one is a copy of the other.
        ("Rahm Emanuel", "pg:opposes", SESSIONS, *SECOND),
        ("Visit of Jeff Sessions", "schema:participant", SESSIONS, *FIRST),
    ],
    "statements-by-jurisdiction": [("Rahm Emanuel", 'Our values are "not for sale"', "2017-05-01", SECOND[0])],
    "events-of-month": [
        ("2017-04-01", "2017-04-30", "pg:Protest", "Protest in Chicago", "Chicago"),
        ("2017-04-21", "2017-04-21", "pg:Correspondence", "Letter of the department", ""),
        ("2017-04-21", "2017-04-21", "pg:Visit", "Visit of Jeff Sessions", "San Ysidro"),
    ],
}


@pytest.mark.parametrize("name", ANSWERS)
def test_shipped_query(name: str, letters: Store) -> None:
    text = query.source(name, io.StringIO())
    default, other = CHANGES.get(name, ("", ""))
    assert default in text
    assert _rows(letters, text.replace(default, other) if default else text) == ANSWERS[name]


def test_the_catalogue_tells_what_each_shipped_query_shows() -> None:
    shipped = query.catalogue()
    assert {one.name for one in shipped} == set(ANSWERS)
    assert [one.name for one in shipped] == sorted(ANSWERS)
    for one in shipped:
        assert one.text.startswith(f"# {one.about}\n")
        assert "ORDER BY" in one.text
        assert len(one.about) > 20


def test_where_the_text_comes_from(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("\ufeffASK { ?a ?b ?c }", encoding="utf-8")
    assert query.source(str(file), io.StringIO()) == "ASK { ?a ?b ?c }"
    assert query.source("-", io.StringIO("from stdin")) == "from stdin"
    assert query.source("ASK{?a ?b ?c}", io.StringIO()) == "ASK{?a ?b ?c}"
    assert query.source("DESCRIBE person:x", io.StringIO()) == "DESCRIBE person:x"
    with pytest.raises(QueryError, match=r"no.rq: there is no such query file"):
        query.source("no.rq", io.StringIO())
    with pytest.raises(
        UnknownNameError, match=r"no shipped query named 'event-of-month'\. Did you mean events-of-month"
    ):
        query.source("event-of-month", io.StringIO())
    file.write_bytes(b"\xff\xff")
    with pytest.raises(QueryError, match=r"mine.rq: the query file can't be read"):
        query.source(str(file), io.StringIO())


def test_our_prefixes_are_preset_unless_declared(letters: Store) -> None:
    assert _rows(letters, "SELECT ?n { person:rahm-emanuel rdfs:label ?n }") == [("Rahm Emanuel",)]
    assert _rows(letters, "PREFIX rdfs: <http://example.org/> SELECT ?n { person:rahm-emanuel rdfs:label ?n }") == []


def test_a_triple_counts_once_and_graph_tells_documents(letters: Store) -> None:
    holds = "person:jeff-sessions-s001141 org:holds post:us-attorney-general"
    assert _rows(letters, f"SELECT (COUNT(*) AS ?n) {{ {holds} }}") == [("1",)]
    assert _rows(letters, f"SELECT ?d {{ GRAPH ?d {{ {holds} }} }} ORDER BY ?d") == [
        ("doc:aaaaaaaaaaaa",),
        ("doc:bbbbbbbbbbbb",),
    ]
    assert _rows(letters, f"SELECT (COUNT(*) AS ?n) FROM doc:aaaaaaaaaaaa {{ {holds} }}") == [("1",)]
    named = "FROM NAMED doc:aaaaaaaaaaaa FROM NAMED doc:cccccccccccc"
    assert _rows(letters, f"SELECT ?d {named} {{ GRAPH ?d {{ {holds} }} }}") == [("doc:aaaaaaaaaaaa",)]


PEOPLE = "SELECT ?p ?n ?x { ?p a schema:Person ; rdfs:label ?n } ORDER BY ?n LIMIT 2"


def test_a_table_is_aligned_and_shortens_iris(letters: Store) -> None:
    assert _answer(letters, PEOPLE, "table") == (
        "p                             n              x\n"
        "----------------------------  -------------  -\n"
        "person:jeff-sessions-s001141  Jeff Sessions\n"
        "person:rahm-emanuel           Rahm Emanuel\n"
    )
    assert _answer(letters, "SELECT ?a { ?a a pg:Election }", "table") == "a\n-\n(no rows)\n"
    assert _answer(letters, "ASK { ?a a pg:Visit }", "table") == "answer\n------\nyes\n"
    wide = 'SELECT ?a ?b { VALUES (?a ?b) { ("中国" 1) ("abc" 2) } }'
    assert _answer(letters, wide, "table") == "a     b\n----  -\n中国  1\nabc   2\n"


def test_a_table_lets_no_control_character_through(letters: Store) -> None:
    text = r'SELECT ?a { VALUES ?a { "one\ntwo \u001B[31mred \u202Eturned" } }'
    assert _answer(letters, text, "table").splitlines()[2] == "one two  [31mred  turned"


def test_a_table_on_a_terminal_keeps_square_brackets(letters: Store) -> None:
    class Terminal(io.BytesIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    query.write(query.run(letters, 'SELECT ?a { VALUES ?a { "[bold]x[/bold] [1]" } }'), "table", stream)
    assert "[bold]x[/bold] [1]" in stream.getvalue().decode()


def test_w3c_formats(letters: Store) -> None:
    text = "SELECT ?n ?d { doc:aaaaaaaaaaaa schema:headline ?n ; schema:datePublished ?d }"
    assert _answer(letters, text, "csv") == "n,d\r\nA visit to the border,2017-04-21\r\n"
    date = '"2017-04-21"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert _answer(letters, text, "tsv") == f'?n\t?d\n"A visit to the border"\t{date}\n'
    assert json.loads(_answer(letters, text, "json"))["results"]["bindings"][0]["n"] == {
        "type": "literal",
        "value": "A visit to the border",
    }
    assert "<literal>A visit to the border</literal>" in _answer(letters, text, "xml")
    assert json.loads(_answer(letters, "ASK { ?a a pg:Election }", "json")) == {"head": {}, "boolean": False}


def test_turtle_of_construct_is_sorted_with_our_prefixes(letters: Store) -> None:
    text = "CONSTRUCT { ?p schema:name ?n } { ?p a schema:Person ; rdfs:label ?n }"
    written = _answer(letters, text, "turtle")
    heads = [line for line in written.splitlines() if line.startswith("@prefix")]
    assert heads == sorted(heads)
    assert written.splitlines()[len(heads) :] == [
        'person:jeff-sessions-s001141 schema:name "Jeff Sessions" .',
        'person:rahm-emanuel schema:name "Rahm Emanuel" .',
        'person:sessions-5ab3f1 schema:name "Sessions" .',
    ]
    assert _answer(letters, text, "table").splitlines()[2].split() == [
        *("person:jeff-sessions-s001141", "schema:name", "Jeff", "Sessions"),
    ]


def test_formats_that_do_not_fit(letters: Store) -> None:
    with pytest.raises(QueryError, match="turtle is no format for the answer of SELECT or ASK"):
        _answer(letters, PEOPLE, "turtle")
    with pytest.raises(QueryError, match=r"csv is no format for .* CONSTRUCT or DESCRIBE. Use table or turtle"):
        _answer(letters, "DESCRIBE person:rahm-emanuel", "csv")
    with pytest.raises(UnknownNameError, match=r"no answer format named 'jsn'\. Did you mean json"):
        _answer(letters, PEOPLE, "jsn")
