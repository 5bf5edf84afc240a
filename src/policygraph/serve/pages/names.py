"""The names of all entities, folded, so that what a person types finds them; and the nearest where nothing does."""

import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox
from rapidfuzz import process

from policygraph import vocab
from policygraph.gazetteer.names import fold
from policygraph.serve.pages import addresses
from policygraph.serve.pages.reading import Reader
from policygraph.serve.snapshot import Snapshot
from policygraph.view import style

LONGEST = 200  # characters of what is looked for
_REST = 20  # the index is made anew at most so many times its own making later
_FORMS = (vocab.RDFS_LABEL, vocab.ALT_LABEL)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that is found, and by which of its names; an identifier counts as one."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True)
class Index:
    """(folded name, name, IRI) of every name of every entity, sorted."""

    rows: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def read(cls, reader: Reader) -> "Index":
        """Every label and alias of the graph's entities."""
        found = ((iri, name) for predicate in _FORMS for iri, name in reader.literals(predicate) if reader.kind(iri))
        return cls(tuple(sorted({(folded, name, iri) for iri, name in found if (folded := fold(name))})))

    def find(self, text: str) -> list[Hit]:
        """The entities with a name that holds `text`: the same name first, then how it begins, then a word of it."""
        wanted = fold(text)
        if not wanted:
            return []
        ranked: dict[str, tuple[int, int, str, str]] = {}
        for folded, name, iri in self.rows:
            if wanted in folded:
                rank = (_rank(folded, wanted), len(folded), folded, name)
                ranked[iri] = min(rank, ranked.get(iri, rank))
        return [Hit(iri, rank[3]) for iri, rank in sorted(ranked.items(), key=lambda one: (one[1], one[0]))]

    def near(self, text: str, *, most: int = 5) -> list[str]:
        """Names much like `text`, the most alike first."""
        by_form = {name: folded for folded, name, _ in self.rows}
        return [name for _, _, name in process.extract(fold(text), by_form, limit=most, score_cutoff=60)]


@dataclass(slots=True)
class Names:
    """The index of a snapshot's names, made when it is first asked for and anew after commits.

    A build beside commits all the time: names that it adds are found a little later then.
    """

    snapshot: Snapshot
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _index: Index | None = None
    _version: str = ""
    _due: float = 0.0

    def index(self, reader: Reader) -> Index:
        """The index of the graph at the reader's moment, or of one shortly before."""
        made = self._index
        if made is not None and (self._version == reader.moment.version or time.monotonic() < self._due):
            return made
        if not self._lock.acquire(blocking=made is None):
            return made or Index()  # another thread makes it
        try:
            if self._index is None or self._version != reader.moment.version:
                began = time.monotonic()
                self._index, self._version = Index.read(reader), reader.moment.version
                self._due = time.monotonic() + _REST * (time.monotonic() - began)
            return self._index
        finally:
            self._lock.release()


def by_identifier(reader: Reader, text: str) -> Iterator[Hit]:
    """The entities that have `text` as a public identifier, as their IRI, or as the end of that."""
    word = text.strip()
    if " " in word or not word:
        return
    for iri in _ours(reader, word):
        yield Hit(iri, word)
    links = [f"{start}{word}{end}" for start in style.load().links for end in ("", "/")]
    terms: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        *((vocab.EXACT_MATCH, ox.NamedNode(link)) for link in links if addresses.sayable(link)),
        *((predicate, ox.Literal(word)) for predicate in style.load().identifiers),
    ]
    for predicate, term in terms:
        for quad in reader.moment.store.quads_for_pattern(None, ox.NamedNode(predicate), term, ox.DefaultGraph()):
            if isinstance(quad.subject, ox.NamedNode) and reader.kind(quad.subject.value):
                yield Hit(quad.subject.value, word)


def unique(hits: Iterable[Hit]) -> list[Hit]:
    """Each entity once, as it is found first."""
    return list({hit.iri: hit for hit in reversed(list(hits))}.values())[::-1]


def _ours(reader: Reader, word: str) -> Iterator[str]:
    base = reader.moment.base
    kind, _, name = word.removeprefix(base).replace(":", "/", 1).partition("/")
    if (iri := addresses.iri(kind, name, base)) and reader.kind(iri) and reader.resource(iri):
        yield iri


def _rank(folded: str, wanted: str) -> int:
    if folded == wanted:
        return 0
    if folded.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in folded else 3
