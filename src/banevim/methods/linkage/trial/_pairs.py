"""Pairs that people decided, by the band that the comparison gave them; and a share with what chance allows."""

from collections import Counter
from collections.abc import Iterable
from math import sqrt

from ..scoring._result import Score

_Z = 1.96


def rate(part: int, whole: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share; from 0 to 1 when there is nothing."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, _Z * _Z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = _Z / (1 + square / whole) * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    return max(0.0, middle - half), min(1.0, middle + half)


def pairs_by_band(judged: Iterable[tuple[bool, Score]]) -> dict[str, dict[str, int]]:
    """How many pairs that people found to be of one woman (`same`) and of two (`different`) fell in each band."""
    found = {"same": Counter[str](), "different": Counter[str]()}
    for same, score in judged:
        found["same" if same else "different"][score.band] += 1
    return {name: dict(counts) for name, counts in found.items()}
