"""Entities by their names: every word that is typed begins one of a name's, accents and case aside."""

import re
import unicodedata

from policygraph.serve.graph.links import Index
from policygraph.view.payload import Json

MOST = 12
_NAMES = 200  # looked at: an entity may have many that fit
_WORD = re.compile(r"[^\W_]+")
_WORDS = 12


def search(index: Index, text: str) -> list[Json]:
    """At most twelve entities, those with most evidence first: `iri`, `label`, `kind`, and the alias in `name`."""
    # Dots and apostrophes within a word part it in the index as here, and its folded form has it whole.
    words = _WORD.findall(unicodedata.normalize("NFC", text))[:_WORDS]
    if not words:
        return []
    found: dict[str, Json] = {}
    for number, (iri, label, kind, name) in enumerate(index.named(" AND ".join(f'"{word}"*' for word in words))):
        if number == _NAMES or len(found) == MOST:
            break
        found.setdefault(iri, {"iri": iri, "label": label, "kind": kind, "name": name})
    return list(found.values())
