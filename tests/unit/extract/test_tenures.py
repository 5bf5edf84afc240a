"""Since when, or until when, a verb tells that a post was held."""

from collections.abc import Callable

import pytest

from policygraph import pipeline, vocab
from policygraph.annotate import AnnotatedDocument
from policygraph.assemble import assemble
from policygraph.gazetteer import Gazetteer
from policygraph.literals import text_of
from policygraph.model import DateValue
from policygraph.resolve import resolve

START, END = vocab.START_DATE, vocab.END_DATE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Jane Doe was sworn in Monday as mayor of Laredo.", [(START, "2017-04-17")]),
        ("Jane Doe took office as governor of Ohio on Jan. 14, 2011.", [(START, "2011-01-14")]),
        ("Jane Doe became sheriff of Cook County in March 2015.", [(START, "2015-03")]),
        ("Jane Doe has served as sheriff of Cook County since 2010.", [(START, "2010")]),
        ("Jane Doe resigned as secretary of state of Ohio on Friday.", [(END, "2017-04-21")]),
        ("Superintendent of Schools John Roe resigned Monday.", [(END, "2017-04-17")]),
        ("Jane Doe was fired as police chief of El Paso on Friday.", [(END, "2017-04-21")]),
        ("Jane Doe left office as mayor of Laredo in 2014.", [(END, "2014")]),
        ("Jane Doe was mayor of Laredo from 2002 to 2010.", [(START, "2002"), (END, "2010")]),
        ("Jane Doe, mayor of Laredo from January 2002 to March 2010, spoke.", [(START, "2002-01"), (END, "2010-03")]),
        ("Jane Doe, the mayor of Laredo (2002-10), spoke.", [(START, "2002"), (END, "2010")]),
        ("Jane Doe, mayor of Laredo since 2014, spoke.", [(START, "2014")]),
        ("Jane Doe served as mayor of Laredo until 2014.", [(END, "2014")]),
        ("Jane Doe, mayor of Laredo from 2014 to 2022, spoke.", [(START, "2014")]),
        ("Jane Doe was not fired as police chief of El Paso on Friday.", []),
        # Who was elected on a day has not begun on it, and what is only planned has not come about.
        ("Jane Doe was elected mayor of Laredo on Monday.", []),
        ("Jane Doe will be sworn in Monday as mayor of Laredo.", []),
        ("Mayor Jane Doe praised the ruling on Monday.", []),
    ],
)
def test_tenures(
    parsed: Callable[[str], AnnotatedDocument], gazetteer: Gazetteer, text: str, told: list[tuple[str, str]]
) -> None:
    """The claim is about the membership, rests on its sentence, and is no edge of the document's graph."""
    annotated = parsed(text)
    found = pipeline.extract(annotated, gazetteer)
    posts = {m.id for m in found.mentions if m.kind == "post"}
    days = [c for c in found.claims if c.subject in posts and isinstance(c.object, DateValue)]
    assert [(c.predicate, c.object.value) for c in days if isinstance(c.object, DateValue)] == told
    assert all(text[c.evidence.span.start : c.evidence.span.end] == text for c in days)
    quads = assemble(annotated.document, found, resolve(annotated.document, found, gazetteer))
    about = {text_of(q.object) for q in quads if q.predicate.value == vocab.SUBJECT and "/membership/" in str(q.object)}
    kept = {text_of(q.subject) for q in quads if q.predicate.value == vocab.MEMBER}
    assert about == (kept if told else set())
    assert not [q for q in quads if q.predicate.value in (START, END) and "/membership/" in str(q.subject)]
