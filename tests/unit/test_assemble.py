"""Claims and resolutions of one document to quads, each worked out by hand from the contract."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from policygraph import vocab
from policygraph.assemble import assemble
from policygraph.model import (
    Attribution,
    Candidate,
    Claim,
    DateValue,
    Document,
    Entity,
    Event,
    Evidence,
    Extraction,
    Kind,
    Manner,
    Mention,
    Modality,
    Polarity,
    Resolution,
    Span,
    Status,
    Topic,
)

MINTER = vocab.Minter()
TEXT = "😀 Mayor Jane Doe visited Chicago. She said no."
DAY = DateValue(value="2017-04-20", earliest=date(2017, 4, 20), latest=date(2017, 4, 20))
FIRST, SECOND = Span(start=2, end=33), Span(start=34, end=46)
Triple = tuple[str, str, str]


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def _mention(identity: str, kind: Kind, words: str) -> Mention:
    return Mention(id=identity, kind=kind, span=_span(words), name=words, rule="test")


JANE = _mention("jane", Kind.PERSON, "Jane Doe")
MAYOR = _mention("mayor", Kind.POST, "Mayor")
CHICAGO = _mention("chicago", Kind.JURISDICTION, "Chicago")
VISIT = Event(id="visit", types=("Visit",), span=_span("visited"), sentence=FIRST, rule="visit-verb")
EVIDENCE = Evidence(span=FIRST, rule="title-before-name")


def _claim(subject: str, predicate: str, obj: str | DateValue, **more: object) -> Claim:
    claim = Claim(subject=subject, predicate=predicate, object=obj, evidence=EVIDENCE)
    return replace(claim, **more)  # type: ignore[arg-type]


HOLDS = _claim("jane", vocab.HOLDS, "mayor")
AGENT = _claim("visit", vocab.AGENT, "jane")
LOCATION = _claim("visit", vocab.LOCATION, "chicago")
START = _claim("visit", vocab.START_DATE, DAY)
SAID = Attribution(
    source=_span("She"),
    speaker="jane",
    cue=_span("said"),
    content=_span("no"),
    manner=Manner.INDIRECT,
    sentence=SECOND,
    rule="reported-clause",
)
RESOLUTIONS = {
    "jane": Resolution(entity=Entity(slug="jane-doe-0a0a0a", kind=Kind.PERSON, names=("Jane Doe",)), status=Status.NIL),
    "mayor": Resolution(
        entity=Entity(slug="us-il-chicago-mayor", kind=Kind.POST, names=("Mayor",)), status=Status.LINKED
    ),
    "chicago": Resolution(
        entity=Entity(slug="us-il-chicago", kind=Kind.JURISDICTION, names=("Chicago",)),
        status=Status.LINKED,
    ),
    "visit": Resolution(
        entity=Entity(slug="visit-0b0b0b", kind=Kind.EVENT, names=(), classes=(vocab.PG + "Visit",)),
        status=Status.NIL,
    ),
}


@pytest.fixture
def tiny(document: Callable[..., Document]) -> Document:
    return document(TEXT, title="A visit")


def _of(*findings: Mention | Claim | Event | Attribution | Topic) -> Extraction:
    return Extraction().with_findings(findings)


def _short(term: object, document: Document) -> str:
    """A term as Turtle would have it; the document's hash as DOC."""
    if isinstance(term, Literal):
        kind = term.datatype.value.removeprefix(vocab.XSD)
        text = f'"{term.value}"' + ("" if kind == "string" else f"^^{kind}")
        return text.replace(document.sha256, "SHA")
    assert isinstance(term, NamedNode)
    iri = term.value
    for prefix, space in vocab.prefixes().items():
        if iri.startswith(space):
            iri = f"{prefix}:{iri.removeprefix(space)}"
            break
    return iri.replace(document.id, "DOC")


def _triples(quads: Iterable[Quad], document: Document) -> set[Triple]:
    return {(_short(q.subject, document), _short(q.predicate, document), _short(q.object, document)) for q in quads}


def _graph(turtle: str) -> set[Triple]:
    """Triples of lines 'subject predicate object, object; predicate object', as the tests write them."""
    found = set()
    for line in filter(None, map(str.strip, turtle.splitlines())):
        subject, rest = line.split(" ", 1)
        for part in rest.split(" ; "):
            predicate, objects = part.split(" ", 1)
            predicate = "rdf:type" if predicate == "a" else predicate
            found |= {(subject, predicate, obj) for obj in objects.split(" , ")}
    return found


def _claim_of(document: Document, quads: Iterable[Quad], predicate: str) -> str:
    """The short IRI of the one claim with a predicate."""
    (claim,) = {s for s, p, o in _triples(quads, document) if (p, o) == ("rdf:predicate", predicate)}
    return claim


# ---- a whole document


def test_every_quad_of_a_tiny_document(tiny: Document) -> None:
    found = _of(JANE, MAYOR, CHICAGO, VISIT, HOLDS, AGENT, LOCATION, START, SAID)
    quads = assemble(tiny, found, RESOLUTIONS)
    holds = _claim_of(tiny, quads, "org:holds")
    agent = _claim_of(tiny, quads, "schema:agent")
    location = _claim_of(tiny, quads, "schema:location")
    start = _claim_of(tiny, quads, "schema:startDate")
    evidence = {o: s for s, p, o in _triples(quads, tiny) if p == "pg:claim"}
    said = f"attribution:{MINTER.attribution(tiny.id, SAID.content).rsplit('/', 1)[1]}"
    sentence = '"Mayor Jane Doe visited Chicago."'
    context = "nif:referenceContext doc:DOC#char=0,46"
    expected = _graph(
        f"""
        doc:DOC a schema:NewsArticle ; pg:sha256 "SHA" ; dcterms:source "a.txt" ; schema:headline "A visit"
        doc:DOC schema:datePublished "2017-04-21"^^date
        doc:DOC schema:mentions person:jane-doe-0a0a0a , post:us-il-chicago-mayor , jurisdiction:us-il-chicago
        doc:DOC schema:mentions event:visit-0b0b0b
        doc:DOC#char=0,46 a nif:Context ; nif:beginIndex "0"^^integer ; nif:endIndex "46"^^integer
        doc:DOC#char=0,46 nif:isString "{TEXT}"

        doc:DOC#char=2,7 a nif:Phrase ; nif:anchorOf "Mayor" ; nif:beginIndex "2"^^integer ; nif:endIndex "7"^^integer
        doc:DOC#char=2,7 {context} ; itsrdf:taIdentRef post:us-il-chicago-mayor
        doc:DOC#char=8,16 a nif:Phrase ; nif:anchorOf "Jane Doe" ; nif:beginIndex "8"^^integer
        doc:DOC#char=8,16 nif:endIndex "16"^^integer ; {context} ; itsrdf:taIdentRef person:jane-doe-0a0a0a
        doc:DOC#char=25,32 a nif:Phrase ; nif:anchorOf "Chicago" ; nif:beginIndex "25"^^integer
        doc:DOC#char=25,32 nif:endIndex "32"^^integer ; {context} ; itsrdf:taIdentRef jurisdiction:us-il-chicago

        person:jane-doe-0a0a0a a schema:Person ; skos:altLabel "Jane Doe" ; org:holds post:us-il-chicago-mayor
        post:us-il-chicago-mayor a org:Post ; skos:altLabel "Mayor"
        jurisdiction:us-il-chicago a pg:Jurisdiction , schema:AdministrativeArea ; skos:altLabel "Chicago"
        event:visit-0b0b0b a schema:Event , pg:Visit ; schema:agent person:jane-doe-0a0a0a
        event:visit-0b0b0b schema:location jurisdiction:us-il-chicago ; schema:startDate "2017-04-20"^^date
        event:visit-0b0b0b pg:earliest "2017-04-20"^^date ; pg:latest "2017-04-20"^^date

        membership:jane-doe-0a0a0a--us-il-chicago-mayor a org:Membership ; org:member person:jane-doe-0a0a0a
        membership:jane-doe-0a0a0a--us-il-chicago-mayor pg:post post:us-il-chicago-mayor
        membership:jane-doe-0a0a0a--us-il-chicago-mayor pg:attestedOn "2017-04-21"^^date

        {holds} a pg:Claim ; rdf:subject person:jane-doe-0a0a0a ; rdf:predicate org:holds
        {holds} rdf:object post:us-il-chicago-mayor
        {agent} a pg:Claim ; rdf:subject event:visit-0b0b0b ; rdf:predicate schema:agent
        {agent} rdf:object person:jane-doe-0a0a0a
        {location} a pg:Claim ; rdf:subject event:visit-0b0b0b ; rdf:predicate schema:location
        {location} rdf:object jurisdiction:us-il-chicago
        {start} a pg:Claim ; rdf:subject event:visit-0b0b0b ; rdf:predicate schema:startDate
        {start} rdf:object "2017-04-20"^^date

        {said} a pg:Attribution ; schema:creator person:jane-doe-0a0a0a ; pg:sourceText "She" ; pg:cue "said"
        {said} schema:text "no" ; pg:manner "indirect" ; prov:wasQuotedFrom doc:DOC ; pg:latest "2017-04-21"^^date
        {said} pg:speakerPost post:us-il-chicago-mayor ; nif:beginIndex "43"^^integer ; nif:endIndex "45"^^integer
        """
    )
    for claim in (holds, agent, location, start):
        expected |= _graph(
            f"""
            {claim} pg:polarity "affirmed" ; pg:modality "stated" ; prov:wasDerivedFrom doc:DOC
            {evidence[claim]} a pg:Evidence ; pg:claim {claim} ; pg:document doc:DOC ; pg:sentence {sentence}
            {evidence[claim]} nif:beginIndex "2"^^integer ; nif:endIndex "33"^^integer ; pg:rule "title-before-name"
            """
        )
    assert _triples(quads, tiny) == expected
    assert len(quads) == len(expected)
    assert {q.graph_name for q in quads} == {NamedNode(MINTER.document(tiny.id))}
    assert quads == sorted(quads, key=str)


def _day(value: str) -> DateValue:
    day = date.fromisoformat(value)
    return DateValue(value=value, earliest=day, latest=day)


@pytest.mark.parametrize(
    ("held", "said_on", "posts"),
    [
        # In office: the day is before the oath, that of the oath, or not told.
        (vocab.HOLDS, "2017-04-19", []),
        (vocab.HOLDS, "2017-04-20", ["post:us-il-chicago-mayor"]),
        (vocab.HOLDS, None, ["post:us-il-chicago-mayor"]),
        # Out of office since 30 June.
        (vocab.FORMERLY_HELD, "2017-05-01", ["post:us-il-chicago-mayor"]),
        (vocab.FORMERLY_HELD, "2017-07-01", []),
        (vocab.FORMERLY_HELD, "2017-04-19", []),
        (vocab.FORMERLY_HELD, None, []),
    ],
)
def test_the_post_of_who_speaks_is_the_one_held_on_the_day(
    tiny: Document, held: str, said_on: str | None, posts: list[str]
) -> None:
    claims = [_claim("jane", held, "mayor"), _claim("mayor", vocab.START_DATE, _day("2017-04-20"))]
    if held == vocab.FORMERLY_HELD:
        claims.append(_claim("mayor", vocab.END_DATE, _day("2017-06-30")))
    said = replace(SAID, said_on=_day(said_on) if said_on else None)
    quads = assemble(tiny, _of(JANE, MAYOR, *claims, said), RESOLUTIONS)
    assert [o for _, p, o in sorted(_triples(quads, tiny)) if p == "pg:speakerPost"] == posts


def test_a_statement_has_its_topics_and_the_words_of_its_stance(tiny: Document) -> None:
    """Who speaks is no topic of his own."""
    said = replace(SAID, about=("chicago", "jane"), stance=_span("no"))
    quads = assemble(tiny, _of(JANE, CHICAGO, said), RESOLUTIONS)
    told = {(p, o) for _, p, o in _triples(quads, tiny) if p in ("schema:about", "pg:stance")}
    assert told == {("schema:about", "jurisdiction:us-il-chicago"), ("pg:stance", '"no"')}


PROTEST = replace(VISIT, id="protest", types=("Protest",), span=_span("no"), sentence=SECOND)
TRIP, OTHER = replace(VISIT, id="trip", span=FIRST), replace(VISIT, id="other", span=SECOND)
TOLD = {
    **RESOLUTIONS,
    "protest": Resolution(entity=Entity(slug="protest-0c0c0c", kind=Kind.EVENT, names=()), status=Status.NIL),
    "trip": RESOLUTIONS["visit"],
    "other": Resolution(entity=Entity(slug="visit-0d0d0d", kind=Kind.EVENT, names=()), status=Status.NIL),
}
THE_VISIT = {("event:protest-0c0c0c", "event:visit-0b0b0b")}


@pytest.mark.parametrize(
    ("topic", "edges"),
    [
        (Topic(subject="protest", events=("visit",)), THE_VISIT),
        (Topic(subject="protest", events=("visit", "trip")), THE_VISIT),
        (Topic(subject="protest", events=("visit", "other")), set()),
        (Topic(subject="protest", events=("visit", "other"), owner="jane"), THE_VISIT),
        (Topic(subject="protest", events=("other",), owner="jane"), set()),
        (Topic(subject="protest", events=("visit",), owner="nobody"), set()),
        (Topic(subject="protest", events=("unknown",)), set()),
        (Topic(subject="trip", events=("visit",)), set()),
        (Topic(subject=_span("no"), events=("visit",)), {("attribution:", "event:visit-0b0b0b")}),
    ],
)
def test_an_event_or_a_statement_is_about_an_event(tiny: Document, topic: Topic, edges: set[tuple[str, str]]) -> None:
    """Of several tellings it is about what they are together; of several events, about none."""
    found = _of(JANE, CHICAGO, VISIT, TRIP, OTHER, PROTEST, AGENT, SAID, topic)
    told = _triples(assemble(tiny, found, TOLD), tiny)
    assert {(re.sub(r"(attribution:).*", r"\1", s), o) for s, p, o in told if p == "schema:about"} == edges


def test_nothing_is_found_and_the_document_stays(document: Callable[..., Document]) -> None:
    plain = document("Text.", published=None)
    assert _triples(assemble(plain, Extraction(), {}), plain) == _graph(
        """
        doc:DOC a schema:NewsArticle ; pg:sha256 "SHA" ; dcterms:source "a.txt"
        doc:DOC#char=0,5 a nif:Context ; nif:beginIndex "0"^^integer ; nif:endIndex "5"^^integer
        doc:DOC#char=0,5 nif:isString "Text."
        """
    )


def test_the_full_text_may_be_left_out(tiny: Document) -> None:
    found = _of(JANE, MAYOR, HOLDS)
    with_text = _triples(assemble(tiny, found, RESOLUTIONS), tiny)
    without = _triples(assemble(tiny, found, RESOLUTIONS, full_text=False), tiny)
    assert {p for _, p, _ in with_text - without} == {"nif:isString"}
    assert without < with_text


def test_the_publisher_is_an_entity(tiny: Document) -> None:
    entity = Entity(
        slug="kpbs",
        kind=Kind.ORGANIZATION,
        names=("KPBS",),
        classes=(vocab.NEWS_MEDIA_ORGANIZATION,),
    )
    found = _triples(assemble(tiny, Extraction(), {}, publisher=entity), tiny)
    assert found >= _graph(
        """
        doc:DOC schema:publisher organization:kpbs
        organization:kpbs a org:Organization , schema:NewsMediaOrganization ; skos:altLabel "KPBS"
        """
    )


# ---- what makes an edge


@pytest.mark.parametrize(
    "more",
    [
        {"polarity": Polarity.DENIED},
        {"modality": Modality.PLANNED},
        {"modality": Modality.ALLEGED},
        {"attributed_to": "chicago"},
    ],
)
def test_what_is_not_plain_is_a_claim_and_no_edge(tiny: Document, more: dict[str, object]) -> None:
    quads = assemble(tiny, _of(JANE, MAYOR, CHICAGO, replace(HOLDS, **more)), RESOLUTIONS)  # type: ignore[arg-type]
    found = _triples(quads, tiny)
    claim = _claim_of(tiny, quads, "org:holds")
    polarity = more.get("polarity", Polarity.AFFIRMED)
    modality = more.get("modality", Modality.STATED)
    assert (claim, "pg:polarity", f'"{polarity}"') in found
    assert (claim, "pg:modality", f'"{modality}"') in found
    who = {o for s, p, o in found if (s, p) == (claim, "pg:attributedTo")}
    assert who == ({"jurisdiction:us-il-chicago"} if "attributed_to" in more else set())
    assert not [t for t in found if t[1] == "org:holds"]
    assert not [t for t in found if t[0].startswith("membership:")]


def test_what_is_said_and_denied_are_two_claims(tiny: Document) -> None:
    denied = replace(HOLDS, polarity=Polarity.DENIED)
    found = _triples(assemble(tiny, _of(JANE, MAYOR, HOLDS, denied), RESOLUTIONS), tiny)
    assert len({s for s, p, o in found if (p, o) == ("rdf:type", "pg:Claim")}) == 2
    assert ("person:jane-doe-0a0a0a", "org:holds", "post:us-il-chicago-mayor") in found


def test_a_claim_of_two_sentences_is_one_with_two_pieces_of_evidence(tiny: Document) -> None:
    again = replace(HOLDS, evidence=Evidence(span=SECOND, rule="title-before-name"))
    found = _triples(assemble(tiny, _of(JANE, MAYOR, HOLDS, again), RESOLUTIONS), tiny)
    assert len({s for s, p, o in found if (p, o) == ("rdf:type", "pg:Claim")}) == 1
    assert {o for _, p, o in found if p == "pg:sentence"} == {
        '"Mayor Jane Doe visited Chicago."',
        '"She said no."',
    }


def test_two_rules_that_read_one_claim_from_one_sentence_are_one_piece_of_evidence(tiny: Document) -> None:
    other = replace(HOLDS, evidence=Evidence(span=FIRST, rule="another-rule"))
    once = assemble(tiny, _of(JANE, MAYOR, HOLDS, other), RESOLUTIONS)
    found = _triples(once, tiny)
    assert len([t for t in found if t[1] == "pg:rule"]) == 1
    assert assemble(tiny, _of(JANE, MAYOR, other, HOLDS), RESOLUTIONS) == once


def test_a_confidence_is_kept_and_none_invented(tiny: Document) -> None:
    sure = replace(HOLDS, evidence=Evidence(span=FIRST, rule="test", confidence=0.975))
    found = _triples(assemble(tiny, _of(JANE, MAYOR, sure), RESOLUTIONS), tiny)
    assert [o for _, p, o in found if p == "pg:confidence"] == ['"0.975"^^decimal']
    found = _triples(assemble(tiny, _of(JANE, MAYOR, HOLDS), RESOLUTIONS), tiny)
    assert [o for _, p, o in found if p == "pg:confidence"] == []


def test_a_former_holding_is_no_membership(tiny: Document) -> None:
    former = replace(HOLDS, predicate=vocab.FORMERLY_HELD)
    found = _triples(assemble(tiny, _of(JANE, MAYOR, former), RESOLUTIONS), tiny)
    assert ("person:jane-doe-0a0a0a", "pg:formerlyHeld", "post:us-il-chicago-mayor") in found
    assert not [t for t in found if t[0].startswith("membership:")]


def test_a_membership_has_the_body_of_its_post(tiny: Document) -> None:
    hall = replace(CHICAGO, id="hall", kind=Kind.ORGANIZATION)
    entity = Entity(slug="city-hall-0c0c0c", kind=Kind.ORGANIZATION, names=("Chicago",))
    resolutions = {**RESOLUTIONS, "hall": Resolution(entity=entity, status=Status.NIL)}
    claim = _claim("mayor", vocab.POST_IN, "hall")
    findings = _of(JANE, MAYOR, hall, HOLDS, claim)
    membership = "membership:jane-doe-0a0a0a--us-il-chicago-mayor"
    told = (membership, "org:organization", "organization:city-hall-0c0c0c")
    # The body of an office is the lexicon's, told once for all documents.
    assert told not in _triples(assemble(tiny, findings, resolutions), tiny)
    unlinked = {**resolutions, "mayor": replace(resolutions["mayor"], status=Status.NIL)}
    assert told in _triples(assemble(tiny, findings, unlinked), tiny)


def test_a_post_that_nobody_holds_is_not_there(tiny: Document) -> None:
    found = _triples(assemble(tiny, _of(JANE, MAYOR), RESOLUTIONS), tiny)
    assert not [t for t in found if "post:us-il-chicago-mayor" in t]
    assert [t for t in found if "person:jane-doe-0a0a0a" in t]


def test_a_mention_without_resolution_is_no_entity(tiny: Document) -> None:
    pronoun = replace(JANE, id="she", span=_span("She"), name="she", rule="pronoun", reference=True)
    found = _triples(assemble(tiny, _of(pronoun), RESOLUTIONS), tiny)
    assert not [t for t in found if t[1] in ("schema:mentions", "itsrdf:taIdentRef")]


# ---- what is open


def test_an_ambiguous_name_keeps_its_candidates_and_gets_no_identifier(tiny: Document) -> None:
    candidates = (
        Candidate(slug="us-il-chicago", score=7.4, reason="population"),
        Candidate(slug="us-tx-chicago", score=6.91, reason="population, beside its state or country"),
    )
    entity = Entity(slug="chicago-0d0d0d", kind=Kind.JURISDICTION, names=("Chicago",))
    resolution = Resolution(entity=entity, status=Status.AMBIGUOUS, candidates=candidates)
    found = _triples(assemble(tiny, _of(CHICAGO), {"chicago": resolution}), tiny)
    rows = {o for s, p, o in found if (s, p) == ("jurisdiction:chicago-0d0d0d", "pg:candidate")}
    assert len(rows) == 2
    told = {frozenset((p, o) for s, p, o in found if s == row) for row in rows}
    assert told == {
        frozenset(
            {
                ("rdf:type", "pg:Candidate"),
                ("dcterms:identifier", '"us-il-chicago"'),
                ("pg:score", '"7.4"^^decimal'),
                ("pg:reason", '"population"'),
            }
        ),
        frozenset(
            {
                ("rdf:type", "pg:Candidate"),
                ("dcterms:identifier", '"us-tx-chicago"'),
                ("pg:score", '"6.91"^^decimal'),
                ("pg:reason", '"population, beside its state or country"'),
            }
        ),
    }
    identifiers = {"skos:exactMatch", "pg:geoid", "pg:ocdDivision", "pg:bioguide"}
    assert not identifiers & {p for _, p, _ in found}


# ---- when


@pytest.mark.parametrize(
    ("value", "datatype", "earliest", "latest"),
    [
        ("2017", "gYear", date(2017, 1, 1), date(2017, 12, 31)),
        ("2017-02", "gYearMonth", date(2017, 2, 1), date(2017, 2, 28)),
        ("2017-02-03", "date", date(2017, 2, 3), date(2017, 2, 3)),
    ],
)
def test_a_date_as_precise_as_it_is_told(
    tiny: Document, value: str, datatype: str, earliest: date, latest: date
) -> None:
    when = DateValue(value=value, earliest=earliest, latest=latest)
    found = _triples(assemble(tiny, _of(VISIT, replace(START, object=when)), RESOLUTIONS), tiny)
    event = "event:visit-0b0b0b"
    assert (event, "schema:startDate", f'"{value}"^^{datatype}') in found
    assert (event, "pg:earliest", f'"{earliest}"^^date') in found
    assert (event, "pg:latest", f'"{latest}"^^date') in found


def test_an_event_without_a_date_had_happened_by_the_publication(tiny: Document) -> None:
    found = _triples(assemble(tiny, _of(VISIT), RESOLUTIONS), tiny)
    assert ("event:visit-0b0b0b", "pg:latest", '"2017-04-21"^^date') in found
    assert not [t for t in found if t[1] == "pg:earliest"]


def test_a_planned_date_bounds_nothing(tiny: Document) -> None:
    planned = replace(START, modality=Modality.PLANNED)
    found = _triples(assemble(tiny, _of(VISIT, AGENT, planned), RESOLUTIONS), tiny)
    assert not [t for t in found if t[1] in ("pg:earliest", "schema:startDate")]


@pytest.mark.parametrize("more", [{"modality": Modality.PLANNED}, {"polarity": Polarity.DENIED}])
def test_what_did_not_happen_had_not_happened_by_the_publication(tiny: Document, more: dict[str, Any]) -> None:
    put = [replace(claim, **more) for claim in (AGENT, LOCATION)]
    found = _triples(assemble(tiny, _of(VISIT, *put), RESOLUTIONS), tiny)
    assert ("event:visit-0b0b0b", "rdf:type", "pg:Visit") in found
    assert not [t for t in found if t[1] in ("pg:earliest", "pg:latest")]


# ---- promises

DENIED = replace(AGENT, polarity=Polarity.DENIED)
TWICE = replace(HOLDS, evidence=Evidence(span=FIRST, rule="another-rule"))
ALL = (JANE, MAYOR, CHICAGO, VISIT, HOLDS, TWICE, AGENT, DENIED, LOCATION, START, SAID)


@given(order=st.permutations(range(len(ALL))))
def test_the_order_of_findings_tells_nothing(order: list[int]) -> None:
    text = Document(id="0123456789ab", text=TEXT, sha256="0" * 64, sources=("a",), published=date(2017, 4, 21))
    once = assemble(text, _of(*ALL), RESOLUTIONS)
    assert assemble(text, _of(*(ALL[i] for i in order)), dict(reversed(RESOLUTIONS.items()))) == once


def test_assembling_twice_gives_the_same(tiny: Document) -> None:
    found = _of(*ALL)
    assert assemble(tiny, found, RESOLUTIONS) == assemble(tiny, found, RESOLUTIONS)
    doubled = _of(*ALL, HOLDS, AGENT)
    assert assemble(tiny, doubled, RESOLUTIONS) == assemble(tiny, found, RESOLUTIONS)


def test_there_are_no_blank_nodes_and_every_iri_is_ours_or_of_the_contract(tiny: Document) -> None:
    spaces = tuple(vocab.prefixes().values())
    for quad in assemble(tiny, _of(*ALL), RESOLUTIONS):
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            assert not isinstance(term, BlankNode)
            if isinstance(term, NamedNode):
                assert term.value.startswith(spaces)
                assert term.value.isascii()


def test_every_string_is_what_stands_at_its_offsets(tiny: Document) -> None:
    found = _triples(assemble(tiny, _of(*ALL), RESOLUTIONS), tiny)
    strings = {s: o for s, p, o in found if p in ("nif:anchorOf", "pg:sentence", "schema:text")}
    assert len(strings) >= 8
    for subject, written in strings.items():
        begin, end = (
            int(re.sub(r"\D", "", next(o for s, p, o in found if (s, p) == (subject, index))))
            for index in ("nif:beginIndex", "nif:endIndex")
        )
        assert f'"{TEXT[begin:end]}"' == written


def test_the_base_is_an_option(tiny: Document) -> None:
    minter = vocab.Minter(base="https://example.org/")
    quads = assemble(tiny, _of(*ALL), RESOLUTIONS, minter=minter)
    assert {q.graph_name for q in quads} == {NamedNode(f"https://example.org/doc/{tiny.id}")}
    assert not [q for q in quads if vocab.BASE in str(q)]
