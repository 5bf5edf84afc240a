"""Shipped queries on a graph written by hand, where a query comes from, and answers in every format."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph import query, vocab
from policygraph.errors import QueryError, UnknownNameError
from policygraph.store import Store

LETTERS = Path(__file__).parents[1] / "golden" / "letters.trig"


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The graph of tests/golden/letters.trig."""
    with _graph(tmp_path_factory.mktemp("letters"), LETTERS.read_text(encoding="utf-8")) as store:
        yield store


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The graph of COUNTY."""
    with _graph(tmp_path_factory.mktemp("county"), COUNTY) as store:
        yield store


def _graph(folder: Path, trig: str) -> Store:
    """A new graph in `folder` with the named graphs that `trig` holds; our prefixes need no declaration."""
    graphs: dict[str, list[ox.Quad]] = {}
    known = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in vocab.prefixes(vocab.BASE).items())
    for quad in ox.parse(known + trig, format=ox.RdfFormat.TRIG):
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs.setdefault(quad.graph_name.value, []).append(quad)
    store = Store.open(folder / "graph", create=True)
    store.commit(graphs)
    return store


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
        (SESSIONS, GENERAL, "Reconsider your policies", "direct", "2017-04-21", FIRST[0], ""),
        ("Rahm Emanuel", "Mayor of Chicago", 'Our values are "not for sale"', "direct", "2017-05-01", SECOND[0], ""),
        ("a statement", "", "the city complies", "indirect", "2017-05-02", SECOND[0], ""),
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
    "statements-by-jurisdiction": [("Rahm Emanuel", 'Our values are "not for sale"', "2017-05-01", SECOND[0], "")],
    "said-before-and-after": [
        (*("before", "2017-04-21", GENERAL, "Reconsider your policies", "sanctuary policy", "", FIRST[0], ""),),
    ],
    "events-of-month": [
        ("2017-04-01", "2017-04-30", "pg:Protest", "Protest in Chicago", "Chicago"),
        # Its text tells no date; its document is of that day.
        ("", "2017-04-21", "pg:Correspondence", "Letter of the department", ""),
        ("2017-04-21", "2017-04-21", "pg:Visit", "Visit of Jeff Sessions", "San Ysidro"),
    ],
}

# What the other shipped queries are asked on: for each what it is to show, and what it is not to.
COUNTY = """
doc:dddddddddddd {
  doc:dddddddddddd a schema:NewsArticle ; schema:datePublished "2018-03-01"^^xsd:date .
  jurisdiction:us-il-cook-county a pg:Jurisdiction ; rdfs:label "Cook County" .
  jurisdiction:us-il-chicago a pg:Jurisdiction ; rdfs:label "Chicago" .
  organization:board a org:Organization ; rdfs:label "Board" ; pg:jurisdiction jurisdiction:us-il-cook-county .
  person:ann rdfs:label "Ann Abt" .  person:bea rdfs:label "Bea Bly" .  person:cal rdfs:label "Cal Coy" .
  person:dan rdfs:label "Dan Dow" .  person:eva rdfs:label "Eva Ely" .
  post:assessor a org:Post ; rdfs:label "Assessor" ; pg:jurisdiction jurisdiction:us-il-cook-county .
  post:chair a org:Post ; rdfs:label "Chair of the Board" ; org:postIn organization:board .
  post:mayor a org:Post ; rdfs:label "Mayor of Chicago" ; pg:jurisdiction jurisdiction:us-il-chicago .

  # Ann Abt throughout, Bea Bly after her; Cal Coy from the last day of the month, Dan Dow until before its first.
  membership:1 pg:post post:assessor ; org:member person:ann ;
    pg:earliest "2016-12-01"^^xsd:date ; pg:latest "2018-11-30"^^xsd:date .
  membership:2 pg:post post:assessor ; org:member person:bea ;
    pg:earliest "2018-12-01"^^xsd:date ; pg:latest "2019-05-20"^^xsd:date .
  membership:3 pg:post post:chair ; org:member person:cal ;
    pg:earliest "2017-04-30"^^xsd:date ; pg:latest "2017-09-15"^^xsd:date .
  membership:4 pg:post post:chair ; org:member person:dan ;
    pg:earliest "2016-01-01"^^xsd:date ; pg:latest "2017-03-31"^^xsd:date .
  membership:5 pg:post post:mayor ; org:member person:eva ;
    pg:earliest "2017-04-21"^^xsd:date ; pg:latest "2017-05-02"^^xsd:date .

  event:letter a schema:Event, pg:Correspondence ; rdfs:label "Letter" ; schema:agent organization:board ;
    schema:recipient jurisdiction:us-il-chicago, person:ann ;
    pg:latest "2018-02-28"^^xsd:date ; pg:deadline "2018-03-31"^^xsd:date .
  event:note a schema:Event, pg:Correspondence ; rdfs:label "Note" ; schema:recipient jurisdiction:us-il-cook-county .
  event:suit a schema:Event, pg:LegalAction ; rdfs:label "Suit" ; schema:agent jurisdiction:us-il-cook-county ;
    schema:recipient jurisdiction:us-il-chicago, person:eva ; schema:startDate "2018-01-05"^^xsd:date ;
    pg:earliest "2018-01-05"^^xsd:date ; pg:latest "2018-01-05"^^xsd:date .
  event:oath a schema:Event , pg:Appointment ; rdfs:label "Oath" ; schema:agent person:ann ;
    schema:recipient person:dan ; schema:startDate "2018-01-09"^^xsd:date ; pg:latest "2018-01-09"^^xsd:date .
  event:ruling a schema:Event, pg:LegalAction ; rdfs:label "Ruling" ; schema:startDate "2018-02"^^xsd:gYearMonth ;
    pg:earliest "2018-02-01"^^xsd:date ; pg:latest "2018-02-28"^^xsd:date .
  # Only threatened, so it has no edge.
  event:threat a schema:Event, pg:LegalAction ; rdfs:label "Threat" ; pg:latest "2018-03-01"^^xsd:date .
  event:visit a schema:Event, pg:Visit ; rdfs:label "Visit" ; schema:agent person:ann .

  policy:act a pg:Policy, schema:Legislation ; rdfs:label "Clean Rivers Act" ; schema:legislationIdentifier "S.B. 9" ;
    schema:sponsor person:ann, person:bea .
  policy:order a pg:Policy, schema:Legislation ; rdfs:label "Executive Order 7" .
  policy:wall a pg:Policy ; rdfs:label "border wall" ; schema:sponsor person:cal .

  person:dan pg:formerlyHeld post:chair .  person:eva pg:formerlyHeld post:mayor .
  claim:1 a pg:Claim ; rdf:subject person:dan ; rdf:predicate pg:formerlyHeld ; rdf:object post:chair ;
    pg:polarity "affirmed" ; pg:modality "stated" .
  evidence:1 pg:claim claim:1 ; pg:document doc:dddddddddddd ; pg:sentence "Dow, a former chair, left." .
  evidence:2 pg:claim claim:1 ; pg:document doc:dddddddddddd ; pg:sentence "Dow once was chair." .
  claim:2 a pg:Claim ; rdf:subject person:dan ; rdf:predicate pg:formerlyHeld ; rdf:object post:chair ;
    pg:polarity "denied" ; pg:modality "stated" .
  evidence:3 pg:claim claim:2 ; pg:document doc:dddddddddddd ; pg:sentence "Dow never was chair." .
  claim:3 a pg:Claim ; rdf:subject person:dan ; rdf:predicate pg:formerlyHeld ; rdf:object post:chair ;
    pg:polarity "affirmed" ; pg:modality "alleged" ; pg:attributedTo person:bea .
  evidence:4 pg:claim claim:3 ; pg:document doc:dddddddddddd ; pg:sentence "Bly said Dow was chair." .
  claim:4 a pg:Claim ; rdf:subject person:eva ; rdf:predicate pg:formerlyHeld ; rdf:object post:mayor ;
    pg:polarity "affirmed" ; pg:modality "stated" .
  evidence:5 pg:claim claim:4 ; pg:rule "reference" .

  person:ann pg:supports policy:act .  person:bea pg:opposes person:ann .
  claim:5 a pg:Claim ; rdf:subject person:ann ; rdf:predicate pg:supports ; rdf:object policy:act ;
    pg:polarity "affirmed" ; pg:modality "stated" .
  evidence:6 pg:claim claim:5 ; pg:document doc:dddddddddddd ; pg:sentence "Abt backs the act." .
  claim:6 a pg:Claim ; rdf:subject person:ann ; rdf:predicate pg:supports ; rdf:object policy:act ;
    pg:polarity "affirmed" ; pg:modality "alleged" ; pg:attributedTo person:bea .
  evidence:7 pg:claim claim:6 ; pg:document doc:dddddddddddd ; pg:sentence "Bly said that Abt backs the act." .
  claim:7 a pg:Claim ; rdf:subject person:bea ; rdf:predicate pg:opposes ; rdf:object person:ann ;
    pg:polarity "affirmed" ; pg:modality "stated" .
  evidence:8 pg:claim claim:7 ; pg:document doc:dddddddddddd ; pg:sentence "Bly opposes Abt." .
  # What he said himself, as a former chair.
  attribution:1 a pg:Attribution ; schema:creator person:dan ; pg:speakerPost post:chair ; schema:about policy:act ;
    schema:text "the act is a mistake" ; pg:stance "a mistake" ; pg:manner "indirect" ;
    pg:latest "2018-03-01"^^xsd:date ; prov:wasQuotedFrom doc:dddddddddddd ; nif:beginIndex 109 ; nif:endIndex 129 .
  claim:9 a pg:Claim ; rdf:subject person:dan ; rdf:predicate pg:opposes ; rdf:object policy:act ;
    pg:polarity "affirmed" ; pg:modality "stated" ; pg:attributedTo person:dan .
  evidence:10 pg:claim claim:9 ; pg:document doc:dddddddddddd ; pg:sentence "Dow said the act is a mistake." ;
    nif:beginIndex 100 ; nif:endIndex 130 .
  attribution:2 a pg:Attribution ; schema:creator person:dan ; schema:text "we wait" ; pg:manner "direct" ;
    schema:dateCreated "2018-02-28"^^xsd:date ; pg:earliest "2018-02-28"^^xsd:date ;
    pg:latest "2018-02-28"^^xsd:date ; prov:wasQuotedFrom doc:dddddddddddd .
  # Only planned, so no edge.
  claim:8 a pg:Claim ; rdf:subject person:cal ; rdf:predicate pg:opposes ; rdf:object policy:act ;
    pg:polarity "affirmed" ; pg:modality "planned" .
  evidence:9 pg:claim claim:8 ; pg:document doc:dddddddddddd ; pg:sentence "Coy will oppose the act." .
}
"""
# Worked out by hand from COUNTY.
COUNTY_ANSWERS: dict[str, list[tuple[str, ...]]] = {
    "posts-held-in": [
        ("Ann Abt", "Assessor", "2016-12-01", "2018-11-30"),
        ("Cal Coy", "Chair of the Board", "2017-04-30", "2017-09-15"),
    ],
    "letters-and-recipients": [
        ("Chicago", "Board", "2018-02-28", "2018-03-31"),
        ("Cook County", "", "", ""),
    ],
    # Not what Bly says that Abt is for, nor what Coy only plans.
    "contradicting-stances": [
        (
            *("Clean Rivers Act", "Ann Abt", "", "", "Abt backs the act."),
            *("Dan Dow", "Chair of the Board", "a mistake", "Dow said the act is a mistake."),
        ),
    ],
    "policies-and-sponsors": [
        ("Clean Rivers Act", "S.B. 9", "Ann Abt"),
        ("Clean Rivers Act", "S.B. 9", "Bea Bly"),
        ("Executive Order 7", "", ""),
    ],
    "suits-and-rulings": [
        ("Suit", "Cook County", "Chicago", "2018-01-05", "2018-01-05"),
        ("Suit", "Cook County", "Eva Ely", "2018-01-05", "2018-01-05"),
        ("Ruling", "", "", "2018-02", "2018-02-28"),
    ],
    "former-holders": [
        ("Dan Dow", "Chair of the Board", "Dow once was chair.", "2018-03-01"),
        ("Dan Dow", "Chair of the Board", "Dow, a former chair, left.", "2018-03-01"),
        ("Eva Ely", "Mayor of Chicago", "", ""),
    ],
    "appointments": [
        ("Dan Dow", "Ann Abt", "Oath", "2018-01-09", "2018-01-09"),
    ],
}


@pytest.mark.parametrize("name", ANSWERS)
def test_shipped_query(name: str, letters: Store) -> None:
    text = query.source(name, io.StringIO())
    default, other = CHANGES.get(name, ("", ""))
    assert default in text
    assert _rows(letters, text.replace(default, other) if default else text) == ANSWERS[name]


@pytest.mark.parametrize("name", COUNTY_ANSWERS)
def test_shipped_query_of_the_county(name: str, county: Store) -> None:
    assert _rows(county, query.source(name, io.StringIO())) == COUNTY_ANSWERS[name]


@pytest.mark.parametrize(
    ("name", "before", "after", "rows"),
    [
        (
            "letters-and-recipients",
            "  ?to a pg:Jurisdiction .\n",
            "",
            [
                ("Ann Abt", "Board", "2018-02-28", "2018-03-31"),
                *COUNTY_ANSWERS["letters-and-recipients"],
            ],
        ),
        (
            "policies-and-sponsors",
            "OPTIONAL { ?law schema:sponsor",
            "{ ?law schema:sponsor",
            COUNTY_ANSWERS["policies-and-sponsors"][:2],
        ),
        (
            "said-before-and-after",
            '(person:jeff-sessions-s001141 "2017-09-01"^^xsd:date)',
            '(person:dan "2018-03-01"^^xsd:date)',
            [
                ("before", "2018-02-28", "", "we wait", "", "", "", ""),
                (
                    "after",
                    "2018-03-01",
                    "Chair of the Board",
                    "the act is a mistake",
                    "Clean Rivers Act",
                    "a mistake",
                    *("", ""),
                ),
            ],
        ),
        (
            "posts-held-in",
            '("2017-04-01"^^xsd:date "2017-04-30"^^xsd:date)',
            '("2018-12-01"^^xsd:date "2018-12-31"^^xsd:date)',
            [("Bea Bly", "Assessor", "2018-12-01", "2019-05-20")],
        ),
        (
            "posts-held-in",
            "jurisdiction:us-il-cook-county",
            "jurisdiction:us-il-chicago",
            [("Eva Ely", "Mayor of Chicago", "2017-04-21", "2017-05-02")],
        ),
    ],
)
def test_what_the_comment_of_a_shipped_query_says_can_be_changed(
    county: Store, name: str, before: str, after: str, rows: list[tuple[str, ...]]
) -> None:
    text = query.source(name, io.StringIO())
    assert text.count(before) == 1
    assert _rows(county, text.replace(before, after)) == rows


def test_the_catalogue_tells_what_each_shipped_query_shows() -> None:
    shipped = query.catalogue()
    assert [one.name for one in shipped] == sorted([*ANSWERS, *COUNTY_ANSWERS])
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
