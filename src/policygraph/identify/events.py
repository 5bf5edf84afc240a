"""When events that several documents tell are one happening: type, time, and two of who, where and how many agree."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from policygraph.identify.records import Local, Pair, places_apart

_WHO = ("agent", "participant")
_ROLES = {"agent": _WHO, "recipient": ("recipient",), "location": ("location",)}
# What nobody does twice on one day: the day and who are enough.
_ONCE_A_DAY = frozenset({"Visit", "Protest", "Election", "Appointment", "NewsConference"})
# Of a longer time than a month it is not known when the event was.
_LONGEST = 31


def keys(local: Local) -> set[str]:
    """Type, month, and who or where; none of an event whose time is not known."""
    return {
        f"{kind}:{month}:{iri}"
        for kind in _types(local)
        for month in _months(local)
        for roles in _ROLES.values()
        for iri in local.told(*roles)
    }


def seen(local: Local) -> Local:
    """All of it."""
    return local


def pairs(block: Sequence[Local]) -> Iterator[Pair]:
    """Those of one type whose times overlap and of which two more things agree, the exact day among them."""
    met: dict[str, list[Local]] = defaultdict(list)
    for local in block:
        for key in keys(local):
            met[key].append(local)
    seen = set()
    for found in met.values():
        for one, other in combinations(sorted(found, key=lambda local: local.iri), 2):
            if (one.iri, other.iri) in seen or not _meet(one, other):
                continue
            seen.add((one.iri, other.iri))
            agreed = [role for role, roles in _ROLES.items() if one.told(*roles) & other.told(*roles)]
            exact = _day(one) and _day(other)
            once = _types(one) & _types(other) & _ONCE_A_DAY
            # A crowd without a name is known by where and how many it was: 'about 80 people' at one place on one day.
            agreed += ["attendance"] if exact and one.told("attendance") & other.told("attendance") else []
            if len(agreed) > 1 or (exact and once and agreed == ["agent"]):
                when = "day" if exact else "time"
                reason = f"same type, {when} and {' and '.join(agreed)}"
                yield Pair(
                    one=one.iri, other=other.iri, strength=len(agreed) + exact, support=len(agreed), reason=reason
                )


def opposed(one: Local, other: Local, strength: int) -> bool:  # noqa: ARG001 - a contradiction outweighs any agreement
    """Whether type, time, place, who or to whom contradict each other."""
    if not _types(one) & _types(other) or not _meet(one, other):
        return True
    if places_apart(one.told("location"), other.told("location")):
        return True
    for roles in (_WHO, ("recipient",)):
        mine, theirs = one.told(*roles), other.told(*roles)
        if mine and theirs and not mine & theirs:
            return True
    return False


def _types(local: Local) -> set[str]:
    """The local names of the classes, without the one that all events have."""
    return {iri.replace("#", "/").rpartition("/")[2] for iri in local.told("type")} - {"Event"}


def _span(local: Local) -> tuple[date, date] | None:
    if not local.earliest or not local.latest:
        return None
    first, last = date.fromisoformat(local.earliest), date.fromisoformat(local.latest)
    return (first, last) if 0 <= (last - first).days < _LONGEST else None


def _day(local: Local) -> bool:
    return local.earliest == local.latest


def _months(local: Local) -> set[str]:
    span = _span(local)
    return {day.isoformat()[:7] for day in span} if span else set()


def _meet(one: Local, other: Local) -> bool:
    """Whether both times are known and overlap; of two whole months, only if they are the same."""
    mine, theirs = _span(one), _span(other)
    return mine is not None and theirs is not None and mine[0] <= theirs[1] and theirs[0] <= mine[1]
