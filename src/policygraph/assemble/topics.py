"""Which event the events and statements of a document are about, once it is decided which tellings are one event."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from policygraph import vocab
from policygraph.model import Document, Extraction

_TAKING_PART = (vocab.AGENT, vocab.RECIPIENT, vocab.PARTICIPANT)


def topics(
    document: Document, extraction: Extraction, minter: vocab.Minter, iri_of: Callable[[str], str | None]
) -> Iterator[tuple[str, str]]:
    """IRIs of an event or attribution and of the event that it is about; none where several may be meant."""
    if not extraction.topics:
        return
    taking_part: dict[str, set[str]] = defaultdict(set)  # who takes part, by the IRI of the event
    for claim in extraction.claims:
        if claim.predicate in _TAKING_PART and isinstance(claim.object, str) and (event := iri_of(claim.subject)):
            taking_part[event].add(iri_of(claim.object) or "")
    for topic in extraction.topics:
        told = topic.subject
        subject = iri_of(told) if isinstance(told, str) else minter.attribution(document.id, told)
        meant = {iri for event in topic.events if (iri := iri_of(event))}
        if topic.owner:
            owner = iri_of(topic.owner)
            meant = {event for event in meant if owner and owner in taking_part[event]}
        if subject and len(meant) == 1 and subject not in meant:
            yield subject, meant.pop()
