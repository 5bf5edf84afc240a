"""Invented tables for synthetic graphs: a country down to its towns, their posts, bodies and people; no real names.

A row is worked out from its number, and what the reference graph says of it is written when a document first names it,
with what it lies in, as the identity stage does.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache

from policygraph import vocab

STATES, COUNTIES, TOWNS = 50, 60, 5  # of the country, of a state, of a county
FIRST_STATE, FIRST_COUNTY = 1, 1 + STATES
FIRST_TOWN = FIRST_COUNTY + STATES * COUNTIES
JURISDICTIONS = FIRST_TOWN + STATES * COUNTIES * TOWNS
PEOPLE = 3_000
GIVEN = ("Ada", "Bruno", "Carla", "Dario", "Edda", "Felix", "Gita", "Hugo", "Ilse", "Jonas", "Kaja", "Lars", "Mira")
_ONE = (
    "Bram",
    "Cor",
    "Dun",
    "Elm",
    "Fair",
    "Gold",
    "Harp",
    "Ives",
    "Kings",
    "Lang",
    "Mill",
    "Nor",
    "Oak",
    "Pen",
    "Red",
)
_TWO = ("ber", "den", "fer", "gar", "ken", "lan", "mar", "ner", "per", "ran", "sel", "ter", "ver", "wen", "yar", "zel")
_THREE = (
    "brook",
    "bury",
    "dale",
    "field",
    "ford",
    "gate",
    "ham",
    "holm",
    "ley",
    "mere",
    "ridge",
    "stead",
    "ton",
    "wick",
)
_NAMES = len(_ONE) * len(_TWO) * len(_THREE)
PARTIES = ("Amber Party", "Cobalt Party", "Linden Alliance")
OFFICES = {
    "country": ("President", "Secretary of Harbours"),
    "state": ("Governor", "Attorney General", "Senator", "Treasurer"),
    "county": ("Sheriff", "Clerk", "Assessor"),
    "municipality": ("Mayor", "Alderman", "Police Chief"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """An entity: its IRI, its canonical label and its classes."""

    iri: str
    name: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A row of the tables of jurisdictions, with the numbers of the rows it lies in."""

    slug: str
    name: str
    level: str
    parents: tuple[int, ...]


class Graph:
    """The lines of one named graph, each once, in the order they came."""

    def __init__(self, iri: str) -> None:
        self.iri, self._end = iri, f" <{iri}> .\n"
        self._lines: dict[str, None] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def text(self) -> str:
        """All of it as N-Quads."""
        return "".join(self._lines)

    def say(self, subject: str, predicate: str, value: str) -> None:
        """One quad; `value` is a term as N-Quads writes it, the others are IRIs."""
        self._lines[f"<{subject}> <{predicate}> {value}{self._end}"] = None

    def classes(self, named: Named) -> None:
        """The classes of an entity."""
        for kind in named.classes:
            self.say(named.iri, vocab.RDF_TYPE, f"<{kind}>")

    def claim(
        self, subject: str, predicate: str, value: str, put: tuple[str, str] = ("affirmed", "stated"), by: str = ""
    ) -> str:
        """A claim, and its plain edge if it yields one; `put` is polarity and modality, `by` whom it is attributed to.

        Returns the claim's IRI.
        """
        claim = claim_iri(subject, predicate, value, put, by)
        self.say(claim, vocab.RDF_TYPE, f"<{vocab.CLAIM}>")
        self.say(claim, vocab.SUBJECT, f"<{subject}>")
        self.say(claim, vocab.PREDICATE, f"<{predicate}>")
        self.say(claim, vocab.OBJECT, value)
        self.say(claim, vocab.POLARITY, f'"{put[0]}"')
        self.say(claim, vocab.MODALITY, f'"{put[1]}"')
        if by:
            self.say(claim, vocab.ATTRIBUTED_TO, f"<{by}>")
        elif put == ("affirmed", "stated"):
            self.say(subject, predicate, value)
        return claim


def hashed(*parts: object, digits: int) -> str:
    """The first hexadecimal digits of a hash of the parts."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:digits]


def iri(kind: str, slug: str) -> str:
    """The IRI of a resource of that kind."""
    return f"{vocab.BASE}{kind}/{slug}"


def claim_iri(
    subject: str, predicate: str, value: str, put: tuple[str, str] = ("affirmed", "stated"), by: str = ""
) -> str:
    """The IRI of the claim that says so."""
    return iri("claim", hashed(subject, predicate, value, *put, by, digits=16))


def day(value: date) -> str:
    """An xsd:date as N-Quads writes it."""
    return f'"{value}"^^<{vocab.XSD_DATE}>'


def decimal(value: float) -> str:
    """An xsd:decimal as N-Quads writes it."""
    return f'"{value:.2f}"^^<{vocab.XSD_DECIMAL}>'


def word(number: int) -> str:
    """An invented name; numbers that differ by less than 3,360 give different ones."""
    number %= _NAMES
    ones, twos = number // len(_THREE), len(_TWO)
    return _ONE[ones // twos] + _TWO[ones % twos] + _THREE[number % len(_THREE)]


@cache
def area(number: int) -> Area:
    """The jurisdiction of that number: the country is 0, then come states, counties and towns."""
    if number < FIRST_STATE:
        return Area("xx", "Lorrin", "country", ())
    if number < FIRST_COUNTY:
        code = chr(96 + (number + 25) // 26) + chr(97 + number % 26)
        return Area(f"xx-{code}", f"State of {word(number)}", "state", (0,))
    if number < FIRST_TOWN:
        state = FIRST_STATE + (number - FIRST_COUNTY) // COUNTIES
        name = word(number)
        return Area(f"{area(state).slug}-{name.lower()}-county", f"{name} County", "county", (state,))
    county = FIRST_COUNTY + (number - FIRST_TOWN) // TOWNS
    state = area(county).parents[0]
    name = word(number)
    # Every tenth town reaches into a second county, if there is one more in its state.
    twice = number % 10 == 0 and (county - FIRST_COUNTY + 1) % COUNTIES != 0
    parents = (county, county + 1) if twice else (county,)
    return Area(f"{area(state).slug}-{name.lower()}", name, "municipality", parents)


class Tables:
    """Entities of the tables; whatever is asked for comes into the reference graph."""

    def __init__(self) -> None:
        self.reference = Graph(vocab.REFERENCE_GRAPH)
        self._known: dict[str, Named] = {}

    def jurisdiction(self, number: int) -> Named:
        """The jurisdiction of that number, with all it lies in."""
        row = area(number)
        named, new = self._named("jurisdiction", row.slug, row.name, (vocab.JURISDICTION, vocab.ADMINISTRATIVE_AREA))
        if new:
            graph, at = self.reference, named.iri
            extra = {"country": vocab.COUNTRY, "state": vocab.STATE}.get(row.level, "")
            if row.level == "municipality" and number % 2:
                extra = vocab.CITY
            if extra:
                graph.say(at, vocab.RDF_TYPE, f"<{extra}>")
            graph.say(at, vocab.LEVEL, f"<{vocab.PG}{row.level}>")
            graph.say(at, vocab.EXACT_MATCH, f"<{vocab.WIKIDATA}Q{900_000_000 + number}>")
            if number % 4 == 0:
                graph.say(at, vocab.EXACT_MATCH, f"<{vocab.GEONAMES}{900_000_000 + number}/>")
            graph.say(at, vocab.LATITUDE, decimal(number * 7 % 9_000 / 100))
            graph.say(at, vocab.LONGITUDE, decimal(-(number * 11 % 18_000) / 100))
            if row.parents:
                graph.say(at, vocab.GEOID, f'"{number % 90 + 10}{number:05}"')
                graph.say(at, vocab.OCD_DIVISION, f'"ocd-division/country:xx/area:{number}"')
            for parent in row.parents:
                self._fact(named, vocab.CONTAINED_IN_PLACE, self.jurisdiction(parent), row.slug)
        return named

    def body(self, number: int) -> Named:
        """The board of a jurisdiction."""
        place = area(number)
        slug, classes = f"{place.slug}-board", (vocab.ORGANIZATION, vocab.GOVERNMENT_ORGANIZATION)
        named, new = self._named("organization", slug, f"{place.name} Board", classes)
        if new:
            self._fact(named, vocab.HAS_JURISDICTION, self.jurisdiction(number), slug)
            if place.level == "municipality" and number % 3 == 0:
                self._fact(named, vocab.SUB_ORGANIZATION_OF, self.body(place.parents[0]), slug)
        return named

    def party(self, number: int) -> Named:
        """One of the parties."""
        name = PARTIES[number % len(PARTIES)]
        slug, classes = f"xx-{name.lower().replace(' ', '-')}", (vocab.ORGANIZATION, vocab.POLITICAL_PARTY)
        return self._named("organization", slug, name, classes)[0]

    def post(self, number: int, office: int) -> Named:
        """An office of a jurisdiction."""
        place = area(number)
        title = OFFICES[place.level][office % len(OFFICES[place.level])]
        slug = f"{place.slug}-{title.lower().replace(' ', '-')}"
        # The class of a post is told by documents, and its label by the identity graph.
        known, new = self._named("post", slug, f"{title} of {place.name}", (vocab.POST,), labelled=False)
        if new:
            self._fact(known, vocab.HAS_JURISDICTION, self.jurisdiction(number), slug)
            if number % 2:
                match = f"<{vocab.WIKIDATA}Q{800_000_000 + number * 9 + office}>"
                self.reference.say(known.iri, vocab.EXACT_MATCH, match)
            if number % 3 == 0:
                self._fact(known, vocab.POST_IN, self.body(number), slug)
        return known

    def person(self, number: int) -> Named:
        """A person."""
        name = f"{GIVEN[number % len(GIVEN)]} {word(number)}"
        slug = f"{name.lower().replace(' ', '-')}-z{number:06}"
        named, new = self._named("person", slug, name, (vocab.PERSON,))
        if new:
            self.reference.say(named.iri, vocab.EXACT_MATCH, f"<{vocab.WIKIDATA}Q{700_000_000 + number}>")
            if number % 2 == 0:
                self.reference.say(named.iri, vocab.BIOGUIDE, f'"Z{number:06}"')
        return named

    def office(self, number: int) -> tuple[Named, int]:
        """The post that the person of that number holds, and the number of its jurisdiction."""
        seat = FIRST_STATE + number % STATES if number < 4 * STATES else FIRST_COUNTY + number - 4 * STATES
        return self.post(seat, number // STATES if number < 4 * STATES else number), seat

    def term(self, membership: str, number: int) -> tuple[date, date]:
        """The first and the last known day in office of the person of that number."""
        first, last = date(2011, 1, 4), date(2023, 1, 3)
        self.reference.say(membership, vocab.START_DATE, day(first))
        if number % 3:
            self.reference.say(membership, vocab.END_DATE, day(last))
        return (first, last) if number % 3 else (first, first)

    def _named(
        self, kind: str, slug: str, name: str, classes: tuple[str, ...], *, labelled: bool = True
    ) -> tuple[Named, bool]:
        """The entity, and whether it is asked for the first time."""
        if known := self._known.get(f"{kind}/{slug}"):
            return known, False
        named = self._known[f"{kind}/{slug}"] = Named(iri(kind, slug), name, classes)
        if labelled:
            self.reference.classes(named)
            self.reference.say(named.iri, vocab.RDFS_LABEL, f'"{name}"')
        return named, True

    def _fact(self, subject: Named, predicate: str, value: Named, row: str) -> None:
        """An edge that the tables tell, with its claim and the table's row as evidence."""
        graph = self.reference
        claim = graph.claim(subject.iri, predicate, f"<{value.iri}>")
        evidence = iri("evidence", hashed(claim, row, digits=16))
        graph.say(evidence, vocab.RDF_TYPE, f"<{vocab.EVIDENCE}>")
        graph.say(evidence, vocab.EVIDENCE_CLAIM, f"<{claim}>")
        graph.say(evidence, vocab.RULE, '"reference"')
        graph.say(evidence, vocab.SOURCE, f'"data/synthetic.tsv#{row}"')
