"""`GET /search?q=`: entities by name, alias or identifier, as a page or as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from policygraph import vocab
from policygraph.model import Kind
from policygraph.serve import faults
from policygraph.serve.faults import HttpError
from policygraph.serve.graph import GraphReader, Hit, NotYetError, OutOfBoundsError, find, near
from policygraph.serve.pages.identifiers import identified
from policygraph.serve.pages.paging import Page, number
from policygraph.serve.pages.reading import Name, Reader
from policygraph.serve.pages.site import Site, not_modified, unchanged
from policygraph.serve.protocol.negotiate import accept, choose
from policygraph.view import style
from policygraph.view.resource import texts

SIZE = 20  # a page
LONGEST = 200  # characters of what is looked for
LOOKED_AT = 2_000  # names; who finds more looks for too little
_SUGGESTED = 5
_PATIENCE = 5.0  # seconds that the first search waits for the index, which is made of a small graph in one
_HTML, _JSON = "text/html", "application/json"
_KINDS = tuple(kind.value for kind in Kind)
_CLASSES = {*vocab.CLASS_OF.values(), vocab.ADMINISTRATIVE_AREA}


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, `whole` if that is all; `suggestions` are names like the one that nothing has."""

    hits: tuple[Hit, ...] = ()
    whole: bool = True
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """Answers searches, by the index of names that the viewer's are answered by."""

    site: Site
    graph: GraphReader

    def answer(self, request: Request) -> Response:
        """The page, or JSON if the client likes that better or the address has `format=json`."""
        asked = request.query_params
        text, kind = asked.get("q", "").strip(), asked.get("kind", "")
        if len(text) > LONGEST or (kind and kind not in _KINDS):
            says = f"Look for at most {LONGEST} characters, of one of the kinds {', '.join(_KINDS)}."
            return self._trouble(request, 400, "This can't be looked for", says)
        try:
            return self.site.reading(request, partial(self._answer, text=text, kind=kind))
        except NotYetError:
            says = "The names of the graph are still being indexed. Ask again in a moment."
            return self._trouble(request, 503, "Not yet", says)
        except OutOfBoundsError:
            says = "Too many names are like this. Look for more of the name."
            return self._trouble(request, 503, "This takes too long", says)

    def _answer(self, request: Request, reader: Reader, *, text: str, kind: str) -> Response:
        asked = request.query_params
        tag, known = unchanged(request, self.graph.version())
        if known:
            return not_modified(tag)
        found = self._found(reader, text)
        page = Page.of(
            [hit for hit in found.hits if kind in ("", hit.kind)],
            number(asked.get("page")),
            SIZE,
            whole=found.whole,
        )
        headers = {"Vary": "Accept", "ETag": tag}
        if _form(request) == _JSON:
            return JSONResponse(_json(reader, text, page, found.suggestions), headers=headers)
        rows = [
            (reader.name(hit.iri), hit.called, types(reader, hit.iri), _identifiers(reader, hit.iri))
            for hit in page.rows
        ]
        told = {
            "text": text,
            "kind": kind,
            "page": page,
            "rows": rows,
            "nearest": found.suggestions,
            "turned_to": dict(asked),
        }
        return self.site.page(request, "search.html", told, headers=headers)

    def nearest(self, reader: Reader, text: str) -> list[Name]:
        """The entities whose names are most like what nothing is called; none while there is no index."""
        try:
            with self.graph.names() as index:
                hits = find(index, text, looked_at=LOOKED_AT)[0][:_SUGGESTED] or near(index, text, most=_SUGGESTED)
        except (NotYetError, OutOfBoundsError):
            return []
        return [reader.name(hit.iri) for hit in hits if _shown(reader, hit)]

    def _found(self, reader: Reader, text: str) -> Found:
        if not text:
            return Found()
        known = [Hit(iri, reader.name(iri).text, reader.kind(iri), text) for iri in identified(reader, text)]
        with self.graph.names(patience=_PATIENCE) as index:
            named, whole = find(index, text, looked_at=LOOKED_AT)
            if hits := {hit.iri: hit for hit in (*known, *named)}:
                return Found(tuple(hit for hit in hits.values() if _shown(reader, hit)), whole)
            return Found(suggestions=tuple(dict.fromkeys(hit.called for hit in near(index, text, most=_SUGGESTED))))

    def _trouble(self, request: Request, status: int, title: str, says: str) -> Response:
        headers = {"Vary": "Accept"} | ({"Retry-After": "2"} if status == 503 else {})
        if _form(request) == _JSON:
            return faults.answer(HttpError(status, says, headers=headers), _JSON)
        return self.site.trouble(request, status, title, says, headers=headers)


def _shown(reader: Reader, hit: Hit) -> bool:
    """Whether there is a page of what is found: the index may be of the commit before, or tell of other IRIs."""
    return bool(reader.kind(hit.iri) and reader.resource(hit.iri))


def _form(request: Request) -> str:
    if request.query_params.get("format") == "json":
        return _JSON
    return choose(accept(request), (_HTML, _JSON)) or _HTML


def types(reader: Reader, iri: str) -> list[str]:
    """The further classes of an entity and its level, in words."""
    resource = reader.resource(iri)
    classes = (one for one in texts(resource, vocab.RDF_TYPE) if one not in _CLASSES)
    # A country is one by its class and by its level.
    return list(dict.fromkeys(style.in_words(one) for one in (*classes, *texts(resource, vocab.LEVEL))))


def _identifiers(reader: Reader, iri: str) -> list[tuple[str, str]]:
    """(scheme, value) of the public identifiers of an entity."""
    resource, known = reader.resource(iri), style.load()
    found = [(label, value) for one, (label, _) in known.identifiers.items() for value in texts(resource, one)]
    for match in texts(resource, vocab.EXACT_MATCH):
        start = next((start for start in known.links if match.startswith(start)), "")
        found.append((known.links.get(start, "Same as"), match.removeprefix(start).strip("/")))
    return found


def _json(reader: Reader, text: str, page: Page[Hit], suggestions: Sequence[str]) -> dict[str, Any]:
    return {
        "query": text,
        "total": page.total,
        "whole": page.whole,
        "page": page.number,
        "pages": page.pages,
        "results": [
            {
                "iri": hit.iri,
                "href": reader.name(hit.iri).href,
                "label": reader.name(hit.iri).text,
                "kind": hit.kind,
                "name": hit.called,
                "types": types(reader, hit.iri),
                "identifiers": [{"scheme": scheme, "value": value} for scheme, value in _identifiers(reader, hit.iri)],
            }
            for hit in page.rows
        ],
        "suggestions": list(suggestions),
    }
