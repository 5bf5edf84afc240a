"""Places in capitals that begin a report."""

from collections.abc import Callable

import pytest

from policygraph.annotate import AnnotatedDocument
from policygraph.extract import _datelines
from policygraph.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("SOUTH CHARLESTON, W.Va. -- Two men met.", ["SOUTH CHARLESTON"]),
        ("LAREDO - Two men met.", ["LAREDO"]),
        ("CHICAGO (AP) — Two men met.", ["CHICAGO"]),
        ("It was late. BOSTON — Two men met.", ["BOSTON"]),
        # Neither a heading, nor what no table knows, nor a place in the middle of a sentence.
        ("BACKGROUND - The bill passed.", []),
        ("XYZZYVILLE — Two men met.", []),
        ("They met in BOSTON — twice.", []),
    ],
)
def test_datelines(
    tokenized: Callable[[str], AnnotatedDocument], gazetteer: Gazetteer, text: str, places: list[str]
) -> None:
    annotated = tokenized(text)
    found = _datelines.places(annotated, gazetteer)
    assert [" ".join(w.text for w in annotated.words[a:b]) for a, b in found.items()] == places
