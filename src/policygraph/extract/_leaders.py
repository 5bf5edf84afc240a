"""Leaders of chambers called by half their title: 'Leader Doe', 'Majority Leader Jane Doe', 'Whip John Roe'."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from policygraph.extract._readings import Reading
from policygraph.gazetteer import Gazetteer, fold
from policygraph.model import Kind, Mention
from policygraph.patterns import Title, title_named

_CHAMBERS = frozenset({"Senate", "House"})


def in_chamber(
    reading: Reading, holder: Mention, mentions: Sequence[Mention], gazetteer: Gazetteer, on: date | None
) -> Reading:
    """'Leader Doe' with the office that is meant: by the chamber told, the table of terms, or the one chamber among the
    mentions. As it is where none is told.
    """
    title = reading.match.title
    chamber = next((b for b in reading.bodies if b.kind is Kind.ORGANIZATION), None)
    office = leader_of(title, holder, chamber, gazetteer, on)
    office = office or (chamber_office(title, chamber) if chamber else None)
    if office is None and not reading.bodies and (chamber := only_chamber(mentions, gazetteer)):
        office = chamber_office(title, chamber)
        reading = replace(reading, bodies=(chamber,)) if office else reading
    return replace(reading, match=replace(reading.match, title=office)) if office and not reading.ranked else reading


def leader_of(
    title: Title, holder: Mention, chamber: Mention | None, gazetteer: Gazetteer, on: date | None
) -> Title | None:
    """The office of Congress that a title is short for, where the table of terms has its holder for that very day; in
    the chamber that is told, if one is.
    """
    offices = [o for name in title.offices if (o := title_named(name))]
    held = [o for o in offices if leads(o, holder, gazetteer, on)]
    if chamber is not None:
        slugs = {r.slug for r in gazetteer.lookup(chamber.name)}
        held = [o for o in held if o.body.get("country") in slugs]
    return held[0] if len(held) == 1 else None


def leads(office: Title, holder: Mention, gazetteer: Gazetteer, on: date | None) -> bool:
    """Whether the table of terms has somebody of that name or bare surname as leader of a chamber of Congress."""
    if on is None or office.legislature or office.body.get("country") not in ("us-senate", "us-house"):
        return False
    family = fold(holder.name.split()[-1])
    named = {r.slug for r in gazetteer.lookup(holder.name)} if " " in holder.name else None
    rows = gazetteer.holders(office.label, on)
    return any(fold(r.family) == family and (named is None or r.slug in named) for r in rows)


def chamber_office(title: Title, chamber: Mention) -> Title | None:
    """The one office that a title is short for in a chamber told by name: 'majority leader of the Ohio Senate'."""
    told = _CHAMBERS.intersection(chamber.name.split())
    offices = [o for name in title.offices if told.intersection(name.split()) and (o := title_named(name))]
    return offices[0] if len(offices) == 1 else None


def only_chamber(mentions: Sequence[Mention], gazetteer: Gazetteer) -> Mention | None:
    """A mention of the one legislative body that a document names, if that is a state's chamber."""
    bodies = {
        row.slug: (row, m)
        for m in mentions
        if m.kind is Kind.ORGANIZATION
        for row in gazetteer.lookup(m.name)
        if "legislature" in row.types
    }
    if len(bodies) != 1:
        return None
    row, mention = next(iter(bodies.values()))
    state = bool(row.jurisdiction) and gazetteer.record(row.jurisdiction).level == "state"
    return mention if state and len(mention.name.split()) > 1 else None
