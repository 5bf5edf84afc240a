"""What all pages share: the graph they read, their templates, and the headers that go with each."""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from policygraph import __version__, resources
from policygraph.errors import StoreError
from policygraph.serve import conditions
from policygraph.serve.pages import paging
from policygraph.serve.pages.assets import assets
from policygraph.serve.pages.reading import Name, Reader
from policygraph.serve.snapshot import Snapshot
from policygraph.view import style

_log = logging.getLogger(__name__)
# No page runs a script but that of the editor, and none loads anything from elsewhere.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_EDITOR = f"{_POLICY}; script-src 'self'; connect-src 'self'; font-src 'self' data:"


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of one graph."""

    snapshot: Snapshot
    templates: Environment

    def reading(self, request: Request, look: Callable[[Request, Reader], Response]) -> Response:
        """What `look` answers on the graph as of its last commit; if a build beside is in the way, once more."""
        try:
            return self.snapshot.read(lambda moment: look(request, Reader(moment)))
        except StoreError as error:
            _log.warning("a page can't be shown: %s", error)
            says = "The graph can't be read just now. Ask again in a moment."
            return self.trouble(request, 503, "Just now there is no graph", says, headers={"Retry-After": "5"})

    def page(
        self,
        request: Request,
        template: str,
        told: Mapping[str, Any],
        *,
        status: int = 200,
        editor: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """A page of a template in data/serve, with what it is `told`; only one with the `editor` may run a script."""
        html = self.templates.get_template(template).render(path=request.url.path, **told)
        policy = {"Content-Security-Policy": _EDITOR if editor else _POLICY}
        return HTMLResponse(html, status, headers={**policy, **(headers or {})})

    def trouble(
        self,
        request: Request,
        status: int,
        title: str,
        says: str,
        *,
        name: str = "",
        nearest: Sequence[Name] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """A page that says what went wrong, with what may have been meant by `name`."""
        told = {"title": title, "says": says, "name": name, "nearest": nearest}
        return self.page(request, "trouble.html", told, status=status, headers=headers)


def site(snapshot: Snapshot) -> Site:
    """The pages of the graph of `snapshot`. Raises ResourceError if a part of them is not installed."""
    loader = FileSystemLoader(resources.data("serve"))
    templates = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.globals.update(
        assets=assets(), kinds=style.load().table["kinds"], turned=paging.turned, version=__version__
    )
    templates.filters["counted"] = counted
    return Site(snapshot, templates)


def counted(count: int, one: str, many: str = "") -> str:
    """'1 sentence', '2 sentences'."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def unchanged(request: Request, version: str) -> tuple[str, bool]:
    """The tag of what this address shows of a version of the graph, and whether the client has that already."""
    about = f"{version} {__version__} {request.url.path}?{request.url.query} {request.headers.get('accept')}"
    tag = f'W/"{hashlib.sha256(about.encode()).hexdigest()[:16]}"'
    return tag, conditions.known(request.headers, tag)


def not_modified(tag: str) -> Response:
    """Status 304: what the client has is still right."""
    return Response(status_code=304, headers={"ETag": tag, "Vary": "Accept"})
