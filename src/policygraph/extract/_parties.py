"""Who belongs to which party: adjectives before titles and names, words after names, and 'A and B are Republicans'."""

from collections.abc import Iterator

from policygraph import vocab
from policygraph.extract._positions import subjects
from policygraph.extract._putting import putting
from policygraph.extract._readings import Reader
from policygraph.gazetteer import Gazetteer
from policygraph.model import Claim, Evidence, Extraction, Kind, Mention, Modality, Polarity, Span
from policygraph.patterns import title_words

_FARTHEST = 5  # words between a party and the name it is said of
_ARTICLES = frozenset({"a", "an", "the"})


class Parties:
    """The parties of one document. `adjective` is for titles: 'Republican Sen. Jane Doe'."""

    def __init__(self, reader: Reader, found: Extraction, gazetteer: Gazetteer) -> None:
        self.reader, self.found, self.gazetteer = reader, found, gazetteer
        self.annotated, self.words = reader.annotated, reader.words
        self._told: set[tuple[int, str]] = set()  # word and person: what titles told already

    def adjective(
        self, party: tuple[int, str], holders: list[Mention], evidence: Evidence
    ) -> Iterator[Mention | Claim]:
        """The party at a word, and who belongs to it; each once."""
        new = [h for h in holders if (party[0], h.id) not in self._told]
        if not new:
            return
        word, slug = self.words[party[0]], party[1]
        mention = Mention(
            id=f"y{party[0]}",
            kind=Kind.ORGANIZATION,
            span=Span(start=word.start, end=word.end),
            name=self.gazetteer.record(slug).name,
            rule="party-adjective",
        )
        if not any(number == party[0] for number, _ in self._told):
            yield mention
        for holder in new:
            self._told.add((party[0], holder.id))
            yield Claim(subject=holder.id, predicate=vocab.MEMBER_OF, object=mention.id, evidence=evidence)

    def beside(self, person: Mention) -> Iterator[Mention | Claim]:
        """'Democratic challenger Jane Doe' and 'Jane Doe, an Ohio Democrat': a party in the phrase of a name."""
        sentence = self.annotated.sentence(person.span.start)
        for at, rule in ((self._before(person), "party-before-name"), (self._after(person), "party-after-name")):
            if at is not None:
                slug = title_words().parties[self.words[at].text.lower()]
                yield from self.adjective((at, slug), [person], Evidence(span=sentence, rule=rule))

    def _before(self, person: Mention) -> int | None:
        first = self.reader.anchors.word_range(person.span)[0]
        for i in range(first - 1, max(-1, first - _FARTHEST), -1):
            if self._names_party(i) and self.words[i].text[0].isupper():
                return i
            if not self._common(i):
                return None
        return None

    def _after(self, person: Mention) -> int | None:
        i = self.reader.after_tag(person)
        if self.reader.text(i) != "," or self.reader.text(i + 1).lower() not in _ARTICLES:
            return None
        for at in range(i + 2, min(i + 2 + _FARTHEST, len(self.words))):
            if self._names_party(at):
                return at
            place = self.reader.anchors.over(at)
            if not (place and place.kind is Kind.JURISDICTION) and not self._common(at):
                return None
        return None

    def _names_party(self, i: int) -> bool:
        """Whether a word is a party's and no part of another name, nor said of the past ('a former Democrat')."""
        mention = self.reader.anchors.over(i)
        if self.words[i].text.lower() not in title_words().parties or (mention and " " in mention.name):
            return False
        return self.reader.text(i - 1).lower() not in title_words().former

    def _common(self, i: int) -> bool:
        """Whether a word may stand between a party and a name: a noun or an adjective in lower case."""
        text, token = self.words[i].text, self.annotated.all_tokens[self.words[i].last]
        return text[0].islower() and text.replace("-", "").isalpha() and token.pos_ in ("NOUN", "ADJ", "PROPN")

    def stated(self) -> Iterator[Mention | Claim]:
        """'A and B are Republicans': a party as what somebody is."""
        for i, word in enumerate(self.words):
            token = self.annotated.all_tokens[word.last]
            if word.text.lower() not in title_words().parties or token.dep_ != "attr" or not self._names_party(i):
                continue
            if token.head.lemma_.lower() not in ("be", "become", "remain") or token.head.tag_ == "VBD":
                continue
            put = putting(self.found, token)
            if (put.polarity, put.modality, put.attributed_to) != (Polarity.AFFIRMED, Modality.STATED, None):
                continue
            people = [m for s in subjects(token.head) for m in self.reader.anchors.of_phrase(s, (Kind.PERSON,))]
            evidence = Evidence(span=self.annotated.sentence(word.start), rule="party-stated")
            yield from self.adjective((i, title_words().parties[word.text.lower()]), people, evidence)
