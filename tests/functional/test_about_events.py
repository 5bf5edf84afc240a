"""A journalist's question of the samples: who visited, and who objected to the visit."""

import json
from pathlib import Path

import pytest

from .conftest import Run

pytestmark = pytest.mark.model

VISIT = "Visit of Jeff Sessions and John F. Kelly to San Diego and Tijuana, 2017-04-21"


def _rows(policygraph: Run, graph: Path, query: str) -> list[tuple[str, ...]]:
    done = policygraph("query", query, "-g", graph, "--format", "json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    names = told["head"]["vars"]
    return sorted(tuple(row[name]["value"] for name in names) for row in told["results"]["bindings"])


def test_the_protest_is_about_the_visit(policygraph: Run, graph: Path) -> None:
    """The article: 'about 80 people rallied in San Ysidro, …, to protest the visit'."""
    query = """
        SELECT ?protest ?crowd ?visit ?who WHERE {
          ?a a pg:Protest ; rdfs:label ?protest ; pg:attendance ?crowd ; schema:about ?b .
          ?b a pg:Visit ; rdfs:label ?visit ; schema:agent/rdfs:label ?who
        }"""
    protest = "Protest in San Ysidro, 2017-04-21"
    assert _rows(policygraph, graph, query) == [
        (protest, "about 80", VISIT, "Jeff Sessions"),
        (protest, "about 80", VISIT, "John F. Kelly"),
    ]


def test_a_crowd_that_two_articles_tell_of_is_one(policygraph: Run, graph: Path) -> None:
    query = """
        SELECT (COUNT(DISTINCT ?protest) AS ?protests) (COUNT(DISTINCT ?article) AS ?articles) WHERE {
          ?protest a pg:Protest ; schema:location/rdfs:label "San Ysidro" .
          ?article schema:mentions ?protest
        }"""
    assert _rows(policygraph, graph, query) == [("1", "2")]


def test_what_a_statement_calls_a_stunt_is_the_speech(policygraph: Run, graph: Path) -> None:
    """The article: 'Gov. Jerry Brown called the speech “a political stunt”'."""
    query = """
        SELECT ?who ?speaker WHERE {
          ?said schema:about ?speech ; schema:creator/rdfs:label ?who .
          ?speech a pg:Speech ; schema:agent/rdfs:label ?speaker
        }"""
    assert _rows(policygraph, graph, query) == [("Jerry Brown", "Jeff Sessions")]
