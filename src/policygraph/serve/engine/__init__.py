"""Answers strangers' SPARQL in worker processes that can be killed, within time, memory and a queue."""

from policygraph.serve.engine.engine import MEMORY, ROWS, Answer, Engine
from policygraph.serve.engine.faults import Broken, Busy, OverMemory, OverTime, Refused, SyntaxFault
from policygraph.serve.engine.guard import MAX_LENGTH, MAX_NESTING

__all__ = [
    "MAX_LENGTH",
    "MAX_NESTING",
    "MEMORY",
    "ROWS",
    "Answer",
    "Broken",
    "Busy",
    "Engine",
    "OverMemory",
    "OverTime",
    "Refused",
    "SyntaxFault",
]
