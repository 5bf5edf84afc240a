"""What a client is told when a request can't be answered: status, reason and, for a query, line and column."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response


class HttpError(Exception):
    """A request that is answered with an error: `status`, a reason in a sentence, further headers and members."""

    def __init__(
        self, status: int, reason: str, *, headers: Mapping[str, str] | None = None, **members: object
    ) -> None:
        self.status, self.reason, self.headers, self.members = status, reason, dict(headers or {}), members
        super().__init__(status, reason)


def answer(error: HttpError, accept: str) -> Response:
    """The answer that tells of an error: JSON (RFC 9457) for who asked for some JSON, else a line of text."""
    if "json" in accept.lower():
        told = {
            "title": HTTPStatus(error.status).phrase,
            "status": error.status,
            "detail": error.reason,
            "error": error.reason,  # where the viewer looks for it
            **error.members,
        }
        body, media = json.dumps(told, ensure_ascii=False) + "\n", "application/problem+json"
    else:
        body, media = f"{error.reason}\n", "text/plain"
    # What was asked for stands in the reason: a lone surrogate of it must not break the answer.
    content = body.encode("utf-8", "backslashreplace")
    return Response(content, error.status, headers=error.headers, media_type=media)


def told(request: Request, error: Exception) -> Response:
    """What Starlette calls for an HttpError."""
    assert isinstance(error, HttpError)
    return answer(error, request.headers.get("accept", ""))
