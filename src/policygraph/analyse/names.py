"""Names to entities: what a person types to what the graph knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pyoxigraph as ox
from rapidfuzz import process

from policygraph import vocab
from policygraph.analyse.terms import label, match, values
from policygraph.errors import UnknownNameError
from policygraph.gazetteer.names import fold
from policygraph.model import Kind
from policygraph.store import Store

# What tells namesakes of a kind apart, the first that is there: of a person the post, of a county its state.
_CONTEXT: Mapping[Kind, tuple[str, ...]] = {
    Kind.PERSON: (vocab.HOLDS, vocab.FORMERLY_HELD, vocab.REPRESENTS, vocab.MEMBER_OF),
    Kind.ORGANIZATION: (vocab.SUB_ORGANIZATION_OF, vocab.HAS_JURISDICTION, vocab.BASED_NEAR),
    Kind.JURISDICTION: (vocab.CONTAINED_IN_PLACE,),
    Kind.PLACE: (vocab.CONTAINED_IN_PLACE,),
    Kind.POST: (vocab.HAS_JURISDICTION, vocab.POST_IN),
    Kind.POLICY: (vocab.LEGISLATION_IDENTIFIER, vocab.SPONSOR),
    Kind.EVENT: (vocab.EARLIEST, vocab.LATEST),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An entity; `context` is what tells it from a namesake, and may be empty."""

    iri: str
    label: str
    kind: Kind
    context: str = ""


def find(store: Store, name: str) -> tuple[Found, ...]:
    """The entities that `name` may mean, sorted by IRI.

    A full IRI or prefixed name means that entity; else whatever has the name, as its label or as another
    name, just as it is written; else whatever has it but for case, accents and punctuation.

    Raises:
        UnknownNameError: nothing has the name; the nearest are told.
    """
    known = entities(store)
    if (iri := store.expand(name)) in known:
        return (in_context(store, known[iri]),)
    names = [(found.label, found.iri) for found in known.values()]
    names += [(other, iri) for other, iri in _literals(store, vocab.ALT_LABEL) if iri in known]
    exact = {iri for form, iri in names if form == name}
    wanted = fold(name)
    if hits := exact or {iri for form, iri in names if wanted and fold(form) == wanted}:
        return tuple(in_context(store, known[iri]) for iri in sorted(hits))
    raise _unknown(name, (form for form, _ in names))


def find_one(store: Store, name: str) -> Found:
    """The entity that `name` means.

    Raises:
        UnknownNameError: nothing has the name, or several entities; the nearest or the choices are told.
    """
    found = find(store, name)
    if len(found) > 1:
        raise UnknownNameError(
            f"{name!r} may be any of {len(found)} entities",
            remedy="Say which: " + "; ".join(_choice(store, one) for one in found),
        )
    return found[0]


def entities(store: Store) -> dict[str, Found]:
    """Every entity by its IRI, in the order of IRIs, without context."""
    labels = {iri: form for form, iri in sorted(_literals(store, vocab.RDFS_LABEL), reverse=True)}
    kinds = {
        quad.subject.value: kind
        for kind, class_ in vocab.CLASS_OF.items()
        for quad in match(store, None, vocab.RDF_TYPE, ox.NamedNode(class_))
        if isinstance(quad.subject, ox.NamedNode)
    }
    return {
        iri: Found(iri=iri, label=labels.get(iri) or store.shorten(iri), kind=kind)
        for iri, kind in sorted(kinds.items())
    }


def in_context(store: Store, found: Found) -> Found:
    """`found` with its context."""
    for predicate in _CONTEXT[found.kind]:
        if told := values(store, found.iri, predicate):
            return replace(found, context=", ".join(sorted(label(store, one) for one in told)))
    return found


def _literals(store: Store, predicate: str) -> list[tuple[str, str]]:
    """(value, IRI) of every literal that a resource has as `predicate`."""
    return [
        (quad.object.value, quad.subject.value)
        for quad in match(store, None, predicate, None)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    ]


def _choice(store: Store, found: Found) -> str:
    facts = ", ".join(filter(None, (found.kind.value, found.context)))
    return f"{store.shorten(found.iri)} is {found.label} ({facts})"


def _unknown(name: str, known: Iterable[str]) -> UnknownNameError:
    folded = {form: fold(form) for form in sorted(set(known))}
    near = [form for _, _, form in process.extract(fold(name), folded, limit=3, score_cutoff=60)]
    return UnknownNameError(
        f"the graph has no entity named {name!r}",
        remedy=f"Did you mean {' or '.join(near)}?" if near else "",
    )
