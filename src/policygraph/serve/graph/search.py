"""Entities by their names: every word that is typed begins one of a name's, accents and case aside."""

import re
import unicodedata
from itertools import islice
from typing import NamedTuple

from rapidfuzz import fuzz, process

from policygraph.gazetteer.names import fold
from policygraph.serve.graph.links import Index

_WORD = re.compile(r"[^\W_]+")
_WORDS = 12
_ALIKE = 5  # words of the graph's names that one typed may have been meant for
_CLOSE = 60  # of 100, of rapidfuzz
_COMPARED = 500  # names


class Hit(NamedTuple):
    """An entity that is found; `name` is the alias that fits, empty where the label does."""

    iri: str
    label: str
    kind: str
    name: str

    @property
    def called(self) -> str:
        """The name by which it is found."""
        return self.name or self.label


def find(index: Index, text: str, *, looked_at: int) -> tuple[list[Hit], bool]:
    """The entities of this very name first, then those whose name begins so, each with most evidence first.

    So many names are looked at, those of entities with most evidence first; whether these are all is told too.
    """
    wanted = fold(text)
    rows = list(islice(index.named(_query(text)), looked_at + 1))
    found: dict[str, tuple[int, int, Hit]] = {}
    for place, hit in enumerate(map(Hit._make, rows[:looked_at])):
        rank = _rank(fold(hit.called), wanted)
        if hit.iri not in found or rank < found[hit.iri][0]:
            found[hit.iri] = (rank, place, hit)
    return [hit for _, _, hit in sorted(found.values())], len(rows) <= looked_at


def near(index: Index, text: str, *, most: int = 5) -> list[Hit]:
    """Entities whose names are much like `text`, the most alike first."""
    wanted, known = fold(text), index.words()
    meant = [
        [word for word, _, _ in process.extract(typed, known, scorer=fuzz.ratio, limit=_ALIKE, score_cutoff=_CLOSE)]
        for typed in wanted.split()[:_WORDS]
    ]
    query = " AND ".join(f"({' OR '.join(map(_quoted, words))})" for words in meant if words)
    hits: dict[str, Hit] = {}
    for hit in map(Hit._make, islice(index.named(query), _COMPARED)):
        hits.setdefault(hit.iri, hit)  # the label comes before the aliases
    names = {iri: fold(hit.called) for iri, hit in hits.items()}
    return [hits[iri] for _, _, iri in process.extract(wanted, names, limit=most, score_cutoff=_CLOSE)]


def _query(text: str) -> str:
    """What SQLite is asked for: all words as they are typed, or as they are compared ('St.' is 'Saint')."""
    # Dots and apostrophes within a word part it in the index as here, and its folded form has it whole.
    typed = _WORD.findall(unicodedata.normalize("NFC", text))[:_WORDS]
    ways = {tuple(typed): None, tuple(fold(text).split()[:_WORDS]): None}
    return " OR ".join(f"({' AND '.join(f'{_quoted(word)}*' for word in words)})" for words in ways if words)


def _quoted(word: str) -> str:
    """A word as SQLite's queries have it: one of letters and digits alone needs no escapes."""
    return f'"{word}"'


def _rank(name: str, wanted: str) -> int:
    if name == wanted:
        return 0
    return 1 if name.startswith(wanted) else 2
