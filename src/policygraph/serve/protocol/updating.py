"""A SPARQL update of the graph. It is carried out on a copy first, and what it changed there is committed.

So the default graph stays what it is, the merge of the named graphs, whatever the update says; an update that never
ends harms nobody; and what can't be kept right is refused as a whole:

* removing a triple of the default graph that a named graph still tells: it would come back with the merge;
* writing the graphs that policygraph keeps itself.

What an update puts into the default graph stands in a graph of its own. The copy is of links to the store's files.
"""

import secrets
import shutil
import traceback
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from policygraph import vocab
from policygraph.literals import text_of
from policygraph.serve.engine import Refused, guard
from policygraph.serve.protocol import genid, ground, operations, writing
from policygraph.serve.protocol.refusal import Refusal
from policygraph.store import Store
from policygraph.store.merged import Change

_COPY = "update.part"
_DEFAULT, _OWN, _INDEX = ox.DefaultGraph(), ox.NamedNode(writing.OWN), ox.NamedNode(vocab.INDEX_GRAPH)
_SHOWN = 3
# How lines of graphs end that are taken out of the copy.
_APART = (f" <{_INDEX.value}> .\n".encode(), f" <{_OWN.value}> .\n".encode())


def update(folder: Path, text: str, *, base: str, using: Sequence[str], named: Sequence[str]) -> None:
    """Carries out the update `text`, wholly or not at all.

    `base` resolves its relative IRIs; `using` and `named` are the dataset that its WHERE parts read. Raises Refusal,
    StoreError.
    """
    try:
        text = guard.normal(text)
        guard.check(text, update=True)
    except Refused as error:
        raise Refusal(400, str(error)) from error
    text = operations.with_dataset(text, using, named)
    with Store.open(folder) as store:
        documents = set(store.documents())
        graphs = _known(store, text, base)
        store.commit(_tried(store, folder / _COPY, text, base) if graphs is None else graphs)
        writing.settle(store)
        gone = documents - set(store.documents())
    if gone:
        from policygraph.serve.protocol import adding  # noqa: PLC0415 -- the pipeline takes a second to load

        adding.forget(folder, gone)


def _tried(store: Store, place: Path, text: str, base: str) -> dict[str, list[ox.Quad]]:
    """The named graphs that the update changes, as they are to be. `place` is where the copy goes."""
    shutil.rmtree(place, ignore_errors=True)  # one that a killed update left
    try:
        return _worked_out(store, place, text, base)
    except BaseException as error:
        # The copy closes, and writes its last, when nothing refers to it any more; only then it can go.
        traceback.clear_frames(error.__traceback__)
        raise
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _known(store: Store, text: str, base: str) -> dict[str, list[ox.Quad]] | None:
    """What an update of data changes, as the graphs are to be; None if it is another. Raises Refusal."""
    try:
        found = ground.change(text, base, store.prefixes)
    except SyntaxError as error:
        raise Refusal(400, f"The update does not parse: {error.msg}") from error
    if found is None:
        return None
    gone = {quad for quad in found.gone if quad in store.rdf}
    # Of the default graph that is new which OWN has not: what a named graph tells goes with that.
    new = {quad for quad in found.new if (_of(_OWN, quad) if quad.graph_name == _DEFAULT else quad) not in store.rdf}
    names = genid.Names(secrets.token_hex(12))
    changed = sorted({text_of(quad.graph_name) for quad in gone | new if quad.graph_name != _DEFAULT})
    if kept := next((graph for graph in changed if writing.kept(graph)), ""):
        raise _is_kept(kept)
    after = ox.Store()  # what named graphs tell of these triples afterwards
    for triple in {quad.triple for quad in gone if quad.graph_name == _DEFAULT}:
        after.extend(quad for quad in _telling(store, store.rdf, triple) if quad not in gone)
        after.extend(quad for quad in new if quad.triple == triple)
    own = _own(store, after, names, Change(gone, new), checked=True)
    graphs = {}
    for graph in changed:
        had = set(store.rdf.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
        came = {quad for quad in new if quad.graph_name == ox.NamedNode(graph)}
        graphs[graph] = [_quad(names, quad) for quad in (had - gone) | came]
    return graphs if own is None else {**graphs, writing.OWN: own}


def _worked_out(store: Store, place: Path, text: str, base: str) -> dict[str, list[ox.Quad]]:
    store.rdf.backup(str(place))
    copy = ox.Store(str(place))
    # Nobody asks these by name; what OWN tells stands in the default graph as well.
    copy.remove_graph(_INDEX)
    copy.remove_graph(_OWN)
    _carry_out(copy, operations.noted(text, writing.OWN), base, store)
    put = {_of(_DEFAULT, quad) for quad in copy.quads_for_pattern(None, None, None, _OWN)}
    copy.remove_graph(_OWN)
    change = _change(store, copy, text, place)
    # Also what stood there before, told by a named graph: with that it may not go. Blank nodes are told by the change.
    put = {quad for quad in put if quad in copy and _of(_OWN, quad) not in store.rdf}
    return _changed(store, copy, text, Change(change.gone, change.new | put))


def _of(graph: ox.NamedNode | ox.DefaultGraph, quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def _carry_out(copy: ox.Store, text: str, base: str, store: Store) -> None:
    try:
        copy.update(text, base_iri=base, prefixes=dict(store.prefixes))
    except SyntaxError as error:
        raise Refusal(400, f"The update does not parse: {error.msg}") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise Refusal(400, f"The update can't be carried out: {error}") from error


def _change(store: Store, copy: ox.Store, text: str, place: Path) -> Change:
    """What the copy has otherwise than the store."""
    among = operations.written(text)
    graphs: list[ox.NamedNode | ox.DefaultGraph | None] = [None]
    if among is not None:
        graphs = [_DEFAULT, *(ox.NamedNode(name) for name in sorted(among))]
    gone, new = set[ox.Quad](), set[ox.Quad]()
    for graph in graphs:
        for quad, here in _differing(store.rdf, copy, graph, place):
            (gone if here else new).add(quad)
    return Change(gone, new)


def _changed(store: Store, copy: ox.Store, text: str, change: Change) -> dict[str, list[ox.Quad]]:
    """The named graphs that the update changes, as they are to be. Raises Refusal."""
    names = genid.Names(secrets.token_hex(12))
    quads = change.gone | change.new
    changed = sorted({text_of(quad.graph_name) for quad in quads if quad.graph_name != _DEFAULT})
    _check_kept(store, copy, changed)
    own = _own(store, copy, names, change, checked=not operations.empties(text))
    found = {
        graph: [_quad(names, quad) for quad in copy.quads_for_pattern(None, None, None, ox.NamedNode(graph))]
        for graph in changed
        if not writing.kept(graph)
    }
    return found if own is None else {**found, writing.OWN: own}


def _check_kept(store: Store, copy: ox.Store, changed: Sequence[str]) -> None:
    """Raises Refusal if a graph that policygraph keeps is among the changed ones."""
    touched = [graph for graph in changed if writing.kept(graph)]
    # All of them emptied at once is another matter: nothing is left then that they could follow from.
    if touched and (any(True for _ in copy.named_graphs()) or not {*store.graphs()} - {writing.OWN} <= {*changed}):
        raise _is_kept(touched[0])


def _is_kept(graph: str) -> Refusal:
    return Refusal(403, f"<{graph}> is kept by policygraph itself: it follows from the documents")


def _differing(
    one: ox.Store, other: ox.Store, graph: ox.NamedNode | ox.DefaultGraph | None, place: Path
) -> Iterator[tuple[ox.Quad, bool]]:
    """The quads of a graph, or of all, that only one of two stores has, and whether that is the first.

    Both are written out, in the order of their keys, which is the same in both: so lines are compared side by side, 20
    times as fast as quads are looked up. What differs is looked up.
    """
    files = [place / name for name in ("before.nq", "after.nq")]
    for rdf, file in zip((one, other), files, strict=True):
        rdf.dump(str(file), format=ox.RdfFormat.N_TRIPLES if graph else ox.RdfFormat.N_QUADS, from_graph=graph)
    with files[0].open("rb") as before, files[1].open("rb") as after:
        first, second = _next(before), _next(after)
        while first or second:
            if first == second:
                first, second = _next(before), _next(after)
            elif first and (quad := _parsed(first, graph)) not in other:
                yield quad, True
                first = _next(before)
            else:
                yield _parsed(second, graph), False
                second = _next(after)


def _next(lines: BinaryIO) -> bytes:
    """The next line that is not of a graph that the copy has not; an object may be called as such a graph."""
    while (line := lines.readline()).endswith(_APART) and _parsed(line, None).graph_name != _DEFAULT:
        pass
    return line


def _parsed(line: bytes, graph: ox.NamedNode | ox.DefaultGraph | None) -> ox.Quad:
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph) if graph else quad


def _own(store: Store, copy: ox.Store, names: genid.Names, change: Change, *, checked: bool) -> list[ox.Quad] | None:
    """What the default graph has of its own after the update; None if that did not change.

    Raises Refusal, if that is `checked`, for what leaves the default graph and is told by a named one.
    """
    gone = {quad.triple for quad in change.gone if quad.graph_name == _DEFAULT}
    new = [quad.triple for quad in change.new if quad.graph_name == _DEFAULT]
    if not (gone or new):
        return None
    told = (
        [(triple, text_of(q.graph_name)) for triple in gone for q in _telling(store, copy, triple)] if checked else []
    )
    if told:
        graphs = sorted({graph for _, graph in told})
        raise Refusal(
            409,
            f"{len({triple for triple, _ in told}):,} triples that the update takes out of the default graph are told "
            f"by named graphs, of which it is the merge: take them out there. They are in "
            + ", ".join(f"<{graph}>" for graph in graphs[:_SHOWN])
            + (f" and {len(graphs) - _SHOWN:,} more" if len(graphs) > _SHOWN else ""),
        )
    stays = [q.triple for q in store.rdf.quads_for_pattern(None, None, None, _OWN) if q.triple not in gone]
    return [_quad(names, ox.Quad(t.subject, t.predicate, t.object, _OWN)) for t in (*stays, *new)]


def _telling(store: Store, rdf: ox.Store, triple: ox.Triple) -> Iterator[ox.Quad]:
    """The quads of named graphs that tell a triple of the default graph, by any local name of its ends."""
    subject, obj = triple.subject, triple.object
    starts = [ox.NamedNode(iri) for iri in store.identity.names(text_of(subject))]
    ends = [ox.NamedNode(iri) for iri in store.identity.names(obj.value)] if isinstance(obj, ox.NamedNode) else [obj]
    for start, end in product(starts, ends):
        for quad in rdf.quads_for_pattern(start, triple.predicate, end):
            if quad.graph_name not in (_DEFAULT, _OWN, _INDEX):
                yield quad


def _quad(names: genid.Names, quad: ox.Quad) -> ox.Quad:
    try:
        return names.quad(quad)
    except ValueError as error:
        raise Refusal(400, f"The update can't be kept: {error}") from error
