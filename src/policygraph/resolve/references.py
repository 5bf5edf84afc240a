"""What points back: titles, nouns with 'the', pronouns. What stays undecided is left out.

A title points to the last person named who holds it; a noun to the last body or place named that it fits; pronouns
are a matter of their own.
"""

import re
from collections.abc import Mapping
from functools import cache

from policygraph import vocab
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Extraction, Kind, Mention, Resolution, Status
from policygraph.patterns import person_words, reference_words, title_words, titles
from policygraph.resolve.pronouns import Pronouns

# Modifiers that tell nothing of which body is meant.
_VAGUE = frozenset({"federal", "same", "local", "entire", "whole", "new"})
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
        self.pronouns = Pronouns(document.text, extraction, self.decided)

    def run(self) -> dict[str, Resolution]:
        made: dict[str, Resolution] = {}
        pointing = [m for m in self.extraction.mentions if m.rule in RULES]
        for mention in sorted(pointing, key=self.pronouns.spoken_in):
            match mention.rule:
                case "title-reference":
                    found = self._holder(mention)
                case "noun-reference":
                    found = self._fitting(mention)
                case _:
                    found = self.pronouns.antecedent(mention)
            if found is not None:
                made[mention.id] = self.decided[mention.id] = found
        return made

    def _titles(self) -> dict[tuple[str, str], set[str]]:
        """Predicate and folded title → the people who hold it, or held it, in the document, by slug."""
        posts = {m.id: m.name for m in self.extraction.mentions if m.kind is Kind.POST}
        titles: dict[tuple[str, str], set[str]] = {}
        for claim in self.extraction.claims:
            if claim.predicate in (vocab.HOLDS, vocab.FORMERLY_HELD) and claim.subject in self.decided:
                assert isinstance(claim.object, str)
                name = posts[claim.object]
                for title in {_folded(name), _folded(_forms().get(name.lower(), name))}:
                    held = titles.setdefault((claim.predicate, title), set())
                    held.add(self.decided[claim.subject].entity.slug)
        return titles

    def _holder(self, mention: Mention) -> Resolution | None:
        """The last person named before who holds the title; else who holds one that it is short for."""
        former = mention.name.startswith("Former ")
        words = _folded(mention.name.removeprefix("Former "))
        told = vocab.FORMERLY_HELD if former else vocab.HOLDS
        before = [m for m in self.named if m.span.start < mention.span.start and m.kind is Kind.PERSON]
        short = {s for (p, t), own in self.titles.items() if p == told and _is_short(words, t) for s in own}
        for holders in (self.titles.get((told, words), set()), short):
            for other in reversed(before):
                if self.decided[other.id].entity.slug in holders and self.pronouns.agrees(mention, other):
                    return self.decided[other.id]
        return None

    def _fitting(self, mention: Mention) -> Resolution | None:
        """The last body or place named before a noun that it fits; a place only if the document links it. A body that
        only a title tells of ('a former secretary of education') comes after those that are named themselves.
        """
        *modifiers, noun = mention.name.split()
        word, alike = reference_words()[noun], dict[str, Resolution]()
        last_first = [*reversed(self.named)]
        for other in sorted(last_first, key=lambda m: m.rule == "title-names-body"):
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
                alike[resolution.entity.slug] = resolution
        # 'the civil rights group' is the only group named, if no other was brought in as 'a civil rights group'.
        brought = re.compile(rf"\b(?:an?|another|several|some)\s(?:[\w-]+\s){{0,3}}{noun}\b", re.IGNORECASE)
        only = len(alike) == 1 and not brought.search(self.text, 0, mention.span.start)
        return next(iter(alike.values())) if only else None

    def _is_such(self, resolution: Resolution, mention: Mention, types: frozenset[str], names: frozenset[str]) -> bool:
        if _words(mention, resolution) & names:
            return True
        if not types or resolution.status is not Status.LINKED:
            return False
        return bool(types & set(self.gazetteer.record(resolution.entity.slug).types))


def _words(mention: Mention, resolution: Resolution) -> set[str]:
    return {w for n in (mention.name, *resolution.entity.names) for w in re.findall(r"\w+", n.lower())}


@cache
def _forms() -> Mapping[str, str]:
    """The titles by their forms: 'spokeswoman' is a spokesperson."""
    return {form.lower(): title.name for title in titles() for form in title.forms}


def _folded(title: str) -> str:
    return title.lower().removeprefix("united states ").removeprefix("state ")


def _is_short(words: str, title: str) -> bool:
    """Whether a title is called so once it is known: 'secretary' of 'secretary of commerce', 'director' of 'executive
    director'; but no 'president' is a vice president.
    """
    if title.startswith((f"{words} of ", f"{words} for ")):
        return True
    rank = title.removesuffix(f" {words}")
    return rank != title and not set(re.findall(r"\w+", rank)) & (title_words().ranks | person_words().ranks)
