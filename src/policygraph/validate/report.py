"""What validation hands back: frozen, sorted, the same for the same graph."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# The SHACL engines: our own, and the reference.
ENGINES = ("builtin", "pyshacl")
# The checks in our own code, beside the SHACL shapes: their names stand where a shape's would.
BLANK_NODE = "BlankNode"
CLAIMED_EDGE = "ClaimedEdge"
DOCUMENT_TEXT = "DocumentText"
NIF_STRING = "NifString"
QUOTATION = "Quotation"
SENTENCE = "Sentence"
TEXT_CHECKS = (DOCUMENT_TEXT, NIF_STRING, QUOTATION, SENTENCE)  # need the document's full text
CHECKS = (BLANK_NODE, CLAIMED_EDGE, *TEXT_CHECKS)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Violation:
    """One thing that breaks the contract.

    `focus` is the IRI it is about, `shape` the local name of the SHACL shape or the name of the check,
    `value` the value at fault or empty. `path` is the IRI of the property: '^' and the IRI where it is read
    backwards, several joined by '|' where any is meant, empty where the whole resource is. Blank nodes are
    written '[]'.
    """

    focus: str
    shape: str
    path: str
    value: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of a validation.

    `focus_counts` tells how many resources each shape and each check looked at, `skipped` how many a check
    had to leave: the document's full text was left out, or there are no offsets. To have looked at nothing
    shows nothing. `notes` are for people: what was done otherwise than asked.
    """

    violations: tuple[Violation, ...]
    focus_counts: Mapping[str, int]
    skipped: Mapping[str, int]
    notes: tuple[str, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether nothing breaks the contract."""
        return not self.violations

    @property
    def checked_strings(self) -> int:
        """How many NIF strings were compared with their text."""
        return self.focus_counts[NIF_STRING]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found: violations, counts of what it looked at and what it had to leave, and notes on how."""

    violations: tuple[Violation, ...]
    counts: Mapping[str, int]
    skipped: Mapping[str, int]
    notes: tuple[str, ...] = ()


def join(findings: Iterable[Finding]) -> Report:
    """One report of several findings: violations sorted and each told once, counts summed by name."""
    violations: set[Violation] = set()
    notes: list[str] = []
    counts = Counter(dict.fromkeys(CHECKS, 0))
    skipped = Counter(dict.fromkeys(TEXT_CHECKS, 0))
    for finding in findings:
        violations.update(finding.violations)
        counts.update(finding.counts)
        skipped.update(finding.skipped)
        notes += finding.notes
    return Report(
        violations=tuple(sorted(violations)),
        focus_counts=dict(sorted(counts.items())),
        skipped=dict(sorted(skipped.items())),
        notes=tuple(notes),
    )
