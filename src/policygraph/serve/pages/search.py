"""`GET /search?q=`: entities by name, alias or identifier, as a page or as JSON."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from policygraph import vocab
from policygraph.model import Kind
from policygraph.serve.pages.names import LONGEST, Hit, Names, by_identifier, unique
from policygraph.serve.pages.paging import Page, number
from policygraph.serve.pages.reading import Name, Reader
from policygraph.serve.pages.site import Site, not_modified, unchanged
from policygraph.serve.protocol.negotiate import choose
from policygraph.view import style
from policygraph.view.resource import texts

SIZE = 20  # a page
_HTML, _JSON = "text/html", "application/json"
_KINDS = tuple(kind.value for kind in Kind)
_CLASSES = {*vocab.CLASS_OF.values(), vocab.ADMINISTRATIVE_AREA}


@dataclass(frozen=True, slots=True)
class Search:
    """Answers searches on the names of a graph."""

    site: Site
    names: Names

    def answer(self, request: Request) -> Response:
        """The page, or JSON if the client likes that better or the address has `format=json`."""
        asked = request.query_params
        form = choose(request.headers.get("accept", ""), (_HTML, _JSON)) or _HTML
        form = _JSON if asked.get("format") == "json" else form
        text, kind = asked.get("q", "").strip(), asked.get("kind", "")
        if len(text) > LONGEST or (kind and kind not in _KINDS):
            says = f"Look for at most {LONGEST} characters, of one of the kinds {', '.join(_KINDS)}."
            if form == _JSON:
                return JSONResponse({"error": says}, 400, headers={"Vary": "Accept"})
            return self.site.trouble(request, 400, "This can't be looked for", says, headers={"Vary": "Accept"})
        return self.site.reading(request, partial(self._answer, text=text, kind=kind, form=form))

    def _answer(self, request: Request, reader: Reader, *, text: str, kind: str, form: str) -> Response:
        asked = request.query_params
        tag, known = unchanged(request, reader.moment)
        if known:
            return not_modified(tag)
        hits, nearest = self._found(reader, text, kind)
        page = Page.of(hits, number(asked.get("page")), SIZE)
        headers = {"Vary": "Accept", "ETag": tag}
        if form == _JSON:
            return JSONResponse(_json(reader, text, page, nearest), headers=headers)
        rows = [
            (reader.name(hit.iri), hit.name, types(reader, hit.iri), _identifiers(reader, hit)) for hit in page.rows
        ]
        told = {"text": text, "kind": kind, "page": page, "rows": rows, "nearest": nearest, "turned_to": dict(asked)}
        return self.site.page(request, "search.html", told, headers=headers)

    def nearest(self, reader: Reader, text: str) -> list[Name]:
        """The entities whose names are most like what nothing is called."""
        index = self.names.index(reader)
        hits = index.find(text) or [hit for near in index.near(text) for hit in index.find(near)[:1]]
        return [reader.name(hit.iri) for hit in unique(hits)[:5]]

    def _found(self, reader: Reader, text: str, kind: str) -> tuple[list[Hit], list[str]]:
        if not text:
            return [], []
        index = self.names.index(reader)
        hits = unique((*by_identifier(reader, text), *index.find(text)))
        if not hits:
            return [], index.near(text)
        return [hit for hit in hits if not kind or reader.kind(hit.iri) == kind], []


def types(reader: Reader, iri: str) -> list[str]:
    """The further classes of an entity and its level, in words."""
    resource = reader.resource(iri)
    classes = (one for one in texts(resource, vocab.RDF_TYPE) if one not in _CLASSES)
    return [style.in_words(one) for one in (*classes, *texts(resource, vocab.LEVEL))]


def _identifiers(reader: Reader, hit: Hit) -> list[tuple[str, str]]:
    """(scheme, value) of the public identifiers of an entity."""
    resource, known = reader.resource(hit.iri), style.load()
    found = [(label, value) for one, (label, _) in known.identifiers.items() for value in texts(resource, one)]
    for iri in texts(resource, vocab.EXACT_MATCH):
        start = next((start for start in known.links if iri.startswith(start)), "")
        found.append((known.links.get(start, "Same as"), iri.removeprefix(start).strip("/")))
    return found


def _json(reader: Reader, text: str, page: Page[Hit], nearest: list[str]) -> dict[str, Any]:
    return {
        "query": text,
        "total": page.total,
        "page": page.number,
        "pages": page.pages,
        "results": [
            {
                "iri": hit.iri,
                "href": reader.name(hit.iri).href,
                "label": reader.name(hit.iri).text,
                "kind": reader.kind(hit.iri),
                "name": hit.name,
                "types": types(reader, hit.iri),
                "identifiers": [{"scheme": scheme, "value": value} for scheme, value in _identifiers(reader, hit)],
            }
            for hit in page.rows
        ],
        "suggestions": nearest,
    }
