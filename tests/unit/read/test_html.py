"""Saved web pages of several makes, from bytes to the document."""

import io
import json
from datetime import date

import pytest

from policygraph.errors import ReadError
from policygraph.model import Document
from policygraph.read import html
from policygraph.read._document import document
from policygraph.read._raw import Raw

PARAGRAPHS = (
    "SPRINGFIELD — The county board voted 9 to 4 on Tuesday to stop honoring detainers, Jane Doe said.",
    "“We are a county of laws,” Doe told reporters after the vote. The ordinance takes effect on June 1.",
    "Sheriff John Roe called the measure a mistake and asked the attorney general for an opinion on it.",
    "About 40 people rallied outside the courthouse before the meeting, holding signs and chanting.",
)
TITLE = "County ends detainers"
BODY = "\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS).replace(
    "Jane Doe said", '<a href="/doe">Jane Doe</a> said'
)
TEXT = "\n\n".join((TITLE, *PARAGRAPHS))
NAVIGATION = '<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>'
FOOTER = "<footer><p>© 2031 The Daily Herald. All rights reserved.</p><a href='/p'>Privacy policy</a></footer>"


def read(page: str | bytes, source: str = "a.html") -> Raw:
    (got,) = html.read(io.BytesIO(page.encode() if isinstance(page, str) else page), source)
    assert isinstance(got, Raw)
    return got


def whole(page: str | bytes, source: str = "a.html") -> Document:
    return document(read(page, source))


def page(head: str = "", article: str = f"<h1>{TITLE}</h1>{BODY}", title: str = TITLE) -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><header>{NAVIGATION}</header>"
        f"<main><article>{article}</article></main>{FOOTER}</body></html>"
    )


def test_the_article_without_navigation_and_footer() -> None:
    got = whole(page())
    assert (got.title, got.text) == (TITLE, TEXT)
    assert (got.published, got.authors, got.url) == (None, (), "")


LINKED_DATA = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2017-05-02T18:30:00-05:00",
    "dateModified": "2019-01-01",
    "author": [{"@type": "Person", "name": "Ann Author"}, {"@type": "Person", "name": "Bob Writer"}],
    "publisher": {"@type": "Organization", "name": "The Daily Herald"},
}


def test_json_ld() -> None:
    got = read(page(f'<script type="application/ld+json">{json.dumps(LINKED_DATA)}</script>'))
    assert got.title == TITLE
    assert got.published == date(2017, 5, 2)
    assert got.authors == ("Ann Author", "Bob Writer")
    assert got.publisher == "The Daily Herald"


def test_meta_elements_and_the_sites_name_in_the_title() -> None:
    head = (
        '<meta property="article:published_time" content="2017-05-02">'
        '<meta name="author" content="Jos&eacute; P&eacute;rez">'
        '<meta property="og:site_name" content="The Daily Herald">'
        '<link rel="canonical" href="https://herald.example/a">'
    )
    got = read(page(head, BODY, title="Year of the county &amp; board | The Daily Herald"))
    assert got.title == "Year of the county & board"
    assert (got.published, got.authors) == (date(2017, 5, 2), ("José Pérez",))
    assert (got.publisher, got.url) == ("The Daily Herald", "https://herald.example/a")


@pytest.mark.parametrize(
    "clock",
    [
        '<time datetime="2031-03-04">March 4, 2031</time>',
        '<div class="date">March 4, 2031</div>',
        "<p>Page generated 2031-03-04 10:00</p>",
    ],
)
def test_the_pages_clock_is_not_its_date(clock: str) -> None:
    got = whole(page().replace("<header>", f"<header>{clock}").replace("<footer>", f"<footer>{clock}"))
    assert got.published is None
    assert "2031" not in got.text


def test_the_articles_time_element_is() -> None:
    clock = '<header><time datetime="2031-03-04">March 4, 2031</time>'
    article = f'<h1>{TITLE}</h1><time datetime="2017-05-02T10:00">2 May</time>{BODY}'
    assert read(page(article=article).replace("<header>", clock)).published == date(2017, 5, 2)


@pytest.mark.parametrize("day", ["1017-05-02", "1989-12-31", "2101-01-01", "soon"])
def test_an_implausible_date_is_none(day: str) -> None:
    assert read(page(f'<meta property="article:published_time" content="{day}">')).published is None


def test_a_date_line_in_the_text_counts_where_the_page_declares_none() -> None:
    got = whole(page(article=f"<h1>{TITLE}</h1><p>Tuesday, May 2, 2017</p>{BODY}"))
    assert (got.published, got.text) == (date(2017, 5, 2), TEXT)


@pytest.mark.parametrize("author", ["May 2, 2017", "https://herald.example/staff", "news@herald.example"])
def test_an_author_that_is_none(author: str) -> None:
    assert read(page(f'<meta name="author" content="{author}">')).authors == ()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/a/b", "data:text/html,x"])
def test_a_canonical_address_that_is_none(address: str) -> None:
    assert read(page(f'<link rel="canonical" href="{address}">')).url == ""


def test_a_bare_host_is_no_publisher() -> None:
    assert read(page('<link rel="canonical" href="https://herald.example/a">')).publisher == ""


CAFE = "Café owner’s “suit”"


@pytest.mark.parametrize(
    ("encoding", "declaration"),
    [
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
        ("cp1252", '<meta charset="windows-1252">'),
        ("cp1252", ""),
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", '<meta charset="no-such-thing">'),
        ("utf-8-sig", '<meta charset="windows-1252">'),
        ("utf-16", ""),
        ("cp1250", '<meta charset="windows-1250">'),
    ],
)
def test_encodings(encoding: str, declaration: str) -> None:
    content = f"<html><head>{declaration}<title>{CAFE}</title></head><body><h1>{CAFE}</h1>{BODY}</body></html>"
    got = whole(content.encode(encoding))
    assert got.title == CAFE
    assert got.text == "\n\n".join((CAFE, *PARAGRAPHS))


def test_xhtml_with_an_xml_declaration() -> None:
    namespaced = page().replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">')
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n{namespaced}'
    assert whole(content, "a.xhtml").text == TEXT


def test_no_title() -> None:
    got = whole(f"<html><body>{BODY}</body></html>")
    assert (got.title, got.text) == ("", "\n\n".join(PARAGRAPHS))


def test_broken_markup() -> None:
    content = BODY.replace("</p>", "").replace("</a>", "")
    got = whole(f"<html><head><title>{TITLE}</title><body><div>{content}<div></span></table><b>")
    assert got.text == TEXT


def test_a_page_laid_out_by_nested_tables() -> None:
    article = "<br><br>".join(("<font size=2>May 2, 2017</font>", *PARAGRAPHS))
    got = whole(
        f"<html><head><title>{TITLE}</title></head><body><table width=100%><tr><td><table><tr><td>"
        f"<a href=/>Home</a></td></tr><tr><td><a href=/n>News</a></td></tr></table></td><td><table><tr><td>"
        f"<h1>{TITLE}</h1>{article}</td></tr></table></td></tr></table></body></html>"
    )
    assert (got.published, got.text) == (date(2017, 5, 2), TEXT)


def test_lists_breaks_and_rows() -> None:
    more = (
        "<p>The bill would:</p><ul><li>end the grants in three years</li><li>require a report</li></ul>"
        "<p>It was sent<br>to the board, she said.</p>"
        "<table><tr><td>Springfield</td><td>$5 million</td></tr></table>"
    )
    lines = whole(page(article=f"<h1>{TITLE}</h1>{BODY}{more}")).text.removeprefix(TEXT).split("\n")
    assert [line for line in lines if line] == [
        "The bill would:",
        "- end the grants in three years",
        "- require a report",
        "It was sent to the board, she said.",
        "Springfield | $5 million",
    ]


def test_furniture_within_the_article_goes() -> None:
    related = "<p><b>RELATED: What a detainer is</b></p><p>Photo by Carl Camera</p><p>Share this article</p>"
    assert whole(page(article=f"<h1>{TITLE}</h1><p>By Ann Author</p>{BODY}{related}")).text == TEXT


def test_the_same_page_reads_the_same_twice() -> None:
    assert whole(page()) == whole(page())


@pytest.mark.parametrize(
    "content", ["<html><body></body></html>", "<!-- only -->", "<html><head><title>A</title></head></html>"]
)
def test_a_page_without_an_article_is_an_error(content: str) -> None:
    with pytest.raises(ReadError, match="no article found in the page"):
        read(content)


def test_a_blank_page_is_an_error() -> None:
    with pytest.raises(ReadError, match="it is blank"):
        read(" \n")


def test_a_page_of_any_depth_does_no_harm() -> None:
    with pytest.raises(ReadError):
        read("<div>" * 100_000)
