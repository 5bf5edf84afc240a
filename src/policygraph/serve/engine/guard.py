"""Looks through the text of a stranger's query or update before a worker parses it.

What is refused here is refused for its reason. A text that gets past in some clever spelling meets the worker's
confinement: it can open no connection, and if it crashes the parser, the worker dies and that query fails. Where
workers can't be kept from the network, `query.check` looks too: it refuses whatever could be read in two ways.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from policygraph.query.guard import TOKEN
from policygraph.serve.engine.faults import Refused, SyntaxFault

MAX_LENGTH = 100_000  # characters
MAX_NESTING = 100
# '!', '-', '^' and the like before one another nest too, each a level of the parser's.
MAX_PREFIXED = 100

_UPDATES = frozenset(["ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"])
_FORMS = ("ASK", "CONSTRUCT", "DESCRIBE", "SELECT")
_LESS = re.compile("(?P<sign><)(?P<prefix>)?")
_PREFIXING = re.compile(rf"(?:[!^+-]\s*){{{MAX_PREFIXED + 1}}}")

Token = re.Match[str]


class Source(NamedTuple):
    """A FROM or FROM NAMED of a query: the graph as the text writes it."""

    named: bool
    graph: str


def normal(text: str) -> str:
    """The text with line feeds only, as forms send others. Raises Refused if it is too long or no Unicode."""
    if len(text) > MAX_LENGTH:
        raise Refused(f"the text is longer than {MAX_LENGTH:,} characters", remedy="Shorten it")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refused("the text has half a surrogate pair, which is no character", remedy="Send UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def scanned(text: str) -> list[Token]:
    """The tokens of a text but spaces and comments."""
    tokens = [token for token in TOKEN.finditer(text) if token.lastgroup != "space"]
    if not any(token.lastgroup == "angle" for token in tokens):
        return tokens  # most are, and this is twice as fast
    found: list[Token] = []
    brackets: list[str] = []
    at = 0
    while at < len(text):
        token = TOKEN.match(text, at)
        assert token, "any character is a token"
        if token.lastgroup == "angle" and brackets[-1:] == ["("] and found and _is_operand(found[-1]):
            token = _LESS.match(text, at)
            assert token, "so an IRI begins, too"
        at = token.end()
        if token.lastgroup == "space":
            continue
        found.append(token)
        if token.lastgroup == "sign" and token[0] in "({[":
            brackets.append(token[0])
        elif token.lastgroup == "sign" and token[0] in ")}]":
            del brackets[-1:]
    return found


def _is_operand(token: Token) -> bool:
    """Whether a '<' behind this, within round brackets, is 'less than' and begins no IRI."""
    if token.lastgroup == "word":
        return token[0].upper() in ("TRUE", "FALSE")
    return token.lastgroup != "sign" or token[0] == ")"


def check(text: str, *, update: bool = False, strict: bool = False) -> list[Token]:
    """The tokens of a `normal` text but spaces and comments.

    The parser needs no space between words, so that SERVICEx:y may be two; a prefix that is declared so is taken for
    one, unless it is `strict`: that is for where nothing else keeps a text from the network.

    Raises Refused if it is too deep, would reach out, or is an update where a query is asked for.
    """
    tokens = scanned(text)
    _check_depth(text, tokens)
    words = [token for token in tokens if token.lastgroup == "word"]
    if any(word in text.upper() for word in ("SERVICE", "LOAD")):
        _check_reach(tokens, update=update, strict=strict)
    first = next((word for word in words if word[0].upper() not in ("PREFIX", "BASE")), None)
    if not update and first and first[0].upper() in _UPDATES:
        raise _refused(first, f"{first[0]} is an update, and queries only read", "Ask by SELECT, CONSTRUCT or ASK")
    return tokens


def _check_reach(tokens: Sequence[Token], *, update: bool, strict: bool) -> None:
    declared = set() if strict else {token["prefix"] for token in declarations(tokens)}
    for token in tokens:
        if token.lastgroup == "name" and token["prefix"] in declared:
            continue
        part = (token[0] if token.lastgroup == "word" else token["prefix"] or "").upper()
        if "SERVICE" in part:
            raise _refused(token, "SERVICE is not allowed: a query reads this graph only", "Take it out")
        if update and "LOAD" in part:
            raise _refused(token, "LOAD is not allowed: nothing is fetched from elsewhere", "Send the data itself")


def _check_depth(text: str, tokens: Iterable[Token]) -> None:
    depth = 0
    for token in tokens:
        if token.lastgroup == "angle":
            # It may be an IRI, or 'less than' and what follows.
            inner = len(re.findall(r"[(\[]", token[0]))
            if depth + inner > MAX_NESTING:
                raise _too_deep(token)
            continue
        if token.lastgroup != "sign":
            continue
        depth += (token[0] in "({[") - (token[0] in ")}]")
        if depth > MAX_NESTING:
            raise _too_deep(token)
    # Counting is quick, and most texts have few.
    if sum(map(text.count, "!^+-")) > MAX_PREFIXED and (found := _PREFIXING.search(text)):
        raise _refused(found, f"more than {MAX_PREFIXED} operators follow one another", "Take some out")


def sources(tokens: Sequence[Token]) -> list[Source]:
    """The graphs that a query's FROM and FROM NAMED name."""
    found: list[Source] = []
    for place, token in enumerate(tokens):
        # The parser needs no space between words.
        if token.lastgroup == "word" and token[0].upper() in ("FROM", "FROMNAMED"):
            rest = tokens[place + 1 : place + 3]
            apart = bool(rest) and rest[0][0].upper() == "NAMED"
            named = apart or token[0].upper() == "FROMNAMED"
            graph = rest[apart : apart + 1]
            if graph and graph[0].lastgroup in ("iri", "angle", "name"):
                found.append(Source(named, graph[0][0]))
    return found


def prologue(text: str, tokens: Sequence[Token]) -> str:
    """The PREFIX and BASE declarations that the text begins with."""
    forms = (token for token in tokens if token.lastgroup == "word" and token[0].upper().startswith(_FORMS))
    first = next(forms, None)
    return text[: first.start()] if first else text


def limited(text: str, tokens: Sequence[Token], rows: int) -> str:
    """A SELECT's text so that it gives at most `rows` rows; any other, as it stands."""
    outer = _outermost(tokens)
    words = [token for token in outer if token.lastgroup == "word"]
    if not any(word[0].upper().startswith("SELECT") for word in words):
        return text
    for place, token in enumerate(outer[:-1]):
        if token[0].upper() == "LIMIT" and token.lastgroup == "word" and outer[place + 1].lastgroup == "number":
            number = outer[place + 1]
            asked = int(number[0]) if len(number[0]) < 19 else rows + 1
            return text if asked <= rows else f"{text[: number.start()]}{rows}{text[number.end() :]}"
    values = [word for word in words if word[0].upper() == "VALUES"]
    end = values[-1].start() if values else len(text)
    return f"{text[:end]}\nLIMIT {rows}\n{text[end:]}"


def declarations(tokens: Sequence[Token]) -> Iterator[Token]:
    """The names that PREFIX declares."""
    for before, token in pairwise(tokens):
        if before[0].upper() == "PREFIX" and token.lastgroup == "name":
            yield token


def undeclared(tokens: Sequence[Token], known: Iterable[str]) -> SyntaxFault | None:
    """The fault of a prefix that is neither declared nor known; None if there is no such prefix."""
    declared = {*known, "_", *(token["prefix"] or "" for token in declarations(tokens))}
    for token in tokens:
        prefix = token["prefix"] or ""
        if token.lastgroup == "name" and prefix not in declared:
            line, column = _place(token)
            what, remedy = (
                f"it does not parse: the prefix {prefix}: is not declared",
                f"Declare it: PREFIX {prefix}: <…>",
            )
            return SyntaxFault(what, remedy=remedy, line=line, column=column)
    return None


def _outermost(tokens: Iterable[Token]) -> list[Token]:
    """The tokens outside all brackets."""
    depth, found = 0, []
    for token in tokens:
        if token.lastgroup == "sign" and token[0] in "({[":
            depth += 1
        elif token.lastgroup == "sign" and token[0] in ")}]":
            depth -= 1
        elif depth == 0:
            found.append(token)
    return found


def _too_deep(token: Token) -> Refused:
    return _refused(token, f"brackets are nested more than {MAX_NESTING} deep", "Make the query simpler")


def _refused(token: Token, what: str, remedy: str) -> Refused:
    line, column = _place(token)
    return Refused(what, where=f"line {line}, column {column}", remedy=remedy)


def _place(token: Token) -> tuple[int, int]:
    """Line and column, both from 1."""
    start = token.start()
    return token.string.count("\n", 0, start) + 1, start - token.string.rfind("\n", 0, start)
