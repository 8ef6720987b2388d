"""Evidence for each candidate pair of a table: weights by EM, rare values worth more, related columns counted once."""

from dataclasses import dataclass

import numpy as np

from ._em import Floats, Learned, Levels, count_patterns, learn, level_shares, without_matches
from ._levels import LEVELS, compare_pairs
from ._table import Indices, Table, shares

_RANDOM_PAIRS, _ROUNDS = 400_000, 3


@dataclass(frozen=True)
class Model:
    learned: Learned
    usual: tuple[float, ...]  # the share of agreeing pairs among random ones, by column
    frequency: tuple[Floats, ...]  # the share of each word, by column

    def bits(self, table: Table, levels: Levels, one: Indices) -> Floats:
        """Bits of evidence of each pair, with the rarity of what agrees."""
        total = self.learned.bits(levels)
        for field, column in enumerate(table.columns):
            top = LEVELS[column.kind] - 1
            same = levels[:, field] == top
            share = self.frequency[field][column.codes[one[same]]]
            total[same] += np.log2(self.usual[field] / share)
        return total


def fit(table: Table, levels: Levels, *, seed: int = 1) -> Model:
    random = _random_shares(table, seed)
    distinct, _, counts = count_patterns(levels)
    learned = learn(distinct, counts, random, total=table.all_pairs)
    for _ in range(_ROUNDS):
        cleaned = without_matches(random, learned)
        learned = learn(
            distinct, counts, cleaned, total=table.all_pairs, start=learned.m, prior=learned.prior
        )
    frequency = tuple(shares(column, len(table.words)) for column in table.columns)
    usual = tuple(float(u[-1]) for u in learned.u)
    return Model(learned, usual, frequency)


def _random_shares(table: Table, seed: int) -> tuple[Floats, ...]:
    chance = np.random.default_rng(seed)
    split = table.split
    one = chance.integers(0, split or table.records, _RANDOM_PAIRS)
    other = chance.integers(split or 0, table.records, _RANDOM_PAIRS)
    kept = one != other
    levels = compare_pairs(table, one[kept], other[kept])
    return level_shares(levels, [LEVELS[column.kind] for column in table.columns])
