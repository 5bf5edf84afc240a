"""What the tests of single modules share: documents, hand-made parses, stored parses, mentions.

None of it loads a language model. `parsed` gives the parse that the model made of a text of `parses/texts.txt` when
`parses/store.py` was last run; `tokenized` gives words and sentences only.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Kind, Mention, Span
from policygraph.store import Store

PARSES = Path(__file__).parent / "parses" / "parses.jsonl"
FRIDAY = date(2017, 4, 21)


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="session")
def english() -> Language:
    """English tokens and sentences that end at full stops; no model."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    return pipeline


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    """A document of a text, published on Friday, 21 April 2017 unless told otherwise."""

    def make(text: str, published: date | None = FRIDAY, publisher: str = "", title: str = "") -> Document:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return Document(
            id=sha256[:12],
            text=text,
            sha256=sha256,
            sources=("a.txt",),
            published=published,
            publisher=publisher,
            title=title,
        )

    return make


@pytest.fixture(scope="session")
def tokenized(english: Language, document: Callable[..., Document]) -> Callable[..., AnnotatedDocument]:
    """A text with words and sentences, without tags, parse or entities."""

    def make(text: str, published: date | None = FRIDAY) -> AnnotatedDocument:
        return AnnotatedDocument(document(text, published), english(text))

    return make


@pytest.fixture(scope="session")
def parsed(english: Language, document: Callable[..., Document]) -> Callable[..., AnnotatedDocument]:
    """The stored parse of a text of `parses/texts.txt`."""
    lines = PARSES.read_text(encoding="utf-8").splitlines()
    stored = {parse["text"]: parse for parse in map(json.loads, lines)}

    def make(text: str, published: date | None = FRIDAY) -> AnnotatedDocument:
        assert text in stored, f"add {text!r} to tests/unit/parses/texts.txt and run store.py there"
        return AnnotatedDocument(document(text, published), Doc(english.vocab).from_json(stored[text], validate=True))

    return make


@pytest.fixture(scope="session")
def mention() -> Callable[..., Mention]:
    """A mention of `words`, the `nth` time they stand in a text; its id is its kind and offset."""

    def make(
        text: str,
        words: str,
        kind: Kind,
        *,
        nth: int = 0,
        name: str = "",
        rule: str = "test",
        reference: bool = False,
    ) -> Mention:
        start = -1
        for _ in range(nth + 1):
            start = text.index(words, start + 1)
        return Mention(
            id=f"{kind.value}-{start}",
            kind=kind,
            span=Span(start=start, end=start + len(words)),
            name=name or words,
            rule=rule,
            reference=reference,
        )

    return make


class _PowerCutError(Exception):
    """What ends a run between two calls of the engine."""


class _Dying:
    """A store whose power goes when it is to take something out, after what is new was added."""

    def __init__(self, rdf: ox.Store) -> None:
        self.rdf = rdf

    def __getattr__(self, name: str) -> object:
        if name == "update":
            raise _PowerCutError
        return getattr(self.rdf, name)

    def __contains__(self, quad: ox.Quad) -> bool:
        return quad in self.rdf


@pytest.fixture
def power_cut() -> Callable[[Store], AbstractContextManager[None]]:
    """While it lasts, the power of a store goes between the two calls of a large change; the store is closed then."""

    @contextmanager
    def cut(store: Store) -> Iterator[None]:
        store._rdf = _Dying(store.rdf)  # type: ignore[assignment]
        with pytest.raises(_PowerCutError):
            yield
        store.close()

    return cut
