import re

import pytest

from policygraph import resources, vocab
from policygraph.model import Kind
from policygraph.view import style


def test_every_edge_of_the_contract_reads_both_ways() -> None:
    styles = style.load()
    dates = {vocab.START_DATE, vocab.END_DATE, vocab.DEADLINE}
    for predicate in {*vocab.CLAIMED_EDGES, vocab.ABOUT}:
        assert len(styles.relations[predicate]) == (1 if predicate in dates else 2), predicate


def test_unlisted_relation_is_told_by_its_name() -> None:
    assert style.load().relation("https://x.example/ns#votedFor") == "voted for"
    assert style.load().inverse("https://x.example/ns#votedFor") == "← voted for"


def test_every_kind_has_its_own_shape_and_colour() -> None:
    kinds = style.load().table["kinds"]
    assert set(kinds) == {kind.value for kind in Kind}
    assert len({row["shape"] for row in kinds.values()}) == len(Kind)
    assert len({row["colour"] for row in kinds.values()}) == len(Kind)


def test_style_sheet_and_canvas_agree_on_the_background() -> None:
    sheet = resources.data("view/viewer.css").read_text(encoding="utf-8")
    papers = [
        colour.upper() for colour in re.findall(r"--paper: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", sheet)[0]
    ]
    canvas = style.load().table["canvas"]
    assert papers == [canvas["light"]["background"], canvas["dark"]["background"]]


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_text_of_the_canvas_can_be_read(colours: str) -> None:
    theme = style.load().table["canvas"][colours]
    assert contrast(theme["text"], theme["background"]) >= 4.5
    assert contrast(theme["edge"], theme["background"]) >= 3.0
    assert contrast(theme["selected"], theme["background"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 between two colours written #RRGGBB."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
