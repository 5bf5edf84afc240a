"""Words in which somebody takes a side on a policy, of data/lexicon/stances.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

from policygraph.errors import ResourceError
from policygraph.patterns.files import load

_FILE = "lexicon/stances.toml"
_TABLES = ("with_preposition", "pointing")


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceWords:
    """What takes a side: see the head of the file for what each set is. A side is 1 (for) or -1 (against)."""

    attitudes_for: frozenset[str]
    attitudes_against: frozenset[str]
    deeds_for: frozenset[str]
    deeds_against: frozenset[str]
    doings_for: frozenset[str]
    doings_against: frozenset[str]
    urging: frozenset[str]
    striving: frozenset[str]
    refusing: frozenset[str]
    glad: frozenset[str]
    sorry: frozenset[str]
    thanking: frozenset[str]
    blaming: frozenset[str]
    credits: frozenset[str]
    modals: frozenset[str]
    needing: frozenset[str]
    conditional: frozenset[str]
    believing: frozenset[str]
    unsure: frozenset[str]
    reasons: frozenset[str]
    being: frozenset[str]
    good: frozenset[str]
    bad: frozenset[str]
    good_nouns: frozenset[str]
    bad_nouns: frozenset[str]
    not_good: frozenset[str]
    ahead: frozenset[str]
    behind: frozenset[str]
    helping: frozenset[str]
    bringing: frozenset[str]
    better: frozenset[str]
    worse: frozenset[str]
    harming: frozenset[str]
    helped: frozenset[str]
    between: frozenset[str]
    before_parliament: frozenset[str]
    with_preposition: Mapping[str, Mapping[str, int]]
    pointing: Mapping[str, frozenset[str]]

    def attitude(self, lemma: str) -> int:
        """The side of whoever does it himself."""
        return (lemma in self.attitudes_for) - (lemma in self.attitudes_against)

    def deed(self, lemma: str) -> int:
        """The side of whoever wants it done."""
        return (lemma in self.deeds_for) - (lemma in self.deeds_against)

    def doing(self, lemma: str) -> int:
        """The side of whoever is for what a noun names."""
        return (lemma in self.doings_for) - (lemma in self.doings_against)

    def quality(self, lemma: str) -> int:
        """What an adjective says of what it is said of."""
        return (lemma in self.good) - (lemma in self.bad)

    def feeling(self, lemma: str) -> int:
        """How one feels of what was done."""
        return (lemma in self.glad) - (lemma in self.sorry)

    def effect(self, lemma: str) -> int:
        """What a verb does to its object."""
        return (lemma in self.helping) - (lemma in self.harming)


@cache
def stance_words() -> StanceWords:
    """The words of stances. Raises ResourceError for a side that is neither 1 nor -1."""
    sets = tuple(f.name for f in fields(StanceWords) if f.name not in _TABLES)
    raw = load(_FILE, (*sets, *_TABLES))
    for word, sides in raw["with_preposition"].items():
        if not set(sides.values()) <= {1, -1}:
            raise ResourceError(f"with_preposition of {word!r}: a side is 1 or -1", where=f"data/{_FILE}")
    return StanceWords(
        with_preposition=raw["with_preposition"],
        pointing={noun: frozenset(kinds) for noun, kinds in raw["pointing"].items()},
        **{name: frozenset(raw[name]) for name in sets},
    )
