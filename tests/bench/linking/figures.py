"""Precision, recall and F1 of linked pairs against the known entities."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from banevim.methods.linkage.learning import pairs_of
from banevim.methods.linkage.learning._clusters import components


def true_pairs(entity: np.ndarray, split: int | None) -> int:
    """How many pairs are of one entity; with two files, of one file and the other."""
    if split is None:
        many = np.bincount(entity)
        return int((many * (many - 1) // 2).sum())
    top = entity.max() + 1
    return int(
        (np.bincount(entity[:split], minlength=top) * np.bincount(entity[split:], minlength=top)).sum()
    )


def numbered(entities: Sequence[str]) -> np.ndarray:
    return np.unique(np.asarray(entities), return_inverse=True)[1]


def score(entity: np.ndarray, split: int | None, one: np.ndarray, other: np.ndarray) -> dict[str, Any]:
    """The figures of a set of distinct linked pairs."""
    right, true = int((entity[one] == entity[other]).sum()), true_pairs(entity, split)
    return {
        "precision": round(right / max(1, len(one)), 5),
        "recall": round(right / max(1, true), 5),
        "f1": round(2 * right / max(1, len(one) + true), 5),
        "wrong": len(one) - right,
        "missed": true - right,
    }


def joined(entity: np.ndarray, split: int | None, one: np.ndarray, other: np.ndarray) -> dict[str, Any]:
    """The figures after everything connected is taken as one entity."""
    return score(entity, split, *pairs_of(components(len(entity), one, other), split))


def at_best(
    entity: np.ndarray, split: int | None, one: np.ndarray, other: np.ndarray, value: np.ndarray
) -> dict[str, Any]:
    """The figures at the threshold that the truth itself would choose."""
    if not len(value):
        return score(entity, split, one, other)
    falling = np.argsort(-value, kind="stable")
    right = np.cumsum(entity[one[falling]] == entity[other[falling]])
    f1 = 2 * right / (np.arange(1, len(falling) + 1) + true_pairs(entity, split))
    last = np.append(np.diff(value[falling]) != 0, True)  # equal values stand or fall together
    threshold = value[falling[np.where(last, f1, -1).argmax()]]
    kept = value >= threshold
    return {**score(entity, split, one[kept], other[kept]), "threshold": float(threshold)}
