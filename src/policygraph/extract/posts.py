"""Who holds, or held, which post: titles before and after names, with the place or body they are of.

Read: '[former] [party] [place or body] TITLE [of place or body] NAME', 'NAME, [the] … TITLE [of …]', 'the TITLE, NAME',
'Sens. NAME and NAME', and the tags of legislators ('R-Wis.'). A title that nobody holds gives nothing.
"""

from collections.abc import Iterator
from dataclasses import replace

from policygraph import vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.extract._offices import told_by_verb
from policygraph.extract._readings import Reader, Reading
from policygraph.extract._titles import TitleMatch, title_at
from policygraph.gazetteer import Gazetteer
from policygraph.model import Claim, Evidence, Extraction, Kind, Mention, Modality, Span
from policygraph.patterns import organization_heads, title_words

NEEDS = ("names", "attributions")

# Mentions that name nobody: a title in them is read like any other.
_POINTING = frozenset({"title-reference", "noun-reference", "pronoun"})


def extract(annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> Iterator[Mention | Claim]:
    """Post mentions, and the claims about who holds them, of what, for which party and place."""
    yield from _Claims(annotated, found, gazetteer).run()


class _Claims:
    def __init__(self, annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> None:
        self.annotated, self.words, self.gazetteer = annotated, annotated.words, gazetteer
        self.reader = Reader(annotated, [m for m in found.mentions if m.rule not in _POINTING])
        self.tag_mentions = {m.id: m for m in found.mentions if m.rule in ("party-tag", "place-tag")}
        self.attributions, self.found = found.attributions, found
        self.count = 0

    def run(self) -> Iterator[Mention | Claim]:
        i = 0
        while i < len(self.words):
            match = None if self._inside_name(i) else title_at(self.words, i, len(self.words))
            if match is None or not self._one_sentence(match):
                i += 1
                continue
            reading = self.reader.reading(match)
            holders, rule = self.reader.holders(reading)
            if not holders and reading.match.title.kind != "honorific":
                title = Span(start=self.words[match.first].start, end=self.words[match.end - 1].end)
                if office := told_by_verb(self.reader.anchors, self.found, title):
                    holders, rule = [office.holder], "title-by-verb"
                    reading = replace(reading, former=reading.former or office.former)
            if holders:
                start = self.words[reading.start].start
                yield from (self._as_said(f, start) for f in self._claims(reading, holders, rule))
            i = match.end
        for person in self.reader.anchors.mentions:
            if person.kind is Kind.PERSON:
                found = [*self._tag_claims(person), *self._party_names(person)]
                yield from (self._as_said(f, person.span.start) for f in found)

    def _as_said(self, finding: Mention | Claim, start: int) -> Mention | Claim:
        """A claim whose words stand in a quotation is its speaker's, and no edge of the world."""
        if not isinstance(finding, Claim) or not self.annotated.quoted(start):
            return finding
        said = next((a for a in self.attributions if a.told and a.content.start <= start < a.content.end), None)
        return replace(finding, attributed_to=said.speaker if said else None, modality=Modality.ALLEGED)

    def _inside_name(self, i: int) -> bool:
        mention = self.reader.anchors.over(i)
        return mention is not None

    def _one_sentence(self, match: TitleMatch) -> bool:
        first, last = self.words[match.first], self.words[match.end - 1]
        return self.annotated.sentence(first.start) == self.annotated.sentence(last.end - 1)

    def _claims(self, reading: Reading, holders: list[Mention], rule: str) -> Iterator[Mention | Claim]:
        title = reading.match.title
        span = Span(start=self.words[reading.start].start, end=self.words[reading.match.end - 1].end)
        evidence = Evidence(span=self.annotated.sentence(span.start), rule=rule)
        if reading.party:
            yield from self._party(reading.party, holders, evidence)
        if title.kind == "honorific" or reading.hopeful or (title.kind == "position" and not reading.bodies):
            return
        name = title.name
        if title.kind == "position" or reading.ranked:
            name = self.annotated.document.text[span.start : span.end]
        for holder in holders:
            post = Mention(id=f"p{self.count}", kind=Kind.POST, span=span, name=name, rule=rule)
            self.count += 1
            yield post
            held = vocab.FORMERLY_HELD if reading.former else vocab.HOLDS
            yield Claim(subject=holder.id, predicate=held, object=post.id, evidence=evidence)
            yield from self._of(post, reading, holder, evidence)
            place = self.reader.place_after(holder)
            if place is not None and not reading.bodies:
                yield Claim(subject=post.id, predicate=vocab.HAS_JURISDICTION, object=place.id, evidence=evidence)
            number = self.reader.tag_of(holder)
            if number is not None and title.legislature:
                place = self.tag_mentions.get(f"t{number}-place")
                if place and self._is_state(place) and not self._has_place(reading):
                    yield Claim(subject=post.id, predicate=vocab.HAS_JURISDICTION, object=place.id, evidence=evidence)
            if title.usual and title.name.startswith("Secretary of"):
                yield from self._named_body(post, reading, evidence)

    def _of(self, post: Mention, reading: Reading, holder: Mention, evidence: Evidence) -> Iterator[Claim]:
        """What a post is of; who holds a position in a private body, or chairs one, is a member of it."""
        for body in reading.bodies:
            if body.kind is Kind.ORGANIZATION:
                yield Claim(subject=post.id, predicate=vocab.POST_IN, object=body.id, evidence=evidence)
                chairs = reading.match.title.name == "Chair"
                if not reading.former and (chairs or not self._public(body)):
                    yield Claim(subject=holder.id, predicate=vocab.MEMBER_OF, object=body.id, evidence=evidence)
            elif body.kind is Kind.JURISDICTION:
                yield Claim(subject=post.id, predicate=vocab.HAS_JURISDICTION, object=body.id, evidence=evidence)

    def _is_state(self, place: Mention) -> bool:
        """Whether a tag's place is a state; a legislator tagged with a town sits in a state's chamber."""
        rows = self.gazetteer.lookup(place.name)
        return bool(rows) and rows[0].level == "state"

    def _has_place(self, reading: Reading) -> bool:
        return any(b.kind is Kind.JURISDICTION for b in reading.bodies)

    def _named_body(self, post: Mention, reading: Reading, evidence: Evidence) -> Iterator[Mention | Claim]:
        """The department that a cabinet title names: 'Homeland Security' in 'Homeland Security Secretary'."""
        slug = reading.match.title.body.get("country", "")
        words = [
            w
            for w in self.words[reading.match.first : reading.match.end]
            if w.text.lower() not in ("secretary", "of", "the")
        ]
        if not slug or not words or any(b.kind is Kind.ORGANIZATION for b in reading.bodies):
            return
        body = Mention(
            id=f"b{reading.match.first}",
            kind=Kind.ORGANIZATION,
            span=Span(start=words[0].start, end=words[-1].end),
            name=self.gazetteer.record(slug).name,
            rule="title-names-body",
        )
        yield body
        yield Claim(subject=post.id, predicate=vocab.POST_IN, object=body.id, evidence=evidence)

    def _public(self, body: Mention) -> bool:
        """Whether an organization is a public body."""
        rows = [r for r in self.gazetteer.lookup(body.name) if r.kind == Kind.ORGANIZATION]
        public = {"government", "legislature", "court", "police", "military"}
        if rows:
            return bool(public.intersection(rows[0].types))
        return any(word in organization_heads().public for word in body.name.lower().split())

    def _party(self, party: tuple[int, str], holders: list[Mention], evidence: Evidence) -> Iterator[Mention | Claim]:
        word, slug = self.words[party[0]], party[1]
        mention = Mention(
            id=f"y{party[0]}",
            kind=Kind.ORGANIZATION,
            span=Span(start=word.start, end=word.end),
            name=self.gazetteer.record(slug).name,
            rule="party-adjective",
        )
        yield mention
        for holder in holders:
            yield Claim(subject=holder.id, predicate=vocab.MEMBER_OF, object=mention.id, evidence=evidence)

    def _party_names(self, person: Mention) -> Iterator[Mention | Claim]:
        """'Democrat Jane Doe' and 'Jane Doe, a Democrat': a party as the word right before a name, or after it."""
        text, parties = self.reader.text, title_words().parties
        first, end = self.reader.anchors.word_range(person.span)[0], self.reader.after_tag(person)
        sentence = self.annotated.sentence(person.span.start)
        if (slug := parties.get(text(first - 1).lower())) and text(first - 1)[0].isupper():
            evidence = Evidence(span=sentence, rule="party-before-name")
            yield from self._party((first - 1, slug), [person], evidence)
        if text(end) == "," and text(end + 1) == "a" and (slug := parties.get(text(end + 2).lower())):
            evidence = Evidence(span=sentence, rule="party-after-name")
            yield from self._party((end + 2, slug), [person], evidence)

    def _tag_claims(self, person: Mention) -> Iterator[Claim]:
        """Party and constituency of a person, from the tag after the name."""
        number = self.reader.tag_of(person)
        if number is None:
            return
        evidence = Evidence(span=self.annotated.sentence(person.span.start), rule="tag-after-name")
        for part, predicate in (("party", vocab.MEMBER_OF), ("place", vocab.REPRESENTS)):
            mention = self.tag_mentions.get(f"t{number}-{part}")
            if mention is not None:
                yield Claim(subject=person.id, predicate=predicate, object=mention.id, evidence=evidence)
