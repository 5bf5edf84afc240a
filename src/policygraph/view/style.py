"""The names, colours, shapes and limits of the page, from `data/view/style.toml`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from policygraph import resources, vocab
from policygraph.errors import ResourceError
from policygraph.model import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is drawn: see `[limits]` of style.toml."""

    draw_all: int
    first_view: int
    show_all: int
    groups: int
    around: int
    entities: int
    edges: int
    webgl: int
    low_confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The whole of style.toml, terms written out as IRIs.

    `table` is what the page itself needs of it, as read: kinds, statement, group and canvas colours.
    """

    limits: Limits
    relations: Mapping[str, Sequence[str]]  # predicate → how it reads, and how the other way round
    identifiers: Mapping[str, tuple[str, str]]  # predicate → (label, URL with {} for the value)
    links: Mapping[str, str]  # start of an IRI → label
    table: Mapping[str, Any]

    def relation(self, predicate: str) -> str:
        """How a predicate reads; one that style.toml lacks is told by its own name in words."""
        return self.relations.get(predicate, [in_words(predicate)])[0]

    def inverse(self, predicate: str) -> str:
        """How a predicate reads from its object to its subject."""
        reads = self.relations.get(predicate, ())
        return reads[1] if len(reads) > 1 else f"← {self.relation(predicate)}"


def in_words(iri: str) -> str:
    """The local name of `iri`, its camel case taken apart: 'NewsConference' gives 'news conference'."""
    local = re.split(r"[#/]", iri.rstrip("#/"))[-1]
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local).lower()


@cache
def load() -> Style:
    """Reads `data/view/style.toml`. Raises ResourceError, which names what is wrong with it."""
    path = resources.data("view/style.toml")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Style(
            limits=Limits(**table["limits"]),
            relations={_expand(term): reads for term, reads in table["relations"].items()},
            identifiers={_expand(term): (row["label"], row["url"]) for term, row in table["identifiers"].items()},
            links=table["links"],
            table={
                "kinds": {kind.value: table["kinds"][kind.value] for kind in Kind},
                "statement": table["statement"],
                "group": table["group"],
                "canvas": table["canvas"],
            },
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ResourceError(
            f"the viewer's style can't be read ({type(error).__name__}: {error})",
            where=str(path),
            remedy="Mend the file, or install policygraph again",
        ) from error


def _expand(term: str) -> str:
    prefix, _, local = term.partition(":")
    return vocab.prefixes()[prefix] + local
