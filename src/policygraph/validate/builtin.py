"""A SHACL engine for what `shapes.ttl` uses: quick, since it looks at a whole graph property by property.

It reads any shapes, and says of a kind of constraint that it does not know that it does not. pyshacl is the
reference: the tests hold both to the same findings.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import Store
from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from policygraph.validate.report import Violation
from policygraph.validate.terms import Triples, has_datatype, in_order, text

# A value breaks a constraint, whatever it is the value of.
Test = Callable[[bytes], bool]
# Of a resource and its values, those that break a constraint; None stands for 'the whole'.
Check = Callable[[bytes, list[bytes]], Iterable[bytes | None]]

_TRUE = Literal("true", datatype=XSD.boolean)
_TYPE = f"<{RDF.type}>".encode()
# Told elsewhere, or together with another parameter.
_SILENT = {
    RDF.type, SH.path, SH.message, SH.targetClass, SH.targetSubjectsOf, SH.property, SH.ignoredProperties,
    SH.closed, SH.qualifiedValueShape, SH.qualifiedMinCount, SH.qualifiedMaxCount,
}  # fmt: skip


class UnsupportedError(Exception):
    """The shapes or the graph have something that this engine does not know."""


def check(store: Store, shapes: Graph, names: dict[Node, str]) -> tuple[Violation, ...]:
    """What in the default graph breaks the shapes in `names`. Raises UnsupportedError."""
    data = Triples(store)
    if f"<{RDFS.subClassOf}>".encode() in data.by:
        raise UnsupportedError("the graph has classes of its own under others (rdfs:subClassOf)")
    compiler = _Compiler(shapes, data)
    return tuple(violation for shape, name in names.items() for violation in compiler.violations(shape, name))


class _Compiler:
    """Shapes as functions over `data`; what a shape says of a term is remembered."""

    def __init__(self, shapes: Graph, data: Triples) -> None:
        self._shapes, self._data = shapes, data
        self._tests: dict[Node, Test] = {}

    def violations(self, shape: Node, name: str) -> Iterator[Violation]:
        focus = self._focus(shape)
        for part in (shape, *self._shapes.objects(shape, SH.property)):
            if not self._checks(part) and not self._is_closed(part):
                continue
            message = self._shapes.value(part, SH.message)
            if message is None:
                raise UnsupportedError(f"a part of the shape {name} has no sh:message")
            path = self._shapes.value(part, SH.path)
            told, values = self._told(path), self._values(path)
            found = [
                (resource, told, value)
                for constraint in self._checks(part)
                for resource in focus
                for value in constraint(resource, values(resource))
            ]
            for resource, where, value in (*found, *self._beyond(part, focus)):
                yield Violation(
                    focus=text(resource),
                    shape=name,
                    path=where,
                    value="" if value is None else text(value),
                    message=str(message),
                )

    def _focus(self, shape: Node) -> list[bytes]:
        found: dict[bytes, None] = {}
        for kind in self._shapes.objects(shape, SH.targetClass):
            found |= dict.fromkeys(self._data.back(_TYPE).get(_bytes(kind), ()))
        for edge in self._shapes.objects(shape, SH.targetSubjectsOf):
            found |= dict.fromkeys(self._data.by.get(_bytes(edge), ()))
        return list(found)

    def _is_closed(self, shape: Node) -> bool:
        return (shape, SH.closed, _TRUE) in self._shapes

    def _beyond(self, shape: Node, focus: Iterable[bytes]) -> Iterator[tuple[bytes, str, bytes]]:
        """Of a closed shape, the properties that resources have beside those it names."""
        if not self._is_closed(shape):
            return
        named = {self._shapes.value(part, SH.path) for part in self._shapes.objects(shape, SH.property)}
        named |= {*self._list(self._shapes.value(shape, SH.ignoredProperties))}
        allowed = {_bytes(path) for path in named if isinstance(path, URIRef)}
        for predicate in self._data.by.keys() - allowed:
            index = self._data.by[predicate]
            for resource in focus:
                for value in index.get(resource, ()):
                    yield resource, text(predicate), value

    def _list(self, head: Node | None) -> list[Node]:
        return [] if head is None else list(self._shapes.items(head))

    # ---- Paths

    def _values(self, path: Node | None) -> Callable[[bytes], list[bytes]]:
        if path is None:
            return lambda resource: [resource]
        if isinstance(path, URIRef):
            index = self._data.by.get(_bytes(path), {})
        elif (inverse := self._shapes.value(path, SH.inversePath)) is not None:
            index = self._data.back(_bytes(inverse))
        elif (choice := self._shapes.value(path, SH.alternativePath)) is not None:
            parts = [self._values(part) for part in self._shapes.items(choice)]
            return lambda resource: list(dict.fromkeys(value for part in parts for value in part(resource)))
        elif (self._shapes.value(path, RDF.first)) is not None:
            return self._sequence([self._values(part) for part in self._shapes.items(path)])
        else:
            raise UnsupportedError("a path is no property, inverse, alternative or sequence")
        none: list[bytes] = []
        return lambda resource: index.get(resource, none)

    def _sequence(self, steps: list[Callable[[bytes], list[bytes]]]) -> Callable[[bytes], list[bytes]]:
        def follow(resource: bytes) -> list[bytes]:
            reached = [resource]
            for step in steps:
                reached = list(dict.fromkeys(value for one in reached for value in step(one)))
            return reached

        return follow

    def _told(self, path: Node | None) -> str:
        if not isinstance(path, BNode):
            return str(path or "")
        if (inverse := self._shapes.value(path, SH.inversePath)) is not None:
            return f"^{self._told(inverse)}"
        if self._shapes.value(path, SH.alternativePath) is None:
            raise UnsupportedError("a path with a message is neither a property nor an inverse or alternative one")
        return "|".join(self._told(part) for part in self._list(self._shapes.value(path, SH.alternativePath)))

    # ---- Constraints

    def _checks(self, shape: Node) -> list[Check]:
        """The constraints that stand directly on a shape."""
        made: list[Check] = []
        for kind, value in self._shapes.predicate_objects(shape):
            if kind not in _SILENT:
                made.append(self._check(kind, value))
        return made + self._qualified(shape)

    def _check(self, kind: Node, value: Node) -> Check:
        if kind == SH.minCount:
            least = int(str(value))
            return lambda _, values: (None,) if len(values) < least else ()
        if kind == SH.maxCount:
            most = int(str(value))
            return lambda _, values: (None,) if len(values) > most else ()
        if kind == SH.hasValue:
            needed = _bytes(value)
            return lambda _, values: () if needed in values else (None,)
        if kind in (SH.lessThan, SH.lessThanOrEquals):
            others, equal = self._values(value), kind == SH.lessThanOrEquals
            return lambda resource, values: [
                one for one in values for other in others(resource) if not in_order(one, other, equal=equal)
            ]
        passes = self._test(kind, value)
        return lambda _, values: [one for one in values if not passes(one)]

    def _qualified(self, shape: Node) -> list[Check]:
        wanted = self._shapes.value(shape, SH.qualifiedValueShape)
        if wanted is None:
            return []
        passes = self._conforms(wanted)
        low, high = (self._shapes.value(shape, kind) for kind in (SH.qualifiedMinCount, SH.qualifiedMaxCount))
        least, most = int(str(low or 0)), None if high is None else int(str(high))

        def wrong(_: bytes, values: list[bytes]) -> tuple[None, ...]:
            found = sum(map(passes, values))
            return (None,) if found < least or (most is not None and found > most) else ()

        return [wrong]

    def _test(self, kind: Node, value: Node) -> Test:
        if kind == SH["class"]:
            members = {*self._data.back(_TYPE).get(_bytes(value), ())}
            return members.__contains__
        if kind == SH.datatype:
            datatype = str(value)
            return lambda term: has_datatype(term, datatype)
        if kind == SH["in"]:
            return {_bytes(one) for one in self._shapes.items(value)}.__contains__
        if kind == SH.pattern:
            pattern = re.compile(str(value))
            return lambda term: not term.startswith(b"_:") and bool(pattern.search(text(term)))
        if kind == SH.minLength:
            least = int(str(value))
            return lambda term: not term.startswith(b"_:") and len(text(term)) >= least
        if kind == SH.minInclusive:
            bound = _bytes(value)
            return lambda term: in_order(bound, term, equal=True)
        if kind == SH.maxInclusive:
            bound = _bytes(value)
            return lambda term: in_order(term, bound, equal=True)
        return self._shape_test(kind, value)

    def _shape_test(self, kind: Node, value: Node) -> Test:
        if kind == SH.nodeKind and value == SH.IRI:
            return lambda term: term.startswith(b"<")
        if kind == SH.node:
            return self._conforms(value)
        if kind == SH["not"]:
            refused = self._conforms(value)
            return lambda term: not refused(term)
        if kind == SH["or"]:
            choices = [self._conforms(one) for one in self._shapes.items(value)]
            return lambda term: any(passes(term) for passes in choices)
        raise UnsupportedError(f"the shapes use {kind} {value}")

    def _conforms(self, shape: Node) -> Test:
        """Whether a term keeps a shape and the shapes of its properties."""
        if shape in self._tests:
            return self._tests[shape]
        if self._is_closed(shape):
            raise UnsupportedError("a shape within a shape is closed")
        checks = []
        for part in (shape, *self._shapes.objects(shape, SH.property)):
            values = self._values(self._shapes.value(part, SH.path))
            checks += [(values, constraint) for constraint in self._checks(part)]
        known: dict[bytes, bool] = {}

        def passes(term: bytes) -> bool:
            if term not in known:
                known[term] = not any(True for values, wrong in checks for _ in wrong(term, values(term)))
            return known[term]

        self._tests[shape] = passes
        return passes


def _bytes(term: Node) -> bytes:
    """A term of the shapes as pyoxigraph writes it."""
    written = term.n3()
    return str(written).removesuffix(f"^^<{XSD.string}>").encode()
