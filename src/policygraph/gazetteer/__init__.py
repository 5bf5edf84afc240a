"""The gazetteer: names with ids, of places, jurisdictions, organizations and people."""

from policygraph.gazetteer.lookup import ExecutiveOrder, Gazetteer, Record, Term
from policygraph.gazetteer.names import fold

__all__ = ["ExecutiveOrder", "Gazetteer", "Record", "Term", "fold"]
