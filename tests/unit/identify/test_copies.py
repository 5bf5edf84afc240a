"""Near copies of documents: which is whose, and that it does not depend on the road there."""

import pyoxigraph as ox

from policygraph import vocab
from policygraph.identify.copies import Copies

STORY = (
    "Governor Jane Doe signed the Clean Rivers Act on Friday in Springfield, in front of about eighty people who had "
    "waited in the rain for two hours. The act gives the state two years to find the sources of lead in the water of "
    "its nine largest rivers, and forty million dollars to stop them. Senator John Roe, who wrote it, said that it was "
    "late but not too late. The Springfield Water Board, which had asked for twice as much, called it a beginning. "
    "Farmers fear that their ditches will be counted as rivers; the governor told them that they would not be. "
)
OTHER = (
    "Sheriff John Roe will not run again, he told the county board on Monday. He has held the office for twelve years, "
    "and had been a deputy for twenty before that. The board thanked him for the new jail, which was opened in May "
    "after a long quarrel over its cost. Who will follow him is open: two of his deputies have said that they may run."
)


def _document(letter: str, text: str, day: str = "") -> tuple[str, list[ox.Quad]]:
    iri = f"{vocab.BASE}doc/{letter * 12}"
    graph = ox.NamedNode(iri)
    context = ox.NamedNode(f"{iri}#char=0,{len(text)}")
    quads = [ox.Quad(context, ox.NamedNode(vocab.IS_STRING), ox.Literal(text), graph)]
    if day:
        quads.append(ox.Quad(graph, ox.NamedNode(vocab.DATE_PUBLISHED), ox.Literal(day), graph))
    return iri, quads


def _run(store: ox.Store, *changed: str) -> None:
    found = Copies(store)
    found.run(changed)
    for quad in found.gone:
        store.remove(quad)
    store.extend(found.new)


def _copies(store: ox.Store) -> dict[str, str]:
    """Letter of a copy → letter of its original."""
    quads = store.quads_for_pattern(None, ox.NamedNode(vocab.COPY_OF), None)
    return {q.subject.value[-1]: q.object.value[-1] for q in quads}  # type: ignore[union-attr]


def test_the_earliest_is_the_original_and_others_are_left_alone() -> None:
    store = ox.Store()
    made = [
        _document("a", f"AP – {STORY}", "2017-04-22"),
        _document("b", STORY, "2017-04-21"),
        _document("c", f"{STORY} Read more on our page.", "2017-04-23"),
        _document("d", OTHER, "2017-04-20"),
        _document("e", STORY + OTHER, "2017-04-24"),
    ]
    for _, quads in made:
        store.extend(quads)
    _run(store, *(iri for iri, _ in made))
    # The last is the story and as much again: no copy of either.
    assert _copies(store) == {"a": "b", "c": "b"}


def test_the_road_there_tells_nothing() -> None:
    made = [
        _document("a", STORY, "2017-04-22"),
        _document("b", f"{STORY} Read more.", "2017-04-21"),
        _document("c", f"By Jane Poe. {STORY}", "2017-04-23"),
    ]
    whole = ox.Store()
    for _, quads in made:
        whole.extend(quads)
    _run(whole, *(iri for iri, _ in made))
    grown = ox.Store()
    for iri, quads in reversed(made):
        grown.extend(quads)
        _run(grown, iri)
    assert set(grown) == set(whole)
    # Without the first, the next is the original.
    grown.remove_graph(ox.NamedNode(made[1][0]))
    _run(grown, made[1][0])
    assert _copies(grown) == {"c": "a"}
    grown.extend(made[1][1])
    _run(grown, made[1][0])
    assert set(grown) == set(whole)


def test_what_has_too_few_words_or_no_text_is_no_copy() -> None:
    store = ox.Store()
    made = [_document("a", "Jane Doe won."), _document("b", "Jane Doe won."), (f"{vocab.BASE}doc/{'c' * 12}", [])]
    for _, quads in made:
        store.extend(quads)
    _run(store, *(iri for iri, _ in made))
    assert _copies(store) == {}
