"""The documents of a synthetic graph: invented texts, and what would be found in them.

How often each element comes is taken from the graph of the sample articles: in a document some 80 mentions, 40 claims,
10 holders of posts, 10 quotations and 7 events.
"""

from datetime import date, timedelta
from random import Random

from synthetic_people import ALL_TOWNS, TOPICS, People
from synthetic_tables import (
    FIRST_TOWN,
    GIVEN,
    JURISDICTIONS,
    PEOPLE,
    Named,
    area,
    claim_iri,
    day,
    decimal,
    hashed,
    iri,
    word,
)
from synthetic_texts import DOCUMENT, PLAIN, Piece

from policygraph import vocab

# (class, what the agent did), as often as each is in the sample articles.
_EVENTS = (
    *[("LegalAction", "sued over")] * 5,
    *[("LegislativeAction", "passed a motion on")] * 4,
    *[("Correspondence", "wrote about")] * 2,
    *[("ExecutiveAction", "signed an order on"), ("Appointment", "named a head of"), ("Visit", "came for")] * 2,
    *[("Election", "won a vote on"), ("Protest", "rallied for"), ("Incident", "was hurt at")],
    *[
        ("Speech", "spoke of"),
        ("NewsConference", "told reporters of"),
        ("Meeting", "met over"),
        ("Enforcement", "shut"),
    ],
)
_SAYINGS = ("It will cost less than we feared", "Nobody asked the people who live here", "The vote comes too late")
FIRST_DAY, DAYS = date(2015, 1, 1), 2_000  # of publication


class Article(People):
    """A document. The first event is that of its origin too."""

    def written(self) -> tuple[str, str, int]:
        """The document's IRI, the N-Quads of its graph, and how many these are."""
        headline = f"Report {self._number} from {area(self._town).name}"
        self._sentence(f"Report {self._number} from ", self._mention(self._tables.jurisdiction(self._town)))
        for turn in range(10):
            self._holding(turn)
        for turn in range(4):
            self._affiliation(turn)
        for turn in range(3):
            self._policy(turn)
        for turn in range(7):
            self._event(turn)
        for turn in range(10):
            self._quotation(turn)
        self._ambiguous()
        self._rare()
        digest = self._finished()
        self._described(headline, digest)
        name = iri("doc", digest[:12])
        return name, self._graph.text().replace(DOCUMENT, name), len(self._graph)

    def _described(self, headline: str, digest: str) -> None:
        say, number = self._graph.say, self._number
        say(DOCUMENT, vocab.RDF_TYPE, f"<{vocab.NEWS_ARTICLE}>")
        say(DOCUMENT, vocab.HEADLINE, f'"{headline}"')
        say(DOCUMENT, vocab.DATE_PUBLISHED, day(self._published))
        say(DOCUMENT, vocab.IN_LANGUAGE, '"en"')
        say(DOCUMENT, vocab.SHA256, f'"{digest}"')
        say(DOCUMENT, vocab.SOURCE, f'"{number}.html"')
        if number % 2:
            classes = (vocab.ORGANIZATION, vocab.NEWS_MEDIA_ORGANIZATION)
            publisher = self._local("organization", f"{word(number % 40)} Courier", classes, "outlet")
            self._mention(publisher)
            say(DOCUMENT, vocab.PUBLISHER, f"<{publisher.iri}>")
            say(DOCUMENT, vocab.AUTHOR, f'"{GIVEN[number % len(GIVEN)]} {word(number % 300)}"')
            say(DOCUMENT, vocab.URL, f'"https://news.example/{number}.html"')

    def _event(self, turn: int) -> None:
        """An event; the first one's agent, place and day are those of the origin's."""
        origin = self._origin if turn == 0 else self._number
        draw = Random(origin * 64 + turn)  # noqa: S311 -- no secret
        kind, did = draw.choice(_EVENTS)
        on = (FIRST_DAY + timedelta(draw.randrange(DAYS)) if turn == 0 else self._published) - timedelta(turn)
        agent = self._tables.person(int(PEOPLE * draw.random() ** 3)) if turn == 0 else self._people[turn][0]
        event = _happening(kind, turn, self._number)
        pieces: list[Piece] = [self._mention(agent), " ", (did, event), f" {draw.choice(TOPICS)}"]
        edges = [(vocab.AGENT, f"<{agent.iri}>")] if turn != 5 else []
        if turn in (1, 2, 3):
            place = draw.randrange(FIRST_TOWN // 6)
            other = self._tables.body(self._county) if turn == 1 else self._tables.jurisdiction(place)
            pieces += [" against ", self._mention(other)]
            edges.append((vocab.RECIPIENT, f"<{other.iri}>"))
        if turn in (0, 4):
            scene = self._tables.jurisdiction(int(JURISDICTIONS * draw.random() ** 3)) if turn == 0 else self._square()
            pieces += [" in ", self._mention(scene)]
            edges.append((vocab.LOCATION, f"<{scene.iri}>"))
        if turn == 6:
            company = self._people[turn + 1][0]
            pieces += [" together with ", self._mention(company)]
            edges.append((vocab.PARTICIPANT, f"<{company.iri}>"))
        if dated := turn not in (3, 5):
            edges.append((vocab.START_DATE, day(on)))
        if turn == 1 and self._number % 4 == 0:
            edges.append((vocab.DEADLINE, day(self._published + timedelta(30))))
        if turn == 0 and self._origin != self._number:
            self._same_event(event, _happening(kind, turn, origin), edges, on)
        said = self._sentence(*pieces, f" on {on}" if dated else " not long ago")
        self._told(event, edges, said, on if dated else None, put=("affirmed", "alleged") if turn == 5 else PLAIN)

    def _square(self) -> Named:
        """Where something happened: a square that no table knows, or the town or county."""
        if self._number % 2 == 0:
            return self._local("place", f"{word(self._number)} Square", (vocab.PLACE,))
        return self._tables.jurisdiction(self._town if self._number % 3 else self._county)

    def _told(
        self,
        event: Named,
        edges: list[tuple[str, str]],
        said: tuple[int, int, str],
        on: date | None,
        *,
        put: tuple[str, str],
    ) -> None:
        self._graph.classes(event)
        self._corpus.label(event)
        for predicate, value in edges:
            self._claim(said, event, predicate, value, put=put)
        if on:
            self._graph.say(event.iri, vocab.EARLIEST, day(on))
        self._graph.say(event.iri, vocab.LATEST, day(on or self._published))
        if said[0] % 3 == 0:
            policy = self._policies[said[0] % len(self._policies)]
            self._graph.say(event.iri, vocab.ABOUT, f"<{policy.iri}>")

    def _same_event(self, event: Named, canonical: Named, edges: list[tuple[str, str]], on: date) -> None:
        corpus = self._corpus
        corpus.replaced(event.iri, canonical.iri, "same type, day and agent")
        corpus.identity.say(canonical.iri, vocab.EARLIEST, day(on))
        corpus.identity.say(canonical.iri, vocab.LATEST, day(on))
        for predicate, value in edges:
            local, other = (claim_iri(one.iri, predicate, value) for one in (event, canonical))
            corpus.replaced(local, other)

    def _quotation(self, turn: int) -> None:
        """What somebody is quoted with; two of ten speakers are nobody known."""
        person, post = self._people[turn]
        known, say = turn not in (3, 8), self._graph.say
        attribution = iri("attribution", hashed(self._number, turn, digits=12))
        words = f"{_SAYINGS[(self._number + turn) % 3]}, {TOPICS[turn % 6]} most of all, as number {turn} of many shows"
        begin = self._length + 1
        self._sentence("“", words, "”, said ", self._mention(person) if known else "a resident", " at noon")
        self._quoted(attribution, vocab.TEXT, (begin, begin + len(words), words))
        say(attribution, vocab.RDF_TYPE, f"<{vocab.ATTRIBUTION}>")
        say(attribution, vocab.WAS_QUOTED_FROM, f"<{DOCUMENT}>")
        say(attribution, vocab.MANNER, f'"{("direct", "indirect", "direct", "mixed")[turn % 4]}"')
        say(attribution, vocab.CUE, '"said"')
        say(attribution, vocab.SOURCE_TEXT, f'"{person.name if known else "a resident"}"')
        say(attribution, vocab.LATEST, day(self._published))
        if known:
            say(attribution, vocab.CREATOR, f"<{person.iri}>")
            say(attribution, vocab.SPEAKER_POST, f"<{post.iri}>")
        if turn == 0:
            say(attribution, vocab.DATE_CREATED, day(self._published))
            say(attribution, vocab.EARLIEST, day(self._published))
        if turn in (4, 9):
            say(attribution, vocab.ABOUT, f"<{self._policies[turn % len(self._policies)].iri}>")
        if turn == 5 and self._number % 2:
            say(attribution, vocab.RECIPIENT, f"<{self._people[0][0].iri}>")

    def _ambiguous(self) -> None:
        """A place that may be one of two."""
        classes = (vocab.JURISDICTION, vocab.ADMINISTRATIVE_AREA)
        name = area(self._skewed(ALL_TOWNS) + FIRST_TOWN).name
        place = self._local("jurisdiction", name, classes)
        self._sentence("Some of them were from ", self._mention(place))
        for number in (1, 2):
            candidate = iri("candidate", hashed(self._number, number, digits=12))
            self._graph.say(place.iri, vocab.HAS_CANDIDATE, f"<{candidate}>")
            self._graph.say(candidate, vocab.RDF_TYPE, f"<{vocab.CANDIDATE}>")
            self._graph.say(candidate, vocab.IDENTIFIER, f'"xx-{number}"')
            self._graph.say(candidate, vocab.SCORE, decimal(9 - number))
            self._graph.say(candidate, vocab.REASON, '"population, in the state of other places"')

    def _rare(self) -> None:
        """One of the edges and properties that come hardly ever, each in its turn."""
        (person, _), (other, _) = self._people[0], self._people[2]
        fund = self._local("organization", f"{word(self._number)} Trust", (vocab.ORGANIZATION,))
        bank = self._local("organization", f"{word(self._number)} Bank", (vocab.ORGANIZATION,))
        event, policy = _happening("Meeting", 9, self._number), self._policies[0]
        county, state = self._tables.jurisdiction(self._county), self._tables.jurisdiction(self._state)
        edges: tuple[tuple[Named, str, Named], ...] = (
            (person, vocab.SUPPORTS, policy),
            (fund, vocab.OPPOSES, policy),
            (fund, vocab.FOUNDER, person),
            (fund, vocab.FUNDER, bank),
            (bank, vocab.SUB_ORGANIZATION_OF, fund),
            (bank, vocab.BASED_NEAR, county),
            (event, vocab.AGENT, other),
            (county, vocab.CONTAINED_IN_PLACE, state),
        )
        subject, predicate, value = edges[self._number % len(edges)]
        if subject is event:
            self._graph.classes(event)
            self._corpus.label(event)
            named: tuple[str, Named] = ("the meeting", event)
        else:
            named = self._mention(subject)
        said = self._sentence(named, " has to do with ", self._mention(value))
        by = person.iri if self._number % 5 == 4 and subject is not event else ""
        self._claim(said, subject, predicate, f"<{value.iri}>", by=by)
        if subject is event:
            self._claim(said, event, vocab.END_DATE, day(self._published))
            self._graph.say(event.iri, vocab.ATTENDANCE, '"about 80"')
            self._graph.say(event.iri, vocab.LATEST, day(self._published))


def _happening(kind: str, turn: int, number: int) -> Named:
    """The event that the document `number` tells of in its turn."""
    slug = f"{kind.lower()}-{hashed(kind, turn, number, digits=10)}"
    return Named(iri("event", slug), f"{kind} {number}-{turn}", (vocab.EVENT, f"{vocab.PG}{kind}"))
