"""The rules of furniture.toml, each by its own examples, and how they work together."""

import re
from pathlib import Path

import pytest

from policygraph import resources
from policygraph.errors import ResourceError
from policygraph.read import _furniture
from policygraph.read._furniture import Rule, clean, rules

LEAD = "The county board voted on Tuesday to end its agreement with the federal government."
ABOVE = [
    LEAD,
    "Nine of its thirteen members said that the agreement had cost the county more than it brought in.",
    "The sheriff called the vote a mistake, and asked the state’s attorney general for an opinion on it.",
]
BELOW = "The ordinance takes effect in June, unless the governor calls a special session before then."


def in_place(rule: Rule, line: str) -> str:
    """A text with `line` where the rule works."""
    if rule.kind == "start":
        return "\n\n".join([line, *ABOVE, BELOW])
    return "\n\n".join([*ABOVE, line, BELOW])


def what_stays(rule: Rule, line: str) -> list[str]:
    """The lines of `line` that are left of it in its place; the prose around must stay whole."""
    left = [found for found in clean(in_place(rule, line)).lines if found]
    assert [found for found in left if found in ABOVE] == ABOVE
    if rule.kind != "end":
        assert BELOW in left
    return [found for found in left if found not in (*ABOVE, BELOW)]


EXAMPLES = [(rule, line) for rule in rules() if rule.kind != "part" for line in rule.examples]
COUNTER_EXAMPLES = [(rule, line) for rule in rules() for line in rule.counter_examples]
PARTS = [(rule, line, left) for rule in rules() if rule.kind == "part" for line, left in rule.examples]


@pytest.mark.parametrize(("rule", "line"), EXAMPLES, ids=[f"{rule.name}: {line[:40]}" for rule, line in EXAMPLES])
def test_a_rules_examples_go(rule: Rule, line: str) -> None:
    assert what_stays(rule, line) == []
    written = [part for part in line.split("\n") if part]
    # Another rule may come first, but the example has to be one of this rule.
    assert any(rule.pattern.fullmatch(part) for part in written)


@pytest.mark.parametrize(
    ("rule", "line"), COUNTER_EXAMPLES, ids=[f"{rule.name}: {line[:40]}" for rule, line in COUNTER_EXAMPLES]
)
def test_a_rules_counter_examples_stay(rule: Rule, line: str) -> None:
    expected = [found for found in line.split("\n") if found and not found.startswith("Photo by")]
    assert what_stays(rule, line) == expected


@pytest.mark.parametrize(("rule", "line", "left"), PARTS, ids=[f"{rule.name}: {line[:40]}" for rule, line, _ in PARTS])
def test_a_part_becomes_what_its_rule_says(rule: Rule, line: str, left: str) -> None:
    assert what_stays(rule, line) == [found for found in left.split("\n") if found]


def test_every_rule_shows_what_goes_and_what_stays() -> None:
    assert [rule.name for rule in rules() if not rule.examples or not rule.counter_examples] == []


def test_a_repeated_paragraph_goes_the_second_time() -> None:
    text = "\n\n".join([LEAD, LEAD, ABOVE[1]])
    assert clean(text).lines == (LEAD, "", ABOVE[1])


def test_a_repeated_short_line_stays() -> None:
    text = "Jane Doe\nRanking Member\n\nJohn Roe\nRanking Member"
    assert clean(text).lines == ("Jane Doe", "Ranking Member", "", "John Roe", "Ranking Member")


def test_an_end_mark_takes_what_little_stands_below() -> None:
    tail = [
        "###",
        "Browse by:",
        "Jane Doe serves the fourth district; her offices are in Springfield and Salem.",
    ]
    kept = clean("\n\n".join([*ABOVE, BELOW, *tail])).lines
    assert kept[-1] == BELOW


def test_an_end_mark_within_a_text_goes_alone() -> None:
    kept = [line for line in clean("\n\n".join([LEAD, "###", *ABOVE[1:], BELOW])).lines if line]
    assert kept == [LEAD, *ABOVE[1:], BELOW]


def test_a_lead_beside_a_credit_is_no_caption() -> None:
    lead = "The governor signed the bill in front of two hundred guests on March 3, 2016."
    kept = clean("\n\n".join(["Photo by Jane Doe", lead, *ABOVE])).lines
    assert kept[0] == lead


def test_a_section_name_within_the_text_stays() -> None:
    assert "News" in clean("\n\n".join([LEAD, "News", BELOW])).lines


def test_what_went_is_told_with_what_it_says() -> None:
    taken = clean("\n\n".join(["By Jane Doe", "April 21, 2017", LEAD])).taken
    assert [(one.rule, one.groups) for one in taken] == [
        ("byline", {"author": "Jane Doe"}),
        ("date-line", {"date": "April 21, 2017"}),
    ]


RULE = '[[rule]]\nname = "a"\n'
SHOWN = '\nexamples = ["x"]\ncounter_examples = ["y"]'
BAD = {
    "not TOML": "[[rule",
    "no rules": "",
    "an unknown kind": f'{RULE}kind = "where"\npattern = "x"{SHOWN}',
    "an unknown group": f'{RULE}kind = "line"\npattern = "(?P<b>x)"{SHOWN}',
    "an unknown field": f'{RULE}kind = "line"\npattern = "x"\nbelwo = "x"{SHOWN}',
    "a bad pattern": f'{RULE}kind = "line"\npattern = "("{SHOWN}',
    "no examples": f'{RULE}kind = "line"\npattern = "x"',
    "beside nothing": f'{RULE}kind = "beside"\npattern = "x"{SHOWN}',
    "one name twice": f'{RULE}kind = "line"\npattern = "x"{SHOWN}\n{RULE}kind = "line"\npattern = "x"{SHOWN}',
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_malformed_file_is_named(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "furniture.toml"
    path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(resources, "data", lambda _name: path)
    _furniture.rules.cache_clear()
    try:
        with pytest.raises(ResourceError, match=re.escape(str(path))):
            rules()
    finally:
        _furniture.rules.cache_clear()
