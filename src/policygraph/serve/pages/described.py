"""A resource as RDF: what the graph says of it, and in which other resources' triples it stands."""

import io
from itertools import islice

import pyoxigraph as ox

from policygraph import registry, vocab
from policygraph.serve.formats import Format
from policygraph.serve.snapshot import Moment

MOST = 5_000  # triples in which it stands as the subject, and as the object
_DEFAULT = ox.DefaultGraph()


def described(moment: Moment, iri: str) -> tuple[ox.Store, bool]:
    """The triples about the resource, and those that lead to it; whether these are all.

    Empty if nothing is said of it.
    """
    part, term, whole = ox.Store(), ox.NamedNode(iri), True
    for subject, value in ((term, None), (None, term)):
        found = list(islice(moment.store.quads_for_pattern(subject, None, value, _DEFAULT), MOST + 1))
        if subject is not None and not found:
            break  # nothing is said of it, so that it is nothing
        part.extend(found[:MOST])
        whole = whole and len(found) <= MOST
    return part, whole


def written(part: ox.Store, form: Format, base: str) -> bytes:
    """Triples in a format of graphs, the same bytes for the same triples. Raises OutputError if it can't say them."""
    writer = registry.load("export", form.name)
    stream = io.BytesIO()
    writer.write(part, stream, plain=False, prefixes=vocab.prefixes(base))
    return stream.getvalue()
