"""What reporting verbs report, from the parse: content, cue and source of each frame."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._clauses import (
    after,
    direct_object,
    finite,
    going_on,
    last_of,
    lemma_of,
    passive,
    phrase_end,
    stretch,
    subject,
    unsaid,
)
from policygraph.model import Span
from policygraph.patterns import reporting_verbs

_PARTING = (",", "?", "!", "–", "—", "--", "’", "'")
_MARKS = ("“", "”", '"', "''")
# A frame read: its name, and the first and last token of the content.
_Read = tuple[str, Token, Token]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """Content with its cue and the head of its source's phrase."""

    content: Span
    cue: Token
    source: Token | None
    rule: str

    @property
    def bare(self) -> bool:
        """Whether the content is a bare noun phrase: what a demand or praise is about, not what somebody tells."""
        return self.rule == "reported-object"


def verb_frames(cue: Token) -> Iterator[Reported]:
    """What one reporting verb reports, by the surest of its frames."""
    source = subject(cue)
    if source is None or unsaid(cue):
        return
    rule, pieces = "", list[_Read]()
    for rule, *piece in _contents(cue):
        pieces.append((rule, piece[0], piece[1]))
        if rule != "medial":
            break
    for name, first, last in pieces:
        # What is said lies before or after its source, never around it.
        if not first.i <= source.i <= last.i:
            content = stretch(first, last)
            yield Reported(content=content, cue=cue, source=source, rule=f"reported-{name}")


def _contents(cue: Token) -> Iterator[_Read]:
    """The contents, the surest frame first."""
    verbs, lemma = reporting_verbs(), lemma_of(cue)
    for child in cue.children:
        yield from _clause(cue, child)
    if lemma in verbs.clause:
        yield from _in_a_statement(cue)
    if not passive(cue):
        if preposition := verbs.gerund.get(lemma):
            yield from _gerund(cue, preposition)
        if lemma in verbs.clause:
            yield from _fronted(cue)
            yield from _medial(cue)
        yield from _object(cue)


def _clause(cue: Token, child: Token) -> Iterator[_Read]:
    """The clause or infinitive after a cue."""
    marks = frozenset(c.lower_ for c in child.children if c.dep_ in ("mark", "aux") and c.i < child.i)
    # 'called on Doe to leave', 'called for Doe to leave'
    asked = child.dep_ == "advcl" and "to" in marks and (_asks(cue) or "for" in marks)
    if child.i < cue.i or (child.dep_ not in ("ccomp", "xcomp") and not asked):
        return
    yield from _infinitive(cue, child, marks) if "to" in marks else _told(cue, child, marks)


def _infinitive(cue: Token, child: Token, marks: frozenset[str]) -> Iterator[_Read]:
    """What somebody is to do."""
    verbs, lemma = reporting_verbs(), lemma_of(cue)
    if "for" in marks and verbs.object_after.get(lemma) == "for":
        mark = next(c for c in child.children if c.lower_ == "for" and c.i < child.i)
        yield "for-infinitive", mark.nbor(1), last_of(child)
    person = child.dep_ == "ccomp" or direct_object(cue) is not None or _asks(cue) or passive(cue)
    if lemma in verbs.person_infinitive and person:
        yield "person-infinitive", _to(child), last_of(child)
    elif lemma in verbs.infinitive and not passive(cue):
        yield "infinitive", _to(child), last_of(child)
    elif lemma in verbs.wishes and child.dep_ == "ccomp" and child.left_edge.i > cue.i:
        yield "wish", child.left_edge, last_of(child)


def _told(cue: Token, child: Token, marks: frozenset[str]) -> Iterator[_Read]:
    """A clause with a verb of its own, or what somebody proposes or denies doing."""
    verbs, lemma = reporting_verbs(), lemma_of(cue)
    if child.dep_ == "xcomp" and child.tag_ == "VBG" and lemma in verbs.doing:
        yield "doing", child.left_edge, last_of(child)
    elif lemma in verbs.questions and child.dep_ == "ccomp" and _is_question(child.left_edge):
        yield "question", child.left_edge, last_of(child)
    elif child.dep_ == "ccomp" and marks.isdisjoint({"if", "whether"}) and (_says(cue, child, marks)):
        first = child.left_edge if child.left_edge.i > cue.i else _rest(cue, child)
        if first is not None:
            yield "clause", first, going_on(cue, child)


def _says(cue: Token, clause: Token, marks: frozenset[str]) -> bool:
    """Whether a verb with this clause makes a statement or a demand."""
    verbs, lemma = reporting_verbs(), lemma_of(cue)
    if lemma in verbs.demand:
        return True
    if "that" in marks:  # but 'found that action unconstitutional' has no clause of its own
        return lemma in verbs.clause and (clause.pos_ != "ADJ" or finite(clause))
    sure = lemma not in verbs.needs_that or _of_court(cue)
    return lemma in verbs.clause and sure and (lemma not in verbs.finite or finite(clause))


def _rest(cue: Token, clause: Token) -> Token | None:
    """Where the content goes on after the cue: 'a plan that Doe said would fail' tells that it 'would fail'."""
    before = [t for t in clause.children if t.i < cue.i]
    if cue.dep_ not in ("relcl", "ccomp", "pcomp") or not all(t.tag_ in ("WDT", "WP", "IN") for t in before):
        return None
    return next((t for t in clause.subtree if t.i > cue.i), None)


def _in_a_statement(cue: Token) -> Iterator[_Read]:
    """'X said in a statement that …', where the parse hangs the clause on the statement."""
    for prep in cue.children:
        for noun in prep.children if prep.dep_ == "prep" and prep.i > cue.i else ():
            for clause in noun.children:
                marks = [c for c in clause.children if c.dep_ == "mark" and c.lower_ == "that"]
                if clause.dep_ in ("acl", "relcl", "ccomp") and marks:
                    yield "clause", marks[0], last_of(clause)


def _fronted(cue: Token) -> Iterator[_Read]:
    """'The levy will double, Doe said': the clause before the cue and its subject."""
    source = subject(cue)
    for child in cue.children:
        if child.dep_ == "ccomp" and child.i < cue.i and source is not None and child.i < source.i:
            edges = [t for t in child.subtree if t.i < source.left_edge.i]
            # 'Doe said it was time and the council agreed' has two clauses beside each other.
            parted = cue.doc[min(cue.i, source.left_edge.i) - 1].text in _PARTING
            if edges and parted and not any(t.text in _MARKS for t in edges):
                yield "fronted", edges[0], edges[-1]


def _medial(cue: Token) -> Iterator[_Read]:
    """'The levy, Doe said, will double': of the parts of the clause that the cue and its subject interrupt the one
    with its verb, and the other if it has one of its own; 'In a merger' tells nothing.
    """
    clause = cue.head
    own = [c for c in cue.children if c.dep_ == "nsubj"]
    if cue.dep_ != "parataxis" or not own or clause.i == cue.i:
        return
    around = [t for t in clause.subtree if not t.is_space]
    inner = {t.i for t in cue.subtree}
    if any(t.text in _MARKS for t in around):
        return
    for part in ([t for t in around if t.i < min(inner)], [t for t in around if t.i > max(inner)]):
        while part and part[-1].is_punct:
            part.pop()
        while part and part[0].is_punct:
            part.pop(0)
        if len(part) > 1 and any(t.i == clause.i or finite(t) for t in part):
            yield "medial", part[0], part[-1]


def _gerund(cue: Token, preposition: str) -> Iterator[_Read]:
    target = direct_object(cue)
    for prep in (p for t in (cue, target) if t is not None for p in t.children):
        if prep.dep_ == "prep" and prep.lower_ == preposition and target is not None:
            for clause in prep.children:
                if clause.dep_ == "pcomp":
                    yield "gerund", target.left_edge, last_of(clause)
                elif clause.dep_ == "pobj" and clause.i > target.i > cue.i:
                    yield "object", target.left_edge, phrase_end(clause)


def _object(cue: Token) -> Iterator[_Read]:
    """'Doe proposed a levy', 'called for a levy', 'called the levy a mistake': what a demand, a vow or blame is of."""
    verbs, lemma = reporting_verbs(), lemma_of(cue)
    target = direct_object(cue)
    if lemma in verbs.naming and (named := _name_given(cue, target)):
        yield named
        return
    source = subject(cue)
    if lemma in verbs.finding and source is not None and source.lemma_.lower() in verbs.documents:
        yield from _finding(cue)
        return
    if preposition := verbs.object_after.get(lemma):
        target = after(cue, (preposition,))
        for doing in (c for p in cue.children if p.lower_ == preposition for c in p.children if c.dep_ == "pcomp"):
            yield "doing", doing.left_edge, last_of(doing)
    elif lemma not in verbs.object:
        return
    if target is not None and target.left_edge.i > cue.i and target.pos_ in ("NOUN", "PROPN"):
        yield "object", target.left_edge, phrase_end(target)


def _name_given(cue: Token, target: Token | None) -> _Read | None:
    """'called the levy a mistake', also where the parse makes a clause of both."""
    named = next((c for c in cue.children if c.dep_ == "oprd" or (c.dep_ == "prep" and c.lower_ == "as")), None)
    if named is not None and target is not None and named.i > target.i > cue.i:
        return "object", target.left_edge, phrase_end(named)
    for clause in cue.children:
        nominal = clause.dep_ == "ccomp" and clause.pos_ in ("NOUN", "PROPN", "ADJ")
        if nominal and clause.i > cue.i and not finite(clause):
            return "object", clause.left_edge, phrase_end(clause)
    return None


def _finding(cue: Token) -> Iterator[_Read]:
    """What a survey or a study finds: 'polls show Doe ahead'."""
    after_cue = [c for c in cue.children if c.dep_ in ("dobj", "ccomp", "prep") and c.left_edge.i > cue.i]
    if after_cue and after_cue[0].dep_ == "ccomp":
        yield "clause", after_cue[0].left_edge, last_of(after_cue[0])
    elif after_cue and after_cue[0].dep_ == "dobj":
        yield "object", after_cue[0].left_edge, phrase_end(after_cue[-1])


def _asks(verb: Token) -> bool:
    """Whether a verb asks by a preposition: 'called on Doe to …'."""
    return any(c.dep_ == "prep" and c.lower_ in ("on", "upon") for c in verb.children)


def _of_court(cue: Token) -> bool:
    """Whether a court says it: what it finds it tells."""
    source = subject(cue)
    return source is not None and source.lemma_.lower() in reporting_verbs().courts


def _is_question(word: Token) -> bool:
    """Whether a word begins a reported question: 'whether', 'if', 'why', 'how many'."""
    return word.lower_ in ("whether", "if") or word.tag_ in ("WRB", "WP", "WDT")


def _to(clause: Token) -> Token:
    """Where an infinitive begins: at its 'to', or at the 'not' before it."""
    to = next(c for c in clause.children if c.lower_ == "to" and c.i < clause.i)
    negated = to.i and to.nbor(-1).dep_ == "neg" and to.nbor(-1).head.i == clause.i
    return to.nbor(-1) if negated else to


def reported(annotated: AnnotatedDocument) -> Iterator[Reported]:
    """All that reporting verbs outside quotations report, in order of the cues."""
    verbs = reporting_verbs()
    known = {
        *verbs.clause,
        *verbs.infinitive,
        *verbs.person_infinitive,
        *verbs.gerund,
        *verbs.demand,
        *verbs.object,
        *verbs.finding,
        *verbs.doing,
        *verbs.object_after,
        *verbs.naming,
        *verbs.questions,
        *verbs.wishes,
    }
    for token in annotated.all_tokens:
        if token.pos_ in ("VERB", "AUX") and lemma_of(token) in known and not annotated.quoted(token.idx):
            yield from verb_frames(token)
