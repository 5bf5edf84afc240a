"""Entities by what identifies them publicly, or here."""

from collections.abc import Iterator

import pyoxigraph as ox

from policygraph import vocab
from policygraph.serve.pages import addresses
from policygraph.serve.pages.reading import Reader
from policygraph.view import style


def identified(reader: Reader, text: str) -> Iterator[str]:
    """The IRIs of entities that have `text` as a public identifier, as their IRI, or as the end of that."""
    word = text.strip()
    if " " in word or not word:
        return
    yield from _ours(reader, word)
    links = [f"{start}{word}{end}" for start in style.load().links for end in ("", "/")]
    terms: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        *((vocab.EXACT_MATCH, ox.NamedNode(link)) for link in links if addresses.sayable(link)),
        *((predicate, ox.Literal(word)) for predicate in style.load().identifiers),
    ]
    for predicate, term in terms:
        for quad in reader.moment.store.quads_for_pattern(None, ox.NamedNode(predicate), term, ox.DefaultGraph()):
            if isinstance(quad.subject, ox.NamedNode) and reader.kind(quad.subject.value):
                yield quad.subject.value


def _ours(reader: Reader, word: str) -> Iterator[str]:
    base = reader.moment.base
    kind, _, name = word.removeprefix(base).replace(":", "/", 1).partition("/")
    if (iri := addresses.iri(kind, name, base)) and reader.kind(iri) and reader.resource(iri):
        yield iri
