"""`GET /openapi.json`: what programs may ask the server for, as OpenAPI 3.1 describes it."""

import json
from functools import cache

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from policygraph import __version__, resources
from policygraph.vocab import RESOURCE_KINDS


@cache
def description() -> dict[str, object]:
    """data/serve/openapi.json, with the version and the kinds of resources of this package."""
    written: dict[str, object] = json.loads(
        resources.data("serve/openapi.json").read_text(encoding="utf-8"), object_hook=_filled
    )
    return written


def _filled(known: dict[str, object]) -> dict[str, object]:
    if known.get("enum") == "KINDS":
        return {**known, "enum": list(RESOURCE_KINDS)}
    if known.get("version") == "VERSION":
        return {**known, "version": __version__}
    return known


def openapi(_request: Request) -> Response:
    """The description."""
    return JSONResponse(description())
