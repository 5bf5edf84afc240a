"""What users of such tools complain of, one written-out case a kind: names, places and titles.

Each was seen elsewhere or with spaCy's models alone; the sentences are ours, the people invented.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from policygraph import pipeline, vocab
from policygraph.annotate import Annotator
from policygraph.gazetteer import Gazetteer
from policygraph.model import Document, Extraction, Kind, Resolution, Status
from policygraph.resolve import resolve

pytestmark = pytest.mark.model


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A text as the extraction half leaves it."""

    text: str
    found: Extraction
    decided: dict[str, Resolution]
    gazetteer: Gazetteer

    def kinds(self, words: str) -> set[Kind]:
        """The kinds of the mentions of exactly these words."""
        return {m.kind for m in self.found.mentions if self.text[m.span.start : m.span.end] == words}

    def slugs(self, words: str) -> list[str]:
        """What the mentions of exactly these words became, in text order."""
        return [
            self.decided[m.id].entity.slug
            for m in self.found.mentions
            if self.text[m.span.start : m.span.end] == words and m.id in self.decided
        ]

    def named(self, kind: Kind) -> list[str]:
        """The words of the mentions of a kind that became an entity."""
        return [
            self.text[m.span.start : m.span.end] for m in self.found.mentions if m.kind is kind and m.id in self.decided
        ]

    def linked_levels(self) -> set[str]:
        """The levels of the table rows that something was linked to."""
        slugs = {r.entity.slug for r in self.decided.values() if r.status is Status.LINKED}
        return {self.gazetteer.record(s).level for s in slugs if s in self.gazetteer}

    def held(self) -> set[tuple[str, str]]:
        """(person, slug of the post) of all holdings."""
        names = {m.id: m.name for m in self.found.mentions}
        return {
            (names[c.subject], self.decided[str(c.object)].entity.slug)
            for c in self.found.claims
            if c.predicate == vocab.HOLDS
        }


@pytest.fixture(scope="module")
def read() -> Callable[[str], Read]:
    annotator, gazetteer = Annotator(), Gazetteer.open()

    def run(text: str) -> Read:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        document = Document(id=sha256[:12], text=text, sha256=sha256, sources=("a",), published=date(2017, 4, 21))
        (annotated,) = annotator.annotate([document])
        found = pipeline.extract(annotated, gazetteer)
        return Read(
            text=text,
            found=found,
            decided=resolve(document, found, gazetteer),
            gazetteer=gazetteer,
        )

    return run


Reader = Callable[[str], Read]


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        ("Baltimore County, MD, sued on Monday.", "Baltimore County", "us-md-baltimore-county"),
        ("Officials of Baltimore County met in Towson.", "Baltimore County", "us-md-baltimore-county"),
        ("Cook County officials met in Chicago.", "Cook County", "us-il-cook-county"),
    ],
)
def test_a_county_is_never_the_city_of_its_name(read: Reader, text: str, words: str, slug: str) -> None:
    answer = read(text)
    assert answer.kinds(words) == {Kind.JURISDICTION}
    assert answer.slugs(words) == [slug]
    assert answer.gazetteer.record(slug).level == "county"


def test_a_county_of_many_states_is_left_open(read: Reader) -> None:
    answer = read("Marion County deputies met Boone County officials.")
    assert {r.status for r in answer.decided.values()} == {Status.AMBIGUOUS}
    assert answer.linked_levels() == set()


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        ("The storm hit Long Beach, CA, on Monday.", "Long Beach", "us-ca-long-beach"),
        ("The storm hit Long Beach, Mississippi.", "Long Beach", "us-ms-long-beach"),
        ("Portland, Maine, sued on Monday.", "Portland", "us-me-portland"),
        ("Portland, Ore., sued on Monday.", "Portland", "us-or-portland"),
        ("The storm hit Aurora, Ill., hard.", "Aurora", "us-il-aurora"),
    ],
)
def test_the_state_beside_a_name_decides(read: Reader, text: str, words: str, slug: str) -> None:
    assert read(text).slugs(words) == [slug]


def test_a_name_has_one_sense_in_a_document(read: Reader) -> None:
    answer = read("Portland, Maine, sued on Monday. Portland officials agreed.")
    assert answer.slugs("Portland") == ["us-me-portland", "us-me-portland"]


def test_the_same_words_in_the_same_context_get_the_same_answer(read: Reader) -> None:
    text = "Officials of Springfield met Jane Doe of Aurora at Salem."
    first, second = read(text), read(text)
    assert first.found == second.found
    assert first.decided == second.decided


def test_a_neighbourhood_of_an_unclear_town_is_not_linked_to_a_city_of_its_name(read: Reader) -> None:
    answer = read("They live in the Aurora neighborhood of Springfield.")
    assert not [r for r in answer.decided.values() if r.status is Status.LINKED]


def test_the_residents_of_a_place_are_no_person(read: Reader) -> None:
    answer = read("San Ysidro residents met on Thursday at the library.")
    assert answer.kinds("San Ysidro") == {Kind.JURISDICTION}
    assert answer.named(Kind.PERSON) == []


def test_the_president_of_a_county_board_is_found(read: Reader) -> None:
    answer = read("Cook County Board President Jane Doe voted for the plan.")
    assert answer.named(Kind.PERSON) == ["Jane Doe"]
    ((person, post),) = answer.held()
    assert person == "Jane Doe"
    assert post != "us-president"


@pytest.mark.parametrize("words", ["House Bill 5371", "SB 1162"])
def test_a_bill_is_a_policy(read: Reader, words: str) -> None:
    answer = read("Lawmakers in California passed House Bill 5371 and SB 1162 on Tuesday.")
    assert answer.kinds(words) == {Kind.POLICY}
    assert answer.named(Kind.PERSON) == answer.named(Kind.ORGANIZATION) == []
    assert [d.value.value for d in answer.found.dates] == ["2017-04-18"]


def test_an_administration_is_not_its_president(read: Reader) -> None:
    answer = read("The Trump administration sued the city.")
    assert answer.named(Kind.ORGANIZATION) == ["Trump administration"]
    assert answer.kinds("Trump") == set()


def test_an_abbreviated_title_is_no_given_name(read: Reader) -> None:
    answer = read("Chicago Ald. Carlos Doe voted against the budget.")
    assert answer.named(Kind.PERSON) == ["Carlos Doe"]
    assert answer.held() == {("Carlos Doe", "us-il-chicago-alderman")}


@pytest.mark.parametrize(
    "text",
    [
        "Agents of Customs and Border Protection arrived.",
        "U.S. Customs and Border Protection officers searched the truck.",
    ],
)
def test_an_agency_with_and_in_its_name_is_whole(read: Reader, text: str) -> None:
    answer = read(text)
    (name,) = answer.named(Kind.ORGANIZATION)
    assert name.removeprefix("U.S. ") == "Customs and Border Protection"
    assert answer.slugs(name) == ["us-cbp"]


@pytest.mark.parametrize(
    "text",
    ["He said the vote was late. The mayor agreed with him.", "She voted. He did not, she said."],
)
def test_a_pronoun_is_no_person(read: Reader, text: str) -> None:
    answer = read(text)
    assert answer.named(Kind.PERSON) == []
    assert answer.decided == {}


def test_forms_of_one_name_are_one_person(read: Reader) -> None:
    answer = read("Jane Doe voted. Doe left. Jane M. Doe spoke.")
    slugs = {*answer.slugs("Jane Doe"), *answer.slugs("Doe"), *answer.slugs("Jane M. Doe")}
    assert len(slugs) == 1


def test_names_of_one_country_are_one(read: Reader) -> None:
    answer = read("The U.S. sued. The United States won.")
    assert {*answer.slugs("U.S."), *answer.slugs("United States")} == {"us"}
