"""Markdown to the text a reader sees; no more of it than what changes words and sentences."""

import re

from policygraph.read import _dates
from policygraph.read._metadata import author_names
from policygraph.read._raw import Raw

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^(title|date|author|publisher):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
# In this order: a link may hold an image.
_SPANS = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])[*_](?=[^\s*_])([^*_\n]+?)(?<=\S)[*_](?![\w*])"), r"\1"),
    (re.compile(r"^ {0,3}> ?", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:[-*_] ?){3,}$", re.MULTILINE), ""),
)


def plain(text: str, *, source: str, file_name: str) -> Raw:
    """`text` without marks of emphasis, links, images and headings; its front matter as metadata."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    told: dict[str, str] = {}
    if front := _FRONT.match(text):
        told = {name: value.strip("\"'") for name, value in _FIELD.findall(front[1])}
        text = text[front.end() :]
    text = _HEADING.sub(r"\n\1\n", text)
    for pattern, replacement in _SPANS:
        text = pattern.sub(replacement, text)
    return Raw(
        source=source,
        text=text,
        file_name=file_name,
        title=told.get("title", ""),
        publisher=told.get("publisher", ""),
        authors=author_names(told.get("author", "")),
        published=_dates.whole(told.get("date", "")),
    )
