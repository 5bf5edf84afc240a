import pytest

from policygraph.errors import ReadError
from policygraph.read._text import MAX_CHARACTERS, characters, check_length, decode, normalise, one_line

WORDS = "Señor Núñez said “no” – twice."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_decodes(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


@pytest.mark.parametrize(("codec", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")])
def test_decodes_utf_16_by_its_mark(codec: str, mark: bytes) -> None:
    assert decode(mark + WORDS.encode(codec)) == WORDS


def test_a_declared_encoding_counts() -> None:
    assert decode("Обама".encode("cp1251"), declared="cp1251") == "Обама"


def test_a_declared_encoding_that_is_wrong_does_not_count() -> None:
    assert decode(WORDS.encode(), declared="ascii") == WORDS


def test_a_byte_order_mark_goes_before_what_is_declared() -> None:
    assert decode(WORDS.encode("utf-8-sig"), declared="cp1252") == WORDS


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7 text", "a PDF file, whatever its name says"),
        (b"PK\x03\x04word", "a zip or Office file"),
        (b"{\\rtf1 text}", "an RTF file"),
        (b"abc\0def", "a NUL byte at byte offset 3"),
        ("text".encode("utf-32"), "a NUL byte at byte offset 2"),
        (b"ab\xffc\x01", "not UTF-8: a bad byte 0xff at byte offset 2"),
        (b"abc\x81def", "not UTF-8: a bad byte 0x81 at byte offset 3"),
        ("Обама".encode("cp1251"), "not UTF-8: a bad byte 0xce at byte offset 0"),
        (b"\xff\xfea\0b", "not UTF-16: a bad byte 0x62 at byte offset 4"),
    ],
)
def test_what_is_no_text_is_refused_with_the_place(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data)
    assert message in str(caught.value)
    assert caught.value.remedy


def test_two_million_characters_are_the_most() -> None:
    check_length("a" * MAX_CHARACTERS)
    with pytest.raises(ReadError, match="over-long: 2,000,001 characters"):
        check_length("a" * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize(
    ("raw", "normalised"),
    [
        ("cafe\u0301", "café"),
        ("e\u200d\u0301", "é"),
        ("a\tb\u00a0c\u2003d", "a b c d"),
        ("One.\r\nTwo.\rThree.\u2028Four.\u2029Five.", "One.\nTwo.\nThree.\nFour.\n\nFive."),
        ("so\u00adft zero\u200bwidth \ufeffmark \x07bell", "soft zerowidth mark bell"),
        ("One.  \n \t\n\n\n Two.", "One.\n\nTwo."),
        ("  One  two. ", "One two."),
        ("lone \ud800surrogate", "lone surrogate"),
        ("\n\n", ""),
    ],
)
def test_normalise(raw: str, normalised: str) -> None:
    assert normalise(raw) == normalised


def test_characters_keeps_indentation() -> None:
    assert characters("a\n\tb") == "a\n b"


def test_one_line() -> None:
    assert one_line(" A\n\tB\ufeff  C ") == "A B C"
