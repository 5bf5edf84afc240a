"""When somebody held a post, decided over documents: what they tell, what attests it."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph import pipeline, vocab
from policygraph.store import Store

pytestmark = pytest.mark.model
KEYS = (vocab.START_DATE, vocab.END_DATE, vocab.EARLIEST, vocab.LATEST)


def _tenure(folder: Path, *documents: tuple[str, str]) -> list[str]:
    for number, (day, text) in enumerate(documents):
        (folder / f"{number}.jsonl").write_text(json.dumps({"text": text, "date": day}) + "\n", encoding="utf-8")
    pipeline.build([str(folder)], folder / "graph")
    with Store.open(folder / "graph", read_only=True) as store:
        (membership,) = {
            q.subject for q in store.rdf.quads_for_pattern(None, ox.NamedNode(vocab.MEMBER), None, ox.DefaultGraph())
        }
        told = {
            q.predicate.value: q.object.value
            for q in store.rdf.quads_for_pattern(membership, None, None, ox.DefaultGraph())
            if isinstance(q.object, ox.Literal)
        }
    return [told.get(key, "") for key in KEYS]


SWORN = ("2017-04-21", "Jane Doe was sworn in Monday as mayor of Laredo, Texas.")
BECAME = ("2018-04-20", "Jane Doe became mayor of Laredo, Texas, in 2017. She opened the bridge.")
LATER = ("2018-05-01", "Mayor Jane Doe of Laredo, Texas, opened the bridge.")
LEFT = ("2019-02-08", "Jane Doe resigned as mayor of Laredo, Texas, on Friday.")


@pytest.mark.parametrize(
    ("documents", "wanted"),
    [
        ([SWORN], ["2017-04-17", "", "2017-04-17", "2017-04-21"]),
        # Two documents tell it, one of them to the day.
        ([SWORN, BECAME], ["2017-04-17", "", "2017-04-17", "2018-04-20"]),
        ([BECAME, LATER], ["2017", "", "2017-01-01", "2018-05-01"]),
        ([LATER], ["", "", "2018-05-01", "2018-05-01"]),
        # What is over has no day that attests it.
        ([LEFT], ["", "2019-02-08", "", "2019-02-08"]),
        ([SWORN, LATER, LEFT], ["2017-04-17", "2019-02-08", "2017-04-17", "2019-02-08"]),
    ],
)
def test_tenures(tmp_path: Path, documents: list[tuple[str, str]], wanted: list[str]) -> None:
    assert _tenure(tmp_path, *documents) == wanted
