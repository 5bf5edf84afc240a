"""Where the noun stands that names what an event is about, of data/patterns/topics.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from policygraph.errors import ResourceError
from policygraph.patterns.files import entries, load

_FILE = "patterns/topics.toml"
_SETS = ("hosting", "between", "definite")


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPattern:
    """One way to say what an event is about: see the head of the file for what each field is."""

    name: str
    events: frozenset[str]
    places: tuple[str, ...]
    triggers: frozenset[str]
    aims: frozenset[str]
    causes: frozenset[str]
    other_than: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventNoun:
    """The type of event that a bare definite noun points to, and the lemmas that tell it; without any, all do."""

    event: str
    told_by: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicWords:
    """Lemmas of verbs that host an event; words that may stand between article and noun; articles."""

    hosting: frozenset[str]
    between: frozenset[str]
    definite: frozenset[str]


@cache
def topics() -> tuple[TopicPattern, ...]:
    """All ways, in the order of the file."""
    return tuple(
        TopicPattern(
            name=row["name"],
            places=tuple(row["places"]),
            events=frozenset(row["events"]),
            triggers=frozenset(row.get("triggers", ())),
            aims=frozenset(row.get("aims", ())),
            causes=frozenset(row.get("causes", ())),
            other_than=frozenset(row.get("other_than", ())),
        )
        for row in entries(_FILE, "topic", ("name", "events", "places", "examples"))
    )


@cache
def event_nouns() -> Mapping[str, EventNoun]:
    """Noun as written, in lower case → what it points to. Raises ResourceError for one that is listed twice."""
    nouns: dict[str, EventNoun] = {}
    for row in entries(_FILE, "noun", ("words", "event")):
        for word in row["words"]:
            if word in nouns:
                raise ResourceError(f"{word!r} is in two entries of [[noun]]", where=f"data/{_FILE}")
            nouns[word] = EventNoun(event=row["event"], told_by=frozenset(row.get("told_by", ())))
    return nouns


@cache
def topic_words() -> TopicWords:
    """The words around topics."""
    raw = load(_FILE, _SETS)
    return TopicWords(**{name: frozenset(raw[name]) for name in _SETS})
