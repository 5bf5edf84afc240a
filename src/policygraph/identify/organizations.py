"""When organizations of different documents are one: one name, or its acronym or short form, in one place or body."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from policygraph.gazetteer.names import fold
from policygraph.identify.records import PERHAPS, Local, Pair, places_apart

_SAME, _SHORT, _ACRONYM = 3, 2, 1
_NAMED = {_SAME: "same name", _SHORT: "short form of the name", _ACRONYM: "acronym of the name"}
_LEGAL_FORMS = frozenset({"inc", "incorporated", "corp", "corporation", "llc", "ltd", "co", "company"})
# Left out at the end of a name: 'Springfield Police', 'Roe County Sheriff'.
_HEADS = frozenset({"department", "office", "agency", "bureau", "force", "service", "services"})
_SPELT_OUT = {"dept": "department", "univ": "university", "assn": "association", "comm": "committee"}
_LITTLE = frozenset({"of", "the", "and", "for", "on", "in", "to", "at", "de"})
_ACRONYM_FORM = re.compile(r"(?:[A-Z]\.?){2,7}")
_COUNTRY = re.compile(r".*/[a-z]{2}")


def keys(local: Local) -> set[str]:
    """The names; perhaps their acronyms and what is left without what may be left out."""
    found: set[str] = set()
    for name in local.names:
        words = _words(name)
        found |= {"".join(words)} if _is_acronym(name) else set()
        found |= {" ".join(words)}
        found |= {text + PERHAPS for text in (" ".join(_short(words)), *_acronyms(words)) if text}
    return found - {""}


def seen(local: Local) -> Local:
    """All of it."""
    return local


def pairs(block: Sequence[Local]) -> Iterator[Pair]:
    """Those whose names agree and who share a jurisdiction below the country, or a body that they are part of."""
    shared: dict[str, list[Local]] = defaultdict(list)
    for local in block:
        for iri in local.told("jurisdiction", "organization"):
            shared[iri].append(local)
    met: dict[tuple[str, str], tuple[Local, Local, set[str]]] = {}
    for iri, found in shared.items():
        for one, other in combinations(sorted(found, key=lambda local: local.iri), 2):
            met.setdefault((one.iri, other.iri), (one, other, set()))[2].add(iri)
    for one, other, common in met.values():
        strength = max((_agreement(a, b) for a in one.names for b in other.names), default=0)
        bodies = common & one.told("organization")
        # A country has many of one acronym or short name.
        if not strength or (strength < _SAME and not bodies and all(_COUNTRY.fullmatch(iri) for iri in common)):
            continue
        what = "parent organization" if bodies else "jurisdiction"
        reason = f"{_NAMED[strength]} and {what}"
        yield Pair(one=one.iri, other=other.iri, strength=strength, support=len(common), reason=reason)


def opposed(one: Local, other: Local, strength: int) -> bool:  # noqa: ARG001 - an organization's rules are all alike
    """Whether they are of places apart, or no name in full of one agrees with one of the other."""
    if places_apart(one.told("jurisdiction"), other.told("jurisdiction")):
        return True
    mine, theirs = ([name for name in local.names if not _is_acronym(name)] for local in (one, other))
    return bool(mine and theirs) and not any(_agreement(a, b) for a in _longest(mine) for b in _longest(theirs))


def _agreement(one: str, other: str) -> int:
    """How well two names agree; 0 if they do not."""
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return 0
    if mine == theirs:
        return _SAME
    acronyms = [_is_acronym(name) for name in (one, other)]
    if acronyms == [True, False]:
        return _ACRONYM if "".join(mine) in _acronyms(theirs) else 0
    if acronyms == [False, True]:
        return _ACRONYM if "".join(theirs) in _acronyms(mine) else 0
    return _SHORT if _short(mine) == theirs or _short(theirs) == mine else 0


def _longest(names: Sequence[str]) -> list[str]:
    """The names that are no part of another of them."""
    sets = {name: set(_words(name)) for name in names}
    return [name for name in names if not any(sets[name] < other for other in sets.values())]


def _words(name: str) -> list[str]:
    words = [_SPELT_OUT.get(word, word) for word in fold(name).split()]
    words = words[1:] if words[:1] == ["the"] else words
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words = words[:-1]
    return words


def _short(words: Sequence[str]) -> list[str]:
    """A name of three words or more without the general word at its end; else nothing."""
    if len(words) < 3 or words[-1] not in _HEADS:
        return []
    short = list(words[:-1])
    # 'Sheriff’s' has lost its apostrophe.
    return [*short[:-1], short[-1].removesuffix("s")] if short[-1] in ("sheriffs", "mayors", "governors") else short


def _acronyms(words: Sequence[str]) -> set[str]:
    """The initials of a name of two words or more, with and without little words."""
    large = [word for word in words if word not in _LITTLE]
    return {"".join(word[0] for word in some) for some in (words, large) if len(some) > 1}


def _is_acronym(name: str) -> bool:
    return _ACRONYM_FORM.fullmatch(name) is not None
