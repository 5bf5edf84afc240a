"""Whom splink's model adds to what the rules join, and that neither other blocks nor the road there matter."""

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from policygraph import resources, vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.assemble import assemble
from policygraph.errors import ResourceError
from policygraph.gazetteer import Gazetteer
from policygraph.identify import identify, linkage
from policygraph.identify.clusters import Clusters
from policygraph.identify.records import Local
from policygraph.model import Document
from policygraph.pipeline import extract
from policygraph.resolve import resolve
from policygraph.store import Store

from .test_clusters import BASE, local

pytest.importorskip("splink")

SHERIFF: dict[str, Any] = {"post": "post/us-il-cook-county-sheriff", "jurisdiction": "jurisdiction/us-il-cook-county"}
MAYOR: dict[str, Any] = {"post": "post/us-tx-laredo-mayor", "jurisdiction": "jurisdiction/us-tx-laredo"}
KNOWN = local("known", "Jane Doe", documents=12, **SHERIFF)
BARE = local("bare", "Jane Doe")


def joined(*blocks: list[Local]) -> dict[str, str]:
    """Slug of a person → slug of whom it is."""
    settled = [Clusters(block) for block in blocks]
    for clusters in settled:
        clusters.settle()
    linkage.join(settled)
    found = [merge for clusters in settled for merge in clusters.merges()]
    return {merge.iri.rpartition("/")[2]: merge.into.rpartition("/")[2] for merge in found}


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        pytest.param([KNOWN, BARE], {"bare": "known"}, id="the one who is widely told of"),
        pytest.param([local("known", "Jane Doe", documents=9, **SHERIFF), BARE], {}, id="not told of widely enough"),
        pytest.param(
            [KNOWN, local("other", "Jane Doe", documents=12, **MAYOR), BARE], {}, id="two of whom either may be meant"
        ),
        pytest.param(
            [KNOWN, local("other", "Jane Doe", **MAYOR), BARE], {"bare": "known"}, id="the other is hardly told of"
        ),
        pytest.param([KNOWN, local("other", "Jane Doe", **MAYOR)], {}, id="who is told of with what sets them apart"),
        pytest.param([KNOWN, local("bare", "Jane Doe Jr.")], {"bare": "known"}, id="a suffix that one may have"),
        pytest.param([KNOWN, local("bare", "Ann Doe")], {}, id="another given name"),
        pytest.param([KNOWN, local("bare", "Doe")], {}, id="a surname alone"),
        pytest.param(
            [
                local("one", "Jane Doe", party="organization/rose-party", jurisdiction="jurisdiction/us-il"),
                local("two", "Jane Doe", party="organization/rose-party", with_="person/ann-roe-4f0c2a"),
            ],
            {},
            id="a party of both is little",
        ),
    ],
)
def test_whom_a_name_means(people: list[Local], expected: dict[str, str]) -> None:
    assert joined(people) == joined(people[::-1]) == expected


def test_other_blocks_do_not_matter() -> None:
    others = [local("far", "John Roe", documents=40, **MAYOR), local("farther", "John Roe")]
    assert joined([KNOWN, BARE], others) == {"bare": "known", "farther": "far"}


def test_a_reason_is_told() -> None:
    clusters = Clusters([KNOWN, BARE])
    linkage.join([clusters])
    (merge,) = clusters.merges()
    assert merge.reasons == ("same name, and likely one by all that is told",)


def test_nobody_to_compare() -> None:
    assert joined() == joined([BARE]) == joined([BARE, local("other", "John Roe")]) == {}


def test_the_model_weighs_each_level_and_leaves_none_without_words() -> None:
    model = json.loads(resources.data(linkage.MODEL).read_text("utf-8"))
    for comparison in model["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        for side in ("m_probability", "u_probability"):
            assert sum(level[side] for level in levels) == pytest.approx(1, abs=0.001)
        assert all(level["label_for_charts"] for level in comparison["comparison_levels"])


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    with pytest.raises(ResourceError, match="splink, which is needed to weigh identities, is not installed") as caught:
        linkage.available()
    assert caught.value.remedy == "pip install 'policygraph[identity]'"


def test_a_graph_that_grew_and_shrank_is_the_one_from_nothing(
    parsed: Callable[[str], AnnotatedDocument], gazetteer: Gazetteer
) -> None:
    texts = ["Cook County Sheriff Jane Doe praised the ruling."] * 11
    texts += ["Jane Doe said the county would appeal.", "Mayor Jane Doe opened the meeting."]
    graphs = []
    for number, text in enumerate(texts):
        document = Document(id=f"{number:012x}", text=text, sha256="", sources=("a",), published=date(2017, 4, 21))
        annotated = AnnotatedDocument(document, parsed(text).parse)
        found = extract(annotated, gazetteer)
        quads = assemble(document, found, resolve(document, found, gazetteer))
        graphs.append((vocab.Minter().document(document.id), quads))

    def settle(store: Store, *, whole: bool = False) -> None:
        changed = None if whole else store.changed()
        decision = identify(store.rdf, gazetteer, changed=changed, weighed=True)
        store.settle(decision.gone, decision.new)

    def people(store: Store) -> set[str]:
        return {iri for iri in store.identity.canonical if iri.startswith(f"{BASE}person/")}

    whole = Store(Path("memory"), ox.Store(), {"base": vocab.BASE}, read_only=False)
    whole.commit(dict(graphs[1:]))
    settle(whole, whole=True)
    assert people(whole), "somebody is joined by name"
    grown = Store(Path("memory"), ox.Store(), {"base": vocab.BASE}, read_only=False)
    for some in (graphs[10:], graphs[:5], graphs[5:10]):
        grown.commit(dict(some))
        settle(grown)
    grown.commit({graphs[0][0]: ()})
    settle(grown)
    assert frozenset(grown.rdf) == frozenset(whole.rdf)
    whole.commit({graphs[1][0]: ()})
    settle(whole)
    assert not people(whole), "nine documents do not make a name anybody's"
