"""`/ontology`: the terms of PolicyGraph for people, as RDF, and as JSON for an editor's completion."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from policygraph import resources, vocab
from policygraph.serve.formats import GRAPH, GRAPHS, OFFERS, RDF, TURTLE, Format
from policygraph.serve.pages.described import written
from policygraph.serve.pages.site import Site
from policygraph.serve.protocol.negotiate import accept, choose
from policygraph.view import style

_HTML = "text/html"
_OWL = "http://www.w3.org/2002/07/owl#"
_COMMENTS = (f"{vocab.SKOS}definition", f"{vocab.RDFS}comment", f"{vocab.DCTERMS}description")
_SHOWN = {
    f"{vocab.RDFS}subClassOf": "Kind of",
    f"{vocab.RDFS}subPropertyOf": "Kind of",
    f"{vocab.RDFS}domain": "Of",
    f"{vocab.SCHEMA}domainIncludes": "Of",
    f"{vocab.RDFS}range": "Value",
    f"{vocab.SCHEMA}rangeIncludes": "Value",
    f"{vocab.SKOS}inScheme": "Among",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of our own: `relates` are (how, prefixed name, IRI) of terms that it is described by."""

    iri: str
    local: str
    label: str
    comment: str
    example: str
    relates: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """Our own terms, by their sort, and the names of all classes and properties that a graph may use."""

    title: str
    comment: str
    version: str
    sorts: Mapping[str, tuple[Term, ...]]
    classes: tuple[str, ...]
    properties: tuple[str, ...]


def _store() -> ox.Store:
    store = ox.Store()
    store.load(path=resources.ontology("policygraph.ttl"), format=ox.RdfFormat.TURTLE)
    return store


@cache
def ontology() -> Ontology:
    """Reads ontology/policygraph.ttl. Raises ResourceError if it is not there."""
    store = _store()

    def values(subject: str, predicate: str) -> list[str]:
        quads = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None)
        return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal))

    def first(subject: str, *predicates: str) -> str:
        return next((found for one in predicates for found in values(subject, one)), "")

    def term(iri: str) -> Term:
        relates = [(how, shortened(one), one) for predicate, how in _SHOWN.items() for one in values(iri, predicate)]
        return Term(
            iri=iri,
            local=iri.removeprefix(vocab.PG),
            label=first(iri, vocab.RDFS_LABEL),
            comment=first(iri, *_COMMENTS),
            example=first(iri, f"{vocab.SKOS}example"),
            relates=tuple(relates),
        )

    def of(*classes: str) -> tuple[Term, ...]:
        pattern = (None, ox.NamedNode(vocab.RDF_TYPE))
        found = {
            quad.subject.value
            for one in classes
            for quad in store.quads_for_pattern(*pattern, ox.NamedNode(one), None)
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(vocab.PG)
        }
        return tuple(term(iri) for iri in sorted(found))

    classes = of(f"{_OWL}Class")
    properties = of(f"{_OWL}ObjectProperty", f"{_OWL}DatatypeProperty", f"{vocab.RDF}Property")
    about = vocab.PG.rstrip("#")
    return Ontology(
        title=first(about, f"{vocab.DCTERMS}title"),
        comment=first(about, f"{vocab.DCTERMS}description"),
        version=first(about, f"{_OWL}versionInfo"),
        sorts={
            "Classes": classes,
            "Properties": properties,
            "Concepts": of(f"{vocab.SKOS}Concept", f"{vocab.SKOS}ConceptScheme"),
        },
        classes=tuple(sorted({*(one.iri for one in classes), *_borrowed("class")})),
        properties=tuple(sorted({*(one.iri for one in properties), *_borrowed("property")})),
    )


def _borrowed(sort: str) -> set[str]:
    """The terms of other vocabularies that our graphs use: those that the shipped package names."""
    spaces = tuple(vocab.prefixes().values())
    named = {value for name, value in vars(vocab).items() if name.isupper() and isinstance(value, str)}
    terms = {one for one in named if one.startswith(spaces) and one not in spaces and not one.startswith(vocab.GRAPHS)}
    wanted = {one for one in terms if one.rpartition("#")[2].rpartition("/")[2][:1].isupper() == (sort == "class")}
    return {one for one in wanted if not one.startswith((vocab.XSD, vocab.BASE))}


def shortened(iri: str) -> str:
    """A term under our prefixes, or its IRI."""
    return next(
        (f"{name}:{iri.removeprefix(space)}" for name, space in vocab.prefixes().items() if iri.startswith(space)), iri
    )


@dataclass(frozen=True, slots=True)
class Pages:
    """The ontology as it is asked for."""

    site: Site

    def page(self, request: Request) -> Response:
        """`GET /ontology`: a page, or RDF by the Accept header."""
        form = choose(accept(request), (_HTML, *RDF))
        if form is None:
            return PlainTextResponse(f"There is {_HTML}, {', '.join(RDF)}.\n", 406, headers={"Vary": "Accept"})
        if form != _HTML:
            return self._rdf(OFFERS[GRAPH][form])
        told = {"ontology": ontology(), "prefixes": vocab.prefixes(self.site.snapshot.current().base)}
        return self.site.page(request, "ontology.html", told, headers={"Vary": "Accept"})

    def rdf(self, request: Request) -> Response:
        """`GET /ontology.ttl`, and the other forms."""
        form = next((one for one in GRAPHS if one.ending == request.path_params["form"]), None)
        if form is None:
            return PlainTextResponse(f"There is {', '.join(f'.{one.ending}' for one in GRAPHS)}.\n", 404)
        return self._rdf(form)

    def terms(self, request: Request) -> Response:  # noqa: ARG002 -- as Starlette calls it
        """`GET /ontology/terms.json`: prefixes, classes and properties with their labels, for completion."""
        known = {term.iri: term for sort in ontology().sorts.values() for term in sort}

        def told(iris: tuple[str, ...]) -> list[dict[str, Any]]:
            return [{"iri": iri, "label": known[iri].label if iri in known else style.in_words(iri)} for iri in iris]

        prefixes = vocab.prefixes(self.site.snapshot.current().base)
        content = {
            "prefixes": prefixes,
            "classes": told(ontology().classes),
            "properties": told(ontology().properties),
        }
        return JSONResponse(content)

    def _rdf(self, form: Format) -> Response:
        if form is TURTLE:  # as it is written, with its comments and order
            content = resources.ontology("policygraph.ttl").read_bytes()
        else:
            content = written(_store(), form, self.site.snapshot.current().base)
        return Response(content, media_type=form.media, headers={"Vary": "Accept"})
