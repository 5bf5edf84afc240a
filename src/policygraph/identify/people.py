"""When people of different documents are one: a name that agrees, and something besides it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from policygraph.identify.names import Agreement, agreement, forms, fullest
from policygraph.identify.records import PERHAPS, Local, Pair, places_apart

# What speaks for two namesakes being one, strongest first.
_POST, _ORGANIZATION, _PLACE, _PARTY, _COMPANY = 5, 4, 3, 2, 1
_NAMED = {
    Agreement.SAME: "same name",
    Agreement.NICKNAME: "forms of one name",
    Agreement.INITIAL: "initial of the name",
    Agreement.SURNAME: "same surname",
}
# Too many live in a country or state for a name and it to be enough.
_COUNTRY = re.compile(r".*/[a-z]{2}")
_STATE = re.compile(r"(.*/[a-z]{2}-[a-z]{2,3})(?:-.*)?")
_UNLINKED = re.compile(r".*-[0-9a-f]{6}")


def keys(local: Local) -> set[str]:
    """The surnames, each with the forms of the given name; those of a compound one with its first and last word too."""
    found: set[str] = set()
    for name in fullest(local.names):
        words = name.surname.split()
        if not name.given:
            found.add(name.surname)
            continue
        found.add(name.surname + PERHAPS)
        found |= {f"{name.surname} {given[0]}{PERHAPS}" for given in name.given if len(given) > 1}
        found |= {f"{word} {form}" for word in (name.surname, words[0], words[-1]) for form in forms(name)}
    return found


class Person:
    """A person with the parts of the names, and what may be shared with another."""

    def __init__(self, local: Local) -> None:
        self.local = local
        self.names = fullest(local.names)
        self.words = {word for name in self.names for word in name.surname.split()}
        self.full = {(given, name.surname) for name in self.names for given in name.given}
        self.suffixes = {name.suffix for name in self.names}
        by_role: dict[str, set[str]] = defaultdict(set)
        for role, iri in local.context:
            by_role[role].add(iri)
        self.posts = by_role["post"] | by_role["former-post"]
        self.organizations = by_role["organization"]
        self.places = by_role["jurisdiction"]
        self.states = _states(self.places)
        self.parties = by_role["party"]
        self.told = {("post", iri) for iri in self.posts}
        self.told |= {("organization", iri) for iri in self.organizations}
        self.told |= {("place", iri) for iri in self.places - self.states if not _COUNTRY.fullmatch(iri)}
        self.told |= {("party and state", f"{party} {iri}") for party in self.parties for iri in self.states}
        # Public figures are named beside anybody; an unlinked entity that two documents share is rare.
        self.told |= {("with", iri) for iri in by_role["with"] if _UNLINKED.fullmatch(iri)}


def seen(local: Local) -> Person:
    """With the parts of the names."""
    return Person(local)


def pairs(block: Sequence[Person]) -> Iterator[Pair]:
    """Those whose names agree and who share a post, organization, place, party and state, or company."""
    shared: dict[tuple[str, tuple[str, str]], list[Person]] = defaultdict(list)
    for person in sorted(block, key=lambda person: person.local.iri):
        for told in person.told:
            # Names agree only where a word of the surnames does, and in a place live many of other names.
            for word in person.words:
                shared[word, told].append(person)
    met: dict[tuple[Person, Person], set[tuple[str, str]]] = defaultdict(set)
    for (_, told), found in shared.items():
        for one, other in combinations(found, 2):
            met[one, other].add(told)
    crowd = crowded(block)
    for (one, other), common in met.items():
        if (pair := _pair(one, other, common, crowd)) is not None:
            yield pair


def opposed(one: Person, other: Person, strength: int) -> bool:
    """Whether names contradict each other; or parties or states where no post or organization is shared."""
    # Somebody called Jane Doe and Jane Roe may be one with either; with another Doe never.
    if any(agreement(a, b) is Agreement.OPPOSED for a in one.names for b in other.names):
        return True
    if strength >= _ORGANIZATION:
        return False
    if one.parties and other.parties and not one.parties & other.parties:
        return True
    return places_apart(one.states, other.states)


def _pair(one: Person, other: Person, common: set[tuple[str, str]], crowd: set[tuple[str, str]]) -> Pair | None:
    named = max((agreement(a, b) for a in one.names for b in other.names), default=Agreement.NONE)
    if named < Agreement.SURNAME:
        return None
    roles = {role for role, _ in common}
    whole = named >= Agreement.NICKNAME
    alone = whole and not (one.full | other.full) & crowd
    # Two posts in one place: the same name may be one who moved, forms of it are too little.
    steady = named is Agreement.SAME or not one.posts or not other.posts
    company = sum(role == "with" for role, _ in common)
    if "post" in roles and (named >= Agreement.INITIAL or "organization" in roles or one.places & other.places):
        strength, what = _POST, "post"
    elif "organization" in roles and whole:
        strength, what = _ORGANIZATION, "organization"
    elif len(one.suffixes | other.suffixes) > 1:  # father and son share places, parties and company
        return None
    elif "place" in roles and whole and steady:
        strength, what = _PLACE, "place"
    elif "party and state" in roles and alone:
        strength, what = _PARTY, "party and state"
    elif company >= (2 if named is Agreement.SAME else 3) and alone:
        strength, what = _COMPANY, "company"
    else:
        return None
    return Pair(
        one=one.local.iri,
        other=other.local.iri,
        strength=strength,
        support=named + len(common),
        reason=f"{_NAMED[named]} and {what}",
    )


def crowded(people: Iterable[Person]) -> set[tuple[str, str]]:
    """The names in full that people of different states bear: little besides such a name is too little."""
    states: dict[tuple[str, str], list[set[str]]] = defaultdict(list)
    for person in people:
        for full in person.full if person.states else ():
            states[full].append(person.states)
    return {full for full, found in states.items() if any(a.isdisjoint(b) for a, b in combinations(found, 2))}


def _states(places: Iterable[str]) -> set[str]:
    """The states that places are or lie in, of those that tables know."""
    found = (_STATE.fullmatch(iri) for iri in places if not _UNLINKED.fullmatch(iri))
    return {match[1] for match in found if match}
