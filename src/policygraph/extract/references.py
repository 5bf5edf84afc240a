"""What points back: 'the attorney general', 'the department', 'the county', 'he', 'its', 'I'.

A reference names nothing new: it is a mention whose `name` tells what kind of thing it points to (a title, a noun, a
pronoun); `resolve` decides which, or leaves it undecided.
"""

from collections.abc import Iterator, Mapping

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._anchors import Anchors
from policygraph.extract._pronouns import Pronouns
from policygraph.extract._titles import title_at
from policygraph.gazetteer import Gazetteer
from policygraph.model import Extraction, Kind, Mention, Span
from policygraph.patterns import ReferenceWord, person_words, reference_words, title_words

NEEDS = ("names",)

_OFFICES = ("ship", "cy")


def extract(annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> Iterator[Mention]:
    """References in text order."""
    del gazetteer
    anchors, words, nouns = Anchors(annotated, found.mentions), annotated.words, reference_words()
    pronouns = Pronouns(annotated, anchors)
    for i, word in enumerate(words):
        if anchors.over(i) is None and (pronoun := pronouns.mention(i, word)):
            yield pronoun
        if word.text.lower() != "the" or i + 1 >= len(words) or anchors.over(i + 1) is not None:
            continue
        first = i + 2 if words[i + 1].text.lower() in ("former", *title_words().current) else i + 1
        title = title_at(words, first, annotated.limits[i])
        end = title.end if title is not None else first + 1
        following = anchors.at(end)
        if following is not None and following.kind is Kind.PERSON:
            continue  # 'the senator Jane Doe' names her
        if _of(words, end) and title is not None:
            continue  # 'the mayor of Doe' names an office, not somebody known
        former = "Former " if words[i + 1].text.lower() == "former" else ""
        if title is not None and words[end - 1].text.endswith(_OFFICES):
            continue  # 'the governorship' is nobody
        if title is not None and not title.plural and title.title.kind != "honorific":
            span = Span(start=word.start, end=words[end - 1].end)
            name = former + title.title.name
            yield pronouns.after(_mention(f"d{i}", Kind.PERSON, span, name, "title-reference"), words[end - 1])
        elif title is None and _short(annotated, first):
            span = Span(start=word.start, end=words[first].end)
            name = former + words[first].text.capitalize()
            yield pronouns.after(_mention(f"d{i}", Kind.PERSON, span, name, "title-reference"), words[first])
        elif title is None and (stop := _noun_end(annotated, i + 1, nouns, anchors)):
            kind = Kind.JURISDICTION if nouns[words[stop - 1].text.lower()].level else Kind.ORGANIZATION
            span = Span(start=word.start, end=words[stop - 1].end)
            name = " ".join(w.text.lower() for w in words[i + 1 : stop])
            yield pronouns.after(_mention(f"n{i}", kind, span, name, "noun-reference"), words[stop - 1])


def _short(annotated: AnnotatedDocument, i: int) -> bool:
    """Whether a word is what a longer title is called once it is known: 'the secretary'."""
    short = i < len(annotated.words) and annotated.words[i].text.lower() in person_words().short_titles
    return short and not _modified(annotated, i)


def _mention(identifier: str, kind: Kind, span: Span, name: str, rule: str) -> Mention:
    return Mention(id=identifier, kind=kind, span=span, name=name, rule=rule, reference=True)


def _noun_end(
    annotated: AnnotatedDocument, first: int, nouns: Mapping[str, ReferenceWord], anchors: Anchors
) -> int | None:
    """The word after a noun that points back, at most two lower-case modifiers before it: 'the appeals court'."""
    for end in range(first + 1, min(first + 3, annotated.limits[first - 1]) + 1):
        word = annotated.words[end - 1]
        if anchors.over(end - 1) is not None or not word.text.islower():
            return None
        if word.text in nouns and not _modified(annotated, end - 1):
            return end
        if annotated.all_tokens[word.last].pos_ not in ("NOUN", "ADJ"):
            return None
    return None


def _of(words: tuple[object, ...], end: int) -> bool:
    """Whether 'of' follows: 'the mayor of Doe' names an office, not somebody known."""
    return end < len(words) and getattr(words[end], "text", "") == "of"


def _modified(annotated: AnnotatedDocument, i: int) -> bool:
    """Whether the noun only modifies another: 'the county board', or is told of by what follows: 'the city of …'."""
    token = annotated.all_tokens[annotated.words[i].last]
    return token.dep_ in ("compound", "amod", "nmod") or _of(annotated.words, i + 1)
