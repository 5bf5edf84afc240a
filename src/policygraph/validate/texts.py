"""What has to agree with a document's text: mentions, sentences, quotations, the document's own IRI.

Offsets are code points, end exclusive, into the `nif:isString` of the document's context, which stands in the
document's graph. If full texts were left out there is nothing to compare, and that is counted.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from pyoxigraph import NamedNode, Store

from policygraph import vocab
from policygraph.validate.report import DOCUMENT_TEXT, NIF_STRING, QUOTATION, SENTENCE, Finding, Violation
from policygraph.validate.terms import Rows
from policygraph.validate.terms import text as text_of

# The values of a predicate in one graph, by subject.
Values = Callable[[str], Mapping[str, list[str]]]

_READ = (
    vocab.RDF_TYPE, vocab.IS_STRING, vocab.ANCHOR_OF, vocab.BEGIN_INDEX, vocab.END_INDEX, vocab.REFERENCE_CONTEXT,
    vocab.EVIDENCE_DOCUMENT, vocab.SENTENCE, vocab.WAS_QUOTED_FROM, vocab.TEXT, vocab.SHA256,
    vocab.STANCE,
)  # fmt: skip
_PREDICATES = " ".join(f"<{predicate}>" for predicate in _READ)
_NUMBER = re.compile(r"[0-9]+")


def check(store: Store) -> Iterator[Finding]:
    """Four findings a named graph: NIF strings, sentences of evidence, quotations, documents."""
    for name in store.named_graphs():
        if not isinstance(name, NamedNode):
            continue  # no document's graph, and told of with the blank nodes
        values = _told(store, name)
        texts = {context: min(strings) for context, strings in values(vocab.IS_STRING).items()}
        yield _check_strings(values, texts)
        text = {_document(context): text for context, text in texts.items()}.get(name.value)
        for check_name, document, quoted in (
            (SENTENCE, vocab.EVIDENCE_DOCUMENT, vocab.SENTENCE),
            (QUOTATION, vocab.WAS_QUOTED_FROM, vocab.TEXT),
        ):
            yield _check_quoted(values, name.value, text, check_name, document, quoted)
        yield _check_stances(values, text)
        yield _check_documents(values)


def _check_strings(values: Values, texts: Mapping[str, str]) -> Finding:
    """Every NIF string quotes its context rightly, and its IRI tells its offsets."""
    parts = [values(part) for part in (vocab.ANCHOR_OF, vocab.BEGIN_INDEX, vocab.END_INDEX, vocab.REFERENCE_CONTEXT)]
    phrases = {string for string, types in values(vocab.RDF_TYPE).items() if vocab.NIF_PHRASE in types}
    strings = {*parts[0], *phrases}
    violations, skipped = [], 0
    for string in strings:
        found = [part.get(string, []) for part in parts]
        wrong, quoted = "", ""
        if any(len(part) != 1 for part in found):
            wrong = "must have exactly one nif:anchorOf, nif:beginIndex, nif:endIndex and nif:referenceContext"
        else:
            (quoted,), (begin,), (end,), (context,) = found
            iri = f"{_document(context)}#char={begin},{end}"
            if string != iri:
                wrong = f"must have the IRI {iri}, as its context and offsets say"
            elif context in texts:
                wrong = _misquoted(quoted, begin, end, texts[context])
            elif _document(context) in map(_document, texts):
                wrong = f"must refer to the context that has the text, not to {context}"
            else:
                skipped += 1
        if wrong:
            violations.append(
                Violation(
                    focus=string,
                    shape=NIF_STRING,
                    path=vocab.ANCHOR_OF,
                    value=quoted,
                    message=f"A NIF string {wrong}",
                )
            )
    return _finding(NIF_STRING, violations, len(strings) - skipped, skipped)


def _check_quoted(values: Values, graph: str, text: str | None, check_name: str, document: str, quoted: str) -> Finding:
    """What has the predicate `document` stands in that document's graph, and its `quoted` is the text there.

    Evidence must have offsets, which is for the shapes to see; an attribution may have them.
    """
    quotes, begins, ends = values(quoted), values(vocab.BEGIN_INDEX), values(vocab.END_INDEX)
    documents = values(document)
    violations, skipped = [], 0
    for subject, named in documents.items():
        found = [part.get(subject, []) for part in (quotes, begins, ends)]
        wrong, words = "", ""
        if named != [graph]:
            wrong = f"must stand in the graph of its only document, not in {graph}"
        elif text is None or not any(found[1:]):
            skipped += 1
        elif any(len(part) != 1 for part in found):
            wrong = "must have exactly one text, nif:beginIndex and nif:endIndex"
        else:
            (words,), (begin,), (end,) = found
            wrong = _misquoted(words, begin, end, text)
        if wrong:
            violations.append(
                Violation(
                    focus=subject,
                    shape=check_name,
                    path=quoted,
                    value=words,
                    message=f"What is quoted {wrong}",
                )
            )
    return _finding(check_name, violations, len(documents) - skipped, skipped)


def _check_stances(values: Values, text: str | None) -> Finding:
    """The words of a stance stand in the document's text; each is counted with its quotation."""
    violations = [
        Violation(
            focus=attribution,
            shape=QUOTATION,
            path=vocab.STANCE,
            value=words,
            message="A stance must rest on words of the document's text",
        )
        for attribution, stances in values(vocab.STANCE).items()
        for words in stances
        if text is not None and words not in text
    ]
    return _finding(QUOTATION, violations, 0, 0)


def _check_documents(values: Values) -> Finding:
    """A document's IRI begins its SHA-256, that of its text; its context's IRI tells the text's length."""
    texts = {_document(context): (context, min(strings)) for context, strings in values(vocab.IS_STRING).items()}
    sums = values(vocab.SHA256)
    violations = []
    for document in {*sums, *texts}:
        told = sums.get(document, [])
        wrong = [
            f"A document's IRI must end in the first 12 digits of its pg:sha256, {digest}"
            for digest in told
            if document.rpartition("/")[2] != digest[:12]
        ]
        if document in texts:
            context, text = texts[document]
            digest = hashlib.sha256(text.encode()).hexdigest()
            if told != [digest]:
                wrong.append(f"The pg:sha256 of the document's text in UTF-8 must be {digest}")
            if context != f"{document}#char=0,{len(text)}":
                wrong.append(f"The document's context must have the IRI {document}#char=0,{len(text)}")
        violations += [
            Violation(
                focus=document,
                shape=DOCUMENT_TEXT,
                path=vocab.SHA256,
                value=" ".join(sorted(told)),
                message=message,
            )
            for message in wrong
        ]
    return _finding(DOCUMENT_TEXT, violations, len({*sums, *texts}), len({*sums} - {*texts}))


def _misquoted(quoted: str, begin: str, end: str, text: str) -> str:
    """What is wrong with `quoted` as the text at the offsets, or an empty string."""
    if not (_NUMBER.fullmatch(begin) and _NUMBER.fullmatch(end)):
        return f"must have offsets that are whole numbers from 0, not {begin!r} and {end!r}"
    start, stop = int(begin), int(end)
    if not start < stop <= len(text):
        return f"must have offsets in order within the text's {len(text)} code points, not {start} and {stop}"
    if text[start:stop] != quoted:
        return f"must quote the text at [{start}, {stop}), which is {text[start:stop]!r}"
    return ""


def _told(store: Store, graph: NamedNode) -> Values:
    """What a graph tells by the predicates that matter here."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    query = f"SELECT ?p ?s ?o {{ GRAPH {graph} {{ VALUES ?p {{ {_PREDICATES} }} ?s ?p ?o }} }}"
    for predicate, subject, value in Rows(store)(query):
        found[text_of(predicate)][text_of(subject)].append(text_of(value))
    return found.__getitem__


def _document(string: str) -> str:
    """The IRI of the document that a NIF string is in."""
    return string.partition("#")[0]


def _finding(check_name: str, violations: list[Violation], checked: int, skipped: int) -> Finding:
    return Finding(violations=tuple(violations), counts={check_name: checked}, skipped={check_name: skipped})
