"""How the server and a worker talk: frames over the worker's stdin and stdout.

A frame is its kind (one byte), the length of its content (four bytes, big-endian), and the content: JSON, or a piece of
an answer.
"""

import json
import struct
from collections.abc import Callable
from typing import Any

HEAD = struct.Struct("!cI")

# What the worker is asked.
QUERY, UPDATE, REFRESH = b"q", b"u", b"r"
# What it tells: ready to be asked; the kind of the answer and its media type; a piece of it; its end; a fault.
READY, BEGUN, PIECE, END, FAULT = b"y", b"b", b"p", b"e", b"f"


def framed(kind: bytes, content: bytes | memoryview = b"") -> bytes:
    """One frame."""
    return HEAD.pack(kind, len(content)) + content


def told(kind: bytes, facts: dict[str, Any]) -> bytes:
    """One frame of JSON."""
    return framed(kind, json.dumps(facts).encode())


def read(stream: Callable[[int], bytes]) -> tuple[bytes, bytes] | None:
    """The next frame's kind and content from a blocking stream; None at its end, even amid a frame."""
    head = stream(HEAD.size)
    if len(head) < HEAD.size:
        return None
    kind, length = HEAD.unpack(head)
    content = stream(length) if length else b""
    return (kind, content) if len(content) == length else None
