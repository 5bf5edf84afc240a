"""Who holds, or held, which post: titles before and after names, with the place or body they are of.

Read: '[former] [party] [place or body] TITLE [of place or body] NAME', 'NAME, [the] … TITLE [of …]', 'the TITLE, NAME',
'Sens. NAME and NAME', and the tags of legislators ('R-Wis.'). A title that nobody holds gives nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from policygraph import vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.extract import _tags
from policygraph.extract._anchors import Anchors
from policygraph.extract._titles import TitleMatch, title_at
from policygraph.gazetteer import Gazetteer
from policygraph.model import Claim, Evidence, Extraction, Kind, Mention, Span
from policygraph.patterns import organization_heads, title_words

NEEDS = ("names",)

_BODIES = (Kind.ORGANIZATION, Kind.JURISDICTION, Kind.PLACE)
_OF = frozenset({"of", "for", "at", "from", "with", "in"})
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_COMMON_BODIES = frozenset(
    {"city", "county", "state", "country", "nation", "town", "village", "department", "agency"}
)
_COMMAS = frozenset({",", "—", "–", "("})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A title with what stands around it. Word numbers; `start` takes in the words that belong to the title."""

    match: TitleMatch
    start: int  # first word of the title, its own modifiers included
    outer: int  # first word of the whole phrase
    end: int  # word after the whole phrase
    bodies: tuple[Mention, ...]
    party: tuple[int, str] | None  # word, slug
    former: bool
    hopeful: bool


def extract(
    annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer
) -> Iterator[Mention | Claim]:
    """Post mentions, and the claims about who holds them, of what, for which party and place."""
    reader = _Reader(annotated, found, gazetteer)
    yield from reader.run()


class _Reader:
    def __init__(self, annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> None:
        self.annotated, self.words, self.gazetteer = annotated, annotated.words, gazetteer
        self.anchors = Anchors(annotated, found.mentions)
        self.tags = {tag.span.start: number for number, tag in enumerate(_tags.tags(annotated))}
        self.tag_mentions = {m.id: m for m in found.mentions if m.rule in ("party-tag", "place-tag")}
        self.count = 0
        self.apposed: dict[int, Mention] = {}  # the word after an apposition → whose it is

    def run(self) -> Iterator[Mention | Claim]:
        i = 0
        while i < len(self.words):
            match = None if self._inside_name(i) else title_at(self.words, i, len(self.words))
            if match is None or not self._one_sentence(match):
                i += 1
                continue
            reading = self._reading(match)
            holders, rule = self._holders(reading)
            if rule == "title-after-name":
                self.apposed[reading.end] = holders[0]
            if holders:
                yield from self._claims(reading, holders, rule)
            i = match.end
        yield from self._tag_claims()
        yield from self._party_names()

    def _inside_name(self, i: int) -> bool:
        mention = self.anchors.over(i)
        return mention is not None

    def _one_sentence(self, match: TitleMatch) -> bool:
        first, last = self.words[match.first], self.words[match.end - 1]
        return self.annotated.sentence(first.start) == self.annotated.sentence(last.end - 1)

    # ---- what stands around a title -------------------------------------------------------------------------------

    def _reading(self, match: TitleMatch) -> _Reading:
        start, outer, former, hopeful, party, left = self._leftwards(match)
        end, right, hopeful_after = self._rightwards(match.end)
        return _Reading(
            match=match,
            start=start,
            outer=outer,
            end=end,
            bodies=(*left, *right),
            party=party,
            former=former,
            hopeful=hopeful or hopeful_after,
        )

    def _leftwards(
        self, match: TitleMatch
    ) -> tuple[int, int, bool, bool, tuple[int, str] | None, tuple[Mention, ...]]:
        words, known = self.words, title_words()
        i = start = match.first
        former = hopeful = False
        party: tuple[int, str] | None = None
        bodies: tuple[Mention, ...] = ()
        while i > 0 and not bodies:
            text = words[i - 1].text.lower()
            prefix, _, rest = text.partition("-")
            if text in known.former or (prefix in known.former and rest == ""):
                former = True
            elif text in known.hopeful:
                hopeful = True
            elif slug := known.parties.get(text):
                party = (i - 1, slug)
            elif text in known.current or self._article_within(i - 1) or self._common_possessor(i - 1):
                pass
            elif mention := self._body_before(i):
                bodies = (mention,)
                i = self.anchors.word_range(mention.span)[0] + 1
            elif match.title.kind == "position" and start == i and self._modifies(i - 1):
                start = i - 1
            else:
                break
            i -= 1
        return start, i, former, hopeful, party, bodies

    def _article_within(self, i: int) -> bool:
        """Whether an article stands between a title and a word that tells its time: 'then the director'."""
        return self._text(i) in _ARTICLES and self._text(i - 1).lower() in title_words().former

    def _common_possessor(self, i: int) -> bool:
        """Whether a word is of 'the city's', before a title whose city is told elsewhere."""
        text = self._text(i)
        if text in _POSSESSIVES:
            return self._text(i - 1) in _COMMON_BODIES
        return text in _COMMON_BODIES and self._text(i + 1) in _POSSESSIVES

    def _body_before(self, i: int) -> Mention | None:
        """The place or body right before a word, a possessive between them aside."""
        mention = self.anchors.before(i)
        if mention is None and i > 1 and self.words[i - 1].text in _POSSESSIVES:
            mention = self.anchors.before(i - 1)
        if mention is None or mention.kind not in _BODIES:
            return None
        # A lone name that only the model calls an organization is often a person: 'Doe's energy secretary'.
        lone = mention.rule == "spacy" and " " not in mention.name and mention.kind is Kind.ORGANIZATION
        return None if lone else mention

    def _modifies(self, i: int) -> bool:
        """Whether a lower-case noun or adjective before a title belongs to it: 'human rights director'."""
        token = self.annotated.parse[self.words[i].last]
        return (
            token.pos_ in ("NOUN", "ADJ", "PROPN")
            and self.anchors.over(i) is None
            and self.words[i].text[0].isalpha()
        )

    def _rightwards(self, i: int) -> tuple[int, tuple[Mention, ...], bool]:
        words = self.words
        hopeful = False
        if i < len(words) and words[i].text.lower().lstrip("-") in title_words().hopeful_after:
            hopeful, i = True, i + 1
        bodies: list[Mention] = []
        while i + 1 < len(words) and words[i].text.lower() in _OF:
            at = i + 1 + (words[i + 1].text.lower() in ("the", "our"))
            mention = self.anchors.at(at)
            if mention is None or mention.kind not in _BODIES:
                break
            bodies.append(mention)
            i = self.anchors.end(mention)
        return i, tuple(bodies), hopeful

    # ---- who holds it ---------------------------------------------------------------------------------------------

    def _holders(self, reading: _Reading) -> tuple[list[Mention], str]:
        if after := self._person(reading.end):
            return self._coordinated(after, reading), "title-before-name"
        if before := self._apposed_to(reading):
            return [before], "title-after-name"
        if reading.end + 1 < len(self.words) and self.words[reading.end].text == ",":
            following = self._person(reading.end + 1)
            definite = reading.bodies or self._text(reading.outer - 1).lower() == "the"
            if following and definite and not reading.match.plural:
                return [following], "title-comma-name"
        return [], ""

    def _person(self, i: int) -> Mention | None:
        """The person named from a word on, a form of address before the name aside."""
        for at in (i, i + 1):
            mention = self.anchors.at(at)
            if mention is not None and mention.kind is Kind.PERSON:
                return mention if at == i or title_at(self.words, i, at) else None
        return None

    def _coordinated(self, first: Mention, reading: _Reading) -> list[Mention]:
        """All holders of a plural title: 'Reps. A, B (D-N.M.), and C'."""
        holders = [first]
        while reading.match.plural:
            i = self._after_tag(holders[-1])
            while i < len(self.words) and self.words[i].text in (",", "and", "&"):
                i += 1
            following = self.anchors.at(i)
            between = self._text_between(holders[-1].span.end, i)
            if following is None or following.kind is not Kind.PERSON or not between.strip():
                break
            holders.append(following)
        return holders

    def _apposed_to(self, reading: _Reading) -> Mention | None:
        """The person before ', [the] … TITLE', a tag or an age between them aside."""
        i = reading.start if reading.outer > reading.start else reading.outer
        while i > 0 and self._text(i - 1).lower() in _ARTICLES:
            i -= 1
        if self._text(i - 1) == "and" and i - 1 in self.apposed:
            return self.apposed[i - 1]
        i = self._relative(i)
        if i < 2 or self._text(i - 1) not in _COMMAS:
            return None
        i -= 1
        person = self.anchors.before(i)
        if person is None or person.kind is not Kind.PERSON:
            tagged = [m for m in self.anchors.mentions if m.kind is Kind.PERSON and self._after_tag(m) == i]
            person = tagged[-1] if tagged else None
        if person is None or person.kind is not Kind.PERSON:
            return None
        # After a title of its own the name's apposition may be another's: 'Mayor A, Sheriff B'.
        return None if self._person(reading.end) else person

    def _relative(self, i: int) -> int:
        """The word at which ', who is also' before a title begins, or the same word."""
        at = i
        while self._text(at - 1) in ("also", "currently", "now", "as"):
            at -= 1
        verb = self._text(at - 1) in ("is", "serves")
        return at - 2 if verb and self._text(at - 2) == "who" else i

    def _after_tag(self, person: Mention) -> int:
        """The word after a person's name and tag."""
        i = self.anchors.end(person)
        number = self._tag_of(person)
        if number is None:
            return i
        tag = _tags.tags(self.annotated)[number]
        return self.anchors.word_range(tag.span)[1] + (
            self._text(self.anchors.word_range(tag.span)[1]) == ")"
        )

    def _tag_of(self, person: Mention) -> int | None:
        """The number of the tag that follows a name: ', R-Wis.' or ' (R-Mo.)', a possessive aside."""
        for gap in range(1, 6):
            start = person.span.end + gap
            if start in self.tags:
                between = self.annotated.document.text[person.span.end : start]
                return self.tags[start] if between.strip("’'s ,(") == "" else None
        return None

    def _text(self, i: int) -> str:
        return self.words[i].text if 0 <= i < len(self.words) else ""

    def _text_between(self, start: int, word: int) -> str:
        return self.annotated.document.text[start : self.words[word].start] if word < len(self.words) else ""

    # ---- claims -----------------------------------------------------------------------------------------------------

    def _claims(self, reading: _Reading, holders: list[Mention], rule: str) -> Iterator[Mention | Claim]:
        title = reading.match.title
        span = Span(start=self.words[reading.start].start, end=self.words[reading.match.end - 1].end)
        evidence = Evidence(span=self.annotated.sentence(span.start), rule=rule)
        if reading.party:
            yield from self._party(reading.party, holders, evidence)
        if title.kind == "honorific" or reading.hopeful or (title.kind == "position" and not reading.bodies):
            return
        name = title.name
        if title.kind == "position":
            name = self.annotated.document.text[span.start : span.end]
        for holder in holders:
            post = Mention(id=f"p{self.count}", kind=Kind.POST, span=span, name=name, rule=rule)
            self.count += 1
            yield post
            held = vocab.FORMERLY_HELD if reading.former else vocab.HOLDS
            yield Claim(subject=holder.id, predicate=held, object=post.id, evidence=evidence)
            yield from self._of(post, reading, holder, evidence)
            number = self._tag_of(holder)
            if number is not None and title.legislature:
                place = self.tag_mentions.get(f"t{number}-place")
                if place and self._is_state(place) and not self._has_place(reading):
                    yield Claim(
                        subject=post.id, predicate=vocab.HAS_JURISDICTION, object=place.id, evidence=evidence
                    )
            if title.usual and title.name.startswith("Secretary of"):
                yield from self._named_body(post, reading, evidence)

    def _of(self, post: Mention, reading: _Reading, holder: Mention, evidence: Evidence) -> Iterator[Claim]:
        """What a post is of; who holds a position in a private body, or chairs one, is a member of it."""
        for body in reading.bodies:
            if body.kind is Kind.ORGANIZATION:
                yield Claim(subject=post.id, predicate=vocab.POST_IN, object=body.id, evidence=evidence)
                chairs = reading.match.title.name == "Chair"
                if not reading.former and (chairs or not self._public(body)):
                    yield Claim(
                        subject=holder.id, predicate=vocab.MEMBER_OF, object=body.id, evidence=evidence
                    )
            elif body.kind is Kind.JURISDICTION:
                yield Claim(
                    subject=post.id, predicate=vocab.HAS_JURISDICTION, object=body.id, evidence=evidence
                )

    def _is_state(self, place: Mention) -> bool:
        """Whether a tag's place is a state; a legislator tagged with a town sits in a state's chamber."""
        rows = self.gazetteer.lookup(place.name)
        return bool(rows) and rows[0].level == "state"

    def _has_place(self, reading: _Reading) -> bool:
        return any(b.kind is Kind.JURISDICTION for b in reading.bodies)

    def _named_body(self, post: Mention, reading: _Reading, evidence: Evidence) -> Iterator[Mention | Claim]:
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

    def _party(
        self, party: tuple[int, str], holders: list[Mention], evidence: Evidence
    ) -> Iterator[Mention | Claim]:
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

    def _party_names(self) -> Iterator[Mention | Claim]:
        """'Democrat Jane Doe': a party as the word right before a name."""
        for person in self.anchors.mentions:
            first = self.anchors.word_range(person.span)[0]
            slug = title_words().parties.get(self._text(first - 1).lower())
            if person.kind is Kind.PERSON and slug and self._text(first - 1)[0].isupper():
                evidence = Evidence(span=self.annotated.sentence(person.span.start), rule="party-before-name")
                yield from self._party((first - 1, slug), [person], evidence)

    def _tag_claims(self) -> Iterator[Claim]:
        """Party and constituency of the person before each tag."""
        for person in self.anchors.mentions:
            number = self._tag_of(person) if person.kind is Kind.PERSON else None
            if number is None:
                continue
            evidence = Evidence(span=self.annotated.sentence(person.span.start), rule="tag-after-name")
            for part, predicate in (("party", vocab.MEMBER_OF), ("place", vocab.REPRESENTS)):
                mention = self.tag_mentions.get(f"t{number}-{part}")
                if mention is not None:
                    yield Claim(subject=person.id, predicate=predicate, object=mention.id, evidence=evidence)
