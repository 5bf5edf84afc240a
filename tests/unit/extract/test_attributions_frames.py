"""Who said what by other frames than 'X said …', and whom, when and by way of what; the parses are stored."""

from collections.abc import Callable

import pytest

from policygraph import pipeline
from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Attribution, Manner

from .conftest import named, words

Parsed = Callable[[str], AnnotatedDocument]
JANE, ROE, PAPER = "Jane Doe", "John Roe", "Springfield Courier"
BILL = "The bill protects every family in the state"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # ---- the clause that the cue interrupts: the part with its verb
        ("The levy, Jane Doe said, will double in June.", [(JANE, "said", "will double in June")]),
        ("In a merger, Jane Doe said, the county would survive.", [(JANE, "said", "the county would survive")]),
        # ---- what only the clause behind 'that' tells
        (
            "Jane Doe criticized a plan that she said would hurt families.",
            [("she", "said", "would hurt families")],
        ),
        # ---- two things said, joined by 'and'
        (
            "Jane Doe said she would leave the board in May and would return in June.",
            [(JANE, "said", "she would leave the board in May and would return in June")],
        ),
        (
            "Jane Doe said the levy would double and suggested that the county was poor.",
            [(JANE, "said", "the levy would double"), (JANE, "suggested", "that the county was poor")],
        ),
        (
            "Jane Doe argued the levy went too far, adding that the county was poor.",
            [(JANE, "argued", "the levy went too far"), (JANE, "adding", "that the county was poor")],
        ),
        ("Jane Doe went on to say that the levy would double.", [(JANE, "say", "that the levy would double")]),
        # ---- on another's word
        (
            "As reported by the Springfield Courier, investigators found the files.",
            [(PAPER, "reported", "investigators found the files")],
        ),
        ("The levy will double, the Springfield Courier reported.", [(PAPER, "reported", "The levy will double")]),
        (
            "Jane Doe's claim that the county lost the files was wrong.",
            [(JANE, "claim", "that the county lost the files")],
        ),
        # ---- passives
        (
            "Jane Doe was told by John Roe that the office had closed.",
            [(ROE, "told", "that the office had closed")],
        ),
        (
            "Jane Doe was quoted by the Springfield Courier as saying that the levy will double.",
            [(JANE, "saying", "that the levy will double")],
        ),
        # ---- demands and blame without a clause
        ("Jane Doe proposed closing the office in Laredo.", [(JANE, "proposed", "closing the office in Laredo")]),
        ("Jane Doe called for a vote on the levy.", [(JANE, "called for", "a vote on the levy")]),
        (
            "Jane Doe called the levy a mistake, which angered the council.",
            [(JANE, "called", "the levy a mistake")],
        ),
        # ---- cues of several words
        ("Jane Doe has said that the levy will double.", [(JANE, "has said", "that the levy will double")]),
        ("Jane Doe pointed out that the levy will double.", [(JANE, "pointed out", "that the levy will double")]),
    ],
)
def test_indirect(
    parsed: Parsed, gazetteer: Gazetteer, text: str, said: list[tuple[str | None, str | None, str]]
) -> None:
    found = pipeline.extract(parsed(text), gazetteer)
    assert [(named(found, a.speaker), words(text, a.cue), words(text, a.content)) for a in found.attributions] == said
    assert all(a.manner is Manner.INDIRECT for a in found.attributions)


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe criticized John Roe.",
        'Jane Doe repeated the word "resist" at the hearing.',
        'The meeting is called "Open Doors for Springfield Families" this year.',
        # One line with a name before a colon is no transcript.
        "Mayor Jane Doe led the hearing.\n\nPLACE: The hall in Laredo.\n\nDOE: The levy will double in June.",
    ],
)
def test_nothing_is_said(parsed: Parsed, gazetteer: Gazetteer, text: str) -> None:
    assert pipeline.extract(parsed(text), gazetteer).attributions == ()


def test_a_quotation_that_goes_on_behind_the_sentence_is_all_content(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = 'Jane Doe said the plan was "a bad idea for the city. It must be stopped now."'
    (made,) = pipeline.extract(parsed(text), gazetteer).attributions
    assert words(text, made.content) == 'the plan was "a bad idea for the city. It must be stopped now."'
    assert made.manner is Manner.MIXED


def test_what_is_criticized_is_not_told_on_the_critics_word(parsed: Parsed, gazetteer: Gazetteer) -> None:
    """The visit happened, whoever criticizes it."""
    text = "Jane Doe criticized the visit of Governor Mary Roe to Chicago on Friday."
    found = pipeline.extract(parsed(text), gazetteer)
    (made,) = found.attributions
    assert not made.told
    (visit,) = found.events
    claims = [c for c in found.claims if c.subject == visit.id]
    assert claims
    assert all(c.attributed_to is None and c.plain for c in claims)


def _told(parsed: Parsed, gazetteer: Gazetteer, text: str) -> tuple[Attribution, str | None, str | None]:
    found = pipeline.extract(parsed(text), gazetteer)
    (made,) = found.attributions
    return made, named(found, made.recipient), named(found, made.reported_by)


@pytest.mark.parametrize(
    ("text", "recipient", "outlet"),
    [
        ("Jane Doe told John Roe that the levy will double.", ROE, None),
        ("In a letter to John Roe, Jane Doe demanded that the state pay the bill.", ROE, None),
        ("Jane Doe called on John Roe to veto the levy.", ROE, None),
        ("Jane Doe was told by John Roe that the office had closed.", JANE, None),
        ("Jane Doe told the Springfield Courier on April 17, 2017 that the levy will double.", PAPER, PAPER),
        ("Jane Doe said in an interview with the Springfield Courier that the levy will double.", PAPER, PAPER),
        ("Jane Doe was quoted by the Springfield Courier as saying that the levy will double.", None, PAPER),
        ("Jane Doe said that the county would appeal.", None, None),
    ],
)
def test_whom_and_by_way_of_what(
    parsed: Parsed, gazetteer: Gazetteer, text: str, recipient: str | None, outlet: str | None
) -> None:
    _, told, paper = _told(parsed, gazetteer, text)
    assert (told, paper) == (recipient, outlet)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Jane Doe told the Springfield Courier on April 17, 2017 that the levy will double.", "2017-04-17"),
        ("Jane Doe said in a statement on April 17, 2017 that the levy will double.", "2017-04-17"),
        # The day of what was said is not the day it was said on.
        ("Jane Doe said the levy will double on April 17, 2017.", None),
    ],
)
def test_when(parsed: Parsed, gazetteer: Gazetteer, text: str, day: str | None) -> None:
    made, _, _ = _told(parsed, gazetteer, text)
    assert (made.said_on.value if made.said_on else None) == day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f'Senator Jane Doe issued the following statement after the vote:\n\n"{BILL}."',
            (JANE, None, BILL),
        ),
        (f'"{BILL},"said Senator Jane Doe.', (JANE, "said", BILL)),
        (f'"{BILL},"\nsaid Senator Jane Doe.', (JANE, "said", BILL)),
        (f'Sen. Jane Doe wrote in part:\n"{BILL}."', (JANE, "wrote", BILL)),
        # Two single marks are a double one.
        (
            "''We will appeal the ruling next week,'' Jane Doe said.",
            (JANE, "said", "We will appeal the ruling next week"),
        ),
        # A word of the quotation is not its speaker.
        (
            '"The embarrassment is for the county alone," Jane Doe said.',
            (JANE, "said", "The embarrassment is for the county alone"),
        ),
        # A lead that announces nothing names nobody.
        (f'The bill passed on Friday.\n\n"{BILL}."', (None, None, BILL)),
    ],
)
def test_direct(parsed: Parsed, gazetteer: Gazetteer, text: str, said: tuple[str | None, str | None, str]) -> None:
    found = pipeline.extract(parsed(text), gazetteer)
    (made,) = found.attributions
    assert (named(found, made.speaker), words(text, made.cue), words(text, made.content)) == said
    assert made.manner is Manner.DIRECT


def test_a_transcript(parsed: Parsed, gazetteer: Gazetteer) -> None:
    """Of whom the text does not name elsewhere the words of the label are the source."""
    text = (
        "Mayor Jane Doe led the hearing.\n\nDOE: The levy will double in June.\n\n"
        "ROE: Why will it double then?\n\nDOE: The county is poor."
    )
    found = pipeline.extract(parsed(text), gazetteer)
    assert [(named(found, a.speaker), words(text, a.source), words(text, a.content)) for a in found.attributions] == [
        (JANE, "DOE", "The levy will double in June"),
        (None, "ROE", "Why will it double then?"),
        (JANE, "DOE", "The county is poor"),
    ]
