"""The pairing of greatest gain, for many small tables at once: exact, by growing sets of columns."""

from functools import cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_Step = tuple[Ints, Ints, Ints]


def assign(gains: Floats) -> tuple[Floats, Ints]:
    """`gains` has shape (r, k, n) with r ≤ k, at least 0. Returns the greatest sum (n) and the columns (r, n).

    A pair that gains nothing is no pair: its column is -1.
    """
    rows, size, many = gains.shape
    best = np.zeros((1 << size, many))
    for row, (masks, columns, before) in enumerate(_steps(size)[:rows]):
        best[masks] = (best[before] + gains[row][columns]).max(axis=1)
    full = _steps(size)[rows - 1][0]
    last = full[best[full].argmax(axis=0)] if rows < size else np.full(many, full[0])
    return best[last, np.arange(many)], _trace(gains, best, last)


def _trace(gains: Floats, best: Floats, taken: Ints) -> Ints:
    """From the best set of columns back to the column of each row."""
    rows, size, many = gains.shape
    each, bits = np.arange(many), 1 << np.arange(size)[:, None]
    pairs = np.empty((rows, many), dtype=np.int64)
    for row in range(rows - 1, -1, -1):
        held = (taken & bits) > 0
        column = np.where(held, best[taken & ~bits, each] + gains[row], -1.0).argmax(axis=0)
        pairs[row] = np.where(gains[row, column, each] > 0, column, -1)
        taken = taken & ~(1 << column)
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
