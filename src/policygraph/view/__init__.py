"""A graph as one HTML file that opens by a double click, offline, with the sentence behind every edge."""

from policygraph.view.graph import load
from policygraph.view.page import write
from policygraph.view.parts import ViewGraph

__all__ = ["ViewGraph", "load", "write"]
