"""Literals as the graph writes them."""

import pytest
from pyoxigraph import Literal, NamedNode

from policygraph import vocab
from policygraph.literals import decimal, integer, moment


@pytest.mark.parametrize(
    ("value", "datatype"),
    [("2019", vocab.XSD_YEAR), ("2019-03", vocab.XSD_YEAR_MONTH), ("2019-03-04", vocab.XSD_DATE)],
)
def test_a_date_has_the_datatype_of_its_precision(value: str, datatype: str) -> None:
    assert moment(value) == Literal(value, datatype=NamedNode(datatype))


def test_numbers() -> None:
    assert integer(-3) == Literal("-3", datatype=NamedNode(vocab.XSD_INTEGER))
    assert decimal(0.5) == Literal("0.5", datatype=NamedNode(vocab.XSD_DECIMAL))
    assert decimal(41.85003) == Literal("41.85", datatype=NamedNode(vocab.XSD_DECIMAL))
    assert decimal(7.0) == Literal("7", datatype=NamedNode(vocab.XSD_DECIMAL))
