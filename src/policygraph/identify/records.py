"""What identity across documents is decided on, and what comes out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from policygraph.model import Kind

# At the end of a block key: the entity is met there only by those that have the key without it. 'Doe' may be any Doe,
# but Jane and John Doe need not be compared for that.
PERHAPS = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """A local entity, as all documents that use its IRI describe it.

    `linked` says that its IRI is that of a table row. `context` holds (role, IRI), of a crowd ('attendance', figure);
    `identifiers` those of legislation and 'candidate:SLUG' of rows that an ambiguous name may mean; the bounds of an
    event's time are ISO dates or ''.
    """

    iri: str
    kind: Kind
    linked: bool
    names: tuple[str, ...]
    documents: frozenset[str]
    context: frozenset[tuple[str, str]]
    identifiers: frozenset[str]
    earliest: str
    latest: str

    def told(self, *roles: str) -> set[str]:
        """The IRIs that stand in these roles."""
        return {iri for role, iri in self.context if role in roles}

    def candidates(self) -> set[str]:
        """The slugs of the rows that an ambiguous name may mean."""
        return {text.partition(":")[2] for text in self.identifiers if text.startswith("candidate:")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The entity `iri` is the entity `into`, for these reasons in plain words."""

    iri: str
    into: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two entities that something speaks for being one; more `strength` is better, `support` counts what agrees."""

    one: str
    other: str
    strength: int
    support: int
    reason: str


class Rules(Protocol):
    """What a module knows of identity in the kinds that it is for.

    `seen` gives an entity in the form in which the module's `pairs` and `opposed` take it, worked out once.
    """

    def keys(self, local: Local) -> Iterable[str]:
        """The blocks that an entity is in; entities for which `pairs` finds anything must meet in one."""

    def seen(self, local: Local) -> Any:
        """What is looked at of an entity."""

    def pairs(self, block: Sequence[Any]) -> Iterable[Pair]:
        """All pairs of a block that something speaks for, each once."""

    def opposed(self, one: Any, other: Any, strength: int) -> bool:
        """Whether two entities contradict each other, given how much speaks for them."""


def first(members: Iterable[Local]) -> Local:
    """The one whose IRI all have when they are one: linked before unlinked, then that of more documents."""
    return min(members, key=_precedence)


def joined(members: Sequence[Local], iri: str) -> Local:
    """Several entities as the one that they are, under its canonical IRI."""
    return Local(
        iri=iri,
        kind=members[0].kind,
        linked=any(local.linked for local in members),
        names=tuple(sorted({name for local in members for name in local.names})),
        documents=frozenset().union(*(local.documents for local in members)),
        context=frozenset().union(*(local.context for local in members)),
        identifiers=frozenset().union(*(local.identifiers for local in members)),
        earliest=max(local.earliest for local in members),
        latest=min((local.latest for local in members if local.latest), default=""),
    )


def _precedence(local: Local) -> tuple[bool, int, int, str]:
    """Linked before unlinked, then that of more documents, of the longer name, the first in code-point order."""
    return not local.linked, -len(local.documents), -max(map(len, local.names), default=0), local.iri


def places_apart(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether both name places of which none of one is, holds or lies in one of the other, as far as IRIs tell."""
    mine, theirs = set(one), set(other)
    return bool(mine and theirs) and not any(
        a == b or a.startswith(f"{b}-") or b.startswith(f"{a}-") for a in mine for b in theirs
    )
