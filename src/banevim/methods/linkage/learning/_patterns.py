"""Counted patterns of agreement levels, and what each level is worth (Fellegi and Sunter 1969)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Levels = npt.NDArray[np.int8]
Counts = npt.NDArray[np.int64]

MISSING = -1


def count_patterns(patterns: Levels) -> tuple[Levels, npt.NDArray[np.intp], Counts]:
    """The distinct rows, which of them each row is, and how often each occurs."""
    radix = (
        patterns.max(axis=0).astype(np.int64) + 2 if len(patterns) else np.ones(patterns.shape[1], np.int64)
    )
    if np.log2(radix.astype(float)).sum() > 62:
        distinct, which, counts = np.unique(patterns, axis=0, return_inverse=True, return_counts=True)
        return distinct, which.ravel(), counts
    codes = np.zeros(len(patterns), np.int64)
    for field, base in enumerate(radix):
        codes = codes * base + patterns[:, field] + 1
    _, first, which, counts = np.unique(codes, return_index=True, return_inverse=True, return_counts=True)
    return patterns[first], which, counts


def level_shares(
    patterns: Levels, levels: Sequence[int], counts: Floats | Counts | None = None, pseudo: float = 0.5
) -> tuple[Floats, ...]:
    """The share of each level of each field among the pairs where it is not missing; never 0.

    `levels` says how many levels each field has; `pseudo` pairs are added to each level.
    """
    weight = np.ones(len(patterns)) if counts is None else np.asarray(counts, float)
    shares = []
    for field, many in enumerate(levels):
        column = patterns[:, field]
        told = column != MISSING
        found = np.bincount(column[told], weights=weight[told], minlength=many)[:many] + pseudo
        shares.append(found / found.sum())
    return tuple(shares)


def sum_levels(patterns: Levels, values: Sequence[Floats]) -> Floats:
    """For each pattern the sum of the values of its levels; a missing field adds 0."""
    total = np.zeros(len(patterns))
    for field, each in enumerate(values):
        total += np.append(each, 0.0)[patterns[:, field]]  # MISSING is -1: the appended 0
    return total
