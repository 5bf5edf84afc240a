"""What is said as the text is set, by no grammar: in a transcript a turn from label to label ('DOE: …'), in a headline
behind a label ('Doe: Levy failed'), in a post over its author's name, in a paragraph that a colon announces.
"""

import bisect
import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from policygraph.annotate import AnnotatedDocument
from policygraph.extract._clauses import unsaid
from policygraph.extract._quotes import subject_of
from policygraph.extract._reported import Reported
from policygraph.extract._titles import title_at
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
# A paragraph that ends with a colon, and the next, which begins as a sentence does and is no list.
_BLOCK = re.compile(r"^(?P<lead>[^\n]+):[ \t]*\n+(?P<said>[A-Z][^\n]*[.!?…])[ \t]*$", re.MULTILINE)
# A message as it is set into an article: its text, and under it who posted it.
_POSTED = re.compile(
    r"^(?P<said>[^\n]+)\n+[ \t]*(?:—|–|--?)[ \t]*(?P<label>[^\n(@]{2,60}?)[ \t]*\(@\w+\)", re.MULTILINE
)
_REACH = 6  # words from the verb to the colon: 'Doe wrote on her page Friday:'
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
        words = text[turn.start("said") : end].rstrip(_EDGES + ('”"' if turn["mark"] else ""))
        said = Span(start=turn.start("said"), end=turn.start("said") + len(words))
        yield _labelled(label, speaker, said, Manner.DIRECT, "transcript")


def headed(annotated: AnnotatedDocument, mentions: Sequence[Mention]) -> Iterator[Attribution]:
    """Headlines that begin with who says it, in text order: 'Mayor Doe: Levy Will Double', 'Report: Jail Is Full'."""
    text = annotated.document.text
    ends = {m.span.end: m for m in mentions if m.kind in (Kind.PERSON, Kind.ORGANIZATION)}
    for line in _HEADED.finditer(text):
        begin, end = line.span("label")
        speaker = ends.get(end)
        report = line["label"].lower() in reporting_verbs().documents
        if speaker is not None and speaker.span.start > begin:
            speaker = speaker if _titled(annotated, begin, speaker.span.start) else None
        first = not text[: line.start()].strip()
        if (speaker is None and not report) or not (first or annotated.headline(line.start("said"))):
            continue
        said = Span(start=line.start("said"), end=line.start("said") + len(line["said"].rstrip(_EDGES)))
        verbs = any(t.pos_ in ("VERB", "AUX") for t in annotated.tokens(said))
        if verbs and len(line["said"].split()) >= _LEAST_WORDS:
            quoted = any(said.overlaps(q) for q in annotated.quotations)
            manner = Manner.MIXED if quoted else Manner.INDIRECT
            yield _labelled(Span(start=begin, end=end), speaker, said, manner, "headline-label")


def _titled(annotated: AnnotatedDocument, begin: int, name: int) -> bool:
    """Whether a title stands between the begin of a line and a name."""
    words = annotated.words
    first = bisect.bisect_left(words, begin, key=lambda word: word.start)
    title = title_at(words, first, len(words))
    return title is not None and title.end < len(words) and words[title.end].start == name


def posted(annotated: AnnotatedDocument, mentions: Sequence[Mention]) -> Iterator[Attribution]:
    """Messages with their author's name and handle under them, in text order: '… — Jane Doe (@JaneDoe)'."""
    ends = {m.span.end: m for m in mentions if m.kind in (Kind.PERSON, Kind.ORGANIZATION)}
    for post in _POSTED.finditer(annotated.document.text):
        label = Span(start=post.start("label"), end=post.end("label"))
        speaker = ends.get(label.end)
        said = Span(start=post.start("said"), end=post.start("said") + len(post["said"].rstrip(_EDGES)))
        if annotated.quoted(said.start):
            continue
        yield _labelled(label, speaker, said, Manner.DIRECT, "posted")


def _labelled(label: Span, speaker: Mention | None, said: Span, manner: Manner, rule: str) -> Attribution:
    """What stands beside a label, without a cue; the sentence is all from the one to the other."""
    return Attribution(
        source=label,
        speaker=speaker.id if speaker else None,
        cue=None,
        content=said,
        manner=manner,
        sentence=Span(start=min(label.start, said.start), end=max(label.end, said.end)),
        rule=rule,
    )


def blocks(annotated: AnnotatedDocument) -> Iterator[Reported]:
    """Paragraphs set apart without marks after a verb of saying and a colon, in text order: 'Doe wrote on Friday:'."""
    for block in _BLOCK.finditer(annotated.document.text):
        cue, start = announcing(annotated, Span(start=block.start("lead"), end=block.end("lead"))), block.start("said")
        if cue is not None and not annotated.quoted(start) and len(block["said"].split()) >= _LEAST_WORDS:
            content = Span(start=start, end=start + len(block["said"].rstrip(_EDGES)))
            yield Reported(content=content, cue=cue, source=subject_of(cue), rule="quotation-block")


def announcing(annotated: AnnotatedDocument, lead: Span) -> Token | None:
    """The verb of saying right before the colon that a lead ends with: 'Doe wrote on Friday:', 'The letter reads:'."""
    near = annotated.tokens(lead)[-_REACH:]
    cue = next((t for t in reversed(near) if t.pos_ == "VERB" and t.lemma_.lower() in reporting_verbs().quote), None)
    if cue is None or unsaid(cue) or annotated.quoted(lead.end - 1):
        return None
    # 'Doe said the plan had three parts:' tells the parts itself.
    told = any(child.dep_ in ("ccomp", "dobj") and child.i > cue.i for child in cue.children)
    return None if told else cue
