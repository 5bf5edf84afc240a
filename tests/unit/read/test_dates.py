from datetime import date

import pytest

from policygraph.read._dates import dates_in, in_name, whole

DAY = date(2017, 4, 21)


@pytest.mark.parametrize(
    "text",
    [
        "April 21, 2017",
        "Friday, April 21, 2017",
        "APRIL 21, 2017",
        "Apr. 21, 2017",
        "Apr 21st 2017",
        "21 April 2017",
        "21st of April, 2017",
        "2017-04-21",
        "2017-04-21T10:15:00Z",
        "2017-04-21T10:15:00.123-07:00",
        "2017-04-21 10:15:00",
        "April 21, 2017 at 5:13 PM PDT",
        "April 21, 2017 | 5:13 p.m.",
        "Fri, 21 Apr 2017 10:00:00 GMT",
        "4/21/2017",
        "21/04/2017",
    ],
)
def test_reads_a_whole_date(text: str) -> None:
    assert whole(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "April 2017",
        "April 21",
        "Friday",
        "February 30, 2017",
        "04/05/2017",
        "2017-13-01",
        "April 21, 0017",
        "April 21, 2017 was a Friday",
        "20170421",
        "12017-04-21",
    ],
)
def test_what_is_no_whole_date(text: str) -> None:
    assert whole(text) is None


def test_a_slashed_date_with_day_and_month_alike() -> None:
    assert whole("05/05/2017") == date(2017, 5, 5)


def test_dates_in_a_sentence() -> None:
    text = "Between March 3, 2016, and 21 April 2017 the board met on 30 February 2017 or so."
    assert dates_in(text) == (date(2016, 3, 3), DAY)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("kpbs-2017-04-21.txt", DAY),
        ("2017-04-21.txt", DAY),
        ("a2017-04-21b.txt", DAY),
        ("2017-04-21-to-2017-04-22.txt", None),
        ("12017-04-21.txt", None),
        ("2017-02-30.txt", None),
        ("20170421.txt", None),
    ],
)
def test_the_date_in_a_files_name(name: str, day: date | None) -> None:
    assert in_name(name) == day
