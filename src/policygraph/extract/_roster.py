"""Over the whole document: what one mention tells of the others. Acronyms, bare surnames, names that are people's."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from policygraph.annotate import Word
from policygraph.extract import _heads, _phrases
from policygraph.extract._titles import title_at
from policygraph.gazetteer import Gazetteer
from policygraph.model import Kind
from policygraph.patterns import demonym_of

_ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Z][A-Za-zÀ-ÿ]{1,9}")
_SURE = 3  # votes of a name that something tells beside the model
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "m.d", "md"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Words [first, end) that name something; `name` is what."""

    first: int
    end: int
    kind: Kind
    name: str
    rule: str
    reference: bool = False


class Roster:
    """The names of one document, told by each other. `limits` gives for each word the first after its sentence."""

    def __init__(
        self,
        words: Sequence[Word],
        limits: Sequence[int],
        gazetteer: Gazetteer,
        *,
        tagged: set[int],
        title_case: Callable[[int], bool],
        told: Callable[[Match], Kind | None],
    ) -> None:
        self.words, self.limits, self.gazetteer = words, limits, gazetteer
        self.tagged, self.title_case, self.told = tagged, title_case, told

    def complete(self, matches: Sequence[Match]) -> list[Match]:
        """The matches, corrected by each other, and the acronyms and surnames that point back to them."""
        return self._with_surnames(self._vetted(self._with_listed(self._split(self._with_acronyms(matches)))))

    def _text(self, first: int, end: int) -> str:
        return " ".join(w.text for w in self.words[first:end])

    def _split(self, matches: Sequence[Match]) -> list[Match]:
        """What is no part of a name: a state that a title is of ('Senator from Ohio Jane Doe'), and the body that
        somebody is of ('Jane Doe of the University of Ohio').
        """
        split: list[Match] = []
        for match in matches:
            if (of := self._of_body(match)) is not None:
                person = self._text(match.first, of)
                first = of + 1 + (self.words[of + 1].text == "the")
                split.append(replace(match, end=of, kind=Kind.PERSON, name=person, rule="person"))
                split.append(replace(match, first=first, name=self._text(first, match.end)))
                continue
            end = next((e for e in (match.first + 2, match.first + 1) if self._is_state(match, e)), 0)
            of = match.first > 1 and self.words[match.first - 1].text in ("from", "of", "for")
            if end and of and self._ends_title(match.first - 1):
                name = self._text(match.first, end)
                split.append(Match(first=match.first, end=end, kind=Kind.JURISDICTION, name=name, rule="place-table"))
                split.append(replace(match, first=end, name=self._text(end, match.end)))
            else:
                split.append(match)
        return split

    def _of_body(self, match: Match) -> int | None:
        """The word between a person and a body that were taken for one name."""
        if match.rule != "organization-head" or not _phrases.given_name(self.words[match.first].text):
            return None
        for of in (match.first + 2, match.first + 3):
            if of + 1 < match.end and self.words[of].text in ("of", "at"):
                ends = (self.words[of + 1].text, self.words[match.end - 1].text)
                return of if "the" in ends or any(_heads.is_head(e) for e in ends) else None
        return None

    def _is_state(self, match: Match, end: int) -> bool:
        """Whether a person's first words, with a whole name after them, are a state."""
        if match.kind is not Kind.PERSON or match.end - end < 2:
            return False
        return any(r.level == "state" for r in self.gazetteer.lookup(self._text(match.first, end)))

    def _ends_title(self, end: int) -> bool:
        """Whether a title ends before a word."""
        titles = (title_at(self.words, first, self.limits[first]) for first in range(max(0, end - 4), end))
        return any(t is not None and t.end in (end, end + 1) for t in titles)

    def _with_listed(self, matches: Sequence[Match]) -> list[Match]:
        """Two or three capitalised words between commas, with people right before and after, are a person too."""
        added = []
        for left, right in pairwise(matches):
            first, end = left.end + 1, right.first - 1
            people = left.kind is Kind.PERSON and right.kind is Kind.PERSON and 2 <= end - first <= 3
            if people and self.words[left.end].text == "," and self.words[end].text in (",", "and"):
                names = all(w.capital and w.text.isalpha() for w in self.words[first:end])
                if names and not any(title_at(self.words, i, end) for i in range(first, end)):
                    added.append(
                        Match(first=first, end=end, kind=Kind.PERSON, name=self._text(first, end), rule="person")
                    )
        return sorted([*matches, *added], key=lambda m: (m.first, -m.end))

    def _with_acronyms(self, matches: Sequence[Match]) -> list[Match]:
        """'Radiation Safety Act (RSA)': the acronym in brackets names what stands before it, wherever it stands."""
        meant: dict[str, Match] = {}
        for match in matches:
            inner = self.words[match.end + 1] if match.end + 2 < len(self.words) else None
            bracketed = inner and self.words[match.end].text == "(" and self.words[match.end + 2].text == ")"
            if inner and bracketed and _ACRONYM.fullmatch(inner.text):
                meant.setdefault(inner.text, match)
        kept = [m for m in matches if m.rule == "organization-table" or self._text(m.first, m.end) not in meant]
        taken = {j for m in kept for j in range(m.first, m.end)}
        added = [
            Match(first=i, end=i + 1, kind=meant[w.text].kind, name=meant[w.text].name, rule="acronym")
            for i, w in enumerate(self.words)
            if w.text in meant and i not in taken
        ]
        return sorted([*kept, *added], key=lambda m: (m.first, -m.end))

    def _vetted(self, matches: Sequence[Match]) -> list[Match]:
        """A name that is somebody's surname here is that person, unless a state stands beside it; and what a title
        makes a person once is one throughout.
        """
        surnames = {s for m in matches if m.kind is Kind.PERSON for s in _written_surnames(m.name)}
        titled = {m.name for m in matches if m.rule == "person"}
        named = [m for m in matches if m.kind is Kind.PERSON or not demonym_of(m.name)]  # 'Guatemalan' is no place
        return self._voted([self._as_person(m, titled, surnames) for m in named])

    def _voted(self, matches: Sequence[Match]) -> list[Match]:
        """What only the model says of a name gives way to what the document says of it more often."""
        votes: dict[str, Counter[Kind]] = defaultdict(Counter)
        told: dict[str, Kind] = {}
        for match in matches:
            votes[match.name][_territory(match.kind)] += 1 if match.rule == "spacy" else _SURE
            if match.rule == "spacy" and (kind := self.told(match)):
                votes[match.name][_territory(kind)] += _SURE
                told[match.name] = kind
        voted = []
        for match in matches:
            (kind, most), *others = votes[match.name].most_common(2)
            if match.rule == "spacy" and kind is not _territory(match.kind) and most > sum(n for _, n in others):
                said = told.get(match.name, kind)
                match = replace(match, kind=said if _territory(said) is kind else kind)  # noqa: PLW2901
            voted.append(match)
        return voted

    def _as_person(self, match: Match, titled: set[str], surnames: set[str]) -> Match:
        if match.rule == "spacy" and (match.name in titled or self._known_person(match.name)):
            match = replace(match, kind=Kind.PERSON)
        if match.name not in surnames or match.rule not in ("place-table", "spacy", "person"):
            return match
        if match.rule == "place-table" and _phrases.state_follows(self.words, match.end, self.gazetteer):
            return match
        return replace(match, kind=Kind.PERSON, rule="surname", reference=True)

    def _known_person(self, name: str) -> bool:
        """Whether the tables know a full name, and as a person's only."""
        rows = self.gazetteer.lookup(name) if " " in name else ()
        return bool(rows) and all(r.kind == Kind.PERSON for r in rows)

    def _with_surnames(self, matches: Sequence[Match]) -> list[Match]:
        surnames = {s for m in matches if m.kind is Kind.PERSON and not m.reference for s in _written_surnames(m.name)}
        taken = {j for m in matches for j in range(m.first, m.end)} | self.tagged
        added, begins = [], {surname.split()[0] for surname in surnames}
        for i, word in enumerate(self.words):
            for end in (i + 2, i + 1) if word.text in begins else ():
                if end > self.limits[i] or any(j in taken for j in range(i, end)):
                    continue
                if self._text(i, end) in surnames and not self._goes_on(end, taken):
                    surname = self._text(i, end)
                    added.append(
                        Match(first=i, end=end, kind=Kind.PERSON, name=surname, rule="surname", reference=True)
                    )
                    taken.update(range(i, end))
                    break
        return sorted([*matches, *added], key=lambda m: (m.first, -m.end))

    def _goes_on(self, end: int, taken: set[int]) -> bool:
        """Whether a capitalised word follows that belongs to the same name: 'Clinton Township'."""
        if end >= len(self.words) or self.limits[end - 1] == end or end in taken:
            return False
        following = self.words[end]
        return (
            following.capital
            and following.text.isalpha()
            and not self.title_case(end)
            and not title_at(self.words, end, self.limits[end])
        )


def _territory(kind: Kind) -> Kind:
    return Kind.JURISDICTION if kind is Kind.PLACE else kind


def _written_surnames(name: str) -> Iterator[str]:
    """Surnames as a text may write them: 'de León' begins a sentence as 'De León'."""
    for surname in _surnames(name):
        yield surname
        yield surname[0].upper() + surname[1:]


def _surnames(name: str) -> tuple[str, ...]:
    """What a text may call a person by after the full name: the last word, or the last two of three or more."""
    parts = [p for p in re.split(r"\s+", name) if p.rstrip(".,").lower() not in _SUFFIXES]
    if len(parts) < 2 or not parts[-1][0].isalpha() or _phrases.is_common(parts[-1]):
        return ()
    if len(parts[-1]) < 4 and parts[-1].isupper() and not name.isupper():  # 'Service BC' is nobody
        return ()
    if len(parts) == 2 or parts[-2].endswith("."):
        return (parts[-1],)
    # Of two surnames either may stand for the person, the first more often in Spanish names.
    first = () if _phrases.given_name(parts[-2]) or len(parts[-2]) < 3 else (parts[-2],)
    return (parts[-1], *first, " ".join(parts[-2:]))
