"""Who said what: quotations and reported speech; the parses are stored."""

from collections.abc import Callable

import pytest

from policygraph import pipeline
from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Manner

Parsed = Callable[[str], AnnotatedDocument]
# (speaker, cue, content); None for what is not told.
Said = list[tuple[str | None, str | None, str]]
JANE = "Jane Doe"


def _read(parsed: Parsed, gazetteer: Gazetteer, text: str, manner: Manner | None = None) -> Said:
    found = pipeline.extract(parsed(text), gazetteer)
    names = {m.id: m.name for m in found.mentions}
    return [
        (
            names[a.speaker] if a.speaker else None,
            text[a.cue.start : a.cue.end] if a.cue else None,
            text[a.content.start : a.content.end],
        )
        for a in found.attributions
        if manner in (None, a.manner)
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '"We will appeal the ruling next week," Jane Doe said.',
            [(JANE, "said", "We will appeal the ruling next week")],
        ),
        (
            'Jane Doe said, "We will appeal the ruling next week."',
            [(JANE, "said", "We will appeal the ruling next week")],
        ),
        (
            '"We lost," said Jane Doe, the mayor of Laredo.',
            [(JANE, "said", "We lost")],
        ),
        # ---- in two parts
        (
            '"We will appeal the ruling," Jane Doe said, "and we expect to win in court."',
            [(JANE, "said", "We will appeal the ruling"), (JANE, "said", "and we expect to win in court")],
        ),
        # ---- a pronoun is its own mention
        (
            'Jane Doe spoke first. "We will appeal the ruling," she said.',
            [("she", "said", "We will appeal the ruling")],
        ),
        # ---- it goes on in the next paragraph
        (
            '"We will appeal the ruling," Jane Doe said.\n\n"The county has no choice in the matter at all."',
            [
                (JANE, "said", "We will appeal the ruling"),
                (JANE, None, "The county has no choice in the matter at all"),
            ],
        ),
        # ---- opened and not closed, since it goes on
        (
            'Jane Doe said: "The bill protects every family.\n\n"It must pass before the summer ends," she added.',
            [
                (JANE, "said", "The bill protects every family"),
                ("she", "added", "It must pass before the summer ends"),
            ],
        ),
        # ---- a name before a colon
        (
            "Sen. Jane Doe: “The bill protects every family in the state.”",
            [(JANE, None, "The bill protects every family in the state")],
        ),
    ],
)
def test_direct(parsed: Parsed, gazetteer: Gazetteer, text: str, said: Said) -> None:
    assert _read(parsed, gazetteer, text, Manner.DIRECT) == said
    assert _read(parsed, gazetteer, text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Jane Doe said the county would appeal.", (JANE, "said", "the county would appeal")),
        ("The county will appeal, Jane Doe said.", (JANE, "said", "The county will appeal")),
        ("Jane Doe, who chairs the panel, said the vote was late.", (JANE, "said", "the vote was late")),
        ("The levy will double, according to Jane Doe.", (JANE, "according to", "The levy will double")),
        ("According to Jane Doe, the levy will double.", (JANE, "According to", "the levy will double")),
        ("Jane Doe vowed to fight the ruling.", (JANE, "vowed", "to fight the ruling")),
        (
            "Jane Doe urged the council to reconsider the plan.",
            (JANE, "urged", "to reconsider the plan"),
        ),
        (
            "Jane Doe accused the agency of hiding the report.",
            (JANE, "accused", "the agency of hiding the report"),
        ),
    ],
)
def test_indirect(parsed: Parsed, gazetteer: Gazetteer, text: str, said: tuple[str | None, str | None, str]) -> None:
    assert _read(parsed, gazetteer, text, Manner.INDIRECT) == [said]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Jane Doe said that the county would appeal.", "the county would appeal"),
        ("Jane Doe demanded that the agency release the report.", "the agency release the report"),
    ],
)
def test_a_clause_with_that(parsed: Parsed, gazetteer: Gazetteer, text: str, clause: str) -> None:
    """Whether 'that' is of the content is left open."""
    ((speaker, _, content),) = _read(parsed, gazetteer, text, Manner.INDIRECT)
    assert speaker == JANE
    assert content.removeprefix("that ") == clause


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe declined to say whether she would run.",
        "Jane Doe would not say who wrote the letter.",
        "Jane Doe was told that the office had closed.",
        "Governor Jane Doe visited Chicago on Friday.",
        'The "clean team" met on Monday.',
    ],
)
def test_nothing_is_said(parsed: Parsed, gazetteer: Gazetteer, text: str) -> None:
    assert _read(parsed, gazetteer, text) == []


def test_a_quotation_within_reported_words_makes_them_mixed(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = '"The plan is bad for the city," according to Jane Doe.'
    ((speaker, cue, content),) = _read(parsed, gazetteer, text, Manner.MIXED)
    assert (speaker, cue) == (JANE, "according to")
    assert content == "The plan is bad for the city"


def test_the_sentence_takes_in_content_and_cue(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = 'Jane Doe spoke first. "We will appeal the ruling," she said.'
    (attribution,) = pipeline.extract(parsed(text), gazetteer).attributions
    sentence = attribution.sentence
    assert text[sentence.start : sentence.end] == '"We will appeal the ruling," she said.'


def test_a_pronoun_points_back(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = 'Jane Doe spoke first. "We will appeal the ruling," she said.'
    found = pipeline.extract(parsed(text), gazetteer)
    (pronoun,) = [m for m in found.mentions if m.name == "she"]
    assert pronoun.reference
    assert text[pronoun.span.start : pronoun.span.end] == "she"
    assert found.attributions[0].speaker == pronoun.id


def test_the_source_is_the_phrase_that_names_it(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = '"We lost," said Jane Doe, the mayor of Laredo.'
    (attribution,) = pipeline.extract(parsed(text), gazetteer).attributions
    assert attribution.source is not None
    assert text[attribution.source.start : attribution.source.end] == "Jane Doe, the mayor of Laredo"


def test_what_is_said_of_a_policy_is_about_it(parsed: Parsed, gazetteer: Gazetteer) -> None:
    text = "Jane Doe said Senate Bill 54 would help."
    found = pipeline.extract(parsed(text), gazetteer)
    names = {m.id: m.name for m in found.mentions}
    (attribution,) = found.attributions
    assert [names[i] for i in attribution.about] == ["Senate Bill 54"]
