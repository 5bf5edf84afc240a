"""Who holds, or held, which post: titles before and after names, with the place or body they are of.

Read: '[former] [party] [place or body] TITLE [of place or body] NAME', 'NAME, [the] … TITLE [of …]', 'the TITLE, NAME',
'Sens. NAME and NAME', and the tags of legislators ('R-Wis.'). A title that nobody holds gives nothing.
"""

from collections.abc import Iterator
from dataclasses import replace

from policygraph import vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors
from policygraph.extract._bodies import POSSESSIVES
from policygraph.extract._handovers import Handover, handover
from policygraph.extract._leaders import in_chamber
from policygraph.extract._named_bodies import named_body
from policygraph.extract._offices import told_by_verb
from policygraph.extract._parties import Parties
from policygraph.extract._post_bodies import PostBodies
from policygraph.extract._posts_alone import office_of
from policygraph.extract._readings import Reader, Reading
from policygraph.extract._successions import settled
from policygraph.extract._tenures import spell, tenure
from policygraph.extract._titles import TitleMatch, title_at
from policygraph.gazetteer import Gazetteer
from policygraph.model import Claim, Evidence, Extraction, Kind, Mention, Modality, Span
from policygraph.patterns import title_words

NEEDS = ("names", "dates", "references", "attributions")


def extract(annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> Iterator[Mention | Claim]:
    """Post mentions, and the claims about who holds them, of what, for which party and place."""
    yield from _Claims(annotated, found, gazetteer).run()


class _Claims:
    def __init__(self, annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> None:
        self.annotated, self.words, self.gazetteer = annotated, annotated.words, gazetteer
        self.reader = Reader(annotated, found.mentions, gazetteer)
        self.tag_mentions = {m.id: m for m in found.mentions if m.rule in ("party-tag", "place-tag")}
        self.attributions, self.found = found.attributions, found
        # Whom a verb tells of may be a pronoun: 'She was elected mayor.'
        nouns = ("title-reference", "noun-reference")
        self.subjects = Anchors(annotated, [m for m in found.mentions if m.rule not in nouns])
        self.of = PostBodies(annotated, self.reader, gazetteer)
        self.parties = Parties(self.reader, found, gazetteer)
        self.taken: list[str] = []  # posts that somebody took, as a verb tells
        self.count = 0

    def run(self) -> Iterator[Mention | Claim]:
        told = list({t.id if isinstance(t, Mention) else t: t for t in self._told()}.values())
        yield from settled(self.reader.anchors, self.found, told, self.taken, self.gazetteer)

    def _told(self) -> Iterator[Mention | Claim]:
        i = 0
        while i < len(self.words):
            match = self._shared_county(i) if self._inside_name(i) else title_at(self.words, i, len(self.words))
            if match is None or not self._one_sentence(match) or self._is_verb(match):
                i += 1
                continue
            yield from self._title(self.reader.reading(self._with_level(match)))
            i = match.end
        for person in self.reader.anchors.mentions:
            if person.kind is Kind.PERSON:
                found = [*self._tag_claims(person), *self.parties.beside(person), *self._belonging(person)]
                yield from (self._as_said(f, person.span.start) for f in found)
        yield from self._delegations()
        for finding in self.parties.stated():
            yield finding if isinstance(finding, Mention) else self._as_said(finding, finding.evidence.span.start)

    def _shared_county(self, i: int) -> TitleMatch | None:
        """'Clerk' after 'Roe County', which is a title with that word only: 'Roe County Clerk Jane Doe'."""
        place = self.reader.anchors.over(i)
        if place is None or place.kind is not Kind.JURISDICTION or self.reader.anchors.end(place) != i + 1:
            return None
        longer = title_at(self.words, i, len(self.words))
        shared = longer is not None and longer.end > i + 1 and title_at(self.words, i + 1, len(self.words)) is None
        return replace(longer, first=i + 1) if longer is not None and shared else None

    def _with_level(self, match: TitleMatch) -> TitleMatch:
        """'Attorney' after 'Roe County' is the county attorney: the place's last word belongs to both."""
        before = self.reader.anchors.before(match.first)
        if before is None or before.kind is not Kind.JURISDICTION:
            return match
        longer = title_at(self.words, match.first - 1, len(self.words))
        return replace(match, title=longer.title) if longer is not None and longer.end == match.end else match

    def _title(self, reading: Reading) -> Iterator[Mention | Claim]:
        """The claims of one title, if anybody holds it."""
        holders, rule, over = self.reader.holders(reading)
        office = None
        if reading.match.title.kind in ("office", "position") and rule in ("", "title-comma-name"):
            title = Span(start=self.words[reading.match.first].start, end=self.words[reading.match.end - 1].end)
            if passed := handover(self.subjects, self.found, title):
                yield from self._passed(reading, passed)
                return
            if office := told_by_verb(self.subjects, self.found, title):
                holders, rule, over = [office.holder], "title-by-verb", office.former
        if not holders:
            yield from self._unheld(reading)
            return
        start = self.words[reading.start].start
        spelled = spell(self.annotated, self.found, self.words[reading.end - 1].end) if len(holders) == 1 else ()
        reading = replace(reading, former=reading.former or over or (len(spelled) > 1 and spelled[1] is not None))
        for finding in self._claims(reading, holders, rule):
            yield self._as_said(finding, start)
            if not isinstance(finding, Mention) or finding.kind is not Kind.POST:
                continue
            for day, told in zip(spelled, (vocab.START_DATE, vocab.END_DATE), strict=False):
                if day is not None:
                    evidence = Evidence(span=self.annotated.sentence(start), rule=rule)
                    yield self._as_said(Claim(subject=finding.id, predicate=told, object=day, evidence=evidence), start)
            if office:
                self.taken += [finding.id] if office.taken else []
                days = tenure(self.annotated, self.found, office.verb, finding.id, rule)
                yield from (self._as_said(day, start) for day in days)

    def _unheld(self, reading: Reading) -> Iterator[Mention | Claim]:
        """The post of a title that nobody is said to hold, where the text tells whose office it is."""
        if (place := office_of(self.reader, reading, self.gazetteer)) is None:
            return
        span, name = self.of.named(reading)
        evidence = Evidence(span=self.annotated.sentence(span.start), rule="post-alone")
        post = Mention(id=f"p{self.count}", kind=Kind.POST, span=span, name=name, rule="post-alone")
        self.count += 1
        yield from (b for b in reading.bodies if b.rule == "demonym")
        yield post
        of = Claim(subject=post.id, predicate=vocab.HAS_JURISDICTION, object=place.id, evidence=evidence)
        yield self._as_said(of, span.start)

    def _passed(self, reading: Reading, passed: Handover) -> Iterator[Mention | Claim]:
        """The claims of one office that passes from one to another: what is planned makes nobody its holder yet."""
        start = self.words[reading.start].start
        for holder, former, when, predicate in (
            (passed.after, False, passed.since, vocab.START_DATE),
            (passed.before, not passed.planned or self._late(passed.before), passed.until, vocab.END_DATE),
        ):
            if holder is None:
                continue
            planned = passed.planned and holder is passed.after
            for finding in self._claims(replace(reading, former=former, hopeful=False), [holder], "succession"):
                if not planned or not isinstance(finding, Claim):
                    yield self._as_said(finding, start)
                elif finding.predicate == vocab.HOLDS:
                    yield self._as_said(replace(finding, modality=Modality.PLANNED), start)
                elif finding.subject != holder.id:
                    yield self._as_said(finding, start)
                if isinstance(finding, Mention) and finding.kind is Kind.POST and not planned:
                    self.taken += [] if former else [finding.id]
                    if when is not None:
                        sentence = self.annotated.sentence(passed.verb.idx)
                        evidence = Evidence(span=sentence, rule="succession")
                        yield Claim(subject=finding.id, predicate=predicate, object=when, evidence=evidence)

    def _late(self, person: Mention | None) -> bool:
        """Whether a word before a name tells that its bearer is in office no more: 'the late Jane Doe'."""
        if person is None:
            return False
        i = self.reader.anchors.word_range(person.span)[0]
        return any(self.reader.text(n).lower() in title_words().former for n in (i - 1, i - 2))

    def _delegations(self) -> Iterator[Claim]:
        """'Members of Ohio's congressional delegation …': whom the tables know to sit for that state is of it."""
        people = [m for m in self.reader.anchors.mentions if m.kind is Kind.PERSON and self.reader.tag_of(m) is None]
        for state in self.reader.anchors.mentions:
            i = self.reader.anchors.end(state)
            i += self.reader.text(i) in POSSESSIVES
            i += self.reader.text(i).lower() == "congressional"
            if self.reader.text(i).lower() != "delegation" or not self.of.is_state(state):
                continue
            evidence = Evidence(span=self.annotated.sentence(state.span.start), rule="delegation")
            for person in people:
                if self.of.served(person, state):
                    yield Claim(subject=person.id, predicate=vocab.REPRESENTS, object=state.id, evidence=evidence)
            return

    def _as_said(self, finding: Mention | Claim, start: int) -> Mention | Claim:
        """A claim whose words stand in a quotation is its speaker's, and no edge of the world."""
        if not isinstance(finding, Claim) or not self.annotated.quoted(start):
            return finding
        said = next((a for a in self.attributions if a.told and a.content.start <= start < a.content.end), None)
        return replace(finding, attributed_to=said.speaker if said else None, modality=Modality.ALLEGED)

    def _inside_name(self, i: int) -> bool:
        mention = self.reader.anchors.over(i)
        return mention is not None

    def _is_verb(self, match: TitleMatch) -> bool:
        """Whether a word in lower case is no title but a verb: 'to judge Jane Doe by'."""
        word = self.words[match.first]
        one = match.end == match.first + 1 and not word.capital
        return one and self.annotated.all_tokens[word.last].pos_ == "VERB"

    def _one_sentence(self, match: TitleMatch) -> bool:
        first, last = self.words[match.first], self.words[match.end - 1]
        return self.annotated.sentence(first.start) == self.annotated.sentence(last.end - 1)

    def _claims(self, reading: Reading, holders: list[Mention], rule: str) -> Iterator[Mention | Claim]:
        title = reading.match.title
        evidence = Evidence(span=self.annotated.sentence(self.words[reading.start].start), rule=rule)
        if reading.party:
            yield from self.parties.adjective(reading.party, holders, evidence)
        if title.kind == "member" and rule != "title-after-name":  # 'Doe, a member of' is read from the parse
            yield from self._members(reading, holders, evidence)
        if title.proper and not self.words[reading.match.first].capital:
            return
        reading = self._fuller(reading, holders, rule)
        title = reading.match.title
        if title.kind in ("honorific", "member") or reading.hopeful or not (reading.bodies or title.kind == "office"):
            return
        yield from (b for b in reading.bodies if b.rule == "demonym")
        if body := self._named_body(reading, holders):
            yield body
        span, name = self.of.named(reading)
        for holder in holders:
            post = Mention(id=f"p{self.count}", kind=Kind.POST, span=span, name=name, rule=rule)
            self.count += 1
            yield post
            yield from self._holding(post, reading, holder, evidence)
            if body is not None:
                yield Claim(subject=post.id, predicate=vocab.POST_IN, object=body.id, evidence=evidence)

    def _holding(self, post: Mention, reading: Reading, holder: Mention, evidence: Evidence) -> Iterator[Claim]:
        """Who holds or held a post, and what it is of."""
        held = vocab.FORMERLY_HELD if reading.former else vocab.HOLDS
        yield Claim(subject=holder.id, predicate=held, object=post.id, evidence=evidence)
        yield from self.of.of(post, reading, holder, evidence)
        if not reading.bodies:
            yield from self.of.after_name(post, reading, holder, evidence)
        number = self.reader.tag_of(holder)
        if number is not None and reading.match.title.legislature:
            place = self.tag_mentions.get(f"t{number}-place")
            if place and self.of.is_state(place) and not self._has_place(reading):
                yield Claim(subject=post.id, predicate=vocab.HAS_JURISDICTION, object=place.id, evidence=evidence)

    def _fuller(self, reading: Reading, holders: list[Mention], rule: str) -> Reading:
        """A reading with what is told elsewhere: the office that its title is short for, the body after a name."""
        if reading.match.title.offices:
            capital, day = self.words[reading.match.first].capital, self.annotated.document.published
            return in_chamber(reading, holders[0], self.found.mentions if capital else (), self.gazetteer, day)
        if reading.match.title.kind == "position" and rule == "title-before-name" and not reading.bodies:
            # 'Trustees A and B of the Laredo School District'
            body = self.reader.body_after(holders[-1])
            return replace(reading, bodies=(body,)) if body is not None else reading
        return reading

    def _members(self, reading: Reading, holders: list[Mention], evidence: Evidence) -> Iterator[Claim]:
        """'Judiciary Committee members A and B'."""
        for body in reading.bodies[:1]:
            if body.kind is Kind.ORGANIZATION and not (reading.hopeful or reading.former):
                for holder in holders:
                    yield Claim(subject=holder.id, predicate=vocab.MEMBER_OF, object=body.id, evidence=evidence)

    def _named_body(self, reading: Reading, holders: list[Mention]) -> Mention | None:
        """The body that the title's own words name, unless one is told."""
        if any(b.kind is Kind.ORGANIZATION for b in reading.bodies):
            return None
        told = (b for b in reading.bodies if b.kind is Kind.JURISDICTION and not b.reference)
        place = next(told, self.reader.place_after(holders[0]))
        words = self.words[reading.match.first : reading.match.end]
        day = self.annotated.document.published
        return named_body(reading.match.title, words, place, holders, self.found.mentions, self.gazetteer, day)

    def _has_place(self, reading: Reading) -> bool:
        return any(b.kind is Kind.JURISDICTION for b in reading.bodies)

    def _belonging(self, person: Mention) -> Iterator[Claim]:
        """'John Roe of the Doe Fund' is a member of it, unless it is a public body."""
        body = self.reader.body_after(person)
        if body is not None and not self.of.public(body):
            evidence = Evidence(span=self.annotated.sentence(person.span.start), rule="name-of-body")
            yield Claim(subject=person.id, predicate=vocab.MEMBER_OF, object=body.id, evidence=evidence)

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
