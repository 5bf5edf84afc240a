"""Looks through the text of a query before a parser sees it.

pyoxigraph 0.5 fetches SERVICE from the network and has no option against it; a text nested too deep, or with
too many operators, overflows its parser's stack and ends the process; and over several FROM it counts a
triple once per graph. Its parser has no scanner ('SERVICE:x' may be two words to it), so whatever could be
read in two ways is refused rather than guessed.
"""

import itertools
import re
from collections.abc import Iterable, Sequence

from policygraph.errors import QueryError

MAX_LENGTH = 100_000  # characters
# pyoxigraph 0.5.13 overflows a stack of 8 MB at some 600 nested EXISTS, 1,500 MINUS (three signs each), 3,000
# BIND (four) and 10,000 negations.
MAX_NESTING = 100
MAX_SIGNS = 2_000  # brackets, operators, points and bare words

# SPARQL 1.1, section 19.8. Only an IRI with '//' can be nothing else: any other '<' may mean 'less than'.
TOKEN = re.compile(
    r"""
    (?P<space>[\x20\t\n]+|\#[^\n]*)
    |(?P<iri><[A-Za-z][A-Za-z0-9+.-]*://[^<>"{}|^`\x00-\x20]*>)
    |(?P<angle><[^<>"{}|^`\x00-\x20]*>)
    |(?P<string>\"{3}(?:\\.|\"{0,2}[^"\\])*\"{3}|'{3}(?:\\.|'{0,2}[^'\\])*'{3}
        |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<variable>[?$]\w+)
    |(?P<name>(?P<prefix>\w(?:[\w.-]*[\w-])?)?:(?:[\w:-](?:[\w.:-]*[\w:-])?)?)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<number>[0-9]+)
    |(?P<word>\w+)
    |(?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(
    r"\\(?:[tbnrf\\\"']|u(?!D[89A-F])[0-9A-F]{4}|U00(?!00D[89A-F])(?:0[0-9A-F]|10)[0-9A-F]{4})",
    re.IGNORECASE,
)
_UPDATES = frozenset(["ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"])


def check(text: str, known: Iterable[str] = ()) -> None:
    """Refuses the query `text` if it is an update, may reach out, or may crash the parser.

    `text` has line feeds only; `known` are prefixes that need no declaration. Most syntax errors pass.

    Raises:
        QueryError: with line and column where they help.
    """
    if len(text) > MAX_LENGTH:
        raise QueryError(f"the query is longer than {MAX_LENGTH:,} characters", remedy="Shorten it")
    tokens = [token for token in TOKEN.finditer(text) if token.lastgroup != "space"]
    _check_size(tokens)
    _check_form(tokens)
    declared = set(known)
    before = ""
    for token in tokens:
        match token.lastgroup:
            case "word":
                _check_word(token)
            case "angle":
                _check_angle(token)
            case "string":
                _check_string(token)
            case "sign" if token[0] in "\"'":
                raise _unended(token)
            case "name":
                _check_name(token, declared, declares=before == "PREFIX")
        before = token[0].upper()


def _check_size(tokens: Iterable[re.Match[str]]) -> None:
    depth = signs = 0
    for token in tokens:
        if token.lastgroup in ("word", "sign"):
            signs += 1
        elif token.lastgroup == "angle":
            signs += len(re.findall(r"\W", token[0]))
        depth += (token[0] in "({[") - (token[0] in ")}]")
        if depth > MAX_NESTING:
            raise _refused(token, f"brackets are nested more than {MAX_NESTING} deep", "Make the query simpler")
    if signs > MAX_SIGNS:
        raise QueryError(
            f"the query has more than {MAX_SIGNS:,} brackets, operators and words",
            remedy="Make it simpler; many values go into VALUES without brackets",
        )


def _check_form(tokens: Sequence[re.Match[str]]) -> None:
    words = [token for token in tokens if token.lastgroup == "word" and token[0].upper() != "PREFIX"]
    if words and words[0][0].upper() in _UPDATES:
        raise _refused(
            words[0],
            f"{words[0][0]} is an update, and queries only read",
            "A graph is changed by building it from other documents",
        )
    sources = [
        token
        for token, after in itertools.pairwise(tokens)
        if token.lastgroup == "word" and token[0].upper() == "FROM" and after[0].upper() != "NAMED"
    ]
    if len(sources) > 1:
        raise _refused(sources[1], "several FROM are not allowed", "Use FROM NAMED and GRAPH, or no FROM")


def _check_word(token: re.Match[str]) -> None:
    if "SERVICE" in token[0].upper():
        raise _service(token)
    if token[0].upper() == "BASE":
        raise _refused(token, "BASE is not allowed", "Write IRIs in full, or with a PREFIX")


def _check_name(token: re.Match[str], declared: set[str], *, declares: bool) -> None:
    prefix = token["prefix"] or ""
    if "SERVICE" in prefix.upper():
        raise _service(token)
    if declares:
        declared.add(prefix)
    elif prefix not in declared and prefix != "_":
        raise _refused(
            token,
            f"the prefix {prefix}: is not declared",
            f"Declare it by PREFIX; these need none: {', '.join(sorted(declared))}",
        )


def _check_angle(token: re.Match[str]) -> None:
    if "SERVICE" in token[0].upper():
        raise _service(token)
    if re.search(r"[#'()\[\]!]", token[0]):
        raise _refused(token, f"{token[0]} can be read in two ways", "Put a space after a 'less than'")


def _check_string(token: re.Match[str]) -> None:
    if "\\" in _ESCAPE.sub("", token[0]):
        raise _refused(token, "a string has an escape that SPARQL does not know", r"Write a backslash as \\")
    if len(token[0]) == 2 and token.string[token.end() : token.end() + 1] == token[0][0]:
        raise _unended(token)


def _unended(token: re.Match[str]) -> QueryError:
    return _refused(token, "a string does not end", "Close it by the quotes that it begins with")


def _service(token: re.Match[str]) -> QueryError:
    return _refused(
        token,
        "SERVICE is not allowed: a query reads this graph only",
        "Take it out; nor can a prefix be named so",
    )


def _refused(token: re.Match[str], what: str, remedy: str) -> QueryError:
    line = token.string.count("\n", 0, token.start()) + 1
    column = token.start() - token.string.rfind("\n", 0, token.start())
    return QueryError(what, where=f"line {line}, column {column}", remedy=remedy)
