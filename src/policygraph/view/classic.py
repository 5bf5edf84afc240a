"""What the plain page draws: the entities and relations of the full one, each with its own words and colours."""

from policygraph.view import style
from policygraph.view.payload import Json, Payload

# Vis-network's names of our shapes; it has no pentagon.
_SHAPES = {"circle": "dot", "triangle-down": "triangleDown", "pentagon": "triangleDown"}


def drawn(shown: Payload) -> tuple[list[Json], list[Json]]:
    """Nodes and edges in the form of vis-network, which sets the texts under the pointer as text, never as HTML."""
    told, kinds = shown.told, style.load().table["kinds"]
    nodes = []
    for node in shown.nodes:
        entity = told["entities"][node["id"]]
        kind = kinds[entity["kind"]]
        nodes.append(
            {
                **node,
                "label": entity["label"],
                "title": "\n".join([kind["label"], entity["label"], *entity["aliases"]]),
                "color": kind["colour"],
                "shape": _SHAPES.get(kind["shape"], kind["shape"]),
            }
        )
    known = {edge["id"]: edge for edge in told["edges"]}
    edges = []
    for line in shown.edges:
        if max(line["from"], line["to"]) < len(nodes):
            edge = known[line["id"]]
            sentences = [told["sentences"][one["sentence"]]["text"] for one in edge["evidence"]]
            first = next(filter(None, sentences), "")
            edges.append({**line, "title": "\n".join(filter(None, [edge["label"], first]))})
    return nodes, edges[: told["limits"]["edges"]]
