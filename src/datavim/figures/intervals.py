"""Exact intervals for counts and their rates.

F. Garwood, *Fiducial limits for the Poisson distribution*, Biometrika 28 (1936) 437-442: the limits of a count x are
the means under which x or more, and x or fewer, happen with probability (1 - level) / 2. The tail of a Poisson
distribution is an incomplete gamma function (Abramowitz and Stegun, *Handbook of Mathematical Functions*, 6.5.29 and
6.5.31), computed here by its series and its continued fraction, and inverted by halving.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, isfinite, lgamma, log, sqrt

from datavim.figures.ratios import PER

LEVEL = 0.95
_PRECISION = 1e-14
_TINY = 1e-300


@lru_cache(maxsize=4096)
def poisson_interval(count: int, level: float = LEVEL) -> tuple[float, float]:
    """The exact two-sided limits of the mean of a Poisson count. `level` is between 0 and 1. Raises ValueError."""
    if count < 0 or not 0 < level < 1:
        raise ValueError("a count is not negative, and a level is between 0 and 1")
    tail = (1 - level) / 2
    lowest = _mean_at(count, tail) if count else 0.0
    return lowest, _mean_at(count + 1, 1 - tail)


def rate_interval(count: int | None, women: int | None) -> tuple[int, int] | None:
    """The limits of `ratios.rate`, per 100,000 and as whole numbers like it; None where there is no rate. From numbers
    that are published alone."""
    if count is None or not women:
        return None
    low, high = (limit * PER / women for limit in poisson_interval(count))
    return round(low), round(high)


def _mean_at(shape: int, probability: float) -> float:
    """The mean under which `shape` or more events happen with that probability."""
    low, high = 0.0, shape + 1.0
    while _at_least(shape, high) < probability:
        low, high = high, high + 10 * sqrt(high) + 10
    while high - low > _PRECISION * high:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if _at_least(shape, middle) < probability else (low, middle)
    return (low + high) / 2


def _at_least(shape: int, mean: float) -> float:
    """Probability of `shape` or more events with that mean: the regularised lower incomplete gamma function."""
    if mean <= 0:
        return 0.0
    scale = exp(shape * log(mean) - mean - lgamma(shape))
    return scale * _series(shape, mean) if mean < shape + 1 else 1 - scale * _fraction(shape, mean)


def _series(shape: int, mean: float) -> float:
    term = total = 1 / shape
    step = float(shape)
    while term > total * _PRECISION:
        step += 1
        term *= mean / step
        total += term
    return total


def _fraction(shape: int, mean: float) -> float:
    """Lentz's way of computing a continued fraction."""
    below = mean + 1 - shape
    c, d = 1 / _TINY, 1 / below
    value, turn = d, 0
    while True:
        turn += 1
        part = turn * (shape - turn)
        below += 2
        d = 1 / (part * d + below or _TINY)
        c = below + part / c or _TINY
        value *= d * c
        if abs(d * c - 1) < _PRECISION or not isfinite(value):
            return value
