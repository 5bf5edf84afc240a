"""When policies of different documents are one: one number or name, before one body or from the same people."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from policygraph import vocab
from policygraph.gazetteer.names import fold
from policygraph.identify.records import Local, Pair, places_apart

_NUMBER, _NAME = 2, 1
_SHARED = {"sponsor": "sponsor", "organization": "legislature", "jurisdiction": "jurisdiction"}
# A name of fewer words, such as 'Budget Act', is that of many.
_WORDS = 3
# 'S. 47', 'H.J.Res. 12', 'SB 54'; no 'Public Law 107-296'.
_BILL = re.compile(r"[A-Z]\d{2}-\d+|[A-Z](?:\.?(?:Con|Res|[A-Z]))*\.? \d+")


def keys(local: Local) -> set[str]:
    """The numbers and the names."""
    return _numbers(local) | {fold(name) for name in local.names} - {""}


def seen(local: Local) -> Local:
    """All of it."""
    return local


def pairs(block: Sequence[Local]) -> Iterator[Pair]:
    """Those of one number or name with a sponsor, legislature or jurisdiction in common."""
    shared: dict[tuple[str, str], list[Local]] = defaultdict(list)
    for local in block:
        for told in local.context:
            if told[0] in _SHARED:
                shared[told].append(local)
    met: dict[tuple[str, str], tuple[Local, Local, set[str]]] = {}
    for (role, _), found in shared.items():
        for one, other in combinations(sorted(found, key=lambda local: local.iri), 2):
            met.setdefault((one.iri, other.iri), (one, other, set()))[2].add(role)
    for one, other, roles in met.values():
        if _numbers(one) & _numbers(other):
            strength, named = _NUMBER, "same number"
        elif _named(one) & _named(other):
            strength, named = _NAME, "same name"
        else:
            continue
        what = " and ".join(text for role, text in _SHARED.items() if role in roles)
        yield Pair(one=one.iri, other=other.iri, strength=strength, support=len(roles), reason=f"{named} and {what}")


def opposed(one: Local, other: Local, strength: int) -> bool:  # noqa: ARG001 - a contradiction outweighs any agreement
    """Whether numbers, jurisdictions or, as far as dates are told, sessions differ."""
    mine, theirs = _numbers(one), _numbers(other)
    if mine and theirs and not mine & theirs:
        return True
    # What was enacted is spoken of for years by its name; only the number of a bill is that of one session.
    bills = any(_BILL.fullmatch(text) for local in (one, other) for text in local.identifiers)
    if bills and one.latest and other.latest and not _sessions(one) & _sessions(other):
        return True
    if mine & theirs and _keyed(one) & _keyed(other):
        return True
    return places_apart(one.told("jurisdiction"), other.told("jurisdiction"))


def _keyed(local: Local) -> set[str]:
    """The number that a bill of Congress has its IRI by, if a date told the Congress: that of another IRI is another's.

    So it is where a text names the Congress itself: 'S. 47 of the 115th Congress', written years later.
    """
    slug = local.iri.rpartition("/")[2].rpartition("-")[0]
    return {text for text in local.identifiers if local.latest and _BILL.fullmatch(text) and vocab.slug(text) == slug}


def _numbers(local: Local) -> set[str]:
    """'S.B. 54' and 'SB 54' are 'sb54'."""
    return {
        fold(text).replace(" ", "") for text in local.identifiers if not text.startswith("candidate:") and fold(text)
    }


def _named(local: Local) -> set[str]:
    return {text for name in local.names if len((text := fold(name)).split()) >= _WORDS}


def _sessions(local: Local) -> set[int]:
    """The sessions of legislatures, of two years from an odd one, in which documents tell of it: numbers begin anew.

    Of several policies that are one, `earliest` is the last of the first tellings: it may come after `latest`.
    """
    years = sorted(int(day[:4]) for day in (local.earliest or local.latest, local.latest))
    return {(year - 1) // 2 for year in range(years[0], years[1] + 1)}
