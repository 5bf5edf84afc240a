"""What is told on somebody's word without a reporting verb: 'according to', 'as X reported', 'the claim that'."""

from collections.abc import Iterator

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._clauses import after, finite, last_of, stretch, subject
from policygraph.extract._reported import Reported
from policygraph.model import Span
from policygraph.patterns import reporting_verbs

_LEAST_WORDS = 3


def credited(annotated: AnnotatedDocument) -> Iterator[Reported]:
    """All contents of these frames outside quotations, in text order."""
    verbs = reporting_verbs()
    for token in annotated.all_tokens:
        lower = token.lower_
        if lower == "according":
            if not annotated.quoted(token.idx):
                yield from _according(annotated, token)
        elif lower == "as":
            if token.dep_ in ("mark", "advmod") and token.head.lemma_.lower() in verbs.clause:
                yield from _as_reported(annotated, token)
        elif token.pos_ == "NOUN" and not annotated.quoted(token.idx):
            lemma = token.lemma_.lower()
            if lemma in verbs.views | verbs.surveys:
                yield from _seen(annotated, token)
            if lemma in verbs.nouns:
                yield from _claimed(token)


def _according(annotated: AnnotatedDocument, token: Token) -> Iterator[Reported]:
    """'…, according to X' and 'According to X, …': the sentence it stands in, without the phrase itself."""
    to = next((c for c in token.children if c.lower_ == "to"), None)
    source = next((c for c in (to.children if to is not None else ()) if c.dep_ == "pobj"), None)
    if to is None or source is None:
        return
    verb = source.head.head.head
    goes_on = verb.pos_ in ("VERB", "AUX") and verb.i > source.i
    phrase = Span(start=token.idx, end=source.right_edge.idx + len(source.right_edge))
    for content in _around(annotated, phrase, annotated.sentence(token.idx), goes_on=goes_on):
        yield Reported(content=content, cue=token, source=source, rule="reported-according")


def _around(annotated: AnnotatedDocument, phrase: Span, clause: Span, *, goes_on: bool) -> Iterator[Span]:
    """What stands in a clause before a phrase; for one that opens it what follows; for one between commas both, where
    the clause `goes_on` behind it ('The levy, according to Doe, will double').
    """
    text = annotated.document.text
    parts = [(clause.start, phrase.start), (phrase.end, clause.end)]
    if text[clause.start : phrase.start].strip(' “"').lower() in ("", "and", "but", "yet"):
        parts = parts[1:]
    elif not goes_on or not text[phrase.end : clause.end].lstrip().startswith(","):
        parts = parts[:1]
    for start, end in parts:
        if len(text[start:end].split()) >= _LEAST_WORDS:
            yield Span(start=start, end=end)


def _seen(annotated: AnnotatedDocument, noun: Token) -> Iterator[Reported]:
    """'In X's view, …', '… in the words of X', '… in a new poll': the clause that it hangs on, without the phrase."""
    prep, verb = noun.head, noun.head.head
    if noun.dep_ != "pobj" or prep.lower_ != "in" or verb.pos_ not in ("VERB", "AUX"):
        return
    survey = noun.lemma_.lower() in reporting_verbs().surveys
    source = noun if survey else _claimant(noun)
    # 'In a poll, 60% said …' tells itself who said it, and 'was held in a poll' no finding.
    if source is None or source.lower_ in ("my", "our", "your") or verb.lemma_.lower() in reporting_verbs().clause:
        return
    opens = prep.i == verb.left_edge.i
    apart = opens or (prep.i > verb.i and _before_end(verb, prep)) or prep.left_edge.nbor(-1).text == ","
    if not apart or (survey and not finite(verb)):
        return
    phrase = Span(start=prep.idx, end=noun.right_edge.idx + len(noun.right_edge))
    besides = (c.left_edge.i for c in verb.children if c.dep_ == "conj" and finite(c) and c.i > noun.i)
    clause = stretch(verb.left_edge, last_of(verb, next(besides, None)))
    for content in _around(annotated, phrase, Span(start=clause.start, end=max(clause.end, phrase.end)), goes_on=False):
        yield Reported(content=content, cue=prep, source=source, rule="reported-view")


def _before_end(verb: Token, prep: Token) -> bool:
    """Whether a phrase is the last of a clause."""
    return prep.right_edge.i >= last_of(verb).i


def _as_reported(annotated: AnnotatedDocument, token: Token) -> Iterator[Reported]:
    """'As reported by X, …', 'As X reported, …' and the same at the end: the clause it stands in."""
    cue = token.head
    clause = cue.head
    own = next((c for c in cue.children if c.dep_ == "nsubj"), None)
    source = own or after(cue, ("by", "in"))
    if cue.dep_ != "advcl" or source is None or clause.pos_ not in ("VERB", "AUX") or annotated.quoted(cue.idx):
        return
    if any(c.dep_ in ("ccomp", "dobj", "xcomp") for c in cue.children):
        return  # 'as Doe said she would leave' tells when
    inner = {t.i for t in cue.subtree}
    beside = [t for t in clause.subtree if t.i > max(inner)] if token.i < clause.i else []
    beside = beside or [t for t in clause.subtree if t.i < min(inner)]
    beside = [t for t in beside if not t.is_space]
    while beside and beside[0].is_punct and beside[0].text not in '“"':
        beside.pop(0)
    comma = annotated.parse[max(inner) + 1 :][:1] if token.i < clause.i else annotated.parse[: min(inner)][-1:]
    if len(beside) >= _LEAST_WORDS and any(t.text in (",", "–", "—") for t in comma):
        yield Reported(content=stretch(beside[0], beside[-1]), cue=cue, source=source, rule="reported-as")


def _claimed(noun: Token) -> Iterator[Reported]:
    """'Doe's claim that …', 'the promise by Doe to …', 'Doe made the claim that …': the clause at the noun."""
    source = _claimant(noun)
    for clause in noun.children if source is not None else ():
        words = ("that",) if noun.lemma_.lower() in reporting_verbs().nouns_with_that else ("that", "to")
        marks = [c for c in clause.children if c.lower_ in words and c.dep_ in ("mark", "aux")]
        if clause.dep_ in ("acl", "ccomp", "relcl") and clause.i > noun.i and marks:
            yield Reported(content=stretch(marks[0], last_of(clause)), cue=noun, source=source, rule="reported-noun")
            return


def _claimant(noun: Token) -> Token | None:
    """Whose claim a noun names: its possessor, who stands after 'by' or 'of', or who makes, repeats or rejects it."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None:
        return None if owner.lower_ in ("my", "our", "your", "its") else owner
    maker = after(noun, ("by", "from", "of"))
    if maker is not None:
        return maker
    # 'the claim, made by Doe, that …'
    made = next((c for c in noun.children if c.dep_ == "acl" and c.lemma_.lower() in reporting_verbs().making), None)
    if made is not None:
        return after(made, ("by",))
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_.lower() in reporting_verbs().making:
        return subject(verb)
    return None
