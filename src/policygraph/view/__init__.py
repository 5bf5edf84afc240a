"""A graph as one HTML file that opens by a double click, offline, with the sentence behind every edge."""

from policygraph.view.graph import load
from policygraph.view.page import shell, write
from policygraph.view.parts import ViewGraph
from policygraph.view.payload import data

__all__ = ["ViewGraph", "data", "load", "shell", "write"]
