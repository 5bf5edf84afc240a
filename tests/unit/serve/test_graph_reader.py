"""What the API answers is what `cut` cuts from the whole graph."""

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest

from policygraph import view, vocab
from policygraph.errors import UnknownNameError
from policygraph.model import Kind
from policygraph.serve.graph import GraphReader, Hit, find, near
from policygraph.serve.graph.links import OutOfBoundsError
from policygraph.serve.graph.reader import NotYetError
from policygraph.serve.snapshot import Snapshot
from policygraph.store import Store
from policygraph.view import cut

Index = Callable[[GraphReader], GraphReader]


@pytest.fixture(scope="session")
def store(synthetic: ModuleType) -> ox.Store:
    made = synthetic.store(500)
    assert isinstance(made, ox.Store)
    return made


@pytest.fixture(scope="session")
def whole(store: ox.Store) -> view.ViewGraph:
    return view.load(store)


@pytest.fixture(scope="session")
def folder(store: ox.Store, kept: Callable[[ox.Store], Path]) -> Path:
    return kept(store)


@pytest.fixture(scope="session")
def reader(folder: Path, indexed: Index) -> Iterator[GraphReader]:
    with GraphReader(Snapshot(folder)) as made:
        yield indexed(made)


def same(answer: dict[str, Any], expected: dict[str, Any]) -> None:
    for key, value in expected.items():
        assert answer[key] == value, key


@pytest.mark.parametrize("hops", [1, 2])
def test_around_is_as_cut_from_the_whole(reader: GraphReader, whole: view.ViewGraph, hops: int) -> None:
    for entity in whole.entities[:: 7 * hops]:
        answer = reader.around(entity.iri, hops)
        same(answer, view.data(cut.around(whole, entity.iri, hops, most=150)))


def test_between_is_as_cut_from_the_whole(reader: GraphReader, whole: view.ViewGraph) -> None:
    joined = [entity.iri for entity in whole.entities if entity.evidence][::40]
    for one, other in pairwise(joined):
        try:
            expected = cut.between(whole, one, other)
        except UnknownNameError:
            with pytest.raises(UnknownNameError, match="no path joins the two"):
                reader.between(one, other)
        else:
            same(reader.between(one, other), view.data(expected))


def test_opening_has_those_with_most_evidence(reader: GraphReader, whole: view.ViewGraph) -> None:
    most = sorted(whole.entities, key=lambda one: (-one.evidence, one.iri))[:150]
    answer = reader.opening()
    same(answer, view.data(cut.of(whole, {one.iri for one in most})))
    assert "note" not in answer
    assert answer["totals"] == {"entities": 462, "edges": len(whole.edges), "documents": 62, "newest": "2017-05-01"}


def test_what_is_no_entity_is_not_found(reader: GraphReader, whole: view.ViewGraph) -> None:
    known = whole.entities[0].iri
    for iri in ("https://news.example/nobody", whole.documents[0].iri):
        with pytest.raises(UnknownNameError, match="the graph has no such entity"):
            reader.around(iri, 1)
        with pytest.raises(UnknownNameError, match="the graph has no such entity"):
            reader.between(known, iri)


def test_hostile_texts_are_told_as_they_are(
    kept: Callable[[ox.Store], Path], synthetic: ModuleType, indexed: Index
) -> None:
    store = synthetic.hostile_store()
    whole = view.load(store)
    with GraphReader(Snapshot(kept(store))) as reader:
        indexed(reader)
        for entity in whole.entities:
            same(reader.around(entity.iri, 1), view.data(cut.around(whole, entity.iri, 1, most=150)))
            words = [word for word in entity.label.split() if any(letter.isalnum() for letter in word)]
            if words:
                assert entity.iri in {hit["iri"] for hit in reader.search(entity.label)}


class Without(GraphReader):
    """Never has an index."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot)
        self.indexes.close()
        self.indexes.ready = None


def test_without_an_index_answers_are_the_same_but_for_the_totals(folder: Path, whole: view.ViewGraph) -> None:
    reader = Without(Snapshot(folder))
    for entity in whole.entities[::29]:
        answer = reader.around(entity.iri, 1)
        expected = view.data(cut.around(whole, entity.iri, 1))
        for key in ("entities", "edges", "statements", "holdings", "documents", "sentences"):
            assert answer[key] == expected[key]
    opening = reader.opening()
    assert 0 < len(opening["entities"]) <= 40
    assert "is being indexed" in opening["note"]
    with pytest.raises(NotYetError):
        reader.search("harbour")


def test_a_hub_is_cut_to_the_nearest_with_most_evidence(
    kept: Callable[[ox.Store], Path], synthetic: ModuleType, indexed: Index
) -> None:
    store = synthetic.star_store(600, 399)
    whole = view.load(store)
    hub = max(whole.entities, key=lambda one: one.evidence).iri
    with GraphReader(Snapshot(kept(store))) as reader:
        indexed(reader)
        for hops in (1, 2):
            answer = reader.around(hub, hops)
            same(answer, view.data(cut.around(whole, hub, hops, most=150)))
            assert answer["left"] == {"entities": 400 - 150, "exact": True}
            assert answer["note"] == "These are the nearest 150 of 400 entities, those with most evidence first"
        ray = next(edge.subject for edge in whole.edges)
        same(reader.around(ray, 2), view.data(cut.around(whole, ray, 2, most=150)))
        other = next(edge.subject for edge in whole.edges if edge.subject != ray)
        same(reader.between(ray, other), view.data(cut.between(whole, ray, other)))


def test_too_long_a_search_for_paths_is_given_up(folder: Path, whole: view.ViewGraph, indexed: Index) -> None:
    with GraphReader(Snapshot(folder), nodes=3) as reader:
        indexed(reader)
        far = [edge.subject for edge in whole.edges]
        with pytest.raises(OutOfBoundsError):
            reader.between(far[0], far[-1])
    with GraphReader(Snapshot(folder), seconds=-1) as reader:
        indexed(reader)
        with pytest.raises(OutOfBoundsError):
            reader.between(far[0], far[-1])


def test_a_commit_is_seen_at_once_and_indexed_after(
    kept: Callable[[ox.Store], Path], synthetic: ModuleType, indexed: Index
) -> None:
    graph = synthetic.Graph()
    one, other = graph.entity(Kind.PERSON, "Ada Abara"), graph.entity(Kind.POLICY, "Open Ledger Act")
    folder = kept(graph.store)
    with GraphReader(Snapshot(folder, every=0)) as reader:
        indexed(reader)
        before = reader.version()
        assert [len(reader.around(one, 1)[key]) for key in ("entities", "edges")] == [1, 0]
        with Store.open(folder) as store:
            store.rdf.add(ox.Quad(ox.NamedNode(one), ox.NamedNode(vocab.SUPPORTS), ox.NamedNode(other)))
        assert [len(reader.around(one, 1)[key]) for key in ("entities", "edges")] == [2, 1]
        assert [entity["iri"] for entity in reader.around(other, 1)["entities"]] == [other, one]
        assert reader.version() != before
        first = reader.indexes.ready
        end = time.monotonic() + 60
        while reader.indexes.ready is first:
            assert time.monotonic() < end
            time.sleep(0.05)
        assert reader.opening()["totals"]["edges"] == 1


NAMES = {
    "José Ángel Gutiérrez": ["jose", "JOSE gut", "ángel", "Gutierrez J"],
    "Søren O'Fallon": ["soren", "søren", "o'fallon", "ofallon", "O’Fal", "fallon"],
    "U.S. Department of State": ["us dep", "U.S. Dep", "department of st"],
    "St. Louis": ["saint lou", "st lou", "louis st"],
    "Senate Bill 4": ["SB 4", "sb4", "S.B. 4", "senate bill 4"],
    "H.R. 1628": ["HR 1628", "hr1628", "h.r. 1628"],
    "Saint Paul": ["st. paul", "st paul", "saint p"],
    "東京都知事室": ["東京"],
    "Relief 🚒 Fund": ["relief 🚒 fund", "fund"],
}


def test_finds_by_the_beginning_of_every_word(
    kept: Callable[[ox.Store], Path], synthetic: ModuleType, indexed: Index
) -> None:
    graph = synthetic.Graph()
    document = graph.document("0" * 12, title="Report", publisher="Courier", published="2017-03-01")
    iris = {name: graph.entity(Kind.ORGANIZATION, name, slug=f"n{number}") for number, name in enumerate(NAMES)}
    for number in range(30):
        place = graph.entity(
            Kind.JURISDICTION, f"Alder County {number}", aliases=(f"Zed {number}", f"Zed Two {number}")
        )
        told = tuple((document, f"Sentence {one}") for one in range(number))
        graph.claim(place, vocab.CONTAINED_IN_PLACE, iris["St. Louis"], told)
    with GraphReader(Snapshot(kept(graph.store))) as reader:
        indexed(reader)
        for name, texts in NAMES.items():
            for text in texts:
                hit = {"iri": iris[name], "label": name, "kind": "organization", "name": ""}
                assert hit in reader.search(text), text
        assert [hit["label"] for hit in reader.search("cou ald")] == [f"Alder County {n}" for n in range(29, 17, -1)]
        found = reader.search("zed")
        assert [(hit["label"], hit["name"]) for hit in found[:2]] == [
            ("Alder County 29", "Zed 29"),
            ("Alder County 28", "Zed 28"),
        ]
        assert len({hit["iri"] for hit in found}) == 12
        assert [hit["name"] for hit in reader.search("two zed 7")] == ["Zed Two 7"]
        # Its very name goes before more evidence, of which those above have more.
        assert [hit["label"] for hit in reader.search("alder county 2")][:2] == ["Alder County 2", "Alder County 29"]
        with reader.names() as index:
            assert [hit.called for hit in near(index, "Gutierez Josee")] == ["José Ángel Gutiérrez"]
            assert near(index, "Saint Luois")[0].called == "St. Louis"
            assert near(index, "qqq xxx") == near(index, "") == []
            hits, whole = find(index, "zed", looked_at=10)
            assert (len(hits), whole) == (5, False)  # two names of each
            paul = Hit(iris["Saint Paul"], "Saint Paul", "organization", "")
            assert find(index, "paul", looked_at=10) == ([paul], True)
        for nothing in ("", "  ", "-", '"', "qqq xxx", 'NEAR("a" "b") OR *', "a" * 3000):
            assert reader.search(nothing) == [], nothing
        # Where nothing has the name, those that are much like it, and said to be no more than that.
        louis = {"iri": iris["St. Louis"], "label": "St. Louis", "kind": "organization", "name": "", "near": True}
        assert reader.search("Saint Luois")[0] == louis
        assert [(hit["label"], hit["near"]) for hit in reader.search("Gutierez Josee")] == [
            ("José Ángel Gutiérrez", True)
        ]
        assert not any("near" in hit for hit in reader.search("louis"))
