"""How names are folded, so that the forms a newspaper may write of one name meet."""

import re
import unicodedata
from functools import lru_cache

# Left out, so that "O'Fallon", "O’Fallon" and "OFallon" meet, and "U.S." meets "US"; also the Hawaiian okina.
_DROPPED = re.compile("[.'`´‘’‛′\u02b9\u02bb\u02bc\u02bd]")
_SPLIT = re.compile(r"[\W_]+")
# Letters that carry no combining mark in Unicode, yet are written without one in English.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_SPELT_OUT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@lru_cache(maxsize=2**15)
def fold(name: str) -> str:
    """The form of `name` that is compared: lower case, no diacritics, words parted by single spaces.

    Dots and apostrophes are left out, hyphens and all other punctuation part words, '&' is 'and'; 'St.',
    'Ste.', 'Mt.' and 'Ft.' are spelt out, and initials that follow each other are one word: 'J. D. Vance' is
    'JD Vance', 'U. S. Senate' is 'U.S. Senate'. A name without any letter or digit folds to ''. Idempotent.
    """
    text = _bare(name).replace("&", " and ")
    return " ".join(_SPELT_OUT.get(word, word) for word in _join_initials(_SPLIT.split(text)))


def _bare(text: str) -> str:
    # Decomposition may bring forth capitals and marks, and lower-casing marks ('İ'); twice is enough.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(letter for letter in text if not unicodedata.category(letter).startswith("M"))
    return _DROPPED.sub("", text.translate(_PLAIN))


def _join_initials(words: list[str]) -> list[str]:
    joined: list[str] = []
    initials = False
    for word in words:
        if not word:
            continue
        initial = len(word) == 1 and word.isalpha()
        if initial and initials:
            joined[-1] += word
        else:
            joined.append(word)
        initials = initial
    return joined
