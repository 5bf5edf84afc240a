"""The same graph into a SPARQL 1.1 server, by the Graph Store Protocol or by SPARQL Update.

Every named graph goes under its own IRI and the default graph into the server's, each replaced whole. Only graphs that
changed since the last push to the same address are sent, so that a push that was interrupted goes on where it was.
Sources: https://www.w3.org/TR/sparql11-http-rdf-update/ and https://www.w3.org/TR/sparql11-protocol/.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

import pyoxigraph as ox

from policygraph.errors import OutputError
from policygraph.export._lines import DEFAULT_GRAPH, canonical, named_graphs, triples

if TYPE_CHECKING:
    import requests

    from policygraph.store import Store

PROTOCOLS = ("graph-store", "update")
USER, PASSWORD, TOKEN = "POLICYGRAPH_STORE_USER", "POLICYGRAPH_STORE_PASSWORD", "POLICYGRAPH_STORE_TOKEN"
# Triples in one request.
_BATCH = 10_000
# Graphs after which the state is saved.
_SAVED = 50
_TRIES, _BACK_OFF, _SECONDS = 5, 0.5, (10, 300)
_AGAIN = (429, 502, 503, 504)
_STATE = "pushed.json"
# How the default graph is called in the state.
_DEFAULT = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """How many graphs were sent, were there already, and were taken away."""

    sent: int
    kept: int
    removed: int


class _Server(Protocol):
    def replace(self, graph: str, lines: Sequence[bytes]) -> None: ...

    def remove(self, graph: str) -> None: ...


def push(
    store: "Store",
    address: str,
    *,
    protocol: str = PROTOCOLS[0],
    plain: bool = False,
    again: bool = False,
    merged: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Pushed:
    """Puts the graph into the server whose Graph Store, or update endpoint, is at `address`.

    Credentials come from the environment (POLICYGRAPH_STORE_USER and …_PASSWORD, or …_TOKEN) and are never told. With
    `again` everything is sent, whatever was sent before. The default graph goes into the named graph `merged`, if one
    is given: some servers (Virtuoso) have none of their own. `progress` is told (graphs done, of all).

    Raises OutputError: the address is none, or the server can't be reached or refuses.
    """
    _check(address)
    memory = _State(store.path, address, plain=plain)
    done = {} if again else memory.load()
    with _session() as session:
        server: _Server = _GraphStore(session, address) if protocol == PROTOCOLS[0] else _Update(session, address)
        try:
            return _push(store, server, memory, done, plain=plain, merged=merged or _DEFAULT, progress=progress)
        finally:
            memory.save(done)


def _push(
    store: "Store",
    server: "_Server",
    memory: "_State",
    done: dict[str, str],
    *,
    plain: bool,
    merged: str,
    progress: Callable[[int, int], None] | None,
) -> Pushed:
    """Sends what `done` does not tell of, by graph and digest, and notes it there."""
    # The derived default graph comes last: what it tells is then there by name.
    graphs = [*(graph.value for graph in named_graphs(store.rdf)), merged]
    identity = canonical(store.rdf)
    sent = 0
    for number, graph in enumerate(graphs, 1):
        term = DEFAULT_GRAPH if graph == merged else ox.NamedNode(graph)
        through = None if graph == merged else identity
        lines = sorted(triples(store.rdf, term, plain=plain, prefixes=store.prefixes, identity=through))
        digest = hashlib.sha256(b"".join(lines)).hexdigest()
        if done.get(graph) != digest:
            if done.pop(graph, None):
                memory.save(done)  # half a graph must not pass for a whole one, even after a crash
            server.replace(graph, lines)
            done[graph] = digest
            sent += 1
            if sent % _SAVED == 0:
                memory.save(done)
        if progress:
            progress(number, len(graphs))
    gone = sorted(done.keys() - {*graphs})
    for graph in gone:
        server.remove(graph)
        del done[graph]
    return Pushed(sent=sent, kept=len(graphs) - sent, removed=len(gone))


class _GraphStore:
    """Graph Store Protocol: PUT replaces a graph, POST adds to it."""

    def __init__(self, session: "requests.Session", address: str) -> None:
        self.session, self.address = session, address

    def replace(self, graph: str, lines: Sequence[bytes]) -> None:
        headers = {"Content-Type": "application/n-triples"}
        for number, batch in enumerate(_batches(lines)):
            method = "POST" if number else "PUT"
            _send(self.session, method, self.address, params=_named(graph), data=b"".join(batch), headers=headers)

    def remove(self, graph: str) -> None:
        _send(self.session, "DELETE", self.address, params=_named(graph), gone_is_fine=True)


class _Update:
    """SPARQL 1.1 Update: a graph is dropped and inserted."""

    def __init__(self, session: "requests.Session", address: str) -> None:
        self.session, self.address = session, address

    def replace(self, graph: str, lines: Sequence[bytes]) -> None:
        opening, closing = (b"", b"") if graph == _DEFAULT else (f"GRAPH <{graph}> {{".encode(), b"}")
        drop = f"{self._drop(graph)} ;\n".encode()
        for number, batch in enumerate(_batches(lines)):
            inserted = b"INSERT DATA { " + opening + b"\n" + b"".join(batch) + closing + b" }"
            self._run(inserted if number else drop + inserted)

    def remove(self, graph: str) -> None:
        self._run(self._drop(graph).encode())

    def _drop(self, graph: str) -> str:
        return "DROP SILENT DEFAULT" if graph == _DEFAULT else f"DROP SILENT GRAPH <{graph}>"

    def _run(self, update: bytes) -> None:
        _send(self.session, "POST", self.address, data=update, headers={"Content-Type": "application/sparql-update"})


class _State:
    """Which graphs an address was sent, by digest; a file in the graph's folder."""

    def __init__(self, folder: Path, address: str, *, plain: bool) -> None:
        self.path, self.key = folder / _STATE, f"{address} plain" if plain else address

    def load(self) -> dict[str, str]:
        found: dict[str, str] = self._all().get(self.key, {})
        return dict(found)

    def save(self, done: dict[str, str]) -> None:
        draft = self.path.with_suffix(".part")
        draft.write_text(json.dumps({**self._all(), self.key: done}, indent=0, sort_keys=True), encoding="utf-8")
        draft.replace(self.path)

    def _all(self) -> dict[str, dict[str, str]]:
        try:
            found: dict[str, dict[str, str]] = json.loads(self.path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}  # only a memory aid: everything is sent again
        return found


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The lines in batches; no lines are one empty batch, which still replaces what was there."""
    waiting = iter(lines)
    batch = list(islice(waiting, _BATCH))
    yield batch
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _named(graph: str) -> dict[str, str]:
    return {"default": ""} if graph == _DEFAULT else {"graph": graph}


def _check(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise OutputError("this is no address of a server", where=address, remedy="It begins with http:// or https://")
    if parts.username or parts.password:
        raise OutputError(
            "credentials don't belong in an address",
            where=parts.hostname,
            remedy=f"Put them into the environment as {USER} and {PASSWORD}, or {TOKEN}",
        )


def _session() -> "requests.Session":
    import requests  # noqa: PLC0415 - only a push needs the network
    from requests.adapters import HTTPAdapter  # noqa: PLC0415
    from urllib3.util import Retry  # noqa: PLC0415

    session = requests.Session()
    # Replacing a graph twice does no harm, and adding the same triples neither: every request may be made again.
    retry = Retry(total=_TRIES, backoff_factor=_BACK_OFF, status_forcelist=_AGAIN, allowed_methods=None)
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    if token := os.environ.get(TOKEN):
        session.headers["Authorization"] = f"Bearer {token}"
    elif user := os.environ.get(USER):
        session.auth = (user, os.environ.get(PASSWORD, ""))
    return session


def _digest(answer: "requests.Response", session: "requests.Session") -> bool:
    """Whether a server that refused may want the credentials as a digest; the session then gives them so.

    Virtuoso does, and where it is sent others it does not even say so.
    """
    from requests.auth import HTTPDigestAuth  # noqa: PLC0415

    wanted = answer.headers.get("WWW-Authenticate", "digest")
    if not wanted.lower().startswith("digest") or not isinstance(session.auth, tuple):
        return False
    session.auth = HTTPDigestAuth(*session.auth)
    return True


def _send(
    session: "requests.Session",
    method: str,
    address: str,
    *,
    params: dict[str, str] | None = None,
    data: bytes = b"",
    headers: dict[str, str] | None = None,
    gone_is_fine: bool = False,
) -> None:
    import requests  # noqa: PLC0415

    try:
        answer = session.request(method, address, params=params, data=data, headers=headers, timeout=_SECONDS)
        if answer.status_code == requests.codes.unauthorized and _digest(answer, session):
            answer = session.request(method, address, params=params, data=data, headers=headers, timeout=_SECONDS)
    except requests.RequestException as error:
        raise OutputError(
            f"the server can't be reached: {type(error).__name__}",
            where=address,
            remedy="See whether it runs; the same command goes on from here",
        ) from error
    if answer.ok or (gone_is_fine and answer.status_code == requests.codes.not_found):
        return
    told = " ".join(answer.text.split())[:200]
    refused = answer.status_code in (requests.codes.unauthorized, requests.codes.forbidden)
    remedy = f"Set {USER} and {PASSWORD}, or {TOKEN}" if refused else "The same command goes on from here"
    if params and "default" in params:
        remedy = "If it has no default graph, name one for it with --default-graph IRI"
    raise OutputError(f"the server answers {answer.status_code} {answer.reason}: {told}", where=address, remedy=remedy)
