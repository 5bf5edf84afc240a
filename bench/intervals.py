"""How sure a figure is: the 95% interval of an F1 over documents (Efron's percentile bootstrap)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

DRAWS = 10_000


def interval(counts: "NDArray[Any]") -> list[float] | None:
    """The 95% interval of F1 over documents, by their (tp, fp, fn), shape (documents, 3); None for one alone."""
    documents = len(counts)
    if documents < 2:
        return None
    # One draw at a time: all at once would be gigabytes for a thousand documents.
    generator = np.random.default_rng(0)
    drawn = np.array([counts[generator.integers(documents, size=documents)].sum(axis=0) for _ in range(DRAWS)])
    tp, fp, fn = drawn.T
    # Draws in which the gold has nothing and nothing was found tell nothing.
    asked = (2 * tp + fp + fn) > 0
    if not asked.any():
        return None
    f1 = 2 * tp[asked] / (2 * tp + fp + fn)[asked]
    return [round(float(bound), 3) for bound in np.percentile(f1, [2.5, 97.5])]
