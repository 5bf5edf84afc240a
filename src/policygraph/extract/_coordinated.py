"""What stands after the last of several holders and is of them all: 'Council members A and B of Laredo'."""

from policygraph.extract._readings import Reader
from policygraph.extract._titles import title_at
from policygraph.gazetteer import Gazetteer
from policygraph.model import Kind, Mention
from policygraph.patterns import Title, title_words


def shared_after(reader: Reader, person: Mention, title: Title, gazetteer: Gazetteer) -> Mention | None:
    """The place or body told after a later holder in the same list, where neither this one nor any between has one."""
    last, anchors = person, reader.anchors
    if person not in anchors.mentions:
        return None  # a pronoun
    for other in anchors.listed_with(person):
        if other.span.start <= person.span.start:
            continue
        first, end = anchors.end(last), anchors.word_range(other.span)[0]
        if any(anchors.over(i) for i in range(first, end)) or reader.tag_of(last) is not None:
            return None  # 'Lt. Gov. A and Texas Treasurer B': what B is of is told before
        own = next((t.title for i in range(first, end) if (t := title_at(reader.words, i, end))), None)
        if own is not None and own.kind != "honorific" and not _of_one_place(title, own):
            return None
        if own is None and title.name in title_words().single:
            return None  # one town has one mayor
        last = other
        if place := reader.place_after(other):
            return place if _fits(title, place, gazetteer) else None
        if body := reader.body_after(other):
            return body if own is None else None
    return None


def _of_one_place(title: Title, other: Title) -> bool:
    """Whether two different offices named together are likely of one place: not where the first may be a nation's,
    which stands mostly without it ('President A and Governor B of Ohio'), nor legislators, who are told by their own.
    """
    offices = title.kind == other.kind == "office" and title != other
    return offices and "country" not in title.levels and not (title.legislature or other.legislature)


def _fits(title: Title, place: Mention, gazetteer: Gazetteer) -> bool:
    """Whether an office may be of a place: the tables have a place of that name at one of its levels."""
    if place.kind is not Kind.JURISDICTION:
        return False
    return bool(title.legislature) or any(r.level in title.levels for r in gazetteer.lookup(place.name))
