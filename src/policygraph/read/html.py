"""Saved web pages: the article and the page's own metadata, by trafilatura."""

import codecs
import logging
import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from policygraph.errors import ReadError
from policygraph.model import Skipped
from policygraph.read import _dates, _text
from policygraph.read._document import web_address
from policygraph.read._raw import Raw

SUFFIXES = (".html", ".htm", ".xhtml")

_MAX_BYTES = 20_000_000
_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 12, 31)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]*encoding=[\"']([\w.:-]+)", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CODECS = re.compile(r"utf-8|cp\d+|iso8859-\d+|koi8-[ru]|gb\w+|big5\w*|shift_jis\w*|euc_\w+|mac-\w+")
_NO_NAME = re.compile(r"\d|https?:|www\.|@")
_TITLE_SEPARATOR = r"\s+[|–—:»·-]+\s+"
# Stands for a <br> while trafilatura has the page: it ignores breaks, and drops what can't be printed.
_BREAK = "⏎"
_ROW = re.compile(r"^\| *(.*?) *\| *$", re.MULTILINE)
# Where a page says when its article appeared: its head line's clock and other stories' dates stand elsewhere.
_DECLARING = "//meta | //link[@rel='canonical'] | //script[contains(@type, 'ld+json')]"
_TIMES = "(//article[.//h1]//time | //main//time | //time[@itemprop='datePublished'])[@datetime]"


def read(stream: BinaryIO, source: str) -> Iterator[Raw | Skipped]:
    """The article of the page in `stream`. Raises ReadError if there is none, or the file is not text."""
    data = _text.read_whole(stream, _MAX_BYTES)
    page = _XML_DECLARATION.sub("", _text.decode(data, declared=_declared(data)))
    if not page.strip():
        raise ReadError("no text: it is blank", remedy="Give a page with an article in it")
    yield _article(page, source)


def _declared(data: bytes) -> str:
    """The encoding that a page's head declares, as browsers take it; empty if it declares none we know."""
    match = _DECLARED.search(data[:4096])
    if match is None:
        return ""
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name
    except (LookupError, UnicodeError):
        return ""
    # A page that says Latin-1 means Windows-1252 (WHATWG Encoding Standard).
    if name in {"ascii", "iso8859-1"}:
        return "cp1252"
    return name if _CODECS.fullmatch(name) else ""


def _article(page: str, source: str) -> Raw:
    from trafilatura import extract  # noqa: PLC0415 - half a second, for pages alone
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415

    # What it thinks of a bad page is no news to the user; a program that wants its log sets up a handler.
    for library in ("trafilatura", "htmldate"):
        logging.getLogger(library).addHandler(logging.NullHandler())
    tree = _tree(page)
    text = extract(tree, include_comments=False) if tree is not None else None
    if not text or not text.strip():
        raise ReadError("no article found in the page", remedy="Save the article's text as a .txt file if there is one")
    tree = _tree(page)  # the extraction has pruned the first
    told = extract_metadata(tree, date_config=_date_settings())
    publisher = _publisher(told)
    return Raw(
        source=source,
        text=_paragraphs(text),
        file_name=PurePosixPath(source).name,
        title=_title(told.title or "", publisher),
        url=web_address(told.url or ""),
        publisher=publisher,
        authors=_authors(told.author or ""),
        published=_published(tree),
    )


def _tree(page: str) -> Any:
    """The parsed page, or None if it is no HTML; layout tables are made plain divisions, breaks marked."""
    from trafilatura.utils import load_html  # noqa: PLC0415

    tree = load_html(page)
    if tree is None:
        return None
    for table in tree.xpath("//table[.//table or .//h1 or .//p or .//br/following-sibling::*[1][self::br]]"):
        for part in table.xpath("descendant-or-self::*[self::table or self::tbody or self::tr or self::td]"):
            part.tag = "div"
    for line_break in tree.xpath("//body//br"):
        line_break.tail = f" {_BREAK} {line_break.tail or ''}"
        line_break.drop_tag()
    return tree


def _paragraphs(text: str) -> str:
    """The text that trafilatura gives, with blank lines between paragraphs and the page's own breaks."""
    text = text.replace("\n", "\n\n")
    text = re.sub(rf"\s*{_BREAK}(?:\s*{_BREAK})+\s*", "\n\n", text)
    text = re.sub(rf"[^\S\n]*{_BREAK}[^\S\n]*", "\n", text)
    return _ROW.sub(r"\1", text)


def _title(title: str, publisher: str) -> str:
    """`title` without the name of the site, which many pages add to it."""
    title = _text.one_line(title.replace(_BREAK, " "))
    if publisher:
        title = re.sub(rf"{_TITLE_SEPARATOR}{re.escape(publisher)}$", "", title, flags=re.IGNORECASE)
    return title


def _publisher(told: Any) -> str:
    name = _text.one_line((told.sitename or "").replace(_BREAK, " "))
    # A bare host name is trafilatura's last resort: the address says so already, and it is nobody's name.
    return "" if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name) else name


def _authors(text: str) -> tuple[str, ...]:
    names = (_text.one_line(name.replace(_BREAK, " ")) for name in text.split(";"))
    return tuple(name for name in names if name and not _NO_NAME.search(name))


def _published(tree: Any) -> date | None:
    """The date of publication that the page declares: in its head, JSON-LD, address or its article's `time`.

    htmldate sees these alone, since it would go on to take any date in the page.
    """
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415

    declaring, head, body = (tree.makeelement(tag) for tag in ("html", "head", "body"))
    times = tree.xpath(_TIMES)[:1]
    head.extend(tree.xpath(_DECLARING))
    body.extend(times)
    declaring.extend([head, body])
    found = _dates.whole(extract_metadata(declaring, date_config=_date_settings()).date or "")
    return found if found is not None and _EARLIEST <= found <= _LATEST else None


def _date_settings() -> dict[str, Any]:
    """Fixed bounds: without them htmldate takes today as the latest, and a run would depend on its day."""
    return {
        "original_date": True,
        "extensive_search": False,
        "min_date": _EARLIEST.isoformat(),
        "max_date": _LATEST.isoformat(),
    }
