"""What reporting verbs report, from the parse: content, cue and source of each frame."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.model import Span
from policygraph.patterns import reporting_verbs


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """Content with its cue and the head of its source's phrase."""

    content: Span
    cue: Token
    source: Token | None
    rule: str


def reported(annotated: AnnotatedDocument) -> Iterator[Reported]:
    """All reported content outside quotations, in order of the cues."""
    verbs = reporting_verbs()
    known = {
        *verbs.clause,
        *verbs.infinitive,
        *verbs.person_infinitive,
        *verbs.gerund,
        *verbs.demand,
    }
    for token in annotated.parse:
        if annotated.quoted(token.idx):
            continue
        if token.lower_ == "according":
            yield from _according(annotated, token)
        elif token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in known:
            yield from _frames(token)


def _frames(cue: Token) -> Iterator[Reported]:
    source = subject(cue)
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in cue.children)
    if source is None or passive or _modal(cue):
        return
    for rule, first, last in _contents(cue):
        content = Span(start=first.idx, end=last.idx + len(last))
        yield Reported(content=content, cue=cue, source=source, rule=f"reported-{rule}")
        return


def _contents(cue: Token) -> Iterator[tuple[str, Token, Token]]:
    """(frame, first token, last token) of the content, the surest frame first."""
    verbs, lemma = reporting_verbs(), cue.lemma_.lower()
    for child in cue.children:
        asked = lemma in verbs.person_infinitive and child.dep_ == "advcl" and _asks(cue)
        if (child.dep_ not in ("ccomp", "xcomp") and not asked) or child.i < cue.i:
            continue
        marks = {c.lower_ for c in child.children if c.dep_ in ("mark", "aux") and c.i < child.i}
        infinitive = "to" in marks
        if infinitive and lemma in verbs.person_infinitive and (child.dep_ == "ccomp" or _object(cue) or _asks(cue)):
            yield "person-infinitive", _to(child), _last(child)
        elif infinitive and lemma in verbs.infinitive:
            yield "infinitive", _to(child), _last(child)
        elif not infinitive and child.dep_ == "ccomp" and marks.isdisjoint({"if", "whether"}):
            said = lemma in verbs.clause and (lemma not in verbs.needs_that or "that" in marks)
            if (said or lemma in verbs.demand) and child.left_edge.i > cue.i:
                yield "clause", child.left_edge, _last(child)
    if lemma in verbs.clause:
        yield from _in_a_statement(cue)
    if preposition := verbs.gerund.get(lemma):
        yield from _gerund(cue, preposition)
    if lemma in verbs.clause:
        yield from _fronted(cue)


def _in_a_statement(cue: Token) -> Iterator[tuple[str, Token, Token]]:
    """'X said in a statement that …', where the parse hangs the clause on the statement."""
    for prep in cue.children:
        for noun in prep.children if prep.dep_ == "prep" and prep.i > cue.i else ():
            for clause in noun.children:
                marks = [c for c in clause.children if c.dep_ == "mark" and c.lower_ == "that"]
                if clause.dep_ in ("acl", "relcl", "ccomp") and marks:
                    yield "clause", marks[0], _last(clause)


def _fronted(cue: Token) -> Iterator[tuple[str, Token, Token]]:
    """'The levy will double, Doe said': the clause before the cue and its subject."""
    source = subject(cue)
    for child in cue.children:
        if child.dep_ == "ccomp" and child.i < cue.i and source is not None and child.i < source.i:
            edges = [t for t in child.subtree if t.i < source.left_edge.i]
            if edges and not any(t.text in '“”"' for t in edges):
                yield "fronted", edges[0], edges[-1]


def _gerund(cue: Token, preposition: str) -> Iterator[tuple[str, Token, Token]]:
    target = _object(cue)
    for prep in (p for t in (cue, target) if t is not None for p in t.children):
        if prep.dep_ == "prep" and prep.lower_ == preposition and target is not None:
            for clause in prep.children:
                if clause.dep_ == "pcomp":
                    yield "gerund", target.left_edge, _last(clause)


def _according(annotated: AnnotatedDocument, token: Token) -> Iterator[Reported]:
    """'…, according to X' and 'According to X, …': the clause it stands in, without the phrase itself."""
    to = next((c for c in token.children if c.lower_ == "to"), None)
    source = next((c for c in (to.children if to is not None else ()) if c.dep_ == "pobj"), None)
    if source is None:
        return
    sentence = annotated.sentence(token.idx)
    phrase_end = source.right_edge.idx + len(source.right_edge)
    # What stands before, or for a phrase that opens its sentence what follows.
    start, end = (sentence.start, token.idx)
    if annotated.document.text[start:end].strip(' “"') == "":
        start, end = phrase_end, sentence.end
    if len(annotated.document.text[start:end].split()) >= 3:
        yield Reported(content=Span(start=start, end=end), cue=token, source=source, rule="reported-according")


def subject(verb: Token) -> Token | None:
    """The subject of a verb, taken over from the verb that it is coordinated with or completes."""
    for _ in range(4):
        own = [c for c in verb.children if c.dep_ == "nsubj"]
        if own:
            pointer = own[0].lower_ in ("who", "that", "which") and verb.dep_ == "relcl"
            return _antecedent(verb) if pointer else own[0]
        if verb.dep_ in ("conj", "advcl", "xcomp") and verb.head.i != verb.i:
            verb = verb.head
        elif verb.dep_ == "pcomp" and verb.head.head.pos_ == "VERB":
            verb = verb.head.head  # 'after demanding that …, Doe said'
        elif verb.dep_ == "acl" and verb.head.pos_ == "PROPN":
            return verb.head
        else:
            return None
    return None


def _antecedent(verb: Token) -> Token:
    """Whom 'who' or 'that' before a verb points to; for 'X sent letters that demand …' it is who sent them."""
    sender = verb.head
    while sender.pos_ != "VERB" and sender.head.i != sender.i:
        sender = sender.head
    if sender.lemma_.lower() in reporting_verbs().sending:
        return subject(sender) or verb.head
    return verb.head


def _object(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in ("dobj", "obj")), None)


def _asks(verb: Token) -> bool:
    """Whether a verb asks by a preposition: 'called on Doe to …'."""
    return any(c.dep_ == "prep" and c.lower_ in ("on", "upon") for c in verb.children)


def _to(clause: Token) -> Token:
    return next(c for c in clause.children if c.lower_ == "to" and c.i < clause.i)


def _last(clause: Token) -> Token:
    """The last token of a clause, punctuation and white space at its end left out."""
    tokens = list(clause.subtree)
    while len(tokens) > 1 and (tokens[-1].is_space or (tokens[-1].is_punct and tokens[-1].text not in '”"')):
        tokens.pop()
    return tokens[-1]


def _modal(cue: Token) -> bool:
    """Whether the verb is only wished, asked or denied: 'would not say', 'declined to say'."""
    words = {c.lower_ for c in cue.children if c.dep_ in ("aux", "neg")}
    return bool(words & {"not", "n't", "never", "would", "could", "might", "may", "should", "did", "didn't"}) or (
        "to" in words
    )
