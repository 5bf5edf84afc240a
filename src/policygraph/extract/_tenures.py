"""Since when, or until when, a post was held, as the verb tells that says so: 'was sworn in on Monday as mayor'; or
the words after the title: 'mayor of Laredo from 2002 to 2010'.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from spacy.tokens import Token

from policygraph import vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.extract._when import happened
from policygraph.model import Claim, DateValue, Evidence, Extraction
from policygraph.patterns import title_words

# Between a title and the day it was held since or until, be the word the day's own or not.
_BEFORE_SPELL = re.compile(r"[ ,]{0,2}\(?(?:(?:from|since|until|till|through|between)\s+)?")
_UNTIL_YEAR = re.compile(r" until (\d{4})\b")
_SINCE = re.compile(r"\bsince\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


def tenure(annotated: AnnotatedDocument, found: Extraction, verb: Token, post: str, rule: str) -> Iterator[Claim]:
    """The claim of the day on which a verb tells that a post (mention id) was taken or left, if it tells one.

    Its subject is the post: which membership that is, is known when its holder is resolved.
    """
    lemma, sentence = verb.lemma_.lower(), annotated.sentence(verb.idx)
    words = title_words()
    when = None
    ending = lemma in words.leaving | words.dismissing | words.vacating
    predicate = vocab.END_DATE if ending else vocab.START_DATE
    if ending or lemma in words.starting:
        when = happened(annotated, verb, sentence, found)
    elif lemma in words.serving or lemma == "be":
        since = (d for d in found.dates if sentence.covers(d.span) and _since(annotated.document.text, d.span.start))
        when = next((d.value for d in since), None)
    if when is not None:
        yield Claim(subject=post, predicate=predicate, object=when, evidence=Evidence(span=sentence, rule=rule))


def spell(annotated: AnnotatedDocument, found: Extraction, after: int) -> tuple[DateValue | None, DateValue | None]:
    """The days since when and until when a post was held, as told right after its title phrase, which ends there in
    the text: 'from 2002 to 2010', '(2002-10)', 'since 2014', 'until 2014'. An end still to come is left out.
    """
    text = annotated.document.text
    begin = _BEFORE_SPELL.match(text, after)
    first = begin.end() if begin else after
    told = next((d for d in found.dates if after < d.span.start <= first <= d.span.end), None)
    if told is None:
        year = _UNTIL_YEAR.match(text, after)
        return None, _over(annotated, _part(date(int(year[1]), 12, 31), 4) if year else None)
    word = text[after : told.span.end].strip(" (,").split()[0].lower()
    last = _part(told.value.latest, len(told.value.value))
    if last.value != told.value.value:
        return _part(told.value.earliest, len(told.value.value)), _over(annotated, last)
    if word == "since":
        return told.value, None
    return None, _over(annotated, told.value) if word in ("until", "till", "through") else None


def _over(annotated: AnnotatedDocument, day: DateValue | None) -> DateValue | None:
    """A day that has come by publication."""
    published = annotated.document.published
    ahead = day is None or (published is not None and day.earliest > published)
    return None if ahead else day


def _part(day: date, letters: int) -> DateValue:
    """The year, month or day in which a day is, by the letters of its form."""
    value = day.isoformat()[:letters]
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    begins = {4: day.replace(month=1, day=1), 7: day.replace(day=1)}
    ends = {4: day.replace(month=12, day=31), 7: last}
    return DateValue(value=value, earliest=begins.get(letters, day), latest=ends.get(letters, day))


def _since(text: str, start: int) -> bool:
    """Whether a date is what something has lasted since; the word may be in its span."""
    return text[start : start + 6].lower() == "since " or _SINCE.search(text[max(0, start - 30) : start]) is not None
