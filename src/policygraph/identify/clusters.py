"""Which entities of a block are one: pairs in order of strength, joined where the whole of both sides agree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType
from typing import Any, NamedTuple

from policygraph.identify import events, organizations, people, places, policies
from policygraph.identify.records import Local, Merge, Pair, Rules, first, joined
from policygraph.model import Kind

_RULES: Mapping[Kind, Rules] = MappingProxyType(
    {
        Kind.PERSON: people,
        Kind.ORGANIZATION: organizations,
        Kind.JURISDICTION: places,
        Kind.PLACE: places,
        Kind.POST: places,
        Kind.POLICY: policies,
        Kind.EVENT: events,
    }
)


def keys(local: Local) -> frozenset[str]:
    """The blocks an entity is in, such as 'person:doe'; only entities of blocks that hang together are compared."""
    return frozenset(f"{local.kind.value}:{key}" for key in _RULES[local.kind].keys(local))


def merges(block: Sequence[Local]) -> list[Merge]:
    """Which entities of one kind are one, sorted by IRI; a function of the set, whatever its order.

    A cluster holds one linked entity at most, and none that contradict each other. What a cluster tells as a whole may
    speak for more: it is looked at again until nothing is joined any more.
    """
    clusters = {local.iri: [local] for local in sorted(block, key=lambda local: local.iri)}
    reasons: dict[str, set[str]] = defaultdict(set)
    if len(clusters) > 1:
        rules = _RULES[block[0].kind]
        wholes = {iri: _Whole(local, local, rules.seen(local)) for iri, (local,) in clusters.items()}
        while _round(clusters, wholes, reasons, rules):
            pass
    return sorted(
        (
            Merge(iri=local.iri, into=into, reasons=tuple(sorted(reasons[local.iri])))
            for into, members in clusters.items()
            for local in members
            if local.iri != into
        ),
        key=lambda merge: merge.iri,
    )


class _Whole(NamedTuple):
    """A cluster as the one entity that it is, the member that it is called after, and how its rules see it."""

    local: Local
    first: Local
    seen: Any


def _round(
    clusters: dict[str, list[Local]], wholes: dict[str, _Whole], reasons: dict[str, set[str]], rules: Rules
) -> bool:
    """Joins what the pairs of the clusters as they stand speak for; whether there was any."""
    pairs = _undisputed(rules.pairs([whole.seen for whole in wholes.values()]), wholes, rules)
    home = {iri: iri for iri in clusters}
    within = {iri: [iri] for iri in clusters}
    for pair in pairs:
        one, other = home[pair.one], home[pair.other]
        if one == other or _opposed(wholes[one], wholes[other], pair.strength, rules):
            continue
        for iri in (pair.one, pair.other):
            reasons[iri].add(pair.reason)
        members = clusters.pop(one) + clusters.pop(other)
        sides = wholes.pop(one), wholes.pop(other)
        head = first(side.first for side in sides)
        # Of the two sides, not of all members: a cluster of a thousand would be read a thousand times.
        whole = joined([side.local for side in sides], head.iri)
        wholes[whole.iri], clusters[whole.iri] = _Whole(whole, head, rules.seen(whole)), members
        within[whole.iri] = within.pop(one) + within.pop(other)
        home |= dict.fromkeys(within[whole.iri], whole.iri)
    return len(clusters) < len(home)


def _undisputed(pairs: Iterable[Pair], wholes: Mapping[str, _Whole], rules: Rules) -> list[Pair]:
    """The pairs, strongest first, without those of an entity that as much or more joins to another than the partner.

    'Mayor Doe' who may as well be Jane as John stays alone.
    """
    partners: dict[str, list[tuple[int, str]]] = defaultdict(list)
    kept = [pair for pair in pairs if not _opposed(wholes[pair.one], wholes[pair.other], pair.strength, rules)]
    for pair in kept:
        partners[pair.one].append((pair.strength, pair.other))
        partners[pair.other].append((pair.strength, pair.one))
    disputed: set[tuple[str, str, int]] = set()
    for iri, found in partners.items():
        for (strength, one), (rival, other) in combinations(found, 2):
            if _opposed(wholes[one], wholes[other], max(strength, rival), rules):
                disputed |= {(iri, one, strength)} if strength <= rival else set()
                disputed |= {(iri, other, rival)} if rival <= strength else set()
    kept = [
        pair
        for pair in kept
        if not disputed & {(pair.one, pair.other, pair.strength), (pair.other, pair.one, pair.strength)}
    ]
    return sorted(kept, key=lambda pair: (-pair.strength, -pair.support, pair.one, pair.other))


def _opposed(one: _Whole, other: _Whole, strength: int, rules: Rules) -> bool:
    if one.local.linked and other.local.linked:
        return True
    # An ambiguous name may mean one of its candidates only.
    mine, theirs = (_meant(whole.local) for whole in (one, other))
    if mine and theirs and not mine & theirs:
        return True
    return rules.opposed(one.seen, other.seen, strength)


def _meant(local: Local) -> set[str]:
    if local.linked:
        return {local.iri.rpartition("/")[2]}
    return local.candidates() if local.identifiers else set()
