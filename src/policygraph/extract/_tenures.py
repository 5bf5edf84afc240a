"""Since when, or until when, a post was held, as the verb tells that says so: 'was sworn in on Monday as mayor'."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from policygraph import vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.extract._when import happened
from policygraph.model import Claim, Evidence, Extraction
from policygraph.patterns import title_words

_SINCE = re.compile(r"\bsince\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


def tenure(annotated: AnnotatedDocument, found: Extraction, verb: Token, post: str, rule: str) -> Iterator[Claim]:
    """The claim of the day on which a verb tells that a post (mention id) was taken or left, if it tells one.

    Its subject is the post: which membership that is, is known when its holder is resolved.
    """
    lemma, sentence = verb.lemma_.lower(), annotated.sentence(verb.idx)
    words = title_words()
    when = None
    predicate = vocab.END_DATE if lemma in words.leaving else vocab.START_DATE
    if lemma in words.leaving or lemma in words.starting:
        when = happened(annotated, verb, sentence, found)
    elif lemma in words.serving or lemma == "be":
        since = (d for d in found.dates if sentence.covers(d.span) and _since(annotated.document.text, d.span.start))
        when = next((d.value for d in since), None)
    if when is not None:
        yield Claim(subject=post, predicate=predicate, object=when, evidence=Evidence(span=sentence, rule=rule))


def _since(text: str, start: int) -> bool:
    """Whether a date is what something has lasted since; the word may be in its span."""
    return text[start : start + 6].lower() == "since " or _SINCE.search(text[max(0, start - 30) : start]) is not None
