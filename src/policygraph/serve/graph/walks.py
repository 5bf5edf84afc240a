"""Which entities an answer shows: the nearest to one, or those on the shortest paths between two."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field

from policygraph.serve.graph.links import Clock, Links


def nearest(links: Links, focus: int, hops: int, most: int, clock: Clock) -> list[int]:
    """The entity `focus` and at `most` so many with it within `hops` edges: nearest first, then by id.

    Lists are read only so far as they are wanted, so a hub costs no more than others.
    """
    found = {focus: None}
    level = [focus]
    for _ in range(hops):
        reached: list[int] = []
        for one in _merged(links, level, clock):
            if len(found) >= most:
                return list(found)
            if one not in found:
                found[one] = None
                reached.append(one)
        level = reached
    return list(found)


def _merged(links: Links, level: list[int], clock: Clock) -> Iterator[int]:
    """The neighbours of several entities in the order of ids."""
    for _ in level:
        clock.look()
    yield from heapq.merge(*map(links.neighbours, level))


def within(links: Links, focus: int, hops: int, enough: int, clock: Clock) -> tuple[int, bool]:
    """How many entities lie within `hops` edges, and whether that is all: it stops counting at `enough`."""
    seen, level = {focus}, [focus]
    for _ in range(hops):
        reached = []
        for one in level:
            clock.look()
            for other in links.neighbours(one):
                if other not in seen:
                    seen.add(other)
                    reached.append(other)
                if len(seen) >= enough:
                    return len(seen), False
        level = reached
    return len(seen), True


@dataclass(slots=True)
class _Side:
    """A search from one end: how many steps each is away that it reached, from where it came, and who is next."""

    ahead: list[int]
    steps: dict[int, int]
    came: dict[int, int] = field(default_factory=dict)

    def go_on(self, links: Links, clock: Clock) -> None:
        """Reaches those that are one step further."""
        reached = []
        for node in self.ahead:
            clock.look()
            for there in links.neighbours(node):
                if there not in self.steps:
                    clock.look()
                    self.steps[there], self.came[there] = self.steps[node] + 1, node
                    reached.append(there)
        self.ahead = reached

    def back(self, node: int) -> list[int]:
        """The way that led to a node, from there back."""
        path = [node]
        while path[-1] in self.came:
            path.append(self.came[path[-1]])
        return path


def between(links: Links, one: int, other: int, most: int, clock: Clock) -> list[int] | None:
    """The entities on the shortest paths from one to another, None if no path joins them.

    If they are more than `most`, some of the paths, whole. Raises OutOfBoundsError if more is to be looked at than
    `clock` allows.
    """
    sides = _Side([one], {one: 0}), _Side([other], {other: 0})
    while not (met := _met(*sides)):
        side = min(sides, key=lambda side: len(side.ahead))
        side.go_on(links, clock)
        if not side.ahead:
            return None
    kept: dict[int, None] = {}
    for part in _parts(links, met, sides, clock):
        new = [node for node in part if node not in kept]
        if kept and len(kept) + len(new) > most:
            break
        kept.update(dict.fromkeys(new))
    return list(kept)


def _met(one: _Side, other: _Side) -> list[int]:
    """Where two searches met: the same number of steps from an end for each, since they are looked for each step."""
    return sorted({n for n in one.ahead if n in other.steps} | {n for n in other.ahead if n in one.steps})


def _parts(links: Links, met: list[int], sides: tuple[_Side, _Side], clock: Clock) -> Iterator[list[int]]:
    """Ways that together hold all shortest paths: first one path for each node in the middle, then what else there is.

    Each, with those before it, is whole from end to end.
    """
    for node in met:
        yield [*sides[0].back(node), *sides[1].back(node)]
    for side in sides:
        level, seen = met, set(met)
        while level:
            before = []
            for node in level:
                for there in links.neighbours(node):
                    if side.steps.get(there, -2) == side.steps[node] - 1 and there not in seen:
                        clock.look()
                        seen.add(there)
                        before.append(there)
                        yield side.back(there)
            level = before
