"""What kind of thing a text tells that a name is of: 'Doe is a village', 'Roe, a maker of boots', 'the band Doe'."""

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.model import Kind, Span
from policygraph.patterns import kind_words


def told(annotated: AnnotatedDocument, span: Span) -> Kind | None:
    """The kind that the words beside a name tell; None where they tell none, or nothing that the lexicon knows."""
    head = annotated.root(span)
    for noun in _nouns(head, span):
        if kind := kind_words().get(noun.lemma_.lower()):
            return kind
    return None


def _nouns(head: Token, span: Span) -> list[Token]:
    """The common nouns that say what a name is of: predicates, appositions, what stands right before it."""
    found = [child for child in head.children if child.dep_ == "appos"]
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        found += [child for child in head.head.children if child.dep_ == "attr"]
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.dep_ != "ROOT":
        found.append(head.head.head)  # 'the village of Doe'
    if head.dep_ == "appos":
        found.append(head.head)
    return [noun for noun in found if noun.pos_ == "NOUN" and not span.start <= noun.idx < span.end]
