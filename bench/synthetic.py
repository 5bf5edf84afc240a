"""A graph of this domain's shape and of any size, always the same, as a stream of N-Quads.

    python bench/synthetic.py 1000000 > graph.nq

Each document has mentions, claims with evidence, memberships and quotations; people, posts and jurisdictions
recur over documents. Invented names only.
"""

import sys
from collections.abc import Callable, Iterator

from policygraph import vocab

_Say = Callable[[str, str, str], bytes]
_P = vocab.prefixes()
_PER_DOCUMENT = 157  # lines of one document


def lines(quads: int) -> Iterator[bytes]:
    """At least `quads` lines of N-Quads: the named graph of one document after another."""
    for number in range(-(-quads // _PER_DOCUMENT)):
        yield from _document(number)


def _document(number: int) -> Iterator[bytes]:
    doc = f"{_P['doc']}{number:012x}"

    def say(subject: str, predicate: str, value: str) -> bytes:
        prefix, name = predicate.split(":")
        return f"<{subject}> <{_P[prefix]}{name}> {value} <{doc}> .\n".encode()

    yield say(doc, "rdf:type", f"<{vocab.NEWS_ARTICLE}>")
    yield say(doc, "schema:headline", f'"Report {number}"')
    yield say(doc, "pg:sha256", f'"{number:012x}{"0" * 52}"')
    yield say(doc, "dcterms:source", f'"{number}.txt"')
    for turn in range(9):
        person, post, place = ((number * 7 + turn) % 50_000, (number + turn) % 9_000, (number * 3 + turn) % 3_000)
        yield from _holding(say, doc, number * 9 + turn, (person, post, place))


def _holding(say: _Say, doc: str, key: int, who: tuple[int, int, int]) -> Iterator[bytes]:
    person, post, place = (f"{_P[kind]}x{n}" for kind, n in zip(("person", "post", "jurisdiction"), who, strict=True))
    claim, evidence = f"{_P['claim']}c{who[0]}-{who[1]}", f"{_P['evidence']}e{key}"
    string = f"{doc}#char={key % 900},{key % 900 + 8}"
    yield say(person, "rdf:type", f"<{vocab.SCHEMA}Person>")
    yield say(person, "rdfs:label", f'"Jane Doe {who[0]}"')
    yield say(post, "rdf:type", f"<{vocab.ORG}Post>")
    yield say(post, "rdfs:label", f'"Clerk {who[1]}"')
    yield say(place, "rdfs:label", f'"Roe County {who[2]}"')
    yield say(person, "org:holds", f"<{post}>")
    yield say(doc, "schema:mentions", f"<{person}>")
    yield say(claim, "rdf:type", f"<{vocab.CLAIM}>")
    for predicate, value in (("subject", person), ("predicate", vocab.HOLDS), ("object", post)):
        yield say(claim, f"rdf:{predicate}", f"<{value}>")
    yield say(evidence, "rdf:type", f"<{vocab.EVIDENCE}>")
    yield say(evidence, "pg:claim", f"<{claim}>")
    yield say(evidence, "pg:document", f"<{doc}>")
    yield say(evidence, "pg:sentence", f'"Jane Doe {who[0]} is clerk {key}."')
    yield say(string, "nif:anchorOf", '"Jane Doe"')
    yield say(string, "itsrdf:taIdentRef", f"<{person}>")


if __name__ == "__main__":
    sys.stdout.buffer.writelines(lines(int(sys.argv[1])))
