"""What `view.data` gives of parts, put together by the page's own merge.js, is what it gives of the whole graph."""

import json
import random
import shutil
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from policygraph import view
from policygraph.view import cut
from policygraph.view.payload import Json

WEB = Path(__file__).parents[3] / "src" / "policygraph" / "view" / "web"
MERGE = """
import { readFileSync } from "node:fs";
import { sound } from "./loader.js";
import { merge } from "./merge.js";
const [first, ...others] = JSON.parse(readFileSync(0, "utf-8"));
for (const part of [first, ...others]) if (!sound(part)) throw new Error("not sound");
for (const part of others) merge(first, part);
process.stdout.write(JSON.stringify(first));
"""


def merged(parts: list[Json]) -> Json:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed: apt-get install nodejs")
    done = subprocess.run(
        [node, "--input-type=module", "-e", MERGE],
        cwd=WEB,
        input=json.dumps(parts).encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    made: Json = json.loads(done.stdout)
    return made


def told(data: Json) -> dict[str, Any]:
    """What a payload tells, by IRIs in place of numbers."""

    def iri(number: int | None) -> str | None:
        return None if number is None else data["entities"][number]["iri"]

    def document(number: int | None) -> str | None:
        return None if number is None else data["documents"][number]["iri"]

    def sentence(number: int) -> Json:
        one = data["sentences"][number]
        return {**one, "document": document(one["document"])}

    def cited(evidence: list[Json]) -> list[Json]:
        return [{**one, "sentence": sentence(one["sentence"])} for one in evidence]

    def detailed(entity: Json) -> Json:
        return {**entity, "details": [{**one, "evidence": cited(one["evidence"])} for one in entity["details"]]}

    ends = {edge["id"]: sorted((iri(edge["subject"]) or "", iri(edge["object"]) or "")) for edge in data["edges"]}
    bends: dict[tuple[str, ...], list[float]] = {}
    for link in data["links"]:
        assert sorted((iri(link["from"]) or "", iri(link["to"]) or "")) == ends[link["id"]]
        if link.get("smooth"):
            bends.setdefault(tuple(ends[link["id"]]), []).append(link["smooth"]["roundness"])
    return {
        "entities": {one["iri"]: detailed(one) for one in data["entities"]},
        "edges": {
            one["id"]: {
                **one,
                "subject": iri(one["subject"]),
                "object": iri(one["object"]),
                "by": iri(one["by"]),
                "evidence": cited(one["evidence"]),
            }
            for one in data["edges"]
        },
        "statements": {
            one["iri"]: {
                **one,
                **{name: [iri(number) for number in one[name]] for name in ("creators", "posts", "about")},
                "document": document(one["document"]),
            }
            for one in data["statements"]
        },
        "holdings": {
            one["iri"]: {**one, **{name: iri(one[name]) for name in ("person", "post", "organization")}}
            for one in data["holdings"]
        },
        "documents": {one["iri"]: one for one in data["documents"]},
        "sentences": sorted(json.dumps(sentence(number)) for number in range(len(data["sentences"]))),
        "dashed": {link["id"]: link["dashes"] for link in data["links"]},
        "loops": {link["id"]: link["selfReference"] for link in data["links"] if "selfReference" in link},
        "bends": {pair: sorted(of) for pair, of in bends.items()},
        "totals": data["totals"],
    }


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("kind", ["usual", "hostile"])
def test_neighbourhoods_in_any_order_are_the_whole(synthetic: ModuleType, kind: str, seed: int) -> None:
    graph = view.load(synthetic.store(80) if kind == "usual" else synthetic.hostile_store())
    iris = [entity.iri for entity in graph.entities]
    random.Random(seed).shuffle(iris)
    parts = [view.data(cut.around(graph, iri, 1)) for iri in iris]
    whole = told(json.loads(json.dumps(view.data(graph))))
    # A page holds the documents that are cited by what it shows.
    cited = {one["document"] for one in whole["statements"].values()}
    cited |= {json.loads(one)["document"] for one in whole["sentences"]}
    whole["documents"] = {iri: one for iri, one in whole["documents"].items() if iri in cited}
    made = merged(parts)
    assert told(made) == whole
    assert merged([made, *parts]) == made
