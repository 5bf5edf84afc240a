"""The gold documents beside the checkout: metadata, furniture, and the same text as txt and as a page."""

import html
import json
from pathlib import Path
from typing import Any

import pytest

from policygraph.model import Document
from policygraph.read import read
from policygraph.read._text import normalise

GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold" / "dev"
NAMES = sorted(path.stem for path in GOLD.glob("*.txt"))
pytestmark = pytest.mark.skipif(not NAMES, reason="../shared/gold is not there")


def document(path: Path) -> Document:
    (got,) = read([str(path)])
    assert isinstance(got, Document), got
    return got


def gold(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    return told


def written(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


@pytest.mark.parametrize("name", NAMES)
def test_title_date_and_language(name: str) -> None:
    got = document(GOLD / f"{name}.txt")
    assert got.title == gold(name)["title"]
    assert got.published is not None
    assert got.published.isoformat() == gold(name)["date"]
    assert got.publisher in {"", gold(name)["publisher"]}
    assert got.language == "en"
    assert got.text.startswith(f"{got.title}\n\n")


@pytest.mark.parametrize("name", NAMES)
def test_no_furniture_is_left(name: str) -> None:
    text = document(GOLD / f"{name}.txt").text
    assert [line for line in gold(name)["boilerplate"] if line in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_people_said_is_left(name: str) -> None:
    """Each required attribution's words are there, in one line; whoever takes the text sees it unbroken."""
    lines = document(GOLD / f"{name}.txt").text.split("\n")
    contents = [one["content"] for one in gold(name)["attributions"] if not one.get("optional")]
    missing = [c for c in contents if not any(" ".join(c.split()) in line for line in lines)]
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_reading_what_was_read_changes_nothing(name: str, tmp_path: Path) -> None:
    got = document(GOLD / f"{name}.txt")
    assert normalise(got.text) == got.text
    again = tmp_path / "again.txt"
    again.write_text(got.text, encoding="utf-8")
    assert document(again).id == got.id


@pytest.mark.parametrize("name", NAMES)
def test_the_same_text_as_a_page(name: str, tmp_path: Path) -> None:
    plain = document(GOLD / f"{name}.txt")
    lines = written(normalise((GOLD / f"{name}.txt").read_text(encoding="utf-8")))
    inner = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines[lines.index(plain.title) + 1 :])
    title = html.escape(plain.title)
    path = tmp_path / "page.html"
    path.write_text(
        f"<html><head><title>{title} | The Site</title><meta property='og:site_name' content='The Site'></head>"
        "<body><header><nav><ul><li><a href='/'>Home</a></li><li><a href='/p'>Politics</a></li></ul></nav>"
        "<time datetime='2031-01-01'>January 1, 2031</time></header>"
        f"<main><article><h1>{title}</h1>{inner}</article>"
        "<aside><a href='/x'>A story about a mayor</a></aside></main>"
        "<footer><p>© 2031 The Site. All rights reserved.</p></footer></body></html>",
        encoding="utf-8",
    )
    got = document(path)
    assert (got.title, got.published, got.publisher) == (plain.title, plain.published, "The Site")
    assert written(got.text) == written(plain.text)


def test_kpbs_tells_its_publisher() -> None:
    assert document(GOLD / "kpbs-2017-04-21.txt").publisher == "KPBS"
