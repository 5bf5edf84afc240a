"""What a build has to do: which inputs to read, which documents to make anew, which to remove."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from policygraph import vocab
from policygraph.errors import ReadError
from policygraph.model import Document, Skipped
from policygraph.pipeline.manifest import Entry, Root, digest
from policygraph.pipeline.versions import made_with, tools
from policygraph.read import STDIN, Input, documents, inputs
from policygraph.store import Store


@dataclass(slots=True, kw_only=True)
class Plan:
    """What came of looking at the inputs. Documents by id."""

    documents: dict[str, Document] = field(default_factory=dict)  # read, whether they changed or not
    made_with: dict[str, str] = field(default_factory=dict)  # what each is to be made with
    making: list[str] = field(default_factory=list)  # to be made anew, sorted
    removing: list[str] = field(default_factory=list)  # no input gives them any more, sorted
    entries: list[Entry] = field(default_factory=list)  # of the inputs that were read
    roots: list[Root] = field(default_factory=list)  # what the inputs were found by
    gone: list[str] = field(default_factory=list)  # the places of inputs that are not there any more
    skipped: list[Skipped] = field(default_factory=list)
    repeated: int = 0  # documents that were given before, by another input
    read: int = 0  # documents that inputs gave, each as often as it is given


def plan(
    sources: Sequence[Root],
    model: str,
    store: Store | None,
    known: Mapping[str, Entry],
    *,
    strict: bool = False,
    stdin: BinaryIO | None = None,
    forgetting: bool = False,
) -> Plan:
    """What to do for `sources`, given the graph, if there is one, and what it was read from before.

    With `strict` the first document that can't be read raises ReadError. With `forgetting`, known inputs that are not
    found by the sources any more are gone, and their documents with them.
    """
    planner = _Planner(model, store, known, stdin)
    planner.plan.roots = [root for root in sources if root.place != STDIN]
    if forgetting:
        sources = [root for root in sources if os.path.lexists(root.place)]
    for root, found in [(root, inputs([root.place])) for root in sources]:
        planner.look(root, found, strict=strict)
    if forgetting:
        planner.forget()
    return planner.finish()


class _Planner:
    def __init__(self, model: str, store: Store | None, known: Mapping[str, Entry], stdin: BinaryIO | None) -> None:
        self.model, self.store, self.known, self.stdin = model, store, known, stdin
        self.minter = vocab.Minter(store.base) if store else vocab.Minter()
        self.plan = Plan()
        self.seen: dict[str, Entry] = {}  # inputs looked at, by place
        self.reads: list[Entry] = []  # of these, those that were read
        self.versions: dict[str, list[Document]] = defaultdict(list)  # what inputs tell of one text
        self.have = store.made_with() if store else {}
        self.holders: dict[str, list[str]] = defaultdict(list)  # document id → the inputs that gave it
        for entry in known.values():
            for identifier in entry.documents:
                self.holders[identifier].append(entry.place)

    def look(self, root: Root, found: Iterable[Input | Skipped], *, strict: bool) -> None:
        """Looks at the inputs that a source gives, and reads those that changed."""
        # What a file's documents depend on beside its bytes.
        settings = repr((root.published, root.publisher, tools(self.model)))
        for one in found:
            if isinstance(one, Skipped):
                self._skip(one, strict=strict)
                continue
            entry = self.known.get(one.place)
            mark = digest(one.path, settings) if one.path else ""
            if entry and mark and mark == entry.digest and entry.source == one.source and self._current(entry):
                self.seen[one.place] = entry
                for skipped in entry.skipped:
                    self._skip(skipped, strict=strict)
                self.plan.read += len(entry.documents) + entry.repeated
            else:
                self._read(root, one, mark, strict=strict)

    def forget(self) -> None:
        """Takes known inputs that were not found as gone."""
        self.plan.gone = sorted(self.known.keys() - self.seen.keys())

    def finish(self) -> Plan:
        """Decides on the documents once all inputs were looked at."""
        # Documents that an input gave before and gives no longer; what the others tell of them may change.
        dropped = {
            i
            for place in (*self.seen, *self.plan.gone)
            if place in self.known
            for i in self.known[place].documents
            if place not in self.seen or i not in self.seen[place].documents
        }
        self._read_others(dropped | self.versions.keys())
        lost = dropped - self.versions.keys()
        for identifier, versions in sorted(self.versions.items()):
            document = merged(versions)
            if self.store and self._elsewhere(identifier):
                # What gave it before can't be read again: what it told is in the graph.
                document = merged([document, *known_of(identifier, self.store)])
            self.plan.documents[identifier] = document
            self.plan.made_with[identifier] = made_with(document, self.model)
            if self.have.get(self.minter.document(identifier)) != self.plan.made_with[identifier]:
                self.plan.making.append(identifier)
        self.plan.removing = sorted(i for i in lost if not self._elsewhere(i))
        for entry in self.reads:
            made = {i: self.plan.made_with[i] for i in entry.documents}
            self.plan.entries.append(replace(entry, documents=made))
        self.plan.repeated = self.plan.read - len({i for entry in self.seen.values() for i in entry.documents})
        return self.plan

    def _current(self, entry: Entry) -> bool:
        return all(self.have.get(self.minter.document(i)) == made for i, made in entry.documents.items())

    def _read(self, root: Root, one: Input, mark: str, *, strict: bool) -> None:
        ids: list[str] = []
        skipped: list[Skipped] = []
        for found in documents(one, published=root.published, publisher=root.publisher, stdin=self.stdin):
            if isinstance(found, Skipped):
                self._skip(found, strict=strict)
                skipped.append(found)
                continue
            self.plan.read += 1
            ids.append(found.id)
            self.versions[found.id].append(found)
        entry = Entry(
            place=one.place,
            source=one.source,
            digest=mark,
            documents=dict.fromkeys(ids, ""),
            root=root,
            repeated=len(ids) - len(set(ids)),
            skipped=tuple(skipped),
        )
        self.seen[one.place] = entry
        if one.path is not None:
            self.reads.append(entry)

    def _skip(self, skipped: Skipped, *, strict: bool) -> None:
        if strict:
            raise ReadError(skipped.reason, where=skipped.source, remedy="Without --strict it is skipped")
        self.plan.skipped.append(skipped)

    def _read_others(self, wanted: set[str]) -> None:
        """Reads the other inputs of documents: a document is what all its inputs tell."""
        places = {place for i in wanted for place in self.holders[i]}
        for place in sorted(places):
            if self.seen.get(place) in self.reads:
                continue
            if Path(place).is_file() and place not in self.plan.gone:
                known = self.known[place]
                one = Input(path=Path(place), source=known.source)
                for found in documents(one, published=known.root.published, publisher=known.root.publisher):
                    if isinstance(found, Document) and found.id in wanted:
                        self.versions[found.id].append(found)

    def _elsewhere(self, identifier: str) -> bool:
        """Whether an input that can't be read now gave a document before: a file that is gone, or standard input."""
        if self.minter.document(identifier) not in self.have:
            return False
        places = self.holders[identifier]
        others = [place for place in places if place not in self.seen and place not in self.plan.gone]
        return not places or any(not Path(place).is_file() for place in others)


def merged(versions: Sequence[Document]) -> Document:
    """The same text from several sources: all that any tells; where they differ, what comes first in order, so that the
    result does not depend on which was read first.
    """
    first = versions[0]
    if len(versions) == 1:
        return first

    def least(texts: Iterable[str]) -> str:
        return min(filter(None, texts), default="")

    return replace(
        first,
        sources=tuple(sorted({source for d in versions for source in d.sources})),
        title=least(d.title for d in versions),
        url=least(d.url for d in versions),
        publisher=least(d.publisher for d in versions),
        authors=min((d.authors for d in versions if d.authors), default=()),
        published=min((d.published for d in versions if d.published), default=None),
        language=least(d.language for d in versions),
    )


def known_of(identifier: str, store: Store) -> Iterator[Document]:
    """A document as the graph knows it, its text left out; nothing if it is not there."""
    iri = ox.NamedNode(vocab.Minter(store.base).document(identifier))
    told: dict[str, list[str]] = defaultdict(list)
    for quad in store.rdf.quads_for_pattern(iri, None, None, iri):
        if isinstance(quad.object, ox.Literal):
            told[quad.predicate.value].append(quad.object.value)
        elif quad.predicate.value == vocab.PUBLISHER and isinstance(quad.object, ox.NamedNode):
            names = store.rdf.quads_for_pattern(quad.object, ox.NamedNode(vocab.ALT_LABEL), None, iri)
            told[vocab.PUBLISHER] += [q.object.value for q in names if isinstance(q.object, ox.Literal)]
    if not told:
        return
    day = min(told[vocab.DATE_PUBLISHED], default="")
    yield Document(
        id=identifier,
        text="",
        sha256=min(told[vocab.SHA256], default=""),
        sources=tuple(sorted(told[vocab.SOURCE])),
        title=min(told[vocab.HEADLINE], default=""),
        url=min(told[vocab.URL], default=""),
        publisher=min(told[vocab.PUBLISHER], default=""),
        authors=tuple(sorted(told[vocab.AUTHOR])),
        published=date.fromisoformat(day) if day else None,
        language=min(told[vocab.IN_LANGUAGE], default=""),
    )
