"""Phrases that a head word makes the name of an organization or a site: '… Commission', '… Creek', 'Center for …'."""

from collections.abc import Iterator, Sequence

from policygraph.annotate import Word
from policygraph.extract._phrases import CONNECTORS, is_function_word
from policygraph.patterns import Heads, organization_heads, place_heads

_TIGHT = frozenset(["of", "the", "for", "&", "on", "de", "la", "del"])
# Heads that news writes in lower case after a name: 'Doe airport', 'Roe campaign'.
_LOWER_PLACE_HEADS = frozenset(["airport", "cemetery", "border", "site", "courthouse", "jail", "creek", "river"])
_LOWER_ORGANIZATION_HEADS = frozenset(["administration", "campaign", "delegation"])


def organization_end(words: Sequence[Word], first: int, limit: int, labels: Sequence[str]) -> int | None:
    """The end of the longest phrase from a word that a head word makes an organization."""
    heads = organization_heads()
    best = _headed(words, first, limit, heads, labels, _LOWER_ORGANIZATION_HEADS)
    if best is None:
        best = _begun(words, first, limit, heads)
    elif words[best - 1].text.lower() in heads.goes_on:
        best = _continued(words, best, limit, labels)
    return None if best is None or _organ(words, first, best, heads) else best


def _organ(words: Sequence[Word], first: int, end: int, heads: Heads) -> bool:
    """Whether a phrase begins with an organ of the body that it names: 'Board of Directors of the Doe Institute'."""
    for size in (3, 2, 1):
        text = " ".join(w.text.lower() for w in words[first : first + size])
        if text in heads.organs and first + size + 1 < end:
            return words[first + size].text in ("of", "at", "for")
    return False


def place_end(words: Sequence[Word], first: int, limit: int, labels: Sequence[str]) -> int | None:
    """The end of the longest phrase from a word that a head word makes a site."""
    heads = place_heads()
    stop = next((i for i in range(first, limit) if words[i].text in ("on", "for", "and")), limit)  # 'Doe on Roe Road'
    return _headed(words, first, stop, heads, labels, _LOWER_PLACE_HEADS) or _begun(words, first, limit, heads)


def is_head(text: str) -> bool:
    """Whether a word heads names of organizations or sites, so that no person bears it in that form."""
    key = (text.lower(),)
    return text[0].isupper() and (key in organization_heads().last) and text.lower() not in _SURNAME_HEADS


# Head words that are surnames as well.
_SURNAME_HEADS = frozenset(
    {
        "church",
        "post",
        "park",
        "lake",
        "hall",
        "street",
        "camp",
        "center",
        "times",
        "hill",
        "bee",
        "bay",
        "fort",
        "club",
        "bank",
        "college",
        "press",
    }
)


def is_public(words: Sequence[Word]) -> bool:
    """Whether an organization's name says that it is a public body."""
    return any(w.text.lower() in organization_heads().public for w in words)


def nested_spans(first: int, end: int) -> Iterator[tuple[int, int]]:
    """Where in a name another may stand: longest beginnings first, then longest ends."""
    size = min(4, end - first - 1)
    for length in range(size, 0, -1):
        yield first, first + length
    for length in range(size, 0, -1):
        yield end - length, end


def _headed(
    words: Sequence[Word], first: int, limit: int, heads: Heads, labels: Sequence[str], lower: frozenset[str]
) -> int | None:
    """The end of the longest run from `first` whose last word is a head and that has another word before it."""
    best = None
    top = min(limit + 1, len(words), first + 9)
    for end in range(first + 2, top + 1):
        last = words[end - 1]
        if not all(_inside(words, i, labels) for i in range(first + 1, end - 1)):
            break
        for size in (3, 2, 1):
            key = tuple(w.text.lower() for w in words[end - size : end])
            if (
                key in heads.last
                and end - size > first
                and (
                    (all(w.capital for w in words[end - size : end] if w.text not in _TIGHT) and end <= limit)
                    or last.text in lower
                )
            ):
                best = end
        if not last.capital and last.text not in CONNECTORS and last.text not in ("'", "’"):
            break
    return best


def _inside(words: Sequence[Word], i: int, labels: Sequence[str]) -> bool:
    """Whether a word may stand inside a headed name; 'and' only where spaCy sees one entity around it."""
    text = words[i].text
    if text == "the":
        return words[i - 1].text in CONNECTORS  # 'from Doe the Roe Plateau is seen' are two
    if words[i].capital or text in _TIGHT or text[0].isdigit():
        return True
    if text in ("'", "’"):
        return i + 1 < len(words) and words[i + 1].capital and words[i - 1].text.endswith("s")
    return text in ("and", "&") and labels[i] in ("ORG", "FAC", "LOC")


def _begun(words: Sequence[Word], first: int, limit: int, heads: Heads) -> int | None:
    """The end of a phrase that begins as organizations do ('Center for …') and goes on with capitals."""
    for phrase in heads.first.get(words[first].text.lower(), ()):
        size = len(phrase)
        if tuple(w.text.lower() for w in words[first : first + size]) == phrase:
            end = first + size
            while end < limit and (words[end].capital or (words[end].text in _TIGHT and end + 1 < limit)):
                end += 1
            while not words[end - 1].capital and end > first + size:
                end -= 1
            if end > first + size:
                return end
    return None


def _continued(words: Sequence[Word], end: int, limit: int, labels: Sequence[str]) -> int:
    """The end of a name that goes on after its head: 'Department of Water Resources'."""
    if end + 1 < limit and words[end].text in ("of", "for", "on"):
        if words[end].text == "for" and words[end + 1].text == "the":
            return end  # 'Doe League for the Roe Eagles'
        after = end + 1 + (words[end + 1].text == "the" and end + 2 < limit)
        if words[after].capital:
            if is_function_word(words[after].text):
                return end
            stop = after + 1
            while stop < limit and (
                (words[stop].capital and labels[stop] != "PERSON") or _joins(words, stop, limit, labels)
            ):
                stop += 1
            return stop
    return end


def _joins(words: Sequence[Word], i: int, limit: int, labels: Sequence[str]) -> bool:
    """Whether 'and' joins two words of what the model sees as one name: 'Center for Science and World Affairs'."""
    return words[i].text == "and" and labels[i] == "ORG" and i + 1 < limit and words[i + 1].capital
