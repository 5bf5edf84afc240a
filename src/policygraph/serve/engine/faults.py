"""What a query may fail of. Each concerns that query alone: the engine goes on answering others."""

import re
from typing import Self

from policygraph.errors import QueryError

_PLACE = re.compile(r"error at (\d+):(\d+): *(.*)", re.DOTALL)
# pyoxigraph lists what it expected, often dozens of character ranges: of use are the words alone.
_RANGES = re.compile(r"\['[^\]]*\](?: *\|)?|\[_\]")


class SyntaxFault(QueryError):  # noqa: N818 -- what became of the query
    """The text does not parse; `line` and `column` (of code points, both from 1) are where the parser stood."""

    def __init__(
        self, what: str, *, where: str = "", remedy: str = "", line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(what, where=where or (f"line {line}, column {column}" if line else ""), remedy=remedy)
        self.line, self.column = line, column

    @classmethod
    def told(cls, message: str) -> Self:
        """The fault that pyoxigraph tells of in its own words."""
        found = _PLACE.match(message)
        if not found:
            return cls(f"it does not parse: {' '.join(message.split())[:500]}")
        expected = re.sub(r"(?:, *)+", ", ", " ".join(_RANGES.sub("", found[3]).split())).strip(", ")
        hint = "" if expected in ("", "expected", "expected one of") else f": {expected[:500]}"
        return cls(f"it does not parse{hint}", line=int(found[1]), column=int(found[2]))


class Refused(QueryError):  # noqa: N818 -- what became of the query
    """The query is not allowed, for the reason told: it would reach out, is too long or too deep, and the like."""


class Busy(QueryError):  # noqa: N818 -- what became of the query
    """Too many queries are being answered or wait; worth another try after `retry_after` seconds."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "", retry_after: int = 1) -> None:
        super().__init__(what, where=where, remedy=remedy or f"Ask again in {retry_after} s")
        self.retry_after = retry_after


class OverTime(QueryError):  # noqa: N818 -- what became of the query
    """The query, or its reader, took longer than `seconds` and was ended."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "", seconds: float = 0.0) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.seconds = seconds


class OverMemory(QueryError):  # noqa: N818 -- what became of the query
    """The query took more memory than a worker may have, and was ended."""


class Broken(QueryError):  # noqa: N818 -- what became of the query
    """The worker died of the query, or can't read the graph."""
