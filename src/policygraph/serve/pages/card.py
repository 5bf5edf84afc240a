"""The part of the graph that is about one entity alone, read by the view's own reader.

It is put together as a small store of its own, so that what the viewer knows of names, types, identifiers, tenures and
statements is known once.
"""

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from policygraph import view, vocab
from policygraph.serve.pages.reading import Reader
from policygraph.view.resource import texts

_NAMING = frozenset({vocab.RDF_TYPE, vocab.RDFS_LABEL, vocab.LEVEL})
# What else a person would have to look up to understand a resource: the ends of these are named.
_NAMED = frozenset(
    {
        *(vocab.MEMBER, vocab.MEMBERSHIP_POST, vocab.MEMBERSHIP_ORGANIZATION),
        *(vocab.CREATOR, vocab.SPEAKER_POST, vocab.ABOUT, vocab.ATTRIBUTED_TO, vocab.REPORTED_BY, vocab.PUBLISHER),
    }
)
_CITED = frozenset({vocab.WAS_QUOTED_FROM, vocab.EVIDENCE_DOCUMENT})


def card(reader: Reader, iri: str, tenures: Iterable[str] = (), statements: Iterable[str] = ()) -> view.ViewGraph:
    """An entity with its dates and their evidence, these of its tenures and statements; no relations."""
    tenures = set(tenures)
    claims = set(_dated(reader, (iri, *tenures)))
    evidence = {one for claim in claims for one in reader.subjects(vocab.EVIDENCE_CLAIM, claim)}
    candidates = texts(reader.resource(iri), vocab.HAS_CANDIDATE)
    part = ox.Store()
    part.extend(reader.quads({iri, *candidates, *tenures, *claims, *evidence, *statements}))
    for document in _ends(part, _CITED):
        part.extend(reader.cited(document))
    named = _ends(part, _NAMED) - {iri}
    part.extend(quad for quad in reader.quads(named) if quad.predicate.value in _NAMING)
    return view.load(part)


def _ends(part: ox.Store, predicates: Collection[str]) -> set[str]:
    found = (quad.object for quad in part if quad.predicate.value in predicates)
    return {term.value for term in found if isinstance(term, ox.NamedNode)}


def _dated(reader: Reader, subjects: Iterable[str]) -> Iterator[str]:
    """The claims on these whose object is a date."""
    for subject in subjects:
        for claim in reader.subjects(vocab.SUBJECT, subject):
            if any(isinstance(value, ox.Literal) for value in reader.resource(claim).get(vocab.OBJECT, ())):
                yield claim
