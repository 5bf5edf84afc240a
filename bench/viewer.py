"""What the viewer's page costs by size, on invented graphs: `python bench/viewer.py [ENTITIES …]`.

For each size: seconds to read the graph, to write its page and, of that, to lay it out; the size of the HTML; for small
ones, seconds of pyvis's own export of the same graph. With --layouts, force layouts beside each other: seconds, and the
stress of their best scale (Kamada and Kawai 1989: lower is better) on the largest connected part.
"""

import importlib.util
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import networkx as nx
import numpy as np
from pyvis.network import Network

from policygraph import view
from policygraph.view import layout
from policygraph.view.page import write
from policygraph.view.parts import ViewGraph

Result = TypeVar("Result")
SIZES = (100, 1000, 5000, 20000, 50000)
STOCK = 1000  # pyvis's own export takes a minute at 20,000
GENERATOR = Path(__file__).parents[1] / "tests" / "unit" / "view" / "synthetic.py"


def timed(make: Callable[[], Result]) -> tuple[Result, float]:
    """What `make` gives, and the seconds it took."""
    begun = time.perf_counter()
    made = make()
    return made, time.perf_counter() - begun


def graph_of(entities: int) -> tuple[ViewGraph, float]:
    """The synthetic graph of the viewer's tests, and the seconds to read it from its store."""
    spec = importlib.util.spec_from_file_location("synthetic_view", GENERATOR)
    assert spec is not None
    assert spec.loader is not None
    synthetic = importlib.util.module_from_spec(spec)
    sys.modules["synthetic_view"] = synthetic
    spec.loader.exec_module(synthetic)
    store = synthetic.store(entities)
    return timed(lambda: view.load(store))


def stock(graph: ViewGraph) -> float:
    """Seconds of pyvis's export with its own template, its scripts inside."""

    def export() -> str:
        network = Network(directed=True, cdn_resources="in_line")
        for entity in graph.entities:
            network.add_node(entity.iri, label=entity.label)
        for edge in graph.edges:
            network.add_edge(edge.subject, edge.object, title=edge.label)
        return str(network.generate_html())

    return timed(export)[1]


def laid_out(graph: ViewGraph) -> tuple[str, float, float]:
    """The page, the seconds to write it, and those of them that went into positions."""
    spent = 0.0
    real = layout.positions

    def counted(radii: Any, edges: Any) -> list[tuple[int, int]]:
        nonlocal spent
        spots, seconds = timed(lambda: real(radii, edges))
        spent += seconds
        return spots

    layout.positions = counted
    try:
        page, seconds = timed(lambda: write(graph))
    finally:
        layout.positions = real
    return page, seconds, spent


def sizes(counts: Iterable[int]) -> None:
    """Print the table of sizes."""
    print("entities  relations  read s  write s  of it layout s  export s  HTML MB  stock pyvis s")
    for count in counts:
        graph, read = graph_of(count)
        page, written, spent = laid_out(graph)
        beside = f"{stock(graph):13.2f}" if count <= STOCK else "            –"
        print(
            f"{len(graph.entities):8} {len(graph.edges):10} {read:7.2f} {written:8.2f} {spent:15.2f}"
            f" {read + written:9.2f} {len(page.encode()) / 1e6:8.2f} {beside}"
        )


def layouts() -> None:
    """Print force layouts beside each other."""
    print("entities  layout                 s  stress")
    for count in (100, 340):
        graph, _ = graph_of(count)
        place = {entity.iri: number for number, entity in enumerate(graph.entities)}
        whole = nx.Graph()
        whole.add_edges_from((place[e.subject], place[e.object]) for e in graph.edges if e.subject != e.object)
        part = nx.convert_node_labels_to_integers(whole.subgraph(max(nx.connected_components(whole), key=len)))
        rounds = max(50, 12000 // len(part))
        candidates: dict[str, Callable[[], dict[int, Any]]] = {
            "ours": lambda: dict(enumerate(layout.positions([8] * len(part), part.edges))),  # noqa: B023 - called here
            "networkx spring": lambda: nx.spring_layout(part, seed=1, iterations=rounds),  # noqa: B023
            "networkx ForceAtlas2": lambda: nx.forceatlas2_layout(part, seed=1, max_iter=rounds),  # noqa: B023
            "networkx Kamada-Kawai": lambda: nx.kamada_kawai_layout(part),  # noqa: B023
        }
        for name, lay in candidates.items():
            spots, seconds = timed(lay)
            print(f"{len(part):8}  {name:22} {seconds:5.2f} {stress(part, spots):6.3f}")


def stress(graph: nx.Graph, spots: dict[int, Any]) -> float:
    """How far distances in the picture are from those in the graph, at the scale that fits best."""
    steps = np.asarray(nx.floyd_warshall_numpy(graph))
    laid = np.asarray([spots[one] for one in range(len(graph))], dtype=np.float64)
    far = np.sqrt(((laid[:, None] - laid[None]) ** 2).sum(axis=-1))
    apart = steps > 0
    ratio = far[apart] / steps[apart]
    return float(((ratio * (ratio.sum() / (ratio**2).sum()) - 1) ** 2).mean())


if __name__ == "__main__":
    if "--layouts" in sys.argv:
        layouts()
    else:
        sizes([int(one) for one in sys.argv[1:]] or SIZES)
