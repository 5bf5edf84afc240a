"""The graph as an analyst asks it: names to entities, claims with their sentences, paths, neighbourhoods.

All of it reads the default graph and comes back sorted, so that the same graph gives the same answer.
"""

from policygraph.analyse.around import reach, subgraph
from policygraph.analyse.claims import Rested, claims_about, independent
from policygraph.analyse.names import Found, find, find_one
from policygraph.analyse.networks import Hop, focus, path, to_networkx
from policygraph.analyse.statements import Attributed, by_topic, statements_about, statements_by

__all__ = [
    "Attributed",
    "Found",
    "Hop",
    "Rested",
    "by_topic",
    "claims_about",
    "find",
    "find_one",
    "focus",
    "independent",
    "path",
    "reach",
    "statements_about",
    "statements_by",
    "subgraph",
    "to_networkx",
]
