"""Pronouns as mentions, with what the parse alone tells of each: whom it stands for, or can't stand for.

'he' and 'she' are decided later, by gender. 'it' and 'they' are mentions only where the grammar points to one body,
place or policy; all others stay out, as does a pronoun of somebody without a name: 'a spokesman said he would …'.
"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument, Word
from policygraph.extract._anchors import Anchors
from policygraph.extract._positions import governor, subjects
from policygraph.model import Kind, Mention, Span
from policygraph.patterns import events, person_words, reporting_verbs

_GROUPS = (Kind.ORGANIZATION, Kind.JURISDICTION)
_SINGULAR, _PLURAL = frozenset({"it", "its", "itself"}), frozenset({"they", "their", "theirs", "themselves"})
_GROUP_WORDS = _SINGULAR | _PLURAL
# 'It is clear that …' stands for nothing.
_EMPTY = frozenset({"be", "seem", "appear", "take", "remain", "become", "happen", "turn", "follow", "cost", "matter"})
_SUBJECTS = ("nsubj", "nsubjpass")


class Pronouns:
    """Reads the pronouns of one document in text order."""

    def __init__(self, annotated: AnnotatedDocument, anchors: Anchors) -> None:
        self.annotated, self.anchors = annotated, anchors
        self.made: dict[int, Mention] = {}  # by token

    def after(self, mention: Mention, word: Word) -> Mention:
        """Keeps a title or noun that points back, of which `word` is the head: a pronoun may stand for it as well."""
        self.made[word.last] = mention
        return mention

    def mention(self, number: int, word: Word) -> Mention | None:
        """The mention that a word is, if it is a pronoun that may point to one thing."""
        lower = word.text.lower()
        of = person_words().pronouns.get(lower)
        if of is None and lower not in _GROUP_WORDS:
            return None
        token, quoted = self.annotated.all_tokens[word.first], self.annotated.quoted(word.start)
        kind, antecedent, other = Kind.PERSON, None, None
        if of is None:
            if quoted:
                return None
            group = self._group(token)
            if group is None:
                return None
            kind, antecedent = group.kind, group.antecedent or group.id
        elif of in ("m", "f"):
            if self._of_unnamed(token):
                return None
            antecedent, other = self._bound(token)
            if token.dep_ == "poss" and antecedent is None and not self._anybody_before(word):
                return None  # 'in his opinion' of nobody would make an event of him
        elif of == "plural" and quoted:
            kind = Kind.ORGANIZATION
        elif of != "first" or not quoted or token.pos_ != "PRON":
            return None
        made = Mention(
            id=f"r{number}",
            kind=kind,
            span=Span(start=word.start, end=word.end),
            name="hers" if lower == "her" and token.dep_ == "poss" else lower,
            rule="pronoun",
            reference=True,
            antecedent=antecedent,
            other_than=other,
        )
        self.made[token.i] = made
        return made

    def _named(self, subject: Token) -> Mention | None:
        """What a subject is: a mention of its own, or a pronoun read before."""
        return self.made.get(subject.i) or self.anchors.of_token(subject)

    def _bound(self, token: Token) -> tuple[str | None, str | None]:
        """(whom it stands for, whom it can't stand for) by its own clause: 'himself' is the subject, an object is
        somebody else, and so is a subject beside whom the clause names: 'in a talk with Doe, she said'.
        """
        verb = governor(token)
        if token.dep_ in _SUBJECTS:
            beside = [self._named(p) for c in verb.children if c.dep_ == "prep" for p in _objects_within(c)]
            return None, next((m.id for m in beside if m and m.kind is Kind.PERSON and m.span.end < token.idx), None)
        before = [s for s in subjects(verb) if s.i < token.i]
        named = self._named(before[0]) if before else None
        if named is None or named.kind is not Kind.PERSON:
            return (self._ahead(token), None) if token.dep_ == "poss" else (None, None)
        if token.lower_.endswith("self"):
            return named.id, None
        return None, named.id if token.dep_ in ("dobj", "dative", "pobj") else None

    def _ahead(self, token: Token) -> str | None:
        """Whom a possessive before its clause's subject stands for: 'in his statement, Mayor Doe said'."""
        first = token.sent.start
        if any((m := self._named(t)) and m.kind is Kind.PERSON for t in token.doc[first : token.i]):
            return None
        top = token
        while top.head.i != top.i and not any(c.dep_ in _SUBJECTS and c.i > token.i for c in top.head.children):
            top = top.head
        subject = _subject(top.head)
        if top.dep_ not in ("prep", "advcl") or subject is None or subject.i < token.i:
            return None
        named = self._named(subject)
        return named.id if named is not None and named.kind is Kind.PERSON else None

    def _anybody_before(self, word: Word) -> bool:
        """Whether a person is named, or called by a title, anywhere before a word."""
        mentions = (*self.anchors.mentions, *self.made.values())
        return any(m.kind is Kind.PERSON and m.span.start < word.start for m in mentions)

    def _of_unnamed(self, token: Token) -> bool:
        """Whether a subject of the clauses around it is a person without a name: 'a resident said that he …'."""
        for subject in _subjects_above(token):
            if self._named(subject) is not None:
                break
            if subject.pos_ == "NOUN" and subject.lemma_.lower() in person_words().unnamed:
                return not self._names_person(subject, token)
        words = person_words()
        same = words.pronouns[token.lower_]
        return any(
            words.gendered.get(t.lower_) == same
            and t.pos_ == "NOUN"
            and t.dep_ not in ("appos", "attr", "compound", "conj")
            and not self._names_person(t, token)
            for t in token.doc[token.sent.start : token.i]
        )

    def _names_person(self, noun: Token, token: Token) -> bool:
        """Whether a person is named between a noun and a pronoun after it: 'his wife, Jane Doe, said that she …'."""
        between = (self.anchors.of_token(t) for t in token.doc[noun.i : token.i])
        return any(m is not None and m.kind is Kind.PERSON for m in between)

    def _group(self, token: Token) -> Mention | None:
        """The one body, place or policy that 'it' or 'they' stands for: a subject of the clauses around it, else that
        of the sentence before.
        """
        singular = token.lower_ in _SINGULAR
        if token.dep_ not in ("nsubj", "nsubjpass", "poss") and not token.lower_.endswith(("self", "selves")):
            return None
        if token.dep_ == "nsubj" and token.head.lemma_.lower() in _EMPTY and singular:
            return None
        for subject in _subjects_above(token):
            named = self._named(subject)
            if named is not None and named.kind is Kind.PERSON and (singular or len(subject.text) > 1):
                if not singular and list(subject.conjuncts):
                    return None
                continue
            return self._unrivalled(named, subject, token)
        before = self._sentence_before(token)
        last = _subject(before) if before is not None and token.dep_ == "nsubj" else None
        named = self._named(last) if last is not None else None
        if last is None or named is None or not (named.kind is Kind.POLICY or _does(token.head)):
            return None  # 'The council adopted the rule. It bans fires.' is about the rule
        return self._unrivalled(named, last, token)

    def _sentence_before(self, token: Token) -> Token | None:
        """The verb of the sentence before, in the same paragraph, outside quotations."""
        first = token.sent.start
        while first > 0 and token.doc[first - 1].is_space:
            if "\n" in token.doc[first - 1].text:
                return None
            first -= 1
        if first == 0 or "\n" in token.doc[first - 1].text:
            return None
        root = token.doc[first - 1].sent.root
        return None if self.annotated.quoted(root.idx) else root

    def _unrivalled(self, named: Mention | None, subject: Token, token: Token) -> Mention | None:
        """`named`, if it can be meant and nothing else between it and the pronoun can."""
        kinds = (*_GROUPS, Kind.POLICY) if token.lower_ in _SINGULAR else (Kind.ORGANIZATION,)
        if named is None or named.kind not in kinds or list(subject.conjuncts):
            return None
        pointing = (m for m in self.made.values() if m.rule == "noun-reference")
        between = [m for m in (*self.anchors.mentions, *pointing) if named.span.end <= m.span.start < token.idx]
        if any(m.kind in kinds and m.name != named.name and not self._beside(m) for m in between):
            return None
        plural = any(t.tag_ == "NNS" for t in token.doc[subject.i + 1 : token.i])
        other = any(self._is_body(t) and self._named(t) is not named for t in token.doc[token.sent.start : token.i])
        return None if (plural or other) and token.lower_ in _PLURAL else named

    def _is_body(self, token: Token) -> bool:
        named = self._named(token)
        return named is not None and named.kind is Kind.ORGANIZATION

    def _beside(self, mention: Mention) -> bool:
        """Whether a mention only tells where: 'the council in Doe'."""
        start = mention.span.start
        before = self.annotated.document.text[max(0, start - 4) : start]
        return mention.kind is Kind.JURISDICTION and before in (" in ", " of ")


@cache
def _deeds() -> frozenset[str]:
    """Verbs of what bodies and governments do or say."""
    verbs = reporting_verbs()
    return (
        verbs.clause
        | verbs.quote
        | frozenset(v for p in events() if "subject" in p.arguments.get("agent", ()) for v in p.verbs)
    )


def _does(verb: Token) -> bool:
    return verb.lemma_.lower() in _deeds()


def _objects_within(preposition: Token) -> Iterator[Token]:
    """The objects of a preposition and of those of its objects: 'in an interview with Doe'."""
    for token in preposition.children:
        if token.dep_ == "pobj":
            yield token
            yield from (o for c in token.children if c.dep_ == "prep" for o in _objects_within(c))


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in _SUBJECTS), None)


def _subjects_above(token: Token) -> Iterator[Token]:
    """The subjects that stand before a pronoun, of its own clause and those around it, the nearest first."""
    verb = token
    while True:
        subject = _subject(verb)
        if subject is not None and subject.i < token.i and token not in subject.subtree:
            yield subject.head.head if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl" else subject
        if verb.head.i == verb.i:
            return
        verb = verb.head
