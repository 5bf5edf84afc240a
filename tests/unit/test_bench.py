"""The parts of bench/ that have a right answer of their own."""

from collections import Counter
from pathlib import Path

import coreference
import corpora
import dates
import gains
import intervals
import names
import numpy as np
import parse_rules
import polnear
import pytest
import quality
from spacy.tokens import Doc
from spacy.tokens import Span as Phrase
from spacy.vocab import Vocab

from policygraph.model import Attribution, Manner, Span


def test_a_text_as_a_page_keeps_its_lines_and_paragraphs() -> None:
    text = "Two mayors & a bill\n\nThe first line\ngoes on.\n \nThe last."
    page = quality.as_page(text, "Two mayors & a bill")
    article = page.partition("<article>\n")[2].partition("\n</article>")[0]
    assert article == "<h1>Two mayors &amp; a bill</h1>\n<p>The first line<br>goes on.</p>\n<p>The last.</p>"
    assert "<title>Two mayors &amp; a bill</title>" in page
    before = page.partition("<article>")[0]
    assert all(f"<{part}" in before for part in ("nav", "footer", 'aside class="share"', 'aside class="related"'))


def test_a_heading_ends_the_paragraph_before_it() -> None:
    page = quality.as_page("Skip to content\n  The title \nBody.", "The title")
    assert "<p>Skip to content</p>\n<h1>The title</h1>\n<p>Body.</p>" in page


def test_a_page_as_text_has_its_furniture_and_no_script(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<nav>Home</nav><script>let a = 1</script><p>One\n two <b>three</b></p>", encoding="utf-8")
    assert quality.as_text(page) == "Home\nOne two\nthree"


def test_a_corpus_without_capitals_keeps_its_offsets(tmp_path: Path) -> None:
    path = tmp_path / "dev.jsonl"
    path.write_text('{"text": "Mayor Doe of \u0130zmir", "entities": []}\n', encoding="utf-8")
    assert corpora.rows(tmp_path, None, lower=True) == [{"text": "mayor doe of İzmir", "entities": []}]
    assert corpora.rows(path, None) == [{"text": "Mayor Doe of İzmir", "entities": []}]


def test_errors_by_kind_begin_with_the_most_frequent() -> None:
    errors = "a\tmissed event\tev-1\t['Visit']\nb\twrong link\tOhio\nb\tmissed event\tev-2\t['Speech']\n"
    assert corpora.by_kind(errors).splitlines() == [
        "missed event (2)",
        "  a: ev-1 ['Visit']",
        "  b: ev-2 ['Speech']",
        "wrong link (1)",
        "  b: Ohio",
    ]


@pytest.mark.parametrize(
    ("counts", "bounds"),
    [
        # Both of a kind: every draw gives 2 x 3 / (2 x 3 + 1 + 1).
        ([(3, 1, 1), (3, 1, 1)], [0.75, 0.75]),
        # A quarter of the draws has the good one twice, another the bad one.
        ([(1, 0, 0), (0, 0, 1)], [0.0, 1.0]),
        # In a draw of the first alone there is nothing to find and nothing found: it says nothing.
        ([(0, 0, 0), (1, 0, 0)], [1.0, 1.0]),
        ([(0, 0, 0), (0, 0, 0)], None),
        ([(1, 0, 0)], None),
    ],
)
def test_intervals(counts: list[tuple[int, int, int]], bounds: list[float] | None) -> None:
    assert intervals.interval(np.array(counts)) == bounds


def _noted(start: int, text: str, group: str, *, named: bool = False) -> dict[str, object]:
    mention = {"start": start, "end": start + len(text), "text": text, "coref_id": group, "named": named}
    return mention | {"pronoun": not named, "head": [start, start + len(text)] if named else None}


def test_asked_are_pronouns_with_a_name_before_them() -> None:
    # He | Jane Doe | she | it | Jane Doe's Her
    he, jane, she = _noted(0, "He", "2"), _noted(3, "Jane Doe", "1", named=True), _noted(12, "She", "1")
    it, john = _noted(16, "it", "1"), _noted(20, "John Roe", "2", named=True)
    document = {"mentions": [he, jane, she, it, john]}
    assert list(coreference.asked(document)) == [(she, [jane])]


def test_a_pronoun_is_right_if_its_name_is_the_same_entity() -> None:
    jane, she = _noted(3, "Jane Doe", "1", named=True), _noted(12, "she", "1")
    # Our mention has the title too; it holds the name's head.
    assert coreference.verdict(she, [jane], {(0, 11): "jane", (12, 15): "jane"}) == ("right", "jane")
    assert coreference.verdict(she, [jane], {(0, 11): "jane", (12, 15): "mary"}) == ("wrong", "mary")
    assert coreference.verdict(she, [jane], {(0, 11): "jane"}) == ("undecided", "")


def test_figures_of_pronouns() -> None:
    counts = Counter({("she", "right"): 3, ("she", "wrong"): 1, ("he", "undecided"): 4})
    told = coreference.figures(counts)
    assert told["all"] == {"n": 8, "precision": 0.75, "coverage": 0.5}
    assert told["she"] == {"n": 4, "precision": 0.75, "coverage": 1.0}
    assert told["he"] == {"n": 4, "precision": None, "coverage": 0.0}
    assert told["her"] == {"n": 0, "precision": None, "coverage": None}


def _said(start: int, end: int, cue: tuple[int, int] | None, rule: str) -> Attribution:
    return Attribution(
        source=Span(start=20, end=23),
        speaker=None,
        cue=Span(start=cue[0], end=cue[1]) if cue else None,
        content=Span(start=start, end=end),
        manner=Manner.DIRECT,
        sentence=Span(start=0, end=60),
        rule=rule,
    )


def test_parts_of_one_cue_and_what_goes_on_are_one_attribution_of_polnear() -> None:
    first, second = _said(0, 19, (24, 28), "quotation-cue"), _said(30, 40, (24, 28), "quotation-cue")
    more, other = _said(50, 60, None, "quotation-continued"), _said(70, 80, (82, 86), "quotation-cue")
    groups = polnear.joined([first, second, more, other])
    assert groups == [[first, second, more], [other]]
    assert polnear.roles(groups[0]) == {
        "source": [[20, 23]],
        "cue": [[24, 28]],
        "content": [[0, 19], [30, 40], [50, 60]],
    }


def test_what_polnear_has_and_we_have_not_is_told_by_kind_and_cue() -> None:
    text = 'Doe said it rains. Roe says "no".'
    rows = [{"content": [[9, 17]], "cue": [[4, 8]]}, {"content": [[28, 32]], "cue": [[23, 27]]}]
    gold = [{"doc_id": "a", "text": text, "attributions": rows}]
    found = {"a": [{"source": [], "cue": [], "content": [[12, 17]]}]}
    told = polnear.missed(gold, found, lambda _, spans: "direct" if spans[0][0] > 20 else "indirect").splitlines()
    assert told == ["missed, direct (1 of 1)", "missed, cue says (1 of 1)"]


def test_gains_and_losses_are_told_by_kind() -> None:
    before = gains.errors(["a warning", "missed event (2)", "  a: Visit", "  a: Visit", "wrong link (1)", "  b: Ohio"])
    after = gains.errors(["missed event (1)", "  a: Visit", "wrong link (2)", "  b: Ohio", "  b: Utah"])
    assert sorted((before - after).elements()) == ["missed event: a: Visit"]
    assert sorted((after - before).elements()) == ["wrong link: b: Utah"]


def test_what_is_missed_and_wrong_of_names() -> None:
    asked: dict[names.Key, str] = {(0, 8, "PER"): "", (12, 18, "LOC"): ""}
    ours = {
        (0, 8, "PER"): {"rule": "person"},
        (12, 18, "ORG"): {"rule": "spacy"},
        (5, 8, "LOC"): {"rule": "place-table"},
    }
    lines = names.told({"doc_id": "a", "text": "Jane Doe of Laredo"}, asked, ours)
    assert [line.split("\t")[:3] for line in lines] == [
        ["a", "LOC missed, ORG", "Laredo"],
        ["a", "LOC wrong place-table, in PER", "Doe"],
        ["a", "ORG wrong spacy, LOC", "Laredo"],
    ]


@pytest.mark.parametrize(
    ("value", "read", "expected"),
    [
        (("2017-04", "2017-04-01", "2017-04-30"), [("2017-04", "2017-04-01", "2017-04-30")], (True, True)),
        # A day is a right month, with other bounds; a month is no right day.
        (("2017-04", "2017-04-01", "2017-04-30"), [("2017-04-21", "2017-04-21", "2017-04-21")], (True, False)),
        (("2017-04-21", "2017-04-21", "2017-04-21"), [("2017-04", "2017-04-01", "2017-04-30")], (False, False)),
        (("2017", "2017-01-01", "2017-12-31"), [], (False, False)),
        (None, [], (True, True)),
        (None, [("2017", "2017-01-01", "2017-12-31")], (False, False)),
    ],
)
def test_a_date_is_right_as_precise_as_the_table_has_it(
    value: dates.Value | None, read: list[dates.Value], expected: tuple[bool, bool]
) -> None:
    row = dates.Row(None, "They met in April.", "April", value)
    assert dates.right(row, read) == expected
    assert row.at(12, 17)
    assert not row.at(0, 12)


def test_the_parse_alone_finds_clauses_of_saying_and_quotations() -> None:
    words = ["Doe", "said", "it", "rains", ".", '"', "Go", '"', "is", "short", "."]
    heads = [1, 1, 3, 1, 1, 6, 8, 6, 8, 8, 8]
    deps = ["nsubj", "ROOT", "nsubj", "ccomp", "punct", "punct", "nsubj", "punct", "ROOT", "acomp", "punct"]
    lemmas = ["Doe", "say", "it", "rain", ".", '"', "go", '"', "be", "short", "."]
    starts: list[bool | int | None] = [i in (0, 5) for i in range(len(words))]
    doc = Doc(Vocab(), words=words, heads=heads, deps=deps, lemmas=lemmas, sent_starts=starts)
    assert parse_rules.attributions(doc) == [
        {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 17]]},
        {"source": [], "cue": [], "content": [[21, 25]]},
    ]


def test_the_name_before_a_pronoun() -> None:
    doc = Doc(
        Vocab(), words=["Jane", "Doe", "rose", ".", "She", "sat", "."], pos=["PROPN"] * 4 + ["PRON", "VERB", "PUNCT"]
    )
    doc.ents = [Phrase(doc, 0, 2, label="PERSON")]
    assert list(parse_rules.nearest_names(doc)) == [((0, 8), "doe"), ((16, 19), "doe")]
