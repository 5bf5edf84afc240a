"""What the viewer's page costs by size, on invented graphs: `python bench/viewer.py [ENTITIES …]`.

Two tables. By size: CPU seconds to read the graph, to write its page and, of that, to lay it out; the size of the HTML;
for small ones, seconds of pyvis's own export of the same graph. Then each budget of the page in Chromium
(bench/viewer_browser.py), ours beside stock pyvis's page of the same graph with its physics, where that comes to rest;
the ratio is ours to pyvis's. With --layouts, force layouts beside each other: seconds, and the stress of their best
scale (Kamada and Kawai 1989: lower is better) on the largest connected part.
"""

import importlib.util
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import networkx as nx
import numpy as np
import viewer_browser
from pyvis.network import Network
from viewer_browser import Cost

from policygraph import view
from policygraph.view import layout
from policygraph.view.page import write
from policygraph.view.parts import ViewGraph

Result = TypeVar("Result")
SIZES = (100, 1000, 5000, 20000, 50000)
STOCK = 1000  # pyvis's own export takes a minute at 20,000
AT_THE_CAP = 2000  # the largest graph of which all that may be drawn is drawn on request
GENERATOR = Path(__file__).parents[1] / "tests" / "unit" / "view" / "synthetic.py"


def timed(make: Callable[[], Result]) -> tuple[Result, float]:
    """What `make` gives, and the CPU seconds it took."""
    begun = time.process_time()
    made = make()
    return made, time.process_time() - begun


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


def stock(graph: ViewGraph) -> tuple[str, float]:
    """Pyvis's page by its own template, its scripts inside and its physics on, and the seconds to write it."""

    def export() -> str:
        network = Network(directed=True, cdn_resources="in_line")
        for entity in graph.entities:
            network.add_node(entity.iri, label=entity.label)
        for edge in graph.edges:
            network.add_edge(edge.subject, edge.object, title=edge.label)
        return str(network.generate_html())

    return timed(export)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A page, what it took to write and what it takes to read."""

    entities: int
    page: str
    export: float
    cost: Cost

    def figures(self) -> dict[str, float | None]:
        """By budget; None where it was not measured."""
        scripts = re.findall(r"<script[^>]*>(.*?)</script>", self.page, re.DOTALL)
        return {
            "export, CPU s": self.export,
            "HTML, MB": len(self.page.encode()) / 1e6,
            "scripts, kB": sum(len(one.encode()) for one in scripts if "const POLICYGRAPH =" not in one) / 1e3,
            "to interactive, main CPU s": self.cost.main,
            "  of it in scripts": self.cost.script,
            "  of it style and layout": self.cost.layout,
            "  other threads and GPU process": self.cost.drawing,
            "heap, MB": self.cost.heap,
            "pan as it opens, main ms a move": self.cost.pan,
            "first letter searched, main ms": self.cost.first_key,
            "next letters, at most, main ms": self.cost.next_key,
        }


# By budget: up to so many entities, at most so much.
BUDGETS: dict[str, tuple[tuple[int, float], ...]] = {
    "export, CPU s": ((1000, 1), (20000, 8), (50000, 25)),
    "HTML, MB": ((1000, 1.5), (20000, 12)),
    "scripts, kB": ((50000, 850),),
    "to interactive, main CPU s": ((1000, 0.5), (20000, 1.5)),
    "heap, MB": ((20000, 150),),
    "pan as it opens, main ms a move": ((50000, 16),),
    "first letter searched, main ms": ((50000, 50),),
    "next letters, at most, main ms": ((50000, 50),),
    "pan of all drawn, main ms a move": ((AT_THE_CAP, 16),),
}


def sizes(counts: Iterable[int]) -> None:
    """Print the table of sizes, then that of budgets."""
    print("entities  relations  read s  write s  of it layout s  export s  HTML MB  stock pyvis s")
    with tempfile.TemporaryDirectory() as folder:
        pairs = [_measured(count, Path(folder)) for count in counts]
        print(f"\n{'':36} {'entities':>8} {'ours':>8} {'at most':>8}      {'stock pyvis':>12} {'ratio':>6}")
        for own, other in pairs:
            told = {} if other is None else other.figures()
            told.pop("scripts, kB", None)  # pyvis's hold its data
            for name, figure in own.figures().items():
                if figure is not None:
                    print(_line(name, own.entities, figure, told.get(name), tried=other is not None))
        for line in _at_the_cap(Path(folder)):
            print(line)


def _measured(count: int, folder: Path) -> tuple[Measured, Measured | None]:
    """Our page and, of a small graph, pyvis's; prints the line of its size."""
    graph, read = graph_of(count)
    page, written, spent = laid_out(graph)
    beside, pyvis = "            –", None
    if count <= STOCK:
        html, seconds = stock(graph)
        beside = f"{seconds:13.2f}"
        cost = viewer_browser.stock(_saved(folder / "stock.html", html))
        pyvis = Measured(entities=len(graph.entities), page=html, export=seconds, cost=cost)
    print(
        f"{len(graph.entities):8} {len(graph.edges):10} {read:7.2f} {written:8.2f} {spent:15.2f}"
        f" {read + written:9.2f} {len(page.encode()) / 1e6:8.2f} {beside}",
        flush=True,
    )
    cost = viewer_browser.ours(_saved(folder / "page.html", page))
    return Measured(entities=len(graph.entities), page=page, export=read + written, cost=cost), pyvis


def _at_the_cap(folder: Path) -> Iterator[str]:
    """As many drawn as ever are at once."""
    path = _saved(folder / "page.html", write(graph_of(AT_THE_CAP)[0]))
    entities, edges, cost = viewer_browser.all_drawn(path)
    assert cost.pan is not None
    assert cost.main is not None
    yield _line("pan of all drawn, main ms a move", entities, cost.pan, None, tried=False)
    yield f"All drawn: {entities:,} entities and {edges:,} relations, {cost.main:.2f} CPU s of the main thread more"


def _saved(path: Path, html: str) -> Path:
    path.write_text(html, encoding="utf-8")
    return path


def _line(name: str, entities: int, figure: float, other: float | None, *, tried: bool) -> str:
    """A row of the table of budgets."""
    limit = next((most for size, most in BUDGETS.get(name, ()) if entities <= size), None)
    beside = "–" if other is None else f"{other:.2f}"
    if other is None and tried and "main CPU" in name:
        beside = f"not stable after {viewer_browser.PATIENCE} s"
    return (
        f"{name:36} {entities:8} {figure:8.2f} {'' if limit is None else limit:>8}"
        f" {'' if limit is None else 'ok' if figure <= limit else 'over':4} {beside:>12}"
        f" {f'{figure / other:.3f}' if other and limit else '':>6}"
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
