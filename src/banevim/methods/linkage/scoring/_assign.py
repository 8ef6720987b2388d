"""The pairing of greatest gain, for many small tables at once: exact, by growing sets of columns."""

from functools import cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_Step = tuple[Ints, Ints, Ints]


def assign(gains: Floats) -> tuple[Floats, Ints]:
    """`gains` has shape (k, k, n), at least 0. Returns the greatest sum (n) and, for each row, its column (k, n).

    A pair that gains nothing is no pair: its column is -1.
    """
    size, _, many = gains.shape
    best = np.zeros((1 << size, many))
    chosen = np.zeros((1 << size, many), dtype=np.int64)
    for row, (masks, columns, before) in enumerate(_steps(size)):
        options = best[before] + gains[row][columns]
        pick = options.argmax(axis=1)
        best[masks] = np.take_along_axis(options, pick[:, None, :], axis=1)[:, 0, :]
        chosen[masks] = columns[np.arange(len(masks))[:, None], pick]
    return best[-1], _trace(gains, chosen)


def _trace(gains: Floats, chosen: Ints) -> Ints:
    size, _, many = gains.shape
    mask, each = np.full(many, (1 << size) - 1), np.arange(many)
    pairs = np.empty((size, many), dtype=np.int64)
    for row in range(size - 1, -1, -1):
        column = chosen[mask, each]
        pairs[row] = np.where(gains[row, column, each] > 0, column, -1)
        mask &= ~(1 << column)
    return pairs


@cache
def _steps(size: int) -> tuple[_Step, ...]:
    """For each number of rows done: the sets of columns taken, their columns, and the set before each."""
    steps = []
    for taken in range(1, size + 1):
        columns = np.array(list(combinations(range(size), taken)))
        masks = (1 << columns).sum(axis=1)
        steps.append((masks, columns, masks[:, None] - (1 << columns)))
    return tuple(steps)
