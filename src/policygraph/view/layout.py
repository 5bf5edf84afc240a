"""Positions of the entities drawn, worked out here and not in the browser: whole numbers, ever the same.

Each connected part of up to `_ONE_FIELD` entities is one force layout (Fruchterman and Reingold 1991): over whole
arrays, it takes a tenth of the time of networkx's for the same stress (bench/viewer.py). A larger one is cut into
communities (Blondel et al. 2008), laid out apart and set where a layout of the communities puts them. Parts are packed
in rows below the largest, and overlapping entities pushed apart.
"""

import math
from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.float64]  # one row (x, y) an entity

SEED = 20170421
_ONE_FIELD = 1000  # a force layout of more takes over half a second
_SPACING = 92.0  # the side of the square each entity has to itself, in units of the canvas
_GAP = 52.0  # kept free between two entities
_EVEN = 0.7  # the power of the radius: 1 leaves a layout as it is
_WIDTH_TO_HEIGHT = 1.15  # the usual canvas is a little wider than high


def positions(radii: Sequence[float], edges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where to draw entities 0 … len(radii)-1 of the given radii, in units of the canvas, y downwards."""
    # Whole numbers as names, for sets of strings come in another order in every run.
    graph = nx.Graph()
    graph.add_nodes_from(range(len(radii)))
    graph.add_edges_from(sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]}))
    size = np.asarray(radii, dtype=np.float64)
    placed = np.zeros((len(radii), 2))
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda p: (-len(p), p[0]))
    for part, corner in zip(parts, _rows([_place(graph, part, size, placed) for part in parts]), strict=True):
        placed[part] += corner
    return [(round(x), round(y)) for x, y in placed.tolist()]


def _place(graph: nx.Graph, part: list[int], size: Positions, placed: Positions) -> tuple[float, float]:
    """Lays out one connected part, its top left corner at 0, 0; returns its width and height."""
    inner = graph.subgraph(part)
    spots = _field(inner, part) if len(part) <= _ONE_FIELD else _islands(inner, part, size)
    spots = _apart(spots, size[part] + _GAP / 2)
    margin = float(size[part].max()) + _GAP / 2
    spots += margin - spots.min(axis=0)
    placed[part] = spots
    width, height = (spots.max(axis=0) + margin).tolist()
    return width, height


def _field(graph: nx.Graph, order: list[int]) -> Positions:
    """A force layout of the whole graph, one row for each of `order`, around 0, 0."""
    if len(order) == 1:
        return np.zeros((1, 2))
    row = {one: number for number, one in enumerate(order)}
    ends = np.asarray([(row[a], row[b]) for a, b in graph.edges], dtype=np.intp).reshape(-1, 2)
    laid = _springs(len(order), ends)
    laid -= laid.mean(axis=0)
    # Force layouts crowd the middle and hold chains far out: even that out, then fill the canvas.
    radius = np.sqrt((laid**2).sum(axis=1, keepdims=True))
    laid *= np.maximum(radius, 1e-6) ** (_EVEN - 1)
    side = _SPACING * math.sqrt(len(order) / _WIDTH_TO_HEIGHT)
    extent = np.maximum(laid.max(axis=0) - laid.min(axis=0), 1e-6)
    stretch = np.array([side * _WIDTH_TO_HEIGHT, side]) / extent
    # No more than by half one way against the other: a chain stays a chain.
    stretch = np.clip(stretch, stretch.min(), 1.5 * stretch.min())
    result: Positions = laid * stretch
    return result


def _springs(count: int, ends: NDArray[np.intp]) -> Positions:
    """Fruchterman and Reingold: all push each other away, edges pull, and every round moves less far than the last."""
    rounds = min(20 + 10 * count, max(50, min(250, 20000 // count)))
    spots = np.random.default_rng(SEED).random((count, 2))
    across, down = spots[:, 0].copy(), spots[:, 1].copy()
    best = math.sqrt(1 / count)  # the length at which push and pull are even
    pull = np.zeros((count, count))
    pull[ends[:, 0], ends[:, 1]] = pull[ends[:, 1], ends[:, 0]] = 1 / best
    reach = 0.1
    for left in range(rounds, 0, -1):
        wide, high = np.subtract.outer(across, across), np.subtract.outer(down, down)
        square = np.maximum(wide * wide + high * high, 1e-4)
        force = best * best / square - pull * np.sqrt(square)
        move_x, move_y = np.einsum("ij,ij->i", wide, force), np.einsum("ij,ij->i", high, force)
        step = reach * left / rounds / np.maximum(np.hypot(move_x, move_y), 0.01)
        across += move_x * step
        down += move_y * step
    return np.stack([across, down], axis=1)


def _islands(graph: nx.Graph, order: list[int], size: Positions) -> Positions:
    """Communities laid out each for itself, then set where a layout of the communities puts them."""
    found = nx.community.louvain_communities(graph, seed=SEED)
    islands = sorted((sorted(island) for island in found), key=lambda island: (-len(island), island[0]))
    home = {one: number for number, island in enumerate(islands) for one in island}
    between = nx.Graph()
    between.add_nodes_from(range(len(islands)))
    between.add_edges_from(sorted({tuple(sorted((home[a], home[b]))) for a, b in graph.edges if home[a] != home[b]}))
    inside = [_apart(_field(graph.subgraph(island), island), size[island] + _GAP / 2) for island in islands]
    reach = np.asarray([_SPACING / 2 + float(np.sqrt((spots**2).sum(axis=1)).max()) for spots in inside])
    centres = _apart(_field(between, list(range(len(islands)))) * float(reach.mean()) / _SPACING, reach)
    row = {one: number for number, one in enumerate(order)}
    laid = np.zeros((len(order), 2))
    for island, spots, centre in zip(islands, inside, centres, strict=True):
        laid[[row[one] for one in island]] = spots + centre
    return laid


def _apart(spots: Positions, radii: Positions) -> Positions:
    """Pushes discs that overlap away from each other until none does, or for 20 to 40 rounds."""
    count = len(spots)
    turn = np.arange(count) * 2.399963  # the golden angle: two discs at one spot must part in some direction
    spots = spots + np.stack([np.cos(turn), np.sin(turn)], axis=1) * 0.01
    room = radii[:, None] + radii[None, :]
    for _ in range(40 if count < 400 else 20):
        across, down = spots[:, None, 0] - spots[None, :, 0], spots[:, None, 1] - spots[None, :, 1]
        distance = np.sqrt(across * across + down * down)
        np.fill_diagonal(distance, np.inf)
        short = np.clip(room - distance, 0.0, None)
        if not (short > 0.5).any():
            break
        push = 0.5 * short / distance
        spots = spots + np.stack([(across * push).sum(axis=1), (down * push).sum(axis=1)], axis=1)
    return spots


def _rows(boxes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The top left corners of boxes set in rows: the first box alone, the others below it.

    No row is wider than the first box or than a square of all the others.
    """
    if not boxes:
        return []
    rest = math.sqrt(sum(width * height for width, height in boxes[1:]))
    limit = max(boxes[0][0], rest)
    corners = [(0.0, 0.0)]
    x, y, deep = 0.0, boxes[0][1], 0.0
    for width, height in boxes[1:]:
        if x and x + width > limit:
            x, y, deep = 0.0, y + deep, 0.0
        corners.append((x, y))
        x, deep = x + width, max(deep, height)
    return corners
