"""Reads one resource of a store's default graph, its values sorted."""

from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store

from policygraph import vocab

Term = NamedNode | Literal
Resource = dict[str, list[Term]]


@dataclass(frozen=True, slots=True)
class DefaultGraphReader:
    """Looks things up in the default graph of `store`, which holds each triple once, without mentions."""

    store: Store

    def instances(self, class_iri: str) -> list[str]:
        """The IRIs of all instances of a class, sorted."""
        quads = self.store.quads_for_pattern(None, NamedNode(vocab.RDF_TYPE), NamedNode(class_iri), DefaultGraph())
        return sorted(_iri(quad.subject) for quad in quads)

    def resource(self, iri: str) -> Resource:
        """Everything said of a resource: predicate → values, both sorted."""
        found = self.up_to(iri, None)
        assert found is not None, "nothing bounds it"
        return found

    def up_to(self, iri: str, most: int | None) -> Resource | None:
        """Everything said of a resource, None if that is more than so many triples."""
        found: Resource = {}
        for number, quad in enumerate(self.store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph())):
            if number == most:
                return None
            value = quad.object
            assert isinstance(value, NamedNode | Literal), f"{iri} has a blank or triple object"
            found.setdefault(quad.predicate.value, []).append(value)
        for values in found.values():
            if len(values) > 1:  # to write a term out takes long, and most need not be compared
                values.sort(key=str)
        return dict(sorted(found.items()))

    def some(self, iri: str, predicate: str, most: int) -> list[Term]:
        """Values that a resource has as `predicate`, sorted: all, or so many if there are more."""
        quads = self.store.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None, DefaultGraph())
        found = [quad.object for quad in islice(quads, most) if isinstance(quad.object, NamedNode | Literal)]
        return sorted(found, key=str)


def texts(resource: Resource, predicate: str) -> tuple[str, ...]:
    """The values of `predicate`, as strings."""
    return tuple(term.value for term in resource.get(predicate, ()))


def text(resource: Resource, predicate: str) -> str:
    """The first value of `predicate` in code-point order, or an empty string."""
    values = resource.get(predicate)
    return values[0].value if values else ""


def web_address(address: str) -> str:
    """`address` if it is one of the web, http or https, and can be followed; else an empty string."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # a malformed IPv6 host, say: nothing to follow
        return ""
    return address.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def _iri(term: NamedNode | BlankNode | object) -> str:
    assert isinstance(term, NamedNode), f"the contract has no blank nodes, but {term} is one"
    return term.value
