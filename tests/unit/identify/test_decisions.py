"""Across documents: labels, bounds of memberships, and the facts of the tables with what they rest on."""

import hashlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from policygraph import vocab
from policygraph.assemble import assemble
from policygraph.gazetteer import Gazetteer
from policygraph.identify import identify as decide
from policygraph.identify.told import Told
from policygraph.model import (
    Candidate,
    Claim,
    DateValue,
    Document,
    Entity,
    Event,
    Evidence,
    Extraction,
    Kind,
    Mention,
    Resolution,
    Span,
    Status,
)

MINTER = vocab.Minter()
FRIDAY = date(2017, 4, 21)
JANE = Entity(slug="jane-doe-0a0a0a", kind=Kind.PERSON, names=("Jane Doe",))
CHICAGO = Entity(slug="us-il-chicago", kind=Kind.JURISDICTION, names=("Chicago",))
MAYOR = Entity(slug="us-il-chicago-mayor", kind=Kind.POST, names=("Mayor",))


def _graph(
    words: str,
    *entities: tuple[Entity, str],
    published: date | None = FRIDAY,
    status: Status = Status.LINKED,
    holds: bool = False,
    event: str = "",
    publisher: Entity | None = None,
) -> list[Quad]:
    """The graph of a document of these words, whose entities are called by the words given with them.

    With `holds`, the first entity holds the second; with `event`, one of that type has the first as its agent and the
    second as its place on 20 April 2017.
    """
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    document = Document(id=sha256[:12], text=words, sha256=sha256, sources=("a",), published=published)
    mentions, resolutions, at = [], {}, 0
    for number, (entity, written) in enumerate(entities):
        start = words.index(written, at)
        at = start + len(written)
        span = Span(start=start, end=at)
        mentions.append(Mention(id=f"m{number}", kind=entity.kind, span=span, name=written, rule="test"))
        resolutions[f"m{number}"] = Resolution(
            entity=entity,
            status=status,
            candidates=(Candidate(slug="us-il-chicago", score=1.0, reason="test"),)
            if status is Status.AMBIGUOUS
            else (),
        )
    evidence = Evidence(span=Span(start=0, end=len(words)), rule="test")
    claims: list[Claim] = []
    events: list[Event] = []
    if holds:
        claims.append(Claim(subject="m0", predicate=vocab.HOLDS, object="m1", evidence=evidence))
    if event:
        told = Event(id="e0", types=(event,), span=mentions[0].span, sentence=evidence.span, rule="test")
        events.append(told)
        local = vocab.event_slug(document.id, event, told.span)
        happened = Entity(slug=local, kind=Kind.EVENT, names=(), classes=(vocab.PG + event,))
        resolutions["e0"] = Resolution(entity=happened, status=Status.NIL)
        day = date(2017, 4, 20)
        objects: tuple[tuple[str, str | DateValue], ...] = (
            (vocab.AGENT, "m0"),
            (vocab.LOCATION, "m1"),
            (vocab.START_DATE, DateValue(value=day.isoformat(), earliest=day, latest=day)),
        )
        claims.extend(Claim(subject="e0", predicate=p, object=o, evidence=evidence) for p, o in objects)
    found = Extraction().with_findings([*mentions, *claims, *events])
    return assemble(document, found, resolutions, publisher=publisher)


def _store(*graphs: Sequence[Quad]) -> Store:
    store = Store()
    for graph in graphs:
        store.extend(graph)
    return store


def identify(store: Store, gazetteer: Gazetteer) -> dict[str, list[Quad]]:
    """The identity and the reference graph that are decided on for a store, each sorted."""
    decision = decide(store, gazetteer)
    graphs = (vocab.IDENTITY_GRAPH, vocab.REFERENCE_GRAPH)
    kept = {quad for name in graphs for quad in store.quads_for_pattern(None, None, None, NamedNode(name))}
    found = (kept - decision.gone) | decision.new
    return {name: sorted((q for q in found if q.graph_name == NamedNode(name)), key=str) for name in graphs}


def _values(quads: Iterable[Quad], subject: str, predicate: str) -> list[str]:
    """The objects of a subject and predicate; IRIs and literals as plain text."""
    return sorted(
        q.object.value
        for q in quads
        if q.subject == NamedNode(subject)
        and q.predicate == NamedNode(predicate)
        and isinstance(q.object, NamedNode | Literal)
    )


def _entity(kind: Kind, slug: str) -> str:
    return MINTER.entity(kind, slug)


def _labels(gazetteer: Gazetteer, *graphs: Sequence[Quad]) -> dict[str, str]:
    identity = identify(_store(*graphs), gazetteer)[vocab.IDENTITY_GRAPH]
    return {
        q.subject.value.removeprefix(vocab.BASE): q.object.value
        for q in identity
        if q.predicate.value == vocab.RDFS_LABEL and isinstance(q.subject, NamedNode) and isinstance(q.object, Literal)
    }


# ---- labels


def test_a_row_of_the_table_has_its_label(gazetteer: Gazetteer) -> None:
    county = Entity(slug="us-il-cook-county", kind=Kind.JURISDICTION, names=("Cook",))
    justice = Entity(slug="us-doj", kind=Kind.ORGANIZATION, names=("DOJ",))
    labels = _labels(gazetteer, _graph("DOJ sued Cook.", (justice, "DOJ"), (county, "Cook")))
    assert labels == {
        "jurisdiction/us-il-cook-county": "Cook County",
        "organization/us-doj": "United States Department of Justice",
    }


def test_a_canonical_post_is_named_after_its_title_and_place(gazetteer: Gazetteer) -> None:
    graph = _graph("Jane Doe, Mayor.", (JANE, "Jane Doe"), (MAYOR, "Mayor"), holds=True)
    assert _labels(gazetteer, graph)["post/us-il-chicago-mayor"] == "Mayor of Chicago"


def test_a_known_policy_has_its_name(gazetteer: Gazetteer) -> None:
    policy = Entity(slug="sanctuary-policy", kind=Kind.POLICY, names=("sanctuary cities",))
    labels = _labels(gazetteer, _graph("The sanctuary cities sued.", (policy, "sanctuary cities")))
    assert labels == {"policy/sanctuary-policy": "sanctuary policy"}


@pytest.mark.parametrize(
    ("written", "label"),
    [
        # The most frequent.
        (["Water Board", "Panel", "Panel"], "Panel"),
        # Of those that are as frequent the longest.
        (["Panel", "Water Board"], "Water Board"),
        # Of those that are as long the first in code-point order.
        (["Panel", "Board"], "Board"),
        (["Ärzte", "Zebra"], "Zebra"),
        # A part of a longer name is not its label, however frequent.
        (["Board", "Board", "Water Board"], "Water Board"),
    ],
)
def test_the_label_of_what_no_table_has(gazetteer: Gazetteer, written: list[str], label: str) -> None:
    entity = Entity(slug="water-0a0a0a", kind=Kind.ORGANIZATION, names=tuple(dict.fromkeys(written)))
    text = ", ".join(written)
    graph = _graph(text, *((entity, name) for name in written))
    assert _labels(gazetteer, graph) == {"organization/water-0a0a0a": label}


def test_an_official_is_not_compared_by_what_a_headline_ran_together(gazetteer: Gazetteer) -> None:
    names = ("Ron Johnson Announces", "Sen. Ron Johnson", "Ron Johnson")
    entity = Entity(slug="ron-johnson-j000293", kind=Kind.PERSON, names=names)
    graph = _graph(", ".join(names), *((entity, name) for name in names))
    told = Told(_store(graph), gazetteer, MINTER)
    local = told.local(MINTER.entity(Kind.PERSON, entity.slug), Kind.PERSON, {})
    assert local.names == ("Ron Johnson", "Sen. Ron Johnson")


def test_names_are_counted_over_all_documents(gazetteer: Gazetteer) -> None:
    one = replace(JANE, names=("J. Roe",))
    two = replace(JANE, names=("Jane Poe-Doe",))
    graphs = [
        _graph("Jane Poe-Doe left.", (two, "Jane Poe-Doe")),
        _graph("J. Roe spoke.", (one, "J. Roe")),
        _graph("J. Roe sued.", (one, "J. Roe")),
    ]
    assert _labels(gazetteer, *graphs) == {"person/jane-doe-0a0a0a": "J. Roe"}


def test_each_entity_has_exactly_one_label(gazetteer: Gazetteer) -> None:
    graphs = [
        _graph("Jane Doe, Mayor.", (JANE, "Jane Doe"), (MAYOR, "Mayor"), holds=True),
        _graph("Jane Doe in Chicago.", (JANE, "Jane Doe"), (CHICAGO, "Chicago"), event="Visit"),
    ]
    identity = identify(_store(*graphs), gazetteer)[vocab.IDENTITY_GRAPH]
    labelled = [q.subject for q in identity if q.predicate == NamedNode(vocab.RDFS_LABEL)]
    assert len(labelled) == len(set(labelled)) == 4


def test_an_event_is_named_after_what_happened(gazetteer: Gazetteer) -> None:
    graph = _graph("Jane Doe in Chicago.", (JANE, "Jane Doe"), (CHICAGO, "Chicago"), event="Visit")
    labels = _labels(gazetteer, graph)
    assert [v for k, v in labels.items() if k.startswith("event/")] == ["Visit of Jane Doe to Chicago, 2017-04-20"]


def test_the_publisher_is_labelled(gazetteer: Gazetteer) -> None:
    entity = Entity(slug="kpbs", kind=Kind.ORGANIZATION, names=("KPBS",))
    assert _labels(gazetteer, _graph("Text.", publisher=entity)) == {"organization/kpbs": "KPBS"}


# ---- memberships


def test_a_membership_runs_from_its_first_to_its_last_attestation(gazetteer: Gazetteer) -> None:
    held = ((JANE, "Jane Doe"), (MAYOR, "Mayor"))
    graphs = [
        _graph("Jane Doe, Mayor.", *held, published=date(2017, 4, 21), holds=True),
        _graph("Jane Doe, the Mayor.", *held, published=date(2016, 12, 1), holds=True),
        _graph("Jane Doe, a Mayor.", *held, published=date(2018, 1, 5), holds=True),
    ]
    identity = identify(_store(*graphs), gazetteer)[vocab.IDENTITY_GRAPH]
    iri = MINTER.membership(JANE.slug, MAYOR.slug)
    assert _values(identity, iri, vocab.EARLIEST) == ["2016-12-01"]
    assert _values(identity, iri, vocab.LATEST) == ["2018-01-05"]


@pytest.mark.parametrize(
    ("slug", "post", "published", "bounds"),
    [
        # The table knows the term: Sessions was in office from 9 February 2017 to 7 November 2018.
        ("jeff-sessions-s001141", "us-attorney-general", [FRIDAY], ("2017-02-09", "2018-11-07")),
        # It goes on, as far as the table knows: nothing is known past the last document.
        (
            "ron-johnson-j000293",
            "us-wi-united-states-senator",
            [FRIDAY, date(2018, 1, 5)],
            ("2011-01-05", "2018-01-05"),
        ),
        # No document is of a day of the term: Sessions was a senator until 8 February 2017.
        ("jeff-sessions-s001141", "us-al-united-states-senator", [FRIDAY], ("2017-04-21", "2017-04-21")),
        # The term is that of another office, or of another person.
        ("jeff-sessions-s001141", "us-il-chicago-mayor", [FRIDAY], ("2017-04-21", "2017-04-21")),
        ("jane-doe-0a0a0a", "us-attorney-general", [FRIDAY], ("2017-04-21", "2017-04-21")),
    ],
)
def test_a_term_of_the_table_bounds_a_membership(
    gazetteer: Gazetteer, slug: str, post: str, published: list[date], bounds: tuple[str, str]
) -> None:
    person = Entity(slug=slug, kind=Kind.PERSON, names=("Jane Doe",))
    held = ((person, "Jane Doe"), (Entity(slug=post, kind=Kind.POST, names=("Mayor",)), "Mayor"))
    graphs = [_graph(f"Jane Doe, Mayor {n}.", *held, published=day, holds=True) for n, day in enumerate(published)]
    identity = identify(_store(*graphs), gazetteer)[vocab.IDENTITY_GRAPH]
    iri = MINTER.membership(slug, post)
    assert _values(identity, iri, vocab.EARLIEST) == [bounds[0]]
    assert _values(identity, iri, vocab.LATEST) == [bounds[1]]


def test_a_membership_of_the_table_has_its_days_and_its_body(gazetteer: Gazetteer) -> None:
    sessions = Entity(slug="jeff-sessions-s001141", kind=Kind.PERSON, names=("Jeff Sessions",))
    post = Entity(slug="us-attorney-general", kind=Kind.POST, names=("Attorney General",))
    graph = _graph(
        "Jeff Sessions, Attorney General.", (sessions, "Jeff Sessions"), (post, "Attorney General"), holds=True
    )
    reference = identify(_store(graph), gazetteer)[vocab.REFERENCE_GRAPH]
    iri = MINTER.membership(sessions.slug, post.slug)
    assert _values(reference, iri, vocab.START_DATE) == ["2017-02-09"]
    assert _values(reference, iri, vocab.END_DATE) == ["2018-11-07"]
    assert _values(reference, iri, vocab.MEMBERSHIP_ORGANIZATION) == [_entity(Kind.ORGANIZATION, "us-doj")]


def test_an_undated_document_bounds_nothing(gazetteer: Gazetteer) -> None:
    graph = _graph("Jane Doe, Mayor.", (JANE, "Jane Doe"), (MAYOR, "Mayor"), published=None, holds=True)
    identity = identify(_store(graph), gazetteer)[vocab.IDENTITY_GRAPH]
    assert not [q for q in identity if q.predicate.value in (vocab.EARLIEST, vocab.LATEST)]


# ---- reference


def test_the_facts_of_a_place_and_of_what_contains_it(gazetteer: Gazetteer) -> None:
    reference = identify(_store(_graph("Chicago.", (CHICAGO, "Chicago"))), gazetteer)[vocab.REFERENCE_GRAPH]
    chicago = _entity(Kind.JURISDICTION, "us-il-chicago")
    assert _values(reference, chicago, vocab.RDFS_LABEL) == ["Chicago"]
    assert _values(reference, chicago, vocab.LEVEL) == [vocab.PG + "municipality"]
    assert _values(reference, chicago, vocab.RDF_TYPE) == sorted(
        [vocab.JURISDICTION, vocab.ADMINISTRATIVE_AREA, vocab.CITY]
    )
    assert "https://sws.geonames.org/4887398/" in _values(reference, chicago, vocab.EXACT_MATCH)
    assert _values(reference, chicago, vocab.GEOID) == ["1714000"]
    (latitude,) = _values(reference, chicago, vocab.LATITUDE)
    assert 41.6 < float(latitude) < 42.1
    parents = _values(reference, chicago, vocab.CONTAINED_IN_PLACE)
    assert _entity(Kind.JURISDICTION, "us-il-cook-county") in parents
    state = _entity(Kind.JURISDICTION, "us-il")
    assert _values(reference, state, vocab.RDFS_LABEL) == ["Illinois"]
    assert _values(reference, state, vocab.CONTAINED_IN_PLACE) == [_entity(Kind.JURISDICTION, "us")]


def test_only_what_the_graph_needs_is_there(gazetteer: Gazetteer) -> None:
    reference = identify(_store(_graph("Chicago.", (CHICAGO, "Chicago"))), gazetteer)[vocab.REFERENCE_GRAPH]
    named = {
        q.subject.value.rsplit("/", 1)[1]
        for q in reference
        if q.predicate.value == vocab.RDFS_LABEL and isinstance(q.subject, NamedNode)
    }
    above = {r.slug for r in gazetteer.ancestors("us-il-chicago")}
    assert named == {"us-il-chicago", *above}
    assert {"us-il", "us", "us-il-cook-county"} <= above


def test_a_canonical_post_is_of_its_place_and_body(gazetteer: Gazetteer) -> None:
    post = Entity(slug="us-attorney-general", kind=Kind.POST, names=("Attorney General",))
    graph = _graph("Jane Doe, Attorney General.", (JANE, "Jane Doe"), (post, "Attorney General"), holds=True)
    reference = identify(_store(graph), gazetteer)[vocab.REFERENCE_GRAPH]
    iri = _entity(Kind.POST, "us-attorney-general")
    assert _values(reference, iri, vocab.HAS_JURISDICTION) == [_entity(Kind.JURISDICTION, "us")]
    assert _values(reference, iri, vocab.POST_IN) == [_entity(Kind.ORGANIZATION, "us-doj")]


def test_every_edge_of_the_tables_has_its_claim_and_the_row_it_rests_on(gazetteer: Gazetteer) -> None:
    graph = _graph("Jane Doe, Mayor.", (JANE, "Jane Doe"), (MAYOR, "Mayor"), holds=True)
    reference = identify(_store(graph), gazetteer)[vocab.REFERENCE_GRAPH]
    edges = [q for q in reference if q.predicate.value in vocab.CLAIMED_EDGES]
    assert len(edges) >= 4
    for edge in edges:
        assert isinstance(edge.subject, NamedNode)
        assert isinstance(edge.object, NamedNode)
        claim = MINTER.claim(edge.subject.value, edge.predicate.value, edge.object.value, "affirmed", "stated", "")
        assert _values(reference, claim, vocab.RDF_TYPE) == [vocab.CLAIM]
        assert _values(reference, claim, vocab.SUBJECT) == [edge.subject.value]
        assert _values(reference, claim, vocab.OBJECT) == [edge.object.value]
        evidence = [
            q.subject.value
            for q in reference
            if q.predicate.value == vocab.EVIDENCE_CLAIM
            and q.object == NamedNode(claim)
            and isinstance(q.subject, NamedNode)
        ]
        (source,) = [s for iri in evidence for s in _values(reference, iri, vocab.SOURCE)]
        assert source.startswith("data/")
        assert "#" in source
        assert [_values(reference, iri, vocab.RULE) for iri in evidence] == [["reference"]]


def test_an_order_has_its_title_and_day_by_its_number(gazetteer: Gazetteer) -> None:
    order = Entity(slug="executive-order-13768", kind=Kind.POLICY, names=("Executive Order 13768",))
    graph = _graph("Executive Order 13768.", (order, "Executive Order 13768"))
    reference = identify(_store(graph), gazetteer)[vocab.REFERENCE_GRAPH]
    iri = _entity(Kind.POLICY, order.slug)
    assert _values(reference, iri, vocab.ALT_LABEL) == ["Enhancing Public Safety in the Interior of the United States"]
    assert _values(reference, iri, vocab.LEGISLATION_DATE) == ["2017-01-25"]


def test_what_is_open_gets_no_facts(gazetteer: Gazetteer) -> None:
    entity = Entity(slug="springfield-0a0a0a", kind=Kind.JURISDICTION, names=("Springfield",))
    graph = _graph("Springfield.", (entity, "Springfield"), status=Status.AMBIGUOUS)
    answer = identify(_store(graph), gazetteer)
    assert answer[vocab.REFERENCE_GRAPH] == []
    assert _labels(gazetteer, graph) == {"jurisdiction/springfield-0a0a0a": "Springfield"}


# ---- promises


def _several() -> list[list[Quad]]:
    return [
        _graph("Jane Doe, Mayor.", (JANE, "Jane Doe"), (MAYOR, "Mayor"), holds=True),
        _graph("Jane Doe in Chicago.", (JANE, "Jane Doe"), (CHICAGO, "Chicago"), event="Visit"),
        _graph("Chicago.", (CHICAGO, "Chicago"), published=None),
    ]


def test_the_order_of_documents_tells_nothing(gazetteer: Gazetteer) -> None:
    once = identify(_store(*_several()), gazetteer)
    assert identify(_store(*reversed(_several())), gazetteer) == once
    shuffled = [quad for graph in _several() for quad in graph]
    random.Random(0).shuffle(shuffled)
    assert identify(_store(shuffled), gazetteer) == once


def test_its_own_graphs_tell_it_nothing(gazetteer: Gazetteer) -> None:
    store = _store(*_several())
    once = identify(store, gazetteer)
    for quads in once.values():
        store.extend(quads)
    assert identify(store, gazetteer) == once


def test_the_graphs_are_sorted_each_quad_once_and_without_blank_nodes(gazetteer: Gazetteer) -> None:
    answer = identify(_store(*_several()), gazetteer)
    assert set(answer) == {vocab.IDENTITY_GRAPH, vocab.REFERENCE_GRAPH}
    for name, quads in answer.items():
        assert quads == sorted(set(quads), key=str)
        assert {q.graph_name for q in quads} == {NamedNode(name)}
        assert not [q for q in quads if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]


def test_an_empty_store_has_nothing_to_identify(gazetteer: Gazetteer) -> None:
    assert identify(Store(), gazetteer) == {vocab.IDENTITY_GRAPH: [], vocab.REFERENCE_GRAPH: []}
