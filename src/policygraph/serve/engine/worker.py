"""A worker: a process that opens a graph read-only and answers one query after another, as it is told by frames.

It is started by `process.Process` and may be killed at any moment. The main thread does nothing but read what is asked,
so that the worker ends when the server does, whatever query it is at; a second thread, of a large stack, answers.
"""

import json
import os
import queue
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from policygraph import vocab
from policygraph.errors import PolicyGraphError, StoreError
from policygraph.query import check as strict_check
from policygraph.serve.engine import answering, confined, dataset, frames, guard
from policygraph.serve.engine.faults import Broken, OverMemory, Refused, SyntaxFault
from policygraph.serve.snapshot import Moment, Snapshot

# A text of the length allowed, nested as it may be, has needed less than half of this (the usual 8 MB overflow).
_STACK = 256 * 2**20
_LOOK_AGAIN = 1.0  # seconds between looks at the folder while nothing is asked


class Worker:
    """What the second thread does."""

    def __init__(self, folder: Path, output: int, *, memory: int, missing: list[str]) -> None:
        self._output, self._memory, self._missing = output, memory, missing
        self._snapshot = Snapshot(folder, every=0)
        self._text, self._begun = "", False
        self.asked: queue.SimpleQueue[tuple[bytes, bytes]] = queue.SimpleQueue()

    def run(self) -> None:
        """Answers what is asked, for ever."""
        self._snapshot.current()
        self._send(frames.told(frames.READY, {"missing": self._missing}))
        while True:
            try:
                kind, content = self.asked.get(timeout=_LOOK_AGAIN)
            except queue.Empty:
                self._refresh()
                continue
            self._begun = False
            try:
                self._answer(kind, content)
            except PolicyGraphError as error:
                self._fault(error)
            except SyntaxError as error:
                self._fault(self._syntax(error))
            except MemoryError:
                self._fault(OverMemory("the query took more memory than it may have"))
                raise
            except (OSError, RuntimeError, ValueError) as error:
                self._fault(_reason(error))

    def _answer(self, kind: bytes, content: bytes) -> None:
        if kind == frames.QUERY:
            asked = json.loads(content)
            self._text = asked["text"]
            self._snapshot.read(lambda moment: self._query(moment, asked))
        elif kind == frames.UPDATE:
            self._text = content.decode()
            self._parse_update()
        else:
            self._refresh()
        self._send(frames.framed(frames.END, b"used up" if _swollen(self._memory) else b""))

    def _refresh(self) -> None:
        """Opens the graph again if it has changed, so that the next query need not; what is wrong, that one tells."""
        with suppress(StoreError):
            self._snapshot.current()

    # ---- what is asked

    def _query(self, moment: Moment, asked: dict[str, Any]) -> None:
        text, rows = self._text, asked["rows"]
        prefixes = vocab.prefixes(moment.base)
        if confined.NETWORK in self._missing:
            strict_check(text, prefixes)
        tokens = guard.check(text)
        rdf, graphs = dataset.choose(moment.store, text, tokens, (asked["default"], asked["named"]), prefixes)
        limited = text if rows is None else guard.limited(text, tokens, rows)
        result = _asked(rdf, text, limited, prefixes, graphs)
        kind = answering.kind_of(result)
        form = answering.chosen(kind, asked["formats"])

        def hand_on(piece: bytes) -> None:
            if not self._begun:
                self._send(frames.told(frames.BEGUN, {"kind": kind, "media_type": form.media}))
                self._begun = True
            self._send(frames.framed(frames.PIECE, piece))

        try:
            answering.write(result, form, rows, prefixes, hand_on)
        except (OSError, RuntimeError) as error:
            if self._begun:  # what was told can't be told anew
                raise _reason(error) from error
            raise
        if not self._begun:
            self._send(frames.told(frames.BEGUN, {"kind": kind, "media_type": form.media}))

    def _parse_update(self) -> None:
        guard.check(self._text, update=True, strict=confined.NETWORK in self._missing)
        # pyoxigraph parses an update only to make it: on nothing, here. What fails then has been parsed.
        with suppress(RuntimeError, OSError, ValueError):
            ox.Store().update(self._text, prefixes=vocab.prefixes(self._snapshot.current().base))

    # ---- what is told

    def _syntax(self, error: SyntaxError) -> PolicyGraphError:
        """Of a prefix that is not declared the parser tells little."""
        known = vocab.prefixes(self._snapshot.current().base)
        return guard.undeclared(guard.scanned(self._text), known) or SyntaxFault.told(str(error))

    def _send(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self._output, view) :]

    def _fault(self, error: PolicyGraphError) -> None:
        facts: dict[str, Any] = {"type": type(error).__name__, "what": error.what, "where": error.where}
        facts["remedy"] = error.remedy
        if isinstance(error, SyntaxFault):
            facts |= {"line": error.line, "column": error.column}
        self._send(frames.told(frames.FAULT, facts))


def _asked(
    rdf: ox.Store, text: str, limited: str, prefixes: dict[str, str], graphs: dict[str, Any]
) -> answering.Result:
    try:
        return rdf.query(limited, prefixes=prefixes, **graphs)
    except SyntaxError:
        rdf.query(text, prefixes=prefixes, **graphs)  # its own text tells where the fault is
        # That parses, so the limit was put at a wrong place; without one it is not answered.
        raise Refused(
            "its LIMIT can't be told for sure",
            remedy="Put a space between words and numbers and after each 'less than', and write IRIs with their scheme",
        ) from None


def _reason(error: Exception) -> PolicyGraphError:
    """What pyoxigraph's error in evaluating a query means."""
    if isinstance(error, PermissionError):
        return Refused("the query would reach the network", remedy="A query reads this graph only")
    told = str(error)[:500]
    if told.endswith("is not supported"):  # a function of somebody's own: the query's fault, and not ours
        return Refused(f"{told[:1].lower()}{told[1:]}", remedy="Use the functions of SPARQL 1.1")
    return Broken(f"the query can't be answered: {told}", remedy="Ask again")


def _swollen(memory: int) -> bool:
    """Whether queries have taken so much that the next might lack memory, of which pieces are never given back."""
    if sys.platform != "linux":
        return False
    # Not the peak that `resource` tells, which begins with the server's own.
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE") > memory // 4


def main() -> None:
    """Runs a worker on the folder and with the bytes of memory that the arguments name."""
    folder, memory = Path(sys.argv[1]), int(sys.argv[2])
    # Ctrl-C goes to all processes of a terminal; the server tells its workers what to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    output = os.dup(1)
    os.dup2(2, 1)  # a stray print must not end up among the frames
    missing = confined.confine(memory)
    worker = Worker(folder, output, memory=memory, missing=missing)
    threading.stack_size(_STACK)
    thread = threading.Thread(target=_or_die, args=(worker,), daemon=True)
    thread.start()
    while asked := frames.read(sys.stdin.buffer.read):
        worker.asked.put(asked)
    os._exit(0)


def _or_die(worker: Worker) -> None:
    try:
        worker.run()
    except BrokenPipeError:
        os._exit(0)  # the server has gone
    except PolicyGraphError as error:
        sys.stderr.write(f"{error}\n")  # to the server, which reads it
        sys.stderr.flush()
        os._exit(1)
    except BaseException:  # noqa: BLE001 -- told, and the end of this process
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
        os._exit(1)


if __name__ == "__main__":
    main()
