"""Which entities of a block are one: pairs in order of strength, joined where the whole of both sides agree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations_with_replacement
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
    """Which entities of one kind are one by the rules, sorted by IRI; a function of the set, whatever its order."""
    if not block:
        return []
    clusters = Clusters(block)
    clusters.settle()
    return clusters.merges()


class _Whole(NamedTuple):
    """A cluster as the one entity that it is, the member that it is called after, and how its rules see it."""

    local: Local
    first: Local
    seen: Any

    @property
    def told(self) -> object:
        """All that may contradict another: who has the same is opposed to the same."""
        local = self.local
        context = frozenset(part for part in local.context if part[0] != "with")
        return local.iri if local.linked else (local.names, context, local.identifiers, local.earliest, local.latest)


class Clusters:
    """The entities of a block, all of one kind, as far as they have been joined.

    A cluster holds one linked entity at most, and none that contradict each other.
    """

    def __init__(self, block: Sequence[Local]) -> None:
        self._members = {local.iri: [local] for local in sorted(block, key=lambda local: local.iri)}
        self._reasons: dict[str, set[str]] = defaultdict(set)
        self._rules = _RULES[block[0].kind]
        self._wholes = {iri: _Whole(local, local, self._rules.seen(local)) for iri, (local,) in self._members.items()}

    @property
    def seen(self) -> list[Any]:
        """Each cluster as its rules see it."""
        return [whole.seen for whole in self._wholes.values()]

    def settle(self) -> None:
        """Joins what the rules speak for, until that is nothing: what a cluster tells as a whole may speak for more."""
        while len(self._wholes) > 1 and self.join(self._rules.pairs(self.seen)):
            pass

    def join(self, pairs: Iterable[Pair]) -> bool:
        """Joins pairs of clusters, strongest first, where the whole of both sides agrees; whether there was any."""
        clusters, wholes, rules = self._members, self._wholes, self._rules
        home = {iri: iri for iri in clusters}
        within = {iri: [iri] for iri in clusters}
        for pair in _undisputed(pairs, wholes, rules):
            one, other = home[pair.one], home[pair.other]
            if one == other or _opposed(wholes[one], wholes[other], pair.strength, rules):
                continue
            for iri in (pair.one, pair.other):
                self._reasons[iri].add(pair.reason)
            members = clusters.pop(one) + clusters.pop(other)
            sides = wholes.pop(one), wholes.pop(other)
            head = first(side.first for side in sides)
            # Of the two sides, not of all members: a cluster of a thousand would be read a thousand times.
            whole = joined([side.local for side in sides], head.iri)
            wholes[whole.iri], clusters[whole.iri] = _Whole(whole, head, rules.seen(whole)), members
            within[whole.iri] = within.pop(one) + within.pop(other)
            home |= dict.fromkeys(within[whole.iri], whole.iri)
        return len(clusters) < len(home)

    def merges(self) -> list[Merge]:
        """What is another than its IRI says, sorted by IRI."""
        return sorted(
            (
                Merge(iri=local.iri, into=into, reasons=tuple(sorted(self._reasons[local.iri])))
                for into, members in self._members.items()
                for local in members
                if local.iri != into
            ),
            key=lambda merge: merge.iri,
        )


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
        # Hundreds may tell of a mayor by name only, and are compared with the others but once.
        alike: dict[tuple[int, object], list[str]] = defaultdict(list)
        for strength, partner in found:
            alike[strength, wholes[partner].told].append(partner)
        for ((strength, _), some), ((rival, _), others) in combinations_with_replacement(alike.items(), 2):
            if some is others and len(some) == 1:
                continue
            if _opposed(wholes[some[0]], wholes[others[-1]], max(strength, rival), rules):
                disputed |= {(iri, one, strength) for one in some} if strength <= rival else set()
                disputed |= {(iri, other, rival) for other in others} if rival <= strength else set()
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
