"""Loads the lexicons and pattern files: titles, reporting verbs, policies, events, and the words around them.

The files are TOML in `data/lexicon` and `data/patterns`; each carries its own examples, which the tests run. Here they
become frozen data and are checked as they load, so that a slip in a file is told with its name and entry.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from policygraph.patterns.entries import Continuation as Continuation
from policygraph.patterns.entries import EventNames as EventNames
from policygraph.patterns.entries import EventPattern as EventPattern
from policygraph.patterns.entries import EventWords as EventWords
from policygraph.patterns.entries import Heads as Heads
from policygraph.patterns.entries import PersonWords as PersonWords
from policygraph.patterns.entries import PolicyForm as PolicyForm
from policygraph.patterns.entries import PolicyName as PolicyName
from policygraph.patterns.entries import ReferenceWord as ReferenceWord
from policygraph.patterns.entries import RelationPattern as RelationPattern
from policygraph.patterns.entries import RelationWords as RelationWords
from policygraph.patterns.entries import ReportingVerbs as ReportingVerbs
from policygraph.patterns.entries import Title as Title
from policygraph.patterns.entries import TitleWords as TitleWords
from policygraph.patterns.files import entries, load
from policygraph.patterns.names import event_names as event_names
from policygraph.patterns.names import kind_words as kind_words
from policygraph.patterns.names import listed_kinds as listed_kinds
from policygraph.patterns.names import organization_heads as organization_heads
from policygraph.patterns.names import place_forms as place_forms
from policygraph.patterns.names import place_heads as place_heads
from policygraph.patterns.policies import policy_forms as policy_forms
from policygraph.patterns.policies import policy_kind as policy_kind
from policygraph.patterns.policies import policy_names as policy_names
from policygraph.patterns.policies import policy_owners as policy_owners
from policygraph.patterns.stances import StanceWords as StanceWords
from policygraph.patterns.stances import stance_words as stance_words
from policygraph.patterns.times import DateWords as DateWords
from policygraph.patterns.times import Holiday as Holiday
from policygraph.patterns.times import NamedDay as NamedDay
from policygraph.patterns.times import date_words as date_words
from policygraph.patterns.times import holidays as holidays
from policygraph.patterns.times import named_days as named_days
from policygraph.patterns.topics import EventNoun as EventNoun
from policygraph.patterns.topics import TopicPattern as TopicPattern
from policygraph.patterns.topics import event_nouns as event_nouns
from policygraph.patterns.topics import topic_words as topic_words
from policygraph.patterns.topics import topics as topics
from policygraph.patterns.words import casing_forms as casing_forms
from policygraph.patterns.words import casing_weights as casing_weights
from policygraph.patterns.words import demonym_of as demonym_of
from policygraph.patterns.words import function_words as function_words
from policygraph.patterns.words import given_names as given_names
from policygraph.patterns.words import name_gender as name_gender
from policygraph.patterns.words import no_names as no_names
from policygraph.patterns.words import post_identifiers as post_identifiers

_TITLE_WORD_SETS = (
    *(
        "former",
        "hopeful",
        "hopeful_after",
        "current",
        "ranks",
        "taking",
        "starting",
        "appointing",
        "serving",
        "leaving",
    ),
    *(
        "endings",
        "succeeding",
        "succeeding_as",
        "made",
        "several",
        "vacating",
        "vacated",
        "dismissing",
        "taking_over",
        "expecting",
        "proposing",
        "single",
        "heading",
        "deeds",
        "after_names",
    ),
)


@cache
def titles() -> tuple[Title, ...]:
    """All titles, in the order of the file."""
    return tuple(
        Title(
            name=row["name"],
            forms=tuple(row.get("forms", ())),
            abbreviations=tuple(row.get("abbreviations", ())),
            levels=tuple(row["levels"]),
            body=row.get("body", {}),
            usual=row.get("usual", ""),
            abroad=row.get("abroad", False),
            label=row.get("label", ""),
            label_state=row.get("label_state", ""),
            kind=row.get("kind", "office"),
            capital=row.get("capital", False),
            proper=row.get("proper", False),
            legislature=row.get("legislature", ""),
            by_level=row.get("by_level", {}),
            envoy=row.get("envoy", False),
            offices=tuple(row.get("offices", ())),
        )
        for row in entries("lexicon/titles.toml", "title", ("name", "levels"))
    )


@cache
def title_named(name: str) -> Title | None:
    """The office of that name; None for a position or an unknown name."""
    return next((t for t in titles() if t.name == name and t.kind == "office"), None)


def singular(written: str) -> str | None:
    """The singular of a title written in the plural, in its own letters: 'Trustee' of 'Trustees'; None for another."""
    *before, last = written.split()
    one = " ".join([*before, last.removesuffix("s")])
    forms = _forms()
    return one if written.lower() in forms and one != written and one.lower() in forms else None


@cache
def _forms() -> frozenset[str]:
    return frozenset(form for title in titles() for form in title.forms)


@cache
def title_words() -> TitleWords:
    """What stands around titles."""
    raw = load("lexicon/title_words.toml", (*_TITLE_WORD_SETS, "parties", "party_tags"))
    sets = {key: frozenset(raw[key]) for key in _TITLE_WORD_SETS}
    return TitleWords(parties=raw["parties"], party_tags=raw["party_tags"], **sets)


@cache
def senses() -> Mapping[str, str]:
    """Folded toponym → the slug it means unless the text says otherwise."""
    return {row["name"]: row["slug"] for row in entries("lexicon/toponym_senses.toml", "sense", ("name", "slug"))}


@cache
def state_words() -> tuple[str, ...]:
    """Words after a name that tell a state from a city of the same name."""
    return tuple(load("lexicon/toponym_senses.toml", ("state_words",))["state_words"])


@cache
@cache
def reporting_verbs() -> ReportingVerbs:
    """Verbs that report speech."""
    others = ("gerund", "object_after", "lemmas")
    names = tuple(f.name for f in fields(ReportingVerbs) if f.name not in others)
    raw = load("lexicon/reporting_verbs.toml", (*names, *others))
    return ReportingVerbs(
        gerund=raw["gerund"],
        object_after=raw["object_after"],
        lemmas=raw["lemmas"],
        **{key: frozenset(raw[key]) for key in names},
    )


@cache
def events() -> tuple[EventPattern, ...]:
    """Event patterns, in the order of the file."""
    known = {"agent", "participant", "recipient", "location", "about"}
    return tuple(
        EventPattern(
            name=row["name"],
            event=row["event"],
            verbs=frozenset(row.get("verbs", ())),
            nouns=frozenset(row.get("nouns", ())),
            arguments={key: tuple(row[key]) for key in sorted(known & row.keys())},
            needs=tuple(row["needs"]),
            either=tuple(row.get("either", ())),
            people=row.get("people", False),
            bodies=row.get("bodies", False),
            transitive=row.get("transitive", False),
            act=row.get("act", ""),
            objects=frozenset(row.get("with", ())),
            phrases=tuple(row.get("with_phrase", ())),
            subjects=frozenset(row.get("subject_is", ())),
            examples=tuple(row["examples"]),
            counter_examples=tuple(row["counter_examples"]),
        )
        for row in entries(
            "patterns/events.toml", "pattern", ("name", "event", "needs", "examples", "counter_examples")
        )
    )


@cache
def continuations() -> tuple[Continuation, ...]:
    """What later sentences add to an event, in the order of the file."""
    required = ("name", "events", "verbs", "participant", "examples", "counter_examples")
    return tuple(
        Continuation(
            name=row["name"],
            events=frozenset(row["events"]),
            verbs=frozenset(row["verbs"]),
            participant=tuple(row["participant"]),
            examples=tuple(row["examples"]),
            counter_examples=tuple(row["counter_examples"]),
        )
        for row in entries("patterns/events.toml", "continuation", required)
    )


@cache
def headline_verbs() -> frozenset[str]:
    """The forms that verbs of reports and events take in headlines: 'says', 'vetoes', 'signs'."""
    verbs = {verb for pattern in events() for verb in pattern.verbs} | reporting_verbs().clause
    return frozenset(f"{verb}{'es' if verb.endswith(('s', 'x', 'ch', 'sh', 'o')) else 's'}" for verb in verbs)


@cache
def relations() -> tuple[RelationPattern, ...]:
    """Patterns of edges, in the order of the file."""
    required = ("name", "edge", "from", "to", "subject", "object", "examples", "counter_examples")
    return tuple(
        RelationPattern(
            name=row["name"],
            edge=row["edge"],
            verbs=frozenset(row.get("verbs", ())),
            nouns=frozenset(row.get("nouns", ())),
            start=tuple(row["from"]),
            end=tuple(row["to"]),
            subject=tuple(row["subject"]),
            object=tuple(row["object"]),
            reverse=row.get("reverse", False),
            unless=tuple(row.get("unless", ())),
            lasts=row.get("lasts", True),
        )
        for row in entries("patterns/relations.toml", "pattern", required)
    )


@cache
def relation_words() -> RelationWords:
    """What ends a relation."""
    names = ("ended", "ending_verbs", "ended_by_past")
    raw = load("patterns/relations.toml", names)
    return RelationWords(**{name: frozenset(raw[name]) for name in names})


@cache
def reference_words() -> Mapping[str, ReferenceWord]:
    """Nouns that point back with 'the'."""
    return {
        row["word"]: ReferenceWord(
            types=frozenset(row.get("types", ())), names=frozenset(row.get("names", ())), level=row.get("level", "")
        )
        for row in entries("lexicon/references.toml", "reference", ("word",))
    }


@cache
def person_words() -> PersonWords:
    """Pronouns, and words that tell a person's gender."""
    sets = ("unnamed", "groups", "other_holders", "short_titles", "ranks")
    raw = load("lexicon/references.toml", (*sets, "numbers", "pronouns", "address", "gendered"))
    return PersonWords(
        numbers=raw["numbers"],
        pronouns=raw["pronouns"],
        address=raw["address"],
        gendered=raw["gendered"],
        **{key: frozenset(raw[key]) for key in sets},
    )


@cache
def event_words() -> EventWords:
    """What denies an event, and who may take part in one without a name."""
    raw = load(
        "patterns/events.toml", ("denying_verbs", "denying_subjects", "light_verbs", "parts", "people", "planning")
    )
    return EventWords(
        denying_verbs=frozenset(raw["denying_verbs"]),
        denying_subjects=frozenset(raw["denying_subjects"]),
        light_verbs=frozenset(raw["light_verbs"]),
        parts=frozenset(raw["parts"]),
        planning=frozenset(raw["planning"]),
        people=frozenset(raw["people"]),
    )


def examples(name: str) -> Sequence[Mapping[str, Any]]:
    """The entries `[[example]]` of a data file, for the test that runs them."""
    return tuple(load(name).get("example", ()))
