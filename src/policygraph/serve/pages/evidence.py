"""What a claim rests on, as pages show it: the sentence with the names marked, and the document it stands in."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from policygraph import vocab
from policygraph.serve.pages import addresses
from policygraph.serve.pages.reading import Name, Reader, relation
from policygraph.view.resource import Resource, text, texts, web_address

# Scripts that part words: there a name counts only where it is a whole one.
_LETTER = r"[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"


@dataclass(frozen=True, slots=True)
class Source:
    """A document as evidence cites it: `href` is its page here, `url` where it can be read (http(s), or empty)."""

    title: str
    href: str
    url: str
    publisher: str
    date: str
    copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A piece of evidence: the parts of its sentence, each with whether it is a name looked for; none of a table row.

    `begin` and `end` are code points into the document's text, or empty.
    """

    href: str
    parts: tuple[tuple[str, bool], ...]
    source: Source | None
    rule: str
    origin: str
    confidence: str
    begin: str
    end: str

    @property
    def date(self) -> str:
        """When the document was published, or an empty string."""
        return self.source.date if self.source else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A claim as one end of it reads: `other` is the other end. `manner` tells what keeps it from being plain."""

    iri: str
    href: str
    subject: str
    predicate: str
    other: Name
    inverse: bool
    manner: tuple[str, ...]
    by: Name | None


def claimed(reader: Reader, iri: str, *, inverse: bool = False) -> Claimed:
    """The claim with this IRI, as its subject reads it; `inverse`, as its object does."""
    claim = reader.resource(iri)
    by = text(claim, vocab.ATTRIBUTED_TO)
    return Claimed(
        iri=iri,
        href=addresses.path(iri, reader.moment.base),
        subject=text(claim, vocab.SUBJECT),
        predicate=text(claim, vocab.PREDICATE),
        other=reader.name(text(claim, vocab.SUBJECT if inverse else vocab.OBJECT)),
        inverse=inverse,
        manner=_manner(claim),
        by=reader.name(by) if by else None,
    )


def called(reader: Reader, claim: str) -> list[str]:
    """By what the documents may call the two ends of a claim."""
    about = reader.resource(claim) if claim else {}
    ends = [term.value for end in (vocab.SUBJECT, vocab.OBJECT) for term in about.get(end, ()) if _is_iri(term)]
    known = (reader.resource(end) for end in ends)
    return [term.value for end in known for name in (vocab.RDFS_LABEL, vocab.ALT_LABEL) for term in end.get(name, ())]


def sentences(reader: Reader, iris: Iterable[str], names: Collection[str]) -> list[Sentence]:
    """Pieces of evidence, that of the newest document first, with the `names` marked."""
    found = sorted((_sentence(reader, iri, names) for iri in iris), key=lambda one: (one.rule, one.href))
    return sorted(found, key=lambda one: one.date, reverse=True)


def source(reader: Reader, iri: str) -> Source | None:
    """The document with this IRI, if there is one."""
    document = reader.document(iri) if iri else {}
    if not document:
        return None
    addresses_of = (*texts(document, vocab.URL), *texts(document, vocab.SOURCE))
    publisher = text(document, vocab.PUBLISHER)
    return Source(
        title=text(document, vocab.HEADLINE) or text(document, vocab.SOURCE) or iri,
        href=addresses.path(iri, reader.moment.base),
        url=next(filter(None, map(web_address, addresses_of)), ""),
        publisher=reader.name(publisher).text if publisher else "",
        date=text(document, vocab.DATE_PUBLISHED),
        copy=bool(text(document, vocab.COPY_OF)),
    )


def marked(sentence: str, names: Collection[str]) -> tuple[tuple[str, bool], ...]:
    """A sentence in parts, those that are one of the `names` marked; the longest name counts."""
    forms = sorted({name for name in names if len(name) > 1}, key=lambda name: (-len(name), name))
    if not forms:
        return ((sentence, False),)
    pattern = "|".join(map(_whole, forms))
    parts = re.split(f"({pattern})", sentence)
    return tuple((part, place % 2 == 1) for place, part in enumerate(parts) if part)


def _whole(name: str) -> str:
    begins = rf"(?<!{_LETTER})" if re.match(_LETTER, name) else ""
    ends = rf"(?!{_LETTER})" if re.match(_LETTER, name[-1]) else ""
    return f"{begins}{re.escape(name)}{ends}"


def _sentence(reader: Reader, iri: str, names: Collection[str]) -> Sentence:
    evidence = reader.resource(iri)
    words = text(evidence, vocab.SENTENCE)
    return Sentence(
        href=addresses.path(iri, reader.moment.base),
        parts=marked(words, names) if words else (),
        source=source(reader, text(evidence, vocab.EVIDENCE_DOCUMENT)),
        rule=text(evidence, vocab.RULE),
        origin=text(evidence, vocab.SOURCE),
        confidence=text(evidence, vocab.CONFIDENCE),
        begin=text(evidence, vocab.BEGIN_INDEX),
        end=text(evidence, vocab.END_INDEX),
    )


def _is_iri(term: object) -> bool:
    return isinstance(term, ox.NamedNode)


def _manner(claim: Resource) -> tuple[str, ...]:
    told = (text(claim, vocab.POLARITY), text(claim, vocab.MODALITY))
    return tuple(word for word in told if word not in ("", "affirmed", "stated"))


def reads(claim: Claimed) -> str:
    """How the claim reads from the end it is told of."""
    return relation(claim.predicate, inverse=claim.inverse)
