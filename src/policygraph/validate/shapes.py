"""SHACL on the default graph, by the shapes of `ontology/shapes.ttl`."""

from pyoxigraph import DefaultGraph, RdfFormat, Store
from rdflib import SH, BNode, Graph
from rdflib.term import Node

from policygraph import registry, resources
from policygraph.errors import StoreError
from policygraph.validate import builtin
from policygraph.validate.report import ENGINES, Finding, Violation
from policygraph.validate.terms import Rows, text

SHAPES = "https://w3id.org/policygraph/shapes#"


def check(store: Store, engine: str = "builtin") -> Finding:
    """Validate the default graph with the SHACL engine named. Raises StoreError, UnknownNameError.

    What `builtin` does not know is left to pyshacl, and a note of the finding says why.
    """
    if engine not in ENGINES:
        raise registry.unknown("SHACL engine", engine, ENGINES)
    shapes = load_shapes()
    counts = focus_counts(shapes, store)
    if not any(counts.values()):
        # An engine that sees no data says 'conforms', whether the graph is empty or was handed over wrongly.
        raise StoreError(
            "the default graph holds nothing of the contract, so there is nothing to validate",
            remedy="Build a graph first: policygraph build SOURCE -o GRAPH",
        )
    notes: tuple[str, ...] = ()
    if engine == "builtin":
        try:
            return Finding(violations=builtin.check(store, shapes, _named(shapes)), counts=counts, skipped={})
        except builtin.UnsupportedError as reason:
            notes = (f"pyshacl validated in place of the built-in engine: {reason}",)
    return Finding(violations=reference(store, shapes), counts=counts, skipped={}, notes=notes)


def reference(store: Store, shapes: Graph) -> tuple[Violation, ...]:
    """What pyshacl, the reference engine, finds in the default graph."""
    return _violations(_pyshacl(default_graph(store), shapes), shapes)


def load_shapes() -> Graph:
    """The shipped shapes."""
    # Engines read the shapes again for every resource; a store without contexts answers faster.
    return Graph(store="SimpleMemory").parse(resources.ontology("shapes.ttl"), format="turtle")


def default_graph(store: Store) -> Graph:
    """A copy in memory of the default graph of `store`.

    pyshacl on oxrdflib's view of the store takes seventy times as long, and wrongly rejects strings: the view
    gives them the datatype xsd:string, which rdflib holds to be another term than a plain literal.
    """
    lines = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    assert lines is not None, "dump returns bytes unless it is given an output"
    return Graph(bind_namespaces="none").parse(data=lines, format="nt")


def focus_counts(shapes: Graph, store: Store) -> dict[str, int]:
    """How many resources of the default graph of `store` each shape is about, by the shape's name."""
    rows, counts = Rows(store), {}
    for shape, name in _named(shapes).items():
        focus = builtin.targets(shapes, shape)
        ((count,),) = rows(f"SELECT (COUNT(DISTINCT {focus.variable}) AS ?n) {{ {focus.pattern} }}")
        counts[name] = int(text(count))
    return counts


def _named(shapes: Graph) -> dict[Node, str]:
    """The shapes that have a target, with their names."""
    targeted = {*shapes.subjects(SH.targetClass, None), *shapes.subjects(SH.targetSubjectsOf, None)}
    return {shape: str(shape).removeprefix(SHAPES) for shape in targeted}


def _pyshacl(data: Graph, shapes: Graph) -> Graph:
    """The report graph of pyshacl, the reference engine."""
    import pyshacl  # noqa: PLC0415 - half a second, and the built-in engine does without

    results: Graph
    _conforms, results, _text = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
    return results


def _violations(results: Graph, shapes: Graph) -> tuple[Violation, ...]:
    owner = _named(shapes)
    owner |= {part: name for shape, name in owner.items() for part in shapes.objects(shape, SH.property)}
    return tuple(
        Violation(
            focus=_text(results.value(result, SH.focusNode)),
            shape=owner[source],
            path=_path(results.value(result, SH.resultPath), shapes),
            value=_text(results.value(result, SH.value)),
            message="; ".join(sorted(str(m) for m in results.objects(result, SH.resultMessage))),
        )
        for result in results.objects(None, SH.result)
        for source in results.objects(result, SH.sourceShape)
    )


def _text(term: Node | None) -> str:
    # The label of a blank node changes from run to run.
    return "" if term is None else "[]" if isinstance(term, BNode) else str(term)


def _path(path: Node | None, shapes: Graph) -> str:
    """A SHACL path as text: an IRI, '^' and the IRI read backwards, or alternatives joined by '|'."""
    if not isinstance(path, BNode):
        return _text(path)
    if (inverse := shapes.value(path, SH.inversePath)) is not None:
        return f"^{_path(inverse, shapes)}"
    alternatives = shapes.value(path, SH.alternativePath)
    assert alternatives is not None, "the shapes use inverse and alternative paths only"
    return "|".join(_path(part, shapes) for part in shapes.items(alternatives))
