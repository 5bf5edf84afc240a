"""Toponyms to rows of the place tables.

Each name has one sense in a document. Candidates are scored by population, by the state or country that stands beside
the name, by agreement with the other places of the document, and by what they are listed with; a small margin between
the best two leaves the name ambiguous. The features follow common practice in toponym resolution (one sense per
discourse and spatial minimality: Leidner 2007, 'Toponym Resolution in Text').
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from policygraph import vocab
from policygraph.gazetteer import Gazetteer, Record, fold
from policygraph.model import Candidate, Document, Entity, Extraction, Kind, Mention, Resolution, Status
from policygraph.patterns import senses

_PLACES = (Kind.JURISDICTION, Kind.PLACE)
_MARGIN = 0.6
_MOST_CANDIDATES = 8
# Weights of the features, in powers of ten of population: to be named beside its state outweighs any size.
_BESIDE, _WITHIN_MENTIONED, _CONTAINS_SETTLED, _LISTED, _HOME, _STATE, _USUAL = (
    6.0,
    1.5,
    1.5,
    2.5,
    1.0,
    1.0,
    3.0,
)


def resolve(document: Document, extraction: Extraction, gazetteer: Gazetteer) -> dict[str, Resolution]:
    """The places of a document by mention id."""
    mentions = [m for m in extraction.mentions if m.kind in _PLACES]
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[fold(mention.name)].append(mention)
    scorer = _Scorer(document, mentions, gazetteer)
    first = {name: scorer.decide(groups[name]) for name in sorted(groups)}
    # What the first pass is sure of speaks in the second: 'El Paso County' contains the El Paso named beside it.
    scorer.settle(r.entity.slug for r in first.values() if r.status is Status.LINKED)
    second = {name: scorer.decide(groups[name]) for name in sorted(groups)}
    return {m.id: second[name] for name in sorted(groups) for m in groups[name]}


class _Scorer:
    def __init__(self, document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer) -> None:
        self.document, self.mentions, self.gazetteer = document, mentions, gazetteer
        self.rows = {m.id: self._rows(m) for m in mentions}
        self.beside = {m.id: self._beside(m) for m in mentions}
        self.mentioned = self._mentioned()
        self.settled: set[str] = set()  # what contains the places decided so far

    def settle(self, slugs: Iterable[str]) -> None:
        """Take note of places decided on: what contains one of them is the likelier for it."""
        self.settled = {a.slug for slug in slugs for a in self.gazetteer.ancestors(slug) if a.slug != "us"}

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
        return tuple({r.slug: r for r in rows}.values())

    def _as_written(self, mention: Mention) -> str:
        written = self.document.text[mention.span.start : mention.span.end]
        return mention.name if mention.rule == "place-tag" else " ".join(written.split())

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
            for row in self.gazetteer.lookup(text.rstrip(".,")):
                if row.level in ("state", "country") and row.kind == Kind.JURISDICTION:
                    return row.slug
        return None

    def _mentioned(self) -> Counter[str]:
        """How often each place is named that a name leaves no doubt about; states and countries by themselves."""
        counts: Counter[str] = Counter()
        for mention in self.mentions:
            rows = self.rows[mention.id]
            sure = [r for r in rows if r.level in ("state", "country")] or (rows if len(rows) == 1 else ())
            counts.update(r.slug for r in sure[:1])
            if slug := self.beside[mention.id]:
                counts[slug] += 1
        return counts

    def _score(self, row: Record, group: Sequence[Mention]) -> tuple[float, str]:
        score, reasons = math.log10((row.population or 0) + 100), ["population"]
        above = {a.slug for a in self.gazetteer.ancestors(row.slug)}
        for slug in {s for m in group if (s := self.beside[m.id])}:
            if slug in above:
                score, reasons = score + _BESIDE, [*reasons, "beside its state or country"]
            elif slug != row.slug:
                score -= _BESIDE
        if any(slug in above and slug != "us" for slug in self.mentioned):
            score, reasons = score + _WITHIN_MENTIONED, [*reasons, "within a place named in the document"]
        if row.slug in self.settled:
            score, reasons = score + _CONTAINS_SETTLED, [*reasons, "contains a place of the document"]
        if row.level in ("state", "country"):
            score += _STATE
        if any(row.slug == senses().get(fold(m.name)) for m in group) and not self._qualified(group):
            score, reasons = score + _USUAL, [*reasons, "usual sense"]
        if "us" in above or row.slug == "us":
            score, reasons = score + _HOME, [*reasons, "in the country of the tables"]
        if row.level and row.level == self._listed_level(group):
            score, reasons = score + _LISTED, [*reasons, "listed with places of its level"]
        return score, ", ".join(reasons)

    def _qualified(self, group: Sequence[Mention]) -> bool:
        """Whether the word 'state' stands at a name, which tells 'Washington state' from the city."""
        text = self.document.text
        return any(re.match(r"\s[Ss]tate\b", text[m.span.end : m.span.end + 7]) for m in group)

    def _listed_level(self, group: Sequence[Mention]) -> str:
        """The level that a name's neighbours in a list share: 'Chicago, New York and Philadelphia' are cities."""
        levels: Counter[str] = Counter()
        for mention in group:
            written = self.document.text[max(0, mention.span.start - 400) : mention.span.start]
            if re.search(r"\b(?:cities|towns|municipalities) of [^.;\n]*$", written):
                levels["municipality"] += 2
            if re.search(r"\bstates? of $", written):
                levels["state"] += 2
            for neighbour in self._neighbours(mention):
                rows = self.rows[neighbour.id]
                certain = rows and (len(rows) == 1 or (rows[0].population or 0) > 20 * (rows[1].population or 1))
                levels.update({rows[0].level} if certain else ())
        return levels.most_common(1)[0][0] if levels and levels.most_common(1)[0][1] > 1 else ""

    def _neighbours(self, mention: Mention) -> list[Mention]:
        i = self.mentions.index(mention)
        found = []
        for a, b, neighbour in (
            (i - 1, i, self.mentions[i - 1] if i else None),
            (i, i + 1, self.mentions[i + 1] if i + 1 < len(self.mentions) else None),
        ):
            if neighbour is None:
                continue
            left, right = self.mentions[a], self.mentions[b]
            between = self.document.text[left.span.end : right.span.start] if left.span.end <= right.span.start else ""
            if re.fullmatch(r",\s(?:and\s)?|\s(?:and|or)\s", between):
                found.append(neighbour)
        return found
