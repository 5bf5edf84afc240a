"""A report as text for people and line tools, as JSON, and as a sh:ValidationReport in Turtle.

Each is made from a report and the function that shortens an IRI, and the same report gives the same text.
"""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

import pyoxigraph as ox

from policygraph.validate.report import Report, Violation

Shorten = Callable[[str], str]
_SHAPES = "https://w3id.org/policygraph/shapes#"
_HEAD = f"@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix shape: <{_SHAPES}> .\n\n"


def as_text(report: Report, shorten: Shorten) -> str:
    """A line of five tab-separated fields a violation: focus, shape, path, value, message."""
    lines = []
    for one in report.violations:
        path = " ".join(shorten(part) for part in one.path.split())
        told = (shorten(one.focus), one.shape, path, one.value, one.message)
        lines.append("\t".join(" ".join(field.split()) for field in told) + "\n")
    return "".join(lines)


def as_json(report: Report, _: Shorten) -> str:
    """An object: whether it conforms, violations with whole IRIs, counts of checks made and left, notes."""
    fields = ("focus", "shape", "path", "value", "message")
    made = {
        "conforms": report.conforms,
        "violations": [{field: getattr(one, field) for field in fields} for one in report.violations],
        "checked": dict(report.focus_counts),
        "skipped": dict(report.skipped),
        "notes": list(report.notes),
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def as_turtle(report: Report, _: Shorten) -> str:
    """A sh:ValidationReport. A blank node at fault stands as one, and the value as a string."""
    results = "".join(f" ;\n  sh:result {_result(one)}" for one in report.violations)
    return f"{_HEAD}[] a sh:ValidationReport ;\n  sh:conforms {str(report.conforms).lower()}{results} .\n"


def _result(one: Violation) -> str:
    parts = ["a sh:ValidationResult", "sh:resultSeverity sh:Violation", f"sh:focusNode {_resource(one.focus)}"]
    parts.append(f"sh:sourceShape shape:{one.shape}")
    if one.path:
        parts.append(f"sh:resultPath {_path(one.path)}")
    if one.value:
        parts.append(f"sh:value {ox.Literal(one.value)}")
    parts.append(f"sh:resultMessage {ox.Literal(one.message)}")
    return "[\n    " + " ;\n    ".join(parts) + " ]"


def _path(path: str) -> str:
    parts = path.split("|")
    if len(parts) > 1:
        return f"[ sh:alternativePath ( {' '.join(map(_path, parts))} ) ]"
    return f"[ sh:inversePath <{path[1:]}> ]" if path.startswith("^") else f"<{path}>"


def _resource(iri: str) -> str:
    return "[]" if iri == "[]" else f"<{iri}>"


FORMATS: Mapping[str, Callable[[Report, Shorten], str]] = MappingProxyType(
    {"text": as_text, "json": as_json, "turtle": as_turtle}
)
