from types import ModuleType
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Store

from policygraph import vocab
from policygraph.errors import UnknownNameError
from policygraph.model import Kind
from policygraph.view.cut import around
from policygraph.view.graph import load
from policygraph.view.parts import ViewEntity, ViewGraph

JUDGE_SENTENCE = "Elm County Judge Ada Abara opened the hearing."
SECOND_SENTENCE = "Abara, the county judge, closed it a day later."


@pytest.fixture
def made(synthetic: ModuleType) -> Any:
    """A judge, her post, a county, a measure and an event, told of in two documents."""
    graph = synthetic.Graph()
    outlet = graph.entity(Kind.ORGANIZATION, "The Harbour Courier", slug="courier")
    older = graph.document(
        "a" * 12,
        title="Hearing opens",
        publisher=outlet,
        published="2017-03-01",
        url="https://news.example/1",
    )
    newer = graph.document("b" * 12, title="Hearing closes", publisher="Valley Radio", published="2017-03-02")
    judge = graph.entity(Kind.PERSON, "Ada Abara", aliases=("Abara", "Ada Abara"), slug="ada-abara")
    post = graph.entity(Kind.POST, "Judge of Elm County", slug="judge-elm")
    county = graph.entity(Kind.JURISDICTION, "Elm County", slug="us-elm")
    measure = graph.entity(Kind.POLICY, "Open Ledger Act", slug="open-ledger")
    meeting = graph.entity(Kind.EVENT, "Hearing of 1 March 2017", slug="hearing")
    graph.add(meeting, vocab.RDF_TYPE, vocab.PG + "NewsConference")
    graph.add(county, vocab.EXACT_MATCH, "https://sws.geonames.org/42/", "http://www.wikidata.org/entity/Q42")
    graph.add(county, vocab.GEOID, Literal("99001"))
    graph.add(judge, vocab.BIOGUIDE, Literal("A/1"))
    graph.claim(judge, vocab.HOLDS, post, ((older, JUDGE_SENTENCE), (newer, SECOND_SENTENCE)), confidence="0.9")
    graph.claim(post, vocab.HAS_JURISDICTION, county, ((older, JUDGE_SENTENCE),))
    graph.claim(judge, vocab.SUPPORTS, measure, ((newer, "She is said to back it."),), modality="alleged")
    graph.claim(judge, vocab.OPPOSES, measure, ((newer, "She does not oppose it."),), polarity="denied")
    start = Literal("2017-03-01", datatype=NamedNode(vocab.XSD_DATE))
    graph.claim(meeting, vocab.START_DATE, start, ((older, JUDGE_SENTENCE),))
    graph.claim(meeting, vocab.AGENT, judge, ((older, JUDGE_SENTENCE),), attributed_to=outlet)
    graph.add(meeting, vocab.ABOUT, measure)
    graph.add(older, vocab.MENTIONS, judge, county)
    graph.statement("s1", "The ledger is open", newer, source=judge, said="2017-03-02")
    graph.statement("s2", "Nobody told us", newer)
    return graph


@pytest.fixture
def loaded(made: Any) -> ViewGraph:
    return load(made.store)


def entity_of(graph: ViewGraph, local: str) -> ViewEntity:
    return next(entity for entity in graph.entities if entity.iri.endswith(f"/{local}"))


def says(graph: ViewGraph) -> set[tuple[str, str, str, str]]:
    names = {entity.iri: entity.label for entity in graph.entities}
    return {(names[edge.subject], edge.label, names[edge.object], edge.status) for edge in graph.edges}


def test_edges_are_triples_between_entities_and_claims_that_are_none(loaded: ViewGraph) -> None:
    assert says(loaded) == {
        ("Ada Abara", "holds", "Judge of Elm County", "stated"),
        ("Judge of Elm County", "jurisdiction", "Elm County", "stated"),
        ("Ada Abara", "supports", "Open Ledger Act", "alleged"),
        ("Ada Abara", "opposes", "Open Ledger Act", "denied"),
        ("Hearing of 1 March 2017", "done by", "Ada Abara", "attributed"),
        ("Hearing of 1 March 2017", "about", "Open Ledger Act", "stated"),
    }


def test_edge_carries_every_sentence_newest_document_first(loaded: ViewGraph) -> None:
    (holds,) = [edge for edge in loaded.edges if edge.predicate == vocab.HOLDS]
    documents = {document.iri: document for document in loaded.documents}
    cited = [(one.sentence, documents[one.document or ""].title, one.rule, one.confidence) for one in holds.evidence]
    assert cited == [
        (SECOND_SENTENCE, "Hearing closes", "pattern", 0.9),
        (JUDGE_SENTENCE, "Hearing opens", "pattern", 0.9),
    ]


def test_attributed_claim_names_who_is_said_to_claim_it(loaded: ViewGraph) -> None:
    (done,) = [edge for edge in loaded.edges if edge.status == "attributed"]
    assert done.attributed_to == entity_of(loaded, "courier").iri


def test_evidence_and_statements_are_counted_apart(loaded: ViewGraph) -> None:
    judge = entity_of(loaded, "ada-abara")
    # Two sentences of holding, one each of the alleged, the denied and the attributed claim.
    assert (judge.evidence, judge.statements) == (5, 1)


def test_aliases_leave_out_the_label(loaded: ViewGraph) -> None:
    assert entity_of(loaded, "ada-abara").aliases == ("Abara",)


def test_identifiers_have_names_and_pages(loaded: ViewGraph) -> None:
    county = [(one.scheme, one.value, one.url) for one in entity_of(loaded, "us-elm").identifiers]
    assert county == [
        ("Wikidata", "Q42", "http://www.wikidata.org/entity/Q42"),
        ("GeoNames", "42", "https://sws.geonames.org/42/"),
        ("FIPS / GEOID", "99001", ""),
    ]
    (bioguide,) = entity_of(loaded, "ada-abara").identifiers
    assert bioguide.url == "https://bioguide.congress.gov/search/bio/A%2F1"


def test_dates_and_types_of_an_event(loaded: ViewGraph) -> None:
    event = entity_of(loaded, "hearing")
    assert event.types == ("news conference",)
    (date,) = event.details
    assert (date.label, date.value, date.evidence[0].sentence) == ("from", "2017-03-01", JUDGE_SENTENCE)


def test_document_tells_outlet_by_label_or_literal_and_only_web_addresses(made: Any) -> None:
    made.document("c" * 12, title="T", publisher="X", published="2017-01-01", url="javascript:alert(1)")
    assert [(one.publisher, one.url, one.source) for one in load(made.store).documents] == [
        ("The Harbour Courier", "https://news.example/1", "https://news.example/1"),
        ("Valley Radio", "", "bbbbbbbbbbbb.txt"),
        ("X", "", "javascript:alert(1)"),
    ]


def test_statement_without_a_known_source_is_kept(loaded: ViewGraph) -> None:
    told = {(said.text, not said.creators, said.cue, said.manner, said.date) for said in loaded.attributions}
    assert told == {
        ("The ledger is open", False, "said", "direct", "2017-03-02"),
        ("Nobody told us", True, "said", "direct", ""),
    }


def test_statement_tells_its_topics_and_the_words_of_its_stance(made: Any) -> None:
    document = made.document("d" * 12, title="T", publisher="X", published="2017-01-01")
    act = made.entity(Kind.POLICY, "Harbour Act", slug="harbour-act")
    said = made.statement("s3", "The act is a mistake", document)
    made.add(said, vocab.ABOUT, act)
    made.add(said, vocab.STANCE, Literal("a mistake"))
    (told,) = (one for one in load(made.store).attributions if one.iri == said)
    assert (told.about, told.stance) == ((act,), ("a mistake",))


def test_candidates_of_an_ambiguous_name(made: Any) -> None:
    place = made.entity(Kind.PLACE, "Oakville", slug="oakville-1")
    candidate = made.mint.candidate(place, "row")
    made.add(place, vocab.HAS_CANDIDATE, candidate)
    made.add(candidate, vocab.IDENTIFIER, Literal("geonames:7"))
    made.add(candidate, vocab.REASON, Literal("same name"))
    (one,) = entity_of(load(made.store), "oakville-1").candidates
    assert (one.identifier, one.reason) == ("geonames:7", "same name")


def test_posts_of_a_person(made: Any) -> None:
    holding = made.mint.membership("ada-abara", "judge-elm")
    judge, post = made.mint.entity(Kind.PERSON, "ada-abara"), made.mint.entity(Kind.POST, "judge-elm")
    made.add(holding, vocab.RDF_TYPE, vocab.MEMBERSHIP)
    made.add(holding, vocab.MEMBER, judge)
    made.add(holding, vocab.MEMBERSHIP_POST, post)
    for day in ("2017-03-02", "2017-03-01"):
        made.add(holding, vocab.ATTESTED_ON, Literal(day, datatype=NamedNode(vocab.XSD_DATE)))
    (held,) = load(made.store).holdings
    assert (held.iri, held.person, held.post, held.start, held.attested) == (
        holding,
        judge,
        post,
        "",
        ("2017-03-01", "2017-03-02"),
    )


def test_named_graphs_are_not_read(made: Any) -> None:
    before = load(made.store)
    quads = list(made.store)
    for quad in quads[:50]:
        made.store.add(type(quad)(quad.subject, quad.predicate, quad.object, NamedNode("https://g.example/1")))
    assert load(made.store) == before


def test_claim_about_no_entity_is_reported(made: Any, caplog: pytest.LogCaptureFixture) -> None:
    judge = made.mint.entity(Kind.PERSON, "ada-abara")
    made.claim(judge, vocab.SUPPORTS, "https://stranger.example/1", (), modality="planned")
    assert len(load(made.store).edges) == 6
    assert "1 claims are about what is no entity" in caplog.text


@pytest.mark.parametrize(
    ("hops", "labels", "edges"),
    [
        (0, {"Ada Abara"}, 0),
        (1, {"Ada Abara", "Judge of Elm County", "Open Ledger Act", "Hearing of 1 March 2017"}, 5),
        (
            2,
            {"Ada Abara", "Judge of Elm County", "Open Ledger Act", "Hearing of 1 March 2017", "Elm County"},
            6,
        ),
    ],
)
def test_focus_keeps_what_is_near(made: Any, hops: int, labels: set[str], edges: int) -> None:
    focus = made.mint.entity(Kind.PERSON, "ada-abara")
    near = around(load(made.store), focus, hops)
    assert {entity.label for entity in near.entities} == labels
    assert len(near.edges) == edges
    assert (near.all_entities, near.all_edges, near.all_documents) == (6, 6, 2)
    assert [said.text for said in near.attributions] == ["The ledger is open"]


def test_focus_cites_only_its_own_documents(made: Any) -> None:
    near = around(load(made.store), made.mint.entity(Kind.JURISDICTION, "us-elm"), 1)
    assert [document.title for document in near.documents] == ["Hearing opens"]


def test_unknown_focus_is_an_error(made: Any) -> None:
    with pytest.raises(UnknownNameError, match=r"https://x\.example/nobody: the graph has no such entity"):
        around(load(made.store), "https://x.example/nobody", 1)


def test_empty_store_is_an_empty_graph() -> None:
    assert load(Store()) == ViewGraph()
