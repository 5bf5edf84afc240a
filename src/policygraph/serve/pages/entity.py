"""All that the page of an entity shows."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from policygraph import vocab
from policygraph.serve.pages import document, events, relations, statements, tenures
from policygraph.serve.pages.card import card
from policygraph.serve.pages.evidence import Source, marked, source
from policygraph.serve.pages.paging import number
from policygraph.serve.pages.reading import Reader
from policygraph.view.parts import ViewDetail, ViewEvidence


def told(reader: Reader, iri: str, turned: Mapping[str, str]) -> dict[str, Any] | None:
    """What the template `entity.html` is given of an entity; None if the graph has none with this IRI.

    `turned` tells which page of its tenures, relations, statements and events is open.
    """
    said = statements.page(reader, vocab.CREATOR, iri, number(turned.get("said")))
    about = statements.page(reader, vocab.ABOUT, iri, number(turned.get("about")))
    held = tenures.page(reader, iri, number(turned.get("held")))
    graph = card(reader, iri, held.rows, {*said.rows, *about.rows})
    entity = next((one for one in graph.entities if one.iri == iri), None)
    if entity is None:
        return None
    known = {one.iri: one for one in graph.attributions}
    names = (entity.label, *entity.aliases)
    related = relations.relations(reader, iri, names, number(turned.get("page")))
    return {
        "entity": entity,
        "local": f"{entity.kind.value}/{iri.rpartition('/')[2]}",
        "viewer": f"/#entity={quote(entity.kind.value + '/' + iri.rpartition('/')[2], safe='')}",
        "question": question(iri),
        "details": [(one, _details(reader, one, names)) for one in entity.details],
        "held": held,
        "tenures": tenures.tenures(reader, iri, graph.holdings),
        "said": said,
        "said_by_topic": statements.grouped(reader, said.rows, known, statements.topics),
        "about": about,
        "about_by_speaker": statements.grouped(reader, about.rows, known, statements.speakers),
        "events": events.page(reader, iri, number(turned.get("events"))),
        "relations": related,
        "groups": relations.grouped(related.rows),
        "published": document.published(reader, iri, number(turned.get("published"))),
        "turned_to": dict(turned),
    }


def question(iri: str) -> str:
    """A query about a resource, to begin with: every claim on it with its sentences."""
    query = f"""# What the documents say of it, each with the sentence.
SELECT ?subject ?predicate ?object ?polarity ?modality ?sentence ?headline ?published
WHERE {{
  VALUES ?about {{ <{iri}> }}
  {{ ?claim rdf:subject ?about }} UNION {{ ?claim rdf:object ?about }}
  ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
    pg:polarity ?polarity ; pg:modality ?modality .
  ?evidence pg:claim ?claim .
  OPTIONAL {{ ?evidence pg:sentence ?sentence }}
  OPTIONAL {{ ?evidence pg:document ?document . ?document schema:headline ?headline ; schema:datePublished ?published }}
}}
ORDER BY DESC(?published)
LIMIT 200
"""
    return f"/query?query={quote(query, safe='')}"


def _details(
    reader: Reader, detail: ViewDetail, names: tuple[str, ...]
) -> list[tuple[ViewEvidence, tuple[tuple[str, bool], ...], Source | None]]:
    return [(one, marked(one.sentence, names), source(reader, one.document or "")) for one in detail.evidence[:5]]
