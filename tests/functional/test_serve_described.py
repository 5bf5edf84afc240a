"""What /openapi.json promises is held to by schemathesis: requests by its schemas and against them, to an endpoint."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, CheckContext, GenerationMode, Response
from schemathesis.core.result import Ok
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi import checks

from .served import Served, impatient, serving, small_graph


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
