"""Reading the default graph term by term: IRIs and lexical values as plain strings, sorted."""

from collections.abc import Iterator

import pyoxigraph as ox

from policygraph import vocab
from policygraph.store import Store


def match(store: Store, subject: ox.NamedNode | None, predicate: str, obj: ox.NamedNode | None) -> Iterator[ox.Quad]:
    """The triples of the default graph with these terms; None stands for any."""
    return store.rdf.quads_for_pattern(subject, ox.NamedNode(predicate), obj, ox.DefaultGraph())


def subjects(store: Store, predicate: str, obj: str) -> list[str]:
    """The IRIs of whatever has the IRI `obj` as `predicate`."""
    quads = match(store, None, predicate, ox.NamedNode(obj))
    return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))


def values(store: Store, subject: str, predicate: str) -> list[str]:
    """The IRIs and lexical values that the IRI `subject` has; none for an empty one."""
    if not subject:
        return []
    quads = match(store, ox.NamedNode(subject), predicate, None)
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal))


def value(store: Store, subject: str, predicate: str) -> str:
    """The first of `values`, or an empty string."""
    return next(iter(values(store, subject, predicate)), "")


def label(store: Store, known: str) -> str:
    """The label of the resource whose IRI is `known`; `known` itself where it is none's."""
    return (value(store, known, vocab.RDFS_LABEL) if store.expand(known) == known else "") or known
