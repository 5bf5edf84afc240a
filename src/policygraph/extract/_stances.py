"""The side that a statement takes on a policy it is about, and the words that say so.

The policy must be an argument of a word that takes a side (lexicon/stances.toml), in a clause of the speaker's own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from spacy.tokens import Token

from policygraph import vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.extract._positions import governor
from policygraph.extract._qualities import extent, quality, said_of, told_of
from policygraph.extract._topics import Referent, Topics
from policygraph.extract._wishes import Wishes, children, denied
from policygraph.model import Attribution, Claim, Evidence, Kind, Mention, Span
from policygraph.patterns import policy_kind, relations, reporting_verbs, stance_words

_SIDES = {1: vocab.SUPPORTS, -1: vocab.OPPOSES}
_OBJECTS = ("dobj", "obj")
_RELATIVE = frozenset({"that", "which"})
_HOLDERS = (Kind.PERSON, Kind.ORGANIZATION)
_LONGEST = 160  # characters of the words of a stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A side (1 for, -1 against) on a policy, and the words it rests on."""

    side: int
    policy: Mention
    words: Span


def with_stances(
    annotated: AnnotatedDocument, topics: Topics, mentions: Iterable[Mention], attributions: Iterable[Attribution]
) -> Iterator[Attribution | Claim]:
    """The attributions, those that take a side with its words, each with its claims after it."""
    if not topics.policies:
        yield from attributions
        return
    holders = {m.id for m in mentions if m.kind in _HOLDERS}
    for attribution in attributions:
        if attribution.attributed_to is not None:
            yield attribution  # what somebody else makes of it
            continue
        referents, deed = topics.policies_in(attribution.content), _deed(annotated, attribution)
        if not referents and deed is None:
            yield attribution
            continue
        reader = _Reader(annotated, attribution)
        stances, about = reader.stances(referents), attribution.about
        if not stances and deed is not None:
            before = Span(start=attribution.sentence.start, end=attribution.content.start)
            stances = reader.stances(r for r in topics.policies_in(before) if governor(r.head).i == deed.i)
            about = (*(s.policy.id for s in stances), *about)
        yield replace(attribution, stance=stances[0].words, about=about) if stances else attribution
        speakers = [who for who in (attribution.speaker, *attribution.joint) if who in holders]
        for stance, speaker in product(stances, speakers):
            if deed is not None and any(deed.lemma_.lower() in pattern.verbs for pattern in relations()):
                continue  # it is told as a relation of its own
            yield Claim(
                subject=speaker,
                predicate=_SIDES[stance.side],
                object=stance.policy.id,
                evidence=Evidence(span=attribution.sentence, rule="stance"),
                attributed_to=speaker,
            )


def _deed(annotated: AnnotatedDocument, attribution: Attribution) -> Token | None:
    """The verb before a cue that may take a side: 'voted for the Act, saying …'; no cue of a statement of its own."""
    content, words = attribution.content, stance_words()
    if attribution.cue is None or attribution.sentence.start >= content.start or attribution.cue.start >= content.start:
        return None
    cue = annotated.tokens(attribution.cue)[0]
    lemma = cue.head.lemma_.lower()
    own = lemma in reporting_verbs().object  # 'criticized the Act, saying …'
    sided = words.attitude(lemma) or words.deed(lemma) or lemma in words.with_preposition
    return cue.head if sided and not own and cue.dep_ in ("advcl", "conj") and cue.head.pos_ == "VERB" else None


class _Reader:
    """Reads one attribution."""

    def __init__(self, annotated: AnnotatedDocument, attribution: Attribution) -> None:
        self.annotated, self.attribution = annotated, attribution
        cue = attribution.cue
        self.cues = [t for t in annotated.tokens(cue) if t.pos_ in ("VERB", "AUX", "NOUN")] if cue else []
        self.wishes = Wishes(annotated, attribution, {t.i for t in self.cues})

    def stances(self, referents: Iterable[Referent]) -> list[Stance]:
        """One for each policy on which the statement takes one side, in text order."""
        if self.attribution.denied:
            return []
        found: dict[str, list[Stance]] = {}
        for referent in referents:
            if stance := self._of(referent):
                found.setdefault(referent.policy.name, []).append(stance)
        one_sided = [own[0] for own in found.values() if len({s.side for s in own}) == 1]
        return sorted(one_sided, key=lambda s: s.words)

    def _of(self, referent: Referent) -> Stance | None:
        told = self._side(self._head(referent), referent.end)
        if told is None:
            return None
        side, words = told
        text = self.annotated.document.text[words.start : words.end]
        if len(text) > _LONGEST or "\n" in text.strip():
            return None
        return Stance(side=side, policy=referent.policy, words=words)

    def _head(self, referent: Referent) -> Token:
        """The token at whose place the policy stands: the head of 'the Clean Rivers bill', 'A and B', 'my bill, A'. A
        bill on a programme is not the programme.
        """
        token, kind = referent.head, policy_kind(referent.policy.name)
        nouns = {name.split()[-1] for name, kinds in stance_words().pointing.items() if kind in kinds}
        for _ in range(4):
            over = token.head
            named = token.dep_ in ("compound", "appos", "nmod") and over.lower_ in nouns
            listed = token.dep_ == "conj" and not any(c.dep_ == "cc" and c.lower_ != "and" for c in over.children)
            if not named and not (listed and over.pos_ in ("NOUN", "PROPN")):
                break
            token = over
        return token

    def _side(self, head: Token, end: int) -> tuple[int, Span] | None:
        """The side taken on what a token stands for, whose words go up to `end`, and the words."""
        over, words = head.head, stance_words()
        if named := self._called(head):
            return named
        doing = words.doing(over.lemma_.lower()) if head.dep_ == "poss" else 0
        if doing:
            return self._turned(doing, self._side(over, max(end, over.idx + len(over))))
        if head.dep_ == "pobj" and over.dep_ in ("prep", "dative", "agent"):
            return self._behind(over, end)
        if head.dep_ in _OBJECTS and over.pos_ == "VERB":
            return self._done(over, end)
        if head.dep_ == "nsubjpass":
            side = words.deed(over.lemma_.lower()) * self.wishes.demanded(over)
            return (side, self._words(over, end)) if side else None
        if head.dep_ == "nsubj":
            return self._said(head, over)
        relative = next((c for c in head.children if c.dep_ == "relcl"), None)
        pointer = next((c for c in relative.children if c.dep_ == "nsubj"), None) if relative is not None else None
        return self._said(pointer, pointer.head) if pointer is not None and pointer.lower_ in _RELATIVE else None

    def _turned(self, sign: int, told: tuple[int, Span] | None) -> tuple[int, Span] | None:
        return (sign * told[0], told[1]) if told else None

    def _called(self, head: Token) -> tuple[int, Span] | None:
        """What the cue calls it: 'called the Act a disgrace', 'described the Act as unconstitutional'."""
        cue = next((t for t in self.cues if t.i in (head.head.i, head.head.head.i)), None)
        if cue is None or cue.lemma_.lower() not in reporting_verbs().naming or denied(cue):
            return None
        if head.head.i == cue.i and head.dep_ in (*_OBJECTS, "nsubj"):
            called = children(cue, "oprd", "attr", "acomp", "ccomp")
            called += [
                o for p in children(cue, "prep") if p.lower_ == "as" for o in children(p, "pobj", "amod", "acomp")
            ]
        elif head.head.pos_ in ("NOUN", "PROPN", "ADJ") and head.dep_ == "nsubj":
            called = [head.head]
        else:
            return None
        for token in called:
            if side := quality(token):
                return side, extent(token, head)
        return None

    def _behind(self, preposition: Token, end: int) -> tuple[int, Span] | None:
        """Of what stands behind a preposition: 'passage of the Act', 'vote against the Act', 'opposed to the Act'."""
        over, words = preposition.head, stance_words()
        lemma, word = over.lemma_.lower(), preposition.lower_
        if over.dep_ == "pobj" and over.head.lower_ in ("for", "on") and (side := self._creditable(over, word)):
            side *= self.wishes.credited(over.head.head)
            return (side, self._words(over, end)) if side else None
        sides = words.with_preposition.get(over.lower_) or words.with_preposition.get(lemma, {})
        side = sides.get(word, 0)
        if over.pos_ == "NOUN" and word in ("of", "for") and (doing := words.doing(lemma)):
            return self._turned(doing, self._side(over, end))
        if not side:
            return None
        verbal = over.pos_ == "VERB" and over.tag_ != "VBN"
        wished = self.wishes.wanted(over) if verbal else int(self._own_noun(over))
        return (side * wished, self._words(over, end)) if wished else None

    def _own_noun(self, noun: Token) -> bool:
        """Whether what a noun or adjective tells is of the speaker: 'voiced my support for', 'rise in opposition to',
        'am opposed to'; and not 'despite their opposition to'.
        """
        verb = governor(noun)
        if noun.pos_ == "NOUN":
            expressed = noun.dep_ in _OBJECTS or (noun.dep_ == "pobj" and noun.head.lower_ == "in")
            others = any(c.dep_ == "poss" and c.lower_ not in ("my", "our", "his", "her") for c in noun.children)
            nothing = any(c.lower_ in ("no", "little", "any", "some", "their", "more") for c in noun.children)
            if not expressed or others or nothing:
                return False
        return self.wishes.is_own(verb) and not denied(verb) and not denied(noun) and self.wishes.held(verb)

    def _creditable(self, noun: Token, preposition: str) -> int:
        """The side of who is thanked for what a noun names: 'his leadership on the Act', 'the passage of the Act'."""
        words, lemma = stance_words(), noun.lemma_.lower()
        return 1 if lemma in words.credits and preposition in ("on", "of", "for") else words.doing(lemma)

    def _done(self, verb: Token, end: int) -> tuple[int, Span] | None:
        """Of the object of a verb: what the speaker does himself, or wants to be done."""
        words, lemma = stance_words(), verb.lemma_.lower()
        attitude, deed = words.attitude(lemma), words.deed(lemma)
        if not attitude and not deed:
            return None
        if verb.i in self.wishes.cues:
            side = 0 if denied(verb) else attitude
        elif wish := self.wishes.demanded(verb):
            side = wish * (deed or attitude)
        else:
            side = self.wishes.own(verb, side=attitude or deed, attitude=bool(attitude)) * (attitude or deed)
        return (side, self._words(verb, end)) if side else None

    def _said(self, subject: Token, verb: Token) -> tuple[int, Span] | None:
        """Of the subject of a clause: what it is said to be, or to do to whom."""
        words, lemma = stance_words(), verb.lemma_.lower()
        modals = {c.lower_ for c in children(verb, "aux")}
        if modals & (words.conditional - {"would"}) or modals & words.modals or not self.wishes.held(verb):
            return None
        no = denied(verb)
        if lemma in words.being:
            for token in children(verb, "attr", "acomp", *_OBJECTS):
                if (side := quality(token)) and not no:
                    return side, extent(token, subject)
                if (told := told_of(token)) and not no:
                    return told[0], Span(start=token.left_edge.idx, end=told[1])
            return None
        effect = said_of(verb)
        if effect is None or (no and effect[0] < 0):
            return None
        side, end = effect
        return (-side if no else side), self._words(verb, end)

    def _words(self, verb: Token, end: int) -> Span:
        """The words of a verb or noun, with what helps and denies it, up to where its object ends, and with what is
        said of doing it: 'it would be a mistake to repeal the Act', 'refused to sign the Act'.
        """
        helping = [
            c for c in verb.children if c.dep_ in ("aux", "neg", "auxpass") and c.i < verb.i and c.lower_ != "to"
        ]
        start, end = min(t.idx for t in (verb, *helping)), max(end, verb.idx + len(verb))
        over, refusing = verb.head, stance_words().refusing | stance_words().sorry
        if verb.dep_ in ("csubj", "xcomp", "ccomp", "advcl", "acl", "relcl") and verb.i not in self.wishes.cues:
            around = [t for t in (over, *over.children) if t.i != verb.i and t.idx >= self.attribution.content.start]
            spans = [extent(t, verb) for t in around if quality(t) or {t.lemma_.lower(), t.lower_} & refusing]
            start, end = min([start, *(s.start for s in spans)]), max([end, *(s.end for s in spans)])
        return Span(start=start, end=end)
