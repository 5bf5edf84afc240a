"""Names of events, such as '1979 Ruritanian general election': what is named in them stands for itself no more."""

from policygraph.annotate import AnnotatedDocument, Word
from policygraph.model import Mention, Span
from policygraph.patterns import event_names


def spans(annotated: AnnotatedDocument) -> tuple[Span, ...]:
    """Where names of events stand, in the order of the forms."""
    text = annotated.document.text
    return tuple(
        Span(start=match.start(), end=match.end())
        for form in event_names().forms
        for match in form.finditer(text)
        if "\n" not in match[0]
    )


def ends_as_event(words: tuple[Word, ...]) -> bool:
    """Whether a phrase ends as the name of an event or a prize does: 'Rose Bowl', 'MTV Awards'."""
    ends = (" ".join(w.text.lower() for w in words[-size:]) for size in (1, 2))
    return len(words) > 1 and any(end in event_names().last for end in ends)


def inside(mention: Mention, events: tuple[Span, ...]) -> bool:
    """Whether a mention is part of an event's name."""
    return any(e.start <= mention.span.start and mention.span.end <= e.end for e in events)
