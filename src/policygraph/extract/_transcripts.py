"""What is said in a transcript: 'DOE: …', a paragraph a turn."""

import re
from collections.abc import Iterator, Sequence

from policygraph.annotate import AnnotatedDocument
from policygraph.model import Attribution, Kind, Manner, Mention, Span

# A name alone before a colon at the begin of a line, and what follows that is no quotation.
_TURN = re.compile(
    r"^[ \t]*(?P<label>(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,4}(?: \([^()\n]{1,20}\))?):[ \t]+"
    r"(?P<said>\w[^\n]*\w[^\n]*)$",
    re.MULTILINE,
)
# Two lines that begin like this may be a list; from three on, with a speaker twice, it is talk.
_LEAST_TURNS = 3


def spoken(annotated: AnnotatedDocument, mentions: Sequence[Mention]) -> Iterator[Attribution]:
    """The turns of a transcript whose speakers the document names, in text order."""
    turns = list(_TURN.finditer(annotated.document.text))
    labels = [turn["label"] for turn in turns]
    if len(turns) < _LEAST_TURNS or len(set(labels)) == len(labels):
        return
    people = [m for m in mentions if m.kind is Kind.PERSON]
    ends = {m.span.end: m for m in people}
    surnames = {m.name.split()[-1].upper(): m for m in reversed(people)}
    for turn in turns:
        label = Span(start=turn.start("label"), end=turn.end("label"))
        bare = re.sub(r" \(.*", "", turn["label"])
        speaker = ends.get(label.start + len(bare)) or surnames.get(bare.split()[-1].upper())
        if speaker is None:
            continue
        said = Span(start=turn.start("said"), end=turn.start("said") + len(turn["said"].rstrip(" .,;:")))
        yield Attribution(
            source=label,
            speaker=speaker.id,
            cue=None,
            content=said,
            manner=Manner.DIRECT,
            sentence=Span(start=label.start, end=said.end),
            rule="transcript",
        )
