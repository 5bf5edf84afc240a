"""`/documents`: documents added by POST and removed by DELETE, with the endpoint's token."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from policygraph.serve import tokens
from policygraph.serve.faults import HttpError
from policygraph.serve.protocol import asked
from policygraph.serve.protocol.parts import Parts

PATH = "/documents"
# What a document may be sent as, and the suffix by which the same file is read.
SUFFIXES: Mapping[str, str] = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
}
_FIELDS = ("name", "date", "publisher")


class Documents:
    """The endpoint for documents."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def __call__(self, request: Request) -> Response:
        """Answers one request."""
        tokens.may_write(self._parts.settings, request.headers)
        return await (self._add(request) if request.method == "POST" else self._remove(request))

    async def _add(self, request: Request) -> Response:
        # Documents are read as files are: UTF-16 or Latin-1 is no reason to refuse one.
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media not in SUFFIXES:
            raise HttpError(
                415,
                f"A document is sent as one of {', '.join(SUFFIXES)}, and this is {media or 'of no media type'}",
                headers={"Accept": ", ".join(SUFFIXES)},
            )
        told = _told(request, _FIELDS)
        body = await request.body()
        if not body:
            raise HttpError(400, "There is no document: the body is empty")
        made = await self._parts.writer.add(body, suffix=SUFFIXES[media], **told)
        documents = made["documents"]
        assert isinstance(documents, list)
        status = HTTPStatus.CREATED if made["new"] else HTTPStatus.OK
        headers = {"Location": documents[0]} if made["new"] and len(documents) == 1 else {}
        return JSONResponse(dict(made), status, headers=headers)

    async def _remove(self, request: Request) -> Response:
        iri = _told(request, ("iri",))["iri"]
        if not iri:
            raise HttpError(400, "Which document? Name it: ?iri=IRI")
        return JSONResponse(dict(await self._parts.writer.remove(iri)))


def _told(request: Request, names: tuple[str, ...]) -> dict[str, str]:
    """The fields of the address. Raises HttpError for one that is repeated or not known."""
    address = asked.fields(request.scope["query_string"], "The address")
    given = [name for name, _ in address]
    if wrong := sorted({name for name in given if name not in names or given.count(name) > 1}):
        raise HttpError(400, f"{wrong[0][:40]!r} is repeated or not known; there are: {', '.join(names)}")
    return {**dict.fromkeys(names, ""), **dict(address)}
