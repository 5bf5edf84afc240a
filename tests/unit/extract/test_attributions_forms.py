"""Who said what as press releases, transcripts, headlines and letters set it; the parses are stored."""

from collections.abc import Callable

import pytest

from policygraph import pipeline
from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Manner

from .conftest import named, words

Parsed = Callable[[str], AnnotatedDocument]
JANE, ROE, PAPER = "Jane Doe", "John Roe", "Laredo Morning Times"
NEED = "We need this bridge now more than ever"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # ---- signed, under it or behind it
        (f'"{NEED}." — Mayor Jane Doe', [(JANE, JANE, NEED)]),
        (f'"{NEED}." - Mayor Jane Doe, in a statement', [(JANE, JANE, NEED)]),
        (f"• “{NEED}.”\n– Jane Doe, president of the Laredo Chamber of Commerce", [(JANE, JANE, NEED)]),
        (f"{NEED}.\n— Jane Doe (@JaneDoe)\nJuly 27, 2023", [(JANE, JANE, NEED)]),
        # ---- announced
        (f"Jane Doe, the mayor of Laredo, in a statement: “{NEED}.”", [(JANE, JANE, NEED)]),
        ("Jane Doe wrote on her page:\n\nThe levy is wrong.\n\nThe council met.", [(JANE, JANE, "The levy is wrong")]),
        # ---- one quotation within another
        (
            "Jane Doe said, “We will act. The plan is “bold” and it is right,” and left.",
            [(JANE, JANE, "We will act. The plan is “bold” and it is right")],
        ),
        # ---- between its parts stands another verb, which is no cue
        (
            "“It is,” said Jane Doe, whose office wrote the plan, “a very good plan for all of us.”",
            [(JANE, JANE, "It is"), (JANE, JANE, "a very good plan for all of us")],
        ),
        # ---- single marks
        (
            "‘The levy is wrong,’ Jane Doe said. ‘It must go.’",
            [(JANE, JANE, "The levy is wrong"), (JANE, JANE, "It must go")],
        ),
        ("Jane Doe said 'the levy is wrong' and left the room.", [(JANE, JANE, "the levy is wrong")]),
        (
            "“He told me, ‘Sign the bill now,’ and I refused,” Jane Doe said.",
            [(JANE, JANE, "He told me, ‘Sign the bill now,’ and I refused")],
        ),
        # ---- a colon announces, whatever the next sentence says
        (
            "Jane Doe said of the plan: “It is wrong.” John Roe left the room.",
            [(JANE, JANE, "It is wrong")],
        ),
        # ---- known from elsewhere: the speaker is who said it
        (
            "“The levy is wrong,” Jane Doe said Thursday, according to a transcript.",
            [(JANE, JANE, "The levy is wrong")],
        ),
    ],
)
def test_direct(parsed: Parsed, gazetteer: Gazetteer, text: str, said: list[tuple[str, str, str]]) -> None:
    found = pipeline.extract(parsed(text), gazetteer)
    assert [
        (named(found, a.speaker), words(text, a.source), words(text, a.content)) for a in found.attributions
    ] == said
    assert all(a.manner is Manner.DIRECT for a in found.attributions)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # The words of a label in capitals are the source; a turn goes on to the next label.
        (
            "COOPER: The levy is wrong.\n\nROE: Is that so?\n\nAnd why is it?\n\nCOOPER: It hurts us all.",
            [
                (None, "COOPER", "The levy is wrong"),
                (None, "ROE", "Is that so?\n\nAnd why is it?"),
                (None, "COOPER", "It hurts us all"),
            ],
        ),
        (
            "Q: Will Jane Doe run?\nA: I think she will.\nQ: When?\nA: We do not know.",
            [
                (None, "Q", "Will Jane Doe run?"),
                (None, "A", "I think she will"),
                (None, "Q", "When?"),
                (None, "A", "We do not know"),
            ],
        ),
        # A media advisory is no transcript.
        ("WHO: Mayor Jane Doe\nWHEN: Friday at noon\nWHERE: City Hall\nWHEN: Saturday\nWHERE: City Hall", []),
    ],
)
def test_transcripts(parsed: Parsed, gazetteer: Gazetteer, text: str, said: list[tuple[str | None, str, str]]) -> None:
    found = pipeline.extract(parsed(text), gazetteer)
    assert [
        (named(found, a.speaker), words(text, a.source), words(text, a.content)) for a in found.attributions
    ] == said


def test_what_is_set_apart_is_about_what_it_names(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = "Mayor Jane Doe: Chicago Police Are Wrong"
    found = pipeline.extract(parsed(text), gazetteer)
    (made,) = found.attributions
    assert {named(found, topic) for topic in made.about} == {"Chicago Police"}


def test_a_mark_that_is_not_closed(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = '"We will not wait, Jane Doe said. "The bridge must open."'
    found = pipeline.extract(parsed(text), gazetteer)
    assert [(a.manner, words(text, a.content)) for a in found.attributions] == [
        (Manner.INDIRECT, "We will not wait"),
        (Manner.DIRECT, "The bridge must open"),
    ]


def test_a_letter_quoted_paragraph_by_paragraph(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = "The letter reads:\n\n“Dear Secretary Doe:\n\n“Release the report on the wall.\n\n“We need it.”\n\nHe left."
    found = pipeline.extract(parsed(text), gazetteer)
    assert [(words(text, a.source), words(text, a.cue), words(text, a.content)) for a in found.attributions] == [
        ("The letter", "reads", "Release the report on the wall"),
        ("The letter", "reads", "We need it"),
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        ("Mayor Jane Doe: Levy Is Wrong", JANE, "Levy Is Wrong"),
        ("Report: Jail Is Full", None, "Jail Is Full"),
    ],
)
def test_a_headline_tells_who_says_it(
    parsed: Parsed, gazetteer: Gazetteer, text: str, speaker: str | None, said: str
) -> None:
    found = pipeline.extract(parsed(text), gazetteer)
    (made,) = found.attributions
    assert (named(found, made.speaker), words(text, made.content)) == (speaker, said)
    assert made.manner is Manner.INDIRECT


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Doe leads Roe by five points in a new poll.", [("a new poll", "Doe leads Roe by five points")]),
        ("In the view of Jane Doe, the levy is wrong.", [(JANE, "the levy is wrong")]),
        ("Jane Doe asked whether the levy would pass.", [(JANE, "whether the levy would pass")]),
        (
            "Two officials who asked not to be named said the plan was dropped.",
            [
                ("Two officials", "not to be named"),
                ("Two officials who asked not to be named", "the plan was dropped"),
            ],
        ),
        (
            "In a letter demanding that the county keep its records, Jane Doe thanked the council.",
            [(JANE, "that the county keep its records")],
        ),
        (
            "A group from the state of Texas filed a motion claiming the levy is wrong.",
            [("A group from the state of Texas", "the levy is wrong")],
        ),
        ("The claim, made by Jane Doe, that the jail is empty surprised us.", [(JANE, "that the jail is empty")]),
        ("Since announcing in May that he would not run, John Roe has been quiet.", [(ROE, "that he would not run")]),
        ("Jane Doe was quick to say that the levy would fail.", [(JANE, "that the levy would fail")]),
        ("Jane Doe called for the county to close the jail.", [(JANE, "the county to close the jail")]),
        ("Jane Doe accused John Roe of sexism.", [(JANE, "John Roe of sexism")]),
        ("The Supreme Court found Doe was sworn in wrongly.", [("The Supreme Court", "Doe was sworn in wrongly")]),
        ("Jane Doe said it was time to act and the council agreed.", [(JANE, "it was time to act")]),
        # 'declined to say' tells nothing, nor does what somebody wants to do.
        ("Jane Doe declined to say whether the council would vote.", []),
        ("Jane Doe wants to close the jail.", []),
        # A semicolon joins two sentences.
        ("Governor Doe signs the levy; Jane Doe warns.", []),
    ],
)
def test_indirect(parsed: Parsed, gazetteer: Gazetteer, text: str, said: list[tuple[str, str]]) -> None:
    found = pipeline.extract(parsed(text), gazetteer)
    assert [(words(text, a.source), words(text, a.content)) for a in found.attributions] == said
    assert all(a.manner is Manner.INDIRECT for a in found.attributions)


def test_what_an_outlet_is_cited_for_is_reported_by_it(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = "According to the Laredo Morning Times, Jane Doe said the levy would double."
    found = pipeline.extract(parsed(text), gazetteer)
    (made,) = found.attributions
    assert (named(found, made.speaker), named(found, made.reported_by)) == (JANE, PAPER)
    assert words(text, made.content) == "the levy would double"


def test_what_two_say_is_of_both(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = "Mayor Jane Doe and Sheriff John Roe said in a joint statement that the jail would close."
    found = pipeline.extract(parsed(text), gazetteer)
    (made,) = found.attributions
    assert [named(found, who) for who in (made.speaker, *made.joint)] == [JANE, ROE]


BOTH = [JANE, ROE]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Mayor Jane Doe and Sheriff John Roe met on Friday. The officials said the jail would close.", BOTH),
        ("Mayor Jane Doe and Sheriff John Roe met on Friday. They said the jail would close.", BOTH),
        ("Mayor Jane Doe and Sheriff John Roe met. The two men asked for time. They said it was short.", BOTH),
        ("Senators Jane Doe and John Roe wrote to Chicago. The senators said the plan failed.", BOTH),
        # Two are not three, nor are a mayor and a sheriff senators; 'they' after another subject may be anybody.
        ("Mayor Jane Doe and Sheriff John Roe met on Friday. The three said the jail would close.", []),
        ("Mayor Jane Doe and Sheriff John Roe met on Friday. The senators said the jail would close.", []),
        ("Mayor Jane Doe and Sheriff John Roe met. The families left. They said the jail would close.", []),
        ("Mayor Jane Doe and Sheriff John Roe met. The officials of the union said the jail would close.", []),
        # One of a party is not the party.
        ("Jane Doe signed the bill. The Republican said it would help.", []),
    ],
)
def test_a_plural_means_those_named_together(
    parsed: Parsed, gazetteer: Gazetteer, text: str, speakers: list[str]
) -> None:
    found = pipeline.extract(parsed(text), gazetteer)
    made = found.attributions[-1]
    assert [named(found, who) for who in (made.speaker, *made.joint) if who] == speakers


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Jane Doe denied that the county lost the files.", True),
        ("Jane Doe disputed that the levy would double.", True),
        ("Jane Doe said that the levy would double.", False),
    ],
)
def test_what_is_denied(parsed: Parsed, gazetteer: Gazetteer, text: str, denied: bool) -> None:  # noqa: FBT001
    (made,) = pipeline.extract(parsed(text), gazetteer).attributions
    assert made.denied is denied


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Jane Doe said that John Roe promised to close the jail.",
            [(JANE, None, "that John Roe promised to close the jail"), (ROE, JANE, "to close the jail")],
        ),
        # Of oneself, and on nobody's word in particular, it is one statement.
        ("Mayor Jane Doe said she believes the levy is wrong.", [(JANE, None, "she believes the levy is wrong")]),
        (
            "Critics say Mayor Jane Doe promised to close the jail.",
            [(None, None, "Mayor Jane Doe promised to close the jail")],
        ),
    ],
)
def test_what_somebody_says_that_another_said(
    parsed: Parsed, gazetteer: Gazetteer, text: str, said: list[tuple[str | None, str | None, str]]
) -> None:
    found = pipeline.extract(parsed(text), gazetteer)
    assert [
        (named(found, a.speaker), named(found, a.attributed_to), words(text, a.content)) for a in found.attributions
    ] == said
