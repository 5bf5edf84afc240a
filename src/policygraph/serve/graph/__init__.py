"""The API that the viewer explores a graph by, part by part (see `view.shell`)."""

from policygraph.serve.graph.reader import GraphReader
from policygraph.serve.graph.web import API, routes

__all__ = ["API", "GraphReader", "routes"]
