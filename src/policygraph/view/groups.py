"""Groups of entities that have much to do with each other: how a graph opens that is too large to draw.

Communities by the Leiden algorithm (Traag, Waltman and van Eck 2019), in the Rust of graspologic-native: at 20,000
entities 0.3 s, where networkx's Louvain takes 8.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policygraph.view import layout
from policygraph.view.layout import SEED

_NAMES = 2  # of the entities with most evidence, that a group is called by
_NAME_ROOM = 30  # units of the canvas around a bubble for its name
_LINKS = 3  # drawn of each group: more would hide what belongs together


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One bubble of the opening view.

    `members` are entities by their place, those with most evidence first; `spots` is where the first of them stand
    when the group is opened; x, y and size are its own. The last may be what is left over: `rest`.
    """

    label: str
    members: tuple[int, ...]
    rest: bool
    x: int
    y: int
    size: int
    spots: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How many relations there are between two groups, given by their place."""

    first: int
    last: int
    count: int


def grouped(
    labels: Sequence[str], radii: Sequence[int], edges: Sequence[tuple[int, int]], *, most: int, opened: int
) -> tuple[list[Group], list[Link]]:
    """At most `most` groups of the entities 0 … len(labels)-1, the largest first, and the links to draw between them.

    `opened` is how many entities an opened group draws.
    """
    communities, rest = _communities(len(labels), edges, most)
    home = {one: number for number, members in enumerate(communities) for one in members}
    left_over = len(communities) - 1 if rest else None  # would be linked to all others
    between = Counter(
        (min(pair), max(pair)) for a, b in edges if (pair := (home[a], home[b]))[0] != pair[1] and left_over not in pair
    )
    links = _strongest(between)
    largest = max(map(len, communities), default=1)
    sizes = [round(14 + 44 * math.sqrt(len(members) / largest)) for members in communities]
    centres = layout.positions([size + _NAME_ROOM for size in sizes], [(link.first, link.last) for link in links])
    inside: list[list[tuple[int, int]]] = [[] for _ in communities]
    for a, b in edges:
        if home[a] == home[b]:
            inside[home[a]].append((a, b))
    groups = []
    for number, (members, (x, y)) in enumerate(zip(communities, centres, strict=True)):
        is_rest = number == left_over
        label = "All others" if is_rest else " · ".join(labels[one] for one in members[:_NAMES])
        spots = _spots(members[:opened], radii, inside[number])
        groups.append(
            Group(label=label, members=tuple(members), rest=is_rest, x=x, y=y, size=sizes[number], spots=tuple(spots))
        )
    return groups, links


def _communities(count: int, edges: Iterable[tuple[int, int]], most: int) -> tuple[list[list[int]], bool]:
    """At most `most` lists of entities, largest first, and whether the last gathers what is left over."""
    from graspologic_native import leiden  # noqa: PLC0415 - only graphs too large to draw need it

    pairs = Counter((min(pair), max(pair)) for pair in edges if pair[0] != pair[1])
    weighted = [(str(a), str(b), float(weight)) for (a, b), weight in sorted(pairs.items())]
    _, found = leiden(weighted, seed=SEED) if weighted else (0.0, {})
    by_name: dict[int, list[int]] = {}
    for one in range(count):
        if str(one) in found:
            by_name.setdefault(found[str(one)], []).append(one)
    communities = sorted(by_name.values(), key=lambda members: (-len(members), members[0]))
    kept = communities[: most - 1]
    left = sorted({*range(count)}.difference(*kept))
    return ([*kept, left], True) if left else (kept, False)


def _strongest(between: Counter[tuple[int, int]]) -> list[Link]:
    """Of each group, its links of most relations."""
    ordered = sorted(between.items(), key=lambda row: (-row[1], row[0]))
    seen: Counter[int] = Counter()
    links = []
    for (first, last), count in ordered:
        if seen[first] < _LINKS or seen[last] < _LINKS:
            links.append(Link(first=first, last=last, count=count))
            seen.update((first, last))
    return links


def _spots(members: Sequence[int], radii: Sequence[int], edges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    row = {one: number for number, one in enumerate(members)}
    ends = ((row[a], row[b]) for a, b in edges if a in row and b in row)
    return layout.positions([radii[one] for one in members], ends)
