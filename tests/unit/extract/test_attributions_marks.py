"""Who said what in texts of any marks: it ends, and every span lies in the text and holds what it should."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.annotate import AnnotatedDocument
from policygraph.extract import attributions
from policygraph.gazetteer import Gazetteer
from policygraph.model import Attribution, Extraction

Tokenized = Callable[[str], AnnotatedDocument]
PIECES = [
    *"“”\"‘’',.:;?!—–-()[]•",
    "''",
    "\n",
    "\n\n",
    " ",
    "Doe",
    "DOE",
    "said",
    "he",
    "We will go",
    "Q",
    "A",
    "@Doe",
    "’90s",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def _read(tokenized: Tokenized, gazetteer: Gazetteer, text: str) -> list[Attribution]:
    found = attributions.extract(tokenized(text), Extraction(), gazetteer)
    return [made for made in found if isinstance(made, Attribution)]


@settings(max_examples=400, deadline=None)
@given(text=TEXTS)
def test_any_mix_of_marks_is_read(tokenized: Tokenized, gazetteer: Gazetteer, text: str) -> None:
    found = _read(tokenized, gazetteer, text)
    for before, after in pairwise(found):
        assert before.content.start <= after.content.start
    for made in found:
        content = text[made.content.start : made.content.end]
        assert content.strip() == content
        assert any(map(str.isalnum, content))
        assert made.sentence.covers(made.content)
        if made.source is not None:
            assert not made.source.overlaps(made.content)


@pytest.mark.parametrize(
    ("piece", "quotations", "statements"),
    [
        ('"We will go now and see it all and more." ', 10_000, 10_000),
        ("DOE: We go.\n", 0, 10_000),
        # Left open in one paragraph it is a slip; the last of the paragraphs goes on nowhere. Nobody is told to speak.
        ("“We will go now. ", 0, 0),
        ("“We will go now.\n\n", 9_999, 0),
        ("‘We will go. ", 0, 0),
        ("a: ", 0, 0),
    ],
)
def test_ten_thousand_of_a_kind_are_read(
    tokenized: Tokenized, gazetteer: Gazetteer, piece: str, quotations: int, statements: int
) -> None:
    text = piece * 10_000
    assert len(tokenized(text).quotations) == quotations
    assert len(_read(tokenized, gazetteer, text)) == statements
