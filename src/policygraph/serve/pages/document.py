"""What the page of a document shows: its sentences that support something, and what is said in it.

Both come in the order of reading, by the place of each in the document's text. And the documents of a publisher.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from policygraph import vocab
from policygraph.serve.pages import statements
from policygraph.serve.pages.card import card
from policygraph.serve.pages.evidence import Claimed, Source, called, claimed, marked, source
from policygraph.serve.pages.paging import Page, number
from policygraph.serve.pages.reading import Name, Reader
from policygraph.view.resource import text

SIZE = 50  # a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of the document, the names in it marked, and each claim that rests on it with its subject."""

    parts: tuple[tuple[str, bool], ...]
    claims: tuple[tuple[Name, Claimed], ...]


def told(reader: Reader, iri: str, turned: Mapping[str, str]) -> dict[str, Any]:
    """What the template `document.html` is given of a document besides what `record.html` is."""
    said = _in_order(reader, vocab.WAS_QUOTED_FROM, iri)
    quoted = Page.of(said, number(turned.get("statements")), SIZE, whole=(vocab.WAS_QUOTED_FROM, iri) not in reader.cut)
    known = {one.iri: one for one in card(reader, iri, statements=quoted.rows).attributions} if quoted.rows else {}
    return {
        "passages": _passages(reader, iri, number(turned.get("evidence"))),
        "quoted": quoted,
        "said": statements.told(reader, quoted.rows, known),
    }


def published(reader: Reader, iri: str, number: int) -> Page[Source]:
    """A page of the documents that an entity published, the newest first."""
    found = [one for document in reader.subjects(vocab.PUBLISHER, iri) if (one := source(reader, document))]
    dated = sorted(sorted(found, key=lambda one: (one.title, one.href)), key=lambda one: one.date, reverse=True)
    return Page.of(dated, number, SIZE, whole=(vocab.PUBLISHER, iri) not in reader.cut)


def _passages(reader: Reader, iri: str, number: int) -> Page[Passage]:
    """Each sentence once, however many claims rest on it, by whichever rules."""
    claims: dict[str, list[str]] = {}
    for evidence in _in_order(reader, vocab.EVIDENCE_DOCUMENT, iri):
        words = text(reader.resource(evidence), vocab.SENTENCE)
        claims.setdefault(words, []).append(text(reader.resource(evidence), vocab.EVIDENCE_CLAIM))
    page = Page.of(list(claims), number, SIZE, whole=(vocab.EVIDENCE_DOCUMENT, iri) not in reader.cut)
    rows = tuple(_passage(reader, words, claims[words]) for words in page.rows)
    return Page(rows=rows, number=page.number, pages=page.pages, total=page.total, whole=page.whole)


def _passage(reader: Reader, words: str, claims: Iterable[str]) -> Passage:
    known = [claimed(reader, claim) for claim in sorted({*claims} - {""})]
    told = [(reader.name(one.subject), one) for one in known]
    return Passage(
        parts=marked(words, {name for one in known for name in called(reader, one.iri)}),
        claims=tuple(sorted(told, key=lambda one: (one[0].text, one[1].predicate, one[1].other.text, one[1].iri))),
    )


def _in_order(reader: Reader, predicate: str, document: str) -> list[str]:
    """What stands in the document by this predicate, in the order of reading."""

    def place(iri: str) -> tuple[int, int, str]:
        about = reader.resource(iri)
        begin, end = (text(about, one) for one in (vocab.BEGIN_INDEX, vocab.END_INDEX))
        return _number(begin), _number(end), iri

    return sorted(reader.subjects(predicate, document), key=place)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
