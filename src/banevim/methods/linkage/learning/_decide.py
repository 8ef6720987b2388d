"""Which pairs are linked: a threshold from the expected F1, and at most one partner each where data are one to one."""

import numpy as np
import numpy.typing as npt

from ._patterns import Floats
from ._table import Indices

_SURE, _FEW = 0.9, 0.02


def best_threshold(probability: Floats) -> float:
    """The probability from which linking gives the greatest expected F1, for calibrated probabilities.

    Expected F1 of the k most probable pairs: 2 · their sum / (k + the sum of all). A pair raises it as long as its
    probability is above half of it, so half of the greatest is the threshold.
    """
    if not len(probability):
        return 0.5
    falling = np.sort(probability)[::-1]
    expected = 2 * np.cumsum(falling) / (np.arange(1, len(falling) + 1) + falling.sum())
    return float(max(expected.max() / 2, 1e-6))


def is_one_to_one(one: Indices, other: Indices, probability: Floats) -> bool:
    """Whether hardly any record has two sure partners, so that each may be given one at most."""
    sure = probability >= _SURE
    if not sure.any():
        return True
    repeated = 0.0
    for side in (one[sure], other[sure]):
        _, many = np.unique(side, return_counts=True)
        repeated = max(repeated, int((many > 1).sum()) / len(many))
    return repeated <= _FEW


def one_partner(one: Indices, other: Indices, bits: Floats) -> npt.NDArray[np.bool_]:
    """The pairs kept when every record has one partner at most, the strongest evidence first."""
    kept = np.zeros(len(one), bool)
    taken: set[int] = set()
    for pair in np.lexsort((other, one, -bits)).tolist():
        a, b = int(one[pair]), int(other[pair])
        if a not in taken and b not in taken:
            taken.update((a, b))
            kept[pair] = True
    return kept
