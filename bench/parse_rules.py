"""Who said what by the parse alone, the baseline of `quality.py polnear`; and the nearest name, that of `coref`.

What anybody with spaCy can have in an afternoon: the clauses that verbs of saying govern (Krestel et al., 2008), and
whatever stands between quotation marks, which is of the verb of saying in its sentence.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

VERBS = frozenset(
    [
        "say",
        "tell",
        "add",
        "claim",
        "argue",
        "note",
        "announce",
        "state",
        "suggest",
        "warn",
        "explain",
        "insist",
        "acknowledge",
        "admit",
        "declare",
        "deny",
        "believe",
        "think",
        "report",
        "write",
        "contend",
        "assert",
        "maintain",
        "reply",
        "respond",
        "ask",
        "predict",
        "promise",
        "propose",
        "testify",
        "recall",
        "conclude",
        "charge",
        "allege",
    ]
)
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_SUBJECTS = ("nsubj", "nsubjpass")

Roles = dict[str, list[list[int]]]


def attributions(parse: Doc) -> list[Roles]:
    """Every clause that a verb of saying governs, and every quotation with the verb of saying of its sentence."""
    found = [_roles(verb, [clause]) for verb in parse if verb.lemma_ in VERBS and (clause := _clause(verb))]
    taken = [span for roles in found for span in roles["content"]]
    for match in _QUOTED.finditer(parse.text):
        start, end = match.span(1)
        if any(start < e and s < end for s, e in taken):
            continue
        span = parse.char_span(start, end, alignment_mode="expand")
        cues = [t for t in span.root.sent if t.lemma_ in VERBS and not start <= t.idx < end] if span else []
        found.append(_roles(cues[0], [[start, end]]) if cues else {"source": [], "cue": [], "content": [[start, end]]})
    return found


def _clause(verb: Token) -> list[int] | None:
    """The offsets of the clause that a verb governs as its object."""
    clause = next((child for child in verb.children if child.dep_ == "ccomp"), None)
    return None if clause is None else _offsets(clause)


def _roles(verb: Token, content: list[list[int]]) -> Roles:
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    source = [] if subject is None else [_offsets(subject)]
    return {"source": source, "cue": [[verb.idx, verb.idx + len(verb)]], "content": content}


def _offsets(head: Token) -> list[int]:
    """What a token governs, with it."""
    return [head.left_edge.idx, head.right_edge.idx + len(head.right_edge)]


def nearest_names(parse: Doc) -> Iterator[tuple[tuple[int, int], str]]:
    """Each name of a person, and each pronoun as the name before it: offsets, and the name's last word."""
    people = {entity.start: entity for entity in parse.ents if entity.label_ == "PERSON"}
    last = ""
    for token in parse:
        if entity := people.get(token.i):
            last = entity[-1].text.lower()
            yield (entity.start_char, entity.end_char), last
        elif token.pos_ == "PRON" and last:
            yield (token.idx, token.idx + len(token)), last
