"""The relations of an entity, a page of them at a time, each with the sentences it rests on.

A relation is a plain triple to or from another entity, or a claim that is no plain one. Of a hub with many thousands
only the first few thousand are looked at; which those are is the same each time.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from policygraph import vocab
from policygraph.serve.pages.evidence import Claimed, Sentence, claimed, sentences
from policygraph.serve.pages.paging import Page
from policygraph.serve.pages.reading import Name, Reader, relation
from policygraph.view import style

SIZE = 50  # relations a page
CITED = 10  # pieces of evidence shown of a claim here; its own page has all
_COMPARED = 100  # of so many the newest are shown
_EDGES = (*vocab.CLAIMED_EDGES, vocab.ABOUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim of a relation with its newest evidence; `more` pieces are on the claim's own page."""

    claim: Claimed
    sentences: Sequence[Sentence]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation of the entity to `other`. One without a claim is a plain triple that nothing is told of."""

    heading: str
    other: Name
    told: Sequence[Told]

    @property
    def evidence(self) -> int:
        """How many pieces of evidence it rests on."""
        return sum(len(one.sentences) + one.more for one in self.told)


@dataclass(slots=True)
class _Found:
    predicate: str
    other: str
    inverse: bool
    claims: dict[str, int] = field(default_factory=dict)  # by IRI, how many pieces of evidence each rests on

    def order(self) -> tuple[int, bool, str, int, str]:
        """By predicate as style.toml has them, then with most evidence first."""
        place = _places().get(self.predicate, len(_places()))
        return place, self.inverse, self.predicate, -sum(self.claims.values()), self.other


@cache
def _places() -> dict[str, int]:
    return {predicate: place for place, predicate in enumerate(style.load().relations)}


def relations(reader: Reader, iri: str, names: Sequence[str], number: int) -> Page[Relation]:
    """Page `number` of the relations of an entity that documents call by `names`."""
    looked: dict[tuple[str, str, bool], _Found] = {}
    for predicate, other, inverse in _plain(reader, iri):
        looked[predicate, other, inverse] = _Found(predicate, other, inverse)
    for claim, predicate, other, inverse in _claims(reader, iri):
        found = looked.setdefault((predicate, other, inverse), _Found(predicate, other, inverse))
        found.claims[claim] = len(reader.subjects(vocab.EVIDENCE_CLAIM, claim))
    page = Page.of(sorted(looked.values(), key=_Found.order), number, SIZE, whole=not reader.cut)
    rows = tuple(_relation(reader, found, names) for found in page.rows)
    return Page(rows=rows, number=page.number, pages=page.pages, total=page.total, whole=page.whole)


def grouped(rows: Sequence[Relation]) -> dict[str, list[Relation]]:
    """Relations under how they read."""
    groups: dict[str, list[Relation]] = defaultdict(list)
    for row in rows:
        groups[row.heading].append(row)
    return groups


def told(reader: Reader, claim: str, names: Sequence[str], *, inverse: bool = False) -> Told:
    """A claim with its newest evidence, the `names` marked in it."""
    iris = reader.subjects(vocab.EVIDENCE_CLAIM, claim)
    cited = sentences(reader, iris[:_COMPARED], names)
    one = claimed(reader, claim, inverse=inverse)
    return Told(claim=one, sentences=cited[:CITED], more=max(0, len(iris) - CITED))


def _plain(reader: Reader, iri: str) -> Iterator[tuple[str, str, bool]]:
    for predicate, values in reader.resource(iri).items():
        if predicate in _EDGES:
            yield from ((predicate, value.value, False) for value in values if reader.kind(value.value))
    for predicate in _EDGES:
        for other in reader.subjects(predicate, iri):
            if reader.kind(other):
                yield predicate, other, True


def _claims(reader: Reader, iri: str) -> Iterator[tuple[str, str, str, bool]]:
    """(claim, predicate, the other entity, whether that is the subject) of each claim between two entities."""
    for end, far, inverse in ((vocab.SUBJECT, vocab.OBJECT, False), (vocab.OBJECT, vocab.SUBJECT, True)):
        for claim in reader.subjects(end, iri):
            about = reader.resource(claim)
            for other in about.get(far, ()):
                if reader.kind(other.value) and not (inverse and other.value == iri):
                    yield claim, about[vocab.PREDICATE][0].value, other.value, inverse


def _relation(reader: Reader, found: _Found, names: Sequence[str]) -> Relation:
    other = reader.name(found.other)
    forms = [*names, other.text, *(term.value for term in reader.resource(found.other).get(vocab.ALT_LABEL, ()))]
    ordered = sorted(found.claims, key=lambda claim: (-found.claims[claim], claim))
    return Relation(
        heading=relation(found.predicate, inverse=found.inverse),
        other=other,
        told=[told(reader, claim, forms, inverse=found.inverse) for claim in ordered],
    )
