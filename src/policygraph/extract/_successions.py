"""Changes of office that a document tells: who takes one leaves another, and whoever had it before has it no more.

A title before a name says 'holds' wherever it stands; 'Governor A resigned' or 'B was sworn in as governor' elsewhere
in the text says that it is over. Holders are told apart by their names, offices by title and place.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Token

from policygraph import vocab
from policygraph.extract._anchors import Anchors
from policygraph.extract._handovers import Handover, handing, told_by
from policygraph.extract._positions import heads, patients, subjects
from policygraph.extract._putting import putting
from policygraph.extract._tenures import tenure
from policygraph.gazetteer import Gazetteer
from policygraph.model import Claim, Evidence, Extraction, Kind, Mention, Modality, Polarity
from policygraph.patterns import title_named, title_words

# News calls people by a post somewhat after its end.
_LEEWAY = timedelta(days=60)
_BESIDE = 2  # code points between a title and its name
Told = Sequence[Mention | Claim]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A claim of a holding with the names of what it is about."""

    claim: Claim
    person: str
    title: str
    place: str
    taken: bool  # a verb tells of the taking

    @property
    def former(self) -> bool:
        """Whether it is told to be over."""
        return self.claim.predicate == vocab.FORMERLY_HELD

    def same_office(self, other: "_Held") -> bool:
        """Whether two may be of one office: a place that is not told contradicts none."""
        return self.title == other.title and (self.place == other.place or "" in (self.place, other.place))


def settled(
    anchors: Anchors, found: Extraction, told: Told, taken: Sequence[str], gazetteer: Gazetteer
) -> list[Mention | Claim]:
    """The findings, with holdings that the text, or the table of terms, tells to be over as such, and those of
    predecessors. `taken` has the posts (mention ids) that a verb says somebody took.
    """
    held = _held(found, told, set(taken))
    verbs = dict(_left(anchors, found))
    over = {h.claim for h in held if not h.taken and _over(h, held, verbs.keys())}
    if (day := anchors.annotated.document.published) is not None:
        full = _full_names(found)
        over |= {h.claim for h in held if _long_over(h, full.get(h.person, h.person), gazetteer, day)}
    passes = [p for t in anchors.annotated.all_tokens if any(handing(t)) and (p := told_by(anchors, found, t))]
    posts = {t.id: t for t in told if isinstance(t, Mention)}
    given = [p.before for p in passes if not p.planned and p.before and _alone(found, p.verb)]
    over |= {h.claim for person in given if (h := _beside(held, person, posts)) and not h.taken}
    ended = [h for h in held if h.former or h.claim in over]
    over |= {h.claim for h in held if any(_same_person(h.person, e.person) and h.same_office(e) for e in ended)}
    made = [replace(t, predicate=vocab.FORMERLY_HELD) if isinstance(t, Claim) and t in over else t for t in told]
    departures = _departures(anchors, found, ended, verbs)
    return [*made, *departures, *_predecessors(anchors, found, told, held, passes)]


def _departures(
    anchors: Anchors, found: Extraction, ended: Sequence[_Held], verbs: Mapping[str, Token | None]
) -> Iterator[Claim]:
    """The days on which people left the one office that the text gives them."""
    for name, verb in verbs.items():
        own = [h for h in ended if _same_person(h.person, name)]
        if verb is not None and len({(h.title, h.place) for h in own}) == 1:
            yield from tenure(anchors.annotated, found, verb, str(own[0].claim.object), "departure")


def _held(found: Extraction, told: Told, taken: set[str]) -> list[_Held]:
    """The plain holdings of offices by people named; positions in organizations may have several holders."""
    mentions = {m.id: m for m in (*found.mentions, *(t for t in told if isinstance(t, Mention)))}
    claims = [t for t in told if isinstance(t, Claim) and isinstance(t.object, str)]
    places = {c.subject: mentions[str(c.object)].name for c in claims if c.predicate == vocab.HAS_JURISDICTION}
    return [
        _Held(
            claim=c,
            person=mentions[c.subject].name,
            title=mentions[str(c.object)].name,
            place=places.get(str(c.object), ""),
            taken=c.object in taken,
        )
        for c in claims
        if c.predicate in (vocab.HOLDS, vocab.FORMERLY_HELD)
        and c.plain
        and title_named(mentions[str(c.object)].name)
        and mentions[c.subject].rule != "pronoun"
    ]


def _over(one: _Held, held: Sequence[_Held], left: Collection[str]) -> bool:
    """Whether the rest of the document says that a holding, which no verb tells to be taken, has ended."""
    if any(_same_person(one.person, name) for name in left):
        return True
    own = [h for h in held if _same_person(one.person, h.person)]
    if any(h.former and one.same_office(h) for h in own):
        return True
    single = title_words().single
    if one.title not in single:
        return False
    took = {h.title for h in own if h.taken and not h.former and h.title in single}
    if took and one.title not in took:
        return True
    takers = [h for h in held if h.taken and not h.former and one.same_office(h)]
    if any(_same_person(one.person, t.person) for t in takers):
        return False
    # Who took it and is called its former holder elsewhere was one of several.
    return any(
        not any(h.former and h.same_office(t) and _same_person(h.person, t.person) for h in held) for t in takers
    )


def _full_names(found: Extraction) -> dict[str, str]:
    """By surname, the full name that the document has for it, if it has but one."""
    names: dict[str, set[str]] = {}
    for mention in found.mentions:
        if mention.kind is Kind.PERSON and " " in mention.name:
            names.setdefault(mention.name.split()[-1], set()).add(mention.name)
    return {surname: full.pop() for surname, full in names.items() if len(full) == 1}


def _long_over(one: _Held, name: str, gazetteer: Gazetteer, day: date) -> bool:
    """Whether the table of terms knows who is named, and that all terms in the office ended well before a day: a text
    of 2019 that says 'President Barack Obama' tells of the past.
    """
    title = title_named(one.title)
    if title is None or " " not in name:
        return False
    rows = [r for r in gazetteer.lookup(name) if r.kind == Kind.PERSON]
    posts = {title.name, f"{title.name} of the United States", title.label, *title.by_level.values()}
    terms = [t for t in gazetteer.terms(rows[0].slug) if t.post in posts] if len(rows) == 1 else []
    return bool(terms) and all(t.end is not None and t.end + _LEEWAY < day for t in terms)


def _same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: the last word of either is in the other."""
    words, others = one.split(), other.split()
    return words[-1] in others or others[-1] in words


def _left(anchors: Anchors, found: Extraction) -> Iterator[tuple[str, Token | None]]:
    """The names of those who are told to have left office: 'Roe resigned', 'after the resignation of Roe', and the verb
    where one tells it.
    """
    words = title_words()
    for token in anchors.annotated.all_tokens:
        lemma = token.lemma_.lower()
        if lemma in words.dismissing and token.tag_ == "VBN" and _so(found, token):
            if not any(c.dep_ == "prep" and c.lower_ in ("as", "from") for c in token.children):
                yield from ((m.name, token) for s in patients(token) if (m := _person(anchors, s)))
        elif lemma in words.leaving and token.tag_ in ("VBD", "VBN") and _so(found, token):
            if any(c.dep_ == "prep" and c.lower_ in ("as", "from", "into") for c in token.children):
                continue  # from which post is told, and read where that post is
            yield from ((m.name, token) for s in subjects(token) if (m := _person(anchors, s)))
        elif lemma in words.endings and token.head.lower_ in ("after", "following", "since"):
            people = [*heads(token, "prep:of"), *heads(token, "possessor")]
            yield from ((m.name, None) for p in people if (m := _person(anchors, p)))


def _predecessors(
    anchors: Anchors, found: Extraction, told: Told, held: Sequence[_Held], passes: Sequence[Handover]
) -> Iterator[Mention | Claim]:
    """'Doe succeeded Roe': Roe has held what Doe has; 'Doe will succeed Mayor Roe': Doe is to be mayor."""
    posts = {t.id: t for t in told if isinstance(t, Mention) and t.kind is Kind.POST}
    for passed in passes:
        after, before = passed.after, passed.before
        if after is None or before is None or _same_person(after.name, before.name):
            continue
        own = [h for h in held if _same_person(h.person, after.name) and not h.former]
        theirs = [h for h in held if _same_person(h.person, before.name)]
        if len({h.title for h in own}) == 1 and not theirs and not passed.planned:
            new, former = own[0], True
        elif not own and (new_ := _beside(theirs, before, posts)) and _alone(found, passed.verb):
            new, former = new_, False
        else:
            continue
        post = replace(posts[str(new.claim.object)], id=f"s{passed.verb.i}", rule="succession")
        evidence = Evidence(span=anchors.annotated.sentence(passed.verb.idx), rule="succession")
        yield post
        yield Claim(
            subject=before.id if former else after.id,
            predicate=vocab.FORMERLY_HELD if former else vocab.HOLDS,
            object=post.id,
            modality=Modality.PLANNED if passed.planned else Modality.STATED,
            evidence=evidence,
        )
        for claim in told:
            if isinstance(claim, Claim) and claim.subject == new.claim.object and isinstance(claim.object, str):
                yield replace(claim, subject=post.id, evidence=evidence)
        if passed.since is not None and not former and not passed.planned:
            yield Claim(subject=post.id, predicate=vocab.START_DATE, object=passed.since, evidence=evidence)


def _beside(theirs: Sequence[_Held], person: Mention, posts: Mapping[str, Mention]) -> _Held | None:
    """The holding whose title stands right before this very name."""
    near = (h for h in theirs if 0 < person.span.start - posts[str(h.claim.object)].span.end <= _BESIDE)
    return next((h for h in near if h.claim.subject == person.id), None)


def _alone(found: Extraction, verb: Token) -> bool:
    """Whether a verb has no phrases but those of days: who replaces Mayor Roe 'on the board' is no mayor by that."""
    dated = [d.span for d in found.dates]
    for phrase in verb.children:
        if phrase.dep_ == "prep" and phrase.lower_ not in ("from", "for"):
            inner = [o.idx for o in phrase.children if o.dep_ == "pobj"]
            if not inner or not any(s.start <= i < s.end for s in dated for i in inner):
                return False
    return True


def _person(anchors: Anchors, token: Token) -> Mention | None:
    mention = anchors.of_token(token)
    return mention if mention is not None and mention.kind is Kind.PERSON else None


def _so(found: Extraction, verb: Token) -> bool:
    """Whether a verb tells what is so, neither denied nor planned nor what somebody said."""
    put = putting(found, verb)
    return (put.polarity, put.modality, put.attributed_to) == (Polarity.AFFIRMED, Modality.STATED, None)
