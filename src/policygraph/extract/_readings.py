"""What stands around a title: the words that tell its time and party, what it is of, and who holds it."""

from collections.abc import Sequence
from dataclasses import dataclass

from policygraph.annotate import AnnotatedDocument
from policygraph.extract import _tags
from policygraph.extract._anchors import Anchors
from policygraph.extract._bodies import POSSESSIVES, Bodies
from policygraph.extract._titles import TitleMatch, title_at, without_past
from policygraph.gazetteer import Gazetteer
from policygraph.model import Kind, Mention
from policygraph.patterns import title_words

_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their"})
_COMMON_BODIES = frozenset({"city", "county", "state", "country", "nation", "town", "village", "department", "agency"})
_ADVERBS = frozenset({"also", "currently", "now", "as", "previously", "once", "formerly", "recently", "then", "later"})
_POINTING = frozenset({"title-reference", "noun-reference", "pronoun"})
_FARTHEST_TAG = 16  # code points after a name, degrees between
_COMMAS = frozenset({",", "—", "–", "("})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A title with what stands around it. Word numbers; `start` takes in the words that belong to the title."""

    match: TitleMatch
    start: int  # first word of the title, its own modifiers included
    outer: int  # first word of the whole phrase
    end: int  # word after the whole phrase
    bodies: tuple[Mention, ...]
    party: tuple[int, str] | None  # word, slug
    former: bool
    hopeful: bool
    ranked: bool  # a lower post, named by a rank and the title together: 'deputy mayor'


class Reader:
    """Reads the titles of one document in text order; an apposition may go on in the next ('X and former Y')."""

    def __init__(self, annotated: AnnotatedDocument, mentions: Sequence[Mention], gazetteer: Gazetteer) -> None:
        self.annotated, self.words = annotated, annotated.words
        # Mentions that name nobody: a title in them is read like any other.
        self.anchors = Anchors(annotated, [m for m in mentions if m.rule not in _POINTING])
        self.bodies = Bodies(annotated, self.anchors, gazetteer, mentions)
        self.all_tags = _tags.tags(annotated)
        self.tags = {tag.span.start: number for number, tag in enumerate(self.all_tags)}
        self._apposed: dict[int, Mention] = {}  # the word after an apposition → whose it is
        self._last: Reading | None = None

    def reading(self, match: TitleMatch) -> Reading:
        """A title with what stands around it."""
        ranked = match.first > 0 and self.text(match.first - 1).lower() in title_words().ranks
        start, outer, former, hopeful, party, left = self._leftwards(match)
        end, right, hopeful_after = self._rightwards(match)
        last = self._last
        if last and last.match.end == outer - 1 and self.text(outer - 1) in ("and", "&", ","):
            # 'a former mayor and senator', 'the Doe Fund chairman and director': said once of both.
            former = former or (last.former and self._person(end) is None)
            if not (left or right) and {match.title.kind, last.match.title.kind} == {"position"}:
                left = last.bodies
        elif last and not (left or right) and {match.title.name, last.match.title.name} == {"Chair"}:
            # 'Doe Committee Chairwoman Jane Doe and Ranking Member John Roe'
            person = self.anchors.before(outer - 1) if self.text(outer - 1) == "and" else None
            if person is not None and self._person(last.end) == person:
                left = last.bodies
        self._last = Reading(
            match=match,
            start=start,
            outer=outer,
            end=end,
            bodies=(*left, *right),
            party=party,
            former=former,
            hopeful=hopeful or hopeful_after,
            ranked=ranked,
        )
        return self._last

    def _leftwards(self, match: TitleMatch) -> tuple[int, int, bool, bool, tuple[int, str] | None, tuple[Mention, ...]]:
        words, known = self.words, title_words()
        i = start = match.first
        former, hopeful = without_past(words[i].text) != words[i].text, False
        party: tuple[int, str] | None = None
        bodies: tuple[Mention, ...] = ()
        while i > 0:
            text = words[i - 1].text.lower()
            if self._past(i - 1) and not (bodies and text == "then"):
                former = True
            elif text in known.hopeful:
                hopeful = True
            elif text in known.ranks and start == i and not bodies:
                start = i - 1
            elif slug := known.parties.get(text):
                party = (i - 1, slug)
            elif self._beside_title(i - 1) and not self.bodies.possessor(i):
                pass
            elif bodies:
                break  # left of what it is of, only words of time and party are the title's
            elif mention := self.bodies.left_of(i, match.title):
                bodies = (mention,)
                i = self.anchors.word_range(mention.span)[0] + 1
            elif match.title.kind == "position" and start == i and self._modifies(i - 1):
                start = i - 1
            else:
                break
            i -= 1
        return start, i, former, hopeful, party, bodies

    def _past(self, i: int) -> bool:
        """Whether a word says that the holding is over: 'former', 'ex-', 'then-' before a place ('then-Ohio Gov.')."""
        text = self.text(i)
        rest = without_past(text)
        return text.lower().rstrip("-") in title_words().former or (rest != text and rest[0].isupper())

    def _beside_title(self, i: int) -> bool:
        """Whether a word beside a title tells nothing of what it is of: 'acting', 'the city's'."""
        return self.text(i).lower() in title_words().current or self._article_within(i) or self._common_possessor(i)

    def _article_within(self, i: int) -> bool:
        """Whether an article stands between a title and a word that tells its time: 'then the director'."""
        return self.text(i) in _ARTICLES and self.text(i - 1).lower() in title_words().former

    def _common_possessor(self, i: int) -> bool:
        """Whether a word is of 'the city's', before a title whose city is told elsewhere."""
        text = self.text(i)
        if text in POSSESSIVES:
            return self.text(i - 1) in _COMMON_BODIES
        return text in _COMMON_BODIES and self.text(i + 1) in POSSESSIVES

    def _modifies(self, i: int) -> bool:
        """Whether a lower-case noun or adjective before a title belongs to it: 'human rights director'."""
        token = self.annotated.all_tokens[self.words[i].last]
        return (
            token.pos_ in ("NOUN", "ADJ", "PROPN") and self.anchors.over(i) is None and self.words[i].text[0].isalpha()
        )

    def _rightwards(self, match: TitleMatch) -> tuple[int, tuple[Mention, ...], bool]:
        words, i, hopeful = self.words, match.end, False
        if i < len(words) and words[i].text.lower().lstrip("-") in title_words().hopeful_after:
            hopeful, i = True, i + 1
        if match.title.envoy and self.text(i) == "to" and (receiver := self.bodies.named_at(i + 1)):
            return self.anchors.end(receiver), (), hopeful  # 'Ambassador to Mexico Jane Doe'
        end, bodies = self.bodies.of(i)
        if not bodies and match.title.kind == "position":
            end, bodies = self.bodies.of_field(i) or self._of_next(i) or (end, bodies)
        return end, bodies, hopeful

    def _of_next(self, i: int) -> tuple[int, tuple[Mention, ...]] | None:
        """The body of the position that follows one with 'and': 'chairman and chief executive of Doe Energy'."""
        following = title_at(self.words, i + 1, len(self.words)) if self.text(i) in ("and", "&") else None
        if following is None or following.title.kind != "position":
            return None
        end, bodies, _ = self._rightwards(following)
        return (end, bodies) if bodies or self._person(end) else None

    def holders(self, reading: Reading) -> tuple[list[Mention], str, bool]:
        """Who holds a title, the rule that tells it, and whether a relative clause says it is over; nobody where the
        text does not say.
        """
        if (after := self._person(reading.end)) and not self._anothers(reading):
            return self._coordinated(after, reading), "title-before-name", False
        before, over = self._apposed_to(reading)
        if before:
            self._apposed[reading.match.end] = self._apposed[reading.end] = before
            return [before], "title-after-name", over
        if reading.end + 1 < len(self.words) and self.words[reading.end].text == ",":
            following = self._person(reading.end + 1)
            definite = reading.bodies or self.text(reading.outer - 1).lower() == "the" or self._introduced(reading)
            if following and definite and not reading.match.plural:
                return [following], "title-comma-name", False
        return [], "", False

    def _anothers(self, reading: Reading) -> bool:
        """Whether a title of its own stands before the name: 'adviser to Ohio Governor Jane Doe' is not she."""
        title = title_at(self.words, reading.end, len(self.words)) if reading.end > reading.match.end else None
        return title is not None and title.title.kind != "honorific"

    def _introduced(self, reading: Reading) -> bool:
        """Whether a title is a whole phrase before the name that it introduces: 'A Republican senator, Jane Doe, …'."""
        begins = self.text(reading.outer - 1).lower() in ("a", "an")
        person = self._person(reading.end + 1)
        return begins and person is not None and self.text(self.after_tag(person)) in (",", "said", "says")

    def place_after(self, person: Mention) -> Mention | None:
        """The place in 'Mayor Jane Doe of Laredo'."""
        i = self.anchors.end(person)
        place = self.bodies.named_at(i + 1) if self.text(i).lower() in ("of", "from") else None
        return place if place is not None and place.kind is Kind.JURISDICTION else None

    def body_after(self, person: Mention) -> Mention | None:
        """The body in 'Commissioner Jane Doe of the Health Department', 'Dr. John Roe at Doe Hospital'."""
        i = self.after_tag(person)
        body = self.bodies.named_at(i + 1) if self.text(i) in ("of", "at", "with") else None
        return body if body is not None and body.kind is Kind.ORGANIZATION else None

    def _person(self, i: int) -> Mention | None:
        """The person named from a word on, a form of address before the name aside."""
        for at in (i, i + 1):
            mention = self.anchors.at(at)
            if mention is not None and mention.kind is Kind.PERSON:
                return mention if at == i or title_at(self.words, i, at) else None
        return None

    def _coordinated(self, first: Mention, reading: Reading) -> list[Mention]:
        """All holders of a plural title: 'Reps. A, B (D-N.M.), and C'."""
        holders = [first]
        while reading.match.plural:
            place = self.place_after(holders[-1])  # 'Governors A of Ohio and B of Utah'
            i = self.anchors.end(place) if place else self.after_tag(holders[-1])
            while i < len(self.words) and self.words[i].text in (",", "and", "&"):
                i += 1
            following = self.anchors.at(i)
            between = self._text_between(holders[-1].span.end, i)
            if following is None or following.kind is not Kind.PERSON or not between.strip():
                break
            holders.append(following)
        return holders

    def _apposed_to(self, reading: Reading) -> tuple[Mention | None, bool]:
        """The person before ', [the] … TITLE', a tag or an age between them aside, and whether the holding is over."""
        i = min(reading.outer, reading.start)
        while i > 0 and self.text(i - 1).lower() in _ARTICLES:
            i -= 1
        if self.text(i - 1) in ("and", ",") and i - 1 in self._apposed and not self._person(reading.end):
            return self._apposed[i - 1], False
        if self.text(i - 1).lower() in title_words().made and self.text(i - 2) in _COMMAS:
            i -= 1  # 'Jane Doe, elected mayor of Laredo in May'
        i, over = self._relative(i)
        if i < 2 or self.text(i - 1) not in _COMMAS:
            return None, False
        i -= 1
        if self.text(i - 1).isdigit() and self.text(i - 2) == ",":
            i -= 2  # 'Jane Doe, 45, the mayor of Laredo'
        person = self.anchors.before(i)
        if person is None or person.kind is not Kind.PERSON:
            tagged = [m for m in self.anchors.mentions if m.kind is Kind.PERSON and self.after_tag(m) == i]
            person = tagged[-1] if tagged else None
        if person is None or person.kind is not Kind.PERSON:
            return None, False
        # After a title of its own the name's apposition may be another's: 'Mayor A, Sheriff B'.
        return (None, False) if self._person(reading.end) else (person, over)

    def _relative(self, i: int) -> tuple[int, bool]:
        """The word at which ', who is also' before a title begins, or the same word; and whether its verb is past."""
        at = i
        while self.text(at - 1) in _ADVERBS:
            at -= 1
        verb = self.text(at - 1)
        if verb not in ("is", "serves", "was", "served"):
            return i, False
        lasts = verb in ("is", "serves")
        at -= 1
        while self.text(at - 1) in _ADVERBS | {"has", "had"}:
            at -= 1
            lasts = lasts or self.text(at) == "has"
        return (at - 1, not lasts) if self.text(at - 1) == "who" else (i, False)

    def after_tag(self, person: Mention) -> int:
        """The word after a person's name and tag."""
        i = self.anchors.end(person)
        number = self.tag_of(person)
        if number is None:
            return i
        tag = self.all_tags[number]
        return self.anchors.word_range(tag.span)[1] + (self.text(self.anchors.word_range(tag.span)[1]) == ")")

    def tag_of(self, person: Mention) -> int | None:
        """The number of the tag that follows a name: ', R-Wis.' or ' (R-Mo.)', a possessive or degrees aside."""
        for gap in range(1, _FARTHEST_TAG):
            start = person.span.end + gap
            if start in self.tags:
                between = self.annotated.document.text[person.span.end : start].strip("’'s ,(")
                plain = all(word in title_words().after_names for word in between.replace(",", " ").split())
                return self.tags[start] if plain else None
        return None

    def text(self, i: int) -> str:
        """The text of a word; empty beyond the document."""
        return self.words[i].text if 0 <= i < len(self.words) else ""

    def _text_between(self, start: int, word: int) -> str:
        return self.annotated.document.text[start : self.words[word].start] if word < len(self.words) else ""
