"""How names are put together: words that connect, head, precede and follow them."""

import re
from collections.abc import Sequence

from policygraph.annotate import AnnotatedDocument, Word
from policygraph.extract._titles import title_at
from policygraph.gazetteer import Gazetteer
from policygraph.patterns import function_words, given_names, no_names

CONNECTORS = frozenset(
    [
        "of",
        "the",
        "for",
        "and",
        "&",
        "on",
        "de",
        "la",
        "las",
        "los",
        "del",
        "des",
        "du",
        "von",
        "van",
        "der",
        "bin",
        "al",
        "e",
        "y",
        "in",
        "to",
        "at",
    ]
)
_PARTICLES = frozenset(
    ["de", "la", "del", "van", "von", "der", "den", "bin", "al", "el", "da", "dos", "di", "ter", "St.", "y"]
)
_PARTY_LETTERS = frozenset(["R", "D", "I"])
_PLACE_VERBS = frozenset(["visited", "visits", "visit", "toured", "tours", "tour", "left", "entered", "reached"])
_PREPOSITIONS = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "to",
        "outside",
        "around",
        "across",
        "throughout",
        "of",
        "toward",
        "towards",
        "into",
    ]
)


def run_end(words: Sequence[Word], first: int, limit: int) -> int:
    """The end of the run of capitalised words that begins at a word, with connectors between them."""
    end = last = first + 1
    while end < limit:
        word = words[end]
        if word.capital or word.text[0].isdigit():
            last = end + 1
        elif not (connects(word.text) or word.text in ("-", "'", "’")) or end - last >= 2:
            break
        end += 1
    return last


def may_end(word: Word) -> bool:
    """Whether a name may end with a word: not with a dash, a comma or a mark, which the tables would overlook."""
    return word.text[-1].isalnum() or word.text[-1] in ".!)"


def connects(text: str) -> bool:
    """Whether a lower-case word may stand inside a name."""
    return text in CONNECTORS


def person_end(words: Sequence[Word], first: int, limit: int) -> int | None:
    """The end of a person's name from its first word: capitalised words, initials, particles, suffixes."""
    if not words[first].capital or not re.match(r"[^\W\d]", words[first].text) or is_function_word(words[first].text):
        return None
    end = first + 1
    while end < limit and end - first < 5:
        text = words[end].text
        if after := _after_particles(words, end, limit):
            end = after
        elif text in ("“", '"') and _nickname_end(words, end, limit):
            end = _nickname_end(words, end, limit)
        elif end - first >= 2 and text in _PARTY_LETTERS:
            break  # a tag that lost its marks: 'Jane Doe R Ohio'
        elif words[end].capital and re.fullmatch(r"[^\W\d][\w.’'-]*", text) and not is_function_word(text):
            end += 1
        else:
            break
    return end


def _after_particles(words: Sequence[Word], first: int, limit: int) -> int:
    """The word after particles and the capital word they belong to: 'van der Roe', 'de la Cruz'; 0 if none."""
    end = first
    while end < limit and words[end].text in _PARTICLES:
        end += 1
    return end + 1 if first < end < limit and words[end].capital else 0


def _nickname_end(words: Sequence[Word], first: int, limit: int) -> int:
    """The word after a nickname in marks and before a surname: 'Edward “Ed” Doe'; 0 if none."""
    if (
        first + 3 < limit
        and words[first + 1].capital
        and words[first + 2].text in ("”", '"')
        and words[first + 3].capital
    ):
        return first + 3
    return 0


def place_prefix(words: Sequence[Word], first: int) -> int:
    """How many words of 'City of', 'State of', 'County of' begin here."""
    if first + 2 < len(words) and words[first].text in (
        "City",
        "Town",
        "Village",
        "State",
        "County",
        "Commonwealth",
        "Borough",
        "Township",
    ):
        return 2 if words[first + 1].text == "of" else 0
    return 0


def place_preposition(words: Sequence[Word], first: int) -> bool:
    """Whether a preposition of place stands before a word."""
    return first > 0 and words[first - 1].text.lower() in _PREPOSITIONS


def stands_in(words: Sequence[Word], first: int) -> bool:
    """Whether a word that only a place follows stands before a name: 'in Doe', whatever the model takes it for."""
    return first > 0 and words[first - 1].text.lower() in ("in", "near", "outside")


def beside_title(words: Sequence[Word], first: int, end: int, *, large: bool) -> bool:
    """Whether 'TITLE of' stands before words, or a local office is theirs ('Laredo's mayor'): what an office is of is a
    place, whatever else bears the name.
    """
    at = end + (end < len(words) and words[end].text in ("'s", "’s"))
    if at < len(words) and (large or at > end or not words[at].capital):
        title = title_at(words, at, len(words))
        if title is not None and "municipality" in title.title.levels:
            return True
    if first < 2 or words[first - 1].text != "of":
        return False
    titles = (title_at(words, start, first - 1) for start in range(max(0, first - 4), first - 1))
    return any(t is not None and t.end == first - 1 and t.title.levels for t in titles)


def ends_in_title(words: Sequence[Word], first: int, end: int) -> bool:
    """Whether the last of some words are a title, and no part of a name: 'Fund for Justice'."""
    return any(
        (title := title_at(words, i, end)) is not None
        and title.end == end
        and not (i > first and connects(words[i - 1].text))
        for i in range(first, end)
    )


def place_verb(words: Sequence[Word], first: int) -> bool:
    """Whether a verb that takes a place stands before a word: 'toured Laredo'."""
    return first > 0 and words[first - 1].text.lower() in _PLACE_VERBS


def state_abbreviation(words: Sequence[Word], i: int, gazetteer: Gazetteer) -> str | None:
    """The state whose abbreviation stands after a name and a comma, 'Doe County, Mo.', or None."""
    if i < 2 or words[i - 1].text != "," or not words[i - 2].capital:
        return None
    text = words[i].text
    if words[i + 1 : i + 2] and words[i + 1].text == ".":
        text += "."  # a word of its own before a comma
    slug = gazetteer.state_of(text)
    return gazetteer.record(slug).name if slug else None


def full_stop(words: Sequence[Word], i: int, limit: int) -> bool:
    """Whether a word is the full stop of the abbreviation before it, and does not end the sentence."""
    return i + 1 < limit and words[i].text == "." and words[i].start == words[i - 1].end


def state_follows(words: Sequence[Word], end: int, gazetteer: Gazetteer) -> str | None:
    """The slug of the state or country after a comma: 'Laredo, Texas'; None if there is none."""
    if end + 1 >= len(words) or words[end].text != ",":
        return None
    for size in (3, 2, 1):
        text = " ".join(w.text for w in words[end + 1 : end + 1 + size])
        if slug := gazetteer.state_of(text):
            return slug
        for row in gazetteer.lookup(text) if words[end + 1].capital else ():
            if row.level in ("state", "country"):
                return str(row.slug)
    return None


def entity_at(annotated: AnnotatedDocument, words: Sequence[Word], first: int) -> tuple[int, str] | None:
    """(end word, label) of spaCy's entity that begins at a word, an article before it or a possessive after it
    left out; cut at a line's end.
    """
    token = annotated.all_tokens[words[first].first]
    if not token.ent_type_:
        return None
    starts = token.ent_iob_ == "B" or (token.i and annotated.all_tokens[token.i - 1].text.lower() in ("the", "a", "an"))
    if not starts:
        return None
    end = first
    while end < len(words) and annotated.all_tokens[words[end].first].ent_type_ == token.ent_type_:
        start = annotated.all_tokens[words[end].first]
        if end > first and (
            start.ent_iob_ == "B" or "\n" in annotated.document.text[words[end - 1].end : words[end].start]
        ):
            break
        end += 1
    while end > first and words[end - 1].text in ("'s", "’s", "'", "’", ",", ".", "the"):
        end -= 1
    return (end, token.ent_type_) if end > first else None


def bare(text: str) -> str:
    """A name without article and possessive."""
    return re.sub(r"(['’]s|['’])$", "", re.sub(r"^(the|The)\s+", "", text.strip()))


def is_function_word(text: str) -> bool:
    """Whether a word begins a sentence without beginning a name."""
    return text.lower().replace("’", "'") in function_words()


def is_common(text: str) -> bool:
    """Whether a phrase is no name: a function word, one without letters, or one that the lexicon knows as none."""
    plain = text.lower().removeprefix("the ").rstrip(".")
    return is_function_word(text) or plain in no_names() or not any(c.isalpha() for c in text)


def is_year(text: str) -> bool:
    """Whether a word is a year of news: it begins no name ('the 2020 Constitution Party')."""
    return re.fullmatch(r"(?:19|20)\d\d", text) is not None


def given_name(text: str) -> bool:
    """Whether a word is a given name of the lexicon."""
    return text in given_names()


def written_so(text: str, names: Sequence[str]) -> bool:
    """Whether a name in capitals is written in capitals ('ICE' is no ice), and any other begins with one."""
    short = [n for n in names if n.isupper() and n.replace(".", "").isalpha() and len(n) <= 6]
    plain = text.replace(".", "").lower()
    if any(n.replace(".", "").lower() == plain for n in short):
        longer = [n for n in names if n not in short and n.replace(".", "").lower() == plain]
        return text.isupper() or text in longer
    return text[0].isupper()
