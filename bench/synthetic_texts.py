"""What all synthetic documents are written with: sentences with mentions, claims with evidence, and what they share.

A text is written sentence by sentence, so that all offsets are right.
"""

import hashlib
from datetime import date

from synthetic_tables import Graph, Named, Tables, day, hashed, iri

from policygraph import vocab

# A piece of a sentence: words, or words that name an entity.
Piece = str | tuple[str, Named]
# The IRI of a document is that of its text, which is known last; until then this stands for it.
DOCUMENT = "urn:document"
PLAIN = ("affirmed", "stated")


class Corpus:
    """What documents share: the tables, and what identity says of the entities in them."""

    def __init__(self) -> None:
        self.tables, self.identity = Tables(), Graph(vocab.IDENTITY_GRAPH)
        self._bounds: dict[str, tuple[date, date]] = {}
        self._replaced: set[str] = set()

    def __len__(self) -> int:
        return len(self.tables.reference) + len(self.identity) + 2 * len(self._bounds)

    def label(self, named: Named) -> None:
        """Gives an entity its canonical label, unless it is another."""
        if named.iri not in self._replaced:
            self.identity.say(named.iri, vocab.RDFS_LABEL, f'"{named.name}"')

    def replaced(self, local: str, canonical: str, reason: str = "") -> None:
        """Says that one IRI is another."""
        self._replaced.add(local)
        self.identity.say(local, vocab.REPLACED_BY, f"<{canonical}>")
        if reason:
            self.identity.say(local, vocab.REASON, f'"{reason}"')

    def attested(self, membership: str, on: date) -> None:
        """Somebody was in office on that day."""
        first, last = self._bounds.get(membership, (on, on))
        self._bounds[membership] = min(first, on), max(last, on)

    def settle(self) -> None:
        """Writes the bounds of all memberships."""
        for membership, (first, last) in self._bounds.items():
            self.identity.say(membership, vocab.EARLIEST, day(first))
            self.identity.say(membership, vocab.LATEST, day(last))


class Text:
    """A document's text and graph while they are written."""

    def __init__(self, corpus: Corpus, number: int) -> None:
        self._corpus, self._tables, self._number = corpus, corpus.tables, number
        self._graph, self._parts, self._length = Graph(DOCUMENT), list[str](), 0
        self._spans: dict[tuple[int, int], tuple[str, str]] = {}

    def _sentence(self, *pieces: Piece) -> tuple[int, int, str]:
        """Writes a sentence, notes its mentions, and gives its span and words."""
        begin = self._length
        for piece in pieces:
            words = piece if isinstance(piece, str) else piece[0]
            if not isinstance(piece, str):
                self._spans[self._length, self._length + len(words)] = words, piece[1].iri
                self._graph.say(DOCUMENT, vocab.MENTIONS, f"<{piece[1].iri}>")
            self._parts.append(words)
            self._length += len(words)
        said = begin, self._length, "".join(self._parts[-len(pieces) :])
        self._parts.append(".\n")
        self._length += 2
        return said

    def _mention(self, named: Named, words: str = "") -> tuple[str, Named]:
        """A mention of an entity by its name or by other words; the graph then has the entity."""
        self._graph.classes(named)
        self._graph.say(named.iri, vocab.ALT_LABEL, f'"{words or named.name}"')
        self._corpus.label(named)
        return words or named.name, named

    def _claim(
        self,
        sentence: tuple[int, int, str],
        subject: Named,
        predicate: str,
        value: str,
        *,
        put: tuple[str, str] = PLAIN,
        by: str = "",
    ) -> None:
        """A claim that rests on a sentence."""
        claim = self._graph.claim(subject.iri, predicate, value, put, by)
        evidence = iri("evidence", hashed(claim, self._number, sentence[0], digits=16))
        say = self._graph.say
        say(claim, vocab.WAS_DERIVED_FROM, f"<{DOCUMENT}>")
        say(evidence, vocab.RDF_TYPE, f"<{vocab.EVIDENCE}>")
        say(evidence, vocab.EVIDENCE_CLAIM, f"<{claim}>")
        say(evidence, vocab.EVIDENCE_DOCUMENT, f"<{DOCUMENT}>")
        say(evidence, vocab.RULE, f'"{predicate.rpartition("/")[2].rpartition("#")[2]}-words"')
        self._quoted(evidence, vocab.SENTENCE, sentence)

    def _quoted(self, subject: str, predicate: str, span: tuple[int, int, str]) -> None:
        self._graph.say(subject, predicate, f'"{span[2]}"')
        self._offsets(subject, span[0], span[1])

    def _offsets(self, subject: str, begin: int, end: int) -> None:
        self._graph.say(subject, vocab.BEGIN_INDEX, f'"{begin}"^^<{vocab.XSD_INTEGER}>')
        self._graph.say(subject, vocab.END_INDEX, f'"{end}"^^<{vocab.XSD_INTEGER}>')

    def _local(self, kind: str, name: str, classes: tuple[str, ...], context: object = None) -> Named:
        """An entity that no table knows: its IRI is of its name and of its document, or of another context."""
        digits = hashed(name, self._number if context is None else context, digits=6)
        return Named(iri(kind, f"{name.lower().replace(' ', '-')}-{digits}"), name, classes)

    def _finished(self) -> str:
        """Writes the text's context and mentions; gives the text's SHA-256."""
        text, say = "".join(self._parts), self._graph.say
        context = f"{DOCUMENT}#char=0,{len(text)}"
        say(context, vocab.RDF_TYPE, f"<{vocab.NIF_CONTEXT}>")
        say(context, vocab.IS_STRING, '"' + text.replace("\n", "\\n") + '"')
        self._offsets(context, 0, len(text))
        for (begin, end), (words, entity) in self._spans.items():
            string = f"{DOCUMENT}#char={begin},{end}"
            say(string, vocab.RDF_TYPE, f"<{vocab.NIF_PHRASE}>")
            say(string, vocab.ANCHOR_OF, f'"{words}"')
            say(string, vocab.REFERENCE_CONTEXT, f"<{context}>")
            say(string, vocab.IDENT_REF, f"<{entity}>")
            self._offsets(string, begin, end)
        return hashlib.sha256(text.encode()).hexdigest()
