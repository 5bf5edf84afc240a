import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from starlette.applications import Starlette
from starlette.testclient import TestClient

from policygraph import vocab
from policygraph.model import Kind
from policygraph.serve.graph import GraphReader, indexes, indexing
from policygraph.serve.graph.indexes import Ready
from policygraph.serve.pages import routes
from policygraph.serve.snapshot import Moment, Snapshot

VIEW = Path(__file__).parents[2] / "view"
JANE = "person/jane-doe-0a1b2c"
COUNTY = "jurisdiction/us-zz-doe-county"


class Shown(Snapshot):
    """A snapshot of a store in memory."""

    def __init__(self, store: Store) -> None:
        super().__init__(Path())
        self.shown = Moment(store, "first", vocab.BASE)

    def current(self) -> Moment:
        return self.shown


def beside(name: str) -> ModuleType:
    """A module of the viewer's tests, which are no package."""
    spec = importlib.util.spec_from_file_location(f"pages_{name}", VIEW / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def day(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(vocab.XSD_DATE))


def made() -> Store:
    """Jane Doe was clerk, then executive of Doe County; said two things; went to a meeting. 120 towns lie in it."""
    graph: Any = beside("synthetic").Graph()
    county = graph.entity(Kind.JURISDICTION, "Doe County", aliases=("Doë Cty",), slug=COUNTY.partition("/")[2])
    graph.add(county, vocab.GEOID, Literal("99001"))
    jane = graph.entity(Kind.PERSON, "Jane Doe", aliases=("J. Doe",), slug=JANE.partition("/")[2])
    graph.add(jane, vocab.EXACT_MATCH, "http://www.wikidata.org/entity/Q999001")
    graph.add(jane, vocab.BIOGUIDE, Literal("D000999"))
    paper = graph.document(
        "0123456789ab",
        title="Clerk opens road",
        publisher="The Courier",
        published="2019-05-03",
        url="https://news.example/road",
    )
    graph.add(paper, vocab.MENTIONS, jane)
    for slug, name, start, end in (
        ("doe-county-clerk", "Clerk of Doe County", "2015", "2018-12-31"),
        ("doe-county-executive", "Executive of Doe County", "2019-01-01", ""),
    ):
        post = graph.entity(Kind.POST, name, slug=slug)
        sentence = f"Jane Doe, {name}, opened the road."
        predicate = vocab.HOLDS if not end else vocab.FORMERLY_HELD
        graph.claim(jane, predicate, post, ((paper, sentence),), rule="title-before-name", confidence="0.97")
        held = graph.mint.membership(JANE.partition("/")[2], slug)
        graph.add(held, vocab.RDF_TYPE, vocab.MEMBERSHIP)
        graph.add(held, vocab.MEMBER, jane)
        graph.add(held, vocab.MEMBERSHIP_POST, post)
        graph.add(held, vocab.START_DATE, Literal(start, datatype=NamedNode(vocab.XSD_YEAR)))
        if end:
            graph.add(held, vocab.END_DATE, day(end))
    act = graph.entity(Kind.POLICY, "Road Act", slug="road-act")
    graph.claim(jane, vocab.SUPPORTS, act, ((paper, "Jane Doe is said to back the Road Act."),), modality="alleged")
    said = graph.statement("0a1b2c3d4e5f", "The road will open in May", paper, source=jane, said="2019-05-02")
    graph.add(said, vocab.ABOUT, act)
    graph.statement("0a1b2c3d4e60", "It is late", paper, source=jane)
    meeting = graph.entity(Kind.EVENT, "Meeting of Jane Doe", slug="meeting-0a1b2c3d4e")
    graph.claim(meeting, vocab.AGENT, jane, ((paper, "Jane Doe met the board."),))
    graph.claim(meeting, vocab.LOCATION, county, ((paper, "They met in Doe County."),))
    graph.claim(meeting, vocab.START_DATE, day("2019-05-01"), ((paper, "They met on May 1."),))
    for number in range(120):
        town = graph.entity(Kind.JURISDICTION, f"Town {number:03}", slug=f"us-zz-town-{number:03}")
        graph.claim(town, vocab.CONTAINED_IN_PLACE, county, ((paper, f"Town {number:03} lies in Doe County."),))
    store: Store = graph.store
    merged = NamedNode(f"{vocab.BASE}person/j-doe-fedcba")
    store.add(Quad(merged, NamedNode(vocab.REPLACED_BY), NamedNode(jane), NamedNode(vocab.IDENTITY_GRAPH)))
    return store


@pytest.fixture(scope="session")
def store() -> Store:
    return made()


@pytest.fixture
def shown(store: Store) -> Shown:
    return Shown(store)


def indexed(store: Store, folder: Path) -> Ready:
    """An index of a store, made here and now."""
    file = folder / "index.sqlite"
    indexing.build(Moment(store, "first", vocab.BASE), file)
    return indexes.opened(file)


def reading(shown: Shown, index: Ready | None) -> GraphReader:
    """A reader with this index for good: there is no folder to look at for another."""
    graph = GraphReader(shown)
    graph.indexes.ready = index
    graph.indexes.start = lambda: None  # type: ignore[method-assign]
    return graph


@pytest.fixture(scope="session")
def index(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Ready:
    return indexed(store, tmp_path_factory.mktemp("index"))


@pytest.fixture
def client(shown: Shown, index: Ready) -> Iterator[TestClient]:
    """Browsers' Accept header unless a test says otherwise; redirects are not followed."""
    headers = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    with TestClient(Starlette(routes=routes(reading(shown, index))), headers=headers, follow_redirects=False) as one:
        yield one
