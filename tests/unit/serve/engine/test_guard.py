"""What of a text is refused before it is parsed, and what the engine reads off it."""

import pytest

from policygraph.serve.engine import MAX_LENGTH, MAX_NESTING, Refused
from policygraph.serve.engine.guard import check, limited, normal, prologue, scanned, sources, undeclared


@pytest.mark.parametrize(
    "text",
    [
        "ASK {" + "{" * 5_000 + "}" * 5_000 + "}",
        "ASK { FILTER(" + "(" * 5_000 + "1" + ")" * 5_000 + ") }",
        "ASK { <urn:a> " + "(" * 5_000 + "<urn:p>" + ")*" * 5_000 + " ?x }",
        "ASK { ?x <urn:p> " + "[ <urn:p> " * 101 + "1" + "]" * 101 + " }",
        # 'Less than' and brackets, which might be an IRI.
        "ASK { FILTER(1<" + "(" * 101 + "2" + ")" * 101 + "&&3>2) }",
    ],
)
def test_nesting_is_bounded(text: str) -> None:
    with pytest.raises(Refused, match=f"more than {MAX_NESTING} deep"):
        check(text)


def test_operators_before_one_another_are_bounded() -> None:
    check("ASK { FILTER(" + "!" * 100 + "true) }")
    with pytest.raises(Refused, match="operators follow one another"):
        check("ASK { FILTER(" + "! " * 101 + "true) }")


def test_brackets_in_strings_iris_and_comments_nest_nothing() -> None:
    brackets = "(" * 200
    check(f'ASK {{ ?s ?p \'{brackets}\' , """{brackets}""" # {brackets}\n }}')
    check(f"ASK {{ <http://example.org/{brackets}> ?p ?o }}")


def test_length_is_bounded() -> None:
    text = "#" + "x" * (MAX_LENGTH - 1)
    assert normal(text) == text
    with pytest.raises(Refused, match="longer than 100,000 characters"):
        normal(text + "x")


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(Refused, match="surrogate"):
        normal("ASK { ?s ?p '\ud800' }")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "PREFIX x: <urn:> SELECT * {SERVICEx:y{?s ?p ?o}}",
        "SELECT * { # comment\rSERVICE <http://127.0.0.1/> {} }",
    ],
)
def test_service_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(Refused, match="SERVICE is not allowed: a query reads this graph only"):
        check(normal(text))


def test_service_is_a_word_like_others_elsewhere() -> None:
    check("PREFIX s: <http://schema.org/> SELECT ?service { ?service a s:Service ; s:service 'SERVICE' } # SERVICE")


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX dbr: <http://dbpedia.org/resource/> SELECT * { ?s ?p dbr:U.S._Secret_Service }",
        "PREFIX services: <http://services.example/> SELECT * { ?s services:of ?o }",
        "PREFIX e: <http://e.example/> SELECT * { ?s ?p e:a.SERVICE }",
    ],
)
def test_names_may_hold_words_that_are_refused(text: str) -> None:
    check(text)
    check(text, update=True)
    update = text.replace("services", "payload").replace("SERVICE", "LOAD")
    check(update, update=True)


def test_where_nothing_else_keeps_it_from_the_network_such_a_prefix_is_refused() -> None:
    text = "PREFIX services: <http://services.example/> SELECT * { ?s services:of ?o }"
    with pytest.raises(Refused, match="SERVICE is not allowed"):
        check(text, strict=True)


def test_less_than_is_told_from_an_iri() -> None:
    text = "SELECT * { ?s <#p> ?o FILTER(?o<2&&(?o>1)) FILTER(1 <?x) VALUES (?y) {(<a:b#c>)} }"
    told = [token[0] for token in scanned(text)]
    assert [one for one in told if one.startswith("<")] == ["<#p>", "<", "<", "<a:b#c>"]
    assert told.count("(") == told.count(")")


def test_a_prefix_that_is_not_declared_is_told() -> None:
    tokens = check("PREFIX ex: <http://ex/>\nSELECT * { ?s ex:p _:o ;\n  dbo:x ?y }")
    found = undeclared(tokens, ["schema"])
    assert found is not None
    assert (found.line, found.column) == (3, 3)
    assert str(found).startswith("line 3, column 3: it does not parse: the prefix dbo: is not declared")
    assert undeclared(tokens, ["dbo"]) is None
    assert undeclared(check("PREFIX x: <http://x/> SELECT * { ?s x:a:b:c ?o }"), []) is None


def test_load_is_refused_in_updates() -> None:
    with pytest.raises(Refused, match="line 2, column 1: LOAD is not allowed"):
        check("CREATE GRAPH <urn:g> ;\nLOAD SILENT <http://127.0.0.1/> INTO GRAPH <urn:g>", update=True)


def test_updates_are_no_queries() -> None:
    with pytest.raises(Refused, match="INSERT is an update"):
        check("PREFIX a: <urn:a> INSERT DATA { a:a a:b a:c }")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT * { ?s ?p ?o }\nLIMIT 10\n"),
        ("SELECT * { ?s ?p ?o } # end", "SELECT * { ?s ?p ?o } # end\nLIMIT 10\n"),
        ("SELECT * { ?s ?p ?o } LIMIT 7", "SELECT * { ?s ?p ?o } LIMIT 7"),
        ("SELECT * { ?s ?p ?o } LIMIT 70 OFFSET 2", "SELECT * { ?s ?p ?o } LIMIT 10 OFFSET 2"),
        ("SELECT * { ?s ?p ?o } LIMIT " + "9" * 30, "SELECT * { ?s ?p ?o } LIMIT 10"),
        # A limit inside limits something else.
        (
            "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 2 } }",
            "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 2 } }\nLIMIT 10\n",
        ),
        ("SELECT * { ?s ?p ?o } VALUES ?s { 1 }", "SELECT * { ?s ?p ?o } \nLIMIT 10\nVALUES ?s { 1 }"),
        ("SELECT * { ?s ?p ?o FILTER(1<2&&(2>1)) } LIMIT 70", "SELECT * { ?s ?p ?o FILTER(1<2&&(2>1)) } LIMIT 10"),
        (
            "SELECT * { ?s ?p ?o FILTER(1<2&&((2>1))) { SELECT * {} LIMIT 3 } }",
            "SELECT * { ?s ?p ?o FILTER(1<2&&((2>1))) { SELECT * {} LIMIT 3 } }\nLIMIT 10\n",
        ),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"),
        ("ASK { { SELECT * { ?s ?p ?o } } }", "ASK { { SELECT * { ?s ?p ?o } } }"),
    ],
)
def test_a_select_is_limited(text: str, expected: str) -> None:
    assert limited(text, check(text), 10) == expected


def test_sources_and_prologue_are_read_off() -> None:
    text = "BASE <http://e/> PREFIX a: <x#> # FROM <no>\nSELECT * FROM <b> FROM NAMED a:c FROM a:d { ?s ?p 'FROM <e>' }"
    tokens = check(text)
    assert [tuple(source) for source in sources(tokens)] == [(False, "<b>"), (True, "a:c"), (False, "a:d")]
    assert prologue(text, tokens) == "BASE <http://e/> PREFIX a: <x#> # FROM <no>\n"
