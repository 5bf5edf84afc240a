"""What statements are about, and the sides they take; the parses are stored. The words that take sides are data."""

from collections.abc import Callable

import pytest

from policygraph import pipeline, vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer

Parsed = Callable[[str], AnnotatedDocument]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        # A policy first, then what else is named, each once.
        (
            "Jane Doe said that John Roe and Cook County ignored Senate Bill 54, and that Cook County will pay.",
            ["Senate Bill 54", "John Roe", "Cook County"],
        ),
        # Not who speaks, and not what only says of where somebody is.
        ("Jane Doe said that Jane Doe and American voters like Senate Bill 54.", ["Senate Bill 54"]),
        # What points back to the only bill that the document names.
        ('The council debated Senate Bill 54. "This bill is wrong," Jane Doe said.', ["Senate Bill 54"]),
        # The only bill has two names.
        (
            'The council passed Senate Bill 54, the Clean Rivers Act. "This bill is wrong," Jane Doe said.',
            ["Clean Rivers Act"],
        ),
        # One of two bills, a bill of its own, and a law that the bill may but change.
        ('The council debated Senate Bill 54 and Senate Bill 9. "This bill is wrong," Jane Doe said.', []),
        ('The council debated Senate Bill 54. "The bill on fires is wrong," Jane Doe said.', []),
        ('The plan would change the Affordable Care Act. "This bill is wrong," Jane Doe said.', []),
    ],
)
def test_what_a_statement_is_about(parsed: Parsed, gazetteer: Gazetteer, text: str, about: list[str]) -> None:
    found = pipeline.extract(parsed(text), gazetteer)
    names = {m.id: m.name for m in found.mentions}
    (said,) = found.attributions
    assert [names[i] for i in said.about] == about


# (words of the stance or None; each claim on a side: who, edge, rule, attributed to whom)
Sides = tuple[str | None, list[tuple[str, str, str, str | None]]]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        # Told once, though the words are those of a relation too.
        (
            "Jane Doe said that she opposes Senate Bill 54.",
            ("opposes Senate Bill 54", [("Jane Doe", vocab.OPPOSES, "stance", "Jane Doe")]),
        ),
        # A document's own words are a relation and no stance.
        ("Jane Doe opposes Senate Bill 54.", (None, [("Jane Doe", vocab.OPPOSES, "opposes", None)])),
        # What somebody else thinks by what is said of him.
        (
            "Jane Doe said that John Roe opposes Senate Bill 54.",
            (None, [("John Roe", vocab.OPPOSES, "opposes", "Jane Doe")]),
        ),
        # Both sides at once are none.
        ('"I support Senate Bill 54, but Senate Bill 54 is a mistake," Jane Doe said.', (None, [])),
        # Nobody known takes it.
        ('"Senate Bill 54 is a mistake," a resident said.', ("a mistake", [])),
    ],
)
def test_a_side_is_the_speakers_own(parsed: Parsed, gazetteer: Gazetteer, text: str, sides: Sides) -> None:
    found = pipeline.extract(parsed(text), gazetteer)
    names = {m.id: m.name for m in found.mentions} | {None: None}
    stances = [text[a.stance.start : a.stance.end] for a in found.attributions if a.stance]
    claims = [c for c in found.claims if c.predicate in (vocab.SUPPORTS, vocab.OPPOSES)]
    told = [(names[c.subject], c.predicate, c.evidence.rule, names[c.attributed_to]) for c in claims]
    assert (next(iter(stances), None), told) == sides
