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
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path

import pyoxigraph as ox

from policygraph import vocab
from policygraph.literals import text_of
from policygraph.serve.protocol import genid, operations, writing
from policygraph.serve.protocol.refusal import Refusal
from policygraph.store import Store

_COPY = "update.part"
_DEFAULT, _OWN, _INDEX = ox.DefaultGraph(), ox.NamedNode(writing.OWN), ox.NamedNode(vocab.INDEX_GRAPH)
_SHOWN = 3


def update(folder: Path, text: str, *, base: str, using: Sequence[str], named: Sequence[str]) -> None:
    """Carries out the update `text`, wholly or not at all.

    `base` resolves its relative IRIs; `using` and `named` are the dataset that its WHERE parts read. Raises Refusal,
    StoreError.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    operations.check(text)
    text = operations.with_dataset(text, using, named)
    with Store.open(folder) as store:
        place = folder / _COPY
        shutil.rmtree(place, ignore_errors=True)  # one that a killed update left
        try:
            graphs = _worked_out(store, place, text, base)
        except BaseException as error:
            # The copy closes, and writes its last, when nothing refers to it any more; only then it can go.
            traceback.clear_frames(error.__traceback__)
            raise
        finally:
            shutil.rmtree(place, ignore_errors=True)
        store.commit(graphs)
        writing.settle(store)


def _worked_out(store: Store, place: Path, text: str, base: str) -> dict[str, list[ox.Quad]]:
    """The named graphs that the update changes, as they are to be. `place` is where the copy goes."""
    store.rdf.backup(str(place))
    copy = ox.Store(str(place))
    _carry_out(copy, text, base, store)
    return _changed(store, copy, text)


def _carry_out(copy: ox.Store, text: str, base: str, store: Store) -> None:
    # Nobody asks these by name; what OWN tells stands in the default graph as well.
    copy.remove_graph(_INDEX)
    copy.remove_graph(_OWN)
    try:
        copy.update(text, base_iri=base, prefixes=dict(store.prefixes))
    except SyntaxError as error:
        raise Refusal(400, f"The update does not parse: {error.msg}") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise Refusal(400, f"The update can't be carried out: {error}") from error


def _changed(store: Store, copy: ox.Store, text: str) -> dict[str, list[ox.Quad]]:
    """The named graphs that the copy has otherwise than the store, as they are to be. Raises Refusal."""
    among = operations.written(text)
    here = {graph for graph in store.graphs() if graph != writing.OWN}
    there = {text_of(graph) for graph in copy.named_graphs()}
    looked = here | there if among is None else among & (here | there)
    names = genid.Names(secrets.token_hex(12))
    changed = [graph for graph in sorted(looked) if _differs(store.rdf, copy, ox.NamedNode(graph))]
    own = _own(store, copy, names, checked=not operations.empties(text))
    emptied = [
        graph for graph in changed if next(copy.quads_for_pattern(None, None, None, ox.NamedNode(graph)), 0) == 0
    ]
    touched = [graph for graph in changed if writing.kept(graph)]
    if touched and not (set(touched) <= set(emptied) and here <= {*emptied, *touched}):
        # All of them at once is another matter: nothing is left then that they could follow from.
        raise Refusal(403, f"<{touched[0]}> is kept by policygraph itself: it follows from the documents")
    graphs = {
        graph: [_quad(names, quad) for quad in copy.quads_for_pattern(None, None, None, ox.NamedNode(graph))]
        for graph in changed
        if not writing.kept(graph)
    }
    return graphs if own is None else {**graphs, writing.OWN: own}


def _differs(one: ox.Store, other: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> bool:
    return any(True for _ in _missing(one, other, graph)) or any(True for _ in _missing(other, one, graph))


def _missing(one: ox.Store, other: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
    """The quads of a graph that `one` has and `other` has not."""
    return (quad for quad in one.quads_for_pattern(None, None, None, graph) if quad not in other)


def _own(store: Store, copy: ox.Store, names: genid.Names, *, checked: bool) -> list[ox.Quad] | None:
    """What the default graph has of its own after the update; None if that did not change.

    Raises Refusal, if that is `checked`, for what leaves the default graph and is told by a named one.
    """
    gone = {quad.triple for quad in _missing(store.rdf, copy, _DEFAULT)}
    new = [quad.triple for quad in _missing(copy, store.rdf, _DEFAULT)]
    if not (gone or new):
        return None
    told = [(triple, graph) for triple in gone for graph in _telling(store, copy, triple)] if checked else []
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


def _telling(store: Store, copy: ox.Store, triple: ox.Triple) -> Iterable[str]:
    """The named graphs that tell a triple of the default graph after the update, by any local name of its ends."""
    subject, obj = triple.subject, triple.object
    starts = [ox.NamedNode(iri) for iri in store.identity.names(text_of(subject))]
    ends = [ox.NamedNode(iri) for iri in store.identity.names(obj.value)] if isinstance(obj, ox.NamedNode) else [obj]
    for start, end in product(starts, ends):
        for quad in copy.quads_for_pattern(start, triple.predicate, end):
            if quad.graph_name != _DEFAULT:
                yield text_of(quad.graph_name)


def _quad(names: genid.Names, quad: ox.Quad) -> ox.Quad:
    try:
        return names.quad(quad)
    except ValueError as error:
        raise Refusal(400, f"The update can't be kept: {error}") from error
