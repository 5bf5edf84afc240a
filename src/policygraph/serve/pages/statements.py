"""What an entity said, and what was said about it: the newest first, a page at a time, under its topics or speakers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from policygraph import vocab
from policygraph.serve.pages import addresses
from policygraph.serve.pages.evidence import Source, source
from policygraph.serve.pages.paging import Page
from policygraph.serve.pages.reading import Name, Reader
from policygraph.view.parts import ViewAttribution
from policygraph.view.resource import text

SIZE = 25  # a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement: its words and what is told beside, all as names that may lead somewhere."""

    href: str
    text: str
    speakers: tuple[Name, ...]
    topics: tuple[Name, ...]
    beside: tuple[str, ...]
    source: Source | None


def page(reader: Reader, predicate: str, iri: str, number: int) -> Page[str]:
    """The IRIs of a page of statements that have the entity as their `predicate`, the newest first."""
    kind = f"{reader.moment.base}attribution/"
    found = [one for one in reader.subjects(predicate, iri) if one.startswith(kind)]
    dated = sorted(found, key=lambda one: (_date(reader, one), one), reverse=True)
    return Page.of(dated, number, SIZE, whole=(predicate, iri) not in reader.cut)


def told(reader: Reader, iris: Iterable[str], known: Mapping[str, ViewAttribution]) -> list[Said]:
    """Statements as they come."""
    return [_said(reader, known[iri]) for iri in iris if iri in known]


def grouped(
    reader: Reader, iris: Sequence[str], known: Mapping[str, ViewAttribution], by: Callable[[Said], Iterable[Name]]
) -> list[tuple[Name | None, list[Said]]]:
    """Statements under the first that each has `by`; None for what has none, which comes last."""
    groups: dict[Name | None, list[Said]] = {}
    for said in told(reader, iris, known):
        groups.setdefault(next(iter(by(said)), None), []).append(said)
    return sorted(groups.items(), key=lambda group: group[0] is None)


def topics(said: Said) -> tuple[Name, ...]:
    """What a statement is about, policies first."""
    return tuple(sorted(said.topics, key=lambda topic: topic.kind != "policy"))


def speakers(said: Said) -> tuple[Name, ...]:
    """Who said it."""
    return said.speakers


def _said(reader: Reader, said: ViewAttribution) -> Said:
    beside = (
        f"as {', '.join(reader.name(post).text for post in said.posts)}" if said.posts else "",
        f"according to {said.according_to}" if said.according_to else "",
        "denied" if said.denied else "",
        said.manner,
        f"“{said.cue}”" if said.cue else "",
        f"on {said.date}" if said.date else "",
        f"taken over from {said.reported_by}" if said.reported_by else "",
        *(f"takes a side: “{words}”" for words in said.stance),
    )
    speakers = tuple(map(reader.name, said.creators))
    return Said(
        href=addresses.path(said.iri, reader.moment.base),
        text=said.text,
        speakers=speakers or ((Name(said.source_text),) if said.source_text else ()),
        topics=tuple(map(reader.name, said.about)),
        beside=tuple(filter(None, beside)),
        source=source(reader, said.document or ""),
    )


def _date(reader: Reader, iri: str) -> str:
    said = reader.resource(iri)
    document = text(said, vocab.WAS_QUOTED_FROM)
    return text(said, vocab.DATE_CREATED) or (text(reader.document(document), vocab.DATE_PUBLISHED) if document else "")
