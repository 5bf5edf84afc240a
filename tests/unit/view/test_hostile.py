import importlib.util
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

import pytest

from policygraph import view
from policygraph.view import style
from policygraph.view.parts import ViewEvidence, ViewGraph


@pytest.fixture(scope="module")
def hostile() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hostile_graph", Path(__file__).with_name("hostile_graph.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def graph(hostile: ModuleType) -> ViewGraph:
    return view.load(hostile.store())


def of_edges(graph: ViewGraph) -> list[ViewEvidence]:
    return [one for edge in graph.edges for one in edge.evidence]


FIELDS: dict[str, Callable[[ViewGraph], Iterable[str]]] = {
    "label": lambda graph: [one.label for one in graph.entities],
    "alias": lambda graph: [name for one in graph.entities for name in one.aliases],
    "identifier": lambda graph: [known.value for one in graph.entities for known in one.identifiers],
    "candidate": lambda graph: [could.identifier for one in graph.entities for could in one.candidates],
    "reason": lambda graph: [could.reason for one in graph.entities for could in one.candidates],
    "detail": lambda graph: [detail.value for one in graph.entities for detail in one.details],
    "sentence of a detail": lambda graph: [
        told.sentence for one in graph.entities for detail in one.details for told in detail.evidence
    ],
    "title": lambda graph: [one.title for one in graph.documents],
    "outlet": lambda graph: [one.publisher for one in graph.documents],
    "date": lambda graph: [one.date for one in graph.documents],
    "source": lambda graph: [one.source for one in graph.documents],
    "sentence": lambda graph: [one.sentence for one in of_edges(graph)],
    "rule": lambda graph: [one.rule for one in of_edges(graph)],
    "source of evidence": lambda graph: [one.source for one in of_edges(graph)],
    "status": lambda graph: [one.status for one in graph.edges],
    "statement": lambda graph: [one.text for one in graph.attributions],
    "cue": lambda graph: [one.cue for one in graph.attributions],
    "manner": lambda graph: [one.manner for one in graph.attributions],
    "source text": lambda graph: [one.source_text for one in graph.attributions],
    "stance": lambda graph: [words for one in graph.attributions for words in one.stance],
    "according to": lambda graph: [one.according_to for one in graph.attributions],
    "reported by": lambda graph: [one.reported_by for one in graph.attributions],
    "said on": lambda graph: [one.date for one in graph.attributions],
    "start": lambda graph: [one.start for one in graph.holdings],
    "end": lambda graph: [one.end for one in graph.holdings],
    "attested": lambda graph: [day for one in graph.holdings for day in one.attested],
}


def test_there_are_many_texts_and_a_page_draws_all_entities(hostile: ModuleType, graph: ViewGraph) -> None:
    assert 200 <= len(hostile.texts()) <= style.load().limits.draw_all
    assert len(graph.entities) == len(hostile.texts())


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_every_text(hostile: ModuleType, graph: ViewGraph, field: str) -> None:
    assert set(hostile.texts()) - set(FIELDS[field](graph)) == set()


def test_types_and_relations_have_them_as_far_as_names_of_things_can(hostile: ModuleType, graph: ViewGraph) -> None:
    in_words = {style.in_words(text) for text in hostile.texts()}
    assert in_words - {name for one in graph.entities for name in one.types} == set()
    assert len({edge.label for edge in graph.edges}) > 200
    assert len({edge.predicate for edge in graph.edges}) == len(hostile.texts()) + 1


def test_only_addresses_of_the_web_are_links(graph: ViewGraph) -> None:
    addresses = {document.url for document in graph.documents}
    addresses |= {known.url for entity in graph.entities for known in entity.identifiers}
    assert len(addresses) > 100
    assert {address.partition(":")[0].lower() for address in addresses} <= {"", "http", "https"}
