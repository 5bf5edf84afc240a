"""The TOML files of `data/lexicon` and `data/patterns`, read once and checked for what must be in them."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from policygraph import resources
from policygraph.errors import ResourceError


def entries(name: str, table: str, required: tuple[str, ...]) -> list[dict[str, Any]]:
    """The entries [[table]] of a file. Raises ResourceError for one that lacks a required key."""
    rows = load(name).get(table, [])
    for number, row in enumerate(rows, 1):
        if missing := [key for key in required if key not in row]:
            raise ResourceError(f"entry {number} of [[{table}]] has no {', '.join(missing)}", where=f"data/{name}")
    return list(rows)


@cache
def load(name: str, required: tuple[str, ...] = ()) -> dict[str, Any]:
    """A file by its path under data/. Raises ResourceError if it is no TOML or lacks a required key."""
    path = resources.data(name)
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ResourceError(f"not valid TOML: {error}", where=str(path)) from error
    if missing := [key for key in required if key not in raw]:
        raise ResourceError(f"it has no {', '.join(missing)}", where=str(path))
    return raw


def compiled(row: Mapping[str, Any], key: str, file: str) -> re.Pattern[str]:
    """The regular expression of an entry. Raises ResourceError where it is none."""
    try:
        return re.compile(row[key])
    except re.error as error:
        raise ResourceError(f"{key} of {row['name']!r} is no regular expression: {error}", where=file) from error
