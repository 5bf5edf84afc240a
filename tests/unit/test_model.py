"""What the pipeline's data promise by themselves."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from policygraph import vocab
from policygraph.model import (
    Attribution,
    Claim,
    DateMention,
    DateValue,
    Event,
    Evidence,
    Extraction,
    Finding,
    Kind,
    Manner,
    Mention,
    Modality,
    Polarity,
    Span,
    Topic,
)

EVIDENCE = Evidence(span=Span(start=0, end=9), rule="test")
DAY = DateValue(value="2017-04-21", earliest=date(2017, 4, 21), latest=date(2017, 4, 21))


def _mention(name: str, start: int, end: int) -> Mention:
    return Mention(id=name, kind=Kind.PERSON, span=Span(start=start, end=end), name=name, rule="test")


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 0)])
def test_a_span_holds_at_least_one_code_point(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="a span must be"):
        Span(start=start, end=end)


@pytest.mark.parametrize(
    ("other", "overlaps", "covers"),
    [
        (Span(start=2, end=5), True, True),
        (Span(start=3, end=4), True, True),
        (Span(start=4, end=6), True, False),
        (Span(start=1, end=6), True, False),
        (Span(start=5, end=6), False, False),
        (Span(start=0, end=2), False, False),
    ],
)
def test_spans_that_meet(other: Span, *, overlaps: bool, covers: bool) -> None:
    span = Span(start=2, end=5)
    assert span.overlaps(other) is overlaps
    assert other.overlaps(span) is overlaps
    assert span.covers(other) is covers


def test_spans_are_in_text_order() -> None:
    spans = [Span(start=3, end=4), Span(start=0, end=9), Span(start=0, end=2)]
    assert sorted(spans) == [Span(start=0, end=2), Span(start=0, end=9), Span(start=3, end=4)]


def test_data_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Span(start=0, end=1).start = 5  # type: ignore[misc]


@pytest.mark.parametrize(
    ("polarity", "modality", "attributed_to", "plain"),
    [
        (Polarity.AFFIRMED, Modality.STATED, None, True),
        (Polarity.DENIED, Modality.STATED, None, False),
        (Polarity.AFFIRMED, Modality.PLANNED, None, False),
        (Polarity.AFFIRMED, Modality.ALLEGED, None, False),
        (Polarity.AFFIRMED, Modality.STATED, "m1", False),
    ],
)
def test_only_an_affirmed_stated_claim_of_nobody_is_plain(
    polarity: Polarity, modality: Modality, attributed_to: str | None, *, plain: bool
) -> None:
    claim = Claim(
        subject="a",
        predicate=vocab.HOLDS,
        object="b",
        evidence=EVIDENCE,
        polarity=polarity,
        modality=modality,
        attributed_to=attributed_to,
    )
    assert claim.plain is plain


def test_findings_are_kept_each_with_its_kind_and_mentions_in_text_order() -> None:
    later, outer, inner = _mention("later", 9, 12), _mention("outer", 2, 8), _mention("inner", 2, 4)
    second = DateMention(span=Span(start=7, end=9), value=DAY)
    first = DateMention(span=Span(start=1, end=3), value=DAY)
    claim = Claim(subject="e1", predicate=vocab.START_DATE, object=DAY, evidence=EVIDENCE)
    event = Event(id="e1", types=("Visit",), span=EVIDENCE.span, sentence=EVIDENCE.span, rule="test")
    attribution = Attribution(
        source=None,
        speaker=None,
        cue=None,
        content=EVIDENCE.span,
        manner=Manner.DIRECT,
        sentence=EVIDENCE.span,
        rule="test",
    )
    topic = Topic(subject="e1", events=("e2",))
    findings: list[Finding] = [topic, later, second, claim, inner, event, outer, attribution, first]
    found = Extraction().with_findings(findings)
    assert found == Extraction(
        mentions=(outer, inner, later),
        dates=(first, second),
        claims=(claim,),
        events=(event,),
        attributions=(attribution,),
        topics=(topic,),
    )


def test_findings_come_to_those_that_are_there() -> None:
    early, late = _mention("early", 0, 3), _mention("late", 5, 8)
    once = Extraction().with_findings([late])
    assert once.with_findings([early]).mentions == (early, late)
    assert once.mentions == (late,)


def test_mentions_of_one_span_are_ordered_by_id() -> None:
    twins = [_mention("b", 0, 3), _mention("a", 0, 3)]
    assert [m.id for m in Extraction().with_findings(twins).mentions] == ["a", "b"]
    assert [m.id for m in Extraction().with_findings(reversed(twins)).mentions] == ["a", "b"]
