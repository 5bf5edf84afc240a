import itertools
import math

import networkx as nx
import pytest

from policygraph.view.layout import positions


def clear(spots: list[tuple[int, int]], least: float) -> bool:
    return all(math.dist(one, other) >= least for one, other in itertools.combinations(spots, 2))


def test_nothing_has_no_positions() -> None:
    assert positions([], []) == []


def test_positions_are_whole_and_the_same_again() -> None:
    edges = [(0, 1), (1, 2), (2, 0), (2, 3)]
    first = positions([10] * 4, edges)
    assert all(isinstance(value, int) for spot in first for value in spot)
    assert positions([10] * 4, reversed(edges)) == first


def test_direction_loops_and_parallels_change_nothing() -> None:
    assert positions([10] * 3, [(0, 1), (1, 2)]) == positions([10] * 3, [(1, 0), (0, 1), (1, 2), (2, 2)])


@pytest.mark.parametrize(
    "graph",
    [nx.complete_graph(60), nx.star_graph(80), nx.path_graph(70), nx.empty_graph(50)],
    ids=["clique", "star", "path", "strangers"],
)
def test_no_two_entities_overlap(graph: nx.Graph) -> None:
    assert clear(positions([12] * len(graph), graph.edges), 24)


def test_a_large_part_is_laid_out_by_communities() -> None:
    # Ten cliques of forty in a ring: those of one must stand nearer together than to another.
    graph = nx.ring_of_cliques(10, 40)
    spots = positions([10] * 400, graph.edges)
    assert clear(spots, 20)
    inside = max(math.dist(spots[0], spots[other]) for other in range(40))
    across = min(math.dist(spots[0], spots[other]) for other in range(200, 240))
    assert inside < across


def test_parts_do_not_mix() -> None:
    both = nx.disjoint_union(nx.complete_graph(30), nx.path_graph(10))
    spots = positions([10] * 40, both.edges)
    lowest = max(y for _, y in spots[:30])
    assert all(y > lowest for _, y in spots[30:])
