from dataclasses import dataclass

from policygraph.model import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    iri: str
    kind: Kind
    linked: bool
    names: tuple[str, ...]
    documents: frozenset[str]
    context: frozenset[tuple[str, str]]
    identifiers: frozenset[str]
    earliest: str
    latest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    iri: str
    into: str
    reasons: tuple[str, ...]
