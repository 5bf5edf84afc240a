"""`serve`: the graph over HTTP."""

import secrets
from typing import Annotated

import typer

from policygraph.cli.guard import say
from policygraph.cli.options import DEFAULT_GRAPH, Graph

_LOCAL = "127.0.0.1"
_PATHS = {
    "/": "the graph as a page",
    "/query": "a page to ask SPARQL on",
    "/search": "names",
    "/sparql": "SPARQL 1.1 Protocol",
    "/sparql/graph": "Graph Store Protocol",
    "/healthz": "whether it is well",
    "/metrics": "counters for Prometheus",
}


def serve(
    *,
    graph: Graph = DEFAULT_GRAPH,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="Where to listen; 0 for any.")] = 8000,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Listen at another address; it needs --token.")] = _LOCAL,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="How long a query may take.")] = 30.0,
    workers: Annotated[int, typer.Option(min=1, metavar="N", help="How many queries are answered at a time.")] = 2,
    rows: Annotated[
        int,
        typer.Option(min=1, metavar="N", help="How many rows or triples an answer has at most."),
    ] = 1_000_000,
    writable: Annotated[
        bool,
        typer.Option("--writable", help="Let who has the token change the graph; one is made up if none is given."),
    ] = False,
    token: Annotated[
        str,
        typer.Option(
            envvar="POLICYGRAPH_TOKEN",
            show_envvar=False,
            metavar="TOKEN",
            help="What to send to change the graph, and at another --host to read it; or in POLICYGRAPH_TOKEN.",
        ),
    ] = "",
    log_queries: Annotated[bool, typer.Option("--log-queries", help="Log the text of queries too.")] = False,
) -> None:
    """Serve the graph over HTTP: a page to look at it, SPARQL and Graph Store protocols; Ctrl-C ends it.

    Only programs of this machine reach it, and nobody changes it, unless asked for. What is built meanwhile is seen.
    """
    from policygraph.serve import Settings
    from policygraph.serve.listen import run

    made_up = writable and not token
    if made_up:
        token = secrets.token_urlsafe(24)
    settings = Settings(
        folder=graph,
        host=host,
        port=port,
        timeout=timeout,
        workers=workers,
        rows=rows,
        writable=writable,
        token=token,
        log_queries=log_queries,
    )

    def listening(address: str) -> None:
        say(f"Serving {graph} at {address}")
        for path, what in _PATHS.items():
            say(f"  {address}{path:<16} {what}")
        if made_up:
            say(f"Changes need 'Authorization: Bearer {token}'")
        say("Ctrl-C ends it")

    run(settings, listening)
