"""What the viewer shows, as frozen data: entities, edges and their evidence, statements, holdings, documents.

All strings are as the store holds them; an empty string or None means that the graph does not tell.
Everything is sorted, so that the same store gives the same page.
"""

from dataclasses import dataclass

from policygraph.model import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewDocument:
    """A document that is cited. `url` is http(s) or empty, `source` where it was read from.

    `copy_of` is the IRI of the document that it is a near copy of, or empty.
    """

    iri: str
    title: str
    publisher: str
    date: str
    url: str
    source: str
    copy_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewEvidence:
    """One sentence a claim rests on, or, with no sentence and document, the table row or correction.

    `begin` and `end` are code points into the document's text; `confidence` is in [0, 1].
    """

    document: str | None
    sentence: str
    begin: int | None
    end: int | None
    rule: str
    source: str
    confidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewIdentifier:
    """A public identifier: its scheme's name, the value a person would read, its page (http(s) or empty)."""

    scheme: str
    value: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewCandidate:
    """One of the table rows that an ambiguous name may mean."""

    identifier: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewDetail:
    """A claim whose object is a date, as precise as it is known, with its evidence."""

    label: str
    value: str
    status: str
    evidence: tuple[ViewEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewEntity:
    """An entity of the picture.

    `types` are the names of its further classes and level, `statements` how many attributions have it as
    their source, `evidence` how many pieces of evidence its edges rest on.
    """

    iri: str
    kind: Kind
    label: str
    aliases: tuple[str, ...]
    types: tuple[str, ...]
    identifiers: tuple[ViewIdentifier, ...]
    candidates: tuple[ViewCandidate, ...]
    details: tuple[ViewDetail, ...]
    statements: int
    evidence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewEdge:
    """A relation between two entities, and what it rests on.

    `status` is "stated" for a plain edge of the graph; a claim that is none (denied, alleged, planned, or
    attributed to somebody, whose IRI is in `attributed_to`) is shown under that name and never as a plain
    edge. `id` is a hash of all this, the same in every page of the same graph. `schema:about` has no claim
    and so no evidence.
    """

    id: str
    subject: str
    predicate: str
    object: str
    label: str
    status: str
    attributed_to: str | None
    evidence: tuple[ViewEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewAttribution:
    """A statement: who said what where. `creators` are the IRIs of its sources, as far as they were resolved, `stance`
    the words in which it takes a side.
    """

    iri: str
    creators: tuple[str, ...]
    posts: tuple[str, ...]
    according_to: str
    denied: bool
    source_text: str
    text: str
    cue: str
    manner: str
    date: str
    reported_by: str
    about: tuple[str, ...]
    stance: tuple[str, ...]
    document: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewHolding:
    """That a person holds or held a post, from `start` to `end`; `attested` are dates of documents."""

    iri: str
    person: str
    post: str
    organization: str | None
    start: str
    end: str
    attested: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewGraph:
    """What one page shows, and how much the graph it is taken from holds in all.

    `newest` is the date of the newest document of that graph, empty if none has one; `partial` are the IRIs of the
    entities here that have more edges, or edges with more evidence, in that graph.
    """

    entities: tuple[ViewEntity, ...] = ()
    edges: tuple[ViewEdge, ...] = ()
    attributions: tuple[ViewAttribution, ...] = ()
    holdings: tuple[ViewHolding, ...] = ()
    documents: tuple[ViewDocument, ...] = ()
    partial: frozenset[str] = frozenset()
    focus: str | None = None
    hops: int = 1
    all_entities: int = 0
    all_edges: int = 0
    all_documents: int = 0
    newest: str = ""
