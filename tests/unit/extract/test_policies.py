"""The labelled sentences of `policies.toml`: which policies stand in each, by what number, and of what kind."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policygraph.annotate import AnnotatedDocument
from policygraph.extract import names
from policygraph.gazetteer import Gazetteer
from policygraph.model import Extraction, Kind
from policygraph.patterns import policy_forms, policy_names
from policygraph.resolve import resolve

SENTENCES = tomllib.loads((Path(__file__).parent / "policies.toml").read_text(encoding="utf-8"))["sentence"]
KINDS = {"bill", "act", "order", "ordinance", "measure", "public-law", "code", "regulation", "case", "programme"}


def _kind(name: str) -> str:
    known = {p.name: p.kind for p in policy_names()}
    return known.get(name) or next(form.kind for form in policy_forms() if form.pattern.fullmatch(name))


def _marks(sentence: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=sentence["wrong"], strict=True)] if "wrong" in sentence else []


@pytest.mark.parametrize("sentence", [pytest.param(s, id=s["text"], marks=_marks(s)) for s in SENTENCES])
def test_policies_of_a_sentence(
    tokenized: Callable[[str], AnnotatedDocument], gazetteer: Gazetteer, sentence: dict[str, Any]
) -> None:
    text = sentence["text"]
    annotated = tokenized(text)
    found = Extraction().with_findings([*names.extract(annotated, Extraction(), gazetteer)])
    decided = resolve(annotated.document, found, gazetteer)
    policies = [m for m in found.mentions if m.kind is Kind.POLICY]
    told = [[text[m.span.start : m.span.end], decided[m.id].entity.identifier, _kind(m.name)] for m in policies]
    assert told == sentence["policies"]


def test_every_kind_is_among_the_sentences_and_in_the_lexicon() -> None:
    assert {kind for s in SENTENCES for _, _, kind in s["policies"]} == KINDS
    assert {form.kind for form in policy_forms()} | {name.kind for name in policy_names()} == KINDS


def test_what_only_looks_like_a_policy_is_among_the_sentences() -> None:
    assert len(SENTENCES) >= 120
    assert sum(not s["policies"] for s in SENTENCES) >= 25
