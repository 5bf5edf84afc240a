"""Changes of office that a document tells: who takes one leaves another, and whoever had it before has it no more.

A title before a name says 'holds' wherever it stands; 'Governor A resigned' or 'B was sworn in as governor' elsewhere in
the text says that it is over. Holders are told apart by their names, offices by title and place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from policygraph import vocab
from policygraph.extract._anchors import Anchors
from policygraph.extract._arguments import heads, subjects
from policygraph.extract._putting import putting
from policygraph.model import Claim, Extraction, Kind, Mention, Modality, Polarity
from policygraph.patterns import title_named, title_words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A claim of a holding with the names of what it is about."""

    claim: Claim
    person: str
    title: str
    place: str

    def same_office(self, other: "_Held") -> bool:
        """Whether two may be of one office: a place that is not told contradicts none."""
        return self.title == other.title and (self.place == other.place or "" in (self.place, other.place))


def settled(
    anchors: Anchors, found: Extraction, told: Sequence[Mention | Claim], taken: Sequence[str]
) -> list[Mention | Claim]:
    """The findings, with holdings that the text tells to be over as such. `taken` has the posts (mention ids) that a
    verb says somebody took.
    """
    held = _held(found, told)
    left = set(_left(anchors, found))
    over = {h.claim for h in held if h.claim.predicate == vocab.HOLDS and _over(h, held, set(taken), left)}
    return [
        replace(t, predicate=vocab.FORMERLY_HELD) if isinstance(t, Claim) and t in over else t for t in told
    ]


def _held(found: Extraction, told: Sequence[Mention | Claim]) -> list[_Held]:
    mentions = {m.id: m for m in (*found.mentions, *(t for t in told if isinstance(t, Mention)))}
    claims = [t for t in told if isinstance(t, Claim) and isinstance(t.object, str)]
    places = {c.subject: mentions[str(c.object)].name for c in claims if c.predicate == vocab.HAS_JURISDICTION}
    return [
        _Held(
            claim=c,
            person=mentions[c.subject].name,
            title=mentions[str(c.object)].name,
            place=places.get(str(c.object), ""),
        )
        for c in claims
        if c.predicate in (vocab.HOLDS, vocab.FORMERLY_HELD) and c.plain
    ]


def _over(one: _Held, held: Sequence[_Held], taken: set[str], left: set[str]) -> bool:
    """Whether the rest of the document says that a holding has ended."""
    title = title_named(one.title)
    if title is None or one.claim.object in taken:
        return False
    if any(_same_person(one.person, name) for name in left):
        return True
    single = title_words().single
    for other in held:
        person = _same_person(one.person, other.person)
        took = other.claim.object in taken and other.title in single
        if person and other.claim.predicate == vocab.FORMERLY_HELD and one.same_office(other):
            return True
        if person and took and other.title != one.title and one.title in single:
            return True
        if not person and took and one.same_office(other) and other.claim.predicate == vocab.HOLDS:
            return True
    return False


def _same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: the last word of either is in the other."""
    words, others = one.split(), other.split()
    return words[-1] in others or others[-1] in words


def _left(anchors: Anchors, found: Extraction) -> Iterator[str]:
    """The names of those who are told to have left office: 'Roe resigned', 'after the resignation of Roe'."""
    for token in anchors.annotated.parse:
        if token.lemma_.lower() in title_words().leaving and token.tag_ in ("VBD", "VBN") and _so(anchors, found, token):
            if any(c.dep_ == "prep" and c.lower_ in ("as", "from") for c in token.children):
                continue  # from which post is told, and read where that post is
            people = subjects(token)
        elif token.lemma_.lower() in title_words().endings and token.head.lower_ in ("after", "following", "since"):
            people = [*heads(token, "prep:of"), *heads(token, "possessor")]
        else:
            continue
        for person in people:
            mention = anchors.of_token(person)
            if mention is not None and mention.kind is Kind.PERSON:
                yield mention.name


def _so(anchors: Anchors, found: Extraction, verb: Token) -> bool:
    put = putting(anchors.annotated, found, verb)
    return (put.polarity, put.modality, put.attributed_to) == (Polarity.AFFIRMED, Modality.STATED, None)
