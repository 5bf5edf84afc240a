"""Titles at a word: the longest form of the lexicon, and what is none."""

from collections.abc import Callable

import pytest

from policygraph.annotate import AnnotatedDocument, Word
from policygraph.extract._titles import title_at

Tokenized = Callable[[str], AnnotatedDocument]


def _words(*texts: str) -> tuple[Word, ...]:
    """Words as given, one space apart."""
    words, start = [], 0
    for i, text in enumerate(texts):
        words.append(Word(text=text, start=start, end=start + len(text), first=i, last=i))
        start += len(text) + 1
    return tuple(words)


@pytest.mark.parametrize(
    ("text", "first", "name", "written"),
    [
        ("Mayor Jane Doe", 0, "Mayor", "Mayor"),
        ("mayor Jane Doe", 0, "Mayor", "mayor"),
        ("MAYOR Jane Doe", 0, "Mayor", "MAYOR"),
        ("Sen. Jane Doe", 0, "Senator", "Sen."),
        ("SEN. Jane Doe", 0, "Senator", None),
        ("Gov. Jane Doe", 0, "Governor", "Gov."),
        ("U.S. Sen. Jane Doe", 0, "United States Senator", "U.S. Sen."),
        ("US Rep. Jane Doe", 0, "United States Representative", "US Rep."),
        ("state Sen. Jane Doe", 0, "State Senator", "state Sen."),
        ("Congresswoman Jane Doe", 0, "United States Representative", "Congresswoman"),
        ("Vice President Jane Doe", 0, "Vice President", "Vice President"),
        ("Deputy Attorney General Jane Doe", 0, "Deputy Attorney General", "Deputy Attorney General"),
        ("Homeland Security Secretary Jane Doe", 0, "Secretary of Homeland Security", None),
        ("secretary of state Jane Doe", 0, "Secretary of State", "secretary of state"),
        ("State's Attorney Jane Doe", 0, "State's Attorney", "State's Attorney"),
        ("State’s Attorney Jane Doe", 0, "State's Attorney", "State’s Attorney"),
        ("U.S. Attorney Jane Doe", 0, "United States Attorney", "U.S. Attorney"),
        # 'U.S. Attorney' runs on into 'Attorney General': the title begins at 'Attorney'.
        ("U.S. Attorney General Jane Doe", 0, None, None),
        ("U.S. Attorney General Jane Doe", 1, "Attorney General", "Attorney General"),
        ("county judge Jane Doe", 0, "County Judge", "county judge"),
        ("Speaker of the House Jane Doe", 0, "Speaker of the House", "Speaker of the House"),
        ("Police Chief Jane Doe", 0, "Police Chief", "Police Chief"),
        ("chief of police Jane Doe", 0, "Police Chief", "chief of police"),
        ("executive director Jane Doe", 0, "Director", "executive director"),
        ("Dr. Jane Doe", 0, "Mr.", "Dr."),
        ("Lt. Gov. Jane Doe", 0, "Lieutenant Governor", "Lt. Gov."),
        ("Justice Jane Doe", 0, "Justice", "Justice"),
        ("Jane Doe", 0, None, None),
        ("", 0, None, None),
        # Words that are titles only with a capital or a full stop.
        ("justice was done", 0, None, None),
        ("representative of the trade", 0, None, None),
        ("rep the city", 0, None, None),
        ("general election", 0, None, None),
    ],
)
def test_titles(tokenized: Tokenized, text: str, first: int, name: str | None, written: str | None) -> None:
    words = tokenized(text).words
    match = title_at(words, first, len(words)) if words else None
    assert (match.title.name if match else None) == name
    if match and written:
        assert " ".join(w.text for w in words[match.first : match.end]).replace(" ’s", "’s").replace(" 's", "'s") == (
            written
        )


@pytest.mark.parametrize(
    ("words", "name", "plural"),
    [
        (("Senators", "Jane", "Doe"), "Senator", True),
        (("Sens.", "Jane", "Doe"), "Senator", True),
        (("Reps.", "Jane", "Doe"), "Representative", True),
        (("Govs.", "Jane", "Doe"), "Governor", True),
        (("Attorneys", "General", "Jane", "Doe"), "Attorney General", True),
        (("Congressmen", "John", "Roe"), "United States Representative", True),
        (("Aldermen", "John", "Roe"), "Alderman", True),
        (("Commissioners", "John", "Roe"), "Commissioner", True),
        (("Senator", "Jane", "Doe"), "Senator", False),
        (("Alderwoman", "Jane", "Doe"), "Alderman", False),
        (("Congresswoman", "Jane", "Doe"), "United States Representative", False),
    ],
)
def test_plural_titles_may_have_several_holders(words: tuple[str, ...], name: str, *, plural: bool) -> None:
    match = title_at(_words(*words), 0, len(words))
    assert match is not None
    assert (match.title.name, match.plural) == (name, plural)


def test_a_title_ends_before_the_limit() -> None:
    words = _words("Deputy", "Attorney", "General", "Jane")
    whole = title_at(words, 0, 4)
    assert whole is not None
    assert (whole.first, whole.end) == (0, 3)
    assert title_at(words, 1, 2) is None or title_at(words, 1, 2).end == 2  # type: ignore[union-attr]
    assert title_at(_words("County", "Judge"), 0, 1) is None
