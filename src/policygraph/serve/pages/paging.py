"""Long lists, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar
from urllib.parse import urlencode

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[_Row]):
    """Some of `total` rows. `whole` is False where there are more than were looked at; then the rest is told of."""

    rows: tuple[_Row, ...]
    number: int
    pages: int
    total: int
    whole: bool = True

    @classmethod
    def of(cls, rows: Sequence[_Row], number: int, size: int, *, whole: bool = True) -> Self:
        """Page `number`, from 1, of `rows`; the last one if there are fewer."""
        pages = max(1, -(-len(rows) // size))
        number = min(max(1, number), pages)
        kept = tuple(rows[(number - 1) * size : number * size])
        return cls(rows=kept, number=number, pages=pages, total=len(rows), whole=whole)


def number(text: str | None) -> int:
    """The number of a page as an address gives it: 1 for none, or for what is no number."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1


def turned(address: Mapping[str, str], name: str, to: int) -> str:
    """The query of an address with the page `name` turned to `to`."""
    return "?" + urlencode({**address, name: str(to)})
