"""A `Document` to spaCy to an `AnnotatedDocument`: sentences, words, quotations.

spaCy's sentence boundaries are mended where they are known to be wrong: a paragraph always ends a sentence, and a
closing quotation mark belongs to the sentence before it.
"""

import bisect
import importlib.util
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from policygraph import casing, resources
from policygraph.annotate import _attributes
from policygraph.annotate._quotations import quotations
from policygraph.errors import ResourceError
from policygraph.model import Document, Span
from policygraph.patterns import titles

DEFAULT_MODEL = "en_core_web_md"
_NAMING = ("tok2vec", "transformer", "ner")  # the components of a model that names need
_CLOSING = '”"'
_SO, _NOT = 1, -1  # spaCy's marks of a token that begins a sentence, and of one that doesn't
# What the last token of a sentence may end with.
_ENDS = frozenset(".?!…:;”\"’')]—–-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a reader takes for one word: spaCy tokens joined by hyphens ('Doe-Roe', 'R-Wis.').

    `first` and `last` are token numbers, both inclusive; offsets are code points.
    """

    text: str
    start: int
    end: int
    first: int
    last: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter or is a number (names may hold one)."""
        return self.text[0].isupper()


class AnnotatedDocument:
    """A document with its parse. Offsets of tokens are those of the document's text.

    Where a document is written without capitals, its text here has them (see casing); offsets are those of both.
    """

    def __init__(self, document: Document, parse: Doc) -> None:
        self.document = document
        self.parse = parse
        self._headlines: dict[int, bool] = {}  # by where their sentences start

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentence spans without surrounding white space, in order."""
        spans = []
        for sentence in self.parse.sents:
            text = sentence.text
            start = sentence.start_char + len(text) - len(text.lstrip())
            end = sentence.end_char - (len(text) - len(text.rstrip()))
            if start < end:
                spans.append(Span(start=start, end=end))
        return tuple(spans)

    def sentence(self, offset: int) -> Span:
        """The sentence that holds a code point, or the last one before it."""
        starts = self._starts
        return self.sentences[max(0, bisect.bisect_right(starts, offset) - 1)]

    @cached_property
    def all_tokens(self) -> tuple[Token, ...]:
        """All tokens by number; spaCy would make each anew whenever it is asked for."""
        return tuple(self.parse)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words but white space, in order."""
        found: list[Word] = []
        text = self.document.text
        for token in self.all_tokens:
            if token.is_space:
                continue
            start, end = token.idx, token.idx + len(token)
            if found and found[-1].end == start and _glued(found[-1].text, token.text):
                last = found.pop()
                found.append(
                    Word(text=text[last.start : end], start=last.start, end=end, first=last.first, last=token.i)
                )
            else:
                found.append(Word(text=token.text, start=start, end=end, first=token.i, last=token.i))
        return tuple(found)

    @cached_property
    def limits(self) -> list[int]:
        """For each word, the number of the first word after its sentence."""
        limits: list[int] = []
        ends = [s.end for s in self.sentences]
        current, pending = 0, 0
        for i, word in enumerate(self.words):
            while current < len(ends) and word.start >= ends[current]:
                limits.extend([i] * (i - pending))
                pending, current = i, current + 1
        limits.extend([len(self.words)] * (len(self.words) - pending))
        return limits

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """Quoted text with its marks, in order; one that goes on in the next paragraph ends with its own."""
        return tuple(quotations(self.document.text))

    def headline(self, offset: int) -> bool:
        """Whether the sentence at a code point is set as a headline: no full stop, and most of its longer words have a
        capital.
        """
        span = self.sentence(offset)
        if span.start not in self._headlines:
            text = self.document.text[span.start : span.end]
            long = [w for w in re.findall(r"[^\W\d][\w’'-]*", text) if len(w) > 3] if text[-1] not in '.”"' else []
            self._headlines[span.start] = len(long) >= 3 and sum(w[0].isupper() for w in long) >= 0.75 * len(long)
        return self._headlines[span.start]

    def quoted(self, offset: int) -> bool:
        """Whether a code point stands in a quotation."""
        i = bisect.bisect_right(self._quotation_starts, offset) - 1
        return i >= 0 and offset < self.quotations[i].end

    def tokens(self, span: Span) -> tuple[Token, ...]:
        """The tokens that overlap a span."""
        starts = self._token_starts
        first = max(0, bisect.bisect_right(starts, span.start) - 1)
        return self.all_tokens[first : bisect.bisect_left(starts, span.end)]

    def root(self, span: Span) -> Token:
        """The token of a span that the others hang on: the head of the phrase."""
        inside = [t for t in self.tokens(span) if not t.is_space]
        numbers = {t.i for t in inside}
        return next((t for t in inside if t.head.i not in numbers or t.head.i == t.i), inside[-1])

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [q.start for q in self.quotations]

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def _token_starts(self) -> list[int]:
        return [t.idx for t in self.all_tokens]


class Annotator:
    """A loaded language model. Loading takes seconds; one is made for a process and used for all its documents."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model
        self._pipeline = _load(model)

    @property
    def version(self) -> str:
        """Name and version of the model."""
        meta = self._pipeline.meta
        return f"{meta['lang']}_{meta['name']} {meta['version']}"

    def annotate(self, documents: Iterable[Document]) -> Iterator[AnnotatedDocument]:
        """Annotate documents in order, as a stream."""
        # Batches of one: in a larger one, sums are rounded otherwise, and a document's parse must not depend
        # on its neighbours.
        read = (replace(document, text=casing.cased(document.text, self.named)) for document in documents)
        pairs = ((document.text, document) for document in read)
        for parse, document in self._pipeline.pipe(pairs, as_tuples=True, batch_size=1):
            yield AnnotatedDocument(document, parse)

    def named(self, text: str) -> Iterator[tuple[Span, str]]:
        """What the model alone takes for names in a text: where, and its label of each."""
        parse = self._pipeline.make_doc(text)
        for name, component in self._pipeline.pipeline:
            if name in _NAMING:
                parse = component(parse)
        yield from ((Span(start=e.start_char, end=e.end_char), e.label_) for e in parse.ents)


def _load(model: str) -> Language:
    name = resources.language_model(model)
    with warnings.catch_warnings():
        # The model was made for spaCy 3.7 and runs on 3.8; exactly that warning is silenced.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            pipeline = spacy.load(_location(name))
        except OSError as error:
            raise ResourceError(
                f"the language model {model!r} can't be loaded: {error}", remedy="Install it again"
            ) from error
    if "parser" in pipeline.pipe_names:
        pipeline.add_pipe("policygraph_boundaries", before="parser")
    _attributes.hasten(pipeline)
    return pipeline


def _location(name: str) -> str:
    """SpaCy finds a model package by name only when its folder is named as the package; these two are not."""
    spec = importlib.util.find_spec(name) if name in resources.MODEL_ALIASES.values() else None
    if spec is None or not spec.submodule_search_locations:
        return name
    folder = Path(spec.submodule_search_locations[0])
    inner = sorted(p for p in folder.iterdir() if (p / "config.cfg").is_file())
    return str(inner[0]) if inner else name


@Language.component("policygraph_boundaries")
def _boundaries(parse: Doc) -> Doc:
    """Fix sentence starts before the parser runs, which keeps what is already decided.

    Within a line a sentence starts only after something that can end one, never between an opening mark and
    its text, nor before a closing mark.
    """
    texts = [token.text for token in parse]
    starts = parse.to_array(["SENT_START"]).astype(np.int64).reshape(-1)
    for i, (before, text) in enumerate(pairwise(texts), 1):
        if before[-1] not in _ENDS and not before.isspace():
            starts[i] = _NOT
        elif before.isspace() and "\n" in before:
            starts[i] = _SO
        elif (
            text.isspace()
            or before[-1] not in _ENDS
            or _opens(parse, parse[i - 1])
            or (before == "." and i > 1 and _abbreviated(texts[i - 2]))
            or (text in _CLOSING and not parse[i - 1].whitespace_ and not before.isspace())
        ):
            starts[i] = _NOT
    table: Any = starts.astype(np.uint64).reshape(-1, 1)
    return parse.from_array(["SENT_START"], table)


def _opens(parse: Doc, mark: Token) -> bool:
    """Whether a token is an opening quotation mark: text follows at once, and white space or nothing precedes."""
    if mark.text == "“":
        return True
    if mark.text != '"' or mark.whitespace_:
        return False
    before = parse[mark.i - 1] if mark.i else None
    return before is None or before.is_space or bool(before.whitespace_)


def _glued(before: str, after: str) -> bool:
    """Whether two adjacent tokens are one word to a reader: one of them is, or ends in, a hyphen between letters."""
    hyphens = "-‐‑–"
    if after == "." and _abbreviated(before):
        return True
    return (before[-1] in hyphens and len(before) > 1 and after[0].isalnum()) or (
        after in hyphens and before[-1].isalnum()
    )


@cache
def _abbreviations() -> frozenset[str]:
    words = (word for title in titles() for form in title.abbreviations for word in form.split())
    return frozenset(word for word in words if word.isalpha() and not word.isupper())


def _abbreviated(text: str) -> bool:
    """Whether a word is a title's abbreviation that the model splits from its full stop: 'Sens', 'Reps'."""
    return text in _abbreviations()
