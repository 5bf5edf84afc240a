"""Answers of the API that the viewer explores a graph by: each a part, found by an index and read from the store."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Self

import pyoxigraph as ox

from policygraph import view, vocab
from policygraph.errors import UnknownNameError
from policygraph.serve.graph import search, walks
from policygraph.serve.graph.indexes import Indexes, Ready
from policygraph.serve.graph.links import Clock, Index, Links, Lookups, OutOfBoundsError
from policygraph.serve.snapshot import Moment, Snapshot
from policygraph.view import local, style
from policygraph.view.parts import ViewGraph
from policygraph.view.payload import Json

SECONDS, NODES = 2.0, 200_000  # a request looks at no more
_CLAIMS = 1_500  # of one answer
_OPENING = local.Bounds(all_evidence=1_500, all_statements=600)
_PATIENCE = 2.0  # seconds: the index of a small graph is made in one
_QUICK = 40  # entities of the opening view while there is no index
_FIRST_CLAIMS = 2_000  # by which these are chosen
_NAMES, _FOUND = 200, 12  # looked at in a search, an entity may have many that fit; and entities found
_COUNTED = 2_000  # so far are the entities counted that an answer leaves out

UNINDEXED = "The graph is being indexed: this is a first part of it. Load the page again in a while"
LEFT = "These are the nearest {} of {}{:,} entities, those with most evidence first"


class NotYetError(Exception):
    """There is no index yet, and no answer without one."""


class GraphReader:
    """Reads parts of a graph; safe to ask from several threads. Use it in a `with` statement, or `close` it.

    An index of the graph is made beside, anew after each commit; answers come without one too, slower, and those with
    most evidence are not told from others then.
    """

    def __init__(self, snapshot: Snapshot, *, seconds: float = SECONDS, nodes: int = NODES) -> None:
        self.snapshot, self.seconds, self.nodes = snapshot, seconds, nodes
        self.indexes = Indexes(snapshot)

    def __enter__(self) -> Self:
        self.start()
        return self

    def start(self) -> None:
        """Begins to make an index; the first question does so at the latest."""
        self.indexes.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the making of an index."""
        self.indexes.close()

    def version(self) -> str:
        """What an answer depends on beside its question: the commit, and the index that is there."""
        self.start()
        ready = self.indexes.ready
        return f"{self.snapshot.current().version}-{ready.version if ready else 'none'}"

    def opening(self) -> Json:
        """The entities with most evidence; the first time it waits a little for an index to tell them by."""
        self.indexes.wait(_PATIENCE)
        return self.snapshot.read(self._opening)

    def around(self, iri: str, hops: int) -> Json:
        """What lies within `hops` edges of an entity. Raises UnknownNameError if the graph has no such entity."""
        return self.snapshot.read(lambda moment: self._around(moment, iri, hops))

    def between(self, one: str, other: str) -> Json:
        """The shortest paths between two entities.

        Raises UnknownNameError if the graph lacks one of them or no path joins them, OutOfBoundsError if that can't be
        told within the bounds.
        """
        return self.snapshot.read(lambda moment: self._between(moment, one, other))

    def search(self, text: str) -> list[Json]:
        """Twelve entities at most that have a name with all words of `text`: `iri`, `label`, `kind` and alias `name`.

        Where nothing has one, some that have a name much like it, with `near`.

        Raises NotYetError while there is no index.
        """
        with self.names() as index:
            hits, _ = search.find(index, text, looked_at=_NAMES)
            alike = [] if hits else search.near(index, text)
        store = self.snapshot.store
        told = [hit._asdict() for hit in hits] or [hit._asdict() | {"near": True} for hit in alike]
        # The index may be of the commit before.
        return list(islice((one for one in told if local.kind_of(store, one["iri"]) is not None), _FOUND))

    @contextmanager
    def names(self, *, patience: float = 0.0) -> Iterator[Index]:
        """The newest index; OutOfBoundsError may come of looking into it.

        Raises NotYetError if there is none, even after `patience` seconds.
        """
        ready = self.indexes.wait(patience)
        if ready is None:
            raise NotYetError
        with _bounded(), Index(ready.file, self._clock()) as index:
            yield index

    def _opening(self, moment: Moment) -> Json:
        ready = self.indexes.ready
        with self._links(moment) as links:
            if isinstance(links, Index):
                first = min(style.load().limits.first_view, ready.entities if ready else 0)
                # Made once a commit, so that it may take longer than other answers.
                return view.data(self._part(moment, links, range(1, first + 1), _OPENING))
            ids = [number for iri in self._chosen(moment, ready) if (number := links.id(iri)) is not None]
            return view.data(self._part(moment, links, ids)) | {"note": UNINDEXED}

    def _chosen(self, moment: Moment, ready: Ready | None) -> list[str]:
        """Entities to begin with where there is no index: those of the one before, or what the first claims tell of."""
        if ready is not None:
            with Index(ready.file, self._clock()) as before:
                return before.iris(range(1, min(_QUICK, ready.entities) + 1))
        counts: Counter[str] = Counter()
        for predicate in (vocab.SUBJECT, vocab.OBJECT):
            quads = moment.store.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.DefaultGraph())
            counts.update(q.object.value for q in islice(quads, _FIRST_CLAIMS) if isinstance(q.object, ox.NamedNode))
        return [iri for iri, _ in counts.most_common(_QUICK)]

    def _around(self, moment: Moment, iri: str, hops: int) -> Json:
        with self._links(moment) as links:
            focus, clock = _known(links, iri), self._clock()
            ids = walks.nearest(links, focus, hops, style.load().limits.around, clock)
            count, exact = walks.within(links, focus, hops, _COUNTED, clock)
            graph = replace(self._part(moment, links, ids), focus=iri, hops=hops)
            left = count - len(ids)
        told = view.data(graph) | {"left": {"entities": left, "exact": exact}}
        if left:
            told["note"] = LEFT.format(len(ids), "" if exact else "more than ", count)
        return told

    def _between(self, moment: Moment, one: str, other: str) -> Json:
        with self._links(moment) as links:
            ends = _known(links, one), _known(links, other)
            ids = walks.between(links, *ends, style.load().limits.around, self._clock())
            if ids is None:
                raise UnknownNameError(
                    "no path joins the two", where=f"{one} and {other}", remedy="Look at what is around one of them"
                )
            return view.data(self._part(moment, links, ids))

    def _part(self, moment: Moment, links: Links, ids: Sequence[int], bounds: local.Bounds | None = None) -> ViewGraph:
        """The entities with these ids, nearest first, and all that is told among them."""
        kept, claims = set(ids), links.claims(ids, _CLAIMS)
        graph = local.load(moment.store, links.iris(ids), claims, bounds=bounds)
        more = (one for one in ids if links.more(one, kept))
        partial = graph.partial.union(links.iris(ids if len(claims) == _CLAIMS else more))
        ready = self.indexes.ready
        return replace(
            graph,
            partial=partial,
            all_entities=max(ready.entities if ready else 0, len(graph.entities)),
            all_edges=max(ready.edges if ready else 0, len(graph.edges)),
            all_documents=max(ready.documents if ready else 0, len(graph.documents)),
            newest=ready.newest if ready else max((one.date for one in graph.documents), default=""),
        )

    @contextmanager
    def _links(self, moment: Moment) -> Iterator[Index | Lookups]:
        """The index, if it is of that moment; else the store itself."""
        ready = self.indexes.ready
        with _bounded():
            if ready is None or ready.version != moment.version:
                yield Lookups(moment.store)
            else:
                with Index(ready.file, self._clock()) as index:
                    yield index

    def _clock(self) -> Clock:
        return Clock(self.seconds, self.nodes)


@contextmanager
def _bounded() -> Iterator[None]:
    """A query of the index that its clock interrupts is out of bounds like any other."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "interrupted" not in str(error):
            raise
        raise OutOfBoundsError from error


def _known(links: Links, iri: str) -> int:
    if (number := links.id(iri)) is None:
        raise UnknownNameError("the graph has no such entity", where=iri, remedy="Search for it by name")
    return number
