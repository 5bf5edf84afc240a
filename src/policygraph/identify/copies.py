"""Documents that are near copies of another: the same release printed twice, an agency's story in two papers.

MinHash over runs of five words, and bands of it as blocks (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of
Massive Datasets, chapter 3), by the datasketch package, an extra. What is decided for a block depends on the block
only.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store

from policygraph import resources, vocab
from policygraph.literals import text_of

# Two texts are copies when so much of their runs of words is the same.
_ALIKE = 0.8
_RUN = 5
# With 16 bands of 8, texts 80% alike share one with a probability of .95, texts 50% alike with .06.
_BANDS, _ROWS = 16, 8
_DIGITS = 8  # of a hash
_SEED = 1

_INDEX, _IDENTITY = NamedNode(vocab.INDEX_GRAPH), NamedNode(vocab.IDENTITY_GRAPH)
_BLOCK, _SIGNATURE, _COPY_OF = NamedNode(vocab.BLOCK), NamedNode(vocab.SIGNATURE), NamedNode(vocab.COPY_OF)


def available() -> None:
    """Raises ResourceError if the package that this needs is not installed."""
    resources.need("datasketch", extra="copies", to="find near copies")


class Copies:
    """Decides anew which documents are copies, where documents changed; `gone` and `new` are quads."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.gone: set[Quad] = set()
        self.new: set[Quad] = set()
        self._signatures: dict[str, str] = {}  # '' for a document without text
        self._bands: dict[str, set[str]] = {}  # of the documents that changed
        self._sharing: dict[str, set[str]] = defaultdict(set)  # band → those of these that have it

    def run(self, changed: Iterable[str]) -> None:
        """Decides for these documents, and for all that share a block with them, now or before."""
        touched: set[str] = set()
        for iri in sorted(changed):
            had = {q for q in self._noted(iri, None) if q.predicate in (_BLOCK, _SIGNATURE)}
            has = self._made(iri)
            self.gone |= had - has
            self.new |= has - had
            self._bands[iri] = {text_of(quad.object) for quad in has if quad.predicate == _BLOCK}
            for band in self._bands[iri]:
                self._sharing[band].add(iri)
            touched |= {text_of(quad.object) for quad in had | has if quad.predicate == _BLOCK}
        originals: dict[str, str | None] = dict.fromkeys(self._bands)
        seen: set[str] = set()
        for band in sorted(touched):
            originals |= self._decided(self._component(band, seen))
        for iri, original in originals.items():
            had = set(self.store.quads_for_pattern(NamedNode(iri), _COPY_OF, None, _IDENTITY))
            has = {Quad(NamedNode(iri), _COPY_OF, NamedNode(original), _IDENTITY)} if original else set()
            self.gone |= had - has
            self.new |= has - had

    def _decided(self, documents: set[str]) -> dict[str, str | None]:
        """The original of each: the first of those that it is like, by date and then by IRI; None for itself."""
        decided: dict[str, str | None] = {}
        for iri in sorted(documents, key=lambda iri: (self._published(iri), iri)):
            before = (other for other, original in decided.items() if original is None)
            decided[iri] = next((other for other in before if self._alike(other, iri)), None)
        return decided

    # ---- blocks

    def _component(self, band: str, seen: set[str]) -> set[str]:
        """The documents of the blocks that hang together with one; none if they were looked at."""
        documents: set[str] = set()
        queue = [band]
        while queue:
            band = queue.pop()
            if band in seen:
                continue
            seen.add(band)
            stored = {text_of(q.subject) for q in self.store.quads_for_pattern(None, _BLOCK, Literal(band), _INDEX)}
            for iri in (stored - self._bands.keys() | self._sharing[band]) - documents:
                documents.add(iri)
                queue += self._bands.get(iri) or [text_of(quad.object) for quad in self._noted(iri, _BLOCK)]
        return documents

    def _noted(self, iri: str, predicate: NamedNode | None) -> Iterator[Quad]:
        return self.store.quads_for_pattern(NamedNode(iri), predicate, None, _INDEX)

    def _made(self, iri: str) -> set[Quad]:
        """The signature of a document's text and its bands; nothing for a document that is gone, or leaves it out."""
        texts = self.store.quads_for_pattern(None, NamedNode(vocab.IS_STRING), None, NamedNode(iri))
        signature = next((_signature(text_of(quad.object)) for quad in texts), "")
        self._signatures[iri] = signature
        if not signature:
            return set()
        width = _DIGITS * _ROWS
        bands = (f"copy:{n}:{signature[n * width : (n + 1) * width]}" for n in range(_BANDS))
        blocks = {Quad(NamedNode(iri), _BLOCK, Literal(band), _INDEX) for band in bands}
        return blocks | {Quad(NamedNode(iri), _SIGNATURE, Literal(signature), _INDEX)}

    # ---- what two documents have in common

    def _alike(self, one: str, other: str) -> bool:
        mine, theirs = self._values(one), self._values(other)
        return sum(a == b for a, b in zip(mine, theirs, strict=True)) >= _ALIKE * len(mine)

    def _values(self, iri: str) -> list[str]:
        if iri not in self._signatures:
            self._signatures[iri] = next(text_of(quad.object) for quad in self._noted(iri, _SIGNATURE))
        signature = self._signatures[iri]
        return [signature[i : i + _DIGITS] for i in range(0, len(signature), _DIGITS)]

    def _published(self, iri: str) -> str:
        told = self.store.quads_for_pattern(NamedNode(iri), NamedNode(vocab.DATE_PUBLISHED), None, NamedNode(iri))
        return min((text_of(quad.object) for quad in told), default="9999")


def _signature(text: str) -> str:
    """128 minimal hashes of a text's runs of words, eight hex digits each; '' for a text of fewer words than a run."""
    from datasketch import MinHash  # noqa: PLC0415 - an extra

    words = re.findall(r"\w+", text.lower())
    runs = {" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
    if not runs:
        return ""
    made = MinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    made.update_batch([run.encode() for run in sorted(runs)])
    return "".join(f"{int(value):0{_DIGITS}x}" for value in made.hashvalues)
