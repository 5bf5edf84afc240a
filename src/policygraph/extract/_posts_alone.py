"""Offices that a text names without a holder: 'the office of county clerk of Bexar County', 'the Ohio governor'."""

from policygraph.extract._bodies import POSSESSIVES
from policygraph.extract._readings import Reader, Reading
from policygraph.gazetteer import Gazetteer
from policygraph.model import Kind, Mention
from policygraph.patterns import title_words

_OF = ("of", "for")


def office_of(reader: Reader, reading: Reading, gazetteer: Gazetteer) -> Mention | None:
    """The one jurisdiction that an office nobody is said to hold is of, told in the same phrase; None where the words
    may mean several offices, a lower one or none: 'mayors of Ohio', 'deputy mayor', 'a judge in Texas'.
    """
    title, match = reading.match.title, reading.match
    if title.kind != "office" or match.plural or reading.ranked or title.legislature or not title.levels:
        return None
    if title.name in title_words().several:
        return None
    places = [b for b in reading.bodies if b.kind is Kind.JURISDICTION and not b.reference]
    if len(places) != len(reading.bodies) or not places:
        return None
    after = places[0].span.start >= reader.words[match.end - 1].end
    if after and reader.text(match.end) not in _OF:
        return None
    if not after and reader.text(match.end) in POSSESSIVES and reader.text(match.end + 1) != "office":
        return None  # 'the Webb County sheriff's deputies'
    rows = gazetteer.lookup(places[0].name)
    if not rows and places[0].rule != "demonym":
        return None
    return places[0] if any(r.level in title.levels for r in rows) else None
