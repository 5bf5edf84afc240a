"""The parts of a text in which a form can stand at all: looking for it there only saves most of the time."""

from collections.abc import Iterable, Sequence


def windows(text: str, words: Iterable[str], reach: int) -> Sequence[tuple[int, int]]:
    """The parts of a text up to `reach` characters from any of the words, in order and apart."""
    found = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.append((max(0, at - reach), min(len(text), at + len(word) + reach)))
            at = text.find(word, at + len(word))
    merged: list[tuple[int, int]] = []
    for low, high in sorted(found):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged
