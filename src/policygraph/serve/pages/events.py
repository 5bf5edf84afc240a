"""The events that an entity had a part in: what, when, where, and who else."""

from dataclasses import dataclass

from policygraph import vocab
from policygraph.serve.pages.paging import Page
from policygraph.serve.pages.reading import Name, Reader, relation
from policygraph.view.resource import text, texts

SIZE = 20  # a page
_WHO = (vocab.AGENT, vocab.RECIPIENT, vocab.PARTICIPANT, vocab.ABOUT)
_PARTS = (*_WHO, vocab.LOCATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event: `part` is how it had to do with the entity ('done by'), `others` with whom else, and how."""

    event: Name
    date: str
    part: tuple[str, ...]
    places: tuple[Name, ...]
    others: tuple[tuple[str, tuple[Name, ...]], ...]


def page(reader: Reader, iri: str, number: int) -> Page[Event]:
    """A page of the events of an entity, the newest first, those without a date last."""
    kind = f"{reader.moment.base}event/"
    pairs = [(predicate, one) for predicate in _PARTS for one in reader.subjects(predicate, iri)]
    found = {one for _, one in pairs if one.startswith(kind)}
    dated = sorted(found, key=lambda one: (_date(reader, one), one), reverse=True)
    whole = not any((predicate, iri) in reader.cut for predicate in _PARTS)
    page = Page.of(dated, number, SIZE, whole=whole)
    rows = tuple(_event(reader, one, iri) for one in page.rows)
    return Page(rows=rows, number=page.number, pages=page.pages, total=page.total, whole=whole)


def _event(reader: Reader, event: str, iri: str) -> Event:
    about = reader.resource(event)
    others = ((relation(one), tuple(n for n in texts(about, one) if n != iri)) for one in _WHO)
    return Event(
        event=reader.name(event),
        date=_date(reader, event),
        part=tuple(relation(one) for one in _PARTS if iri in texts(about, one)),
        places=tuple(map(reader.name, (one for one in texts(about, vocab.LOCATION) if one != iri))),
        others=tuple((how, tuple(map(reader.name, names))) for how, names in others if names),
    )


def _date(reader: Reader, event: str) -> str:
    about = reader.resource(event)
    return text(about, vocab.START_DATE) or text(about, vocab.EARLIEST)
