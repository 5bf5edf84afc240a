"""Ways that are known by their numbers: 'Highway 10', 'I-75', 'the A417'."""

import bisect

from policygraph.annotate import AnnotatedDocument
from policygraph.patterns import place_forms


def matches(annotated: AnnotatedDocument) -> dict[int, int]:
    """First word of such a name → the word after it."""
    starts, ends = [w.start for w in annotated.words], [w.end for w in annotated.words]
    found: dict[int, int] = {}
    for form in place_forms():
        for match in form.finditer(annotated.document.text):
            first, last = bisect.bisect_left(starts, match.start()), bisect.bisect_left(ends, match.end())
            if first < len(starts) and starts[first] == match.start() and ends[last] == match.end():
                found[first] = last + 1
    return found
