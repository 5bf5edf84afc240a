"""A graph that carries each hostile text (hostile.py) in every field of the page.

As a program: `hostile_graph.py FILE.html [FOCUS]` writes its page, or that around the entity of one number, and prints
the texts as JSON.
"""

import importlib.util
import json
import sys
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pyoxigraph import Literal, Store

from policygraph import view, vocab
from policygraph.model import Kind
from policygraph.view import cut, style

SAFE = "!$&'()*+,;=:@/?~"  # beside letters and digits, what may stand in an IRI as it is
# Where each text stands: field n of entity i has text i + n, so that every field has every text once.
FIELDS = (
    "label",
    "alias",
    "type",
    "identifier",
    "candidate",
    "reason",
    "detail",
    "title",
    "outlet",
    "date",
    "source",
    "url",
    "sentence",
    "rule",
    "evidence source",
    "statement",
    "cue",
    "manner",
    "source text",
    "stance",
    "according to",
    "reported by",
    "said on",
    "status",
    "relation",
    "start",
    "end",
    "attested",
)


def store() -> Store:
    """A graph of as many entities as there are texts, in a ring."""
    told = texts()
    graph = _beside("synthetic").Graph()
    kinds = [kind for kind, _ in zip(cycle(Kind), told, strict=False)]
    made = [graph.mint.entity(kinds[number], local(number, text)) for number, text in enumerate(told)]
    for number, iri in enumerate(made):
        fields = {name: told[(number + place) % len(told)] for place, name in enumerate(FIELDS)}
        _entity(graph, number, iri, kinds[number], fields)
        document = _document(graph, number, fields)
        _relations(graph, made, number, document, fields)
        _statement(graph, iri, document, number, fields)
        _holding(graph, made, number, fields)
    made_store: Store = graph.store
    return made_store


def local(number: int, text: str) -> str:
    """As much of a text as the name of a thing may hold."""
    return f"{number}-{quote(text[:60], safe=SAFE)}"


def texts() -> tuple[str, ...]:
    """All hostile texts."""
    made: tuple[str, ...] = _beside("hostile").texts()
    return made


def _beside(name: str) -> Any:
    """A module beside this one: tests are no package."""
    spec = importlib.util.spec_from_file_location(f"view_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


def _entity(graph: Any, number: int, iri: str, kind: Kind, fields: dict[str, str]) -> None:
    graph.add(iri, vocab.RDF_TYPE, vocab.CLASS_OF[kind], f"https://e.example/ns#{local(number, fields['type'])}")
    graph.add(iri, vocab.LEVEL, Literal(fields["type"]))
    graph.add(iri, vocab.RDFS_LABEL, Literal(fields["label"]))
    graph.add(iri, vocab.ALT_LABEL, Literal(fields["alias"]))
    for predicate in style.load().identifiers:
        graph.add(iri, predicate, Literal(fields["identifier"]))
    graph.add(iri, vocab.EXACT_MATCH, f"javascript:{local(number, fields['identifier'])}")
    candidate = graph.mint.iri("candidate", str(number))
    graph.add(iri, vocab.HAS_CANDIDATE, candidate)
    graph.add(candidate, vocab.RDFS_LABEL, Literal(fields["candidate"]))
    graph.add(candidate, vocab.REASON, Literal(fields["reason"]))


def _document(graph: Any, number: int, fields: dict[str, str]) -> str:
    iri: str = graph.mint.document(f"{number:012x}")
    graph.add(iri, vocab.RDF_TYPE, vocab.NEWS_ARTICLE)
    named = {vocab.HEADLINE: "title", vocab.DATE_PUBLISHED: "date", vocab.SOURCE: "source", vocab.URL: "url"}
    for predicate, field in {**named, vocab.PUBLISHER: "outlet"}.items():
        graph.add(iri, predicate, Literal(fields[field]))
    return iri


def _relations(graph: Any, made: list[str], number: int, document: str, fields: dict[str, str]) -> None:
    """To the next entity: one stated by a relation of hostile name, one put in a hostile way; a date of its own."""
    iri, near = made[number], made[(number + 1) % len(made)]
    told = ((document, fields["sentence"]),)
    relation = f"https://e.example/ns#{local(number, fields['relation'])}"
    claims = (
        graph.claim(iri, relation, near, told, rule=fields["rule"]),
        graph.claim(
            iri, vocab.SUPPORTS, near, told, rule=fields["rule"], modality=fields["status"], attributed_to=near
        ),
        graph.claim(iri, vocab.START_DATE, Literal(fields["detail"]), told, rule=fields["rule"]),
    )
    for claim in claims:
        evidence = graph.mint.iri("evidence", f"{claim.rsplit('/', 1)[1]}-0")
        graph.add(evidence, vocab.SOURCE, Literal(fields["evidence source"]))


def _statement(graph: Any, iri: str, document: str, number: int, fields: dict[str, str]) -> None:
    said = graph.mint.iri("attribution", str(number))
    graph.add(said, vocab.RDF_TYPE, vocab.ATTRIBUTION)
    graph.add(said, vocab.WAS_QUOTED_FROM, document)
    graph.add(said, vocab.ABOUT, iri)
    if number % 2:  # the words for a source show where it is not identified
        graph.add(said, vocab.CREATOR, iri)
    named = {
        vocab.TEXT: "statement",
        vocab.CUE: "cue",
        vocab.MANNER: "manner",
        vocab.SOURCE_TEXT: "source text",
        vocab.STANCE: "stance",
        vocab.ATTRIBUTED_TO: "according to",
        vocab.REPORTED_BY: "reported by",
        vocab.DATE_CREATED: "said on",
    }
    for predicate, field in named.items():
        graph.add(said, predicate, Literal(fields[field]))


def _holding(graph: Any, made: list[str], number: int, fields: dict[str, str]) -> None:
    held = graph.mint.iri("membership", str(number))
    graph.add(held, vocab.RDF_TYPE, vocab.MEMBERSHIP)
    graph.add(held, vocab.MEMBER, made[number])
    graph.add(held, vocab.MEMBERSHIP_POST, made[(number + 1) % len(made)])
    for predicate, field in ((vocab.START_DATE, "start"), (vocab.END_DATE, "end"), (vocab.ATTESTED_ON, "attested")):
        graph.add(held, predicate, Literal(fields[field]))


def main(page: str, focus: str = "") -> None:
    """Write the page and print the texts."""
    graph = view.load(store())
    if focus:
        label = texts()[int(focus)]
        graph = cut.around(graph, next(one.iri for one in graph.entities if one.label == label), 1)
    view.write(graph, Path(page))
    sys.stdout.buffer.write(json.dumps(texts()).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
