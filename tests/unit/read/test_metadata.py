"""What a text tells about itself, from its lines to the document."""

from datetime import date

import pytest

from policygraph.errors import ResourceError
from policygraph.model import Document
from policygraph.read import _document
from policygraph.read._document import document, language, web_address
from policygraph.read._metadata import author_names
from policygraph.read._raw import Raw

LEAD = "The county board voted on Tuesday to end its agreement with the federal government."
MORE = "Nine of its thirteen members said that the agreement had cost the county more than it brought in."
DAY = date(2017, 4, 21)


def read(*paragraphs: str, title: str = "", file_name: str = "", published: date | None = None) -> Document:
    text = "\n\n".join(paragraphs)
    raw = Raw(source="a.txt", text=text, title=title, file_name=file_name, published=published)
    return document(raw)


def test_title_date_and_author_above_the_article() -> None:
    got = read("County ends deal", "By Jane Doe and John Roe, Staff Writers", "Friday, April 21, 2017", LEAD, MORE)
    assert got.title == "County ends deal"
    assert got.published == DAY
    assert got.authors == ("Jane Doe", "John Roe")
    assert got.text == f"County ends deal\n\n{LEAD}\n\n{MORE}"


def test_nothing_is_guessed() -> None:
    got = read(LEAD, MORE)
    assert (got.title, got.published, got.authors, got.publisher, got.url) == ("", None, (), "", "")
    assert got.text == f"{LEAD}\n\n{MORE}"


@pytest.mark.parametrize(
    "line",
    [
        "The board voted.",
        "Dear Mr. Roe:",
        "the board and its deal",
        "• First of all",
        "Board",
        "WHO: Jane Doe",
        "2017 2018",
        "A title " + "much too long " * 20,
    ],
)
def test_a_first_line_that_is_no_title(line: str) -> None:
    assert read(line, LEAD, MORE).title == ""


def test_a_title_may_ask_and_end_in_an_abbreviation() -> None:
    assert read("Who pays for the deal?", LEAD).title == "Who pays for the deal?"
    assert read("Secretary returns to the U.S.", LEAD).title == "Secretary returns to the U.S."


def test_a_title_may_stand_straight_above_prose() -> None:
    assert read(f"COUNTY ENDS DEAL\n{LEAD}", MORE).title == "COUNTY ENDS DEAL"


def test_a_letters_address_is_no_title() -> None:
    assert read("Admiral Jane Doe\nCommandant of the Coast Guard\nWashington, D.C. 20593", LEAD).title == ""


def test_a_line_alone_is_no_title() -> None:
    assert read("The county ends its deal").title == ""


def test_the_formats_title_goes_in_front_once() -> None:
    got = read("COUNTY ENDS DEAL", LEAD, title="County ends deal")
    assert got.title == "County ends deal"
    assert got.text == f"County ends deal\n\n{LEAD}"


def test_the_formats_date_goes_before_the_texts() -> None:
    assert read("April 21, 2017", LEAD, published=date(2017, 4, 22)).published == date(2017, 4, 22)


def test_a_date_at_the_end() -> None:
    got = read(LEAD, MORE, "April 21, 2017")
    assert got.published == DAY
    assert got.text == f"{LEAD}\n\n{MORE}"


def test_the_date_of_a_quoted_post_is_not_the_documents() -> None:
    got = read(LEAD, "We won, and more is to come\n— Jane Doe (@JaneDoe)\nApril 20, 2017")
    assert got.published is None
    assert "April 20, 2017" in got.text


def test_two_dates_at_the_end_tell_nothing() -> None:
    got = read(LEAD, MORE, "April 21, 2017\nApril 28, 2017")
    assert got.published is None
    assert got.text.endswith("April 21, 2017\nApril 28, 2017")


@pytest.mark.parametrize(
    "dateline",
    [
        "SPRINGFIELD, Ill., April 21, 2017 – ",
        "SPRINGFIELD (April 21, 2017) – ",
        "WASHINGTON, D.C., Apr. 21, 2017 — ",
    ],
)
def test_a_dateline_stays_and_tells_the_date(dateline: str) -> None:
    got = read(dateline + LEAD)
    assert got.published == DAY
    assert got.text == dateline + LEAD


def test_a_date_in_the_lead_is_no_dateline() -> None:
    assert (
        read("The board met on April 21, 2017, and voted to end its agreement with the government.").published is None
    )


CAPTION = "Above: The board meets in its new hall, April 21, 2017."


def test_captions_tell_the_date_where_nothing_better_does() -> None:
    got = read(LEAD, CAPTION, MORE)
    assert got.published == DAY
    assert got.text == f"{LEAD}\n\n{MORE}"


def test_captions_of_two_days_tell_nothing() -> None:
    assert read(LEAD, CAPTION, "Pictured: The old hall, March 3, 2016.", MORE).published is None


def test_a_date_line_goes_before_a_caption() -> None:
    assert read("April 22, 2017", LEAD, CAPTION).published == date(2017, 4, 22)


def test_a_file_names_date_counts_last() -> None:
    assert read(LEAD, file_name="herald-2017-04-21.txt").published == DAY
    assert read("April 22, 2017", LEAD, file_name="herald-2017-04-21.txt").published == date(2017, 4, 22)


def test_an_old_picture_yields_to_the_file_name() -> None:
    got = read(LEAD, "Pictured: The old hall, March 3, 2016.", MORE, file_name="herald-2017-04-21.txt")
    assert got.published == DAY


def test_a_publisher_by_its_newsletter_line() -> None:
    assert read(LEAD, MORE, "Want more KPBS news?").publisher == "KPBS"


def test_a_publisher_by_its_copyright_line() -> None:
    assert read(LEAD, MORE, "© 2017 The Daily Herald. All rights reserved.").publisher == "The Daily Herald"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Doe", ("Jane Doe",)),
        ("Jane Doe, John Roe and Max Moe", ("Jane Doe", "John Roe", "Max Moe")),
        ("Jane Doe & John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe, Staff Writer", ("Jane Doe",)),
        ("Jane Doe, Jane Doe", ("Jane Doe",)),
        ("", ()),
    ],
)
def test_author_names(text: str, names: tuple[str, ...]) -> None:
    assert author_names(text) == names


def test_the_id_is_the_beginning_of_the_texts_hash() -> None:
    got = read("Hello there, world")
    # by sha256sum
    assert got.sha256 == "e438e5197c60900de8c15568eb5b6d1a28d609f48386c0116d129910c9f99b52"
    assert got.id == "e438e5197c60"


def test_language() -> None:
    english = f"{LEAD} {MORE}"
    spanish = (
        "La junta del condado votó el martes para poner fin a su acuerdo con el gobierno federal, dijo la "
        "presidenta, y la medida entra en vigor en junio de este año."
    )
    assert language(english) == "en"
    assert language(spanish) == "es"
    assert language("The board voted to end the deal.") == ""


@pytest.mark.parametrize("address", ["https://example.org/a?b=c#d", "http://example.org", " https://example.org/ "])
def test_a_web_address(address: str) -> None:
    assert web_address(address) == address.strip()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "/a/b",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://a b",
        "http://[",
        'https://a/"><b',
    ],
)
def test_no_web_address(address: str) -> None:
    assert web_address(address) == ""


def test_no_room_for_the_model_of_languages_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def classify(self, text: str) -> tuple[str, float]:
            assert text.startswith(LEAD)
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(_document, "_classifier", Full)
    with pytest.raises(ResourceError, match=r"can't be unpacked: No space left on device.*TMPDIR"):
        language(f"{LEAD} {MORE}")
