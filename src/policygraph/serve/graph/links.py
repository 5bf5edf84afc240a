"""Who is joined to whom, by which claims: from the index of a graph, or by look-ups in the store where none is."""

import sqlite3
import time
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from policygraph import vocab
from policygraph.view.loading import NO_EDGE
from policygraph.view.local import kind_of

_DEFAULT = ox.DefaultGraph()
_LOOKED_AT = 4  # times as many claims are looked at, without an index, as are wanted


class OutOfBoundsError(Exception):
    """An answer would take longer, or look at more, than a request may."""


class Clock:
    """Counts what a request looks at, and how long: raises OutOfBoundsError beyond."""

    def __init__(self, seconds: float, nodes: int) -> None:
        self.end, self.left = time.monotonic() + seconds, nodes

    def look(self) -> None:
        """Counts one entity."""
        self.left -= 1
        if self.left < 0 or time.monotonic() > self.end:
            raise OutOfBoundsError

    def late(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() > self.end


class Links(Protocol):
    """The entities of a graph by ids, which sort by evidence, most first, where that is known."""

    def id(self, iri: str) -> int | None:
        """The id of an entity, None if it is none."""
        ...

    def iris(self, ids: Iterable[int]) -> list[str]:
        """The IRIs of entities by their ids, in that order."""
        ...

    def neighbours(self, one: int) -> Iterator[int]:
        """Those joined to an entity, sorted; not itself."""
        ...

    def more(self, one: int, kept: Container[int]) -> bool:
        """Whether an entity is joined to one that is not among these, itself aside."""
        ...

    def claims(self, ids: Sequence[int], most: int) -> list[str]:
        """The claims among these entities and those that name no other, a date say; no more than `most`."""
        ...


class Index:
    """The index that `indexing` made, open for one request."""

    def __init__(self, file: Path, clock: Clock) -> None:
        self.base = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
        self.base.set_progress_handler(clock.late, 10_000)

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *_: object) -> None:
        self.base.close()

    def about(self) -> dict[str, str]:
        """What it is the index of, and how much that is."""
        return dict(self.base.execute("SELECT key, value FROM about"))

    def id(self, iri: str) -> int | None:
        """The id of an entity, None if it is none."""
        row = self.base.execute("SELECT id FROM entity WHERE iri = ?", (iri,)).fetchone()
        return None if row is None else int(row[0])

    def iris(self, ids: Iterable[int]) -> list[str]:
        """The IRIs of entities by their ids, in that order."""
        return [self.base.execute("SELECT iri FROM entity WHERE id = ?", (one,)).fetchone()[0] for one in ids]

    def neighbours(self, one: int) -> Iterator[int]:
        """Those joined to an entity, sorted; not itself."""
        with closing(self.base.execute("SELECT other FROM near WHERE one = ? ORDER BY other", (one,))) as rows:
            for (other,) in rows:
                yield other

    def more(self, one: int, kept: Container[int]) -> bool:
        """Whether an entity is joined to one that is not among these, itself aside."""
        return any(other not in kept for other in self.neighbours(one))

    def claims(self, ids: Sequence[int], most: int) -> list[str]:
        """Those of the pair with most evidence first, as ids go."""
        marks = ",".join("?" * len(ids))
        among = f"SELECT iri FROM claim WHERE subject = ? AND object IN (0,{marks}) LIMIT ?"  # noqa: S608 -- marks alone
        found: list[str] = []
        for one in ids:
            found += (iri for (iri,) in self.base.execute(among, (one, *ids, max(0, most - len(found)))))
        return found

    def named(self, words: str) -> Iterator[tuple[str, str, str, str]]:
        """(IRI, label, kind, name) by the words of a query of SQLite's, those with most evidence first.

        Nothing for an empty query; `name` is empty where the label fits.
        """
        if not words:
            return
        hits = self.base.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", (words,))
        find = (
            "SELECT entity.iri, entity.label, entity.kind, name.name FROM name JOIN entity ON entity.id = name.entity "
            "WHERE name.id = ?"
        )
        with closing(hits):
            for row in hits:
                yield self.base.execute(find, row).fetchone()

    def words(self) -> list[str]:
        """Every word of the names, without accents and in small letters."""
        return [word for (word,) in self.base.execute("SELECT term FROM vocabulary")]


class Lookups:
    """The store itself, where there is no index of it yet: no list is read further than `most`."""

    def __init__(self, store: ox.Store, *, most: int = 1_000) -> None:
        self.store, self.most = store, most
        self.ids: dict[str, int] = {}
        self.known: list[str] = []
        self.near: dict[int, list[int]] = {}

    def id(self, iri: str) -> int | None:
        """The id of an entity, None if it is none."""
        return None if iri not in self.ids and kind_of(self.store, iri) is None else self._number(iri)

    def iris(self, ids: Iterable[int]) -> list[str]:
        """The IRIs of entities by their ids, in that order."""
        return [self.known[one] for one in ids]

    def neighbours(self, one: int) -> Iterator[int]:
        """Those joined to an entity, sorted; not itself."""
        if one not in self.near:
            iri = self.known[one]
            near = sorted({*self._plain(iri), *self._claimed(iri)} - {iri})
            self.near[one] = sorted(number for other in near if (number := self.id(other)) is not None)
        return iter(self.near[one])

    def more(self, one: int, kept: Container[int]) -> bool:
        """Whether an entity is joined to one that is not among these, itself aside; the first is enough."""
        iri, known = self.known[one], {self.known[number] for number in self.ids.values() if number in kept}
        others = (other for other in chain(self._plain(iri), self._claimed(iri)) if other != iri and other not in known)
        return any(kind_of(self.store, other) is not None for other in others)

    def claims(self, ids: Sequence[int], most: int) -> list[str]:
        """At most so many of the claims among these entities and of those that name no other: a date, say."""
        kept = {self.known[one] for one in ids}
        looked_at = chain.from_iterable(map(self._told_of, self.iris(ids)))
        found = (claim for claim in islice(looked_at, _LOOKED_AT * most) if self._is_among(claim, kept))
        return list(islice(found, most))

    def _told_of(self, iri: str) -> Iterator[str]:
        """The claims about an entity and its tenures."""
        for subject in chain((iri,), self._subjects(vocab.MEMBER, iri)):
            yield from self._subjects(vocab.SUBJECT, subject)

    def _is_among(self, claim: str, kept: Container[str]) -> bool:
        told = self.store.quads_for_pattern(ox.NamedNode(claim), ox.NamedNode(vocab.OBJECT), None, _DEFAULT)
        return all(not isinstance(quad.object, ox.NamedNode) or quad.object.value in kept for quad in told)

    def _number(self, iri: str) -> int:
        if iri not in self.ids:
            self.ids[iri] = len(self.known)
            self.known.append(iri)
        return self.ids[iri]

    def _plain(self, iri: str) -> Iterator[str]:
        node = ox.NamedNode(iri)
        for quad in islice(self.store.quads_for_pattern(node, None, None, _DEFAULT), self.most):
            if quad.predicate.value not in NO_EDGE and isinstance(quad.object, ox.NamedNode):
                yield quad.object.value
        for quad in islice(self.store.quads_for_pattern(None, None, node, _DEFAULT), self.most):
            if quad.predicate.value not in NO_EDGE and isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value

    def _claimed(self, iri: str) -> Iterator[str]:
        for mine, others in ((vocab.SUBJECT, vocab.OBJECT), (vocab.OBJECT, vocab.SUBJECT)):
            for claim in self._subjects(mine, iri):
                node = ox.NamedNode(claim)
                for quad in self.store.quads_for_pattern(node, ox.NamedNode(others), None, _DEFAULT):
                    if isinstance(quad.object, ox.NamedNode):
                        yield quad.object.value

    def _subjects(self, predicate: str, iri: str) -> Iterator[str]:
        quads = self.store.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(iri), _DEFAULT)
        for quad in islice(quads, self.most):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value
