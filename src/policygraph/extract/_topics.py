"""What a statement is about: what its content names, and the policies that it points back to."""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors
from policygraph.model import Kind, Mention, Span
from policygraph.patterns import policy_kind, policy_names, stance_words

_NAMED = (Kind.POLICY, Kind.JURISDICTION, Kind.PERSON, Kind.ORGANIZATION)
# What only says of where or of which body somebody or something is: 'American', 'Jane Doe (D-Ohio)', 'the governor'.
_ASIDE = frozenset({"demonym", "place-tag", "party-tag", "party-adjective", "title-names-body", "in-event-name"})
# What stands between two names of one policy: 'the Clean Rivers Act, or S. 47', 'the Farm Rules Act (FRA)'.
_SAME = re.compile(
    r"\s?[(\[]|,?\s(?:(?:also )?known as|called|titled|entitled|or)(?:\s[Tt]he)?\s[“\"]?|,\s[Tt]he\s[“\"]?"
)
_BEFORE = frozenset({"this", "the", "that"})
_OWN = ("relcl", "acl", "prep", "nummod", "compound", "poss", "nmod")


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """Where a content names a policy or points to it: the token that is its head, and the mention that names it."""

    head: Token
    end: int  # of its words
    policy: Mention


class Topics:
    """Reads the topics of the contents of one document."""

    def __init__(self, annotated: AnnotatedDocument, anchors: Anchors) -> None:
        self.annotated = annotated
        # Nested names are part of what the outer one names, and gave way to it.
        self.named = [m for m in anchors.mentions if m.kind in _NAMED and m.rule not in _ASIDE]
        self.named = [m for m in self.named if not m.reference or m.kind is Kind.POLICY]
        self.starts = [m.span.start for m in self.named]
        self.policies = [m for m in self.named if m.kind is Kind.POLICY and not m.reference]
        self.names = self._names() if self.policies else {}
        self._read: dict[Span, list[Referent]] = {}
        self.nouns = {name.split()[-1] for name in stance_words().pointing}

    def of(self, content: Span, speaker: Mention | None) -> tuple[str, ...]:
        """Ids of the mentions that a content is about: policies first, then the others, in text order; of one name
        once, and not of who speaks.
        """
        inside = self._inside(content)
        policies = [m for m in inside if m.kind is Kind.POLICY]
        policies += [r.policy for r in self.policies_in(content)]
        others = [m for m in inside if m.kind is not Kind.POLICY and (speaker is None or m.name != speaker.name)]
        seen = {(m.kind, m.name): m.id for m in reversed([*policies, *others])}
        return tuple(dict.fromkeys(seen[m.kind, m.name] for m in (*policies, *others)))

    def policies_in(self, content: Span) -> list[Referent]:
        """The policies named in a content, then those pointed to by a noun, each in text order."""
        if content not in self._read:
            self._read[content] = list(self._referents(content)) if self.policies else []
        return self._read[content]

    def _referents(self, content: Span) -> Iterator[Referent]:
        for mention in self._inside(content):
            if mention.kind is Kind.POLICY and (policy := self._antecedent(mention)):
                root = self.annotated.root(mention.span)
                yield Referent(head=root, end=mention.span.end, policy=policy)
        for token in self.annotated.tokens(content):
            if policy := self.pointed(token):
                yield Referent(head=token, end=token.idx + len(token), policy=policy)

    def _inside(self, content: Span) -> list[Mention]:
        first, last = (bisect.bisect_left(self.starts, at) for at in (content.start, content.end))
        return [m for m in self.named[first:last] if m.span.end <= content.end]

    def _antecedent(self, mention: Mention) -> Mention | None:
        """The mention that names the policy, of a pronoun the one it stands for."""
        if not mention.reference:
            return mention
        return next((p for p in self.policies if p.id == mention.antecedent), None)

    def _names(self) -> dict[str, int]:
        """Name → number of the policy, names of one policy having one number."""
        numbers: dict[str, int] = {}
        text = self.annotated.document.text
        last: Mention | None = None
        for mention in self.policies:
            name = _folded(mention.name)
            if name not in numbers:
                longer = next((n for n in numbers if _part(name, n) or _part(n, name)), None)
                numbers[name] = len(numbers) if longer is None else numbers[longer]
            if last is not None and _SAME.fullmatch(text, last.span.end, mention.span.start):
                one, other = numbers[name], numbers[_folded(last.name)]
                numbers = {n: other if number == one else number for n, number in numbers.items()}
            last = mention
        return numbers

    def pointed(self, noun: Token) -> Mention | None:
        """The policy that 'this bill' stands for: the only one so far that may be called so."""
        if noun.lower_ not in self.nouns:
            return None
        words = stance_words()
        before = [c for c in noun.children if c.i < noun.i]
        determiner = before[0].lower_ if before else ""
        kinds = words.pointing.get(f"{determiner} {noun.lower_}") or words.pointing.get(noun.lower_)
        if kinds is None or determiner not in _BEFORE:
            return None
        if any(c.lower_ not in words.between for c in before[1:]) or any(c.dep_ in _OWN for c in noun.children):
            return None
        return self._only(noun, kinds)

    def _only(self, noun: Token, kinds: frozenset[str]) -> Mention | None:
        fitting = [m for m in self.policies if policy_kind(m.name) in kinds]
        earlier = [m for m in fitting if m.span.end <= noun.idx]
        numbers = {self.names[_folded(m.name)] for m in fitting}
        if not earlier or len(numbers) != 1:
            return None
        return earlier[-1] if "act" not in kinds or self._pending(earlier) else None

    def _pending(self, mentions: Sequence[Mention]) -> bool:
        """Whether the policy that some mentions name is before a parliament by a sentence on it: no law known by
        name, which the bill may but change.
        """
        if all(any(p.name == m.name for p in policy_names()) for m in mentions):
            return False
        words = stance_words().before_parliament
        spans = [self.annotated.sentence(m.span.start) for m in mentions]
        return any(t.lemma_.lower() in words for s in spans for t in self.annotated.tokens(s))


def _folded(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.lower())).removeprefix("the ")


def _part(one: str, other: str) -> bool:
    """Whether a name is a longer one's part: 'Clean Rivers Act' of 'Clean Rivers Act of 2017'."""
    return f" {one} " in f" {other} "
