"""Where a resource of the graph is on this server: its IRI's own path, under `/id/`."""

import re
from urllib.parse import quote

from pyoxigraph import NamedNode

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
    return made if local(made, base) and sayable(made) else ""


def sayable(iri: str) -> bool:
    """Whether a text is an IRI that a graph may hold: what an address brings may be anything."""
    try:
        NamedNode(iri)
    except ValueError:
        return False
    return True
