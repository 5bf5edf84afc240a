"""Text without capitals is told from text with them, and gets them where names are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph import casing
from policygraph.model import Span


def nothing(text: str) -> list[tuple[Span, str]]:
    """A language model that finds no name."""
    del text
    return []


def stretches(text: str) -> list[str]:
    return [text[span.start : span.end] for span in casing.without_capitals(text)]


@pytest.mark.parametrize(
    "text",
    [
        "mayor jane doe met the council today.",
        "the council met at noon\nmayor jane doe spoke\n\nno vote was taken",
        "mayor jane doe of the DOJ said I should come",  # acronyms and 'I' are written so by anybody
        "RT @MayorDoe: we will see you all at city hall\nthe doors open at nine",
    ],
)
def test_a_text_that_is_all_without_capitals(text: str) -> None:
    assert stretches(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mayor Jane Doe met the council today.",
        "city council",  # too few words
        # Items of a list, and lines that were broken where the page ended.
        "The bill would:\n- provide funds for local schools and roads;\n- pay for the new county jail.",
        "The council met on Monday at the old\nlibrary in the city, where several\nmembers spoke at 9 a.m. and later.",
        "I went there with my sister",
        "NATO met there with its partners",
        "The Hindi for it:\nयह एक परीक्षा है यह एक covid परीक्षा है",
        "यह एक परीक्षा है और यह covid है",
    ],
)
def test_a_text_with_capitals_is_left_alone(text: str) -> None:
    assert stretches(text) == []
    assert casing.cased(text, nothing) is text


@pytest.mark.parametrize(
    "line",
    [
        "mayor jane doe will speak on monday",
        "i will meet mayor doe at noon",
        "i'm glad that mayor doe came",
        "mayor doe came late. nobody waited.",
    ],
)
def test_one_line_without_capitals_among_others_must_prove_it(line: str) -> None:
    text = f"The mayor wrote to us:\n\n{line}\n\nShe wrote nothing else."
    assert stretches(text) == [line]
    assert stretches(text.replace(line, "mayor doe in the old library")) == []


def test_most_lines_tell_the_same_of_the_others() -> None:
    text = "Captions by Doe Media\n" + "\n".join(["good morning everyone", "i call this meeting", "to order"] * 3)
    assert stretches(text) == [text.partition("\n")[2]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "laredo mayor jane doe met senator john cornyn on friday",
            "Laredo Mayor Jane Doe met Senator John Cornyn on Friday",
        ),
        (
            "the white house and the epa declined to comment. i asked gov. greg abbott of texas twice.",
            "The White House and the EPA declined to comment. I asked Gov. Greg Abbott of Texas twice.",
        ),
        (
            "they were reading a book in mobile, alabama, on their mobile phones. it told us who paid.",
            "They were reading a book in Mobile, Alabama, on their mobile phones. It told us who paid.",
        ),
        (
            "the u.s. senate voted on monday; sen. mitch mcconnell may go on",
            "The U.S. Senate voted on Monday; Sen. Mitch McConnell may go on",
        ),
        (
            "write to jane@doe.org or @janedoe about #texas, she said",
            "Write to jane@doe.org or @janedoe about #texas, she said",
        ),
    ],
)
def test_names_get_capitals_and_other_words_none(text: str, expected: str) -> None:
    assert casing.cased(text, nothing) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "LAREDO MAYOR JANE DOE MET SENATOR JOHN CORNYN ON FRIDAY",
            "Laredo Mayor Jane Doe met Senator John Cornyn on Friday",
        ),
        # A heading of a few words stays, and so does a line with words of its own.
        ("STATEMENT OF MAYOR JANE DOE", "STATEMENT OF MAYOR JANE DOE"),
        ("NASA AND THE EPA MET Jane Doe IN LAREDO", "NASA AND THE EPA MET Jane Doe IN LAREDO"),
    ],
)
def test_a_sentence_in_capitals_keeps_them_where_names_are(text: str, expected: str) -> None:
    assert casing.cased(text, nothing) == expected


def test_what_the_model_takes_for_a_name_counts() -> None:
    text = "they were told that qarlo vrendt would not come"

    def person(lower: str) -> list[tuple[Span, str]]:
        start = lower.index("qarlo")
        return [(Span(start=start, end=start + len("qarlo vrendt")), "PERSON")]

    assert casing.cased(text, person) == "They were told that Qarlo Vrendt would not come"


@given(st.text(alphabet=st.sampled_from("abcdi'’.-@ \nİßéक1"), max_size=60))
def test_offsets_stay(text: str) -> None:
    cased = casing.cased(text, nothing)
    assert len(cased) == len(text)
    assert cased.casefold() == text.casefold()
