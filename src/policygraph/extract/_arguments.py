"""Where the arguments of an event stand in the parse, from the word that tells it."""

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token

from policygraph.extract._anchors import Anchors, possessive
from policygraph.extract._positions import heads
from policygraph.extract._titles import title_at
from policygraph.gazetteer import Gazetteer
from policygraph.model import Kind, Mention
from policygraph.patterns import event_words

_ACTORS = (Kind.PERSON, Kind.ORGANIZATION)
_ALL = (*_ACTORS, Kind.JURISDICTION)
_PLACES = (Kind.JURISDICTION, Kind.PLACE)
# Types of event that a state, county or city does itself.
_DONE_BY_JURISDICTIONS = frozenset({"LegalAction", "Correspondence", "LegislativeAction", "ExecutiveAction"})
_LIST_WORDS = frozenset(
    {
        ",",
        ";",
        "and",
        "&",
        "the",
        "city",
        "cities",
        "state",
        "states",
        "county",
        "counties",
        "of",
        "to",
        "town",
        "towns",
    }
)

_WHERE = ("in", "near", "between", "at", "around", "of")
_OF = ("of", "from")
_INCLUDING = frozenset(
    {
        (",", "among", "them"),
        (",", "including"),
        ("including",),
        (",", "such", "as"),
        ("such", "as"),
        ("–", "including"),
    }
)


def _inner(head: Token, prepositions: tuple[str, ...]) -> list[Token]:
    """The objects of some prepositions that hang on a noun."""
    hanging = (p for p in head.children if p.dep_ == "prep" and p.lower_ in prepositions)
    return [place for prep in hanging for place in prep.children if place.dep_ == "pobj"]


def kinds_of(role: str, event: str) -> tuple[Kind, ...]:
    """What can stand in a role of an event of that type."""
    match role:
        case "location":
            return _PLACES
        case "recipient":
            return (Kind.PERSON,) if event == "Appointment" else _ALL
        case "about":
            return (Kind.POLICY,)
    return _ALL if event in _DONE_BY_JURISDICTIONS else _ACTORS


class Arguments:
    """Finds the mentions at named places of the parse of one document."""

    def __init__(self, anchors: Anchors, gazetteer: Gazetteer) -> None:
        self.anchors, self.gazetteer = anchors, gazetteer

    def at(self, trigger: Token, place: str, role: str, event: str) -> list[Mention]:
        """The mentions at a place, in text order; of a list all of them."""
        # 'The bill passed the Senate': what it passed is a body, whoever the parse adds to it.
        kinds = (Kind.ORGANIZATION,) if place == "object-body" else kinds_of(role, event)
        found: dict[str, Mention] = {}
        for head in heads(trigger, place):
            for mention in self._named(head, role, kinds):
                found |= {m.id: m for m in self._listed(mention, kinds, role)}
        return [m for m in sorted(found.values(), key=lambda m: m.span) if not self._is_beside(m)]

    def of_kinds(self, trigger: Token, place: str, kinds: Sequence[Kind]) -> list[Mention]:
        """The mentions of some kinds at a place, in text order."""
        return [m for head in heads(trigger, place) for m in self.anchors.of_phrase(head, kinds)]

    def _is_beside(self, mention: Mention) -> bool:
        """Whether a mention is but the state of the place right before it."""
        before = [m for m in self.anchors.mentions if m.span.end <= mention.span.start]
        if not before or mention.kind is not Kind.JURISDICTION:
            return False
        return [w.text for w in self.anchors.between(before[-1], mention)] == [","] and self._beside(
            before[-1], mention
        )

    def _named(self, head: Token, role: str, kinds: Sequence[Kind]) -> list[Mention]:
        """What a phrase names; for a location also where its head lies: 'the bridge between Doe and Roe'."""
        mentions = self.anchors.of_phrase(head, kinds)
        if role in ("agent", "participant"):
            # 'Ohio lawmakers' are not Ohio.
            named = [head, *head.conjuncts]
            if self.anchors.of_token(head) is None:
                named += [c for c in head.children if c.dep_ == "appos"]
            heads_of = {m.id for t in named if (m := self.anchors.of_token(t))}
            mentions = [m for m in mentions if m.kind is not Kind.JURISDICTION or m.id in heads_of]
        if mentions:
            return mentions
        if role == "location":
            return [m for place in _inner(head, _WHERE) for m in self.anchors.of_phrase(place, kinds)]
        # 'members of Roe's staff', 'mayors from Ohio': the group is named by what it is of, or by some of it.
        if role == "recipient":
            inner = [m for place in _inner(head, _OF) for m in self.anchors.of_phrase(place, kinds)]
            return inner or self._among(head, kinds)
        part = head.lemma_.lower() in event_words().parts
        return [m for place in _inner(head, _OF) for m in self.anchors.of_phrase(place, kinds)] if part else []

    def _among(self, group: Token, kinds: Sequence[Kind]) -> list[Mention]:
        """The first that is named of a group: 'nine cities, among them Laredo'."""
        words = self.anchors.words
        first = self.anchors.number(group) + 1
        after = [w.text.lower() for w in words[first : first + 3]]
        skip = next((n for n in (3, 2, 1) if tuple(after[:n]) in _INCLUDING), 0)
        following = [m for m in self.anchors.mentions if m.kind in kinds and m.span.start >= group.idx]
        if not skip or not following:
            return []
        i, stop = first + skip, self.anchors.word_range(following[0].span)[0]
        while i < stop:
            title = title_at(words, i, stop)
            if title is None and words[i].text.lower() not in _LIST_WORDS:
                return []
            i = title.end if title is not None else i + 1
        return self.anchors.listed_with(following[0]) or following[:1]

    def _listed(self, mention: Mention, kinds: Sequence[Kind], role: str) -> list[Mention]:
        """The mentions that follow one in a list, over kinds: 'to the state of Doe, Roe County, Ohio, and the cities of
        A and B'. A state beside a place is no member of the list.
        """
        if role not in ("recipient", "agent"):
            return [mention]
        listed, last = [mention], mention
        after = [m for m in self.anchors.mentions if m.span.start > mention.span.start]
        fitting = [m for m in after if m.kind in kinds and not possessive(m)]
        for following in fitting:
            between = [w.text.lower() for w in self.anchors.between(last, following)]
            if not between or not set(between) <= _LIST_WORDS or between in (["of"], ["the"], ["of", "the"]):
                break
            if not (between == [","] and self._beside(last, following)):
                listed.append(following)
            last = following
        conjoined = any("and" in [w.text for w in self.anchors.between(a, b)] for a, b in pairwise(listed))
        return listed if conjoined or len(listed) == 1 else [mention]

    def _beside(self, place: Mention, state: Mention) -> bool:
        """Whether a name after a comma is the state or country that the place before it lies in."""
        above = {r.slug for r in self.gazetteer.lookup(state.name) if r.level in ("state", "country")}
        rows = self.gazetteer.lookup(place.name)
        if any(r.level in ("state", "country") for r in rows):
            return False  # 'Oregon, Ohio and Iowa' are three states, though Ohio has a city called Oregon
        return any(above & {a.slug for a in self.gazetteer.ancestors(r.slug)} for r in rows)
