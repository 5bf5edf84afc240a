"""Whether a built graph keeps the contract: SHACL on the default graph, and what SHACL can't see.

The shapes are `ontology/shapes.ttl`. Text offsets, claims behind edges, blank nodes and document IRIs are
checked in our own code, since they need named graphs, NIF strings or hashes.
"""

from pyoxigraph import Store

from policygraph.validate import claims, texts
from policygraph.validate.report import ENGINES, Report, Violation, join

__all__ = ["ENGINES", "Report", "Violation", "validate"]


def validate(store: Store, *, engine: str = "builtin") -> Report:
    """Validate all graphs of `store`, which is only read. `engine` names the SHACL engine:
    builtin, or pyshacl, the reference, which takes many times as long.

    Raises StoreError if the default graph holds nothing to validate, UnknownNameError for an unknown engine.
    """
    from policygraph.validate import shapes  # noqa: PLC0415 - imports rdflib, a third of a second

    return join(
        (
            shapes.check(store, engine),
            claims.check_edges(store),
            claims.check_blank_nodes(store),
            *texts.check(store),
        )
    )
