"""Which words tell an event: the triggers of a text, and what must hang on one for a pattern to fit."""

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._arguments import Arguments
from policygraph.extract._positions import governor, heads, infinitives, objects, subjects
from policygraph.model import Kind
from policygraph.patterns import EventPattern, event_words, events

# Policies that an executive makes alone; what others vote on is a bill.
_ORDERS = frozenset({"order", "orders", "directive", "proclamation", "memorandum", "declaration"})


def triggers_of(annotated: AnnotatedDocument) -> dict[int, list[EventPattern]]:
    """The words that may tell an event, by token number, with the patterns that they are in."""
    by_verb: dict[str, list[EventPattern]] = {}
    by_noun: dict[str, list[EventPattern]] = {}
    for pattern in events():
        for lemma in pattern.verbs:
            by_verb.setdefault(lemma, []).append(pattern)
        for lemma in pattern.nouns:
            by_noun.setdefault(lemma, []).append(pattern)
    triggers: dict[int, list[EventPattern]] = {}
    for token in annotated.all_tokens:
        if token.pos_ in ("VERB", "AUX"):
            patterns = by_verb.get(token.lemma_.lower())
        else:
            patterns = by_noun.get(word_of(token)) if token.pos_ in ("NOUN", "PROPN") else None
        if patterns:
            triggers[token.i] = patterns
    return triggers


def told_by_head(trigger: Token, triggers: dict[int, list[EventPattern]]) -> bool:
    """Whether a word above tells the same event: 'protest rally', 'voted to repeal', 'ruled, finding that'."""
    above = trigger.head.head if trigger.dep_ == "pcomp" else trigger.head
    if above.i == trigger.i or above.i not in triggers:
        return False
    if trigger.dep_ == "compound":
        return True
    same = {p.event for p in triggers[above.i]} & {p.event for p in triggers[trigger.i]}
    goes_on = trigger.dep_ == "acl" or any(trigger.i == t.i for t in infinitives(above))
    goes_on = goes_on or (trigger.dep_ == "advcl" and _goes_on(trigger))
    return bool(same) and goes_on


def _goes_on(clause: Token) -> bool:
    """Whether an adverbial clause tells the same more closely: 'ruled, finding that', 'won when it sued'."""
    return clause.tag_ == "VBG" or any(c.lower_ == "when" for c in clause.children)


def wished(trigger: Token) -> bool:
    """Whether somebody only wants it done: 'asked the mayor to visit Laredo', 'the power to declare an emergency'."""
    verb = governor(trigger)
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    if verb.dep_ not in ("xcomp", "ccomp", "acl") or not any(
        c.lower_ == "to" and c.dep_ == "aux" for c in verb.children
    ):
        return False
    words = event_words()
    return verb.head.lemma_.lower() not in words.planning | words.denying_verbs


def word_of(token: Token) -> str:
    """The lemma; the model leaves a noun with a capital in the plural: 'Executive Orders'."""
    lemma = token.lemma_.lower()
    return lemma.removesuffix("s") if token.pos_ == "PROPN" and len(lemma) > 4 else lemma


def only_names(noun: Token, finder: Arguments) -> bool:
    """Whether a noun is but a part of a name or the kind of another noun: 'Fire Company', 'flood insurance'."""
    return finder.anchors.of_token(noun) is not None or (noun.dep_ == "compound" and noun.head.tag_ != "VBG")


def goes_with(trigger: Token, pattern: EventPattern, finder: Arguments) -> bool:
    """Whether the trigger has the object, modifier, phrase and subject that the pattern asks for."""
    if pattern.objects:
        inside = [
            *objects(trigger),
            *heads(trigger, "patient"),
            *(subjects(trigger) if "object-body" in pattern.arguments.get("agent", ()) else []),
        ]
        if trigger.pos_ != "VERB":
            inside = [t for t in trigger.children if t.dep_ in ("compound", "amod", "nmod")] + heads(trigger, "prep:of")
        inside += [c for t in inside for c in (*t.conjuncts, *t.children) if c.dep_ in ("conj", "appos")]
        inside += [
            t for o in inside for p in o.children if p.dep_ == "prep" and p.lower_ in ("of", "for") for t in p.children
        ]
        if not any(_is_one_of(t, pattern.objects, finder) for t in inside):
            return False
    if pattern.phrases and not any(heads(trigger, place) for place in pattern.phrases):
        return False
    return not pattern.subjects or _is_done_by(trigger, pattern.subjects, finder)


def _is_done_by(trigger: Token, wanted: frozenset[str], finder: Arguments) -> bool:
    """Whether one of the words is the subject, its title or a word of its name: 'a judge', 'Judge Roe', 'the Court'."""
    who = [*subjects(trigger), *heads(trigger, "by")]
    words = {t.lemma_.lower() for w in who for t in (w, *w.children) if t.i == w.i or t.dep_ in ("compound", "appos")}
    named = {word for t in who if (m := finder.anchors.of_token(t)) for word in m.name.lower().split()}
    return not wanted.isdisjoint(words | named)


def _is_one_of(token: Token, wanted: frozenset[str], finder: Arguments) -> bool:
    """Whether a token is one of the words, or names a policy that is: 'POLICY' stands for any but an order."""
    mention = finder.anchors.of_token(token)
    if mention is not None and mention.kind is Kind.PERSON and "PERSON" in wanted:
        return True
    if token.lower_ in ("it", "them") and "IT" in wanted:
        before = token.doc[token.sent.start : token.i]
        return any(_is_one_of(t, wanted - {"IT"}, finder) for t in before)
    if mention is None or mention.kind is not Kind.POLICY:
        return word_of(token) in wanted
    words = set(mention.name.lower().split())
    return ("POLICY" in wanted and _ORDERS.isdisjoint(words)) or not wanted.isdisjoint(words)
