"""A graph that grew and shrank, in any order and by any steps, is the one that is built from nothing."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policygraph import store as store_module
from policygraph import vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.assemble import assemble
from policygraph.gazetteer import Gazetteer
from policygraph.identify import identify
from policygraph.model import Document
from policygraph.pipeline import extract
from policygraph.resolve import resolve
from policygraph.store import Store

# Namesakes and not, one event told twice, a post with and without its holder's place, places within one another.
TEXTS = (
    ("Illinois Governor Jane Doe visited Chicago on Friday.", date(2017, 4, 21)),
    ("Illinois Governor Jane Doe visited Chicago on Friday.", date(2017, 4, 22)),
    ("Cook County Sheriff Jane Doe praised the ruling.", date(2017, 4, 21)),
    ("Jane Doe said the county would appeal.", date(2017, 5, 2)),
    ("Jane Doe, a former member of the Sierra Club, voted no.", date(2018, 1, 9)),
    ("Mayor Jane Doe and Sheriff John Roe toured Laredo.", None),
    ("Jane Doe and John Roe are members of the Sierra Club.", date(2018, 1, 9)),
)
ABOUT: dict[str, str | int] = {"base": vocab.BASE}
Graphs = Sequence[tuple[str, list[ox.Quad]]]


@pytest.fixture(scope="module")
def graphs(parsed: Callable[[str], AnnotatedDocument], gazetteer: Gazetteer) -> Graphs:
    """(IRI, quads) of each document."""
    made = []
    for text, published in TEXTS:
        sha256 = hashlib.sha256(f"{text}{published}".encode()).hexdigest()
        document = Document(id=sha256[:12], text=text, sha256=sha256, sources=("a",), published=published)
        annotated = AnnotatedDocument(document, parsed(text).parse)
        found = extract(annotated, gazetteer)
        quads = assemble(document, found, resolve(document, found, gazetteer))
        made.append((vocab.Minter().document(document.id), quads))
    return made


def _empty() -> Store:
    """A graph in memory."""
    return Store(Path("memory"), ox.Store(), ABOUT, read_only=False)


def _settle(store: Store, gazetteer: Gazetteer, *, whole: bool = False) -> None:
    decision = identify(store.rdf, gazetteer, changed=None if whole else store.changed(), copies=True)
    store.settle(decision.gone, decision.new)


def test_the_documents_meet(graphs: Graphs, gazetteer: Gazetteer) -> None:
    """What follows would show nothing if these documents had nothing to do with each other."""
    store = _empty()
    store.commit(dict(graphs))
    _settle(store, gazetteer, whole=True)
    replaced = {iri.removeprefix(vocab.BASE).partition("/")[0] for iri in store.identity.canonical}
    assert {"event", "claim"} <= replaced


STEPS = st.lists(
    st.tuples(st.sets(st.integers(0, len(TEXTS) - 1), max_size=3), st.booleans(), st.booleans()), min_size=1, max_size=5
)


def test_any_road_gives_the_same_graph(graphs: Graphs, gazetteer: Gazetteer) -> None:
    @cache
    def from_nothing(numbers: frozenset[int]) -> frozenset[ox.Quad]:
        store = _empty()
        store.commit(dict(graphs[i] for i in numbers))
        _settle(store, gazetteer, whole=True)
        return frozenset(store.rdf)

    @settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS)
    def check(steps: list[tuple[set[int], bool, bool]]) -> None:
        store, there = _empty(), set[int]()
        for numbers, adding, settling in steps:
            store.commit({graphs[i][0]: graphs[i][1] if adding else () for i in sorted(numbers)})
            there = there | numbers if adding else there - numbers
            if settling:
                _settle(store, gazetteer)
        _settle(store, gazetteer)
        again = identify(store.rdf, gazetteer, copies=True)
        assert (again.gone, again.new) == (frozenset(), frozenset())
        assert frozenset(store.rdf) == from_nothing(frozenset(there))

    check()


@pytest.mark.parametrize("gone", range(len(TEXTS)))
@pytest.mark.parametrize("adding", [True, False])
def test_a_crash_between_the_two_calls_of_a_large_decision_is_set_right(
    graphs: Graphs,
    gazetteer: Gazetteer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    power_cut: Callable[[Store], AbstractContextManager[None]],
    gone: int,
    *,
    adding: bool,
) -> None:
    """What was decided before stands beside what is decided now, until the next run, which looks at everything."""
    some = [graph for number, graph in enumerate(graphs) if number != gone]
    first, last = (some, graphs) if adding else (graphs, some)
    wanted = _empty()
    wanted.commit(dict(last))
    _settle(wanted, gazetteer, whole=True)
    store = Store.open(tmp_path / "graph", create=True)
    store.record({"tables": "as they are"})
    store.commit(dict(first))
    _settle(store, gazetteer)
    store.commit({graphs[gone][0]: graphs[gone][1] if adding else ()})
    monkeypatch.setattr(store_module, "_BULK", 0)
    with power_cut(store):
        _settle(store, gazetteer)
    with Store.open(tmp_path / "graph") as reopened:
        behind = reopened.about["tables"] == ""
        assert behind or not adding, "what only goes, goes in one call"
        _settle(reopened, gazetteer, whole=behind)
        assert frozenset(reopened.rdf) == frozenset(wanted.rdf)
