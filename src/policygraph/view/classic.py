"""What the plain page draws: the entities and relations of the full one, each with its own words and colours."""

from policygraph.view import style
from policygraph.view.payload import Json, Payload

# Vis-network's names of our shapes; it has no pentagon.
_SHAPES = {"circle": "dot", "triangle-down": "triangleDown", "pentagon": "triangleDown"}


def drawn(shown: Payload) -> tuple[list[Json], list[Json]]:
    """Nodes and edges in the form of vis-network, which sets the texts under the pointer as text, never as HTML.

    Of a graph too large to draw they are its groups, as the full page opens with them.
    """
    told = shown.told
    if told["groups"]:
        return [{**node, **_group(told["groups"][-1 - node["id"]])} for node in shown.nodes], told["groupLinks"]
    nodes = [{**node, **_entity(told["entities"][node["id"]])} for node in shown.nodes]
    known = {edge["id"]: edge for edge in told["edges"]}
    near = [line for line in shown.edges if max(line["from"], line["to"]) < len(nodes)]
    edges = [{**line, "title": _sentence(known[line["id"]], told)} for line in near]
    return nodes, edges[: told["limits"]["edges"]]


def _entity(entity: Json) -> Json:
    kind = style.load().table["kinds"][entity["kind"]]
    return {
        "label": entity["label"],
        "title": "\n".join([kind["label"], entity["label"], *entity["aliases"]]),
        "color": kind["colour"],
        "shape": _SHAPES.get(kind["shape"], kind["shape"]),
    }


def _group(group: Json) -> Json:
    return {"label": group["label"], "title": f"{group['label']}\n{group['count']} entities", "shape": "dot"}


def _sentence(edge: Json, told: Json) -> str:
    """How an edge reads, and the first sentence it rests on."""
    sentences = (told["sentences"][one["sentence"]]["text"] for one in edge["evidence"])
    return "\n".join(filter(None, [edge["label"], next(filter(None, sentences), "")]))
