"""The gazetteer: names with ids, of places, jurisdictions, organizations and people."""

from policygraph.gazetteer.lookup import Gazetteer, Record, Term
from policygraph.gazetteer.names import fold

__all__ = ["Gazetteer", "Record", "Term", "fold"]
