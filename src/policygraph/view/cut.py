"""Cuts a graph down to a part: what lies around or between entities, is of some kinds, or is told in some time.

The totals of a part stay those of the whole, so that the page can say of how many it shows how few; an entity that
lost an edge or evidence of one is partial.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from policygraph.analyse import reach
from policygraph.errors import UnknownNameError
from policygraph.model import Kind
from policygraph.view.parts import ViewAttribution, ViewEdge, ViewEntity, ViewEvidence, ViewGraph


def around(graph: ViewGraph, focus: str, hops: int, *, most: int | None = None) -> ViewGraph:
    """The part within `hops` edges of the entity `focus`; if told, at `most` so many: the nearest, by evidence.

    Raises UnknownNameError if the graph has no such entity.
    """
    _known(graph, [focus])
    neighbours = _neighbours(graph)
    near = reach(focus, hops, neighbours.__getitem__)
    if most is not None and len(near) > most:
        steps = _steps(focus, neighbours)
        evidence = {entity.iri: entity.evidence for entity in graph.entities}
        near = set(sorted(near, key=lambda iri: (steps[iri], -evidence[iri], iri))[:most])
    return replace(of(graph, near), focus=focus, hops=hops)


def between(graph: ViewGraph, one: str, other: str) -> ViewGraph:
    """The shortest paths from one entity to another, all of that length.

    Raises UnknownNameError if the graph lacks one of them, or no path joins them.
    """
    _known(graph, [one, other])
    neighbours = _neighbours(graph)
    there, back = _steps(one, neighbours), _steps(other, neighbours)
    if other not in there:
        raise UnknownNameError(
            "no path joins the two", where=f"{one} and {other}", remedy="Show what is around one of them: --focus"
        )
    length = there[other]
    return of(graph, {iri for iri, steps in there.items() if iri in back and steps + back[iri] == length})


def of_kinds(graph: ViewGraph, kinds: Collection[Kind]) -> ViewGraph:
    """The entities of some kinds, and the edges among them."""
    return of(graph, {entity.iri for entity in graph.entities if entity.kind in kinds})


def told_in(graph: ViewGraph, start: str, end: str) -> ViewGraph:
    """What documents of some time tell: edges with evidence of theirs, and that evidence alone; statements likewise.

    `start` and `end` are days, months or years ('2017', '2017-04', '2017-04-21'), each with all of it; '' is open.
    What tables tell of the entities stays. Entities of which nothing is left go.
    """
    dates = {document.iri: document.date for document in graph.documents}

    def within(date: str) -> bool:
        return bool(date) and (not start or date[: len(start)] >= start) and (not end or date[: len(end)] <= end)

    def told(evidence: Iterable[ViewEvidence]) -> tuple[ViewEvidence, ...]:
        return tuple(e for e in evidence if e.document is None or within(dates.get(e.document, "")))

    edges = [replace(e, evidence=told(e.evidence)) for e in graph.edges if told(e.evidence) or not e.evidence]
    entities = [
        replace(e, details=tuple(replace(d, evidence=told(d.evidence)) for d in e.details if told(d.evidence)))
        for e in graph.entities
    ]
    said = [a for a in graph.attributions if within(a.date or dates.get(a.document or "", ""))]
    # A table's fact, or an edge without evidence, keeps nobody in the picture of whom no document of the time tells.
    dated = [edge for edge in edges if any(e.document for e in edge.evidence)]
    kept = _ends(dated) | {iri for a in said for iri in a.creators}
    less = graph.partial | _ends(edge for edge in graph.edges if told(edge.evidence) != edge.evidence)
    part = replace(graph, entities=tuple(entities), edges=tuple(edges), attributions=tuple(said), partial=less)
    return of(part, kept)


def of(graph: ViewGraph, kept: Collection[str]) -> ViewGraph:
    """The entities with these IRIs, the edges among them, and what is said by them."""
    entities = tuple(entity for entity in graph.entities if entity.iri in kept)
    edges = tuple(edge for edge in graph.edges if edge.subject in kept and edge.object in kept)
    less = graph.partial | _ends(edge for edge in graph.edges if (edge.subject in kept) != (edge.object in kept))
    attributions = tuple(said for said in graph.attributions if any(iri in kept for iri in said.creators))
    cited = {evidence.document for evidence in _all_evidence(entities, edges)}
    cited |= {said.document for said in attributions}
    return replace(
        graph,
        entities=tuple(_counted(entities, edges, attributions)),
        edges=edges,
        attributions=attributions,
        holdings=tuple(held for held in graph.holdings if held.person in kept or held.post in kept),
        documents=tuple(document for document in graph.documents if document.iri in cited),
        partial=less.intersection(kept),
    )


def _counted(
    entities: Iterable[ViewEntity], edges: Iterable[ViewEdge], attributions: Iterable[ViewAttribution]
) -> Iterator[ViewEntity]:
    """The entities with the counts of what is shown of them."""
    sentences, statements = defaultdict[str, int](int), defaultdict[str, int](int)
    for edge in edges:
        for iri in {edge.subject, edge.object}:
            sentences[iri] += len(edge.evidence)
    for said in attributions:
        for iri in said.creators:
            statements[iri] += 1
    for entity in entities:
        yield replace(entity, evidence=sentences[entity.iri], statements=statements[entity.iri])


def _ends(edges: Iterable[ViewEdge]) -> set[str]:
    return {end for edge in edges for end in (edge.subject, edge.object)}


def _known(graph: ViewGraph, iris: Iterable[str]) -> None:
    known = {entity.iri for entity in graph.entities}
    for iri in iris:
        if iri not in known:
            raise UnknownNameError(
                "the graph has no such entity to focus on",
                where=iri,
                remedy="Give the IRI of an entity; `policygraph explain` finds one by name",
            )


def _neighbours(graph: ViewGraph) -> dict[str, set[str]]:
    neighbours: dict[str, set[str]] = defaultdict(set)
    for edge in graph.edges:
        neighbours[edge.subject].add(edge.object)
        neighbours[edge.object].add(edge.subject)
    return neighbours


def _steps(start: str, neighbours: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """How many edges each entity that can be reached is away."""
    steps, ahead = {start: 0}, deque([start])
    while ahead:
        here = ahead.popleft()
        for there in neighbours[here]:
            if there not in steps:
                steps[there] = steps[here] + 1
                ahead.append(there)
    return steps


def _all_evidence(entities: Iterable[ViewEntity], edges: Iterable[ViewEdge]) -> Iterator[ViewEvidence]:
    for edge in edges:
        yield from edge.evidence
    for entity in entities:
        for detail in entity.details:
            yield from detail.evidence
