"""The process that makes one change: it reads what to do from stdin, and tells on stdout how it went.

`python -m policygraph.serve.protocol.changes`; `Writer` starts it. The first line is JSON, the rest the body.
"""

import contextlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from policygraph.errors import PolicyGraphError, StoreError, UnknownNameError
from policygraph.serve.engine import confined
from policygraph.serve.protocol import updating, writing
from policygraph.serve.protocol.refusal import Refusal

_MEMORY = 4 * 2**30  # bytes that a change of graphs may take; documents are worked on within the pipeline's own limits

Told = Mapping[str, Any]


def graph(folder: Path, told: Told, body: bytes) -> Told:
    """A write of the Graph Store Protocol."""
    return {"made": writing.write(folder, told["method"], told["name"], body, told["content_type"], base=told["base"])}


def update(folder: Path, told: Told, body: bytes) -> Told:
    """A SPARQL update."""
    updating.update(folder, body.decode(), base=told["base"], using=told["using"], named=told["named"])
    return {}


def add(folder: Path, told: Told, body: bytes) -> Told:
    """Documents to add."""
    from policygraph.serve.protocol import adding  # noqa: PLC0415 -- the pipeline takes a second to load

    return adding.add(folder, body, told["suffix"], name=told["name"], date=told["date"], publisher=told["publisher"])


def remove(folder: Path, told: Told, _body: bytes) -> Told:
    """A document to remove."""
    from policygraph.serve.protocol import adding  # noqa: PLC0415 -- the pipeline takes a second to load

    return adding.remove(folder, told["name"])


_KINDS: Mapping[str, Callable[[Path, Told, bytes], Told]] = {
    "graph": graph,
    "update": update,
    "add": add,
    "remove": remove,
}


def main() -> None:
    """Makes the change that stdin tells."""
    told = json.loads(sys.stdin.buffer.readline())
    body = sys.stdin.buffer.read()
    if told["kind"] in ("graph", "update"):
        # What the text of an update, or a body, could reach out with is refused before; this is the second lock.
        confined.confine(_MEMORY)
    try:
        # What a library prints must not get in between.
        with contextlib.redirect_stdout(sys.stderr):
            answer = _KINDS[told["kind"]](Path(told["folder"]), told, body)
    except Refusal as error:
        answer = {"refused": [error.status, error.reason, error.members]}
    except MemoryError:
        answer = {"refused": [503, f"The change needs more than {_MEMORY >> 30} GiB of memory; nothing is kept", {}]}
    except PolicyGraphError as error:
        locked = isinstance(error, StoreError) and "is writing to the graph" in error.what
        status = 423 if locked else 404 if isinstance(error, UnknownNameError) else 503
        answer = {"refused": [status, str(error), {}]}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
