"""Makes the index of a graph: who is where with how much evidence, what joins whom, and who has which name.

It is made once a commit, in a process of its own (`python -m policygraph.serve.graph.indexing GRAPH FILE`), so that
nobody waits for it. Ids are given by evidence, most first: so a list in the order of ids is one in the order of
evidence, and can be read just so far as it is wanted.
"""

import os
import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from policygraph import vocab
from policygraph.gazetteer.names import fold
from policygraph.model import Kind, Modality, Polarity
from policygraph.serve.snapshot import Moment, Snapshot
from policygraph.view.loading import NO_EDGE
from policygraph.view.style import in_words

_DEFAULT = ox.DefaultGraph()
_WORD, _NUMBER = re.compile(r"[^\W\d_]+"), re.compile(r"[0-9][0-9A-Za-z-]*")
_NO_ENTITY = (-1, -1)
_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE entity (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, kind TEXT, label TEXT, evidence INTEGER);
-- both ways, without those that are an edge to themselves
CREATE TABLE near (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
-- object is 0 where it is no entity: a date, say
CREATE TABLE claim (subject INTEGER, object INTEGER, iri TEXT, PRIMARY KEY (subject, object, iri)) WITHOUT ROWID;
-- name is empty for the label
CREATE TABLE name (id INTEGER PRIMARY KEY, entity INTEGER, name TEXT);
CREATE VIRTUAL TABLE words USING fts5(
    text, content = '', columnsize = 0, detail = none, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
"""


@dataclass(slots=True)
class _Gathered:
    """What one pass over a graph finds; ids are those of the first sight until they are given by evidence."""

    store: ox.Store
    ids: dict[str, int] = field(default_factory=dict)
    kinds: list[Kind] = field(default_factory=list)
    claims: dict[str, tuple[int, int]] = field(default_factory=dict)
    evidence: Counter[int] = field(default_factory=Counter)
    pairs: set[tuple[int, int]] = field(default_factory=set)
    edges: int = 0

    def gather(self) -> None:
        for kind in Kind:
            for quad in self.match(vocab.RDF_TYPE, ox.NamedNode(vocab.CLASS_OF[kind])):
                iri = _value(quad.subject)
                if iri not in self.ids:
                    self.ids[iri] = len(self.ids)
                    self.kinds.append(kind)
        self._plain()
        self._claims()
        # Of what a query does not ask for, no text is looked up: that is what takes long.
        for (claim,) in self._query(f"SELECT ?c WHERE {{ ?e <{vocab.EVIDENCE_CLAIM}> ?c }}"):
            ends = self.claims.get(_value(claim), _NO_ENTITY)
            if ends[1] >= 0:  # what rests on it is an edge
                self.evidence.update(set(ends))

    def _query(self, text: str) -> Iterator[Sequence[object]]:
        found = self.store.query(text)
        assert isinstance(found, ox.QuerySolutions)
        names = found.variables
        return ([row[name] for name in names] for row in found)

    def match(self, predicate: str, obj: ox.NamedNode | ox.Literal | None = None) -> Iterator[ox.Quad]:
        return self.store.quads_for_pattern(None, ox.NamedNode(predicate), obj, _DEFAULT)

    def _plain(self) -> None:
        found = self._query("SELECT DISTINCT ?p WHERE { ?s ?p ?o }")
        predicates = {_value(predicate) for (predicate,) in found} - NO_EDGE - _NEVER
        for predicate in sorted(predicates):
            for quad in self.match(predicate):
                one, other = self.ids.get(_value(quad.subject)), self.ids.get(_value(quad.object))
                if one is not None and other is not None and isinstance(quad.object, ox.NamedNode):
                    self.edges += 1
                    self.pairs.add((one, other))

    def _claims(self) -> None:
        tenures = {
            _value(quad.subject): self.ids[_value(quad.object)]
            for quad in self.match(vocab.MEMBER)
            if _value(quad.object) in self.ids
        }
        for claim, subject, obj in self._query(
            f"SELECT ?c ?s ?o WHERE {{ ?c <{vocab.SUBJECT}> ?s ; <{vocab.OBJECT}> ?o }}"
        ):
            about = _value(subject)
            one = self.ids.get(about, tenures.get(about))
            if one is None:
                continue
            if not isinstance(obj, ox.NamedNode):
                self.claims[_value(claim)] = (one, _NO_ENTITY[1])
            elif (other := self.ids.get(obj.value)) is not None:
                self.claims[_value(claim)] = (one, other)
                self.pairs.add((one, other))
        self.edges += len(self._besides())

    def _besides(self) -> set[tuple[str, ...]]:
        """What tells apart the edges that are claims alone, no plain triples."""
        values: list[tuple[str, str]] = [(vocab.POLARITY, Polarity.DENIED)]
        values += [(vocab.MODALITY, modality) for modality in Modality if modality is not Modality.STATED]
        found = {_value(q.subject) for name, value in values for q in self.match(name, ox.Literal(str(value)))}
        found.update(_value(quad.subject) for quad in self.match(vocab.ATTRIBUTED_TO))
        told = (vocab.SUBJECT, vocab.PREDICATE, vocab.OBJECT, vocab.POLARITY, vocab.MODALITY, vocab.ATTRIBUTED_TO)
        return {
            tuple(self._first(claim, name) for name in told)
            for claim in found
            if claim in self.claims and self.claims[claim][1] >= 0
        }

    def _first(self, subject: str, predicate: str) -> str:
        quads = self.store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, _DEFAULT)
        return min((_value(quad.object) for quad in quads), default="")


# Large and of no entity, so not looked at.
_NEVER = {
    vocab.RDF_TYPE,
    vocab.RDFS_LABEL,
    vocab.ALT_LABEL,
    vocab.SUBJECT,
    vocab.PREDICATE,
    vocab.OBJECT,
    vocab.POLARITY,
    vocab.MODALITY,
    vocab.EVIDENCE_CLAIM,
    vocab.EVIDENCE_DOCUMENT,
    vocab.SENTENCE,
    vocab.BEGIN_INDEX,
    vocab.END_INDEX,
    vocab.RULE,
    vocab.CONFIDENCE,
}


def build(moment: Moment, file: Path) -> None:
    """Writes the index of the graph at that moment to `file`, which must not be there yet."""
    graph = _Gathered(moment.store)
    graph.gather()
    order = sorted(graph.ids, key=lambda iri: (-graph.evidence[graph.ids[iri]], iri))
    new = [0] * len(order)
    for number, iri in enumerate(order, 1):
        new[graph.ids[iri]] = number
    base = sqlite3.connect(file)
    try:
        base.executescript(_SCHEMA)
        _write(base, graph, order, new)
        told = {"version": moment.version, "entities": len(order), "edges": graph.edges, **_documents(graph)}
        base.executemany("INSERT INTO about VALUES (?, ?)", [(key, str(value)) for key, value in told.items()])
        base.commit()
    finally:
        base.close()


def _write(base: sqlite3.Connection, graph: _Gathered, order: list[str], new: list[int]) -> None:
    names = _names(graph, vocab.RDFS_LABEL)
    labels = {iri: min(found) for iri, found in names.items()}
    base.executemany(
        "INSERT INTO entity VALUES (?, ?, ?, ?, ?)",
        (
            (number, iri, graph.kinds[old], labels.get(iri) or in_words(iri), graph.evidence[old])
            for number, iri in enumerate(order, 1)
            for old in (graph.ids[iri],)
        ),
    )
    near = {(new[one], new[other]) for one, other in graph.pairs if one != other}
    near |= {(other, one) for one, other in near}
    base.executemany("INSERT INTO near VALUES (?, ?)", sorted(near))
    claims = ((new[one], new[other] if other >= 0 else 0, iri) for iri, (one, other) in graph.claims.items())
    base.executemany("INSERT INTO claim VALUES (?, ?, ?)", sorted(claims))
    others = _names(graph, vocab.ALT_LABEL)
    rows = list(_named(order, labels, others))
    base.executemany("INSERT INTO name VALUES (?, ?, ?)", ((n, entity, name) for n, entity, name, _ in rows))
    base.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", ((n, text) for n, _, _, text in rows))
    base.execute("INSERT INTO words (words) VALUES ('optimize')")


def _named(
    order: list[str], labels: Mapping[str, str], others: Mapping[str, list[str]]
) -> Iterator[tuple[int, int, str, str]]:
    """(number, entity, name, its words as written and as folded), the label of an entity before its other names."""
    number = 0
    for entity, iri in enumerate(order, 1):
        label = labels.get(iri) or in_words(iri)
        for name in (label, *sorted(set(others.get(iri, ())) - {label})):
            number += 1
            yield number, entity, "" if name == label else name, f"{name} {fold(name)} {_short(name)}"


def _short(name: str) -> str:
    """How people call what has a number: 'SB 4' and 'SB4' for 'Senate Bill 4'; empty for other names."""
    called, _, number = name.rpartition(" ")
    words = [word for word in _WORD.findall(called) if word != "No"]
    if not (words and _NUMBER.fullmatch(number) and all(word[0].isupper() for word in words)):
        return ""
    initials = "".join(word[0] for word in words)
    return f"{initials} {number} {initials}{number}"


def _names(graph: _Gathered, predicate: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for quad in graph.match(predicate):
        if (iri := _value(quad.subject)) in graph.ids:
            found.setdefault(iri, []).append(_value(quad.object))
    return found


def _documents(graph: _Gathered) -> dict[str, str | int]:
    classes = map(ox.NamedNode, (vocab.NEWS_ARTICLE, vocab.CREATIVE_WORK))
    documents = {_value(quad.subject) for name in classes for quad in graph.match(vocab.RDF_TYPE, name)}
    dates = (_value(q.object) for q in graph.match(vocab.DATE_PUBLISHED) if _value(q.subject) in documents)
    return {"documents": len(documents), "newest": max(dates, default="")}


def _value(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal), f"the graph has no such terms: {term}"
    return term.value


def main(graph: str, file: str) -> None:
    """Writes the index of a graph folder."""
    os.nice(10)  # those who ask come first
    build(Snapshot(Path(graph)).current(), Path(file))


if __name__ == "__main__":
    main(*sys.argv[1:])
