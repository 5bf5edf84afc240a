"""Bills across documents: one by number, nickname and sponsor within a session, another in the next."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph import vocab
from policygraph.assemble import assemble
from policygraph.gazetteer import Gazetteer
from policygraph.identify import identify
from policygraph.model import Claim, Document, Entity, Evidence, Extraction, Kind, Mention, Resolution, Span, Status
from policygraph.resolve import resolve
from policygraph.store import Store

SENATOR, OTHER = "Jane Doe", "John Roe"
Bills = Callable[..., int]


@pytest.fixture
def bills(document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer) -> Bills:
    """How many policies some documents tell of, each (text, day): the policies in it are those of `names`, and the
    senator in it, who is one everywhere, introduced them all.
    """

    def run(*told: tuple[str, date | None], names: tuple[str, ...]) -> int:
        store = Store(Path("memory"), ox.Store(), {"base": vocab.BASE}, read_only=False)
        for text, day in told:
            (senator,) = (mention(text, name, Kind.PERSON) for name in (SENATOR, OTHER) if name in text)
            policies = [mention(text, name, Kind.POLICY) for name in names if name in text]
            evidence = Evidence(span=Span(start=0, end=len(text)), rule="test")
            claims = [
                Claim(subject=policy.id, predicate=vocab.SPONSOR, object=senator.id, evidence=evidence)
                for policy in policies
            ]
            found = Extraction().with_findings([senator, *policies, *claims])
            of = document(text, day)
            one = Entity(slug=vocab.slug(senator.name), kind=Kind.PERSON, names=(senator.name,))
            known = {senator.id: Resolution(entity=one, status=Status.LINKED)}
            quads = assemble(of, found, {**resolve(of, found, gazetteer), **known})
            store.commit({vocab.Minter().document(of.id): quads})
        decision = identify(store.rdf, gazetteer)
        store.settle(decision.gone, decision.new)
        policy = store.rdf.quads_for_pattern(
            None, ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(vocab.POLICY), ox.DefaultGraph()
        )
        return len({quad.subject for quad in policy})

    return run


SPRING, AUTUMN, LATER = date(2017, 3, 1), date(2018, 10, 1), date(2019, 5, 1)


@pytest.mark.parametrize("number", ["S. 47", "SB 54"])
@pytest.mark.parametrize(
    ("one", "other", "count"), [(SPRING, AUTUMN, 1), (SPRING, LATER, 2), (AUTUMN, LATER, 2), (SPRING, SPRING, 1)]
)
def test_a_number_is_that_of_its_session(bills: Bills, number: str, one: date, other: date, count: int) -> None:
    texts = f"Senator {SENATOR} introduced {number}.", f"It was Senator {SENATOR} who introduced {number}."
    assert bills((texts[0], one), (texts[1], other), names=(number,)) == count


def test_a_congress_that_a_text_names_is_another_than_that_of_its_date(bills: Bills) -> None:
    texts = f"Senator {SENATOR} introduced S. 47 of the 115th Congress.", f"Senator {SENATOR} introduced S. 47."
    assert bills((texts[0], LATER), (texts[1], LATER), names=("S. 47",)) == 2
    assert bills((texts[0], LATER), (texts[1], SPRING), names=("S. 47",)) == 1


def test_an_undated_telling_is_that_of_the_only_session(bills: Bills) -> None:
    texts = f"Senator {SENATOR} introduced S. 47.", f"It was Senator {SENATOR} who introduced S. 47."
    assert bills((texts[0], SPRING), (texts[1], None), names=("S. 47",)) == 1
    assert bills((texts[0], SPRING), (texts[1], None), (texts[0] + " Again.", LATER), names=("S. 47",)) == 3


def test_a_number_of_another_senator_is_another_bill_where_no_state_is_told(bills: Bills) -> None:
    texts = f"Senator {SENATOR} introduced SB 54.", f"Senator {OTHER} introduced SB 54."
    assert bills((texts[0], SPRING), (texts[1], SPRING), names=("SB 54",)) == 2


@pytest.mark.parametrize(("day", "count"), [(AUTUMN, 1), (LATER, 2)])
def test_the_nickname_of_one_document_is_the_number_of_another(bills: Bills, day: date, count: int) -> None:
    """By the name that one gives both of: the bill of that name in the next Congress is another."""
    assert (
        bills(
            (f"Senator {SENATOR} introduced the Clear Rivers Act (S. 47).", SPRING),
            (f"The Clear Rivers Act was introduced by Senator {SENATOR}.", day),
            names=("Clear Rivers Act", "S. 47"),
        )
        == count
    )


def test_number_nickname_and_both_are_one(bills: Bills) -> None:
    assert (
        bills(
            (f"Senator {SENATOR} introduced S. 47.", SPRING),
            (f"The Clear Rivers Act was introduced by Senator {SENATOR}.", AUTUMN),
            (f"Senator {SENATOR} introduced the Clear Rivers Act (S. 47).", SPRING),
            names=("Clear Rivers Act", "S. 47"),
        )
        == 1
    )


def test_a_law_is_spoken_of_by_its_name_for_years(bills: Bills) -> None:
    texts = (
        f"Senator {SENATOR} introduced the Clear Rivers Act.",
        f"The Clear Rivers Act was introduced by Senator {SENATOR}.",
    )
    assert bills((texts[0], SPRING), (texts[1], LATER), names=("Clear Rivers Act",)) == 1
