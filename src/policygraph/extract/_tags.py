"""Tags after a legislator's name: 'R-Wis.', '(D-N.M.)', '(TX-16)', 'D-San Diego'."""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Kind, Mention, Span
from policygraph.patterns import title_words

_LONGEST_ABBREVIATION = len("Calif.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag's span with its marks, its party's letter and its place as written; either may be None."""

    span: Span
    party: Span | None
    place: Span | None


def tags(annotated: AnnotatedDocument) -> tuple[Tag, ...]:
    """All tags in text order."""
    found = []
    for match in _pattern().finditer(annotated.document.text):
        parts = {
            key: Span(start=match.start(key), end=match.start(key) + len(_unstopped(match[key])))
            for key in ("party", "place", "district_state", "party2", "party3")
            if match[key]
        }
        found.append(
            Tag(
                span=Span(start=match.start(), end=match.end()),
                party=parts.get("party") or parts.get("party2") or parts.get("party3"),
                place=parts.get("place") or parts.get("district_state"),
            )
        )
    return tuple(found)


def _unstopped(place: str) -> str:
    """A place as written in a tag; a full stop that ends the sentence ('R-Wisconsin.') is not of it."""
    return place[:-1] if place.endswith(".") and len(place) > _LONGEST_ABBREVIATION else place


def covered(annotated: AnnotatedDocument) -> set[int]:
    """The numbers of the words that tags take up."""
    starts = [w.start for w in annotated.words]
    return {
        i
        for tag in tags(annotated)
        for i in range(
            max(0, bisect.bisect_right(starts, tag.span.start) - 1), bisect.bisect_left(starts, tag.span.end)
        )
    }


def mentions(annotated: AnnotatedDocument, gazetteer: Gazetteer) -> Iterator[Mention]:
    """The party and the place of each tag, ids 'tN-party' and 'tN-place'."""
    text = annotated.document.text
    parties = title_words().party_tags
    for number, tag in enumerate(tags(annotated)):
        if tag.party and (slug := parties[text[tag.party.start : tag.party.end]]):
            yield Mention(
                id=f"t{number}-party",
                kind=Kind.ORGANIZATION,
                span=tag.party,
                name=gazetteer.record(slug).name,
                rule="party-tag",
            )
        if tag.place:
            written = text[tag.place.start : tag.place.end]
            state = gazetteer.state_of(written)
            name = gazetteer.record(state).name if state else written
            if state or gazetteer.lookup(written):
                yield Mention(
                    id=f"t{number}-place", kind=Kind.JURISDICTION, span=tag.place, name=name, rule="place-tag"
                )


@cache
def _pattern() -> re.Pattern[str]:
    letters = "|".join(sorted(title_words().party_tags, key=lambda t: (-len(t), t)))
    # A place is an abbreviation with dots, or one to three capitalised words.
    place = r"(?:[A-Z]\.\s?){1,3}(?:[A-Z][a-z]+\.)?|[A-Z][a-z]+\.|[A-Z][\w’']+(?:\s(?:of\s)?[A-Z][\w’']+){0,2}"
    return re.compile(
        rf"(?:(?<=, )|(?<=[(\[]))(?P<party>{letters})[-–—](?P<place>{place})(?:[-–]\d{{1,2}})?"
        rf"|(?<=\()(?:(?P<party2>{letters})[-–—])?(?P<district_state>[A-Z]{{2}}|[A-Z][a-z]+\.?)[-–]\d{{1,2}}(?=\))"
        rf"|(?<=\()(?P<party3>{letters})(?=\))"  # 'Sen. Jane Doe (R)'
    )
