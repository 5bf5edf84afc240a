"""Posts as (title, jurisdiction, organization): canonical ones where title and jurisdiction are known.

A title without a place takes that of the table's term if its holder is linked, else the place that the same person's
title has elsewhere in the document, else the usual one of the lexicon, else the document's home. A place that is only
near tells nothing: mayors visit other cities.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence

from policygraph import vocab
from policygraph.gazetteer import Gazetteer, Term
from policygraph.model import Document, Entity, Extraction, Kind, Mention, Resolution, Status
from policygraph.patterns import Title, singular, title_named
from policygraph.resolve import canonical
from policygraph.resolve.holdings import Holding, place_of

# A document's home is named in its opening, this often, and in this share of the names of its level.
_OPENING, _HOME_MENTIONS, _HOME_SHARE, _NEARLY_ALL = 400, 3, 0.5, 0.8


def resolve(
    document: Document,
    extraction: Extraction,
    gazetteer: Gazetteer,
    decided: Mapping[str, Resolution],
    holdings: Sequence[Holding],
    terms: Mapping[str, Term],
    known: Container[str],
) -> dict[str, Resolution]:
    """The posts of a document by mention id. `terms` gives the table's term of a holding by its mention id; `known`
    has the slugs of holders that the table of people knows.
    """
    resolver = _Resolver(document, extraction, gazetteer, decided, known)
    return dict(resolver.run(holdings, terms))


class _Resolver:
    def __init__(
        self,
        document: Document,
        extraction: Extraction,
        gazetteer: Gazetteer,
        decided: Mapping[str, Resolution],
        known: Container[str],
    ) -> None:
        self.document, self.gazetteer, self.decided, self.known = document, gazetteer, decided, known
        self.full = {
            r.entity.slug
            for r in decided.values()
            if r.entity.kind is Kind.PERSON and any(" " in name for name in r.entity.names)
        }
        self.places = [
            (mention.span.start, resolution.entity.slug)
            for mention in extraction.mentions
            if mention.rule not in ("place-tag", "noun-reference", "pronoun")
            and (resolution := decided.get(mention.id))
            and resolution.status is Status.LINKED
            and resolution.entity.kind is Kind.JURISDICTION
        ]

    def run(self, holdings: Sequence[Holding], terms: Mapping[str, Term]) -> Iterator[tuple[str, Resolution]]:
        places = {h.mention.id: self._place(h, terms.get(h.mention.id)) for h in holdings}
        known = {(h.holder, h.mention.name): p for h in holdings if (p := places[h.mention.id]) and h.holder}
        for holding in holdings:
            place = places[holding.mention.id] or known.get((holding.holder, holding.mention.name))
            federal = holding.mention.id in terms
            yield holding.mention.id, self._decide(holding, place, federal=federal)

    def _place(self, holding: Holding, term: Term | None) -> str | None:
        title = holding.title
        if title is None:
            return holding.place
        if term is not None and (place := place_of(term, title, self.gazetteer)):
            return place
        if holding.place is None and title.legislature and holding.represented:
            return self._state_of(holding.represented)
        return holding.place

    def _state_of(self, slug: str) -> str | None:
        rows = (self.gazetteer.record(slug), *self.gazetteer.ancestors(slug))
        return next((r.slug for r in rows if r.level == "state"), None)

    def _decide(self, holding: Holding, place: str | None, *, federal: bool) -> Resolution:
        title = holding.title
        if title is None:
            return self._position(holding)
        if title.legislature in ("upper", "lower"):
            title, place = self._legislator(title, place, holding, federal=federal)
        place = self._fitting(place, title) or self._body_place(title, holding.body)
        if not place and holding.body is not None and holding.body.slug not in title.body.values():
            return self._position(holding)  # 'president of the county board' is not the President
        if not place and not holding.named:
            place = self._usual(title, holding) or self._home(title)
        written = self._written(holding.mention)
        if not place:
            slug = vocab.unlinked_slug(title.name, holding.holder or self.document.id)
            entity = Entity(slug=slug, kind=Kind.POST, names=(title.name, written))
            return Resolution(entity=entity, status=Status.NIL)
        row = self.gazetteer.record(place)
        title = title_named(title.by_level.get(row.level, "")) or title
        entity = Entity(slug=canonical.slug(title, row), kind=Kind.POST, names=(written,))
        return Resolution(entity=entity, status=Status.LINKED)

    def _position(self, holding: Holding) -> Resolution:
        """A position in an organization: its own words and that organization tell it from others."""
        written = self._written(holding.mention)
        if holding.body is None:
            place = self.gazetteer.record(holding.place).name if holding.place else ""
            names = tuple(n for n in (f"{written} of {place}" if place else "", written) if n)
            slug = vocab.unlinked_slug(written, holding.place or self.document.id)
            return Resolution(entity=Entity(slug=slug, kind=Kind.POST, names=names), status=Status.NIL)
        slug = vocab.unlinked_slug(written, holding.body.slug)
        names = (f"{written}, {holding.body.names[0]}", written)
        return Resolution(entity=Entity(slug=slug, kind=Kind.POST, names=names), status=Status.NIL)

    def _legislator(
        self, title: Title, place: str | None, holding: Holding, *, federal: bool
    ) -> tuple[Title, str | None]:
        """'Sen.' and 'Rep.' are of Congress, unless a chamber of a state is what the document speaks of or the tag
        names a town.
        """
        name = "Senator" if title.legislature == "upper" else "Representative"
        if place == "us-dc" and holding.represented != place:
            place = None  # 'WASHINGTON Senators Doe and Roe' is a dateline
        represented = holding.represented
        local = represented is not None and self.gazetteer.record(represented).level != "state"
        chambers = self._state_chambers()
        spoken_of = represented is None and chambers and place in (None, *chambers)
        if not federal and (local or spoken_of):
            own = place or (chambers[0] if len(chambers) == 1 else None)
            return title_named(f"State {name}") or title, own
        return title_named(f"United States {name}") or title, place or "us"

    def _state_chambers(self) -> list[str]:
        """The states whose legislature or chambers the document names."""
        linked = {
            r.entity.slug
            for r in self.decided.values()
            if r.entity.kind is Kind.ORGANIZATION and r.status is Status.LINKED
        }
        rows = [self.gazetteer.record(slug) for slug in linked]
        return sorted({r.jurisdiction for r in rows if "legislature" in r.types} - {"us", ""})

    def _body_place(self, title: Title, body: Entity | None) -> str | None:
        """The jurisdiction of the body that a post is in: a nation's offices are told by their own bodies only, and a
        school district's trustee is none of the town.
        """
        if body is None or body.slug not in self.gazetteer:
            return None
        row = self.gazetteer.record(body.slug)
        level = self.gazetteer.record(row.jurisdiction).level if row.jurisdiction else ""
        foreign = level == "country" and not title.legislature and body.slug not in title.body.values()
        apart = foreign or ("education" in row.types and "School" not in title.name)
        apart = apart or ("court" in row.types and title.name == "Judge")  # of the court, and of no county
        return row.jurisdiction if level in title.levels and not apart else None

    def _fitting(self, place: str | None, title: Title) -> str | None:
        """A place of the title's levels: itself, or the one of its name at such a level ('New York Attorney General',
        'El Paso County Commissioner'); a legislator's is the state it lies in.
        """
        if place is None:
            return None
        row = self.gazetteer.record(place)
        if row.level in title.levels or row.level == "country":
            return place if row.level in title.levels or title.legislature else None
        if title.legislature:
            return self._state_of(place)
        name = row.name.removesuffix(" City")
        rows = [r for n in (name, f"{name} County") for r in self.gazetteer.lookup(n) if r.level in title.levels]
        above = {a.slug for a in self.gazetteer.ancestors(place)}
        return next((r.slug for r in rows if r.slug in above), None)

    def _usual(self, title: Title, holding: Holding) -> str:
        """The usual jurisdiction; of an office that states or other countries have as well only for who is known from
        the nation's, and of the latter for a bare surname too: 'President Doe'.
        """
        if "state" in title.levels and "country" in title.levels:
            return "" if holding.holder not in self.known else title.usual
        named = holding.holder in self.full and holding.holder not in self.known
        return "" if title.abroad and named else title.usual

    def _home(self, title: Title) -> str | None:
        """The jurisdiction of the title's lowest level that the document is about: named at its beginning and most of
        the time when it names one of that level; for an office of states also the one in which its places lie.
        """
        levels = [level for level in title.levels if level != "country"]
        if title.name.startswith("United States"):
            return None
        if not levels:
            return self._home_country() if title.abroad or not title.usual else None
        named = [(start, slug) for start, slug in self.places if self.gazetteer.record(slug).level == levels[0]]
        counts = Counter(slug for _, slug in named)
        if counts:
            slug, count = max(sorted(counts.items()), key=lambda pair: pair[1])
            opening = any(start < _OPENING and s == slug for start, s in named)
            if opening and count >= _HOME_MENTIONS and count >= _HOME_SHARE * len(named):
                return slug
        return self._home_state() if levels[0] == "state" else None

    def _home_state(self) -> str | None:
        """The state that nearly all the places of a document lie in, where it names enough of them."""
        own = [slug for _, slug in self.places if slug not in ("us", "us-dc")]
        within = Counter(self._state_of(slug) for slug in own)
        if not own:
            return None
        state, count = max(sorted(within.items(), key=lambda pair: pair[0] or ""), key=lambda pair: pair[1])
        return state if count >= max(_HOME_MENTIONS, _NEARLY_ALL * len(own)) else None

    def _home_country(self) -> str | None:
        """The country that nearly all the places of a document lie in: the prime minister meant is its own."""
        rows = [self.gazetteer.record(slug) for _, slug in self.places]
        within = Counter(r.slug if r.level == "country" else r.country for r in rows)
        country, count = max(sorted(within.items()), key=lambda pair: pair[1], default=("", 0))
        enough = count >= max(_HOME_MENTIONS, _NEARLY_ALL * len(rows))
        return country if country not in ("", "us") and enough else None

    def _written(self, mention: Mention) -> str:
        written = " ".join(self.document.text[mention.span.start : mention.span.end].split())
        one = singular(written)
        return one if one is not None else written
