"""The API that the viewer explores a graph by, part by part (see `view.shell`)."""

from policygraph.serve.graph.links import OutOfBoundsError
from policygraph.serve.graph.reader import GraphReader, NotYetError
from policygraph.serve.graph.search import Hit, find, near
from policygraph.serve.graph.web import API, routes

__all__ = ["API", "GraphReader", "Hit", "NotYetError", "OutOfBoundsError", "find", "near", "routes"]
