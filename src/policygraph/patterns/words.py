"""Lexicons that are plain lists: a word a line, or a word and what is told of it."""

from collections.abc import Mapping
from functools import cache

from policygraph import resources

_SHORT = 3  # letters of a word whose last is no plural's


@cache
def given_names() -> Mapping[str, str]:
    """Given name → 'm', 'f', or '' where both bear it."""
    return _pairs("lexicon/given_names.tsv")


@cache
def name_gender(name: str) -> str:
    """'m' or 'f' of a given name, '' if both bear it or nobody known."""
    return given_names().get(name) or _name_genders().get(name, "")


@cache
def _name_genders() -> Mapping[str, str]:
    """Further given names. They are apart as some are words or places too, so that they don't tell a person."""
    return _pairs("lexicon/name_genders.tsv")


def demonym_of(name: str) -> str:
    """The slug of the place that an adjective or its people, one or many, tell; '' for any other word."""
    return _demonyms().get(name) or (_demonyms().get(name.removesuffix("s"), "") if len(name) > _SHORT else "")


@cache
def _demonyms() -> Mapping[str, str]:
    """Adjective or people of a place as written, in the singular → the place's slug."""
    return _pairs("lexicon/demonyms.tsv")


@cache
def casing_forms() -> Mapping[str, str]:
    """Word in lower case → how it is written where it has a capital, if not only its first letter: 'McDoe', 'NATO'."""
    return _pairs("lexicon/casing_forms.tsv")


@cache
def casing_weights() -> Mapping[str, float]:
    """Feature of a word in text without capitals → how much it speaks for one; '¶' in it is a line's end."""
    return {told.replace("¶", "\n"): float(weight) for told, weight in _pairs("lexicon/casing_weights.tsv").items()}


@cache
def post_identifiers() -> Mapping[str, str]:
    """Slug of a canonical post → its Wikidata id."""
    return _pairs("lexicon/post_ids.tsv")


@cache
def function_words() -> frozenset[str]:
    """Lower-case words that begin a sentence without beginning a name."""
    return _list("lexicon/function_words.txt")


@cache
def no_names() -> frozenset[str]:
    """Lower-case phrases that name nothing, capital or not, and are taken for names."""
    return _list("lexicon/no_names.txt")


def _list(name: str) -> frozenset[str]:
    """The lines of a list, its remarks left out."""
    lines = resources.data(name).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _pairs(name: str) -> Mapping[str, str]:
    """The two columns of a table, its head left out."""
    lines = resources.data(name).read_text(encoding="utf-8").splitlines()[1:]
    return {word: told for word, _, told in (line.partition("\t") for line in lines)}
