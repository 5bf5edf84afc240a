"""People by probabilities: what speaks for two of one name being one person is weighed together, by the package splink.

The model of Fellegi and Sunter ("A Theory for Record Linkage", 1969) with fixed weights, those of
`data/lexicon/people_model.json`, in splink's own form. Nothing is learnt from a graph, so that what is decided for a
block depends on the block only. The rules of `people` come first and may object: this joins what no rule does.
For large graphs, where many texts name somebody and tell hardly more; an extra.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from policygraph import resources
from policygraph.identify import people
from policygraph.identify.clusters import Clusters
from policygraph.identify.people import Person
from policygraph.identify.records import Pair

if TYPE_CHECKING:
    from splink import Linker

MODEL = "lexicon/people_model.json"
LEAST = 0.92  # probability that two are one
_REASON = "same name, and likely one by all that is told"
# Whom a name alone means: somebody told of in so many documents, and in this part of all that tell of bearers of it
# more than the name. Whoever else is so called is told of with what sets them apart.
_OFTEN, _NEARLY_ALL = 10, 0.9
_LISTS = ("names", "meant", "uncrowded", "posts", "bodies", "places", "states", "parties", "company", "suffixes")


def available() -> None:
    """Raises ResourceError if the package that this needs is not installed."""
    resources.need("splink", extra="identity", to="weigh identities")


def join(blocks: Sequence[Clusters]) -> None:
    """Joins in each block of people, settled by the rules, whom the model holds for one."""
    home = {person.local.iri: clusters for clusters in blocks for person in clusters.seen}
    found: dict[Clusters, list[Pair]] = {clusters: [] for clusters in blocks}
    for one, other, probability in likely([row for clusters in blocks for row in rows_of(clusters.seen)]):
        support = round(probability * 1000)
        found[home[one]].append(Pair(one=one, other=other, strength=0, support=support, reason=_REASON))
    for clusters, pairs in found.items():
        if clusters.join(pairs):
            clusters.settle()


def rows_of(block: Sequence[Person]) -> list[dict[str, Any]]:
    """The people of a block as splink compares them: an IRI, and lists of words."""
    bearers: dict[str, list[Person]] = defaultdict(list)
    for person in block:
        for name in _names(person):
            bearers[name].append(person)
    shared = {name: found for name, found in bearers.items() if len(found) > 1}
    crowded = {f"{given} {surname}" for given, surname in people.crowded(block)}
    meant: dict[str, list[str]] = defaultdict(list)
    for name, found in shared.items():
        if (one := _well_known(found)) is not None:
            meant[one.local.iri].append(name)
    return [
        {
            "iri": person.local.iri,
            "names": names,
            "meant": meant.get(person.local.iri, []),
            "uncrowded": [name for name in names if name not in crowded],
            "posts": sorted(person.posts),
            "bodies": sorted(person.organizations),
            "places": sorted(iri for kind, iri in person.told if kind == "place"),
            "states": sorted(person.states),
            "parties": sorted(person.parties),
            "company": sorted(iri for kind, iri in person.told if kind == "with"),
            "suffixes": sorted(filter(None, person.suffixes)),
        }
        for person in block
        if (names := [name for name in _names(person) if name in shared])
    ]


def likely(rows: Sequence[dict[str, Any]]) -> list[tuple[str, str, float]]:
    """Pairs that the model holds for one person, with their probability, sorted."""
    if len(rows) < 2:
        return []
    found = linker(rows, json.loads(resources.data(MODEL).read_text("utf-8"))).inference.predict(
        threshold_match_probability=LEAST, warning_mode="never"
    )
    columns = found.as_duckdbpyrelation().project("iri_l, iri_r, match_probability")
    return sorted((*sorted((one, other)), round(probability, 6)) for one, other, probability in columns.fetchall())


def linker(rows: Sequence[dict[str, Any]], model: dict[str, Any]) -> "Linker":
    """The rows with a model of splink."""
    import pyarrow  # type: ignore[import-untyped]  # noqa: PLC0415 - comes with splink, an extra
    from splink import DuckDBAPI, Linker  # noqa: PLC0415

    logging.getLogger("splink").setLevel(logging.ERROR)  # it says at length that nothing was trained
    lists = pyarrow.list_(pyarrow.string())
    schema = pyarrow.schema([("iri", pyarrow.string()), *((name, lists) for name in _LISTS)])
    table = pyarrow.Table.from_pylist(list(rows), schema=schema)
    api = DuckDBAPI(connection=":memory:")
    return Linker(api.register(table, table_name="people"), model)


def _names(person: Person) -> list[str]:
    return sorted(f"{given} {surname}" for given, surname in person.full if len(given) > 1)


def _well_known(bearers: Iterable[Person]) -> Person | None:
    """The one whom a name alone means."""
    told = [one for one in bearers if one.local.linked or one.states or one.parties or _in_office(one)]
    first = max(told, key=lambda one: (len(one.local.documents), one.local.iri), default=None)
    if first is None:
        return None
    often = len(first.local.documents)
    return first if often >= max(_OFTEN, _NEARLY_ALL * sum(len(one.local.documents) for one in told)) else None


def _in_office(person: Person) -> bool:
    return any(kind != "with" for kind, _ in person.told)
