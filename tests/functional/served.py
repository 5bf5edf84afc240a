"""A real endpoint on a port of this machine, in a process of its own, for tests."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from policygraph.store import Store

TOKEN = "token-of-the-tests"
# As the command line does it, with less patience than it has.
_SERVE = """
import sys
from pathlib import Path
from policygraph.serve import Settings
from policygraph.serve.listen import run
settings = Settings(folder=Path(sys.argv[1]), port=0, timeout=2, patience=1.5, writable=True, token=sys.argv[2],
                    query_body=100_000, write_body=300_000)
run(settings, lambda address: print(f"Serving at {address}", file=sys.stderr, flush=True))
"""
_ADDRESS = re.compile(r"at http://(?P<host>[\w.]+):(?P<port>\d+)")


@dataclass(frozen=True)
class Served:
    process: subprocess.Popen[str]
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def raw(self, request: bytes, *, timeout: float = 30.0) -> bytes:
        """What is answered to these bytes, until the endpoint closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            with suppress(OSError):  # it may answer and close before all of it is sent
                connection.sendall(request)
            return received(connection)

    def status(self, request: bytes) -> int:
        """The status of an answer; 0 for none."""
        answer = self.raw(request)
        return int(answer[9:12]) if answer.startswith(b"HTTP/1.1 ") else 0


def received(connection: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass  # closed, with something of ours unread
    return b"".join(parts)


def small_graph(folder: Path) -> Path:
    """A graph of two documents that tell a little of the same."""
    with Store.open(folder, create=True) as store:
        for name, words in (("one", ("Ann", "clerk")), ("two", ("Ann", "mayor"))):
            graph = ox.NamedNode(f"{store.base}doc/{name}")
            ann, says = ox.NamedNode("https://example.org/ann"), "https://example.org/"
            store.commit(
                {
                    graph.value: [
                        ox.Quad(ann, ox.NamedNode(f"{says}name"), ox.Literal(words[0]), graph),
                        ox.Quad(ann, ox.NamedNode(f"{says}post"), ox.Literal(words[1]), graph),
                    ]
                }
            )
    return folder


def labelled_graph(folder: Path, many: int) -> Path:
    """A graph of so many things with a label each: three of them together are more than anybody can count."""
    with Store.open(folder, create=True) as store:
        graph = ox.NamedNode(f"{store.base}doc/labels")
        label, knows = (ox.NamedNode(f"https://example.org/{name}") for name in ("label", "knows"))
        things = [ox.NamedNode(f"https://example.org/{number}") for number in range(many)]
        quads = [ox.Quad(one, label, ox.Literal(f"Thing {place}"), graph) for place, one in enumerate(things)]
        quads += [ox.Quad(one, knows, things[place * 7 % many], graph) for place, one in enumerate(things)]
        store.commit({graph.value: quads})
    return folder


@contextmanager
def serving(command: Sequence[str]) -> Iterator[Served]:
    """Runs an endpoint in a session of its own, until the end of the `with`."""
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert process.stderr
        told = ""
        for line in process.stderr:
            told += line
            if found := _ADDRESS.search(line):
                break
        else:
            raise AssertionError(f"it does not serve: {told}")
        # Its log must not fill the pipe.
        with Path(os.devnull).open("w") as nowhere:
            drain = subprocess.Popen(["cat"], stdin=process.stderr, stdout=nowhere)
        yield Served(process, int(found["port"]))
        drain.terminate()
        drain.wait()
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=30)
        for stream in (process.stdout, process.stderr):
            if stream:
                stream.close()


def impatient(folder: Path) -> Sequence[str]:
    """What runs an endpoint that waits 1.5 s for a request and 2 s for a query, and takes bodies of 300 kB."""
    return [sys.executable, "-c", _SERVE, str(folder), TOKEN]


def session(leader: int) -> list[int]:
    """The processes of a session that are there."""
    found = []
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                fields = (place / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has ended
            if int(fields[3]) == leader and fields[0] != "Z":
                found.append(int(place.name))
    return found
