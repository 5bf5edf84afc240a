"""What points back: 'the attorney general', 'the department', 'the county', 'he', 'its', 'I'.

A reference names nothing new: it is a mention whose `name` tells what kind of thing it points to (a title, a noun, a
pronoun); `resolve` decides which, or leaves it undecided.
"""

from collections.abc import Iterator, Mapping

from policygraph.annotate import AnnotatedDocument, Word
from policygraph.extract._anchors import Anchors
from policygraph.extract._pronouns import Pronouns
from policygraph.extract._titles import TitleMatch, title_at
from policygraph.gazetteer import Gazetteer
from policygraph.model import Extraction, Kind, Mention, Span
from policygraph.patterns import ReferenceWord, person_words, reference_words, title_words

NEEDS = ("names",)

_MODIFIERS = 3  # words between 'the' and a title
_OFFICES = ("ship", "cy")


def extract(annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> Iterator[Mention]:
    """References in text order."""
    del gazetteer
    anchors = Anchors(annotated, found.mentions)
    pronouns = Pronouns(annotated, anchors)
    for i, word in enumerate(annotated.words):
        if anchors.over(i) is None and (pronoun := pronouns.mention(i, word)):
            yield pronoun
        if word.text.lower() == "the" and i + 1 < len(annotated.words) and (told := _with_the(annotated, anchors, i)):
            mention, last = told
            yield pronouns.after(mention, last)


def _with_the(annotated: AnnotatedDocument, anchors: Anchors, i: int) -> tuple[Mention, Word] | None:
    """What 'the' and the words behind it point to, and the last of these words."""
    words, nouns = annotated.words, reference_words()
    first = _after_modifiers(annotated, anchors, i + 1)
    if anchors.over(first) is not None:
        return None
    title = title_at(words, first, annotated.limits[i])
    former = "Former " if words[i + 1].text.lower() == "former" else ""
    if title is not None:
        if not _points(anchors, title):
            return None
        end, kind, name, rule = title.end, Kind.PERSON, former + title.title.name, "title-reference"
    elif _names_person(anchors, first + 1):
        return None
    elif _short(annotated, first):
        end, kind, name, rule = first + 1, Kind.PERSON, former + words[first].text.capitalize(), "title-reference"
    elif stop := _noun_end(annotated, i + 1, nouns, anchors):
        place = nouns[words[stop - 1].text.lower()].level
        kind = Kind.JURISDICTION if place else Kind.ORGANIZATION
        end, name, rule = stop, " ".join(w.text.lower() for w in words[i + 1 : stop]), "noun-reference"
    else:
        return None
    span = Span(start=words[i].start, end=words[end - 1].end)
    letter = "d" if rule == "title-reference" else "n"
    mention = Mention(id=f"{letter}{i}", kind=kind, span=span, name=name, rule=rule, reference=True)
    return mention, words[end - 1]


def _points(anchors: Anchors, title: TitleMatch) -> bool:
    """Whether a title behind 'the' means somebody known: it is no office of a place ('the mayor of Doe'), no office as
    such ('the governorship'), of one person, and not before a name.
    """
    words = anchors.words
    means = not words[title.end - 1].text.endswith(_OFFICES) and not _of(words, title.end)
    return means and not title.plural and title.title.kind != "honorific" and not _names_person(anchors, title.end)


def _names_person(anchors: Anchors, i: int) -> bool:
    """Whether a person's name begins at a word: 'the senator Jane Doe'."""
    following = anchors.at(i)
    return following is not None and following.kind is Kind.PERSON


def _after_modifiers(annotated: AnnotatedDocument, anchors: Anchors, i: int) -> int:
    """The title after words that say more of who holds it: 'the former mayor', 'the 45-year-old Republican governor'.
    The first word where there is none, or where they mean somebody else: 'the new mayor'.
    """
    words = annotated.words
    if words[i].text.lower() in ("former", *title_words().current):
        return i + 1
    for j in range(i, min(i + _MODIFIERS, annotated.limits[i] - 1) + 1):
        if title_at(words, j, annotated.limits[i]) is not None:
            return j
        over, lower = anchors.over(j), words[j].text.lower()
        party = over is not None and over.rule.startswith("party")
        plain = annotated.all_tokens[words[j].last].pos_ in ("ADJ", "NUM") or any(c.isdigit() for c in lower)
        if lower in person_words().other_holders or not (party or (plain and over is None and not words[j].capital)):
            break
    return i


def _short(annotated: AnnotatedDocument, i: int) -> bool:
    """Whether a word is what a longer title is called once it is known: 'the secretary'."""
    short = i < len(annotated.words) and annotated.words[i].text.lower() in person_words().short_titles
    return short and not _modified(annotated, i)


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
