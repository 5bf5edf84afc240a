"""Conditional requests: what a client has, and what a change wants there to be."""

import pytest

from policygraph.serve import conditions
from policygraph.serve.faults import HttpError


@pytest.mark.parametrize("tag", ['"a"', 'W/"a"'])
def test_tags_are_compared_weakly(tag: str) -> None:
    for given in ('"a"', 'W/"a"', '"b", W/"a"', "*"):
        assert conditions.known({"if-none-match": given}, tag), given
    for given in ('"b"', "a", ""):
        assert not conditions.known({"if-none-match": given}, tag), given
    assert not conditions.known({}, tag)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"if-match": '"a"'},
        {"if-match": '"x", "a"'},
        {"if-match": "*"},
        {"if-none-match": '"b"'},
    ],
)
def test_a_change_may_want_what_is_there(headers: dict[str, str]) -> None:
    conditions.may_change(headers, ['"a"'])


@pytest.mark.parametrize(
    ("headers", "tags"),
    [
        ({"if-match": 'W/"a"'}, ['"a"']),  # only the very same bytes will do
        ({"if-match": '"b"'}, ['"a"']),
        ({"if-match": "*"}, []),
        ({"if-none-match": "*"}, ['"a"']),
        ({"if-none-match": '"a"'}, ['"a"']),
    ],
)
def test_a_change_of_something_else_is_refused(headers: dict[str, str], tags: list[str]) -> None:
    with pytest.raises(HttpError) as refused:
        conditions.may_change(headers, tags)
    assert refused.value.status == 412
    conditions.may_change({"if-none-match": "*"}, [])
