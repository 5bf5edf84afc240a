"""When somebody held a post: by the table of terms, by the days that documents tell, by the days that attest it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from pyoxigraph import NamedNode, Quad

from policygraph import vocab
from policygraph.gazetteer import Gazetteer, Term
from policygraph.identify.told import Told, slug_of
from policygraph.literals import bounds, moment
from policygraph.resolve import canonical
from policygraph.resolve.holdings import is_term_of

_IDENTITY = NamedNode(vocab.IDENTITY_GRAPH)


class Tenures:
    """Reads memberships by their canonical IRIs.

    `names` gives the local IRIs of a canonical one that documents tell of, `one` the canonical IRI of a local one.
    """

    def __init__(
        self, told: Told, gazetteer: Gazetteer, names: Callable[[str], Sequence[str]], one: Callable[[str], str]
    ) -> None:
        self.told, self.gazetteer, self.names, self.one = told, gazetteer, names, one

    def ends(self, iri: str) -> tuple[str, str]:
        """The canonical person and post of a membership."""
        found = [
            [self.one(value) for local in self.names(iri) for value in self.told.values(local, predicate)]
            for predicate in (vocab.MEMBER, vocab.MEMBERSHIP_POST)
        ]
        return min(found[0], default=""), min(found[1], default="")

    def term(self, iri: str) -> Term | None:
        """The table's term of a membership of a linked person: the same office and place, on an attested day."""
        person, post = self.ends(iri)
        parsed = canonical.parse(slug_of(post), self.gazetteer)
        if slug_of(person) not in self.gazetteer or parsed is None:
            return None
        days = [date.fromisoformat(day) for day in self._attested(iri)]
        terms = (t for t in self.gazetteer.terms(slug_of(person)) if is_term_of(t, *parsed))
        return next((t for t in terms if any(t.covers(day) for day in days)), None)

    def quads(self, iri: str) -> Iterator[Quad]:
        """The start and end that documents tell, where the table tells none, and pg:earliest and pg:latest: start and
        end, or else the first and last attestation.
        """
        days, term = self._attested(iri), self.term(iri)
        known = (term.start, term.end) if term else (None, None)
        found = {}
        for predicate, day in zip((vocab.START_DATE, vocab.END_DATE), known, strict=True):
            value = day.isoformat() if day else self._told(iri, predicate)
            if value and not day:
                yield self._quad(iri, predicate, value)
            found[predicate] = bounds(value) if value else None
        start, end = found[vocab.START_DATE], found[vocab.END_DATE]
        first = start[0].isoformat() if start else min(days, default="")
        last = end[1].isoformat() if end else max(days, default="")
        if first and last and first > last:
            first = ""  # attested only after it is told to have ended
        for predicate, text in ((vocab.EARLIEST, first), (vocab.LATEST, last)):
            if text:
                yield self._quad(iri, predicate, text)

    def _attested(self, iri: str) -> set[str]:
        return {day for local in self.names(iri) for day in self.told.values(local, vocab.ATTESTED_ON)}

    def _told(self, iri: str, predicate: str) -> str:
        """The date that most documents tell plainly; of several the most precise, then the first."""
        dates: Counter[str] = Counter()
        for claim in {c for local in self.names(iri) for c in self.told.subjects(vocab.SUBJECT, local)}:
            plain = (
                predicate in self.told.values(claim, vocab.PREDICATE)
                and "affirmed" in self.told.values(claim, vocab.POLARITY)
                and "stated" in self.told.values(claim, vocab.MODALITY)
                and not self.told.values(claim, vocab.ATTRIBUTED_TO)
            )
            dates.update(self.told.values(claim, vocab.OBJECT) if plain else ())
        return min(dates, key=lambda value: (-dates[value], -len(value), value), default="")

    def _quad(self, iri: str, predicate: str, value: str) -> Quad:
        return Quad(NamedNode(iri), NamedNode(predicate), moment(value), _IDENTITY)
