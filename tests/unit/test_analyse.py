"""Names to entities, claims and statements with their sources, paths and neighbourhoods."""

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from policygraph import analyse, vocab
from policygraph.analyse import Found
from policygraph.errors import UnknownNameError
from policygraph.model import Kind
from policygraph.store import Store

LETTERS = Path(__file__).parents[1] / "golden" / "letters.trig"
ID = vocab.BASE
SESSIONS, EMANUEL = f"{ID}person/jeff-sessions-s001141", f"{ID}person/rahm-emanuel"
GENERAL, DOJ, VISIT = f"{ID}post/us-attorney-general", f"{ID}organization/us-doj", f"{ID}event/visit-1"


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The graph of tests/golden/letters.trig."""
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(path=LETTERS):
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs.setdefault(quad.graph_name.value, []).append(quad)
    with Store.open(tmp_path_factory.mktemp("letters") / "graph", create=True) as store:
        store.commit(graphs)
        yield store


@pytest.mark.parametrize(
    "name", ["Jeff Sessions", "JEFF  SESSIONS", "jeff-sessions", "person:jeff-sessions-s001141", SESSIONS]
)
def test_an_entity_by_iri_prefixed_name_and_label(name: str, letters: Store) -> None:
    expected = Found(
        iri=SESSIONS, label="Jeff Sessions", kind=Kind.PERSON, context="Attorney General of the United States"
    )
    assert analyse.find(letters, name) == (expected,)
    assert analyse.find_one(letters, name) == expected


@pytest.mark.parametrize(
    ("name", "kind", "context"),
    [
        ("Chicago", Kind.JURISDICTION, "Cook County"),
        ("Mayor of Chicago", Kind.POST, "Chicago"),
        ("KPBS", Kind.ORGANIZATION, ""),
        ("Protest in Chicago", Kind.EVENT, "2017-04-01"),
    ],
)
def test_context_by_kind(name: str, kind: Kind, context: str, letters: Store) -> None:
    found = analyse.find_one(letters, name)
    assert (found.label, found.kind, found.context) == (name, kind, context)


@pytest.mark.parametrize("name", ["Sessions", "sessions"])
def test_a_name_of_several_lists_the_choices(name: str, letters: Store) -> None:
    assert [found.iri for found in analyse.find(letters, name)] == [SESSIONS, f"{ID}person/sessions-5ab3f1"]
    with pytest.raises(UnknownNameError) as caught:
        analyse.find_one(letters, name)
    assert str(caught.value) == (
        f"{name!r} may be any of 2 entities. Say which: person:jeff-sessions-s001141 is Jeff Sessions "
        "(person, Attorney General of the United States); person:sessions-5ab3f1 is Sessions (person)"
    )


def test_an_unknown_name_is_told_with_the_nearest(letters: Store) -> None:
    with pytest.raises(UnknownNameError, match=r"no entity named 'Rham Emanuel'\. Did you mean Rahm Emanuel"):
        analyse.find(letters, "Rham Emanuel")
    for name in ("xyzzy", "", "claim:c1", "..."):
        with pytest.raises(UnknownNameError, match=f"no entity named '{name}'$"):
            analyse.find(letters, name)


def test_claims_about_an_entity_come_with_their_sentences(letters: Store) -> None:
    rows = analyse.claims_about(letters, EMANUEL)
    assert [(row.subject, row.predicate, row.object, row.sentence) for row in rows] == [
        ("Rahm Emanuel", vocab.MEMBER_OF, "Democratic Party", ""),
        *[("Rahm Emanuel", vocab.OPPOSES, "Jeff Sessions", "Emanuel opposes Sessions.")] * 2,
    ]
    assert [(row.title, row.published, row.publisher, row.source, row.rule) for row in rows] == [
        ("", "", "", "people.tsv#rahm-emanuel", "reference"),
        ("", "", "", "copy.txt", "opposes"),
        ("Chicago answers", "2017-05-02", "The Gazette", "answer.txt", "opposes"),
    ]
    assert rows[2].document == f"{ID}doc/bbbbbbbbbbbb"
    assert rows[2].plain


def test_claims_count_as_object_too_and_denials_are_told(letters: Store) -> None:
    rows = analyse.claims_about(letters, SESSIONS)
    assert [(row.claim.rpartition("/")[2], row.polarity, row.publisher) for row in rows] == [
        ("c4", "affirmed", ""),
        ("c1", "affirmed", "KPBS"),
        ("c2", "affirmed", "KPBS"),
        ("c1", "affirmed", "The Gazette"),
        ("c5", "denied", "The Gazette"),
        ("c4", "affirmed", "The Gazette"),
    ]


def test_a_claim_of_the_tables_names_its_row(letters: Store) -> None:
    (row,) = analyse.claims_about(letters, f"{ID}post/mayor-of-chicago")
    assert (row.sentence, row.document, row.source, row.rule) == (
        "",
        "",
        "posts.tsv#mayor-of-chicago",
        "reference",
    )


def test_statements(letters: Store) -> None:
    (statement,) = analyse.statements_by(letters, EMANUEL)
    assert statement.text == 'Our values are "not for sale"'
    assert (statement.manner, statement.cue, statement.about) == ("direct", "said", ("sanctuary policy",))
    assert (statement.said, statement.published) == ("2017-05-01", "2017-05-02")
    assert (statement.title, statement.publisher, statement.source) == (
        "Chicago answers",
        "The Gazette",
        "answer.txt",
    )
    assert analyse.statements_by(letters, DOJ) == ()


def test_the_network_has_entities_and_plain_edges_only(letters: Store) -> None:
    graph = analyse.to_networkx(letters)
    assert graph.nodes[SESSIONS] == {"label": "Jeff Sessions", "kind": "person"}
    assert sorted((end, key) for _, end, key in graph.out_edges(EMANUEL, keys=True)) == [
        (f"{ID}organization/us-democratic-party", vocab.MEMBER_OF),
        (SESSIONS, vocab.OPPOSES),
        (f"{ID}post/mayor-of-chicago", vocab.HOLDS),
    ]
    # Denied, so no edge; documents and claims are no entities.
    assert not graph.has_edge(SESSIONS, DOJ)
    assert not any("/doc/" in name or "/claim/" in name for name in graph)
    assert list(graph) == sorted(graph)
    assert "schema:about" not in {facts["predicate"] for _, _, facts in graph.edges(data=True)}


def test_the_network_can_be_written_as_graphml(letters: Store, tmp_path: Path) -> None:
    graph = analyse.to_networkx(letters)
    nx.write_graphml(graph, tmp_path / "graph.graphml")
    assert set(nx.read_graphml(tmp_path / "graph.graphml")) == set(graph)


def test_a_path_with_the_evidence_of_each_hop(letters: Store) -> None:
    hops = analyse.path(letters, EMANUEL, VISIT)
    assert hops is not None
    assert [(hop.start.label, hop.end.label) for hop in hops] == [
        ("Rahm Emanuel", "Jeff Sessions"),
        ("Jeff Sessions", "Visit of Jeff Sessions"),
    ]
    assert [[row.claim.rpartition("/")[2] for row in hop.evidence] for hop in hops] == [["c4", "c4"], ["c2"]]
    assert hops[0].start.context == "Mayor of Chicago"


def test_no_path_and_no_way(letters: Store) -> None:
    assert analyse.path(letters, EMANUEL, f"{ID}person/sessions-5ab3f1") is None
    assert analyse.path(letters, EMANUEL, f"{ID}person/nobody") is None
    assert analyse.path(letters, EMANUEL, EMANUEL) == ()


def test_of_two_paths_as_short_the_same_one_is_taken_whatever_the_order(tmp_path: Path) -> None:
    start, one, other, end = (ox.NamedNode(f"{ID}person/{name}") for name in "abcd")
    graph = ox.NamedNode(f"{ID}doc/aaaaaaaaaaaa")
    quads = [
        ox.Quad(a, ox.NamedNode(vocab.SUPPORTS), b, graph)
        for a, b in ((other, start), (other, end), (end, one), (start, one))
    ]
    quads += [
        ox.Quad(a, ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(vocab.PERSON), graph) for a in (start, one, other, end)
    ]
    taken = set()
    for number, ordered in enumerate((quads, quads[::-1])):
        with Store.open(tmp_path / str(number), create=True) as store:
            store.commit({graph.value: ordered})
            hops = analyse.path(store, start.value, end.value)
            assert hops is not None
            taken.add(tuple(hop.end.iri for hop in hops))
    assert taken == {(one.value, end.value)}


def test_focus(letters: Store) -> None:
    near = {SESSIONS: 0, VISIT: 1, EMANUEL: 1, GENERAL: 1}
    assert list(analyse.focus(letters, SESSIONS, 1).items()) == list(near.items())
    assert analyse.focus(letters, SESSIONS, 0) == {SESSIONS: 0}
    two = analyse.focus(letters, SESSIONS, 2)
    assert two[DOJ] == 2
    assert f"{ID}jurisdiction/us-ca-san-ysidro" in two
    assert analyse.focus(letters, f"{ID}person/nobody", 2) == {}
