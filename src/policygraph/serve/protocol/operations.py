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
