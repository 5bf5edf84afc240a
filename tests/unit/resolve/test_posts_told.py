"""Which post a sentence gives somebody, as a whole: the title, what it is of, who holds it."""

from collections.abc import Callable

import pytest

from policygraph import pipeline, vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Status
from policygraph.resolve import resolve

KINDS = {vocab.HOLDS: "holds", vocab.REPRESENTS: "represents", vocab.MEMBER_OF: "memberOf"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Speaker Paul Ryan opened the session.", [("Paul Ryan", "holds", "us-speaker-of-the-house")]),
        ("Police Chief John Roe of Laredo said so.", [("John Roe", "holds", "us-tx-laredo-police-chief")]),
        (
            "Rep. Jane Doe, M.D. (R-Texas) spoke.",
            [
                ("Jane Doe", "holds", "us-tx-united-states-representative"),
                ("Jane Doe", "memberOf", "us-republican-party"),
                ("Jane Doe", "represents", "us-tx"),
            ],
        ),
        (
            "Congresswoman Jane Doe represents Ohio's 3rd District.",
            [("Jane Doe", "holds", "us-oh-united-states-representative"), ("Jane Doe", "represents", "us-oh")],
        ),
        # The president of a nation within the nation, and a school district's trustee, hold no office of the country
        # or the town; a speaker at a dinner holds none at all.
        ("Navajo Nation President Jane Doe spoke.", [("Jane Doe", "holds", "")]),
        ("San Diego Unified School District Trustee Jane Doe spoke.", [("Jane Doe", "holds", "")]),
        ("Keynote speaker Jane Doe praised him.", []),
    ],
)
def test_what_is_told(
    parsed: Callable[[str], AnnotatedDocument], gazetteer: Gazetteer, text: str, told: list[tuple[str, str, str]]
) -> None:
    """Of a post that no table has, '' stands for its slug."""
    annotated = parsed(text)
    found = pipeline.extract(annotated, gazetteer)
    decided = resolve(annotated.document, found, gazetteer)
    edges = {
        (
            text[m.span.start : m.span.end],
            KINDS[claim.predicate],
            end.entity.slug if (end := decided[str(claim.object)]).status is Status.LINKED else "",
        )
        for claim in found.claims
        if claim.predicate in KINDS
        for m in found.mentions
        if m.id == claim.subject
    }
    assert sorted(edges) == told
