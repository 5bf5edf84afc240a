"""`/id/KIND/NAME`, the IRI of a resource, and what stands for it: `/page/…` for people, `/data/….ttl` for programs.

A person is no document: asked for one, the server says 'see other' (303), which by the Accept header is its page or its
RDF, as linked data has it. What the graph merged leads to what it was merged into.
"""

from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from policygraph import vocab
from policygraph.errors import OutputError
from policygraph.serve.formats import GRAPH, GRAPHS, OFFERS, RDF
from policygraph.serve.pages import addresses, entity, records
from policygraph.serve.pages.described import MOST, described, written
from policygraph.serve.pages.reading import Reader
from policygraph.serve.pages.search import Search
from policygraph.serve.pages.site import Site, not_modified, unchanged
from policygraph.serve.protocol.negotiate import accept, choose

_HTML = "text/html"
_FORMS = {one.ending: one for one in GRAPHS}
_VARY = {"Vary": "Accept"}


@dataclass(frozen=True, slots=True)
class Things:
    """The resources of a graph."""

    site: Site
    search: Search

    def identified(self, request: Request) -> Response:
        """`GET /id/KIND/NAME`: see its page or its data."""
        return self.site.reading(request, self._identified)

    def _identified(self, request: Request, reader: Reader) -> Response:
        kind, name = request.path_params["kind"], request.path_params["name"]
        iri = addresses.iri(kind, name, reader.moment.base)
        form = choose(accept(request), (_HTML, *RDF))
        if form is None:
            says = f"There is {_HTML}, {', '.join(RDF)}.\n"
            return PlainTextResponse(says, 406, headers=_VARY)
        if iri and not reader.resource(iri):
            if other := _replaced(reader, iri):
                return RedirectResponse(addresses.path(other, reader.moment.base), 301)
            iri = ""
        if not iri:
            if form == _HTML:
                return self._absent(request, reader, headers=_VARY)
            return PlainTextResponse("The graph says nothing of it.\n", 404, headers=_VARY)
        local = quote(f"{kind}/{name}")
        there = f"/page/{local}" if form == _HTML else f"/data/{local}.{OFFERS[GRAPH][form].ending}"
        return RedirectResponse(there, 303, headers=_VARY)

    def page(self, request: Request) -> Response:
        """`GET /page/KIND/NAME`."""
        return self.site.reading(request, self._page)

    def _page(self, request: Request, reader: Reader) -> Response:
        kind, name = request.path_params["kind"], request.path_params["name"]
        iri = addresses.iri(kind, name, reader.moment.base)
        tag, known = unchanged(request, reader.moment.version)
        if known:
            return not_modified(tag)
        turned = dict(request.query_params)
        told = iri and (
            entity.told(reader, iri, turned) if reader.kind(iri) else records.told(reader, iri, kind, turned)
        )
        if not told:
            if iri and (other := _replaced(reader, iri)):
                return RedirectResponse(addresses.path(other, reader.moment.base), 301)
            return self._absent(request, reader)
        local = quote(f"{kind}/{name}")
        links = ", ".join(f'</data/{local}.{one.ending}>; rel="alternate"; type="{one.media}"' for one in GRAPHS)
        template = "entity.html" if reader.kind(iri) else "document.html" if kind == "doc" else "record.html"
        told |= {"iri": iri, "data": f"/data/{local}", "id": f"/id/{local}", "question_about": entity.question(iri)}
        return self.site.page(request, template, told, headers={"ETag": tag, "Link": links})

    def data(self, request: Request) -> Response:
        """`GET /data/KIND/NAME.FORM`."""
        return self.site.reading(request, self._data)

    def _data(self, request: Request, reader: Reader) -> Response:
        name, _, ending = request.path_params["name"].rpartition(".")
        iri = addresses.iri(request.path_params["kind"], name, reader.moment.base)
        if (form := _FORMS.get(ending)) is None:
            return PlainTextResponse(f"There is {', '.join(f'.{one}' for one in _FORMS)}.\n", 404)
        tag, known = unchanged(request, reader.moment.version)
        if known:
            return not_modified(tag)
        part, whole = described(reader.moment, iri) if iri else (ox.Store(), True)
        if not len(part):
            return PlainTextResponse("The graph says nothing of it.\n", 404)
        try:
            content = written(part, form, reader.moment.base)
        except OutputError as error:
            return PlainTextResponse(f"{error}\n", 406)
        headers = {"ETag": tag, "Link": f'<{addresses.path(iri, reader.moment.base)}>; rel="describes"'}
        if not whole:
            headers["X-Triple-Limit"] = str(MOST)
        return Response(content, media_type=form.media, headers=headers)

    def _absent(self, request: Request, reader: Reader, headers: dict[str, str] | None = None) -> Response:
        words = request.path_params["name"].replace("-", " ")[:100]
        kind = request.path_params["kind"]
        near = sorted(self.search.nearest(reader, words), key=lambda one: one.kind != kind)
        return self.site.trouble(
            request,
            404,
            "Nothing has this name",
            "The graph says nothing of it: it may never have, or what said it was removed.",
            name=words,
            nearest=near,
            headers=headers,
        )


def _replaced(reader: Reader, iri: str) -> str:
    """The IRI of what a resource was merged into, or an empty string."""
    graph = ox.NamedNode(vocab.IDENTITY_GRAPH)
    quads = reader.moment.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(vocab.REPLACED_BY), None, graph)
    return next((quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)), "")
