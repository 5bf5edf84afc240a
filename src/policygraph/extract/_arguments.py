"""Where the arguments of an event stand in the parse, from the word that tells it."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from spacy.tokens import Token

from policygraph.extract._anchors import Anchors, possessive
from policygraph.gazetteer import Gazetteer
from policygraph.model import Kind, Mention
from policygraph.patterns import event_words

_ACTORS = (Kind.PERSON, Kind.ORGANIZATION)
_ALL = (*_ACTORS, Kind.JURISDICTION)
_PLACES = (Kind.JURISDICTION, Kind.PLACE)
# Types of event that a state, county or city does itself.
_DONE_BY_JURISDICTIONS = frozenset({"LegalAction", "Correspondence", "LegislativeAction", "ExecutiveAction"})
_HOSTED = frozenset({"in", "on", "during", "at", "with", "after", "through", "via"})
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


def kinds_of(role: str, event: str) -> tuple[Kind, ...]:
    """What can stand in a role of an event of that type."""
    match role:
        case "location":
            return _PLACES
        case "recipient":
            return _ALL
        case "about":
            return (Kind.POLICY,)
    return _ALL if event in _DONE_BY_JURISDICTIONS else _ACTORS


class Arguments:
    """Finds the mentions at named places of the parse of one document."""

    def __init__(self, anchors: Anchors, gazetteer: Gazetteer) -> None:
        self.anchors, self.gazetteer = anchors, gazetteer

    def at(self, trigger: Token, place: str, role: str, event: str) -> list[Mention]:
        """The mentions at a place, in text order; of a list all of them."""
        kinds = kinds_of(role, event)
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
        if mentions:
            return mentions
        prepositions = ("in", "near", "between", "at", "around", "of") if role == "location" else ("of", "from")
        inner = [
            place
            for prep in head.children
            if prep.dep_ == "prep" and prep.lower_ in prepositions
            for place in prep.children
            if place.dep_ == "pobj"
        ]
        if role == "location":
            return [m for place in inner for m in self.anchors.of_phrase(place, kinds)]
        # 'members of Roe's staff', 'mayors from Ohio': the group is named by what it is of.
        return [m for place in inner for m in self.anchors.of_phrase(place, kinds)] if role == "recipient" else []

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


def heads(trigger: Token, place: str) -> list[Token]:
    """The heads of the phrases at a named place from the trigger. Raises KeyError for a place that is none."""
    kind, _, word = place.partition(":")
    return _AT[kind](trigger, word)


def subjects(verb: Token) -> list[Token]:
    """Subjects of a verb, taken over from the verb it is coordinated with or complements."""
    own = [t for t in verb.children if t.dep_ == "nsubj"]
    if own and own[0].lower_ in ("who", "that", "which") and verb.dep_ == "relcl":
        return [verb.head]
    if own or verb.dep_ not in ("conj", "xcomp", "advcl") or verb.head.i == verb.i:
        return own
    if any(t.dep_ == "nsubjpass" for t in verb.children):
        return []
    # 'was sworn in and visited': the subject of the passive before it.
    return subjects(verb.head) or [t for t in verb.head.children if t.dep_ == "nsubjpass"]


def objects(verb: Token) -> list[Token]:
    """Direct objects of a verb."""
    return [t for t in verb.children if t.dep_ in ("dobj", "obj")]


def governor(token: Token) -> Token:
    """The nearest verb above a token, or the token itself if it is one."""
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def _objects_of(token: Token, preposition: str, relations: tuple[str, ...]) -> list[Token]:
    """Objects of a preposition that hangs on a token, or on a noun of the same compound ('protest rally near')."""
    holders = [token, *([token.head] if token.dep_ == "compound" else [])]
    return [
        obj
        for holder in holders
        for prep in holder.children
        if prep.dep_ in relations and prep.lower_ == preposition
        for obj in prep.children
        if obj.dep_ in ("pobj", "pcomp")
    ]


def _hosts(noun: Token) -> list[Token]:
    """The subject of the verb that a noun hangs on: 'Doe, in a visit to X, said', 'Doe made a trip to X'."""
    verb = governor(noun)
    while noun.dep_ in ("compound", "conj") and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    made = noun.dep_ == "dobj" and verb.lemma_.lower() in event_words().light_verbs
    held = made or (noun.dep_ == "pobj" and noun.head.lower_ in _HOSTED)
    return subjects(verb) if held and verb.pos_ == "VERB" else []


def _patients(verb: Token) -> list[Token]:
    own = [t for t in verb.children if t.dep_ == "nsubjpass"]
    if own and own[0].lower_ in ("who", "that", "which") and verb.dep_ == "relcl":
        return [verb.head]
    return own


def _possessors(tokens: list[Token]) -> list[Token]:
    return [p for t in tokens for p in t.children if p.dep_ == "poss"]


def _datives(verb: Token) -> list[Token]:
    datives = [t for t in verb.children if t.dep_ == "dative"]
    return [o for d in datives for o in (d.children if d.pos_ == "ADP" else [d]) if o.pos_ != "ADP"]


def _clause_subjects(verb: Token) -> list[Token]:
    return [s for c in verb.children if c.dep_ == "ccomp" for s in c.children if s.dep_ == "nsubj"]


def infinitives(verb: Token) -> list[Token]:
    """The verbs of 'to …' that complete a verb or tell its end."""
    clauses = [c for c in verb.children if c.dep_ in ("xcomp", "advcl", "ccomp")]
    return [c for c in clauses if any(t.lower_ == "to" and t.dep_ == "aux" for t in c.children)]


def _copula(noun: Token) -> list[Token]:
    """The subject of 'is' before a noun: 'X and Y are members'."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "as" and verb.head.pos_ == "VERB":
        return subjects(verb.head)  # 'serves as a member of'
    if noun.dep_ != "attr" or verb.lemma_.lower() not in ("be", "become", "remain"):
        return []
    return subjects(verb)


def _apposed(noun: Token) -> list[Token]:
    return [noun.head] if noun.dep_ == "appos" else []


def _modified(participle: Token) -> list[Token]:
    """The noun that a participle modifies: 'a group based in …'."""
    return [participle.head] if participle.dep_ in ("acl", "amod") else []


# By the name of a place: the heads there, from the trigger and the word after the colon.
_AT: Mapping[str, Callable[[Token, str], list[Token]]] = {
    "subject": lambda t, _: subjects(t),
    "object": lambda t, _: objects(t),
    "patient": lambda t, _: _patients(t),
    "object-possessor": lambda t, _: _possessors(objects(t)),
    "patient-possessor": lambda t, _: _possessors(_patients(t)),
    "object-body": lambda t, _: objects(t),
    "object-prep": lambda t, word: [h for o in objects(t) for h in _objects_of(o, word, ("prep",))],
    "possessor": lambda t, _: _possessors([t]),
    "compound": lambda t, _: [c for c in t.children if c.dep_ in ("compound", "nmod", "amod")],
    "by": lambda t, _: _objects_of(t, "by", ("agent", "prep")),
    "prep": lambda t, word: _objects_of(t, word, ("prep", "agent")),
    "dative": lambda t, _: _datives(t),
    "host": lambda t, _: _hosts(t),
    "host-dative": lambda t, _: _datives(governor(t)),
    "host-prep": lambda t, word: _objects_of(governor(t), word, ("prep", "dative")),
    "clause-subject": lambda t, _: [
        s for c in t.children if c.dep_ == "ccomp" for s in c.children if s.dep_ == "nsubj"
    ],
    "infinitive": lambda t, _: infinitives(t),
    "gerund": lambda t, word: [o for o in _objects_of(t, word, ("prep",)) if o.dep_ == "pcomp"],
    "copula": lambda t, _: _copula(t),
    "apposed": lambda t, _: _apposed(t),
    "modified": lambda t, _: _modified(t),
}
PLACES = frozenset(_AT)
