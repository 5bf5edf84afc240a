"""Memberships: one for each holding that a document tells, and since or until when it is told to have lasted."""

from collections.abc import Iterator

from pyoxigraph import Literal

from policygraph import vocab
from policygraph.literals import moment
from policygraph.model import Claim, Document, Extraction, Kind, Resolutions, Status

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
