"""What is refused before a parser sees it, and why: what reaches out, what changes, what crashes, what is unclear."""

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph import query
from policygraph.errors import QueryError
from policygraph.query import guard
from policygraph.store import Store

# A port that pyoxigraph itself refuses, so that no test ever reaches out.
ELSEWHERE = "http://127.0.0.1:9/"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("empty") / "graph", create=True) as store:
        yield store


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "SELECT * {\n ?s ?p ?o FILTER ?o > 1 \n}",
            r"line 2, column 11: .* does not parse at 'FILTER \?o > 1'",
        ),
        ("SELECT *\n WHICH { ?s ?p ?o }", r"line 2, column 2: .* does not parse at 'WHICH { \?s"),
        ("SELECT * { ?s ?p ?o", r"does not parse"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", "does not parse: .*The SELECT contains a variable"),
        ("SELECT * {" + " { ?s ?p ?o ." * 60 + " ?s ?p " + "}" * 61, "does not parse: error at 1:"),
        ("SELECT * { ?s foo:x ?o }", r"line 1, column 15: the prefix foo: is not declared.*person"),
        ("SELECT * { ?s ?p 'x }", "line 1, column 18: a string does not end"),
        (r'SELECT * { ?s ?p "\q" }', "line 1, column 18: a string has an escape that SPARQL does not know"),
        ("", "does not parse"),
        (
            "INSERT DATA { person:a a person:b }",
            "line 1, column 1: INSERT is an update, and queries only read",
        ),
        ("PREFIX x: <http://x.org/>\nload <http://x.org/>", "line 2, column 1: load is an update"),
        ("BASE <http://x.org/> SELECT * { <a> ?p ?o }", "BASE is not allowed. Write IRIs in full"),
        ("SELECT * FROM doc:a FROM doc:b { ?s ?p ?o }", "line 1, column 21: several FROM are not allowed"),
        (
            "SELECT * { ?s ?p ?o FILTER(?o<'x#>') }",
            "can be read in two ways. Put a space after a 'less than'",
        ),
    ],
)
def test_refused_or_wrong(text: str, message: str, empty: Store) -> None:
    with pytest.raises(QueryError, match=message):
        query.run(empty, text)


# Most of these reach out (or fail silently at it) if pyoxigraph gets them; the rest come close.
REACHING_OUT = [
    f"SELECT * {{ SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ {{ SELECT * {{ OPTIONAL {{ service silent <{ELSEWHERE}> {{ ?s ?p ?o }} }} }} }} }}",
    f"PREFIX : <{ELSEWHERE}> SELECT * {{ SERVICE:x {{ ?s ?p ?o }} }}",
    f'SELECT * {{ VALUES ?x {{ """abc" }} SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} #\\q"""\n }}',
    f"SELECT * {{ ?s ?p ?o # '''\n SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} # '''\n }}",
    f"SELECT * {{ ?s ?p ?o #\r SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER(?s<pg:b#>'''\n) SERVICE <{ELSEWHERE}> {{}} FILTER(?o!=''''''\n) }}",
    f"SELECT * {{ BIND(<{ELSEWHERE}> AS ?x) BIND(1<?y AS ?z)SERVICE?x#>\n {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 1SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f'SELECT * {{ ?s ?p "x"@en.SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}',
    f"SELECT * {{ ?s ?p pg:x.SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("text", REACHING_OUT)
def test_no_query_reaches_out(text: str, empty: Store) -> None:
    with pytest.raises(QueryError, match=r"SERVICE is not allowed|two ways|escape|does not end|does not parse"):
        query.run(empty, text)


ODD_ENDS = [
    '"',
    "'",
    '"""',
    "'''",
    "#",
    "\n",
    "\r",
    "\\",
    "<",
    ">",
    "<a#>",
    "//",
    "?x",
    "(",
    ")",
    "{",
    "}",
    "true",
]
ODD_ENDS += [
    "1",
    "@en",
    "x:",
    "_:b",
    ".",
    ";",
    '#\\q"""\n',
    "VALUES ?z {",
    "FILTER(?s<",
    "&&?o>?p)",
    "SERVICE:y {}",
]


@given(
    text=st.sampled_from(REACHING_OUT),
    changes=st.lists(st.tuples(st.integers(0, 200), st.sampled_from(ODD_ENDS)), max_size=5),
)
def test_no_mangled_query_reaches_out(text: str, changes: list[tuple[int, str]]) -> None:
    for place, odd in changes:
        text = text[:place] + odd + text[place:]
    text = text.replace("\r", "\n")
    try:
        guard.check(text, ["pg"])
    except QueryError:
        return
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://a.org/"), ox.NamedNode("http://b.org/"), ox.Literal("x")))
    try:
        result = store.query(text, prefixes={"pg": "http://pg.org/"})
        if not isinstance(result, ox.QueryBoolean):
            list(result)
    except SyntaxError:
        pass
    # An OSError would come from the network.


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "at your SERVICE" }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://x.org/> {}",
        "SELECT * { ?service a schema:Service }",
        "SELECT * { ?s ?p <https://example.org/service?a=1#b> }",
        'SELECT * { ?s ?p ?o FILTER(?o < 5 && ?o > 3 && \'\'\'it\'s "fine"\'\'\' != """x""") }',
        "SELECT * { ?s ?p <urn:isbn:1> ; ?q 'load', \"INSERT\\n\\u0041\" }",
        "SELECT ?base { ?base a/rdfs:label|^pg:x* ?y . _:b ?p ( 1 2.5 'x'@en-GB '1'^^xsd:integer ) }",
    ],
)
def test_what_only_looks_forbidden_is_answered(text: str, empty: Store) -> None:
    assert query.run(empty, text) is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * " + "{" * 5_000 + "?s ?p ?o" + "}" * 5_000, "nested more than 100 deep"),
        (
            "SELECT * { ?s ?p ?o FILTER(" + "(" * 5_000 + "?o" + ")" * 5_000 + ") }",
            "nested more than 100 deep",
        ),
        ("SELECT * { ?s ?p ?o FILTER(?o<" + "(" * 900 + "?o" + ")" * 900 + ">?p) }", "two ways"),
        (
            "SELECT * { ?s ?p ?o FILTER(" + "!" * 20_000 + "?o) }",
            "more than 2,000 brackets, operators and words",
        ),
        ("SELECT * { ?s ?p ?o FILTER(?o<" + "1+" * 9_000 + "1>?p) }", "more than 2,000 brackets"),
        ("SELECT * { ?s ?p ?o " + "MINUS { ?s ?p 3 } " * 3_000 + "}", "more than 2,000 brackets"),
        ("SELECT * { ?s ?p '" + "x" * 100_001 + "' }", "longer than 100,000 characters"),
    ],
)
def test_what_would_crash_the_parser_is_refused(text: str, message: str, empty: Store) -> None:
    with pytest.raises(QueryError, match=message):
        query.run(empty, text)


def test_a_long_list_of_values_is_allowed(empty: Store) -> None:
    values = " ".join(f"<https://example.org/{number}>" for number in range(3_000))
    result = query.run(empty, f"SELECT ?s {{ VALUES ?s {{ {values} }} }}").result
    assert isinstance(result, ox.QuerySolutions)
    assert sum(1 for _ in result) == 3_000
