"""What points back: titles, nouns with 'the', pronouns. What stays undecided is left out.

A title points to the last person named who holds it; a noun to the last body or place named that it fits; a pronoun to
the first person named before it in its sentence, else in its paragraph, else the last speaker, else the last person
named, of its gender.
"""

import re
from collections.abc import Mapping
from itertools import chain

from policygraph import vocab
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Entity, Extraction, Kind, Mention, Resolution, Status
from policygraph.patterns import given_names, reference_words

# A pronoun finds its antecedent no farther back than this many code points.
_REACH = 1500
# Modifiers that tell nothing of which body is meant.
_VAGUE = frozenset({"federal", "same", "local", "entire", "whole", "new"})
_GENDERED = {"he": "m", "she": "f"}
RULES = frozenset({"title-reference", "noun-reference", "pronoun"})


def resolve(
    document: Document, extraction: Extraction, gazetteer: Gazetteer, decided: Mapping[str, Resolution]
) -> dict[str, Resolution]:
    """The references of a document by mention id."""
    resolver = _Resolver(document, extraction, gazetteer, decided)
    return resolver.run()


class _Resolver:
    def __init__(
        self, document: Document, extraction: Extraction, gazetteer: Gazetteer, decided: Mapping[str, Resolution]
    ) -> None:
        self.text, self.extraction, self.gazetteer = document.text, extraction, gazetteer
        self.decided = dict(decided)
        self.named = [m for m in extraction.mentions if m.rule not in RULES and m.id in decided]
        self.titles = self._titles()

    def run(self) -> dict[str, Resolution]:
        made: dict[str, Resolution] = {}
        for mention in self.extraction.mentions:
            match mention.rule:
                case "title-reference":
                    found = self._holder(mention)
                case "noun-reference":
                    found = self._fitting(mention)
                case "pronoun":
                    found = self._antecedent(mention)
                case _:
                    continue
            if found is not None:
                made[mention.id] = self.decided[mention.id] = found
        return made

    def _titles(self) -> dict[str, set[str]]:
        """Folded title → the people who hold or held it in the document, by slug."""
        posts = {m.id: m.name for m in self.extraction.mentions if m.kind is Kind.POST}
        titles: dict[str, set[str]] = {}
        for claim in self.extraction.claims:
            if claim.predicate in (vocab.HOLDS, vocab.FORMERLY_HELD) and claim.subject in self.decided:
                assert isinstance(claim.object, str)
                words = posts[claim.object].lower().removeprefix("united states ").removeprefix("state ")
                titles.setdefault(words, set()).add(self.decided[claim.subject].entity.slug)
        return titles

    def _holder(self, mention: Mention) -> Resolution | None:
        words = mention.name.lower().removeprefix("united states ").removeprefix("state ")
        holders = self.titles.get(words, set())
        if not holders and words.startswith("secretary"):
            return None
        before = [m for m in self.named if m.span.start < mention.span.start and m.kind is Kind.PERSON]
        for other in reversed(before):
            if self.decided[other.id].entity.slug in holders:
                return self.decided[other.id]
        return None

    def _fitting(self, mention: Mention) -> Resolution | None:
        """The last body or place named before a noun that it fits; a place only if the document links it."""
        *modifiers, noun = mention.name.split()
        word = reference_words()[noun]
        for other in reversed(self.named):
            if other.span.start >= mention.span.start or other.kind is not mention.kind:
                continue
            resolution = self.decided[other.id]
            if word.level:
                row = resolution.entity.slug in self.gazetteer and self.gazetteer.record(resolution.entity.slug)
                if row and row.level == word.level and other.rule != "place-tag":
                    return resolution
            elif self._is_such(resolution, other, word.types, word.names):
                words = _words(other, resolution)
                if all(m in words or m in _VAGUE for m in modifiers):
                    return resolution
        return None

    def _is_such(self, resolution: Resolution, mention: Mention, types: frozenset[str], names: frozenset[str]) -> bool:
        if _words(mention, resolution) & names:
            return True
        if not types or resolution.status is not Status.LINKED:
            return False
        return bool(types & set(self.gazetteer.record(resolution.entity.slug).types))

    def _antecedent(self, mention: Mention) -> Resolution | None:
        gender, start = _GENDERED.get(mention.name.lower(), ""), mention.span.start
        sentence = max((m.end() for m in re.finditer(r"[.!?][”\"]?\s|\n", self.text[:start])), default=0)
        quoted = [a.content for a in self.extraction.attributions if a.manner.value == "direct"]
        people = [
            (m.span.start, m.id)
            for m in self.named
            if m.kind is Kind.PERSON
            and start - _REACH < m.span.start < start
            and not any(q.covers(m.span) for q in quoted)
        ]
        speakers = [
            (a.content.start, a.speaker)
            for a in self.extraction.attributions
            if a.speaker in self.decided and a.speaker != mention.id and start - _REACH < a.content.start < start
        ]
        paragraph = self.text.rfind("\n", 0, start) + 1
        nearest = [(at, i) for at, i in people if at >= sentence]
        inside = [(at, i) for at, i in people if at >= paragraph]
        order = (sorted(nearest), sorted(inside), sorted(speakers, reverse=True), sorted(people, reverse=True))
        for _, found in chain.from_iterable(order):
            entity = self.decided[found].entity
            if entity.kind is Kind.PERSON and _gender(entity) in ("", gender):
                return self.decided[found]
        return None


def _words(mention: Mention, resolution: Resolution) -> set[str]:
    return {w for n in (mention.name, *resolution.entity.names) for w in re.findall(r"\w+", n.lower())}


def _gender(person: Entity) -> str:
    genders = {given_names().get(n.split()[0], "") for n in person.names if len(n.split()) > 1} - {""}
    return genders.pop() if len(genders) == 1 else ""
