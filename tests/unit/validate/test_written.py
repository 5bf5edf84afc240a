"""Reports as text, JSON and Turtle."""

import json

from rdflib import SH, XSD, Graph, Literal, URIRef

from policygraph.validate import Report, Violation, written

REPORT = Report(
    violations=(
        Violation(focus="http://a.example/x", shape="S", path="^http://a.example/p", value='a "b"\t\n', message="No"),
        Violation(focus="[]", shape="BlankNode", path="", value="", message="Not blank"),
    ),
    focus_counts={"S": 3},
    skipped={"NifString": 1},
    notes=("Note",),
)


def test_text_is_a_line_of_five_fields_a_violation() -> None:
    text = written.as_text(REPORT, lambda iri: iri.replace("http://a.example/", "a:"))
    assert text == 'a:x\tS\t^a:p\ta "b"\tNo\n[]\tBlankNode\t\t\tNot blank\n'


def test_json_tells_all() -> None:
    told = json.loads(written.as_json(REPORT, str))
    assert (told["conforms"], told["checked"], told["skipped"], told["notes"]) == (
        False, {"S": 3}, {"NifString": 1}, ["Note"],
    )  # fmt: skip
    assert told["violations"][0] == {
        "focus": "http://a.example/x", "shape": "S", "path": "^http://a.example/p",
        "value": 'a "b"\t\n', "message": "No",
    }  # fmt: skip


def test_turtle_is_a_validation_report() -> None:
    graph = Graph().parse(data=written.as_turtle(REPORT, str), format="turtle")
    (report,) = graph.subjects(None, SH.ValidationReport)
    assert graph.value(report, SH.conforms) == Literal("false", datatype=XSD.boolean)
    assert len(list(graph.objects(report, SH.result))) == 2
    (result,) = graph.subjects(SH.focusNode, URIRef("http://a.example/x"))
    assert str(graph.value(result, SH.value)) == 'a "b"\t\n'
    path = graph.value(result, SH.resultPath)
    assert graph.value(path, SH.inversePath) == URIRef("http://a.example/p")


def test_a_report_without_violations_conforms_in_every_format() -> None:
    sound = Report(violations=(), focus_counts={"S": 1}, skipped={})
    assert written.as_text(sound, str) == ""
    assert json.loads(written.as_json(sound, str))["conforms"] is True
    assert "sh:conforms true .\n" in written.as_turtle(sound, str)
