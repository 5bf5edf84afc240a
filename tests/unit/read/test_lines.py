"""Which lines are joined: those that a page or a program broke within a sentence, and no others."""

import pytest

from policygraph.read._lines import unwrap

JOINED = {
    "a link before lower case": (
        "The senator’s\nbill\nwas passed by the Senate.",
        "The senator’s bill was passed by the Senate.",
    ),
    "after an abbreviation in brackets": (
        "Senator Jane Doe (R-Mo.)\nvoted no.",
        "Senator Jane Doe (R-Mo.) voted no.",
    ),
    "a link in upper case": (
        "Doe introduced the\nClean Rivers Act of 2016.",
        "Doe introduced the Clean Rivers Act of 2016.",
    ),
    "after a comma": ("Doe said,\n“We won.”", "Doe said, “We won.”"),
    "after a comma within quotes": ("“We won,”\nDoe said.", "“We won,” Doe said."),
    "after an opening phrase": (
        "To address this,\nSenator Doe wrote a bill.",
        "To address this, Senator Doe wrote a bill.",
    ),
    "a phrase like a byline": (
        "The bill introduced\nby Senator Doe\nwas passed.",
        "The bill introduced by Senator Doe was passed.",
    ),
    "after a possessive": ("He praised Doe’s\nSenate bill.", "He praised Doe’s Senate bill."),
    "before a full stop": ("Read it\nhere\n.", "Read it here."),
    "after an opening quote": ("Doe said: “\nWe won.”", "Doe said: “We won.”"),
    "before a closing quote": ("“We won.\n”", "“We won.”"),
    "what follows a link": (
        "Last week Doe\nquestioned\nSecretary Roe about it.",
        "Last week Doe questioned Secretary Roe about it.",
    ),
    "after a title": ("A bill by Sen.\nJane Doe passed.", "A bill by Sen. Jane Doe passed."),
    "a dash before lower case": ("all of Ohio\n—and the nation.", "all of Ohio —and the nation."),
    "a hyphen stays": ("a law-\nabiding public", "a law-abiding public"),
}
APART = {
    "sentences": "Doe voted no.\nRoe voted yes.",
    "a closing quote": "“We won.”\nDoe then left.",
    "a heading": "Background\nSenator Doe wrote the bill in 2015.",
    "a colon and its list": "The bill will:\nextend the fund;\nrequire a report; and\nend the grants.",
    "bullets": "• first one\n• second one",
    "numbers": "1. first one\n2. second one",
    "dashes": "- first one\n- second one",
    "a post's signature": "more to come\n— Jane Doe (@JaneDoe)\nJuly 27, 2023\nSenator Roe said no.",
    "a date": "to be held on\nApril 21, 2017",
    "a byline": "What the board decided and\nBy Jane Doe",
    "a salutation": "Dear Mr. Roe,\nI write to you about the bill.",
    "a closing": "Sincerely,\nJane Doe",
    "addresses": "see it at\nhttps://example.org/a\nand write",
    "end marks": "the end\n###\nmore",
}


@pytest.mark.parametrize(("broken", "whole"), JOINED.values(), ids=JOINED)
def test_joins(broken: str, whole: str) -> None:
    assert unwrap(broken) == whole


@pytest.mark.parametrize("text", APART.values(), ids=APART)
def test_leaves_apart(text: str) -> None:
    assert unwrap(text) == text


@pytest.mark.parametrize("text", [text for _, text in JOINED.values()] + [unwrap(text) for text in APART.values()])
def test_idempotent(text: str) -> None:
    assert unwrap(text) == text


WRAPPED = """\
The county board voted on Tuesday night to end its agreement with
the federal government, after four hours of testimony. Nine of its
members said that the deal had cost more than it brought in. The
sheriff called the vote a mistake.
Jane Doe said the county would not pay for the work of others.

The ordinance takes effect in June, unless the governor calls the
legislature back before then. She has said that she will not do
Springfield any favors. A spokesman for the attorney general said
nothing at all.
"""


def test_hard_wrapped_text_is_unwrapped() -> None:
    first, second = unwrap(WRAPPED).split("\n\n")
    assert "then. She has said that she will not do Springfield any favors. A spokesman" in second
    assert "\n" not in second
    assert first.startswith("The county board voted on Tuesday night to end its agreement with the federal")
    # This line was not full: its writer ended it there.
    assert first.endswith("a mistake.\nJane Doe said the county would not pay for the work of others.")


def test_what_follows_a_pointer_is_another_line() -> None:
    assert unwrap("Find the bill\nhere\nSenator Doe spoke.") == "Find the bill here\nSenator Doe spoke."


def test_lines_of_one_length_are_not_hard_wrapped() -> None:
    names = "\n".join(["Senator Jane Doe of Springfield, Ohio"] * 2 + ["Senator John Roe of Springdale, Iowa"] * 3)
    assert unwrap(names) == names


def test_a_line_set_in_opens_a_paragraph() -> None:
    assert unwrap("He left.\n    She stayed, as they all did.\nThey won.") == (
        "He left.\n\nShe stayed, as they all did.\nThey won."
    )


def test_a_list_lines_second_line_is_set_in() -> None:
    assert unwrap("* the bill that was\n  passed in May\n* the other one") == (
        "* the bill that was passed in May\n* the other one"
    )


def test_a_long_paragraph_costs_no_more_than_its_length() -> None:
    lines = ["and so the county went on and on, until"] * 50_000
    assert unwrap("\n".join(lines)) == " ".join(lines)
