"""Turtle from sorted N-Triples: a block a subject, `a` first, predicates grouped, an object a line.

Written for large graphs: terms stay bytes, and what an IRI shortens to is remembered.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from policygraph.vocab import RDF_TYPE, XSD

_TYPE = f"<{RDF_TYPE}>".encode()
# Turtle 1.1, section 6.5 (PN_LOCAL), for ASCII. A '-' or '.' at an end could be escaped too, but rdflib would
# not read it: an IRI with such an end, or with any other character, stays in <>.
_LOCAL = re.compile(rb"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_ESCAPABLE = re.compile(rb"[A-Za-z0-9_](?:[A-Za-z0-9_.~!$&'()*+,;=?@-]*[A-Za-z0-9_-])?")
_ESCAPED = re.compile(rb"[~!$&'()*+,;=?@]")
# Section 2.5: numbers and booleans without quotes, in the forms that every parser gives back unchanged.
_BARE = {
    f"<{XSD}integer>".encode(): re.compile(rb"0|-?[1-9][0-9]*"),
    f"<{XSD}decimal>".encode(): re.compile(rb"-?(?:0|[1-9][0-9]*)\.[0-9]+"),
    f"<{XSD}boolean>".encode(): re.compile(rb"true|false"),
}


class Names(dict[bytes, bytes]):
    """What each `<IRI>` is written as: by one of the prefixes, or as it stands."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._spaces = {space.encode(): name.encode() + b":" for name, space in prefixes.items()}

    def __missing__(self, term: bytes) -> bytes:
        end = max(term.rfind(b"/"), term.rfind(b"#")) + 1
        name, local = self._spaces.get(term[1:end]), term[end:-1]
        if name is None or not _ESCAPABLE.fullmatch(local):
            short = term
        elif _LOCAL.fullmatch(local):
            short = name + local
        else:
            short = name + _ESCAPED.sub(rb"\\\g<0>", local)
        self[term] = short
        return short


def head(prefixes: Mapping[str, str]) -> bytes:
    """The declarations of all prefixes, in the order given."""
    return "".join(f"@prefix {name}: <{space}> .\n" for name, space in prefixes.items()).encode()


def blocks(lines: Iterable[bytes], names: Names, indent: bytes = b"") -> Iterator[bytes]:
    """The triples in `lines` (N-Triples of IRIs and literals) as Turtle: a text a subject, by IRI."""
    subject = predicate = b""
    grouped: dict[bytes, list[bytes]] = {}
    # Without its '>' a subject sorts before a longer one that begins alike.
    for line in sorted(line[1:].replace(b"> ", b" ", 1) for line in lines):
        of, by, term = line.split(b" ", 2)
        if of != subject:
            if grouped:
                yield _block(subject, grouped, names, indent)
            subject, predicate, grouped = of, b"", {}
        if by != predicate:
            predicate, grouped[by] = by, []
        grouped[by].append(_object(term[:-3], names))
    if grouped:
        yield _block(subject, grouped, names, indent)


def _block(subject: bytes, grouped: dict[bytes, list[bytes]], names: Names, indent: bytes) -> bytes:
    types = grouped.pop(_TYPE, None)
    parts = [b"a " + b", ".join(types)] if types else []
    parts += [names[predicate] + b" " + (b" ,\n    " + indent).join(objects) for predicate, objects in grouped.items()]
    return indent + names[b"<%b>" % subject] + b" " + (b" ;\n  " + indent).join(parts) + b" .\n"


def _object(term: bytes, names: Names) -> bytes:
    if term[0] == ord("<"):
        return names[term]
    if term[-1] != ord(">"):
        return term
    end = term.rindex(b'"')
    datatype = term[end + 3 :]
    bare = _BARE.get(datatype)
    if bare and bare.fullmatch(term, 1, end):
        return term[1:end]
    return term[: end + 3] + names[datatype]
