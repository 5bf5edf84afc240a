"""Words, sentences and quotations over hand-made parses; boundaries without a model."""

import hashlib
import importlib.util
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from policygraph.annotate import AnnotatedDocument, Annotator
from policygraph.errors import ResourceError
from policygraph.model import Document, Span

Tokenized = Callable[[str], AnnotatedDocument]
BLANK = spacy.blank("en")
# Any code points a text can hold, of several planes; marks, hyphens and line breaks more often than by chance.
TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("“”\"'’ \n.-–—,aA1"),
        st.sampled_from("😀🏛𝔄é́"),
    ),
    max_size=300,
)


def _annotated(text: str) -> AnnotatedDocument:
    """The blank tokenizer's parse, each token a sentence start where a line begins."""
    parse = BLANK(text)
    for token in parse[1:]:
        token.is_sent_start = "\n" in parse[token.i - 1].text
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return AnnotatedDocument(Document(id=sha256[:12], text=text, sha256=sha256, sources=("a",)), parse)


def _texts(annotated: AnnotatedDocument, spans: tuple[Span, ...]) -> list[str]:
    return [annotated.document.text[s.start : s.end] for s in spans]


# ---- words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jane Roe-Doe spoke.", ["Jane", "Roe-Doe", "spoke", "."]),
        ("Sen. Jane Doe, R-Wis., spoke.", ["Sen.", "Jane", "Doe", ",", "R-Wis.", ",", "spoke", "."]),
        ("a city – and a county", ["a", "city", "–", "and", "a", "county"]),
        ("the U.S.-Mexico border", ["the", "U.S.-Mexico", "border"]),
        ("line one\nline two", ["line", "one", "line", "two"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_words(tokenized: Tokenized, text: str, words: list[str]) -> None:
    assert [w.text for w in tokenized(text).words] == words


def test_a_word_of_several_tokens_tells_them_all() -> None:
    annotated = _annotated("Jane Roe-Doe spoke")
    word = annotated.words[1]
    assert (word.text, word.start, word.end, word.first, word.last) == ("Roe-Doe", 5, 12, 1, 3)
    assert word.capital
    assert not annotated.words[2].capital


@given(text=TEXTS)
def test_offsets_are_code_points_and_go_both_ways(text: str) -> None:
    annotated = _annotated(text)
    for word in annotated.words:
        assert text[word.start : word.end] == word.text
        tokens = annotated.tokens(Span(start=word.start, end=word.end))
        assert (tokens[0].i, tokens[-1].i) == (word.first, word.last)
    for before, after in pairwise(annotated.words):
        assert before.end <= after.start
    # Nothing is lost: what no word covers is white space.
    covered = {i for w in annotated.words for i in range(w.start, w.end)}
    rest = "".join(c for i, c in enumerate(text) if i not in covered)
    assert rest.strip() == ""


# ---- sentences


def test_sentences_are_without_the_white_space_around_them(tokenized: Tokenized) -> None:
    annotated = tokenized("  Jane spoke.  John left. \n")
    assert _texts(annotated, annotated.sentences) == ["Jane spoke.", "John left."]


def test_a_code_point_is_in_its_sentence_or_belongs_to_the_one_before(tokenized: Tokenized) -> None:
    annotated = tokenized("Jane spoke.  John left.")
    first, second = annotated.sentences
    assert (first, second) == (Span(start=0, end=11), Span(start=13, end=23))
    assert [annotated.sentence(i) for i in (0, 10, 11, 12)] == [first] * 4
    assert [annotated.sentence(i) for i in (13, 22, 99)] == [second] * 3


@given(text=TEXTS)
def test_sentences_are_in_order_and_hold_something(text: str) -> None:
    annotated = _annotated(text)
    for before, after in pairwise(annotated.sentences):
        assert before.end <= after.start
    assert all(s == s.strip() for s in _texts(annotated, annotated.sentences))


@pytest.fixture(scope="module")
def boundaries() -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("policygraph_boundaries")
    return pipeline


@pytest.mark.parametrize(
    ("text", "never", "always"),
    [
        # A sentence begins after a line break, and only after something that can end one.
        ("The vote passed\nThe mayor left", ["vote", "passed", "mayor", "left"], ["The"]),
        ("Jane Doe of Springfield left", ["Doe", "of", "Springfield", "left"], []),
        # A closing mark belongs to the sentence before it, and a text to the mark that opens it.
        ("“We won.” She left.", ["We", "won", "”"], []),
        ('"We won." She left.', ["We", "won"], []),
    ],
)
def test_boundaries(boundaries: Language, text: str, never: list[str], always: list[str]) -> None:
    parse = boundaries(text)
    assert {t.text for t in parse[1:] if t.is_sent_start is False} >= set(never)
    assert {t.text for t in parse[1:] if t.is_sent_start is True} == set(always)


def test_what_a_full_stop_ends_is_left_to_the_parser(boundaries: Language) -> None:
    parse = boundaries("Jane spoke. John left.")
    assert parse[3].text == "John"
    assert parse[3].is_sent_start is None


# ---- quotations


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("“We won,” she said.", ["“We won,”"]),
        ('"We won," she said.', ['"We won,"']),
        ("“We won,” she said, “at last.”", ["“We won,”", "“at last.”"]),
        ('"We won," she said, "at last."', ['"We won,"', '"at last."']),
        ("She said: “We won.\n\n“We did.”", ["“We won.", "“We did.”"]),
        ('"We won.\n\n"We did."', ['"We won.', '"We did."']),
        ("We won,” she said. “At last.”", ["“At last.”"]),
        # One within another is part of it, with marks of either form.
        ("“We “won” it”, she said.", ["“We “won” it”"]),
        ('"We "won" it," she said.', ['"We "won" it,"']),
        # Of two that open one was not closed.
        ('"We won, she said. "At last."', ['"At last."']),
        ("“We won, she said. “At last.” They left.", ["“At last.”"]),
        ('He is 6\'2" and said "no" twice.', ['"no"']),
        ("She's the mayor's aide.", []),
        ("‘We won it,’ she said. ‘At last, and again.’", ["‘We won it,’", "‘At last, and again.’"]),
        ("She said 'the teachers' plan is bad' and left.", ["'the teachers' plan is bad'"]),
        ("‘The teachers’ plan is bad,’ she said.", ["‘The teachers’ plan is bad,’"]),
        ("“He said, ‘Sign the bill now,’ and left,” she said.", ["“He said, ‘Sign the bill now,’ and left,”"]),
        ("In the ’90s the teachers’ and the parents’ plans won.", []),
        ("The rock 'n' roll of the kids' bands, 'tis said, is 'cool' now.", []),
        ("Joe 'Bud' Roe met the workers' union.", []),
        ("", []),
    ],
)
def test_quotations(tokenized: Tokenized, text: str, quotations: list[str]) -> None:
    annotated = tokenized(text)
    assert _texts(annotated, annotated.quotations) == quotations


def test_what_is_quoted(tokenized: Tokenized) -> None:
    text = 'She said "we won" twice.'
    annotated = tokenized(text)
    assert [text[i] for i in range(len(text)) if annotated.quoted(i)] == list('"we won"')
    assert not tokenized("She left.").quoted(3)


@given(text=TEXTS)
def test_quotations_of_any_text_lie_apart_and_within_a_paragraph(text: str) -> None:
    annotated = _annotated(text)
    for before, after in pairwise(annotated.quotations):
        assert before.end <= after.start
    for quotation in _texts(annotated, annotated.quotations):
        assert quotation[0] in "“\"‘'"
        assert "\n" not in quotation


# ---- tokens


def _met() -> AnnotatedDocument:
    """'The city council of Springfield met .', parsed by hand."""
    words = ["The", "city", "council", "of", "Springfield", "met", "."]
    parse = Doc(
        BLANK.vocab,
        words=words,
        spaces=[True, True, True, True, True, False, False],
        heads=[2, 2, 5, 2, 3, 5, 5],
        deps=["det", "compound", "nsubj", "prep", "pobj", "ROOT", "punct"],
    )
    sha256 = hashlib.sha256(parse.text.encode()).hexdigest()
    return AnnotatedDocument(Document(id=sha256[:12], text=parse.text, sha256=sha256, sources=("a",)), parse)


@pytest.mark.parametrize(
    ("words", "tokens", "root"),
    [
        ("The city council of Springfield", 5, "council"),
        ("city council", 2, "council"),
        ("of Springfield", 2, "of"),
        ("Springfield", 1, "Springfield"),
        ("council of Springfield met", 4, "met"),
        ("ity counc", 2, "council"),
    ],
)
def test_tokens_and_root_of_a_span(words: str, tokens: int, root: str) -> None:
    annotated = _met()
    start = annotated.document.text.index(words)
    span = Span(start=start, end=start + len(words))
    assert len(annotated.tokens(span)) == tokens
    assert annotated.root(span).text == root


# ---- models


def test_a_model_that_is_not_there_is_told_with_what_to_do() -> None:
    with pytest.raises(ResourceError) as caught:
        Annotator("no_such_model")
    message = str(caught.value)
    assert "'no_such_model' is not installed" in message
    assert "--model" in message
    assert "en_core_web_md" in message


@pytest.mark.model
def test_the_stored_parses_are_what_the_model_says() -> None:
    """Where this fails, the model or the sentence rules have changed: run tests/unit/parses/store.py and look."""
    folder = Path(__file__).parent / "parses"
    spec = importlib.util.spec_from_file_location("store_parses", folder / "store.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    stored = (folder / "parses.jsonl").read_text(encoding="utf-8").splitlines()
    assert module.parses(Annotator()) == stored
