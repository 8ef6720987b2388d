"""Linkage of any table in batch, without truth: candidates, levels, EM, a threshold, and entities."""

from dataclasses import dataclass

import numpy as np

from ._blocking import candidates
from ._clusters import Score, cluster
from ._decide import best_threshold, is_one_to_one, one_partner
from ._levels import compare_pairs
from ._model import Model, fit
from ._patterns import Floats
from ._table import Indices, Table


@dataclass(frozen=True)
class Linkage:
    """What was linked. `one` and `other` are the linked pairs of records; `entity` gives a number to each record."""

    one: Indices
    other: Indices
    entity: Indices
    threshold: float
    compared: int
    expected_matches: float
    one_to_one: bool
    model: Model


def link(table: Table, *, one_to_one: bool | None = None, seed: int = 1) -> Linkage:
    """The pairs and entities of a table, nothing told but the table.

    `one_to_one` says whether a record of one file has at most one partner in the other; None: found from the data.
    """
    one, other = candidates(table)
    levels = compare_pairs(table, one, other)
    model = fit(table, levels, seed=seed)
    bits = model.log_odds(table, levels, one)
    probability = 1 / (1 + np.exp2(-np.clip(bits, -200, 200)))
    threshold = best_threshold(probability)
    least = float(np.log2(threshold) - np.log2(1 - threshold))
    single = table.split is not None and (
        is_one_to_one(one, other, probability) if one_to_one is None else one_to_one
    )
    if single:
        above = bits > least
        one, other, bits = one[above], other[above], bits[above]
        kept = one_partner(one, other, bits)
        entity = np.arange(table.records)
        entity[other[kept]] = one[kept]
        pairs = (one[kept], other[kept])
    else:
        entity = cluster(table.records, one, other, bits - least, _scorer(table, model, least))
        pairs = pairs_of(entity, table.split)
    return Linkage(*pairs, entity, threshold, len(levels), float(probability.sum()), single, model)


def pairs_of(entity: Indices, split: int | None = None) -> tuple[Indices, Indices]:
    """All pairs of records of one entity (with two files, of one file and the other)."""
    order = np.argsort(entity, kind="stable")
    _, start, many = np.unique(entity[order], return_index=True, return_counts=True)
    found = [np.zeros((2, 0), np.int64)]
    for size in np.unique(many[many > 1]):
        rows = order[start[many == size][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        found.append(np.stack([rows[:, left].ravel(), rows[:, right].ravel()]))
    one, other = np.concatenate(found, axis=1)
    if split is None:
        return one, other
    across = (one < split) & (other >= split)
    return one[across], other[across]


def _scorer(table: Table, model: Model, least: float) -> Score:
    def score(one: Indices, other: Indices) -> Floats:
        return model.log_odds(table, compare_pairs(table, one, other), one) - least

    return score
