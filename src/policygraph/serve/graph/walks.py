"""Which entities an answer shows: the nearest to one, or those on the shortest paths between two."""

import heapq
from collections.abc import Iterator

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


def within(links: Links, focus: int, hops: int, enough: int) -> tuple[int, bool]:
    """How many entities lie within `hops` edges, and whether that is all: it stops counting at `enough`."""
    seen, level = {focus}, [focus]
    for _ in range(hops):
        reached = []
        for one in level:
            for other in links.neighbours(one):
                if other not in seen:
                    seen.add(other)
                    reached.append(other)
                if len(seen) >= enough:
                    return len(seen), False
        level = reached
    return len(seen), True


def between(links: Links, one: int, other: int, most: int, clock: Clock) -> list[int] | None:
    """The entities on the shortest paths from one to another, None if no path joins them.

    If they are more than `most`, so many that all of them are on whole paths, those of the lowest ids first.
    Raises OutOfBoundsError if more is to be looked at than `clock` allows.
    """
    sides = ({one: 0}, {other: 0})
    ahead = [[one], [other]]
    while not (met := [node for node in ahead[0] + ahead[1] if node in sides[0] and node in sides[1]]):
        side = 0 if len(ahead[0]) <= len(ahead[1]) else 1
        ahead[side] = _further(links, ahead[side], sides[side], clock)
        if not ahead[side]:
            return None
    length = min(sides[0][node] + sides[1][node] for node in met)
    kept: dict[int, None] = {}
    for node in sorted({node for node in met if sides[0][node] + sides[1][node] == length}):
        for path in _paths(links, node, sides, clock):
            if len(kept) + len([step for step in path if step not in kept]) > most and kept:
                return list(kept)
            kept.update(dict.fromkeys(path))
    return list(kept)


def _further(links: Links, level: list[int], steps: dict[int, int], clock: Clock) -> list[int]:
    """Those one step beyond a level of a search that are reached for the first time."""
    reached = []
    for node in level:
        for there in links.neighbours(node):
            if there not in steps:
                clock.look()
                steps[there] = steps[node] + 1
                reached.append(there)
    return reached


def _paths(links: Links, node: int, sides: tuple[dict[int, int], dict[int, int]], clock: Clock) -> Iterator[list[int]]:
    """The paths from a node in the middle to both ends, as parts that together hold every shortest path through it.

    Each entity that lies on one of them comes with one whole path at least.
    """
    yield [*_straight(links, node, sides[0]), *_straight(links, node, sides[1])]
    for steps in sides:
        level, seen = [node], {node}
        while level:
            backwards = []
            for here in level:
                for there in links.neighbours(here):
                    if steps.get(there, -2) == steps[here] - 1 and there not in seen:
                        clock.look()
                        seen.add(there)
                        backwards.append(there)
                        yield _straight(links, there, steps)
            level = backwards


def _straight(links: Links, node: int, steps: dict[int, int]) -> list[int]:
    """One way from a node back to where a search began."""
    path = [node]
    while steps[path[-1]]:
        path.append(next(n for n in links.neighbours(path[-1]) if steps.get(n, -2) == steps[path[-1]] - 1))
    return path
