"""What the documents say of an entity, each claim with the sentence and document it comes from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from policygraph import vocab
from policygraph.analyse.terms import label, subjects, value
from policygraph.model import Modality, Polarity
from policygraph.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Rested:
    """A claim and one piece of evidence that it rests on.

    `subject`, `object` and `attributed_to` are labels, or the value where there is none; `predicate` is a
    full IRI. What the document does not tell is an empty string. A claim of the shipped tables or of a
    correction has no sentence and no document, and `source` names the row. `copy_of` is the IRI of the document that
    this one is a near copy of.
    """

    claim: str
    subject: str
    predicate: str
    object: str
    polarity: str
    modality: str
    attributed_to: str
    sentence: str
    document: str
    copy_of: str
    title: str
    published: str
    publisher: str
    source: str
    rule: str

    @property
    def plain(self) -> bool:
        """Whether the claim becomes an edge: affirmed, stated, and attributed to nobody."""
        return (self.polarity, self.modality) == (
            Polarity.AFFIRMED,
            Modality.STATED,
        ) and not self.attributed_to


def claims_about(store: Store, iri: str) -> tuple[Rested, ...]:
    """Every claim on `iri` or on a tenure of it, once for each piece of evidence, oldest first."""
    tenures = [*subjects(store, vocab.MEMBER, iri), *subjects(store, vocab.MEMBERSHIP_POST, iri)]
    about = {claim for subject in (iri, *tenures) for claim in subjects(store, vocab.SUBJECT, subject)}
    claims = {*about, *subjects(store, vocab.OBJECT, iri)}
    return in_order(row for claim in claims for row in evidence_of(store, claim))


def evidence_of(store: Store, claim: str) -> Iterator[Rested]:
    """The claim with the IRI `claim`, once for each piece of its evidence."""
    for evidence in subjects(store, vocab.EVIDENCE_CLAIM, claim):
        document = value(store, evidence, vocab.EVIDENCE_DOCUMENT)
        yield Rested(
            claim=claim,
            subject=_subject(store, value(store, claim, vocab.SUBJECT)),
            predicate=value(store, claim, vocab.PREDICATE),
            object=label(store, value(store, claim, vocab.OBJECT)),
            polarity=value(store, claim, vocab.POLARITY),
            modality=value(store, claim, vocab.MODALITY),
            attributed_to=label(store, value(store, claim, vocab.ATTRIBUTED_TO)),
            sentence=value(store, evidence, vocab.SENTENCE),
            document=document,
            copy_of=value(store, document, vocab.COPY_OF),
            title=value(store, document, vocab.HEADLINE),
            published=value(store, document, vocab.DATE_PUBLISHED),
            publisher=label(store, value(store, document, vocab.PUBLISHER)),
            source=value(store, evidence, vocab.SOURCE) or whence(store, document),
            rule=value(store, evidence, vocab.RULE),
        )


def _subject(store: Store, iri: str) -> str:
    """The label of an entity; of a tenure those of its person and post."""
    ends = [value(store, iri, predicate) for predicate in (vocab.MEMBER, vocab.MEMBERSHIP_POST)]
    return " as ".join(label(store, end) for end in ends) if all(ends) else label(store, iri)


def independent(rows: Iterable[Rested]) -> int:
    """How many texts tell it of their own accord: a near copy and its original are one."""
    return len({row.copy_of or row.document for row in rows if row.document})


def in_order(rows: Iterable[Rested]) -> tuple[Rested, ...]:
    """The rows by date, then document, then what they say."""
    by = ("published", "document", "subject", "predicate", "object", "claim", "sentence", "source", "rule")
    return tuple(sorted(rows, key=attrgetter(*by)))


def whence(store: Store, document: str) -> str:
    """Where a document was read from: its URL, or its path."""
    return value(store, document, vocab.URL) or value(store, document, vocab.SOURCE)
