"""What the tests of single modules share: documents, hand-made parses, stored parses, mentions.

None of it loads a language model. `parsed` gives the parse that the model made of a text of `parses/texts.txt` when
`parses/store.py` was last run; `tokenized` gives words and sentences only.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Kind, Mention, Span

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
