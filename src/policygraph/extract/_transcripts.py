"""What is said after a label: in a transcript, 'DOE: …', a turn from label to label; in a headline, 'Doe: Levy failed'."""

import re
from collections.abc import Iterator, Sequence

from policygraph.annotate import AnnotatedDocument
from policygraph.model import Attribution, Kind, Manner, Mention, Span
from policygraph.patterns import reporting_verbs

# A name alone before a colon at the begin of a line, and what follows that is no quotation.
_TURN = re.compile(
    r"^[ \t]*(?P<mark>[“\"]?)(?P<label>(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,4}(?: \([^()\n]{1,20}\))?):[ \t]+"
    r"(?P<said>\w[^\n]*\w[^\n]*)$",
    re.MULTILINE,
)
# Two lines that begin like this may be a list; from three on, with a speaker twice, it is talk.
_LEAST_TURNS = 3
# What somebody or a report is said to have said, at the head of a text or in a line set as a headline.
_HEADED = re.compile(r"^[ \t]*(?P<label>[A-Z][^\n:“”\"]{1,60}):[ \t]+(?P<said>[^\s“\"][^\n]*)$", re.MULTILINE)
_LEAST_WORDS = 3
_EDGES = " \t\n.,;:"


def spoken(annotated: AnnotatedDocument, mentions: Sequence[Mention]) -> Iterator[Attribution]:
    """The turns of a transcript in text order, each up to the next: whose speaker the document names, and those of
    labels in capitals ('THE MODERATOR:', 'Q:'), whose words are the source.
    """
    text = annotated.document.text
    turns = [t for t in _TURN.finditer(text) if t["label"].lower() not in reporting_verbs().no_speakers]
    labels = [turn["label"] for turn in turns]
    if len(turns) < _LEAST_TURNS or len(set(labels)) == len(labels):
        return
    people = [m for m in mentions if m.kind is Kind.PERSON]
    ends = {m.span.end: m for m in people}
    surnames = {m.name.split()[-1].upper(): m for m in reversed(people)}
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        label = Span(start=turn.start("label"), end=turn.end("label"))
        bare = re.sub(r" \(.*", "", turn["label"])
        speaker = ends.get(label.start + len(bare)) or surnames.get(bare.split()[-1].upper())
        if speaker is None and not bare.isupper():
            continue
        # A speech of several paragraphs goes on to the next label; the last may be followed by anything.
        end = following.start() if following else turn.end("said")
        words = text[turn.start("said") : end].rstrip(_EDGES + ("”\"" if turn["mark"] else ""))
        said = Span(start=turn.start("said"), end=turn.start("said") + len(words))
        yield Attribution(
            source=label,
            speaker=speaker.id if speaker else None,
            cue=None,
            content=said,
            manner=Manner.DIRECT,
            sentence=Span(start=label.start, end=said.end),
            rule="transcript",
        )


def headed(annotated: AnnotatedDocument, mentions: Sequence[Mention]) -> Iterator[Attribution]:
    """Headlines that begin with who says it, in text order: 'Mayor Doe: Levy Will Double', 'Report: Jail Is Full'."""
    text = annotated.document.text
    ends = {m.span.end: m for m in mentions if m.kind in (Kind.PERSON, Kind.ORGANIZATION)}
    titles = {m.span.start: m for m in mentions if m.kind is Kind.POST}
    for line in _HEADED.finditer(text):
        begin, end = line.span("label")
        speaker = ends.get(end)
        report = line["label"].lower() in reporting_verbs().documents
        if speaker is not None and speaker.span.start > begin:
            title = titles.get(begin)
            speaker = speaker if title and not text[title.span.end : speaker.span.start].strip(" ,") else None
        first = not text[: line.start()].strip()
        if (speaker is None and not report) or not (first or annotated.headline(line.start("said"))):
            continue
        said = Span(start=line.start("said"), end=line.start("said") + len(line["said"].rstrip(_EDGES)))
        verbs = any(t.pos_ in ("VERB", "AUX") for t in annotated.tokens(said))
        if verbs and len(line["said"].split()) >= _LEAST_WORDS:
            quoted = any(said.overlaps(q) for q in annotated.quotations)
            yield Attribution(
                source=Span(start=begin, end=end),
                speaker=speaker.id if speaker else None,
                cue=None,
                content=said,
                manner=Manner.MIXED if quoted else Manner.INDIRECT,
                sentence=Span(start=begin, end=said.end),
                rule="headline-label",
            )
