import pytest

from policygraph.serve.pages.accept import preferred

OFFERED = ("text/html", "text/turtle", "application/ld+json")


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/ld+json;q=0.5, text/turtle;q=0.4", "application/ld+json"),
        ("text/*;q=0.2, application/*", "application/ld+json"),
        ("text/*, text/html;q=0.1", "text/turtle"),
        ("*/*, text/html;q=0", "text/turtle"),
        ("TEXT/TURTLE; Q=1", "text/turtle"),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("text/turtle;q=much", None),
        (",;,", None),
    ],
)
def test_the_client_s_liking_rules(accept: str, wanted: str | None) -> None:
    assert preferred(accept, OFFERED) == wanted
