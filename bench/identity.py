"""How well and how fast mentions of people in many documents come together, of people that are made up.

    python bench/identity.py [--mentions N] [--people N] [--seed N] [--json] [--weights]

Names are drawn from short lists, common ones more often, so that there are thousands of namesakes; people have a post
and place, some move to another, some change their surname, some have a row in the tables. A document tells one
mention: a form of the name (in full, a nickname, initials, a bare surname, with or without middle name and suffix) and
some of the rest, often nothing. Mentions of one local IRI, as `vocab.unlinked_slug` makes it, are one local entity;
those that `identify.clusters` then merges are one person.

Prints pairwise precision and recall over mentions, before (by local IRI alone) and after, and seconds.

With --weights it instead counts how often pairs of one name are one person, and how often each level of the model's
comparisons holds of those that are and of those that are not, once the rules have joined what they join; and writes
that into data/lexicon/people_model.json. What is there was counted with --seed 11.
"""

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import comb
from pathlib import Path
from typing import Any

from policygraph import vocab
from policygraph.gazetteer.names import fold
from policygraph.identify import linkage
from policygraph.identify.blocks import components
from policygraph.identify.clusters import Clusters, keys, merges
from policygraph.identify.names import nicknames
from policygraph.identify.records import Local, Merge
from policygraph.model import Kind

# Common surnames, the commonest first, and the parts that rarer ones are made of.
SURNAMES = """Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez
Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark
Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams
Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker
Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper
Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood James
Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel Myers Long Ross Foster Jimenez""".split()
STARTS = (
    "Ash Black Brad Brook Cald Clay Cran Dun East Fair Gar Hal Hart Haw Ken Lang Mill New Oak Ray Shel Thorn Wal Win"
)
ENDS = (
    "berg bourne bridge burn by cott croft den field ford ham hurst land ley man mere more son stead ton well wick wood"
)
GIVEN = """James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan
Joseph Jessica Thomas Sarah Charles Karen Christopher Nancy Daniel Margaret Matthew Sandra Anthony
Ashley Donald Kimberly Steven Emily Andrew Donna Paul Michelle Joshua Carol Kenneth Amanda Kevin
Melissa Brian Deborah George Stephanie Timothy Rebecca Ronald Laura Edward Sharon Jason Cynthia
Jeffrey Kathleen Ryan Amy Jacob Angela Gary Shirley Nicholas Brenda Eric Pamela Jonathan Virginia
Stephen Catherine Larry Janet Benjamin Ruth Samuel Maria Gregory Heather Patrick Diane""".split()
OFFICES = (
    "mayor sheriff clerk police-chief treasurer council-member council-member school-board-member judge judge".split()
)
STATES = (
    "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh".split()
)
PARTIES = ("democratic-party", "republican-party")
PLACES = 40  # in each state

MODEL = Path(__file__).resolve().parents[1] / "data" / linkage.MODEL

Decide = Callable[[Sequence[Local]], Iterable[Merge]]


@dataclass(kw_only=True)
class Person:
    """Somebody made up; `posts` in the order they were held, each 'PLACE-OFFICE'."""

    number: int
    given: str
    middle: str
    surnames: list[str]
    suffix: str
    party: str
    state: str
    posts: list[tuple[str, str]]
    organization: str
    linked: bool
    circle: list[str] = field(default_factory=list)


def person(number: int, draw: random.Random) -> Person:
    """One of those made up."""
    given = GIVEN[min(int(draw.expovariate(1 / 25)), len(GIVEN) - 1)]
    state = draw.choice(STATES)
    posts = []
    for _ in range(1 + (draw.random() < 0.2)):
        place = f"us-{state}-place-{draw.randrange(PLACES)}"
        posts.append((f"{place}-{draw.choice(OFFICES)}", place))
    return Person(
        number=number,
        given=given,
        middle=draw.choice(GIVEN) if draw.random() < 0.8 else "",
        surnames=[_surname(draw) for _ in range(1 + (draw.random() < 0.01))],
        suffix=draw.choice(("Jr.", "Sr.", "III")) if draw.random() < 0.03 else "",
        party=draw.choice(PARTIES),
        state=state,
        posts=posts,
        organization=f"body-{draw.randrange(3000)}",
        linked=draw.random() < 0.05,
        circle=[f"{BASE}person/other-{draw.randrange(16**6):06x}" for _ in range(draw.randint(2, 5))],
    )


BASE = vocab.BASE


def _surname(draw: random.Random) -> str:
    if draw.random() < 0.5:
        return SURNAMES[min(int(draw.expovariate(1 / 35)), len(SURNAMES) - 1)]
    return draw.choice(STARTS.split()) + draw.choice(ENDS.split())


def written(one: Person, era: int, draw: random.Random) -> list[str]:
    """The forms of the name that one document has."""
    short = SHORT.get(one.given.lower(), ())
    kind = draw.random()
    given = one.given
    if kind < 0.12 and short:
        given = draw.choice(short).title()
    elif kind < 0.15:
        given = given[0] + "."
    elif kind < 0.18:
        given = ""
    middle = one.middle if draw.random() < 0.03 else one.middle[:1] + "." if one.middle and draw.random() < 0.12 else ""
    surname = one.surnames[min(era, len(one.surnames) - 1)]
    suffix = one.suffix if draw.random() < 0.7 else ""
    names = [" ".join(filter(None, (given, given and middle, surname, given and suffix)))]
    if len(one.surnames) > 1 and draw.random() < 0.3:
        names += [f"{one.given} {other}" for other in one.surnames]
    return names


def mention(one: Person, number: int, draw: random.Random) -> Local:
    """What one document tells of somebody, as the local entity of that document."""
    era = draw.randrange(2)
    names = written(one, era, draw)
    now = one.posts[min(era, len(one.posts) - 1)]
    context: list[tuple[str, str]] = []
    deciding = ""
    if draw.random() < 0.65:
        context = [("post", BASE + "post/" + now[0]), ("jurisdiction", BASE + "jurisdiction/" + now[1])]
        deciding = now[0]
    if draw.random() < 0.25:
        context.append(("organization", BASE + "organization/" + one.organization))
        deciding = deciding or one.organization
    if len(one.posts) > era > 0 and draw.random() < 0.3:
        context.append(("former-post", BASE + "post/" + one.posts[0][0]))
    if draw.random() < 0.25:
        context.append(("party", BASE + "organization/" + one.party))
        context.append(("jurisdiction", f"{BASE}jurisdiction/us-{one.state}"))
    if draw.random() < 0.5:
        context += [("with", other) for other in one.circle if draw.random() < 0.5]
    slug = vocab.unlinked_slug(fold(max(names, key=len)), deciding or f"document-{number}")
    linked = one.linked and draw.random() < 0.6
    return Local(
        iri=f"{BASE}person/row-{one.number}" if linked else f"{BASE}person/{slug}",
        kind=Kind.PERSON,
        linked=linked,
        names=tuple(sorted(set(names))),
        documents=frozenset({f"{BASE}doc/{number:012x}"}),
        context=frozenset(context),
        identifiers=frozenset(),
        earliest="",
        latest="",
    )


SHORT: dict[str, list[str]] = defaultdict(list)
for _short, _formal in nicknames().items():
    for _given in _formal:
        SHORT[_given].append(_short)


def drawn(people: int, mentions: int, seed: int) -> list[tuple[int, Local]]:
    """(number of the person, what one document tells of them): some people often, most seldom."""
    draw = random.Random(seed)  # noqa: S311 - the same people each time
    everybody = [person(number, draw) for number in range(people)]
    weights = [draw.paretovariate(1.5) for _ in everybody]
    chosen = everybody + draw.choices(everybody, weights, k=mentions - people)
    return [(one.number, mention(one, number, draw)) for number, one in enumerate(chosen)]


def locals_of(told: Sequence[tuple[int, Local]]) -> list[Local]:
    """The mentions of one IRI as one local entity."""
    by_iri: dict[str, list[Local]] = defaultdict(list)
    for _, local in told:
        by_iri[local.iri].append(local)
    return [
        Local(
            iri=iri,
            kind=Kind.PERSON,
            linked=found[0].linked,
            names=tuple(sorted({name for local in found for name in local.names})),
            documents=frozenset().union(*(local.documents for local in found)),
            context=frozenset().union(*(local.context for local in found)),
            identifiers=frozenset(),
            earliest="",
            latest="",
        )
        for iri, found in by_iri.items()
    ]


def blocks(entities: Sequence[Local]) -> list[list[Local]]:
    """The entities that hang together by their keys."""
    by_iri = {local.iri: local for local in entities}
    keyed = {iri: keys(local) for iri, local in by_iri.items()}
    having: dict[str, list[str]] = defaultdict(list)
    for iri, some in keyed.items():
        for key in some:
            having[key].append(iri)
    found = components(by_iri, lambda iri: keyed[iri], lambda key: having.get(key, ()))
    return [[by_iri[iri] for iri in block] for block in found]


def plain(entities: Sequence[Local]) -> list[Merge]:
    """By the rules of the core, block by block."""
    return [merge for block in blocks(entities) for merge in merges(block)]


def weighed(entities: Sequence[Local]) -> list[Merge]:
    """By the rules, and what they leave open by splink."""
    settled = [Clusters(block) for block in blocks(entities) if len(block) > 1]
    for clusters in settled:
        clusters.settle()
    linkage.join(settled)
    return [merge for clusters in settled for merge in clusters.merges()]


def weighted(told: Sequence[tuple[int, Local]], entities: Sequence[Local]) -> dict[str, Any]:
    """The model with its probabilities as they are among these mentions."""
    model: dict[str, Any] = json.loads(MODEL.read_text(encoding="utf-8"))
    settled = [Clusters(block) for block in blocks(entities) if len(block) > 1]
    for clusters in settled:
        clusters.settle()
    into = {merge.iri: merge.into for clusters in settled for merge in clusters.merges()}
    people: dict[str, Counter[int]] = defaultdict(Counter)
    for number, local in told:
        people[into.get(local.iri, local.iri)][number] += 1
    names = [comparison["output_column_name"] for comparison in model["comparisons"]]
    rows = [row for clusters in settled for row in linkage.rows_of(clusters.seen)]
    kept = {"retain_intermediate_calculation_columns": True, "retain_matching_columns": True}
    pairs = linkage.linker(rows, model | kept).inference.predict(warning_mode="never").as_duckdbpyrelation()
    levels: dict[tuple[str, int, bool], float] = defaultdict(
        float
    )  # (comparison, level, whether the two are one person)
    for one, other, *held in pairs.project(", ".join(["iri_l", "iri_r", *(f"gamma_{n}" for n in names)])).fetchall():
        mine, theirs = people[one], people[other]
        same = sum(count * theirs[number] for number, count in mine.items()) / (mine.total() * theirs.total())
        for name, level in [("", 0), *zip(names, held, strict=True)]:
            levels[name, level, True] += same
            levels[name, level, False] += 1 - same
    model["probability_two_random_records_match"] = _part(levels["", 0, True], levels["", 0, False])
    for comparison in model["comparisons"]:
        known = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        for side, same in (("m_probability", True), ("u_probability", False)):
            # splink numbers levels from the last, 0, up.
            counts = [levels[comparison["output_column_name"], len(known) - 1 - at, same] for at in range(len(known))]
            for level, count in zip(known, counts, strict=True):
                level[side] = _part(count + 1, sum(counts) - count + len(known) - 1)
    return model


def _part(count: float, others: float) -> float:
    """To four digits, and never nothing."""
    return max(round(count / (count + others), 4), 0.0001)


def score(told: Sequence[tuple[int, Local]], found: Iterable[Merge]) -> dict[str, float]:
    """Pairwise precision and recall over mentions."""
    into = {merge.iri: merge.into for merge in found}
    joint = Counter((number, into.get(local.iri, local.iri)) for number, local in told)
    right = sum(comb(n, 2) for n in joint.values())
    made = sum(comb(n, 2) for n in Counter(into.get(local.iri, local.iri) for _, local in told).values())
    true = sum(comb(n, 2) for n in Counter(number for number, _ in told).values())
    return {"precision": round(right / made, 4), "recall": round(right / true, 4)}


def timed(told: Sequence[tuple[int, Local]], entities: Sequence[Local], decide: Decide) -> dict[str, float]:
    """Precision, recall and seconds of a way to decide."""
    start = time.perf_counter()
    found = list(decide(entities))
    seconds = time.perf_counter() - start
    return {**score(told, found), "seconds": round(seconds, 2)}


def main() -> None:
    """Draws, decides, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--json", action="store_true", help="one line")
    parser.add_argument("--weights", action="store_true", help="count the weights of the model anew")
    options = parser.parse_args()
    told = drawn(options.people, options.mentions, options.seed)
    entities = locals_of(told)
    if options.weights:
        MODEL.write_text(json.dumps(weighted(told, entities), indent=2) + "\n", encoding="utf-8")
        return
    figures: dict[str, object] = {
        "mentions": len(told),
        "people": options.people,
        "locals": len(entities),
        "by local IRI": score(told, ()),
        "plain": timed(told, entities, plain),
        "splink": timed(told, entities, weighed),
    }
    print(json.dumps(figures, indent=None if options.json else 2))


if __name__ == "__main__":
    main()
