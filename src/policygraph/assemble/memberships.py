"""Memberships: one for each holding that a document tells, and since or until when it is told to have lasted."""

from collections.abc import Iterator
from functools import cached_property

from pyoxigraph import Literal

from policygraph import vocab
from policygraph.literals import moment
from policygraph.model import Claim, DateValue, Document, Extraction, Kind, Resolutions, Status

_HELD = (vocab.HOLDS, vocab.FORMERLY_HELD)


class Memberships:
    """The memberships of one document. A post mention has one holder, so it stands for a membership."""

    def __init__(
        self, document: Document, extraction: Extraction, resolutions: Resolutions, minter: vocab.Minter
    ) -> None:
        self.document, self.extraction = document, extraction
        self.resolutions, self.minter = resolutions, minter
        posts = {m.id for m in extraction.mentions if m.kind is Kind.POST}
        self.dated = {c.subject for c in extraction.claims if c.subject in posts and not isinstance(c.object, str)}
        self._holders = {str(c.object): c.subject for c in extraction.claims if c.predicate in _HELD and c.plain}

    def iri(self, post: str) -> str | None:
        """The membership of a post mention's holder; None where the post or its holder was not resolved."""
        holder = self.resolutions.get(self._holders.get(post, ""))
        held = self.resolutions.get(post)
        return self.minter.membership(holder.entity.slug, held.entity.slug) if holder and held else None

    def held(self, person: str, day: DateValue | None) -> list[str]:
        """The slugs of the posts that a person, by slug, held on a day; without one, of those held now.

        They are those that the document says are held, unless it tells that they began later or had ended; and on a day
        those held formerly, where it tells that they lasted from before until after it.
        """
        return [
            post
            for (predicate, post), (starts, ends) in self._tenures.get(person, {}).items()
            if (predicate == vocab.HOLDS and not _outside(day, starts, ends))
            or (predicate == vocab.FORMERLY_HELD and _within(day, starts, ends))
        ]

    @cached_property
    def _tenures(self) -> dict[str, dict[tuple[str, str], tuple[list[DateValue], list[DateValue]]]]:
        """Slug of a person → whether a post is held or was, and its slug → the days told of its begin and its end."""
        days: dict[tuple[str, str], list[DateValue]] = {}
        for claim in self.extraction.claims:
            if claim.subject in self.dated and claim.plain and isinstance(claim.object, DateValue):
                days.setdefault((claim.subject, claim.predicate), []).append(claim.object)
        tenures: dict[str, dict[tuple[str, str], tuple[list[DateValue], list[DateValue]]]] = {}
        for claim in self.extraction.claims:
            holder, held = self.resolutions.get(claim.subject), self.resolutions.get(str(claim.object))
            if claim.predicate in _HELD and claim.plain and holder is not None and held is not None:
                own = tenures.setdefault(holder.entity.slug, {})
                starts, ends = own.setdefault((claim.predicate, held.entity.slug), ([], []))
                starts += days.get((str(claim.object), vocab.START_DATE), [])
                ends += days.get((str(claim.object), vocab.END_DATE), [])
        return tenures

    def of(self, claim: Claim) -> Iterator[tuple[str, str, str | Literal]]:
        """The triples of the membership that a plain claim of a holding gives. One that is over gives one only where
        the text tells a day of it.
        """
        post = str(claim.object)
        iri = self.iri(post)
        if iri is None or (claim.predicate == vocab.FORMERLY_HELD and post not in self.dated):
            return
        person, held = self.resolutions[claim.subject].entity, self.resolutions[post]
        yield iri, vocab.RDF_TYPE, vocab.MEMBERSHIP
        yield iri, vocab.MEMBER, self.minter.entity(Kind.PERSON, person.slug)
        yield iri, vocab.MEMBERSHIP_POST, self.minter.entity(Kind.POST, held.entity.slug)
        if self.document.published and claim.predicate == vocab.HOLDS:
            yield iri, vocab.ATTESTED_ON, moment(self.document.published.isoformat())
        if held.status is Status.LINKED:
            return  # an office's body is the lexicon's, told once for all documents
        bodies = [
            self.resolutions.get(other.object)
            for other in self.extraction.claims
            if other.predicate == vocab.POST_IN and other.subject == post and isinstance(other.object, str)
        ]
        if bodies and (body := bodies[-1]):
            yield iri, vocab.MEMBERSHIP_ORGANIZATION, self.minter.entity(body.entity.kind, body.entity.slug)


def _outside(day: DateValue | None, starts: list[DateValue], ends: list[DateValue]) -> bool:
    """Whether a day is before every begin that is told of what is held, or after every end."""
    if day is None:
        return False
    before = bool(starts) and all(day.latest < start.earliest for start in starts)
    return before or (bool(ends) and all(end.latest < day.earliest for end in ends))


def _within(day: DateValue | None, starts: list[DateValue], ends: list[DateValue]) -> bool:
    """Whether a day lies in a tenure of which both ends are told."""
    if day is None or len(starts) != 1 or len(ends) != 1:
        return False
    return starts[0].earliest <= day.earliest and day.latest <= ends[0].latest
