"""Places that a text tells without their names standing by themselves: 'Georgian troops', 'Texans', 'Seattle-based'.

It comes after all others: that a place is told so makes it part of no relation.
"""

import re
from collections.abc import Iterator, Sequence

from policygraph.annotate import AnnotatedDocument, Word
from policygraph.extract import _heads
from policygraph.extract._anchors import Anchors
from policygraph.extract._phrases import written_so
from policygraph.gazetteer import Gazetteer
from policygraph.model import Extraction, Kind, Mention, Span
from policygraph.patterns import demonym_of, organization_heads

NEEDS = ("names", "dates", "references", "attributions", "posts", "events", "relations")

_POINTING = frozenset({"pronoun", "noun-reference", "title-reference"})
_LONGEST = 3  # words of a demonym
_TERRITORIES = (Kind.JURISDICTION, Kind.PLACE)
_TAGS = frozenset({"party-tag", "party-adjective", "border"})
_BEFORE_PLACE = frozenset({"of", "in", "for", "de", "the"})
_WHOLE = frozenset({"country", "state", "county"})
_IN_TITLES = frozenset({"U.S.", "US", "U.K.", "UK"})
# What the language model may call a demonym, and the name before '-based'.
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PEOPLES = frozenset({"NORP", *_PLACES})


def extract(annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Such places in text order."""
    names = [m for m in found.mentions if m.rule not in _POINTING and m.kind is not Kind.POST]
    anchors = Anchors(annotated, names)
    yield from _carried(anchors, found.mentions, gazetteer)
    words, taken = annotated.words, 0
    for i, word in enumerate(words):
        if i < taken or not word.text[0].isupper():
            continue
        if size := _demonym(annotated, anchors, i):
            taken = i + size
            name = " ".join(w.text for w in words[i:taken])
            yield _mention(word.start, words[taken - 1].end, demonym_of(name), "demonym", gazetteer)
        elif word.text in _IN_TITLES and anchors.over(i) is None:
            yield _mention(word.start, word.end, gazetteer.lookup(word.text)[0].slug, "within-name", gazetteer)
        elif "-" in word.text and not _covered(anchors, i):
            yield from _within(annotated, word, gazetteer)


def _carried(anchors: Anchors, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """The places whose names bodies and sites carry: 'Kentucky State Police', 'University of Michigan'. A town only
    where the document names it besides.
    """
    known = {m.name for m in mentions if m.kind in _TERRITORIES and m.rule != "nested"}
    nested = {m.span for m in mentions if m.rule == "nested"}
    for outer in anchors.mentions:
        first, end = anchors.word_range(outer.span)
        words = anchors.words[first:end]
        if outer.kind not in (Kind.ORGANIZATION, Kind.PLACE) or outer.rule in _TAGS or len(words) < 2:
            continue
        if words[-1].text.lower() in organization_heads().press:
            continue
        for start, stop in _heads.nested_spans(0, len(words)):
            if start and words[start - 1].text not in _BEFORE_PLACE:
                continue
            span = Span(start=words[start].start, end=words[stop - 1].end)
            name = anchors.annotated.document.text[span.start : span.end]
            # A region of elsewhere may bear any name, as 'Southern' does.
            rows = [r for r in gazetteer.lookup(name) if r.kind in _TERRITORIES and r.table != "regions-world.tsv"]
            rows = [r for r in rows if written_so(name, (r.name, *r.aliases))]
            sure = bool(rows) and (rows[0].level in _WHOLE or name in known)
            if sure:
                if span not in nested:
                    yield _mention(span.start, span.end, rows[0].slug, "within-name", gazetteer, written=name)
                break


def _demonym(annotated: AnnotatedDocument, anchors: Anchors, i: int) -> int:
    """How many words from one on are a demonym, 0 for none."""
    words = annotated.words
    for size in range(min(_LONGEST, annotated.limits[i] - i), 0, -1):
        name = " ".join(w.text for w in words[i : i + size])
        if not demonym_of(name) or any(_covered(anchors, j) for j in range(i, i + size)):
            continue
        token = annotated.all_tokens[words[i].first]
        if token.ent_type_ in _PEOPLES or (not token.ent_type_ and token.pos_ == "ADJ") or anchors.over(i):
            return size
    return 0


def _covered(anchors: Anchors, i: int) -> bool:
    """Whether a word belongs to a name, and is not the first of a body's ('Georgian Parliament')."""
    outer = anchors.over(i)
    if outer is None:
        return False
    first, end = anchors.word_range(outer.span)
    last = anchors.words[end - 1].text.lower()
    return not (outer.kind is Kind.ORGANIZATION and first == i < end - 1 and last not in organization_heads().press)


def _within(annotated: AnnotatedDocument, word: Word, gazetteer: Gazetteer) -> Iterator[Mention]:
    """The places and demonyms in a word with hyphens: 'U.S.-Israeli', 'Seattle-based', 'New York-born'."""
    for part in re.finditer(r"[^-–]+", word.text):
        start, end = word.start + part.start(), word.start + part.end()
        if not part[0][0].isupper():
            continue
        if slug := demonym_of(part[0]):
            yield _mention(start, end, slug, "demonym", gazetteer)
            continue
        entity = next((e for e in annotated.parse.ents if e.end_char == end and e.start_char <= start), None)
        rows = gazetteer.lookup(entity.text) if entity is not None and entity.label_ in _PLACES else ()
        if entity is not None and rows and rows[0].kind in _TERRITORIES:
            yield _mention(entity.start_char, end, rows[0].slug, "compound", gazetteer)


def _mention(start: int, end: int, slug: str, rule: str, gazetteer: Gazetteer, *, written: str = "") -> Mention:
    row = gazetteer.record(slug)
    span = Span(start=start, end=end)
    return Mention(id=f"a{start}", kind=Kind(row.kind), span=span, name=written or row.name, rule=rule)
