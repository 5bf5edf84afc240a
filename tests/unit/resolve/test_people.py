"""Mentions of people to people: full names, surnames, forms of a name, pronouns."""

from collections.abc import Callable

import pytest

from policygraph.gazetteer import Gazetteer
from policygraph.model import (
    Attribution,
    Document,
    Extraction,
    Kind,
    Manner,
    Mention,
    Resolution,
    Span,
    Status,
)
from policygraph.resolve import resolve

Resolve = Callable[..., list[Resolution | None]]
PRONOUNS = ("he", "she", "He", "She")


@pytest.fixture
def people(document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer) -> Resolve:
    """What the names of a text become, in text order; `bare` ones only point back, pronouns likewise."""

    def run(text: str, *names: str, bare: tuple[str, ...] = ()) -> list[Resolution | None]:
        mentions, at = [], 0
        for name in names:
            start = text.index(name, at)
            at = start + len(name)
            mentions.append(
                Mention(
                    id=f"m{start}",
                    kind=Kind.PERSON,
                    span=Span(start=start, end=at),
                    name=name,
                    rule="pronoun" if name in PRONOUNS else "surname" if name in bare else "person",
                    reference=name in bare or name in PRONOUNS,
                )
            )
        decided = resolve(document(text), Extraction().with_findings(mentions), gazetteer)
        return [decided.get(m.id) for m in mentions]

    return run


def _slugs(found: list[Resolution | None]) -> list[str | None]:
    return [r.entity.slug if r else None for r in found]


def test_a_surname_is_the_person_of_that_surname(people: Resolve) -> None:
    found = people("Jane Doe spoke. Doe left.", "Jane Doe", "Doe", bare=("Doe",))
    first, second = found
    assert first == second
    assert first is not None
    assert first.status is Status.NIL
    assert first.entity.names == ("Jane Doe", "Doe")


def test_people_of_different_names_are_different(people: Resolve) -> None:
    first, second = _slugs(people("Jane Doe met John Roe.", "Jane Doe", "John Roe"))
    assert first != second


def test_two_people_of_one_surname_stay_two(people: Resolve) -> None:
    first, second = _slugs(people("Jane Doe met John Doe.", "Jane Doe", "John Doe"))
    assert first != second


def test_a_given_name_is_the_one_person_of_that_name(people: Resolve) -> None:
    full, alone = _slugs(people("Jane Doe met John Roe. Jane left.", "Jane Doe", "Jane"))
    assert full == alone
    text = "Jane Doe met Jane Roe. Jane left."
    doe, roe, alone = _slugs(people(text, "Jane Doe", "Jane Roe", "Jane"))
    assert len({doe, roe, alone}) == 3


def test_a_surname_of_two_is_the_one_named_last(people: Resolve) -> None:
    text = "Jane Doe spoke. John Doe answered. Doe left."
    jane, john, doe = _slugs(people(text, "Jane Doe", "John Doe", "Doe", bare=("Doe",)))
    assert doe == john
    assert jane != john


def test_a_surname_before_the_full_name_is_that_person(people: Resolve) -> None:
    doe, jane = _slugs(people("Doe left early, as Jane Doe said.", "Doe", "Jane Doe", bare=("Doe",)))
    assert doe == jane


def test_a_surname_of_nobody_stays_undecided(people: Resolve) -> None:
    assert _slugs(people("Jane Doe met Poe.", "Jane Doe", "Poe", bare=("Poe",)))[1] is None


@pytest.mark.parametrize(
    ("full", "form"),
    [
        ("Jane M. Doe", "Jane Doe"),
        ("Jane Doe", "Jane M. Doe"),
        ("Jane Mary Doe", "Jane Doe"),
        ("John Roe Jr.", "John Roe"),
        ("John Roe", "John Roe III"),
        ("José Núñez", "Jose Nunez"),
        ("John “Jack” Roe", "John Roe"),
        ("Maria de la Cruz", "Maria de la Cruz"),
        ("JANE DOE", "Jane Doe"),
    ],
)
def test_forms_of_a_name_are_one(people: Resolve, full: str, form: str) -> None:
    first, second = people(f"They saw {full}, and then {form} left.", full, form)
    assert first == second


@pytest.mark.parametrize(
    ("one", "other"),
    [("Jane Doe", "John Doe"), ("Jane Doe", "Jane Roe"), ("Jane Doe", "Janet Doe"), ("Ann Doe", "Anna Doe")],
)
def test_names_that_only_look_alike_are_two(people: Resolve, one: str, other: str) -> None:
    first, second = _slugs(people(f"They saw {one}, and then {other} left.", one, other))
    assert first != second


def test_two_surnames_are_each_a_surname(people: Resolve) -> None:
    text = "Pablo Perez Urrutia spoke. Perez left. Urrutia stayed. Perez Urrutia slept."
    found = _slugs(
        people(
            text,
            "Pablo Perez Urrutia",
            "Perez",
            "Urrutia",
            "Perez Urrutia",
            bare=("Perez", "Urrutia", "Perez Urrutia"),
        )
    )
    assert len(set(found)) == 1


# ---- pronouns


def test_a_pronoun_is_the_last_person_of_its_gender(people: Resolve) -> None:
    text = "Jane Doe met John Roe. Then she said so."
    jane, john, she = _slugs(people(text, "Jane Doe", "John Roe", "she"))
    assert she == jane
    assert jane != john


def test_a_pronoun_of_nobody_is_left_out(people: Resolve) -> None:
    assert _slugs(people("He said so.", "He")) == [None]


def test_a_pronoun_does_not_point_forward(people: Resolve) -> None:
    assert _slugs(people("She said so, and Jane Doe left.", "She", "Jane Doe"))[0] is None


def test_a_pronoun_of_another_gender_is_left_out(people: Resolve) -> None:
    assert _slugs(people("Jane Doe left. He said so.", "Jane Doe", "He"))[1] is None


def test_a_name_of_unknown_gender_may_be_either(people: Resolve) -> None:
    first, second = _slugs(people("Qwyx Doe left. He said so.", "Qwyx Doe", "He"))
    assert first == second


def test_a_pronoun_gives_the_person_no_name(people: Resolve) -> None:
    (found, _) = people("Jane Doe left. She said so.", "Jane Doe", "She")
    assert found is not None
    assert found.entity.names == ("Jane Doe",)


def test_who_spoke_last_goes_before_who_was_named_last(
    document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer
) -> None:
    text = "John Roe said the vote with Jack Poe was late. It was, he said."
    roe = mention(text, "John Roe", Kind.PERSON)
    poe = mention(text, "Jack Poe", Kind.PERSON)
    he = mention(text, "he", Kind.PERSON, nth=1, rule="pronoun", reference=True)
    assert text[he.span.start :] == "he said."
    content = Span(start=text.index("the vote"), end=text.index(". It"))
    said = Attribution(
        source=roe.span,
        speaker=roe.id,
        cue=None,
        content=content,
        manner=Manner.INDIRECT,
        sentence=Span(start=0, end=content.end + 1),
        rule="test",
    )
    found = Extraction().with_findings([roe, poe, he, said])
    decided = resolve(document(text), found, gazetteer)
    assert decided[he.id] == decided[roe.id]
    assert decided[he.id] != decided[poe.id]


def test_a_person_of_no_table_is_of_its_document(people: Resolve) -> None:
    first = _slugs(people("Jane Doe left.", "Jane Doe"))
    second = _slugs(people("Jane Doe stayed.", "Jane Doe"))
    assert first != second
    assert all(slug and slug.startswith("jane-doe-") for slug in (*first, *second))
