"""A SHACL engine for what `shapes.ttl` uses: quick, since it asks the store for what breaks a constraint.

Constraints become SPARQL queries that give only what is wrong, so that of a sound graph hardly a term is read from
disk; what SPARQL would compare otherwise than SHACL (patterns, datatypes, lengths) is tested here, on each distinct
value once. It reads any shapes, and says of a kind of constraint that it does not know that it does not. pyshacl is
the reference: the tests hold both to the same findings.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from pyoxigraph import Store
from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from policygraph.validate.report import Violation
from policygraph.validate.terms import Rows, has_datatype, in_order, text

_TRUE = Literal("true", datatype=XSD.boolean)
# Told elsewhere, or together with another parameter.
_SILENT = {
    RDF.type, SH.path, SH.message, SH.targetClass, SH.targetSubjectsOf, SH.property, SH.ignoredProperties,
    SH.closed, SH.qualifiedValueShape, SH.qualifiedMinCount, SH.qualifiedMaxCount,
}  # fmt: skip

_LOOKED_UP = 100


class UnsupportedError(Exception):
    """The shapes or the graph have something that this engine does not know."""


@dataclass(frozen=True, slots=True)
class Focus:
    """Terms of the graph: the values that `variable` has in a SPARQL graph pattern."""

    variable: str
    pattern: str


# Of a focus and the path to its values, (resource, value) where a constraint is broken; None stands for the whole.
Broken = Iterable[tuple[bytes, bytes | None]]
Check = Callable[[Focus, str], Broken]
# Of a focus, those terms that a shape or constraint refuses.
Refusal = Callable[[Focus], set[bytes]]


def _reached(path: str) -> Focus:
    """All that a SPARQL property path leads to, from wherever.

    A constraint says of a term what it says, whatever it is the value of: so it is asked of all values at once, and
    only if it refuses any does it matter whose they are.
    """
    return Focus("?value", f"?any {path} ?value .")


def check(store: Store, shapes: Graph, names: dict[Node, str]) -> tuple[Violation, ...]:
    """What in the default graph breaks the shapes in `names`. Raises UnsupportedError."""
    rows = Rows(store)
    if rows(f"SELECT ?x {{ ?x <{RDFS.subClassOf}> ?y }} LIMIT 1"):
        raise UnsupportedError("the graph has classes of its own under others (rdfs:subClassOf)")
    compiler = _Compiler(shapes, rows)
    return tuple(violation for shape, name in names.items() for violation in compiler.violations(shape, name))


def targets(shapes: Graph, shape: Node) -> Focus:
    """The resources that a shape is about."""
    classes = sorted(f"?r a {kind.n3()} ." for kind in shapes.objects(shape, SH.targetClass))
    subjects = sorted(f"?r {edge.n3()} ?any ." for edge in shapes.objects(shape, SH.targetSubjectsOf))
    first, *others = classes + subjects
    if not others:
        return Focus("?r", first)
    choices = " UNION ".join(f"{{ {one} }}" for one in (first, *others))
    return Focus("?r", f"{{ SELECT DISTINCT ?r {{ {choices} }} }}")


class _Compiler:
    """Shapes as queries over a graph."""

    def __init__(self, shapes: Graph, rows: Rows) -> None:
        self._shapes, self._rows = shapes, rows

    def violations(self, shape: Node, name: str) -> Iterator[Violation]:
        focus = targets(self._shapes, shape)
        for part in (shape, *self._shapes.objects(shape, SH.property)):
            checks = self._checks(part)
            if not checks and not self._is_closed(part):
                continue
            message = self._shapes.value(part, SH.message)
            if message is None:
                raise UnsupportedError(f"a part of the shape {name} has no sh:message")
            path = self._shapes.value(part, SH.path)
            told, along = self._told(path), self._path(path)
            found = [(one, told, value) for constraint in checks for one, value in constraint(focus, along)]
            for resource, where, value in (*found, *self._beyond(part, focus)):
                yield Violation(
                    focus=text(resource),
                    shape=name,
                    path=where,
                    value="" if value is None else text(value),
                    message=str(message),
                )

    def _is_closed(self, shape: Node) -> bool:
        return (shape, SH.closed, _TRUE) in self._shapes

    def _beyond(self, shape: Node, focus: Focus) -> Iterator[tuple[bytes, str, bytes]]:
        """Of a closed shape, the properties that resources have beside those it names."""
        if not self._is_closed(shape):
            return
        named = {self._shapes.value(part, SH.path) for part in self._shapes.objects(shape, SH.property)}
        named |= {*self._list(self._shapes.value(shape, SH.ignoredProperties))}
        allowed = ", ".join(sorted(path.n3() for path in named if isinstance(path, URIRef)))
        who = focus.variable
        strange = f"{focus.pattern} {who} ?p ?o FILTER(?p NOT IN ({allowed}))"
        for resource, predicate, value in self._rows(f"SELECT {who} ?p ?o {{ {strange} }}"):
            yield resource, text(predicate), value

    def _list(self, head: Node | None) -> list[Node]:
        return [] if head is None else list(self._shapes.items(head))

    # ---- Paths

    def _path(self, path: Node | None) -> str:
        """A path in the words of SPARQL; empty for a resource itself."""
        if path is None:
            return ""
        if isinstance(path, URIRef):
            return path.n3()
        if (inverse := self._shapes.value(path, SH.inversePath)) is not None:
            return f"^{self._path(inverse)}"
        if (choice := self._shapes.value(path, SH.alternativePath)) is not None:
            return f"({'|'.join(map(self._path, self._shapes.items(choice)))})"
        if self._shapes.value(path, RDF.first) is not None:
            return f"({'/'.join(map(self._path, self._shapes.items(path)))})"
        raise UnsupportedError("a path is no property, inverse, alternative or sequence")

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
            return partial(self._too_few, int(str(value)), "")
        if kind == SH.maxCount:
            return partial(self._too_many, int(str(value)), "")
        if kind == SH.hasValue:
            return partial(self._too_few, 1, _values("?v", [_bytes(value)]))
        if kind in (SH.lessThan, SH.lessThanOrEquals):
            return partial(self._unordered, self._path(value), kind == SH.lessThanOrEquals)
        return partial(self._refused, self._refusal(kind, value))

    def _refused(self, refusal: Refusal, focus: Focus, path: str) -> Broken:
        """The values that a constraint refuses."""
        if not path:
            return [(one, one) for one in refusal(focus)]
        if not (bad := refusal(_reached(path))):
            return []
        # Few bad values are looked up; a blank node can't be named in a query.
        which = _values("?v", bad) if len(bad) <= _LOOKED_UP and not any(one.startswith(b"_:") for one in bad) else ""
        who = focus.variable
        pairs = self._rows(f"SELECT DISTINCT {who} ?v {{ {focus.pattern} {who} {path} ?v {which} }}")
        return [(one, value) for one, value in pairs if value in bad]

    def _too_few(self, least: int, which: str, focus: Focus, path: str) -> Broken:
        if least < 1:
            return []
        who = focus.variable
        enough = f"{who} {path} ?v {which}"
        if least > 1:
            enough = f"{{ SELECT {who} {{ {enough} }} GROUP BY {who} HAVING (COUNT(DISTINCT ?v) >= {least}) }}"
        return self._wholes(f"SELECT {who} {{ {focus.pattern} MINUS {{ {enough} }} }}")

    def _too_many(self, most: int, which: str, focus: Focus, path: str) -> Broken:
        who = focus.variable
        if most == 0:
            return self._wholes(f"SELECT DISTINCT {who} {{ {focus.pattern} {who} {path} ?v {which} }}")
        many = f"SELECT {who} {{ {who} {path} ?v {which} }} GROUP BY {who} HAVING (COUNT(DISTINCT ?v) > {most})"
        if not self._rows(f"{many} LIMIT 1"):  # almost always, and asked in no time
            return []
        return self._wholes(f"SELECT {who} {{ {focus.pattern} {{ {many} }} }}")

    def _wholes(self, query: str) -> Broken:
        return [(one, None) for (one,) in self._rows(query)]

    def _unordered(self, other: str, equal: bool, focus: Focus, path: str) -> Broken:  # noqa: FBT001 -- bound by partial
        """Values that are not less than all of the other property: SPARQL leaves out those that plainly are."""
        who, less = focus.variable, "<=" if equal else "<"
        both = f"{focus.pattern} {who} {path} ?v ; {other} ?other"
        doubtful = self._rows(f"SELECT {who} ?v ?other {{ {both} FILTER(!COALESCE(?v {less} ?other, false)) }}")
        return [(one, value) for one, value, bound in doubtful if not in_order(value, bound, equal=equal)]

    def _qualified(self, shape: Node) -> list[Check]:
        """At least, or at most, so many values that keep a shape."""
        wanted = self._shapes.value(shape, SH.qualifiedValueShape)
        if wanted is None:
            return []
        refused = self._refuses(wanted)
        low, high = (self._shapes.value(shape, kind) for kind in (SH.qualifiedMinCount, SH.qualifiedMaxCount))

        def wrong(focus: Focus, path: str) -> Broken:
            values = _reached(path)
            kept = _values("?v", (value for value in self._terms(values) if value not in refused(values)))
            yield from self._too_few(int(str(low or 0)), kept, focus, path)
            if high is not None:
                yield from self._too_many(int(str(high)), kept, focus, path)

        return [wrong]

    # ---- What refuses a term

    def _refusal(self, kind: Node, value: Node) -> Refusal:
        if kind == SH["class"]:
            return lambda focus: self._terms(focus, f"MINUS {{ {focus.variable} a {value.n3()} }}")
        if kind == SH.node:
            return self._refuses(value)
        if kind == SH["not"]:
            kept = self._refuses(value)
            return lambda focus: self._terms(focus) - kept(focus)
        if kind == SH["or"]:
            return partial(self._refused_by_all, [self._refuses(one) for one in self._shapes.items(value)])
        passes = self._test(kind, value)
        return lambda focus: {term for term in self._terms(focus) if not passes(term)}

    def _refuses(self, shape: Node) -> Refusal:
        """The terms that break a shape or the shapes of its properties."""
        if self._is_closed(shape):
            raise UnsupportedError("a shape within a shape is closed")
        parts = [
            (self._path(self._shapes.value(part, SH.path)), constraint)
            for part in (shape, *self._shapes.objects(shape, SH.property))
            for constraint in self._checks(part)
        ]
        return lambda focus: {one for path, broken in parts for one, _ in broken(focus, path)}

    def _refused_by_all(self, choices: list[Refusal], focus: Focus) -> set[bytes]:
        left = choices[0](focus)
        for refused in choices[1:]:
            left = left and left & refused(focus)
        return left

    def _terms(self, focus: Focus, but: str = "") -> set[bytes]:
        return {term for (term,) in self._rows(f"SELECT DISTINCT {focus.variable} {{ {focus.pattern} {but} }}")}

    def _test(self, kind: Node, value: Node) -> Callable[[bytes], bool]:
        if kind == SH.datatype:
            return partial(has_datatype, datatype=str(value))
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
        if kind == SH.nodeKind and value == SH.IRI:
            return lambda term: term.startswith(b"<")
        raise UnsupportedError(f"the shapes use {kind} {value}")


def _values(variable: str, terms: Iterable[bytes]) -> str:
    """A pattern: the variable is one of these terms."""
    return f"VALUES {variable} {{ {b' '.join(sorted(terms)).decode()} }}"


@cache
def _bytes(term: Node) -> bytes:
    """A term of the shapes as pyoxigraph writes it."""
    written = term.n3()
    return str(written).removesuffix(f"^^<{XSD.string}>").encode()
