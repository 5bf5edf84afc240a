"""Whom 'he', 'she' and the words of a speaker about himself point to.

'he' and 'she' point to a person of their gender: the one of the same sentence who comes first, else the first of the
sentences before it, back to its paragraph; else who spoke last, else who was named last. What stands in a quotation
is never its speaker, but 'I' is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, pairwise

from policygraph import vocab
from policygraph.model import Attribution, Claim, Entity, Extraction, Kind, Manner, Mention, Resolution
from policygraph.patterns import name_gender, person_words, title_named, titles

# A pronoun finds its antecedent no farther back than this many code points.
_REACH = 1500
_END = re.compile(r"(\S*)[.!?][”\"]?\s+(?=[“\"A-Z0-9])|\n")
_SHORT = frozenset({"mr", "mrs", "ms", "dr", "st", "jr", "sr", "no", "vs", "inc", "corp", "co"})
_POSSESSIVES = ("'s", "’s", "'", "’")
# Cues are sought in so many code points before a name and after it.
_BESIDE = 40


class Pronouns:
    """Decides the pronouns of one document. `decided` is that of the resolver of references, and grows."""

    def __init__(self, text: str, extraction: Extraction, decided: Mapping[str, Resolution]) -> None:
        self.text, self.extraction, self.decided = text, extraction, decided
        self.spoken = [a for a in extraction.attributions if a.manner is not Manner.INDIRECT]
        self.people = [m for m in extraction.mentions if m.kind is Kind.PERSON]
        self.genders: dict[str, str] = {}  # by slug
        pointing = [m for m in extraction.mentions if m.reference]
        self.quotations = {m.id: self._quotation_of(m) for m in (*self.people, *pointing)}

    def antecedent(self, mention: Mention) -> Resolution | None:
        """What a pronoun points to; None if that is open."""
        personal = person_words().pronouns.get(mention.name)
        quotation = self.quotations[mention.id]
        if personal == "first":
            return self._speaker(quotation, Kind.PERSON)
        if personal == "plural":
            body = self._speaker(quotation, Kind.ORGANIZATION)
            return body or self._body_of(self._speaker(quotation, Kind.PERSON))
        if mention.antecedent is not None:
            found = self.decided.get(mention.antecedent)
            if found is None or personal is None or self._gender(found.entity) in ("", personal):
                return found
        others = (mention.other_than, quotation.speaker if quotation is not None else None)
        apart = {self.decided[i].entity.slug for i in others if i is not None and i in self.decided}
        return self._of_gender(personal or "", self._levels(mention, quotation), apart)

    def _of_gender(self, wanted: str, levels: Iterator[list[Mention]], apart: set[str]) -> Resolution | None:
        """The first person of a gender, in the first level that has one; else whose gender is open there."""
        for level in levels:
            unknown: Resolution | None = None
            for candidate in level:
                found = self.decided.get(candidate.id)
                if found is None:
                    return None  # 'The sheriff said that he …' is the sheriff, whoever that is
                if found.entity.slug in apart or found.entity.kind is not Kind.PERSON:
                    continue
                if (gender := self._gender(found.entity)) == wanted:
                    return None if self._paired(candidate, level, wanted) else found
                unknown = unknown or (found if not gender else None)
            if unknown is not None:
                self.genders[unknown.entity.slug] = wanted
                return unknown
        return None

    def _paired(self, person: Mention, level: Sequence[Mention], gender: str) -> bool:
        """Whether another of the gender is named together with a person: 'John Roe and Jack Poe left. He …'."""
        for other in level:
            first, second = sorted((person, other), key=lambda m: m.span)
            joined = first is not second and self.text[first.span.end : second.span.start].strip() == "and"
            if joined and other.id in self.decided and self._gender(self.decided[other.id].entity) in ("", gender):
                return self.decided[other.id].entity.slug != self.decided[person.id].entity.slug
        return False

    def agrees(self, reference: Mention, person: Mention) -> bool:
        """Whether what points to a person tells no other gender: 'the congresswoman'."""
        words = self.text[reference.span.start : reference.span.end].lower().split()
        told = _one({person_words().gendered.get(word, "") for word in words})
        return not told or self._gender(self.decided[person.id].entity) in ("", told)

    # ---- whom it may be, the likeliest first

    def _levels(self, mention: Mention, quotation: Attribution | None) -> Iterator[list[Mention]]:
        """Whom a pronoun may mean: the people of its sentence, of each sentence before it in its paragraph, those who
        spoke, those of the paragraphs before; of each level the likeliest first.
        """
        start = mention.span.start
        # Whose words they are is open, so that anybody named outside of them may be the speaker.
        alone = self._marked(start) and (quotation is None or quotation.speaker not in self.decided)
        first = max(self.text.rfind(mark, 0, start) for mark in '“"') if alone else 0
        near = [
            m
            for m in self.people
            if max(first, start - _REACH) <= m.span.start < start
            and self.quotations[m.id] in (None, quotation)
            and self._usable(m)
        ]
        starts = self._sentences(start)
        paragraph = self.text.rfind("\n", 0, start) + 1
        sentences = [
            self._in_order([m for m in near if first <= m.span.start < end])
            for first, end in pairwise([*starts, start])
        ]
        if mention.name in ("him", "her"):
            sentences[-1].reverse()  # 'Doe thanked Roe and praised him': an object goes with an object
        own = sum(end <= paragraph for end in starts[1:])
        yield from reversed(sentences[own:])
        if quotation is None and not alone:
            yield from ([s] for s in self._speakers(mention))
        yield list(chain.from_iterable(reversed(sentences[:own])))

    def _speakers(self, mention: Mention) -> Iterator[Mention]:
        """Who spoke before, the last first."""
        start = mention.span.start
        by_id = {m.id: m for m in self.people}
        said = [a for a in self.extraction.attributions if start - _REACH < a.content.start < start]
        for attribution in sorted(said, key=lambda a: a.content.start, reverse=True):
            speaker = by_id.get(attribution.speaker or "")
            if speaker is not None and speaker.id != mention.id and speaker.id in self.decided:
                yield speaker

    def _usable(self, mention: Mention) -> bool:
        """An undecided pronoun bars nothing; an undecided title does, as it is somebody else."""
        return mention.id in self.decided or mention.rule == "title-reference"

    def _in_order(self, people: Sequence[Mention]) -> list[Mention]:
        """Subjects that are pronouns before all others, as they go on with whom the text is about; whoever only
        modifies a noun after all others: 'Doe's letter'; else who comes first.
        """
        return sorted(people, key=lambda m: (self._rank(m), m.span.start))

    def _rank(self, mention: Mention) -> int:
        if mention.rule == "pronoun":
            return 0 if mention.name in ("he", "she") else 2 if mention.name in ("his", "hers") else 1
        named_with_article = self.text[max(0, mention.span.start - 4) : mention.span.start] in ("the ", "The ")
        titled = mention.rule == "title-reference"  # its own span begins with 'the'
        modifies = self.text.startswith(_POSSESSIVES, mention.span.end) or (named_with_article and not titled)
        return 2 if modifies else 1

    def _sentences(self, start: int) -> list[int]:
        """Where the sentences begin that lie within reach before a code point."""
        first = max(0, start - _REACH)
        ends = _END.finditer(self.text, first, start)
        return [first, *(m.end() for m in ends if "\n" in m[0] or not _abbreviated(m[1] or ""))]

    # ---- quotations

    def spoken_in(self, mention: Mention) -> bool:
        """Whether a mention stands in a quotation, so that its speaker, named after it, must be known first."""
        return self.quotations[mention.id] is not None

    def _quotation_of(self, mention: Mention) -> Attribution | None:
        """The quotation that a mention stands in."""
        for attribution in self.spoken:
            if attribution.content.covers(mention.span) and (
                attribution.manner is Manner.DIRECT or self._marked(mention.span.start)
            ):
                return attribution
        return None

    def _marked(self, at: int) -> bool:
        """Whether a quotation mark stands open in the paragraph before a code point."""
        before = self.text[self.text.rfind("\n", 0, at) + 1 : at]
        return before.count('"') % 2 == 1 or before.count("“") > before.count("”")

    def _speaker(self, quotation: Attribution | None, kind: Kind) -> Resolution | None:
        """Whose words a quotation is, if that is of a kind."""
        found = self.decided.get(quotation.speaker or "") if quotation is not None else None
        return found if found is not None and found.entity.kind is kind else None

    def _body_of(self, speaker: Resolution | None) -> Resolution | None:
        """The one body that a person speaks for by a position in it. Whoever holds an office speaks for none."""
        if speaker is None:
            return None
        posts = {m.id for m in self.extraction.mentions if m.kind is Kind.POST and title_named(m.name) is None}
        own = {c.object for c in self._claims(vocab.HOLDS) if self._is(c.subject, speaker) and c.object in posts}
        bodies = {
            self.decided[c.object].entity.slug: self.decided[c.object]
            for c in self._claims(vocab.POST_IN)
            if c.subject in own and isinstance(c.object, str) and c.object in self.decided
        }
        return next(iter(bodies.values())) if len(bodies) == 1 else None

    def _claims(self, predicate: str) -> list[Claim]:
        return [c for c in self.extraction.claims if c.predicate == predicate and c.plain]

    def _is(self, mention: str, whom: Resolution) -> bool:
        return mention in self.decided and self.decided[mention].entity.slug == whom.entity.slug

    # ---- genders

    def _gender(self, person: Entity) -> str:
        """'m', 'f', or '' if open: a form of address, else the given name, else words beside the name, else the first
        pronoun that pointed to the person.
        """
        if person.slug not in self.genders:
            own = [m for m in self.people if m.rule != "pronoun" and self._is_of(m, person)]
            told = _one({self._address(m) for m in own})
            told = told or _one({_given(name) for name in person.names})
            told = told or _one({self._beside(m) for m in own})
            if not told:
                return ""
            self.genders[person.slug] = told
        return self.genders[person.slug]

    def _is_of(self, mention: Mention, person: Entity) -> bool:
        return mention.id in self.decided and self.decided[mention.id].entity.slug == person.slug

    def _address(self, mention: Mention) -> str:
        before = self.text[max(0, mention.span.start - 5) : mention.span.end].split()
        return _one({person_words().address.get(word.rstrip("."), "") for word in before})

    def _beside(self, mention: Mention) -> str:
        """What titles and nouns right before and after a name tell: 'Congresswoman Doe', 'Doe, a spokeswoman'."""
        start, end = mention.span.start, mention.span.end
        before = re.split(r"[.,;:!?\n](?=\s)|\n", self.text[max(0, start - _BESIDE) : start])[-1]
        after = re.match(r",\s(?:an?|the)\s([^.,;\n]{0,40})", self.text[end : end + _BESIDE])
        words = re.findall(r"\w+", f"{before} {after[1] if after else ''} {self.text[start:end]}".lower())
        return _one({person_words().gendered.get(word, "") for word in words})


def _given(name: str) -> str:
    """The gender of a full name's given name; an initial before it tells none."""
    words = [w for w in name.split() if len(w.rstrip(".")) > 1]
    return name_gender(words[0]) if len(words) > 1 else ""


def _one(genders: set[str]) -> str:
    told = genders - {""}
    return told.pop() if len(told) == 1 else ""


def _abbreviated(word: str) -> bool:
    """Whether a word before a full stop is no end of a sentence: 'Sen', 'U.S', 'J'."""
    bare = word.lower().lstrip("(“\"'")
    return bare in _short_forms() or bool(re.fullmatch(r"([a-z]\.)*[a-z]", bare))


@cache
def _short_forms() -> frozenset[str]:
    forms = (form.split()[-1].lower().rstrip(".") for title in titles() for form in title.abbreviations)
    return _SHORT | frozenset(forms)
