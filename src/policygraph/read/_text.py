"""Bytes to text, and text to the one form that all offsets count in."""

import codecs
import unicodedata
from typing import BinaryIO

from policygraph.errors import ReadError
from policygraph.read._lines import unwrap

MAX_CHARACTERS = 2_000_000
"""The longest text taken as one document: some 300,000 words, far above any article."""

_SPLIT = "split it into documents, or save its text alone"
# The first bytes of files that people hand over under a wrong name.
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
_BREAKS = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n"})


def read_whole(stream: BinaryIO, limit: int) -> bytes:
    """All bytes of `stream`. Raises ReadError if there are more than `limit` bytes, or none."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise ReadError(f"longer than {limit:,} bytes", remedy=_capital(_SPLIT))
    if not data:
        raise ReadError("empty", remedy="Give a file with text in it")
    return data


def decode(data: bytes, declared: str = "") -> str:
    """`data` as text: by its byte order mark, as `declared`, as UTF-8, or as Windows-1252 where plausible.

    `declared` is a Python codec name that the document itself gives; it is believed if the bytes bear it out.
    Raises ReadError for binary files and bytes in no encoding we read, with the offset of the first bad one.
    """
    refuse_binary(data)
    if utf16(data):
        return _strictly(data, "utf-16")
    if declared and not data.startswith(codecs.BOM_UTF8):
        try:
            return data.decode(declared)
        except UnicodeError:
            pass  # pages are often re-encoded with the old declaration left in: the next lines find out
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _plausibly_western(data):
            return data.decode("cp1252")
        raise _undecodable(error, "UTF-8") from None


def refuse_binary(data: bytes) -> None:
    """Raises ReadError if `data` is no text at all: another format, or with a NUL byte in it."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise ReadError(f"{name}, whatever its name says", remedy="Save its text as a .txt file in UTF-8")
    if not utf16(data) and (zero := data.find(b"\0")) >= 0:
        raise ReadError(
            f"a binary file: a NUL byte at byte offset {zero}",
            remedy="Save its text as a .txt file in UTF-8 (UTF-16 needs its byte order mark)",
        )


def utf16(data: bytes) -> bool:
    """Whether `data` begins with a byte order mark of UTF-16."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not data.startswith(codecs.BOM_UTF32_LE)


def check_length(text: str) -> None:
    """Raises ReadError if `text` is longer than MAX_CHARACTERS."""
    if len(text) > MAX_CHARACTERS:
        raise ReadError(
            f"over-long: {len(text):,} characters, and {MAX_CHARACTERS:,} are the most",
            remedy=_capital(_SPLIT),
        )


def normalise(text: str) -> str:
    """The one form of a text: NFC, plain spaces, no invisible characters, one line a paragraph.

    Line ends become a line feed, spaces of any kind one space, three and more line ends two; control, format
    and surrogate characters go (soft hyphens and zero-width spaces among them), and so do spaces at the
    ends of lines. Lines that were broken within a sentence are joined (`unwrap`). Idempotent.
    """
    return unwrap(characters(text))


def one_line(text: str) -> str:
    """`text` normalised as a single line, for titles and names."""
    return " ".join(characters(text).split())


def characters(text: str) -> str:
    """The part of `normalise` that looks at characters only; the indentation of lines is kept."""
    text = text.replace("\r\n", "\n").translate(_BREAKS)
    unseen = {
        ord(char): " " if char.isspace() else None
        for char in set(text) - {"\n"}
        if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zs"}
    }
    return unicodedata.normalize("NFC", text.translate(unseen))


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(error, encoding.upper()) from None


def _undecodable(error: UnicodeDecodeError, encoding: str) -> ReadError:
    return ReadError(
        f"not {encoding}: a bad byte 0x{error.object[error.start]:02x} at byte offset {error.start}",
        remedy="Save it as UTF-8",
    )


def _plausibly_western(data: bytes) -> bool:
    """Whether Windows-1252 can be what `data` is: no control or unassigned bytes, and mostly ASCII."""
    if any((byte < 32 and byte not in b"\t\n\v\f\r") or byte in b"\x7f\x81\x8d\x8f\x90\x9d" for byte in data):
        return False
    # Text in another 8-bit or double-byte encoding may pass so far, but half of it and more is above 127.
    return sum(byte > 127 for byte in data) * 4 <= len(data)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
