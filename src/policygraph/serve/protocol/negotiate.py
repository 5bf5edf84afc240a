"""Which media type to answer in: by the Accept header with its q values, or by `?format=` and `?output=`."""

import re
from collections.abc import Iterable, Mapping

from starlette.requests import Request

from policygraph.serve.faults import HttpError
from policygraph.serve.formats import GRAPH, GRAPHS, JSON, JSONLD, NTRIPLES, OFFERS, RDFXML, TABLES, TURTLE, XML

# Other names that clients ask by, and what is written for them.
_ALSO = {
    "application/json": (JSON.media, JSONLD.media),
    "application/xml": (XML.media, RDFXML.media),
    "text/xml": (XML.media, RDFXML.media),
    "application/x-turtle": (TURTLE.media,),
    "text/plain": (NTRIPLES.media,),
}
_NAMES = {
    **{name: (one.media,) for one in (*TABLES, *GRAPHS) for name in (one.name, one.ending)},
    "json": _ALSO["application/json"],
    "xml": _ALSO["application/xml"],
    # As SPARQLWrapper calls them; Turtle is Notation3 as well.
    "json-ld": (JSONLD.media,),
    "rdf+xml": (RDFXML.media,),
    "n3": (TURTLE.media,),
    "text/rdf+n3": (TURTLE.media,),
}
_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+/[\w!#$&^.+*-]+)\s*(;.*)?", re.DOTALL)
_QUALITY = re.compile(r";\s*q\s*=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)", re.IGNORECASE)


def accept(request: Request) -> str:
    """The Accept header of a request, which may come in several lines."""
    return ", ".join(request.headers.getlist("accept"))


def choose(accept: str, offers: Iterable[str]) -> str | None:
    """The one of `offers` that an Accept header likes best; of equals the first. None if it takes none of them.

    An empty header takes anything. What of the header is no media range is not looked at.
    """
    ranges = _ranges(accept)
    if not ranges:
        return next(iter(offers))
    best, quality = None, 0.0
    for offer in offers:
        if (liked := _quality(offer, ranges)) > quality:
            best, quality = offer, liked
    return best


def wanted(accept: str, asked: Iterable[str]) -> dict[str, str]:
    """The media type wanted for each kind of answer, of the kinds that there is one for.

    `asked`, short names or media types of `?format=` and `?output=`, go before the header; clients send one under both
    names. Raises HttpError for one that is none, and for several that mean different formats.
    """
    found = [_chosen(one) for one in asked]
    if any(one != found[0] for one in found):
        raise HttpError(400, f"Several formats are asked for: {', '.join(asked)[:100]}")
    if found:
        return found[0]
    liked = {kind: choose(accept, offers) for kind, offers in OFFERS.items()}
    return {kind: media for kind, media in liked.items() if media}


def _chosen(asked: str) -> dict[str, str]:
    types = _NAMES.get(asked.lower()) or _ALSO.get(asked.lower()) or (asked.lower(),)
    chosen = {kind: media for kind, offers in OFFERS.items() for media in types if media in offers}
    if not chosen:
        raise HttpError(400, f"There is no format {asked[:60]!r}. There are: {', '.join(_NAMES)}")
    return chosen


def content_type(media: str) -> str:
    """A media type as a header tells it: the texts say that they are UTF-8."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def prefers_html(accept: str) -> bool:
    """Whether a browser asks: HTML before any RDF."""
    return choose(accept, (*OFFERS[GRAPH], "text/html")) == "text/html"


def _ranges(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept.split(","):
        given = _RANGE.fullmatch(part)
        if given is None:
            continue
        media, rest = given[1], given[2] or ""
        told = _QUALITY.search(rest)
        quality = float(told[1]) if told else 1.0
        for name in (media.lower(), *_ALSO.get(media.lower(), ())):
            found[name] = max(quality, found.get(name, 0.0))
    return found


def _quality(offer: str, ranges: Mapping[str, float]) -> float:
    """The most specific range decides."""
    for name in (offer, f"{offer.partition('/')[0]}/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0
