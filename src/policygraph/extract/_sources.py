"""The words that name a source."""

from spacy.tokens import Token

from policygraph.model import Span

_DASHES = ("–", "—", "--")


def phrase(source: Token, content: Span, cue: Span | None) -> Span:
    """The words of a source, with what its bracket or apposition adds; never the content, the cue, a dateline or a
    relative clause behind a comma or with the cue in it.
    """
    aside = {t.i for c in source.children if c.dep_ == "relcl" and _apart(c, cue) for t in c.subtree}
    first = last = source
    for token in sorted(source.subtree, key=lambda t: abs(t.i - source.i)):
        span = Span(start=token.idx, end=token.idx + len(token))
        foreign = content.overlaps(span) or (cue is not None and cue.overlaps(span))
        foreign = foreign or token.i in aside or "\n" in token.text or token.text in _DASHES
        if not foreign and token.i in (first.i - 1, last.i + 1):
            first, last = (token, last) if token.i < first.i else (first, token)
    return _without_edges(first, last, source)


def _apart(clause: Token, cue: Span | None) -> bool:
    """Whether a relative clause stands behind a comma, or says what the source said: 'officials who asked that …'."""
    comma = bool(clause.left_edge.i) and clause.left_edge.nbor(-1).is_punct
    return comma or (cue is not None and any(t.idx == cue.start for t in clause.subtree))


def _without_edges(first: Token, last: Token, source: Token) -> Span:
    """From one token to another without punctuation and "'s" at the ends; a bracket that closes one inside stays."""
    while first.i < source.i and (first.is_punct or first.is_space):
        first = first.nbor()
    while last.i > source.i and (
        last.is_space or (last.is_punct and last.text != ")") or last.dep_ == "cc" or last.tag_ == "POS"
    ):
        last = last.nbor(-1)
    return Span(start=first.idx, end=last.idx + len(last))
