"""Whether what a verb tells is what the speaker does, wants to be done, or holds to be so."""

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._positions import subjects
from policygraph.extract._qualities import quality
from policygraph.model import Attribution
from policygraph.patterns import stance_words

_FIRST = frozenset({"i", "we"})
_THIRD = frozenset({"he", "she", "they", "it"})
_LONG = 12  # clauses one above the other


def children(token: Token, *relations: str) -> list[Token]:
    """The children of a token in some relations."""
    return [c for c in token.children if c.dep_ in relations]


def denied(verb: Token) -> bool:
    """Whether a verb is denied by a word beside it."""
    return any(c.dep_ == "neg" or c.lower_ in ("never", "neither", "nor", "hardly") for c in verb.children)


class Wishes:
    """Reads the clauses of one attribution; `cues` are the numbers of its cue's tokens."""

    def __init__(self, annotated: AnnotatedDocument, attribution: Attribution, cues: set[int]) -> None:
        self.annotated, self.attribution, self.cues = annotated, attribution, cues

    def wanted(self, verb: Token) -> int:
        """1 for what the speaker does or wants to be done, -1 for what he does not want, else 0."""
        return self.demanded(verb) or self.own(verb, side=1, attitude=True)

    def is_own(self, verb: Token) -> bool:
        """Whether the speaker is the subject of a verb."""
        if verb.i in self.cues:
            return True
        for subject in subjects(verb):
            source = self.attribution.source
            if source is not None and source.start <= subject.idx < source.end:
                return True
            quoted = self.annotated.quoted(subject.idx)
            if subject.lower_ in _FIRST:
                return True
            if subject.lower_ in _THIRD and not quoted and subject.head.head.i in self.cues:
                return True
        return False

    def own(self, verb: Token, *, side: int, attitude: bool) -> int:
        """1 for what the speaker does himself, -1 for what he says he will not do, else 0: 'I will veto it', 'I do not
        support it'. To be for it and not to do so may be to be against it; not to be against it is nothing.
        """
        words = stance_words()
        helpers = {c.lower_ for c in children(verb, "aux")}
        if verb.tag_ in ("VBG", "VBN") and not helpers:
            return 0
        if helpers & words.conditional or "to" in helpers or not self.is_own(verb) or not self.held(verb):
            return 0
        if not denied(verb):
            return 1
        firm = attitude and helpers & {"do", "does", "will", "wo", "can", "ca"}
        return -1 if side > 0 and firm else 0

    def demanded(self, verb: Token, depth: int = 0) -> int:
        """1 for what the speaker wants to be done, by whomever, -1 for what he wants not to be done, else 0."""
        words = stance_words()
        helpers = {c.lower_ for c in children(verb, "aux")}
        sign = -1 if denied(verb) else 1
        if depth > _LONG or helpers & words.conditional:
            return 0
        if helpers & words.modals:
            return sign if self.held(verb) else 0
        over = verb.head
        if verb.dep_ == "conj" and not children(verb, "nsubj", "nsubjpass") and not helpers - {"to"}:
            joined = not any(c.dep_ == "cc" and c.lower_ not in ("and", ",") for c in over.children)
            return sign * self.demanded(over, depth + 1) if joined else 0
        if verb.dep_ == "csubj" or (verb.dep_ == "nsubj" and verb.tag_ == "VBG"):
            return sign * self._worth(over)
        if verb.dep_ == "pcomp" and over.dep_ == "prep" and over.lower_ in ("to", "on", "for"):
            return sign * (self._striven(over.head, depth) if over.lower_ != "for" else self.credited(over.head))
        if verb.dep_ in ("xcomp", "ccomp", "advcl", "acl", "relcl") and "to" in helpers:
            return sign * (self._striven(over, depth) or self._time(over))
        if over.lemma_.lower() == "let" and verb.dep_ == "ccomp":
            return sign if self.held(over) else 0
        return self._felt(verb) if sign == 1 and verb.dep_ in ("ccomp", "advcl") and "to" not in helpers else 0

    def _striven(self, over: Token, depth: int) -> int:
        """1 where the word above 'to do it' tells that the speaker wants it, -1 that he refuses to, else 0."""
        words, lemma = stance_words(), over.lemma_.lower()
        verb = over.head if over.pos_ in ("ADJ", "NOUN") and over.head.pos_ in ("AUX", "VERB") else over
        helpers = {c.lower_ for c in children(verb, "aux")}
        if verb.lemma_.lower() == "be" and (worth := self._worth(verb)):
            return worth
        if denied(over) or denied(verb) or helpers & words.conditional:
            return 0
        if lemma in words.needing and over.pos_ in ("VERB", "AUX"):
            return int(self.held(over))
        if lemma in words.urging | words.striving or over.lower_ in words.striving:
            if self.is_own(verb):
                return int(verb.i in self.cues or self.held(verb))
            return self.demanded(over, depth + 1) if over.pos_ == "VERB" else 0
        refused = lemma in words.refusing or over.lower_ in words.refusing
        return -int(refused and self.is_own(verb) and self.held(verb))

    def credited(self, over: Token) -> int:
        """1 where the speaker thanks somebody for what he did, -1 where he blames him for it, else 0."""
        words, lemma = stance_words(), over.lemma_.lower()
        side = (lemma in words.thanking) - (lemma in words.blaming)
        own = side and not denied(over) and (over.i in self.cues or (self.is_own(over) and self.held(over)))
        return side if own else 0

    def _felt(self, verb: Token) -> int:
        """1 where the speaker is glad that it was done, -1 where he is sorry, else 0."""
        over, words = verb.head, stance_words()
        be = over.head if over.pos_ == "ADJ" and over.head.pos_ == "AUX" else over
        lowers = {over.lower_, over.lemma_.lower(), *(c.lower_ for c in children(over, "acomp"))}
        sides = {words.feeling(lower) for lower in lowers} - {0}
        marks = {c.lower_ for c in children(verb, "mark")}
        own = len(sides) == 1 and marks <= {"that"} and not denied(be) and self.is_own(be) and self.held(be)
        return sides.pop() if own else 0

    def _worth(self, be: Token) -> int:
        """What doing it is said to be: 'it is essential to pass it', 'repealing it would be a mistake'."""
        helpers = {c.lower_ for c in children(be, "aux")}
        if (
            be.lemma_.lower() != "be"
            or denied(be)
            or children(be, "expl")
            or helpers & (stance_words().conditional - {"would"})
        ):
            return 0
        sides = {quality(t) for t in children(be, "attr", "acomp")} - {0}
        return sides.pop() if len(sides) == 1 and self.held(be) else 0

    def _time(self, over: Token) -> int:
        """'It is time to pass it', 'time for Congress to pass it'."""
        verb = over if over.pos_ == "AUX" else over.head
        noun = over if over.pos_ == "NOUN" else next(iter(children(over, "attr")), over)
        return int(
            noun.lemma_.lower() == "time" and verb.lemma_.lower() == "be" and not denied(verb) and self.held(verb)
        )

    def held(self, token: Token) -> bool:
        """Whether a clause is the speaker's own and said to be so: no condition, no question, not what others think."""
        words, content = stance_words(), self.attribution.content
        sentence = self.annotated.sentence(token.idx)
        if self.annotated.document.text[sentence.start : sentence.end].rstrip(" \n\"”'’").endswith("?"):
            return False
        for _ in range(_LONG):
            marks = {c.lower_ for c in children(token, "mark", "advmod") if c.i < token.i}
            if marks & words.unsure:
                return False
            if token.i in self.cues or token.head.i == token.i or not content.start <= token.idx < content.end:
                return True
            over = token.head
            if over.i in self.cues or not content.start <= over.idx < content.end:
                return True
            if token.dep_ in ("ccomp", "xcomp") and not self._believes(over):
                return False
            if token.dep_ == "advcl" and not marks & words.reasons:
                return False
            if token.dep_ not in (
                "ccomp",
                "xcomp",
                "advcl",
                "conj",
                "relcl",
                "acl",
                "attr",
                "acomp",
                "csubj",
                "dobj",
                "pobj",
                "prep",
                "nsubj",
                "appos",
            ):
                return False
            token = over
        return False

    def _believes(self, over: Token) -> bool:
        """Whether a verb or adjective above a clause says that the speaker holds it: 'I am confident that …'."""
        words = stance_words()
        verb = over.head if over.pos_ in ("ADJ", "NOUN") and over.head.pos_ == "AUX" else over
        if denied(verb) or {c.lower_ for c in children(verb, "aux")} & words.conditional:
            return False
        lemmas = {over.lemma_.lower(), over.lower_} | {c.lemma_.lower() for c in children(over, "acomp", "attr")}
        if lemmas & words.needing:
            return True
        own = self.is_own(verb) or any(s.lower_ == "it" for s in subjects(verb))
        return bool(lemmas & (words.believing | words.striving | words.urging)) and own
