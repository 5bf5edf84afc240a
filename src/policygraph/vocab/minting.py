"""Mints IRIs: deterministic, ASCII, local names without a slash. Slugs of what no table row was found for."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from policygraph.model import Kind, Span

BASE = "https://w3id.org/policygraph/id/"

# Kinds of resource, each with a prefix of its own so that every IRI shortens.
RESOURCE_KINDS = (
    "person",
    "organization",
    "jurisdiction",
    "place",
    "post",
    "membership",
    "policy",
    "event",
    "attribution",
    "claim",
    "evidence",
    "candidate",
    "doc",
)
# Those that several documents may tell under different IRIs.
IDENTIFIED_KINDS = frozenset({*(kind.value for kind in Kind), "membership"})


def slug(name: str) -> str:
    """`name` as lower-case ASCII letters and digits joined by hyphens; empty if it has none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))


def unlinked_slug(name: str, context: str) -> str:
    """The slug of an entity that no table row was found for: its name and six hex digits of name and context.

    `context` is what tells namesakes apart: a post's, jurisdiction's or organization's slug, or without one the
    document's id.
    """
    words = slug(name)
    folded = words or unicodedata.normalize("NFKC", name).casefold()
    tail = _hex(6, folded, context)
    return f"{words[:60].rstrip('-')}-{tail}" if words else tail


def event_slug(document_id: str, event_type: str, span: Span) -> str:
    """The slug of an event as one document tells it."""
    words = slug(re.sub(r"(?<=[a-z])(?=[A-Z])", "-", event_type))
    return f"{words}-{_hex(10, document_id, str(span.start), str(span.end))}"


@dataclass(frozen=True, slots=True)
class Minter:
    """Mints the IRIs of one graph: deterministic, ASCII, local names without a slash."""

    base: str = BASE

    def iri(self, kind: str, local: str) -> str:
        """The IRI of the resource `local` of a kind in RESOURCE_KINDS."""
        return f"{self.base}{kind}/{local}"

    def entity(self, kind: Kind, local: str) -> str:
        """The IRI of an entity by its slug."""
        return self.iri(kind.value, local)

    def document(self, document_id: str) -> str:
        """The IRI of a document, and the name of its graph."""
        return self.iri("doc", document_id)

    def mention(self, document_id: str, span: Span) -> str:
        """The NIF string IRI of a span of a document."""
        return f"{self.document(document_id)}#char={span.start},{span.end}"

    def membership(self, person: str, post: str, year: str = "") -> str:
        """The IRI of a holding: by person and post slug, with the year from the second tenure on."""
        return self.iri("membership", f"{person}--{post}" + (f"--{year}" if year else ""))

    def claim(self, subject: str, predicate: str, obj: str, polarity: str, modality: str, attributed_to: str) -> str:
        """The IRI of a claim: a hash of what it says."""
        return self.iri("claim", _hex(16, subject, predicate, obj, polarity, modality, attributed_to))

    def evidence(self, claim: str, where: str, span: Span | None, rule: str) -> str:
        """The IRI of a piece of evidence: a hash of the claim and where it rests (a document and span, or a row)."""
        place = f"{span.start},{span.end}" if span else rule
        return self.iri("evidence", _hex(16, claim, where, place))

    def attribution(self, document_id: str, content: Span) -> str:
        """The IRI of an attribution: a hash of the document and the span of its content."""
        return self.iri("attribution", _hex(12, document_id, str(content.start), str(content.end)))

    def candidate(self, entity: str, row: str) -> str:
        """The IRI of a candidate row of an ambiguous entity."""
        return self.iri("candidate", _hex(12, entity, row))


def _hex(digits: int, *parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:digits]
