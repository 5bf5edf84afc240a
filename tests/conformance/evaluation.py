"""The W3C's tests of SPARQL 1.1 queries: what each asks of which data, and whether an answer is the one expected."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

_MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
_QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
}
_RESULTS = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}

Row = dict[str, object]
# What a query gave: yes or no, rows, or triples.
Answer = bool | list[Row] | list[ox.Triple]
Answering = Callable[[str, str], Answer]


@dataclass(frozen=True, kw_only=True)
class Query:
    """A test. `kind` is evaluation, positive or negative; `result` is None where only the syntax counts."""

    name: str
    kind: str
    text: str
    base: str
    data: Sequence[ox.Quad] = ()
    result: Path | None = None


def queries(folder: Path, parts: Iterable[str]) -> Iterator[Query]:
    """The tests of these parts of the suite."""
    kinds = {
        _MF.QueryEvaluationTest: "evaluation",
        _MF.CSVResultFormatTest: "evaluation",
        _MF.PositiveSyntaxTest11: "positive",
        _MF.NegativeSyntaxTest11: "negative",
    }
    for part in parts:
        graph = Graph().parse(folder / part / "manifest.ttl")
        for entries in graph.objects(None, _MF.entries):
            for entry in Collection(graph, entries):
                kind = next((name for of, name in kinds.items() if (entry, RDF.type, of) in graph), "")
                if kind:
                    yield _query(graph, entry, f"{part}/{str(entry).rpartition('#')[2]}", kind)


def _query(graph: Graph, entry: Node, name: str, kind: str) -> Query:
    action = graph.value(entry, _MF.action)
    assert action is not None
    asked = graph.value(action, _QT.query) or action
    place, data = _file(asked), []
    for one in graph.objects(action, _QT.data):
        data += _read(_file(one), ox.DefaultGraph())
    for one in graph.objects(action, _QT.graphData):
        data += _read(_file(one), ox.NamedNode(str(one)))
    result = graph.value(entry, _MF.result)
    return Query(
        name=name,
        kind=kind,
        text=place.read_bytes().decode(),
        base=str(asked),
        data=data,
        result=_file(result) if isinstance(result, URIRef) else None,
    )


def _file(node: Node) -> Path:
    return Path(str(node).removeprefix("file://"))


def _read(place: Path, graph: ox.NamedNode | ox.DefaultGraph) -> list[ox.Quad]:
    found = ox.parse(path=str(place), format=_FORMATS[place.suffix], base_iri=place.as_uri())
    return [ox.Quad(q.subject, q.predicate, q.object, graph) for q in found]


def passes(query: Query, answering: Answering) -> bool:
    """Whether what answers gives what is expected; it raises SyntaxError for what it does not take."""
    try:
        answer = answering(query.text, query.base)
    except SyntaxError:
        return query.kind == "negative"
    except RuntimeError:
        # It was parsed, and asks for something that is not there, such as a function of somebody's own.
        return query.kind == "positive"
    if query.kind != "evaluation" or query.result is None:
        return query.kind == "positive"
    return _same(answer, query.result)


def _same(answer: Answer, place: Path) -> bool:
    if place.suffix == ".csv":
        assert isinstance(answer, list)
        with io.StringIO(place.read_text(encoding="utf-8"), newline="") as told:
            table = csv.DictReader(told)
            rows = sorted(list(row.values()) for row in table)
            return _plain(answer, table.fieldnames or ()) == rows
    expected = _expected(place, rows=isinstance(answer, list) and not (answer and isinstance(answer[0], ox.Triple)))
    if isinstance(answer, bool) or isinstance(expected, bool):
        return answer is expected
    return _canonical(answer) == _canonical(expected)


def _expected(place: Path, *, rows: bool) -> Answer:
    if place.suffix in _RESULTS:
        found = ox.parse_query_results(path=str(place), format=_RESULTS[place.suffix])
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        return [dict(zip((v.value for v in found.variables), row, strict=True)) for row in found]
    triples = [quad.triple for quad in _read(place, ox.DefaultGraph())]
    if not rows or not any(triple.predicate.value.startswith(_RS) for triple in triples):
        return triples
    return _result_set(triples)


def _result_set(triples: Sequence[ox.Triple]) -> Answer:
    """Rows, or yes or no, in the vocabulary of result sets."""
    told: dict[tuple[object, str], list[object]] = {}
    for triple in triples:
        told.setdefault((triple.subject, triple.predicate.value), []).append(triple.object)
    solutions = [one for (_, name), ones in told.items() if name == f"{_RS}solution" for one in ones]
    return [
        {
            str(told[binding, f"{_RS}variable"][0].value): told[binding, f"{_RS}value"][0]  # type: ignore[attr-defined]
            for binding in told.get((solution, f"{_RS}binding"), [])
        }
        for solution in solutions
    ]


def _canonical(answer: list[Row] | list[ox.Triple]) -> ox.Dataset:
    """An answer as a dataset in which blank nodes have the names that their place gives them; rows are unordered."""
    quads: list[ox.Quad] = []
    for place in answer:
        if isinstance(place, ox.Triple):
            quads.append(ox.Quad(place.subject, place.predicate, _normal(place.object)))  # type: ignore[arg-type]
            continue
        row = ox.BlankNode()
        quads.append(ox.Quad(row, ox.NamedNode("urn:is"), ox.Literal("row")))
        quads += [
            ox.Quad(row, ox.NamedNode(f"urn:var:{name}"), _normal(term))  # type: ignore[arg-type]
            for name, term in place.items()
            if term is not None
        ]
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def _plain(rows: list[Row] | list[ox.Triple], names: Sequence[str]) -> list[list[str]]:
    """Rows as CSV has them."""
    table = []
    for row in rows:
        assert isinstance(row, dict)
        terms = [row.get(name) for name in names]
        table.append(["" if term is None else str(getattr(term, "value", term)) for term in terms])
    return sorted(table)


def _normal(term: object) -> object:
    """A number in one spelling of its value: what is expected may be spelled otherwise, '2.0' for '2.00'."""
    if not isinstance(term, ox.Literal):
        return term
    name = term.datatype.value.removeprefix("http://www.w3.org/2001/XMLSchema#")
    try:
        if name in ("decimal", "integer"):
            return ox.Literal(f"{Decimal(term.value).normalize():f}", datatype=term.datatype)
        if name in ("double", "float"):
            return ox.Literal(repr(float(term.value)), datatype=term.datatype)
    except (InvalidOperation, ValueError):
        return term  # ill-typed, and so kept as it is
    if name == "boolean":
        return ox.Literal({"1": "true", "0": "false"}.get(term.value, term.value), datatype=term.datatype)
    return term


def of_result(result: object) -> Answer:
    """What pyoxigraph gave or read."""
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if isinstance(result, ox.QueryTriples):
        return list(result)
    assert isinstance(result, ox.QuerySolutions)
    names = [variable.value for variable in result.variables]
    return [dict(zip(names, row, strict=True)) for row in result]
