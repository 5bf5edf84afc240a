"""What titles, nouns and pronouns point back to; the mentions are made by hand."""

from collections.abc import Callable, Sequence

import pytest

from policygraph import vocab
from policygraph.gazetteer import Gazetteer
from policygraph.model import (
    Attribution,
    Claim,
    Document,
    Evidence,
    Extraction,
    Finding,
    Kind,
    Manner,
    Mention,
    Resolution,
    Span,
    Status,
)
from policygraph.resolve import resolve

Points = Callable[..., Resolution | None]
JANE, MARY, ROE, POE = "Jane Doe", "Mary Poe", "John Roe", "Jack Poe"
NOUN, TITLE, PRONOUN = "noun-reference", "title-reference", "pronoun"


@pytest.fixture
def points(document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer) -> Points:
    """What the last `word` of a text points to. `named` are the names in it, each with its kind and, if it matters, its
    rule; `held` the holders of posts, the titles written before their names, and what the posts are called, and `left`
    those who held them; `bodies` the bodies of posts; `said` who said what, word by word; the last two what the grammar
    tells of `word`.
    """

    def run(
        text: str,
        word: str,
        rule: str,
        name: str,
        *,
        kind: Kind = Kind.PERSON,
        named: Sequence[tuple[str, Kind] | tuple[str, Kind, str]] = (),
        held: Sequence[tuple[str, str, str]] = (),
        left: Sequence[tuple[str, str, str]] = (),
        said: Sequence[tuple[str, str]] = (),
        bodies: Sequence[tuple[str, str]] = (),
        antecedent: str = "",
        other_than: str = "",
    ) -> Resolution | None:
        people = {n: mention(text, n, k, rule=r[0] if r else "test") for n, k, *r in named}
        findings: list[Finding] = list(people.values())
        titles: dict[str, str] = {}
        for predicate, (holder, written, post) in [
            *((vocab.HOLDS, h) for h in held),
            *((vocab.FORMERLY_HELD, h) for h in left),
        ]:
            at = text.rindex(written, 0, people[holder].span.start)
            title = Mention(
                id=f"post-{at}",
                kind=Kind.POST,
                span=Span(start=at, end=at + len(written)),
                name=post,
                rule="test",
            )
            titles[post] = title.id
            evidence = Evidence(span=title.span, rule="test")
            findings += [
                title,
                Claim(subject=people[holder].id, predicate=predicate, object=title.id, evidence=evidence),
            ]
        for post, body in bodies:
            evidence = Evidence(span=people[body].span, rule="test")
            findings.append(
                Claim(subject=titles[post], predicate=vocab.POST_IN, object=people[body].id, evidence=evidence)
            )
        for speaker, words in said:
            start = text.index(words)
            content = Span(start=start, end=start + len(words))
            findings.append(
                Attribution(
                    source=people[speaker].span,
                    speaker=people[speaker].id,
                    cue=None,
                    content=content,
                    manner=Manner.DIRECT,
                    sentence=content,
                    rule="test",
                )
            )
        start = text.rindex(word)
        back = Mention(
            id="back",
            kind=kind,
            span=Span(start=start, end=start + len(word)),
            name=name,
            rule=rule,
            reference=True,
            antecedent=people[antecedent].id if antecedent else None,
            other_than=people[other_than].id if other_than else None,
        )
        return resolve(document(text), Extraction().with_findings([*findings, back]), gazetteer).get("back")

    return run


def _name(found: Resolution | None) -> str | None:
    return found.entity.names[0] if found else None


# ---- titles


@pytest.mark.parametrize(
    ("text", "word", "title", "people", "held", "who"),
    [
        ("Mayor Jane Doe spoke. The mayor left.", "The mayor", "Mayor", [JANE], [(JANE, "Mayor", "Mayor")], JANE),
        # Not who was named last, but who holds it.
        (
            "Mayor Jane Doe met John Roe. The mayor left.",
            "The mayor",
            "Mayor",
            [JANE, ROE],
            [(JANE, "Mayor", "Mayor")],
            JANE,
        ),
        # Of two holders the one named last.
        (
            "Senator Jane Doe met Senator John Roe. The senator left.",
            "The senator",
            "Senator",
            [JANE, ROE],
            [(JANE, "Senator", "Senator"), (ROE, "Senator", "Senator")],
            ROE,
        ),
        # 'state Sen. Jane Doe' is the senator.
        (
            "State Sen. Jane Doe spoke. The senator left.",
            "The senator",
            "Senator",
            [JANE],
            [(JANE, "State Sen.", "State Senator")],
            JANE,
        ),
        # Nobody holds it.
        ("Mayor Jane Doe spoke. The sheriff left.", "The sheriff", "Sheriff", [JANE], [(JANE, "Mayor", "Mayor")], None),
    ],
)
def test_a_title_is_its_holder(
    points: Points,
    text: str,
    word: str,
    title: str,
    people: list[str],
    held: list[tuple[str, str, str]],
    who: str | None,
) -> None:
    found = points(text, word, TITLE, title, named=[(p, Kind.PERSON) for p in people], held=held)
    assert _name(found) == who


@pytest.mark.parametrize(
    ("text", "word", "title", "held", "left", "who"),
    [
        # Who held it does not.
        ("John Roe met former Mayor Jane Doe. The mayor left.", "The mayor", "Mayor", [], ["Mayor"], None),
        (
            "John Roe met former Mayor Jane Doe. The former mayor left.",
            "The former mayor",
            "Mayor",
            [],
            ["Mayor"],
            JANE,
        ),
        ("Mayor Jane Doe met John Roe. The former mayor left.", "The former mayor", "Mayor", ["Mayor"], [], None),
        # A longer title is shortened, unless another one is left.
        (
            "Commerce Secretary Jane Doe met John Roe. The secretary left.",
            "The secretary",
            "Secretary",
            ["Secretary of Commerce"],
            [],
            JANE,
        ),
        (
            "Executive Director Jane Doe met John Roe. The director left.",
            "The director",
            "Director",
            ["Executive Director"],
            [],
            JANE,
        ),
        (
            "Vice President Jane Doe met John Roe. The president left.",
            "The president",
            "President",
            ["Vice President"],
            [],
            None,
        ),
        (
            "Lieutenant Governor Jane Doe met John Roe. The governor left.",
            "The governor",
            "Governor",
            ["Lieutenant Governor"],
            [],
            None,
        ),
        # A title that tells a gender is of nobody of the other.
        (
            "Representative Jane Doe met John Roe. The congressman left.",
            "The congressman",
            "Representative",
            ["Representative"],
            [],
            None,
        ),
        (
            "Representative Jane Doe met John Roe. The congresswoman left.",
            "The congresswoman",
            "Representative",
            ["Representative"],
            [],
            JANE,
        ),
    ],
)
def test_who_is_called_so(
    points: Points, text: str, word: str, title: str, held: list[str], left: list[str], who: str | None
) -> None:
    before = text[: text.index(JANE)].removeprefix("John Roe met ").strip()
    name = f"Former {title}" if "former" in word else title
    found = points(
        text,
        word,
        TITLE,
        name,
        named=[(JANE, Kind.PERSON), (ROE, Kind.PERSON)],
        held=[(JANE, before, post) for post in held],
        left=[(JANE, before, post) for post in left],
    )
    assert _name(found) == who


def test_a_title_does_not_point_forward(
    document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer
) -> None:
    text = "The mayor left. Mayor Jane Doe spoke."
    jane, post = mention(text, JANE, Kind.PERSON), mention(text, "Mayor", Kind.POST)
    back = mention(text, "The mayor", Kind.PERSON, name="Mayor", rule=TITLE, reference=True)
    holds = Claim(
        subject=jane.id, predicate=vocab.HOLDS, object=post.id, evidence=Evidence(span=post.span, rule="test")
    )
    decided = resolve(document(text), Extraction().with_findings([back, post, jane, holds]), gazetteer)
    assert jane.id in decided
    assert back.id not in decided


# ---- nouns


@pytest.mark.parametrize(
    ("text", "word", "named", "slug"),
    [
        (
            "The Justice Department sued Chicago. The department won.",
            "The department",
            ["Justice Department"],
            "us-doj",
        ),
        # Of two that fit the one named last.
        (
            "The Justice Department wrote to the Department of Energy. The department won.",
            "The department",
            ["Justice Department", "Department of Energy"],
            "us-doe",
        ),
        # The one named last does not fit.
        (
            "The Justice Department sued the Sierra Club. The department won.",
            "The department",
            ["Justice Department", "Sierra Club"],
            "us-doj",
        ),
        # By what the table says that it is: an advocacy group, a newspaper.
        ("The Sierra Club sued. The group won.", "The group", ["Sierra Club"], "sierra-club"),
        ("The El Paso Times asked. The newspaper won.", "The newspaper", ["El Paso Times"], "el-paso-times"),
        # Words before the noun tell which.
        (
            "The 9th U.S. Circuit Court of Appeals wrote to the Supreme Court. The appeals court won.",
            "The appeals court",
            ["9th U.S. Circuit Court of Appeals", "Supreme Court"],
            "us-court-of-appeals-9th",
        ),
        # The words before it are no part of its name, but no other group is named or brought in.
        (
            "The American Civil Liberties Union of Texas sued. The civil rights group won.",
            "The civil rights group",
            ["American Civil Liberties Union of Texas"],
            "aclu-texas",
        ),
        (
            "A civil rights group wrote to the Sierra Club. The civil rights group won.",
            "The civil rights group",
            ["Sierra Club"],
            None,
        ),
        # Nothing named is one.
        ("The Sierra Club sued. The newspaper won.", "The newspaper", ["Sierra Club"], None),
    ],
)
def test_a_noun_is_the_body_it_fits(points: Points, text: str, word: str, named: list[str], slug: str | None) -> None:
    bodies = [(name, Kind.ORGANIZATION) for name in named]
    name = word.removeprefix("The ")
    found = points(text, word, NOUN, name, kind=Kind.ORGANIZATION, named=bodies)
    assert (found.entity.slug if found else None) == slug


@pytest.mark.parametrize(
    ("text", "word", "named", "slug"),
    [
        ("Cook County sued Chicago. The county won.", "The county", ["Cook County", "Chicago"], "us-il-cook-county"),
        ("Chicago sued Cook County. The city won.", "The city", ["Chicago", "Cook County"], "us-il-chicago"),
        ("Texas sued Chicago. The state won.", "The state", ["Texas", "Chicago"], "us-tx"),
        # Which Springfield is open, so the city is.
        ("Springfield sued. The city won.", "The city", ["Springfield"], None),
        ("Texas sued. The city won.", "The city", ["Texas"], None),
    ],
)
def test_a_noun_is_the_place_of_its_level(
    points: Points, text: str, word: str, named: list[str], slug: str | None
) -> None:
    places = [(name, Kind.JURISDICTION) for name in named]
    name = word.removeprefix("The ")
    found = points(text, word, NOUN, name, kind=Kind.JURISDICTION, named=places)
    assert (found.entity.slug if found else None) == slug


def test_the_place_of_a_tag_is_not_what_the_text_is_about(points: Points) -> None:
    text = "Jane Doe, D-Chicago, spoke. The city won."
    named = [("Chicago", Kind.JURISDICTION, "place-tag")]
    assert points(text, "The city", NOUN, "city", kind=Kind.JURISDICTION, named=named) is None


# ---- pronouns


@pytest.mark.parametrize(
    ("text", "word", "people", "said", "who"),
    [
        # Who comes first in its own sentence.
        ("Mary Poe left. Jane Doe met John Roe, and she spoke.", "she", [MARY, JANE, ROE], [], JANE),
        # Of its gender.
        ("John Roe met Mary Poe, and she spoke.", "she", [ROE, MARY], [], MARY),
        ("John Roe met Jack Poe. She spoke.", "She", [ROE, POE], [], None),
        # Else who comes first in its paragraph.
        ("Jack Poe left.\nJohn Roe came in. He spoke.", "He", [POE, ROE], [], ROE),
        # Else who spoke last, though another was named after that.
        ('"We won," John Roe said of Jack Poe.\nThen he left.', "he", [ROE, POE], [(ROE, "We won")], ROE),
        # Else who was named last.
        ("John Roe left. Jack Poe came in.\nThen he spoke.", "he", [ROE, POE], [], POE),
        # Whom a speaker only names within a quotation is not meant.
        ('"Jack Poe won," said John Roe. He left.', "He", [POE, ROE], [(ROE, "Jack Poe won")], ROE),
        # Too far back.
        (f"John Roe left.\n{'It rained. ' * 150}\nThen he spoke.", "he", [ROE], [], None),
    ],
)
def test_a_pronoun(
    points: Points, text: str, word: str, people: list[str], said: list[tuple[str, str]], who: str | None
) -> None:
    found = points(text, word, PRONOUN, word.lower(), named=[(p, Kind.PERSON) for p in people], said=said)
    assert _name(found) == who


@pytest.mark.parametrize(
    ("text", "word", "name", "people", "grammar", "who"),
    [
        # An object is not its subject; of two others it is the nearest.
        ("John Roe left. Jack Poe thanked him.", "him", "him", [ROE, POE], {"other_than": POE}, ROE),
        (
            "Jim Doe left, and John Roe met Jack Poe and thanked him.",
            "him",
            "him",
            ["Jim Doe", ROE, POE],
            {"other_than": ROE},
            POE,
        ),
        # What the grammar tells holds only for somebody of the gender.
        ("Jack Poe left.\nIn his letter, John Roe agreed.", "his", "his", [POE, ROE], {"antecedent": ROE}, ROE),
        ("Jack Poe left.\nIn his letter, Jane Doe agreed.", "his", "his", [POE, JANE], {"antecedent": JANE}, POE),
        # The sentence before comes before those at the begin of the paragraph.
        ("John Roe left. Jack Poe spoke. He won.", "He", "he", [ROE, POE], {}, POE),
        # Whose letter it is matters less than who lost.
        ("John Roe’s letter reached Jack Poe before he left.", "he", "he", [ROE, POE], {}, POE),
        ("The John Roe team met Jack Poe before he left.", "he", "he", [ROE, POE], {}, POE),
        # An abbreviation ends no sentence.
        ("John Roe met Sen. Jack Poe, who said that he won.", "he", "he", [ROE, POE], {}, ROE),
        # Of two in a sentence whoever is known to be of the gender.
        ("Xi Doe met John Roe before he left.", "he", "he", ["Xi Doe", ROE], {}, ROE),
        ("Xi Doe met Jane Doe before he left.", "he", "he", ["Xi Doe", JANE], {}, "Xi Doe"),
        # What stands beside a name tells a gender where the given name does not.
        ("Ms. Xi Doe met John Roe. He left.", "He", "he", ["Xi Doe", ROE], {}, ROE),
        ("Councilwoman Xi Doe met John Roe. He left.", "He", "he", ["Xi Doe", ROE], {}, ROE),
        ("Xi Doe, a spokeswoman, met John Roe. He left.", "He", "he", ["Xi Doe", ROE], {}, ROE),
    ],
)
def test_whom_a_pronoun_means(
    points: Points, text: str, word: str, name: str, people: list[str], grammar: dict[str, str], who: str
) -> None:
    found = points(text, word, PRONOUN, name, named=[(p, Kind.PERSON) for p in people], **grammar)
    assert _name(found) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("John Roe and Jack Poe left. He won.", None),  # either
        ("John Roe and Jane Doe left. He won.", ROE),
    ],
)
def test_of_two_named_together_neither_comes_first(points: Points, text: str, who: str | None) -> None:
    people = [(p, Kind.PERSON) for p in (ROE, POE, JANE) if p in text]
    assert _name(points(text, "He", PRONOUN, "he", named=people)) == who


def test_a_title_of_nobody_known_is_whom_a_pronoun_means(
    document: Callable[..., Document], mention: Callable[..., Mention], gazetteer: Gazetteer
) -> None:
    text = "Jack Poe left. The sheriff said that he won."
    named = mention(text, POE, Kind.PERSON)
    title = mention(text, "The sheriff", Kind.PERSON, name="Sheriff", rule=TITLE, reference=True)
    he = mention(text, "he won", Kind.PERSON, name="he", rule=PRONOUN, reference=True)
    decided = resolve(document(text), Extraction().with_findings([named, title, he]), gazetteer)
    assert sorted(decided) == [named.id]


@pytest.mark.parametrize(
    ("text", "word", "name", "said", "who"),
    [
        # A speaker says 'I' of himself and 'he' of others.
        ('Jack Poe left. "I won," John Roe said.', "I", "i", [(ROE, "I won")], ROE),
        ('Jack Poe left. "He won," John Roe said.', "He", "he", [(ROE, "He won")], POE),
        ('Jack Poe met John Roe. "He won."', "He", "he", [], None),  # whoever says it
        ('Jack Poe met John Roe. "I won."', "I", "i", [], None),
    ],
)
def test_in_a_quotation(
    points: Points, text: str, word: str, name: str, said: list[tuple[str, str]], who: str | None
) -> None:
    people = [(p, Kind.PERSON) for p in (ROE, POE)]
    assert _name(points(text, word, PRONOUN, name, named=people, said=said)) == who


@pytest.mark.parametrize(
    ("post", "who"),
    [
        ("Spokesman", "Sierra Club"),
        ("Senator", None),  # whoever holds an office speaks for no body
    ],
)
def test_whom_a_speaker_speaks_for(points: Points, post: str, who: str | None) -> None:
    found = points(
        f'"We won," {post} John Roe of the Sierra Club said.',
        "We",
        PRONOUN,
        "we",
        kind=Kind.ORGANIZATION,
        named=[(ROE, Kind.PERSON), ("Sierra Club", Kind.ORGANIZATION)],
        held=[(ROE, post, post)],
        bodies=[(post, "Sierra Club")],
        said=[(ROE, "We won")],
    )
    assert _name(found) == who


def test_it_is_the_body_that_the_grammar_tells(points: Points) -> None:
    named = [("Sierra Club", Kind.ORGANIZATION)]
    text = "The Sierra Club said that it won."
    found = points(text, "it", PRONOUN, "it", kind=Kind.ORGANIZATION, named=named, antecedent="Sierra Club")
    assert found is not None
    assert found.entity.slug == "sierra-club"


def test_a_reference_gives_no_name(points: Points) -> None:
    found = points("Jane Doe left. She spoke.", "She", PRONOUN, "she", named=[(JANE, Kind.PERSON)])
    assert found is not None
    assert found.entity.names == (JANE,)
    assert found.status is Status.NIL
