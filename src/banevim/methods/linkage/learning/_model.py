"""Evidence for each candidate pair of a table: weights by EM, and more for the rare value than for the common one."""

from dataclasses import dataclass

import numpy as np

from ._em import Floats, Learned, Levels, count_patterns, learn, level_shares, without_matches
from ._levels import LEVELS, compare_pairs
from ._table import Column, Indices, Table, shares

_RANDOM_PAIRS, _ROUNDS = 150_000, 3


@dataclass(frozen=True)
class Model:
    """`frequency` is the share of each word of the vocabulary in each column."""

    learned: Learned
    frequency: tuple[Floats, ...]

    def bits(self, table: Table, levels: Levels, one: Indices) -> Floats:
        """Bits of evidence of each pair; agreement on a value of share f is worth log2(u / f) more than usual."""
        total = self.learned.bits(levels)
        for field, column in enumerate(table.columns):
            same = levels[:, field] == LEVELS[column.kind] - 1
            share = self.frequency[field][column.codes[one[same]]]
            total[same] += np.log2(self.learned.u[field][-1] / share)
        return total


def fit(table: Table, levels: Levels, *, seed: int) -> Model:
    """Weights from the candidate pairs and as many random ones; nothing but the table is known."""
    random = _random_shares(table, seed)
    distinct, _, counts = count_patterns(levels)
    learned = learn(distinct, counts, random, total=table.all_pairs)
    for _ in range(_ROUNDS):
        cleaned = without_matches(random, learned)
        learned = learn(
            distinct, counts, cleaned, total=table.all_pairs, start=learned.m, prior=learned.prior
        )
    return Model(learned, tuple(shares(column, len(table.words)) for column in table.columns))


def _random_shares(table: Table, seed: int) -> tuple[Floats, ...]:
    """The share of each level among all pairs: of agreement by counting values, of the others by sampling."""
    chance, split = np.random.default_rng(seed), table.split
    pairs = _RANDOM_PAIRS if table.all_pairs else 0
    one = chance.integers(0, max(1, split or table.records), pairs)
    other = chance.integers(split or 0, max(1, table.records), pairs)
    kept = one != other
    levels = compare_pairs(table, one[kept], other[kept])
    found = []
    for column, sampled in zip(
        table.columns, level_shares(levels, [LEVELS[column.kind] for column in table.columns]), strict=True
    ):
        agree = _agreeing(column, table)
        found.append(np.append(sampled[:-1] * (1 - agree) / sampled[:-1].sum(), agree))
    return tuple(found)


def _agreeing(column: Column, table: Table) -> float:
    """The share of agreeing pairs among all pairs where the column is not missing; never 0 nor 1."""
    if table.split is None:
        many = np.bincount(column.codes + 1)[1:].astype(float)
        agree, pairs = (many * (many - 1)).sum(), many.sum() * (many.sum() - 1)
    else:
        sides = (column.codes[: table.split], column.codes[table.split :])
        a, b = (np.bincount(side + 1, minlength=len(table.words) + 1)[1:].astype(float) for side in sides)
        agree, pairs = (a * b).sum(), a.sum() * b.sum()
    return float((agree + 0.5) / (pairs + 1))
