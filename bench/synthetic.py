"""A graph of this domain's shape and of any size, always the same, as N-Quads that keep the whole contract.

    python bench/synthetic.py 1000000 > graph.nq

Its documents have the classes and edges of the graph that `policygraph build data/articles` gives, in about the same
proportions: texts with mentions, people in posts, memberships, parties, events, policies and quotations, each edge with
its claim and sentence. What the tables know and what identity decides stand in graphs of their own. With --faulty three
things break the shapes. Invented names only.
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import timedelta

from synthetic_articles import DAYS, FIRST_DAY, Article
from synthetic_tables import Graph, area, iri
from synthetic_texts import Corpus

from policygraph import vocab

# What the shipped queries ask about, and what of this graph may stand in its place: all of them are named often.
STAND_INS = {
    "person:jeff-sessions-s001141": "person:ada-bramberbrook-z000000",
    "jurisdiction:us-ca-san-diego": f"jurisdiction:{area(3051).slug}",
    "jurisdiction:us-il-cook-county": f"jurisdiction:{area(51).slug}",
    "jurisdiction:us-ca": f"jurisdiction:{area(1).slug}",
    "policy:sanctuary-policy": "policy:bramberbrook-act",
}
# Every so many documents, one tells again who holds a post and what happened, as the one before it did.
RETOLD, COPIED = 8, 40


def graphs(quads: int, *, faulty: bool = False) -> Iterator[tuple[str, str]]:
    """(name, N-Quads) of named graphs with at least `quads` quads together: documents, reference, identity."""
    corpus, number, written = Corpus(), 0, 0
    before = ""
    while written + len(corpus) < quads:
        published = FIRST_DAY + timedelta(days=number * 37 % DAYS)
        article = Article(corpus, number, published, number - (number % RETOLD == RETOLD - 1))
        name, text, lines = article.written()
        if number % COPIED == COPIED - 1:
            corpus.identity.say(name, vocab.COPY_OF, f"<{before}>")
        yield name, text
        written, number, before = written + lines, number + 1, name
    corpus.settle()
    if faulty:
        _spoil(corpus.identity)
    yield corpus.tables.reference.iri, corpus.tables.reference.text()
    yield corpus.identity.iri, corpus.identity.text()


def lines(quads: int) -> Iterator[bytes]:
    """At least `quads` lines of N-Quads: one named graph after another."""
    for _, text in graphs(quads):
        yield from text.encode().splitlines(keepends=True)


def _spoil(graph: Graph) -> None:
    """A second label, a geoid that is none, and owl:sameAs, all of the country."""
    country = iri("jurisdiction", area(0).slug)
    graph.say(country, vocab.RDFS_LABEL, '"Another name"')
    graph.say(country, vocab.GEOID, '"none"')
    graph.say(country, "http://www.w3.org/2002/07/owl#sameAs", f"<{country}>")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="A synthetic graph as N-Quads.")
    parser.add_argument("quads", type=int, help="how many quads, at least")
    parser.add_argument("--faulty", action="store_true", help="break three shapes")
    options = parser.parse_args()
    for _, text in graphs(options.quads, faulty=options.faulty):
        sys.stdout.buffer.write(text.encode())
