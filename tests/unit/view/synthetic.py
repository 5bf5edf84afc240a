"""An invented graph of any size in the shape of the graph contract, for the viewer's tests.

As a program: `synthetic.py ENTITIES FILE.html [--hostile | --star] [--classic]` writes its page, so that tests can make
one under another PYTHONHASHSEED and the browser tests need not import this file.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from policygraph import vocab
from policygraph.model import Kind

COUNTIES = (
    "Alder",
    "Birch",
    "Cedar",
    "Dogwood",
    "Elm",
    "Fir",
    "Ginkgo",
    "Hazel",
    "Ironwood",
    "Juniper",
    "Kauri",
    "Larch",
    "Maple",
    "Nutmeg",
    "Oak",
    "Pine",
)
FIRST = (
    "Ada",
    "Bruno",
    "Chiara",
    "Dmitri",
    "Esme",
    "Farid",
    "Greta",
    "Hamid",
    "Inga",
    "Jorge",
    "Kaito",
    "Lena",
    "Marek",
    "Nadia",
    "Oskar",
    "Priya",
    "Quentin",
)
LAST = (
    "Abara",
    "Brightwater",
    "Castellane",
    "Drummond",
    "Eastlake",
    "Fennimore",
    "Galbraith",
    "Holloway",
    "Ibarra",
    "Jessup",
    "Kirkwood",
)
OFFICES = ("County Executive", "Sheriff", "County Judge", "Board President", "Clerk", "State's Attorney")
BODIES = ("Department of Harbours", "Tenants' Union", "Board of Commissioners", "Office of Public Records")
MEASURES = ("Open Ledger Act", "Ordinance on Detainers", "Resolution on Shelters", "Clean Harbour Bill")
OUTLETS = ("The Harbour Courier", "Valley Public Radio", "Office of the Governor")
HOSTILE = (
    "<img src=x onerror=\"window.pwned='image'\">",
    "</script><script>window.pwned='script'</script>",
    '" onmouseover="window.pwned=1" \' x=\'',
    "<a href=\"javascript:window.pwned='link'\">href</a>",
    "{{ 7 * 7 }} {% raw %} ]]> <!-- <script>",
    "line\u2028separator\u2029and\u0085next",
)
FOREIGN = ("東京都知事室", "بلدية المدينة القديمة", "Thành phố Hồ Chí Minh", "Relief 🚒 Fund")


@dataclass(slots=True)
class Graph:
    """Quads of the default graph under construction."""

    store: Store = field(default_factory=Store)
    mint: vocab.Minter = field(default_factory=vocab.Minter)
    claims: int = 0

    def add(self, subject: str, predicate: str, *values: str | Literal) -> None:
        for value in values:
            term = value if isinstance(value, Literal) else NamedNode(value)
            self.store.add(Quad(NamedNode(subject), NamedNode(predicate), term, DefaultGraph()))

    def entity(self, kind: Kind, name: str, *, aliases: tuple[str, ...] = (), slug: str = "") -> str:
        iri = self.mint.entity(kind, slug or vocab.unlinked_slug(name, "synthetic"))
        self.add(iri, vocab.RDF_TYPE, vocab.CLASS_OF[kind])
        self.add(iri, vocab.RDFS_LABEL, Literal(name))
        self.add(iri, vocab.ALT_LABEL, *map(Literal, aliases))
        return iri

    def document(self, name: str, *, title: str, publisher: str, published: str, url: str = "") -> str:
        iri = self.mint.document(name)
        self.add(iri, vocab.RDF_TYPE, vocab.NEWS_ARTICLE)
        self.add(iri, vocab.HEADLINE, Literal(title))
        self.add(iri, vocab.PUBLISHER, publisher if publisher.startswith("http") else Literal(publisher))
        self.add(iri, vocab.DATE_PUBLISHED, Literal(published, datatype=NamedNode(vocab.XSD_DATE)))
        self.add(iri, vocab.SOURCE, Literal(url or f"{name}.txt"))
        if url:
            self.add(iri, vocab.URL, Literal(url))
        return iri

    def claim(
        self,
        subject: str,
        predicate: str,
        obj: str | Literal,
        evidence: tuple[tuple[str, str], ...],  # (document, sentence)
        *,
        rule: str = "pattern",
        confidence: str = "",
        polarity: str = "affirmed",
        modality: str = "stated",
        attributed_to: str = "",
    ) -> str:
        value = obj.value if isinstance(obj, Literal) else obj
        iri = self.mint.claim(subject, predicate, value, polarity, modality, attributed_to)
        self.add(iri, vocab.RDF_TYPE, vocab.CLAIM)
        self.add(iri, vocab.SUBJECT, subject)
        self.add(iri, vocab.PREDICATE, predicate)
        self.add(iri, vocab.OBJECT, obj)
        self.add(iri, vocab.POLARITY, Literal(polarity))
        self.add(iri, vocab.MODALITY, Literal(modality))
        if attributed_to:
            self.add(iri, vocab.ATTRIBUTED_TO, attributed_to)
        elif polarity == "affirmed" and modality == "stated":
            self.add(subject, predicate, obj)
        for number, (document, sentence) in enumerate(evidence):
            self._evidence(f"{iri.rsplit('/', 1)[1]}-{number}", iri, document, sentence, rule, confidence)
            self.add(iri, vocab.WAS_DERIVED_FROM, document)
        self.claims += 1
        return iri

    def _evidence(self, local: str, claim: str, document: str, sentence: str, rule: str, confidence: str) -> None:
        evidence = self.mint.iri("evidence", local)
        self.add(evidence, vocab.RDF_TYPE, vocab.EVIDENCE)
        self.add(evidence, vocab.EVIDENCE_CLAIM, claim)
        self.add(evidence, vocab.EVIDENCE_DOCUMENT, document)
        self.add(evidence, vocab.SENTENCE, Literal(sentence))
        self.add(evidence, vocab.RULE, Literal(rule))
        if confidence:
            self.add(evidence, vocab.CONFIDENCE, Literal(confidence, datatype=NamedNode(vocab.XSD_DECIMAL)))

    def statement(self, local: str, text: str, document: str, *, source: str = "", said: str = "") -> str:
        iri = self.mint.iri("attribution", local)
        self.add(iri, vocab.RDF_TYPE, vocab.ATTRIBUTION)
        self.add(iri, vocab.TEXT, Literal(text))
        self.add(iri, vocab.CUE, Literal("said"))
        self.add(iri, vocab.MANNER, Literal("direct"))
        self.add(iri, vocab.SOURCE_TEXT, Literal("the official"))
        self.add(iri, vocab.WAS_QUOTED_FROM, document)
        if source:
            self.add(iri, vocab.CREATOR, source)
        if said:
            self.add(iri, vocab.DATE_CREATED, Literal(said, datatype=NamedNode(vocab.XSD_DATE)))
        return iri


def store(entities: int) -> Store:
    """A store of about `entities` entities: counties, officials, bodies, measures, letters and visits.

    Of N: N/5 jurisdictions, N/4 people, every other with a post, N/8 bodies, N/12 measures, N/7 events, told
    of in N/8 documents; all rounded down, so 73 of 80 and 462 of 500.
    """
    graph, rng = Graph(), random.Random(20170421)
    documents = list(_documents(graph, max(3, entities // 8)))
    places = _jurisdictions(graph, rng, max(4, entities // 5), documents)
    people = _officials(graph, rng, max(4, entities // 4), places, documents)
    bodies = _bodies(graph, rng, max(2, entities // 8), places, documents)
    measures = _measures(graph, rng, max(2, entities // 12), people, bodies, documents)
    _events(graph, rng, max(2, entities // 7), people + bodies, places, measures, documents)
    return graph.store


def _documents(graph: Graph, count: int) -> Iterator[str]:
    for number in range(count):
        yield graph.document(
            f"{number:012x}",
            title=f"Harbour board hears report no. {number + 1}",
            publisher=OUTLETS[number % len(OUTLETS)],
            published=(date(2017, 3, 1) + timedelta(days=number)).isoformat(),
            url=f"https://news.example/{number}" if number % 3 else "",
        )


def _jurisdictions(graph: Graph, rng: random.Random, count: int, documents: list[str]) -> list[str]:
    country = graph.entity(Kind.JURISDICTION, "Republic of Arboria", aliases=("The Commonwealth",))
    graph.add(country, vocab.EXACT_MATCH, "http://www.wikidata.org/entity/Q999000")
    made = [country]
    for number in range(count - 1):
        name = f"{COUNTIES[number % len(COUNTIES)]} {'County' if number % 3 else 'Heights'}"
        if number >= len(COUNTIES):
            name = f"{name} {number // len(COUNTIES) + 1}"
        iri = graph.entity(Kind.JURISDICTION, name)
        graph.add(iri, vocab.GEOID, Literal(f"{90000 + number}"))
        graph.add(iri, vocab.EXACT_MATCH, f"https://sws.geonames.org/{7000000 + number}/")
        parent = rng.choice(made[: max(1, len(made) // 3)])
        evidence = (rng.choice(documents), f"{name} lies in the same jurisdiction as the harbour.")
        graph.claim(iri, vocab.CONTAINED_IN_PLACE, parent, (evidence,), rule="table row")
        made.append(iri)
    return made


def _officials(graph: Graph, rng: random.Random, count: int, places: list[str], documents: list[str]) -> list[str]:
    made = []
    for number in range(count):
        first, last = FIRST[number % len(FIRST)], LAST[(number * 7) % len(LAST)]
        name = f"{first} {last}" if number < 187 else f"{first} {last} {number}"
        person = graph.entity(Kind.PERSON, name, aliases=(last,))
        made.append(person)
        if number % 2 == 0:
            _office(graph, rng, number, person, name, rng.choice(places), documents)
        for said in range(number % 4):
            graph.statement(
                f"{number:x}-{said}",
                f"The harbour is open to all, and report {said} says so",
                rng.choice(documents),
                source=person,
                said="2017-04-21",
            )
    return made


def _office(
    graph: Graph, rng: random.Random, number: int, person: str, name: str, place: str, documents: list[str]
) -> None:
    office = rng.choice(OFFICES)
    post = graph.entity(Kind.POST, f"{office} of District {number // 2 + 1}")
    evidence = tuple(
        (rng.choice(documents), f"{office} {name} told the board that report {report} was late.")
        for report in range(rng.randint(1, 4))
    )
    graph.claim(person, vocab.HOLDS, post, evidence, rule="title-before-name", confidence="0.97")
    graph.claim(post, vocab.HAS_JURISDICTION, place, evidence[:1], rule="title-before-name")
    membership = graph.mint.membership(person.rsplit("/", 1)[1], post.rsplit("/", 1)[1])
    graph.add(membership, vocab.RDF_TYPE, vocab.MEMBERSHIP)
    graph.add(membership, vocab.MEMBER, person)
    graph.add(membership, vocab.MEMBERSHIP_POST, post)
    graph.add(membership, vocab.EARLIEST, Literal("2016-01-04", datatype=NamedNode(vocab.XSD_DATE)))


def _bodies(graph: Graph, rng: random.Random, count: int, places: list[str], documents: list[str]) -> list[str]:
    made = []
    for number in range(count):
        place = COUNTIES[number % len(COUNTIES)]
        body = graph.entity(Kind.ORGANIZATION, f"{place} {BODIES[number % len(BODIES)]} {number // 16 or ''}".strip())
        evidence = (rng.choice(documents), f"The {place} body keeps its office there.")
        graph.claim(body, vocab.BASED_NEAR, rng.choice(places), (evidence,), confidence="0.41")
        made.append(body)
    return made


def _measures(
    graph: Graph, rng: random.Random, count: int, people: list[str], bodies: list[str], documents: list[str]
) -> list[str]:
    made = []
    for number in range(count):
        name = f"{MEASURES[number % len(MEASURES)]} of {2010 + number}"
        measure = graph.entity(Kind.POLICY, name)
        made.append(measure)
        for supporter in rng.sample(people, min(2, len(people))):
            evidence = (rng.choice(documents), f"The official spoke for the {name}.")
            graph.claim(supporter, vocab.SUPPORTS, measure, (evidence,), confidence="0.88")
        evidence = (rng.choice(documents), f"The union is said to oppose the {name}.")
        graph.claim(rng.choice(bodies), vocab.OPPOSES, measure, (evidence,), modality="alleged")
    return made


def _events(
    graph: Graph,
    rng: random.Random,
    count: int,
    actors: list[str],
    places: list[str],
    measures: list[str],
    documents: list[str],
) -> None:
    for number in range(count):
        kind = ("Correspondence", "Visit", "Meeting")[number % 3]
        name = f"{'Letter' if kind == 'Correspondence' else kind} of {number % 28 + 1} March 2017"
        event = graph.entity(Kind.EVENT, name, slug=f"{kind.lower()}-{number:010x}")
        graph.add(event, vocab.RDF_TYPE, vocab.PG + kind)
        evidence = tuple(
            (document, f"A {kind.lower()} took place, the record says, on {number % 28 + 1} March.")
            for document in rng.sample(documents, 2)
        )
        graph.claim(event, vocab.AGENT, rng.choice(actors), evidence, confidence="0.9")
        for place in rng.sample(places, min(len(places), rng.randint(1, 4))):
            graph.claim(event, vocab.RECIPIENT, place, evidence[:1])
        graph.add(event, vocab.ABOUT, rng.choice(measures))
        start = Literal(f"2017-03-{number % 28 + 1:02}", datatype=NamedNode(vocab.XSD_DATE))
        graph.claim(event, vocab.START_DATE, start, evidence[:1])


def hostile_store() -> Store:
    """A small store whose every text is an attack or foreign script, with parallel edges and a self-loop."""
    graph = Graph()
    documents = [
        graph.document(
            f"{number:012x}",
            title=text,
            publisher=text,
            published="2017-04-21",
            url="javascript:window.pwned='url'" if number % 2 else "https://news.example/?q=<b>\"'",
        )
        for number, text in enumerate(HOSTILE)
    ]
    made = [
        graph.entity(Kind.ORGANIZATION, text, aliases=(f"alias {text}",), slug=f"hostile-{number}")
        for number, text in enumerate((*HOSTILE, *FOREIGN))
    ]
    for number, (subject, obj) in enumerate(pairwise(made)):
        text = (*HOSTILE, *FOREIGN)[number]
        document = documents[number % len(documents)]
        graph.claim(subject, vocab.SUPPORTS, obj, ((document, f"Sentence {text}"),), rule=text)
        graph.statement(f"hostile-{number}", text, document, source=subject)
        graph.add(subject, vocab.EXACT_MATCH, "javascript:window.pwned='identifier'")
        graph.add(subject, vocab.GEOID, Literal(text))
    document = documents[0]
    for predicate in (vocab.OPPOSES, vocab.MEMBER_OF, vocab.SUB_ORGANIZATION_OF):
        graph.claim(made[0], predicate, made[1], ((document, f"Parallel {predicate}"),))
        graph.claim(made[0], predicate, made[0], ((document, f"Loop {predicate}"),))
    return graph.store


def star_store(entities: int, around: int) -> Store:
    """So many jurisdictions, so many of them around one."""
    graph = Graph()
    document = graph.document("0" * 12, title="Harbour board", publisher=OUTLETS[0], published="2017-03-01")
    country = graph.entity(Kind.JURISDICTION, "Republic of Arboria")
    for number in range(entities - 1):
        place = graph.entity(Kind.JURISDICTION, f"District {number}")
        if number < around:
            graph.claim(place, vocab.CONTAINED_IN_PLACE, country, ((document, f"District {number} lies there."),))
    return graph.store


def main(entities: str, page: str, *flags: str) -> None:
    """Write the page of a synthetic graph."""
    from policygraph import view  # noqa: PLC0415 - the generator itself needs no viewer

    if "--hostile" in flags:
        made = hostile_store()
    elif "--star" in flags:
        made = star_store(int(entities), 399)
    else:
        made = store(int(entities))
    view.write(view.load(made), Path(page), classic="--classic" in flags)


if __name__ == "__main__":
    main(*sys.argv[1:])
