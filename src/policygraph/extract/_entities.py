"""What the language model takes for names, and whether it can be one."""

from policygraph.annotate import AnnotatedDocument
from policygraph.extract import _event_names, _heads, _phrases
from policygraph.extract._roster import Match
from policygraph.extract._titles import title_at
from policygraph.gazetteer import Gazetteer
from policygraph.model import Kind

_KINDS = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.ORGANIZATION,
    "GPE": Kind.JURISDICTION,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
}
_PEOPLES = ("ans", "ites")  # 'St. Louisans', which the model may take for a place


class Entities:
    """The model's entities of one document, by their first words; `tagged` are words of tags of party and state."""

    def __init__(self, annotated: AnnotatedDocument, gazetteer: Gazetteer, tagged: set[int]) -> None:
        self.annotated, self.words, self.gazetteer, self.tagged = annotated, annotated.words, gazetteer, tagged

    def at(self, i: int) -> Match | None:
        """The name that the model sees from a word on, if it can be one."""
        entity = _phrases.entity_at(self.annotated, self.words, i)
        if entity is None:
            return None
        end, label = entity
        kind = _KINDS.get(label)
        if kind is None or any(j in self.tagged for j in range(i, end)):
            return None
        if not all(w.capital or _phrases.connects(w.text) or w.text[0].isdigit() for w in self.words[i:end]):
            return None
        if kind is Kind.PERSON:
            return self._person(i, end)
        if not self._could_name(i, end, kind):
            return None
        if kind in (Kind.JURISDICTION, Kind.PLACE) and title_at(self.words, i, end):
            return None
        return self._match(i, end, kind)

    def _could_name(self, i: int, end: int, kind: Kind) -> bool:
        """Whether words that only spaCy takes for a name can be one: no people of a place ('Ohioans'), no shouting
        ('BIG NEWS'), no adjective ('GOP-heavy').
        """
        last = self.words[end - 1]
        if "-" in last.text and last.text.rpartition("-")[2].islower():
            return False
        if _phrases.is_common(self._text(i, end)):
            return False
        people = self.annotated.all_tokens[last.last].tag_ in ("NNPS", "NNS")
        if kind in (Kind.JURISDICTION, Kind.PLACE):
            return not (people or (last.text.endswith(_PEOPLES) and not self.gazetteer.lookup(self._text(i, end))))
        if kind is Kind.ORGANIZATION:
            if _phrases.ends_in_title(self.words, i, end) or _event_names.ends_as_event(self.words[i:end]):
                return False  # 'Republican Assemblywoman', 'Rose Bowl'
            beside = [self.words[j].text for j in (i - 1, end) if 0 <= j < len(self.words)]
            shouted = last.text.isupper() and any(t.isupper() and t.isalpha() and len(t) > 1 for t in beside)
            return not (self._headline(i) or shouted or (people and end - i == 1))
        return True

    def _person(self, i: int, end: int) -> Match | None:
        span = self.words[i:end]
        if any(_heads.is_head(w.text) or w.text[0].isdigit() for w in span) or len(span) > 5:
            return None
        if (
            title_at(self.words, i, end)
            or _phrases.is_common(self._text(i, end))
            or len(span[0].text) == 1
            or (len(span) == 1 and self._headline(i))
        ):
            return None
        if self._headline(i) and any(self.annotated.all_tokens[w.first].pos_ == "VERB" for w in span):
            return None  # a headline's verb has a capital too
        if self._headline(i) and not _phrases.given_name(span[0].text):
            return None
        return self._match(i, end, Kind.PERSON)

    def person_end(self, i: int) -> int:
        """The end of the name of two words or more that the model takes for a person's, 0 for none."""
        entity = _phrases.entity_at(self.annotated, self.words, i)
        return entity[0] if entity is not None and entity[1] == "PERSON" and entity[0] - i > 1 else 0

    def _match(self, first: int, end: int, kind: Kind) -> Match:
        return Match(first=first, end=end, kind=kind, name=self._text(first, end), rule="spacy")

    def _text(self, first: int, end: int) -> str:
        return self.annotated.document.text[self.words[first].start : self.words[end - 1].end]

    def _headline(self, i: int) -> bool:
        return self.annotated.headline(self.words[i].start)
