"""What an endpoint is started with, and what of it is refused."""

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from policygraph.errors import ServeError

MEGABYTE = 1_000_000


def loopback(host: str) -> bool:
    """Whether only programs of this machine reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the graph in `folder` is served. Times in seconds, sizes in bytes.

    `hosts` are names that a request may give in its Host header besides this machine's own. `rows` is how many rows
    or triples an answer has at most, None for any number. `patience` is how long a request's head, and then its body,
    may take to come in, and how long a client may take to read the next part of an answer; `writing` how long a change
    may take.

    Raises ServeError for an address that others can reach without a token, or a token that is none.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    hosts: tuple[str, ...] = ()
    timeout: float = 30.0
    workers: int = 2
    rows: int | None = 1_000_000
    writable: bool = False
    token: str = ""
    log_queries: bool = False
    patience: float = 20.0
    writing: float = 600.0
    # A query is bounded by its characters besides; in a form each may take nine bytes.
    query_body: int = 1 * MEGABYTE
    write_body: int = 100 * MEGABYTE

    def __post_init__(self) -> None:
        if not loopback(self.host) and not self.token:
            raise ServeError(
                "others could reach the graph, and nothing would ask them who they are",
                where=f"--host {self.host}",
                remedy="Give --token too, or POLICYGRAPH_TOKEN: every request needs it then. Or leave --host out",
            )
        if self.token and not (self.token.isascii() and self.token.isprintable() and " " not in self.token):
            raise ServeError(
                "a token is letters, digits and signs without a space", where="--token", remedy="Choose another"
            )

    @property
    def guarded(self) -> bool:
        """Whether reading needs the token as well: others than this machine's programs reach the address."""
        return not loopback(self.host)

    @property
    def url(self) -> str:
        """Where the endpoint is found from this machine."""
        host = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 -- any of them
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"
