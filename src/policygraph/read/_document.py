"""A format's raw text to a `Document`: normalised, without page furniture, with its metadata."""

import hashlib
import re
import tempfile
from datetime import date
from functools import cache
from typing import Protocol
from urllib.parse import urlsplit

from policygraph.errors import ReadError, ResourceError
from policygraph.model import Document
from policygraph.read import _text
from policygraph.read._furniture import clean
from policygraph.read._metadata import told
from policygraph.read._raw import Raw

_LEAST_WORDS = 20
# Enough to tell by; the classifier's time goes with the length.
_SAMPLE = 2_000
_WORD = re.compile(r"[^\W\d_]+")


def document(raw: Raw, *, published: date | None = None, publisher: str = "") -> Document:
    """The document of `raw`.

    What its format tells comes first, then its text; `published` and `publisher` fill what both leave empty.
    Raises ReadError for text that is empty, blank, all furniture, or over-long.
    """
    _text.check_length(raw.text)
    text = _text.normalise(raw.text)
    if not text:
        raise ReadError("no text: it is blank", remedy="Give a document with text in it")
    tells = told(clean(text), title=_text.one_line(raw.title), file_name=raw.file_name)
    body = "\n".join(tells.body).strip("\n")
    if not body:
        raise ReadError("no text beside page furniture", remedy="Save the article's own text")
    text = re.sub(r"\n{3,}", "\n\n", f"{tells.title}\n\n{body}" if tells.title else body)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    names = (_text.one_line(name) for name in raw.authors)
    return Document(
        id=sha256[:12],
        text=text,
        sha256=sha256,
        sources=(raw.source,),
        title=tells.title,
        url=raw.url,
        publisher=_text.one_line(raw.publisher) or tells.publisher or publisher,
        authors=tuple(dict.fromkeys(filter(None, names))) or tells.authors,
        published=raw.published or tells.published or published,
        language=language(text),
    )


def web_address(text: str) -> str:
    """`text` if it is an absolute http or https address; otherwise empty."""
    text = text.strip()
    try:
        parts = urlsplit(text)
        good = parts.scheme in {"http", "https"} and parts.hostname is not None
    except ValueError:
        return ""
    return text if good and not re.search(r"[\s<>\"{}|\\^`\x00-\x20\x7f\ud800-\udfff]", text) else ""


def language(text: str) -> str:
    """The ISO 639-1 code of the language that `text` begins in; empty for fewer than 20 words.

    Raises ResourceError if there is no room for the model that tells it.
    """
    text = text[:_SAMPLE]
    if sum(1 for _ in _WORD.finditer(text)) < _LEAST_WORDS:
        return ""
    try:
        code, _ = _classifier().classify(text)
    except OSError as error:  # py3langid unpacks its model into a file
        raise ResourceError(
            f"the model that tells languages can't be unpacked: {error.strerror or error}",
            where=tempfile.gettempdir(),
            remedy="Make room there, or name another folder in TMPDIR",
        ) from error
    return str(code)


class _Classifier(Protocol):
    def classify(self, text: str, /) -> tuple[str, float]: ...


@cache
def _classifier() -> _Classifier:
    import py3langid  # noqa: PLC0415 - loads numpy and a model; only a run that reads needs it

    return py3langid  # type: ignore[no-any-return]
