"""Places of the parse seen from the word that tells an event: its subject, its object, what a noun hangs on."""

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from policygraph.patterns import event_words

_HOSTED = frozenset({"in", "on", "during", "at", "with", "after", "through", "via"})
# Participles before 'by' and verbs before 'in' or 'to' that tell who else took part; who is represented goes to court.
_JOINING = frozenset({"join", "accompany", "flank", "represent"})
_TOGETHER = frozenset({"join", "work", "team", "partner", "unite"})
_RELATIVE = frozenset({"who", "whom", "that", "which"})


def heads(trigger: Token, place: str) -> list[Token]:
    """The heads of the phrases at a named place from the trigger. Raises KeyError for a place that is none."""
    kind, _, word = place.partition(":")
    return _AT[kind](trigger, word)


def subjects(verb: Token) -> list[Token]:
    """Subjects of a verb, taken over from the verb it is coordinated with, complements or hangs on as a gerund."""
    own = [t for t in verb.children if t.dep_ == "nsubj"]
    if own and own[0].lower_ in _RELATIVE and verb.dep_ == "relcl":
        return [verb.head]
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head  # 'joined Roe in introducing the bill'
    if own or verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp") or above.i == verb.i:
        return own
    if any(t.dep_ in ("nsubjpass", "auxpass") for t in verb.children) or _shares_passive(verb):
        return []
    # 'was sworn in and visited': the subject of the passive before it.
    return subjects(above) or [t for t in above.children if t.dep_ == "nsubjpass"]


def objects(verb: Token) -> list[Token]:
    """Direct objects of a verb; of 'the order, which she signed' the order."""
    own = [t for t in verb.children if t.dep_ in ("dobj", "obj")]
    if own and own[0].lower_ in _RELATIVE and verb.dep_ == "relcl":
        return [verb.head]
    return own


def patients(verb: Token) -> list[Token]:
    """Who or what a passive is about: its subject, or the noun that the participle modifies."""
    own = [t for t in verb.children if t.dep_ == "nsubjpass"]
    if own:
        return [verb.head] if own[0].lower_ in _RELATIVE and verb.dep_ == "relcl" else own
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return [verb.head]
    return patients(verb.head) if _shares_passive(verb) else []


def _shares_passive(verb: Token) -> bool:
    """Whether a participle goes on with the passive before it: 'was arrested and charged'."""
    bare = not any(t.dep_ in ("nsubj", "nsubjpass", "dobj", "obj") for t in verb.children)
    return (
        bare
        and verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and any(t.dep_ in ("nsubjpass", "auxpass") for t in verb.head.children)
    )


def governor(token: Token) -> Token:
    """The nearest verb above a token, or the token itself if it is one."""
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def _objects_of(token: Token, preposition: str, relations: tuple[str, ...]) -> list[Token]:
    """Objects of a preposition that hangs on a token, on a noun of the same compound ('protest rally near') or on what
    stands for it ('a letter to Doe and a similar one to Roe').
    """
    holders = [token, *([token.head] if token.dep_ == "compound" else [])]
    holders += [t for h in (token, token.head) for t in h.conjuncts if t.lower_ in ("one", "another")]
    prepositions = [p for h in holders for p in h.children if p.dep_ in relations and p.lower_ == preposition]
    # 'to Doe; to Roe; and to Major'
    prepositions += [c for p in prepositions for c in p.conjuncts if c.lower_ == preposition]
    return [obj for p in dict.fromkeys(prepositions) for obj in p.children if obj.dep_ in ("pobj", "pcomp")]


def _hosts(noun: Token, *, only_made: bool = False) -> list[Token]:
    """The subject of the verb that a noun hangs on: 'Doe, in a visit to X, said', 'Doe made a trip to X'; or only who
    makes it: who wept after the verdict gave none.
    """
    verb = governor(noun)
    while noun.dep_ in ("compound", "conj") and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    made = noun.dep_ == "dobj" and verb.lemma_.lower() in event_words().light_verbs
    held = made or (not only_made and noun.dep_ == "pobj" and noun.head.lower_ in _HOSTED)
    return subjects(verb) if held and verb.pos_ == "VERB" else []


def _carriers(noun: Token) -> list[Token]:
    """Passive verbs that do what a noun names: 'a letter was sent', 'a letter sent'."""
    verbs = [noun.head] if noun.dep_ == "nsubjpass" else []
    verbs += [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"]
    return [v for v in verbs if v.lemma_.lower() in event_words().light_verbs]


def _company(trigger: Token) -> list[Token]:
    """Who took part beside the subject: 'along with Roe', 'joined by Roe', 'Doe joined Roe in introducing the bill'."""
    verb = governor(trigger)
    around = [c for t in (verb, *subjects(verb), *patients(verb)) for c in t.children]
    found: list[Token] = []
    for word in around:
        if word.lower_ in ("along", "together", "alongside"):
            found += [o for o in word.children if o.dep_ == "pobj"]
            found += [o for w in word.children if w.lower_ == "with" for o in w.children if o.dep_ == "pobj"]
        elif word.lemma_.lower() in _JOINING and word.tag_ == "VBN":
            found += _objects_of(word, "by", ("agent", "prep"))
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if above.i != verb.i and verb.dep_ in ("pcomp", "xcomp", "advcl") and above.lemma_.lower() in _TOGETHER:
        found += objects(above) if above.lemma_.lower() == "join" else []
        found += [o for word in ("with", "by") for o in _objects_of(above, word, ("agent", "prep"))]
    return found


def _within(trigger: Token, word: str) -> list[Token]:
    """Objects of a preposition on what the trigger's own phrases name: 'met with officers in Laredo'."""
    named = objects(trigger) + [o for p in trigger.children if p.dep_ == "prep" for o in p.children if o.dep_ == "pobj"]
    return [o for n in named for o in _objects_of(n, word, ("prep",))]


def _possessors(tokens: list[Token]) -> list[Token]:
    return [p for t in tokens for p in t.children if p.dep_ == "poss"]


def _datives(verb: Token) -> list[Token]:
    datives = [t for t in verb.children if t.dep_ == "dative"]
    return [o for d in datives for o in (d.children if d.pos_ == "ADP" else [d]) if o.pos_ != "ADP"]


def _clause_subjects(verb: Token) -> list[Token]:
    clauses = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp")]
    return [s for c in clauses for s in c.children if s.dep_ == "nsubj"]


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
    "patient": lambda t, _: patients(t),
    "object-possessor": lambda t, word: _possessors([o for o in objects(t) if word in ("", o.lemma_.lower())]),
    "patient-possessor": lambda t, _: _possessors(patients(t)),
    "object-body": lambda t, _: objects(t),
    "object-prep": lambda t, word: [h for o in objects(t) for h in _objects_of(o, word, ("prep",))],
    "possessor": lambda t, _: _possessors([t]),
    "compound": lambda t, _: [c for c in t.children if c.dep_ in ("compound", "nmod", "amod")],
    "by": lambda t, _: _objects_of(t, "by", ("agent", "prep")),
    "prep": lambda t, word: _objects_of(t, word, ("prep", "agent")),
    "dative": lambda t, _: _datives(t),
    "host": lambda t, _: _hosts(t),
    "maker": lambda t, _: _hosts(t, only_made=True),
    "host-dative": lambda t, _: _datives(governor(t)),
    "host-prep": lambda t, word: [
        o for v in (governor(t), *_carriers(t)) for o in _objects_of(v, word, ("prep", "dative"))
    ],
    "host-by": lambda t, _: [o for v in _carriers(t) for o in _objects_of(v, "by", ("agent", "prep"))],
    "host-object": lambda t, _: objects(governor(t)) if t.dep_ == "pobj" and _hosts(t) else [],
    "company": lambda t, _: _company(t),
    "within": _within,
    "subject-possessor": lambda t, _: _possessors([*subjects(t), *patients(t)]),
    "clause-subject": lambda t, _: _clause_subjects(t),
    "infinitive": lambda t, _: infinitives(t),
    "gerund": lambda t, word: [o for o in _objects_of(t, word, ("prep",)) if o.dep_ == "pcomp"],
    "predicate-of-subject": lambda t, _: [c for c in t.children if c.dep_ == "oprd" and subjects(t)],
    "predicate": lambda t, _: [c for c in t.children if c.dep_ in ("oprd", "acomp", "attr")],
    "copula": lambda t, _: _copula(t),
    "apposed": lambda t, _: _apposed(t),
    "modified": lambda t, _: _modified(t),
}
PLACES = frozenset(_AT)
