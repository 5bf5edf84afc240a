"""A graph as the data of its page: what pyvis draws, and what the panels tell.

Entities, documents and sentences are named by their place in their list, so that none is written twice.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from policygraph import vocab
from policygraph.view import groups, layout, style
from policygraph.view.loading import STATED
from policygraph.view.parts import ViewAttribution, ViewEdge, ViewEntity, ViewEvidence, ViewGraph, ViewHolding

Json = dict[str, Any]

_OPTIONS: Json = {
    "autoResize": True,
    "layout": {"improvedLayout": False},
    "physics": {"enabled": False},
    "interaction": {"hover": True, "multiselect": False, "selectConnectedEdges": False, "zoomSpeed": 0.6},
    "edges": {"arrows": {"to": {"enabled": True, "scaleFactor": 0.45}}, "smooth": False, "width": 1.2},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What pyvis is given, and what the page is told beside.

    `nodes` and `edges` are in the form of vis-network (a node's id is its entity's place, an edge's its own
    id); `told` is everything else the page needs, ready for JSON.
    """

    nodes: list[Json]
    edges: list[Json]
    told: Json


def data(graph: ViewGraph) -> Json:
    """All that a page knows of `graph`, ready for JSON: what it holds, or what an API answers it with.

    An API may answer with a part (see `cut`): what the part lacks of an entity is told by its `partial`, and `totals`
    are those of the whole.
    """
    shown = payload(graph)
    return {"nodes": shown.nodes, "links": shown.edges, "options": options(len(shown.edges)), **shown.told}


def options(edges: int) -> Json:
    """The options of vis-network for so many edges."""
    return {**_OPTIONS, "interaction": {**_OPTIONS["interaction"], "hideEdgesOnDrag": edges > 1500}}


def payload(graph: ViewGraph) -> Payload:
    """The data of the page of `graph`.

    Entities and edges come with most evidence first, so that a page that can't draw all draws the first.
    """
    limits = style.load().limits
    entities = sorted(graph.entities, key=lambda one: _rank(one, graph.focus))
    place = {entity.iri: number for number, entity in enumerate(entities)}
    edges = sorted(graph.edges, key=lambda edge: (-len(edge.evidence), edge.id))
    radii = [_radius(entity) for entity in entities]
    links = _curved(edges, place, radii)
    told = _told(graph, entities, edges, place)
    if len(entities) > limits.show_all:
        ends = [(place[edge.subject], place[edge.object]) for edge in edges]
        bubbles, told["groupLinks"] = _bubbles(told, [entity.label for entity in entities], radii, ends)
        return Payload(nodes=bubbles, edges=links, told=told)
    drawable = min(len(entities), limits.entities)
    near = [edge for edge in edges if max(place[edge.subject], place[edge.object]) < drawable][: limits.edges]
    ends = [(place[edge.subject], place[edge.object]) for edge in near]
    spots = layout.positions(radii[:drawable], ends)
    nodes = [
        {"id": number, "x": x, "y": y, "size": radius}
        for number, ((x, y), radius) in enumerate(zip(spots, radii[:drawable], strict=True))
    ]
    told["firstSpots"] = _first_spots(radii, ends, told["limits"]["first"])
    return Payload(nodes=nodes, edges=links, told=told)


def _bubbles(
    told: Json, labels: list[str], radii: list[int], ends: list[tuple[int, int]]
) -> tuple[list[Json], list[Json]]:
    """The groups of a graph too large to draw, as nodes with ids below zero, and the links between them."""
    limits = style.load().limits
    found, links = groups.grouped(labels, radii, ends, most=limits.groups, opened=limits.around)
    home = {one: number for number, group in enumerate(found) for one in group.members}
    told["groupOf"] = [home[one] for one in range(len(labels))]
    told["groups"] = [
        {"label": group.label, "rest": group.rest, "count": len(group.members), "spots": group.spots} for group in found
    ]
    nodes = [{"id": -1 - number, "x": one.x, "y": one.y, "size": one.size} for number, one in enumerate(found)]
    between: list[Json] = [
        {
            "id": f"{link.first}/{link.last}",
            "from": -1 - link.first,
            "to": -1 - link.last,
            "count": link.count,
            "arrows": "",
            "smooth": False,
            "dashes": False,
        }
        for link in links
    ]
    return nodes, between


def _first_spots(radii: list[int], ends: list[tuple[int, int]], first: int) -> list[Json]:
    """Where the entities of the first view stand among themselves; nothing if it shows all there are."""
    if first >= len(radii):  # all are drawn at once
        return []
    spots = layout.positions(radii[:first], (pair for pair in ends if max(pair) < first))
    return [{"x": x, "y": y} for x, y in spots]


def _rank(entity: ViewEntity, focus: str | None) -> tuple[bool, int, int, str, str]:
    return entity.iri != focus, -entity.evidence, -entity.statements, entity.label, entity.iri


def _radius(entity: ViewEntity) -> int:
    return min(22, 8 + round(1.6 * math.sqrt(entity.evidence)))


def _curved(edges: Iterable[ViewEdge], place: Mapping[str, int], radii: list[int]) -> list[Json]:
    """Edges as vis-network draws them: those between the same two bent each its own way, loops turned."""
    beside: dict[tuple[int, int], list[ViewEdge]] = defaultdict(list)
    for edge in edges:
        ends = sorted((place[edge.subject], place[edge.object]))
        beside[ends[0], ends[1]].append(edge)
    bent: dict[str, Json] = {}
    for (first, last), siblings in beside.items():
        for number, edge in enumerate(siblings):
            if first == last:
                # Rings of one size at one angle would hide each other, and small ones their entity.
                angle = round(2 * math.pi * number / len(siblings), 3)
                bent[edge.id] = {"selfReference": {"size": radii[first] + 8 + 4 * number, "angle": angle}}
            else:
                bend = round(0.3 * (number - (len(siblings) - 1) / 2), 3)
                bent[edge.id] = {"smooth": _bend(bend if place[edge.subject] == first else -bend)}
    return [
        {
            "id": edge.id,
            "from": place[edge.subject],
            "to": place[edge.object],
            "dashes": _dashed(edge),
            **bent[edge.id],
        }
        for edge in edges
    ]


def _bend(bend: float) -> Json | bool:
    if not bend:
        return False
    return {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}


_DASHES, _DOTS = [7, 5], [2, 4]


def _dashed(edge: ViewEdge) -> list[int] | bool:
    """How vis-network breaks the line: dashes for what is not stated as such, dots for low confidence."""
    if edge.status != STATED:
        return _DASHES
    known = [one.confidence for one in edge.evidence if one.confidence is not None]
    return _DOTS if known and max(known) < style.load().limits.low_confidence else False


def _told(graph: ViewGraph, entities: list[ViewEntity], edges: list[ViewEdge], place: Mapping[str, int]) -> Json:
    table, limits = style.load().table, style.load().limits
    documents = {document.iri: number for number, document in enumerate(graph.documents)}
    sentences = _Sentences(documents)
    return {
        "style": table,
        "limits": {
            "first": len(entities) if len(entities) <= limits.draw_all else limits.first_view,
            "around": limits.around,
            "entities": min(max(len(entities), graph.all_entities), limits.entities),
            "edges": limits.edges,
            "lowConfidence": limits.low_confidence,
            "webgl": limits.webgl,
            "showAll": len(entities) <= limits.show_all,
        },
        "totals": {
            "entities": graph.all_entities,
            "edges": graph.all_edges,
            "documents": graph.all_documents,
            "newest": graph.newest,
        },
        "firstSpots": [],
        "groups": [],
        "groupLinks": [],
        "groupOf": [],
        "opened": None if graph.focus is None else place[graph.focus],
        "ids": vocab.BASE,
        "entities": [_entity(entity, sentences, partial=entity.iri in graph.partial) for entity in entities],
        "edges": [_edge(edge, place, sentences) for edge in edges],
        "statements": [_statement(said, place, documents) for said in graph.attributions],
        "holdings": [_holding(held, place) for held in graph.holdings],
        "documents": [_row(document) for document in graph.documents],
        "sentences": sentences.written,
    }


class _Sentences:
    """Gathers the sentences of all evidence, each written once."""

    def __init__(self, documents: Mapping[str, int]) -> None:
        self._documents = documents
        self._places: dict[tuple[str, int | None, int | None, int | None], int] = {}
        self.written: list[Json] = []

    def cite(self, evidence: tuple[ViewEvidence, ...]) -> list[Json]:
        return [
            {
                "sentence": self._place(one),
                "rule": one.rule,
                "source": one.source,
                "confidence": one.confidence,
            }
            for one in evidence
        ]

    def _place(self, one: ViewEvidence) -> int:
        document = None if one.document is None else self._documents.get(one.document)
        key = (one.sentence, document, one.begin, one.end)
        if key not in self._places:
            self._places[key] = len(self.written)
            self.written.append({"text": key[0], "document": key[1], "begin": key[2], "end": key[3]})
        return self._places[key]


def _entity(entity: ViewEntity, sentences: _Sentences, *, partial: bool) -> Json:
    told = _row(entity)
    if partial:
        told["partial"] = True
    told["identifiers"] = [_row(one) for one in entity.identifiers]
    told["candidates"] = [_row(one) for one in entity.candidates]
    told["details"] = [
        {
            "label": one.label,
            "value": one.value,
            "status": one.status,
            "evidence": sentences.cite(one.evidence),
        }
        for one in entity.details
    ]
    return told


def _edge(edge: ViewEdge, place: Mapping[str, int], sentences: _Sentences) -> Json:
    return {
        "id": edge.id,
        "subject": place[edge.subject],
        "object": place[edge.object],
        "predicate": edge.predicate,
        "label": edge.label,
        "inverse": style.load().inverse(edge.predicate),
        "status": edge.status,
        "by": _at(place, edge.attributed_to),
        "evidence": sentences.cite(edge.evidence),
    }


def _statement(said: ViewAttribution, place: Mapping[str, int], documents: Mapping[str, int]) -> Json:
    told = _row(said)
    told["creators"] = [place[iri] for iri in said.creators if iri in place]
    told["posts"] = [place[iri] for iri in said.posts if iri in place]
    told["about"] = [place[iri] for iri in said.about if iri in place]
    told["document"] = _at(documents, said.document)
    return told


def _holding(held: ViewHolding, place: Mapping[str, int]) -> Json:
    told = _row(held)
    for name in ("person", "post", "organization"):
        told[name] = _at(place, told[name])
    return told


def _row(record: Any) -> Json:
    """The fields of a dataclass with slots, as they are: `asdict` copies each value, which takes ten times as long."""
    return {name: getattr(record, name) for name in record.__slots__}


def _at(place: Mapping[str, int], iri: str | None) -> int | None:
    return None if iri is None else place.get(iri)
