"""What runs tell: how far they are, what they did, what a graph holds and how it stands to its sources."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from policygraph import vocab
from policygraph.errors import StoreError
from policygraph.literals import text_of
from policygraph.model import Document, Kind, Skipped
from policygraph.store import Store

_FAILED = "failed.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a build is: documents of all that are to be made, safe in the graph or set aside; seconds since it began;
    which document took longest, and how many seconds.
    """

    done: int
    total: int
    seconds: float
    slowest: str = ""
    slowest_seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build read, and what the graph holds after it. Entities by kind; claims and attributions of the
    documents (facts of the tables are not counted).
    """

    read: int
    repeated: int  # sources whose text was read from another source as well
    skipped: tuple[Skipped, ...]
    documents: int
    entities: dict[str, int]
    claims: int
    attributions: int
    made: int = 0  # documents worked on in this run
    removed: int = 0  # documents that no source gives any more
    failed: tuple[Skipped, ...] = ()  # documents that could not be worked on
    left: int = 0  # documents not begun, since the run was stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What `update` would do: documents by source. `sources` tells what every document of the graph was read from."""

    new: tuple[str, ...]
    outdated: tuple[str, ...]  # their file changed, or the tools or tables that they were made with
    gone: tuple[str, ...]
    failed: tuple[Skipped, ...]
    skipped: tuple[Skipped, ...]
    sources: Mapping[str, tuple[str, ...]]


def summary(store: Store) -> Report:
    """What a graph holds."""
    entities: Counter[str] = Counter()
    for (entity,) in _answers(store, f"SELECT DISTINCT ?entity WHERE {{ ?document <{vocab.MENTIONS}> ?entity }}"):
        entities[text_of(entity).removeprefix(store.base).partition("/")[0]] += 1

    def count(pattern: str) -> int:
        ((number,),) = _answers(store, f"SELECT (COUNT(DISTINCT ?one) AS ?number) WHERE {{ {pattern} }}")
        return int(text_of(number))

    return Report(
        read=0,
        repeated=0,
        skipped=(),
        documents=len(store.documents()),
        entities={kind.value: entities[kind.value] for kind in Kind},
        # A claim of the tables is of no document.
        claims=count(f"?one <{vocab.WAS_DERIVED_FROM}> ?document"),
        attributions=count(f"?one a <{vocab.ATTRIBUTION}>"),
    )


def _answers(store: Store, query: str) -> Iterator[ox.QuerySolution]:
    """The rows of a SELECT over the default graph."""
    answers = store.rdf.query(query)
    assert isinstance(answers, ox.QuerySolutions)
    return answers


def failures(graph: Path) -> tuple[Skipped, ...]:
    """The documents that the last build set aside, and why."""
    path = graph / _FAILED
    if not path.exists():
        return ()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(Skipped(source=row["source"][0], reason=row["reason"]) for row in rows)


def sources_of(store: Store) -> dict[str, tuple[str, ...]]:
    """What each document of a graph was read from."""
    documents = set(store.documents())
    found: dict[str, list[str]] = {iri: [] for iri in sorted(documents)}
    for quad in store.rdf.quads_for_pattern(None, ox.NamedNode(vocab.SOURCE), None, ox.DefaultGraph()):
        if text_of(quad.subject) in documents:
            found[text_of(quad.subject)].append(text_of(quad.object))
    return {iri: tuple(sorted(sources)) for iri, sources in found.items()}


def set_aside(graph: Path, failed: Sequence[tuple[Document, str]]) -> tuple[Skipped, ...]:
    """Writes the documents that could not be worked on to `failed.jsonl`, one a line; none leaves no file."""
    path = graph / _FAILED
    path.unlink(missing_ok=True)
    if failed:
        lines = (
            json.dumps({"id": d.id, "source": list(d.sources), "title": d.title, "reason": reason}, ensure_ascii=False)
            for d, reason in sorted(failed, key=lambda pair: pair[0].id)
        )
        try:
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        except OSError as error:
            raise StoreError(
                f"the list of failed documents can't be written: {error.strerror}",
                where=str(path),
                remedy="See to the disk's space and permissions; the graph itself is sound",
            ) from error
    return tuple(Skipped(source=d.sources[0], reason=reason) for d, reason in failed)
