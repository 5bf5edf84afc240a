"""What /openapi.json promises is held to by schemathesis: requests by its schemas and against them, to an endpoint."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, CheckContext, GenerationMode, Response
from schemathesis.core.result import Ok
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi import checks

from policygraph import vocab

from .served import TOKEN, Served, impatient, serving, small_graph


def never_500(_context: CheckContext, response: Response, _case: Case[Any]) -> None:
    """All else that a server may fail of is described: 503 is an answer."""
    assert response.status_code not in (500, 501, 502, 504), response.text[:500]


CHECKS = [
    never_500,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.status_code_conformance,
    checks.unsupported_method,
]

SETTINGS = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # looking for a smaller failure would take minutes
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(impatient(small_graph(tmp_path_factory.mktemp("described")))) as running:
        yield running


@pytest.fixture(scope="module")
def described(endpoint: Served) -> BaseSchema:
    return schemathesis.openapi.from_url(f"{endpoint.url}/openapi.json")


def test_answers_are_as_described(described: BaseSchema) -> None:
    operations = [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) > 5
    good, bad = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
    for operation in operations:
        # Not by schemathesis's own plug-in for pytest, which does not know the newest pytest.
        @SETTINGS
        @given(case=operation.as_strategy(generation_mode=good) | operation.as_strategy(generation_mode=bad))
        def held(case: Case[Any]) -> None:
            case.call_and_validate(checks=CHECKS, timeout=20)

        held()


# Each change takes a process, so these are few; the graph of the tests' document is `doc/one`.
NEW = "/sparql/graph?graph=https://example.org/new"
TURTLE = ("text/turtle", "<urn:a> <urn:b> 1 .")
WRITES: list[tuple[str, str, tuple[str, str] | None, int]] = [
    ("PUT", NEW, TURTLE, 201),
    ("PUT", NEW, TURTLE, 204),
    ("GET", NEW, None, 200),
    ("POST", "/sparql/graph?default", TURTLE, 204),
    ("POST", "/sparql/graph", TURTLE, 201),
    ("POST", NEW, ("text/turtle", "<urn:a> <urn:b>"), 400),
    ("POST", NEW, ("text/csv", "a,b"), 415),
    ("PUT", "/sparql/graph?default", TURTLE, 409),
    ("PUT", f"/sparql/graph?graph={vocab.IDENTITY_GRAPH}", TURTLE, 403),
    ("DELETE", NEW, None, 204),
    ("DELETE", NEW, None, 404),
    ("DELETE", "/sparql/graph", None, 400),
    ("POST", "/sparql", ("application/sparql-update", "INSERT DATA { <urn:a> <urn:b> 2 }"), 204),
    ("POST", "/sparql", ("application/x-www-form-urlencoded", "update=NO"), 400),
    ("POST", "/documents", ("text/csv", "a,b"), 415),
    ("POST", "/documents?date=today", ("text/plain", "Ann is mayor."), 400),
    ("POST", "/documents", ("application/json", '{"title": "No text"}'), 422),
    ("DELETE", "/documents?iri=nothing", None, 404),
    ("DELETE", "/documents?iri=one", None, 200),
]


def test_what_changes_the_graph_is_as_described(endpoint: Served) -> None:
    told = httpx.get(f"{endpoint.url}/openapi.json").json()
    for method, path, body, status in WRITES:
        described = told["paths"][path.partition("?")[0]][method.lower()]
        headers = {"Authorization": f"Bearer {TOKEN}"} | ({"Content-Type": body[0]} if body else {})
        content = body[1] if body else None
        answer = httpx.request(method, endpoint.url + path, headers=headers, content=content, timeout=60)
        assert answer.status_code == status, (method, path, answer.text)
        assert str(status) in described["responses"], (method, path)
        if method != "GET":
            assert {"token": []} in described["security"]
            refused = httpx.request(method, endpoint.url + path, headers={"Content-Type": "text/plain"}, content="x")
            assert refused.status_code == 401 or path == "/sparql"
            assert str(refused.status_code) in described["responses"]
