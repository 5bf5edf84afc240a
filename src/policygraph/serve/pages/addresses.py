"""Where a resource of the graph is on this server: its IRI's own path, under `/id/`."""

import re
from urllib.parse import quote

from policygraph.vocab import RESOURCE_KINDS

_LOCAL = re.compile(rf"(?:{'|'.join(RESOURCE_KINDS)})/[^/?#\s]+")


def local(iri: str, base: str) -> str:
    """`KIND/NAME` of a resource whose IRI is ours, or an empty string."""
    name = iri.removeprefix(base)
    return name if name != iri and _LOCAL.fullmatch(name) else ""


def path(iri: str, base: str) -> str:
    """The path of a resource of ours on this server, or an empty string for what is not ours."""
    name = local(iri, base)
    return f"/id/{quote(name)}" if name else ""


def iri(kind: str, name: str, base: str) -> str:
    """The IRI of the resource at `/id/KIND/NAME`; an empty string if nothing can have it."""
    made = f"{base}{kind}/{name}"
    return made if local(made, base) and re.fullmatch(r"[^\x00-\x20<>\"{}|^`\\]+", made) else ""
