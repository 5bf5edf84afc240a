"""The store to files; one module a format.

Each has `write(store, stream, *, plain, prefixes)`: the graph in `store` to `stream`, the same bytes whatever
the order it was loaded in. `plain` leaves out claims, evidence, candidates and NIF strings; `prefixes` are
ours and no other. Turtle, N-Triples, JSON-LD and RDF/XML give the default graph, N-Quads and TriG the named
graphs. A module with `RDF12 = True` takes `rdf12` too, and then says of each claim what it reifies.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from policygraph import query, registry
from policygraph.errors import OutputError, QueryError
from policygraph.export._remote import PROTOCOLS as PROTOCOLS
from policygraph.export._remote import Pushed as Pushed
from policygraph.export._remote import push as push

if TYPE_CHECKING:
    from policygraph.store import Store


NAMED_GRAPHS = ("nquads", "trig")  # give the named graphs; every other format gives the default graph


def constructed(store: "Store", text: str, form: str) -> ox.Store:
    """A store in memory of what the CONSTRUCT or DESCRIBE `text` gives, to be written in the format `form`.

    Raises QueryError if the query is not allowed or of another form, or if the format needs named graphs.
    """
    if form in NAMED_GRAPHS:
        raise QueryError(
            f"{form} gives the documents' graphs, and the answer of a query is none of them",
            remedy="Use turtle, ntriples, jsonld or rdfxml",
        )
    result = query.run(store, text).result
    if not isinstance(result, ox.QueryTriples):
        raise QueryError("the answer of SELECT or ASK is no graph", remedy="Ask by CONSTRUCT")
    made = ox.Store()
    try:
        made.extend(ox.Quad(*triple) for triple in result)
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query can't be answered: {error}") from error
    return made


def write(
    store: "Store",
    form: str,
    target: Path | None,
    *,
    plain: bool = False,
    rdf12: bool = False,
    part: ox.Store | None = None,
) -> None:
    """Writes the graph in the format `form` to the file `target`, or to standard output for None.

    `part` is written in place of the whole graph. `rdf12` adds the triple that each claim reifies. The file is there
    whole or not at all: it is written beside `target` and then put in its place.

    Raises:
        UnknownNameError: there is no such format.
        OutputError: the file can't be written, or the graph can't be said in the format or with the options.
    """
    exporter = registry.load("export", form)
    if rdf12 and not getattr(exporter, "RDF12", False):
        raise OutputError(
            "the format has no triple terms of RDF 1.2", where=form, remedy="Use turtle, ntriples, nquads or trig"
        )
    if rdf12 and plain:
        raise OutputError("--plain leaves out the claims that --rdf12 is about", remedy="Give one of them")
    options = {"rdf12": True} if rdf12 else {}

    def fill(stream: BinaryIO) -> None:
        exporter.write(store.rdf if part is None else part, stream, plain=plain, prefixes=store.prefixes, **options)

    if target is None:
        fill(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    if target.is_dir():
        raise OutputError("this is a folder", where=str(target), remedy="Name a file")
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as stream:
            fill(stream)
        draft.replace(target)
    except OSError as error:
        raise OutputError(
            f"the file can't be written: {error.strerror or error}",
            where=str(target),
            remedy="See to the folder, its permissions and the disk's space",
        ) from error
    finally:
        draft.unlink(missing_ok=True)
