"""When places, jurisdictions and posts of different documents are one: one name within one place or organization."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from policygraph.gazetteer.names import fold
from policygraph.identify.records import Local, Pair, places_apart
from policygraph.model import Kind

_WITHIN = ("jurisdiction", "organization")


def keys(local: Local) -> set[str]:
    """The names, each with what the place lies in or the post belongs to: there is a mayor everywhere."""
    names = {fold(name) for name in local.names} - {""}
    return {f"{name} {iri}" for name in names for iri in local.told(*_WITHIN)}


def seen(local: Local) -> Local:
    """All of it."""
    return local


def pairs(block: Sequence[Local]) -> Iterator[Pair]:
    """Those of one name that lie in, or are a post of, the same."""
    shared: dict[str, list[str]] = defaultdict(list)
    for local in block:
        for key in keys(local):
            shared[key].append(local.iri)
    met = Counter(pair for found in shared.values() for pair in combinations(sorted(found), 2))
    what = "jurisdiction or organization" if block[0].kind is Kind.POST else "surrounding place"
    for (one, other), support in met.items():
        yield Pair(one=one, other=other, strength=1, support=support, reason=f"same name and {what}")


def opposed(one: Local, other: Local, strength: int) -> bool:  # noqa: ARG001 - there is one rule only
    """Whether they lie in places apart, or no body that one belongs to is one of the other's."""
    if places_apart(one.told("jurisdiction"), other.told("jurisdiction")):
        return True
    mine, theirs = one.told("organization"), other.told("organization")
    return bool(mine and theirs) and not mine & theirs
