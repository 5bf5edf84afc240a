"""Toponyms to rows of the place tables.

Each name has one sense in a document. Candidates are scored by population, by the state or country that stands beside
the name, by agreement with the other places of the document, and by what they are listed with; a small margin between
the best two leaves the name ambiguous. The features follow common practice in toponym resolution (one sense per
discourse and spatial minimality: Leidner 2007, 'Toponym Resolution in Text').
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise

from policygraph import vocab
from policygraph.gazetteer import Gazetteer, Record, fold
from policygraph.model import Candidate, Document, Entity, Extraction, Kind, Mention, Resolution, Status
from policygraph.patterns import senses
from policygraph.resolve import surroundings

_PLACES = (Kind.JURISDICTION, Kind.PLACE)
_MARGIN = 1.0
_MOST_CANDIDATES = 8
# Weights of the features, in powers of ten of population: to be named beside its state outweighs any size.
_BESIDE, _WITHIN_MENTIONED, _CONTAINS_SETTLED, _LISTED, _HOME, _STATE, _USUAL = (
    6.0,
    1.5,
    1.5,
    2.5,
    1.0,
    2.0,
    2.1,
)
# Half of it where a city is as well known by the name: 'New York', 'Luxembourg'.
_STATE_OR_CITY = _STATE / 2
# A share of the document's other names that may lie in one state, or in one country, weighs this much at most.
_SAME_STATE, _SAME_COUNTRY = 10.0, 5.0
_DATELINE = 2.0
_REGION = 4.0  # as the tables know the size of none
_LARGE = 100_000  # people of a city that needs no state beside it
_NAMESAKE_COUNTY = 1.5
_SIZE = 0.5  # how much the size of namesakes tells which of them a name adds to that share: 0 is nothing


def resolve(document: Document, extraction: Extraction, gazetteer: Gazetteer) -> dict[str, Resolution]:
    """The places of a document by mention id."""
    mentions = [m for m in extraction.mentions if m.kind in _PLACES and not m.reference]
    scorer = _Scorer(document, mentions, gazetteer)
    groups = _groups(mentions, scorer.beside)
    first = {name: scorer.decide(groups[name]) for name in sorted(groups)}
    # What the first pass is sure of speaks in the second: 'El Paso County' contains the El Paso named beside it.
    scorer.settle({name: r.entity.slug for (name, _), r in first.items() if r.status is Status.LINKED})
    second = {name: scorer.decide(groups[name]) for name in sorted(groups)}
    return {m.id: second[name] for name in sorted(groups) for m in groups[name]}


def _groups(mentions: Sequence[Mention], beside: Mapping[str, str | None]) -> dict[tuple[str, str], list[Mention]]:
    """Mentions by name; those of one name that stand beside different states apart, and those beside none with the
    first of them.
    """
    states: dict[str, list[str]] = defaultdict(list)
    for mention in mentions:
        if state := beside[mention.id]:
            states[fold(mention.name)].append(state)
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        name = fold(mention.name)
        # A constituency in a tag is a state wherever it can be: 'D-Wash.' is not of the capital.
        tagged = "tag" if mention.rule == "place-tag" else ""
        groups[name, tagged or beside[mention.id] or next(iter(states[name]), "")].append(mention)
    return groups


class _Scorer:
    def __init__(self, document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer) -> None:
        self.document, self.mentions, self.gazetteer = document, mentions, gazetteer
        self.above = cache(lambda slug: {a.slug: a.level for a in gazetteer.ancestors(slug)})
        self.rows = {m.id: self._rows(m) for m in mentions}
        self.index = {m.id: i for i, m in enumerate(mentions)}
        self.beside = {m.id: self._beside(m) for m in mentions}
        # Names that stand after another place and a comma: the state in 'Seattle, Washington'.
        self.following = {
            right.id
            for left, right in pairwise(mentions)
            if document.text[left.span.end : right.span.start] == ", " and self.beside[left.id]
        }
        self.mentioned = self._mentioned()
        self.company = self._company()
        self._levels: dict[str, str] = {}  # by the id of a group's first mention: the level that its lists share
        self.settled: dict[str, set[str]] = {}  # by what contains them: the names decided so far

    def settle(self, slugs: Mapping[str, str]) -> None:
        """Take note of places decided on, by name: what contains one of another name is the likelier for it."""
        for name, slug in slugs.items():
            for above in self.above(slug):
                if above != "us":
                    self.settled.setdefault(above, set()).add(name)

    def decide(self, group: Sequence[Mention]) -> Resolution:
        """One decision for all mentions of a name."""
        first = group[0]
        ranked = sorted(
            ((self._score(row, group), row) for row in self.rows[first.id]),
            key=lambda pair: (-pair[0][0], pair[1].slug),
        )
        names = tuple(dict.fromkeys(self._as_written(m) for m in group))
        if not ranked:
            slug = vocab.unlinked_slug(first.name, self.document.id)
            return Resolution(entity=Entity(slug=slug, kind=first.kind, names=names), status=Status.NIL)
        best = ranked[0][0][0]
        rivals = [(s, r) for (s, _), r in ranked if best - s < _MARGIN]
        if len(rivals) > 1 and not self._nested(rivals):
            candidates = tuple(
                Candidate(slug=row.slug, score=round(score, 2), reason=reason)
                for (score, reason), row in ranked[:_MOST_CANDIDATES]
            )
            slug = vocab.unlinked_slug(first.name, self.document.id)
            entity = Entity(slug=slug, kind=first.kind, names=names)
            return Resolution(entity=entity, status=Status.AMBIGUOUS, candidates=candidates)
        row = ranked[0][1]
        return Resolution(entity=Entity(slug=row.slug, kind=Kind(row.kind), names=names), status=Status.LINKED)

    def _nested(self, rivals: Sequence[tuple[float, Record]]) -> bool:
        """Whether the rivals are one place at two levels (a city and the district of its name inside it)."""
        best = rivals[0][1].slug
        return all(best in {a.slug for a in self.gazetteer.ancestors(r.slug)} for _, r in rivals[1:])

    def _rows(self, mention: Mention) -> tuple[Record, ...]:
        name = re.sub(r"^(?:City|Town|Village|State|County|Commonwealth|Borough) of ", "", mention.name)
        rows = [r for n in (mention.name, name) for r in self.gazetteer.lookup(n) if r.kind in _PLACES]
        if mention.rule == "demonym":
            rows = [r for r in rows if r.level == "country"] or rows  # 'Georgian' tells which Georgia is meant
        if mention.rule == "place-tag":
            rows = [r for r in rows if r.level == "state"] or rows  # 'D-N.Y.' is of no city
        if re.search(r"\b[Tt]he $", self.document.text[max(0, mention.span.start - 4) : mention.span.start]):
            # 'the Pacific' is the sea and no town of that name, 'the Hague' a town by its own.
            rows = [r for r in rows if r.kind == Kind.PLACE or r.name.startswith("The ")] or rows
        return tuple({r.slug: r for r in rows}.values())

    def _as_written(self, mention: Mention) -> str:
        written = self.document.text[mention.span.start : mention.span.end]
        return mention.name if mention.rule in ("place-tag", "demonym") else " ".join(written.split())

    def _beside(self, mention: Mention) -> str | None:
        """The slug of the state or country that follows a name after a comma, or in brackets."""
        after = self.document.text[mention.span.end : mention.span.end + 40]
        match = re.match(r"(?:,\s|\s\()((?:[A-Z][\w.]*\s?){1,3})", after)
        if match is None:
            return None
        words = match[1].split()
        for size in range(len(words), 0, -1):
            text = " ".join(words[:size])
            if slug := self.gazetteer.state_of(text) or self.gazetteer.state_of(text.rstrip(".")):
                return slug
            rows = self.gazetteer.lookup(text.rstrip(".,"))
            for row in rows:
                if row.level in ("state", "country") and row.kind == Kind.JURISDICTION:
                    # In 'Georgia, Ohio, and Texas' the next of a list is no state beside the name.
                    listed = self._may_be_other_state(mention, row.slug) or self._is_next_city(mention, row, rows)
                    return None if listed else row.slug
        return None

    def _is_next_city(self, mention: Mention, state: Record, rows: Sequence[Record]) -> bool:
        """Whether in 'Chicago, New York' a city follows: one has the state's name, and no namesake is in the state."""
        here = self.rows[mention.id]
        return _large_city(rows) and bool(here) and not any(state.slug in self.above(r.slug) for r in here)

    def _may_be_other_state(self, mention: Mention, slug: str) -> bool:
        return any(_is_state(r) and r.slug != slug for r in self.rows[mention.id])

    def _mentioned(self) -> Counter[str]:
        """How often each place is named that a name leaves no doubt about; states and countries by themselves."""
        counts: Counter[str] = Counter()
        for mention in self.mentions:
            rows = self.rows[mention.id]
            sure = [r for r in rows if _is_state(r)] or (rows if len(rows) == 1 else ())
            if not self._qualified([mention]) and _large_city(rows):
                sure = ()  # 'New York' may be either
            counts.update(r.slug for r in sure[:1])
            if slug := self.beside[mention.id]:
                counts[slug] += 1
        return counts

    def _company(self) -> dict[str, Counter[str]]:
        """By folded name: the states and countries it may lie in, each a part of one."""
        rows = {fold(m.name): self.rows[m.id] for m in self.mentions}
        beside: dict[str, set[str]] = defaultdict(set)
        for mention in self.mentions:
            if slug := self.beside[mention.id]:
                beside[fold(mention.name)].add(slug)
        company: dict[str, Counter[str]] = {}
        for name, candidates in rows.items():
            told = beside[name]
            agreeing = [r for r in candidates if told & self.above(r.slug).keys()] or candidates
            company[name] = Counter()
            for level in ("state", "country"):
                weights: Counter[str] = Counter()
                for row in agreeing:
                    if region := self._region(row, level):
                        weights[region] = max(weights[region], ((row.population or 0) + 100) ** _SIZE)
                whole = sum(weights.values())
                company[name].update({region: weight / whole for region, weight in weights.items()})
        return company

    def _region(self, row: Record, level: str) -> str:
        """The slug of the state or country that a row is or lies in, or ''."""
        if row.level == level:
            return row.slug
        return next((slug for slug, of in self.above(row.slug).items() if of == level), "")

    def _shared(self, row: Record, group: Sequence[Mention], level: str) -> float:
        """The share of the document's other names that may lie in the same state or country."""
        region = self._region(row, level)
        apart = {fold(group[0].name)}
        if level == "state" and row.level == self._listed_level(group) == "municipality":
            # Cities that are listed are often the largest of many states.
            apart |= {
                fold(neighbour.name)
                for mention in group
                for neighbour in surroundings.listed_with(self.document.text, self.mentions, self.index[mention.id])
            }
        others = [c for other, c in self.company.items() if other not in apart]
        return sum(c[region] for c in others) / (len(others) + 2) if region else 0.0

    def _score(self, row: Record, group: Sequence[Mention]) -> tuple[float, str]:
        """The sum of a row's features for the mentions of a name, and the features by name."""
        above, name = self.above(row.slug).keys(), fold(group[0].name)
        beside = {s for m in group if (s := self.beside[m.id])}
        within = any(slug in above and slug != "us" for slug in self.mentioned)
        features = (
            (_BESIDE * len(beside & above), "beside its state or country"),
            (-_BESIDE * len(beside - above - {row.slug}), "beside another state or country"),
            (_WITHIN_MENTIONED * within, "within a place named in the document"),
            (_NAMESAKE_COUNTY * self._in_namesake(name, above), "in a county of its name, which the document names"),
            (_CONTAINS_SETTLED * bool(self.settled.get(row.slug, set()) - {name}), "contains a place of the document"),
            (self._statehood(row, name), "a state or country"),
            (_REGION * (row.kind == Kind.PLACE and row.level in ("region", "sea")), "a region or sea"),
            (self._sense(row, group), "usual sense"),
            (_HOME * ("us" in above or row.slug == "us"), "in the country of the tables"),
            (_SAME_STATE * self._shared(row, group, "state"), "in the state of other places"),
            (_SAME_COUNTRY * self._shared(row, group, "country"), "in the country of other places"),
            (_LISTED * (row.level == self._listed_level(group)), "listed with places of its level"),
        )
        score = math.log10((row.population or 0) + 100) + sum(weight for weight, _ in features)
        return score, ", ".join(["population", *(reason for weight, reason in features if weight)])

    def _statehood(self, row: Record, name: str) -> float:
        if not _is_state(row):
            return 0.0
        return _STATE_OR_CITY if _large_city(self.gazetteer.lookup(name)) else _STATE

    def _in_namesake(self, name: str, above: Iterable[str]) -> bool:
        """Whether the 'Doe County' of the document, or one of that name, contains this Doe."""
        county = f"{name} county"
        return county in self.company and any(slug.endswith(f"-{county.replace(' ', '-')}") for slug in above)

    def _sense(self, row: Record, group: Sequence[Mention]) -> float:
        """The weight of the lexicon's usual sense; that of the state where the words at the name tell one."""
        usual = senses().get(fold(group[0].name))
        if usual and (self._qualified(group) or self._listed_level(group) == "state"):
            return _USUAL * (row.level == "state" and row.slug != usual)
        return (_USUAL + _DATELINE * any(surroundings.in_dateline(self.document.text, m.span) for m in group)) * (
            row.slug == usual
        )

    def _qualified(self, group: Sequence[Mention]) -> bool:
        """Whether the words at a name tell 'Washington state' and 'Seattle, Washington' from the capital."""
        text = self.document.text
        return any(
            surroundings.names_state(text, m.span) or m.id in self.following or m.rule == "place-tag" for m in group
        )

    def _listed_level(self, group: Sequence[Mention]) -> str:
        """The level that a name's neighbours in a list share: 'Chicago, New York and Philadelphia' are cities."""
        if group[0].id in self._levels:
            return self._levels[group[0].id]
        levels: Counter[str] = Counter()
        for mention in group:
            if level := surroundings.level_before(self.document.text, mention.span):
                levels[level] += 2
            for neighbour in surroundings.listed_with(self.document.text, self.mentions, self.index[mention.id]):
                rows = self.rows[neighbour.id]
                certain = rows and (len(rows) == 1 or (rows[0].population or 0) > 20 * (rows[1].population or 1))
                levels.update({rows[0].level} if certain else ())
        level, votes = levels.most_common(1)[0] if levels else ("", 0)
        return self._levels.setdefault(group[0].id, level if votes > 1 else "")


def _is_state(row: Record) -> bool:
    """Whether a row is a country, or a state of the US or a neighbour: no province of elsewhere, which often shares its
    name with towns.
    """
    return row.level == "country" or (row.level == "state" and row.table == "states.tsv")


def _large_city(rows: Sequence[Record]) -> bool:
    """Whether a city among namesakes is so large that it needs no state beside it."""
    return any((r.population or 0) >= _LARGE and r.level == "municipality" for r in rows)
