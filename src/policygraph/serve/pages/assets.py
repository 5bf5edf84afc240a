"""The style sheet and the scripts of the pages, each known by the hash of its text."""

import hashlib
import logging
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from policygraph import resources, view
from policygraph.errors import ResourceError
from policygraph.serve import conditions

_DIST = Path(view.__file__).with_name("web") / "dist"
_REASON = _DIST / "absent.txt"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
_YEAR = "public, max-age=31536000, immutable"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of a page and the first digits of its SHA-256."""

    name: str
    content: bytes
    version: str

    @property
    def address(self) -> str:
        """Where it is: another address for another content, so that a browser may keep it."""
        return f"/static/{self.name}?v={self.version}"


@cache
def assets() -> dict[str, Asset]:
    """The style sheet and, where the package was built with them, the editor's script and sheet.

    Raises ResourceError if the installation lacks the sheet.
    """
    found = {"pages.css": resources.data("serve/pages.css")}
    if not missing_editor():
        found |= {name: _DIST / name for name in ("query.js", "query.css")}
    return {name: _asset(name, path) for name, path in found.items()}


@cache
def missing_editor() -> str:
    """Why there is no editor for queries; an empty string where there is one."""
    if os.environ.get("POLICYGRAPH_NO_WEB", "") not in ("", "0"):
        return "the server runs with POLICYGRAPH_NO_WEB set"
    if (_DIST / "query.js").is_file() and (_DIST / "query.css").is_file():
        return ""
    reason = "a checkout has it only once `npm ci && npm run build` ran in src/policygraph/view/web"
    if _REASON.is_file():
        reason = _REASON.read_text(encoding="utf-8").strip()
    _log.info("queries are written in a plain field, as there is no editor: %s", reason)
    return reason


def static(request: Request) -> Response:
    """`GET /static/NAME`."""
    asset = assets().get(request.path_params["name"])
    if asset is None:
        return PlainTextResponse("There is no such file.\n", status_code=404)
    tag = f'"{asset.version}"'
    headers = {
        "ETag": tag,
        # The address that a page gives tells the content's hash; a bare one has to ask whether it is still right.
        "Cache-Control": _YEAR if request.query_params.get("v") == asset.version else "no-cache",
    }
    if conditions.known(request.headers, tag):
        return Response(status_code=304, headers=headers)
    return Response(asset.content, media_type=_TYPES[Path(asset.name).suffix], headers=headers)


def _asset(name: str, path: Path) -> Asset:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ResourceError(
            "a part of the pages is not there", where=str(path), remedy="Install policygraph again"
        ) from error
    return Asset(name, content, hashlib.sha256(content).hexdigest()[:16])
