"""SPARQL on an open graph: shipped queries by name, files or text; answers for people and for programs.

A query runs on the derived default graph, and `GRAPH ?d { … }` tells documents apart. It reads this graph and
nothing else; `guard` refuses, before anything is parsed, what would reach out or crash.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from policygraph import registry, resources
from policygraph.errors import QueryError
from policygraph.query.answers import FORMATS, Answer, write
from policygraph.query.guard import check
from policygraph.store import Store

__all__ = ["FORMATS", "Answer", "Shipped", "catalogue", "check", "run", "source", "write"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """A query that comes with policygraph; `about` is its first comment line."""

    name: str
    about: str
    text: str


def catalogue() -> tuple[Shipped, ...]:
    """The shipped queries, by name."""
    texts = {file.stem: file.read_text("utf-8") for file in resources.ontology("queries").glob("*.rq")}
    return tuple(
        Shipped(name=name, about=text.partition("\n")[0].lstrip("# "), text=text)
        for name, text in sorted(texts.items())
    )


def source(argument: str, stdin: TextIO) -> str:
    """The text of the query that `argument` tells.

    It is SPARQL if it holds a `{` or several words, a file if it ends in `.rq`, `-` for `stdin`, or else the
    name of a shipped query.

    Raises:
        QueryError: the file can't be read.
        UnknownNameError: no shipped query has the name; the nearest are told.
    """
    if argument == "-":
        return stdin.read()
    if "{" in argument or len(argument.split()) > 1:
        return argument
    if argument.endswith(".rq"):
        try:
            return Path(argument).read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            raise QueryError(
                "there is no such query file", where=argument, remedy="Shipped queries are named without .rq"
            ) from None
        except (OSError, ValueError) as error:
            raise QueryError(f"the query file can't be read: {error}", where=argument) from error
    shipped = {query.name: query.text for query in catalogue()}
    if argument not in shipped:
        raise registry.unknown("shipped query", argument, tuple(shipped))
    return shipped[argument]


def run(store: Store, text: str) -> Answer:
    """Answers the SPARQL query `text`. Our prefixes are known to it unless it declares them otherwise.

    Raises:
        QueryError: it does not parse, or is not allowed: an update, SERVICE, several FROM, BASE, or one too
            long or too deep.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    check(text, store.prefixes)
    try:
        result = store.rdf.query(text, prefixes=dict(store.prefixes))
    except SyntaxError as error:
        raise _syntax_error(text, str(error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query can't be answered: {error}") from error
    return Answer(result=result, store=store)


def _syntax_error(text: str, message: str) -> QueryError:
    """The error for a `text` of which pyoxigraph says `message`.

    How far pyoxigraph's parser looked is mostly past the fault; rdflib's tells where the faulty part begins.
    It is asked here only, and parses without answering.
    """
    from pyparsing.exceptions import ParseBaseException  # noqa: PLC0415 -- costs 0.3 s, and errors are rare
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415

    try:
        parseQuery(text)
    except ParseBaseException as error:
        rest = text[error.loc :].strip()
        found = f"at {rest.splitlines()[0].strip()[:60]!r}" if rest else "at its end: something is missing"
        return QueryError(f"the query does not parse {found}", where=f"line {error.lineno}, column {error.col}")
    except RecursionError:
        pass  # it is nested too deep for rdflib: pyoxigraph's word must do
    return QueryError(f"the query does not parse: {message[:500]}")
