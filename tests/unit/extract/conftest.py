"""What the tests of extraction read of its findings."""

from policygraph.model import Extraction, Span


def words(text: str, span: Span | None) -> str | None:
    """The words of a span."""
    return text[span.start : span.end] if span else None


def named(found: Extraction, mention: str | None) -> str | None:
    """The name of a mention, by its id."""
    return next((m.name for m in found.mentions if m.id == mention), None)
