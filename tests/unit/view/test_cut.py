"""Parts of a graph, on one made by hand: A - B - C - D, A - E - D, and F alone; with documents of three days."""

from dataclasses import replace

import pytest

from policygraph.errors import UnknownNameError
from policygraph.model import Kind
from policygraph.view import cut
from policygraph.view.parts import (
    ViewAttribution,
    ViewDocument,
    ViewEdge,
    ViewEvidence,
    ViewGraph,
)

from .conftest import entity

KINDS = {"a": Kind.PERSON, "b": Kind.POST, "c": Kind.PERSON, "d": Kind.POLICY, "e": Kind.PERSON, "f": Kind.PERSON}
DAYS = {"one": "2017-04-21", "two": "2017-05-01", "three": "2018-01-02"}


def _told(document: str | None) -> ViewEvidence:
    return ViewEvidence(document=document, sentence="", begin=None, end=None, rule="r", source="", confidence=None)


def _edge(ends: str, *documents: str | None) -> ViewEdge:
    return ViewEdge(
        id=ends,
        subject=ends[0],
        predicate="p",
        object=ends[1],
        label="p",
        status="stated",
        attributed_to=None,
        evidence=tuple(map(_told, documents)),
    )


def _said(who: str, document: str, date: str = "") -> ViewAttribution:
    return ViewAttribution(
        iri=f"said-{who}-{document}",
        creators=(who,),
        posts=(),
        according_to="",
        denied=False,
        source_text="",
        text="t",
        cue="",
        manner="direct",
        date=date,
        reported_by="",
        about=(),
        stance=(),
        document=document,
    )


GRAPH = ViewGraph(
    entities=tuple(entity(iri, kind=kind, evidence=9, statements=9) for iri, kind in KINDS.items()),
    edges=(
        _edge("ab", "one", "two"),
        _edge("bc", "two"),
        _edge("cd", "three", None),
        _edge("ae", None),
        _edge("ed", "one"),
    ),
    attributions=(_said("f", "three"), _said("f", "three", "2017-04-20")),
    documents=tuple(
        ViewDocument(iri=iri, title="", publisher="", date=day, url="", source="", copy_of="")
        for iri, day in DAYS.items()
    ),
    all_entities=6,
)


def _shown(part: ViewGraph) -> tuple[str, set[str]]:
    return "".join(e.iri for e in part.entities), {edge.id for edge in part.edges}


def test_around_an_entity() -> None:
    part = cut.around(GRAPH, "b", 1)
    assert _shown(part) == ("abc", {"ab", "bc"})
    assert (part.focus, part.hops, part.all_entities) == ("b", 1, 6)
    # Counts are of what is shown, and only documents that are cited stay.
    assert {e.iri: e.evidence for e in part.entities} == {"a": 2, "b": 3, "c": 1}
    assert [d.iri for d in part.documents] == ["one", "two"]


def test_around_an_entity_lie_at_most_so_many_the_nearest_of_most_evidence() -> None:
    entities = tuple(replace(one, evidence={"c": 5, "d": 7}.get(one.iri, 1)) for one in GRAPH.entities)
    graph = replace(GRAPH, entities=entities)
    assert _shown(cut.around(graph, "b", 2)) == ("abcde", {"ab", "bc", "cd", "ae", "ed"})
    assert _shown(cut.around(graph, "b", 2, most=4)) == ("abcd", {"ab", "bc", "cd"})
    part = cut.around(graph, "b", 2, most=2)
    assert _shown(part) == ("bc", {"bc"})
    assert part.partial == {"b", "c"}


def test_between_two_lie_all_shortest_paths() -> None:
    assert _shown(cut.between(GRAPH, "a", "d")) == ("ade", {"ae", "ed"})
    assert _shown(cut.between(GRAPH, "b", "d")) == ("bcd", {"bc", "cd"})


@pytest.mark.parametrize(("one", "other"), [("a", "f"), ("a", "nobody")])
def test_between_those_whom_nothing_joins_is_an_error(one: str, other: str) -> None:
    with pytest.raises(UnknownNameError):
        cut.between(GRAPH, one, other)


def test_some_kinds() -> None:
    assert _shown(cut.of_kinds(GRAPH, {Kind.PERSON})) == ("acef", {"ae"})


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        # The table's fact about A and E stays where documents of the time tell of both.
        ("2017", "2017-04", ("abdef", {"ab", "ae", "ed"})),
        ("2017-05-01", "2017-12", ("abc", {"ab", "bc"})),
        ("2018", "", ("cdf", {"cd"})),
        ("", "2016", ("", set())),
    ],
)
def test_what_documents_of_some_time_tell(start: str, end: str, shown: tuple[str, set[str]]) -> None:
    assert _shown(cut.told_in(GRAPH, start, end)) == shown


def test_of_an_edge_only_the_evidence_of_the_time_stays() -> None:
    part = cut.told_in(GRAPH, "2017-05", "2017-05")
    assert [e.document for edge in part.edges if edge.id == "ab" for e in edge.evidence] == ["two"]


@pytest.mark.parametrize(
    ("part", "partial"),
    [
        (GRAPH, ""),
        (cut.around(GRAPH, "b", 1), "ac"),
        (cut.around(GRAPH, "b", 3), ""),
        (cut.of_kinds(GRAPH, {Kind.PERSON}), "ace"),
        # The whole of a part is no more than that part.
        (cut.around(cut.around(GRAPH, "b", 1), "a", 1), "ab"),
        # The edge of A and B lost a sentence, C that to D.
        (cut.told_in(GRAPH, "2017-05", "2017-05"), "abc"),
    ],
)
def test_partial_are_those_with_more_edges_or_evidence_than_the_part_has(part: ViewGraph, partial: str) -> None:
    assert "".join(sorted(part.partial)) == partial
