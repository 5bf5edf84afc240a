"""Places in capitals that begin a report: 'SOUTH CHARLESTON, W.Va. -- Two men …', 'BLOOMFIELD — The board …'."""

import bisect
import re

from policygraph.annotate import AnnotatedDocument
from policygraph.gazetteer import Gazetteer
from policygraph.model import Kind

_DATELINE = re.compile(
    r"(?:^|(?<=[.?!”\"] ))(?P<place>[A-Z][A-Z.’']+(?: [A-Z][A-Z.’']+){0,2})"
    r"(?P<more>, [^\n–—-]{2,30}?)?(?: \([^)\n]{2,40}\))?\s?(?:[–—]|-{1,3})\s",
    re.MULTILINE,
)


def places(annotated: AnnotatedDocument, gazetteer: Gazetteer) -> dict[int, int]:
    """First word of such a place → the word after it; only places of the tables."""
    starts, found = [w.start for w in annotated.words], {}
    for match in _DATELINE.finditer(annotated.document.text):
        rows = gazetteer.lookup(match["place"])
        if any(row.kind in (Kind.JURISDICTION, Kind.PLACE) for row in rows):
            first = bisect.bisect_left(starts, match.start("place"))
            found[first] = bisect.bisect_left(starts, match.end("place"))
    return found
