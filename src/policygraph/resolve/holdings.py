"""What a document says of each post mention: who holds it, where, in what body; and who of the people table that is.

A person of the table is meant when name, title and day agree with one of the terms of exactly one row; or full name,
day and body, be the title one that the table does not have: 'EPA Administrator Jane Doe', 'Jane Doe, chair of the House
Judiciary Committee'. So a namesake without the post stays unlinked.
"""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from policygraph import vocab
from policygraph.gazetteer import Gazetteer, Record, Term, fold
from policygraph.model import Document, Entity, Extraction, Kind, Mention, Resolution, Span, Status
from policygraph.patterns import Title, title_named

# News calls people by a post somewhat before its start (elected, confirmed) and after its end.
_LEEWAY = timedelta(days=60)
_YEAR = timedelta(days=365)
_CHAMBER_BODIES = {"Senate": "us-senate", "House": "us-house"}
_OFFICE = (vocab.HOLDS, vocab.FORMERLY_HELD)
_LEADERS = ("President of the United States", "Vice President of the United States")
_CHAMBERS = {"upper": "United States Senator", "lower": "United States Representative"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One post mention. `place` is the slug of a table row; `named` tells whether the text names its place, be it
    one that stayed ambiguous; `represented` what a tag after the holder's name says.
    """

    mention: Mention
    sentence: Span  # that tells it
    holder: str  # entity slug, '' if unresolved
    former: bool
    place: str | None
    named: bool
    represented: str | None
    body: Entity | None

    @property
    def title(self) -> Title | None:
        """The office; None for a position in an organization."""
        return title_named(self.mention.name)


def read(extraction: Extraction, decided: Mapping[str, Resolution]) -> list[Holding]:
    """The holdings of a document in the order of its post mentions."""
    represented = {
        decided[c.subject].entity.slug: decided[c.object].entity.slug
        for c in extraction.claims
        if c.predicate == vocab.REPRESENTS
        and isinstance(c.object, str)
        and c.subject in decided
        and c.object in decided
        and decided[c.object].status is Status.LINKED
    }
    # What a title names by its own words ('City Council Speaker') tells its office from no other.
    named = {m.id for m in extraction.mentions if m.rule == "title-names-body"}
    return [_read(m, extraction, decided, represented, named) for m in extraction.mentions if m.kind is Kind.POST]


def _read(
    mention: Mention,
    extraction: Extraction,
    decided: Mapping[str, Resolution],
    represented: Mapping[str, str],
    own: Container[str],
) -> Holding:
    holder, place, body, named, former, sentence = "", None, None, False, False, mention.span
    for claim in extraction.claims:
        target = decided.get(claim.object) if isinstance(claim.object, str) else None
        if claim.object == mention.id and claim.subject in decided:
            holder = decided[claim.subject].entity.slug
            former = claim.predicate == vocab.FORMERLY_HELD
            sentence = claim.evidence.span
        elif claim.subject == mention.id and target is not None:
            if claim.predicate == vocab.HAS_JURISDICTION:
                named = True
                place = target.entity.slug if target.status is Status.LINKED else None
            elif claim.predicate == vocab.POST_IN and claim.object not in own:
                body = target.entity
    return Holding(
        mention=mention,
        sentence=sentence,
        holder=holder,
        former=former,
        place=place,
        named=named,
        represented=represented.get(holder),
        body=body,
    )


def terms_of(
    document: Document,
    holdings: Sequence[Holding],
    people: Mapping[str, Entity],
    gazetteer: Gazetteer,
) -> dict[str, tuple[Record, dict[str, Term]]]:
    """By holder's slug: the row of the people table that is meant, and by mention id the terms that agree."""
    by_holder: dict[str, list[Holding]] = defaultdict(list)
    for holding in holdings:
        if holding.holder in people:
            by_holder[holding.holder].append(holding)
    found = {}
    for holder, own in sorted(by_holder.items()):
        agreeing: dict[str, dict[str, Term]] = {}
        for holding in own:
            for row in _rows(people[holder], holding, document, gazetteer):
                if term := _term(row, holding, document, gazetteer):
                    agreeing.setdefault(row.slug, {})[holding.mention.id] = term
        if not agreeing:
            rows = {
                r.slug for h in own for r in _named(people[holder], gazetteer) if _serves(r, h, document, gazetteer)
            }
            agreeing = {slug: {} for slug in rows}
        if len(agreeing) == 1:
            slug, terms = agreeing.popitem()
            found[holder] = (gazetteer.record(slug), dict(terms))
    return found


def _rows(person: Entity, holding: Holding, document: Document, gazetteer: Gazetteer) -> list[Record]:
    """Rows of that full name; for a bare surname, whoever of that surname held the post on the day."""
    if _full_names(person):
        return _named(person, gazetteer)
    title = holding.title
    if title is None or document.published is None or holding.former:
        return []
    surnames = {fold(n) for n in person.names}
    posts = sorted(_term_posts(title))
    rows = [r for post in posts for r in gazetteer.holders(post, document.published, holding.place or "")]
    return [r for r in rows if fold(r.family) in surnames]


def _named(person: Entity, gazetteer: Gazetteer) -> list[Record]:
    """Rows of a full name of a person."""
    rows = [r for n in _full_names(person) for r in gazetteer.lookup(n) if r.kind == Kind.PERSON]
    return list({r.slug: r for r in rows}.values())


def _serves(row: Record, holding: Holding, document: Document, gazetteer: Gazetteer) -> bool:
    """Whether a person of the table was then in the body that a holding tells, or in the chamber that it is part of."""
    bodies = _bodies(holding, gazetteer)
    if holding.former:
        bodies -= {*_CHAMBER_BODIES.values()}  # a former aide of the Senate may bear any former senator's name
    return any(t.organization in bodies and _in_time(t, holding, document) for t in gazetteer.terms(row.slug))


def _bodies(holding: Holding, gazetteer: Gazetteer) -> set[str]:
    """The federal body of a holding and the chamber of Congress it is part of, by slug."""
    if holding.place not in (None, "us"):
        return set()
    if holding.body is None:
        usual = holding.title.body.get("country") if holding.title else None
        return {usual} if usual else set()
    slug = holding.body.slug
    if slug in gazetteer:
        return {slug, *(a.slug for a in gazetteer.ancestors(slug) if a.slug in _CHAMBER_BODIES.values())}
    # A committee that no table has: 'House Judiciary Committee'.
    return {body for name in holding.body.names if (body := _CHAMBER_BODIES.get(name.split()[0]))}


def leaders(
    document: Document, extraction: Extraction, decided: Mapping[str, Resolution], gazetteer: Gazetteer
) -> dict[str, Record]:
    """By person's slug: who was President or Vice President by then, by the full name alone, which needs no more.

    Not of whom the text tells a post, a party or a constituency: these say who is meant, and 'Sheriff Jane Doe' is a
    namesake.
    """
    told = {
        decided[c.subject].entity.slug
        for c in extraction.claims
        if c.subject in decided and c.predicate in (*_OFFICE, vocab.MEMBER_OF, vocab.REPRESENTS)
    }
    people = {r.entity.slug: r.entity for r in decided.values() if r.entity.kind is Kind.PERSON}
    found = {}
    for slug, person in sorted(people.items()):
        rows = _named(person, gazetteer) if document.published and slug not in told else []
        starts = [t.start for r in rows for t in gazetteer.terms(r.slug) if t.post in _LEADERS and t.start]
        if len(rows) == 1 and any(start - _YEAR <= document.published for start in starts if document.published):
            found[slug] = rows[0]
    return found


def _full_names(person: Entity) -> list[str]:
    """The full names of a person; of two surnames or middle names also each alone with the given name."""
    names = []
    for name in person.names:
        given, *rest = name.split()
        if rest:
            names += [name, *(f"{given} {one}" for one in rest if len(rest) > 1 and len(one) > 2)]
    return list(dict.fromkeys(names))


def by_party(
    document: Document, extraction: Extraction, decided: Mapping[str, Resolution], gazetteer: Gazetteer
) -> dict[str, Record]:
    """By person's slug: the one row of that name whose party the text tells too and who held a national office about
    then, or a seat in Congress for the state that the text tells as well. A row whose term tells no party is never
    meant: its name alone would be a guess. The text need not name the office: 'Democrat Jane Doe and Republican John
    Roe are contesting Ohio', 'Jane Doe (D-Ohio)'.
    """
    told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    people: dict[str, Entity] = {}
    for claim in extraction.claims:
        if claim.predicate in (vocab.MEMBER_OF, vocab.REPRESENTS) and isinstance(claim.object, str) and claim.plain:
            subject, of = decided.get(claim.subject), decided.get(claim.object)
            if subject and of and subject.status is not Status.LINKED and of.status is Status.LINKED:
                told[subject.entity.slug][claim.predicate].add(of.entity.slug)
                people[subject.entity.slug] = subject.entity
    found = {}
    for slug, person in sorted(people.items()):
        parties, places = told[slug][vocab.MEMBER_OF], told[slug][vocab.REPRESENTS]
        rows = {r.slug: r for n in _full_names(person) for r in gazetteer.lookup(n) if r.kind == Kind.PERSON}
        meant = [
            r for r in rows.values() if any(_elected(t, document, parties, places) for t in gazetteer.terms(r.slug))
        ]
        if not meant and len(rows) == 1:
            meant = [r for r in rows.values() if any(_national(t, document, parties) for t in gazetteer.terms(r.slug))]
        if len(meant) == 1:
            found[slug] = meant[0]
    return found


def _elected(term: Term, document: Document, parties: set[str], places: set[str]) -> bool:
    """Whether a term is in Congress, of a party and for a state that the text tells, and the day is near it."""
    if term.post not in _CHAMBERS.values() or term.party not in parties or term.jurisdiction not in places:
        return False
    return document.published is None or _about(term, document.published)


def _national(term: Term, document: Document, parties: set[str]) -> bool:
    if document.published is None or term.start is None or term.party not in parties:
        return False
    return term.jurisdiction == "us" and _about(term, document.published)


def _about(term: Term, on: date) -> bool:
    """Whether a day is in a term, a year before it at most, or eight years after it."""
    begun = term.start is None or term.start - _YEAR <= on
    return begun and (term.end is None or on <= term.end + 8 * _YEAR)


def _term(row: Record, holding: Holding, document: Document, gazetteer: Gazetteer) -> Term | None:
    """The term of a row that agrees with a holding in title, place and day."""
    title = holding.title
    if title is None:
        return None
    places = {p for p in (holding.place, holding.represented) if p}
    for term in reversed(gazetteer.terms(row.slug)):
        if term.post not in _term_posts(title) or not _in_time(term, holding, document):
            continue
        if places and places.isdisjoint({term.jurisdiction, "us"}):
            continue
        return term
    return None


def _term_posts(title: Title) -> set[str]:
    """How the table of terms may call an office."""
    names = (
        title.name,
        f"{title.name} of the United States",
        title.label,
        _CHAMBERS.get(title.legislature, ""),
        *title.by_level.values(),
        *(other.label for name in title.by_level.values() if (other := title_named(name))),
    )
    return {name for name in names if name}


def is_term_of(term: Term, title: Title, place: Record) -> bool:
    """Whether a term is of that office of that place."""
    return term.post in _term_posts(title) and term.jurisdiction in ("", place.slug)


def _in_time(term: Term, holding: Holding, document: Document) -> bool:
    if document.published is None:
        return True
    if holding.former:
        return term.start is None or term.start <= document.published
    begun = term.start is None or term.start - _LEEWAY <= document.published
    return begun and (term.end is None or document.published <= term.end + _LEEWAY)


def place_of(term: Term, title: Title, gazetteer: Gazetteer) -> str | None:
    """The jurisdiction of a term, if the office exists at its level."""
    if not term.jurisdiction:
        return None
    level = gazetteer.record(term.jurisdiction).level
    return term.jurisdiction if level in title.levels or title.legislature else None
