"""The examples and counter-examples that the data files carry, run with the model.

Whoever mends a lexicon or a pattern adds the sentence it was for beside it; nothing needs to be added here.
"""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from policygraph import patterns, pipeline, resources, vocab
from policygraph.annotate import Annotator
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Extraction, Kind

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]
_ROLES = {
    "agent": vocab.AGENT,
    "participant": vocab.PARTICIPANT,
    "recipient": vocab.RECIPIENT,
    "location": vocab.LOCATION,
}


@pytest.fixture(scope="module")
def extract(gazetteer: Gazetteer) -> Extract:
    annotator = Annotator()

    def run(text: str) -> Extraction:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        document = Document(id=sha256[:12], text=text, sha256=sha256, sources=("a",), published=date(2017, 4, 21))
        (annotated,) = annotator.annotate([document])
        return pipeline.extract(annotated, gazetteer)

    return run


def _entries(name: str) -> list[Any]:
    """(id, example) of the `[[example]]` entries of a lexicon."""
    return [pytest.param(example, id=example["text"]) for example in patterns.examples(f"lexicon/{name}")]


def _named(text: str, found: Extraction, kind: Kind) -> list[str]:
    return [text[m.span.start : m.span.end] for m in found.mentions if m.kind is kind]


@pytest.mark.parametrize("example", _entries("organization_heads.toml"))
def test_organization_heads(extract: Extract, example: dict[str, str]) -> None:
    text = example["text"]
    assert _named(text, extract(text), Kind.ORGANIZATION) == [example["organization"]]


@pytest.mark.parametrize("example", _entries("place_heads.toml"))
def test_place_heads(extract: Extract, example: dict[str, str]) -> None:
    text = example["text"]
    assert _named(text, extract(text), Kind.PLACE) == [example["place"]]


@pytest.mark.parametrize("example", _entries("reporting_verbs.toml"))
def test_reporting_verbs(extract: Extract, example: dict[str, Any]) -> None:
    text = example["text"]
    said = [text[a.content.start : a.content.end] for a in extract(text).attributions]
    assert said == example["content"]


@pytest.mark.parametrize("example", _entries("stances.toml"))
def test_stances(extract: Extract, example: dict[str, Any]) -> None:
    """The words in which a side is taken, for or against, each with a claim of the speaker's that is no edge."""
    text, found = example["text"], extract(example["text"])
    wanted = example.get("for", []) + example.get("against", [])
    assert [text[a.stance.start : a.stance.end] for a in found.attributions if a.stance] == wanted
    claims = [c for c in found.claims if c.evidence.rule == "stance"]
    sides = [vocab.SUPPORTS for _ in example.get("for", [])] + [vocab.OPPOSES for _ in example.get("against", [])]
    assert [c.predicate for c in claims] == sides
    assert all(c.attributed_to == c.subject and not c.plain for c in claims)


def _policies() -> Iterator[Any]:
    path = resources.data("lexicon/policies.toml")
    forms = tomllib.loads(path.read_text(encoding="utf-8"))["form"]
    for form in forms:
        for example in form["examples"]:
            yield pytest.param(example, id=f"{form['name']}: {example['text']}")


@pytest.mark.parametrize("example", list(_policies()))
def test_policies(extract: Extract, example: dict[str, Any]) -> None:
    text = example["text"]
    assert _named(text, extract(text), Kind.POLICY) == example["policies"]


def _happenings() -> Iterator[Any]:
    for pattern in patterns.events():
        for example in pattern.examples:
            yield pytest.param(pattern.event, example, id=f"{pattern.name}: {example['text']}")


@pytest.mark.parametrize(("event", "example"), list(_happenings()))
def test_events(extract: Extract, event: str, example: dict[str, Any]) -> None:
    """One event of the type, its claims plain, with these arguments and no other."""
    text = example["text"]
    found = extract(text)
    names = {m.id: text[m.span.start : m.span.end] for m in found.mentions}
    (told,) = [e for e in found.events if event in e.types]
    claims = [c for c in found.claims if c.subject == told.id and c.predicate in _ROLES.values()]
    assert all(c.plain for c in claims)
    for role, predicate in _ROLES.items():
        filled = [names[str(c.object)] for c in claims if c.predicate == predicate]
        assert filled == example.get(role, []), role


def _other_happenings() -> Iterator[Any]:
    for pattern in patterns.events():
        for text in pattern.counter_examples:
            yield pytest.param(pattern.event, text, id=f"{pattern.name}: {text}")


@pytest.mark.parametrize(("event", "text"), list(_other_happenings()))
def test_no_events(extract: Extract, event: str, text: str) -> None:
    """No such event, or one that is only denied or planned: nothing of it is an edge."""
    found = extract(text)
    told = {e.id for e in found.events if event in e.types}
    assert [c for c in found.claims if c.subject in told and c.plain] == []


def _later() -> Iterator[Any]:
    for continuation in patterns.continuations():
        for example in continuation.examples:
            yield pytest.param(continuation.name, example, id=f"{continuation.name}: {example['text']}")


@pytest.mark.parametrize(("rule", "example"), list(_later()))
def test_continuations(extract: Extract, rule: str, example: dict[str, Any]) -> None:
    """The later sentence adds these participants, plain, to the one event of the text."""
    found = extract(example["text"])
    names = {m.id: m.name for m in found.mentions}
    (told,) = found.events
    added = [c for c in found.claims if c.evidence.rule == rule]
    assert [names[str(c.object)] for c in added] == example["participant"]
    assert all(c.plain and c.subject == told.id and c.predicate == vocab.PARTICIPANT for c in added)


def _nothing_later() -> Iterator[Any]:
    for continuation in patterns.continuations():
        for text in continuation.counter_examples:
            yield pytest.param(continuation.name, text, id=f"{continuation.name}: {text}")


@pytest.mark.parametrize(("rule", "text"), list(_nothing_later()))
def test_no_continuations(extract: Extract, rule: str, text: str) -> None:
    assert [c for c in extract(text).claims if c.evidence.rule == rule] == []


def _edges() -> Iterator[Any]:
    path = resources.data("patterns/relations.toml")
    for pattern in tomllib.loads(path.read_text(encoding="utf-8"))["pattern"]:
        for example in pattern["examples"]:
            yield pytest.param(pattern["name"], example, id=f"{pattern['name']}: {example['text']}")


@pytest.mark.parametrize(("rule", "example"), list(_edges()))
def test_relations(extract: Extract, rule: str, example: dict[str, Any]) -> None:
    """The pattern's claims, plain, between these ends and no other."""
    text = example["text"]
    found = extract(text)
    names = {m.id: text[m.span.start : m.span.end] for m in found.mentions}
    claims = [c for c in found.claims if c.evidence.rule == rule]
    assert all(c.plain for c in claims)
    assert sorted(f"{names[c.subject]} -> {names[str(c.object)]}" for c in claims) == sorted(example["edges"])


def _no_edges() -> Iterator[Any]:
    path = resources.data("patterns/relations.toml")
    for pattern in tomllib.loads(path.read_text(encoding="utf-8"))["pattern"]:
        for text in pattern["counter_examples"]:
            yield pytest.param(pattern["name"], text, id=f"{pattern['name']}: {text}")


@pytest.mark.parametrize(("rule", "text"), list(_no_edges()))
def test_no_relations(extract: Extract, rule: str, text: str) -> None:
    assert [c for c in extract(text).claims if c.evidence.rule == rule] == []


def _topics(key: str) -> Iterator[Any]:
    path = resources.data("patterns/topics.toml")
    for topic in tomllib.loads(path.read_text(encoding="utf-8"))["topic"]:
        for example in topic.get(key, ()):
            text = example if isinstance(example, str) else example["text"]
            yield pytest.param(example, id=f"{topic['name']}: {text}")


def _about(text: str, found: Extraction) -> list[tuple[str, list[str]]]:
    """The words of each event that is about others, and theirs."""
    words = {e.id: text[e.span.start : e.span.end] for e in found.events}
    return [(words[t.subject], [words[e] for e in t.events]) for t in found.topics if isinstance(t.subject, str)]


@pytest.mark.parametrize("example", list(_topics("examples")))
def test_topics(extract: Extract, example: dict[str, str]) -> None:
    """The one event of the text that is about another."""
    text = example["text"]
    assert _about(text, extract(text)) == [(example["event"], [example["about"]])]


@pytest.mark.parametrize("text", list(_topics("counter_examples")))
def test_no_topics(extract: Extract, text: str) -> None:
    """No event is about another, or more than one may be meant."""
    assert [meant for _, meant in _about(text, extract(text)) if len(meant) == 1] == []


@pytest.mark.parametrize("example", _entries("kind_words.toml"))
def test_kind_words(extract: Extract, example: dict[str, str]) -> None:
    """The name is found, and of the kind that the words beside it tell."""
    found = extract(example["text"])
    kinds = {example["text"][m.span.start : m.span.end]: m.kind for m in found.mentions}
    assert kinds[example["name"]] is Kind(example["kind"])


def _forms(name: str) -> list[Any]:
    """(form, example) of the forms of a lexicon."""
    forms = tomllib.loads(resources.data(f"lexicon/{name}").read_text(encoding="utf-8"))["form"]
    return [pytest.param(form, e, id=f"{form['name']}: {e['text']}") for form in forms for e in form["examples"]]


@pytest.mark.parametrize(("form", "example"), _forms("event_names.toml"))
def test_names_of_events(form: dict[str, Any], example: dict[str, Any]) -> None:
    assert [match[0] for match in re.finditer(form["pattern"], example["text"])] == example["events"]


@pytest.mark.parametrize(("form", "example"), _forms("place_heads.toml"))
def test_forms_of_places(extract: Extract, form: dict[str, Any], example: dict[str, Any]) -> None:
    del form
    assert _named(example["text"], extract(example["text"]), Kind.PLACE) == example["places"]
