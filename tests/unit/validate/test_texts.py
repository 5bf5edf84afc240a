"""Offsets, sentences and hashes against the text of the document."""

from collections.abc import Callable

import pytest
from pyoxigraph import NamedNode, Quad, Store

from policygraph import vocab
from policygraph.validate import Report, texts
from policygraph.validate.report import join

Contract = Callable[..., Store]
# The document that comes with its text, and the one that comes without.
DOCUMENT = "https://w3id.org/policygraph/id/doc/88360395bfd3"
COPY = "https://w3id.org/policygraph/id/doc/8a5c94caaa0a"
DIGEST = "88360395bfd3ac43ec8b34324aff99a32922ed36532455c3ae870bceb0354113"
LENGTH = 608  # code points


def checked(store: Store) -> Report:
    return join(texts.check(store))


def told(report: Report) -> list[tuple[str, str]]:
    return [(violation.shape, violation.message) for violation in report.violations]


def test_offsets_are_code_points(contract: Contract) -> None:
    """The text begins with a character beyond the BMP: UTF-16 would count it twice, UTF-8 four times."""
    store = contract()
    quads = list(store.quads_for_pattern(None, NamedNode(vocab.ANCHOR_OF), None, NamedNode(DOCUMENT)))
    anchors = {str(quad.subject): str(quad.object) for quad in quads}
    assert anchors[f"<{DOCUMENT}#char=2,12>"] == '"Doe County"'
    assert '"The road 🌵"' in anchors.values()
    report = checked(store)
    assert report.conforms
    assert (report.checked_strings, report.skipped["NifString"]) == (5, 1)


MENTION = '#char=2,12> a nif:Phrase ; nif:anchorOf "Doe County" ; nif:beginIndex 2 ; nif:endIndex 12 ;'


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (
            MENTION.replace("Doe", "Roe"),
            "must quote the text at [2, 12), which is 'Doe County'",
        ),
        (
            MENTION.replace("12", "13").replace("2,", "3,").replace("Index 2", "Index 3"),
            "must quote the text at [3, 13), which is 'oe County '",
        ),
        (
            MENTION.replace("Index 12", "Index 13"),
            f"must have the IRI {DOCUMENT}#char=2,13, as its context and offsets say",
        ),
        (
            MENTION.replace("12", "9999"),
            f"must have offsets in order within the text's {LENGTH} code points, not 2 and 9999",
        ),
        (
            MENTION.replace("2,", "12,").replace("Index 2", "Index 12"),
            f"must have offsets in order within the text's {LENGTH} code points, not 12 and 12",
        ),
        (
            MENTION.replace("2,", "-2,").replace("Index 2", "Index -2"),
            "must have offsets that are whole numbers from 0, not '-2' and '12'",
        ),
        (
            MENTION.replace('nif:anchorOf "Doe County" ;', ""),
            "must have exactly one nif:anchorOf, nif:beginIndex, nif:endIndex and nif:referenceContext",
        ),
    ],
)
def test_a_mention_that_misquotes_its_text_is_found(contract: Contract, new: str, message: str) -> None:
    report = checked(contract((MENTION, new)))
    assert told(report) == [("NifString", f"A NIF string {message}")]
    assert report.checked_strings == 5


OFFSETS = "nif:beginIndex 433 ; nif:endIndex 460 ;"  # of the quotation
SENTENCE = 'which Roe denies; Roe means to head the River Fund." ;\n    pg:rule "means-to"'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (SENTENCE, SENTENCE.replace("River Fund", "Fund"), "must quote the text at ["),
        ("nif:endIndex 117 ;\n", "\n", "must have exactly one text, nif:beginIndex and nif:endIndex"),
    ],
)
def test_a_sentence_that_is_not_the_text_at_its_offsets_is_found(
    contract: Contract, old: str, new: str, message: str
) -> None:
    found = told(checked(contract((old, new))))
    assert found
    assert {shape for shape, _ in found} == {"Sentence"}
    assert all(text.startswith(f"What is quoted {message}") for _, text in found)


def test_evidence_in_the_graph_of_another_document_is_found(contract: Contract) -> None:
    store, graph = contract(), NamedNode(COPY)
    (quad,) = store.quads_for_pattern(None, NamedNode(vocab.EVIDENCE_DOCUMENT), None, graph)
    store.add(Quad(quad.subject, quad.predicate, NamedNode(DOCUMENT), graph))
    assert told(checked(store)) == [
        ("Sentence", f"What is quoted must stand in the graph of its only document, not in {COPY}")
    ]


def test_a_quotation_that_is_not_the_text_at_its_offsets_is_found(contract: Contract) -> None:
    words = 'schema:text "The road 🌵 will open in May"'
    report = checked(contract((words, words.replace("🌵 ", ""))))
    ((shape, message),) = told(report)
    assert shape == "Quotation"
    assert message.endswith("which is 'The road 🌵 will open in May'")


def test_a_stance_whose_words_the_text_does_not_have_is_found(contract: Contract) -> None:
    report = checked(contract(('pg:stance "will open"', 'pg:stance "is a disgrace"')))
    assert told(report) == [("Quotation", "A stance must rest on words of the document's text")]


def test_a_quotation_without_offsets_is_counted_as_left(contract: Contract) -> None:
    report = checked(contract((OFFSETS, "")))
    assert report.conforms
    assert (report.focus_counts["Quotation"], report.skipped["Quotation"]) == (0, 1)


def test_a_document_is_named_by_the_hash_of_its_text(contract: Contract) -> None:
    wrong = "0" * 64
    report = checked(contract((DIGEST, wrong)))
    assert told(report) == [
        ("DocumentText", f"A document's IRI must end in the first 12 digits of its pg:sha256, {wrong}"),
        ("DocumentText", f"The pg:sha256 of the document's text in UTF-8 must be {DIGEST}"),
    ]
    assert {violation.value for violation in report.violations} == {wrong}


def test_a_document_without_its_text_is_still_named_by_its_hash(contract: Contract) -> None:
    report = checked(contract(('pg:sha256 "8a5c94caaa0a', 'pg:sha256 "9a5c94caaa0a')))
    ((shape, message),) = told(report)
    assert shape == "DocumentText"
    assert "first 12 digits of its pg:sha256, 9a5c94caaa0a" in message


def test_a_mention_refers_to_the_context_that_has_the_text(contract: Contract) -> None:
    whole = f"nif:endIndex 12 ;\n    nif:referenceContext <{DOCUMENT}#char=0,{LENGTH}>"
    report = checked(contract((whole, whole.replace(str(LENGTH), "7"))))
    assert told(report) == [
        ("NifString", f"A NIF string must refer to the context that has the text, not to {DOCUMENT}#char=0,7")
    ]


def test_a_context_tells_the_length_of_its_text(contract: Contract) -> None:
    report = checked(contract((f"#char=0,{LENGTH}>", "#char=0,7>")))
    assert told(report) == [("DocumentText", f"The document's context must have the IRI {DOCUMENT}#char=0,{LENGTH}")]
