"""Who may do what: the token in a request's Authorization header."""

import base64
import binascii
import hmac
from collections.abc import Mapping

from policygraph.serve.faults import HttpError
from policygraph.serve.settings import Settings


def may_write(settings: Settings, headers: Mapping[str, str]) -> None:
    """Raises HttpError unless a request may change the graph.

    It needs `Authorization: Bearer TOKEN`, which no page of another site can make a browser send along.
    """
    if not settings.writable:
        raise HttpError(403, "This endpoint is read-only. Whoever runs it can start it with --writable and a token")
    if not _same(settings.token, _bearer(headers)):
        raise HttpError(
            401,
            "Changing the graph needs the endpoint's token: send 'Authorization: Bearer TOKEN'",
            headers={"WWW-Authenticate": 'Bearer realm="PolicyGraph"'},
        )


def may_read(settings: Settings, headers: Mapping[str, str]) -> None:
    """Raises HttpError unless a request may read the graph of a guarded endpoint: a browser asks for a password."""
    if settings.guarded and not any(_same(settings.token, given) for given in (_bearer(headers), _password(headers))):
        raise HttpError(
            401,
            "This endpoint needs its token: send 'Authorization: Bearer TOKEN', or give it as the password",
            headers={"WWW-Authenticate": 'Basic realm="PolicyGraph", charset="UTF-8", Bearer realm="PolicyGraph"'},
        )


def _same(token: str, given: str) -> bool:
    """In a time that tells nothing of the token."""
    return bool(token) and hmac.compare_digest(token.encode(), given.encode("utf-8", "surrogateescape"))


def _bearer(headers: Mapping[str, str]) -> str:
    scheme, _, rest = headers.get("authorization", "").partition(" ")
    return rest.strip() if scheme.lower() == "bearer" else ""


def _password(headers: Mapping[str, str]) -> str:
    scheme, _, rest = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(rest.strip(), validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
