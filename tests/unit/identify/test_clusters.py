"""Who and what is one across documents, each case worked out by hand; and what holds for any block."""

from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph import vocab
from policygraph.identify import organizations, people
from policygraph.identify.blocks import components, meeting
from policygraph.identify.clusters import keys, merges
from policygraph.identify.records import Local, Merge, first, joined
from policygraph.model import Kind

BASE = vocab.BASE
EVENT_TYPES = vocab.PG


def local(
    slug: str,
    *names: str,
    kind: Kind = Kind.PERSON,
    linked: bool = False,
    documents: int = 1,
    identifiers: Iterable[str] = (),
    time: tuple[str, str] = ("", ""),
    **context: Any,
) -> Local:
    """An entity; context by role, as KIND/SLUG parted by spaces ('_' in a role stands for '-')."""
    told = {
        (role.replace("_", "-"), EVENT_TYPES + value if role == "type" else BASE + value)
        for role, values in context.items()
        for value in values.split()
    }
    return Local(
        iri=f"{BASE}{kind.value}/{slug}",
        kind=kind,
        linked=linked,
        names=tuple(sorted(names)),
        documents=frozenset(f"{BASE}doc/{slug}-{number}" for number in range(documents)),
        context=frozenset(told),
        identifiers=frozenset(identifiers),
        earliest=time[0],
        latest=time[1],
    )


def met(one: Local, other: Local) -> bool:
    """Whether blocks bring two entities together."""
    return any(key in keys(other) for mine in keys(one) for key in meeting(mine))


def decided(*block: Local) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Slug → (slug of what it is merged into, reasons); the same for every order of the block."""
    outcomes = [merges(order) for order in permutations(block)]
    assert all(outcome == outcomes[0] for outcome in outcomes)
    return {_slug(merge.iri): (_slug(merge.into), merge.reasons) for merge in outcomes[0]}


def _slug(iri: str) -> str:
    return iri.rpartition("/")[2]


SPRINGFIELD, MAYOR = "jurisdiction/us-il-springfield", "post/us-il-springfield-mayor"


# ---- people


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Robert Doe", "same name and post"),
        ("Bob Doe", "forms of one name and post"),
        ("R. Doe", "initial of the name and post"),
        ("Robert A. Doe", "same name and post"),
        ("Robert Doe Jr.", "same name and post"),
        ('Robert "Bo" Doe', "same name and post"),
        ("J. Robert Doe", "forms of one name and post"),
        ("Robert Doe-Roe", "forms of one name and post"),
    ],
)
def test_forms_of_a_name_and_a_post(name: str, reason: str) -> None:
    found = decided(
        local("robert-doe-000001", "Robert Doe", documents=2, post=MAYOR),
        local("doe-000002", name, post=MAYOR),
    )
    assert found == {"doe-000002": ("robert-doe-000001", (reason,))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Robert A. Doe", "Robert B. Doe"),
        ("Robert Alan Doe", "Robert Brian Doe"),
        ("Robert Doe Jr.", "Robert Doe Sr."),
        ("Robert Doe II", "Robert Doe III"),
        ("Robert Doe", "Richard Doe"),
        ("Samuel Doe", "Samantha Doe"),
        ("Robert Doe", "Robert Roe"),
        ("A. Doe", "Robert Doe"),
    ],
)
def test_names_that_forbid(one: str, other: str) -> None:
    assert decided(local("a-000001", one, post=MAYOR), local("b-000002", other, post=MAYOR)) == {}


def test_a_name_alone_is_not_enough() -> None:
    assert decided(local("a-000001", "Jane Doe"), local("b-000002", "Jane Doe")) == {}
    one, other = (local(slug, "Jane Doe", party="organization/republican-party") for slug in ("a-000001", "b-000002"))
    assert decided(one, other) == {}


@pytest.mark.parametrize(
    ("context", "reason"),
    [
        ({"organization": "organization/sierra-club"}, "same name and organization"),
        ({"jurisdiction": SPRINGFIELD}, "same name and place"),
        ({"jurisdiction": "jurisdiction/us-il", "party": "organization/green-party"}, "same name and party and state"),
        ({"with": "person/john-roe-00000a person/mary-poe-00000b"}, "same name and company"),
    ],
)
def test_what_speaks_for_namesakes(context: dict[str, Any], reason: str) -> None:
    found = decided(local("a-000001", "Jane Doe", **context), local("b-000002", "Jane Doe", **context))
    assert found == {"b-000002": ("a-000001", (reason,))}


@pytest.mark.parametrize(
    "context",
    [
        {"jurisdiction": "jurisdiction/us"},
        {"jurisdiction": "jurisdiction/us-il"},
        {"with": "person/john-roe-00000a"},
        {"with": "person/ron-johnson-j000293 organization/us-senate person/donald-trump"},  # named beside anybody
    ],
)
def test_what_is_too_little_for_namesakes(context: dict[str, Any]) -> None:
    assert decided(local("a-000001", "Jane Doe", **context), local("b-000002", "Jane Doe", **context)) == {}


def test_father_and_son_share_a_place() -> None:
    one = local("a-000001", "Robert Doe", jurisdiction=SPRINGFIELD)
    assert decided(one, local("b-000002", "Robert Doe Jr.", jurisdiction=SPRINGFIELD)) == {}


def test_one_post_too_little_for_a_surname_enough_with_its_place() -> None:
    jane = local("jane-doe-000001", "Jane Doe", documents=2, post=MAYOR)
    assert decided(jane, local("doe-000002", "Doe", post=MAYOR)) == {}
    jane = local("jane-doe-000001", "Jane Doe", documents=2, post=MAYOR, jurisdiction=SPRINGFIELD)
    bare = local("doe-000002", "Doe", post=MAYOR, jurisdiction=SPRINGFIELD)
    assert decided(jane, bare) == {"doe-000002": ("jane-doe-000001", ("same surname and post",))}


def test_a_surname_that_two_bear_stays_alone() -> None:
    jane, john, bare = (
        local(slug, name, post=MAYOR, jurisdiction=SPRINGFIELD)
        for slug, name in (("jane-000001", "Jane Doe"), ("john-000002", "John Doe"), ("doe-000003", "Doe"))
    )
    assert decided(jane, john, bare) == {}


def test_jeff_and_pete_sessions() -> None:
    jeff = local("jeff-sessions", "Jeff Sessions", "Sessions", linked=True, post="post/us-attorney-general")
    pete = local("pete-sessions", "Pete Sessions", "Sessions", linked=True, post="post/us-tx-house-32")
    told = local("sessions-000001", "Jefferson Sessions", post="post/us-attorney-general")
    assert decided(jeff, pete, told) == {"sessions-000001": ("jeff-sessions", ("forms of one name and post",))}


def test_two_ron_johnsons() -> None:
    wisconsin, dakota = "jurisdiction/us-wi", "jurisdiction/us-sd"
    party = "organization/republican-party"
    senator = local("ron-johnson-j000293", "Ron Johnson", linked=True, party=party, jurisdiction=wisconsin)
    namesake = local("ron-johnson-q000001", "Ron Johnson", linked=True, party=party, jurisdiction=dakota)
    here = local("ron-johnson-00000a", "Ronald Johnson", party=party, jurisdiction=wisconsin)
    post = "post/us-sd-house-3"
    there = local("ron-johnson-00000b", "Ron Johnson", party=party, jurisdiction=dakota, post=post)
    and_there = local("ron-johnson-00000c", "R. Johnson", jurisdiction=dakota, post=post)
    # Namesakes of two states: party and state are too little for either.
    assert decided(senator, namesake, here, there, and_there) == {
        "ron-johnson-00000c": ("ron-johnson-00000b", ("initial of the name and post",))
    }


def test_unlinked_into_linked_and_never_two_linked() -> None:
    club = "organization/sierra-club"
    one, other = (local(slug, "Jane Doe", linked=True, organization=club) for slug in ("jane-doe-q1", "jane-doe-q2"))
    told = local("jane-doe-000001", "Jane Doe", documents=9, organization=club)
    assert decided(one, told) == {"jane-doe-000001": ("jane-doe-q1", ("same name and organization",))}
    assert decided(one, other, told) == {}


def test_an_ambiguous_name_is_one_of_its_candidates() -> None:
    club = "organization/sierra-club"
    linked = local("jane-doe-q1", "Jane Doe", linked=True, organization=club)
    told = local("jane-doe-000001", "Jane Doe", identifiers=("candidate:jane-doe-q2",), organization=club)
    assert decided(linked, told) == {}


def test_a_name_that_changed_is_bridged_by_who_tells_both() -> None:
    before = local("jane-doe-000001", "Jane Doe", post=MAYOR)
    after = local("jane-roe-000002", "Jane Roe", organization="organization/sierra-club")
    bridge = local("jane-roe-000003", "Jane Doe", "Jane Roe", documents=2, former_post=MAYOR)
    assert decided(before, after) == {}
    same = local("jane-roe-000002", "Jane Roe", post=MAYOR)
    assert decided(before, same) == {}
    assert decided(before, after, bridge) == {"jane-doe-000001": ("jane-roe-000003", ("same name and post",))}
    assert decided(before, same, bridge) == {
        "jane-doe-000001": ("jane-roe-000003", ("same name and post",)),
        "jane-roe-000002": ("jane-roe-000003", ("same name and post",)),
    }


def test_one_who_moved_posts() -> None:
    mayor = local("jane-doe-000001", "Jane Doe", post=MAYOR, jurisdiction=SPRINGFIELD)
    governor = local("jane-doe-000002", "Jane Doe", post="post/us-il-governor", jurisdiction="jurisdiction/us-il")
    both = local("jane-doe-000003", "Jane Doe", documents=2, post="post/us-il-governor", former_post=MAYOR)
    assert decided(mayor, governor) == {}
    assert decided(mayor, governor, both) == {
        "jane-doe-000001": ("jane-doe-000003", ("same name and post",)),
        "jane-doe-000002": ("jane-doe-000003", ("same name and post",)),
    }


def test_a_cluster_holds_no_contradiction() -> None:
    """'Robert Doe' may be A. or B., who are two: it joins neither, though each of them agrees with it."""
    a, plain, b = (
        local(slug, name, post=MAYOR)
        for slug, name in (("a-000001", "Robert A. Doe"), ("b-000002", "Robert Doe"), ("c-000003", "Robert B. Doe"))
    )
    assert decided(a, plain, b) == {}
    assert decided(a, plain) == {"b-000002": ("a-000001", ("same name and post",))}


def test_parties_forbid_where_no_post_is_shared() -> None:
    one = local("a-000001", "Jane Doe", jurisdiction=SPRINGFIELD, party="organization/green-party")
    other = local("b-000002", "Jane Doe", jurisdiction=SPRINGFIELD, party="organization/reform-party")
    assert decided(one, other) == {}


# ---- organizations, places, posts


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Springfield Police Department", "Springfield Police", "short form of the name and jurisdiction"),
        ("Springfield Police Department", "SPD", "acronym of the name and jurisdiction"),
        ("Department of Public Works", "D.P.W.", "acronym of the name and jurisdiction"),
        ("The Acme Company", "Acme Co.", "same name and jurisdiction"),
        ("Roe County Sheriff’s Office", "Roe County Sheriff", "short form of the name and jurisdiction"),
    ],
)
def test_organizations(one: str, other: str, reason: str) -> None:
    a, b = (
        local(slug, name, kind=Kind.ORGANIZATION, jurisdiction=SPRINGFIELD) for slug, name in (("a", one), ("b", other))
    )
    assert met(a, b)
    longer, shorter = ("a", "b") if len(one) > len(other) else ("b", "a")
    assert decided(a, b) == {shorter: (longer, (reason,))}


@pytest.mark.parametrize(
    ("one", "other", "where"),
    [
        ("Springfield Police Department", "Springfield Police Department", "jurisdiction/us-mo-springfield"),
        ("Springfield Police Department", "Springfield Police Department", ""),
        ("Firefighters Local 12", "Firefighters Local 14", SPRINGFIELD),
        ("Springfield Health Department", "Springfield Health Service", SPRINGFIELD),
        ("Springfield Police Department", "Springfield Fire Department", SPRINGFIELD),
    ],
)
def test_organizations_apart(one: str, other: str, where: str) -> None:
    a = local("a", one, kind=Kind.ORGANIZATION, jurisdiction=SPRINGFIELD)
    assert decided(a, local("b", other, kind=Kind.ORGANIZATION, jurisdiction=where)) == {}


def test_an_acronym_of_two_stays_alone() -> None:
    a, b, c = (
        local(slug, name, kind=Kind.ORGANIZATION, jurisdiction=SPRINGFIELD)
        for slug, name in (("a", "Springfield Police Department"), ("b", "Springfield Parks Department"), ("c", "SPD"))
    )
    assert decided(a, b, c) == {}


def test_places_and_posts() -> None:
    def place(slug: str, name: str, within: str) -> Local:
        return local(slug, name, kind=Kind.PLACE, jurisdiction=within)

    one, other = (
        place("a-000001", "Mt. Roe", "jurisdiction/us-il"),
        place("b-000002", "Mount Roe", "jurisdiction/us-il"),
    )
    assert decided(one, other) == {"a-000001": ("b-000002", ("same name and surrounding place",))}
    assert decided(one, place("b-000002", "Mt. Roe", "jurisdiction/us-mo")) == {}
    treasurer = [
        local(slug, "Treasurer", kind=Kind.POST, organization="organization/sierra-club") for slug in ("a", "b")
    ]
    assert decided(*treasurer) == {"b": ("a", ("same name and jurisdiction or organization",))}
    assert decided(local("a", "Treasurer", kind=Kind.POST), local("b", "Treasurer", kind=Kind.POST)) == {}


# ---- policies


def policy(slug: str, name: str, *numbers: str, time: tuple[str, str] = ("", ""), **context: Any) -> Local:
    return local(slug, name, kind=Kind.POLICY, identifiers=numbers, time=time, **context)


def test_policies_of_one_number() -> None:
    illinois, doe = "jurisdiction/us-il", "person/jane-doe-000001"
    one = policy("a", "Senate Bill 54", "S.B. 54", jurisdiction=illinois)
    assert decided(one, policy("b", "SB 54", "SB 54", jurisdiction=illinois)) == {
        "b": ("a", ("same number and jurisdiction",))
    }
    assert decided(one, policy("b", "SB 54", "SB 54", jurisdiction="jurisdiction/us-mo")) == {}
    assert decided(one, policy("b", "SB 54", "SB 54")) == {}
    early, late = (
        policy(slug, "SB 54", "SB 54", time=(day, day), sponsor=doe)
        for slug, day in (("a", "2017-03-01"), ("b", "2019-03-01"))
    )
    assert decided(early, late) == {}
    same = policy("b", "SB 54", "SB 54", time=("2018-03-01", "2018-03-01"), sponsor=doe)
    assert decided(early, same) == {"b": ("a", ("same number and sponsor",))}


def test_policies_of_one_name() -> None:
    doe = "person/jane-doe-000001"
    one = policy("a", "Clean Rivers Act", "S. 54", sponsor=doe)
    assert decided(one, policy("b", "Clean Rivers Act", sponsor=doe)) == {"b": ("a", ("same name and sponsor",))}
    assert decided(one, policy("b", "Clean Rivers Act", "S. 55", sponsor=doe)) == {}
    assert decided(one, policy("b", "Clean Rivers Act")) == {}
    # The name without a number may be either bill.
    assert (
        decided(
            one, policy("b", "Clean Rivers Act", "S. 55", sponsor=doe), policy("c", "Clean Rivers Act", sponsor=doe)
        )
        == {}
    )


# ---- events

DAY, MONTH = ("2017-04-21", "2017-04-21"), ("2017-04-01", "2017-04-30")
DOE, ROE, CHICAGO = "person/jane-doe-000001", "person/john-roe-000002", "jurisdiction/us-il-chicago"


def event(slug: str, kind: str, time: tuple[str, str], **context: Any) -> Local:
    return local(slug, kind=Kind.EVENT, time=time, type=kind, **context)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (
            event("a", "Visit", DAY, agent=DOE, location=CHICAGO),
            event("b", "Visit", DAY, agent=DOE, location="jurisdiction/us-il"),
            "same type, day and agent",
        ),
        (
            event("a", "Visit", DAY, agent=DOE, location=CHICAGO),
            event("b", "Visit", MONTH, agent=DOE, location=CHICAGO),
            "same type, time and agent and location",
        ),
        (
            event("a", "Meeting", DAY, agent=DOE, recipient=ROE),
            event("b", "Meeting", DAY, participant=DOE, recipient=ROE),
            "same type, day and agent and recipient",
        ),
        (
            event("a", "Protest", DAY, location=CHICAGO, attendance="80"),
            event("b", "Protest", DAY, location=CHICAGO, attendance="80"),
            "same type, day and location and attendance",
        ),
    ],
)
def test_one_happening(one: Local, other: Local, reason: str) -> None:
    assert met(one, other)
    assert decided(one, other) == {"b": ("a", (reason,))}


@pytest.mark.parametrize(
    "other",
    [
        event("b", "Speech", DAY, agent=DOE, location=CHICAGO),
        event("b", "Visit", ("2017-04-22", "2017-04-22"), agent=DOE, location=CHICAGO),
        event("b", "Visit", ("", ""), agent=DOE, location=CHICAGO),
        event("b", "Visit", ("2017-01-01", "2017-12-31"), agent=DOE, location=CHICAGO),
        event("b", "Visit", ("2017-05-01", "2017-05-31"), agent=DOE, location=CHICAGO),
        event("b", "Visit", DAY, agent=ROE, location=CHICAGO),
        event("b", "Visit", DAY, agent=DOE, location="jurisdiction/us-mo-springfield"),
        event("b", "Visit", MONTH, agent=DOE),
        event("b", "Visit", DAY, location=CHICAGO),
    ],
)
def test_two_happenings(other: Local) -> None:
    assert decided(event("a", "Visit", DAY, agent=DOE, location=CHICAGO), other) == {}


@pytest.mark.parametrize(
    "other",
    [
        event("b", "Protest", DAY, location=CHICAGO, attendance="200"),
        event("b", "Protest", DAY, location=CHICAGO),
        event("b", "Protest", MONTH, location=CHICAGO, attendance="80"),
        event("b", "Protest", DAY, location="jurisdiction/us-mo-springfield", attendance="80"),
        event("b", "Protest", DAY, agent=ROE, location=CHICAGO, attendance="80"),
    ],
)
def test_two_crowds(other: Local) -> None:
    """One day has several protests in a town: without its figure nothing tells that they are one."""
    assert decided(event("a", "Protest", DAY, agent=DOE, location=CHICAGO, attendance="80"), other) == {}


def test_two_undated_events_never_meet() -> None:
    one, other = (event(slug, "Visit", ("", ""), agent=DOE, location=CHICAGO) for slug in ("a", "b"))
    assert keys(one) == frozenset()
    assert decided(one, other) == {}


def test_a_speech_may_be_the_second_of_its_day() -> None:
    assert decided(event("a", "Speech", DAY, agent=DOE), event("b", "Speech", DAY, agent=DOE)) == {}


# ---- any block

NAMES = (
    "Jane Doe",
    "J. Doe",
    "Jane A. Doe",
    "Jane B. Doe",
    "John Doe",
    "John Doe Jr.",
    "John Doe Sr.",
    "Doe",
    "Jane Roe",
)
CONTEXT = (
    ("post", MAYOR),
    ("post", "post/us-il-governor"),
    ("jurisdiction", SPRINGFIELD),
    ("jurisdiction", "jurisdiction/us-mo"),
    ("organization", "organization/sierra-club"),
    ("party", "organization/green-party"),
)
PEOPLE = st.builds(
    lambda names, linked, documents, context: (names, linked, documents, context),
    st.sets(st.sampled_from(NAMES), min_size=1, max_size=2),
    st.booleans(),
    st.integers(1, 3),
    st.sets(st.sampled_from(CONTEXT), max_size=3),
)


def _block(drawn: Iterable[tuple[set[str], bool, int, set[tuple[str, str]]]]) -> list[Local]:
    return [
        Local(
            iri=f"{BASE}person/doe-{number:06x}",
            kind=Kind.PERSON,
            linked=linked,
            names=tuple(sorted(names)),
            documents=frozenset(f"{number}-{document}" for document in range(documents)),
            context=frozenset((role, BASE + value) for role, value in context),
            identifiers=frozenset(),
            earliest="",
            latest="",
        )
        for number, (names, linked, documents, context) in enumerate(drawn)
    ]


def _clusters(block: Sequence[Local], found: Sequence[Merge]) -> dict[str, list[Local]]:
    into = {merge.iri: merge.into for merge in found}
    clusters: dict[str, list[Local]] = {}
    for person in block:
        clusters.setdefault(into.get(person.iri, person.iri), []).append(person)
    return clusters


@settings(max_examples=300, deadline=None)
@given(drawn=st.lists(PEOPLE, max_size=7), data=st.data())
def test_any_block(drawn: list[tuple[set[str], bool, int, set[tuple[str, str]]]], data: st.DataObject) -> None:
    block = _block(drawn)
    found = merges(block)
    assert merges(data.draw(st.permutations(block))) == found
    assert all(merge.reasons for merge in found)
    clusters = _clusters(block, found)
    for iri, members in clusters.items():
        assert iri in {person.iri for person in members}
        assert sum(person.linked for person in members) <= 1
        assert not any(person.linked for person in members) or next(p for p in members if p.linked).iri == iri
        names = {name for person in members for name in person.names}
        alone = [set(person.names) for person in members]
        # Nobody is both, unless one document says so.
        for pair in ({"Jane A. Doe", "Jane B. Doe"}, {"John Doe Jr.", "John Doe Sr."}, {"Jane Doe", "John Doe"}):
            assert not pair <= names or any(pair <= told for told in alone)
    assert merges([joined(members, first(members).iri) for members in clusters.values()]) == []


def test_who_may_be_anybody_of_a_surname_brings_them_together() -> None:
    people = [
        local("a", "Jane Doe"),
        local("b", "John Doe"),
        local("c", "J. Doe"),
        local("d", "Bob Doe"),
        local("e", "Doe"),
    ]

    def together(some: Sequence[Local]) -> list[list[str]]:
        of = {one.iri: keys(one) for one in some}
        found = components(of, of.__getitem__, lambda key: [iri for iri in of if key in of[iri]])
        return [[iri[-1] for iri in block] for block in found]

    assert together(people[:2]) == [["a"], ["b"]]
    assert together(people[:4]) == [["a", "b", "c"], ["d"]]
    assert together(people) == [["a", "b", "c", "d", "e"]]


GIVEN = ("", "J.", "J. R.", "J. Robert", "Jane", "Robert", "Bob", "Bobby", "Roberta", "Rob", "Jane R.", "Jane Robert")
SURNAMES = ("Doe", "Roe", "Doe-Roe", "Doe Roe", "Van Doe", "Roe Van Doe", "Doe Jr.", "Roe III")
PEOPLES_NAMES = st.tuples(st.sampled_from(GIVEN), st.sampled_from(SURNAMES)).map(" ".join).map(str.strip)
BODIES = st.lists(
    st.sampled_from(("Springfield", "Public", "Works", "Police", "Department", "Office", "of", "the", "Inc.", "Board")),
    min_size=1,
    max_size=4,
).map(" ".join)
ACRONYMS = st.sampled_from(("SPD", "S.P.D.", "DPW", "SP", "PW", "PD", "WB"))


@settings(max_examples=2_000, deadline=None)
@given(names=st.tuples(*[st.lists(PEOPLES_NAMES, min_size=1, max_size=3)] * 2))
def test_people_who_may_be_one_meet(names: tuple[list[str], list[str]]) -> None:
    """What no block brings together is never compared, so that a key left out would be a merge left out."""
    one, other = (
        local(slug, *some, post="post/x", organization="organization/y") for slug, some in zip("ab", names, strict=True)
    )
    if list(people.pairs([people.seen(one), people.seen(other)])):
        assert met(one, other)


@settings(max_examples=2_000, deadline=None)
@given(names=st.tuples(*[st.lists(BODIES | ACRONYMS, min_size=1, max_size=2)] * 2))
def test_organizations_that_may_be_one_meet(names: tuple[list[str], list[str]]) -> None:
    one, other = (
        local(slug, *some, kind=Kind.ORGANIZATION, jurisdiction=SPRINGFIELD)
        for slug, some in zip("ab", names, strict=True)
    )
    if list(organizations.pairs([one, other])):
        assert met(one, other)
