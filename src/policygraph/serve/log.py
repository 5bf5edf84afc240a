"""One JSON line for each request, on stderr: what a log reader takes apart without guessing.

The text of queries stays out unless it is asked for: it may tell what a researcher works on.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TextIO


@dataclass(slots=True, kw_only=True)
class Visit:
    """One request, and how it was answered. `seconds` until the answer was out, `size` in bytes of its body."""

    method: str
    path: str
    client: str
    agent: str = ""
    status: int = 0
    seconds: float = 0.0
    size: int = 0
    query: str = ""  # the text of a query or update, once it is known


class AccessLog:
    """Writes visits; `queries` tells whether the text of queries goes along."""

    def __init__(
        self,
        *,
        queries: bool = False,
        stream: TextIO | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._queries, self._stream, self._clock = queries, stream, clock

    def write(self, visit: Visit) -> None:
        """Writes one line. JSON escapes what could break it or a terminal."""
        line = {
            "time": self._clock().isoformat(timespec="milliseconds"),
            "client": visit.client,
            "method": visit.method,
            "path": visit.path,
            "status": visit.status,
            "ms": round(visit.seconds * 1000, 1),
            "bytes": visit.size,
            "agent": visit.agent[:200],
        }
        if self._queries and visit.query:
            line["query"] = visit.query
        (self._stream or sys.stderr).write(json.dumps(line) + "\n")
