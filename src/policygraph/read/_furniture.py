"""Takes page furniture out of a text by the rules of `data/lexicon/furniture.toml`, which explains them."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from policygraph import resources
from policygraph.errors import ResourceError
from policygraph.read._dates import DATE, TIME

KINDS = ("line", "start", "end", "block", "beside", "part")
GROUPS = frozenset({"date", "author", "publisher"})

_NAME_WORD = r"[A-ZÀ-Þ][\w.’'-]*"
_PARTICLES = r"(?:(?:de|la|le|du|van|von|der|den|del|di|da|bin|al|ibn|y) ){0,2}"
_NAME = rf"{_NAME_WORD}(?: {_PARTICLES}{_NAME_WORD}){{1,4}}"
NAME_SEPARATOR = r"(?:, (?:and )?|(?i: and )| & )"
_SHORTHANDS = {
    "{DATE}": DATE,
    "{TIME}": TIME,
    "{NAMES}": rf"{_NAME}(?:{NAME_SEPARATOR}{_NAME}){{0,5}}",
}
_LONGEST = 300
_PROSE = re.compile(r".{59,}[.!?…:][\"”’')\]]*", re.DOTALL)
_LONG_PROSE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the file; the fields are the file's."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    examples: tuple[Any, ...]
    counter_examples: tuple[str, ...]
    beside: str = ""
    below: re.Pattern[str] | None = None
    into: str = ""
    dated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A line that went, the rule that took it, and what its named groups matched."""

    line: str
    rule: str
    dated: bool
    groups: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """The lines that stay, a blank one where some went, and those that went in the order of the text."""

    lines: tuple[str, ...]
    taken: tuple[Taken, ...]


def is_prose(line: str) -> bool:
    """Whether `line` is a sentence or more: long, and closed by a full stop or colon, or very long."""
    return len(line) >= _LONG_PROSE or _PROSE.fullmatch(line) is not None


def clean(text: str) -> Cleaned:
    """`text` (normalised) without its page furniture."""
    lines = [part for line in text.split("\n") for part in _without_parts(line)]
    taken: dict[int, Taken] = {}
    _take(lines, range(len(lines)), _of_kind("line"), taken)
    _take(lines, range(_first_prose(lines, taken)), _of_kind("start"), taken)
    for take in (_take_blocks, _take_ends, _take_beside):
        take(lines, taken)
    _take_repeated(lines, taken)
    kept = _squeeze("" if number in taken else line for number, line in enumerate(lines))
    return Cleaned(lines=tuple(kept), taken=tuple(taken[number] for number in sorted(taken)))


def _without_parts(line: str) -> list[str]:
    """`line` as the `part` rules leave it; whole if another rule may take all of it."""
    if _matching(line, (*_of_kind("line"), *_of_kind("end"))):
        return [line]
    for rule in _of_kind("part"):
        line = rule.pattern.sub(rule.into, line)
    return line.split("\n")


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the file's order. Raises ResourceError if the file is missing or malformed."""
    path = resources.data("lexicon/furniture.toml")
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))["rule"]
        made = tuple(_rule(table) for table in tables)
    except (tomllib.TOMLDecodeError, re.error, KeyError, TypeError, ValueError) as error:
        raise ResourceError(
            f"malformed: {error}", where=str(path), remedy="Mend the rule as the head of the file says"
        ) from error
    names = [rule.name for rule in made]
    for rule in made:
        if names.count(rule.name) > 1 or (rule.kind == "beside") != (rule.beside in names):
            raise ResourceError(
                f"rule {rule.name}: its name is taken, or `beside` names no rule",
                where=str(path),
                remedy="Give it a name of its own, and the name of a rule in `beside`",
            )
    return made


def _rule(table: dict[str, Any]) -> Rule:
    rule = Rule(
        **{
            **table,
            "pattern": _compiled(table["pattern"]),
            "below": _compiled(table["below"]) if "below" in table else None,
            "examples": tuple(table["examples"]),
            "counter_examples": tuple(table["counter_examples"]),
        }
    )
    if rule.kind not in KINDS or not rule.pattern.groupindex.keys() <= GROUPS:
        raise ValueError(f"rule {rule.name}: no such kind {rule.kind!r}, or a group with another name")
    return rule


def _compiled(pattern: str) -> re.Pattern[str]:
    for shorthand, meaning in _SHORTHANDS.items():
        pattern = pattern.replace(shorthand, meaning)
    return re.compile(pattern)


@cache
def _of_kind(kind: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules() if rule.kind == kind)


def _matching(line: str, candidates: Iterable[Rule]) -> Taken | None:
    if not 0 < len(line) <= _LONGEST:
        return None
    for rule in candidates:
        if match := rule.pattern.fullmatch(line):
            groups = {name: found for name, found in match.groupdict().items() if found}
            return Taken(line=line, rule=rule.name, dated=rule.dated, groups=groups)
    return None


def _take(lines: list[str], numbers: Iterable[int], by: tuple[Rule, ...], taken: dict[int, Taken]) -> None:
    for number in numbers:
        if number not in taken and (found := _matching(lines[number], by)):
            taken[number] = found


def _plain(line: str, rule: str) -> Taken:
    return Taken(line=line, rule=rule, dated=False, groups={})


def _first_prose(lines: list[str], taken: dict[int, Taken]) -> int:
    """The number of the first prose line that stays; that of the end if there is none."""
    prose = (number for number, line in enumerate(lines) if number not in taken and is_prose(line))
    return next(prose, len(lines))


def _take_blocks(lines: list[str], taken: dict[int, Taken]) -> None:
    for rule in _of_kind("block"):
        inside = False
        for number, line in enumerate(lines):
            if number in taken:
                continue
            if inside := inside and rule.below is not None and rule.below.fullmatch(line) is not None:
                taken[number] = _plain(line, rule.name)
            elif found := _matching(line, (rule,)):
                inside = True
                taken[number] = found


def _take_ends(lines: list[str], taken: dict[int, Taken]) -> None:
    prose = [len(line) if is_prose(line) and at not in taken else 0 for at, line in enumerate(lines)]
    above, below = 0, sum(prose)
    for number, line in enumerate(lines):
        above, below = above + prose[number], below - prose[number]
        found = _matching(line, _of_kind("end")) if above and number not in taken else None
        if found is None:
            continue
        taken[number] = found
        # Whatever follows in earnest (a second release, an annex) is not furniture.
        if below * 4 <= above:
            rest = range(number + 1, len(lines))
            taken.update((at, _plain(lines[at], found.rule)) for at in rest if lines[at] and at not in taken)
            return


def _take_beside(lines: list[str], taken: dict[int, Taken]) -> None:
    first = _first_prose(lines, taken)
    written = [number for number, line in enumerate(lines) if line]
    for rule in _of_kind("beside"):
        marks = {number for number in written if number in taken and taken[number].rule == rule.beside}
        for place, number in enumerate(written):
            near = {*written[max(place - 1, 0) : place], *written[place + 1 : place + 2]}
            if near & marks and number != first:
                _take(lines, (number,), (rule,), taken)


def _take_repeated(lines: list[str], taken: dict[int, Taken]) -> None:
    seen: set[str] = set()
    for number, line in enumerate(lines):
        if number in taken or not is_prose(line):
            continue
        if line in seen:
            taken[number] = _plain(line, "repeated")
        seen.add(line)


def _squeeze(lines: Iterable[str]) -> Iterator[str]:
    """`lines` without blank ones at either end or two in a row."""
    blank = True
    pending = False
    for line in lines:
        stripped = line.strip(" ")
        if stripped:
            if pending and not blank:
                yield ""
            yield stripped
            blank = pending = False
        else:
            pending = True
