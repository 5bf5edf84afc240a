"""The exception tree: one message, and the way between processes."""

import pickle

import pytest

from policygraph import errors
from policygraph.errors import PolicyGraphError

KINDS = (
    errors.PolicyGraphError,
    errors.ReadError,
    errors.ResourceError,
    errors.UnknownNameError,
    errors.StoreError,
    errors.QueryError,
    errors.ServeError,
    errors.OutputError,
)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PolicyGraphError("it is empty"), "it is empty"),
        (PolicyGraphError("it is empty", where="a.txt"), "a.txt: it is empty"),
        (PolicyGraphError("it is empty", remedy="Remove it"), "it is empty. Remove it"),
        (PolicyGraphError("it is empty", where="a.txt", remedy="Remove it"), "a.txt: it is empty. Remove it"),
    ],
)
def test_the_message_says_where_what_and_what_to_do(error: PolicyGraphError, message: str) -> None:
    assert str(error) == message


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_comes_out_of_another_process_as_it_went_in(kind: type[PolicyGraphError]) -> None:
    error = kind("it is empty", where="a.txt", remedy="Remove it")
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is kind
    assert (back.what, back.where, back.remedy) == ("it is empty", "a.txt", "Remove it")
    assert str(back) == "a.txt: it is empty. Remove it"


def test_every_error_of_the_module_is_listed_here() -> None:
    found = {v for v in vars(errors).values() if isinstance(v, type) and issubclass(v, Exception)}
    assert found == set(KINDS)
