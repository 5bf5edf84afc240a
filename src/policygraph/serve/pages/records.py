"""The pages of what is no entity: claims, evidence, attributions, documents, memberships, candidates.

Each is told by what the graph says of it, and by what rests on it, a page at a time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from policygraph import vocab
from policygraph.serve.pages import document
from policygraph.serve.pages.evidence import called, claimed, marked, reads, sentences
from policygraph.serve.pages.paging import Page, number
from policygraph.serve.pages.reading import Name, Reader
from policygraph.view import style
from policygraph.view.resource import Resource, text, texts, web_address

SIZE = 50
_NAMED = 100  # values of one predicate
# What a page tells of a resource from its other side: heading, predicate that leads here.
_RESTING = {
    "claim": (("Evidence", vocab.EVIDENCE_CLAIM),),
    "doc": (("Near copies of it", vocab.COPY_OF),),
    "membership": (("Claims", vocab.SUBJECT),),
    "candidate": (("Candidate of", vocab.HAS_CANDIDATE),),
}
_TITLES = {"doc": "Document", "membership": "Holding of a post", "attribution": "Statement"}
_HIDDEN = frozenset({vocab.RDF_TYPE})
_ADDRESSES = frozenset({vocab.URL, vocab.SOURCE})  # texts that may be addresses of the web


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a resource has as a predicate: names that lead somewhere, or texts; `more` are left out."""

    label: str
    names: tuple[Name, ...]
    more: int


def told(reader: Reader, iri: str, kind: str, turned: Mapping[str, str]) -> dict[str, Any] | None:
    """What `record.html`, or of a document `document.html`, is given; None if the graph says nothing of it."""
    resource = reader.resource(iri)
    if not resource:
        return None
    lists = [
        (heading, _page(reader, _looked(reader, predicate, iri), number(turned.get(_turns(heading)))), _turns(heading))
        for heading, predicate in _RESTING.get(kind, ())
    ]
    claim = iri if kind == "claim" else text(resource, vocab.EVIDENCE_CLAIM) if kind == "evidence" else ""
    return {
        "title": _title(reader, iri, kind),
        "kind": _TITLES.get(kind, kind.capitalize()),
        "claim": claimed(reader, claim) if claim else None,
        "subject": reader.name(claimed(reader, claim).subject) if claim else None,
        "speakers": _speakers(reader, resource) if kind == "attribution" else [],
        "cue": text(resource, vocab.CUE),
        "quote": _quote(reader, resource, claim),
        "values": list(_values(reader, resource)),
        "lists": [one for one in lists if one[1].rows],
        "evidence": sentences(reader, lists[0][1].rows, called(reader, claim)) if kind == "claim" else [],
        "names": {one: _name(reader, one) for _, page, _ in lists for one in page.rows},
        "turned_to": dict(turned),
        "reads": reads,
        **(document.told(reader, iri, turned) if kind == "doc" else {}),
    }


def _turns(heading: str) -> str:
    return heading.partition(" ")[0].lower()


def _looked(reader: Reader, predicate: str, iri: str) -> dict[tuple[str, str], list[str]]:
    """What leads here, by where it was looked for. The claims of a tenure are those on its dates, and that it was."""
    found = {(predicate, iri): reader.subjects(predicate, iri)}
    tenure = reader.resource(iri)
    posts = {*texts(tenure, vocab.MEMBERSHIP_POST)}
    for member in texts(tenure, vocab.MEMBER):
        claims = reader.subjects(vocab.SUBJECT, member)
        found[vocab.SUBJECT, member] = [one for one in claims if posts & {*texts(reader.resource(one), vocab.OBJECT)}]
    return found


def _page(reader: Reader, found: Mapping[tuple[str, str], list[str]], at: int) -> Page[str]:
    rows = [one for place in found.values() for one in place]
    return Page.of(rows, at, SIZE, whole=not reader.cut & found.keys())


def _speakers(reader: Reader, statement: Resource) -> list[Name]:
    known = [reader.name(one) for one in texts(statement, vocab.CREATOR)]
    return known or [Name(words) for words in texts(statement, vocab.SOURCE_TEXT)]


def _title(reader: Reader, iri: str, kind: str) -> str:
    if kind in ("doc", "membership"):
        return reader.name(iri).text
    return f"{_TITLES.get(kind, kind.capitalize())} {iri.rpartition('/')[2]}"


def _quote(reader: Reader, resource: Resource, claim: str) -> tuple[tuple[str, bool], ...]:
    words = text(resource, vocab.SENTENCE) or text(resource, vocab.TEXT)
    return marked(words, called(reader, claim)) if words else ()


def _values(reader: Reader, resource: Resource) -> list[Value]:
    return [
        Value(
            label=style.in_words(predicate),
            names=tuple(_term(reader, predicate, term) for term in terms[:_NAMED]),
            more=max(0, len(terms) - _NAMED),
        )
        for predicate, terms in resource.items()
        if predicate not in _HIDDEN
    ]


def _term(reader: Reader, predicate: str, term: ox.NamedNode | ox.Literal) -> Name:
    if isinstance(term, ox.NamedNode):
        return reader.name(term.value)
    return Name(term.value, web_address(term.value) if predicate in _ADDRESSES else "")


def _name(reader: Reader, iri: str) -> Name:
    """What a row of a list is called: evidence and statements by their words."""
    resource = reader.resource(iri)
    words = text(resource, vocab.SENTENCE) or text(resource, vocab.TEXT)
    if vocab.SUBJECT in resource:
        one = claimed(reader, iri)
        words = f"{reader.name(one.subject).text} – {reads(one)} – {one.other.text}"
    known = reader.name(iri)
    return Name(words or known.text, known.href, known.kind, iri)
