"""Weights learned without truth: EM over counted patterns of agreement levels (Fellegi and Sunter 1969)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Levels = npt.NDArray[np.int8]
Counts = npt.NDArray[np.int64]

MISSING = -1
_ROUNDS, _ENOUGH = 500, 1e-9


@dataclass(frozen=True)
class Learned:
    """How often each level occurs among pairs of one entity (`m`) and of two (`u`); one array a field.

    `prior` is the share of all pairs that are of one entity; `objective` the penalised log-likelihood (natural
    logarithm) after each round, never falling.
    """

    m: tuple[Floats, ...]
    u: tuple[Floats, ...]
    prior: float
    objective: tuple[float, ...]

    def weights(self) -> tuple[Floats, ...]:
        """Bits of evidence of each level of each field."""
        return tuple(np.log2(m / u) for m, u in zip(self.m, self.u, strict=True))

    def bits(self, patterns: Levels) -> Floats:
        """Bits of evidence of each pair; a missing field adds 0. `patterns` is (pairs, fields)."""
        return sum_levels(patterns, self.weights())

    def posterior(self, bits: Floats) -> Floats:
        """Probability that pairs with so many bits of evidence are of one entity."""
        return _logistic(np.log(2) * bits + np.log(self.prior) - np.log1p(-self.prior))


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


def learn(
    patterns: Levels,
    counts: Counts | Floats,
    u: Sequence[Floats],
    *,
    total: float | None = None,
    start: Sequence[Floats] | None = None,
    prior: float | None = None,
    pseudo: float = 0.5,
) -> Learned:
    """`m` and the prior by EM, with `u` as given (from random pairs, see `level_shares`).

    `patterns` is (distinct patterns, fields): `MISSING` or a level, 0 for disagreement up to the best; `counts` says
    how many pairs show each. `total` is the number of all pairs when `patterns` holds only the candidates: the
    others count as two entities. `start` is where `m` starts, `prior` where the prior starts; `pseudo` pairs are
    added to each level. Raises ValueError if the shapes do not agree or a level of `u` is not positive.
    """
    rates = tuple(np.asarray(each, float) for each in u)
    number = np.asarray(counts, float)
    _check(patterns, number, rates)
    everything = max(float(total or 0), float(number.sum()), 1.0)
    share = prior or min(0.5, max(1, 0.1 * number.sum()) / everything)
    m = tuple(np.asarray(s, float) for s in start) if start is not None else tuple(map(_first_guess, rates))
    against = sum_levels(patterns, tuple(np.log(each) for each in rates))
    rest, objective = everything - number.sum(), [-np.inf]
    for _ in range(_ROUNDS):
        for_it = sum_levels(patterns, tuple(np.log(each) for each in m)) + np.log(share)
        not_it = against + np.log1p(-share)
        value = float(number @ np.logaddexp(for_it, not_it) + rest * np.log1p(-share))
        value += pseudo * float(sum(np.log(each).sum() for each in m))
        done = value - objective[-1] <= _ENOUGH * abs(value)
        objective.append(value)
        if done:
            break
        weight = number * _logistic(for_it - not_it)
        m = level_shares(patterns, [len(each) for each in rates], weight, pseudo)
        share = float(np.clip(weight.sum() / everything, 1e-15, 1 - 1e-9))
    return Learned(m, rates, share, tuple(objective[1:]))


def without_matches(random: Sequence[Floats], learned: Learned) -> tuple[Floats, ...]:
    """`u` once the pairs of one entity are taken out of the shares of all pairs (`random`); at least a tenth stays."""
    found = []
    for share, m in zip(random, learned.m, strict=True):
        left = np.maximum(share - learned.prior * m, share / 10)
        found.append(left / left.sum())
    return tuple(found)


def sum_levels(patterns: Levels, values: Sequence[Floats]) -> Floats:
    """For each pattern the sum of the values of its levels; a missing field adds 0."""
    total = np.zeros(len(patterns))
    for field, each in enumerate(values):
        total += np.append(each, 0.0)[patterns[:, field]]  # MISSING is -1: the appended 0
    return total


def _first_guess(u: Floats) -> Floats:
    guess: Floats = 0.15 * 0.5 ** np.arange(len(u), dtype=float)[::-1]
    guess[-1] = 0.85
    return np.asarray(guess / guess.sum())


def _logistic(value: Floats) -> Floats:
    return np.asarray(np.exp(-np.logaddexp(0, -value)))


def _check(patterns: Levels, counts: Floats, u: tuple[Floats, ...]) -> None:
    if patterns.ndim != 2 or patterns.shape != (len(counts), len(u)):
        raise ValueError("patterns, counts and u do not have the same pairs and fields")
    for field, each in enumerate(u):
        if not np.all(each > 0):
            raise ValueError("every level of u must be positive")
        if len(patterns) and not MISSING <= patterns[:, field].min() <= patterns[:, field].max() < len(each):
            raise ValueError("a pattern has a level that u does not")
