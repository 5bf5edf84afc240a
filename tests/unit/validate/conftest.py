"""A store of `data/contract.trig`, the small invented graph that has every class and every edge."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store

CONTRACT = (Path(__file__).parents[1] / "data" / "contract.trig").read_text(encoding="utf-8")


@pytest.fixture
def named_graphs() -> Store:
    """The named graphs alone."""
    store = Store()
    store.load(CONTRACT, format=RdfFormat.TRIG)
    return store


@pytest.fixture(scope="session")
def contract() -> Callable[..., Store]:
    """Makes a store of the named graphs and of their merge without NIF strings.

    Takes pairs of a piece of the file, which must stand there, and what takes its place.
    """

    def make(*edits: tuple[str, str]) -> Store:
        trig = CONTRACT
        for old, new in edits:
            assert old in trig, f"the contract must hold {old!r}"
            trig = trig.replace(old, new)
        store = Store()
        store.load(trig, format=RdfFormat.TRIG)
        for quad in list(store):
            if "#char=" not in str(quad.subject):
                store.add(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))
        return store

    return make
