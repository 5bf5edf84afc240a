"""Plain text and Markdown."""

import io
from datetime import date

from policygraph.model import Document
from policygraph.read import text
from policygraph.read._document import document
from policygraph.read._raw import Raw

LEAD = "The county board voted on Tuesday to end its agreement with the federal government."


def read(content: str, source: str) -> Raw:
    (got,) = text.read(io.BytesIO(content.encode()), source)
    assert isinstance(got, Raw)
    return got


def test_plain_text_is_left_as_it_is() -> None:
    assert read("# *One*\n", "sub/a.txt") == Raw(source="sub/a.txt", text="# *One*\n", file_name="a.txt")


def test_standard_input_has_no_name() -> None:
    assert read("One", "-").file_name == ""


MARKDOWN = f"""\
---
title: "County ends deal"
author: Jane Doe and John Roe
date: 2017-04-21
publisher: The Herald
layout: post
---

# County ends deal

{LEAD.replace("county", "**county**").replace("agreement", "[agreement](https://example.org/a)")}

![A hall](hall.jpg)

## What *comes* next ##

> “We won,” said _Doe_, who runs snake_case_town.

- first one
- second one

***
"""


def markdown() -> Document:
    return document(read(MARKDOWN, "a.MD"))


def test_markdown_becomes_what_a_reader_sees() -> None:
    assert markdown().text == (
        f"County ends deal\n\n{LEAD}\n\nWhat comes next\n\n“We won,” said Doe, who runs snake_case_town.\n\n"
        "- first one\n- second one"
    )


def test_front_matter_is_metadata() -> None:
    got = markdown()
    assert (got.title, got.publisher, got.published) == ("County ends deal", "The Herald", date(2017, 4, 21))
    assert got.authors == ("Jane Doe", "John Roe")


def test_a_markdown_title_without_front_matter() -> None:
    assert document(read(f"# County ends deal\n{LEAD}", "a.md")).title == "County ends deal"
