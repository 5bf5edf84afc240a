"""Who is who in the documents of a synthetic graph: holders of posts, parties, sponsors of policies."""

from datetime import date
from random import Random

from synthetic_tables import (
    COUNTIES,
    FIRST_COUNTY,
    FIRST_STATE,
    FIRST_TOWN,
    GIVEN,
    PEOPLE,
    STATES,
    TOWNS,
    Named,
    area,
    claim_iri,
    day,
    hashed,
    iri,
    word,
)
from synthetic_texts import Corpus, Piece, Text

from policygraph import vocab

TOPICS = ("the harbour", "the new depot", "school meals", "the old bridge", "river tolls", "night buses")
ALL_TOWNS = STATES * COUNTIES * TOWNS
_POLICIES = 400


class People(Text):
    """A document's people. `origin` is the number of one whose first post it tells again, mostly its own."""

    def __init__(self, corpus: Corpus, number: int, published: date, origin: int) -> None:
        super().__init__(corpus, number)
        self._published, self._origin = published, origin
        self._random = Random(number)  # noqa: S311 -- no secret
        self._town = FIRST_TOWN + self._skewed(ALL_TOWNS)
        self._county = area(self._town).parents[0]
        self._state = FIRST_STATE + (self._county - FIRST_COUNTY) // COUNTIES
        self._people: list[tuple[Named, Named]] = []
        self._policies: list[Named] = []

    def _skewed(self, size: int) -> int:
        """A number below `size`, small ones far more often: few are named everywhere, most hardly ever."""
        return int(size * self._random.random() ** 3)

    def _holding(self, turn: int) -> None:
        """Somebody in office: from the tables in every other sentence, else known from this text only."""
        again, number = turn == 0 and self._origin != self._number, -1
        if turn % 2:
            number = self._skewed(PEOPLE)
            person, (post, seat) = self._tables.person(number), self._tables.office(number)
        else:
            origin = self._origin if turn == 0 else self._number
            # Whoever is told of again has a post of the tables, of the same place in both documents.
            near = (self._town, self._county, self._state)[turn % 3]
            seat = FIRST_TOWN + origin * 13 % ALL_TOWNS if turn == 0 else near
            person = self._newcomer(turn, origin, self._number)
            post = self._deputy(turn, seat) if turn else self._tables.post(seat, origin)
        place = self._tables.jurisdiction(seat)
        if again:
            self._same_person(person, post)
        pieces: list[Piece] = [self._mention(person), ", the ", self._mention(post, post.name.partition(" of ")[0])]
        pieces += [" of ", self._mention(place)]
        if in_body := turn in (2, 5):
            body = self._tables.body(seat)
            pieces += [" in the ", self._mention(body)]
        said = self._sentence(*pieces, ", came to speak of ", TOPICS[turn % 6], " in the hall that day")
        self._claim(said, person, vocab.HOLDS, f"<{post.iri}>")
        if turn in (2, 4, 6):
            self._claim(said, post, vocab.HAS_JURISDICTION, f"<{place.iri}>")
        if in_body:
            self._claim(said, post, vocab.POST_IN, f"<{body.iri}>")
        self._membership(person, post, body if turn == 2 else None, again=again)
        if number % 4 == 1:
            for bound in self._tables.term(_membership(person, post), number):
                self._corpus.attested(_membership(person, post), bound)
        self._people.append((person, post))

    def _deputy(self, turn: int, seat: int) -> Named:
        """A post that no table knows."""
        title = f"Deputy {word(turn)} Officer"
        return Named(iri("post", f"deputy-{hashed(title, seat, digits=6)}"), title, (vocab.POST,))

    def _newcomer(self, turn: int, origin: int, number: int) -> Named:
        name = f"{GIVEN[(origin + turn) % len(GIVEN)]} {word(origin * 31 + turn * 17)}"
        return self._local("person", name, (vocab.PERSON,), number)

    def _membership(self, person: Named, post: Named, body: Named | None, *, again: bool) -> None:
        membership, say = _membership(person, post), self._graph.say
        say(membership, vocab.RDF_TYPE, f"<{vocab.MEMBERSHIP}>")
        say(membership, vocab.MEMBER, f"<{person.iri}>")
        say(membership, vocab.MEMBERSHIP_POST, f"<{post.iri}>")
        say(membership, vocab.ATTESTED_ON, day(self._published))
        if body:
            say(membership, vocab.MEMBERSHIP_ORGANIZATION, f"<{body.iri}>")
        canonical = self._newcomer(0, self._origin, self._origin) if again else person
        self._corpus.attested(_membership(canonical, post), self._published)

    def _same_person(self, person: Named, post: Named) -> None:
        """The first holder is who the document before told of: identity says so of all that is named after them."""
        canonical = self._newcomer(0, self._origin, self._origin)
        self._corpus.replaced(person.iri, canonical.iri, "same name and post")
        self._corpus.replaced(_membership(person, post), _membership(canonical, post))
        local, other = (claim_iri(one.iri, vocab.HOLDS, f"<{post.iri}>") for one in (person, canonical))
        self._corpus.replaced(local, other)

    def _affiliation(self, turn: int) -> None:
        """A party, whom somebody represents, what they lead or held before."""
        person, post = self._people[1 + 2 * turn]
        party = self._tables.party(self._random.randrange(3))
        pieces: list[Piece] = [self._mention(person), " of the ", self._mention(party)]
        place = self._tables.jurisdiction(self._county)
        if represents := turn % 2 == 0:
            pieces += [" represents ", self._mention(place)]
        if former := turn == 1:
            post = self._tables.post(self._county, self._number)
            pieces += [", the former ", self._mention(post, post.name.partition(" of ")[0])]
        if leads := turn == 3:
            fund = self._local("organization", f"{word(self._number)} Fund", (vocab.ORGANIZATION,))
            pieces += [", head of the ", self._mention(fund)]
        said = self._sentence(*pieces, " and had this to say")
        self._claim(said, person, vocab.MEMBER_OF, f"<{party.iri}>")
        if represents:
            self._claim(said, person, vocab.REPRESENTS, f"<{place.iri}>")
        if former:
            self._claim(said, person, vocab.FORMERLY_HELD, f"<{post.iri}>")
        if leads:
            self._claim(said, person, vocab.HEAD_OF, f"<{fund.iri}>")

    def _policy(self, turn: int) -> None:
        """A law or plan; few have a sponsor."""
        number = self._skewed(_POLICIES)
        law = number % 4 != 3
        name = f"{word(number)} {'Act' if law else 'Plan'}"
        classes = (vocab.POLICY, vocab.LEGISLATION) if law else (vocab.POLICY,)
        policy = Named(iri("policy", name.lower().replace(" ", "-")), name, classes)
        self._policies.append(policy)
        person = self._people[turn][0]
        told = self._sentence(self._mention(person), " wrote of the ", self._mention(policy), " for an hour")
        if number % 2:
            self._graph.say(policy.iri, vocab.LEGISLATION_IDENTIFIER, f'"S.B. {number}"')
        if turn == 0 and self._number % 7 == 0:
            self._claim(told, policy, vocab.SPONSOR, f"<{person.iri}>")


def _membership(person: Named, post: Named) -> str:
    return iri("membership", f"{person.iri.rpartition('/')[2]}--{post.iri.rpartition('/')[2]}")
