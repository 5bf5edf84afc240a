"""What the entries of the lexicons and pattern files become: frozen data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """An office or position: its name, what texts write for it, and where it exists."""

    name: str
    forms: tuple[str, ...]
    abbreviations: tuple[str, ...]
    levels: tuple[str, ...]
    body: Mapping[str, str]
    usual: str
    abroad: bool  # other countries have it too: the usual jurisdiction is only that of who is known to have held it
    label: str
    label_state: str
    kind: str  # office · position · member · honorific
    capital: bool  # a title only when written with a capital
    proper: bool  # without one it points to a holder ('the speaker') and makes nobody one ('speaker Jane Doe')
    legislature: str
    by_level: Mapping[str, str]
    envoy: bool  # sent to a country, which tells the post from others
    offices: tuple[str, ...]  # of chambers, of which it may be short


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleWords:
    """Words around a title: what is past, hoped for, current; parties and their tags."""

    former: frozenset[str]
    hopeful: frozenset[str]
    hopeful_after: frozenset[str]
    current: frozenset[str]
    ranks: frozenset[str]
    taking: frozenset[str]
    starting: frozenset[str]
    appointing: frozenset[str]
    serving: frozenset[str]
    leaving: frozenset[str]
    endings: frozenset[str]
    succeeding: frozenset[str]
    succeeding_as: frozenset[str]
    made: frozenset[str]
    several: frozenset[str]
    vacating: frozenset[str]
    vacated: frozenset[str]
    dismissing: frozenset[str]
    taking_over: frozenset[str]
    expecting: frozenset[str]
    proposing: frozenset[str]
    single: frozenset[str]
    heading: frozenset[str]
    deeds: frozenset[str]
    after_names: frozenset[str]
    parties: Mapping[str, str]
    party_tags: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Words that make a capitalised phrase the name of an organization or a site."""

    last: frozenset[tuple[str, ...]]
    first: Mapping[str, tuple[tuple[str, ...], ...]]  # by their first words
    goes_on: frozenset[str]
    public: frozenset[str]
    press: frozenset[str]
    organs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventNames:
    """How names of events look: the words they end with, and regular expressions."""

    last: frozenset[str]
    forms: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyForm:
    """The form of a law's or programme's name, as a regular expression.

    `near` are the words around which it is looked for, with `reach` characters before and after; `beside` is what must
    stand in the same sentence; the number is one within `scope`, as data/lexicon/policies.toml tells.
    """

    name: str
    kind: str
    pattern: re.Pattern[str]
    identifier: str
    scope: str
    legislation: bool
    near: tuple[str, ...]
    reach: int
    beside: re.Pattern[str] | None
    headlines: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyName:
    """A policy known by a name of its own, and the forms texts use: any letters, and acronyms just as they stand."""

    slug: str
    name: str
    kind: str
    forms: tuple[str, ...]
    acronyms: tuple[str, ...]
    legislation: bool
    capital: bool
    wikidata: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyOwner:
    """What stands between a jurisdiction and its policy, `before` it or after it; some only beside a number."""

    pattern: re.Pattern[str]
    before: bool
    numbered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingVerbs:
    """Lemmas of verbs that report speech, by the frames in which they do."""

    clause: frozenset[str]
    quote: frozenset[str]
    infinitive: frozenset[str]
    person_infinitive: frozenset[str]
    gerund: Mapping[str, str]
    demand: frozenset[str]
    needs_that: frozenset[str]
    finite: frozenset[str]
    object: frozenset[str]
    object_after: Mapping[str, str]
    naming: frozenset[str]
    nouns: frozenset[str]
    finding: frozenset[str]
    denying: frozenset[str]
    doing: frozenset[str]
    telling: frozenset[str]
    making: frozenset[str]
    announced: frozenset[str]
    outlets: frozenset[str]
    letters: frozenset[str]
    sending: frozenset[str]
    documents: frozenset[str]
    views: frozenset[str]
    surveys: frozenset[str]
    questions: frozenset[str]
    asserting: frozenset[str]
    nouns_with_that: frozenset[str]
    courts: frozenset[str]
    wishes: frozenset[str]
    lemmas: Mapping[str, str]
    no_speakers: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPattern:
    """A trigger and where its arguments stand in the parse, from the trigger."""

    name: str
    event: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    arguments: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...]
    either: tuple[str, ...]  # of these one is needed
    people: bool
    bodies: bool
    transitive: bool
    act: str  # what tellings of one event have in common, where their words differ; empty: their word
    objects: frozenset[str]  # `with` in the file
    phrases: tuple[str, ...]  # `with_phrase`
    subjects: frozenset[str]  # `subject_is`
    examples: tuple[Mapping[str, Any], ...] = field(default=())
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """A verb of a later sentence that adds who took part in the event told before."""

    name: str
    events: frozenset[str]
    verbs: frozenset[str]
    participant: tuple[str, ...]
    examples: tuple[Mapping[str, Any], ...] = field(default=())
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationPattern:
    """A trigger of an edge and where its two ends stand; `reverse` edges run from the object to the subject."""

    name: str
    edge: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    start: tuple[str, ...]  # kinds; `from` in the file
    end: tuple[str, ...]  # kinds; `to` in the file
    subject: tuple[str, ...]
    object: tuple[str, ...]
    reverse: bool
    unless: tuple[str, ...]
    lasts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationWords:
    """Words that say of what lasts that it has ended: beside a trigger, and verbs above it."""

    ended: frozenset[str]
    ending_verbs: frozenset[str]
    ended_by_past: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceWord:
    """What a noun with 'the' may point back to."""

    types: frozenset[str]
    names: frozenset[str]
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWords:
    """Pronouns and what they are of ('m', 'f', 'first', 'plural'); words that tell a gender; persons without a name."""

    pronouns: Mapping[str, str]
    address: Mapping[str, str]  # before a name
    gendered: Mapping[str, str]  # beside a name
    unnamed: frozenset[str]
    groups: frozenset[str]  # of several people named together
    other_holders: frozenset[str]  # between 'the' and a title: somebody else
    numbers: Mapping[str, int]
    short_titles: frozenset[str]  # what longer titles are called once they are known
    ranks: frozenset[str]  # before a title: another one


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """Words around the triggers of events."""

    denying_verbs: frozenset[str]
    planning: frozenset[str]
    parts: frozenset[str]
    denying_subjects: frozenset[str]
    light_verbs: frozenset[str]
    people: frozenset[str]
