"""The parts of a person's name, and how well two names agree."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from policygraph import resources
from policygraph.gazetteer.names import fold

_SUFFIX = re.compile(r",?\s+(Jr|Sr|II|III|IV|V)\.?$", re.IGNORECASE)
_GENERATION = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
_WORD = r"[^\W\d_a-z][\w'’-]*\.?"
# Given names or initials and a surname; nameparser, which takes 250 µs, is asked for what else there is.
_PLAIN = re.compile(rf"(?:{_WORD}(?:[^\W\d_]\.)* )*[^\W\d_a-z][\w'’-]+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_a-z]")
_TITLES = re.compile(r"\w{2,}\.")


class Agreement(IntEnum):
    """How well two names agree; below NONE they contradict each other."""

    OPPOSED = -1
    NONE = 0  # other surnames, which one may have changed
    SURNAME = 1
    INITIAL = 2
    NICKNAME = 3
    SAME = 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Name:
    """A name's parts, folded; `given` are the forms of the first name, all the same person's.

    Equal names are one object, as `parsed` makes them, so that what is worked out for two of them is found again fast.
    """

    given: frozenset[str]
    middle: tuple[str, ...]
    surname: str
    suffix: str


@lru_cache(maxsize=2**17)
def parsed(text: str) -> Name | None:
    """The parts of a name; None of one without any letter."""
    found = _SUFFIX.search(text)
    suffix, plain = ("", text) if found is None else (fold(found[1]), text[: found.start()])
    if _PLAIN.fullmatch(plain) and not _TITLES.search(plain):
        *before, last = plain.split(" ")
        first, middle, nicknames = (before[0] if before else ""), before[1:], ""
    else:
        from nameparser import HumanName  # noqa: PLC0415 - slow to load, and most names do without

        name = HumanName(text)
        first, middle, last, nicknames = name.first, name.middle.split(), name.last, name.nickname
        suffix = next((word for word in fold(name.suffix).split() if word in _GENERATION), suffix)
        if first and not last:
            first, last = "", first
    words = [letter for word in (first, *middle) for letter in _letters(word)]
    if not (surname := fold(last)):
        return None
    given = frozenset(filter(None, (*words[:1], fold(nicknames))))
    return _name(given, tuple(words[1:]), surname, suffix)


@cache
def _name(given: frozenset[str], middle: tuple[str, ...], surname: str, suffix: str) -> Name:
    return Name(given=given, middle=middle, surname=surname, suffix=suffix)


def _letters(word: str) -> list[str]:
    """A word folded; initials each on its own."""
    return list(fold(word)) if _INITIALS.fullmatch(word) else [fold(word)] if fold(word) else []


@lru_cache(maxsize=2**16)
def fullest(texts: tuple[str, ...]) -> tuple[Name, ...]:
    """The names in full: bare surnames count only where there is nothing else."""
    names = {name for text in texts if (name := parsed(text)) is not None}
    whole = {name.surname for name in names if name.given}
    found = [n for n in names if n.given or not whole]
    return tuple(sorted(found, key=lambda n: (n.surname, sorted(n.given), n.middle, n.suffix)))


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """Folded short form → the given names it may stand for, of data/lexicon/nicknames.tsv."""
    lines = resources.data("lexicon/nicknames.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {short: frozenset(formal.split("|")) for short, _, formal in (line.partition("\t") for line in lines)}


def forms(name: Name) -> set[str]:
    """What names of one surname share that agree: the given name, what it is short for, or its initial; 'J. Robert Doe'
    is called Robert.
    """
    called = {*name.given, *(name.middle[:1] if all(len(given) == 1 for given in name.given) else ())}
    return {form for given in called for form in _formal(given)}


@lru_cache(maxsize=2**18)
def agreement(one: Name, other: Name) -> Agreement:
    """How well two names agree. Middle names and suffixes that differ contradict each other."""
    if one.surname != other.surname:
        given = _given(one, other)
        married = _compound(one.surname, other.surname) and given >= Agreement.NICKNAME
        if married:
            return Agreement.NICKNAME
        return Agreement.OPPOSED if given is Agreement.OPPOSED else Agreement.NONE
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return Agreement.OPPOSED
    if not one.given or not other.given:
        return Agreement.SURNAME
    return _given(one, other)


def _given(one: Name, other: Name) -> Agreement:
    if not one.given or not other.given:
        return Agreement.NONE
    if _by_middle_name(one, other) or _by_middle_name(other, one):
        return Agreement.NICKNAME
    if any(not _may_be(a, b) for a, b in zip(one.middle[:1], other.middle[:1], strict=False)):
        return Agreement.OPPOSED
    return max(_first(a, b) for a in one.given for b in other.given)


def _first(one: str, other: str) -> Agreement:
    if one == other:
        return Agreement.SAME if len(one) > 1 else Agreement.INITIAL
    if len(one) == 1 or len(other) == 1:
        return Agreement.INITIAL if one[0] == other[0] else Agreement.OPPOSED
    return Agreement.NICKNAME if _formal(one) & _formal(other) else Agreement.OPPOSED


def _formal(given: str) -> frozenset[str]:
    return nicknames().get(given, frozenset()) | {given}


def _may_be(one: str, other: str) -> bool:
    return (
        one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]) or bool(_formal(one) & _formal(other))
    )


def _by_middle_name(one: Name, other: Name) -> bool:
    """'J. Robert Doe' is called Robert."""
    return (
        all(len(given) == 1 for given in one.given)
        and bool(one.middle)
        and len(one.middle[0]) > 1
        and not other.middle
        and any(_first(one.middle[0], given) >= Agreement.NICKNAME for given in other.given)
    )


def _compound(one: str, other: str) -> bool:
    """'Doe-Roe' and 'Roe'; folding has parted the hyphen."""
    short, long = sorted((one, other), key=len)
    return long.startswith(f"{short} ") or long.endswith(f" {short}")
