"""What was said by somebody, or about something, each statement with who said it and the document it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from policygraph import vocab
from policygraph.analyse.claims import whence
from policygraph.analyse.terms import label, subjects, value, values
from policygraph.store import Store

# The classes of topics, the most telling first; what has none of them comes last.
_RANKS = (vocab.POLICY, vocab.PERSON, vocab.ORGANIZATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """Something that somebody is said to have said.

    `speaker` is a label, or the words that name a source nobody was found for; `posts` those held then.
    `about` are labels: policies first, then people, organizations and the rest. `stance` are the words in which it
    takes a side, `to` who was told, `reported_by` the outlet it is taken over from, `said` the day if known.
    """

    attribution: str
    speaker: str
    posts: tuple[str, ...]
    text: str
    manner: str
    cue: str
    about: tuple[str, ...]
    on_policy: bool  # whether the first of them is one
    according_to: str  # who says that it was said, if that is somebody else than the document
    denied: bool  # whether the speaker says that it is not so
    stance: tuple[str, ...]
    to: str
    reported_by: str
    said: str
    document: str
    title: str
    published: str
    publisher: str
    source: str


def statements_by(store: Store, iri: str) -> tuple[Attributed, ...]:
    """Everything that the entity `iri` is said to have said, by the date of the document, oldest first."""
    return _statements(store, subjects(store, vocab.CREATOR, iri))


def statements_about(store: Store, iri: str) -> tuple[Attributed, ...]:
    """Everything that is said about the entity `iri`, by the date of the document, oldest first."""
    return _statements(store, subjects(store, vocab.ABOUT, iri))


def by_topic(statements: Iterable[Attributed]) -> dict[str, list[Attributed]]:
    """Statements under the first thing that each is about; '' for what is about nothing that was found.

    Topics come as their first statements do, policies before all others, and what is about nothing last.
    """
    topics: dict[str, list[Attributed]] = {}
    policies: set[str] = set()
    for said in statements:
        topic = next(iter(said.about), "")
        topics.setdefault(topic, []).append(said)
        policies |= {topic} if said.on_policy else set()
    order = {topic: (topic == "", topic not in policies, i) for i, topic in enumerate(topics)}
    return {topic: topics[topic] for topic in sorted(topics, key=order.__getitem__)}


def _statements(store: Store, iris: Iterable[str]) -> tuple[Attributed, ...]:
    statements = [_statement(store, iri) for iri in iris if vocab.ATTRIBUTION in values(store, iri, vocab.RDF_TYPE)]
    return tuple(sorted(statements, key=attrgetter("published", "document", "attribution")))


def _rank(store: Store, topic: str) -> int:
    classes = values(store, topic, vocab.RDF_TYPE)
    return next((i for i, name in enumerate(_RANKS) if name in classes), len(_RANKS))


def _statement(store: Store, attribution: str) -> Attributed:
    document = value(store, attribution, vocab.WAS_QUOTED_FROM)
    about = sorted((_rank(store, i), label(store, i)) for i in values(store, attribution, vocab.ABOUT))
    speaker = label(store, value(store, attribution, vocab.CREATOR)) or value(store, attribution, vocab.SOURCE_TEXT)
    return Attributed(
        attribution=attribution,
        speaker=speaker,
        posts=tuple(sorted(label(store, post) for post in values(store, attribution, vocab.SPEAKER_POST))),
        text=value(store, attribution, vocab.TEXT),
        manner=value(store, attribution, vocab.MANNER),
        cue=value(store, attribution, vocab.CUE),
        about=tuple(topic for _, topic in about),
        on_policy=any(rank == 0 for rank, _ in about),
        according_to=label(store, value(store, attribution, vocab.ATTRIBUTED_TO)),
        denied=value(store, attribution, vocab.POLARITY) == "denied",
        stance=tuple(values(store, attribution, vocab.STANCE)),
        to=label(store, value(store, attribution, vocab.RECIPIENT)),
        reported_by=label(store, value(store, attribution, vocab.REPORTED_BY)),
        said=value(store, attribution, vocab.DATE_CREATED),
        document=document,
        title=value(store, document, vocab.HEADLINE),
        published=value(store, document, vocab.DATE_PUBLISHED),
        publisher=label(store, value(store, document, vocab.PUBLISHER)),
        source=whence(store, document),
    )
