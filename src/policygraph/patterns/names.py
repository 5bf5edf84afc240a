"""How names look: the words they begin and end with, their forms, the words that tell what they are of."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from policygraph.model import Kind
from policygraph.patterns.entries import EventNames, Heads
from policygraph.patterns.files import compiled, entries, load


@cache
def organization_heads() -> Heads:
    """Words that make a capitalised phrase an organization."""
    return _heads("lexicon/organization_heads.toml")


@cache
def place_heads() -> Heads:
    """Words that make a capitalised phrase a site."""
    return _heads("lexicon/place_heads.toml")


@cache
def event_names() -> EventNames:
    """Names of events. Raises ResourceError for a bad regular expression."""
    file = "lexicon/event_names.toml"
    forms = (compiled(row, "pattern", file) for row in entries(file, "form", ("name", "pattern")))
    return EventNames(last=frozenset(load(file, ("last",))["last"]), forms=tuple(forms))


@cache
def place_forms() -> tuple[re.Pattern[str], ...]:
    """Forms of names of places. Raises ResourceError for a bad regular expression."""
    file = "lexicon/place_heads.toml"
    return tuple(compiled(row, "pattern", file) for row in entries(file, "form", ("name", "pattern")))


@cache
def listed_kinds() -> Mapping[str, str]:
    """Plural that tells the kind of a list of names → what each of them is called then."""
    found: Mapping[str, str] = load("lexicon/place_heads.toml", ("listed",))["listed"]
    return found


@cache
def kind_words() -> Mapping[str, Kind]:
    """Common noun → the kind of what it tells of."""
    kinds = ("person", "organization", "jurisdiction", "place")
    raw = load("lexicon/kind_words.toml", kinds)
    return {word: Kind(kind) for kind in kinds for word in raw[kind]}


def _heads(name: str) -> Heads:
    raw = load(name, ("last", "first"))
    first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in raw["first"]:
        first[phrase.split()[0]].append(tuple(phrase.split()))
    return Heads(
        last=frozenset(tuple(phrase.split()) for phrase in raw["last"]),
        first={word: tuple(phrases) for word, phrases in first.items()},
        goes_on=frozenset(raw.get("goes_on", ())),
        public=frozenset(raw.get("public", ())),
        press=frozenset(raw.get("press", ())),
        organs=frozenset(raw.get("organs", ())),
    )
