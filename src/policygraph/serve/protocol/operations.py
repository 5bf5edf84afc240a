"""What stands in the text of an update: the dataset that a request names put into it, and the graphs it may write.

The text has been parsed by then; here its tokens are looked at, and what could be read in two ways is taken for the
worse.
"""

import re
from collections.abc import Iterator, Sequence

from policygraph.serve.engine.guard import scanned
from policygraph.serve.protocol.refusal import Refusal

# The words that a graph to be written is named after.
_NAMING = frozenset({"GRAPH", "WITH", "INTO", "TO", "ADD", "MOVE", "COPY"})
_DECLARED = {"PREFIX": 3, "BASE": 2}  # and so many tokens with what follows
_WHOLESALE = frozenset({"ALL", "NAMED"})
_EMPTYING = re.compile(r"\b(?:DROP|CLEAR) ?(?:SILENT ?)?ALL\b")

Token = re.Match[str]


def with_dataset(text: str, using: Sequence[str], named: Sequence[str]) -> str:
    """The update with the dataset of `using-graph-uri` and `using-named-graph-uri` in each of its operations.

    Raises Refusal if the text names one itself: https://www.w3.org/TR/sparql11-protocol/#update-dataset.
    """
    if not (using or named):
        return text
    clause = "".join(f"USING <{iri}> " for iri in using) + "".join(f"USING NAMED <{iri}> " for iri in named)
    out, done = [], 0
    found = list(outside(text))
    for place, (token, before) in enumerate(found):
        word = token[0].upper()
        if token.lastgroup == "word" and word in ("USING", "WITH"):
            raise Refusal(400, f"The update has {word}, and the request names a dataset too: leave one of them out")
        if token.lastgroup != "word" or word != "WHERE":
            continue
        out.append(text[done : token.start()])
        if before == "DELETE":  # DELETE WHERE { … }: the same pattern twice, as USING needs it
            start, end = _braces(found, place)
            out.append(f"{text[start:end]} {clause}WHERE")
        else:
            out.append(f"{clause}WHERE")
        done = token.end()
    return "".join([*out, text[done:]])


def noted(text: str, graph: str) -> str:
    """The update so that what it writes into the default graph it writes into `graph` as well.

    Words that run together are left as they are.
    """
    out, done = [], 0
    for operation in _operations(text):
        for place, note in _notes(text, operation, graph):
            out += [text[done:place], note]
            done = place
    return "".join([*out, text[done:]])


def _operations(text: str) -> Iterator[list[Token]]:
    """The tokens of each operation that stand in no braces, without the declarations before it."""
    found: list[Token] = []
    for token, _ in outside(text):
        if token[0] != ";":
            found.append(token)
            continue
        yield from filter(None, [_undeclared(found)])
        found = []
    yield from filter(None, [_undeclared(found)])


def _undeclared(operation: list[Token]) -> list[Token]:
    while operation and operation[0][0].upper() in _DECLARED:
        operation = operation[_DECLARED[operation[0][0].upper()] :]
    return operation


def _notes(text: str, operation: Sequence[Token], graph: str) -> Iterator[tuple[int, str]]:
    """What is put into the text of an operation, and where."""
    words = [token[0].upper() for token in operation]
    match words[0]:
        case "INSERT" | "DELETE":
            for place, word in enumerate(words):
                if word in ("INSERT", "DELETE"):
                    yield from _template(text, operation[place:], graph)
        case "ADD" | "COPY" | "MOVE" if words[-1] == "DEFAULT" and len(words) > 3:
            source = text[operation[1 + (words[1] == "SILENT")].start() : operation[-3].end()]
            does = "ADD" if words[0] == "ADD" else "COPY"
            yield operation[0].start(), f"{does} SILENT {source} TO <{graph}> ; "
        case "MOVE" | "CLEAR" | "DROP" if "DEFAULT" in words:
            yield operation[-1].end(), f" ; CLEAR SILENT GRAPH <{graph}>"


def _template(text: str, operation: Sequence[Token], graph: str) -> Iterator[tuple[int, str]]:
    """The same for the template that follows INSERT or DELETE."""
    opening = next((token for token in operation if token[0] == "{"), None)
    closing = next((token for token in operation if token[0] == "}"), None)
    if opening is None or closing is None:
        return
    quads = text[opening.end() : closing.start()]
    note = "".join(f"\nGRAPH <{graph}> {{ {part} \n}} " for part in _in_default(quads))
    if note and operation[1][0].upper() == "WHERE":  # DELETE WHERE { … }: the pattern is the template
        yield operation[1].start(), f"{{ {quads}{note}}} "
    elif note:
        yield closing.start(), note


def _in_default(quads: str) -> Iterator[str]:
    """The parts of a template that stand in no GRAPH."""
    part: list[Token] = []
    named = False
    for token in scanned(quads):
        if token.lastgroup == "word" and token[0].upper() == "GRAPH":
            yield from _slice(quads, part)
            part, named = [], True
        elif named:
            named = token[0] != "}"
        elif part or token[0] != ".":
            part.append(token)
    yield from _slice(quads, part)


def _slice(text: str, tokens: Sequence[Token]) -> Iterator[str]:
    if tokens:
        yield text[tokens[0].start() : tokens[-1].end()]


def written(text: str) -> set[str] | None:
    """The named graphs that an update may write, if it names them all in full; else None."""
    found: set[str] = set()
    known = scanned(text)
    for place, token in enumerate(known):
        if token.lastgroup != "word":
            continue
        word = token[0].upper()
        if word not in _NAMING:
            # The parser needs no space between words, so that DROPGRAPH is two.
            if any(one in word for one in (*_NAMING, *_WHOLESALE)):
                return None
            continue
        after = place + 1
        while after < len(known) and known[after][0].upper() in ("SILENT", "GRAPH"):
            after += 1
        name = known[after] if after < len(known) else None
        if name is None or name.lastgroup not in ("iri", "word") or "\\" in name[0]:
            return None
        if name.lastgroup == "iri":
            found.add(name[0][1:-1])
        elif name[0].upper() not in ("DEFAULT", "TO"):
            return None
    return found


def empties(text: str) -> bool:
    """Whether an update drops or clears all graphs at once; the default graph then follows from the rest."""
    words = " ".join(token[0].upper() for token in scanned(text) if token.lastgroup == "word")
    return bool(_EMPTYING.search(words))


def outside(text: str) -> Iterator[tuple[Token, str]]:
    """The tokens that stand in no braces, the braces themselves among them, each with the word before it."""
    depth, before = 0, ""
    for token in scanned(text):
        if token[0] == "}":
            depth -= 1
        if depth == 0:
            yield token, before
            before = token[0].upper()
        if token[0] == "{":
            depth += 1


def _braces(found: Sequence[tuple[Token, str]], place: int) -> tuple[int, int]:
    """Where the braces that follow a token begin and end."""
    start = next(token.start() for token, _ in found[place:] if token[0] == "{")
    end = next(token.end() for token, _ in found[place:] if token[0] == "}")
    return start, end
