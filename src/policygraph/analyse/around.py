"""What lies within some edges of an entity: reached, and cut out as a graph of its own."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from policygraph import vocab
from policygraph.model import Kind

_DEFAULT = DefaultGraph()


def reach(focus: str, hops: int, neighbours: Callable[[str], Iterable[str]]) -> set[str]:
    """`focus` and all that is within `hops` steps of it, where `neighbours` tells one step."""
    kept = reached = {focus}
    for _ in range(hops):
        reached = {other for iri in reached for other in neighbours(iri)} - kept
        kept = kept | reached
    return kept


def subgraph(store: Store, prefixes: Mapping[str, str], focus: str, hops: int) -> Store:
    """A store in memory of what the graph says within `hops` edges of the entity `focus`.

    It holds the entities reached and the edges among them, with their claims, evidence, candidates and tenures,
    what the people and bodies among them said, and the documents cited; no edge leads to an entity left out.
    The default graph is cut, and of the named graphs the same triples.
    """
    kinds = tuple(prefixes[kind.value] for kind in Kind)
    entities = reach(focus, hops, lambda iri: _neighbours(store, iri, kinds))
    subjects = entities | _about(store, entities)
    cut = Store()
    for iri in subjects:
        for quad in store.quads_for_pattern(NamedNode(iri), None, None, _DEFAULT):
            value = _iri(quad.object)
            if value.startswith(kinds) and value not in entities:
                continue
            cut.add(quad)
            cut.extend(store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None))
    return cut


def _neighbours(store: Store, iri: str, kinds: tuple[str, ...]) -> Iterator[str]:
    term = NamedNode(iri)
    for quad in store.quads_for_pattern(term, None, None, _DEFAULT):
        if _iri(quad.object).startswith(kinds):
            yield _iri(quad.object)
    for quad in store.quads_for_pattern(None, None, term, _DEFAULT):
        if _iri(quad.subject).startswith(kinds):
            yield _iri(quad.subject)


def _about(store: Store, entities: set[str]) -> set[str]:
    """What is said of the entities: claims and tenures wholly among them, evidence, quotations, documents."""
    claims = {
        claim
        for claim in _subjects(store, vocab.SUBJECT, entities)
        if all(_within(quad, entities) for quad in _values(store, claim, vocab.OBJECT))
    }
    tenures = {
        tenure
        for tenure in _subjects(store, vocab.MEMBER, entities)
        if all(_within(quad, entities) for quad in _values(store, tenure, vocab.MEMBERSHIP_POST))
    }
    claims |= _subjects(store, vocab.SUBJECT, tenures)
    found = (
        claims | tenures | _subjects(store, vocab.EVIDENCE_CLAIM, claims) | _subjects(store, vocab.CREATOR, entities)
    )
    for iri in tuple(found | entities):
        for predicate in (vocab.EVIDENCE_DOCUMENT, vocab.WAS_QUOTED_FROM, vocab.HAS_CANDIDATE):
            found |= {_iri(quad.object) for quad in _values(store, iri, predicate)}
    return found


def _subjects(store: Store, predicate: str, objects: Iterable[str]) -> set[str]:
    return {
        _iri(quad.subject)
        for value in objects
        for quad in store.quads_for_pattern(None, NamedNode(predicate), NamedNode(value), _DEFAULT)
    }


def _values(store: Store, subject: str, predicate: str) -> Iterator[Quad]:
    return store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, _DEFAULT)


def _within(quad: Quad, entities: set[str]) -> bool:
    return not isinstance(quad.object, NamedNode) or quad.object.value in entities


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""
