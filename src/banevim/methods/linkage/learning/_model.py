"""Evidence for each candidate pair of a table: classes of pairs by EM, and more for the rare value than the common."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ._classes import Classes, Pairs, find_classes, same_entity
from ._kinds import Kind
from ._levels import AGREES, LEVELS, compare_pairs
from ._patterns import Floats, Levels, count_patterns, level_shares
from ._table import Column, Indices, Table, shares

_RANDOM_PAIRS, _LEARNED_FROM = 150_000, 400_000
_IDENTITY = (Kind.NAME, Kind.DATE)  # what stays with a person; addresses, codes and categories may be shared


@dataclass(frozen=True)
class Model:
    """`same` says which classes are of one entity; `frequency` is the share of each word in each column."""

    classes: Classes
    same: npt.NDArray[np.bool_]
    frequency: tuple[Floats, ...]

    def log_odds(self, table: Table, levels: Levels, one: Indices) -> Floats:
        """Logarithm (base 2) of the odds that each pair is of one entity, `one` being its first record."""
        distinct, which, _ = count_patterns(levels)
        by_pair = [value[which] for value in self.classes.log_joint(distinct)]
        for field, column in enumerate(table.columns):
            pairs = np.flatnonzero(levels[:, field] == LEVELS[column.kind] - 1)
            share = self.frequency[field][column.codes[one[pairs]]]
            usual = self.classes.u[field][-1]
            for value, m in zip(by_pair, (*self.classes.m, self.classes.u), strict=True):
                value[pairs] += _rarity(m[field][-1], usual, share)
        yes = [value for value, same in zip(by_pair, (*self.same, False), strict=True) if same]
        no = [value for value, same in zip(by_pair, (*self.same, False), strict=True) if not same]
        odds: Floats = (np.logaddexp.reduce(yes) - np.logaddexp.reduce(no)) / np.log(2)
        return odds


def fit(table: Table, levels: Levels, *, seed: int) -> Model:
    """Classes of pairs from the candidates and from random pairs; nothing but the table is known."""
    random = _random_shares(table, seed)
    chosen = levels
    if len(levels) > _LEARNED_FROM:
        chosen = levels[np.random.default_rng(seed).integers(0, len(levels), _LEARNED_FROM)]
    distinct, _, counts = count_patterns(chosen)
    total = table.all_pairs * (len(chosen) / max(1, len(levels)))
    pairs = Pairs(distinct, counts, total, [len(each) for each in random])
    agrees = {n: AGREES[c.kind] for n, c in enumerate(table.columns) if c.kind in _IDENTITY}
    agrees = agrees or {n: AGREES[c.kind] for n, c in enumerate(table.columns)}
    classes = find_classes(pairs, random, agrees)
    same = same_entity(classes, agrees)
    return Model(classes, same, tuple(shares(column, len(table.words)) for column in table.columns))


def _rarity(m: float, usual: float, share: Floats) -> Floats:
    """What agreement on a value of this share changes in a class: only agreement by chance depends on it."""
    chance = min(m, usual)
    return np.asarray(np.log((m - chance + chance * share / usual) / m))


def _random_shares(table: Table, seed: int) -> tuple[Floats, ...]:
    """The share of each level among all pairs: of agreement by counting values, of the others by sampling."""
    chance, split = np.random.default_rng(seed), table.split
    pairs = _RANDOM_PAIRS if table.all_pairs else 0
    one = chance.integers(0, max(1, split or table.records), pairs)
    other = chance.integers(split or 0, max(1, table.records), pairs)
    kept = one != other
    levels = compare_pairs(table, one[kept], other[kept])
    found = []
    sampled = level_shares(levels, [LEVELS[column.kind] for column in table.columns])
    for column, each in zip(table.columns, sampled, strict=True):
        agree = _agreeing(column, table)
        found.append(np.append(each[:-1] * (1 - agree) / each[:-1].sum(), agree))
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
