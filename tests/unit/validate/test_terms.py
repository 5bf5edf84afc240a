"""Answers of queries as terms: what tab-separated results write short is written out again."""

import pyoxigraph as ox
import pytest

from policygraph.validate.terms import Rows, text
from policygraph.vocab import XSD

S, P = ox.NamedNode("a:s"), ox.NamedNode("a:p")


def answered(value: ox.Literal | ox.NamedNode | ox.BlankNode) -> bytes:
    store = ox.Store()
    store.add(ox.Quad(S, P, value))
    ((term,),) = Rows(store)("SELECT ?o { ?s ?p ?o }")
    return term


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("5", "integer"),
        ("-5", "integer"),
        ("abc", "integer"),
        ("0.5", "decimal"),
        ("5", "decimal"),
        ("1000", "double"),
        ("NaN", "double"),
        ("true", "boolean"),
        ("x", "boolean"),
        ("2017-04-21", "date"),
    ],
)
def test_a_literal_has_its_datatype(value: str, datatype: str) -> None:
    assert answered(ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))) == (
        f'"{value}"^^<{XSD}{datatype}>'.encode()
    )


@pytest.mark.parametrize("value", ["", "true", "5", 'a\tb\nc\r"d\\e', "é\x01\x0b\u2028\\"])
def test_characters_survive(value: str) -> None:
    assert text(answered(ox.Literal(value))) == value


def test_other_terms() -> None:
    assert answered(S) == b"<a:s>"
    assert answered(ox.Literal("ja", language="de")) == b'"ja"@de'
    assert text(answered(ox.BlankNode())) == "[]"
