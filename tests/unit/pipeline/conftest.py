"""Documents to build, with stored parses in the place of the model."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from policygraph.annotate import AnnotatedDocument
from policygraph.model import Document
from policygraph.pipeline import stages

TEXTS = {
    "a": "Governor Jane Doe visited Chicago on Friday.",
    "b": "Cook County Sheriff Jane Doe praised the ruling.",
    "c": "Jane Doe said the county would appeal.",
}


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parsed: Callable[[str], AnnotatedDocument]) -> Path:
    """A folder of three documents; whatever is built of them has stored parses."""

    class Stored:
        def annotate(self, documents: Iterable[Document]) -> Iterator[AnnotatedDocument]:
            for document in documents:
                yield AnnotatedDocument(document, parsed(document.text).parse)

    monkeypatch.setattr(stages, "annotator", lambda _model: Stored())
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        row = {"text": text, "date": "2017-04-21", "publisher": "KPBS"}
        (folder / f"{name}.jsonl").write_text(json.dumps(row) + "\n")
    return folder
