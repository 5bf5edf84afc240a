"""What a post is of, as told beside its title or after its holder's name, and what its holder is a member of by it."""

from collections.abc import Iterator

from policygraph import vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.extract._coordinated import shared_after
from policygraph.extract._leaders import leads
from policygraph.extract._named_bodies import terms
from policygraph.extract._readings import Reader, Reading
from policygraph.extract._titles import without_past
from policygraph.gazetteer import Gazetteer
from policygraph.model import Claim, Evidence, Kind, Mention, Span
from policygraph.patterns import organization_heads, title_words


class PostBodies:
    """The places and bodies that the posts of one document are of."""

    def __init__(self, annotated: AnnotatedDocument, reader: Reader, gazetteer: Gazetteer) -> None:
        self.annotated, self.words = annotated, annotated.words
        self.reader, self.gazetteer = reader, gazetteer

    def named(self, reading: Reading) -> tuple[Span, str]:
        """The words of a post and its name: the title's, or its own words where these say which position it is."""
        title, word = reading.match.title, self.words[reading.start]
        start = word.end - len(without_past(word.text))  # 'manager' of 'then-manager'
        span = Span(start=start, end=self.words[reading.match.end - 1].end)
        own = title.kind == "position" or reading.ranked
        if title.envoy and self.reader.text(reading.match.end) == "to":
            receiver = self.reader.bodies.named_at(reading.match.end + 1)
            if receiver is not None and receiver.kind is Kind.JURISDICTION:
                span, own = Span(start=start, end=receiver.span.end), True  # 'ambassador to Mexico'
        return span, self.annotated.document.text[span.start : span.end] if own else title.name

    def of(self, post: Mention, reading: Reading, holder: Mention, evidence: Evidence) -> Iterator[Claim]:
        """What a post is of; who holds a position in a private body, or chairs one, is a member of it."""
        for body in reading.bodies:
            if body.kind is Kind.ORGANIZATION:
                yield Claim(subject=post.id, predicate=vocab.POST_IN, object=body.id, evidence=evidence)
                if reading.former:
                    continue
                if reading.match.title.name == "Chair" or not self.public(body):
                    yield Claim(subject=holder.id, predicate=vocab.MEMBER_OF, object=body.id, evidence=evidence)
                if body is reading.bodies[0] and self._heads(reading, body):
                    yield Claim(subject=holder.id, predicate=vocab.HEAD_OF, object=body.id, evidence=evidence)
            elif body.kind is Kind.JURISDICTION:
                yield Claim(subject=post.id, predicate=vocab.HAS_JURISDICTION, object=body.id, evidence=evidence)
                if self._sits_for(reading, holder, body):
                    yield Claim(subject=holder.id, predicate=vocab.REPRESENTS, object=body.id, evidence=evidence)

    def _heads(self, reading: Reading, body: Mention) -> bool:
        """Whether a title is that of the head of the whole body: no 'deputy director', no 'director of news at'."""
        first, end = reading.match.first, reading.match.end
        written = " ".join(w.text.lower() for w in self.words[first:end])
        direct = body.span.end <= self.words[first].start or self.reader.bodies.named_at(end + 1) == body
        rows = self.gazetteer.lookup(body.name)
        if reading.party or any("legislature" in r.types for r in rows):
            return False  # 'Senate Republican leader'
        return direct and not reading.ranked and written in title_words().heading and reading.start == first

    def _sits_for(self, reading: Reading, holder: Mention, place: Mention) -> bool:
        """Whether a holder represents the state told with the title; 'Ohio Sen. Jane Doe' may sit in Columbus."""
        kind = reading.match.title.legislature
        if reading.former or kind not in ("federal", "upper", "lower") or not self.is_state(place):
            return False
        return kind == "federal" or self.served(holder, place)

    def served(self, person: Mention, state: Mention) -> bool:
        """Whether the tables know a person of that full name who sat in Congress for a state."""
        places = {r.slug for r in self.gazetteer.lookup(state.name)}
        sat = terms(person, self.gazetteer, self.annotated.document.published)
        return any(t.jurisdiction in places for t in sat)

    def after_name(self, post: Mention, reading: Reading, holder: Mention, evidence: Evidence) -> Iterator[Claim]:
        """What a post is of where that stands after the name: 'Mayor Jane Doe of Laredo'."""
        title = reading.match.title
        of = self.reader.place_after(holder) or self.reader.body_after(holder)
        if of is None and (of := shared_after(self.reader, holder, title, self.gazetteer)) and title.legislature:
            known = terms(holder, self.gazetteer, self.annotated.document.published)
            of = of if not known or self.served(holder, of) else None
        if of is not None and of.kind is Kind.JURISDICTION:
            if leads(title, holder, self.gazetteer, self.annotated.document.published):
                if self.served(holder, of):  # 'House Majority Leader Jane Doe of Ohio' leads no chamber of Ohio
                    yield Claim(subject=holder.id, predicate=vocab.REPRESENTS, object=of.id, evidence=evidence)
                return
            yield Claim(subject=post.id, predicate=vocab.HAS_JURISDICTION, object=of.id, evidence=evidence)
            if self._sits_for(reading, holder, of):
                yield Claim(subject=holder.id, predicate=vocab.REPRESENTS, object=of.id, evidence=evidence)
        elif of is not None and self.public(of) and not title.legislature:
            yield Claim(subject=post.id, predicate=vocab.POST_IN, object=of.id, evidence=evidence)

    def is_state(self, place: Mention) -> bool:
        """Whether a tag's place is a state; a legislator tagged with a town sits in a state's chamber."""
        rows = self.gazetteer.lookup(place.name)
        return bool(rows) and rows[0].level == "state"

    def public(self, body: Mention) -> bool:
        """Whether an organization is a public body."""
        rows = [r for r in self.gazetteer.lookup(body.name) if r.kind == Kind.ORGANIZATION]
        public = {"government", "legislature", "court", "police", "military"}
        if rows:
            return bool(public.intersection(rows[0].types))
        return any(word in organization_heads().public for word in body.name.lower().split())
