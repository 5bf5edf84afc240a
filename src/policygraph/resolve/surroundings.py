"""What stands around a toponym in its text: a dateline, a list, words that tell a state from a city."""

import re
from collections.abc import Sequence

from policygraph.model import Mention, Span
from policygraph.patterns import state_words

_AFTER_DATELINE = re.compile(
    r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\w{3,9}day)(?:, \d{4})?)?(?: \([^)]{2,25}\))?\s?[–—-]{1,2}[\s“\"A-Z]"
)
_CITIES_OF = re.compile(r"\b(?:cities|towns|municipalities) of [^.;\n]*$")
_STATE_OF = re.compile(r"\bstates? of $")
_OF_A_LIST = re.compile(r",\s(?:and\s|or\s)?|\s(?:and|or)\s")


def in_dateline(text: str, span: Span) -> bool:
    """Whether a name alone begins a line and a story: 'WASHINGTON (AP) –', 'Boston, May 5 –'."""
    begins = not text[text.rfind("\n", 0, span.start) + 1 : span.start].strip()
    return begins and _AFTER_DATELINE.match(text, span.end) is not None


def names_state(text: str, span: Span) -> bool:
    """Whether the words at a name tell a state: 'Washington Governor Jane Doe', 'the state of New York'."""
    words = "|".join(map(re.escape, state_words()))
    after = re.match(rf"(?:['’]s)?\s(?:{words})\b", text[span.end : span.end + 40], re.IGNORECASE)
    return bool(after or re.search(r"\b[Ss]tate of $", text[max(0, span.start - 10) : span.start]))


def level_before(text: str, span: Span) -> str:
    """The level that words before a name tell of it: 'the cities of Doe and Roe', 'the state of Doe'; '' for none."""
    before = text[max(0, span.start - 400) : span.start]
    if _CITIES_OF.search(before):
        return "municipality"
    return "state" if _STATE_OF.search(before) else ""


def listed_with(text: str, mentions: Sequence[Mention], i: int) -> list[Mention]:
    """The other names of the list that mention number `i` stands in, in the order of the text."""
    first = last = i
    while first and _list_goes_on(text, mentions[first - 1], mentions[first]):
        first -= 1
    while last + 1 < len(mentions) and _list_goes_on(text, mentions[last], mentions[last + 1]):
        last += 1
    return [*mentions[first:i], *mentions[i + 1 : last + 1]]


def _list_goes_on(text: str, left: Mention, right: Mention) -> bool:
    """Whether only what parts a list stands between a name and the next."""
    between = text[left.span.end : right.span.start] if left.span.end <= right.span.start else ""
    return _OF_A_LIST.fullmatch(between) is not None
