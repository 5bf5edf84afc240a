"""What a title is of: the place or body named before it, after 'of', and after what the position is about."""

from collections.abc import Sequence

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors
from policygraph.extract._titles import title_at
from policygraph.gazetteer import Gazetteer
from policygraph.model import Kind, Mention, Span
from policygraph.patterns import Title, demonym_of

_BODIES = (Kind.ORGANIZATION, Kind.JURISDICTION, Kind.PLACE)
_OF = frozenset({"of", "for", "at", "from", "with", "in"})
_LONGEST_FIELD = 8  # words of what a position is about
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


class Bodies:
    """The places and bodies of one document, found from the words beside a title."""

    def __init__(
        self, annotated: AnnotatedDocument, anchors: Anchors, gazetteer: Gazetteer, pointing: Sequence[Mention]
    ) -> None:
        self.annotated, self.words, self.anchors, self.gazetteer = annotated, annotated.words, anchors, gazetteer
        # 'the department' that points back, by the number of its first word and of the word after it.
        nouns = [(anchors.word_range(m.span), m) for m in pointing if m.rule == "noun-reference" and m.kind in _BODIES]
        self._pointing = {first: m for (first, _), m in nouns}
        self._pointing_before = {end: m for (_, end), m in nouns}

    def text(self, i: int) -> str:
        """The text of a word; empty beyond the document."""
        return self.words[i].text if 0 <= i < len(self.words) else ""

    def left_of(self, i: int, title: Title) -> Mention | None:
        """What a title at a word is of, as told right before it."""
        body = self.possessor(i) or self.country_before(i, title) or self.before(i)
        if body is not None and body.kind is Kind.JURISDICTION and title.levels == ("country",):
            levels = {r.level for r in self.gazetteer.lookup(body.name)}
            return body if "country" in levels or not levels else None  # 'in Ohio President Doe said'
        if body is not None and title.legislature and self._capital(body):
            return None  # 'WASHINGTON Senator Doe' is a dateline
        return body

    def _capital(self, place: Mention) -> bool:
        """Whether a place can be the nation's capital, which has no senators."""
        rows = self.gazetteer.lookup(place.name)
        return bool(rows) and rows[0].slug == "us-dc"

    def before(self, i: int) -> Mention | None:
        """The place or body right before a word, a possessive between them aside."""
        mention = self.anchors.before(i)
        if mention is None and i > 1 and self.words[i - 1].text in POSSESSIVES:
            mention = self.anchors.before(i - 1)
        if mention is None or mention.kind not in _BODIES:
            return None
        # A lone name that only the model calls an organization is often a person: 'Doe's energy secretary'.
        lone = mention.rule == "spacy" and " " not in mention.name and mention.kind is Kind.ORGANIZATION
        return None if lone else mention

    def possessor(self, i: int) -> Mention | None:
        """What 'the department' in 'the department's' right before a word points to."""
        return self._pointing_before.get(i - 1) if self.text(i - 1) in POSSESSIVES else None

    def country_before(self, i: int, title: Title) -> Mention | None:
        """The country that the word before a national office is of: 'Ruritanian president'."""
        if "country" not in title.levels or title.kind != "office":
            return None
        for first in (i - 2, i - 1):
            slug = demonym_of(" ".join(self.text(j) for j in range(first, i)))
            if slug and first >= 0 and self.gazetteer.record(slug).level == "country":
                span = Span(start=self.words[first].start, end=self.words[i - 1].end)
                name = self.gazetteer.record(slug).name
                return Mention(id=f"c{first}", kind=Kind.JURISDICTION, span=span, name=name, rule="demonym")
        return None

    def of(self, i: int) -> tuple[int, tuple[Mention, ...]]:
        """The word after 'of X in Y', and what is named there."""
        bodies: list[Mention] = []
        while self.text(i).lower() in _OF:
            mention = self.named_at(i + 1)
            end = self.anchors.word_range(mention.span)[1] if mention is not None else i
            if mention is None or self.text(end) in POSSESSIVES:
                break  # 'chairman of the House's committees'
            bodies.append(mention)
            i = end
        return i, tuple(bodies)

    def named_at(self, i: int) -> Mention | None:
        """The place or body named from a word on, an article before it aside."""
        mention = self._pointing.get(i) or self.anchors.at(i + (self.text(i).lower() in ("the", "our")))
        return mention if mention is not None and mention.kind in _BODIES else None

    def of_field(self, i: int) -> tuple[int, tuple[Mention, ...]] | None:
        """The body after what a position is about: 'professor of public law at Doe University'."""
        if self.text(i).lower() not in _OF:
            return None
        for at in range(i + 1, min(i + _LONGEST_FIELD, len(self.words))):
            token = self.annotated.all_tokens[self.words[at].last]
            if (
                title_at(self.words, at, len(self.words))
                or token.pos_ in ("VERB", "AUX")
                or not (token.is_alpha or "-" in token.text)
                or self.text(at) == "who"
            ):
                return None
            mention = self.named_at(at + 1) if self.text(at) in _OF else None
            if mention is not None and mention.kind is Kind.ORGANIZATION:
                return self.of(at)
        return None
