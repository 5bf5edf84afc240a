"""The grammar of reporting verbs: who says, whom to, and where a clause begins and ends."""

from spacy.tokens import Token

from policygraph.model import Span
from policygraph.patterns import reporting_verbs

_SAID_NOT = frozenset({"not", "n't", "never", "would", "could", "might", "may", "should", "did"})


def subject(verb: Token) -> Token | None:
    """Who a verb has say something: its subject, taken over from the verb that it is coordinated with or completes;
    of a passive who stands after 'by'.
    """
    if passive(verb):
        return _agent(verb)
    for _ in range(4):
        verb = said_besides(verb) or verb
        own = [c for c in verb.children if c.dep_ == "nsubj"]
        if own:
            pointer = own[0].lower_ in ("who", "that", "which") and verb.dep_ == "relcl"
            return _antecedent(verb) if pointer else own[0]
        if verb.dep_ in ("conj", "advcl", "xcomp", "acomp") and verb.head.i != verb.i:
            verb = verb.head
        elif verb.dep_ == "pcomp" and verb.head.head.pos_ in ("VERB", "AUX"):
            quoted = verb.head.lower_ == "as" and passive(verb.head.head)
            verb = verb.head.head  # 'after demanding that …, Doe said'
            if quoted:  # 'Doe was quoted as saying'
                return next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        elif verb.dep_ == "acl" and verb.head.pos_ == "PROPN":
            return verb.head
        elif verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.lemma_.lower() in _texts():
            return _writer(verb.head)
        else:
            return None
    return None


def said_besides(verb: Token) -> Token | None:
    """The reporting verb that a verb goes on from, where the parse joins it to what was reported: in 'Doe said the levy
    would double and suggested that …' the tenses tell that Doe suggested it.
    """
    clause, cue = verb.head, verb.head.head
    verbs = reporting_verbs().clause
    own = any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children)
    if verb.dep_ != "conj" or clause.dep_ != "ccomp" or own or not {verb.lemma_, cue.lemma_} <= verbs:
        return None
    return cue if verb.tag_ == cue.tag_ != clause.tag_ and verb.tag_ in ("VBD", "VBZ", "VBP") else None


def lemma_of(verb: Token) -> str:
    """The lemma of a verb, in small letters; where the model is known to err the right one."""
    lemma = verb.lemma_.lower()
    return reporting_verbs().lemmas.get(lemma, lemma)


def cue_span(cue: Token) -> Span:
    """The words of a cue: with its perfect ('has said'), its particle ('pointed out', 'called on') and 'to' or 'in a
    statement' right behind it.
    """
    first = last = cue
    before = cue.nbor(-1) if cue.i else None
    if before is not None and before.head.i == cue.i and before.lower_ in ("has", "have", "had"):
        first = before
    rest = cue.doc[cue.i + 1 : cue.i + 4]
    if len(rest) and rest[0].head.i == cue.i:
        called = rest[0].lower_ in ("on", "upon", "for") and cue.lemma_.lower() == "call"
        last = rest[0] if rest[0].dep_ == "prt" or called or cue.lower_ == "according" else last
    if [t.lower_ for t in rest] == ["in", "a", "statement"]:
        last = rest[2]
    return stretch(first, last)


def passive(verb: Token) -> bool:
    """Whether a verb tells what was said to its subject, or of it: 'was told by Roe'."""
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def _agent(verb: Token) -> Token | None:
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def _antecedent(verb: Token) -> Token:
    """Whom 'who' or 'that' before a verb points to; for 'X sent letters that demand …' it is who sent them."""
    sender = verb.head
    while sender.pos_ != "VERB" and sender.head.i != sender.i:
        sender = sender.head
    if sender.lemma_.lower() in reporting_verbs().sending:
        return subject(sender) or verb.head
    return verb.head


def _writer(text: Token) -> Token:
    """Who writes a letter that demands: its owner, or who sends it or says something in it; else the letter itself."""
    owner = next((c for c in text.children if c.dep_ == "poss"), None)
    maker = owner or after(text, ("by", "from"))
    if maker is not None:
        return maker
    verb = text.head.head if text.dep_ == "pobj" and text.head.lower_ in ("in", "by", "with") else text.head
    active = verb.pos_ == "VERB" and not passive(verb)
    sent = text.dep_ == "pobj" or (text.dep_ == "dobj" and verb.lemma_.lower() in reporting_verbs().sending)
    return (subject(verb) if active and sent else None) or text


def _texts() -> frozenset[str]:
    verbs = reporting_verbs()
    return verbs.letters | verbs.documents | verbs.announced


def unsaid(cue: Token) -> bool:
    """Whether the verb is only wished, asked or denied: 'would not say', 'declined to say'; 'went on to say' is not."""
    words = {c.lower_ for c in cue.children if c.dep_ in ("aux", "neg")}
    goes_on = cue.dep_ in ("xcomp", "advcl", "acl") and cue.head.lemma_.lower() in reporting_verbs().asserting
    return bool(words & _SAID_NOT) or ("to" in words and not goes_on)


def finite(clause: Token) -> bool:
    """Whether a clause could stand alone: it has a subject of its own and a finite verb."""
    has_subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in clause.children)
    forms = (clause, *(c for c in clause.children if c.dep_ in ("aux", "auxpass")))
    return has_subject and any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in forms)


def direct_object(verb: Token) -> Token | None:
    """The object of a verb."""
    return next((c for c in verb.children if c.dep_ in ("dobj", "obj")), None)


def after(verb: Token, prepositions: tuple[str, ...]) -> Token | None:
    """The noun after the first of some prepositions that hangs on a verb or noun."""
    for prep in verb.children:
        if prep.dep_ in ("prep", "dative", "agent") and prep.lower_ in prepositions:
            return next((c for c in prep.children if c.dep_ == "pobj"), None)
    return None


def last_of(clause: Token, stop: int | None = None) -> Token:
    """The last token of a clause, at most the one before number `stop`, without the punctuation, white space and
    conjunction at its end.
    """
    tokens = [t for t in clause.subtree if stop is None or t.i < stop]
    while len(tokens) > 1 and (
        tokens[-1].is_space
        or (tokens[-1].is_punct and tokens[-1].text not in '”"')
        or (tokens[-1].dep_ == "cc" and tokens[-1].head.i == clause.i)
    ):
        tokens.pop()
    return tokens[-1]


def phrase_end(noun: Token) -> Token:
    """The last token of a noun phrase, without a relative clause behind a comma: 'a mistake, which …'."""
    tokens = list(noun.subtree)
    apart = [
        c.left_edge.i
        for t in tokens
        for c in t.children
        if c.dep_ in ("relcl", "advcl") and c.left_edge.i > noun.i and c.left_edge.nbor(-1).text == ","
    ]
    kept = [t for t in tokens if not apart or t.i < min(apart) - 1]
    while len(kept) > 1 and (kept[-1].is_space or (kept[-1].is_punct and kept[-1].text not in '”"')):
        kept.pop()
    return kept[-1]


def going_on(cue: Token, clause: Token) -> Token:
    """The last token of a reported clause: with what it would do besides, though the parse joins that to the cue
    ('said she would leave and would return'), and without what was said besides.
    """
    for other in cue.children:
        aux = any(c.dep_ == "aux" and c.lower_ in ("would", "will") for c in other.children)
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in other.children)
        if other.dep_ == "conj" and other.i > clause.i and aux and not own:
            return last_of(other)
    besides = (c.left_edge.i for c in clause.children if said_besides(c) is not None)
    return last_of(clause, next(besides, None))


def stretch(first: Token, last: Token) -> Span:
    """The characters from one token to another."""
    return Span(start=first.idx, end=last.idx + len(last))
