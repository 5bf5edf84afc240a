"""What flows through the pipeline: frozen data from the standard library alone.

Offsets are Unicode code points into `Document.text`, end exclusive. Whatever names something else does it by an id
(a string): within a document by mention id, above `resolve` by IRI.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a mention or entity is; the value is the KIND of its IRI."""

    PERSON = "person"
    ORGANIZATION = "organization"
    JURISDICTION = "jurisdiction"
    PLACE = "place"
    POST = "post"
    POLICY = "policy"
    EVENT = "event"


class Polarity(StrEnum):
    """Whether a claim says that something is so or that it is not."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Modality(StrEnum):
    """How a claim is put: as a plain statement, a plan, or an allegation."""

    STATED = "stated"
    PLANNED = "planned"
    ALLEGED = "alleged"


class Manner(StrEnum):
    """How an attribution gives its content: verbatim, reported, or reported with verbatim parts."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Status(StrEnum):
    """What became of a mention: one table row, several that fit alike, or none."""

    LINKED = "linked"
    AMBIGUOUS = "ambiguous"
    NIL = "nil"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Code points [start, end) of the document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span must be 0 <= start < end, not [{self.start}, {self.end})")

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text as read. `id` is the first 12 hex digits of `sha256`, that of the normalised `text` in UTF-8.

    `sources` holds where the text was read from (a URL, or a path relative to the folder given); the same text read
    twice is one document with two sources. Empty strings and None mean that the source did not tell.
    """

    id: str
    text: str
    sha256: str
    sources: tuple[str, ...]
    title: str = ""
    url: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A source that gave no document, and why; counted and named in the report."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span that names something. `name` is what it names there, when that is not the span's text as it stands
    ('Cook County' in 'Cook and Lake counties'; a canonical title for a post).
    """

    id: str
    kind: Kind
    span: Span
    name: str
    rule: str
    # A bare surname, title, acronym or pronoun that only points back; it names nothing new by itself.
    reference: bool = False
    # Ids of mentions: of a pronoun, what the grammar says that it stands for, or can't stand for.
    antecedent: str | None = None
    other_than: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateValue:
    """A point in time as precise as the text gives it: 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'.

    `earliest` and `latest` bound it, both inclusive. Of a stretch with both ends told ('March 3-5') `value` is the
    first; of another that no form holds ('the 1990s') where it begins, so that only the bounds tell what it is.
    """

    value: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where in the document a claim rests: the sentence's span, and the rule that read it.

    `confidence` is calibrated in [0, 1] or None; never invented.
    """

    span: Span
    rule: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something the document says. `subject` and `object` are mention ids (an event's id is one too), or `object`
    is a DateValue; `predicate` is the full IRI of an edge of the contract. `attributed_to` is the mention id of who is
    said to have claimed it.
    """

    subject: str
    predicate: str
    object: str | DateValue
    evidence: Evidence
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.STATED
    attributed_to: str | None = None

    @property
    def plain(self) -> bool:
        """Whether it becomes an edge of the world: affirmed, stated, and attributed to nobody."""
        return self.polarity is Polarity.AFFIRMED and self.modality is Modality.STATED and self.attributed_to is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, as one document tells it; its arguments are claims whose subject is its id."""

    id: str
    types: tuple[str, ...]  # local names of event classes, 'Visit'
    span: Span  # the words it was recognised by
    sentence: Span
    rule: str
    about: tuple[str, ...] = ()  # mention ids
    attendance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who said what: the spans of source, cue and content; `speaker` is the mention that names the source, `joint` are
    those of others who say it with them.
    """

    source: Span | None
    speaker: str | None  # mention id
    cue: Span | None
    content: Span
    manner: Manner
    sentence: Span
    rule: str
    joint: tuple[str, ...] = ()  # mention ids
    about: tuple[str, ...] = ()  # mention ids: of what the content names, and of policies it points back to
    said_on: DateValue | None = None
    reported_by: str | None = None  # mention id of the outlet it is taken over from
    recipient: str | None = None  # mention id of who was told
    attributed_to: str | None = None  # mention id of who says that it was said: 'Doe said that Roe promised …'
    denied: bool = False  # whether the source says that it is not so
    # Whether the content tells something on the source's word; a bare noun phrase ('criticized the ruling') does not.
    told: bool = True
    stance: Span | None = None  # the words in which it takes a side on a policy it is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """That an event (its id) or an attribution (its content) is about the event that `events` tell, if it is one."""

    subject: str | Span
    events: tuple[str, ...]  # ids of the tellings that may be meant
    owner: str | None = None  # mention id of who must have taken part in it: "Doe's visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A table row that a name may mean. `score` orders the candidates of one mention; it is no probability."""

    slug: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What mentions of one document resolve to.

    `slug` is the local name of its IRI. `classes` are full IRIs beside the kind's own; `names` every form the document
    uses, in order of first appearance.
    """

    slug: str
    kind: Kind
    names: tuple[str, ...]
    classes: tuple[str, ...] = ()
    identifier: str = ""  # schema:legislationIdentifier of a policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a mention was decided to be. Candidates are kept for an ambiguous one only."""

    entity: Entity
    status: Status
    candidates: tuple[Candidate, ...] = ()


Resolutions = Mapping[str, Resolution]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """An expression of time in the text and the point it names."""

    span: Span
    value: DateValue


Finding = Mention | DateMention | Claim | Event | Attribution | Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was found in one document so far; mentions and dates in text order."""

    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    topics: tuple[Topic, ...] = ()

    def with_findings(self, findings: Iterable[Finding]) -> "Extraction":
        """This and `findings` together."""
        mentions, dates = list(self.mentions), list(self.dates)
        claims, events, attributions = list(self.claims), list(self.events), list(self.attributions)
        topics = list(self.topics)
        for finding in findings:
            match finding:
                case Mention():
                    mentions.append(finding)
                case DateMention():
                    dates.append(finding)
                case Claim():
                    claims.append(finding)
                case Event():
                    events.append(finding)
                case Attribution():
                    attributions.append(finding)
                case Topic():
                    topics.append(finding)
        return Extraction(
            mentions=tuple(sorted(mentions, key=lambda m: (m.span.start, -m.span.end, m.id))),
            dates=tuple(sorted(dates, key=lambda d: d.span)),
            claims=tuple(claims),
            events=tuple(events),
            attributions=tuple(attributions),
            topics=tuple(topics),
        )
